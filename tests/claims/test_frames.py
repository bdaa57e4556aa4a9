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

CASES = [
    case
    for name in ("frames.yaml", "circumstances.yaml")
    for case in yaml.safe_load((pathlib.Path(__file__).parent / name).read_text(encoding="utf-8"))
]


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


def _bands(bands: tuple[tuple[float, float], ...]) -> list[str]:
    return [f"{f'{low:g} ' if low >= 0 else ''}to {high:g}" for low, high in bands]


def _states(frame: Frame) -> list[str]:
    return [name for name in ("former", "present", "default") if getattr(frame.here, name)]


SLOTS: dict[str, Callable[[Frame], list[str]]] = {
    "uniques": _uniques,
    "effects": _effects,
    "assertions": _assertions,
    "figures": _figures,
    "definitions": _definitions,
    "pairs": lambda frame: [" ".join(pair) for pair in frame.pairs],
    "dates": _dates,
    "modality": lambda frame: [frame.modality.value],
    "stance": lambda frame: [one.stance.value for one in frame.advice],
    "action": lambda frame: [one.action for one in frame.advice],
    "ages": lambda frame: _bands(frame.here.ages),
    "spans": lambda frame: _bands(frame.here.spans),
    "years": lambda frame: [f"{relation} {year}" for relation, year in frame.here.years],
    "versions": lambda frame: [f"{relation} {number}" for relation, number in frame.here.versions],
    "conditions": lambda frame: [" ".join(terms) for terms in frame.here.conditions],
    "populations": lambda frame: list(frame.here.populations),
    "places": lambda frame: list(frame.here.places),
    "months": lambda frame: list(frame.here.months),
    "states": _states,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_reads(case: dict[str, Any]) -> None:
    frames = [claim.frame for one in study(Source("a.md", case["text"])).statements for claim in one.claims]
    for slot in case.keys() - {"text"}:
        assert [said for frame in frames for said in SLOTS[slot](frame)] == case[slot]
