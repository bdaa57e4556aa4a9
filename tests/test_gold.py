"""Annotated texts beside the project: what is said of them keeps to what was reached. Skipped where they are not there."""

from __future__ import annotations

import itertools
import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest
import yaml

import factcheck

SHARED = pathlib.Path(__file__).parent.parent.parent / "shared"
SCORE = SHARED / "bench" / "score.py"
GOLD = SHARED / "gold" / "seeds.yaml"
SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(
    not (SCORE.exists() and GOLD.exists() and SEEDS.exists()), reason="no annotated texts beside the project"
)

Pair = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    found: dict[str, Any] = factcheck.check(texts).as_json()
    return found


@pytest.fixture(scope="module")
def told(report: dict[str, Any]) -> list[Pair]:
    """Both ends of every conflict that is shown."""
    findings = report["findings"]
    return [(one, other) for one in findings if one["code"].startswith("FC4") for other in one["related"]]


def stands_at(one: dict[str, Any], file: str, quote: str) -> bool:
    """Whether a quotation of a file stands where something was found."""
    start = (SEEDS / file).read_text(encoding="utf-8").index(quote)
    return bool(one["start"] < start + len(quote) and start < one["end"])


def is_told(conflict: dict[str, Any], told: list[Pair]) -> bool:
    def is_at(end: dict[str, Any], place: dict[str, str]) -> bool:
        return end["path"] == place["file"] and stands_at(end, place["file"], place["quote"])

    return any(
        is_at(one, conflict["a"]) and is_at(other, conflict["b"])
        for pair in told
        for one, other in itertools.permutations(pair)
    )


@pytest.mark.parametrize("status", ["cited", "unlocatable", "vague"])
def test_what_names_a_source_is_known_by_it(report: dict[str, Any], status: str) -> None:
    statements = {file["path"]: file["statements"] for file in report["files"]}
    gold = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    for document in gold["documents"]:
        for sentence in document["sentences"]:
            if sentence["status"] == status:
                file, quote = document["file"], sentence["quote"]
                found = [one["status"] for one in statements[file] if stands_at(one, file, quote)]
                assert status in found, quote


def conflicts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))["conflicts"]
    return found


def test_what_only_looks_contrary_is_not_told(told: list[Pair]) -> None:
    assert [one for one in conflicts() if one["strength"] == "none" and is_told(one, told)] == []


@pytest.mark.parametrize("kind", ["advice", "polarity"])
def test_the_advice_and_the_effect_that_differ_are_told(told: list[Pair], kind: str) -> None:
    assert any(is_told(one, told) for one in conflicts() if one["kind"] == kind and one["strength"] != "none")


@pytest.mark.parametrize(
    ("kind", "file", "least"),
    [
        ("status", "status_a.yaml", {"accuracy": 0.92, "macro_f1": 0.92, "flag_precision": 0.94, "flag_recall": 0.94}),
        ("seeds", "seeds.yaml", {"accuracy": 0.88, "flag_precision": 0.88, "flag_recall": 0.88}),
        ("conflicts", "conflicts_a.yaml", {"precision": 0.95, "recall": 0.35, "located_recall": 0.33}),
    ],
)  # fmt: skip
def test_no_figure_falls(kind: str, file: str, least: dict[str, float]) -> None:
    package = pathlib.Path(factcheck.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, str(SCORE), kind, str(SHARED / "gold" / file), "--texts", str(SEEDS)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(package)},
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    assert {name: figures[name] for name, floor in least.items() if figures[name] < floor} == {}
