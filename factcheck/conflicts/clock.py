"""Two times of day for the same thing."""

from __future__ import annotations

import functools
import re

from factcheck import prefilter
from factcheck.claims.slots import Clock, Moment
from factcheck.conflicts import explanations
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading

SLOT = "number clock"
"""What claims with times of day are entered under."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_OF_WEEK = prefilter.compile(
    rf"\b(?P<first>{_DAY})(?:\s?(?:[-–—]|to|through|until)\s?(?P<last>{_DAY}))?\b",
    re.IGNORECASE,
)
_PARTS = (("weekday", _DAYS[:5]), ("working day", _DAYS[:5]), ("weekend", _DAYS[5:]))
_OCCASION = prefilter.compile(
    r"\b(?:(?:bank |public |school |half-)?holidays?|seasons?|spring|summer|autumn|winter|fall|christmas|easter|new year|ramadan"
    r"|eve|term|half-term|vacations?|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|high season|low season|match days?|market days?|today|tomorrow|tonight|late|evenings?|mornings?)\b",
    re.IGNORECASE,
)
"""Days and times of the year that have their own hours."""


@functools.lru_cache(maxsize=1 << 14)
def _days(text: str) -> frozenset[str]:
    """The days of the week that a text names."""
    found: set[str] = set()
    lower = text.lower()
    for part, days in _PARTS:
        if part in lower:
            found.update(days)
    for match in _OF_WEEK.finditer(text):
        first = _which(match["first"])
        last = _which(match["last"]) if match["last"] else first
        found.update(_DAYS[(first + step) % 7] for step in range((last - first) % 7 + 1))
    return frozenset(found)


def _which(day: str) -> int:
    return next(at for at, name in enumerate(_DAYS) if name.startswith(day[:3].lower()))


@functools.lru_cache(maxsize=1 << 14)
def _occasions(text: str) -> frozenset[str]:
    return frozenset(match.group().lower().removesuffix("s") for match in _OCCASION.finditer(text))


def _around(reading: Reading) -> str:
    """A claim's text with what its headings and its item or row say."""
    frame = reading.frame
    return " . ".join((frame.text, *frame.label, *frame.header, *frame.headings))


def _when(a: Reading, b: Reading, one: Clock, other: Clock) -> Explanation | None:
    """They speak of other days or occasions, only one of them says of which, or they count by other clocks."""
    if one.zone.lower() != other.zone.lower():
        return Explanation.DIFFERENT_MEASURE
    mine, yours = _around(a), _around(b)
    days, days_ = _days(mine), _days(yours)
    if days != days_ and not (days and days_ and (days <= days_ or days_ <= days)):
        return Explanation.DIFFERENT_PERIOD
    return Explanation.DIFFERENT_PERIOD if _occasions(mine) != _occasions(yours) else None


def _explain(a: Reading, b: Reading, one: Clock, other: Clock) -> Explanation | None:
    return (
        _when(a, b, one, other)
        or explanations.explain(a, b)
        or explanations.measure(a, b)
        or explanations.modifiers(a, b)
        or explanations.scope(a, b)
        or explanations.narrower(a, b)
        or explanations.subjects(a, b)
        or explanations.label(a, b)
        or explanations.names(a, b)
        or explanations.headings(a, b)  # hours are those of what the page is about
    )


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    """The first moment for which each claim tells one time, if these differ: opening is compared with opening alone."""
    for moment in Moment:
        mine, yours = (
            {clock.minute: clock for clock in reading.frame.clocks if clock.moment is moment}
            for reading in (a, b)
        )
        if len(mine) != 1 or len(yours) != 1 or mine.keys() == yours.keys():
            continue
        one, other = *mine.values(), *yours.values()
        return Disagreement(
            ConflictKind.NUMBER,
            (one.text, other.text),
            1.0,
            _explain(a, b, one, other),
            overlap_.shared[:4],
            SLOT,
        )
    return None
