"""The words and signs before a figure that bound it: `more than`, `up to`, `≥`."""

from __future__ import annotations

import functools
import re

from factcheck import units
from factcheck.numerals import SPACE
from factcheck.quantities.beside import HYPHENS, last_word
from factcheck.quantities.grammar import Grammar, figure_grammar
from factcheck.quantities.quantity import Comparator

_NOT_SPACE = re.compile(r"\S+")
_WINDOW = 48
_MOST_WORDS = 5
_ARTICLES = ("the", "a", "an")
_OPENING_SIGNS = "(“\"'*_"
_JOINED = {"over": Comparator.MORE, "under": Comparator.LESS}
"""Joined to a figure by a hyphen: `over-65s`."""


@functools.lru_cache(maxsize=64)  # asked again at each step of reading one figure
def comparator_before(text: str, start: int, floor: int, unit: str) -> tuple[Comparator | None, int]:
    """The bound that stands before a figure, and where its words begin: at the figure where there is none."""
    bound = _symbol_before(text, start, floor) or _joined_before(text, start, floor)
    return bound or _phrase_before(text, start, floor, unit) or (None, start)


def _symbol_before(text: str, start: int, floor: int) -> tuple[Comparator, int] | None:
    symbols = figure_grammar().symbols
    at = start
    while at > floor and text[at - 1] in SPACE:
        at -= 1
    for length in (2, 1):
        symbol = text[max(floor, at - length) : at]
        if len(symbol) == length and symbol in symbols:
            return symbols[symbol], at - length
    return None


def _joined_before(text: str, start: int, floor: int) -> tuple[Comparator, int] | None:
    if start <= floor or text[start - 1] not in HYPHENS:
        return None
    word = last_word(text, start - 1)
    return (_JOINED[word], max(floor, start - 1 - len(word))) if word in _JOINED else None


def _phrase_before(text: str, start: int, floor: int, unit: str) -> tuple[Comparator, int] | None:
    grammar = figure_grammar()
    window = max(floor, start - _WINDOW)
    piece = text[window:start]
    if not piece[-1:].isspace() or not _may_bound(piece.split()[-_MOST_WORDS:], grammar):
        return None
    words = list(_NOT_SPACE.finditer(piece))[-_MOST_WORDS:]
    while words[-1].group().lower() in _ARTICLES and len(words) > 1:
        # `up to a third`, `more than the 20 %` keep their bound.
        words.pop()
    for first in range(len(words)):
        chosen = words[first:]
        if window and chosen[0].start() == 0 and not text[window - 1].isspace():
            continue
        phrase = " ".join(word.group().lower() for word in chosen)
        bare = phrase.lstrip(_OPENING_SIGNS)
        comparator = grammar.before.get(bare)
        if comparator is not None:
            at = window + chosen[0].start() + len(phrase) - len(bare)
            return None if _is_no_bound(text, bare, at, unit) else (comparator, at)
    return None


def _is_no_bound(text: str, phrase: str, at: int, unit: str) -> bool:
    """`followed up over 5 years`, `in the past 5 years`."""
    if phrase in ("over", "past", "beyond") and unit in units.TIMES:
        return last_word(text, at) not in figure_grammar().aged
    return phrase == "past" and last_word(text, at) in ("the", "of", "in")


def _may_bound(words: list[str], grammar: Grammar) -> bool:
    """Whether the last of the words before a figure, but for articles, ends a phrase that bounds it."""
    for left, word in zip(range(len(words), 0, -1), map(str.lower, reversed(words)), strict=True):
        if left == 1 or word not in _ARTICLES:
            return word.strip(_OPENING_SIGNS) in grammar.before_last
    return False


def is_age(text: str, start: int, floor: int, end: int) -> bool:
    """`patients over 65`, `65 and older`: years, although nobody says so."""
    if text[end - 5 : end].lower() in ("older", "unger"):
        return True
    comparator, at = comparator_before(text, start, floor, "")
    return comparator is not None and last_word(text, at) in figure_grammar().persons
