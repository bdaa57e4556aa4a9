"""Two figures for the same thing."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon, prefilter, units
from factcheck.claims.slots import Figure
from factcheck.claims.terms import key
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, best, found_in, likeness, weight
from factcheck.quantities import Comparator

_FAST: dict[str, tuple[str, float]] = {
    "": ("", 1), "%": ("share", 0.01), "fold": ("fold", 1), "times": ("fold", 1),
    "second": ("time", 1), "s": ("time", 1), "minute": ("time", 60), "min": ("time", 60), "hour": ("time", 3600), "h": ("time", 3600), "ms": ("time", 0.001),
    "millisecond": ("time", 0.001), "day": ("time", 86400), "week": ("time", 604800), "month": ("time", 2629800), "year": ("time", 31557600),
    "decade": ("time", 315576000), "century": ("time", 3155760000),
    "mg": ("mass", 1e-6), "g": ("mass", 1e-3), "kg": ("mass", 1), "µg": ("mass", 1e-9), "mcg": ("mass", 1e-9), "tonne": ("mass", 1000), "t": ("mass", 1000),
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "m": ("length", 1), "km": ("length", 1e3), "mile": ("length", 1609.344), "foot": ("length", 0.3048), "inch": ("length", 0.0254),
    "B": ("data", 1), "kB": ("data", 1e3), "MB": ("data", 1e6), "GB": ("data", 1e9), "TB": ("data", 1e12),
    "W": ("power", 1), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9), "TW": ("power", 1e12),
    "Wh": ("energy", 1), "kWh": ("energy", 1e3), "MWh": ("energy", 1e6), "GWh": ("energy", 1e9), "TWh": ("energy", 1e12),
    "°C": ("temperature", 1), "K": ("temperature", 1),
}  # fmt: skip
_NAMED = {
    "meter": "length", "kilogram": "mass", "second": "time", "kelvin": "temperature", "meter^3": "volume", "meter^2": "area",
    "kilogram meter^2 second^-3": "power", "kilogram meter^2 second^-2": "energy", "kilogram meter^2": "energy",
}  # fmt: skip
"""Base units by which the library names a dimension -> its name here."""
_FREEZING = 273.15


@functools.lru_cache(maxsize=4096)
def measured_in(unit: str) -> tuple[str, float]:
    """The dimension of a unit and the factor to that dimension's base; a unit of its own where no library knows it."""
    if unit in _FAST:
        return _FAST[unit]
    if "/" in unit:
        top, _, bottom = unit.partition("/")
        one, other = measured_in(top), measured_in(bottom)
        return f"{one[0]}/{other[0]}", one[1] / other[1]
    amount = _AMOUNT.match(unit)
    if amount:
        dimension, factor = measured_in(unit[amount.end() :])
        return dimension, factor * float(amount.group(1))
    if not units.known(unit):
        return unit, 1.0
    base = units.to_base(1.0, unit)
    zero = units.to_base(0.0, unit)
    if base is None or zero is None:
        return unit, 1.0
    return _NAMED.get(base[1], base[1]), base[0] - zero[0]


_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) (?=\D)")


@functools.lru_cache(maxsize=4096)
def _zero(unit: str) -> float:
    """Where a unit's zero lies in the base of its dimension: 273.15 for °C."""
    if unit == "°C":
        return _FREEZING
    if unit in _FAST or "/" in unit or not units.known(unit) or measured_in(unit)[0] != "temperature":
        return 0.0
    base = units.to_base(0.0, unit)
    return base[0] if base else 0.0


def interval(figure: Figure) -> tuple[float, float]:
    """The values that a figure as written allows: its rounding, the slack of `about`, its bounds."""
    low = figure.value
    high = figure.high if figure.high is not None else figure.value
    digits = max(figure.precision, 1)
    slack = 0.0
    for value in (low, high):
        if value:
            slack = max(slack, 0.5 * 10 ** (math.floor(math.log10(abs(value))) - digits + 1))
    spelled = not any(c.isdigit() for c in figure.text)
    slack = min(slack, (0.08 if spelled else 0.05) * max(abs(low), abs(high)))
    if spelled and figure.unit == "%":
        slack = max(slack, 0.08 * abs(high))
    if figure.comparator is Comparator.ABOUT:
        slack = max(slack, 0.12 * abs(high))
    low, high = low - slack, high + slack
    return low, high


