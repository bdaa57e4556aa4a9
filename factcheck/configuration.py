"""From configuration files to settings, in three steps: what a file says, merged with others, and resolved.

Nothing here reads a file or runs code: texts are handed in. Everything that a person can get wrong is a
`UserError` with the file, the line of the key and the nearest right name.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import functools
import posixpath
import re
import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from factcheck.errors import UserError, nearest
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.unmerged import conflicts, unresolved

CHOICES: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "fail-on": ("error", "warning", "info", "never"),
        "confidence": ("high", "medium", "low"),
        "citation-scope": ("sentence", "run", "paragraph"),
    }
)
"""Settings that are one of a few words."""

SEVERITIES = ("error", "warning", "info")
SELECTORS = ("select", "extend-select", "ignore")
PATHS = ("content", "sources", "bibliography")
PATTERNS = ("exclude",)
_NAME = r"""(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


@dataclasses.dataclass(frozen=True)
class Options:
    """What one file (or the command line) says, checked: keys as written, values of the settings' types."""

    path: str
    """The file, as shown to people."""
    folder: str
    """Absolute folder that its paths and patterns are relative to, with forward slashes."""
    values: Mapping[str, Any]
    extend: str = ""
    """The file that it extends, as written."""
    extend_line: int | None = None


@dataclasses.dataclass(frozen=True)
class Configuration:
    """All files and flags laid over one another: each value with the folder that it is relative to."""

    root: str
    """Absolute folder of the nearest file: the project."""
    files: tuple[str, ...] = ()
    """Configuration files that had a say, the extended ones first."""
    values: Mapping[str, tuple[str, Any]] = dataclasses.field(default_factory=dict)
    """Key -> folder, value."""
    patterns: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Folder, pattern and rules of `per-file-ignores`, which add up."""


# --- Keys and their lines


def key_lines(text: str) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Every key of a TOML text with its line, counted from 1, and its line and those of its value.

    Raises nothing: a text that is no TOML gives what could be understood.
    """
    table: tuple[str, ...] = ()
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        line = lines[index]
        stripped = line.strip()
        if stripped.startswith("["):
            table = _path_of(re.sub(r"^\[\[(.*)\]\]", r"[\1]", stripped)) or table
            yield table, index + 1, line
            index += 1
            continue
        match = _KEY.match(line)
        if match is None or stripped.startswith("#"):
            index += 1
            continue
        end = index + 1
        while end < len(lines) and not _complete("\n".join(lines[index:end])):
            end += 1
            while end < len(lines) and not re.search(r"""[\]}"']\s*,?\s*(#.*)?$""", lines[end - 1]):
                end += 1
        yield table + _path_of(match[1] + " = 0"), index + 1, "\n".join(lines[index:end])
        index = end


def _path_of(line: str) -> tuple[str, ...]:
    try:
        value: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str] = []
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        path.append(key)
    return tuple(path)


def _complete(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _line_of(text: str, path: Sequence[str], value: str | None = None) -> int | None:
    """The line of a key, or of a string in its value."""
    best = None
    for known, line, statement in key_lines(text):
        depth = len(known)
        if known == tuple(path[:depth]) and (best is None or depth > best[0]):
            best = (depth, line, statement)
        elif best is None and known[: len(path)] == tuple(path):  # a table within it is all that there is
            best = (len(path), line, statement)
    if best is None:
        return None
    _, line, statement = best
    wanted = value if value is not None else path[-1] if best[0] < len(path) else None
    if wanted is not None:
        for offset, part in enumerate(statement.split("\n")):
            if wanted in part and not part.lstrip().startswith("#"):
                return line + offset
    return line


# --- Step 1: what a file says


@functools.cache
def field_types() -> Mapping[str, Any]:
    """Every key of a configuration file with the type of its value."""
    hints = typing.get_type_hints(Settings)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(Settings)}


def _words(kind: Any) -> str:
    """A type in words."""
    if kind is bool:
        return "true or false"
    if kind is str:
        return "a string"
    if kind is int:
        return "a whole number"
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        return "a list of strings" if arguments[0] is str else "a list of lists of strings"
    if typing.get_origin(kind) is dict:
        inner = arguments[1]
        return "a table of strings" if inner is str else "a table of lists of strings"
    return str(kind)


