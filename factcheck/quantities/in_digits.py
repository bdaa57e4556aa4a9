"""Quantities whose first number is in digits: amounts, blood pressures, heights, fractions with a slash."""

from __future__ import annotations

import re

from factcheck import numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import ORDINAL, WORD, last_word
from factcheck.quantities.counted import unit_behind
from factcheck.quantities.figure import Context
from factcheck.quantities.finishing import finish
from factcheck.quantities.labels import identifier_end, is_label
from factcheck.quantities.measured import what_is_measured
from factcheck.quantities.quantity import Comparator, Quantity
from factcheck.quantities.shares import share_or_part

_PHONE = re.compile(
    r"\+[0-9]{1,3}(?:[ -]?\(?[0-9]{1,4}\)?){3,6}|\(?0[0-9]{2,4}\)?[ -][0-9]{3,4}[ -]?[0-9]{3,4}"
    r"|[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}|[0-9]{3}-[0-9]{4}(?![0-9])"
    r"|1[ -]?\(?[0-9]{3}\)?[ -][0-9]{3}[ -][0-9]{4}"
)
_CHAIN = re.compile(r"[0-9]+(?:[-‐‑–][0-9]+){2,}[0-9Xx]?|[0-9]+(?:\.[0-9]+){2,}")
_CLOCK = re.compile(
    rf"[0-9]{{1,2}}[:.][0-9]{{2}}(?::[0-9]{{2}})?[{SPACE}]?(?:[ap]\.?m\b\.?|o'clock|h\b)?"
    rf"|[0-9]{{1,2}}[{SPACE}]?(?:[ap]\.?m\b\.?|o[’']clock)",
    re.IGNORECASE,
)
_CLOCK_ENDINGS = frozenset("mM.kK")
"""Of `p.m.` and `o'clock`: what has neither these nor a colon may be a decimal."""
_DASHES = frozenset("-‐‑−–")
_SIGNS = {"-": -1.0, "−": -1.0, "–": -1.0, "+": 1.0}
_BEFORE_SIGN = frozenset("(=<>~≈≤≥/[|,:“\"'")
_PREFIXES = frozenset(("over", "under", "mid", "sub", "pre", "post"))
_NAME_MARKS = frozenset("#№§^@/&\\")
_FEET = re.compile(r"[ ]?['’′][ ]?([0-9]{1,2})(?:\"|”|''|″|’’)")
_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/.,]*[0-9])")
_PRESSURE = re.compile(rf"/([0-9]{{2,3}})(?=[{SPACE}]?(?:mm[{SPACE}]?Hg|mmhg))")
_DENOMINATORS = frozenset(("2", "3", "4", "5", "6", "8", "10", "16", "32"))
_BEHIND_FRACTION = re.compile(
    rf"[{SPACE}](?:of|cup|cups|tsp|tbsp|teaspoons?|tablespoons?|inch|mile|pint|oz|lb|an?|hour)\b|[- ]?inch"
)


