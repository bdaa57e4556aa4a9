"""By what a claim is found as worth comparing with another: the kind of thing that it says, and its weighty terms.

Every claim is entered under what it could disagree in (a measure, a direction, a denial, advice, …) together
with each of its weighty terms. What is needed for that is put into arrays, one outline a page, that are kept
between runs; `pairing` joins them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from factcheck.claims.frame import Frame
from factcheck.claims.terms import stem
from factcheck.conflicts import clock, measures
from factcheck.conflicts.arrays import distinct
from factcheck.conflicts.matching import USUAL_FILES, Reading, read, weight
from factcheck.conflicts.outlook import Outlook, outlook
from factcheck.lexicon.relatedness import stand_ins
from factcheck.values import Value, replace

TERMS = 9
"""By how many of its terms a claim is entered, weightiest first."""
STAND_INS = 24
"""By how many words that stand for its own a claim is looked for."""
SCALE = 10_000
"""What a weight of 1 is in an outline. Whole numbers, so that sums do not depend on their order."""
GIST_SCALE = 1000
"""What a length of 1 is in an outline."""


def slots(reading: Reading) -> tuple[str, ...]:
    """What a claim could disagree in."""
    frame = reading.frame
    found = [f"number {dimension}" for dimension in measures.dimensions(frame.figures)]
    if frame.clocks:
        found.append(clock.SLOT)
    if frame.dates:
        found.append("date")
    if frame.effects:
        found.append("direction")
    if len(frame.terms) > 1:
        found.append("polarity")
    if frame.advice:
        found.append("advice")
    if frame.definitions:
        found.append("definition")
    if frame.uniques:
        found.append("categorical")
    return tuple(found)


_Weighted = list[tuple[str, float]]
"""Stems with their weights, the weightiest first."""


def _keys(reading: Reading) -> _Weighted:
    """Stems by which a claim is found, with their weights: its own first, then the names and kinds
    around it.
    """
    frame = reading.frame
    found: dict[str, float] = {}
    beside = [(term, reading.weight(term)) for term in (*reading.kinds, *frame.near_names[:4])]
    for term, value in (*zip(reading.core, reading.weights, strict=True), *beside):
        if value >= 0.25:
            found.setdefault(stem(term), value)
    for term in frame.near[:16]:
        value = weight(term)
        if value >= 0.5:
            found.setdefault(stem(term), 0.8 * value)
    return _weightiest(found, TERMS + 5)


def _stand_ins(reading: Reading) -> _Weighted:
    """Stems of words that can stand for a claim's own weighty terms."""
    own = frozenset(map(stem, reading.core))
    found: dict[str, float] = {}
    for term, value in zip(reading.core, reading.weights, strict=True):
        if value < 0.3:
            continue
        for name, credit in _standing_for(term):
            counts = credit * value
            if counts < 0.2:
                break
            if name not in own and counts > found.get(name, 0.0):
                found[name] = counts
    return _weightiest(found, STAND_INS)


@functools.lru_cache(maxsize=1 << 16)
def _standing_for(term: str) -> tuple[tuple[str, float], ...]:
    """Stems of words that can stand for a term, each with its credit, the best first."""
    found: dict[str, float] = {}
    for other, credit in stand_ins(term).items():
        if credit < 0.55:
            break
        found.setdefault(stem(other), credit)
    return tuple(found.items())


def _weightiest(weights: Mapping[str, float], count: int) -> _Weighted:
    ranked = sorted([(-value, name) for name, value in weights.items()])
    return [(name, -value) for value, name in ranked[:count]]


# --- Pages in arrays


class Vocabulary(Value, frozen=True):
    """The stems of a page's claims, as names."""

    own: bytes = b""
    """Of the terms that stand in them."""
    core: bytes = b""
    """Those carried into them included."""


class Outline(Value, frozen=True):
    """What finding pairs needs to know of a page's claims: arrays as bytes, one item a claim or, with counts,
    several. Names are digests of 64 bits.
    """

    path: str
    ids: bytes
    """A name for all that comparing a claim depends on."""
    starts: bytes
    ends: bytes
    texts: tuple[str, ...]
    slots: bytes
    slot_counts: bytes
    keys: bytes
    key_weights: bytes
    key_counts: bytes
    wider: bytes
    """What stands for a claim's own keys."""
    wider_weights: bytes
    wider_counts: bytes
    gists: bytes
    kinds: bytes
    kind_counts: bytes
    cores: bytes
    core_counts: bytes
    outlook: Outlook = msgspec.field(default_factory=Outlook)


def starts(outlines: Sequence[Outline]) -> Any:
    """The number of each page's first claim."""
    import numpy as np

    sizes = np.array([len(one.texts) for one in outlines], dtype=np.int64)
    return np.cumsum(sizes) - sizes


@functools.lru_cache(maxsize=1 << 17)
def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def name(text: str) -> int:
    """A text's digest of 64 bits."""
    return int.from_bytes(_digest(text), "little")


@functools.lru_cache(maxsize=1 << 16)
def _stem_name(term: str) -> int:
    return name(stem(term))


def _names(several: Iterable[Iterable[str]]) -> bytes:
    """The names of texts, one group after the other."""
    return b"".join(map(_digest, itertools.chain.from_iterable(several)))


def _array(values: Iterable[int], kind: str = "<u8") -> bytes:
    import numpy as np

    return np.array(list(values), dtype=kind).tobytes()


def vocabulary(frames: Iterable[Frame]) -> Vocabulary:
    """The stems of a page's claims."""
    own: set[int] = set()
    core: set[int] = set()
    for frame in frames:
        own.update(map(_stem_name, frame.terms))
        core.update(map(_stem_name, frame.carried))
    return Vocabulary(_array(sorted(own)), _array(sorted(core | own)))


