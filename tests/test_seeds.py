"""Four real articles: what they disagree in is told, and what only looks so is not. Skipped where they are not beside the project."""

from __future__ import annotations

import itertools
import pathlib
from typing import Any

import pytest
import yaml

import factcheck

SHARED = pathlib.Path(__file__).parent.parent.parent / "shared"
GOLD = SHARED / "gold" / "seeds.yaml"
SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not (GOLD.exists() and SEEDS.exists()), reason="no seeds beside the project")

Pair = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def told() -> list[Pair]:
    """Both ends of every conflict that is shown."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    findings = factcheck.check(texts).as_json()["findings"]
    return [(one, other) for one in findings if one["code"].startswith("FC4") for other in one["related"]]


def is_told(conflict: dict[str, Any], told: list[Pair]) -> bool:
    def stands_at(end: dict[str, Any], place: dict[str, str]) -> bool:
        start = (SEEDS / place["file"]).read_text(encoding="utf-8").index(place["quote"])
        return (
            end["path"] == place["file"] and end["start"] < start + len(place["quote"]) and start < end["end"]
        )

    return any(
        stands_at(one, conflict["a"]) and stands_at(other, conflict["b"])
        for pair in told
        for one, other in itertools.permutations(pair)
    )


def conflicts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))["conflicts"]
    return found


def test_what_only_looks_contrary_is_not_told(told: list[Pair]) -> None:
    assert [one for one in conflicts() if one["strength"] == "none" and is_told(one, told)] == []


@pytest.mark.parametrize("kind", ["advice", "polarity"])
def test_the_advice_and_the_effect_that_differ_are_told(told: list[Pair], kind: str) -> None:
    assert any(is_told(one, told) for one in conflicts() if one["kind"] == kind and one["strength"] != "none")
