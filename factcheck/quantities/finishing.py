"""A quantity from its first number on: its range, its unit, what it is per and what bounds it."""

from __future__ import annotations

import re

from factcheck import numerals, prefilter, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import last_word
from factcheck.quantities.bounds import comparator_before, is_age
from factcheck.quantities.counted import ADVERBS, counted_noun, unit_behind
from factcheck.quantities.figure import Context, Figure
from factcheck.quantities.grammar import figure_grammar
from factcheck.quantities.labels import identifier_end, is_name
from factcheck.quantities.measured import what_is_measured
from factcheck.quantities.odds import share_of
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.ranges import Opening, with_range
from factcheck.quantities.rates import rate_behind, rates_behind
from factcheck.values import replace

_DECADE = prefilter.late(r"['’]?s\b")
_WHOSE_LIFE = prefilter.late(r"\b(?:their|his|her|my|our|your|early|mid|late)[\s-]+$", re.IGNORECASE)
_BEFORE_DECADE = frozenset("-‐‑ ")
_PLUS_MINUS = prefilter.late(rf"[{SPACE}]?(?:±|\+/[-−–])[{SPACE}]?")
_AND_MORE = prefilter.late(rf"[{SPACE}]?(?:and[{SPACE}])?(?=[0-9])")
_AND_WORDS = prefilter.late(rf"[{SPACE}]and[{SPACE}](?=[a-z])")
_INCHES = prefilter.late(r"[ ]?in\b")
_COMPOUND = {
    ("ft", "in"),
    ("hour", "minute"),
    ("minute", "second"),
    ("lb", "oz"),
    ("year", "month"),
    ("st", "lb"),
    ("week", "day"),
    ("kg", "g"),
    ("m", "cm"),
}
_SUFFIX_PLUS = prefilter.late(r"\+(?![0-9])")
_ADDED = prefilter.late(r"\s+(?:an?\b|\d|the\b)")
"""Behind `plus`."""
_TIMES = prefilter.late(rf"[{SPACE}\n]?-?[{SPACE}]?(?:times|×|x)(?![^\W_])(?![{SPACE}]?[0-9])")
_TIMES_RATIO = prefilter.late(
    rf"[{SPACE}\n](?:as\b|more\b|higher\b|greater\b|larger\b|lower\b|less\b|fewer\b|bigger\b|faster\b"
    rf"|smaller\b|better\b|worse\b|longer\b"
    r"|heavier\b|older\b|stronger\b|likelier\b|the\b|that\b|those\b|its\b|their\b|what\b|normal\b"
    r"|[a-z]{3,}er\b[ ]than\b)"
)
_OF_SOMETHING_PER = prefilter.late(
    rf"[{SPACE}\n]of[{SPACE}\n](?:[^\W\d_]+[-{SPACE}\n]){{1,4}}(?:\([^()\n]{{1,40}}\)[{SPACE}\n])?"
    rf"(?:(?:an?|per|each|every)[{SPACE}\n](day|week|month|year|hour|night)\b|(daily|weekly|monthly"
    rf"|yearly|annually)\b)"
)
_AGED = prefilter.late(
    r"\b(?:aged|ages|age|age of|ages of|turn|turns|turned)[\s]+(?:(?:over|under|about|up to|from"
    r"|between|below|above)\s)?$",
    re.IGNORECASE,
)
_EVERY = prefilter.late(r"\bevery[\s]+$", re.IGNORECASE)


def finish(
    context: Context,
    start: int,
    numeral: Numeral,
    *,
    sign: float = 1.0,
    comparator: Comparator | None = None,
) -> list[Quantity] | int:
    """The quantity that begins with this number, or where to go on where it is none."""
    opening, figure = _opened(context, start, numeral, sign, comparator)
    text, end = context.text, figure.end
    if decade := _DECADE.match(text, end):
        lived = _in_years_of_life(context, figure, decade.end())
        return [build(context, lived)] if lived else decade.end()
    if is_name(text, end, figure.unit, numeral):
        return identifier_end(text, end)
    if not figure.unit and (share := share_of(context, figure, numeral)):
        return [build(context, share)]
    ranged = with_range(context, _with_tolerance(text, figure), opening)
    if isinstance(ranged, int):
        return ranged
    figure = _with_bound_behind(text, _with_smaller_unit(text, ranged))
    figure = _with_what_it_counts(context, _with_times(text, figure), numeral)
    if not figure.unit:
        if numeral.words and numeral.value == 1 and not numeral.scaled:
            return numeral.end
        figure = _with_age(context, figure, numeral)
    return [build(context, _with_interval(context, figure))]