def options(path: str, folder: str, text: str) -> Options | None:
    """What a configuration file says; None for a `pyproject.toml` without a `[tool.factcheck]` table.

    Raises `UserError` for a text that is no TOML, an unknown key, a wrong type, rule, pattern or word.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        for start in conflicts(text):
            raise unresolved(Source(path, text), start) from None
        where = re.search(r"\(at line (\d+)", str(error))
        problem = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise UserError(
            f"not valid TOML: {problem}",
            cure="mend the syntax",
            path=path,
            line=int(where[1]) if where else max(1, len(text.splitlines())),
        ) from error
    prefix: tuple[str, ...] = ()
    if posixpath.basename(path.replace("\\", "/")) == "pyproject.toml":
        prefix = ("tool", "factcheck")
        tool = table.get("tool", {})
        if not isinstance(tool, dict) or "factcheck" not in tool:
            return None
        table = tool["factcheck"]
        if not isinstance(table, dict):
            raise UserError(
                "`tool.factcheck` is not a table",
                cure="write `[tool.factcheck]`",
                path=path,
                line=_line_of(text, prefix),
            )
    return _checked(table, path, folder, lambda key, value: _line_of(text, (*prefix, *key), value))


def flag_options(assignments: Sequence[str], folder: str) -> Options:
    """What `--config KEY=VALUE` says; values are TOML, and a bare word is a string.

    Raises `UserError` as `options` does.
    """
    merged: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise UserError(
                f"`--config {assignment}` is neither KEY=VALUE nor a file",
                cure="write --config 'select=[\"FC1\"]'",
            )
        try:
            table = tomllib.loads(assignment)
        except tomllib.TOMLDecodeError:
            try:
                table = tomllib.loads(f"{key} = {_quoted(value.strip())}")
            except tomllib.TOMLDecodeError:
                raise UserError(
                    f"`--config {assignment}` is not valid TOML", cure="write --config 'select=[\"FC1\"]'"
                ) from None
        _lay(merged, table)
    return _checked(merged, "--config", folder, lambda _key, _value: None)


def _quoted(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", plain) + '"'


def _lay(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            _lay(under[key], value)
        else:
            under[key] = value


def _checked(
    table: Mapping[str, Any],
    path: str,
    folder: str,
    line_of: Callable[[tuple[str, ...], str | None], int | None],
) -> Options:
    kinds = field_types()
    values: dict[str, Any] = {}
    extend = ""
    extend_line = None

    def wrong(problem: str, cure: str, key: tuple[str, ...], value: str | None = None) -> UserError:
        return UserError(problem, cure=cure, path=path, line=line_of(key, value))

    for key, value in table.items():
        if key == "extend":
            if not isinstance(value, str) or not value:
                raise wrong("`extend` must be a string", "name one configuration file", (key,))
            if path == "--config":
                raise wrong("`extend` stands in a file", f"use that file: --config {value}", (key,))
            extend, extend_line = value, line_of((key,), None)
            continue
        if key in _HEADINGS and isinstance(value, dict):
            cure = "a file of factcheck's own needs no such heading: take it out"
            raise wrong(f"the keys stand below `{'.'.join(_heading(key, value))}`", cure, (key,))
        if key not in kinds:
            raise wrong(f"unknown key `{key}`", nearest(key.replace("_", "-"), (*kinds, "extend")), (key,))
        try:
            values[key] = msgspec.convert(value, kinds[key])
        except msgspec.ValidationError:
            odd = _odd_place(key, value, kinds[key])
            name, found, kind = f"`{key}`", value, kinds[key]
            if len(odd) > 1:
                name, found, kind = f"`{odd[1]}` in `{key}`", value[odd[1]], typing.get_args(kind)[1]
            got = "a table" if isinstance(found, dict) else f"`{_shown(found)}`"
            raise wrong(f"{name} must be {_words(kind)}, not {got}", "mend the value", odd) from None
        _check_value(key, values[key], wrong)
    return Options(path=path, folder=folder, values=values, extend=extend, extend_line=extend_line)


_HEADINGS = ("tool", "factcheck")
"""What keys stand below in `pyproject.toml`, and in a file of factcheck's own where they came from there."""


def _heading(key: str, value: Mapping[str, Any]) -> tuple[str, ...]:
    return _HEADINGS if key == "tool" and "factcheck" in value else (key,)


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _odd_place(key: str, value: Any, kind: Any) -> tuple[str] | tuple[str, str]:
    """The key, and within a table the inner key, of a value of the wrong type."""
    if isinstance(value, dict) and typing.get_origin(kind) is dict:
        inner_kind = typing.get_args(kind)[1]
        for inner, item in value.items():
            try:
                msgspec.convert(item, inner_kind)
            except msgspec.ValidationError:
                return key, inner
    return (key,)


