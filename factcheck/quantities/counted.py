"""What a figure counts: the unit of measure or the noun behind it."""

from __future__ import annotations

import functools
import re

from factcheck import numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import WORD
from factcheck.quantities.grammar import Grammar, figure_grammar

_UNIT_GAP = re.compile(rf"[{SPACE}]?\n?[-‐‑]?(?=\S)")
_NOUN_GAP = re.compile(rf"[{SPACE}]?\n?")
_OF_THE = re.compile(rf"[{SPACE}\n]of[{SPACE}\n](?:the|its|their|these|those|our|all)[{SPACE}\n]")
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
    if end >= len(text):
        return None
    if money and (word := WORD.match(text, end)):
        factor = numerals.words()["money_scale_symbols"].get(word.group())
        return None if factor is None else ("", word.end(), float(factor))
    if money:
        return None
    gap = _UNIT_GAP.match(text, end)
    if gap is None:
        return None
    at = gap.end()
    unit = units.read_unit(text, at)
    if unit is None:
        if (
            text[at : at + 1] in ("m", "M")
            and at == end
            and (rest := re.compile(r"[mM][ \u00a0](?:[a-z]+)").match(text, at))
        ):
            noun = rest.group().split()[-1]
            if noun in figure_grammar().irregular:
                return "", at + 1, 1e6
        return None
    name, stop = unit
    written = text[at:stop]
    spaced = at > end
    if written == "s" and not spaced:
        # `over-65s`, `in their 60s`
        return None
    if written in ("x", "×") and (spaced or re.compile(r"[ ]?[0-9]").match(text, stop)):
        return None
    if (
        name == "m"
        and not spaced
        and (counted := re.compile(r"[ \u00a0]([a-z]+)").match(text, stop))
        and counted.group(1) in figure_grammar().irregular
    ):
        return "", stop, 1e6
    if (
        written in ("A", "K", "N", "V", "W", "J", "s", "d", "y", "t", "MP", "AU", "au", "gr", "mo", "Cal")
        and spaced
        and (text[at - 1] in "-‐‑" or text[at - 1] == "\n")
    ):
        return None
    if written == "A" and spaced and re.compile(r"[ ][a-z]").match(text, stop):
        return None
    if (
        written.lower() in ("second", "seconds")
        and written.lower() == "second"
        and spaced
        and text[at - 1] not in "-‐‑"
    ):
        # `the two second thoughts` is rare; `one second` is a time.
        pass
    if (
        written.lower() in ("won", "bar", "pc", "stone", "stones", "mark", "marks", "foot")
        and written.lower() == "won"
    ):
        return None
    return name, stop, 1.0


def counted_noun(text: str, end: int, numeral: Numeral, grammar: Grammar) -> tuple[str, int, str]:
    """The noun that is counted (`350,000 premature deaths` -> death), where it ends, and `day` for `two daily
    doses`.
    """
    at, adverb = end, ""
    if _OF_THE.match(text, at):
        return "", end, ""
    for index in range(4):
        if at < len(text) and text[at] in "-‐‑" and index == 0:
            gap_end = at + 1
            hyphen = True
        else:
            gap = _NOUN_GAP.match(text, at)
            gap_end, hyphen = (gap.end() if gap else at), False
            if gap_end == at:
                return "", end, ""
        word = WORD.match(text, gap_end)
        if word is None or len(word.group()) > 30:
            return "", end, ""
        name = word.group()
        lower = name.lower()
        if lower in grammar.irregular and not hyphen:
            return grammar.irregular[lower], word.end(), adverb
        if lower in grammar.not_plural or lower in numerals.words()["cardinals"]:
            return "", end, ""
        if hyphen:
            return (
                (units.singular(lower), word.end(), "") if name.islower() and len(name) > 2 else ("", end, "")
            )
        if lower in ADVERBS:
            adverb = ADVERBS[lower]
        elif numeral.value == 1 and lower in grammar.singular:
            return lower, word.end(), adverb
        elif (
            len(lower) > 3
            and lower.endswith("s")
            and not lower.endswith(("ss", "us", "is", "'s", "’s"))
            and (name.islower() or index == 0)
        ):
            return units.singular(lower), word.end(), adverb
        elif not name[0].islower() and index == 0 and not name.isupper():
            pass
        elif (
            lower.endswith(("ed", "ing"))
            and index == 0
            and not re.compile(rf"[{SPACE}\n][a-z-]+s\b").match(text, word.end())
        ):
            return "", end, ""
        at = word.end()
    return "", end, ""
