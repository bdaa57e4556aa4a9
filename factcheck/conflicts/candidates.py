"""Which claims are worth comparing: those that share weighty terms and say the same kind of thing; never all
pairs.

Every claim is entered under what it could disagree in (a measure, a direction, a denial, advice, …) together
with each of its weighty terms, and where a term is common, together with pairs of terms. Lists that grow
beyond a bound are not walked: a term that everybody uses tells nothing. So the work grows with the number of
claims.
"""

from __future__ import annotations

import collections
from collections.abc import Iterator, Sequence

from factcheck.claims.terms import stem
from factcheck.conflicts import number
from factcheck.conflicts.matching import Reading, weight
from factcheck.lexicon.relatedness import stand_ins

LONGEST = 16
"""How many claims may share a term, or a pair of terms, and still be compared for it."""
TERMS = 9
"""By how many of its terms a claim is entered, weightiest first."""
LEAST_GIST = 0.25
"""The least cosine of the claims' vectors."""
STAND_INS = 24
"""By how many words that stand for its own a claim is looked for."""
LEAST_SHARED = 0.45
"""The least weight of shared terms."""


def slots(reading: Reading) -> tuple[str, ...]:
    """What a claim could disagree in."""
    frame = reading.frame
    found = [f"number {dimension}" for dimension in number.dimensions(frame.figures)]
    if frame.dates:
        found.append("date")
    if frame.effects:
        found.append("direction")
    if len(frame.terms) > 1:
        found.append("polarity")
    if frame.advice:
        found.append("advice")
    if frame.definitions:
        found.append("definition")
    if frame.uniques:
        found.append("unique")
    return tuple(found)


def _keys(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Stems by which a claim is found, with their weights: its own first, then the names and kinds
    around it.
    """
    frame = reading.frame
    found: dict[str, float] = {}
    for term in (*reading.core, *reading.kinds, *frame.near_names[:4]):
        value = reading.weight(term)
        if value >= 0.25:
            found.setdefault(stem(term), value)
    for term in frame.near[:16]:
        value = weight(term)
        if value >= 0.5:
            found.setdefault(stem(term), 0.8 * value)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ranked[: TERMS + 5])


def _stand_ins(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Stems of words that can stand for a claim's own weighty terms."""
    own = {stem(term) for term in reading.core}
    found: dict[str, float] = {}
    for term in reading.core:
        value = reading.weight(term)
        if value < 0.3:
            continue
        for other, credit in stand_ins(term).items():
            if credit < 0.55:
                break
            name = stem(other)
            if name not in own and credit * value >= 0.2:
                found[name] = max(found.get(name, 0.0), credit * value)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:STAND_INS])


def _alike(a: Reading, b: Reading) -> bool:
    """Whether the claims' vectors point the same way; claims of names alone have none."""
    return not a.known or not b.known or float(a.gist @ b.gist) >= LEAST_GIST


def _kin(a: Reading, b: Reading) -> bool:
    """Whether a thing that one claim names is of a kind that the other names."""
    return any(stem(kind) in b.core_stems for kind in a.kinds) or any(
        stem(kind) in a.core_stems for kind in b.kinds
    )


def pairs(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Index pairs worth comparing, the earlier claim first, each once."""
    slotted = [slots(reading) for reading in readings]
    keys = [_keys(reading) if slotted[index] else () for index, reading in enumerate(readings)]
    lists: dict[tuple[str, str], list[int]] = collections.defaultdict(list)
    for index, mine in enumerate(keys):
        for slot in slotted[index]:
            for name, _ in mine:
                lists[slot, name].append(index)
    doubles: dict[tuple[str, str, str], list[int]] = collections.defaultdict(list)
    for index, mine in enumerate(keys):
        for slot in slotted[index]:
            common = [name for name, _ in mine if len(lists[slot, name]) > LONGEST][:6]
            for at, name in enumerate(common):
                for second in common[at + 1 :]:
                    doubles[slot, min(name, second), max(name, second)].append(index)
    weights = [dict(mine) for mine in keys]
    wider = [_stand_ins(reading) if slotted[index] else () for index, reading in enumerate(readings)]
    for index, mine in enumerate(keys):
        shared: dict[int, float] = {}
        for slot in slotted[index]:
            scores: dict[int, float] = {}
            common = []
            for name, value in mine:
                entered = lists[slot, name]
                if len(entered) > LONGEST:
                    common.append(name)
                    continue
                for other in entered:
                    if other >= index:
                        break
                    scores[other] = scores.get(other, 0.0) + min(value, weights[other][name])
            common = common[:6]
            for at, name in enumerate(common):
                for second in common[at + 1 :]:
                    entered = doubles[slot, min(name, second), max(name, second)]
                    if len(entered) > LONGEST:
                        continue
                    for other in entered:
                        if other >= index:
                            break
                        scores.setdefault(other, 0.0)
            for name, _ in wider[index]:
                entered = lists.get((slot, name), [])
                if len(entered) > LONGEST:
                    continue
                for other in entered:
                    if other >= index:
                        break
                    scores[other] = max(scores.get(other, 0.0), 0.0)
            for other in scores:
                if other not in shared:
                    theirs = weights[other]
                    exact = sum(min(value, theirs[name]) for name, value in mine if name in theirs)
                    alike = sum(min(value, theirs[name]) for name, value in wider[index] if name in theirs)
                    shared[other] = exact + 0.8 * alike
        for other in sorted(shared):
            if shared[other] >= LEAST_SHARED and (
                _alike(readings[other], readings[index]) or _kin(readings[other], readings[index])
            ):
                yield other, index