Wrong = Callable[..., UserError]
"""Makes the error of a problem, its cure, the key's path and, where it is one of several, the value."""


def _check_value(key: str, value: Any, wrong: Wrong) -> None:
    if key in CHOICES and value not in CHOICES[key]:
        raise wrong(f"`{key}` cannot be `{value}`", nearest(value, CHOICES[key]), (key,))
    if key in SELECTORS:
        for selector in value:
            _check_selector(selector, wrong, (key,))
    elif key == "per-file-ignores":
        for pattern, selectors in value.items():
            _check_pattern(pattern, wrong, (key, pattern))
            if pattern.startswith("!"):  # there is nothing that one pattern alone could take back
                cure = "name the files in which the rules do not run"
                raise wrong(f"`{pattern}` names no files", cure, (key, pattern))
            for selector in selectors:
                _check_selector(selector, wrong, (key, pattern))
    elif key == "severity":
        for selector, severity in value.items():
            _check_selector(selector, wrong, (key, selector))
            if severity not in SEVERITIES:
                cure = nearest(severity, SEVERITIES)
                raise wrong(f"`{severity}` is no severity", cure, (key, selector), severity)
    elif key in PATTERNS:
        for pattern in value:
            _check_pattern(pattern, wrong, (key,))
    elif key in PATHS:
        for item in value:
            if not item or "\0" in item:
                raise wrong(f"`{key}` holds an empty path", "take it out, or write `.`", (key,))
    elif key == "claims" and not value:
        raise wrong("`claims` is an empty path", 'name a folder, as in `claims = "claims"`', (key,))
    elif key == "synonyms":
        for group in value:
            if len(group) < 2:
                problem = "a group of `synonyms` needs two terms"
                raise wrong(problem, "add a term that means the same", (key,), *group)
    elif key in ("citation-hosts", "navigation-hosts"):
        for host in value:
            if not re.fullmatch(r"(\*\.)?[\w-]+(\.[\w-]+)*", host):
                raise wrong(f"`{host}` is no host name", "write it as in `example.org`", (key,), host)


def _check_pattern(pattern: str, wrong: Wrong, key: tuple[str, ...]) -> None:
    sound = pattern.strip() not in ("", "!", "/", "!/")
    try:
        spec([pattern])
    except (ValueError, re.error):
        sound = False
    if not sound:
        raise wrong(f"`{pattern}` is no file pattern", "write it as in .gitignore", key, pattern)
    if (body := pattern.removeprefix("!")).startswith("./"):  # as in .gitignore, it would match nothing
        cure = f"write `{pattern[: -len(body)]}{body[1:]}`"
        raise wrong(f"`{pattern}` matches no file", cure, key, pattern)
    if pattern.startswith("#"):
        raise wrong(f"`{pattern}` is a comment in a .gitignore", f"write `\\{pattern}`", key, pattern)
    if re.search(r"\\\w", pattern):  # nothing of a word needs a backslash: it is meant between folders
        cure = f"write `{pattern.replace(chr(92), '/')}`"
        raise wrong(f"`{pattern}` has another system's separator", cure, key, pattern)
    if re.search(r"(?<!\\)\{[^{}/]*,[^{}/]*\}", pattern):
        cure = "write a pattern for each, as in .gitignore"
        raise wrong(f"`{pattern}` has alternatives in braces", cure, key, pattern)


def _check_selector(selector: str, wrong: Wrong, key: tuple[str, ...]) -> None:
    try:
        selected([selector])
    except UserError as error:
        raise wrong(error.problem, error.cure, key, selector) from None


def selected(selectors: Iterable[str], where: str | None = None) -> tuple[str, ...]:
    """Codes of the rules that selectors stand for. Raises `UserError`, about `where`, for one that names no rule."""
    found: list[str] = []
    for selector in selectors:
        meant = matching(selector)
        if not meant:
            known = tuple(_rules()) if selector[:2].upper() == "FC" else (*_rules(), *_rules().values())
            cure = f"{nearest(selector, known)} (see `factcheck rules`)"
            raise UserError(f"no rule is called `{selector}`", cure=cure, path=where)
        found += meant
    return tuple(dict.fromkeys(found))


@functools.cache
def _rules() -> Mapping[str, str]:
    """Code -> name."""
    from factcheck.rules import rules

    return {code: rule.name for code, rule in rules().items()}


