"""Quantities whose first number is in digits: amounts, blood pressures, heights, fractions with a slash."""

from __future__ import annotations

import re

from factcheck import numerals, units
from factcheck.numerals import SPACE, Numeral
from factcheck.quantities.beside import ORDINAL, WORD, Blocked, last_word
from factcheck.quantities.counted import unit_behind
from factcheck.quantities.finishing import finish
from factcheck.quantities.labels import identifier_end, is_label, joined_currency
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
_SIGN = "-−–+"
_FEET = re.compile(r"[ ]?['’′][ ]?([0-9]{1,2})(?:\"|”|''|″|’’)")
_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/.,]*[0-9])")
_PRESSURE = re.compile(rf"/([0-9]{{2,3}})(?=[{SPACE}]?(?:mm[{SPACE}]?Hg|mmhg))")
_DENOMINATORS = {"2", "3", "4", "5", "6", "8", "10", "16", "32"}


def from_digits(text: str, match: re.Match[str], floor: int, blocked: Blocked) -> list[Quantity] | int:
    """The quantities that begin with these digits, or where to go on where they are none."""
    start, run = match.start(), match.end()
    if run - start > numerals.LONGEST_RUN:
        return run
    before = text[start - 1] if start else " "
    sign = 1.0
    if before.isalpha() or before == "_":
        if not joined_currency(text, start):
            return identifier_end(text, start)
    elif (
        before in "-‐‑−–"
        and start > 1
        and not text[start - 2].isspace()
        and text[start - 2] not in "(=<>~≈≤≥/[|,:“\"'"
    ):
        if text[start - 2].isalnum() or text[start - 2] in "_)]":
            word = WORD.search(text, max(floor, start - 12), start - 1)
            prefix = last_word(text, start - 1)
            if prefix not in ("over", "under", "mid", "sub", "pre", "post") and not (
                before == "–" and word is None
            ):
                return identifier_end(text, start)
    elif (
        before in _SIGN
        and start > floor
        and not (before == "–" and start > 1 and text[start - 2] == " " and False)
    ):
        if before in "-−–":
            sign = -1.0
        start -= 1
    elif before in "#№§^@/&\\":
        if not (before == "/" and text[max(0, start - 2) : start - 1].isspace()):
            return identifier_end(text, start)
    elif (
        before == "."
        and start > floor
        and not (start > 1 and (text[start - 2].isalnum() or text[start - 2] == "."))
    ):
        return _decimal_point(text, match, floor, blocked)
    digits_at = match.start()
    for pattern in (_PHONE, _CHAIN):
        odd = pattern.match(text, digits_at - 1 if digits_at and before in "+(" else digits_at)
        if odd and odd.end() > run:
            return odd.end()
    clock = _CLOCK.match(text, digits_at)
    if clock and (":" in clock.group() or clock.group()[-1] in "mM.ktKT"):
        return max(run, clock.end())
    if text[run : run + 1] == ":" and text[run + 1 : run + 2].isdigit():
        return identifier_end(text, run + 1)
    if ORDINAL.match(text, run):
        return run + 2
    if text[digits_at] == "0" and run - digits_at > 1 and text[digits_at + 1].isdigit():
        return identifier_end(text, run)
    numeral = numerals.read_decimal_comma(text, digits_at)
    if numeral is None or unit_behind(text, numeral.end, money=False) is None:
        numeral = numerals.read_digits(text, digits_at)
    if numeral is None:
        return run
    if not numeral.scaled and is_label(text, digits_at, numeral):
        return run
    if pressure := _PRESSURE.match(text, numeral.end) if numeral.whole else None:
        upper = Quantity(
            numeral.value,
            None,
            "mmHg",
            Comparator.EQUAL,
            digits_at,
            numeral.end,
            "systolic blood pressure",
            numeral.precision,
        )
        unit = units.read_unit(text, pressure.end() + (text[pressure.end()] in SPACE))
        end = unit[1] if unit else pressure.end()
        lower = Quantity(
            float(pressure.group(1)),
            None,
            "mmHg",
            Comparator.EQUAL,
            pressure.start(1),
            end,
            "diastolic blood pressure",
            numerals.significant(pressure.group(1)),
        )
        return [upper, lower]
    if feet := _FEET.match(text, numeral.end) if numeral.whole else None:
        height = numeral.value + int(feet.group(1)) / 12
        return [
            Quantity(
                height,
                None,
                "ft",
                Comparator.EQUAL,
                digits_at,
                feet.end(),
                what_is_measured(text, digits_at, feet.end(), floor),
                2,
            )
        ]
    if numeral.whole and (fraction := _FRACTION.match(text, numeral.end)):
        top, bottom = text[digits_at : numeral.end], fraction.group(1)
        if (
            bottom not in _DENOMINATORS
            or int(top) >= int(bottom)
            or not _fraction_context(text, fraction.end())
        ):
            return fraction.end()
        return share_or_part(text, digits_at, int(top) / int(bottom), fraction.end(), floor, blocked)
    return finish(text, start, sign, numeral, floor, blocked)


def _decimal_point(text: str, match: re.Match[str], floor: int, blocked: Blocked) -> list[Quantity] | int:
    digits = f"0.{match.group()}"
    if not match.group().isdigit():
        return match.end()
    numeral = Numeral(float(digits), match.end(), numerals.significant(digits))
    return finish(text, match.start() - 1, 1.0, numeral, floor, blocked)


def _fraction_context(text: str, end: int) -> bool:
    follow = re.compile(
        rf"[{SPACE}](?:of|cup|cups|tsp|tbsp|teaspoons?|tablespoons?|inch|mile|pint|oz|lb|an?|hour)\b"
        rf"|[- ]?inch"
    ).match(text, end)
    return follow is not None
