"""Numbers, ranges, bounds and units in a text."""

from __future__ import annotations

import dataclasses
import enum


class Comparator(enum.StrEnum):
    """How a value bounds what it measures."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    ABOUT = "~"
    BETWEEN = "between"


@dataclasses.dataclass(frozen=True, slots=True)
class Quantity:
    """A value or range with its unit. Offsets are code points into the text that was searched."""

    value: float
    """The value, or the low end of a range. Scale words are multiplied in (`200million` is 2e8), `%` is kept as a unit."""
    high: float | None
    """The high end of a range, else None."""
    unit: str
    """As normalised: `mg/day`, `%`, `fold`, `year`, `°C`, `USD`; the counted noun's lemma for counts (`people`); empty for a
    bare number."""
    comparator: Comparator
    start: int
    end: int
    measures: str = ""
    """The words nearest to the figure that say what is measured (`higher risk of coronary artery disease`)."""
    precision: int = 0
    """Significant digits as written: 2 for `1.4`, 1 for `200 million`."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in order, without overlaps."""
    raise NotImplementedError
