"""The words around a figure that say what it measures."""

from __future__ import annotations

import re

from factcheck import units
from factcheck.quantities.beside import WORD
from factcheck.quantities.grammar import figure_grammar

_STOP = re.compile(r"[.;:!?()\[\]|•—\n]{1,2}")


def what_is_measured(text: str, start: int, end: int, floor: int) -> str:
    """The words that say what is measured: those behind the figure, else those before it."""
    behind = text[end : end + 90]
    stop = _STOP.search(behind)
    words = _content(WORD.findall(behind[: stop.start()] if stop else behind), forward=True)
    if any(word.lower() not in figure_grammar().not_plural for word in words):
        return " ".join(words)
    before = text[max(0, start - 90) : start]
    clause = before[max((before.rfind(sign) for sign in ".;:!?|\n"), default=-1) + 1 :]
    return " ".join(_content(WORD.findall(clause), forward=False))


_BREAKS = frozenset(
    "and but which that who when while was were is are has have had by if because although though whereas "
    "will would "
    "can could may might should must do does did than or so since unless until where as".split()
)


def _content(words: list[str], *, forward: bool) -> list[str]:
    if forward:
        chosen: list[str] = []
        for word in words[:8]:
            if word.lower() in _BREAKS and (word.lower() not in ("than", "as") or not chosen):
                break
            chosen.append(word)
        while chosen and chosen[-1].lower() in figure_grammar().not_plural:
            chosen.pop()
        if (
            len(chosen) > 2
            and chosen[-1] in units.TIMES
            and chosen[-2].lower() in ("a", "an", "per", "each", "every")
        ):
            del chosen[-2:]
        while chosen and chosen[0].lower() in ("a", "an", "the", "of"):
            chosen.pop(0)
        return chosen
    chosen = words[-8:]
    while chosen and chosen[-1].lower() in figure_grammar().not_plural:
        chosen.pop()
    return chosen[-6:]
