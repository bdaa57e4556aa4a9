"""What tells two things of one name, or two measures of one thing, apart by the words right at them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon, prefilter
from factcheck.claims.slots import Figure
from factcheck.claims.terms import key, stem
from factcheck.conflicts.by_name import are_apart, grouped
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations import person_stems, told_alike
from factcheck.conflicts.matching import Reading, best, coverage, found_in, likeness, said_in, weight


@functools.cache
def _data() -> Any:
    return lexicon.data("told_apart")


def _either(words: Any) -> str:
    return "|".join(str(word) for word in sorted(words, key=lambda word: (-len(str(word)), str(word))))


def explain(a: Reading, b: Reading) -> Explanation | None:
    """The first of these reasons that holds."""
    return (
        kinds(a, b)
        or parts(a, b)
        or parts_of(a, b)
        or related_to(a, b)
        or valued(a, b)
        or qualified(a, b)
        or groups(a, b)
        or of_nouns(a, b)
        or formed(a, b)
    )


@functools.cache
def _kind() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<kind>{_either(_data()['kinds'])}) (?:of )?(?=(?P<name>[A-Z][\w'’-]+))", re.IGNORECASE
    )


@functools.lru_cache(maxsize=1 << 14)
def _kinds(text: str) -> dict[str, frozenset[str]]:
    return grouped(
        (match["name"].lower(), match["kind"].lower())
        for match in _kind().finditer(text)
        if match["name"][0].isupper()
    )


def kinds(a: Reading, b: Reading) -> Explanation | None:
    """A name stands behind different kinds of thing, or behind different first names: the river Orm and Lake Orm, two sisters."""
    apart = any(are_apart(read(a.frame.text), read(b.frame.text)) for read in (_kinds, _first_names))
    return Explanation.DIFFERENT_ENTITY if apart else None


_TWO_NAMES = prefilter.late(r"(?<![\w'’-])(?=(?P<first>[A-Z][a-z][\w-]+) (?P<last>[A-Z][a-z][\w-]+))")


@functools.cache
def _no_first_names() -> frozenset[str]:
    return frozenset(map(str, (*_data()["no_first_names"], *_data()["kinds"])))


@functools.lru_cache(maxsize=1 << 14)
def _first_names(text: str) -> dict[str, frozenset[str]]:
    """The names that others stand right before, each with these."""
    return grouped(
        (match["last"], match["first"])
        for match in _TWO_NAMES.finditer(text)
        if match["first"].lower() not in _no_first_names()
    )


@functools.cache
def _areas() -> re.Pattern[str]:
    nouns = _either(_data()["areas"])
    return re.compile(
        rf"\b(?P<before>{nouns}) (?:(?-i:of [A-Z])|as a whole\b|at large\b)|(?-i:\b(?!(?:The|Th[ei]s[e]?|That|An?|In|On|Its?|Our|Each|Every|My|His|Her)\b)[A-Z][\w'’-]+ )(?P<behind>{nouns})\b",
        re.IGNORECASE,
    )


def parts(a: Reading, b: Reading) -> Explanation | None:
    """One speaks of what lies around a place and has its name: the district of Tessmouth."""
    for one, other in ((a, b), (b, a)):
        for match in _areas().finditer(one.frame.text):
            if found_in(" ".join(key(match["before"] or match["behind"])), other) < 0.5:
                return Explanation.DIFFERENT_ENTITY
    return None


@functools.cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for cue in _data()[name])


@functools.lru_cache(maxsize=1 << 14)
def _cued(text: str, name: str) -> frozenset[int]:
    return frozenset(number for number, cue in enumerate(_patterns(name)) if cue.search(text))


def _said_by_one(a: Reading, b: Reading, name: str) -> Explanation | None:
    """One says by a listed cue what the other does not say."""
    mine, yours = (_cued(reading.frame.text, name) for reading in (a, b))
    return Explanation.DIFFERENT_MEASURE if mine != yours else None


def valued(a: Reading, b: Reading) -> Explanation | None:
    """One says that it takes the fall of money into account, and the other does not."""
    return _said_by_one(a, b, "valued")


def qualified(a: Reading, b: Reading) -> Explanation | None:
    """One says that it measures in another way than is usual, and the other does not: the long-term share, the year before."""
    return _said_by_one(a, b, "qualifiers")


_PLACED = r"(?:in|at|on|inside|outside|near|behind|under)\s(?:the|an?|our|its|their|every|each)\s(?P<where>[^\W\d_][\w'’-]*(?:\s(?!(?:is|are|was|were|has|have|of|and|or|in|at|on|to|for|by|from|with)\b)[^\W\d_][\w'’-]*)?)"
_AT = prefilter.late(rf"\b{_PLACED}", re.IGNORECASE)
_SUBJECT_AT = prefilter.late(
    rf"^\W*(?:(?:the|an?|all|our)\s)?(?P<what>[\w-]+(?:\s[\w-]+)?)\s{_PLACED}", re.IGNORECASE
)


@functools.lru_cache(maxsize=1 << 14)
def _wheres(text: str) -> frozenset[str]:
    """What somewhere is told to be in, at or on; no stretch of time."""
    found = {key(match["where"]) for match in _AT.finditer(text)}
    return frozenset(terms[-1] for terms in found if terms and not _times() & set(terms))


@functools.cache
def _times() -> frozenset[str]:
    return frozenset(map(str, _data()["times"]))


def located(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different places that have no names, or one of what is somewhere: in the hall, in the staff room, logs on the server."""
    if a.frame.label or b.frame.label:
        return None
    apart = _elsewhere(a, b) or _one_is_somewhere(a, b) or _one_is_somewhere(b, a)
    return Explanation.DIFFERENT_PLACE if apart else None


