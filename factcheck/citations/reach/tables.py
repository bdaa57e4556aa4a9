"""What stands beside a table or in it and speaks for its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.reach.lending import lend, of_marks
from factcheck.citations.resolution import Outcome
from factcheck.citations.scope import SOURCE_INSIDE, SOURCE_REMARK
from factcheck.citations.source_lines import CAPTIONED, given_source
from factcheck.citations.weighed import Judged, Weighed, block_extents, citations_of
from factcheck.claims.claim import Kind
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import Role


def tables(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What stands beside a table speaks for its rows: caption, source row or line, a mark in its header, "our counts"."""
    extents = block_extents(document)
    index = 0
    while index < len(document):
        if document[index].statement.role not in _TABLE:
            index += 1
            continue
        first = index
        while index < len(document) and document[index].statement.role in _TABLE:
            index += 1
        beside = [
            at
            for neighbour in (first - 1, index)
            if 0 <= neighbour < len(document)
            for at in _speaking_for_table(document, extents[neighbour])
        ]
        lent = _of_table(document, beside, first, index)
        if lent is None:
            continue
        for row in range(first, index):
            statement = document[row].statement
            if statement.role is Role.TABLE_ROW and not citations_of(
                document[row].resolutions, Outcome.LOCATED
            ):
                lend(judged, row, lent, frozenset({Status.UNCITED}))


_TABLE = frozenset({Role.TABLE_HEADER, Role.TABLE_ROW})
_TAKEN = re.compile(
    r"\b(?:published|reported|measured|listed|given|compiled|collected|calculated|computed|taken|adapted|drawn|reproduced|from|after|according to|courtesy of)\b",
    re.IGNORECASE,
)


def _of_table(document: Sequence[Weighed], beside: Sequence[int], first: int, end: int) -> Assessment | None:
    """What rows from `first` to `end` are lent by what speaks for them beside the table and in it."""
    inside = [
        at
        for at in range(first, end)
        if document[at].statement.role is Role.TABLE_HEADER
        or SOURCE_REMARK.match(document[at].statement.text)
    ]
    speaking = [*beside, *inside]
    marked = of_marks([document[at] for at in speaking], Scope.TABLE)
    if marked is not None:
        return marked
    if any(claim.kind is Kind.OWN_DATA for at in beside for claim in document[at].claims):
        return Assessment(Status.EXEMPT, str(Kind.OWN_DATA), confidence=Confidence.MEDIUM)
    given = (given_source(document[at].statement, Scope.TABLE) for at in speaking)
    return next((one for one in given if one is not None), None)


def _speaking_for_table(document: Sequence[Weighed], block: range) -> list[int]:
    """The statements of a block beside a table that speak for it: all, if it is a caption in words ("Table 3: …") or holds
    a remark on sources, else those that the format marks as caption.
    """
    texts = [document[at].statement.plain for at in block]
    if CAPTIONED.match(texts[0]) or any(
        SOURCE_REMARK.match(text) or SOURCE_INSIDE.search(text) for text in texts
    ):
        return list(block)
    return [
        at
        for at in block
        if document[at].statement.role is Role.CAPTION
        or (
            len(block) == 1
            and _TAKEN.search(document[at].statement.plain)
            and not is_finite(document[at].statement.parse)
        )
    ]
