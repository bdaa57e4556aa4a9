"""The words and signs before a figure that bound it: `more than`, `up to`, `≥`."""

from __future__ import annotations

import functools
import re

from factcheck import units
from factcheck.numerals import SPACE
from factcheck.quantities.beside import last_word
from factcheck.quantities.grammar import Grammar, figure_grammar
from factcheck.quantities.quantity import Comparator

_NOT_SPACE = re.compile(r"\S+")
_WINDOW = 48


@functools.lru_cache(maxsize=64)  # asked again at each step of reading one figure
def comparator_before(text: str, start: int, floor: int, unit: str) -> tuple[Comparator | None, int]:
    """The bound that stands before a figure, and where its words begin: at the figure where there is none."""
    grammar = figure_grammar()
    at = start
    while at > floor and text[at - 1] in SPACE:
        at -= 1
    for length in (2, 1):
        symbol = text[max(floor, at - length) : at]
        if len(symbol) == length and symbol in grammar.symbols:
            return grammar.symbols[symbol], at - length
    if at > floor and text[at - 1] in "-‐‑" and start == at:
        word = last_word(text, at - 1)
        if word in ("over", "under"):
            return (Comparator.MORE if word == "over" else Comparator.LESS), max(floor, at - 1 - len(word))
    window = max(floor, start - _WINDOW)
    piece = text[window:start]
    if not piece[-1:].isspace() or not _may_bound(piece.split()[-5:], grammar):
        return None, start
    words = list(_NOT_SPACE.finditer(piece))[-5:]
    while words[-1].group().lower() in ("the", "a", "an") and len(words) > 1:
        # `up to a third`, `more than the 20 %` keep their bound.
        words.pop()
    for count in range(min(5, len(words)), 0, -1):
        chosen = words[-count:]
        if window and chosen[0].start() == 0 and not text[window - 1].isspace():
            continue
        phrase = " ".join(word.group().lower() for word in chosen)
        bare = phrase.lstrip("(“\"'*_")
        comparator = grammar.before.get(bare)
        if comparator is None:
            continue
        where = window + chosen[0].start() + len(phrase) - len(bare)
        if bare in ("over", "past", "above", "below", "beyond", "in", "under") and unit in units.TIMES:
            previous = last_word(text, where)
            if bare in ("over", "past", "in", "beyond") and previous not in grammar.aged:
                return None, start
        if (
            bare in ("near", "past", "max", "min", "c", "some")
            and bare == "past"
            and last_word(text, where) in ("the", "of", "in")
        ):
            return None, start
        return comparator, where
    return None, start


def _may_bound(words: list[str], grammar: Grammar) -> bool:
    """Whether the last of the words before a figure, but for articles, ends a phrase that bounds it."""
    for left, word in zip(range(len(words), 0, -1), map(str.lower, reversed(words)), strict=True):
        if left == 1 or word not in ("the", "a", "an"):
            return word.strip("(“\"'*_") in grammar.before_last
    return False


def is_age(text: str, start: int, floor: int, end: int) -> bool:
    """`patients over 65`, `65 and older`: years, although nobody says so."""
    if text[end - 5 : end].lower() in ("older", "unger"):
        return True
    comparator, at = comparator_before(text, start, floor, "")
    return comparator is not None and last_word(text, at) in figure_grammar().persons