def allowed(figure: Figure) -> tuple[float, float]:
    """The interval of values that hold if the figure does."""
    low, high = interval(figure)
    if figure.comparator in (Comparator.LESS, Comparator.AT_MOST):
        return -math.inf, high
    if figure.comparator in (Comparator.MORE, Comparator.AT_LEAST):
        return low, math.inf
    return low, high


_PERSONS = frozenset(
    "people person passenger worker employee staff child pupil student resident inhabitant visitor member patient voter player man woman "
    "household home family tenant teacher soldier guest user customer citizen adult participant spectator reader".split()
)


def counted(unit: str) -> bool:
    """Whether a unit is a counted noun, or nothing."""
    top = unit.partition("/")[0]
    base = measured_in(top)[0]
    return base in ("", "fold") or (base == top and top not in _FAST and not top.isupper())


Scales = tuple[tuple[float, float], tuple[float, float]]
"""By what to multiply two figures, and what to add, to bring them to one unit."""


def same_measure(a: Figure, b: Figure) -> Scales | None:
    """What brings both figures to one unit, or None where they measure different things."""
    one, other = measured_in(a.unit), measured_in(b.unit)
    if one[0] == other[0]:
        if a.unit == b.unit or a.change or b.change:
            return (one[1], 0.0), (other[1], 0.0)
        return (one[1], _zero(a.unit)), (other[1], _zero(b.unit))
    if {a.unit, b.unit} & {"°"} and "temperature" in (one[0], other[0]):
        return (1.0, 0.0), (1.0, 0.0)
    top, _, per = a.unit.partition("/")
    top_, _, per_ = b.unit.partition("/")
    x, y = measured_in(top), measured_in(top_)
    factors = 1.0, 1.0
    if per and per_:
        p, q = measured_in(per), measured_in(per_)
        if p[0] != q[0]:
            return None
        factors = 1 / p[1], 1 / q[1]
    elif per or per_:
        # a period or holder named on one side only: the other may name it elsewhere in the sentence
        unnamed = b if per else a
        over_time = measured_in(per or per_)[0] == "time"
        if over_time and x[0] == y[0] == "length":
            return None  # how far, and how fast
        if not over_time and best(per or per_, unnamed.near) < 0.75:
            return None
    scales = (factors[0], 0.0), (factors[1], 0.0)
    if x[0] == y[0]:
        return (x[1] * factors[0], 0.0), (y[1] * factors[1], 0.0)
    if not counted(top) or not counted(top_):
        return None
    if {x[0], y[0]} == {"", "fold"}:
        return scales
    if x[0] and y[0]:
        persons = x[0] in _PERSONS and y[0] in _PERSONS
        return scales if persons or likeness(x[0], y[0]) >= 0.75 else None
    noun, figure = (x[0], b) if x[0] else (y[0], a)
    told = best(noun, figure.near) >= 0.75 or (
        noun in _PERSONS and any(near in _PERSONS for near in figure.near)
    )
    return scales if told else None


def disagree(a: Figure, b: Figure, scales: Scales) -> tuple[bool, Explanation | None]:
    """Whether two figures in one measure cannot both hold, and if they can, why."""
    (x, plus), (y, plus_) = scales
    one, other = a.value * x + plus, b.value * y + plus_
    same = math.isclose(one, other, rel_tol=1e-6)
    equivalent = Explanation.UNIT_EQUIVALENT if a.unit != b.unit else None
    if a.bound is not None and a.bound == b.bound:
        low, high = interval(a)
        low_, high_ = interval(b)
        if low * x + plus <= high_ * y + plus_ and low_ * y + plus_ <= high * x + plus:
            return False, equivalent if same else Explanation.ROUNDING
        return True, None
    low, high = allowed(a)
    low_, high_ = allowed(b)
    low, high, low_, high_ = low * x + plus, high * x + plus, low_ * y + plus_, high_ * y + plus_
    if low <= high_ and low_ <= high and not _told_off(a, b):
        if a.high is not None or b.high is not None or a.bound or b.bound:
            return False, Explanation.RANGE_CONTAINS
        return False, equivalent if same else Explanation.ROUNDING
    if a.bound is not None and b.bound is not None and not (_strict(a) and _strict(b)):
        return False, Explanation.RANGE_CONTAINS
    if a.high is None and b.high is None and one and other and not _exact(a, b):
        if abs(one - other) / max(abs(one), abs(other)) < 0.055 and plus == plus_ == 0.0:
            return False, Explanation.ROUNDING
    return True, None


