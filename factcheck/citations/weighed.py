"""A statement with what its status is judged by, and what its claims are judged to be."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.citations.attributions.attribution import Attribution
from factcheck.citations.citation import Assessment, Citation, Status
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.claims.claim import Claim, Statement
from factcheck.values import Value


class Weighed(Value, frozen=True):
    """A statement with what its status is judged by."""

    statement: Statement
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...] = ()
    behind_stop: bool = False
    """All its marks stand behind its closing stop."""
    attributions: tuple[Attribution, ...] = ()
    told: bool = False
    """Whether the configuration says whom it is attributed to."""
    sure: float = 1.0
    """How likely its status is by the second reading; 1 where there was none, 0 where that has outvoted the rules."""
    alone: tuple[Assessment, ...] = ()
    """What its claims come to by themselves, where that is known already."""


Judged = tuple[Assessment, ...]
"""One assessment for each claim of a statement."""


def of_statement(judged: Judged) -> Assessment:
    """The statement's own: that of its best-supported claim, whichever comes first."""
    return judged[0] if len(judged) == 1 else min(judged, key=lambda assessment: _ORDER[assessment.status])


_ORDER = {status: place for place, status in enumerate(Status)}


def citations_of(resolutions: Sequence[Resolution], outcome: Outcome) -> tuple[Citation, ...]:
    """The citations of the marks that come to an outcome."""
    return tuple(r.citation for r in resolutions if r.outcome is outcome and r.citation is not None)


def is_cited(judged: Judged) -> bool:
    """Whether any claim of a statement is cited."""
    cited = Status.CITED
    return any(own.status is cited for own in judged)


def block_extents(document: Sequence[Weighed]) -> list[range]:
    """For each statement, the indices of all statements of its block."""
    extents: list[range] = []
    low = 0
    for high in range(1, len(document) + 1):
        if high == len(document) or document[high].statement.block != document[low].statement.block:
            extents.extend([range(low, high)] * (high - low))
            low = high
    return extents
