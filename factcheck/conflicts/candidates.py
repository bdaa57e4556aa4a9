"""By what a claim is found as worth comparing with another: the kind of thing that it says, and its weighty terms.

Every claim is entered under what it could disagree in (a measure, a direction, a denial, advice, …) together
with each of its weighty terms. What is needed for that is put into arrays, one outline a page, that are kept
between runs; `pairing` joins them.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from factcheck.claims.frame import Frame
from factcheck.claims.terms import stem
from factcheck.conflicts import number
from factcheck.conflicts.matching import USUAL_FILES, Reading, read, weight
from factcheck.conflicts.outlook import Outlook, outlook
from factcheck.lexicon.relatedness import stand_ins

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
    found = [f"number {dimension}" for dimension in number.dimensions(frame.figures)]
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


def _keys(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Stems by which a claim is found, with their weights: its own first, then the names and kinds
    around it.
    """
    frame = reading.frame
    found: dict[str, float] = {}
    for term in (*reading.core, *reading.kinds, *frame.near_names[:4]):
        value = reading.weight(term)
        if value >= 0.25:
            found.setdefault(stem(term), value)
    for term in frame.near[:16]:
        value = weight(term)
        if value >= 0.5:
            found.setdefault(stem(term), 0.8 * value)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ranked[: TERMS + 5])


def _stand_ins(reading: Reading) -> tuple[tuple[str, float], ...]:
    """Stems of words that can stand for a claim's own weighty terms."""
    own = {stem(term) for term in reading.core}
    found: dict[str, float] = {}
    for term in reading.core:
        value = reading.weight(term)
        if value < 0.3:
            continue
        for other, credit in stand_ins(term).items():
            if credit < 0.55:
                break
            name = stem(other)
            if name not in own and credit * value >= 0.2:
                found[name] = max(found.get(name, 0.0), credit * value)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:STAND_INS])


# --- Pages in arrays


@dataclasses.dataclass(frozen=True, slots=True)
class Vocabulary:
    """The stems of a page's claims, as names."""

    own: bytes = b""
    """Of the terms that stand in them."""
    core: bytes = b""
    """Those carried into them included."""


@dataclasses.dataclass(frozen=True, slots=True)
class Outline:
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
    outlook: Outlook = dataclasses.field(default_factory=Outlook)


def starts(outlines: Sequence[Outline]) -> Any:
    """The number of each page's first claim."""
    import numpy as np

    sizes = np.array([len(one.texts) for one in outlines], dtype=np.int64)
    return np.cumsum(sizes) - sizes


@functools.lru_cache(maxsize=1 << 17)
def name(text: str) -> int:
    """A text's digest of 64 bits."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def _array(values: Iterable[int], kind: str = "<u8") -> bytes:
    import numpy as np

    return np.array(list(values), dtype=kind).tobytes()


def vocabulary(frames: Iterable[Frame]) -> Vocabulary:
    """The stems of a page's claims."""
    own: set[int] = set()
    core: set[int] = set()
    for frame in frames:
        own.update(name(stem(term)) for term in frame.terms)
        core.update(name(stem(term)) for term in frame.carried)
    return Vocabulary(_array(sorted(own)), _array(sorted(core | own)))


@dataclasses.dataclass(frozen=True)
class Usual:
    """Stems that so many files hold that sharing them tells little: the names of the house, its tools and topics."""

    listed: bytes = b""
    """As names, sorted."""

    @functools.cached_property
    def _names(self) -> frozenset[int]:
        return frozenset(_numbers(self.listed).tolist())

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and name(text) in self._names

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
    names, counts = np.unique(
        np.concatenate([_numbers(each.own) for each in vocabularies]), return_counts=True
    )
    return Usual(names[counts >= USUAL_FILES].tobytes())


def readings(
    path: str, frames: Iterable[Frame], kinds: Mapping[str, frozenset[str]], usual: Usual
) -> tuple[Reading, ...]:
    """The frames of a page made ready, in the order in which they are compared."""
    ordered = sorted(frames, key=lambda frame: (frame.start, frame.end, frame.text))
    return tuple(read(path, frame, kinds, usual) for frame in ordered)


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
    keys = [_keys(reading) if mine else () for reading, mine in zip(readings, slotted, strict=True)]
    wider = [_stand_ins(reading) if mine else () for reading, mine in zip(readings, slotted, strict=True)]
    kinds = [sorted({stem(kind) for kind in reading.kinds}) for reading in readings]
    cores = [sorted(reading.core_stems) for reading in readings]
    gists = np.array([reading.gist for reading in readings], dtype=np.float64)
    return Outline(
        path=path,
        ids=_array(map(_identity, readings, encoded or map(_encoded, readings))),
        starts=_array((reading.frame.start for reading in readings), "<u4"),
        ends=_array((reading.frame.end for reading in readings), "<u4"),
        texts=tuple(reading.frame.text for reading in readings),
        slots=_array(name(one) for mine in slotted for one in mine),
        slot_counts=_array(map(len, slotted), "<u2"),
        keys=_array(name(one) for mine in keys for one, _ in mine),
        key_weights=_array((round(value * SCALE) for mine in keys for _, value in mine), "<u2"),
        key_counts=_array(map(len, keys), "<u2"),
        wider=_array(name(one) for mine in wider for one, _ in mine),
        wider_weights=_array((round(value * SCALE) for mine in wider for _, value in mine), "<u2"),
        wider_counts=_array(map(len, wider), "<u2"),
        gists=np.rint(gists * GIST_SCALE).astype("<i2").tobytes(),
        kinds=_array(name(one) for mine in kinds for one in mine),
        kind_counts=_array(map(len, kinds), "<u2"),
        cores=_array(name(one) for mine in cores for one in mine),
        core_counts=_array(map(len, cores), "<u2"),
        outlook=outlook(readings),
    )
