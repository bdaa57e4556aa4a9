"""Identifiers in running text: DOI, PMID, PMCID, arXiv, ISBN. A bracket that holds one is a mark
as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.identifiers import identifiers

_CLUE = re.compile(r"10\.\d{4}|\bpmid|\bpmc\d|\bpmcid|arxiv|isbn", re.IGNORECASE)


def _bracket_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The innermost pair of round or square brackets around a range, no sentence's end in between."""
    depth = 0
    low = None
    for index in range(start - 1, max(-1, start - 400), -1):
        if text[index] in ")]":
            depth += 1
        elif text[index] in "([":
            if depth == 0:
                low = index
                break
            depth -= 1
    if low is None:
        return None
    depth = 0
    for index in range(end, min(len(text), end + 400)):
        if text[index] in "([":
            depth += 1
        elif text[index] in ")]":
            if depth == 0:
                return low, index + 1
            depth -= 1
    return None


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Identifiers in a text; those that share a bracket make one mark with several targets."""
    if not _CLUE.search(text):
        return
    by_bracket: dict[tuple[int, int], list[str]] = {}
    for one in identifiers(text):
        target = f"{one.identifier.scheme}:{one.identifier.value}"
        bracket = _bracket_around(text, one.start, one.end)
        if bracket is None:
            yield Found(MarkKind.IDENTIFIER, (target,), one.start, one.end, bracketed=False)
        else:
            by_bracket.setdefault(bracket, []).append(target)
    for (start, end), targets in by_bracket.items():
        yield Found(MarkKind.IDENTIFIER, tuple(targets), start, end, bracketed=True)
