"""What came of comparing claims in earlier runs, so that only pairs with a new claim are compared again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.conflicts.arrays import sought
from factcheck.conflicts.disagreement import Disagreement
from factcheck.values import Value


class Remembered(Value, frozen=True):
    """Pairs of claims that were weighed, and the disagreements among them. A claim's name stands for all that
    comparing it depends on, so what is remembered holds for as long as the program is the same.
    """

    claims: bytes = b""
    """Names, each of 64 bits, in the order of the claims: in that of a later run most pairs are sorted alike."""
    pairs: bytes = b""
    """Place of the later claim among the names, times their number, plus that of the earlier one; sorted."""
    found: tuple[tuple[int, Disagreement], ...] = ()
    """Place among the pairs, and in what they disagree."""
    floors: tuple[tuple[int, int], ...] = ()
    """Down to how many claims of a slot, by its name, it holds: pairs were passed over that could not come to anything
    among so many.
    """

    def __len__(self) -> int:
        return len(self.pairs) // 8


def remember(
    ids: Any, first: Any, second: Any, found: Mapping[int, Disagreement], floors: Mapping[int, int]
) -> Remembered:
    """Keep some pairs of claims, given by their places in `ids`, with what was found by place among the pairs."""
    import numpy as np

    held = np.zeros(len(ids), dtype=bool)
    held[first] = held[second] = True
    names = ids[held]
    place = np.cumsum(held) - 1
    codes = place[second] * len(names) + place[first]
    ordered = np.sort(codes)
    at = np.searchsorted(ordered, codes[list(found)]).tolist() if found else []
    return Remembered(
        names.astype("<u8").tobytes(),
        ordered.astype("<i8").tobytes(),
        tuple(sorted(zip(at, found.values(), strict=True), key=lambda item: item[0])),
        tuple(sorted(floors.items())),
    )


def recall(
    earlier: Sequence[Remembered], ids: Any, first: Any, second: Any
) -> tuple[Any, dict[int, Disagreement]]:
    """Which pairs are known, and by place among them what was found."""
    import numpy as np

    known = np.zeros(len(first), dtype=bool)
    found: dict[int, Disagreement] = {}
    for one in earlier:
        names, codes = np.frombuffer(one.claims, dtype="<u8"), np.frombuffer(one.pairs, dtype="<i8")
        if not len(codes):
            continue
        order = np.argsort(names)
        at, there = sought(names[order], ids)
        place = order[at]
        both = np.flatnonzero(there[first] & there[second] & ~known)
        at, met = sought(codes, place[second[both]] * np.int64(len(names)) + place[first[both]])
        known[both[met]] = True
        if one.found:
            said = dict(one.found)
            telling = np.zeros(len(codes), dtype=bool)
            telling[list(said)] = True
            hits = np.flatnonzero(telling[at[met]])
            for pair, where in zip(both[met][hits].tolist(), at[met][hits].tolist(), strict=True):
                found[pair] = said[where]
    return known, found
