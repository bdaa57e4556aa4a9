"""What is known of the blocks of a Markdown file before their inline markup is read."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Any

from factcheck.document import Role
from factcheck.readers._markdown_view import Space

Fragments = tuple[tuple[int, int], ...]
"""Stretches of a space that are read as one run of text."""


@dataclasses.dataclass(eq=False, slots=True)
class Draft:
    """A block before its inline markup is read: link definitions may follow it."""

    space: Space
    role: Role
    start: int
    end: int
    flows: tuple[Fragments, ...] = ()
    """One, or for table rows one a cell."""
    level: int = 0
    group: int | None = None
    label: str = ""
    row: bool = False
    verbatim: bool = False
    cite: str = ""
    """The `cite` attribute of an HTML block quote."""
    view: str = ""
    """The view of its space that it was found in."""


@dataclasses.dataclass(eq=False)
class Outline:
    """All that the blocks of one file share."""

    path: str
    mdx: bool = False
    definitions: dict[str, str] = dataclasses.field(default_factory=dict)
    drafts: list[Draft] = dataclasses.field(default_factory=list)
    groups: Iterator[int] = dataclasses.field(default_factory=itertools.count)
    comments: list[tuple[Space, int, int, str]] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Drafts:
    """The blocks found in one space, in the order in which they are found."""

    space: Space
    found: list[Draft] = dataclasses.field(default_factory=list)

    def add(self, role: Role, start: int, end: int, **fields: Any) -> None:
        """Adds a block."""
        self.found.append(Draft(self.space, role, start, end, **fields))


def normal_label(label: str) -> str:
    """A link label as labels are compared: case and white space do not count."""
    return " ".join(label.split()).casefold()
