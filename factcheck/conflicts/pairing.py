"""Which claims are worth comparing: those that share weighty terms and say the same kind of thing; never all
pairs.

Claims meet in lists: those that say the same kind of thing with the same term, and where a term is common, with the
same two terms. Lists that grow beyond a bound are not walked: a term that everybody uses tells nothing. So the
work grows with the number of claims. Everything is joined in arrays, by sorting.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.conflicts.arrays import distinct, lengths, numbered, places, sought
from factcheck.conflicts.candidates import GIST_SCALE, SCALE, Outline

LONGEST = 16
"""How many claims may share a term, or a pair of terms, and still be compared for it."""
LEAST_GIST = 0.25
"""The least cosine of the claims' vectors."""
LEAST_SHARED = 0.45
"""The least weight of shared terms."""
STAND_IN = (4, 5)
"""What a related term counts, against the same one: four fifths."""

_COMMON = 6
"""By how many of its common terms a claim is entered in pairs."""
_AT_ONCE = 100_000
"""Pairs weighed at once, for the memory's sake."""
_LARGEST = 2**63 - 1
"""The largest number that an array holds."""


@dataclasses.dataclass(frozen=True)
class Several:
    """Several names for each claim, one claim after the other."""

    names: Any
    counts: Any
    starts: Any

    @staticmethod
    def of_counts(names: Any, counts: Any) -> Several:
        import numpy as np

        sizes = counts.astype(np.int64)
        return Several(names, sizes, np.cumsum(sizes) - sizes)

    @property
    def claims(self) -> Any:
        """The claim of each name."""
        import numpy as np

        return np.repeat(np.arange(len(self.counts)), self.counts)

    def of(self, claims: Any) -> tuple[Any, Any]:
        """For each name of some claims the position in `claims` and in `names`."""
        import numpy as np

        counts = self.counts[claims]
        which = np.repeat(np.arange(len(claims)), counts)
        first = np.repeat(self.starts[claims] - (np.cumsum(counts) - counts), counts)
        return which, first + np.arange(len(which))


def _steps(groups: Any, most: int) -> Iterator[tuple[int, Any]]:
    """For each step below `most` the places from which on it leads to another place of one group; groups stand together."""
    import numpy as np

    same = np.arange(len(groups))
    for step in range(1, most):
        same = same[: np.searchsorted(same, len(groups) - step)]
        same = same[groups[same] == groups[same + step]]
        if not len(same):
            return
        yield step, same


