"""What figures begin with, and the words that bound and count them, put together from the word lists."""

from __future__ import annotations

import dataclasses
import functools
import re

from factcheck import lexicon, numerals, prefilter
from factcheck.numerals import SPACE
from factcheck.quantities.quantity import Comparator


@dataclasses.dataclass(frozen=True)
class Grammar:
    """What figures are read by, made once."""

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
def figure_grammar() -> Grammar:
    """The grammar of the word lists."""
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
    return Grammar(
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
