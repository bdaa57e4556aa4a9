"""Fractions: `½ cup`, `half an hour`, `a third of adults`."""

from __future__ import annotations

import re

from factcheck import numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import Blocked, article_before, last_word
from factcheck.quantities.finishing import build, finish
from factcheck.quantities.quantity import Quantity


def from_vulgar(text: str, start: int, floor: int, blocked: Blocked) -> list[Quantity] | int:
    """The quantity that begins with a fraction in one character (`½`), or where to go on."""
    return share_or_part(text, start, numerals.VULGAR[text[start]], start + 1, floor, blocked)


def share_or_part(
    text: str, start: int, value: float, end: int, floor: int, blocked: Blocked
) -> list[Quantity] | int:
    """A fraction: of a unit (`½ cup`, `half an hour`), else of the whole, in percent."""
    gap = re.compile(rf"[{SPACE}\n]?(?:an?[{SPACE}]|of[{SPACE}]an?[{SPACE}])?[-‐‑]?").match(text, end)
    unit = units.read_unit(text, gap.end() if gap else end)
    if unit is not None and unit[0] not in ("fold", "second") and (unit[0] != "%" or gap is not None):
        return finish(text, start, 1.0, Numeral(value, gap.end() if gap else end, 1), floor, blocked)
    return [build(text, start, end, value * 100, None, "%", floor, 1, share=True)]


def fraction_word(
    text: str, start: int, end: int, word: str, floor: int, blocked: Blocked
) -> list[Quantity] | int:
    """`half`, `a third`, `a quarter`: shares, unless an ordinal or a compound is meant."""
    bottom = numerals.words()["fractions"][word]
    follow = text[end : end + 1]
    if follow in "-‐‑" and follow:
        unit = units.read_unit(text, end + 1)
        if word == "half" and unit and unit[0] in units.TIMES:
            return finish(text, start, 1.0, Numeral(0.5, end + 1, 1, words=True), floor, blocked)
        return end
    article = article_before(text, start, floor)
    before = last_word(text, start if article is None else article)
    if word == "half":
        scale = re.compile(
            rf"[{SPACE}\n]an?[{SPACE}\n](hundred|thousand|million|billion|trillion|dozen)\b"
        ).match(text, end)
        if scale:
            factor = numerals.words()["scales"][scale.group(1)]
            return finish(
                text, start, 1.0, Numeral(factor / 2, scale.end(), 1, words=True, scaled=True), floor, blocked
            )
        if before in (
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
            "other",
        ):
            return end
        if (
            re.compile(
                r"[\s\u00a0](?:past|way|hour|life|lives|brother|sister|moon|marathon|board|time"
                r"|century|note)\b"
            ).match(text, end)
            and article is None
        ):
            return end
        return share_or_part(text, start if article is None else article, 0.5, end, floor, blocked)
    if article is None:
        return end
    if not re.compile(
        r"[\s\u00a0](?:of|higher|lower|more|less|fewer|larger|smaller|greater|as|to|in|have|had|were"
        r"|are|was|is|a|between|from|on)\b|[.,;:)!?]|$"
    ).match(text, end):
        return end
    return share_or_part(text, article, 1 / bottom, end, floor, blocked)
