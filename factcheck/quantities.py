"""Numbers, ranges, bounds and units in a text."""

from __future__ import annotations

import dataclasses
import enum
import functools
import re

from factcheck import dates, lexicon, numerals, prefilter, units
from factcheck.numerals import SPACE, Numeral
from factcheck.values import Value, replace


class Comparator(enum.StrEnum):
    """How a value bounds what it measures."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    ABOUT = "~"
    BETWEEN = "between"


class Quantity(Value, frozen=True):
    """A value or range with its unit. Offsets are code points into the text that was searched."""

    value: float
    """The value, or the low end of a range. Scale words are multiplied in (`200million` is 2e8), `%` is kept
    as a unit; a share is in percent (`one in five` is 20 %).
    """
    high: float | None
    """The high end of a range, else None."""
    unit: str
    """As normalised: `mg/day`, `%`, `fold`, `year`, `°C`, `USD`; the counted noun's lemma for counts
    (`people`); empty for a bare number.
    """
    comparator: Comparator
    start: int
    end: int
    measures: str = ""
    """The words nearest to the figure that say what is measured (`higher risk of coronary artery disease`).
    """
    precision: int = 0
    """Significant digits as written: 2 for `1.4`, 1 for `200 million`."""
    share: bool = False
    """Written as a fraction: `one in five`, `two thirds`, `half`; its unit is `%`."""
    every: bool = False
    """An interval at which something is done: `every 6 months`."""


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
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_IDENTIFIER_REST = re.compile(r"[\w.+/‐‑-]*")
_RANGE = re.compile(
    rf"[{SPACE}\n]?[–—‒][{SPACE}\n]?|[-‐‑−](?=[0-9½¼¾$€£])|[{SPACE}]-[{SPACE}](?=[0-9])"
    rf"|[{SPACE}\n]+(?P<word>to|and|or|through)[{SPACE}\n]+"
)
_BETWEEN = re.compile(r"\b(between|from)[\s]+$", re.IGNORECASE)
_UNIT_GAP = re.compile(rf"[{SPACE}]?\n?[-‐‑]?(?=\S)")
_PER = re.compile(
    rf"(?P<slash>[{SPACE}]?/[{SPACE}]?)|[{SPACE}\n]+(?P<word>per|an?|each|every|for every|in every"
    rf"|in each)[{SPACE}\n]+",
    re.IGNORECASE,
)
_RECIPROCAL = re.compile(rf"[{SPACE}·⋅.]([A-Za-zµμ]+)(?:\^?[-−–]1|⁻¹)(?![0-9])")
_ADVERB = re.compile(
    rf"[{SPACE}\n]+(daily|weekly|monthly|yearly|annually|hourly|nightly|per annum|a head|per capita"
    rf"|per head)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "hourly": "hour",
    "nightly": "night",
    "per annum": "year",
    "a head": "people",
    "per capita": "people",
    "per head": "people",
}
_IN_A_DAY = re.compile(
    rf"[{SPACE}\n]+(?:in|within|over|every)[{SPACE}](?:any[{SPACE}]|a[{SPACE}]|one[{SPACE}]"
    rf"|each[{SPACE}]|any[{SPACE}]one[{SPACE}])?(?:24[- ]hours?(?:[{SPACE}]period)?|24[{SPACE}]?h"
    rf"|day)\b"
)
_OF_SOMETHING_PER = re.compile(
    rf"[{SPACE}\n]of[{SPACE}\n](?:[^\W\d_]+[-{SPACE}\n]){{1,4}}(?:\([^()\n]{{1,40}}\)[{SPACE}\n])?"
    rf"(?:(?:an?|per|each|every)[{SPACE}\n](day|week|month|year|hour|night)\b|(daily|weekly|monthly"
    rf"|yearly|annually)\b)"
)
_IN = re.compile(
    rf"[{SPACE}\n](?:in(?:[{SPACE}]every)?|out[{SPACE}]of(?:[{SPACE}]every)?|of[{SPACE}]every)[{SPACE}\n]"
)
_SIGN = "-−–+"
_FEET = re.compile(r"[ ]?['’′][ ]?([0-9]{1,2})(?:\"|”|''|″|’’)")
_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/.,]*[0-9])")
_PRESSURE = re.compile(rf"/([0-9]{{2,3}})(?=[{SPACE}]?(?:mm[{SPACE}]?Hg|mmhg))")
_PLUS_MINUS = re.compile(rf"[{SPACE}]?(?:±|\+/[-−–])[{SPACE}]?")
_DENOMINATORS = {"2", "3", "4", "5", "6", "8", "10", "16", "32"}
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_STOP = re.compile(r"[.;:!?()\[\]|•—\n]{1,2}")
_NOUN_GAP = re.compile(rf"[{SPACE}]?\n?")
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
_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_OF_THE = re.compile(rf"[{SPACE}\n]of[{SPACE}\n](?:the|its|their|these|those|our|all)[{SPACE}\n]")
_AND_A_HALF = re.compile(rf"[{SPACE}\n]and[{SPACE}\n]a[{SPACE}\n](half|quarter)\b")
_PART = re.compile(r"[\s\u00a0]?[-‐‑]?([a-z]+)\b")
_AND_MORE = re.compile(rf"[{SPACE}]?(?:and[{SPACE}])?(?=[0-9])")
_TIMES = re.compile(rf"[{SPACE}\n]?-?[{SPACE}]?(?:times|×|x)(?![^\W_])(?![{SPACE}]?[0-9])")
_ARTICLE = re.compile(r"(?<![^\W_])(?:an?|one)[\s]+$", re.IGNORECASE)
_NOT_SPACE = re.compile(r"\S+")
# A word is looked at from its beginning alone.
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?\s*$")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\.?[\s\u00a0]$")
_LABEL = re.compile(r"(?<![^\W\d_])([^\W\d_]++[-‐‑]?)\.?[\s\u00a0]{1,2}$")
_WINDOW = 48


@dataclasses.dataclass(frozen=True)
class _Grammar:
    numeral: prefilter.Pattern
    """What every quantity begins with in ASCII."""
    seek: re.Pattern[str]
    before: dict[str, Comparator]
    before_last: frozenset[str]
    behind: re.Pattern[str]
    behind_of: dict[str, Comparator]
    symbols: dict[str, Comparator]
    aged: frozenset[str]
    persons: frozenset[str]
    singular: frozenset[str]
    not_plural: frozenset[str]
    irregular: dict[str, str]


@functools.cache
def _grammar() -> _Grammar:
    words, comparators, counts = numerals.words(), lexicon.data("comparators"), lexicon.data("counts")
    starters = sorted(
        {
            *words["cardinals"],
            *words["scales"],
            *words["factors"],
            "half",
            "third",
            "quarter",
            "fifth",
            "tenth",
            "couple",
            "once",
        }
        - {"zero"},
        key=lambda word: (-len(word), word),
    )
    initials, vulgar = sorted({word[0] for word in starters}), "".join(numerals.VULGAR)
    # Grouped by first letter: most words of a text then fail at once.
    alternatives = "|".join(
        f"[{letter}{letter.upper()}](?i:{'|'.join(word[1:] for word in starters if word[0] == letter)})"
        for letter in initials
    )
    seek = re.compile(
        # What each of them begins with goes first: few characters do.
        rf"(?=[0-9hw`{vulgar}{''.join(initials)}{''.join(initials).upper()}])(?:"
        r"\b(?:(?P<link>https?://\S*+|www\.\S*+|10\.[0-9]{4,9}/\S++)"
        r"|(?P<digits>[0-9]++(?:[.,][0-9]++)*+)"
        rf"|(?P<word>(?:{alternatives})(?:fold)?(?![^\W_])))"
        r"|(?P<code>`[^`\n]*+`?)"
        rf"|(?P<vulgar>[{vulgar}]))"
    )
    before = {
        phrase: Comparator(sign) for sign, phrases in comparators["before"].items() for phrase in phrases
    }
    behind = {
        phrase: Comparator(sign) for sign, phrases in comparators["behind"].items() for phrase in phrases
    }
    phrases = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s") for phrase in sorted(behind, key=len, reverse=True)
    )
    return _Grammar(
        prefilter.compile(rf"\b(?:[0-9]|{alternatives})"),
        seek,
        before,
        frozenset(phrase.split()[-1] for phrase in before),
        re.compile(rf"[{SPACE}\n,]{{0,2}}(?<!\w)({phrases})(?!\w)", re.IGNORECASE),
        behind,
        {symbol: Comparator(sign) for sign, symbols in comparators["symbols"].items() for symbol in symbols},
        frozenset(comparators["aged"]),
        frozenset(comparators["persons"]),
        frozenset(counts["singular"]),
        frozenset(counts["not_plural"]) | words["function_word_set"],
        counts["irregular"],
    )


@functools.lru_cache(maxsize=256)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in order, without overlaps.

    Dates, years, times of day, versions, telephone numbers, identifiers and the numbers of sections, figures
    and pages are none. Linear in the length of the text.
    """
    grammar = _grammar()
    if text.isascii() and not grammar.numeral.may_be_in(text):
        return ()
    blocked: tuple[tuple[int, int], ...] | None = None
    found: list[Quantity] = []
    at = 0
    while match := grammar.seek.search(text, at):
        at = match.end()
        kind = match.lastgroup
        if kind in ("link", "code"):
            continue
        if blocked is None:
            blocked = dates.spans(dates.dates(text))
        start = match.start()
        if (end := dates.inside(start, blocked)) is not None:
            at = max(at, end)
            continue
        floor = found[-1].end if found else 0
        if kind == "digits":
            read = _from_digits(text, match, floor, blocked)
        elif kind == "vulgar":
            read = _from_vulgar(text, start, floor, blocked)
        else:
            read = _from_word(text, match, floor, blocked)
        if isinstance(read, int):
            at = max(at, read)
        elif read:
            found.extend(read)
            at = max(at, read[-1].end)
    return tuple(found)


