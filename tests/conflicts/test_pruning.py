"""No pair is passed over of which something would be told, and many are passed over in large collections."""

from __future__ import annotations

import itertools
import random

import pytest

import factcheck
from factcheck import conflicts
from factcheck.claims.frame import Frame
from factcheck.conflicts import advice, candidates, pruning
from factcheck.conflicts.matching import overlap
from factcheck.conflicts.pairing import Collection
from factcheck.conflicts.pruning import Pruning
from factcheck.values import replace

THINGS = ("Meryn lighthouse", "Tavrian reservoir", "old observatory", "river ferry", "night train", "bakery")
SAID = (
    "The {} is 41 metres high.",
    "The {} is 58 metres high.",
    "The {} was opened in 1903.",
    "The {} was opened in 1911.",
    "Fog raises the running costs of the {}.",
    "Fog lowers the running costs of the {}.",
    "Fog has no effect on the running costs of the {}.",
    "Do not visit the {} in winter.",
    "Visit the {} in winter.",
    "Visitors of the {} must book a place.",
    "Visitors of the {} need not book a place.",
    "The {} is open at night.",
    "The {} is closed at night.",
    "The {} does not belong to the council.",
    "The {} belongs to the council.",
    "The {} is the oldest building of the Meryn valley.",
    "The mill is the oldest building of the Meryn valley, says the keeper of the {}.",
    "Some say that the {} could become a museum for children and their parents.",
)


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    sentences = [said.format(thing) for thing in THINGS for said in SAID]
    report = factcheck.check({"a.md": "# The Meryn valley\n\n" + "\n\n".join(sentences)})
    return [
        claim.frame
        for page in report.pages
        for one in page.statements
        for claim in one.claims
        if claim.frame is not None
    ]


def collection(frames: list[Frame], seed: int, files: int) -> list[tuple[str, Frame]]:
    chance = random.Random(seed)
    return [
        (f"{number}.md", replace(frame, start=900 * at, end=900 * at + 60, block=at))
        for number in range(files)
        for at, frame in enumerate(chance.choices(frames, k=chance.randint(1, 9)))
    ]


@pytest.mark.parametrize("files", [3, 6, 12])
@pytest.mark.parametrize("seed", range(6))
def test_the_same_is_told(
    frames: list[Frame], monkeypatch: pytest.MonkeyPatch, seed: int, files: int
) -> None:
    given = collection(frames, seed, files)
    pruned = conflicts.find(given)
    monkeypatch.setattr(Pruning, "promising", lambda self, first, second: first == first)
    assert pruned == conflicts.find(given)


def test_claims_are_never_thought_less_alike_than_they_are(frames: list[Frame]) -> None:
    outlines, readings = conflicts.outlined(collection(frames, 1, 14), conflicts.members_of({}))
    alike = Pruning(Collection(outlines), {}).alike
    for a, b in itertools.combinations(range(len(readings)), 2):
        shared = overlap(readings[a], readings[b])
        assert shared is not None
        (most,) = alike([a], [b])
        assert shared.about <= most + pruning.MARGIN


def test_many_pairs_of_a_large_collection_are_passed_over(frames: list[Frame]) -> None:
    outlines, _ = conflicts.outlined(collection(frames, 2, 40), conflicts.members_of({}))
    whole = Collection(outlines)
    first, second = whole.pairs()
    kept = Pruning(whole, pruning.floors(whole.rivals)).promising(first, second)
    assert 0 < kept.sum() < 0.75 * len(kept)


def test_what_is_passed_over_holds_for_fewer_claims_down_to_a_floor() -> None:
    floors = pruning.floors({1: 100, 2: 4})
    assert floors == {1: 75}, "few claims ask for the least score whatever their number"
    assert pruning.holds(floors.items(), {1: 75})
    assert not pruning.holds(floors.items(), {1: 74})
    assert not pruning.holds(floors.items(), {})


def test_advice_that_cannot_be_contrary_is_not(frames: list[Frame]) -> None:
    _, readings = conflicts.outlined(collection(frames, 1, 14), conflicts.members_of({}))
    advising = [one for one in readings if one.frame.advice]
    possible = 0
    for a, b in itertools.permutations(advising, 2):
        shared = overlap(a, b)
        assert shared is not None
        possible += advice.possible(a, b)
        assert advice.possible(a, b) or advice.compare(a, b, shared) is None
    assert 0 < possible < len(advising) * (len(advising) - 1)


@pytest.mark.parametrize("size", [1, 4, 200])
def test_the_outline_of_a_page_is_that_of_its_parts(frames: list[Frame], size: int) -> None:
    kinds = conflicts.members_of({})
    usual = candidates.usual([candidates.vocabulary(frames)] * 9)
    readings = candidates.readings("a.md", frames, kinds, usual)
    parts = [readings[at : at + size] for at in range(0, len(readings), size)]
    assert candidates.joined([candidates.outline("a.md", part) for part in parts]) == candidates.outline(
        "a.md", readings
    )
