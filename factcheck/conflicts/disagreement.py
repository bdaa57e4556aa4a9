"""What a comparer says of two claims."""

from __future__ import annotations

import dataclasses

from factcheck.conflicts.conflict import ConflictKind, Explanation


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims that differ in what they say of one thing."""

    kind: ConflictKind
    values: tuple[str, str]
    """What each says, in words."""
    score: float
    """How sure it is that both are about the same thing and differ, 0 to 1."""
    explanation: Explanation | None = None
    about: tuple[str, ...] = ()
