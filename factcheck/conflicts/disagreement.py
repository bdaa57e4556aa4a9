"""What a comparer says of two claims."""

from __future__ import annotations

from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.values import Value


class Disagreement(Value, frozen=True):
    """Two claims that differ in what they say of one thing."""

    kind: ConflictKind
    values: tuple[str, str]
    """What each says, in words."""
    score: float
    """From a comparer: how plain the difference is, 0 to 1, more where it needs nothing else. Then: how surely both speak of one thing."""
    explanation: Explanation | None = None
    about: tuple[str, ...] = ()
    slot: str = ""
    """What kind of thing both say, as claims are entered for search."""
