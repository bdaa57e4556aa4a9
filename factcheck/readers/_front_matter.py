"""Front matter: the YAML or TOML header at the top of a Markdown file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
import yaml

from factcheck import lexicon
from factcheck.errors import UserError
from factcheck.values import Value

_SAFE_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SAFE_LOADER):  # type: ignore[misc]  # the base is chosen at run time
    """A safe loader that keeps the text under tags it does not know (`!expr`, `!r` of R Markdown), and numbers as they
    are written: YAML 1.1 reads an ISBN that begins with 0 as octal.
    """

    yaml_implicit_resolvers = lexicon.implicit_resolvers(
        _SAFE_LOADER, lambda kind: kind not in ("int", "float")
    )


def _as_text(loader: Any, suffix: str, node: Any) -> Any:
    return node.value if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("!", _as_text)

_YAML = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?|\n)(?P<body>(?:.*?(?:\r\n?|\n))??)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n?|\n)(?P<body>(?:.*?(?:\r\n?|\n))??)\+\+\+[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
# A rule followed by text and another rule is no front matter: that has fields.
_FIELD = re.compile(r"^[\w\"'][\w \"'.-]*:(?:[ \t\r\n]|\Z)", re.MULTILINE)
_TOML_LINE = re.compile(r"line (\d+)")


class FrontMatter(Value, frozen=True):
    """Where the header ends in the text, and its fields."""

    end: int = 0
    fields: Mapping[str, Any] = msgspec.field(default_factory=dict)


def front_matter(text: str, path: str) -> FrontMatter:
    """The header of a text; an empty one where there is none. Raises `UserError` where it is broken."""
    match = _YAML.match(text)
    if match is not None:
        # The end must stand on its own line: the pattern asks for what follows, the body ends with a line
        # break.
        return _yaml(match["body"], match.end(), path)
    match = _TOML.match(text)
    if match is not None:
        return _toml(match["body"], match.end(), path)
    return FrontMatter()


def _yaml(body: str, end: int, path: str) -> FrontMatter:
    try:
        fields = yaml.load(body, Loader=_Loader)  # noqa: S506 (derived from the safe loader)
    except (yaml.YAMLError, ValueError, OverflowError, TypeError, RecursionError) as error:
        if not _FIELD.search(body):
            return FrontMatter()
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = 2 if mark is None else mark.line + 2
        problem = getattr(error, "problem", None) or "a value that cannot be read"
        raise UserError(
            f"the YAML front matter is broken: {' '.join(str(problem).split())}",
            cure="mend the header between the --- lines",
            path=path,
            line=line,
        ) from None
    if fields is None and not body.strip():
        return FrontMatter(end)
    if not isinstance(fields, dict):
        return FrontMatter(end) if fields is None else FrontMatter()
    return FrontMatter(end, {str(key): value for key, value in fields.items()})


def _toml(body: str, end: int, path: str) -> FrontMatter:
    try:
        return FrontMatter(end, tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n")))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if "=" not in body:
            return FrontMatter()
        where = _TOML_LINE.search(str(error))
        raise UserError(
            f"the TOML front matter is broken: {str(error).partition(' (at')[0]}",
            cure="mend the header between the +++ lines",
            path=path,
            line=1 + int(where[1]) if where else 2,
        ) from None
