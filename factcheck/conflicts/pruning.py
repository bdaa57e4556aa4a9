"""Which pairs of claims could come to a disagreement that is told: the others need no closer look.

A disagreement is told if its score is high enough (`weighing`), and the score grows with how alike the claims are as wholes.
So a pair is passed over where no comparer could find something, or where the claims are less alike than any of those that
could would ask of them. How alike they are at most is told from arrays: a term counts in full where it may stand in the
other claim, and what the best of its stand-ins counts where it does not. No pair is passed over that would be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from factcheck.claims.slots import Direction
from factcheck.conflicts import outlook, weighing
from factcheck.conflicts.candidates import GIST_SCALE, name
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.direction import DENIED
from factcheck.conflicts.matching import CORE, RARE_TERMS, about
from factcheck.conflicts.outlook import OWN, RARE
from factcheck.conflicts.pairing import Collection, Several

MARGIN = 0.008
"""What rounding the vectors and the sums can make of a likeness."""
_AT_ONCE = 50_000
"""Pairs told at once, for the memory's sake."""
_SLOTTED = (
    ConflictKind.DATE,
    ConflictKind.DIRECTION,
    ConflictKind.POLARITY,
    ConflictKind.ADVICE,
    ConflictKind.DEFINITION,
    ConflictKind.CATEGORICAL,
)
"""Kinds that have one slot; figures have one for each measure."""
_BITS = {kind: 1 << at for at, kind in enumerate(_SLOTTED)}
_DENIED = 1 << len(_SLOTTED)
"""The bit of a direction that is denied."""
_SIMPLY = sum(
    _BITS[kind] for kind in (ConflictKind.ADVICE, ConflictKind.DEFINITION, ConflictKind.CATEGORICAL)
)
"""The bits of kinds that two claims could disagree in wherever both say such a thing."""
_CONTRARY = (
    (outlook.AFFIRMS, outlook.DENIES),
    (outlook.DENIES, outlook.AFFIRMS),
    *outlook.exclusive_duties(),
)
"""What one claim says, and the other then does not: bits of `Outlook.says`."""


