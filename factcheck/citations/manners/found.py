"""What a citation manner finds in a text."""

from __future__ import annotations

from factcheck.document import MarkKind
from factcheck.values import Value


class Found(Value, frozen=True):
    """A mark in words. Offsets are code points into the text that was searched."""

    kind: MarkKind
    targets: tuple[str, ...]
    start: int
    end: int
    bracketed: bool
    """Stands in brackets beside the sentence, and not as part of it."""


class Listed(Value, frozen=True):
    """What a document's references can be called by."""

    keys: frozenset[str] = frozenset()
    """Keys that stand in brackets in plain text: `FIELDING`, `RFC9111`."""
    numbers: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    """Family names of authors, as written in the list."""
    author_years: frozenset[str] = frozenset()
    """Authors with their years, as `author_year_key` makes them."""
    titles: tuple[tuple[str, str], ...] = ()
    """Titles in lower case without their article, sorted, each with the key of its entry."""
    by_page: bool = False
    """Whether authors are cited by name and page, "(Berg 12)", in which manner an author whom the list lacks is one, too."""
    reviewed: str = ""
    """The work that the document is a review of, as `isbn:…`: its pages are cited bare, "(p. 88)"."""


NOTHING = Listed()
"""A document without references."""
