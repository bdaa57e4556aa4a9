"""Two figures for the same thing."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims.slots import Figure
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, best, found_in, weight
from factcheck.conflicts.measures import (
    counted,
    deadline,
    dimensions,
    disagree,
    measured_in,
    same_measure,
    usable,
)
from factcheck.conflicts.restated import in_other_measures, scales

LEAST = 0.1
"""How alike what stands around two figures must be."""
LEAST_BARE = 0.7
"""How alike what stands around two bare numbers must be."""


class _Pair(NamedTuple):
    """Two figures in one measure."""

    alike: float
    """How alike what stands around them is."""
    agree: bool
    one: Figure
    other: Figure
    why: Explanation | None
    """Why both can hold, where they agree in other digits."""


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    """The two figures that most surely measure the same thing, if they differ."""
    pairs = _pairs(a, b)
    if not pairs:
        return None
    surest = max(pairs, key=lambda pair: (pair.alike, pair.agree))
    if surest.agree:
        beside = _beside_the_same(a, b, pairs)
        if beside is not None:
            return _told(beside, _explain(a, b, beside.one, beside.other), overlap_)
        return None if surest.why is None else _told(surest, surest.why, overlap_)
    if surest.alike < LEAST or any(_says_too(pair, surest) for pair in pairs):
        return None
    return _told(surest, _explain(a, b, surest.one, surest.other), overlap_)


def _pairs(a: Reading, b: Reading) -> list[_Pair]:
    """The figures of two claims that are in one measure; none where two of them say the same in other measures."""
    pairs: list[_Pair] = []
    for one, other in itertools.product(a.frame.figures, b.frame.figures):
        if not usable(one) or not usable(other):
            continue
        common = scales(a, b, one, other)
        if in_other_measures(a, b, one, other, common):
            return []
        if common is None:
            continue
        alike = _alike(a, b, one, other)
        if one.unit or other.unit or alike >= LEAST_BARE:
            differ, why = disagree(one, other, common)
            pairs.append(_Pair(alike, not differ, one, other, why))
    return pairs


def _says_too(pair: _Pair, surest: _Pair) -> bool:
    """Whether what one says the other says too, of something told apart less surely."""
    return (
        pair.agree
        and (pair.alike >= 0.5 * surest.alike or _exactly(pair.one, pair.other))
        and (pair.one is surest.one or pair.other is surest.other)
    )


LEAST_BESIDE = 0.5
"""How alike what stands around two figures must be that differ beside the same ones."""


def _beside_the_same(a: Reading, b: Reading, pairs: Sequence[_Pair]) -> _Pair | None:
    """The one pair that differs where all other figures are the same: at 180 °C for 40 minutes, at 180 °C for 25."""
    if any(one.frame.label or "|" in one.frame.text for one in (a, b)):
        return None  # rows and items tell the same of different things
    same = [
        pair
        for pair in pairs
        if pair.agree and (_exactly(pair.one, pair.other) or _counts_same(pair.one, pair.other))
    ]
    mine = _but_for(a.frame.figures, [pair.one for pair in same])
    yours = _but_for(b.frame.figures, [pair.other for pair in same])
    if not same or len(mine) != 1 or len(yours) != 1 or counted(mine[0].unit) or counted(yours[0].unit):
        return None
    for pair in pairs:
        if pair.one is mine[0] and pair.other is yours[0] and not pair.agree and pair.alike >= LEAST_BESIDE:
            return pair
    return None


def _but_for(figures: Sequence[Figure], left_out: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if not any(figure is one for one in left_out)]


def _exactly(one: Figure, other: Figure) -> bool:
    """Whether two figures that are more than a small count are the same to the last digit, converted."""
    scales = same_measure(one, other)
    if scales is None or (counted(one.unit) and one.value < _SMALL) or one.high is not None:
        return False
    (x, plus), (y, plus_) = scales
    return other.high is None and math.isclose(one.value * x + plus, other.value * y + plus_, rel_tol=0.002)


def _counts_same(one: Figure, other: Figure) -> bool:
    """Whether two small counts of one thing are the same: one dose."""
    return one.unit == other.unit != "" and one.value == other.value and one.high is None is other.high


_SMALL = 13
"""Counts below it are met everywhere."""


def _told(pair: _Pair, why: Explanation | None, overlap_: Overlap) -> Disagreement:
    values = pair.one.text, pair.other.text
    slot = f"number {dimensions((pair.one,))[0]}"
    return Disagreement(ConflictKind.NUMBER, values, pair.alike, why, overlap_.shared[:4], slot)


def _alike(a: Reading, b: Reading, one: Figure, other: Figure) -> float:
    """How alike what stands around two figures is."""
    local = agreement(one.near, other.near)
    mine, yours = _beside(a, one, other), _beside(b, other, one)
    if mine is one.near and yours is other.near:
        return local
    return max(local, agreement(mine, yours))


def _beside(reading: Reading, figure: Figure, other: Figure) -> tuple[str, ...]:
    """What stands around a figure; around one of a row also what stands above it, and beside a bare number what is counted."""
    near = figure.near
    if reading.frame.label:
        near = (*near, *reading.frame.header, *reading.frame.caption)
    counted_thing = figure.unit.partition("/")[0]  # none in "4.50 per hour"
    if not other.unit and counted_thing and counted(figure.unit):
        near = (*near, counted_thing)
    return near


def _explain(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    common = explanations.explain(a, b)
    if common is not None:
        return common
    if explanations.measure(a, b) or one.change != other.change or _added(a, one) != _added(b, other):
        return Explanation.DIFFERENT_MEASURE
    apart = (
        told_apart.explain(a, b)
        or told_apart.dimension(a, b, one, other)
        or told_apart.done(a, b)
        or told_apart.objects(a, b)
    )
    if apart is not None:
        return apart
    if one.of and other.of and max((best(term, other.of) for term in one.of), default=0) < 0.8:
        return Explanation.DIFFERENT_MEASURE
    if _of_elsewhere(a, b, one, other):
        return Explanation.DIFFERENT_PLACE
    if _closer(a, b, one, other):
        return Explanation.REFINEMENT
    if deadline(one) and deadline(other) and explanations.deeds(a, b):
        return Explanation.DIFFERENT_MEASURE
    if _differs_aside(a, b, one, other):
        return Explanation.DIFFERENT_MEASURE
    return (
        explanations.modifiers(a, b)
        or explanations.scope(a, b)
        or _narrower(a, b, one, other)
        or explanations.subjects(a, b)
        or told_apart.by_clause(a, b)
        or told_apart.located(a, b)
        or told_apart.among_those(a, b)
        or told_apart.sized(a, b)
        or told_apart.one_kind(a, b)
        or _priced_apart(one, other)
        or told_apart.of_what(a, b)
        or told_apart.served(a, b, one, other)
        or explanations.headed(a, b)
        or explanations.label(a, b)
        or explanations.names(a, b)
    )


_ADDED = re.compile(r"\b(?:extra|additional|further|another)\b", re.IGNORECASE)


def _added(reading: Reading, figure: Figure) -> bool:
    """Whether a figure comes on top of another: two extra days."""
    text = reading.frame.text
    at = text.find(figure.text)
    if at < 0:
        return False
    before = text[:at].rsplit(None, 1)
    after = text[at + len(figure.text) :].split(None, 1)
    around = " ".join((*before[-1:], figure.text, *after[:1]))
    return _ADDED.search(around) is not None


def _priced_apart(one: Figure, other: Figure) -> Explanation | None:
    """The prices of things that have nothing in common: an appeal costs, a change to a permit costs."""
    if "price" not in one.near or "price" not in other.near:
        return None
    mine, yours = (tuple(term for term in figure.near if term != "price") for figure in (one, other))
    return Explanation.DIFFERENT_ENTITY if mine and yours and agreement(mine, yours) < 0.2 else None


def _of_elsewhere(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether one is a share of what a name tells, which the other does not know: a share of Oakham's population."""
    return any(
        found_in(term, there) < 0.5
        for figure, here, there in ((one, a, b), (other, b, a))
        for term in figure.of
        if term in here.frame.names
    )


