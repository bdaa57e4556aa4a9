"""Paths and file patterns of configurations: as in .gitignore, and relative to another folder."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Mapping

from factcheck.patterns import compiled


def ignored_in(
    patterns: Mapping[str, tuple[str, ...]], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """`per-file-ignores` by file: a pattern that is each file's own path, and its rules.

    `names` maps the paths that are wanted to paths that are relative to the patterns' folder.
    """
    specs = [(compiled([pattern]), codes) for pattern, codes in patterns.items()]
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