def build(context: Context, figure: Figure) -> Quantity:
    """The quantity, with the bound that stands before it."""
    text = context.text
    before, start = comparator_before(text, figure.start, context.floor, figure.unit)
    return Quantity(
        figure.value,
        figure.high,
        figure.unit,
        _bound(figure, before),
        start,
        figure.end,
        what_is_measured(text, start, figure.end),
        figure.precision,
        share=figure.share,
        every=figure.every,
    )


def _bound(figure: Figure, before: Comparator | None) -> Comparator:
    if figure.high is None:
        if figure.suffix is not None and before in (None, Comparator.ABOUT):
            return figure.suffix
        if before is not None:
            return before
    return figure.comparator or Comparator.EQUAL


def _opened(
    context: Context, start: int, numeral: Numeral, sign: float, comparator: Comparator | None
) -> tuple[Opening, Figure]:
    """The first number with its currency, else with the unit behind it."""
    value, end, unit, scale = sign * numeral.value, numeral.end, "", 1.0
    currency = _currency_before(context, start)
    money = currency is not None
    if behind := unit_behind(context.text, end, money=money):
        unit, end, scale = behind
    if currency is not None:
        unit, start = currency
    opening = Opening(numeral, money, shortened=scale > 1)
    return opening, Figure(start, end, value * scale, unit, numeral.precision, comparator=comparator)


def _currency_before(context: Context, start: int) -> tuple[str, int] | None:
    end = start - 1 if start > 1 and context.text[start - 1] in SPACE else start
    currency = units.read_currency(context.text, end)
    return currency if currency is not None and currency[1] >= context.floor else None


def _in_years_of_life(context: Context, figure: Figure, end: int) -> Figure | None:
    """`in their 60s`, `the over-65s`; None where something else goes on with `s`."""
    text, start = context.text, figure.start
    if figure.value % 10 == 0 and _WHOSE_LIFE.search(text[max(context.floor, start - 16) : start]):
        return Figure(start, end, figure.value, "year", high=figure.value + 9, comparator=Comparator.BETWEEN)
    if text[start - 1 : start] in _BEFORE_DECADE and last_word(text, start - 1) in ("over", "under"):
        return Figure(start, end, figure.value, "year", figure.precision)
    return None


def _with_tolerance(text: str, figure: Figure) -> Figure:
    """`5 ± 2 mg`: the unit behind the tolerance is that of the figure."""
    sign = _PLUS_MINUS.match(text, figure.end)
    tolerance = numerals.read_digits(text, sign.end()) if sign else None
    if tolerance is None:
        return figure
    return _with_unit_behind(text, replace(figure, end=tolerance.end))


def _with_unit_behind(text: str, figure: Figure) -> Figure:
    behind = None if figure.unit else unit_behind(text, figure.end, money=False)
    return replace(figure, unit=behind[0], end=behind[1]) if behind else figure


def _with_smaller_unit(text: str, figure: Figure) -> Figure:
    """`5 ft 10 in`, `2 hours 30 minutes`, `two years and three months`."""
    if figure.high is not None or not figure.unit:
        return figure
    more = _number_behind(text, figure.end)
    smaller = _smaller_unit(text, more.end, figure.unit) if more else None
    if more is None or smaller is None:
        return figure
    unit, end = smaller
    ours, theirs = units.to_base(1.0, figure.unit), units.to_base(1.0, unit)
    if ours is None or theirs is None:
        return figure
    return replace(
        figure,
        end=end,
        value=figure.value + more.value * theirs[0] / ours[0],
        precision=max(figure.precision, more.precision + 1),
    )


def _number_behind(text: str, end: int) -> Numeral | None:
    if gap := _AND_MORE.match(text, end):
        return numerals.read_digits(text, gap.end())
    gap = _AND_WORDS.match(text, end)
    return numerals.read_words(text, gap.end()) if gap else None


