"""Whether a sentence is in another language than English."""

from __future__ import annotations

import functools
import re

from factcheck import lexicon


@functools.cache
def _languages() -> tuple[frozenset[str], frozenset[str]]:
    lists = lexicon.data("languages")
    english = frozenset(map(str, lists["english"]))
    return english, frozenset(map(str, lists["others"])) - english


LETTERS = re.compile(r"[^\W\d_]+")
"""Letters without a break."""


@functools.lru_cache(maxsize=2048)
def is_foreign(text: str) -> bool:
    """Whether a sentence is in another language: by letters of another script, else by its function words."""
    if not text.isascii():
        letters = [character for character in text if character.isalpha()]
        if sum(character > "\u036f" for character in letters) * 2 > len(letters):
            return True
    words = LETTERS.findall(text.lower())
    if len(words) < 6:
        return False
    english, others = _languages()
    other = sum(map(others.__contains__, words))
    return other >= 2 and other > 2 * sum(map(english.__contains__, words))
