"""The keys of a TOML text and the lines that they stand in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

_NAME = r"""(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


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


def line_of(text: str, path: Sequence[str], value: str | None = None) -> int | None:
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