_Blocked = tuple[tuple[int, int], ...]


def _from_digits(text: str, match: re.Match[str], floor: int, blocked: _Blocked) -> list[Quantity] | int:
    start, run = match.start(), match.end()
    if run - start > numerals.LONGEST_RUN:
        return run
    before = text[start - 1] if start else " "
    sign = 1.0
    if before.isalpha() or before == "_":
        if not _joined_currency(text, start):
            return _identifier_end(text, start)
    elif (
        before in "-‐‑−–"
        and start > 1
        and not text[start - 2].isspace()
        and text[start - 2] not in "(=<>~≈≤≥/[|,:“\"'"
    ):
        if text[start - 2].isalnum() or text[start - 2] in "_)]":
            word = _WORD.search(text, max(floor, start - 12), start - 1)
            prefix = _last_word(text, start - 1)
            if prefix not in ("over", "under", "mid", "sub", "pre", "post") and not (
                before == "–" and word is None
            ):
                return _identifier_end(text, start)
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
            return _identifier_end(text, start)
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
        return _identifier_end(text, run + 1)
    if _ORDINAL.match(text, run):
        return run + 2
    if text[digits_at] == "0" and run - digits_at > 1 and text[digits_at + 1].isdigit():
        return _identifier_end(text, run)
    numeral = numerals.read_decimal_comma(text, digits_at)
    if numeral is None or _unit_behind(text, numeral.end, money=False) is None:
        numeral = numerals.read_digits(text, digits_at)
    if numeral is None:
        return run
    if not numeral.scaled and _is_label(text, digits_at, numeral):
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
                _measures(text, digits_at, feet.end(), floor),
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
        return _share_or_part(text, digits_at, int(top) / int(bottom), fraction.end(), floor, blocked)
    return _finish(text, start, sign, numeral, floor, blocked)


