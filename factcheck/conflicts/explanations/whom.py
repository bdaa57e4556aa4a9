"""They speak of different people."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from factcheck import lexicon
from factcheck.claims.circumstances import Circumstances
from factcheck.claims.terms import key, stem
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations._said import text_of
from factcheck.conflicts.matching import Reading, found_in

_LIFE_STAGES: dict[str, tuple[float, float]] = {
    "newborn": (0, 0.2), "infant": (0, 3), "child": (0, 18), "teenager": (10, 20), "young": (15, 35), "adult": (16, 150), "older": (55, 150),
}  # fmt: skip


@functools.cache
def _compatible() -> frozenset[frozenset[str]]:
    data: Any = lexicon.data("circumstances")["compatible"]
    return frozenset(frozenset(map(str, pair)) for pair in data)


def _by_axis(populations: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for population_ in populations:
        axis, _, value = population_.partition(":")
        found.setdefault(axis, set()).add(value)
    return found


def _limits(
    one: Circumstances, around: Circumstances
) -> tuple[dict[str, set[str]], tuple[tuple[float, float], ...]]:
    here, there = _by_axis(one.populations), _by_axis(around.populations)
    ages = one.ages or around.ages
    return {axis: here.get(axis) or there[axis] for axis in sorted({*here, *there})}, ages


def population(a: Reading, b: Reading, *, strict: bool = True) -> Explanation | None:
    """They speak of different people; where strict, also when only one says of whom."""
    mine, my_ages = _limits(a.frame.here, a.frame.around)
    yours, your_ages = _limits(b.frame.here, b.frame.around)
    for axis in sorted({*mine, *yours}):
        one, other = mine.get(axis), yours.get(axis)
        if one and other and not one & other:
            if any(frozenset((x, y)) in _compatible() for x in one for y in other):
                continue
            return Explanation.DIFFERENT_POPULATION
    special = {"newborn", "infant", "older", "pregnancy", "breastfeeding"}
    for here, there in ((mine, yours), (yours, mine)):
        stages = here.get("life_stage", set())
        others = there.get("life_stage", set())
        # what is said of adults at large need not hold in pregnancy
        if stages and stages <= special and others and not others & stages:
            return Explanation.DIFFERENT_POPULATION
    my_ages = my_ages or tuple(
        _LIFE_STAGES[s] for s in sorted(mine.get("life_stage", ())) if s in _LIFE_STAGES
    )
    your_ages = your_ages or tuple(
        _LIFE_STAGES[s] for s in sorted(yours.get("life_stage", ())) if s in _LIFE_STAGES
    )
    if (
        (a.frame.here.ages or b.frame.here.ages or a.frame.around.ages or b.frame.around.ages)
        and my_ages
        and your_ages
    ):
        if not any(low < high_ and low_ < high for low, high in my_ages for low_, high_ in your_ages):
            return Explanation.DIFFERENT_POPULATION
    for axis in ("health",) if strict else ():
        one, other = mine.get(axis, set()), yours.get(axis, set())
        if one and not other and not any(found_in(term, b) > 0.7 for term in one):
            return Explanation.DIFFERENT_POPULATION
        if other and not one and not any(found_in(term, a) > 0.7 for term in other):
            return Explanation.DIFFERENT_POPULATION
    return None


_ANYBODY = frozenset(map(stem, ("person", "people", "human")))
"""Who is no group of people beside another."""


@functools.cache
def person_stems() -> frozenset[str]:
    """Stems of nouns for persons of some kind."""
    data: Any = lexicon.data("circumstances")["persons"]
    return frozenset(stem(" ".join(key(str(noun)))) for noun in data) - _ANYBODY


_GROUP = re.compile(r"\b(?P<which>[\w-]+)\s(?:group|arm|cohort)\b", re.IGNORECASE)
_NO_GROUP = frozenset(
    "the a an this that each one other another same whole age first second large small".split()
)


def groups(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different groups of a study."""
    mine, yours = (
        {match["which"].lower() for match in _GROUP.finditer(text_of(reading))} - _NO_GROUP
        for reading in (a, b)
    )
    return Explanation.DIFFERENT_POPULATION if mine and yours and not mine & yours else None


def persons(a: Reading, b: Reading) -> Explanation | None:
    """Each speaks of a group of people that the other does not name."""
    mine = [term for term in a.frame.terms if stem(term) in person_stems()]
    yours = [term for term in b.frame.terms if stem(term) in person_stems()]
    if (
        mine
        and yours
        and max(found_in(term, b) for term in mine) < 0.4
        and max(found_in(term, a) for term in yours) < 0.4
    ):
        return Explanation.DIFFERENT_POPULATION
    return None
