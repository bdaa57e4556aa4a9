"""Slips between two articles among their other facts, and what only looks like one."""

from __future__ import annotations

import pathlib

import pytest
import yaml

import factcheck

ARTICLES = yaml.safe_load((pathlib.Path(__file__).parent / "articles.yaml").read_text(encoding="utf-8"))


def cases(part: str) -> list[object]:
    return [
        pytest.param(pair, case["says"], id=f"{pair['id']}-{case.get('why', number)}")
        for pair in ARTICLES
        for number, case in enumerate(pair[part])
    ]


def told(pair: dict, says: str) -> list[str]:
    """The messages of what is told of the sentence that is put into the second article."""
    texts = {"a.md": pair["a"], "b.md": pair["b"].replace("{}", says)}
    return [
        conflict.message
        for conflict in factcheck.check(texts).conflicts
        if conflict.explanation is None and conflict.place.path == "b.md"
    ]


@pytest.mark.parametrize(("pair", "says"), cases("silent"))
def test_stays_silent(pair: dict, says: str) -> None:
    assert told(pair, says) == []


@pytest.mark.parametrize(("pair", "says"), cases("fires"))
def test_tells(pair: dict, says: str) -> None:
    assert len(told(pair, says)) == 1
