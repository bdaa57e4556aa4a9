"""What an attribution is: words, and whether they name somebody."""

from __future__ import annotations

import enum

from factcheck.values import Value


class Attributed(enum.StrEnum):
    """To whom."""

    NAMED = "named"
    VAGUE = "vague"


class Attribution(Value, frozen=True):
    """Words that attribute. Offsets are code points into the statement's text."""

    to: Attributed
    start: int
    end: int
    what: str
    governs: bool = False
    """Whether the whole sentence is its word: the subject of its main verb, or "according to"."""


Place = tuple[Attributed | None, int, int, bool]
"""Words that may attribute: to whom, from where to where, and whether the whole sentence is their word."""
