"""How rare an English word is, and how near two words are in meaning.

`relatedness.npz` holds 33,760 lemmas of WordNet 3.0 with a 64-dimensional vector each, distilled from the sentence
encoder all-MiniLM-L6-v2 (Apache-2.0) by embedding every word alone, centring, projecting on the principal components
and rounding to eight bits (Tulkens and van Dongen 2024, "Model2Vec"), and with its rank in that model's vocabulary as
a measure of rarity. The table is fixed, so a comparison does not depend on which files are given.
"""

from __future__ import annotations

import functools
import importlib.resources
import io
from typing import Any

UNKNOWN_RARITY = 1.0
"""Of words that the table does not hold: names, formulas, code."""


@functools.cache
def _table() -> tuple[dict[str, int], Any, Any]:
    import numpy as np

    content = (importlib.resources.files(__package__) / "relatedness.npz").read_bytes()
    with np.load(io.BytesIO(content)) as table:
        words = bytes(table["words"]).decode("ascii").split("\n")
        vectors = table["vectors"].astype(np.float32)
        rarity = table["rarity"]
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return {word: index for index, word in enumerate(words)}, vectors / np.maximum(lengths, 1e-6), rarity


@functools.lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """0 for the commonest words of the language, 1 for the rarest and for those that the table does not hold."""
    index, _, rarities = _table()
    at = index.get(word)
    return UNKNOWN_RARITY if at is None else float(rarities[at]) / 255


@functools.lru_cache(maxsize=1 << 20)
def nearness(word: str, other: str) -> float:
    """Cosine of the two words' vectors, rounded; 0 where one has none. Opposites are as near as synonyms."""
    index, vectors, _ = _table()
    at, to = index.get(word), index.get(other)
    if at is None or to is None:
        return 0.0
    return round(float(vectors[at] @ vectors[to]), 3)


def known(word: str) -> bool:
    """Whether the table holds a word."""
    return word in _table()[0]
