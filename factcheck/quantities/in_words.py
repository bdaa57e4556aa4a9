"""Quantities whose first number is a word: `twenty`, `a dozen`, `half`, `twice a day`, `threefold`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from factcheck import numerals, prefilter
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import HYPHENS, WORD, article_before, last_word
from factcheck.quantities.counted import counted_noun, unit_behind
from factcheck.quantities.figure import Context, Figure
from factcheck.quantities.finishing import build, finish
from factcheck.quantities.grammar import figure_grammar
from factcheck.quantities.labels import label_before
from factcheck.quantities.odds import OUT_OF
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.rates import rate_behind
from factcheck.quantities.shares import fraction_word, share_or_part

_JOINS_WORDS = frozenset("-‐‑'’/@#\\")
_OF = prefilter.late(rf"[{SPACE}\n]of[{SPACE}\n]")
_AND_A_HALF = prefilter.late(rf"[{SPACE}\n]and[{SPACE}\n]a[{SPACE}\n](half|quarter)\b")
_PART = prefilter.late(r"[\s\u00a0]?[-‐‑]?([a-z]+)\b")
_HYPHENED = prefilter.late(r"[-‐‑]([a-z]+)\b")
_PLURAL_PART = prefilter.late(r"halves|thirds|quarters|[a-z]*ths")
_OFTEN = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_MULTIPLES = ("double", "triple", "treble")
_OF_WHAT = prefilter.late(rf"[{SPACE}\n](?:the|that|those|its|their|as|what|his|her|our|normal)\b")
"""Behind `double` that is no adjective."""
_AS_MUCH_AS = prefilter.late(rf"[{SPACE}\n](?:as|the|that|those|its|their|what|his|her|our|normal|more)\b")
_BEFORE_PRONOUN = frozenset(
    ("no", "this", "that", "which", "each", "every", "any", "another", "the", "only", "some")
)
_SOME_DAY = prefilter.late(r"\s(?:day|night|second)\b", re.IGNORECASE)
_OR_TWO = prefilter.late(r"\s(?:to|or)\s(?:two|three)\b")


def from_word(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """The quantities that begin with this word, or where to go on where it is none."""
    text, start = context.text, match.start()
    if start > 1 and text[start - 1] in _JOINS_WORDS and text[start - 2].isalnum():
        return match.end()
    word = match.group().lower()
    if read := _READERS.get(word):
        return read(context, match)
    factor = _factor(word)
    return _number(context, match) if factor is None else _multiplied(context, match, factor)


def _factor(word: str) -> float | None:
    """`threefold`, `doubled`, `halved`; None for other words, and for `halves`, which are parts."""
    table = numerals.words()
    if word.endswith("fold"):
        stem = word.removesuffix("fold")
        value = table["cardinals"].get(stem) or table["scales"].get(stem)
    else:
        value = table["factors"].get(word) if word != "halves" else None
    return None if value is None else float(value)


def _multiplied(context: Context, match: re.Match[str], factor: float) -> list[Quantity]:
    return [build(context, Figure(match.start(), match.end(), factor, "fold"))]


def _often(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """`twice a day`, `once weekly`, `twice as likely`, `twice the risk`."""
    times = _OFTEN[match.group().lower()]
    if per := rate_behind(context.text, match.end()):
        rate, end = per
        return [build(context, Figure(match.start(), end, times, f"time{rate}"))]
    if times > 1 and _AS_MUCH_AS.match(context.text, match.end()):
        return _multiplied(context, match, times)
    return match.end()


def _multiple(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """`double the risk`; a `double bed` and a bell's treble are none."""
    if not _OF_WHAT.match(context.text, match.end()):
        return match.end()
    return _multiplied(context, match, float(numerals.words()["factors"][match.group().lower()]))


def _couple(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """`a couple of days`."""
    article = article_before(context.text, match.start(), context.floor)
    of = _OF.match(context.text, match.end())
    if article is None or of is None:
        return match.end()
    two = Numeral(2.0, of.end() - 1, 1, words=True)
    return finish(context, article, two, comparator=Comparator.ABOUT)


_READERS: Mapping[str, Callable[[Context, re.Match[str]], list[Quantity] | int]] = {
    **dict.fromkeys(_OFTEN, _often),
    **dict.fromkeys(_MULTIPLES, _multiple),
    **dict.fromkeys(("half", "third", "quarter", "fifth", "tenth"), fraction_word),
    "couple": _couple,
}
"""What reads the words that are more than a number."""


def _number(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """`twenty trees`, `a dozen`, `two and a half hours`, `two thirds`."""
    text, start = context.text, match.start()
    numeral = numerals.read_words(text, start)
    if numeral is None:
        return match.end()
    if match.group().lower() in numerals.words()["scales"]:
        article = article_before(text, start, context.floor)
        return match.end() if article is None else finish(context, article, numeral)
    if not numeral.scaled and label_before(text, start):
        return numeral.end
    if more := _AND_A_HALF.match(text, numeral.end):
        extra = 0.5 if more.group(1) == "half" else 0.25
        half = Numeral(numeral.value + extra, more.end(), 2, words=True)
        return finish(context, start, numerals.with_scale(text, half))
    if ordinal := _ordinal_end(text, numeral):
        return ordinal
    if part := _part(text, numeral):
        value, end = part
        return share_or_part(context, start, end, value)
    if numeral.value == 1 and not numeral.scaled and not _one_counts(text, start, numeral):
        return numeral.end
    return finish(context, start, numeral)


def _ordinal_end(text: str, numeral: Numeral) -> int | None:
    """Where `thirty-seventh` ends; None where the number is no part of an ordinal. `Thirty-second` may be a duration."""
    behind = _HYPHENED.match(text, numeral.end) if numeral.value >= 20 else None
    ordinals = numerals.words()["ordinals"]
    return behind.end() if behind and behind[1] in ordinals and behind[1] != "second" else None


def _part(text: str, numeral: Numeral) -> tuple[float, int] | None:
    """`two thirds`, `one fifth`: the fraction, and where it ends."""
    part = _PART.match(text, numeral.end) if numeral.value < 20 else None
    bottom = numerals.words()["fractions"].get(part.group(1)) if part else None
    if part is None or bottom is None:
        return None
    if numeral.value != 1 and not _PLURAL_PART.fullmatch(part.group(1)):
        return None
    return numeral.value / bottom, part.end()


def _one_counts(text: str, start: int, numeral: Numeral) -> bool:
    """Whether `one` is a number, not a pronoun."""
    end, before = numeral.end, last_word(text, start)
    if before in _BEFORE_PRONOUN:
        return text[end : end + 1] in HYPHENS
    if unit_behind(text, end, money=False) is not None:
        return before not in ("", "on") or not _SOME_DAY.match(text, end)
    if OUT_OF.match(text, end) or _OR_TWO.match(text, end):
        return True
    noun = counted_noun(text, end, numeral)
    return (
        noun is not None and noun.name in figure_grammar().singular and WORD.match(text, end + 1) is not None
    )