@functools.cache
def matching(selector: str) -> tuple[str, ...]:
    """Codes of the rules that a code, the beginning of codes (`FC`, `FC1`) or a name stands for."""
    from factcheck.rules import rules
    from factcheck.rules.rule import exactness

    return tuple(code for code, rule in rules().items() if exactness(rule, selector) > -1)


def spec(patterns: Iterable[str]) -> Any:
    """Patterns as in .gitignore, compiled."""
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(patterns)


# --- Step 2: merged


def load(
    path: str,
    shown: str,
    read: Callable[[str], str],
    overrides: Options | None = None,
    *,
    root: str | None = None,
) -> Configuration | None:
    """A configuration file with all that it extends, and flags laid over it.

    `path` is absolute, with forward slashes; `read` gives a text and raises `UserError`. None where the file
    is a `pyproject.toml` that does not speak of factcheck.
    """
    chain: list[Options] = []
    seen: list[str] = []
    while True:
        if path in seen:
            raise _extending(chain[-1], "`extend` leads back to this file", "take one of them out")
        seen.append(path)
        try:
            text = read(path)
        except UserError as error:
            if chain and error.line is None:
                raise _extending(chain[-1], f"`extend` names {shown}: {error.problem}", error.cure) from None
            raise
        said = options(shown, posixpath.dirname(path), text)
        if said is None:
            if not chain:
                return None
            raise _extending(chain[-1], f"{shown} has no `[tool.factcheck]` table", "extend another file")
        chain.append(said)
        if not said.extend:
            break
        below = said.extend.replace("\\", "/")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), below))
        shown = posixpath.normpath(posixpath.join(posixpath.dirname(shown.replace("\\", "/")), below))
    merged = Configuration(root=root or chain[0].folder)
    for said in reversed(chain):
        merged = laid_over(merged, said)
    return laid_over(merged, overrides) if overrides else merged


def _extending(said: Options, problem: str, cure: str) -> UserError:
    return UserError(problem, cure=cure, path=said.path, line=said.extend_line)


def laid_over(configuration: Configuration, said: Options) -> Configuration:
    """A configuration with what a nearer file or the command line says on top.

    A value replaces the one below it; tables are merged key by key; `extend-select` adds up.
    """
    values = dict(configuration.values)
    patterns = configuration.patterns
    for key, value in said.values.items():
        if key == "per-file-ignores":
            patterns += tuple((said.folder, pattern, codes) for pattern, codes in value.items())
        elif isinstance(value, dict):
            values[key] = (said.folder, {**values.get(key, ("", {}))[1], **value})
        elif key == "extend-select":
            values[key] = (said.folder, (*values.get(key, ("", ()))[1], *value))
        else:
            values[key] = (said.folder, value)
        if key == "select":
            # A nearer selection starts afresh: what farther files ignore or add does not cut into it.
            for other in ("ignore", "extend-select"):
                if other not in said.values:
                    values.pop(other, None)
    files = configuration.files if said.path == "--config" else (*configuration.files, said.path)
    return dataclasses.replace(configuration, values=values, patterns=patterns, files=files)


# --- Step 3: resolved


def resolve(configuration: Configuration, base: str) -> Settings:
    """The settings, with every path and pattern relative to `base`, an absolute folder."""
    values: dict[str, Any] = {}
    names = {field.encode_name: field.name for field in msgspec.structs.fields(Settings)}
    for key, (folder, value) in configuration.values.items():
        if key in PATHS:
            values[names[key]] = tuple(rebased_path(item, folder, base) for item in value)
        elif key == "claims":
            values[names[key]] = rebased_path(value, folder, base)
        elif key in PATTERNS:
            values[names[key]] = tuple(
                moved for item in value if (moved := rebased_pattern(item, folder, base)) is not None
            )
        else:
            values[names[key]] = value
    if "claims" not in values:
        values["claims"] = rebased_path(Settings().claims, configuration.root, base)
    ignores: dict[str, tuple[str, ...]] = {}
    for folder, pattern, codes in configuration.patterns:
        moved = rebased_pattern(pattern, folder, base)
        if moved is not None:
            ignores[moved] = (*ignores.get(moved, ()), *(c for c in codes if c not in ignores.get(moved, ())))
    values["per_file_ignores"] = ignores
    return Settings(**values)


