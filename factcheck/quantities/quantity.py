"""What a figure says: a value or range, its unit, and how it bounds what it measures."""

from __future__ import annotations

import enum

from factcheck.values import Value


class Comparator(enum.StrEnum):
    """How a value bounds what it measures."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    ABOUT = "~"
    BETWEEN = "between"


class Quantity(Value, frozen=True):
    """A value or range with its unit. Offsets are code points into the text that was searched."""

    value: float
    """The value, or the low end of a range. Scale words are multiplied in (`200million` is 2e8), `%` is kept
    as a unit; a share is in percent (`one in five` is 20 %).
    """
    high: float | None
    """The high end of a range, else None."""
    unit: str
    """As normalised: `mg/day`, `%`, `fold`, `year`, `°C`, `USD`; the counted noun's lemma for counts
    (`people`); empty for a bare number.
    """
    comparator: Comparator
    start: int
    end: int
    measures: str = ""
    """The words nearest to the figure that say what is measured (`higher risk of coronary artery disease`).
    """
    precision: int = 0
    """Significant digits as written: 2 for `1.4`, 1 for `200 million`."""
    share: bool = False
    """Written as a fraction: `one in five`, `two thirds`, `half`; its unit is `%`."""
    every: bool = False
    """An interval at which something is done: `every 6 months`."""