LEAST_CLOSER = 0.85
"""The least weight of what one says more of what it measures."""
LEAST_CLOSER_SHARE = 0.35
"""The same of a share of something: every word says who of them is meant."""


def _closer(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether one says more closely what it measures: all that stands around one figure stands in the other claim too, and
    much that stands around the other does not stand in the first. A table's row is short because it is one.
    """
    skip = {assertion.verb for reading in (a, b) for assertion in reading.frame.assertions}
    skip.update(a.frame.names, b.frame.names)
    skip.update(explanations.described(a), explanations.described(b))
    mine = sum(weight(term) for term in one.near if term not in skip and found_in(term, b) < 0.4)
    yours = sum(weight(term) for term in other.near if term not in skip and found_in(term, a) < 0.4)
    if (a if mine < yours else b).frame.label:
        return False
    least = LEAST_CLOSER_SHARE if one.unit == other.unit == "%" and one.of and other.of else LEAST_CLOSER
    return min(mine, yours) <= 0.1 and max(mine, yours) >= least


def _narrower(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    if not (counted(one.unit) and counted(other.unit)):
        return None
    return explanations.narrower(a, b)


def _differs_aside(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether another figure of theirs, in one measure, differs: per 100 g and per 28 g, over 20 years and over 100."""
    mine = [figure for figure in a.frame.figures if figure is not one]
    yours = [figure for figure in b.frame.figures if figure is not other]
    for figure in mine:
        for figure_ in yours:
            factors = same_measure(figure, figure_)
            if factors is not None and measured_in(figure.unit)[0] not in ("", "share"):
                if disagree(figure, figure_, factors)[0]:
                    return True
    return False
