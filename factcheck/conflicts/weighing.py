"""How surely two claims that differ are about the same thing, and how sure one must be.

The score of a pair is the mean of how alike the claims are as wholes (`Overlap.about`) and how alike is what differs in them
(what is measured, what is changed, what is denied). How high it must be grows with the logarithm of the number of claims
that say the same kind of thing: among n claims the best match by chance looks the more alike the greater n is. So two short
notes that each name one temperature need less in common than two of thousands.

The thresholds were chosen with `python -m benchmarks.conflict_cases --scores`: where a lower one tells more pairs wrongly than
rightly that it adds, and, as seven in ten is the best that the score alone reaches among pairs made to look alike, with the
precision of ../shared/gold in view; how they grow, by reading what is told of large collections.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.matching import Overlap

STRENGTH: Mapping[ConflictKind, float] = {
    ConflictKind.NUMBER: 0.3, ConflictKind.DATE: 0.3, ConflictKind.DIRECTION: 0.3, ConflictKind.POLARITY: 0.35,
    ConflictKind.ADVICE: 0.5, ConflictKind.DEFINITION: 0.5, ConflictKind.CATEGORICAL: 0.5,
}  # fmt: skip
"""The share of the likeness of what differs in the score."""
LEAST: Mapping[ConflictKind, float] = {
    ConflictKind.NUMBER: 0.58, ConflictKind.DATE: 0.6, ConflictKind.DIRECTION: 0.45, ConflictKind.POLARITY: 0.65,
    ConflictKind.ADVICE: 0.5, ConflictKind.DEFINITION: 0.55, ConflictKind.CATEGORICAL: 0.5,
}  # fmt: skip
"""The least score among few claims of a kind."""
FEW = 4
"""As many claims of a kind are few."""
GROWTH = 0.16
"""By how much the least score grows when there are ten times as many."""
APART = 1500
"""Claims of one file that stand closer together than this, in code points, are one train of thought."""
LEAST_ABOUT_WITHIN = 0.6
"""How surely two claims of one file must be about one thing."""
LEAST_WITHIN = 0.85
"""The least score of a disagreement within one file."""
MOST = 0.97
"""Claims that are alike to this degree are compared in collections of any size."""


def score(kind: ConflictKind, overlap: Overlap, strength: float) -> float:
    """How surely two claims speak of one thing, 0 to 1."""
    share = STRENGTH[kind]
    return min(1.0, (1 - share) * overlap.about + share * strength)


def least(kind: ConflictKind, rivals: int = FEW) -> float:
    """The least score at which a difference is told among so many claims that say the same kind of thing."""
    return min(MOST, LEAST[kind] + GROWTH * math.log10(max(rivals, FEW) / FEW))
