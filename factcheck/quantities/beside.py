"""The words that stand beside a figure."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
"""With hyphens and apostrophes inside."""
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
"""Behind digits that give a rank."""
HYPHENS = frozenset("-‐‑")
_ARTICLE = re.compile(r"(?<![^\W_])(?:an?|one)[\s]+$", re.IGNORECASE)
# A word is looked at from its beginning alone.
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?\s*$")
Blocked = tuple[tuple[int, int], ...]
"""Where the dates of a text stand, in order."""


def last_word(text: str, end: int) -> str:
    """The last word before `end` in lower case; empty where none stands there."""
    match = _LAST_WORD.search(text[max(0, end - 24) : end])
    return match.group(1).lower() if match else ""


def article_before(text: str, start: int, floor: int) -> int | None:
    """Where `a`, `an` or `one` right before a figure begins; None where there is none."""
    match = _ARTICLE.search(text[max(floor, start - 6) : start])
    return max(floor, start - 6) + match.start() if match else None