def _exact(a: Figure, b: Figure) -> bool:
    """Whether both are given to at least three digits in one unit, as plain values, or tell off a time: 468 is no rounding of
    486.
    """
    return _told_off(a, b) or (
        a.unit == b.unit
        and all(figure.precision >= 3 and figure.comparator is Comparator.EQUAL for figure in (a, b))
    )


def _told_off(a: Figure, b: Figure) -> bool:
    """Whether both are short times in digits and in one unit, as plain values, that differ: nobody rounds 28 days to 30."""
    return (
        a.unit == b.unit
        and a.unit.partition("/")[0] in _DAYS
        and a.value != b.value
        and all(
            figure.high is None
            and figure.comparator is Comparator.EQUAL
            and figure.bound is None
            and float(figure.value).is_integer()
            and figure.value < 100
            and any(map(str.isdigit, figure.text))
            for figure in (a, b)
        )
    )


_DAYS = frozenset({"hour", "day", "week", "month"})
"""Units in which short times are told off, one by one."""


def _strict(figure: Figure) -> bool:
    """Whether its bound stands right at it, and not only somewhere in its part of the sentence."""
    return figure.comparator not in (Comparator.EQUAL, Comparator.ABOUT, Comparator.BETWEEN)


LEAST = 0.1
"""How alike what stands around two figures must be."""
LEAST_BARE = 0.7
"""How alike what stands around two bare numbers must be."""


def _usable(figure: Figure) -> bool:
    return not (figure.unit == "" and figure.value < 3 and figure.high is None) and not math.isnan(
        figure.value
    )


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    """The two figures that most surely measure the same thing, if they differ."""
    best_pair: tuple[float, bool, Figure, Figure, Explanation | None] | None = None
    pairs: list[tuple[float, bool, Figure, Figure, Explanation | None]] = []
    for one in a.frame.figures:
        for other in b.frame.figures:
            if not _usable(one) or not _usable(other):
                continue
            scales = (
                same_measure(one, other) or _likened(a, b, one, other) or _populated(a, b, one, other)
                or _headed(a, b, one, other) or _held(a, b, one, other)
            )  # fmt: skip
            if _in_other_measures(a, b, one, other, scales):
                return None
            if scales is None:
                continue
            differ, why = disagree(one, other, scales)
            local = _alike(a, b, one, other)
            if not one.unit and not other.unit and local < LEAST_BARE:
                continue
            pairs.append((local, not differ, one, other, why))
    for pair in pairs:
        if best_pair is None or (pair[0], pair[1]) > (best_pair[0], best_pair[1]):
            best_pair = pair
    if best_pair is None:
        return None
    local, agree, one, other, why = best_pair
    if agree:
        beside = _beside_the_same(a, b, pairs)
        if beside is not None:
            return _told(*beside, _explain(a, b, beside[0], beside[1]), overlap_)
        return None if why is None else _told(one, other, local, why, overlap_)
    if local < LEAST:
        return None
    # What one says, the other says too, of something told apart less surely.
    for near, same, x, y, _ in pairs:
        if same and (near >= 0.5 * local or _exactly(x, y)) and (x is one or y is other):
            return None
    return _told(one, other, local, _explain(a, b, one, other), overlap_)


_Pair = tuple[float, bool, Figure, Figure, Explanation | None]
"""How alike what stands around two figures in one measure is, whether they agree, and the two."""
LEAST_BESIDE = 0.5
"""How alike what stands around two figures must be that differ beside the same ones."""


def _beside_the_same(a: Reading, b: Reading, pairs: Sequence[_Pair]) -> tuple[Figure, Figure, float] | None:
    """The one pair that differs where all other figures are the same: at 180 °C for 40 minutes, at 180 °C for 25."""
    if any(one.frame.label or "|" in one.frame.text for one in (a, b)):
        return None  # rows and items tell the same of different things
    same = [
        pair for pair in pairs if pair[1] and (_exactly(pair[2], pair[3]) or _counts_same(pair[2], pair[3]))
    ]
    mine, yours = (
        [figure for figure in reading.frame.figures if not any(figure is pair[at] for pair in same)]
        for reading, at in ((a, 2), (b, 3))
    )
    if not same or len(mine) != 1 or len(yours) != 1 or counted(mine[0].unit) or counted(yours[0].unit):
        return None
    for local, agree, one, other, _ in pairs:
        if one is mine[0] and other is yours[0] and not agree and local >= LEAST_BESIDE:
            return one, other, local
    return None


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
_CLOSE = 0.04
"""How far two figures may be apart that are the same in other measures."""


