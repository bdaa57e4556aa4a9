"""They speak of different things of one kind or name."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from factcheck import lexicon, numerals
from factcheck.claims.circumstances import MONTHS
from factcheck.claims.terms import key, stem
from factcheck.conflicts.by_name import are_apart, grouped
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations._said import lemmas_of, text_of
from factcheck.conflicts.matching import Reading, best, coverage, found_in, weight


@functools.cache
def _numbered() -> re.Pattern[str]:
    data: Any = lexicon.data("circumstances")["numbered"]
    nouns = "|".join(re.escape(" ".join(key(str(noun)))) for noun in data)
    return re.compile(rf" (?P<noun>{nouns}) (?P<number>\d{{1,3}}|[ivx]{{1,4}}|[a-h])(?= )")


@functools.lru_cache(maxsize=1 << 14)
def _numbers(lemmas: str) -> dict[str, frozenset[str]]:
    return grouped((match["noun"], match["number"]) for match in _numbered().finditer(lemmas))


@functools.cache
def _numbered_above() -> frozenset[str]:
    return frozenset(map(str, lexicon.data("circumstances")["numbered_above"]))


def _numbers_of(reading: Reading) -> Mapping[str, frozenset[str]]:
    """What a claim names by a number; of what it does not, what its headings name so."""
    own = _numbers(lemmas_of(reading))
    if not reading.frame.numbered:
        return own
    above = _numbers(reading.frame.numbered)
    return {**{noun: above[noun] for noun in above.keys() & _numbered_above()}, **own}


def numbered(a: Reading, b: Reading) -> Explanation | None:
    """Type 1 and type 2, line 4 and, under a heading that names line 7, no line at all."""
    return Explanation.DIFFERENT_ENTITY if are_apart(_numbers_of(a), _numbers_of(b)) else None


@functools.cache
def ordinals() -> Mapping[str, int]:
    """The words for places in a row, up to the tenth."""
    return {word: place for word, place in numerals.words()["ordinals"].items() if place <= 10}


@functools.cache
def _in_a_row() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:the|an?|its|his|her|their|our|your|my|this|that|\w+['’]s?)\s"
        rf"(?P<which>{'|'.join(ordinals())}|\d{{1,2}}(?:st|nd|rd|th))[\s-](?!of\b|{'|'.join(MONTHS)})"
        r"(?P<what>\w+(?:\s\w+)?)",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=1 << 14)
def _counted_off(text: str) -> dict[str, frozenset[int]]:
    """The stems of what a text tells by its place in a row, each with those places: the second bridge, her third novel."""
    return grouped(
        (stem(word), _place_in_row(match["which"].lower()))
        for match in _in_a_row().finditer(text)
        for word in key(match["what"])
    )


def _place_in_row(which: str) -> int:
    return ordinals().get(which) or int(which[:-2])


def ordinal(a: Reading, b: Reading) -> Explanation | None:
    """The first bridge and the second; her third novel and, of a later one than the first, just a novel."""
    mine, yours = _counted_off(text_of(a)), _counted_off(text_of(b))
    if are_apart(mine, yours):
        return Explanation.DIFFERENT_ENTITY
    for here, there, other in ((mine, yours, b), (yours, mine, a)):
        for word in here.keys() - there.keys():
            if min(here[word]) > 1 and word in other.core_stems:
                return Explanation.DIFFERENT_ENTITY
    return None


@functools.cache
def _beside() -> re.Pattern[str]:
    cues = "|".join(re.escape(str(cue)) for cue in lexicon.data("circumstances")["beside"])
    return re.compile(rf"\b(?:{cues})s?\b", re.IGNORECASE)


@functools.cache
def _designations() -> frozenset[str]:
    return frozenset(map(str, lexicon.data("circumstances")["designations"]))


_NAMED = re.compile(r"\b[A-Z][\w-]*(?:\s[A-Z\d](?:[\w-]|\.(?=\w))*)+")
_NUMBER = re.compile(r"[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?")


@functools.lru_cache(maxsize=1 << 14)
def _designated(text: str) -> tuple[bool, frozenset[tuple[str, str]], frozenset[str]]:
    """Whether a text speaks of another one beside something; the names in it that have a designation, with it; and its words."""
    found = set()
    for match in _NAMED.finditer(text):
        parts = match.group().split()
        for before, one, other in zip(("", *parts), parts, parts[1:], strict=False):
            if _NUMBER.fullmatch(other) or other.lower() in _designations():
                # "Luma 9 Max": what has the designation is the Luma
                found.add((before if before and _NUMBER.fullmatch(one) else one, other.lower()))
            if one.lower() in _designations() and not other[0].isdigit():
                found.add((other, one.lower()))
    return _beside().search(text) is not None, frozenset(found), frozenset(_WORDS.findall(text.lower()))


_WORDS = re.compile(r"\w(?:[\w-]|\.(?=\w))*")


def beside(a: Reading, b: Reading) -> Explanation | None:
    """One speaks of another one of the kind: the neighbouring town, the rival firm, the K2 Pro."""
    mine, yours = _designated(text_of(a)), _designated(text_of(b))
    if mine[0] != yours[0]:
        return Explanation.DIFFERENT_ENTITY
    for (_, named, _), (_, _, words), one, other in ((mine, yours, a, b), (yours, mine, b, a)):
        for name, designation in named:
            if designation in words or name.lower() not in one.frame.names:
                continue
            if name.lower() not in words and name.lower() not in other.frame.headings:
                continue
            if any(designation in figure.text.lower() for figure in one.frame.figures):
                continue
            if found_in(designation, other) < 0.5:
                return Explanation.DIFFERENT_ENTITY
    return None


_NO_NAMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)


def names(a: Reading, b: Reading) -> Explanation | None:
    """Each is about a name that the other does not know."""
    mine = [n for n in a.frame.names if n not in _NO_NAMES and found_in(n, b) < 0.5]
    yours = [n for n in b.frame.names if n not in _NO_NAMES and found_in(n, a) < 0.5]
    if mine and yours:
        shared = [n for n in a.frame.names if found_in(n, b) >= 0.8]
        if len(shared) <= min(len(mine), len(yours)):
            return Explanation.DIFFERENT_ENTITY
    return None


def label(a: Reading, b: Reading) -> Explanation | None:
    """The list item or table row is about something that the other does not speak of."""
    for one, other in ((a, b), (b, a)):
        terms = one.frame.label
        if terms and coverage(terms, other) < 0.6:
            return Explanation.DIFFERENT_ENTITY
    mine, yours = a.frame.label, b.frame.label
    if mine and yours and max(best(term, yours) for term in mine) < 0.6:
        return Explanation.DIFFERENT_ENTITY
    return None


def headed(a: Reading, b: Reading) -> Explanation | None:
    """What they are about stands in the headings alone, and these name different things: the flour in two kinds of bread."""
    return headings(a, b) if _bare(a) and _bare(b) else None


def headings(a: Reading, b: Reading) -> Explanation | None:
    """Their headings name different things, and not only what kind of page it is."""
    for one, other in ((a, b), (b, a)):
        if not any(
            weight(term) >= 0.3 and stem(term) not in other.stems and stem(term) not in _of_pages()
            for term in one.frame.headings
        ):
            return None
    return Explanation.DIFFERENT_ENTITY


@functools.cache
def _of_pages() -> frozenset[str]:
    """Stems of words in headings that say what kind of page it is: questions, rules, a guide."""
    return frozenset(stem(str(word)) for word in lexicon.data("circumstances")["pages"])


def _bare(reading: Reading) -> bool:
    """Whether a claim names nothing in particular: it bids, or speaks of next to nothing but common things."""
    frame = reading.frame
    if any(term in frame.names for term in reading.core):
        return False
    return (bool(frame.advice) and not any(x.subject for x in frame.assertions)) or sum(
        weight(term) >= 0.2 for term in frame.terms
    ) <= 2
