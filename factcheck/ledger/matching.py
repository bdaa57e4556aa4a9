"""Which entry is a claim's, also where its words have changed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from factcheck.citations.citation import Status
from factcheck.claims.identity import normalised_words
from factcheck.ledger.entries import Entry, Ledger
from factcheck.page import Page, PageClaim

SIMILAR = 0.6
"""Share of words in the same order from which on a claim is the reworded form of another (difflib's ratio)."""
SIMILAR_IN_PLACE = 0.45
"""The same for a claim that stands where the other stood."""
_MOST_COMPARED = 24
_COMMON_WORD = 40


def listed(page: Page, ledger: Ledger) -> list[PageClaim]:
    """The claims that a ledger lists: those that can need a citation, and others that it has already."""
    known = {entry.id for entry in ledger.entries}
    return [
        claim
        for statement in page.statements
        for claim in statement.claims
        if claim.assessment.status is not Status.EXEMPT or claim.id in known
    ]


def match(ledger: Ledger, claims: Sequence[PageClaim]) -> tuple[Entry | None, ...]:
    """For each claim its entry: that of the same name, else one whose words are much alike or in the same place.

    An entry is looked for under other words only where somebody wrote in it.
    """
    by_id: dict[str, Entry] = {}
    for entry in ledger.entries:
        # Of two, which a merge that keeps both sides leaves behind, one that is there beats one that is gone, and one
        # that somebody reviewed or wrote in one that nobody touched.
        if entry.id not in by_id or _worth(entry) > _worth(by_id[entry.id]):
            by_id[entry.id] = entry
    found: list[Entry | None] = [by_id.get(claim.id) for claim in claims]
    where = {id(entry): index for index, entry in enumerate(found) if entry is not None}
    lost = [
        (position, entry)
        for position, entry in enumerate(ledger.entries)
        if entry.precious and not entry.gone and id(entry) not in where
    ]
    if not lost:
        return tuple(found)
    free = [index for index, entry in enumerate(found) if entry is None]
    words = {index: normalised_words(claims[index].text) for index in free}
    holders: dict[str, list[int]] = {}
    for index in free:
        for word in dict.fromkeys(words[index]):
            holders.setdefault(word, []).append(index)
    taken: set[int] = set()
    for position, entry in lost:
        own = normalised_words(entry.text)
        low, high = _gap(ledger, position, where, len(claims))
        shared: dict[int, int] = dict.fromkeys(
            (i for i in range(low, min(high, low + _MOST_COMPARED)) if i in words), 0
        )
        for word in dict.fromkeys(own):
            for index in holders.get(word, ()) if len(holders.get(word, ())) <= _COMMON_WORD else ():
                shared[index] = shared.get(index, 0) + 1
        best, best_score = -1, 0.0
        nearest = sorted(shared, key=lambda index: (-shared[index], index))[:_MOST_COMPARED]
        for index in nearest:
            if index in taken:
                continue
            score = difflib.SequenceMatcher(None, own, words[index], autojunk=False).ratio()
            enough = SIMILAR_IN_PLACE if low <= index < high else SIMILAR
            if score >= enough and score > best_score:
                best, best_score = index, score
        if best >= 0:
            taken.add(best)
            found[best] = entry
            where[id(entry)] = best
    return tuple(found)


def _worth(entry: Entry) -> tuple[bool, bool, bool]:
    return not entry.gone, entry.review is not None, entry.precious


def _gap(ledger: Ledger, position: int, where: dict[int, int], count: int) -> tuple[int, int]:
    """Between which claims an entry's claim would stand, had it stayed in its place."""
    low, high = 0, count
    for before in range(position - 1, max(-1, position - 9), -1):
        if (index := where.get(id(ledger.entries[before]))) is not None:
            low = index + 1
            break
    for after in range(position + 1, min(len(ledger.entries), position + 9)):
        if (index := where.get(id(ledger.entries[after]))) is not None:
            high = index
            break
    return (low, high) if low <= high else (0, 0)