def _smaller_unit(text: str, end: int, unit: str) -> tuple[str, int] | None:
    """The unit at `end` that amounts in `unit` are written on with, and where it ends."""
    behind = unit_behind(text, end, money=False)
    if behind is not None:
        return behind[:2] if (unit, behind[0]) in _COMPOUND else None
    inches = _INCHES.match(text, end) if unit == "ft" else None
    return ("in", inches.end()) if inches else None


def _with_bound_behind(text: str, figure: Figure) -> Figure:
    """`20+ years`, `20 or more years`."""
    if figure.high is not None:
        return figure
    if plus := _SUFFIX_PLUS.match(text, figure.end):
        return _with_unit_behind(text, replace(figure, suffix=Comparator.AT_LEAST, end=plus.end()))
    phrase, end = _phrase_behind(text, figure.end)
    if not phrase or (phrase == "plus" and _ADDED.match(text, end)):
        return figure
    suffix = figure_grammar().behind_of[phrase]
    return _with_unit_behind(text, replace(figure, suffix=suffix, end=end))


def _phrase_behind(text: str, end: int) -> tuple[str, int]:
    """The phrase that bounds what stands before it, and where it ends; empty where there is none."""
    bound = figure_grammar().behind.match(text, end)
    return (" ".join(bound.group(1).lower().split()), bound.end()) if bound else ("", end)


def _with_times(text: str, figure: Figure) -> Figure:
    """`three times as likely`, `3 times a week`."""
    times = None if figure.unit else _TIMES.match(text, figure.end)
    if times is None:
        return figure
    end = times.end()
    is_ratio = _TIMES_RATIO.match(text, end) and not rate_behind(text, end)
    return replace(figure, unit="fold" if is_ratio else "time", end=end)


def _with_what_it_counts(context: Context, figure: Figure, numeral: Numeral) -> Figure:
    """With the noun that is counted and what the amount is per."""
    text = context.text
    rate, end = rates_behind(text, figure.end, context.blocked, has_unit=bool(figure.unit))
    if figure.unit:
        if not rate and figure.unit != "%":
            rate = _rate_of_something(text, end)
        return replace(figure, unit=figure.unit + rate, end=end) if rate else figure
    if not rate:
        return _with_noun(context, figure, numeral)
    # `5 weekly portions`
    noun = counted_noun(text, numeral.end, numeral)
    if noun is None:
        return replace(figure, unit=rate, end=end)
    return replace(figure, unit=noun.name + rate, end=max(end, noun.end))


def _with_noun(context: Context, figure: Figure, numeral: Numeral) -> Figure:
    text = context.text
    noun = counted_noun(text, figure.end, numeral)
    if noun is None:
        return figure
    if noun.period:
        rate, end = f"/{noun.period}", noun.end
    else:
        rate, end = rates_behind(text, noun.end, context.blocked, has_unit=True)
    suffix = figure.suffix
    if suffix is None and figure.high is None:
        phrase, phrase_end = _phrase_behind(text, end)
        if phrase not in ("", "plus"):
            suffix, end = figure_grammar().behind_of[phrase], phrase_end
    rate = rate or _rate_of_something(text, end)
    return replace(figure, unit=noun.name + rate, end=end, suffix=suffix)


def _rate_of_something(text: str, end: int) -> str:
    """`200 mg of caffeine a day`."""
    rate = _OF_SOMETHING_PER.match(text, end)
    return f"/{rate.group(1) or ADVERBS[rate.group(2)]}" if rate else ""


def _with_age(context: Context, figure: Figure, numeral: Numeral) -> Figure:
    """`aged 40`, `65 and older`: years, although nobody says so."""
    text, start, floor = context.text, figure.start, context.floor
    if _AGED.search(text[max(floor, start - 20) : start]) or (
        numeral.whole and 0 < figure.value < 120 and is_age(text, start, floor, figure.end)
    ):
        return replace(figure, unit="year")
    return figure


def _with_interval(context: Context, figure: Figure) -> Figure:
    """`every 6 months`."""
    start = figure.start
    if figure.unit in units.TIMES and _EVERY.search(context.text[max(context.floor, start - 10) : start]):
        return replace(figure, every=True)
    return figure
