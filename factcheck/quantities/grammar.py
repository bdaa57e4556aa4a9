"""What figures begin with, and the words that bound and count them, put together from the word lists."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Collection, Iterable, Mapping

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
    no_nouns: frozenset[str]
    """Words behind which no noun that is counted is looked for."""
    irregular: dict[str, str]


_PARTS = frozenset(("half", "third", "quarter", "fifth", "tenth", "couple", "once"))
"""What quantities begin with besides numbers and multiples."""


@functools.cache
def figure_grammar() -> Grammar:
    """The grammar of the word lists."""
    words, comparators, counts = numerals.words(), lexicon.data("comparators"), lexicon.data("counts")
    starters = ({*words["cardinals"], *words["scales"], *words["factors"]} | _PARTS) - {"zero"}
    before, behind = _sign_of(comparators["before"]), _sign_of(comparators["behind"])
    not_plural = words["function_word_set"].union(counts["not_plural"])
    return Grammar(
        prefilter.compile(rf"\b(?:[0-9]|{_by_initial(starters)})"),
        _seek(starters),
        before,
        frozenset(phrase.split()[-1] for phrase in before),
        _any_phrase(behind),
        behind,
        _sign_of(comparators["symbols"]),
        frozenset(comparators["aged"]),
        frozenset(comparators["persons"]),
        frozenset(counts["singular"]),
        not_plural,
        not_plural.union(words["cardinals"]),
        counts["irregular"],
    )


def _by_initial(words: Collection[str]) -> str:
    """What finds the words in any case, the longer first, grouped by first letter: most words of a text then
    fail at once.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        f"[{letter}{letter.upper()}](?i:{'|'.join(word[1:] for word in ordered if word[0] == letter)})"
        for letter in _initials(words)
    )


def _initials(words: Collection[str]) -> str:
    return "".join(sorted({word[0] for word in words}))


def _seek(starters: Collection[str]) -> re.Pattern[str]:
    """What finds the beginnings of figures, and what is passed over because figures in it are none."""
    initials, vulgar = _initials(starters), "".join(numerals.VULGAR)
    return re.compile(
        # What each of them begins with goes first: few characters do.
        rf"(?=[0-9hw`{vulgar}{initials}{initials.upper()}])(?:"
        r"\b(?:(?P<link>https?://\S*+|www\.\S*+|10\.[0-9]{4,9}/\S++)"
        r"|(?P<digits>[0-9]++(?:[.,][0-9]++)*+)"
        rf"|(?P<word>(?:{_by_initial(starters)})(?:fold)?(?![^\W_])))"
        r"|(?P<code>`[^`\n]*+`?)"
        rf"|(?P<vulgar>[{vulgar}]))"
    )


def _any_phrase(phrases: Collection[str]) -> re.Pattern[str]:
    alternatives = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s") for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"[{SPACE}\n,]{{0,2}}(?<!\w)({alternatives})(?!\w)", re.IGNORECASE)


def _sign_of(phrases_of: Mapping[str, Iterable[str]]) -> dict[str, Comparator]:
    """Of each phrase or symbol, the bound that it gives."""
    return {phrase: Comparator(sign) for sign, phrases in phrases_of.items() for phrase in phrases}
