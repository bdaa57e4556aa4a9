"""What the marks of some statements make of the claims of others, and giving it to them."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.resolution import Outcome
from factcheck.citations.weighed import Judged, Weighed, citations_of
from factcheck.claims.claim import Kind


def of_marks(speaking: Sequence[Weighed], scope: Scope) -> Assessment | None:
    """What marks elsewhere make of the claims that they speak for: cited, else unresolved by the first that leads nowhere."""
    located = tuple(c for one in speaking for c in citations_of(one.resolutions, Outcome.LOCATED))
    if located:
        return Assessment(Status.CITED, str(scope), scope, located, Confidence.MEDIUM)
    dangling = tuple(c for one in speaking for c in citations_of(one.resolutions, Outcome.DANGLING))
    if dangling:
        return Assessment(Status.UNRESOLVED, dangling[0].problem, scope, dangling, Confidence.MEDIUM)
    return None


def lend(
    judged: list[Judged],
    index: int,
    assessment: Assessment,
    statuses: frozenset[Status],
    kinds: tuple[Kind, ...] = (Kind.GENERAL,),
) -> None:
    """Give an assessment to the claims of a statement that have one of the statuses, and to exempt ones of these kinds."""
    judged[index] = tuple(
        assessment if own.status in statuses or (own.status is Status.EXEMPT and own.reason in kinds) else own
        for own in judged[index]
    )
