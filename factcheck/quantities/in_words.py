"""Quantities whose first number is a word: `twenty`, `a dozen`, `half`, `twice a day`, `threefold`."""

from __future__ import annotations

import re

from factcheck import numerals
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import WORD, Blocked, article_before, last_word
from factcheck.quantities.counted import counted_noun, unit_behind
from factcheck.quantities.finishing import OUT_OF, build, finish
from factcheck.quantities.grammar import figure_grammar
from factcheck.quantities.labels import label_before
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.rates import rate_behind
from factcheck.quantities.shares import fraction_word, share_or_part

_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_AND_A_HALF = re.compile(rf"[{SPACE}\n]and[{SPACE}\n]a[{SPACE}\n](half|quarter)\b")
_PART = re.compile(r"[\s\u00a0]?[-‐‑]?([a-z]+)\b")


def from_word(text: str, match: re.Match[str], floor: int, blocked: Blocked) -> list[Quantity] | int:
    """The quantities that begin with this word, or where to go on where it is none."""
    start, end = match.span()
    word = match.group().lower()
    table = numerals.words()
    before = text[start - 1] if start else " "
    if before in "-‐‑'’/@#\\" and start > 1 and text[start - 2].isalnum():
        return end
    if word.endswith("fold"):
        stem = word.removesuffix("fold")
        if stem in table["cardinals"] or stem in table["scales"]:
            value = float(table["cardinals"].get(stem) or table["scales"][stem])
            return [build(text, start, end, value, None, "fold", floor, 1)]
        return end
    if word in table["factors"] and word not in ("halves", "triple", "treble", "double", "twice", "thrice"):
        return [build(text, start, end, float(table["factors"][word]), None, "fold", floor, 1)]
    if word in ("once", "twice", "thrice"):
        return _times(text, start, end, {"once": 1.0, "twice": 2.0, "thrice": 3.0}[word], floor)
    if word in ("double", "triple", "treble", "quadruple"):
        if re.compile(rf"[{SPACE}\n](?:the|that|those|its|their|as|what|his|her|our|normal)\b").match(
            text, end
        ):
            return [build(text, start, end, float(table["factors"][word]), None, "fold", floor, 1)]
        return end
    if word in ("half", "third", "quarter", "fifth", "tenth"):
        return fraction_word(text, start, end, word, floor, blocked)
    if word == "couple":
        article = article_before(text, start, floor)
        of = _OF.match(text, end)
        if article is None or of is None:
            return end
        return finish(
            text,
            article,
            1.0,
            Numeral(2.0, of.end() - 1, 1, words=True),
            floor,
            blocked,
            comparator=Comparator.ABOUT,
        )
    if word in table["scales"]:
        article = article_before(text, start, floor)
        if article is None:
            return end
        numeral = numerals.read_words(text, start)
        return end if numeral is None else finish(text, article, 1.0, numeral, floor, blocked)
    if word not in table["cardinals"]:
        return end
    numeral = numerals.read_words(text, start)
    if numeral is None:
        return end
    if label_before(text, start) and not numeral.scaled:
        return numeral.end
    half = _AND_A_HALF.match(text, numeral.end)
    if half:
        extra = 0.5 if half.group(1) == "half" else 0.25
        return finish(
            text, start, 1.0, Numeral(numeral.value + extra, half.end(), 2, words=True), floor, blocked
        )
    part = _PART.match(text, numeral.end)
    if part and numeral.value < 20 and (bottom := table["fractions"].get(part.group(1))) is not None:
        plural = part.group(1) in ("halves", "thirds", "quarters") or part.group(1).endswith("ths")
        if plural or numeral.value == 1:
            return share_or_part(text, start, numeral.value / bottom, part.end(), floor, blocked)
    if numeral.value == 1 and not numeral.scaled and not _one_counts(text, start, numeral):
        return numeral.end
    return finish(text, start, 1.0, numeral, floor, blocked)


def _times(text: str, start: int, end: int, value: float, floor: int) -> list[Quantity] | int:
    """`twice a day`, `once weekly`, `twice as likely`, `twice the risk`."""
    if per := rate_behind(text, end):
        return [build(text, start, per[1], value, None, f"time{per[0]}", floor, 1)]
    if value > 1 and re.compile(
        rf"[{SPACE}\n](?:as|the|that|those|its|their|what|his|her|our|normal|more)\b"
    ).match(text, end):
        return [build(text, start, end, value, None, "fold", floor, 1)]
    return end


def _one_counts(text: str, start: int, numeral: Numeral) -> bool:
    """Whether `one` is a number, not a pronoun."""
    if last_word(text, start) in (
        "no",
        "this",
        "that",
        "which",
        "each",
        "every",
        "any",
        "another",
        "the",
        "only",
        "some",
    ):
        return text[numeral.end : numeral.end + 1] in "-‐‑" and text[numeral.end : numeral.end + 1] != ""
    if unit_behind(text, numeral.end, money=False) is not None:
        return not re.compile(r"\s(?:day|night|second)\b", re.IGNORECASE).match(
            text, numeral.end
        ) or last_word(text, start) not in ("", "on")
    if OUT_OF.match(text, numeral.end):
        return True
    if re.compile(r"\s(?:to|or)\s(?:two|three)\b").match(text, numeral.end):
        return True
    noun, _, _ = counted_noun(text, numeral.end, numeral, figure_grammar())
    first = WORD.match(text, numeral.end + 1)
    return bool(noun) and noun in figure_grammar().singular and first is not None
