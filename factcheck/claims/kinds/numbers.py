"""The numbers of a statement: which of them state an amount, and which are years, ages, labels or names."""

from __future__ import annotations

import re

from factcheck import prefilter
from factcheck.quantities import Quantity

_YEAR = prefilter.compile(r"\b(?:1[0-9]\d\d|20[0-2]\d)s?\b(?! ?(?:mg|kg|g|m|km|people|kcal|IU|Hz|W|kW)\b)")
_CENTURY = prefilter.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)[ -]centur(?:y|ies)\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w+teenth|\w+tieth|twenty-first)[ -]centur(?:y|ies)\b",
    re.IGNORECASE,
)
_AGE_BARE = prefilter.compile(
    r"\b(?:(?:he|she|who) (?:was|is|turned)|aged?|at the age of|at age) $", re.IGNORECASE
)
_AGE_BEFORE = prefilter.compile(r"\b(?:aged?|ages|age of|at|was|turned|were) $", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:the|in|since|by|from|until|to|during|early|late|mid)|['’]s|s['’]) $", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\b(?:level|grade|type|class|category|phase|stage|version|tier|route|number|no\.|sheet|room|item|step|part|series|episode|chapter|section|article|lodge|figure|table|page|channel|gate|platform|highway|line|area|zone|unit|apartment|suite|formula|world war) ?$",
    re.IGNORECASE,
)
"""Nouns whose number tells one from the others: "a level 8 league"."""
_TIMES_AND_LENGTHS = frozenset(
    {"hour", "minute", "second", "day", "week", "month", "year", "km", "m", "kg", "tonne", "mile"}
)
_VERSION = re.compile(r"\d{1,2}\.\d{1,2}")
_RELEASED = re.compile(
    r"(?:(?<!\S)(?P<before>[^\s,]+,?) |^)(?:[A-Z][\w+#-]*[a-z+#]|(?!IQ |[A-Z]{3} )[A-Z]{2,5}|licen[cs]e,?) $"
)
"""A name, and the word before it."""
_BEFORE_PLACES = frozenset("in at from for among across of than and or the".split())
_COUNTED = re.compile(r" (?P<word>[a-z][\w'’-]*)")
_NOT_COUNTED = frozenset(
    "is was are were has had have can will and or but for of on in to from with without by at under as that which needs supports".split()
)
RATIOS = frozenset({"%", "fold", "percentage point", "ratio"})
"""Units of shares and multiples."""


def significant(found: tuple[Quantity, ...], text: str) -> tuple[Quantity, ...]:
    """Quantities that make a statement a statistic: no ages, no years, no small counts of running prose ("two reasons")."""
    return tuple(
        quantity
        for quantity in found
        if not _is_age_or_year(quantity, text)
        and not _is_section_number(quantity, text)
        and not _LABELLED.search(text[max(0, quantity.start - 16) : quantity.start])
        and not _is_named(quantity, text)
        and (
            quantity.unit in RATIOS
            or quantity.unit in _TIMES_AND_LENGTHS
            or quantity.high is not None
            or quantity.value >= 13
            or 0 < quantity.value < 1
            or any(character.isdigit() for character in text[quantity.start : quantity.end])
        )
    )


def _is_section_number(quantity: Quantity, text: str) -> bool:
    """Whether it numbers the section that begins with it: "4.3 Documentation: …"."""
    return bool(re.fullmatch(r"\W*", text[: quantity.start])) and bool(
        re.match(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.? [A-Z]", text[quantity.start :])
    )


def _is_version(quantity: Quantity, text: str) -> bool:
    """Whether it tells the version of what is named before it: "Python 3.12 is out", "under the Apache licence 2.0".

    Names of places have figures behind them, too: "Norway 4.2", "the median in Norway 4.2", "in Norway 4.2 boats".
    """
    if not _VERSION.fullmatch(text[quantity.start : quantity.end]):
        return False
    name = _RELEASED.search(text[max(0, quantity.start - 60) : quantity.start])
    if name is None or name["before"] in _BEFORE_PLACES:
        return False
    counted = _COUNTED.match(text, quantity.end)
    if counted is None:
        return bool(name["before"])
    return counted["word"] in _NOT_COUNTED


def _is_named(quantity: Quantity, text: str) -> bool:
    """Whether it is part of a name: "the Seven Years' War", "the Thirty-Nine Articles"."""
    words = text[quantity.start : quantity.end]
    if _is_version(quantity, text):
        return True
    behind = text[quantity.end : quantity.end + 2]
    number = words.strip(",.")
    year = re.match(r"(?:1[5-9]\d\d|20[0-2]\d)\b", words)
    if year and _BEFORE_YEAR.search(text[max(0, quantity.start - 12) : quantity.start]):
        return True  # "pursuant to the 1970 elections"
    if number.isdigit() and len(number) == 4 and re.match(r" ?[A-Z]", behind or text[quantity.start + 4 :]):
        return True  # "1001 Inventions and the World", "a 1979 Armory"
    return (
        words[:1].isupper()
        and bool(text[: quantity.start].strip(" *_\"'“‘("))
        and text[quantity.end : quantity.end + 2].strip(" ")[:1].isupper()
    ) or bool(re.match(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)? [A-Z]", words) and quantity.start)


def _is_age_or_year(quantity: Quantity, text: str) -> bool:
    if quantity.unit == "year" and _AGE_BEFORE.search(text[max(0, quantity.start - 12) : quantity.start]):
        return True
    if re.search(r"[- ]olds?$", text[quantity.start : quantity.end]):
        return True
    if not quantity.unit and _AGE_BARE.search(text[max(0, quantity.start - 16) : quantity.start]):
        return True
    bare = quantity.unit in ("", "year") and float(quantity.value).is_integer()
    if bare and 1000 <= quantity.value <= 2100 and "," not in text[quantity.start : quantity.end]:
        return True
    return bool(re.match(r"-|[- ]olds?\b", text[quantity.end : quantity.end + 5])) or (
        quantity.start > 0 and text[quantity.start - 1] in ":-"
    )


def is_dated(text: str) -> bool:
    """Whether a year or century stands in it."""
    return bool(_YEAR.search(text) or _CENTURY.search(text))
