"""Listed conversions are Pint's."""

from __future__ import annotations

import pytest

from factcheck import lexicon, units


@pytest.mark.parametrize("unit", sorted(lexicon.data("unit_bases")))
def test_conversions_are_those_of_pint(unit: str) -> None:
    assert units._atom(unit) == units.converted(unit)
