"""Quantities that are told in words and that reading figures alone misses: `every third child`, `one in eight
teenagers`, `for a fortnight`, `a month and a half`, `one twentieth of`, `minus 20 °C`.

They serve comparison only: a claim does not need a source because it says `after a week`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence

from factcheck import lexicon, numerals, prefilter, units
from factcheck.claims.circumstances import DEMANDS
from factcheck.prefilter import Pattern
from factcheck.quantities import Comparator, Quantity
from factcheck.values import replace

_MOST_OUT_OF = 10_000


@functools.cache
def _words() -> dict[str, float]:
    counts: dict[str, float] = {str(word): value for word, value in numerals.words()["cardinals"].items()}
    counts |= {
        "a hundred": 100,
        "hundred": 100,
        "every hundred": 100,
        "a thousand": 1000,
        "thousand": 1000,
        "a dozen": 12,
    }
    return counts


@functools.cache
def _patterns() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    spoken = lexicon.data("spoken")
    number = r"\d{1,5}|" + "|".join(sorted(_words(), key=lambda word: -len(word)))
    units = "|".join(sorted(map(str, spoken["durations"]), key=lambda unit: -len(unit)))
    fractions = "|".join(sorted(map(str, spoken["fractions"]), key=lambda part: -len(part)))
    ordinals = "|".join(map(str, spoken["ordinals"]))
    cues = "|".join(sorted(map(str, spoken["duration_cues"]), key=lambda cue: -len(cue)))
    return (
        prefilter.compile(
            rf"\b(?P<few>{number})(?:\s(?!in\b|out\b|of\b)[a-z]+){{0,2}}\s(?:in|out\sof|of|in\severy|of\severy|out\sof\severy)\s"
            rf"(?:every\s|the\s|its\s|their\s)?(?P<all>{number})\b(?!\s(?:{units})s?\b|[.,:/–-]?\d|%|\sper\scent)",
            re.IGNORECASE,
        ),
        prefilter.compile(rf"\b(?:every|each)\s(?P<ordinal>{ordinals})\s(?!(?:{units}|{number})\b)(?P<noun>[a-z]+)\b", re.IGNORECASE),
        prefilter.compile(rf"\b(?:a|one|an)\s(?P<part>{fractions})\b(?=\s(?:of|in|as|to|are|were|is|was|have|had)\b|[.,;)]|$)"
                   rf"|\b(?P<several>{number})[\s-](?P<parts>{fractions})s\b", re.IGNORECASE),
        prefilter.compile(
            rf"(?:^|(?<=[:;|]\s)|\b(?:{cues})\s)(?:(?:about|around|roughly|nearly|almost|barely|up\sto|at\smost|at\sleast|some|only|just|within)\s)?"
            rf"(?P<what>(?:an?|one|a\s(?:single|whole|full|mere|good)|the\ssame)\s(?P<unit>{units})(?P<half>\sand\sa\s(?:half|quarter))?)\b",
            re.IGNORECASE,
        ),
    )  # fmt: skip


_MINUS = re.compile(r"\bminus\s$", re.IGNORECASE)


def with_spoken(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a text and those told in words alone, in order; offsets are into `text`."""
    text = prefilter.as_matched(text)
    added: list[Quantity] = []
    for pattern, read in _readings():
        for match in pattern.finditer(text):
            one = read(match)
            if one is not None and not (read is _share_of_some and _told(found, match)):
                added.append(one)
    versions = demanded(text)
    found = [one for one in found if not _overlaps(one, versions)]
    if not added:
        return tuple(sorted([*versions, *(_signed(text, one) for one in found)], key=_place))
    kept = [one for at, one in enumerate(added) if not _overlaps(one, added[:at])]
    spoken = [
        _with_smaller(text, one, found) for one in kept if one.share or not _meets(one, found, one.end - 7)
    ]
    rest = [_signed(text, one) for one in found if not _overlaps(one, spoken)]
    return tuple(sorted((*rest, *spoken, *versions), key=_place))


def _with_smaller(text: str, one: Quantity, found: Sequence[Quantity]) -> Quantity:
    """`an hour and ten minutes`: the smaller unit, which was read as a figure, added."""
    smaller = next((other for other in found if text[one.end : other.start] == " and "), None)
    if (
        one.unit not in units.TIMES
        or smaller is None
        or smaller.unit not in units.TIMES
        or smaller.high is not None
    ):
        return one
    ours, theirs = units.to_base(1.0, one.unit), units.to_base(smaller.value, smaller.unit)
    if ours is None or theirs is None or theirs[0] >= ours[0]:
        return one
    return replace(one, value=one.value + theirs[0] / ours[0], end=smaller.end)


