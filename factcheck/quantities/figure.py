"""A figure while it is read, and the text that it stands in."""

from __future__ import annotations

from factcheck.quantities.beside import Blocked
from factcheck.quantities.quantity import Comparator
from factcheck.values import Value


class Context(Value, frozen=True):
    """What a figure is read in."""

    text: str
    floor: int
    """Where the figure before it ends: nothing before that is part of this one."""
    blocked: Blocked


class Figure(Value, frozen=True):
    """What is known of a figure so far."""

    start: int
    end: int
    value: float
    unit: str
    precision: int = 1
    high: float | None = None
    comparator: Comparator | None = None
    """The bound that lies in how the figure is written: a range, `a couple of`."""
    suffix: Comparator | None = None
    """The bound behind it: `20 or more`."""
    share: bool = False
    every: bool = False
