"""Two figures for the same thing."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from factcheck.claims.slots import Figure
from factcheck.conflicts import explanations
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, best, found_in, likeness
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
    "°C": ("celsius", 1),
}  # fmt: skip


@functools.cache
def _registry() -> object:
    import pint

    return pint.UnitRegistry(cache_folder=None)


@functools.lru_cache(maxsize=4096)
def measured_in(unit: str) -> tuple[str, float]:
    """The dimension of a unit and the factor to that dimension's base; a unit of its own where no library knows it."""
    if unit in _FAST:
        return _FAST[unit]
    if "/" in unit:
        top, _, bottom = unit.partition("/")
        one, other = measured_in(top), measured_in(bottom)
        return f"{one[0]}/{other[0]}", one[1] / other[1]
    if (
        not unit
        or " " in unit
        or (unit.isalpha() and unit.islower() and len(unit) > 3 and unit not in _SPELLED)
    ):
        return unit, 1.0
    try:
        quantity = 1 * _registry().parse_units(unit)  # type: ignore[attr-defined]
        base = quantity.to_base_units()
        return str(base.units), float(base.magnitude)
    except Exception:  # noqa: BLE001 (pint raises many kinds for what it does not know)
        return unit, 1.0


_SPELLED = frozenset(
    {
        "litre",
        "liter",
        "gram",
        "metre",
        "meter",
        "watt",
        "volt",
        "joule",
        "hertz",
        "pascal",
        "calorie",
        "acre",
        "hectare",
        "gallon",
        "pint",
        "ounce",
        "pound",
        "stone",
        "yard",
        "knot",
        "byte",
        "kilometre",
        "kilogram",
        "milligram",
        "megawatt",
        "gigawatt",
        "kilowatt",
        "millimetre",
        "centimetre",
        "minute",
        "millilitre",
    }
)

_RATIO = frozenset({"share", "fold"})


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
_PERIODS = {"time"}


def counted(unit: str) -> bool:
    """Whether a unit is a counted noun, or nothing."""
    top = unit.partition("/")[0]
    base = measured_in(top)[0]
    return base in ("", "fold") or (base == top and top not in _FAST and not top.isupper())


def same_measure(a: Figure, b: Figure) -> tuple[float, float] | None:
    """The factors that bring both figures to one unit, or None where they measure different things."""
    one, other = measured_in(a.unit), measured_in(b.unit)
    if one[0] == other[0]:
        return one[1], other[1]
    top, _, per = a.unit.partition("/")
    top_, _, per_ = b.unit.partition("/")
    x, y = measured_in(top), measured_in(top_)
    if per and per_:
        p, q = measured_in(per), measured_in(per_)
        if p[0] != q[0]:
            return None
        factors = 1 / p[1], 1 / q[1]
    elif per or per_:
        # a period or holder named on one side only: the other may name it elsewhere in the sentence
        unnamed = b if per else a
        if measured_in(per or per_)[0] != "time" and best(per or per_, unnamed.near) < 0.75:
            return None
        factors = 1.0, 1.0
    else:
        factors = 1.0, 1.0
    if x[0] == y[0]:
        return x[1] * factors[0], y[1] * factors[1]
    if not counted(top) or not counted(top_):
        return None
    if {x[0], y[0]} == {"", "fold"}:
        return factors
    if x[0] and y[0]:
        if (x[0] in _PERSONS and y[0] in _PERSONS) or likeness(x[0], y[0]) >= 0.75:
            return factors
        return None
    noun, figure = (x[0], b) if x[0] else (y[0], a)
    return (
        factors
        if best(noun, figure.near) >= 0.75
        or (noun in _PERSONS and any(near in _PERSONS for near in figure.near))
        else None
    )


_BASES = frozenset(base for base, _ in _FAST.values())


def disagree(a: Figure, b: Figure, factors: tuple[float, float]) -> tuple[bool, Explanation | None]:
    """Whether two figures in one measure cannot both hold, and if they can, why."""
    bounds = a.bound, b.bound
    x, y = factors
    if a.bound is not None and b.bound is not None and a.bound == b.bound:
        low, high = interval(a)
        low_, high_ = interval(b)
        if low * x <= high_ * y and low_ * y <= high * x:
            same = math.isclose(a.value * x, b.value * y, rel_tol=1e-6)
            return (
                False,
                None
                if same and a.unit == b.unit
                else Explanation.UNIT_EQUIVALENT
                if same
                else Explanation.ROUNDING,
            )
        return True, None
    if a.bound is not None and b.bound is not None:
        return False, Explanation.RANGE_CONTAINS
    low, high = allowed(a)
    low_, high_ = allowed(b)
    low, high, low_, high_ = low * x, high * x, low_ * y, high_ * y
    if low <= high_ and low_ <= high:
        if a.high is not None or b.high is not None or any(bounds):
            return False, Explanation.RANGE_CONTAINS
        if math.isclose(a.value * x, b.value * y, rel_tol=1e-9):
            return False, Explanation.UNIT_EQUIVALENT if a.unit != b.unit else None
        return False, Explanation.ROUNDING
    one, other = a.value * x, b.value * y
    if (
        a.high is None
        and b.high is None
        and one
        and other
        and abs(one - other) / max(abs(one), abs(other)) < 0.055
    ):
        return False, Explanation.ROUNDING
    return True, None