def _decimal_point(text: str, match: re.Match[str], floor: int, blocked: _Blocked) -> list[Quantity] | int:
    digits = f"0.{match.group()}"
    if not match.group().isdigit():
        return match.end()
    numeral = Numeral(float(digits), match.end(), numerals.significant(digits))
    return _finish(text, match.start() - 1, 1.0, numeral, floor, blocked)


def _from_vulgar(text: str, start: int, floor: int, blocked: _Blocked) -> list[Quantity] | int:
    return _share_or_part(text, start, numerals.VULGAR[text[start]], start + 1, floor, blocked)


def _share_or_part(
    text: str, start: int, value: float, end: int, floor: int, blocked: _Blocked
) -> list[Quantity] | int:
    """A fraction: of a unit (`½ cup`, `half an hour`), else of the whole, in percent."""
    gap = re.compile(rf"[{SPACE}\n]?(?:an?[{SPACE}]|of[{SPACE}]an?[{SPACE}])?[-‐‑]?").match(text, end)
    unit = units.read_unit(text, gap.end() if gap else end)
    if unit is not None and unit[0] not in ("fold", "second") and (unit[0] != "%" or gap is not None):
        return _finish(text, start, 1.0, Numeral(value, gap.end() if gap else end, 1), floor, blocked)
    return [_build(text, start, end, value * 100, None, "%", floor, 1, share=True)]


def _from_word(text: str, match: re.Match[str], floor: int, blocked: _Blocked) -> list[Quantity] | int:
    start, end = match.span()
    word = match.group().lower()
    table = numerals.words()
    before = text[start - 1] if start else " "
    if before in "-‐‑'’/@#\\" and start > 1 and text[start - 2].isalnum():
        return end
    if word.endswith("fold"):
        stem = word.removesuffix("fold")
        if stem in table["cardinals"] or stem in table["scales"]:
            value = float(table["cardinals"].get(stem) or table["scales"][stem])
            return [_build(text, start, end, value, None, "fold", floor, 1)]
        return end
    if word in table["factors"] and word not in ("halves", "triple", "treble", "double", "twice", "thrice"):
        return [_build(text, start, end, float(table["factors"][word]), None, "fold", floor, 1)]
    if word in ("once", "twice", "thrice"):
        return _times(text, start, end, {"once": 1.0, "twice": 2.0, "thrice": 3.0}[word], floor)
    if word in ("double", "triple", "treble", "quadruple"):
        if re.compile(rf"[{SPACE}\n](?:the|that|those|its|their|as|what|his|her|our|normal)\b").match(
            text, end
        ):
            return [_build(text, start, end, float(table["factors"][word]), None, "fold", floor, 1)]
        return end
    if word in ("half", "third", "quarter", "fifth", "tenth"):
        return _fraction_word(text, start, end, word, floor, blocked)
    if word == "couple":
        article = _article_before(text, start, floor)
        of = _OF.match(text, end)
        if article is None or of is None:
            return end
        return _finish(
            text,
            article,
            1.0,
            Numeral(2.0, of.end() - 1, 1, words=True),
            floor,
            blocked,
            comparator=Comparator.ABOUT,
        )
    if word in table["scales"]:
        article = _article_before(text, start, floor)
        if article is None:
            return end
        numeral = numerals.read_words(text, start)
        return end if numeral is None else _finish(text, article, 1.0, numeral, floor, blocked)
    if word not in table["cardinals"]:
        return end
    numeral = numerals.read_words(text, start)
    if numeral is None:
        return end
    if _label_before(text, start) and not numeral.scaled:
        return numeral.end
    half = _AND_A_HALF.match(text, numeral.end)
    if half:
        extra = 0.5 if half.group(1) == "half" else 0.25
        return _finish(
            text, start, 1.0, Numeral(numeral.value + extra, half.end(), 2, words=True), floor, blocked
        )
    part = _PART.match(text, numeral.end)
    if part and numeral.value < 20 and (bottom := table["fractions"].get(part.group(1))) is not None:
        plural = part.group(1) in ("halves", "thirds", "quarters") or part.group(1).endswith("ths")
        if plural or numeral.value == 1:
            return _share_or_part(text, start, numeral.value / bottom, part.end(), floor, blocked)
    if numeral.value == 1 and not numeral.scaled and not _one_counts(text, start, numeral):
        return numeral.end
    return _finish(text, start, 1.0, numeral, floor, blocked)


