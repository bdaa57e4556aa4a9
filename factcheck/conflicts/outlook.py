"""What a claim could disagree in, and with how alike a claim, in arrays: so that most pairs need no closer look.

`pruning` reads it for pairs of claims.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import zlib
from collections.abc import Collection, Iterable, Sequence

from factcheck.claims.slots import Direction
from factcheck.claims.terms import stem
from factcheck.conflicts import oppositions
from factcheck.conflicts.matching import Reading, credit, weight

STEM_BITS = 1024
"""Bits of the set of stems of a claim and its surroundings: no claim has so many that most bits are set."""
WORD_BITS = 512
"""The same for what a claim says of its subjects, and the opposites of that."""
SIDE_BITS = 128
"""The same for the listed oppositions in which it takes one side."""

WAYS: dict[Direction, int] = {Direction.UP: 1, Direction.DOWN: 2, Direction.NONE: 4}
"""Bits of the ways in which something is said to go."""
AFFIRMS, DENIES = 8, 16
"""Bits of the signs of its assertions."""
DUTIES: dict[str, int] = {"must": 32, "free": 64, "may": 128, "may not": 256}
"""Bits of what is demanded, left open, allowed and forbidden."""

OWN, RARE = 1, 2
"""Of a term: that it stands in the claim itself; that it is rare, and not usual in its document."""


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """Of each claim of a page: arrays as bytes. Sets are bits at which the digests of their members point."""

    says: bytes = b""
    sides: bytes = b""
    """Oppositions of which it takes the first side, then those of which it takes the second."""
    predicates: bytes = b""
    opposed: bytes = b""
    stems: bytes = b""
    term_bits: bytes = b""
    """The bit of each of its terms among `stems`, its kinds included."""
    term_weights: bytes = b""
    term_credits: bytes = b""
    """What a term can count at most where it does not stand in the other claim."""
    term_flags: bytes = b""
    term_counts: bytes = b""


@functools.lru_cache(maxsize=1 << 17)
def _bit(text: str, bits: int) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % bits


def _bits(several: Sequence[Collection[int]], bits: int) -> bytes:
    """Sets of numbers as bits, one set after the other."""
    import numpy as np

    rows = np.repeat(np.arange(len(several)), [len(one) for one in several])
    found = np.zeros((len(several), bits), dtype=bool)
    found[rows, list(itertools.chain.from_iterable(several))] = True
    return bytes(np.packbits(found, axis=1, bitorder="little").tobytes())


def _words(several: Sequence[Iterable[str]], bits: int) -> bytes:
    return _bits([[_bit(text, bits) for text in one] for one in several], bits)


def _says(reading: Reading) -> int:
    found = 0
    for effect in reading.frame.effects:
        found |= WAYS[effect.direction]
    if True in reading.signs:
        found |= DENIES
    if False in reading.signs:
        found |= AFFIRMS
    if reading.duty is not None:
        found |= DUTIES[reading.duty[0]]
    return found


def _terms(reading: Reading) -> list[tuple[int, float, float, int]]:
    """Bit, weight, weight where it is met by another word, and flags of each term."""
    own = frozenset(reading.frame.terms)
    found = []
    for term in reading.core:
        value = reading.weight(term)
        rare = weight(term) >= 1.0 and term not in reading.usual
        flags = (OWN if term in own else 0) | (RARE if rare else 0)
        found.append((_bit(stem(term), STEM_BITS), value, value * credit(term), flags))
    for kind in reading.kinds:
        if weight(kind) >= 1.0:
            found.append((_bit(stem(kind), STEM_BITS), 0.0, 0.0, RARE))
    return found


def outlook(readings: Sequence[Reading]) -> Outlook:
    """What the claims of a page could disagree in."""
    import numpy as np

    sides = [
        [side * SIDE_BITS + number % SIDE_BITS for number, (side, _) in one.sides.items()] for one in readings
    ]
    terms = [_terms(one) for one in readings]
    every = [term for one in terms for term in one]

    def column(at: int, kind: str) -> bytes:
        return bytes(np.array([term[at] for term in every], dtype=kind).tobytes())

    def array(values: Iterable[int], kind: str) -> bytes:
        return bytes(np.array(list(values), dtype=kind).tobytes())

    return Outlook(
        says=array(map(_says, readings), "<u2"),
        sides=_bits(sides, 2 * SIDE_BITS),
        predicates=_words([one.predicates for one in readings], WORD_BITS),
        opposed=_words([one.opposed for one in readings], WORD_BITS),
        stems=_words([one.stems for one in readings], STEM_BITS),
        term_bits=column(0, "<u2"),
        term_weights=column(1, "<f4"),
        term_credits=column(2, "<f4"),
        term_flags=column(3, "<u1"),
        term_counts=array(map(len, terms), "<u2"),
    )


def exclusive_duties() -> tuple[tuple[int, int], ...]:
    """The bits of duties of which only one can hold."""
    return tuple(
        (bit, other)
        for name, bit in DUTIES.items()
        for another, other in DUTIES.items()
        if oppositions.exclusive(name, another)
    )
