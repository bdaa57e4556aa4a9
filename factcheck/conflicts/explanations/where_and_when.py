"""They speak of different places, times or versions."""

from __future__ import annotations

import re

from factcheck.claims.circumstances import Circumstances
from factcheck.claims.spans_of_time import apart
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations._said import text_of
from factcheck.conflicts.matching import Reading


def place(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different places."""
    mine = set(a.frame.here.places) or set(a.frame.around.places)
    yours = set(b.frame.here.places) or set(b.frame.around.places)
    if mine and yours and not mine & yours:
        # what holds for a country need not hold for one of its towns
        return Explanation.DIFFERENT_PLACE
    return None


_PAST = re.compile(
    r"\b(?:was|were|had|did|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bnot )[a-z]{2,}[a-df-z]ed|went|came|got|paid|held|made|took|stood|ran|began|gave|kept|cost|sold|built|brought)\b"
)


def superseded(a: Reading, b: Reading) -> Explanation | None:
    """One tells what once held, the other what holds."""
    for one, other in ((a, b), (b, a)):
        if one.frame.here.former and not other.frame.here.former:
            if other.frame.here.present or not _PAST.search(other.frame.text):
                return Explanation.SUPERSEDED
    return None


def _years(circumstances: Circumstances) -> set[int]:
    return {year for relation, year in circumstances.years if relation == "in"}


_PART_OF_YEAR = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|final)[\s-](?:half|quarter|semester|trimester)\b(?! of (?:an?|the) (?:hour|match|game))|[QH][1-4]\b)",
    re.IGNORECASE,
)


def _spans(reading: Reading) -> tuple[tuple[float, float], ...]:
    """The stretches of time of which it speaks; what holds today is not of those that are spoken of around it."""
    here = reading.frame.here
    return here.spans if here.spans or here.present else reading.frame.around.spans


_SINCE = re.compile(
    r"\bsince (?:\w+ ){0,2}(?:1[5-9]|20)\d\d\b|\b(?:over|in|during|within) the (?:past|last|previous) (?!year\b|month\b|week\b)(?:decade|century|\w+ (?:years|decades|months))\b",
    re.IGNORECASE,
)


def period(a: Reading, b: Reading, *, dated: bool = True) -> Explanation | None:
    """They speak of different times."""
    if bool(_PART_OF_YEAR.search(text_of(a))) != bool(_PART_OF_YEAR.search(text_of(b))):
        return Explanation.DIFFERENT_PERIOD
    if apart(_spans(a), _spans(b)):
        return Explanation.DIFFERENT_PERIOD
    mine = _years(a.frame.here) or _years(a.frame.around)
    yours = _years(b.frame.here) or _years(b.frame.around)
    one = {year for relation, year in a.frame.here.years if relation != "in"}
    other = {year for relation, year in b.frame.here.years if relation != "in"}
    if (
        a.frame.here.months
        and b.frame.here.months
        and not set(a.frame.here.months) & set(b.frame.here.months)
    ):
        return Explanation.DIFFERENT_PERIOD
    if (
        a.frame.effects
        and b.frame.effects
        and bool(_SINCE.search(text_of(a))) != bool(_SINCE.search(text_of(b)))
    ):
        return Explanation.DIFFERENT_PERIOD  # what changed in one year, and what has changed since another
    for reading, years in ((a, yours | other), (b, mine | one)) if dated else ():
        if not years and _years(reading.frame.here):
            return Explanation.DIFFERENT_PERIOD
    return None


def version(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different versions."""
    one = {number for _, number in a.frame.here.versions} or {number for _, number in a.frame.around.versions}
    other = {number for _, number in b.frame.here.versions} or {
        number for _, number in b.frame.around.versions
    }
    if one and other and not one & other:
        return Explanation.DIFFERENT_VERSION
    return None
