"""Patterns of files, as in .gitignore."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any


def compiled(patterns: Iterable[str]) -> Any:
    """Patterns of which the last one that matches decides. Raises `ValueError` or `re.error` for one that is none."""
    import pathspec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of `re`, about signs that mean nothing yet: `[[]`
        return pathspec.GitIgnoreSpec.from_lines(patterns)


def heeded(lines: Iterable[str]) -> Any:
    """The patterns of a file of git, without those that are none: git passes over them."""
    lines = list(lines)
    try:
        return compiled(lines)
    except (ValueError, re.error):
        return compiled(line for line in lines if _is_one(line))


def _is_one(line: str) -> bool:
    try:
        compiled([line])
    except (ValueError, re.error):
        return False
    return True


def goes_on(pattern: Any, name: str) -> bool:
    """Whether what a pattern matches is a folder above a name. Of that folder git has asked before."""
    match = pattern.match_file(name).match
    return "ps_d" in match.re.groupindex and 0 < match.end("ps_d") < len(name)
