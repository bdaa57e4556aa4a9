"""In what figures are measured, and whether two in one measure can both hold."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence

from factcheck import units
from factcheck.claims.slots import Figure
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.matching import best, likeness
from factcheck.quantities import Comparator

_FAST: dict[str, tuple[str, float]] = {
    "": ("", 1), "%": ("share", 0.01), "fold": ("fold", 1), "times": ("fold", 1),
    "second": ("time", 1), "s": ("time", 1), "minute": ("time", 60), "min": ("time", 60), "hour": ("time", 3600), "h": ("time", 3600), "ms": ("time", 0.001),
    "millisecond": ("time", 0.001), "day": ("time", 86400), "week": ("time", 604800), "month": ("time", 2629800), "year": ("time", 31557600),
    "decade": ("time", 315576000), "century": ("time", 3155760000),
    "mg": ("mass", 1e-6), "g": ("mass", 1e-3), "kg": ("mass", 1), "µg": ("mass", 1e-9), "mcg": ("mass", 1e-9), "tonne": ("mass", 1000), "t": ("mass", 1000),
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "m": ("length", 1), "km": ("length", 1e3), "mile": ("length", 1609.344), "foot": ("length", 0.3048), "inch": ("length", 0.0254),
    "B": ("data", 1), "kB": ("data", 1e3), "MB": ("data", 1e6), "GB": ("data", 1e9), "TB": ("data", 1e12),
    "W": ("power", 1), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9), "TW": ("power", 1e12),
    "Wh": ("energy", 1), "kWh": ("energy", 1e3), "MWh": ("energy", 1e6), "GWh": ("energy", 1e9), "TWh": ("energy", 1e12),
    "°C": ("temperature", 1), "K": ("temperature", 1),
}  # fmt: skip
_NAMED = {
    "meter": "length", "kilogram": "mass", "second": "time", "kelvin": "temperature", "meter^3": "volume", "meter^2": "area",
    "kilogram meter^2 second^-3": "power", "kilogram meter^2 second^-2": "energy", "kilogram meter^2": "energy",
}  # fmt: skip
"""Base units by which the library names a dimension -> its name here."""
_FREEZING = 273.15


@functools.lru_cache(maxsize=4096)
def measured_in(unit: str) -> tuple[str, float]:
    """The dimension of a unit and the factor to that dimension's base; a unit of its own where no library knows it."""
    if unit in _FAST:
        return _FAST[unit]
    if "/" in unit:
        top, _, bottom = unit.partition("/")
        one, other = measured_in(top), measured_in(bottom)
        return f"{one[0]}/{other[0]}", one[1] / other[1]
    amount = _AMOUNT.match(unit)
    if amount:
        dimension, factor = measured_in(unit[amount.end() :])
        return dimension, factor * float(amount.group(1))
    if not units.known(unit):
        return unit, 1.0
    base = units.to_base(1.0, unit)
    zero = units.to_base(0.0, unit)
    if base is None or zero is None:
        return unit, 1.0
    return _NAMED.get(base[1], base[1]), base[0] - zero[0]


_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) (?=\D)")


@functools.lru_cache(maxsize=4096)
def _zero(unit: str) -> float:
    """Where a unit's zero lies in the base of its dimension: 273.15 for °C."""
    if unit == "°C":
        return _FREEZING
    if unit in _FAST or "/" in unit or not units.known(unit) or measured_in(unit)[0] != "temperature":
        return 0.0
    base = units.to_base(0.0, unit)
    return base[0] if base else 0.0


def interval(figure: Figure) -> tuple[float, float]:
    """The values that a figure as written allows: its rounding, the slack of `about`, its bounds."""
    low = figure.value
    high = figure.high if figure.high is not None else figure.value
    digits = max(figure.precision, 1)
    slack = 0.0
    for value in (low, high):
        if value:
            slack = max(slack, 0.5 * 10 ** (math.floor(math.log10(abs(value))) - digits + 1))
    spelled = not any(c.isdigit() for c in figure.text)
    slack = min(slack, (0.08 if spelled else 0.05) * max(abs(low), abs(high)))
    if spelled and figure.unit == "%":
        slack = max(slack, 0.08 * abs(high))
    if figure.comparator is Comparator.ABOUT:
        slack = max(slack, 0.12 * abs(high))
    low, high = low - slack, high + slack
    return low, high


def allowed(figure: Figure) -> tuple[float, float]:
    """The interval of values that hold if the figure does."""
    low, high = interval(figure)
    if figure.comparator in (Comparator.LESS, Comparator.AT_MOST):
        return -math.inf, high
    if figure.comparator in (Comparator.MORE, Comparator.AT_LEAST):
        return low, math.inf
    return low, high


_PERSONS = frozenset(
    "people person passenger worker employee staff child pupil student resident inhabitant visitor member patient voter player man woman "
    "household home family tenant teacher soldier guest user customer citizen adult participant spectator reader".split()
)


def counted(unit: str) -> bool:
    """Whether a unit is a counted noun, or nothing."""
    top = unit.partition("/")[0]
    base = measured_in(top)[0]
    return base in ("", "fold") or (base == top and top not in _FAST and not top.isupper())


Scales = tuple[tuple[float, float], tuple[float, float]]
"""By what to multiply two figures, and what to add, to bring them to one unit."""


