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


def floors(rivals: Mapping[int, int]) -> dict[int, int]:
    """Down to how many claims of a slot what is passed over now stays so, by the slot's name."""
    return {slot: count - count // 4 for slot, count in rivals.items() if count > weighing.FEW}


def holds(needed: Iterable[tuple[int, int]], rivals: Mapping[int, int]) -> bool:
    """Whether what was passed over at some floors still may be."""
    return all(rivals.get(slot, 0) >= floor for slot, floor in needed)


class Pruning:
    """Tells which pairs of a collection's claims need a closer look."""

    def __init__(self, collection: Collection, floors: Mapping[int, int]) -> None:
        import numpy as np

        self._collection = collection
        self._starts = collection.joined("starts", "<u4").astype(np.int64)
        self._ends = collection.joined("ends", "<u4").astype(np.int64)
        self._says = self._joined("says", "<u2")
        self._sides = self._joined("sides", "<u8").reshape(len(collection), 2, -1)
        self._predicates = self._joined("predicates", "<u8").reshape(len(collection), -1)
        self._opposed = self._joined("opposed", "<u8").reshape(len(collection), -1)
        self._stems = self._joined("stems", "u1").reshape(len(collection), -1)
        self._terms = Several.of_counts(self._joined("term_bits", "<u2"), self._joined("term_counts", "<u2"))
        self._weights = self._joined("term_weights", "<f4").astype(np.float64)
        self._credits = self._joined("term_credits", "<f4").astype(np.float64)
        flags = self._joined("term_flags", "u1")
        self._own, self._rare = flags & OWN > 0, flags & RARE > 0
        self._own_weights = np.bincount(
            self._terms.claims, weights=self._weights * self._own, minlength=len(collection)
        )
        self._least = {kind: weighing.least(kind, floors.get(name(kind), 0)) for kind in _SLOTTED}
        self._slotted = {kind: collection.in_slot(name(kind)) for kind in _SLOTTED}
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

        one, other = self._says[first], self._says[second]
        both = {kind: slotted[first] & slotted[second] for kind, slotted in self._slotted.items()}
        ways = sum(outlook.WAYS.values())
        none = outlook.WAYS[Direction.NONE]
        turned = both[ConflictKind.DIRECTION] & ((one & ways) != (other & ways))
        several = both[ConflictKind.DIRECTION] & (one & ways & (one & ways) - 1 > 0)
        denied = turned & ((one | other) & none > 0)
        figures = np.minimum(self._least_of_figures[first], self._least_of_figures[second])
        of_figures = np.isfinite(self._least_of_figures[first] + self._least_of_figures[second])
        least = {kind: np.full(len(first), value) for kind, value in self._least.items()}
        least[ConflictKind.NUMBER] = figures
        possible = {
            **both,
            ConflictKind.NUMBER: of_figures,
            ConflictKind.DATE: both[ConflictKind.DATE] & ~within,
            ConflictKind.DIRECTION: turned | several,
            ConflictKind.POLARITY: self._deniable(first, second),
        }
        found = np.full(len(first), np.inf)
        for kind, there in possible.items():
            score = np.where(within, np.maximum(least[kind], weighing.LEAST_WITHIN), least[kind])
            strength = np.where(denied, DENIED, 1.0) if kind is ConflictKind.DIRECTION else 1.0
            share = weighing.STRENGTH[kind]
            asked = np.maximum((score - share * strength) / (1 - share), 0.0)
            found = np.where(there, np.minimum(found, asked), found)
        return np.where(within, np.maximum(found, weighing.LEAST_ABOUT_WITHIN), found)

    def _deniable(self, first: Any, second: Any) -> Any:
        """Whether two claims could deny each other, as `polarity.possible` has it."""
        one, other = self._says[first], self._says[second]
        pairs = (
            (outlook.AFFIRMS, outlook.DENIES),
            (outlook.DENIES, outlook.AFFIRMS),
            *outlook.exclusive_duties(),
        )
        found = self._opposed[first] & self._predicates[second]
        deniable = found.any(axis=1)
        for mine, theirs in pairs:
            deniable |= (one & mine > 0) & (other & theirs > 0)
        return deniable | (self._sides[first] & self._sides[second][:, ::-1]).any(axis=(1, 2))

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
