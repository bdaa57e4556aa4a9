"""For whom, where, when, under which condition and how firmly something is said."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims import ages, spans_of_time
from factcheck.claims import terms as term_reading
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.values import Value, replace


class Circumstances(Value, frozen=True):
    """What limits a claim. All parts are sorted or in text order, and plain."""

    populations: tuple[str, ...] = ()
    """`axis:value`, as listed."""
    ages: tuple[tuple[float, float], ...] = ()
    """Age bands in years."""
    places: tuple[str, ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    """`in`, `since`, `until`, `after`, `before` and the year."""
    former: bool = False
    """Said to have held once and no longer."""
    present: bool = False
    """Said to hold now."""
    versions: tuple[tuple[str, str], ...] = ()
    conditions: tuple[tuple[str, ...], ...] = ()
    """Terms of each restricting clause."""
    default: bool = False
    """Said of the state that holds when nobody interferes."""
    months: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    """First and last year of the stretches of time that it speaks of."""


NONE = Circumstances()
"""Of what nothing limits."""


@functools.cache
def _data() -> Any:
    return lexicon.data("circumstances")


_AND = " & "


@functools.cache
def _populations() -> Phrases:
    """What names a group, with the group on each axis that it is one of: a girl is a child, and female."""
    groups: dict[str, list[str]] = {}
    for axis, values in _data()["populations"].items():
        for value, cues in values.items():
            for cue in map(str, cues):
                groups.setdefault(cue, []).append(f"{axis}:{value}")
    return term_reading.phrases(([cue], _AND.join(found)) for cue, found in groups.items())


@functools.cache
def known_places() -> frozenset[str]:
    places = set(_data()["demonyms"])
    for place, wider in _data()["within"].items():
        places.add(place)
        places.update(wider)
    return frozenset(places)


@functools.lru_cache(maxsize=4)
def _opening_places(known: Phrases) -> frozenset[str]:
    """The lemmas with which a place's name can begin."""
    return known_places() | known.first_words(known_places())


def may_name_place(found: Sequence[Word], known: Phrases) -> bool:
    """Whether a term of some words can be a place: telling this takes less time than to read the terms."""
    lemmas, written = [word.lemma for word in found], [word.text for word in found]
    return not (_opening_places(known).isdisjoint(lemmas) and known.exact.keys().isdisjoint(written))