class Collection:
    """The claims of some pages as arrays, in the order of the pages."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        import numpy as np

        self.outlines = outlines
        sizes = np.array([len(one.texts) for one in outlines], dtype=np.int64)
        self.page_of = np.repeat(np.arange(len(outlines)), sizes)
        self.ids = self.joined("ids", "<u8")
        self.keys = self._several("keys", "key_counts")
        self.key_weights = self.joined("key_weights", "<u2").astype(np.int64)
        self.wider = self._several("wider", "wider_counts")
        self.wider_weights = self.joined("wider_weights", "<u2").astype(np.int64)
        self.slots = self._several("slots", "slot_counts")
        # Names as small numbers, in the order of the names.
        self._names, self._key_numbers = numbered(self.keys.names)
        self._slots, self._slot_numbers = numbered(self.slots.names)

    def __len__(self) -> int:
        return len(self.page_of)

    def joined(self, field: str, kind: str) -> Any:
        """An array of all pages."""
        import numpy as np

        return np.frombuffer(b"".join(getattr(one, field) for one in self.outlines), dtype=kind)

    def _several(self, names: str, counts: str) -> Several:
        return Several.of_counts(self.joined(names, "<u8"), self.joined(counts, "<u2"))

    # --- Pairs that share a list

    def pairs(self) -> tuple[Any, Any]:
        """Claims that stand in one list, the earlier and the later, each pair once, sorted by the later one."""
        import numpy as np

        lists, claims = self._entries()
        sizes = np.bincount(lists, minlength=len(self._slots) * len(self._names))
        short = sizes[lists] <= LONGEST
        together = np.concatenate(
            (
                self._within(*self._ordered(lists[short], claims[short])),
                self._in_doubles(lists, claims, sizes),
                self._through_others(lists, claims, sizes),
            )
        )
        second, first = self._apart(distinct(together))
        return first, second

    def few(self) -> tuple[Any, Any]:
        """Claims of different pages that have few of their kind beside them, the earlier and the later, each pair once."""
        import numpy as np

        counts = np.bincount(self._slot_numbers, minlength=len(self._slots))
        chosen = counts[self._slot_numbers] <= LONGEST
        entries = self._ordered(self._slot_numbers[chosen], self.slots.claims[chosen])
        second, first = self._apart(distinct(self._within(*entries)))
        apart = self.page_of[first] != self.page_of[second]
        return first[apart], second[apart]

    @functools.cached_property
    def rivals(self) -> dict[int, int]:
        """How many claims say a kind of thing, by the slot's name."""
        import numpy as np

        counts = np.bincount(self._slot_numbers, minlength=len(self._slots))
        return dict(zip(self._slots.tolist(), counts.tolist(), strict=True))

    def by_slot(self) -> tuple[list[int], Any]:
        """The names of all slots, and the number among them of each claim's slots."""
        return self._slots.tolist(), self._slot_numbers

    def in_slot(self, slot: int) -> Any:
        """Which claims say a kind of thing."""
        import numpy as np

        found = np.zeros(len(self), dtype=bool)
        found[self.slots.claims[self.slots.names == np.uint64(slot)]] = True
        return found

    def _entries(self) -> tuple[Any, Any]:
        """Each claim under each of its slots with each of its keys: list and claim, in the order of the claims."""
        claims = self.slots.claims
        which, at = self.keys.of(claims)
        return self._slot_numbers[which] * len(self._names) + self._key_numbers[at], claims[which]

    @functools.cached_property
    def _bits(self) -> int:
        """How many bits the number of a claim takes behind another number."""
        return len(self).bit_length()

    def _apart(self, numbers: Any) -> tuple[Any, Any]:
        """The numbers before those of claims, and those of claims."""
        return numbers >> self._bits, numbers & ((1 << self._bits) - 1)

    def _ordered(self, lists: Any, claims: Any) -> tuple[Any, Any]:
        """Entries by list and claim. Sorting numbers made of both is several times faster than sorting one by the other."""
        import numpy as np

        if len(lists) and lists.max() > _LARGEST >> self._bits:
            _, lists = numbered(lists)
        return self._apart(np.sort(lists << self._bits | claims))

    def _within(self, lists: Any, claims: Any) -> Any:
        """All pairs of each list: the number of the later claim before that of the earlier. The entries are ordered, of
        lists that are not too long.
        """
        import numpy as np

        found = [np.empty(0, dtype=np.int64)]
        for step, same in _steps(lists, LONGEST):
            found.append(claims[same + step] << self._bits | claims[same])
        return np.concatenate(found)

    def _in_doubles(self, lists: Any, claims: Any, sizes: Any) -> Any:
        """Pairs that share two terms which are too common one by one."""
        import numpy as np

        common = sizes[lists] > LONGEST
        if not common.any():
            return np.empty(0, dtype=np.int64)
        slots, names = np.divmod(lists[common], len(self._names))
        claims = claims[common]
        met = np.zeros(len(self._names), dtype=bool)
        met[names] = True
        names = (np.cumsum(met) - 1)[names]
        total = np.int64(np.count_nonzero(met))
        # The rank of each entry among the common ones of its claim and slot.
        new = np.ones(len(claims), dtype=bool)
        new[1:] = (claims[1:] != claims[:-1]) | (slots[1:] != slots[:-1])
        starts = np.flatnonzero(new)
        group = np.cumsum(new) - 1
        few = np.arange(len(claims)) - starts[group] < _COMMON
        slots, names, claims, group = slots[few], names[few], claims[few], group[few]
        doubles, members = [], []
        for step, same in _steps(group, _COMMON):
            one, other = names[same], names[same + step]
            pair = np.minimum(one, other) * total + np.maximum(one, other)
            doubles.append(slots[same] * total * total + pair)
            members.append(claims[same])
        if not doubles:
            return np.empty(0, dtype=np.int64)
        lists, claims = self._ordered(np.concatenate(doubles), np.concatenate(members))
        short = lengths(lists) <= LONGEST
        return self._within(lists[short], claims[short])

    def _through_others(self, lists: Any, claims: Any, sizes: Any) -> Any:
        """Pairs of a claim with an earlier one that has a word standing for one of its own."""
        import numpy as np

        if not len(lists):
            return np.empty(0, dtype=np.int64)
        owners = self.slots.claims
        which, at = self.wider.of(owners)
        number, known = sought(self._names, self.wider.names[at])
        which, number = which[known], number[known]
        wanted = self._slot_numbers[which] * len(self._names) + number
        short = (sizes[wanted] > 0) & (sizes[wanted] <= LONGEST)
        wanted, later = wanted[short], owners[which[short]]
        chosen = np.zeros(len(sizes), dtype=bool)
        chosen[wanted] = True
        kept = chosen[lists]
        table = np.sort(lists[kept] << self._bits | claims[kept])
        place = places(table, wanted << self._bits)
        counts = sizes[wanted]
        entry = np.repeat(np.arange(len(wanted)), counts)
        index = np.repeat(place - (np.cumsum(counts) - counts), counts) + np.arange(len(entry))
        (_, earlier), later = self._apart(table[index]), later[entry]
        before = earlier < later
        return later[before] << self._bits | earlier[before]

    # --- Pairs that share enough

    def worth(self, first: Any, second: Any) -> Any:
        """Which of the pairs share enough to be compared."""
        import numpy as np

        parts = [
            self._worth(first[at : at + _AT_ONCE], second[at : at + _AT_ONCE])
            for at in range(0, len(first), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.empty(0, dtype=bool)

    def _worth(self, first: Any, second: Any) -> Any:
        import numpy as np

        times, of = STAND_IN
        shared = of * self._shared(first, second, self.keys, self.key_weights)
        shared += times * self._shared(first, second, self.wider, self.wider_weights)
        enough = shared >= of * LEAST_SHARED * SCALE
        at = np.flatnonzero(enough)
        near = self._alike(first[at], second[at])
        far = at[~near]
        kin = self._kin(first[far], second[far]) | self._kin(second[far], first[far])
        enough[far[~kin]] = False
        return enough

    def _shared(self, first: Any, second: Any, words: Several, weights: Any) -> Any:
        """The weight of what each second claim's words meet among the first one's keys."""
        import numpy as np

        which, at = words.of(second)
        number, known = sought(self._names, words.names[at])
        which, at, number = which[known], at[known], number[known]
        place, known = sought(self._key_table[0], first[which] * np.int64(len(self._names)) + number)
        which, at, place = which[known], at[known], place[known]
        least = np.minimum(weights[at], self._key_table[1][place])
        return np.bincount(which, weights=least, minlength=len(first)).astype(np.int64)

    @property
    def _key_table(self) -> tuple[Any, Any]:
        """Every claim with each of its keys, sorted, and the weight."""
        import numpy as np

        if not hasattr(self, "_sorted_keys"):
            table = self.keys.claims * np.int64(len(self._names)) + self._key_numbers
            order = np.argsort(table)
            self._sorted_keys = table[order], self.key_weights[order]
        return self._sorted_keys

    def _alike(self, first: Any, second: Any) -> Any:
        """Whether the claims' vectors point the same way; claims of names alone have none."""
        import numpy as np

        cosines = np.einsum("ij,ij->i", self.gists[first], self.gists[second])
        return (cosines >= LEAST_GIST * GIST_SCALE**2) | self._bare[first] | self._bare[second]

    @functools.cached_property
    def gists(self) -> Any:
        """The claims' vectors, in whole numbers."""
        import numpy as np

        return self.joined("gists", "<i2").reshape(len(self), -1).astype(np.int32)

    @functools.cached_property
    def _bare(self) -> Any:
        return ~self.gists.any(axis=1)

    def _kin(self, first: Any, second: Any) -> Any:
        """Whether a thing that one claim names is of a kind that the other names."""
        import numpy as np

        if not hasattr(self, "_kinds"):
            self._kinds = self._several("kinds", "kind_counts")
            cores = self._several("cores", "core_counts")
            self._stems, numbers = numbered(cores.names)
            self._cores = np.sort(cores.claims * np.int64(len(self._stems) or 1) + numbers)
        which, at = self._kinds.of(first)
        number, known = sought(self._stems, self._kinds.names[at])
        which, number = which[known], number[known]
        _, met = sought(self._cores, second[which] * np.int64(len(self._stems) or 1) + number)
        found = np.zeros(len(first), dtype=bool)
        found[which[met]] = True
        return found
