"""What a claim is called from one run to the next."""

from __future__ import annotations

import base64
import collections
import hashlib
import re
import unicodedata
from collections.abc import Sequence

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'"),
        "µ": "μ",
        "…": " ",
    }
)

# Punctuation says nothing, save where it changes a figure: a sign, a bound, a unit.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|(?<![\w.,])-(?=[\d.])|[%‰<>=≤≥≈±~+°$€£¥²³]")
_LENGTH = 10


def claim_ids(texts: Sequence[str]) -> tuple[str, ...]:
    """One name for each claim of a page, in their order.

    A name is made of the claim's words alone: case, spacing, line breaks, punctuation and typographic
    variants do not count, so it survives moving, renaming and reflowing. The second of two claims with the
    same words ends in `-2`.
    """
    seen: collections.Counter[str] = collections.Counter()
    names = []
    for text in texts:
        name = _name(text)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(names)


def normalised_words(text: str) -> tuple[str, ...]:
    """The words that make up a claim's name."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return tuple(_WORD.findall(plain.casefold()))


def _name(text: str) -> str:
    words = " ".join(normalised_words(text)) or text.strip()
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:_LENGTH]