@dataclasses.dataclass(frozen=True)
class Usual:
    """Stems that so many files hold that sharing them tells little: the names of the house, its tools and topics."""

    listed: bytes = b""
    """As names, sorted."""

    @functools.cached_property
    def _names(self) -> frozenset[int]:
        return frozenset(_numbers(self.listed).tolist())

    def among(self, terms: Iterable[str]) -> list[str]:
        """Those of some terms whose stems are usual."""
        names = self._names
        return [term for term in terms if _stem_name(term) in names] if names else []

    def within(self, vocabulary: Vocabulary) -> bytes:
        """Those of them that a page's claims hold, on which their weights depend."""
        import numpy as np

        held, listed = _numbers(vocabulary.core), _numbers(self.listed)
        if not len(listed):
            return b""
        place = np.minimum(np.searchsorted(listed, held), len(listed) - 1)
        return bytes(held[listed[place] == held].tobytes())


def _numbers(data: bytes) -> Any:
    import numpy as np

    return np.frombuffer(data, dtype="<u8")


def usual(vocabularies: Sequence[Vocabulary]) -> Usual:
    """What is usual in a collection of files."""
    import numpy as np

    if not vocabularies:
        return Usual()
    names = np.sort(np.concatenate([_numbers(each.own) for each in vocabularies]))
    last = names[USUAL_FILES - 1 :]
    return Usual(distinct(last[last == names[: len(last)]]).tobytes())


def readings(
    path: str, frames: Iterable[Frame], kinds: Mapping[str, frozenset[str]], usual: Usual
) -> tuple[Reading, ...]:
    """The frames of a page made ready, in the order in which they are compared."""
    ordered = sorted(frames, key=lambda frame: (frame.start, frame.end, frame.text))
    return tuple([read(path, frame, kinds, usual.among) for frame in ordered])


def _identity(reading: Reading, encoded: bytes) -> int:
    """A name for a reading: whatever comparing it says depends on nothing else of the collection."""
    digest = hashlib.blake2b(reading.path.encode("utf-8", "surrogatepass"), digest_size=8)
    digest.update(b"\0")
    digest.update(encoded)
    digest.update("\n".join(sorted(reading.usual)).encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest(), "little")


def _encoded(reading: Reading) -> bytes:
    try:
        return msgspec.msgpack.encode(reading.frame)
    except UnicodeEncodeError:  # half of a character
        return repr(reading.frame).encode("utf-8", "surrogatepass")


def outline(path: str, readings: Sequence[Reading], encoded: Sequence[bytes] | None = None) -> Outline:
    """A page's claims in arrays. Their frames are encoded here where they are not given so."""
    import numpy as np

    slotted = [tuple(dict.fromkeys(slots(reading))) for reading in readings]
    keys = [_keys(reading) if mine else [] for reading, mine in zip(readings, slotted, strict=True)]
    wider = [_stand_ins(reading) if mine else [] for reading, mine in zip(readings, slotted, strict=True)]
    kinds = [sorted(set(map(stem, reading.kinds))) for reading in readings]
    cores = [sorted(reading.core_stems) for reading in readings]
    gists = np.array([reading.gist for reading in readings], dtype=np.float64)
    key_names, key_weights, key_counts = _weighted(keys)
    wider_names, wider_weights, wider_counts = _weighted(wider)
    return Outline(
        path=path,
        ids=_array(map(_identity, readings, encoded or map(_encoded, readings))),
        starts=_array([reading.frame.start for reading in readings], "<u4"),
        ends=_array([reading.frame.end for reading in readings], "<u4"),
        texts=tuple([reading.frame.text for reading in readings]),
        slots=_names(slotted),
        slot_counts=_array(map(len, slotted), "<u2"),
        keys=key_names,
        key_weights=key_weights,
        key_counts=key_counts,
        wider=wider_names,
        wider_weights=wider_weights,
        wider_counts=wider_counts,
        gists=np.rint(gists * GIST_SCALE).astype("<i2").tobytes(),
        kinds=_names(kinds),
        kind_counts=_array(map(len, kinds), "<u2"),
        cores=_names(cores),
        core_counts=_array(map(len, cores), "<u2"),
        outlook=outlook(readings),
    )


def joined(parts: Sequence[Outline]) -> Outline:
    """The outline of a page whose claims, one after the other, are those of some outlines."""
    first, *rest = parts
    return _appended(first, rest) if rest else first


_Arrays = TypeVar("_Arrays", Outline, Outlook)


def _appended(first: _Arrays, rest: Sequence[_Arrays]) -> _Arrays:
    """Arrays of claims with those of more claims behind them."""

    def appended(name: str) -> Any:
        values = [getattr(one, name) for one in (first, *rest)]
        if isinstance(values[0], Outlook):
            return _appended(values[0], values[1:])
        if isinstance(values[0], bytes):
            return b"".join(values)
        return values[0] if isinstance(values[0], str) else tuple(itertools.chain.from_iterable(values))

    return replace(first, **{name: appended(name) for name in first.__struct_fields__})


def _weighted(several: Sequence[_Weighted]) -> tuple[bytes, bytes, bytes]:
    """Stems of claims as names, their weights, and how many each claim has."""
    import numpy as np

    weights = np.array([value for one in several for _, value in one], dtype=np.float64)
    return (
        _names([name for name, _ in one] for one in several),
        np.rint(weights * SCALE).astype("<u2").tobytes(),
        _array(map(len, several), "<u2"),
    )
