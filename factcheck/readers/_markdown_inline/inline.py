"""What a run of text holds: its prose, its marks, its images."""

from __future__ import annotations

import dataclasses

from factcheck.document import Mark
from factcheck.text import Prose
from factcheck.values import Value


class Manner(Value, frozen=True):
    """What counts as a citation in this file."""

    definitions: dict[str, str]
    notes: frozenset[str]
    narrative_keys: bool = False
    """`@name` is a citation even where it does not look like a key with a year."""
    computed: bool = False
    """`r mean(x)` between backticks stands for what it comes to, as in R Markdown and Quarto."""


class Image(Value, frozen=True):
    start: int
    end: int
    text_start: int
    text_end: int
    caption: bool


@dataclasses.dataclass(eq=False, slots=True)
class Inline:
    """What a run of text holds, in positions of its space."""

    prose: Prose
    marks: tuple[Mark, ...]
    images: tuple[Image, ...] = ()
    comments: tuple[tuple[int, int], ...] = ()
    links_only: bool = False
    """All its words stand in links (separators aside)."""
