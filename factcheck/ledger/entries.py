"""What a ledger holds: entries, each of a claim, with their reviews."""

from __future__ import annotations

import datetime as dt

from factcheck.values import Value

FIELDS = ("text", "status", "reason", "citations")
"""What is written again with every update; everything else in an entry belongs to people."""


class Review(Value, frozen=True):
    """Who looked at a claim, and until when that holds."""

    by: str = ""
    on: str = ""
    until: dt.date | None = None
    note: str = ""


class Entry(Value, frozen=True):
    """A claim in the ledger."""

    id: str
    text: str
    review: Review | None = None
    was: str = ""
    """Its words when it was reviewed, where they have changed since."""
    was_on: str = ""
    """The day of the review that those words had."""
    gone: bool = False
    """Whether the claim is no longer in the article."""
    block: str = ""
    """Its lines in the file, comments above it included."""
    precious: bool = False
    """Whether somebody wrote in it: a review, a key of their own, a comment."""

    @property
    def changed(self) -> bool:
        """Whether its words have changed since the review that it carries."""
        return bool(self.was) and self.review is not None and self.review.on == self.was_on


class Ledger(Value, frozen=True):
    """A ledger file, read."""

    text: str
    entries: tuple[Entry, ...]
    lists: tuple[tuple[str, int, int], ...]
    """`claims`, `gone` and `article`: from where to where in the text the key and what it holds stand."""
