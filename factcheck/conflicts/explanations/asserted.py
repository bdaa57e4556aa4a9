"""One of them is not asserted."""

from __future__ import annotations

from factcheck.claims.modality import Modality
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.matching import Reading


def put(a: Reading, b: Reading) -> Explanation | None:
    """One of them is not asserted."""
    modes = {a.frame.modality, b.frame.modality}
    if modes & {Modality.QUESTION, Modality.HYPOTHETICAL}:
        return Explanation.HYPOTHETICAL
    if modes & {Modality.REPORTED, Modality.REFUTED}:
        return Explanation.REPORTED
    if Modality.HEDGED in modes:
        return Explanation.HEDGED
    return None
