"""What is remembered of earlier comparisons never changes an answer."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factcheck
from factcheck import conflicts
from factcheck.claims.frame import Frame
from factcheck.conflicts.matching import Reading
from factcheck.conflicts.remembered import Remembered
from factcheck.values import replace

THINGS = ("lighthouse", "harbour", "observatory", "viaduct")
SENTENCES = [
    sentence
    for thing in THINGS
    for sentence in (
        f"The Meryn {thing} is 41 metres high.",
        f"The Meryn {thing} is 58 metres high.",
        f"The Meryn {thing} was opened in 1903.",
        f"The Meryn {thing} was opened in 1911.",
        f"Fog raises the running costs of the Meryn {thing}.",
        f"Fog lowers the running costs of the Meryn {thing}.",
        f"The keeper of the Meryn {thing} lives beside the tower.",
    )
]


def pages_of(texts: dict[str, Sequence[str]]) -> dict[str, list[Frame]]:
    report = factcheck.check({path: "# Meryn\n\n" + "\n\n".join(said) for path, said in texts.items()})
    return {
        page.path: [claim.frame for one in page.statements for claim in one.claims if claim.frame is not None]
        for page in report.pages
    }


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    """The frame of each sentence."""
    return [pages_of({"a.md": [sentence]})["a.md"][-1] for sentence in SENTENCES]


def collection(frames: Sequence[Frame], chosen: dict[str, list[int]]) -> list[tuple[str, Frame]]:
    return [
        (path, replace(frames[index], start=2000 * at, end=2000 * at + 60, block=at))
        for path, said in chosen.items()
        for at, index in enumerate(said)
    ]


class Contrast:
    """Contrasts claims and notes which."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.asked: list[int] = []

    def __call__(self, first, second):
        self.asked.extend(first)
        return conflicts.disagreements(
            [(self.readings[a], self.readings[b]) for a, b in zip(first, second, strict=True)]
        )


CONTENT = st.dictionaries(
    st.sampled_from([f"{letter}.md" for letter in "abcdefghijkl"]),
    st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=6, unique=True),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(contents=st.lists(CONTENT, min_size=1, max_size=5))
def test_a_remembered_comparison_is_as_a_new_one(
    frames: list[Frame], contents: list[dict[str, list[int]]]
) -> None:
    batches: list[Remembered] = []
    whole: list[Remembered] = []
    for chosen in contents:
        given = collection(frames, chosen)
        outlines, readings = conflicts.outlined(given, conflicts.members_of({}))
        contrast = Contrast(readings)
        expected = conflicts.find(given)
        found, added, instead = conflicts.compare(outlines, contrast, batches)
        assert found == expected
        assert conflicts.compare(outlines, contrast, whole)[0] == expected
        batches.append(msgspec.msgpack.decode(msgspec.msgpack.encode(added), type=Remembered))
        whole = [msgspec.msgpack.decode(msgspec.msgpack.encode(instead()), type=Remembered)]
        for earlier in (batches, whole):
            contrast.asked.clear()
            assert conflicts.compare(outlines, contrast, earlier)[0] == expected
            assert not contrast.asked, "nothing is compared twice"


def test_a_term_that_becomes_usual_is_seen(frames: list[Frame]) -> None:
    """The ninth file changes what sharing a term tells, and so the pairs of all the others."""
    remembered: list[Remembered] = []
    for count in range(2, 14):
        chosen = {f"{number:02}.md": [number % 7, 7 + number % 7] for number in range(count)}
        given = collection(frames, chosen)
        outlines, readings = conflicts.outlined(given, conflicts.members_of({}))
        found, added, _ = conflicts.compare(outlines, Contrast(readings), remembered)
        assert found == conflicts.find(given)
        remembered.append(added)


def test_the_fixture_disagrees(frames: list[Frame]) -> None:
    kinds = {one.kind for one in conflicts.find([("a.md", frames[0]), ("b.md", frames[1])])}
    assert kinds == {"number"}
