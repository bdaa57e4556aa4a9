"""One says more closely than the other of which thing it speaks."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from factcheck import lexicon
from factcheck.claims.slots import Assertion
from factcheck.claims.terms import stem
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.matching import Reading, found_in, likeness, said_in, weight


@functools.cache
def _colours() -> frozenset[str]:
    """Words that are much alike and tell kinds apart: red squirrels, grey squirrels."""
    return frozenset(map(str, lexicon.data("circumstances")["colours"]))


def modifiers(a: Reading, b: Reading, heads: Sequence[str] | None = None) -> Explanation | None:
    """The same head word is narrowed down differently: read timeout, connection timeout."""
    mine: dict[str, set[str]] = {}
    yours: dict[str, set[str]] = {}
    for table, reading in ((mine, a), (yours, b)):
        for modifier, head in reading.frame.pairs:
            table.setdefault(stem(head), set()).add(modifier)
    for head in sorted(mine.keys() & yours.keys()):
        one, other = mine[head], yours[head]
        if heads is not None and head not in heads:
            continue
        if weight(head) < 0.2:
            continue
        lone = [m for m in sorted(one) if said_in(m, b) < 0.5 and weight(m) >= 0.2]
        alone = [m for m in sorted(other) if said_in(m, a) < 0.5 and weight(m) >= 0.2]
        if (
            lone
            and alone
            and not any(likeness(x, y) >= 0.4 and not {x, y} <= _colours() for x in lone for y in alone)
        ):
            return Explanation.DIFFERENT_ENTITY
    return None


def told_alike(one: Reading, other: Reading) -> Iterator[tuple[Assertion, Assertion]]:
    """Main assertions that say something like the same, each of a subject."""
    for mine in one.frame.assertions:
        for yours in other.frame.assertions:
            if mine.main and yours.main and mine.subject and yours.subject:
                if likeness(mine.verb, yours.verb) >= 0.7:
                    yield mine, yours


def subjects(a: Reading, b: Reading) -> Explanation | None:
    """They say the same of subjects with one head, and one says more closely which: the tank, the lorry's tank."""
    for one, other in ((a, b), (b, a)):
        for mine, yours in told_alike(one, other):
            if mine.subject[-1] not in yours.subject:
                continue
            if mine.subject[-1] in one.frame.names:  # "the painter Ilse Varga"
                continue
            if any(
                weight(term) >= 0.3 and term not in one.usual and found_in(term, other) < 0.4
                for term in mine.subject[:-1]
            ):
                return Explanation.REFINEMENT
    return None


def described(reading: Reading) -> frozenset[str]:
    """What a claim says that a thing of some name is, which does not narrow down what it tells: a market town on the Ede."""
    return frozenset(
        term
        for assertion in reading.frame.assertions
        if assertion.verb == "be" and assertion.subject and set(assertion.subject) <= set(reading.frame.names)
        for term in assertion.objects
    )


def narrower(a: Reading, b: Reading) -> Explanation | None:
    """One narrows down the head word that both count: fish, oily fish."""
    for one, other in ((a, b), (b, a)):
        theirs = {stem(head) for _, head in other.frame.pairs} | set(map(stem, described(one)))
        for modifier, head in one.frame.pairs:
            if stem(head) in other.core_stems and stem(head) not in theirs and weight(head) >= 0.1:
                if found_in(modifier, other) < 0.35 and weight(modifier) >= 0.15:
                    return Explanation.REFINEMENT
    return None