_YEAR = prefilter.compile(r"(?<![\w.,/€$£-])(1[5-9]\d\d|20\d\d)s?(?![\w/]|[.,]\d)" + spans_of_time.NO_YEAR)
_BEFORE_YEAR = prefilter.compile(
    r"\b(since|from|until|till|up to|through|before|prior to|after|as of|by|in|during|between|of"
    r"|for)\b(?:(?!\b(?:since|from|until|till|up to|through|before|prior to|after|as of|by|in|during|between)\b)"
    r"[^,;.()]){0,22}$",
    re.IGNORECASE,
)
_VERSION = prefilter.compile(
    r"\b(up to and including|up to|before|until|since|from|as of|after|in|with|prior to)?\s*(?:version"
    r"|release|v)\s*(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_DOTTED = prefilter.compile(
    r"\b(up to and including|up to|before|until|since|from|as of|after|prior to)\s+v?(\d+\.\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_FROM_VERSION = prefilter.compile(
    r"\b(starting with|starting in|starting from|beginning with)\s+v?(\d+\.\d+(?:\.\d+)*)\b", re.IGNORECASE
)
_AND_UP = re.compile(
    r"(?<![\d.,$€£])\bv?()(\d+\.\d+(?:\.\d+)*)(?:\+|,?\s(?:and|or)\s(?:earlier|older|later|newer|up|upwards?)\b)",
    re.IGNORECASE,
)
DEMANDS = re.compile(
    r"\b(?:needs?|requires?|required|supports?|(?:works?|compatible) with|runs? (?:on|with)|depends? on)\s(?:at least\s)?(?:[\w.+#-]+\s){1,2}(?:version\s)?v?$",
    re.IGNORECASE,
)
"""What asks for a version, right before its number."""
_SERIES = prefilter.compile(r"\b(in|on|with|from|of|until|since)\s+v?(\d+(?:\.\d+)?)\.x\b", re.IGNORECASE)
_ASKING = "".join(
    rf"(?<!{verb} )"
    for verb in (
        "check", "checks", "checking", "test", "tests", "see", "know", "ask", "asks", "wonder", "unclear", "unknown", "known",
        "determine", "determines", "decide", "decides", "find out", "tell", "tells", "sure", "as",
    )
)  # fmt: skip
"""Behind which an "if" asks and sets no condition."""
_CONDITION = prefilter.compile(
    r"\b(provided that|(?<=[,;(] )provided|(?:provided|providing)(?= (?:that|you|it|they|there|we|he|she|no)\b)"
    r"|as long as|so long as|in case of|in the event of|only if"
    r"|only when|when(?= (?:it|they|you|the \w+|an? \w+) (?:is|are|has|have|does|do|can|cannot)\b)|(?<!even )(?:"
    + _ASKING
    + r")if|once(?! (?:an?|per|every|each|daily|weekly|monthly|yearly|hourly"
    r"|annually|nightly|or|more|again|upon|in|for|and|only|the (?:\w+est|most))\b| ?[,.;:!)]|$)"
    r"(?<!\bis once)(?<!\bwas once)(?<!\bare once)(?<!\bwere once)(?<!\bhad once)(?<!\bhave once)(?<!\bhas once)"
    r"(?<!only once)(?<!least once)(?<!at once)(?<!than once)(?<!just once)"
    r"|whenever|unless|except for|except in|except|in the absence of"
    r"|on condition that|assuming|before(?= (?:the|your|their|its) (?:\w+ ){1,3}(?:is|are|has|have|ends?|begins?|starts?|expires?|opens?|closes?)\b)"
    r"|while(?= (?:the|an?|your|their|its|it|they|you) ))\b\s*([^,;.:()–—]*)",
    re.IGNORECASE,
)
_WITH_CONDITION = prefilter.compile(
    r"^\W*(?:with|without|for|in|on|under|at|during|after|before|among) ([^,;.:()]{3,70}),"
    r"|^\W*when(?! (?:it comes|in doubt|asked|needed|necessary|possible|you (?:are )?(?:done|finish))\b)(?![^,]*\b(?:was|were|had|did|\w+ed|became|began|took|came|went|rose|fell)\b) ([^,;.:()]{3,70}),",
    re.IGNORECASE,
)
_NOUNS = r"((?:(?!(?:of|to|from|by|at|in|on|and|or|as|than)\b)[^\W\d][\w-]* ){1,4}?)"
_WITH_CONDITION_AT_ONCE = prefilter.compile(
    rf"^\W*(?:With|Without|For|In|On|Under|During|After|Before) {_NOUNS}(?=(?:the|an?|our|your)\b)"
    rf"|^\W*(?:With|Without|For) {_NOUNS}(?=(?:you|we|it|they|there)\b)"
    r"|^\W*(?:With|Without) (\S+(?: \S+){0,2})(?= (?:up to|at most|at least|only|all|no)\b)"
    r"|^\W*(?:In|To|From|On|Near|Around) ((?!The\b|This\b)[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?= [a-z])"
)
"""The same without a comma: with its case the drone weighs, in London hotels cost."""
_UNDER_LAW = prefilter.compile(
    r"\W*[Uu]nder (?:(?:the|this|that|a|an) )?(?:\w+ ){0,2}?"
    r"(?:[A-Z][\w-]*|laws?|acts?|rules?|regulations?|directive|treaty|constitution|contract|agreement)\b"
)


class _Cues(NamedTuple):
    former: prefilter.Pattern
    """What held once and no longer."""
    present: prefilter.Pattern
    """What holds now."""
    connecting: prefilter.Pattern
    """Openings that connect, comment or describe, and limit nothing."""


@functools.cache
def _cues() -> _Cues:
    lists = _data()
    connecting = prefilter.compile(rf"\W*(?:{'|'.join(lists['connecting'])})", re.IGNORECASE)
    return _Cues(prefilter.any_way(lists["former"]), prefilter.any_way(lists["present"]), connecting)


MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def _years(text: str) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    if not spans_of_time.may_name_year(text):
        return ()
    for match in _YEAR.finditer(text):
        before = _BEFORE_YEAR.search(text, max(0, match.start() - 40), match.start())
        relation = before.group(1).lower() if before else "in"
        relation = {
            "from": "since", "as of": "in", "till": "until", "up to": "until", "through": "until",
            "prior to": "before",
            "during": "in", "between": "in", "of": "in", "for": "in", "by": "in",
        }.get(relation, relation)  # fmt: skip
        found.append((relation, int(match.group(1))))
    return tuple(dict.fromkeys(found))


_NUMBERED = re.compile(r"(?:version|release|v)\s*\d|\d\.[\dx]", re.IGNORECASE)


