"""Prose without what its marks left behind: white space at its ends, empty brackets, colons before nothing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from factcheck.document import Mark, MarkKind
from factcheck.text import Prose
from factcheck.values import replace

_EMPTIED = re.compile(r"\s*(?:[(（\[][\s,;:&]*(?:and\s*)?[)）\]])")
_DANGLING = re.compile(r"\s*[:–—(\[]+\s*(?=[.!?](?:\s|$)|$|[,;)\]])")
_SEPARATORS = re.compile(
    r"[\s|>»›/·•→←«‹,;:\-–—\\()\[\]&]*|(?:\s*(?:and|or|back|next|previous|prev)\s*)*", re.IGNORECASE
)
_CRUMBS = re.compile(r"\s[»›>→]\s")


def tidy(prose: Prose, marks: Sequence[Mark], gaps: Sequence[int]) -> tuple[Prose, tuple[Mark, ...]]:
    """Takes off white space at both ends, and brackets and colons that an address or a citation
    left empty.
    """
    text = prose.text
    edits: list[tuple[int, int]] = []
    lead = len(text) - len(text.lstrip())
    if lead:
        edits.append((0, lead))
    if marks:
        places = sorted({mark.start for mark in marks if mark.start == mark.end} | set(gaps))
        for match in _EMPTIED.finditer(text, lead):
            index = bisect.bisect_left(places, match.start() + 1)
            if index < len(places) and places[index] <= match.end():
                edits.append(match.span())
        for gap in sorted({min(gap, len(text)) for gap in gaps}):
            low = gap
            while low > lead and gap - low < 4 and text[low - 1] in " \t:–—(":
                low -= 1
            dangling = _DANGLING.match(text, low)
            if dangling is not None and low < gap <= dangling.end():
                edits.append(dangling.span())
    tail = len(text) - len(text.rstrip())
    if tail and tail < len(text):
        edits.append((len(text) - tail, len(text)))
    if not edits:
        return prose, tuple(marks)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(edits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    # How much was taken off before each place.
    starts = [start for start, _ in merged]
    taken = [0]
    for start, end in merged:
        taken.append(taken[-1] + end - start)

    def moved(offset: int) -> int:
        index = bisect.bisect_right(starts, offset)
        if not index:
            return offset
        start, end = merged[index - 1]
        return offset - taken[index - 1] - (min(offset, end) - start)

    new = prose.edited([(start, end, "") for start, end in merged])
    return new, tuple(replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in marks)


def is_links_only(text: str, marks: Sequence[Mark]) -> bool:
    """Whether nothing but separators stands outside the links of a text."""
    links = [mark for mark in marks if mark.kind in (MarkKind.LINK, MarkKind.EMPTY) and mark.end > mark.start]
    if not links:
        return False
    if len(text) < 300 and _CRUMBS.search(text):
        crumbs = _CRUMBS.split(text)
        if len(links) >= len(crumbs) - 1 and all(len(crumb.split()) <= 6 for crumb in crumbs):
            return True
    at = 0
    for mark in links:
        if not _SEPARATORS.fullmatch(text, at, max(mark.start, at)):
            return False
        at = max(at, mark.end)
    return _SEPARATORS.fullmatch(text, at) is not None
