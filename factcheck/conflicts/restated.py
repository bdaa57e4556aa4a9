"""Figures that say one thing in two ways: of some and of the rest, for an hour and for a day, by one noun and by another."""

from __future__ import annotations

import functools
import math
import re
from typing import Any

from factcheck import lexicon, prefilter, units
from factcheck.claims.slots import Figure
from factcheck.claims.terms import key
from factcheck.conflicts.matching import Reading, best, found_in
from factcheck.conflicts.measures import Scales, counted, measured_in, same_measure


def scales(a: Reading, b: Reading, one: Figure, other: Figure) -> Scales | None:
    """What brings a figure of each claim to one unit, by what else the claims say, too; None where they measure different things."""
    return (
        same_measure(one, other)
        or _likened(a, b, one, other)
        or _populated(a, b, one, other)
        or _headed(a, b, one, other)
        or _held(a, b, one, other)
    )


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
                held, beside = (x[1] / p[1], 0.0), (y[1] / size, 0.0)
                return (beside, held) if turned else (held, beside)
    return None


_HOLDER = prefilter.compile(
    r"(?:\b(?:per|each|every|an?|one|(?:for|to|in)\s(?:the|each|an?))\s|/\s?)(?=[^\W\d_])", re.IGNORECASE
)


@functools.lru_cache(maxsize=1 << 14)
def _holders(text: str) -> frozenset[tuple[str, float]]:
    """The measured units that a text names one of, with their dimension and size: a litre, each kWh, to the kilo."""
    read = (units.read_unit(text, match.end()) for match in _HOLDER.finditer(text))
    return frozenset(measured_in(unit[0]) for unit in read if unit)


def in_other_measures(a: Reading, b: Reading, one: Figure, other: Figure, common: Scales | None) -> bool:
    """Whether two figures say the same of a thing and of what is left, or of one stretch and of another: 83 % that have and
    17 % that have not, 24 a day and 168 a week.
    """
    if one.high is not None or other.high is not None or not one.value > 0 or not other.value > 0:
        return False
    if measured_in(one.unit)[0] == "share" == measured_in(other.unit)[0]:
        return _rest(a, b, one, other)
    if common is None:
        top, top_ = one.unit.partition("/")[0], other.unit.partition("/")[0]
        if not top or not top_ or measured_in(top)[0] != measured_in(top_)[0]:
            return False
        common = (measured_in(top)[1], 0.0), (measured_in(top_)[1], 0.0)
    ratio = one.value * common[0][0] / (other.value * common[1][0])
    if 0.7 < ratio < 1.4:
        return False
    mine, yours = _stretches(a.frame.text), _stretches(b.frame.text)
    return any(
        dimension == dimension_ and math.isclose(ratio, size / size_, rel_tol=_CLOSE)
        for dimension, size in mine - yours
        for dimension_, size_ in yours - mine
    )


_CLOSE = 0.04
"""How far two figures may be apart that are the same in other measures."""


def rest(a: Reading, b: Reading) -> bool:
    """Whether two claims hold such shares."""
    return any(
        measured_in(one.unit)[0] == "share" == measured_in(other.unit)[0] and _rest(a, b, one, other)
        for one in a.frame.figures
        for other in b.frame.figures
    )


def _rest(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether one share is of those that do and the other of those that do not."""
    if one.bound is not None or other.bound is not None or abs(one.value - other.value) < 1:
        return False
    if abs(one.value + other.value - 100) >= 0.1 * min(one.value, other.value, 10):
        return False
    return one.change != other.change or _denies(a.frame.lemmas) != _denies(b.frame.lemmas)


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
    **{unit: ("time", measured_in(unit)[1]) for unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade")},
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
