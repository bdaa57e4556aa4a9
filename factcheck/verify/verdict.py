"""What a source says of a claim."""

from __future__ import annotations

import enum

from factcheck.values import Value


class Support(enum.StrEnum):
    """Whether the cited source bears the claim out. `unchecked` always has a reason and is never a
    verdict.
    """

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"


class Verdict(Value, frozen=True):
    """A judgement with the passage it rests on."""

    support: Support
    reason: str = ""
    passage: str = ""
    source: str = ""
    """The key of the source record."""