def _in_other_measures(a: Reading, b: Reading, one: Figure, other: Figure, scales: Scales | None) -> bool:
    """Whether two figures say the same of a thing and of what is left, or of one stretch and of another: 83 % that have and
    17 % that have not, 24 a day and 168 a week.
    """
    if one.high is not None or other.high is not None or not one.value > 0 or not other.value > 0:
        return False
    if measured_in(one.unit)[0] == "share" == measured_in(other.unit)[0]:
        return _rest(a, b, one, other)
    if scales is None:
        top, top_ = one.unit.partition("/")[0], other.unit.partition("/")[0]
        if not top or not top_ or measured_in(top)[0] != measured_in(top_)[0]:
            return False
        scales = (measured_in(top)[1], 0.0), (measured_in(top_)[1], 0.0)
    ratio = one.value * scales[0][0] / (other.value * scales[1][0])
    if 0.7 < ratio < 1.4:
        return False
    mine, yours = _stretches(a.frame.text), _stretches(b.frame.text)
    return any(
        dimension == dimension_ and math.isclose(ratio, size / size_, rel_tol=_CLOSE)
        for dimension, size in mine - yours
        for dimension_, size_ in yours - mine
    )


def _rest(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether one share is of those that do and the other of those that do not."""
    if one.bound is not None or other.bound is not None or abs(one.value - other.value) < 1:
        return False
    if abs(one.value + other.value - 100) >= 0.1 * min(one.value, other.value, 10):
        return False
    return one.change != other.change or _denies(a.frame.lemmas) != _denies(b.frame.lemmas)


def rest(a: Reading, b: Reading) -> bool:
    """Whether two claims hold such shares."""
    return any(
        measured_in(one.unit)[0] == "share" == measured_in(other.unit)[0] and _rest(a, b, one, other)
        for one in a.frame.figures
        for other in b.frame.figures
    )


@functools.cache
def _denying() -> tuple[str, ...]:
    data: Any = lexicon.data("oppositions")
    negators = (word for words in data["negators"].values() for word in words)
    return tuple(
        " " + " ".join(key(str(word))) + " " for word in (*negators, *data["denying"], *data["wrong"])
    )


def _denies(lemmas: str) -> bool:
    return any(cue in lemmas for cue in _denying())


@functools.lru_cache(maxsize=1 << 14)
def _stretches(text: str) -> frozenset[tuple[str, float]]:
    """Units that a text names without a figure, with their dimension and size: per hour, each metre, every week, a month."""
    found = {_STRETCHES[match["unit"].lower()] for match in _STRETCH.finditer(text)}
    return frozenset(
        found | {_STRETCHES[_ADVERBS[match.group().lower()]] for match in _BY_ADVERB.finditer(text)}
    )


_STRETCHES = {
    **{unit: ("time", _FAST[unit][1]) for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade")},
    "metre": ("length", 1.0), "meter": ("length", 1.0), "kilometre": ("length", 1e3), "kilometer": ("length", 1e3), "mile": ("length", 1609.344),
    "square metre": ("area", 1.0), "square meter": ("area", 1.0), "acre": ("area", 4046.856), "hectare": ("area", 1e4), "square kilometre": ("area", 1e6),
}  # fmt: skip
_STRETCH = prefilter.compile(
    rf"(?:\b(?:an?|one|per|each|every|the|any|either)\s(?:single\s|whole\s|full\s)?|/\s?)"
    rf"(?P<unit>{'|'.join(sorted(_STRETCHES, key=lambda unit: -len(unit)))})\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_BY_ADVERB = prefilter.compile(rf"\b(?:{'|'.join(_ADVERBS)})\b", re.IGNORECASE)


def _told(
    one: Figure, other: Figure, score: float, why: Explanation | None, overlap_: Overlap
) -> Disagreement:
    slot = f"number {dimensions((one,))[0]}"
    return Disagreement(ConflictKind.NUMBER, (one.text, other.text), score, why, overlap_.shared[:4], slot)


def _likened(a: Reading, b: Reading, one: Figure, other: Figure) -> Scales | None:
    """Counts of differently named things, where each claim names the other's thing as well."""
    if (
        not (one.unit and other.unit and counted(one.unit) and counted(other.unit))
        or "/" in one.unit
        or "/" in other.unit
    ):
        return None
    return (
        ((1.0, 0.0), (1.0, 0.0)) if found_in(one.unit, b) >= 0.6 and found_in(other.unit, a) >= 0.6 else None
    )


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


def _headed(a: Reading, b: Reading, one: Figure, other: Figure) -> Scales | None:
    """A counted noun, and a bare number in a row whose label or header, or what stands above it, names what is counted."""
    for named, bare, frame in ((one, other, b.frame), (other, one, a.frame)):
        if bare.unit or not frame.label or "/" in named.unit or not counted(named.unit):
            continue
        noun = measured_in(named.unit)[0]
        if noun != "fold" and best(noun, (*frame.label, *frame.header, *frame.caption)) >= LEAST_NOUN:
            return (1.0, 0.0), (1.0, 0.0)
    return None


LEAST_NOUN = 0.6
"""How alike what is counted and a word of the row, or above it, must be."""


def _held(a: Reading, b: Reading, one: Figure, other: Figure) -> Scales | None:
    """Amounts of one thing, where one says in its unit of how much of another, and the other beside it: 31 c/l, and 31 cents
    for a litre of milk.
    """
    for figure, bare, text, turned in ((one, other, b.frame.text, False), (other, one, a.frame.text, True)):
        top, _, per = figure.unit.partition("/")
        if not per or "/" in bare.unit or not bare.unit:
            continue
        x, p, y = measured_in(top), measured_in(per), measured_in(bare.unit)
        if x[0] != y[0] or not x[0] or p[0] == "time":
            continue
        for dimension, size in sorted(_holders(text)):
            if dimension == p[0]:
                scales = (x[1] / p[1], 0.0), (y[1] / size, 0.0)
                return (scales[1], scales[0]) if turned else scales
    return None


_HOLDER = prefilter.compile(
    r"(?:\b(?:per|each|every|an?|one|(?:for|to|in)\s(?:the|each|an?))\s|/\s?)(?=[^\W\d_])", re.IGNORECASE
)


@functools.lru_cache(maxsize=1 << 14)
def _holders(text: str) -> frozenset[tuple[str, float]]:
    """The measured units that a text names one of, with their dimension and size: a litre, each kWh, to the kilo."""
    read = (units.read_unit(text, match.end()) for match in _HOLDER.finditer(text))
    return frozenset(measured_in(unit[0]) for unit in read if unit)


_PEOPLED = prefilter.compile(
    r"\bpopulation (?:of|is|was|stands at|stood at)\b(?! \w+ (?:who|that))", re.IGNORECASE
)
_LIVING = prefilter.compile(
    r"\b(?:people|persons|residents|inhabitants) (?:live|lived|living)\b(?! (?:\w+ )?(?:with|on|off|through|under|near|within|without|below|alone|longer|in (?:poverty|fear|houses|flats|homes|care)))"
    r"|\bhome to\b|\b(?:has|have|had|counts?) [^.;]{0,24}(?:residents|inhabitants)\b",
    re.IGNORECASE,
)


def _populated(a: Reading, b: Reading, one: Figure, other: Figure) -> Scales | None:
    """A population, which names no unit, and the people who live there."""
    for number, its, persons, theirs in ((one, a, other, b), (other, b, one, a)):
        if number.unit or persons.unit not in _INHABITANTS or "population" not in number.near:
            continue
        if _PEOPLED.search(its.frame.text) and _LIVING.search(theirs.frame.text):
            return (1.0, 0.0), (1.0, 0.0)
    return None


_INHABITANTS = frozenset({"people", "person", "resident", "inhabitant"})


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


def deadline(figure: Figure) -> bool:
    """Whether it is a stretch of time that sets a limit."""
    return figure.bound is not None and measured_in(figure.unit)[0] == "time"


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


def dimensions(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The measures by which a claim's figures are indexed; everything counted goes together."""
    found = set()
    for figure in figures:
        if _usable(figure):
            top = figure.unit.partition("/")[0]
            found.add("count" if counted(top) else measured_in(top)[0])
    return tuple(sorted(found))
