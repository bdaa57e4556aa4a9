"""Conflicts between short texts: what stays silent, what is told, in any order, once for each disagreement."""

from __future__ import annotations

import pathlib

import pytest
import yaml

import factcheck
from factcheck.conflicts.conflict import Conflict

HERE = pathlib.Path(__file__).parent


def load(name: str, part: str) -> list[dict]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))[part]


def told(texts: dict[str, str], **settings: object) -> list[Conflict]:
    report = factcheck.check(texts, factcheck.Settings(**settings) if settings else None)
    return [conflict for conflict in report.conflicts if conflict.explanation is None]


@pytest.mark.parametrize("case", load("pairs", "silent"), ids=lambda case: case["id"])
def test_stays_silent(case: dict) -> None:
    assert case["why"]
    assert [conflict.message for conflict in told({"a.md": case["a"], "b.md": case["b"]})] == []


FOUND = [case for name in ("pairs", "paraphrases") for case in load(name, "fires")]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["id"])
def test_tells(case: dict) -> None:
    conflicts = told({"a.md": case["a"], "b.md": case["b"]})
    assert len(conflicts) >= 1
    assert {conflicts[0].place.path, conflicts[0].others[0].path} == {"a.md", "b.md"}
    assert conflicts[0].place.path == "b.md", "told at the later place in path order"


def test_the_order_of_the_files_does_not_matter() -> None:
    texts = {f"{case['id']}{side}.md": case[side] for case in FOUND[:12] for side in "ab"}
    backwards = dict(reversed(texts.items()))
    assert factcheck.check(texts).conflicts == factcheck.check(backwards).conflicts


def test_three_places_that_disagree_are_one_finding() -> None:
    conflicts = told(
        {
            "a.md": "The lighthouse on Sker Rock is 37 metres tall.",
            "b.md": "The lighthouse on Sker Rock is 52 metres tall.",
            "c.md": "The lighthouse on Sker Rock is 61 metres tall.",
        }
    )
    assert len(conflicts) == 1
    assert conflicts[0].place.path == "c.md"
    assert [place.path for place in conflicts[0].others] == ["a.md", "b.md"]


def test_what_explains_a_disagreement_is_kept() -> None:
    report = factcheck.check(
        {
            "a.md": "In 2019 the orchard yielded 14 tonnes of apples.",
            "b.md": "In 2022 the orchard yielded 9 tonnes of apples.",
        }
    )
    assert [conflict.explanation for conflict in report.conflicts] == ["different-period"]


def test_configured_synonyms_bring_claims_together() -> None:
    texts = {"a.md": "The Quarle is 41 metres long.", "b.md": "The old barge is 58 metres long."}
    assert told(texts) == []
    assert len(told(texts, synonyms=(("quarle", "old barge"),))) == 1


def test_configured_kinds_bring_a_member_under_its_kind() -> None:
    texts = {
        "a.md": "Zelor crosses the sorn barrier.",
        "b.md": "Trimands do not cross the sorn barrier.",
    }
    assert len(told(texts, kinds={"trimand": ("zelor",)})) == 1
