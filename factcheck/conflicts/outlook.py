"""What a claim could disagree in, and with how alike a claim, in arrays: so that most pairs need no closer look.

`pruning` reads it for pairs of claims.
"""

from __future__ import annotations

import functools
import itertools
import zlib
from collections.abc import Collection, Iterable, Sequence

from factcheck.claims.slots import Direction
from factcheck.claims.terms import stem
from factcheck.conflicts import oppositions
from factcheck.conflicts.matching import Reading, credit, weight
from factcheck.values import Value

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


class Outlook(Value, frozen=True):
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
def _digest(text: str) -> int:
    """By which a text points at a bit: the rest of dividing it by the number of bits."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _bits(counts: Sequence[int], numbers: Iterable[int], bits: int) -> bytes:
    """Sets of so many numbers, one set after the other, as bits."""
    import numpy as np

    rows = np.repeat(np.arange(len(counts)), counts)
    found = np.zeros((len(counts), bits), dtype=bool)
    found[rows, np.array(list(numbers), dtype=np.int64) % bits] = True
    return bytes(np.packbits(found, axis=1, bitorder="little").tobytes())


def _words(several: Sequence[Collection[str]], bits: int) -> bytes:
    return _bits(list(map(len, several)), map(_digest, itertools.chain.from_iterable(several)), bits)


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


@functools.lru_cache(maxsize=1 << 16)
def _known(term: str) -> tuple[int, float, int]:
    """What is known of a term by itself: the bit of its stem, what it counts where another word meets it, and its flags."""
    return _digest(stem(term)) % STEM_BITS, credit(term), RARE if weight(term) >= 1.0 else 0


def _terms(reading: Reading) -> list[tuple[int, float, float, int]]:
    """Bit, weight, weight where it is met by another word, and flags of each term."""
    own, usual = frozenset(reading.frame.terms), reading.usual
    found = []
    for term, value in zip(reading.core, reading.weights, strict=True):
        bit, counts, rare = _known(term)
        flags = (OWN if term in own else 0) | (0 if term in usual else rare)
        found.append((bit, value, value * counts, flags))
    for kind in reading.kinds:
        bit, _, rare = _known(kind)
        if rare:
            found.append((bit, 0.0, 0.0, rare))
    return found


def outlook(readings: Sequence[Reading]) -> Outlook:
    """What the claims of a page could disagree in."""
    import numpy as np

    sides = [
        [side * SIDE_BITS + number % SIDE_BITS for number, (side, _) in one.sides.items()] for one in readings
    ]
    terms = [_terms(one) for one in readings]
    every = list(itertools.chain.from_iterable(terms))
    bits, weights, met, flags = zip(*every, strict=True) if every else ((), (), (), ())

    def array(values: Iterable[float], kind: str) -> bytes:
        return bytes(np.array(list(values), dtype=kind).tobytes())

    return Outlook(
        says=array(map(_says, readings), "<u2"),
        sides=_bits(list(map(len, sides)), itertools.chain.from_iterable(sides), 2 * SIDE_BITS),
        predicates=_words([one.predicates for one in readings], WORD_BITS),
        opposed=_words([one.opposed for one in readings], WORD_BITS),
        stems=_words([one.stems for one in readings], STEM_BITS),
        term_bits=array(bits, "<u2"),
        term_weights=array(weights, "<f4"),
        term_credits=array(met, "<f4"),
        term_flags=array(flags, "<u1"),
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
