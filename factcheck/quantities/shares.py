"""Fractions: `½ cup`, `half an hour`, `a third of adults`."""

from __future__ import annotations

import re

from factcheck import numerals, prefilter, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import HYPHENS, article_before, last_word
from factcheck.quantities.figure import Context, Figure
from factcheck.quantities.finishing import build, finish
from factcheck.quantities.quantity import Quantity

_UNIT_GAP = prefilter.late(rf"[{SPACE}\n]?(?:an?[{SPACE}]|of[{SPACE}]an?[{SPACE}])?[-‐‑]?")
_A_SCALE = prefilter.late(
    rf"[{SPACE}\n](?:of[{SPACE}\n])?an?[{SPACE}\n](hundred|thousand|million|billion|trillion|dozen)\b"
)
_BEFORE_ONE_HALF = frozenset(
    (
        "first",
        "second",
        "latter",
        "other",
        "one",
        "better",
        "top",
        "bottom",
        "upper",
        "lower",
        "each",
        "either",
        "same",
        "this",
        "that",
    )
)
"""`the first half` is one of two, not a share."""
_HALF_COMPOUND = prefilter.late(
    r"[\s\u00a0](?:past|way|hour|life|lives|brother|sister|moon|marathon|board|time|century|note)\b"
)
_BEHIND_SHARE = prefilter.late(
    r"[\s\u00a0](?:of|higher|lower|more|less|fewer|larger|smaller|greater|as|to|in|have|had|were"
    r"|are|was|is|a|between|from|on)\b|[.,;:)!?]|$"
)
"""Behind `a third` that is a share, not one of a series."""


def from_vulgar(context: Context, start: int) -> list[Quantity] | int:
    """The quantity that begins with a fraction in one character (`½`), or where to go on."""
    return share_or_part(context, start, start + 1, numerals.VULGAR[context.text[start]])


def share_or_part(context: Context, start: int, end: int, value: float) -> list[Quantity] | int:
    """A fraction: of a unit (`½ cup`, `half an hour`) or a scale (`a quarter of a million`), else of the whole, in percent."""
    if scale := _A_SCALE.match(context.text, end):
        whole = value * numerals.words()["scales"][scale.group(1)]
        return finish(context, start, Numeral(whole, scale.end(), 1, words=True, scaled=True))
    gap = _UNIT_GAP.match(context.text, end)
    at = gap.end() if gap else end
    unit = units.read_unit(context.text, at)
    if unit is not None and unit[0] not in ("fold", "second"):
        return finish(context, start, Numeral(value, at, 1))
    return [build(context, Figure(start, end, value * 100, "%", share=True))]


def fraction_word(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """`half`, `a third`, `a quarter`: shares, unless an ordinal or a compound is meant."""
    text, (start, end), word = context.text, match.span(), match.group().lower()
    if text[end : end + 1] in HYPHENS:
        return _half_of_hyphened(context, start, end) if word == "half" else end
    article = article_before(text, start, context.floor)
    if word == "half":
        return _half(context, start, end, article)
    if article is None or not _BEHIND_SHARE.match(text, end):
        return end
    return share_or_part(context, article, end, 1 / numerals.words()["fractions"][word])


def _half_of_hyphened(context: Context, start: int, end: int) -> list[Quantity] | int:
    """`a half-hour walk`; `half-life` is a word."""
    unit = units.read_unit(context.text, end + 1)
    if unit is None or unit[0] not in units.TIMES:
        return end
    return finish(context, start, Numeral(0.5, end + 1, 1, words=True))


def _half(context: Context, start: int, end: int, article: int | None) -> list[Quantity] | int:
    text = context.text
    if _A_SCALE.match(text, end):
        return share_or_part(context, start, end, 0.5)
    begin = start if article is None else article
    if last_word(text, begin) in _BEFORE_ONE_HALF or (article is None and _HALF_COMPOUND.match(text, end)):
        return end
    return share_or_part(context, begin, end, 0.5)
