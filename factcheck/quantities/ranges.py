"""The other end of a range: `2–3 years`, `between 500 mg and 1 g`, `$3-5 million`."""

from __future__ import annotations

import re

from factcheck import dates, numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import ORDINAL, WORD, Blocked
from factcheck.quantities.counted import unit_behind
from factcheck.quantities.figure import Context, Figure
from factcheck.quantities.quantity import Comparator
from factcheck.values import Value, replace

_JOINT = re.compile(
    rf"[{SPACE}\n]?[–—‒][{SPACE}\n]?|[-‐‑−](?=[0-9½¼¾$€£])|[{SPACE}]-[{SPACE}](?=[0-9])"
    rf"|[{SPACE}\n]+(?P<word>to|and|or|through)[{SPACE}\n]+"
)
_LEAD = re.compile(r"\b(between|from)[\s]+$", re.IGNORECASE)
_CURRENCY_SIGNS = frozenset("$€£¥₹₩")
_MINUS_SIGNS = frozenset("−-")


class Opening(Value, frozen=True):
    """How the first number of a figure is written."""

    numeral: Numeral
    money: bool
    """A currency stands before it."""
    shortened: bool
    """A short scale stands behind it: `$3m`."""


class _Join(Value, frozen=True):
    """What joins the ends of a range."""

    word: str | None
    """None for a dash."""
    end: int
    lead: str
    """`between` or `from` before the first end, with the space behind it; empty where there is none."""

    @property
    def is_between(self) -> bool:
        return self.lead[:1] in ("b", "B")


class _Other(Value, frozen=True):
    """The second number, and what stands behind it."""

    numeral: Numeral
    unit: str
    scale: float
    """Of a short scale behind it (`$3m`); 1 where there is none."""
    end: int

    @property
    def value(self) -> float:
        return self.numeral.value * self.scale


def second_number(text: str, at: int, blocked: Blocked, *, money: bool = False) -> Numeral | None:
    """The number at `at`, behind what joins it to another one."""
    if dates.inside(at, blocked) is not None:
        return None
    if money and text[at : at + 1] in _CURRENCY_SIGNS:
        at += 1
    if text[at : at + 1].isdigit():
        return _second_in_digits(text, at)
    if text[at : at + 1] in _MINUS_SIGNS and text[at + 1 : at + 2].isdigit():
        numeral = numerals.read_digits(text, at + 1)
        return replace(numeral, value=-numeral.value) if numeral else None
    word = WORD.match(text, at)
    if word and word.group().lower().split("-")[0] in numerals.words()["cardinals"]:
        return numerals.read_words(text, at)
    return None


def _second_in_digits(text: str, at: int) -> Numeral | None:
    if text[at] == "0" and text[at + 1 : at + 2].isdigit():
        return None
    numeral = numerals.read_digits(text, at)
    if numeral is None or ORDINAL.match(text, numeral.end):
        return None
    is_date_or_time = text[numeral.end : numeral.end + 1] in ("/", ":") and (
        text[numeral.end + 1 : numeral.end + 2].isdigit()
    )
    return None if is_date_or_time else numeral


def with_range(context: Context, figure: Figure, opening: Opening) -> Figure | int:
    """The figure with its other end where it is a range; where to go on where the two numbers are none."""
    joint = _JOINT.match(context.text, figure.end)
    if joint is None:
        return figure
    lead = _LEAD.search(context.text[max(context.floor, figure.start - 12) : figure.start])
    join = _Join(joint.group("word"), joint.end(), lead.group() if lead else "")
    other = _other_end(context, figure, opening, join)
    if other is None or _ends_at(context, figure, other, join):
        return figure
    figure = _with_scale_of_both(figure, opening, other)
    high = _high_end(figure, other)
    if high is not None:
        return _ranged(figure, other, high, join)
    if _is_score(figure, other, join):
        return other.numeral.end
    return figure


def _ends_at(context: Context, figure: Figure, other: _Other, join: _Join) -> bool:
    """Whether the second number says what a change led to: `rose by 600 to 4,000`; `by 10 to 20 %` is a range."""
    by = _BY.search(context.text, max(context.floor, figure.start - 4), figure.start)
    return by is not None and join.word == "to" and other.value >= _FAR * figure.value > 0


_FAR = 4
"""From which ratio on two numbers are a change and what it led to."""
_BY = re.compile(r"\bby\s$", re.IGNORECASE)


def _other_end(context: Context, figure: Figure, opening: Opening, join: _Join) -> _Other | None:
    if (join.word == "and" and not join.is_between) or (join.word == "through" and not join.lead):
        return None
    text = context.text
    numeral = second_number(text, join.end, context.blocked, money=opening.money)
    if numeral is None or (join.word == "or" and not _is_guess(figure, opening, numeral)):
        return None
    behind = unit_behind(text, numeral.end, money=opening.money)
    if behind is None:
        return _Other(numeral, "", 1.0, numeral.end)
    unit, end, scale = behind
    return _Other(numeral, unit, scale, end)


def _is_guess(figure: Figure, opening: Opening, second: Numeral) -> bool:
    """`five or six eggs`; `5 or 10 mg` are two doses."""
    return (
        opening.numeral.words
        and not figure.unit
        and figure.value < second.value
        and second.value - figure.value <= figure.value
    )


def _with_scale_of_both(figure: Figure, opening: Opening, other: _Other) -> Figure:
    """`1.2 to 1.4 million`, `$3-5m`: the scale behind the second number is meant for the first one too."""
    if opening.shortened or (figure.unit and not opening.money):
        return figure
    value, second = figure.value, other.numeral
    if second.scaled and not opening.numeral.scaled and second.value / max(abs(value), 1e-9) >= 1000:
        value *= _scale_of(second.value)
    if opening.money and not opening.numeral.scaled:
        value *= other.scale
    return figure if value == figure.value else replace(figure, value=value)


def _scale_of(value: float) -> float:
    for factor in (1e12, 1e9, 1e6, 1e3):
        if value >= factor:
            return factor
    return 1.0


def _high_end(figure: Figure, other: _Other) -> float | None:
    """The second number in the unit of the first; None where the two are no range."""
    if figure.unit and other.unit and figure.unit != other.unit:
        high = _converted(other.value, other.unit, figure.unit)
        return high if high is not None and high > figure.value else None
    return other.value if other.value > figure.value else None


def _converted(value: float, unit: str, into: str) -> float | None:
    """None where the units measure different things or do not begin at the same zero (`°C`, `°F`)."""
    if not units.same_dimension(into, unit):
        return None
    ours, theirs, zero = units.to_base(1.0, into), units.to_base(1.0, unit), units.to_base(0.0, into)
    if ours is None or theirs is None or zero is None or zero[0] != 0:
        return None
    return value * (theirs[0] / ours[0])


def _ranged(figure: Figure, other: _Other, high: float, join: _Join) -> Figure:
    has_lead = join.lead and join.word != "or" and (join.word or join.is_between)
    is_loose = join.word == "or" and not join.lead
    return replace(
        figure,
        start=figure.start - len(join.lead) if has_lead else figure.start,
        end=other.end,
        high=high,
        unit=figure.unit or other.unit,
        precision=max(figure.precision, other.numeral.precision),
        comparator=(is_loose and figure.comparator) or Comparator.BETWEEN,
    )


def _is_score(figure: Figure, other: _Other, join: _Join) -> bool:
    """`10-4`, `3-1`: a score, a code."""
    return join.word is None and not figure.unit and not other.unit
