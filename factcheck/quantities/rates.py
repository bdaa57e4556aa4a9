"""What an amount is per: `a day`, `/100 g`, `per 100,000 people`, `weekly`."""

from __future__ import annotations

import functools
import re

from factcheck import dates, numerals, units
from factcheck.numerals import SPACE
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
    word = (joint.group("word") or "").lower()
    if unit is not None and units.known(unit[0]) and unit[0] not in ("fold", "SD", "%", "°"):
        if (
            word in ("a", "an", "each", "every")
            and unit[0] not in units.TIMES
            and unit[0] not in ("kg", "L", "km", "mi", "lb", "m²", "mL", "g", "barrel", "MWh", "kWh")
        ):
            return None
        return f"/{unit[0]}", unit[1]
    if (
        word == "per"
        and (noun := WORD.match(text, joint.end()))
        and noun.group().lower() not in figure_grammar().not_plural
    ):
        return f"/{units.singular(noun.group())}", noun.end()
    if (
        joint.group("slash")
        and (noun := WORD.match(text, joint.end()))
        and len(noun.group()) > 4
        and noun.group().islower()
    ):
        return f"/{units.singular(noun.group())}", noun.end()
    return None


def _per_amount(text: str, end: int, blocked: Blocked) -> tuple[str, int] | None:
    """`per 100,000 people`, `/100 g`, `per day` behind a bare number."""
    joint = _PER.match(text, end)
    if joint is None or (joint.group("word") or "").lower() in ("a", "an", "each"):
        return rate_behind(text, end)
    if (
        joint.group("slash")
        and text[joint.end() : joint.end() + 1].isdigit()
        and not re.compile(r"1?0{2,}|1,0").match(text, joint.end() + 1)
    ):
        return None
    amount = numerals.read_digits(text, joint.end()) or (
        numerals.read_words(text, joint.end()) if WORD.match(text, joint.end()) else None
    )
    if amount is None:
        return rate_behind(text, end)
    if dates.inside(joint.end(), blocked) is not None:
        return None
    size = "" if amount.value == 1 else f"{amount.value:g}" if amount.value < 1e5 else f"{amount.value:.0f}"
    unit = unit_behind(text, amount.end, money=False)
    if unit is not None:
        return f"/{size}{' ' if size else ''}{unit[0]}", unit[1]
    noun, noun_end, _ = counted_noun(text, amount.end, amount, figure_grammar())
    if noun:
        return f"/{size} {noun}".replace("/ ", "/"), noun_end
    return f"/{size}", amount.end
