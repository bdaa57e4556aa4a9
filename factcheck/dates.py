"""Dates, years, decades and centuries in a text."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Mapping
from typing import Any

from factcheck import lexicon, numerals, prefilter, units
from factcheck.values import Value


class DateMention(Value, frozen=True):
    """A point or stretch of time. Offsets are code points into the text that was searched."""

    year: int | None
    """Negative before our era; the first year of a range, decade or century; None for `5 March`."""
    month: int | None
    day: int | None
    high: int | None
    """The last year of a range, decade or century, else None."""
    start: int
    end: int
    century: bool = False
    """Whether it names a whole century."""


EARLIEST, LATEST = 1500, 2150
"""Four digits that stand alone are a year only between these; 1000 and up where a word says that it is one.
"""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_SEEK = re.compile(
    r"(?=[0-9JFMASONDcC])"  # what each of them begins with
    rf"(?:(?P<month>\b{_MONTH}[ \u00a0\n]*(?=[0-9,of]))"
    r"|\b(?P<digits>[0-9]{1,4})(?![0-9])"
    r"|(?P<century>\b(?i:centur(?:y|ies))\b))"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9-])(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9.]+)?Z?)?")
_SLASHED = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})(?![0-9/])")
_DAY_MONTH = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?:[ \u00a0]?[–-][ \u00a0]?[0-9]{{1,2}}(?:st|nd|rd|th)?)?"
    rf"(?:[ \u00a0]of)?[ \u00a0\n]({_MONTH})"
    r"(?:,?[ \u00a0\n]([0-9]{4})(?![0-9]))?"
)
_AFTER_MONTH = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?(?:[ \u00a0]?[–-][ \u00a0]?[0-9]{1,2}(?:st|nd|rd|th)?)?(?![0-9]"
    r"|[.,:][0-9]|\s?%)(?:,?[ \u00a0\n]([0-9]{4})(?![0-9]|[.,][0-9]))?"
    r"|,?[ \u00a0]?(?:of[ \u00a0])?([0-9]{4})(?![0-9]|[.,][0-9]))"
)
_RANGE = re.compile(
    r"[ \u00a0]?[–—-][ \u00a0]?([0-9]{4}|[0-9]{2})(?![0-9]|[.,][0-9]|\w)|/([0-9]{2})(?![0-9/])"
)
_RANGE_WORDS = re.compile(r"[ \u00a0\n](?:to|and|until|through)[ \u00a0\n]([0-9]{4})(?![0-9]|[.,][0-9]|\w)")
_ERA = re.compile(r"[ \u00a0](BCE?|CE|AD|B\.C\.(?:E\.)?|A\.D\.)(?!\w)")
_DECADE = re.compile(r"['’]?s\b")
_WORD_BEFORE = re.compile(r"((?<![^\W\d_])[^\W\d_]++[-'’]?|©|['’]s|[^\w\s])\s*$")
_WORD_BEHIND = re.compile(r"[ \u00a0\n]([^\W\d_]+)")
_KIND_BEFORE = re.compile(r"\b([a-z]+) of[ \u00a0\n]$", re.IGNORECASE)
_VERB_BEHIND = re.compile(
    r"[ \u00a0\n][a-z]{3,}s[ \u00a0\n](?:[$€£]?[0-9]|[A-Z]|(?:the|its|their|his|her|an?|all|both|many|most|more|much|some|every|half|nearly|almost|about"
    r"|around|only|over|up to|at least|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|millions)\b)"
)
"""A word in s that has something behind it to be done to: "kills nine", and no plural that is counted."""
_ORDINAL_BEFORE = re.compile(
    r"(?:(?P<digits>[0-9]{1,2})(?:st|nd|rd|th)|(?P<word>[a-z]+(?:-[a-z]+)?))"
    r"(?:[ -]?(?P<more>(?:,|and|to|or|–|-)[ ](?P<second>[0-9]{1,2})(?:st|nd|rd|th)))?[ \u00a0\n-]$",
    re.IGNORECASE,
)
_CENTURY_ERA = re.compile(r"\s(BCE?|B\.C\.)")
_WINDOW = 40


def dates(text: str) -> tuple[DateMention, ...]:
    """Every date, year, decade and century in a text, in order, without overlaps."""
    text = prefilter.as_matched(text)
    found: list[DateMention] = []
    at = 0
    while match := _SEEK.search(text, at):
        at = match.end()
        floor = found[-1].end if found else 0
        date = _read(text, match, floor)
        if date is not None:
            found.append(date)
            at = max(at, date.end)
    return tuple(found)


def spans(mentions: tuple[DateMention, ...]) -> tuple[tuple[int, int], ...]:
    """Where the dates are."""
    return tuple((date.start, date.end) for date in mentions)


def inside(position: int, ranges: tuple[tuple[int, int], ...]) -> int | None:
    """The end of the range that holds a position, None where none does."""
    index = bisect.bisect_right(ranges, position, key=lambda item: item[0]) - 1
    return ranges[index][1] if index >= 0 and position < ranges[index][1] else None


@functools.cache
def _words() -> Mapping[str, Any]:
    raw = lexicon.data("dates")
    return {
        name: value if isinstance(value, dict) else frozenset(str(word) for word in value)
        for name, value in raw.items()
    }


def _month(name: str) -> int:
    return int(_words()["months"][name.rstrip(".").lower()])


def _read(text: str, match: re.Match[str], floor: int) -> DateMention | None:
    if match.lastgroup == "month":
        return _after_month(text, match)
    if match.lastgroup == "century":
        return _century(text, match, floor)
    start, end = match.span()
    before = text[start - 1] if start else " "
    if before.isalpha() or (before in ".,/_:-–" and start > 1 and text[start - 2].isalnum()):
        return None
    digits = match.group()
    follow = text[end : end + 1]
    if follow in "-./" and follow and (date := _numeric(text, start)):
        return date
    if len(digits) <= 2 and 1 <= int(digits) <= 31 and (date := _day_month(text, start)):
        return date
    if (era := _ERA.match(text, end)) and not text[era.end() : era.end() + 1].isalnum():
        year = -int(digits) if era.group(1).startswith("B") else int(digits)
        return DateMention(year, None, None, None, start, era.end())
    if len(digits) != 4:
        return None
    return _year(text, start, end)


def _numeric(text: str, start: int) -> DateMention | None:
    if iso := _ISO.match(text, start):
        year, month, day = int(iso.group(1)), int(iso.group(2)), int(iso.group(3) or 0)
        full = iso.group(3) is not None
        ascending = not full and int(iso.group(2)) > year % 100
        if 1000 <= year <= LATEST and 1 <= month <= 12 and (1 <= day <= 31 or not full) and not ascending:
            return DateMention(year, month, day or None, None, *iso.span())
    if slashed := _SLASHED.match(text, start):
        first, second, year = int(slashed.group(1)), int(slashed.group(3)), int(slashed.group(4))
        if not (1000 <= year <= LATEST and 1 <= first <= 31 and 1 <= second <= 31):
            return None
        if first > 12 >= second:
            return DateMention(year, second, first, None, *slashed.span())
        if second > 12 >= first:
            return DateMention(year, first, second, None, *slashed.span())
        # Both orders are in use and nothing tells which: only the year is sure.
        return DateMention(year, None, None, None, *slashed.span())
    return None


def _day_month(text: str, start: int) -> DateMention | None:
    date = _DAY_MONTH.match(text, start)
    if date is None:
        return None
    year = int(date.group(3)) if date.group(3) else None
    end = date.end()
    if year is not None and not 1000 <= year <= LATEST:
        year, end = None, date.end(2)
    return DateMention(year, _month(date.group(2)), int(date.group(1)), None, start, end)


def _after_month(text: str, match: re.Match[str]) -> DateMention | None:
    month = _month(match.group().split()[0])
    rest = _AFTER_MONTH.match(text, match.end())
    if rest is None:
        return None
    day = int(rest.group(1)) if rest.group(1) else None
    written = rest.group(2) or rest.group(3)
    year = int(written) if written else None
    if day is not None and not 1 <= day <= 31:
        return None
    end = rest.end()
    if year is not None and not 1000 <= year <= LATEST:
        if day is None:
            return None
        year, end = None, rest.end(1)
    if year is None and match.group().startswith("M") and _counted(text, end):
        return None
    return DateMention(year, month, day, None, match.start(), end)


def _century(text: str, match: re.Match[str], floor: int) -> DateMention | None:
    window = max(floor, match.start() - _WINDOW)
    piece = text[window : match.start()]
    # Only the last words can be the ordinal; searching them from the left keeps the pattern anchored.
    for gap in re.finditer(r"(?<!\S)(?=\S)|(?<=-)", piece):
        before = _ORDINAL_BEFORE.match(piece, gap.start())
        if before is None:
            continue
        if before.group("digits"):
            number = int(before.group("digits"))
        else:
            number = numerals.words()["ordinals"].get(before.group("word").lower(), 0)
        last = int(before.group("second") or number)
        if not 1 <= number <= last <= 30:
            continue
        start, end = window + gap.start(), match.end()
        if era := _CENTURY_ERA.match(text, end):
            return DateMention(
                -number * 100, None, None, -(last - 1) * 100 - 1, start, era.end(), century=True
            )
        return DateMention((number - 1) * 100 + 1, None, None, last * 100, start, end, century=True)
    return None


def _year(text: str, start: int, end: int) -> DateMention | None:
    year = int(text[start:end])
    if not 1000 <= year <= LATEST:
        return None
    follow = text[end : end + 1]
    if decade := _DECADE.match(text, end):
        if year % 10:
            return None
        return DateMention(
            year, None, None, year + (99 if year % 100 == 0 and year < 1900 else 9), start, decade.end()
        )
    if (
        follow.isalnum()
        or (follow in "%°_" and follow)
        or (follow in ".," and text[end + 1 : end + 2].isdigit())
    ):
        return None
    ranged = _RANGE.match(text, end)
    if ranged is None:
        before = _word_before(text, start)
        if before in ("from", "between", "of", "in", "years", "period", "the", "("):
            ranged = _RANGE_WORDS.match(text, end)
    if ranged is not None:
        written = next(group for group in ranged.groups() if group)
        high = int(written) if len(written) == 4 else year - year % 100 + int(written)
        if year <= high <= LATEST and high - year <= 1000 and _is_year(text, start, ranged.end(), year):
            return DateMention(year, None, None, high, start, ranged.end())
        if len(written) == 4 or follow in "-–—":
            return None
    return DateMention(year, None, None, None, start, end) if _is_year(text, start, end, year) else None


def _word_before(text: str, start: int) -> str:
    match = _WORD_BEFORE.search(text[max(0, start - 24) : start])
    return match.group(1).lower() if match else ""


def _is_year(text: str, start: int, end: int, year: int) -> bool:
    words = _words()
    before = _word_before(text, start)
    if before in "$€£¥#<>=≥≤~≈+±×*^" and before:
        return False
    if before in numerals.words()["label_words"] and before not in words["sure"]:
        return False
    behind = _WORD_BEHIND.match(text, end)
    follow = text[end : end + 1]
    if follow and follow in " \u00a0-\u2009\u202f" and (unit := units.read_unit(text, end + 1)):
        # `in 1998 a trial`, `2003 s`: a lone letter behind a year is a word.
        if unit[1] - end > 2 and unit[0] != "won":
            return False
        if before not in words["sure"] and before not in words["likely"]:
            return False
    follower = behind.group(1).lower() if behind else ""
    if before in words["sure"]:
        return not (follower in words["people"] and before == "in" and text[start - 3] == "i")
    counted = follower in words["people"] or (_counted(text, end) and not _is_of_a_year(text, start, end))
    if before in words["determiners"] or before in ("'s", "’s"):
        return EARLIEST <= year <= LATEST and follower not in words["people"]
    return EARLIEST <= year <= LATEST and not counted


def _is_of_a_year(text: str, start: int, end: int) -> bool:
    """Whether what looks like a plural behind a figure is what the flood or treaty of that year does."""
    kind = _KIND_BEFORE.search(text[max(0, start - _WINDOW) : start])
    if kind is None or _VERB_BEHIND.match(text, end) is None:
        return False
    word = kind.group(1).lower()
    return word in _words()["of_a_year"] or word.removesuffix("s") in _words()["of_a_year"]


def _counted(text: str, end: int) -> bool:
    """Whether a plural or a unit stands behind a figure."""
    behind = _WORD_BEHIND.match(text, end)
    if behind is None:
        return False
    word = behind.group(1)
    if word.islower() and word in lexicon.data("counts")["irregular"]:
        return True
    return (
        word.islower()
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in lexicon.data("counts")["not_plural"]
        and word not in numerals.words()["function_word_set"]
    )
