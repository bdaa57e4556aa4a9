"""The ages of those of whom a text speaks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from factcheck import lexicon, numerals, prefilter, units

_NO_AGE = (
    r"(?!\s*(?:%|per|mg|g\b|µ|mcg|IU|km|m\b|cm|mm|€|\$|days?\b|weeks?\b|months?\b|hours?\b|minutes?\b|staff"
    r"|employees|people|MB|GB|°|kg|ml|l\b|°C|tonnes?\b|tons?\b|euros?\b|pounds?\b|dollars?\b|metres?\b|litres?\b))"
)
_AGE = prefilter.compile(
    r"\b(?:(?P<over>over|past|above|older than|aged over|from the age of|from age|at least)|(?P<under>under"
    r"|below|younger than|up to the age of|until the age of|not yet))[\s-]"
    r"(?P<said>the age of\s)?(?P<age>\d{1,2})(?P<olds>s\b|[\s-]years?[\s-](?:old|of age)\b"
    r"|\s(?:and|or)\s(?:over|older)\b)?(?![\d.,:]*\d)" + _NO_AGE,
    re.IGNORECASE,
)
_AGE_BAND = prefilter.compile(
    r"\b(?P<aged>between the ages of|from the ages? of|aged (?:between |from )?|ages? (?:between |from )?|between|from)\s?"
    r"(?P<low>\d{1,2})\s?(?:and|to|–|-)\s?(?P<high>\d{1,2})\b(?![\d.,:]*\d)" + _NO_AGE,
    re.IGNORECASE,
)
_BAND_OF_AGE = prefilter.compile(
    r"(?<![\d.,])(?P<low>\d{1,2})(?:-|\s?years?)?\s?(?:to|–|-|and)\s?(?P<high>\d{1,2})[\s-]years?[\s-](?:olds?|of age)\b",
    re.IGNORECASE,
)
_AGE_MORE = prefilter.compile(
    r"(?<![\d.,-])\b(?<!to\s)(?P<age>\d{1,2})(?:(?P<year>[-\s]year[-\s]olds?)|(?P<older>\s(?:and|or) older)|\s(?:and|or) (?:over|above))\b",
    re.IGNORECASE,
)
_AGED = prefilter.compile(
    r"\baged? (?P<age>\d{1,2}) (?:and|or) (?P<side>over|older|above|under|younger)\b", re.IGNORECASE
)
_IN_THEIR = prefilter.compile(
    r"\bin (?:their|his|her|your|one's) (?:early |mid[- ]|late )?(?P<decade>[2-9]0)s\b", re.IGNORECASE
)
_ENDED = re.compile(r"\s?(?:$|[.,;:)|])")
"""What may follow a band of ages of which only the figures are given: every two years from 50 to 74."""
_LABELLING = re.compile(r"\s?(?:$|[|:)])")
"""What follows an age that stands for those who are of it: "Under 18: free"."""
_LATEST_HOUR = 24.0


@functools.cache
def _whose() -> re.Pattern[str]:
    """Those whose age is told, right before it is."""
    nouns = "|".join(re.escape(str(noun)) for noun in lexicon.data("circumstances")["persons"])
    return re.compile(
        rf"(?:\b(?:(?:{nouns})s?|child|children|kids?|boys?|girls?|m[ae]n|wom[ae]n|adults?|pupils|people|persons?"
        r"|those|any(?:one|body)|every(?:one|body)|nobody|no one|some(?:one|body)|who|if|you|they|he|she)"
        r"(?:'re|\s(?:who\s)?(?:is|are|were|was|(?:must|should|has to|have to|needs? to)\sbe))?\s|(?:^|[|(]|\s\.)\s?)$",
        re.IGNORECASE,
    )


_OLDEST = 150.0
Band = tuple[float, float]
"""From and to an age in years."""


def ages(text: str) -> tuple[Band, ...]:
    """The bands of ages that a text names: those between two ages first."""
    return tuple(dict.fromkeys((*_between(text), *_above_or_below(text), *_of_age(text), *_in_decades(text))))


def _is_of_somebody(match: re.Match[str], text: str) -> bool:
    return _whose().search(text, max(0, match.start() - 40), match.start()) is not None


def _between(text: str) -> Iterator[Band]:
    for match in (*_AGE_BAND.finditer(text), *_BAND_OF_AGE.finditer(text)):
        low, high = float(match["low"]), float(match["high"])
        aged = "age" in match.group().lower() or "year" in match.group().lower()
        alone = match.start() > 0 and high > _LATEST_HOUR and _ENDED.match(text, match.end()) is not None
        if low < high and (aged or alone or (match.start() > 0 and _is_of_somebody(match, text))):
            yield low, high


def _above_or_below(text: str) -> Iterator[Band]:
    for match in _AGE.finditer(text):
        age, side = float(match["age"]), match["over"] or match["under"]
        said = match["said"] or match["olds"] or side.endswith(("than", "age", "of"))
        opens = match.start() == 0 and _LABELLING.match(text, match.end()) is None
        if said or (_is_of_somebody(match, text) and not opens):
            yield (age, _OLDEST) if match["over"] else (0.0, age)
    for match in _AGED.finditer(text):
        age = float(match["age"])
        yield (0.0, age) if match["side"].lower() in ("under", "younger") else (age, _OLDEST)


def _of_age(text: str) -> Iterator[Band]:
    for match in _AGE_MORE.finditer(text):
        age = float(match["age"])
        if match["year"]:
            yield age, age + 1
        elif match["older"] or _is_of_somebody(match, text):
            yield age, _OLDEST


def _in_decades(text: str) -> Iterator[Band]:
    for match in _IN_THEIR.finditer(text):
        yield float(match["decade"]), float(match["decade"]) + 10


_CHILDHOOD, _OLD_AGE = 18.0, 60.0


def stages(bands: Sequence[Band]) -> Iterator[str]:
    """The groups that bands of ages fall into as a whole."""
    for low, high in bands:
        if high <= _CHILDHOOD:
            yield "life_stage:child"
        elif low >= _OLD_AGE:
            yield "life_stage:older"


_FROM_AGE = prefilter.compile(
    r"\b(?:from|after|at)\s(?:about\s|around\s|the age of\s|age\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week"
    r"|month|year)s?\b",
    re.IGNORECASE,
)
_BEFORE_AGE = prefilter.compile(
    r"\b(?:before|under|until|younger than|below|till)\s(?:about\s|around\s|the age of\s|age\s|they are\s"
    r"|it is\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week|month|year)s?\b"
    r"|\b(?:before|until)\s(?:\S+\s){0,3}?(?P<birthday>first|second|third|fourth|fifth)\sbirthday\b",
    re.IGNORECASE,
)
_BIRTHDAYS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def days_from(text: str) -> float | None:
    """The age in days from which something is said to be done: from six months."""
    return _days(_FROM_AGE.search(text))


def days_before(text: str) -> float | None:
    """The age in days before which something is said to be done or left: under one year."""
    return _days(_BEFORE_AGE.search(text))


def _days(match: re.Match[str] | None) -> float | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("birthday"):
        return _in_days(_BIRTHDAYS[groups["birthday"].lower()], "year")
    count = _count(groups["n"].lower())
    return None if count is None else _in_days(count, groups["unit"].lower())


def _count(word: str) -> float | None:
    if word.isdigit():
        return int(word)
    return 1 if word in ("a", "an") else numerals.words()["cardinals"].get(word)


def _in_days(count: float, unit: str) -> float | None:
    of_these, of_a_day = units.to_base(count, unit), units.to_base(1, "day")
    return None if of_these is None or of_a_day is None else of_these[0] / of_a_day[0]