def _elsewhere(a: Reading, b: Reading) -> bool:
    """Whether each tells something like the same of somewhere that the other does not speak of."""
    mine, yours = _wheres(a.frame.text), _wheres(b.frame.text)
    if not mine or not yours or not any(told_alike(a, b)):
        return False
    return not (
        any(likeness(x, y) >= 0.5 for x in mine for y in yours)
        or any(said_in(x, b) >= 0.4 for x in mine)
        or any(said_in(y, a) >= 0.4 for y in yours)
    )


def _one_is_somewhere(one: Reading, other: Reading) -> bool:
    """Whether one opens with what is somewhere, and the other tells of the same and not of there."""
    match = _SUBJECT_AT.match(one.frame.text)
    if match is None or not any(stem(what) in other.core_stems for what in key(match["what"])):
        return False
    where = key(match["where"])
    if not where or _times() & set(where) or where[-1] in one.frame.names or weight(where[-1]) < 0.3:
        return False
    return max(said_in(where[-1], other), best(where[-1], other.frame.headings)) < 0.4


_HAVING = prefilter.late(
    r"(?<!\d )\b(?:with|having|who (?:have|has|had)|living with)\s(?:an?\s|the\s)?(?P<what>[\w-]+(?:\s[\w-]+)?)",
    re.IGNORECASE,
)
_HAS = prefilter.late(
    r"(?<!who )\b(?:have|has|had)\s(?:an?\s|the\s)?(?P<what>[\w-]+(?:\s[\w-]+)?)", re.IGNORECASE
)


