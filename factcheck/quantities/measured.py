"""The words around a figure that say what it measures."""

from __future__ import annotations

import re

from factcheck import units
from factcheck.quantities.beside import WORD
from factcheck.quantities.grammar import figure_grammar

_WINDOW = 90
_STOP = re.compile(r"[.;:!?()\[\]|•—\n]{1,2}")
_CLAUSE_ENDS = ".;:!?|\n"
_BREAKS = frozenset(
    "and but which that who when while was were is are has have had by if because although though whereas "
    "will would "
    "can could may might should must do does did than or so since unless until where as".split()
)
_MOST_WORDS = 8
_MOST_WORDS_BEFORE = 6


def what_is_measured(text: str, start: int, end: int) -> str:
    """The words that say what is measured: those behind the figure, else those before it."""
    behind = text[end : end + _WINDOW]
    stop = _STOP.search(behind)
    words = _content_behind(WORD.findall(behind[: stop.start()] if stop else behind))
    not_plural = figure_grammar().not_plural
    for word in words:
        if word.lower() not in not_plural:
            return " ".join(words)
    before = text[max(0, start - _WINDOW) : start]
    clause = before[max(map(before.rfind, _CLAUSE_ENDS)) + 1 :]
    words = _without_function_words(WORD.findall(clause)[-_MOST_WORDS:])
    return " ".join(words[-_MOST_WORDS_BEFORE:])


def _content_behind(words: list[str]) -> list[str]:
    chosen: list[str] = []
    for word in words[:_MOST_WORDS]:
        lower = word.lower()
        if lower in _BREAKS and (not chosen or lower not in ("than", "as")):
            break
        chosen.append(word)
    chosen = _without_function_words(chosen)
    if (
        len(chosen) > 2
        and chosen[-1] in units.TIMES
        and chosen[-2].lower() in ("a", "an", "per", "each", "every")
    ):
        del chosen[-2:]
    while chosen and chosen[0].lower() in ("a", "an", "the", "of"):
        del chosen[0]
    return chosen


def _without_function_words(words: list[str]) -> list[str]:
    """The words, but for those at the end that are no content."""
    not_plural = figure_grammar().not_plural
    while words and words[-1].lower() in not_plural:
        words.pop()
    return words
