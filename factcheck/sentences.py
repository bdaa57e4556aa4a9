"""Where the sentences of a text begin and end, by rule and without a language model.

A stop ends a sentence when what follows looks like a new one and what stands before it is no abbreviation,
initial or list number. The rules follow the observations of Kiss and Strunk (2006, "Unsupervised Multilingual
Sentence Boundary Detection"): most false boundaries are abbreviations, initials and ordinal numbers.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from factcheck import lexicon

_STOP = re.compile(r"(?=[.!?…。！？])(?:[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]+)")
"""It looks first whether a character can begin a stop at all: few can."""
_OPENING = re.compile(r"[\"'“‘«(\[¿¡*_`]*")
_DOTTED = re.compile(r"(?:[^\W\d]\.)+[^\W\d]")
"""An abbreviation of single letters ("e.g", "U.S"), and no decimal such as 6.5."""
_WORD_BEFORE = re.compile(r"(?:\w|[.’'&-])+\Z")


class _Abbreviations(NamedTuple):
    always: frozenset[str]
    before_number: frozenset[str]
    often: frozenset[str]
    openers: frozenset[str]
    lettered: frozenset[str]


@functools.cache
def _abbreviations() -> _Abbreviations:
    lists = lexicon.data("abbreviations")
    return _Abbreviations(**{name: frozenset(map(str, words)) for name, words in lists.items()})


_UNITS = frozenset({"ms", "min", "sec", "hr", "hrs", "ft", "oz", "lb", "lbs"})
"""Units that are abbreviations elsewhere ("Ms. Berg", "min. age") and end a sentence behind a figure."""


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the stop at `start` to `end` (closing quotes included) ends a sentence."""
    rest = text[end : end + 60].lstrip()
    if not rest:
        return True
    opening = rest[_OPENING.match(rest).end() :]  # type: ignore[union-attr]  # the pattern matches anything
    following = opening[:1]
    stop = text[start:end]
    if stop[0] in "!?":
        return not following.islower()
    if stop.startswith(("…", "..")):
        return following.isupper()
    if following.islower():
        # A citation key stands where the sentence has its subject: "@berg2011 counts …".
        return stop == "." and bool(re.match(r"[a-z][\w:-]*\d{4}[a-z]?\b", opening))
    if stop != "." and stop[0] == ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    word = before.group().lstrip(".'’-&") if before else ""
    folded = word.lower()
    if len(word) == 1 and text[max(0, start - 2) : start - 1] in ("°", "º"):
        return True  # "25 °C." is a temperature
    if (
        folded in _UNITS
        and word.islower()
        and re.search(r"\d[ \u00a0]?\Z", text[max(0, start - len(word) - 3) : start - len(word)])
    ):
        return following.isupper()  # "It takes 15 ms. The rest …"
    known = _abbreviations()
    if folded in known.always:
        return False
    if folded in known.before_number:
        return not following.isdigit() and (len(word) > 1 or not word.isupper())
    next_word = re.match(r"\w*", opening).group().lower()  # type: ignore[union-attr]
    if folded in known.often or _DOTTED.fullmatch(word):
        return next_word in known.openers
    if len(word) == 1 and word.isupper() and word != "I":
        # "J. Smith" is an initial; "vitamin K. Eating" is not.
        label = re.search(r"(\w+)\s+\Z", text[max(0, start - 25) : start - 1])
        return next_word in known.openers or (label is not None and label.group(1).lower() in known.lettered)
    return not word.replace(".", "").isdigit() or bool(text[: start - len(word)].strip())


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of the sentences of a text, white space around them left out."""
    found = []
    at = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop.start(), stop.end()):
            found.append((at, stop.end()))
            at = stop.end()
    found.append((at, len(text)))
    trimmed = []
    for start, end in found:
        piece = text[start:end]
        low = start + len(piece) - len(piece.lstrip())
        high = start + len(piece.rstrip())
        if low < high:
            trimmed.append((low, high))
    return tuple(trimmed)
