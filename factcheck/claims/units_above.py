"""The unit of a bare number where the header of its column, or what stands above its table, names it: `Price (€)`,
`kcal`, `Days of frost`, `Revenue, million crowns`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from factcheck import prefilter, units
from factcheck.quantities import Quantity, quantities
from factcheck.values import replace

_AT_END = prefilter.compile(
    r"(?:(?:\s[(\[]|,\s)(?:in\s)?|\bin\s)(?P<unit>[^()\[\],.:;]{1,24})[)\]]?\s*[.:]?\s*$"
)
_AT_START = re.compile(
    r"^(?P<unit>(?:million\s|thousand\s)?[^\W\d_]{2,}(?:/\w+|\sper\s\w+)?|%)(?=\s(?:of|to|an?|for|from|above|below)\b|\s*$|,)"
)
_IN_TEXT = prefilter.compile(
    r"\bin (seconds|minutes|hours|days|weeks|months|years|metres|meters|miles|feet|kg|grams|litres|percent|per cent|euros|dollars"
    r"|pounds|kilometres)\b"
)


def with_unit(quantity: Quantity, text: str, above: Sequence[str]) -> Quantity:
    """A quantity with the unit that a text above it or the sentence names elsewhere, if it has none."""
    if quantity.unit:
        return quantity
    named = (one for heading in above if (one := _heading(heading)))
    one = next(named, None)
    if one is None and (match := _IN_TEXT.search(text)):
        one = _one(match.group(1), counted=False)
    if one is None:
        return quantity
    high = None if quantity.high is None else quantity.high * one.value
    return replace(quantity, unit=one.unit, value=quantity.value * one.value, high=high)


@functools.lru_cache(maxsize=1 << 12)
def _heading(heading: str) -> Quantity | None:
    """One of the unit that a heading ends with, or is, or begins with."""
    for pattern, counted in ((_AT_END, True), (_AT_START, False)):
        match = pattern.search(heading)
        one = _one(match["unit"], counted=counted) if match else None
        if match and one:
            # "Second", "Week": no unit, but which one
            return None if one.unit in units.TIMES and one.unit == match["unit"].lower() else one
    return None


def _one(unit: str, *, counted: bool) -> Quantity | None:
    """One of a unit; of one that is no measure but a noun only where that may stand for a unit."""
    text = f"1 {unit}"
    found = quantities(text)
    if not found or found[0].end != len(text) or not found[0].unit:
        return None
    return found[0] if counted or units.known(found[0].unit.partition("/")[0]) else None