def _times(text: str, start: int, end: int, value: float, floor: int) -> list[Quantity] | int:
    """`twice a day`, `once weekly`, `twice as likely`, `twice the risk`."""
    if per := _per(text, end):
        return [_build(text, start, per[1], value, None, f"time{per[0]}", floor, 1)]
    if value > 1 and re.compile(
        rf"[{SPACE}\n](?:as|the|that|those|its|their|what|his|her|our|normal|more)\b"
    ).match(text, end):
        return [_build(text, start, end, value, None, "fold", floor, 1)]
    return end


def _fraction_word(
    text: str, start: int, end: int, word: str, floor: int, blocked: _Blocked
) -> list[Quantity] | int:
    """`half`, `a third`, `a quarter`: shares, unless an ordinal or a compound is meant."""
    bottom = numerals.words()["fractions"][word]
    follow = text[end : end + 1]
    if follow in "-‐‑" and follow:
        unit = units.read_unit(text, end + 1)
        if word == "half" and unit and unit[0] in units.TIMES:
            return _finish(text, start, 1.0, Numeral(0.5, end + 1, 1, words=True), floor, blocked)
        return end
    article = _article_before(text, start, floor)
    before = _last_word(text, start if article is None else article)
    if word == "half":
        scale = re.compile(
            rf"[{SPACE}\n]an?[{SPACE}\n](hundred|thousand|million|billion|trillion|dozen)\b"
        ).match(text, end)
        if scale:
            factor = numerals.words()["scales"][scale.group(1)]
            return _finish(
                text, start, 1.0, Numeral(factor / 2, scale.end(), 1, words=True, scaled=True), floor, blocked
            )
        if before in (
            "first",
            "second",
            "latter",
            "other",
            "one",
            "better",
            "top",
            "bottom",
            "upper",
            "lower",
            "each",
            "either",
            "same",
            "this",
            "that",
            "other",
        ):
            return end
        if (
            re.compile(
                r"[\s\u00a0](?:past|way|hour|life|lives|brother|sister|moon|marathon|board|time"
                r"|century|note)\b"
            ).match(text, end)
            and article is None
        ):
            return end
        return _share_or_part(text, start if article is None else article, 0.5, end, floor, blocked)
    if article is None:
        return end
    if not re.compile(
        r"[\s\u00a0](?:of|higher|lower|more|less|fewer|larger|smaller|greater|as|to|in|have|had|were"
        r"|are|was|is|a|between|from|on)\b|[.,;:)!?]|$"
    ).match(text, end):
        return end
    return _share_or_part(text, article, 1 / bottom, end, floor, blocked)