def from_digits(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    """The quantities that begin with these digits, or where to go on where they are none."""
    text = context.text
    start, run = match.span()
    if run - start > numerals.LONGEST_RUN:
        return run
    if _is_part_of_name(context, start):
        return identifier_end(text, start)
    if _is_behind_point(context, start):
        return _decimal(context, match)
    end = _end_of_number_or_time(text, start, run) or _end_of_code(text, start, run)
    if end is not None:
        return end
    numeral = _numeral(text, start)
    if numeral is None or (not numeral.scaled and is_label(text, start, numeral)):
        return run
    if numeral.whole and (found := _with_second_number(context, start, numeral)):
        return found
    signed_start, sign = _signed(context, start)
    return finish(context, signed_start, numeral, sign=sign)


def _is_part_of_name(context: Context, start: int) -> bool:
    """`COVID-19`, `#5`, `HTTP/2`."""
    text = context.text
    before = text[start - 1 : start]
    if before in _NAME_MARKS:
        return before != "/" or not text[max(0, start - 2) : start - 1].isspace()
    if not _is_joined(text, start) or not (text[start - 2].isalnum() or text[start - 2] in "_)]"):
        return False
    if last_word(text, start - 1) in _PREFIXES:
        return False
    return before != "–" or WORD.search(text, max(context.floor, start - 12), start - 1) is not None


def _is_joined(text: str, start: int) -> bool:
    """Whether a dash before digits joins them to what stands before it, and is no minus."""
    if start < 2 or text[start - 1] not in _DASHES:
        return False
    return not text[start - 2].isspace() and text[start - 2] not in _BEFORE_SIGN


def _signed(context: Context, start: int) -> tuple[int, float]:
    """Where a number begins with its sign, and what the sign multiplies by."""
    sign = _SIGNS.get(context.text[start - 1 : start])
    if sign is None or start <= context.floor or _is_joined(context.text, start):
        return start, 1.0
    return start - 1, sign


def _is_behind_point(context: Context, start: int) -> bool:
    """`.05`."""
    text = context.text
    if start <= context.floor or text[start - 1] != ".":
        return False
    return start < 2 or not (text[start - 2].isalnum() or text[start - 2] == ".")


def _decimal(context: Context, match: re.Match[str]) -> list[Quantity] | int:
    if not match.group().isdigit():
        return match.end()
    digits = f"0.{match.group()}"
    numeral = Numeral(float(digits), match.end(), numerals.significant(digits))
    return finish(context, match.start() - 1, numeral)


def _end_of_number_or_time(text: str, start: int, run: int) -> int | None:
    """Where a telephone number, a chain of numbers or a time of day ends."""
    begin = start - 1 if start and text[start - 1] in "+(" else start
    for pattern in (_PHONE, _CHAIN):
        chain = pattern.match(text, begin)
        if chain and chain.end() > run:
            return chain.end()
    clock = _CLOCK.match(text, start)
    if clock and (":" in clock.group() or clock.group()[-1] in _CLOCK_ENDINGS):
        return max(run, clock.end())
    return None


def _end_of_code(text: str, start: int, run: int) -> int | None:
    """Where a ratio, a rank or a number with leading zeros ends."""
    if text[run : run + 1] == ":" and text[run + 1 : run + 2].isdigit():
        return identifier_end(text, run + 1)
    if ORDINAL.match(text, run):
        return run + 2
    if text[start] == "0" and run - start > 1 and text[start + 1].isdigit():
        return identifier_end(text, run)
    return None


def _numeral(text: str, start: int) -> Numeral | None:
    """The number in digits; `1,5` is a decimal where a unit follows."""
    decimal = numerals.read_decimal_comma(text, start)
    if decimal is not None and unit_behind(text, decimal.end, money=False) is not None:
        return decimal
    return numerals.read_digits(text, start)


def _with_second_number(context: Context, start: int, numeral: Numeral) -> list[Quantity] | int | None:
    """A pressure, a height or a fraction; None where no second number goes with a whole one."""
    return (
        _pressures(context.text, start, numeral)
        or _height(context, start, numeral)
        or _fraction(context, start, numeral)
    )


def _pressures(text: str, start: int, numeral: Numeral) -> list[Quantity] | None:
    """`140/90 mmHg`."""
    lower = _PRESSURE.match(text, numeral.end)
    if lower is None:
        return None
    unit = units.read_unit(text, lower.end() + (text[lower.end()] in SPACE))
    return [
        Quantity(
            numeral.value,
            None,
            "mmHg",
            Comparator.EQUAL,
            start,
            numeral.end,
            "systolic blood pressure",
            numeral.precision,
        ),
        Quantity(
            float(lower.group(1)),
            None,
            "mmHg",
            Comparator.EQUAL,
            lower.start(1),
            unit[1] if unit else lower.end(),
            "diastolic blood pressure",
            numerals.significant(lower.group(1)),
        ),
    ]


def _height(context: Context, start: int, numeral: Numeral) -> list[Quantity] | None:
    """`5'10"`."""
    inches = _FEET.match(context.text, numeral.end)
    if inches is None:
        return None
    feet = numeral.value + int(inches.group(1)) / 12
    measures = what_is_measured(context.text, start, inches.end())
    return [Quantity(feet, None, "ft", Comparator.EQUAL, start, inches.end(), measures, 2)]


def _fraction(context: Context, start: int, numeral: Numeral) -> list[Quantity] | int | None:
    """`3/4 cup`; `24/7` and dates are none."""
    fraction = _FRACTION.match(context.text, numeral.end)
    if fraction is None:
        return None
    top, bottom = int(context.text[start : numeral.end]), int(fraction.group(1))
    if (
        fraction.group(1) not in _DENOMINATORS
        or top >= bottom
        or not _BEHIND_FRACTION.match(context.text, fraction.end())
    ):
        return fraction.end()
    return share_or_part(context, start, fraction.end(), top / bottom)
