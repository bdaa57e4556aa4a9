"""Pairs found by joining arrays are those that the definition gives."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.conflicts import pairing
from factcheck.conflicts.candidates import Outline
from factcheck.conflicts.pairing import Collection

Claim = tuple[list[int], list[int], list[int]]
"""Slots, keys and stand-ins."""


def outline(path: str, claims: Sequence[Claim]) -> Outline:
    def joined(part: int) -> bytes:
        return np.array([one for claim in claims for one in claim[part]], dtype="<u8").tobytes()

    def counts(part: int) -> bytes:
        return np.array([len(claim[part]) for claim in claims], dtype="<u2").tobytes()

    def weights(part: int) -> bytes:
        return np.full(sum(len(claim[part]) for claim in claims), 3000, dtype="<u2").tobytes()

    none = np.zeros(len(claims), dtype="<u2").tobytes()
    return Outline(
        path=path, ids=b"", starts=b"", ends=b"", texts=("",) * len(claims),
        slots=joined(0), slot_counts=counts(0), keys=joined(1), key_weights=weights(1), key_counts=counts(1),
        wider=joined(2), wider_weights=weights(2), wider_counts=counts(2),
        gists=np.zeros((len(claims), 4), dtype="<i2").tobytes(),
        kinds=b"", kind_counts=none, cores=b"", core_counts=none,
    )  # fmt: skip


def by_definition(claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """Two claims meet in a list of a slot and a key, in one of a slot and two common keys, or the later one's
    stand-ins meet the earlier one in the first kind of list.
    """
    lists = defaultdict(list)
    for number, (slots, keys, _) in enumerate(claims):
        for slot, key in itertools.product(slots, keys):
            lists[slot, key].append(number)
    doubles = defaultdict(list)
    for number, (slots, keys, _) in enumerate(claims):
        for slot in slots:
            common = [key for key in keys if len(lists[slot, key]) > pairing.LONGEST][:6]
            for one, other in itertools.combinations(common, 2):
                doubles[slot, min(one, other), max(one, other)].append(number)
    found = set()
    for members in (*lists.values(), *doubles.values()):
        if len(members) <= pairing.LONGEST:
            found.update(itertools.combinations(members, 2))
    for number, (slots, _, wider) in enumerate(claims):
        for place in itertools.product(slots, wider):
            if place in lists and len(lists[place]) <= pairing.LONGEST:
                found.update((other, number) for other in lists[place] if other < number)
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def shared(one: Claim, other: Claim) -> float:
    """What the later claim's keys and stand-ins meet of the earlier one's keys, each of weight 0.3."""
    return 0.3 * (len(set(other[1]) & set(one[1])) + 0.8 * len(set(other[2]) & set(one[1])))


def some(most: int, count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), max_size=count, unique=True)


@settings(max_examples=150, deadline=None)
@given(
    pages=st.lists(
        st.lists(st.tuples(some(2, 2), some(9, 8), some(9, 3)), max_size=20), min_size=1, max_size=4
    ),
    longest=st.integers(2, 6),
)
def test_pairs_are_those_of_the_definition(pages: list[list[Claim]], longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "LONGEST", longest)
        claims = [claim for page in pages for claim in page]
        collection = Collection([outline(f"{number}.md", page) for number, page in enumerate(pages)])
        first, second = collection.pairs()
        found = list(zip(first.tolist(), second.tolist(), strict=True))
        assert found == by_definition(claims)
        worth = collection.worth(first, second).tolist()
        assert worth == [shared(claims[a], claims[b]) >= pairing.LEAST_SHARED for a, b in found]
