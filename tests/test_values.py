"""Values are frozen, copied with changes, and kept as arrays of their fields."""

from __future__ import annotations

import msgspec
import pytest

from factcheck.text import Span
from factcheck.values import Value, replace


class Reading(Value, frozen=True):
    """A value for these tests."""

    place: str
    span: Span
    figures: tuple[float, ...] = ()


TIDE = Reading("Meryn", Span(3, 9), (4.2,))


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        TIDE.place = "Tarn"  # type: ignore[misc]


def test_a_copy_has_other_fields() -> None:
    other = replace(TIDE, place="Tarn")
    assert (other.place, other.span, other.figures) == ("Tarn", TIDE.span, TIDE.figures)
    assert other != TIDE
    assert replace(other, place="Meryn") == TIDE
    assert len({TIDE, other, replace(other, place="Meryn")}) == 2


def test_it_is_kept_as_an_array() -> None:
    kept = msgspec.json.encode(TIDE)
    assert kept == b'["Meryn",[3,9],[4.2]]'
    assert msgspec.json.decode(kept, type=Reading) == TIDE


def test_what_is_kept_is_checked() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'["Meryn",[9,3],[]]', type=Reading)  # a span that ends before it starts


def test_spans_are_ordered() -> None:
    assert sorted([Span(4, 9), Span(0, 7), Span(4, 5)]) == [Span(0, 7), Span(4, 5), Span(4, 9)]
    with pytest.raises(ValueError, match="not a span"):
        Span(5, 4)
