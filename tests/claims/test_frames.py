"""What is read of single sentences, slot by slot; each case names the slots that it is about."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from factcheck.claims.frame import Frame
from factcheck.page import study
from factcheck.text import Source

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "frames.yaml").read_text(encoding="utf-8"))


def _uniques(frame: Frame) -> list[str]:
    return [f"{' '.join(one.role)}: {' '.join(one.holder)}" for one in frame.uniques]


def _effects(frame: Frame) -> list[str]:
    return [f"{one.direction.value} {one.head}" for one in frame.effects]


def _assertions(frame: Frame) -> list[str]:
    return [
        f"{' '.join(one.subject)} {'not ' if one.negative else ''}{one.verb}: {' '.join(one.objects)}".strip()
        for one in frame.assertions
        if one.main
    ]


def _figures(frame: Frame) -> list[str]:
    return [
        " ".join(
            filter(
                None,
                (
                    one.bound or "",
                    f"{one.value:g}{f'-{one.high:g}' if one.high is not None else ''}",
                    one.unit,
                    f"of {' '.join(one.of)}" if one.of else "",
                    "change" if one.change else "",
                ),
            )
        )
        for one in frame.figures
    ]


def _definitions(frame: Frame) -> list[str]:
    return [f"{' '.join(one.term)}: {' '.join(one.meaning)}" for one in frame.definitions]


def _dates(frame: Frame) -> list[str]:
    return [f"{one.relation} {one.year}".strip() for one in frame.dates]


SLOTS: dict[str, Callable[[Frame], list[str]]] = {
    "uniques": _uniques,
    "effects": _effects,
    "assertions": _assertions,
    "figures": _figures,
    "definitions": _definitions,
    "dates": _dates,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_reads(case: dict[str, Any]) -> None:
    frames = [claim.frame for one in study(Source("a.md", case["text"])).statements for claim in one.claims]
    for slot in case.keys() - {"text"}:
        assert [said for frame in frames for said in SLOTS[slot](frame)] == case[slot]
