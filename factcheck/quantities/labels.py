"""Numbers that name something and measure nothing: `Table 2`, `RFC 9110`, `5G`."""

from __future__ import annotations

import re

from factcheck import numerals
from factcheck.numerals import Numeral
from factcheck.quantities.beside import HYPHENS, WORD
from factcheck.quantities.counted import counted_noun, unit_behind
from factcheck.quantities.grammar import figure_grammar

_IDENTIFIER_REST = re.compile(r"[\w.+/‐‑-]*")
# A word is looked at from its beginning alone.
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?[\s\u00a0]$")
_LABEL = re.compile(r"(?<![^\W\d_])([^\W\d_]++[-‐‑]?)\.?[\s\u00a0]{1,2}$")
_VERB_BEHIND = re.compile(
    r"[ \u00a0][a-z]{3,}s[ \u00a0](?:[$€£]?\d|(?:the|its|about|around|only|up to|at least|more than|less than)\b"
    r"|an?\b(?! (?:second|minute|hour|day|night|week|month|year)\b))"
)
"""`The Falcon 4 weighs 262 g`: what ends in s is no plural there."""
_SERIES_REST = re.compile(r"(?:\.\d+)*\.x\b")
"""`3.x`, `2.1.x`: any of a series of versions."""
_WINDOW = 24
_NUMBER_SIGNS = frozenset("§№#")
_LOOSE_LABELS = frozenset(("number", "s", "study", "of", "type", "point"))
"""Labels of digits alone."""
_COUNTING_LABELS = frozenset(
    (
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
    )
)
"""`the number 20` names, `study 30 patients` counts."""
_CHEMICAL_ENDINGS = ("yl", "oxy", "ine", "ase", "ene", "ane", "ide", "ol", "oxo", "oic", "one", "ate")


def label_before(text: str, start: int) -> bool:
    """Whether the word before a number written in words is one that numbers name things with: `chapter two`."""
    match = _WORD_BEFORE.search(text[max(0, start - _WINDOW) : start])
    if match is None:
        return False
    word = match.group(1).lower()
    return word in numerals.words()["label_words"] and word not in _LOOSE_LABELS


def is_label(text: str, start: int, numeral: Numeral) -> bool:
    """Whether a bare whole number names something: `Table 2`, `p. 57`, `RFC 9110`, `(3)`, `2. Next`."""
    if _is_in_brackets(text, start, numeral.end) or _is_list_number(text, start, numeral.end):
        return True
    if _SERIES_REST.match(text, numeral.end):
        return True
    if text[start - 1 : start] in (" ", "\u00a0") and text[max(0, start - 2) : start - 1] in _NUMBER_SIGNS:
        return True
    label = (
        _LABEL.search(text[max(0, start - _WINDOW) : start]) if text[start - 1 : start].isspace() else None
    )
    if label is None:
        return False
    unit = unit_behind(text, numeral.end, money=False)
    word = label.group(1).lower()
    if word in numerals.words()["label_words"] and (unit is None or unit[1] - numeral.end <= 1):
        return word not in _COUNTING_LABELS or not counted_noun(text, numeral.end, numeral)
    return unit is None and numeral.value <= 9999 and _is_behind_name(text, start, numeral, label)


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")


def _is_list_number(text: str, start: int, end: int) -> bool:
    """`2. Next`, at the beginning of a line."""
    if text[end : end + 1] not in (".", ")") or text[end + 1 : end + 2] not in ("", " ", "\t"):
        return False
    line = text.rfind("\n", max(0, start - 12), start) + 1
    return (line > 0 or start < 12) and not text[line:start].strip(" \t>*-(")


def _is_behind_name(text: str, start: int, numeral: Numeral, label: re.Match[str]) -> bool:
    """`Windows 10`: whether the word before the number is a name with which it goes."""
    word, end = label.group(1), numeral.end
    if not word[0].isupper():
        return False
    if label.start() == 0 and start < _WINDOW:
        # The first word of the text is capitalised anyway.
        return word.isupper() and len(word) > 1 and not counted_noun(text, end, numeral)
    head = label.string[: label.start()].rstrip()
    if head and head[-1] in ".!?:|" and not word.isupper():
        return False
    if _VERB_BEHIND.match(text, end):
        return True
    if counted_noun(text, end, numeral):
        return False
    return text[end : end + 1] in ("", ".", ",", ";", ":", ")") or _ends_name(text, end + 1)


def _ends_name(text: str, at: int) -> bool:
    """Whether the word behind a number is none that it could count."""
    word = WORD.match(text, at)
    return word is not None and (
        word.group().lower() in figure_grammar().not_plural or word.group()[0].isupper()
    )


def is_name(text: str, end: int, unit: str, numeral: Numeral) -> bool:
    """Whether what stands behind a number makes a name of it: `5G`, `25(OH)D`, `5-hydroxy`."""
    if not unit and (_is_joined_to_letter(text, end) or _is_joined_to_group(text, end)):
        return True
    return numeral.end == end and _is_joined_to_chemical(text, end)


def _is_joined_to_letter(text: str, end: int) -> bool:
    follow = text[end : end + 1]
    return (follow.isalpha() or follow == "_") and not text[end - 1].isspace()


def _is_joined_to_group(text: str, end: int) -> bool:
    return text[end : end + 1] == "(" and text[end + 1 : end + 2].isupper()


def _is_joined_to_chemical(text: str, end: int) -> bool:
    if text[end : end + 1] not in HYPHENS or not text[end + 1 : end + 2].isalpha():
        return False
    word = WORD.match(text, end + 1)
    if word is None or word.group().lower() == "to":
        return False
    return len(word.group()) < 3 or word.group().endswith(_CHEMICAL_ENDINGS)


def identifier_end(text: str, at: int) -> int:
    """Where the name ends that has a character at `at`."""
    match = _IDENTIFIER_REST.match(text, at, at + 200)
    return max(at, match.end() if match else at)
