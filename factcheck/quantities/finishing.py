"""A quantity from its first number on: its range, its unit, what it is per and what bounds it."""

from __future__ import annotations

import re

from factcheck import dates, numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import ORDINAL, WORD, Blocked, last_word
from factcheck.quantities.bounds import comparator_before, is_age
from factcheck.quantities.counted import ADVERBS, counted_noun, unit_behind
from factcheck.quantities.grammar import figure_grammar
from factcheck.quantities.labels import identifier_end
from factcheck.quantities.measured import what_is_measured
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.rates import rate_behind, rates_behind
from factcheck.values import replace

_RANGE = re.compile(
    rf"[{SPACE}\n]?[–—‒][{SPACE}\n]?|[-‐‑−](?=[0-9½¼¾$€£])|[{SPACE}]-[{SPACE}](?=[0-9])"
    rf"|[{SPACE}\n]+(?P<word>to|and|or|through)[{SPACE}\n]+"
)
_BETWEEN = re.compile(r"\b(between|from)[\s]+$", re.IGNORECASE)
_OF_SOMETHING_PER = re.compile(
    rf"[{SPACE}\n]of[{SPACE}\n](?:[^\W\d_]+[-{SPACE}\n]){{1,4}}(?:\([^()\n]{{1,40}}\)[{SPACE}\n])?"
    rf"(?:(?:an?|per|each|every)[{SPACE}\n](day|week|month|year|hour|night)\b|(daily|weekly|monthly"
    rf"|yearly|annually)\b)"
)
OUT_OF = re.compile(
    rf"[{SPACE}\n](?:in(?:[{SPACE}]every)?|out[{SPACE}]of(?:[{SPACE}]every)?|of[{SPACE}]every)[{SPACE}\n]"
)
"""Between a part and its whole: `in`, `out of`, `of every`."""
_PLUS_MINUS = re.compile(rf"[{SPACE}]?(?:±|\+/[-−–])[{SPACE}]?")
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
_TIMES_RATIO = re.compile(
    rf"[{SPACE}\n](?:as\b|more\b|higher\b|greater\b|larger\b|lower\b|less\b|fewer\b|bigger\b|faster\b"
    rf"|smaller\b|better\b|worse\b|longer\b"
    r"|heavier\b|older\b|stronger\b|likelier\b|the\b|that\b|those\b|its\b|their\b|what\b|normal\b"
    r"|[a-z]{3,}er\b[ ]than\b)"
)
_SUFFIX_PLUS = re.compile(r"\+(?![0-9])")
_AGED = re.compile(
    r"\b(?:aged|ages|age|age of|ages of|turn|turns|turned)[\s]+(?:(?:over|under|about|up to|from"
    r"|between|below|above)\s)?$",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\bevery[\s]+$", re.IGNORECASE)
_LIFE_DECADE = re.compile(r"['’]?s\b")
_LIFE = re.compile(r"\b(?:their|his|her|my|our|your|your|early|mid|late)[\s-]+$", re.IGNORECASE)
_AND_MORE = re.compile(rf"[{SPACE}]?(?:and[{SPACE}])?(?=[0-9])")
_TIMES = re.compile(rf"[{SPACE}\n]?-?[{SPACE}]?(?:times|×|x)(?![^\W_])(?![{SPACE}]?[0-9])")


def finish(
    text: str,
    start: int,
    sign: float,
    numeral: Numeral,
    floor: int,
    blocked: Blocked,
    comparator: Comparator | None = None,
) -> list[Quantity] | int:
    """From the first number on: range, unit, per, bounds."""
    grammar = figure_grammar()
    low, high, end, precision = sign * numeral.value, None, numeral.end, numeral.precision
    currency = units.read_currency(text, start) or (
        units.read_currency(text, start - 1) if start > 1 and text[start - 1] in SPACE else None
    )
    if currency is not None and currency[1] < floor:
        currency = None
    if currency is not None:
        start = currency[1]
    numeral_end = end
    unit = ""
    money = currency is not None
    behind = unit_behind(text, end, money=money)
    if behind is not None:
        unit, end = behind[0], behind[1]
        low *= behind[2]
        precision = max(precision, 1)
    if money and currency is not None:
        unit = currency[0]
    if decade := _LIFE_DECADE.match(text, end):
        if low % 10 == 0 and _LIFE.search(text[max(floor, start - 16) : start]):
            return [
                build(
                    text, start, decade.end(), low, low + 9, "year", floor, 1, comparator=Comparator.BETWEEN
                )
            ]
        if text[start - 1 : start] in "-‐‑ " and start and last_word(text, start - 1) in ("over", "under"):
            return [build(text, start, decade.end(), low, None, "year", floor, precision)]
        return decade.end()
    if (
        not text[end - 1].isspace()
        and not unit
        and end < len(text)
        and (text[end].isalpha() or text[end] == "_")
    ):
        # `3D`, `5G`, `18F`: letters that are no unit make a name.
        return identifier_end(text, end)
    if not unit and text[end : end + 2].startswith("(") and text[end + 1 : end + 2].isupper():
        return identifier_end(text, end)
    if (
        numeral.end == end
        and text[end : end + 1] in "-‐‑"
        and text[end : end + 1]
        and text[end + 1 : end + 2].isalpha()
        and (chemical := WORD.match(text, end + 1))
        and (
            len(chemical.group()) < 3
            or chemical.group().endswith(
                ("yl", "oxy", "ine", "ase", "ene", "ane", "ide", "ol", "oxo", "oic", "one", "ate")
            )
        )
        and chemical.group().lower() != "to"
    ):
        return identifier_end(text, end)
    # `one in five`
    if not unit and not money and (share := _share_in(text, start, low, numeral, blocked)):
        return [build(text, start, share[1], share[0], None, "%", floor, precision, share=True)]
    # `5 ± 2`
    if tolerance := _PLUS_MINUS.match(text, end):
        spread = numerals.read_digits(text, tolerance.end())
        if spread is not None:
            end = spread.end
            if not unit and (behind := unit_behind(text, end, money=money)):
                unit, end = behind[0], behind[1]
    # range
    if joint := _RANGE.match(text, end):
        between = _BETWEEN.search(text[max(floor, start - 12) : start])
        joined = joint.group("word")
        allowed = (
            joined is None
            or joined == "to"
            or (joined == "and" and between and between.group(1).lower() == "between")
        )
        second, second_start = (
            _second(text, joint.end(), blocked, money=money)
            if allowed or joined in ("or", "through")
            else (None, 0)
        )
        if (
            second is not None
            and joined == "or"
            and (unit or second.value <= low or second.value - low > low or not numeral.words)
        ):
            second = None
        if second is not None and joined == "through" and not between:
            second = None
        if second is not None:
            second_value = second.value
            second_unit = unit_behind(text, second.end, money=money)
            if second_unit is not None:
                second_value *= second_unit[2]
            if (
                second.scaled
                and not numeral.scaled
                and second.value / max(abs(low), 1e-9) >= 1000
                and (money or not unit)
                and behind is None
            ):
                # `1.2 to 1.4 million`
                low *= _scale_of(second.value)
            ranged = second_value > low or (second_unit is not None and unit and second_unit[0] != unit)
            if money and second_unit is not None and second_unit[2] > 1 and behind is None:
                low *= second_unit[2]
                ranged = second_value > low
            names = second_unit[0] if second_unit else ""
            if ranged and unit and names and names != unit:
                if units.same_dimension(unit, names):
                    ours, theirs = units.to_base(1.0, unit), units.to_base(1.0, names)
                    zero = units.to_base(0.0, unit)
                    if ours and theirs and zero and zero[0] == 0:
                        second_value *= theirs[0] / ours[0]
                    else:
                        ranged = False
                    names = unit
                    ranged = ranged and second_value > low
                else:
                    ranged = False
            if (
                not ranged
                and joined is None
                and not unit
                and second_value <= low
                and second_start == joint.end()
                and not names
            ):
                # `10-4`, `3-1`: a score, a code.
                return second.end
            if ranged:
                high, precision = second_value, max(precision, second.precision)
                end = second_unit[1] if second_unit else second.end
                unit = unit or names
                if joined is None or joined in ("to", "through") or between:
                    comparator = Comparator.BETWEEN
                comparator = comparator or Comparator.BETWEEN
                if between and joined in ("and", "to", None, "through"):
                    start = max(
                        floor,
                        start
                        - (len(between.group()) if between.group(1).lower() == "between" or joined else 0),
                    )
    # compounds: 5 ft 10 in, 2 hours 30 minutes
    if high is None and unit and (more := _AND_MORE.match(text, end)):
        second = numerals.read_digits(text, more.end())
        second_unit = unit_behind(text, second.end, money=False) if second else None
        if (
            second
            and not second_unit
            and unit == "ft"
            and (inch := re.compile(r"[ ]?in\b").match(text, second.end))
        ):
            second_unit = ("in", inch.end(), 1.0)
        if second and second_unit and (unit, second_unit[0]) in _COMPOUND:
            ours, theirs = units.to_base(1.0, unit), units.to_base(1.0, second_unit[0])
            if ours and theirs:
                low += second.value * theirs[0] / ours[0]
                precision, end = max(precision, second.precision + 1), second_unit[1]
    # `20 or more years`
    suffix = None
    if comparator is None or high is None:
        if plus := _SUFFIX_PLUS.match(text, end):
            suffix, end = Comparator.AT_LEAST, plus.end()
        elif (bound := grammar.behind.match(text, end)) and bound.end() > end:
            phrase = " ".join(bound.group(1).lower().split())
            if phrase != "plus" or not re.compile(r"\s+(?:an?\b|\d|the\b)").match(text, bound.end()):
                suffix, end = grammar.behind_of[phrase], bound.end()
        if suffix is not None and not unit and (later := unit_behind(text, end, money=False)):
            unit, end = later[0], later[1]
    # `three times as likely`, `3 times a week`
    if not unit and (times := _TIMES.match(text, end)):
        end = times.end()
        unit = "fold" if _TIMES_RATIO.match(text, end) and not rate_behind(text, end) else "time"
    per_unit, end = rates_behind(text, end, blocked, has_unit=bool(unit))
    noun = ""
    if not unit:
        noun, noun_end, adverb = counted_noun(text, end if not per_unit else numeral_end, numeral, grammar)
        if noun and not per_unit:
            unit, end = noun, noun_end
            if adverb:
                per_unit = f"/{adverb}"
            else:
                per_unit, end = rates_behind(text, end, blocked, has_unit=True)
            if suffix is None and high is None and (bound := grammar.behind.match(text, end)):
                phrase = " ".join(bound.group(1).lower().split())
                if phrase != "plus":
                    suffix, end = grammar.behind_of[phrase], bound.end()
        elif noun:
            unit, end = noun, max(end, noun_end)
    if not per_unit and unit and unit != "%" and (far := _OF_SOMETHING_PER.match(text, end)):
        period = far.group(1) or ADVERBS[far.group(2)]
        per_unit = f"/{period}"
    if not unit and not per_unit and numeral.words and numeral.value == 1 and not numeral.scaled:
        return numeral.end
    unit += per_unit
    if not unit and _AGED.search(text[max(floor, start - 20) : start]):
        unit = "year"
    if not unit and numeral.whole and 0 < low < 120 and is_age(text, start, floor, end):
        unit = "year"
    every = unit in units.TIMES and _EVERY.search(text[max(floor, start - 10) : start]) is not None
    return [
        build(
            text,
            start,
            end,
            low,
            high,
            unit,
            floor,
            precision,
            comparator=comparator,
            suffix=suffix,
            every=every,
        )
    ]


def build(
    text: str,
    start: int,
    end: int,
    value: float,
    high: float | None,
    unit: str,
    floor: int,
    precision: int,
    *,
    comparator: Comparator | None = None,
    suffix: Comparator | None = None,
    share: bool = False,
    every: bool = False,
) -> Quantity:
    """The quantity, with the bound that stands before it."""
    before, start_with = comparator_before(text, start, floor, unit)
    measures = what_is_measured(text, start_with, end, floor)
    if before is not None:
        start = start_with
    chosen = comparator
    if high is None:
        chosen = (
            suffix
            if suffix is not None and before in (None, Comparator.ABOUT)
            else before or comparator or suffix
        )
    return Quantity(
        value,
        high,
        unit,
        chosen or Comparator.EQUAL,
        start,
        end,
        measures,
        precision,
        share=share,
        every=every,
    )


def _second(text: str, at: int, blocked: Blocked, *, money: bool) -> tuple[Numeral | None, int]:
    """The other end of a range."""
    if dates.inside(at, blocked) is not None:
        return None, at
    if at < len(text) and text[at] in "$€£¥₹" and money:
        at += 1
    if at < len(text) and text[at].isdigit():
        if text[at] == "0" and text[at + 1 : at + 2].isdigit():
            return None, at
        numeral = numerals.read_digits(text, at)
        if numeral is None or ORDINAL.match(text, numeral.end) or text[numeral.end : numeral.end + 1] in "/:":
            if (
                numeral is None
                or text[numeral.end + 1 : numeral.end + 2].isdigit()
                or ORDINAL.match(text, numeral.end)
            ):
                return None, at
        return numeral, at
    if at < len(text) and text[at] in "−-" and text[at + 1 : at + 2].isdigit():
        numeral = numerals.read_digits(text, at + 1)
        return (replace(numeral, value=-numeral.value) if numeral else None), at
    word = WORD.match(text, at)
    if word and word.group().lower().split("-")[0] in numerals.words()["cardinals"]:
        return numerals.read_words(text, at), at
    return None, at


def _share_in(
    text: str, start: int, value: float, numeral: Numeral, blocked: Blocked
) -> tuple[float, int] | None:
    joint = OUT_OF.match(text, numeral.end)
    if joint is None or numeral.scaled or value < 0:
        return None
    second, _ = _second(text, joint.end(), blocked, money=False)
    if (
        second is None
        or second.value <= value
        or second.value <= 1
        or dates.inside(joint.end(), blocked) is not None
    ):
        return None
    out_of = "out" in joint.group() or "every" in joint.group()
    unit = unit_behind(text, second.end, money=False)
    if unit is not None and unit[0] in units.TIMES and not out_of:
        return None
    if unit is not None and not out_of:
        return None
    if not out_of and value != int(value):
        return None
    return value / second.value * 100, second.end


def _scale_of(value: float) -> float:
    for factor in (1e12, 1e9, 1e6, 1e3):
        if value >= factor:
            return factor
    return 1.0
