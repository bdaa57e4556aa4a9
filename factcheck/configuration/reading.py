"""What one configuration file, or the command line, says."""

from __future__ import annotations

import dataclasses
import functools
import posixpath
import re
import tomllib
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from factcheck.configuration.checking import check_value
from factcheck.configuration.keys import line_of
from factcheck.configuration.writing import quoted
from factcheck.errors import UserError, nearest
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.unmerged import conflicts, unresolved


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
                line=line_of(text, prefix),
            )
    return _checked(table, path, folder, lambda key, value: line_of(text, (*prefix, *key), value))


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
                table = tomllib.loads(f"{key} = {quoted(value.strip())}")
            except tomllib.TOMLDecodeError:
                raise UserError(
                    f"`--config {assignment}` is not valid TOML", cure="write --config 'select=[\"FC1\"]'"
                ) from None
        _lay(merged, table)
    return _checked(merged, "--config", folder, lambda _key, _value: None)


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
        for inner in value if isinstance(value, dict) else ():
            if (inner in kinds or inner == "extend") and inner not in _NAMES:
                cure = f"move it above the line `[{key}]`"
                raise wrong(f"`{inner}` stands in the table `{key}`", cure, (key, inner))
        try:
            values[key] = msgspec.convert(value, kinds[key])
        except msgspec.ValidationError:
            odd = _odd_place(key, value, kinds[key])
            name, found, kind = f"`{key}`", value, kinds[key]
            if len(odd) > 1:
                name, found, kind = f"`{odd[1]}` in `{key}`", value[odd[1]], typing.get_args(kind)[1]
            got = "a table" if isinstance(found, dict) else f"`{_shown(found)}`"
            raise wrong(f"{name} must be {_words(kind)}, not {got}", "mend the value", odd) from None
        check_value(key, values[key], wrong)
    return Options(path=path, folder=folder, values=values, extend=extend, extend_line=extend_line)


_NAMES = frozenset({"content", "sources", "bibliography", "claims", "severity", "confidence", "kinds"})
"""Keys that a folder or a term may be called; another one in a table was written behind its heading by mistake."""
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