LEAST = 0.6


LEAST_SHARED = 1.2
"""How many weighty terms must be shared at least."""
LEAST_BARE = 0.7
"""How alike what stands around two bare numbers must be."""


def _usable(figure: Figure) -> bool:
    return not (figure.unit == "" and figure.value < 3 and figure.high is None) and not math.isnan(
        figure.value
    )


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    """The two figures that most surely measure the same thing, if they differ."""
    best_pair: tuple[float, bool, Figure, Figure, Explanation | None] | None = None
    pairs: list[tuple[float, bool, Figure, Figure, Explanation | None]] = []
    for one in a.frame.figures:
        for other in b.frame.figures:
            if not _usable(one) or not _usable(other):
                continue
            factors = same_measure(one, other) or _likened(a, b, one, other)
            if factors is None:
                continue
            differ, why = disagree(one, other, factors)
            local = agreement(one.near, other.near)
            if not one.unit and not other.unit and local < LEAST_BARE:
                continue
            pairs.append((local, not differ, one, other, why))
    for pair in pairs:
        if best_pair is None or (pair[0], pair[1]) > (best_pair[0], best_pair[1]):
            best_pair = pair
    if best_pair is None or overlap_.exact + 0.5 * min(overlap_.rare, 1) < LEAST_SHARED:
        return None
    local, agree, one, other, why = best_pair
    score = _score(overlap_, local)
    if score < LEAST:
        return None
    if agree:
        return None if why is None else _told(one, other, score, why, overlap_)
    for (
        near,
        same,
        x,
        y,
        _,
    ) in pairs:  # what one says, the other says too, of something told apart less surely
        if same and near >= 0.5 * local and (x is one or y is other):
            return None
    return _told(one, other, score, _explain(a, b, one, other), overlap_)


def _told(
    one: Figure, other: Figure, score: float, why: Explanation | None, overlap_: Overlap
) -> Disagreement:
    return Disagreement(ConflictKind.NUMBER, (one.text, other.text), score, why, overlap_.shared[:4])


def _likened(a: Reading, b: Reading, one: Figure, other: Figure) -> tuple[float, float] | None:
    """Counts of differently named things, where each claim names the other's thing as well."""
    if (
        not (one.unit and other.unit and counted(one.unit) and counted(other.unit))
        or "/" in one.unit
        or "/" in other.unit
    ):
        return None
    return (1.0, 1.0) if found_in(one.unit, b) >= 0.5 and found_in(other.unit, a) >= 0.5 else None


def _score(overlap_: Overlap, local: float) -> float:
    return 0.7 * overlap_.about + 0.3 * local


def _explain(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    common = explanations.explain(a, b)
    if common is not None:
        return common
    if explanations.measure(a, b) or one.change != other.change:
        return Explanation.DIFFERENT_MEASURE
    if one.of and other.of and max((best(term, other.of) for term in one.of), default=0) < 0.5:
        return Explanation.DIFFERENT_MEASURE
    if _differs_aside(a, b, one, other):
        return Explanation.DIFFERENT_MEASURE
    return (
        explanations.modifiers(a, b)
        or explanations.scope(a, b)
        or _narrower(a, b, one, other)
        or explanations.label(a, b)
        or explanations.names(a, b)
    )


def _narrower(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    if not (counted(one.unit) and counted(other.unit)):
        return None
    return explanations.narrower(a, b)


def _differs_aside(a: Reading, b: Reading, one: Figure, other: Figure) -> bool:
    """Whether another figure of theirs, in one measure, differs: per 100 g and per 28 g, over 20 years and over 100."""
    mine = [figure for figure in a.frame.figures if figure is not one]
    yours = [figure for figure in b.frame.figures if figure is not other]
    for figure in mine:
        for figure_ in yours:
            factors = same_measure(figure, figure_)
            if factors is not None and measured_in(figure.unit)[0] not in ("", "share"):
                if disagree(figure, figure_, factors)[0]:
                    return True
    return False


def dimensions(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The measures by which a claim's figures are indexed; everything counted goes together."""
    found = set()
    for figure in figures:
        if _usable(figure):
            top = figure.unit.partition("/")[0]
            found.add("count" if counted(top) else measured_in(top)[0])
    return tuple(sorted(found))
