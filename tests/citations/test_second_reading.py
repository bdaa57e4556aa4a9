"""Weights that outvote the rules: where they have a say, what comes of it, and how sure it is."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import factcheck
from factcheck.citations import second_reading
from factcheck.citations.citation import Status
from factcheck.citations.second_reading import Weights, is_read_again, read_again
from factcheck.claims.claim import Kind
from factcheck.page import weigh
from factcheck.settings import Settings
from factcheck.text import Source

WEIGHTS = Path(second_reading.__file__).with_name("weights.json")


def status_of(text: str, settings: Settings | None = None) -> Status:
    page = factcheck.check({"a.md": text}, settings).pages[0]
    return page.statements[-1].assessment.status


UNREAD = {
    "questions": "Is tea better than coffee?",
    "marks that lead somewhere": "Tea halves the risk of stroke [@lee2019](https://doi.org/10.1136/bmj.l1949).",
    "headings": "# Tea halves the risk of stroke",
    "rows of tables": "| Drink | Risk |\n|---|---|\n| Tea | 12 % |",
}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD.keys())
def test_rules_alone_judge(text: str) -> None:
    assert not any(is_read_again(weighed) for weighed in weigh(Source("a.md", text)))


def test_configured_sources_go_before_weights() -> None:
    text = "The barge office counts nine boats a day."
    assert status_of(text, Settings(unnamed_sources=("The barge office",))) is Status.VAGUE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fold the letter twice and put it into the window envelope.", Status.EXEMPT),
        ("A sonnet is a poem of fourteen lines.", Status.EXEMPT),
        ("Dockers grumble that the new crane is slower than the old one.", Status.VAGUE),
        ("Nobody paints it twice. Studies show that people who sail each week sleep better.", Status.VAGUE),
        ("Orchard keepers tend to swear by grease bands.", Status.VAGUE),
        ("A survey of barge owners found that one in nine sleeps on board.", Status.UNLOCATABLE),
        ("Shift work raises the risk of heart attacks by a fifth.", Status.UNCITED),
    ],
)
def test_sentences_of_every_status(text: str, wanted: Status) -> None:
    assert status_of(text) is wanted


def test_no_marks_are_lost_and_spans_stay() -> None:
    before = weigh(
        Source(
            "a.md", "Dockers grumble that the crane is slow. Tea is a drink [1].\n\n[1]: https://a.example/x"
        )
    )
    after = read_again(before)
    assert [one.statement for one in after] == [one.statement for one in before]
    assert [[claim.span for claim in one.claims] for one in after] == [
        [claim.span for claim in one.claims] for one in before
    ]


def test_odds_are_a_distribution_that_length_does_not_sharpen() -> None:
    weights = Weights(("a", "b"), (0, 0), {str(n): (100, -100) for n in range(100)})
    assert weights.odds(()) == {"a": 0.5, "b": 0.5}
    one, many = weights.odds(["1"]), weights.odds([str(n) for n in range(100)])
    assert math.isclose(sum(many.values()), 1.0)
    assert math.isclose(one["a"], 1 / (1 + math.exp(-2)))
    assert math.isclose(many["a"], 1 / (1 + math.exp(-20)))


def test_shipped_weights_are_whole() -> None:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(data["status"]["classes"]) == {Status.EXEMPT, Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE}
    assert {Kind(name) for name in data["kind"]["classes"]} <= set(Kind)
    for part in data.values():
        assert all(len(row) == len(part["classes"]) == len(part["bias"]) for row in part["rows"].values())
        assert all(isinstance(value, int) for row in part["rows"].values() for value in row)


AT_HAND = """Hide 2, from ten past five. I brought two flasks. Rain until seven. Repaired the nets with Sam. We ringed 22 birds.
Samples are in the freezer, second drawer. Who left the gate open? I moved the camera. Next count on the 18th.
Water level at the sluice 0.82 m, down 6 cm since Friday. I shall be back tomorrow.
"""
AT_LARGE = """Marsh harriers eat more voles in wet years. Cold springs delay their eggs by a week. Males are smaller than females.
Reeds grow two metres in a summer. Bitterns bred here for the last time in 1889. The marsh is the largest in the country.
Foxes take a third of all eggs. Floods have become more common since 1960. Owls hunt earlier in winter because days are short.
"""


@pytest.mark.parametrize(
    ("around", "wanted"),
    [(AT_HAND, Status.EXEMPT), (AT_LARGE, Status.UNCITED)],
    ids=["in a log", "in an article"],
)
def test_what_stands_around_a_statement_tells_whether_it_is_at_hand(around: str, wanted: Status) -> None:
    told = "A marsh harrier quartered the reedbed for forty minutes and took nothing."
    assert status_of(f"{around}{told}") is wanted