_YEARS = range(1500, 2100)


def _share_of_some(match: re.Match[str]) -> Quantity | None:
    """`one in eight teenagers`."""
    few, whole = _value(match["few"]), _value(match["all"])
    if not 0 < few < whole <= _MOST_OUT_OF or whole < 3:
        return None
    if few > 1 and match["all"].isdigit() and whole in _YEARS and " out of " not in match.group():
        return None  # 600 cars in 2019
    digits = match["few"].isdigit() and match["all"].isdigit()
    plain = " of " in match.group() and " out of " not in match.group()
    if plain and (not digits or whole > 1000):
        return None
    return _share(match.string, 100 * few / whole, match.start(), match.end())


def _one_of_so_many(match: re.Match[str]) -> Quantity:
    """`every third child`."""
    whole = lexicon.data("spoken")["ordinals"][match["ordinal"].lower()]
    return _share(match.string, 100 / whole, match.start(), match.end("ordinal"))


def _fraction(match: re.Match[str]) -> Quantity:
    """`one twentieth of`, `three tenths`."""
    whole = lexicon.data("spoken")["fractions"][(match["part"] or match["parts"]).lower()]
    few = _value(match["several"] or "one")
    return _share(match.string, 100 * few / whole, match.start(), match.end())


def _duration(match: re.Match[str]) -> Quantity:
    """`for a fortnight`, `a month and a half`."""
    unit, factor = match["unit"].lower(), 1.0
    if unit == "fortnight":
        unit, factor = "week", 2.0
    if match["half"]:
        factor += 0.5 if match["half"].endswith("half") else 0.25
    start, end = match.span("what")
    return Quantity(factor, None, unit, Comparator.EQUAL, start, end, precision=2)


_Reader = Callable[[re.Match[str]], Quantity | None]
_READERS: tuple[_Reader, ...] = (
    _share_of_some,
    _one_of_so_many,
    _fraction,
    _duration,
)
"""What matches of the patterns say, in their order."""


@functools.cache
def _readings() -> tuple[tuple[Pattern, _Reader], ...]:
    return tuple(zip(_patterns(), _READERS, strict=True))


def _overlaps(one: Quantity, others: Iterable[Quantity]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _place(one: Quantity) -> tuple[int, int]:
    return one.start, one.end


def _meets(one: Quantity, found: Sequence[Quantity], before: int) -> bool:
    """Whether figures were read in the beginning of a duration already."""
    return any(one.start < other.end and other.start < before for other in found)


def _value(word: str) -> float:
    word = word.lower()
    return float(word) if word.isdigit() else _words()[word]


def _told(found: Sequence[Quantity], match: re.Match[str]) -> bool:
    """Whether the share was read already."""
    return any(one.share and one.start < match.end() and match.start() < one.end for one in found)


_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|barely|not quite|close to|approximately)\s$", re.IGNORECASE
)
_LESS = re.compile(r"\b(?:below|under|(?:fewer|less) than)\s$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:above|over|more than|upwards of)\s$", re.IGNORECASE)


def _share(text: str, percent: float, start: int, end: int) -> Quantity:
    before = text[max(0, start - 16) : start]
    comparator = Comparator.EQUAL
    for pattern, said in ((_ABOUT, Comparator.ABOUT), (_LESS, Comparator.LESS), (_MORE, Comparator.MORE)):
        if pattern.search(before):
            comparator = said
    return Quantity(percent, None, "%", comparator, start, end, precision=2, share=True)


_DEMANDED = prefilter.compile(
    r"(?<![\w+#-])(?P<what>[\w+#-]*[A-Za-z][\w+#-]*)(?:\sversion)?\s(?P<version>(?P<major>\d{1,3})(?:\.(?P<minor>\d{1,3}))?(?:\.\d+)*)"
    r"(?:\+|,?\sor\s(?:newer|later|higher|above|greater|up(?:wards?)?)\b)"
)


def demanded(text: str) -> tuple[Quantity, ...]:
    """The least versions that a text asks for: `Python 3.11 or newer`, `Node 18+`."""
    return tuple(
        Quantity(
            int(match["major"]) + int(match["minor"] or 0) / 1000,
            None,
            f"{match['what'].lower()} version",
            Comparator.AT_LEAST,
            match.start(),
            match.end(),
            precision=6,
        )
        for match in _DEMANDED.finditer(text)
        if DEMANDS.search(text, 0, match.start("version"))
    )


def _signed(text: str, one: Quantity) -> Quantity:
    if one.value > 0 and one.high is None and _MINUS.search(text, max(0, one.start - 8), one.start):
        return replace(one, value=-one.value)
    return one
