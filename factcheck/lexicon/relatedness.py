"""How rare an English word is, how near two words are in meaning, and which are opposites.

`relatedness.npz` holds 33,760 lemmas of WordNet 3.0 (Princeton University, free licence), each with

- its rank in the vocabulary of the sentence encoder all-MiniLM-L6-v2 (Apache-2.0), as a measure of rarity,
- a vector distilled from that encoder by embedding the word alone, centring, projecting on 64 principal
  components and rounding to eight bits (Tulkens and van Dongen 2024, "Model2Vec"),
- up to sixteen words that can stand for it: WordNet's synonyms, derivations and nearest kinds in its first
  senses, and the nearest by the encoder's full vectors, each with a credit from 0 to 1,
- WordNet's opposites.

The table is fixed, so a comparison does not depend on which files are given.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib.resources
import io
import math
from collections.abc import Iterable
from typing import Any

UNKNOWN_RARITY = 1.0
"""Of words that the table does not hold: names, formulas, code."""
_NOBODY = 65535


@dataclasses.dataclass(frozen=True)
class _Table:
    words: tuple[str, ...]
    index: dict[str, int]
    vectors: Any
    rarity: Any
    neighbours: Any
    credit: Any
    opposites: frozenset[tuple[int, int]]


@functools.cache
def _table() -> _Table:
    import numpy as np

    content = (importlib.resources.files(__package__) / "relatedness.npz").read_bytes()
    with np.load(io.BytesIO(content)) as table:
        words = tuple(bytes(table["words"]).decode("ascii").split("\n"))
        vectors = table["vectors"].astype(np.float32)
        vectors /= np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-6)[:, None]
        return _Table(
            words,
            dict(zip(words, range(len(words)), strict=True)),
            vectors,
            table["rarity"],
            table["neighbours"],
            table["credit"],
            frozenset((int(a), int(b)) for a, b in table["opposites"]),
        )


def load() -> None:
    """Read the table now."""
    _table()


@functools.lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """0 for the commonest words of the language, 1 for the rarest and for those that the table
    does not hold.
    """
    table = _table()
    at = table.index.get(word)
    return UNKNOWN_RARITY if at is None else float(table.rarity[at]) / 255


@functools.lru_cache(maxsize=1 << 16)
def stand_ins(word: str) -> dict[str, float]:
    """Words that can stand for a word, each with its credit, the best first."""
    table = _table()
    at = table.index.get(word)
    if at is None:
        return {}
    return {
        table.words[other]: credit / 255
        for other, credit in zip(table.neighbours[at].tolist(), table.credit[at].tolist(), strict=True)
        if other != _NOBODY
    }


@functools.lru_cache(maxsize=1 << 20)
def nearness(word: str, other: str) -> float:
    """Cosine of the two words' vectors, rounded; 0 where one has none. Opposites are as near as synonyms."""
    table = _table()
    at, to = table.index.get(word), table.index.get(other)
    if at is None or to is None:
        return 0.0
    return round(float(table.vectors[at] @ table.vectors[to]), 3)


def gist(terms: Iterable[str], weights: Iterable[float]) -> Any:
    """The mean of the vectors of some terms' words, each weighted as its term, of length one, or zeros (Arora et al.
    2017).
    """
    import numpy as np

    rows: list[int] = []
    weight_of: list[float] = []
    for term, weight in zip(terms, weights, strict=True):
        for row in _rows(term):
            rows.append(row)
            weight_of.append(weight)
    vectors = _table().vectors
    if not rows:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    total = np.array(weight_of, dtype=np.float32) @ vectors.take(rows, axis=0)
    length = math.sqrt(total @ total)
    return total / length if length else total


@functools.lru_cache(maxsize=1 << 16)
def _rows(term: str) -> tuple[int, ...]:
    """Where the words of a term stand in the table, those that it holds."""
    index = _table().index
    return tuple([index[word] for word in term.split() if word in index])


def opposite(word: str, other: str) -> bool:
    """Whether WordNet lists the two words as opposites."""
    return other in _opposites().get(word, ())


@functools.cache
def _opposites() -> dict[str, frozenset[str]]:
    table = _table()
    found: dict[str, set[str]] = {}
    for a, b in table.opposites:
        found.setdefault(table.words[a], set()).add(table.words[b])
        found.setdefault(table.words[b], set()).add(table.words[a])
    return {word: frozenset(others) for word, others in found.items()}


def opposites(word: str) -> frozenset[str]:
    """The words that WordNet lists as opposites of a word."""
    return _opposites().get(word, frozenset())


def opposites_of(words: frozenset[str]) -> frozenset[str]:
    """The words that WordNet lists as opposites of some of these."""
    listed = _opposites()
    return frozenset().union(*[listed[word] for word in listed.keys() & words])


def known(word: str) -> bool:
    """Whether the table holds a word."""
    return word in _table().index