def floors(rivals: Mapping[int, int]) -> dict[int, int]:
    """Down to how many claims of a slot what is passed over now stays so, by the slot's name."""
    return {slot: count - count // 4 for slot, count in rivals.items() if count > weighing.FEW}


def holds(needed: Iterable[tuple[int, int]], rivals: Mapping[int, int]) -> bool:
    """Whether what was passed over at some floors still may be."""
    return all(rivals.get(slot, 0) >= floor for slot, floor in needed)


def _asked(kind: ConflictKind, score: Any, strength: float = 1.0) -> Any:
    """How alike two claims have to be for a score, where what differs is of this strength; of numbers or arrays."""
    import numpy as np

    share = weighing.STRENGTH[kind]
    return np.maximum((score - share * strength) / (1 - share), 0.0)


def _asked_by_kinds(least: Mapping[ConflictKind, float]) -> Any:
    """How alike they have to be at least, for each set of kinds that they could disagree in, as bits."""
    import numpy as np

    asked = {bit: _asked(kind, least[kind]) for kind, bit in _BITS.items()}
    asked[_DENIED] = _asked(ConflictKind.DIRECTION, least[ConflictKind.DIRECTION], DENIED)
    return np.array(
        [
            min((one for bit, one in asked.items() if bit & bits), default=np.inf)
            for bits in range(2 * _DENIED)
        ]
    )


class Pruning:
    """Tells which pairs of a collection's claims need a closer look."""

    def __init__(self, collection: Collection, floors: Mapping[int, int]) -> None:
        import numpy as np

        self._collection = collection
        self._starts = collection.joined("starts", "<u4").astype(np.int64)
        self._ends = collection.joined("ends", "<u4").astype(np.int64)
        self._says = self._joined("says", "<u2")
        sides = self._joined("sides", "<u8").reshape(len(collection), 2, -1)
        opposed, predicates, sides, turned = (
            one.reshape(len(collection), -1)
            for one in (
                self._joined("opposed", "<u8"),
                self._joined("predicates", "<u8"),
                sides,
                sides[:, ::-1],
            )
        )
        self._contrary = [
            (one, one.any(axis=1), other) for one, other in ((opposed, predicates), (sides, turned))
        ]
        """What of each claim, if any, meets what of another so that one denies the other."""
        self._stems = self._joined("stems", "u1").reshape(len(collection), -1)
        self._terms = Several.of_counts(self._joined("term_bits", "<u2"), self._joined("term_counts", "<u2"))
        self._weights = self._joined("term_weights", "<f4").astype(np.float64)
        self._credits = self._joined("term_credits", "<f4").astype(np.float64)
        flags = self._joined("term_flags", "u1")
        self._own, self._rare = flags & OWN > 0, flags & RARE > 0
        self._own_weights = np.bincount(
            self._terms.claims, weights=self._weights * self._own, minlength=len(collection)
        )
        self._slotted = sum(collection.in_slot(name(kind)) * np.uint8(bit) for kind, bit in _BITS.items())
        least = {kind: weighing.least(kind, floors.get(name(kind), 0)) for kind in _SLOTTED}
        self._asked_apart = _asked_by_kinds(least)
        self._asked_within = _asked_by_kinds(
            {kind: max(one, weighing.LEAST_WITHIN) for kind, one in least.items()}
        )
        self._least_of_figures = self._of_figures(floors)

    def _joined(self, field: str, kind: str) -> Any:
        import numpy as np

        parts = (getattr(one.outlook, field) for one in self._collection.outlines)
        return np.frombuffer(b"".join(parts), dtype=kind)

    def _of_figures(self, floors: Mapping[int, int]) -> Any:
        """For each claim the least score that one of its measures asks for; more than any where it has none."""
        import numpy as np

        others = {name(kind) for kind in _SLOTTED}
        slots, members = self._collection.by_slot()
        asked = np.array(
            [
                np.inf if slot in others else weighing.least(ConflictKind.NUMBER, floors.get(slot, 0))
                for slot in slots
            ]
        )
        found = np.full(len(self._collection), np.inf)
        np.minimum.at(found, self._collection.slots.claims, asked[members])
        return found

    def promising(self, first: Any, second: Any) -> Any:
        """Which pairs, the earlier claims and the later ones, could come to a disagreement that is told."""
        import numpy as np

        parts = [
            self._promising(first[at : at + _AT_ONCE], second[at : at + _AT_ONCE])
            for at in range(0, len(first), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.empty(0, dtype=bool)

    def _promising(self, first: Any, second: Any) -> Any:
        import numpy as np

        pages = self._collection.page_of
        within = pages[first] == pages[second]
        close = within & (self._starts[second] - self._ends[first] < weighing.APART)
        asked = self._asked(first, second, within)
        found = np.flatnonzero(~close & (asked <= 1.0))
        alike = self.alike(first[found], second[found])
        promising = np.zeros(len(first), dtype=bool)
        promising[found[alike + MARGIN >= asked[found]]] = True
        return promising

    # --- How alike they have to be

    def _asked(self, first: Any, second: Any, within: Any) -> Any:
        """How alike two claims have to be as wholes for something to be told; more than 1 where nothing can be."""
        import numpy as np

        mine, yours = self._least_of_figures[first], self._least_of_figures[second]
        figures = np.where(np.isfinite(mine + yours), np.minimum(mine, yours), np.inf)
        figures = np.where(within, np.maximum(figures, weighing.LEAST_WITHIN), figures)
        kinds = self._kinds(first, second, within)
        found = np.where(within, self._asked_within[kinds], self._asked_apart[kinds])
        found = np.minimum(found, _asked(ConflictKind.NUMBER, figures))
        return np.where(within, np.maximum(found, weighing.LEAST_ABOUT_WITHIN), found)

    def _kinds(self, first: Any, second: Any, within: Any) -> Any:
        """In which kinds two claims could disagree, figures apart, as bits."""
        one, other = self._says[first], self._says[second]
        both = self._slotted[first] & self._slotted[second]
        ways = sum(outlook.WAYS.values())
        directed = both & _BITS[ConflictKind.DIRECTION] > 0
        turned = directed & ((one & ways) != (other & ways))
        several = directed & (one & ways & (one & ways) - 1 > 0)
        denied = turned & ((one | other) & outlook.WAYS[Direction.NONE] > 0)
        return (
            (both & _SIMPLY)
            | (both & _BITS[ConflictKind.DATE]) * ~within
            | (turned | several) * _BITS[ConflictKind.DIRECTION]
            | denied * _DENIED
            | self._deniable(first, second) * _BITS[ConflictKind.POLARITY]
        )

    def _deniable(self, first: Any, second: Any) -> Any:
        """Whether two claims could deny each other, as `polarity.possible` has it."""
        import numpy as np

        one, other = self._says[first], self._says[second]
        found = np.zeros(len(first), dtype=bool)
        for mine, theirs in _CONTRARY:
            found |= (one & mine > 0) & (other & theirs > 0)
        for mine, some, theirs in self._contrary:
            at = np.flatnonzero(some[first] & ~found)
            found[at] = (mine[first[at]] & theirs[second[at]]).any(axis=1)
        return found

    # --- How alike they are at most

    def alike(self, first: Any, second: Any) -> Any:
        """How alike two claims are at most (`Overlap.about`)."""
        import numpy as np

        first, second = np.asarray(first), np.asarray(second)
        mine, yours = self._met(first, second), self._met(second, first)
        least, mean = np.minimum(mine[0], yours[0]), (mine[0] + yours[0]) / 2
        core, rare = (mine[1] + yours[1]) / 2, mine[2] + yours[2]
        gists = self._collection.gists
        gist = np.einsum("ij,ij->i", gists[first], gists[second]) / GIST_SCALE**2
        return about(mean, least, np.maximum(gist, 0.0), np.minimum(core, CORE), np.minimum(rare, RARE_TERMS))

    def _met(self, claims: Any, others: Any) -> tuple[Any, Any, Any]:
        """Of the claims' own terms the share, and of all of them the weight, that the others meet at most; and how many
        rare ones they hold.
        """
        import numpy as np

        which, at = self._terms.of(claims)
        bits = self._terms.names[at]
        held = self._stems[others[which], bits >> 3] >> (bits & 7) & 1 > 0
        met = np.where(held, self._weights[at], self._credits[at])
        size = len(claims)
        own = np.bincount(which, weights=met * self._own[at], minlength=size)
        total = self._own_weights[claims]
        share = np.divide(own, total, out=np.ones(size), where=total > 0)
        return (
            share,
            np.bincount(which, weights=met, minlength=size),
            np.bincount(which, weights=held & self._rare[at], minlength=size),
        )
