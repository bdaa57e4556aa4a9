"""What a figure counts: the unit of measure or the noun behind it."""

from __future__ import annotations

import functools
import re

from factcheck import numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import HYPHENS, WORD
from factcheck.quantities.grammar import figure_grammar
from factcheck.values import Value

_UNIT_GAP = re.compile(rf"[{SPACE}]?\n?[-‐‑]?(?=\S)")
_NOUN_GAP = re.compile(rf"[{SPACE}]?\n?")
_OF_THE = re.compile(rf"[{SPACE}\n]of[{SPACE}\n](?:the|its|their|these|those|our|all)[{SPACE}\n]")
_NEXT_WORD = re.compile(r"[ \u00a0]([a-z]+)")
_FACTOR = re.compile(r"[ ]?[0-9]")
_SMALL_WORD = re.compile(r"[ ][a-z]")
_PLURAL_NEXT = re.compile(rf"[{SPACE}\n][a-z-]+s\b")
_NO_UNIT_APART = frozenset(
    ("A", "K", "N", "V", "W", "J", "s", "d", "y", "t", "MP", "AU", "au", "gr", "mo", "Cal")
)
"""Behind a hyphen or at the beginning of a line."""
_LONGEST_NOUN = 30
_WORDS_TO_NOUN = 4
ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "hourly": "hour",
    "nightly": "night",
    "per annum": "year",
    "a head": "people",
    "per capita": "people",
    "per head": "people",
}
"""What an adverb says an amount is per."""


@functools.lru_cache(maxsize=64)  # asked again at each step of reading one figure
def unit_behind(text: str, end: int, *, money: bool) -> tuple[str, int, float] | None:
    """The unit of measure behind a figure, where it ends, and what a short scale (`$3m`) multiplies by."""
    if money:
        return _money_scale(text, end)
    gap = _UNIT_GAP.match(text, end)
    if gap is None:
        return None
    at = gap.end()
    unit = units.read_unit(text, at)
    if at == end and (millions := _end_of_millions(text, at, unit)) is not None:
        return "", millions, 1e6
    if unit is None or _is_no_unit(text, end, at, unit[1]):
        return None
    return *unit, 1.0


def _money_scale(text: str, end: int) -> tuple[str, int, float] | None:
    word = WORD.match(text, end)
    factor = numerals.words()["money_scale_symbols"].get(word.group()) if word else None
    return ("", word.end(), float(factor)) if word and factor else None


def _end_of_millions(text: str, at: int, unit: tuple[str, int] | None) -> int | None:
    """`5m people`, `5M people`: where `m` ends that is no metre."""
    name, end = unit or (text[at], at + 1)
    if name != ("M" if unit is None else "m"):
        return None
    counted = _NEXT_WORD.match(text, end)
    return end if counted and counted.group(1) in figure_grammar().irregular else None


def _is_no_unit(text: str, end: int, at: int, stop: int) -> bool:
    """Whether what is spelled like a unit at `at`, behind a figure that ends at `end`, is a word or a letter."""
    written, spaced = text[at:stop], at > end
    if written == "s" and not spaced:
        # `over-65s`, `in their 60s`
        return True
    if written in ("x", "×") and (spaced or _FACTOR.match(text, stop)):
        return True
    if spaced and written in _NO_UNIT_APART and (text[at - 1] in HYPHENS or text[at - 1] == "\n"):
        return True
    if written == "A" and spaced and _SMALL_WORD.match(text, stop):
        return True
    return written.lower() == "won"


class Noun(Value, frozen=True):
    """A noun that is counted."""

    name: str
    """In the singular."""
    end: int
    period: str = ""
    """`day` for `two daily doses`."""


def counted_noun(text: str, end: int, numeral: Numeral) -> Noun | None:
    """The noun that is counted: `350,000 premature deaths` -> death."""
    if _OF_THE.match(text, end):
        return None
    if text[end : end + 1] in HYPHENS:
        return _noun_behind_hyphen(text, end + 1)
    grammar = figure_grammar()
    at, period = end, ""
    for index in range(_WORDS_TO_NOUN):
        gap = _NOUN_GAP.match(text, at)
        if gap is None or gap.end() == at:
            return None
        word = WORD.match(text, gap.end())
        if word is None or len(word.group()) > _LONGEST_NOUN:
            return None
        name, at = word.group(), word.end()
        lower = name.lower()
        if noun := grammar.irregular.get(lower):
            return Noun(noun, at, period)
        if lower in grammar.no_nouns:
            return None
        if lower in ADVERBS:
            period = ADVERBS[lower]
        elif noun := _singular_of(name, lower, numeral, is_first=index == 0):
            return Noun(noun, at, period)
        elif index == 0 and _is_participle(text, at, name, lower):
            return None
    return None


def _noun_behind_hyphen(text: str, at: int) -> Noun | None:
    """`a 900-patient trial`."""
    word = WORD.match(text, at)
    if word is None or not 2 < len(word.group()) <= _LONGEST_NOUN or not word.group().islower():
        return None
    if word.group() in figure_grammar().no_nouns:
        return None
    return Noun(units.singular(word.group()), word.end())


def _singular_of(name: str, lower: str, numeral: Numeral, *, is_first: bool) -> str:
    """A plural, and behind `one` some nouns in the singular, as a unit; empty for other words."""
    if numeral.value == 1 and lower in figure_grammar().singular:
        return lower
    is_plural = len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s"))
    return units.singular(lower) if is_plural and (is_first or name.islower()) else ""


def _is_participle(text: str, end: int, name: str, lower: str) -> bool:
    """`3 reported an illness`, and not `3 reported illnesses`."""
    return (
        lower.endswith(("ed", "ing"))
        and (name[0].islower() or name.isupper())
        and not _PLURAL_NEXT.match(text, end)
    )
