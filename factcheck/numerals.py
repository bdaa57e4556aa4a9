"""Numbers as written: digits, grouping, powers of ten, fractions, number words and scale words."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from factcheck import lexicon
from factcheck.values import Value, replace

SPACE = " \u00a0\u2009\u202f"

LONGEST_RUN = 40
"""Digits, points and commas in a row beyond which a run is data, not a number that somebody reads."""

_RUN = re.compile(r"[0-9]++(?:[.,][0-9]++)*+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,4},[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SPACED = re.compile(rf"(?:[{SPACE}][0-9]{{3}}){{1,5}}(?![0-9])(?![.,]?[0-9]{{4}})(?:\.[0-9]+)?")
_ONE_SPACE = re.compile(rf"[{SPACE}]")
_POWER = re.compile(
    rf"[{SPACE}]?[x×·*][{SPACE}]?10(?:\^|\*\*)?[{{(]?(?P<plain>[-−–+]?[0-9]{{1,3}})[)}}]?(?![0-9])"
    rf"|[{SPACE}]?[x×·*][{SPACE}]?10(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})"
    r"|[eE](?P<exponent>[-+]?[0-9]{1,3})(?![0-9A-Za-z])"
)
_TEN_TO_THE = re.compile(
    r"(?:\^|\*\*)[{(]?(?P<plain>[-−–+]?[0-9]{1,3})[)}]?|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_DASHES = str.maketrans("−–", "--")
VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
_SPACED_VULGAR = re.compile(rf"[{SPACE}]([½⅓⅔¼¾])")
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(rf"[{SPACE}\t]*\n?[{SPACE}\t]*(?:[-‐‑][{SPACE}]?)?")
_SCALE_GAP = re.compile(rf"[{SPACE}\t]{{0,4}}\n?[{SPACE}\t]{{0,4}}[-‐‑]?")


class Numeral(Value, frozen=True):
    """A number as it stands in a text, scale words multiplied in."""

    value: float
    end: int
    precision: int
    """Significant digits as written."""
    whole: bool = False
    """Plain digits without grouping, point or scale: what a year or a label looks like."""
    words: bool = False
    """Written in words."""
    scaled: bool = False
    """A scale word or a power of ten is multiplied in."""


@functools.cache
def words() -> Mapping[str, Any]:
    """The number words, and what may stand around a figure."""
    raw = lexicon.data("numbers")
    return {
        **raw,
        "label_words": frozenset(str(word) for word in raw["labels"]),
        "function_word_set": frozenset(str(word) for word in raw["function_words"]),
    }


def read_digits(text: str, at: int) -> Numeral | None:
    """The number written in digits at `at`; None where there is none that can be read."""
    match = _RUN.match(text, at)
    if match is None or match.end() - at > LONGEST_RUN:
        return None
    run, end, whole = match.group(), match.end(), False
    spaced = _SPACED.match(text, end) if len(run) <= 3 and run.isdigit() and run[0] != "0" else None
    if spaced:
        digits = _ONE_SPACE.sub("", run + spaced.group())
        end = spaced.end()
    elif _GROUPED.fullmatch(run):
        digits = run.replace(",", "")
    elif _PLAIN.fullmatch(run):
        digits, whole = run, "." not in run
    else:
        # `1,5` and `1,2,3`: only what stands before the first comma is sure.
        first = run.split(",", 1)[0]
        plain = _PLAIN.match(first)
        if plain is None or plain.end() != len(first):
            return None
        digits, end, whole = first, at + len(first), first.isdigit()
    value, precision, scaled = float(digits), significant(digits), False
    if power := _POWER.match(text, end):
        value, end, whole, scaled = value * _ten_to(power), power.end(), False, True
    elif digits == "10" and whole and (power := _TEN_TO_THE.match(text, end)):
        value, end, whole, scaled = _ten_to(power), power.end(), False, True
    elif end < len(text) and text[end] in VULGAR and whole:
        value, end, whole = value + VULGAR[text[end]], end + 1, False
        precision += 1
    elif fraction := _SPACED_VULGAR.match(text, end) if whole else None:
        value, end, whole = value + VULGAR[fraction.group(1)], fraction.end(), False
        precision += 1
    return with_scale(text, Numeral(value, end, precision, whole, scaled=scaled))


def read_decimal_comma(text: str, at: int) -> Numeral | None:
    """`1,5` as one and a half: only to be believed where a unit follows."""
    match = _RUN.match(text, at)
    if match is None or not _DECIMAL_COMMA.fullmatch(match.group()):
        return None
    digits = match.group().replace(",", ".")
    return Numeral(float(digits), match.end(), significant(digits))


def significant(digits: str) -> int:
    """Significant digits of a decimal number: trailing zeros count behind a point only."""
    bare = digits.replace(".", "").lstrip("0")
    if "." not in digits:
        bare = bare.rstrip("0")
    return max(1, len(bare))


def _ten_to(power: re.Match[str]) -> float:
    groups = power.groupdict()
    written = (
        groups.get("plain") or groups.get("exponent") or (groups.get("raised") or "0").translate(_RAISED)
    )
    exponent = int(written.translate(_DASHES))
    return float(10.0**exponent) if -300 < exponent < 300 else float(10.0**300 if exponent > 0 else 0.0)


def with_scale(text: str, numeral: Numeral) -> Numeral:
    """A number with the scale words behind it multiplied in: 2.5 million, 40k."""
    scales = words()["scales"]
    while True:
        gap = _SCALE_GAP.match(text, numeral.end)
        word = _WORD.match(text, gap.end() if gap else numeral.end)
        if word is None or (factor := scales.get(word.group().lower())) is None:
            break
        numeral = replace(numeral, value=numeral.value * factor, end=word.end(), whole=False, scaled=True)
    if not numeral.scaled and numeral.end < len(text) and (word := _WORD.match(text, numeral.end)):
        factor = words()["scale_symbols"].get(word.group())
        if factor is not None:
            return replace(numeral, value=numeral.value * factor, end=word.end(), whole=False, scaled=True)
    return numeral


def read_words(text: str, at: int) -> Numeral | None:
    """The number written in words at `at` (`twenty-one`, `two hundred and fifty`, `fifteen hundred`, `a
    dozen`).
    """
    cardinals, scales = words()["cardinals"], words()["scales"]
    total = current = 0.0
    end = at
    last = ""
    position = at
    while word := _WORD.match(text, position):
        key = word.group().lower()
        if key in cardinals:
            value = cardinals[key]
            joins = not last or (last == "scale") or (last == "tens" and value < 10)
            if not joins:
                break
            current += value
            last = "tens" if value >= 20 else "unit"
        elif key in scales:
            factor = scales[key]
            if not last or current == 0:
                current = 1.0
            if factor >= 1000:
                total += current * factor
                current = 0.0
            else:
                current *= factor
            last = "scale"
        elif key == "and" and last == "scale" and (follow := _WORD.match(text, word.end() + 1)):
            if follow.group().lower() not in cardinals:
                break
            position = follow.start()
            continue
        else:
            break
        end = word.end()
        gap = _GAP.match(text, end)
        position = gap.end() if gap else end
        if position == end or (gap and gap.group().strip() and last not in ("tens", "unit")):
            break
    if end == at:
        return None
    value = total + current
    precision = significant(f"{value:.0f}") if value < 1e15 else 1
    return Numeral(value, end, precision, words=True, scaled=last == "scale" or total > 0)


_LONGEST_RANGE = 60


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers that `2-4, 7` stands for, as strings; a range that runs backwards has only its two ends."""
    found: list[str] = []
    for part in re.split(r"[,;]", text):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] <= ends[1] <= ends[0] + _LONGEST_RANGE:
            found.extend(str(number) for number in range(ends[0], ends[1] + 1))
        else:
            found.extend(str(number) for number in ends)
    return tuple(found)
