"""What git leaves in a file where it could not merge: both sides, between lines of arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.errors import UserError
from factcheck.text import Source

_OPENING = "<<<<<<<"
_MARKER = re.compile(r"^(<{7}|={7}|>{7})(?![<=>])(?: [^\n]*)?$", re.MULTILINE)


def conflicts(text: str) -> Iterator[int]:
    """Where each merge that is not resolved begins: its three lines stand in their order."""
    if _OPENING not in text:
        return
    start, divided = -1, False
    for match in _MARKER.finditer(text.replace("\r", " ")):
        if match[1] == _OPENING:
            start, divided = match.start(), False
        elif match[1][0] == "=":
            divided = True
        else:
            if start >= 0 and divided:
                yield start
            start = -1


def unresolved(source: Source, start: int) -> UserError:
    """The error for a merge that is left at a place of a file."""
    return UserError(
        "a merge is not resolved here",
        cure="take one side or both, and the lines of git out",
        path=source.path,
        line=source.line_column(start)[0],
    )