def same_measure(a: Figure, b: Figure) -> Scales | None:
    """What brings both figures to one unit, or None where they measure different things."""
    one, other = measured_in(a.unit), measured_in(b.unit)
    if one[0] == other[0]:
        if a.unit == b.unit or a.change or b.change:
            return (one[1], 0.0), (other[1], 0.0)
        return (one[1], _zero(a.unit)), (other[1], _zero(b.unit))
    if {a.unit, b.unit} & {"°"} and "temperature" in (one[0], other[0]):
        return (1.0, 0.0), (1.0, 0.0)
    top, _, per = a.unit.partition("/")
    top_, _, per_ = b.unit.partition("/")
    x, y = measured_in(top), measured_in(top_)
    factors = 1.0, 1.0
    if per and per_:
        p, q = measured_in(per), measured_in(per_)
        if p[0] != q[0]:
            return None
        factors = 1 / p[1], 1 / q[1]
    elif per or per_:
        # a period or holder named on one side only: the other may name it elsewhere in the sentence
        unnamed = b if per else a
        over_time = measured_in(per or per_)[0] == "time"
        if over_time and x[0] == y[0] == "length":
            return None  # how far, and how fast
        if not over_time and best(per or per_, unnamed.near) < 0.75:
            return None
    scales = (factors[0], 0.0), (factors[1], 0.0)
    if x[0] == y[0]:
        return (x[1] * factors[0], 0.0), (y[1] * factors[1], 0.0)
    if not counted(top) or not counted(top_):
        return None
    if {x[0], y[0]} == {"", "fold"}:
        return scales
    if x[0] and y[0]:
        persons = x[0] in _PERSONS and y[0] in _PERSONS
        return scales if persons or likeness(x[0], y[0]) >= 0.75 else None
    noun, figure = (x[0], b) if x[0] else (y[0], a)
    told = best(noun, figure.near) >= 0.75 or (
        noun in _PERSONS and any(near in _PERSONS for near in figure.near)
    )
    return scales if told else None


def disagree(a: Figure, b: Figure, scales: Scales) -> tuple[bool, Explanation | None]:
    """Whether two figures in one measure cannot both hold, and if they can, why."""
    (x, plus), (y, plus_) = scales
    one, other = a.value * x + plus, b.value * y + plus_
    same = math.isclose(one, other, rel_tol=1e-6)
    equivalent = Explanation.UNIT_EQUIVALENT if a.unit != b.unit else None
    if a.bound is not None and a.bound == b.bound:
        low, high = interval(a)
        low_, high_ = interval(b)
        if low * x + plus <= high_ * y + plus_ and low_ * y + plus_ <= high * x + plus:
            return False, equivalent if same else Explanation.ROUNDING
        return True, None
    low, high = allowed(a)
    low_, high_ = allowed(b)
    low, high, low_, high_ = low * x + plus, high * x + plus, low_ * y + plus_, high_ * y + plus_
    if low <= high_ and low_ <= high and not _told_off(a, b):
        if a.high is not None or b.high is not None or a.bound or b.bound:
            return False, Explanation.RANGE_CONTAINS
        return False, equivalent if same else Explanation.ROUNDING
    if a.bound is not None and b.bound is not None and not (_strict(a) and _strict(b)):
        return False, Explanation.RANGE_CONTAINS
    if a.high is None and b.high is None and one and other and not _exact(a, b):
        if abs(one - other) / max(abs(one), abs(other)) < 0.055 and plus == plus_ == 0.0:
            return False, Explanation.ROUNDING
    return True, None


def _exact(a: Figure, b: Figure) -> bool:
    """Whether both are given to at least three digits in one unit, as plain values, or tell off a time: 468 is no rounding of
    486.
    """
    return _told_off(a, b) or (
        a.unit == b.unit
        and all(figure.precision >= 3 and figure.comparator is Comparator.EQUAL for figure in (a, b))
    )


def _told_off(a: Figure, b: Figure) -> bool:
    """Whether both are short times in digits and in one unit, as plain values, that differ: nobody rounds 28 days to 30."""
    return (
        a.unit == b.unit
        and a.unit.partition("/")[0] in _DAYS
        and a.value != b.value
        and all(
            figure.high is None
            and figure.comparator is Comparator.EQUAL
            and figure.bound is None
            and float(figure.value).is_integer()
            and figure.value < 100
            and any(map(str.isdigit, figure.text))
            for figure in (a, b)
        )
    )


_DAYS = frozenset({"hour", "day", "week", "month"})
"""Units in which short times are told off, one by one."""


def _strict(figure: Figure) -> bool:
    """Whether its bound stands right at it, and not only somewhere in its part of the sentence."""
    return figure.comparator not in (Comparator.EQUAL, Comparator.ABOUT, Comparator.BETWEEN)


def usable(figure: Figure) -> bool:
    return not (figure.unit == "" and figure.value < 3 and figure.high is None) and not math.isnan(
        figure.value
    )


def dimensions(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The measures by which a claim's figures are indexed; everything counted goes together."""
    found = set()
    for figure in figures:
        if usable(figure):
            top = figure.unit.partition("/")[0]
            found.add("count" if counted(top) else measured_in(top)[0])
    return tuple(sorted(found))


def deadline(figure: Figure) -> bool:
    """Whether it is a stretch of time that sets a limit."""
    return figure.bound is not None and measured_in(figure.unit)[0] == "time"