def ignored_in(
    patterns: Mapping[str, tuple[str, ...]], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """`per-file-ignores` by file: a pattern that is each file's own path, and its rules.

    `names` maps the paths that are wanted to paths that are relative to the patterns' folder.
    """
    specs = [(spec([pattern]), codes) for pattern, codes in patterns.items()]
    found = {}
    for name, relative in names.items():
        codes = [code for one, codes in specs if one.match_file(relative) for code in codes]
        if codes:
            plain = re.sub(r"([][*?!#\\ ])", r"\\\1", name)
            found[plain if name.startswith("../") else f"/{plain}"] = tuple(dict.fromkeys(codes))
    return found


def rebased_path(path: str, folder: str, base: str) -> str:
    """A path relative to `folder` as one relative to `base`; both folders are absolute."""
    return posixpath.relpath(posixpath.join(folder, path.replace("\\", "/")), base)


def rebased_pattern(pattern: str, folder: str, base: str) -> str | None:
    """A pattern of .gitignore relative to `folder` as one relative to `base`; None where it cannot match."""
    negated, body = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    if folder == base:
        return pattern
    while body.startswith("../"):
        folder, body = posixpath.dirname(folder), f"/{body[3:]}"
        if body.startswith("/../"):
            body = body[1:]
    if folder == base:
        return f"{negated}{body}"
    anchored = "/" in body.rstrip("/")
    if not anchored or body.startswith("**/"):
        inside = f"{base}/".startswith(f"{folder.rstrip('/')}/")
        steps = posixpath.relpath(base, folder).split("/") if inside else []
        if any(fnmatch.fnmatchcase(step, body.removeprefix("**/").rstrip("/")) for step in steps):
            return f"{negated}**"  # the pattern names a folder that `base` lies in
        return (
            pattern if inside else f"{negated}{posixpath.relpath(folder, base)}/**/{body.removeprefix('**/')}"
        )
    body = body.removeprefix("/")
    way = posixpath.relpath(base, folder).split("/")
    if way[0] == "..":
        return f"{negated}{posixpath.relpath(folder, base)}/{body}"
    parts = body.split("/")
    for index, step in enumerate(way):
        if index >= len(parts):
            return f"{negated}**"
        if parts[index] == "**":
            return f"{negated}{'/'.join(parts[index:])}"
        if not parts[index]:
            return f"{negated}**"
        if not fnmatch.fnmatchcase(step, parts[index]):
            return None
    rest = "/".join(parts[len(way) :])
    return f"{negated}/{rest}" if rest else f"{negated}**"


# --- Shown


def as_toml(settings: Settings) -> str:
    """Settings as a configuration file would say them."""
    lines, tables = [], []
    for field in msgspec.structs.fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, dict):
            if value:
                tables.append(f"\n[{field.encode_name}]")
                tables += [f"{_quoted(key)} = {_toml(item)}" for key, item in value.items()]
        else:
            lines.append(f"{field.encode_name} = {_toml(value)}")
    return "\n".join([*lines, *tables]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def proposed(*, content: Sequence[str], bibliography: Sequence[str], sources: Sequence[str]) -> str:
    """A commented configuration for a repository with these articles, bibliographies and source records."""
    said = f"content = {_toml(content)}\n" if content else '# content = ["articles"]\n'
    listed = (
        f"bibliography = {_toml(bibliography)}\n" if bibliography else '# bibliography = ["references.bib"]\n'
    )
    stored = f"sources = {_toml(sources)}\n" if sources else '# sources = ["sources"]\n'
    return f"""\
# Settings of factcheck. Every key is explained in docs/configuration.md; an unknown one is an error.

# Files and folders with articles: what `factcheck check` reads when no path is given, and what a few files
# are compared with.
{said}
# Bibliography files (BibTeX, CSL-JSON, CSL-YAML, RIS) beside those that an article names itself.
{listed}
# Folders with source records, the local evidence.
{stored}
# Files that are not read unless they are named; patterns as in .gitignore.
# exclude = ["drafts/"]

# Rules that run: codes, the beginning of codes, or names. `factcheck rules` lists them.
# select = ["FC"]
# ignore = ["FC102"]

# The mildest severity that makes the exit code 1: error, warning, info or never.
# fail-on = "warning"

# Groups of terms that mean the same thing in these articles.
# synonyms = [["heart attack", "myocardial infarction"]]

# Hosts whose links never count as citations: the site itself, shops, social media.
# navigation-hosts = ["example.org"]

# [per-file-ignores]
# "drafts/**" = ["FC1"]

# [severity]
# FC104 = "info"
"""
