"""Citation status: what it can be, why, and how a citation reaches a claim."""

from __future__ import annotations

import enum

from factcheck.values import Value


class Status(enum.StrEnum):
    """The citation status of a claim, best supported first: where several hold, the first one counts."""

    CITED = "cited"
    UNRESOLVED = "unresolved"
    UNLOCATABLE = "unlocatable"
    VAGUE = "vague"
    UNCITED = "uncited"
    EXEMPT = "exempt"


class Scope(enum.StrEnum):
    """How a citation reaches a claim."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    RUN = "run"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    DOCUMENT = "document"
    """The document is itself an identified source."""


class Confidence(enum.StrEnum):
    """How sure a judgement is; how bad a finding is, is its severity."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return _RANKS[self]


_RANKS = {confidence: rank for rank, confidence in enumerate(Confidence)}


class Citation(Value, frozen=True):
    """A mark and what it resolves to."""

    mark: str
    """As written in the file."""
    reference: str | None
    """The identifier, URL or key of what it resolves to; None where it leads nowhere."""
    start: int
    end: int
    """The mark in the file."""
    problem: str = ""
    """Why it leads nowhere: `key not in the bibliography`, `footnote without body`, …"""


class Assessment(Value, frozen=True):
    """A status with its reason."""

    status: Status
    reason: str
    """For `cited` the scope; else what the design lists for the status (`statistic`, `heading`, the cue, what
    is named).
    """
    scope: Scope | None = None
    citations: tuple[Citation, ...] = ()
    confidence: Confidence = Confidence.HIGH
    cue: tuple[int, int] | None = None
    """Where in the file the words stand that decided it (the vague cue, the named source)."""
    remark: tuple[int, int] | None = None
    """Where in the file a source is named for all that stands above or below ("Source: …"): what is wrong with it is told there."""