def _versions(text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if _NUMBERED.search(text) is None:
        return ()
    for pattern in (_VERSION, _DOTTED, _SERIES, _FROM_VERSION, _AND_UP):
        for match in pattern.finditer(text):
            if pattern is _AND_UP and DEMANDS.search(text, 0, match.start()):
                continue  # what is asked for is not of that version
            found.append(((match.group(1) or "in").lower(), match.group(2)))
    return tuple(dict.fromkeys(found))


@functools.cache
def _default() -> tuple[str, ...]:
    return tuple(map(str, _data()["conditions"]["default"]))


_MONTHS = frozenset(MONTHS)
_DIGIT = re.compile(r"\d")


class Wording(NamedTuple):
    """What a text tells of circumstances whatever its words are taken for."""

    limits: Circumstances
    """All but what single words say: of whom, where, in which months and on what conditions."""
    conditions: tuple[tuple[int, int], ...]
    """Where its restricting clauses stand."""
    opening: tuple[int, int] | None
    """Where the condition stands that it opens with, if it opens with one: "In winter, …"."""


def wording(text: str) -> Wording:
    """What a text tells of circumstances before its words are looked at one by one."""
    opening = _WITH_CONDITION.search(text) or _WITH_CONDITION_AT_ONCE.search(text)
    if opening is not None and (_UNDER_LAW.match(text) or _cues().connecting.match(text)) is not None:
        opening = None  # the law says where a claim comes from, and not when it holds
    return Wording(
        _limits(text),
        tuple([match.span(2) for match in _CONDITION.finditer(text)]),
        None if opening is None else opening.span(opening.lastindex or 1),
    )


_IN_USE = prefilter.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|when|if|commonly|widely|often)\s(?:\w+\s)?used to\b",
    re.IGNORECASE,
)
"""What something serves for, and not what once was."""
_STILL = prefilter.compile(
    r"\b(?:is|are|will|shall|must|may|can|cannot|remains?|runs?|applies|apply|stays?)\s(?:(?!was\b|were\b)\w+\s){0,6}?"
    r"(?:until|up to|before)\s(?:\w+\s)?(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
"""What holds until a year to come: a licence that is valid until then."""


def _is_former(text: str) -> bool:
    former = _cues().former
    if former.search(text) is None:
        return False
    return former.search(_STILL.sub(" ", _IN_USE.sub(" ", text))) is not None


def _limits(text: str) -> Circumstances:
    folded = text.lower()
    former, present = _is_former(text), _cues().present.search(text) is not None
    default = any(map(folded.__contains__, _default()))
    if _DIGIT.search(text) is not None:
        return Circumstances(
            ages=ages.ages(text),
            years=_years(text),
            former=former,
            present=present,
            versions=_versions(text),
            default=default,
            spans=spans_of_time.spans(text),
        )
    spans = spans_of_time.spans(text) if "century" in folded or "ties" in folded else ()
    if former or present or default or spans:
        return Circumstances(former=former, present=present, default=default, spans=spans)
    return NONE


def ages_and_years(text: str) -> tuple[tuple[tuple[float, float], ...], tuple[tuple[str, int], ...]]:
    """The ages and years that a text speaks of."""
    return (ages.ages(text), _years(text)) if _DIGIT.search(text) is not None else ((), ())


def opening(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> tuple[tuple[str, ...], ...]:
    """The terms of the condition that a text opens with."""
    return () if told.opening is None else _terms_at([told.opening], found, content)


def _terms_at(
    places: Sequence[tuple[int, int]], found: Sequence[Word], content: Sequence[Term]
) -> tuple[tuple[str, ...], ...]:
    """The terms at each place that has any."""
    named = [tuple([t.name for t in content if start <= found[t.first].start < end]) for start, end in places]
    return tuple([names for names in named if names])


_OF_PERSONS_AS_NOUNS = frozenset({"minor", "senior"})


def _named_groups(found: Sequence[Word], lemmas: Sequence[str]) -> Iterator[str]:
    """The groups of people that words name; minor injuries and senior engineers are of no age."""
    groups, index = _populations(), 0
    while index < len(lemmas):
        match = groups.at(lemmas, index)
        length = match[0] if match else 1
        adjective = found[index].pos == "ADJ" and lemmas[index] in _OF_PERSONS_AS_NOUNS
        if match and not (length == 1 and adjective):
            yield from match[1].split(_AND)
        index += length


def _is_month(word: Word) -> bool:
    return word.text[0].isupper() and (word.start > 0 or word.pos not in ("AUX", "VERB"))


def read(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> Circumstances:
    """What limits the claim in a text, apart from the condition that it opens with."""
    lemmas = [word.lemma for word in found]
    groups = _populations()
    populations = () if groups.by_first.keys().isdisjoint(lemmas) else tuple(_named_groups(found, lemmas))
    if told.limits.ages:
        populations = (*populations, *ages.stages(told.limits.ages))
    known = known_places()
    places = {term.name for term in content if term.name in known and found[term.first].text[0].isupper()}
    months = _MONTHS.intersection(lemmas)
    if months:  # "may" and "march" are verbs, too
        months = frozenset(word.lemma for word in found if word.lemma in months and _is_month(word))
    conditions = _terms_at(told.conditions, found, content) if told.conditions else ()
    if not (populations or places or months or conditions):
        return told.limits
    return replace(
        told.limits,
        populations=tuple(sorted(set(populations))),
        places=tuple(sorted(places)),
        conditions=conditions,
        months=tuple(sorted(months)),
    )
