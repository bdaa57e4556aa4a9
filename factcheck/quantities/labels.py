"""Numbers that name something and measure nothing: `Table 2`, `RFC 9110`, `5G`."""

from __future__ import annotations

import re

from factcheck import numerals, units
from factcheck.numerals import Numeral
from factcheck.quantities.beside import WORD
from factcheck.quantities.counted import counted_noun, unit_behind
from factcheck.quantities.grammar import figure_grammar

_IDENTIFIER_REST = re.compile(r"[\w.+/‐‑-]*")
# A word is looked at from its beginning alone.
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?[\s\u00a0]$")
_LABEL = re.compile(r"(?<![^\W\d_])([^\W\d_]++[-‐‑]?)\.?[\s\u00a0]{1,2}$")


def label_before(text: str, start: int) -> bool:
    """Whether the word before a number written in words is one that numbers name things with: `chapter two`."""
    match = _WORD_BEFORE.search(text[max(0, start - 24) : start])
    if match is None:
        return False
    word = match.group(1)
    return word.lower() in numerals.words()["label_words"] and word.lower() not in (
        "number",
        "s",
        "study",
        "of",
        "type",
        "point",
    )


def is_label(text: str, start: int, numeral: Numeral) -> bool:
    """Whether a bare whole number names something: `Table 2`, `p. 57`, `RFC 9110`, `(3)`, `2. Next`."""
    end = numeral.end
    before = text[start - 1] if start else "\n"
    follow = text[end : end + 1]
    if before in "([" and follow in ")]" and follow:
        return True
    line = text.rfind("\n", max(0, start - 12), start) + 1 or (0 if start < 12 else -1)
    if (
        line >= 0
        and not text[line:start].strip(" \t>*-(")
        and follow in ".)"
        and follow
        and text[end + 1 : end + 2] in " \t"
    ):
        return True
    if text[start - 1 : start] in (" ", "\u00a0") and text[max(0, start - 2) : start - 1] in ("§", "№", "#"):
        return True
    unit = unit_behind(text, end, money=False)
    match = _LABEL.search(text[max(0, start - 24) : start])
    if match is None:
        return False
    word = match.group(1)
    labels = numerals.words()["label_words"]
    if word.lower() in labels and not (unit is not None and unit[1] - end > 1):
        # `the number 20`, `study 30 patients` count all the same.
        if word.lower() in (
            "study",
            "sample",
            "number",
            "key",
            "point",
            "box",
            "item",
            "case",
            "act",
            "series",
            "state",
            "title",
            "model",
            "mark",
        ):
            return not counted_noun(text, end, numeral, figure_grammar())[0]
        return True
    if unit is not None or not word[0].isupper() or numeral.value > 9999:
        return False
    if match.start() == 0 and start < 24:
        # The first word of the text is capitalised anyway.
        return word.isupper() and len(word) > 1 and not counted_noun(text, end, numeral, figure_grammar())[0]
    head = text[max(0, start - 24) : start][: match.start()].rstrip()
    if head and head[-1] in ".!?:|" and not word.isupper():
        return False
    if counted_noun(text, end, numeral, figure_grammar())[0]:
        return False
    next_word = WORD.match(text, end + 1)
    return follow in ".,;:)" or (
        next_word is not None
        and (next_word.group().lower() in figure_grammar().not_plural or next_word.group()[0].isupper())
    )


def joined_currency(text: str, start: int) -> bool:
    """Whether the letters that digits follow are a currency: `US$5`."""
    currency = units.read_currency(text, start)
    return currency is not None and (currency[1] == 0 or not text[currency[1] - 1].isalnum())


def identifier_end(text: str, at: int) -> int:
    """Where the name ends that has a character at `at`."""
    match = _IDENTIFIER_REST.match(text, at, at + 200)
    return max(at, match.end() if match else at)
