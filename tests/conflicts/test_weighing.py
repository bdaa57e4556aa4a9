"""How sure one must be grows with the number of claims that say the same kind of thing."""

from __future__ import annotations

import itertools

import pytest

from factcheck.claims.spans_of_time import apart, spans
from factcheck.claims.spoken import with_spoken
from factcheck.conflicts import weighing
from factcheck.conflicts.conflict import ConflictKind
from factcheck.quantities import quantities


@pytest.mark.parametrize("kind", ConflictKind)
def test_the_least_score_grows_and_is_bounded(kind: ConflictKind) -> None:
    grown = [weighing.least(kind, rivals) for rivals in (0, 2, 10, 100, 1000, 10**9)]
    assert all(less <= more for less, more in itertools.pairwise(grown))
    assert grown[-1] == weighing.MOST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only one in eight teenagers ate breakfast.", [(12.5, "%")]),
        ("Every third child has a bicycle.", [(33.33, "%")]),
        ("It keeps for a fortnight.", [(2.0, "week")]),
        ("The build takes an hour and ten minutes.", [(1.17, "hour")]),
        ("Every second nine litres run through it.", [(9.0, "L")]),
        ("The wait is over after a month and a half.", [(1.5, "month")]),
        ("Lists below one twentieth of the vote go home.", [(5.0, "%")]),
        ("The store is held at minus 18 °C.", [(-18.0, "°C")]),
        ("He comes once a week.", [(1.0, "time/week")]),
        ("It runs every second week.", []),
        ("She spent the week at home.", []),
        ("Of 40 ships, 5 sank in 10 days.", [(40.0, "ship"), (5.0, ""), (10.0, "day")]),
    ],
)
def test_quantities_in_words(text: str, found: list[tuple[float, str]]) -> None:
    read = with_spoken(text, quantities(text))
    assert [(round(one.value, 2), one.unit) for one in read] == found


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        ("From 1950 to 1985 it rose.", "Since 2001 it has fallen.", True),
        ("Until 2015 it was so.", "Since 2015 it is otherwise.", True),
        ("In the 1920s it rose.", "In 1925 it fell.", False),
        ("Since 1990 it has risen.", "In 2005 it fell.", False),
        ("It rose.", "In 2005 it fell.", False),
        ("In the 19th century it rose.", "Between 1920 and 1930 it fell.", True),
    ],
)
def test_stretches_of_time(one: str, other: str, are_apart: bool) -> None:
    assert apart(spans(one), spans(other)) is are_apart
    assert apart(spans(other), spans(one)) is are_apart
