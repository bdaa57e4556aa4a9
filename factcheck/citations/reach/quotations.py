"""The source of a quotation: behind its last sentence, or in the line below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.prose_references import note_outcome
from factcheck.citations.reach.lending import lend, of_marks
from factcheck.citations.resolution import Outcome
from factcheck.citations.weighed import Judged, Weighed, citations_of
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import Role


def _leaves_open(text: str) -> bool:
    """Whether a quotation is begun in it and not ended."""
    straight = text.count('"') % 2 == 1
    return straight or text.count("\u201c") > text.count("\u201d")


def quoted_runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A quotation of several sentences is one: the source behind its last sentence is that of all."""
    index = 0
    while index < len(document):
        first = document[index].statement
        if not _leaves_open(first.text):
            index += 1
            continue
        last = index + 1
        while last < len(document) and document[last].statement.block == first.block:
            if _leaves_open(document[last].statement.text) or "\u201d" in document[last].statement.text:
                break
            last += 1
        else:
            index += 1
            continue
        located = citations_of(document[last].resolutions, Outcome.LOCATED)
        if located:
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, located, Confidence.MEDIUM)
            for at in range(index, last):
                lend(
                    judged, at, lent, frozenset({Status.UNCITED, Status.UNLOCATABLE, Status.VAGUE}), kinds=()
                )
        index = last + 1


_SPOKEN_BY = re.compile(r"^\s*(?:[—–―]|--?) ?(?=[\w\"“‘*_\[(])")


def quotations(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """The line below a quotation says where it stands: a reference there covers all of it, a work that is only named makes
    it unlocatable.
    """
    first = 0
    for index in range(len(document) - 1):
        if document[index].statement.role is not Role.QUOTATION:
            first = index + 1
            continue
        if _SPOKEN_BY.match(document[index].statement.plain):
            first = index + 1
        below = document[index + 1].statement
        line = below.role in (Role.QUOTATION, Role.PARAGRAPH) and bool(_SPOKEN_BY.match(below.plain))
        if not (line or below.role is Role.METADATA):
            continue
        lent = of_marks([document[index + 1]], Scope.PARAGRAPH)
        if lent is not None and line and not is_finite(below.parse):
            for above in range(first, index + 1):
                lend(
                    judged,
                    above,
                    lent,
                    frozenset({Status.UNCITED, Status.UNLOCATABLE, Status.VAGUE}),
                    kinds=(),
                )
            continue
        if lent is not None and lent.status is Status.CITED:
            continue
        named = note_outcome(_SPOKEN_BY.sub("", below.plain), "")[0] is Outcome.NAMED
        if named and "," in below.plain:
            source = Assessment(Status.UNLOCATABLE, below.plain.strip(" —–-"), confidence=Confidence.MEDIUM)
            lend(judged, index, source, frozenset({Status.UNCITED}), kinds=())
