"""What the end of a paragraph gives its sentences, and the line above a list its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.reach.lending import lend, of_marks
from factcheck.citations.resolution import Outcome
from factcheck.citations.weighed import Judged, Weighed, block_extents, citations_of
from factcheck.claims.claim import Kind
from factcheck.document import STATED, MarkKind, Role

_NAMED_AS_SOURCE = re.compile(r"\W*(?:data |figures )?sources?:", re.IGNORECASE)
"""Brackets that name the source of what stands before: "… are empty (Source: Damp Homes, 2021)."."""


def paragraphs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A mark behind the closing stop of a paragraph speaks for its sentences back to the mark before; so does what the last
    one names behind "Source:" in brackets.
    """
    for group in dict.fromkeys(block_extents(document)):
        last = group[-1]
        role = document[last].statement.role
        if role not in STATED or role is Role.TABLE_ROW:
            continue
        if len(group) < 2:
            continue
        located = citations_of(document[last].resolutions, Outcome.LOCATED)
        if not document[last].behind_stop and not any(_NAMED_AS_SOURCE.match(one.mark) for one in located):
            continue
        same = {citation.reference for citation in located}
        others = {
            index: r.outcome
            for index in group[:-1]
            for r in document[index].resolutions
            if (r.outcome is not Outcome.NONE or r.mark.kind in (MarkKind.NOTE, MarkKind.FOOTNOTE))
            and r.mark.kind is not MarkKind.LEGAL
            and not (r.citation is not None and r.citation.reference in same)
        }
        if not located or any(o not in (Outcome.DANGLING, Outcome.NONE) for o in others.values()):
            continue
        # A mark that leads to no source divides the paragraph; another source means that each has its own.
        lent = Assessment(Status.CITED, str(Scope.PARAGRAPH), Scope.PARAGRAPH, located, Confidence.LOW)
        for index in range(max(others, default=group[0] - 1) + 1, last):
            lend(judged, index, lent, frozenset({Status.UNCITED}))


def lists(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """The marks of the line that introduces a list speak for its items."""
    lead: Assessment | None = None
    for index, weighed in enumerate(document):
        statement = weighed.statement
        if statement.role is Role.LIST_ITEM:
            if lead is not None and statement.lead:
                lend(judged, index, lead, frozenset({Status.UNCITED}), kinds=(Kind.GENERAL, Kind.INSTRUCTION))
            continue
        lead = None
        if statement.text.rstrip().endswith(":"):
            lead = of_marks([weighed], Scope.LIST)
