"""Marks by which an article itself owns up to a finding."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from factcheck.text import Span

if TYPE_CHECKING:
    from factcheck.page import Page, PageStatement
from factcheck.suppress.applying import Found

_NEEDED, _SIC = "[citation needed]", "[sic]"
_ANSWERED = {_NEEDED: ("FC1",), _SIC: ("FC3", "FC4", "FC5")}
"""What somebody wrote beside a statement to say that they know, and the rules that it answers."""


def owned_up(pages: Iterable[Page], findings: Iterable[Found]) -> Iterator[str]:
    """For each finding the mark by which the article itself owns up to it (`[sic]`, at either end of a
    conflict); empty where there is none.
    """
    by_path: dict[str, list[tuple[Span, PageStatement]]] = {}
    for page in pages:
        marked = [each for each in page.statements if each.needed or _SIC in each.text.lower()]
        if marked:
            by_path[page.path] = sorted(((each.span, each) for each in marked), key=lambda pair: pair[0])

    def statement_at(path: str, span: Span) -> PageStatement | None:
        marked_ones = by_path.get(path, ())
        at = bisect.bisect_right(marked_ones, span.start, key=lambda pair: pair[0].start) - 1
        return marked_ones[at][1] if at >= 0 and marked_ones[at][0].end > span.start else None

    for finding in findings:
        answer = ""
        statement = statement_at(finding.path, finding.span)
        ends = [statement]
        if len(finding.related) == 1:
            ends.append(statement_at(finding.related[0].path, finding.related[0].span))
        if finding.code.startswith(_ANSWERED[_NEEDED]) and statement is not None and statement.needed:
            answer = _NEEDED
        if finding.code.startswith(_ANSWERED[_SIC]) and any(end and _SIC in end.text.lower() for end in ends):
            answer = _SIC
        yield answer