@functools.lru_cache(maxsize=1 << 14)
def _had(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What those have of whom a claim speaks, and what it says that they have."""
    of, said = (
        frozenset(stem(word) for match in form.finditer(text) for word in key(match["what"]))
        for form in (_HAVING, _HAS)
    )
    return of, said


def among_those(a: Reading, b: Reading) -> Explanation | None:
    """One tells how many have something, the other how many of those who have it do something."""
    (mine, mine_said), (yours, yours_said) = _had(a.frame.text), _had(b.frame.text)
    if (mine & yours_said and not mine_said & yours_said) or (
        yours & mine_said and not mine_said & yours_said
    ):
        return Explanation.DIFFERENT_POPULATION
    return None


@functools.cache
def _forms() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<form>{_either(_data()['forms'])})\b", re.IGNORECASE)


@functools.lru_cache(maxsize=1 << 14)
def _formed(text: str) -> frozenset[str]:
    return frozenset(stem(match["form"].lower()) for match in _forms().finditer(text))


def formed(a: Reading, b: Reading) -> Explanation | None:
    """One speaks of a form of the stuff of which the other does not speak: liquid nitrogen, iron as a powder."""
    for one, other in ((a, b), (b, a)):
        lone = _formed(one.frame.text) - other.stems
        if lone and not lone & set(map(stem, (word for x in one.frame.assertions for word in x.objects))):
            return Explanation.DIFFERENT_CONDITION
    return None


_AMONG = prefilter.late(
    r"\b(?:of|among|in|for|to)\s(?:all\s)?(?:the\s)?(?:those|[a-z]+s|people|children|men|women)\s(?:who|with|whose|aged|from|without)\s(?P<which>[^,.;:()]{3,60})"
)


def groups(a: Reading, b: Reading) -> Explanation | None:
    """One is of those who are or do something of which the other does not speak: of those who had a second test."""
    for one, other in ((a, b), (b, a)):
        for match in _AMONG.finditer(one.frame.text[:1].lower() + one.frame.text[1:]):
            words = set(key(match["which"]))
            terms = [term for term in one.frame.terms if term in words]
            if terms and coverage(terms, other) < _LEAST:
                return Explanation.DIFFERENT_POPULATION
    return None


_LEAST = 0.4
"""How much of what says who they are the other claim must meet."""


@functools.cache
def _of() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<noun>{_either(_data()['of'])})s?\s(?:of|for)\s(?:(?:dying|death)s?\s(?:from|of)\s|(?:getting|developing|having|catching|suffering)\s)?"
        r"(?:an?\s|the\s)?(?P<what>[\w-]+(?:\s[\w-]+)?)",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=1 << 14)
def _of_what(text: str) -> dict[str, frozenset[str]]:
    return grouped(
        (match["noun"].lower(), term) for match in _of().finditer(text) for term in key(match["what"])
    )


def of_nouns(a: Reading, b: Reading) -> Explanation | None:
    """They are of the risk of different things."""
    mine, yours = _of_what(a.frame.text), _of_what(b.frame.text)
    for noun in mine.keys() & yours.keys():
        one = [term for term in mine[noun] if term in a.core]
        other = [term for term in yours[noun] if term in b.core]
        if one and other and max(best(term, other) for term in one) < 0.5:
            return Explanation.DIFFERENT_MEASURE
    return None


def _right_behind(reading: Reading, figure: Figure, pattern: prefilter.Late) -> re.Match[str] | None:
    """What stands right behind a figure, if it is of some form."""
    text = reading.frame.text
    at = text.find(figure.text)
    return pattern.match(text, at + len(figure.text)) if at >= 0 else None


def dimension(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    """Right behind the one figure stands in what direction it measures, and the other claim speaks of another: 212 metres
    deep, and 118 km long.
    """
    mine, yours = _direction(a, one), _direction(b, other)
    if mine and yours:
        return Explanation.DIFFERENT_MEASURE if mine != yours else None
    for word, there in ((mine, b), (yours, a)):
        if word in _NARROW and not _NARROW[word].search(there.frame.text):
            return Explanation.DIFFERENT_MEASURE
    return None


_DIRECTION = prefilter.late(
    r"\s?(?P<word>deep|long|wide|high|tall|thick|across|old|away|apart|square)\b", re.IGNORECASE
)
_ALIKE = {"tall": "high", "across": "wide"}
_NARROW = {
    "deep": re.compile(r"\b(?:deep|depth|deepest|down|below|bottom)", re.IGNORECASE),
    "thick": re.compile(r"\bthick", re.IGNORECASE),
    "wide": re.compile(r"\b(?:wide|width|breadth|broad|across|diameter|span)", re.IGNORECASE),
}
"""Directions that are hardly ever left unsaid, with the words that tell them."""


def _direction(reading: Reading, figure: Figure) -> str:
    match = _right_behind(reading, figure, _DIRECTION)
    if match is None:
        return ""
    word = match["word"].lower()
    return _ALIKE.get(word, word)


_NEED = prefilter.late(r"\b(?:needs?|should|ought|recommend\w*|advised?|guidelines?)\b", re.IGNORECASE)
_DO = prefilter.late(
    r"\b(?:eats?|ate|drinks?|drank|sleeps?|slept|consumes?|consumed|walks?|walked|exercises?|exercised|takes? in|took in)\b",
    re.IGNORECASE,
)
"""What people do each day that they are told to do more or less of."""


def done(a: Reading, b: Reading) -> Explanation | None:
    """One tells how much people should have, the other how much they do have."""
    for one, other in ((a, b), (b, a)):
        text = other.frame.text
        if (
            _NEED.search(one.frame.text)
            and not _NEED.search(text)
            and _DO.search(text)
            and not other.frame.advice
        ):
            return Explanation.DIFFERENT_MEASURE
    return None


def objects(a: Reading, b: Reading) -> Explanation | None:
    """They say something like the same of like subjects, but each of another thing: feel sick, feel dizzy."""
    for one, other in told_alike(a, b):
        if one.verb in _EMPTY:
            continue
        mine, yours = _lone(a, one.objects, b), _lone(b, other.objects, a)
        if mine and yours and not any(likeness(x, y) >= _RELATED for x in mine for y in yours):
            return Explanation.DIFFERENT_MEASURE
    return None


_EMPTY = frozenset({"be", "have", "contain", "include"})
"""Verbs whose objects say what the subject is like."""


_RELATED = 0.3
"""How alike two words may be that name different things."""


def _lone(reading: Reading, terms: Sequence[str], other: Reading) -> list[str]:
    """Those that tell much and that the other claim does not meet."""
    return [
        term
        for term in terms
        if term in reading.frame.terms and weight(term) >= 0.3 and found_in(term, other) < 0.4
    ]


def parts_of(a: Reading, b: Reading) -> Explanation | None:
    """One opens with something in, at or of what the other opens with: the museum in the town hall, his son."""
    if any(reading.frame.label or not reading.frame.assertions for reading in (a, b)):
        return None  # of a row or an item the subject stands in its label and header
    verbs = [{x.verb for x in reading.frame.assertions if x.main} for reading in (a, b)]
    if not any(likeness(one, other) >= 0.7 for one in verbs[0] for other in verbs[1]):
        return None
    for one, other in ((a, b), (b, a)):
        for form in (_PART_OF, _OWNED):
            match = form.match(one.frame.text)
            if match is None:
                continue
            heads = key(match["part"])
            if not heads or heads[-1] in _data()["attributes"]:
                continue
            if any(stem(head) in other.core_stems for head in heads):
                continue
            whole, opening = key(match["whole"]), key(_ARTICLE.sub("", other.frame.text))[:4]
            if whole and tuple(map(stem, whole)) == tuple(map(stem, opening[: len(whole)])):
                return Explanation.DIFFERENT_ENTITY
    return None


_ARTICLE = prefilter.late(r"^\W*(?:the|an?)\s", re.IGNORECASE)
_PART_OF = prefilter.late(
    r"^\W*(?!(?:an?|each|every|one|per)\s)(?:The\s)?(?P<part>[\w-]+(?:\s[\w-]+)?)\s(?:in|at|on|of|behind|beside|near|under|above)\s(?:the\s|an?\s)?(?P<whole>[\w-]+(?:\s[\w-]+)?)",
    re.IGNORECASE,
)
_OWNED = prefilter.late(r"^\W*(?:The\s)?(?P<whole>[\w-]+(?:\s[\w-]+){0,2})['’]s?\s(?P<part>[\w-]+)")


def related_to(a: Reading, b: Reading) -> Explanation | None:
    """Each opens with another thing, of which a clause says which: the bridge that he paid for, the school that he built."""
    mine, yours = _THAT.match(a.frame.text), _THAT.match(b.frame.text)
    if mine is None or yours is None:
        return None
    one, other = key(mine["what"])[-1], key(yours["what"])[-1]
    if found_in(one, b) < 0.4 and found_in(other, a) < 0.4 and likeness(one, other) < 0.75:
        return Explanation.DIFFERENT_ENTITY
    return None


_THAT = prefilter.late(r"^\W*The\s(?P<what>[\w-]+)\s(?:that|which|who|whom|he|she|they|it)\s", re.IGNORECASE)


_FOR = prefilter.late(r"\W{1,3}for\s(?:(?:an?|the|each|every|all|any)\s)?(?P<whom>[^\W\d_][\w'’-]*)")


def _served(reading: Reading, figure: Figure) -> str:
    """For what a figure is, as said right behind it: 9 crowns for a lorry."""
    match = _right_behind(reading, figure, _FOR)
    words = key(match["whom"]) if match else ()
    return words[0] if words else ""


_CALLERS = frozenset(map(stem, ("visitor", "customer", "passenger", "adult", "resident")))
"""Who is meant where a price is said without a word of whom it is for."""


@functools.cache
def _paying() -> frozenset[str]:
    return (person_stems() | {stem("child")}) - _CALLERS


def _payers(reading: Reading, served_: str, other: Reading) -> frozenset[str]:
    """Who pays, or for whom the price is, of whom the other claim does not speak: children pay 5 crowns."""
    paying = {
        x.subject[0] for x in reading.frame.assertions if x.main and x.verb == "pay" and len(x.subject) == 1
    }
    return frozenset(
        whom for whom in {served_, *paying} if stem(whom) in _paying() and found_in(whom, other) < 0.4
    )


def served(a: Reading, b: Reading, one: Figure, other: Figure) -> Explanation | None:
    """The figures are for different things: the toll for a car, the toll for a lorry."""
    mine, yours = _served(a, one), _served(b, other)
    if _payers(a, mine, b) != _payers(b, yours, a):
        return Explanation.DIFFERENT_POPULATION
    if mine and yours and found_in(mine, b) < 0.75 and found_in(yours, a) < 0.75:
        return Explanation.DIFFERENT_ENTITY
    return None


def by_clause(a: Reading, b: Reading) -> Explanation | None:
    """One says by a clause of which of its subject it speaks: employees who work nights, water that has been boiled."""
    for one, other in ((a, b), (b, a)):
        subjects_ = {term for x in one.frame.assertions if x.main for term in x.subject}
        for clause in one.frame.assertions:
            if (
                clause.main
                or clause.negative
                or clause.subject
                or not subjects_.issuperset(clause.objects or (clause.verb,))
            ):
                continue
            which = [term for term in clause.objects or (clause.verb,) if weight(term) >= 0.2]
            if which and coverage(which, other) < 0.45:
                return Explanation.DIFFERENT_CONDITION
    return None


@functools.cache
def _sizes() -> frozenset[str]:
    return frozenset(stem(str(word)) for word in lexicon.data("circumstances")["sizes"])


def sized(a: Reading, b: Reading) -> Explanation | None:
    """One speaks of the large one or the small one of what the other speaks of: the large lunch."""
    for one, other in ((a, b), (b, a)):
        for modifier, head in one.frame.pairs:
            if stem(modifier) in _sizes() and stem(head) in other.core_stems and weight(head) >= 0.1:
                if not one.frame.names and stem(modifier) not in other.stems:
                    return Explanation.REFINEMENT
    return None


_ABOUT = prefilter.late(r"\W*(?:(?:an?|the|each|every)\s)?\w+\s(?:of|to|for)\s", re.IGNORECASE)


def one_kind(a: Reading, b: Reading) -> Explanation | None:
    """One opens with a kind of what the other opens with, or with a part of it that has a price: private lessons, a change to a
    permit.
    """
    for one, other in ((a, b), (b, a)):
        if len(one.frame.terms) < 2 or not other.frame.terms or one.frame.label or other.frame.label:
            continue
        if _compound(one, other):
            return Explanation.DIFFERENT_ENTITY
        first = one.frame.terms[0]
        if "price" in one.frame.terms and "price" in other.frame.terms and _ABOUT.match(one.frame.text):
            if other.frame.terms[0] in one.frame.terms[1:4] and found_in(first, other) < 0.35:
                return Explanation.REFINEMENT
        kind, head = one.frame.terms[:2]
        if (kind, head) not in one.frame.pairs or stem(head) != stem(other.frame.terms[0]):
            continue
        if kind not in one.frame.names and kind not in one.usual and weight(kind) >= 0.15:
            if found_in(kind, other) < 0.35:
                return Explanation.REFINEMENT
    return None


def _compound(one: Reading, other: Reading) -> bool:
    """Whether one opens with another thing that is named after what the other opens with: the oxide of a metal, not the metal."""
    whole, head = one.frame.terms[:2]
    if whole != other.frame.terms[0] or (whole, head) not in one.frame.pairs:
        return False
    if {whole, head} & {*one.frame.names, *other.frame.names}:
        return False  # the Linnet tagger is Linnet
    if head in _data()["attributes"] or head in _data()["made_of"] or not _COMPOUND.match(one.frame.text):
        return False
    return weight(head) >= 0.3 and found_in(head, other) < 0.35


_COMPOUND = prefilter.late(r"^\W*(?:the\s|an?\s)?[\w-]+\s[\w-]+\s", re.IGNORECASE)


def of_what(a: Reading, b: Reading) -> Explanation | None:
    """One says of what its subject is one, of which the other does not speak: the symptoms of flu."""
    for one, other in ((a, b), (b, a)):
        for mine, yours in told_alike(one, other):
            if yours.subject[-1] not in mine.subject[:-1] or yours.subject[-1] in other.frame.names:
                continue
            if not set(mine.subject) <= set(one.frame.terms):
                continue
            added = mine.subject[mine.subject.index(yours.subject[-1]) + 1 :]
            if all(stem(term) not in other.stems and weight(term) >= 0.3 for term in added):
                return Explanation.REFINEMENT
    return None
