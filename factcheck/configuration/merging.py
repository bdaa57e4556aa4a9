"""Configuration files and flags laid over one another."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from factcheck.configuration.reading import Options, options
from factcheck.configuration.selectors import matching
from factcheck.errors import UserError


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

    A value replaces the one below it; tables are merged key by key; `extend-select` adds up, and takes back what was
    ignored below in the same words.
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
            if "ignore" in values and "ignore" not in said.values:
                folder, ignored = values["ignore"]
                values["ignore"] = (folder, _but_for(ignored, value))
        else:
            values[key] = (said.folder, value)
        if key == "select":
            # A nearer selection starts afresh: what farther files ignore or add does not cut into it.
            for other in ("ignore", "extend-select"):
                if other not in said.values:
                    values.pop(other, None)
    files = configuration.files if said.path == "--config" else (*configuration.files, said.path)
    return dataclasses.replace(configuration, values=values, patterns=patterns, files=files)


def _but_for(ignored: Iterable[str], added: Iterable[str]) -> tuple[str, ...]:
    """The selectors of ignored rules but for those that stand for just what one of the added ones does."""
    taken_back = {matching(selector) for selector in added}
    return tuple(selector for selector in ignored if matching(selector) not in taken_back)
