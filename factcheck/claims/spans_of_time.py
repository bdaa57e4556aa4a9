"""The stretches of years that a claim speaks of: from 1950 to 1985, since 2009, in the 1920s, in this century."""

from __future__ import annotations

import bisect
import re

from factcheck import prefilter

_NOW = 2200.0
"""Later than any year that a text can speak of as past."""
_LONG_AGO = -10_000.0
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
NO_YEAR = (
    r"(?!\s(?:people|persons|inhabitants|residents|households|seats|met(?:er|re)s|m\b|km|kg|mg|g\b|kcal|calories|euros?|dollars"
    r"|pounds|francs|tonnes|tons|lit(?:er|re)s|words|characters|entries|employees|years|months|weeks|days|hours|minutes|seconds|rpm|[kMG]?W\b|V\b|Hz|ppm|°|%|IU"
    r"|species)\b)"
)
"""What never stands behind a year, but behind an amount in four figures."""
_LIKE_A_YEAR = re.compile(r"(?:1\d|20)\d\d")
_RANGE = re.compile(
    rf"\b(?:from|between)\s(?:\w+\s)?(?P<first>{_YEAR})\s(?:to|until|till|and|up\sto|through)\s(?:\w+\s)?(?P<last>{_YEAR})\b"
    rf"|\b(?P<from>{_YEAR})\s?[–-]\s?(?P<to>{_YEAR}|\d\d)\b",
    re.IGNORECASE,
)
_DECADE = re.compile(
    r"\b(?P<part>early|late|mid)?[\s-]?(?P<decade>1[0-9]\d0|20\d0)s\b"
    r"|\bthe\s(?P<named>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    re.IGNORECASE,
)
_NAMED = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980,
    "nineties": 1990,
}  # fmt: skip
_NAMED_DECADE = prefilter.compile(rf"\bthe\s(?:{'|'.join(_NAMED)})\b", re.IGNORECASE)
_ORDINALS = {
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
_CENTURY = prefilter.compile(
    rf"\b(?:the\s)?(?:(?P<number>1[0-9]|2[01]|[5-9])(?:th|st)|(?P<spelled>{'|'.join(_ORDINALS)}))[\s-]century\b"
    r"|\bthis\s(?P<this>century)\b",
    re.IGNORECASE,
)
_FROM_THEN = re.compile(r"\b(?:since|from)\sthe(?:\s\w+\sof\sthe)?\s?$", re.IGNORECASE)
_TILL_THEN = re.compile(
    r"\b(?:until|till|up\sto|before|prior\sto)(?:\sthe)?(?:\s\w+\sof)?(?:\sthe)?\s?$", re.IGNORECASE
)
"""What opens a decade towards later or earlier years: since the 1990s, until the end of the 1980s."""
_OPEN = re.compile(
    rf"\b(?P<after>since|after|from|as\sof|from\sthe\sbeginning\sof)\s(?:the\s)?(?:\d{{1,2}}\s)?(?:\w+\s(?:of\s)?)?(?P<start>{_YEAR})(?!s|\d)\b(?!\s(?:to|until|till|and|up)\b|\s?[–-]\s?\d)"
    rf"|\b(?P<before>until|till|before|up\sto|prior\sto)\s(?:the\s)?(?:\d{{1,2}}\s)?(?:[A-Z]\w+\s|\w+\sof\s)?(?P<end>{_YEAR})(?!s|\d)\b",
    re.IGNORECASE,
)  # fmt: skip
_IN = re.compile(rf"(?<![\w.,/€$£–-])(?P<year>{_YEAR})(?!s?[\w]|[.,/]\d|\s?[–-]\s?\d)" + NO_YEAR)


def may_name_year(text: str) -> bool:
    """Whether there are figures in a text that may be those of a year since 1000."""
    return _LIKE_A_YEAR.search(text) is not None


def spans(text: str) -> tuple[tuple[float, float], ...]:
    """First and last year of each stretch of time that a text names; the last year belongs to it."""
    text = prefilter.as_matched(text)
    found: list[tuple[float, float]] = []
    taken: list[tuple[int, int]] = []
    """Where in the text they were read, in order; none meets another."""

    def take(match: re.Match[str], first: float, last: float) -> None:
        start, end = match.span()
        at = bisect.bisect_left(taken, (end, 0))
        if at and taken[at - 1][1] > start:
            return
        taken.insert(at, (start, end))
        if first <= last:
            found.append((first, last))

    in_figures = may_name_year(text)
    for match in _RANGE.finditer(text) if in_figures else ():
        first = match["first"] or match["from"]
        last = match["last"] or match["to"]
        take(match, float(first), float(last if len(last) == 4 else first[:2] + last))
    for match in _DECADE.finditer(text) if in_figures or _NAMED_DECADE.search(text) else ():
        start = float(match["decade"] or _NAMED[match["named"].lower()])
        before = text[max(0, match.start() - 32) : match.start() + (4 if match["named"] else 0)]
        since, until = _FROM_THEN.search(before), _TILL_THEN.search(before)
        take(match, _LONG_AGO if until else start, _NOW if since else start + 9)
    for match in _CENTURY.finditer(text):
        number = _ORDINALS[match["spelled"].lower()] if match["spelled"] else int(match["number"] or 21)
        start = 100.0 * (number - 1) + 1
        take(match, start, start + 99)
    for match in _OPEN.finditer(text) if in_figures else ():
        if match["start"]:
            take(match, float(match["start"]), _NOW)
        else:
            take(match, _LONG_AGO, float(match["end"]))
    for match in _IN.finditer(text) if in_figures else ():
        take(match, float(match["year"]), float(match["year"]))
    return tuple(found)


def apart(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> bool:
    """Whether both name stretches of time, and none of one meets any of the other."""
    if not one or not other:
        return False
    return not any(_meet(mine, yours) for mine in one for yours in other)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two stretches share more than the year in which one ends and the other begins."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]
