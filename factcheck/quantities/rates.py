"""What an amount is per: `a day`, `/100 g`, `per 100,000 people`, `weekly`."""

from __future__ import annotations

import functools
import re

from factcheck import dates, numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import WORD, Blocked
from factcheck.quantities.counted import ADVERBS, counted_noun, unit_behind
from factcheck.quantities.grammar import figure_grammar

_PER = re.compile(
    rf"(?P<slash>[{SPACE}]?/[{SPACE}]?)|[{SPACE}\n]+(?P<word>per|an?|each|every|for every|in every"
    rf"|in each)[{SPACE}\n]+",
    re.IGNORECASE,
)
_RECIPROCAL = re.compile(rf"[{SPACE}·⋅.]([A-Za-zµμ]+)(?:\^?[-−–]1|⁻¹)(?![0-9])")
_ADVERB = re.compile(
    rf"[{SPACE}\n]+(daily|weekly|monthly|yearly|annually|hourly|nightly|per annum|a head|per capita"
    rf"|per head)\b",
    re.IGNORECASE,
)
_IN_A_DAY = re.compile(
    rf"[{SPACE}\n]+(?:in|within|over|every)[{SPACE}](?:any[{SPACE}]|a[{SPACE}]|one[{SPACE}]"
    rf"|each[{SPACE}]|any[{SPACE}]one[{SPACE}])?(?:24[- ]hours?(?:[{SPACE}]period)?|24[{SPACE}]?h"
    rf"|day)\b"
)

_ROUND_REST = re.compile(r"1?0{2,}|1,0")
"""Behind the first digit of an amount that a slash is per: `/100 g`; other numbers make a fraction or a date."""
_NEVER_PER = ("fold", "SD", "%", "°")
_ARTICLES = ("a", "an", "each", "every")
_SOLD_BY = frozenset(("kg", "L", "km", "mi", "lb", "m²", "mL", "g", "barrel", "MWh", "kWh"))


def rates_behind(text: str, end: int, blocked: Blocked, *, has_unit: bool) -> tuple[str, int]:
    """All that an amount is per, one after the other (`/kg/day`), and where it ends."""
    result = ""
    for _ in range(3):
        per = rate_behind(text, end) if has_unit or result else _per_amount(text, end, blocked)
        if per is None and has_unit:
            per = _per_amount(text, end, blocked)
        if per is None:
            break
        result += per[0]
        end = per[1]
    return result, end


@functools.lru_cache(maxsize=64)  # asked again at each step of reading one figure
def rate_behind(text: str, end: int) -> tuple[str, int] | None:
    """The next thing that an amount is per, and where it ends."""
    if adverb := _ADVERB.match(text, end):
        return f"/{ADVERBS[adverb.group(1).lower()]}", adverb.end()
    if day := _IN_A_DAY.match(text, end):
        return "/day", day.end()
    if reciprocal := _RECIPROCAL.match(text, end):
        unit = units.read_unit(text, reciprocal.start(1))
        if unit is not None and unit[1] == reciprocal.end(1):
            return f"/{unit[0]}", reciprocal.end()
    joint = _PER.match(text, end)
    if joint is None:
        return None
    unit = units.read_unit(text, joint.end())
    if unit is not None and units.known(unit[0]) and unit[0] not in _NEVER_PER:
        return (f"/{unit[0]}", unit[1]) if _goes_with(joint, unit[0]) else None
    return _rate_of_noun(text, joint)


def _goes_with(joint: re.Match[str], unit: str) -> bool:
    """Whether a unit behind an article is what an amount is per: `5 € a litre`, and not `3 % a cm`."""
    word = (joint.group("word") or "").lower()
    return word not in _ARTICLES or unit in units.TIMES or unit in _SOLD_BY


def _rate_of_noun(text: str, joint: re.Match[str]) -> tuple[str, int] | None:
    """`per patient`, `/patient`."""
    noun = WORD.match(text, joint.end())
    if noun is None:
        return None
    if joint.group("slash"):
        is_noun = len(noun.group()) > 4 and noun.group().islower()
    else:
        is_noun = (
            joint.group("word").lower() == "per" and noun.group().lower() not in figure_grammar().not_plural
        )
    return (f"/{units.singular(noun.group())}", noun.end()) if is_noun else None


def _per_amount(text: str, end: int, blocked: Blocked) -> tuple[str, int] | None:
    """`per 100,000 people`, `/100 g`, `per day` behind a bare number."""
    joint = _PER.match(text, end)
    if joint is None or (joint.group("word") or "").lower() in ("a", "an", "each"):
        return rate_behind(text, end)
    at = joint.end()
    if joint.group("slash") and text[at : at + 1].isdigit() and not _ROUND_REST.match(text, at + 1):
        return None
    amount = numerals.read_digits(text, at) or (
        numerals.read_words(text, at) if WORD.match(text, at) else None
    )
    if amount is None:
        return rate_behind(text, end)
    if dates.inside(at, blocked) is not None:
        return None
    return _rate_of_amount(text, amount)


def _rate_of_amount(text: str, amount: Numeral) -> tuple[str, int]:
    size = "" if amount.value == 1 else f"{amount.value:g}" if amount.value < 1e5 else f"{amount.value:.0f}"
    unit = unit_behind(text, amount.end, money=False)
    if unit is not None:
        return f"/{size}{' ' if size else ''}{unit[0]}", unit[1]
    noun = counted_noun(text, amount.end, amount)
    if noun is not None:
        return f"/{size} {noun.name}".replace("/ ", "/"), noun.end
    return f"/{size}", amount.end