def _finish(
    text: str,
    start: int,
    sign: float,
    numeral: Numeral,
    floor: int,
    blocked: _Blocked,
    comparator: Comparator | None = None,
) -> list[Quantity] | int:
    """From the first number on: range, unit, per, bounds."""
    grammar = _grammar()
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
    behind = _unit_behind(text, end, money=money)
    if behind is not None:
        unit, end = behind[0], behind[1]
        low *= behind[2]
        precision = max(precision, 1)
    if money and currency is not None:
        unit = currency[0]
    if decade := _LIFE_DECADE.match(text, end):
        if low % 10 == 0 and _LIFE.search(text[max(floor, start - 16) : start]):
            return [
                _build(
                    text, start, decade.end(), low, low + 9, "year", floor, 1, comparator=Comparator.BETWEEN
                )
            ]
        if text[start - 1 : start] in "-‐‑ " and start and _last_word(text, start - 1) in ("over", "under"):
            return [_build(text, start, decade.end(), low, None, "year", floor, precision)]
        return decade.end()
    if (
        not text[end - 1].isspace()
        and not unit
        and end < len(text)
        and (text[end].isalpha() or text[end] == "_")
    ):
        # `3D`, `5G`, `18F`: letters that are no unit make a name.
        return _identifier_end(text, end)
    if not unit and text[end : end + 2].startswith("(") and text[end + 1 : end + 2].isupper():
        return _identifier_end(text, end)
    if (
        numeral.end == end
        and text[end : end + 1] in "-‐‑"
        and text[end : end + 1]
        and text[end + 1 : end + 2].isalpha()
        and (chemical := _WORD.match(text, end + 1))
        and (
            len(chemical.group()) < 3
            or chemical.group().endswith(
                ("yl", "oxy", "ine", "ase", "ene", "ane", "ide", "ol", "oxo", "oic", "one", "ate")
            )
        )
        and chemical.group().lower() != "to"
    ):
        return _identifier_end(text, end)
    # `one in five`
    if not unit and not money and (share := _share_in(text, start, low, numeral, blocked)):
        return [_build(text, start, share[1], share[0], None, "%", floor, precision, share=True)]
    # `5 ± 2`
    if tolerance := _PLUS_MINUS.match(text, end):
        spread = numerals.read_digits(text, tolerance.end())
        if spread is not None:
            end = spread.end
            if not unit and (behind := _unit_behind(text, end, money=money)):
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
            second_unit = _unit_behind(text, second.end, money=money)
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
        second_unit = _unit_behind(text, second.end, money=False) if second else None
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
        if suffix is not None and not unit and (later := _unit_behind(text, end, money=False)):
            unit, end = later[0], later[1]
    # `three times as likely`, `3 times a week`
    if not unit and (times := _TIMES.match(text, end)):
        end = times.end()
        unit = "fold" if _TIMES_RATIO.match(text, end) and not _per(text, end) else "time"
    per_unit, end = _per_units(text, end, blocked, has_unit=bool(unit))
    noun = ""
    if not unit:
        noun, noun_end, adverb = _counted_noun(text, end if not per_unit else numeral_end, numeral, grammar)
        if noun and not per_unit:
            unit, end = noun, noun_end
            if adverb:
                per_unit = f"/{adverb}"
            else:
                per_unit, end = _per_units(text, end, blocked, has_unit=True)
            if suffix is None and high is None and (bound := grammar.behind.match(text, end)):
                phrase = " ".join(bound.group(1).lower().split())
                if phrase != "plus":
                    suffix, end = grammar.behind_of[phrase], bound.end()
        elif noun:
            unit, end = noun, max(end, noun_end)
    if not per_unit and unit and unit != "%" and (far := _OF_SOMETHING_PER.match(text, end)):
        period = far.group(1) or _ADVERBS[far.group(2)]
        per_unit = f"/{period}"
    if not unit and not per_unit and numeral.words and numeral.value == 1 and not numeral.scaled:
        return numeral.end
    unit += per_unit
    if not unit and _AGED.search(text[max(floor, start - 20) : start]):
        unit = "year"
    if not unit and numeral.whole and 0 < low < 120 and _is_age(text, start, floor, end):
        unit = "year"
    every = unit in units.TIMES and _EVERY.search(text[max(floor, start - 10) : start]) is not None
    return [
        _build(
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


def _is_age(text: str, start: int, floor: int, end: int) -> bool:
    """`patients over 65`, `65 and older`: years, although nobody says so."""
    if text[end - 5 : end].lower() in ("older", "unger"):
        return True
    comparator, at = _comparator_before(text, start, floor, "")
    return comparator is not None and _last_word(text, at) in _grammar().persons


def _build(
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
    before, start_with = _comparator_before(text, start, floor, unit)
    measures = _measures(text, start_with, end, floor)
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


def _may_bound(words: list[str], grammar: _Grammar) -> bool:
    """Whether the last of the words before a figure, but for articles, ends a phrase that bounds it."""
    for left, word in zip(range(len(words), 0, -1), map(str.lower, reversed(words)), strict=True):
        if left == 1 or word not in ("the", "a", "an"):
            return word.strip("(“\"'*_") in grammar.before_last
    return False


@functools.lru_cache(maxsize=64)  # as those below: asked again at each step of reading one figure
def _comparator_before(text: str, start: int, floor: int, unit: str) -> tuple[Comparator | None, int]:
    grammar = _grammar()
    at = start
    while at > floor and text[at - 1] in SPACE:
        at -= 1
    for length in (2, 1):
        symbol = text[max(floor, at - length) : at]
        if len(symbol) == length and symbol in grammar.symbols:
            return grammar.symbols[symbol], at - length
    if at > floor and text[at - 1] in "-‐‑" and start == at:
        word = _last_word(text, at - 1)
        if word in ("over", "under"):
            return (Comparator.MORE if word == "over" else Comparator.LESS), max(floor, at - 1 - len(word))
    window = max(floor, start - _WINDOW)
    piece = text[window:start]
    if not piece[-1:].isspace() or not _may_bound(piece.split()[-5:], grammar):
        return None, start
    words = list(_NOT_SPACE.finditer(piece))[-5:]
    while words[-1].group().lower() in ("the", "a", "an") and len(words) > 1:
        # `up to a third`, `more than the 20 %` keep their bound.
        words.pop()
    for count in range(min(5, len(words)), 0, -1):
        chosen = words[-count:]
        if window and chosen[0].start() == 0 and not text[window - 1].isspace():
            continue
        phrase = " ".join(word.group().lower() for word in chosen)
        bare = phrase.lstrip("(“\"'*_")
        comparator = grammar.before.get(bare)
        if comparator is None:
            continue
        where = window + chosen[0].start() + len(phrase) - len(bare)
        if bare in ("over", "past", "above", "below", "beyond", "in", "under") and unit in units.TIMES:
            previous = _last_word(text, where)
            if bare in ("over", "past", "in", "beyond") and previous not in grammar.aged:
                return None, start
        if (
            bare in ("near", "past", "max", "min", "c", "some")
            and bare == "past"
            and _last_word(text, where) in ("the", "of", "in")
        ):
            return None, start
        return comparator, where
    return None, start


def _per_units(text: str, end: int, blocked: _Blocked, *, has_unit: bool) -> tuple[str, int]:
    result = ""
    for _ in range(3):
        per = _per(text, end) if has_unit or result else _per_amount(text, end, blocked)
        if per is None and has_unit:
            per = _per_amount(text, end, blocked)
        if per is None:
            break
        result += per[0]
        end = per[1]
    return result, end


@functools.lru_cache(maxsize=64)
def _per(text: str, end: int) -> tuple[str, int] | None:
    if adverb := _ADVERB.match(text, end):
        return f"/{_ADVERBS[adverb.group(1).lower()]}", adverb.end()
    if day := _IN_A_DAY.match(text, end):
        return "/day", day.end()
    if reciprocal := _RECIPROCAL.match(text, end):
        unit = units.read_unit(text, reciprocal.start(1))
        if unit is not None and unit[1] == reciprocal.end(1):
            return f"/{unit[0]}", reciprocal.end()
    joint = _PER.match(text, end)
    if joint is None:
        return None
    unit = units.read_unit(text, joint.end())
    word = (joint.group("word") or "").lower()
    if unit is not None and units.known(unit[0]) and unit[0] not in ("fold", "SD", "%", "°"):
        if (
            word in ("a", "an", "each", "every")
            and unit[0] not in units.TIMES
            and unit[0] not in ("kg", "L", "km", "mi", "lb", "m²", "mL", "g", "barrel", "MWh", "kWh")
        ):
            return None
        return f"/{unit[0]}", unit[1]
    if (
        word == "per"
        and (noun := _WORD.match(text, joint.end()))
        and noun.group().lower() not in _grammar().not_plural
    ):
        return f"/{units.singular(noun.group())}", noun.end()
    if (
        joint.group("slash")
        and (noun := _WORD.match(text, joint.end()))
        and len(noun.group()) > 4
        and noun.group().islower()
    ):
        return f"/{units.singular(noun.group())}", noun.end()
    return None


def _per_amount(text: str, end: int, blocked: _Blocked) -> tuple[str, int] | None:
    """`per 100,000 people`, `/100 g`, `per day` behind a bare number."""
    joint = _PER.match(text, end)
    if joint is None or (joint.group("word") or "").lower() in ("a", "an", "each"):
        return _per(text, end)
    if (
        joint.group("slash")
        and text[joint.end() : joint.end() + 1].isdigit()
        and not re.compile(r"1?0{2,}|1,0").match(text, joint.end() + 1)
    ):
        return None
    amount = numerals.read_digits(text, joint.end()) or (
        numerals.read_words(text, joint.end()) if _WORD.match(text, joint.end()) else None
    )
    if amount is None:
        return _per(text, end)
    if dates.inside(joint.end(), blocked) is not None:
        return None
    size = "" if amount.value == 1 else f"{amount.value:g}" if amount.value < 1e5 else f"{amount.value:.0f}"
    unit = _unit_behind(text, amount.end, money=False)
    if unit is not None:
        return f"/{size}{' ' if size else ''}{unit[0]}", unit[1]
    noun, noun_end, _ = _counted_noun(text, amount.end, amount, _grammar())
    if noun:
        return f"/{size} {noun}".replace("/ ", "/"), noun_end
    return f"/{size}", amount.end


@functools.lru_cache(maxsize=64)
def _unit_behind(text: str, end: int, *, money: bool) -> tuple[str, int, float] | None:
    """The unit of measure behind a figure, where it ends, and what a short scale (`$3m`) multiplies by."""
    if end >= len(text):
        return None
    if money and (word := _WORD.match(text, end)):
        factor = numerals.words()["money_scale_symbols"].get(word.group())
        return None if factor is None else ("", word.end(), float(factor))
    if money:
        return None
    gap = _UNIT_GAP.match(text, end)
    if gap is None:
        return None
    at = gap.end()
    unit = units.read_unit(text, at)
    if unit is None:
        if (
            text[at : at + 1] in ("m", "M")
            and at == end
            and (rest := re.compile(r"[mM][ \u00a0](?:[a-z]+)").match(text, at))
        ):
            noun = rest.group().split()[-1]
            if noun in _grammar().irregular:
                return "", at + 1, 1e6
        return None
    name, stop = unit
    written = text[at:stop]
    spaced = at > end
    if written == "s" and not spaced:
        # `over-65s`, `in their 60s`
        return None
    if written in ("x", "×") and (spaced or re.compile(r"[ ]?[0-9]").match(text, stop)):
        return None
    if (
        name == "m"
        and not spaced
        and (counted := re.compile(r"[ \u00a0]([a-z]+)").match(text, stop))
        and counted.group(1) in _grammar().irregular
    ):
        return "", stop, 1e6
    if (
        written in ("A", "K", "N", "V", "W", "J", "s", "d", "y", "t", "MP", "AU", "au", "gr", "mo", "Cal")
        and spaced
        and (text[at - 1] in "-‐‑" or text[at - 1] == "\n")
    ):
        return None
    if written == "A" and spaced and re.compile(r"[ ][a-z]").match(text, stop):
        return None
    if (
        written.lower() in ("second", "seconds")
        and written.lower() == "second"
        and spaced
        and text[at - 1] not in "-‐‑"
    ):
        # `the two second thoughts` is rare; `one second` is a time.
        pass
    if (
        written.lower() in ("won", "bar", "pc", "stone", "stones", "mark", "marks", "foot")
        and written.lower() == "won"
    ):
        return None
    return name, stop, 1.0


def _counted_noun(text: str, end: int, numeral: Numeral, grammar: _Grammar) -> tuple[str, int, str]:
    """The noun that is counted (`350,000 premature deaths` -> death), where it ends, and `day` for `two daily
    doses`.
    """
    at, adverb = end, ""
    if _OF_THE.match(text, at):
        return "", end, ""
    for index in range(4):
        if at < len(text) and text[at] in "-‐‑" and index == 0:
            gap_end = at + 1
            hyphen = True
        else:
            gap = _NOUN_GAP.match(text, at)
            gap_end, hyphen = (gap.end() if gap else at), False
            if gap_end == at:
                return "", end, ""
        word = _WORD.match(text, gap_end)
        if word is None or len(word.group()) > 30:
            return "", end, ""
        name = word.group()
        lower = name.lower()
        if lower in grammar.irregular and not hyphen:
            return grammar.irregular[lower], word.end(), adverb
        if lower in grammar.not_plural or lower in numerals.words()["cardinals"]:
            return "", end, ""
        if hyphen:
            return (
                (units.singular(lower), word.end(), "") if name.islower() and len(name) > 2 else ("", end, "")
            )
        if lower in _ADVERBS:
            adverb = _ADVERBS[lower]
        elif numeral.value == 1 and lower in grammar.singular:
            return lower, word.end(), adverb
        elif (
            len(lower) > 3
            and lower.endswith("s")
            and not lower.endswith(("ss", "us", "is", "'s", "’s"))
            and (name.islower() or index == 0)
        ):
            return units.singular(lower), word.end(), adverb
        elif not name[0].islower() and index == 0 and not name.isupper():
            pass
        elif (
            lower.endswith(("ed", "ing"))
            and index == 0
            and not re.compile(rf"[{SPACE}\n][a-z-]+s\b").match(text, word.end())
        ):
            return "", end, ""
        at = word.end()
    return "", end, ""


def _second(text: str, at: int, blocked: _Blocked, *, money: bool) -> tuple[Numeral | None, int]:
    """The other end of a range."""
    if dates.inside(at, blocked) is not None:
        return None, at
    if at < len(text) and text[at] in "$€£¥₹" and money:
        at += 1
    if at < len(text) and text[at].isdigit():
        if text[at] == "0" and text[at + 1 : at + 2].isdigit():
            return None, at
        numeral = numerals.read_digits(text, at)
        if (
            numeral is None
            or _ORDINAL.match(text, numeral.end)
            or text[numeral.end : numeral.end + 1] in "/:"
        ):
            if (
                numeral is None
                or text[numeral.end + 1 : numeral.end + 2].isdigit()
                or _ORDINAL.match(text, numeral.end)
            ):
                return None, at
        return numeral, at
    if at < len(text) and text[at] in "−-" and text[at + 1 : at + 2].isdigit():
        numeral = numerals.read_digits(text, at + 1)
        return (replace(numeral, value=-numeral.value) if numeral else None), at
    word = _WORD.match(text, at)
    if word and word.group().lower().split("-")[0] in numerals.words()["cardinals"]:
        return numerals.read_words(text, at), at
    return None, at


def _share_in(
    text: str, start: int, value: float, numeral: Numeral, blocked: _Blocked
) -> tuple[float, int] | None:
    joint = _IN.match(text, numeral.end)
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
    unit = _unit_behind(text, second.end, money=False)
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


def _last_word(text: str, end: int) -> str:
    match = _LAST_WORD.search(text[max(0, end - 24) : end])
    return match.group(1).lower() if match else ""


def _article_before(text: str, start: int, floor: int) -> int | None:
    match = _ARTICLE.search(text[max(floor, start - 6) : start])
    return max(floor, start - 6) + match.start() if match else None


def _label_before(text: str, start: int) -> bool:
    match = _WORD_BEFORE.search(text[max(0, start - 24) : start])
    if match is None:
        return False
    word = match.group(1)
    return word.lower() in numerals.words()["label_words"] and word.lower() not in (
        "number",
        "s",
        "study",
        "of",
        "type",
        "point",
    )


def _is_label(text: str, start: int, numeral: Numeral) -> bool:
    """Whether a bare whole number names something: `Table 2`, `p. 57`, `RFC 9110`, `(3)`, `2. Next`."""
    end = numeral.end
    before = text[start - 1] if start else "\n"
    follow = text[end : end + 1]
    if before in "([" and follow in ")]" and follow:
        return True
    line = text.rfind("\n", max(0, start - 12), start) + 1 or (0 if start < 12 else -1)
    if (
        line >= 0
        and not text[line:start].strip(" \t>*-(")
        and follow in ".)"
        and follow
        and text[end + 1 : end + 2] in " \t"
    ):
        return True
    if text[start - 1 : start] in (" ", "\u00a0") and text[max(0, start - 2) : start - 1] in ("§", "№", "#"):
        return True
    unit = _unit_behind(text, end, money=False)
    match = _LABEL.search(text[max(0, start - 24) : start])
    if match is None:
        return False
    word = match.group(1)
    labels = numerals.words()["label_words"]
    if word.lower() in labels and not (unit is not None and unit[1] - end > 1):
        # `the number 20`, `study 30 patients` count all the same.
        if word.lower() in (
            "study",
            "sample",
            "number",
            "key",
            "point",
            "box",
            "item",
            "case",
            "act",
            "series",
            "state",
            "title",
            "model",
            "mark",
        ):
            return not _counted_noun(text, end, numeral, _grammar())[0]
        return True
    if unit is not None or not word[0].isupper() or numeral.value > 9999:
        return False
    if match.start() == 0 and start < 24:
        # The first word of the text is capitalised anyway.
        return word.isupper() and len(word) > 1 and not _counted_noun(text, end, numeral, _grammar())[0]
    head = text[max(0, start - 24) : start][: match.start()].rstrip()
    if head and head[-1] in ".!?:|" and not word.isupper():
        return False
    if _counted_noun(text, end, numeral, _grammar())[0]:
        return False
    next_word = _WORD.match(text, end + 1)
    return follow in ".,;:)" or (
        next_word is not None
        and (next_word.group().lower() in _grammar().not_plural or next_word.group()[0].isupper())
    )


def _one_counts(text: str, start: int, numeral: Numeral) -> bool:
    """Whether `one` is a number, not a pronoun."""
    if _last_word(text, start) in (
        "no",
        "this",
        "that",
        "which",
        "each",
        "every",
        "any",
        "another",
        "the",
        "only",
        "some",
    ):
        return text[numeral.end : numeral.end + 1] in "-‐‑" and text[numeral.end : numeral.end + 1] != ""
    if _unit_behind(text, numeral.end, money=False) is not None:
        return not re.compile(r"\s(?:day|night|second)\b", re.IGNORECASE).match(
            text, numeral.end
        ) or _last_word(text, start) not in ("", "on")
    if _IN.match(text, numeral.end):
        return True
    if re.compile(r"\s(?:to|or)\s(?:two|three)\b").match(text, numeral.end):
        return True
    noun, _, _ = _counted_noun(text, numeral.end, numeral, _grammar())
    first = _WORD.match(text, numeral.end + 1)
    return bool(noun) and noun in _grammar().singular and first is not None


def _joined_currency(text: str, start: int) -> bool:
    currency = units.read_currency(text, start)
    return currency is not None and (currency[1] == 0 or not text[currency[1] - 1].isalnum())


def _identifier_end(text: str, at: int) -> int:
    match = _IDENTIFIER_REST.match(text, at, at + 200)
    return max(at, match.end() if match else at)


def _fraction_context(text: str, end: int) -> bool:
    follow = re.compile(
        rf"[{SPACE}](?:of|cup|cups|tsp|tbsp|teaspoons?|tablespoons?|inch|mile|pint|oz|lb|an?|hour)\b"
        rf"|[- ]?inch"
    ).match(text, end)
    return follow is not None


def _measures(text: str, start: int, end: int, floor: int) -> str:
    """The words that say what is measured: those behind the figure, else those before it."""
    behind = text[end : end + 90]
    stop = _STOP.search(behind)
    words = _content(_WORD.findall(behind[: stop.start()] if stop else behind), forward=True)
    if any(word.lower() not in _grammar().not_plural for word in words):
        return " ".join(words)
    before = text[max(0, start - 90) : start]
    clause = before[max((before.rfind(sign) for sign in ".;:!?|\n"), default=-1) + 1 :]
    return " ".join(_content(_WORD.findall(clause), forward=False))


_BREAKS = frozenset(
    "and but which that who when while was were is are has have had by if because although though whereas "
    "will would "
    "can could may might should must do does did than or so since unless until where as".split()
)


def _content(words: list[str], *, forward: bool) -> list[str]:
    if forward:
        chosen: list[str] = []
        for word in words[:8]:
            if word.lower() in _BREAKS and (word.lower() not in ("than", "as") or not chosen):
                break
            chosen.append(word)
        while chosen and chosen[-1].lower() in _grammar().not_plural:
            chosen.pop()
        if (
            len(chosen) > 2
            and chosen[-1] in units.TIMES
            and chosen[-2].lower() in ("a", "an", "per", "each", "every")
        ):
            del chosen[-2:]
        while chosen and chosen[0].lower() in ("a", "an", "the", "of"):
            chosen.pop(0)
        return chosen
    chosen = words[-8:]
    while chosen and chosen[-1].lower() in _grammar().not_plural:
        chosen.pop()
    return chosen[-6:]
