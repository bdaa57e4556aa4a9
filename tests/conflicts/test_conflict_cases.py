"""The cases that the search for conflicts is measured by are read as they are meant."""

from __future__ import annotations

import importlib.util
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent

SETS = """@ harbours | number
A: Ferries are slow. «The crossing to Orvale takes two hours».
C: Bring a book: «an hour is all the boat to Orvale needs».
L different-entity: | Island | Crossing | ⏎ | «Tarn | one hour» | ⏎ | Lissow | two days |
C: | Island | Crossing | ⏎ |---|---| ⏎ | «Orvale | one hour» | ⏎ | Lissow | two days |

@ gulls | polarity
A: «Gulls do not breed on Quell».
C: On Quell, «gulls raise their young» every year.
L paraphrase: «No gull has ever nested on Quell».
"""


@pytest.fixture(scope="module")
def benchmark():
    name = "conflict_cases"
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[name]


def test_contrast_sets_are_read(benchmark, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "sets.txt"
    path.write_text(SETS, encoding="utf-8")
    cases = list(benchmark.cases_in(path))
    assert [(case["id"], case["kind"], case["conflict"], case["lookalike"]) for case in cases] == [
        ("0-0", "number", True, None),
        ("0-1", "number", False, "different-entity"),
        ("0-2", "number", True, None),
        ("1-0", "polarity", True, None),
        ("1-1", "polarity", False, "paraphrase"),
    ]
    assert cases[0]["a"] == cases[1]["a"] == "Ferries are slow. The crossing to Orvale takes two hours."
    assert cases[1]["b"] == "| Island | Crossing |\n|---|---|\n| Tarn | one hour |\n| Lissow | two days |"
    assert cases[2]["b"] == "| Island | Crossing |\n|---|---|\n| Orvale | one hour |\n| Lissow | two days |"


def test_all_files_of_cases_can_be_read(benchmark) -> None:
    for path in sorted(benchmark.FOLDER.iterdir()):
        cases = list(benchmark.cases_in(path))
        assert len({case["id"] for case in cases}) == len(cases) > 50, path.name
        assert {case["conflict"] for case in cases} == {True, False}, path.name
        for case in cases:
            assert case["a"].strip(), case["id"]
            assert case["b"].strip(), case["id"]
            assert bool(case["lookalike"]) is not case["conflict"], case["id"]
