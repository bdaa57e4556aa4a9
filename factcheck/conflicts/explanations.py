"""Why two claims that look contrary can both hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from factcheck import lexicon, numerals
from factcheck.claims.circumstances import MONTHS, Circumstances
from factcheck.claims.modality import Modality
from factcheck.claims.slots import Assertion
from factcheck.claims.spans_of_time import apart
from factcheck.claims.terms import key, stem
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.matching import Reading, best, coverage, found_in, likeness, said_in, weight

_LIFE_STAGES: dict[str, tuple[float, float]] = {
    "newborn": (0, 0.2), "infant": (0, 3), "child": (0, 18), "teenager": (10, 20), "young": (15, 35), "adult": (16, 150), "older": (55, 150),
}  # fmt: skip


def explain(
    a: Reading, b: Reading, *, strict: bool = True, dated: bool = True, condition_least: float = 0.45
) -> Explanation | None:
    """The first reason found why the two need not conflict, whatever they disagree in.

    Where strict, also when only one says of whom it holds; where dated, also when only one says when.
    """
    return (
        put(a, b)
        or population(a, b, strict=strict)
        or groups(a, b)
        or persons(a, b)
        or numbered(a, b)
        or ordinal(a, b)
        or place(a, b)
        or beside(a, b)
        or superseded(a, b)
        or period(a, b, dated=dated)
        or version(a, b)
        or condition(a, b, least=condition_least)
    )


def _text(reading: Reading) -> str:
    """What a claim says; of a table's row also what stands right above the table."""
    frame = reading.frame
    return f"{frame.text} | {frame.above}" if frame.above else frame.text


def _lemmas(reading: Reading) -> str:
    """The lemmas of that."""
    return reading.frame.lemmas + reading.frame.above_lemmas


def put(a: Reading, b: Reading) -> Explanation | None:
    """One of them is not asserted."""
    modes = {a.frame.modality, b.frame.modality}
    if modes & {Modality.QUESTION, Modality.HYPOTHETICAL}:
        return Explanation.HYPOTHETICAL
    if modes & {Modality.REPORTED, Modality.REFUTED}:
        return Explanation.REPORTED
    if Modality.HEDGED in modes:
        return Explanation.HEDGED
    return None


@functools.cache
def _compatible() -> frozenset[frozenset[str]]:
    data: Any = lexicon.data("circumstances")["compatible"]
    return frozenset(frozenset(map(str, pair)) for pair in data)


def _by_axis(populations: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for population_ in populations:
        axis, _, value = population_.partition(":")
        found.setdefault(axis, set()).add(value)
    return found


def _limits(
    one: Circumstances, around: Circumstances
) -> tuple[dict[str, set[str]], tuple[tuple[float, float], ...]]:
    here, there = _by_axis(one.populations), _by_axis(around.populations)
    ages = one.ages or around.ages
    return {axis: here.get(axis) or there[axis] for axis in sorted({*here, *there})}, ages


def population(a: Reading, b: Reading, *, strict: bool = True) -> Explanation | None:
    """They speak of different people; where strict, also when only one says of whom."""
    mine, my_ages = _limits(a.frame.here, a.frame.around)
    yours, your_ages = _limits(b.frame.here, b.frame.around)
    for axis in sorted({*mine, *yours}):
        one, other = mine.get(axis), yours.get(axis)
        if one and other and not one & other:
            if any(frozenset((x, y)) in _compatible() for x in one for y in other):
                continue
            return Explanation.DIFFERENT_POPULATION
    special = {"newborn", "infant", "older", "pregnancy", "breastfeeding"}
    for here, there in ((mine, yours), (yours, mine)):
        stages = here.get("life_stage", set())
        others = there.get("life_stage", set())
        # what is said of adults at large need not hold in pregnancy
        if stages and stages <= special and others and not others & stages:
            return Explanation.DIFFERENT_POPULATION
    my_ages = my_ages or tuple(
        _LIFE_STAGES[s] for s in sorted(mine.get("life_stage", ())) if s in _LIFE_STAGES
    )
    your_ages = your_ages or tuple(
        _LIFE_STAGES[s] for s in sorted(yours.get("life_stage", ())) if s in _LIFE_STAGES
    )
    if (
        (a.frame.here.ages or b.frame.here.ages or a.frame.around.ages or b.frame.around.ages)
        and my_ages
        and your_ages
    ):
        if not any(low < high_ and low_ < high for low, high in my_ages for low_, high_ in your_ages):
            return Explanation.DIFFERENT_POPULATION
    for axis in ("health",) if strict else ():
        one, other = mine.get(axis, set()), yours.get(axis, set())
        if one and not other and not any(found_in(term, b) > 0.7 for term in one):
            return Explanation.DIFFERENT_POPULATION
        if other and not one and not any(found_in(term, a) > 0.7 for term in other):
            return Explanation.DIFFERENT_POPULATION
    return None


_ANYBODY = frozenset(map(stem, ("person", "people", "human")))
"""Who is no group of people beside another."""


@functools.cache
def person_stems() -> frozenset[str]:
    """Stems of nouns for persons of some kind."""
    data: Any = lexicon.data("circumstances")["persons"]
    return frozenset(stem(" ".join(key(str(noun)))) for noun in data) - _ANYBODY


_GROUP = re.compile(r"\b(?P<which>[\w-]+)\s(?:group|arm|cohort)\b", re.IGNORECASE)
_NO_GROUP = frozenset(
    "the a an this that each one other another same whole age first second large small".split()
)


def groups(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different groups of a study."""
    mine, yours = (
        {match["which"].lower() for match in _GROUP.finditer(_text(reading))} - _NO_GROUP
        for reading in (a, b)
    )
    return Explanation.DIFFERENT_POPULATION if mine and yours and not mine & yours else None


def persons(a: Reading, b: Reading) -> Explanation | None:
    """Each speaks of a group of people that the other does not name."""
    mine = [term for term in a.frame.terms if stem(term) in person_stems()]
    yours = [term for term in b.frame.terms if stem(term) in person_stems()]
    if (
        mine
        and yours
        and max(found_in(term, b) for term in mine) < 0.4
        and max(found_in(term, a) for term in yours) < 0.4
    ):
        return Explanation.DIFFERENT_POPULATION
    return None


@functools.cache
def _numbered() -> re.Pattern[str]:
    data: Any = lexicon.data("circumstances")["numbered"]
    nouns = "|".join(re.escape(" ".join(key(str(noun)))) for noun in data)
    return re.compile(rf" (?P<noun>{nouns}) (?P<number>\d{{1,3}}|[ivx]{{1,4}}|[a-h])(?= )")


@functools.lru_cache(maxsize=1 << 14)
def _numbers(lemmas: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for match in _numbered().finditer(lemmas):
        found.setdefault(match["noun"], set()).add(match["number"])
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


@functools.cache
def _numbered_above() -> frozenset[str]:
    return frozenset(map(str, lexicon.data("circumstances")["numbered_above"]))


def _numbers_of(reading: Reading) -> Mapping[str, frozenset[str]]:
    """What a claim names by a number; of what it does not, what its headings name so."""
    own = _numbers(_lemmas(reading))
    if not reading.frame.numbered:
        return own
    above = _numbers(reading.frame.numbered)
    return {**{noun: above[noun] for noun in above.keys() & _numbered_above()}, **own}


def numbered(a: Reading, b: Reading) -> Explanation | None:
    """Type 1 and type 2, line 4 and, under a heading that names line 7, no line at all."""
    mine, yours = _numbers_of(a), _numbers_of(b)
    for noun in mine.keys() & yours.keys():
        if not mine[noun] & yours[noun]:
            return Explanation.DIFFERENT_ENTITY
    return None


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
    found: dict[str, set[int]] = {}
    for match in _in_a_row().finditer(text):
        which = match["which"].lower()
        number = ordinals().get(which) or int(which[:-2])
        for word in key(match["what"]):
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def ordinal(a: Reading, b: Reading) -> Explanation | None:
    """The first bridge and the second; her third novel and, of a later one than the first, just a novel."""
    mine, yours = _counted_off(_text(a)), _counted_off(_text(b))
    for here, there, other in ((mine, yours, b), (yours, mine, a)):
        for word, numbers in here.items():
            if word in there:
                if not numbers & there[word]:
                    return Explanation.DIFFERENT_ENTITY
            elif min(numbers) > 1 and word in other.core_stems:
                return Explanation.DIFFERENT_ENTITY
    return None


def place(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different places."""
    mine = set(a.frame.here.places) or set(a.frame.around.places)
    yours = set(b.frame.here.places) or set(b.frame.around.places)
    if mine and yours and not mine & yours:
        # what holds for a country need not hold for one of its towns
        return Explanation.DIFFERENT_PLACE
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
    mine, yours = _designated(_text(a)), _designated(_text(b))
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


_PAST = re.compile(
    r"\b(?:was|were|had|did|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bnot )[a-z]{2,}[a-df-z]ed|went|came|got|paid|held|made|took|stood|ran|began|gave|kept|cost|sold|built|brought)\b"
)


def superseded(a: Reading, b: Reading) -> Explanation | None:
    """One tells what once held, the other what holds."""
    for one, other in ((a, b), (b, a)):
        if one.frame.here.former and not other.frame.here.former:
            if other.frame.here.present or not _PAST.search(other.frame.text):
                return Explanation.SUPERSEDED
    return None


def _years(circumstances: Circumstances) -> set[int]:
    return {year for relation, year in circumstances.years if relation == "in"}


_PART_OF_YEAR = re.compile(
    r"\b(?:(?:first|second|third|fourth|last|final)[\s-](?:half|quarter|semester|trimester)\b(?! of (?:an?|the) (?:hour|match|game))|[QH][1-4]\b)",
    re.IGNORECASE,
)


def _spans(reading: Reading) -> tuple[tuple[float, float], ...]:
    """The stretches of time of which it speaks; what holds today is not of those that are spoken of around it."""
    here = reading.frame.here
    return here.spans if here.spans or here.present else reading.frame.around.spans


_SINCE = re.compile(
    r"\bsince (?:\w+ ){0,2}(?:1[5-9]|20)\d\d\b|\b(?:over|in|during|within) the (?:past|last|previous) (?!year\b|month\b|week\b)(?:decade|century|\w+ (?:years|decades|months))\b",
    re.IGNORECASE,
)


def period(a: Reading, b: Reading, *, dated: bool = True) -> Explanation | None:
    """They speak of different times."""
    if bool(_PART_OF_YEAR.search(_text(a))) != bool(_PART_OF_YEAR.search(_text(b))):
        return Explanation.DIFFERENT_PERIOD
    if apart(_spans(a), _spans(b)):
        return Explanation.DIFFERENT_PERIOD
    mine = _years(a.frame.here) or _years(a.frame.around)
    yours = _years(b.frame.here) or _years(b.frame.around)
    one = {year for relation, year in a.frame.here.years if relation != "in"}
    other = {year for relation, year in b.frame.here.years if relation != "in"}
    if (
        a.frame.here.months
        and b.frame.here.months
        and not set(a.frame.here.months) & set(b.frame.here.months)
    ):
        return Explanation.DIFFERENT_PERIOD
    if a.frame.effects and b.frame.effects and bool(_SINCE.search(_text(a))) != bool(_SINCE.search(_text(b))):
        return Explanation.DIFFERENT_PERIOD  # what changed in one year, and what has changed since another
    for reading, years in ((a, yours | other), (b, mine | one)) if dated else ():
        if not years and _years(reading.frame.here):
            return Explanation.DIFFERENT_PERIOD
    return None


def version(a: Reading, b: Reading) -> Explanation | None:
    """They speak of different versions."""
    one = {number for _, number in a.frame.here.versions} or {number for _, number in a.frame.around.versions}
    other = {number for _, number in b.frame.here.versions} or {
        number for _, number in b.frame.around.versions
    }
    if one and other and not one & other:
        return Explanation.DIFFERENT_VERSION
    return None


@functools.cache
def _population_words() -> frozenset[str]:
    data: Any = lexicon.data("circumstances")["populations"]
    return frozenset(
        stem(word)
        for values in data.values()
        for cues in values.values()
        for cue in cues
        for word in key(str(cue))
    )


def _names_population(terms: Sequence[str]) -> bool:
    return any(stem(part) in _population_words() for term in terms for part in term.split())


_WITHOUT = re.compile(
    r"\b(?P<out>with|without|in the absence of)\s(?:an?\s|any\s|the\s|its\s|their\s)?(?P<what>\w+)",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1 << 14)
def _withal(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a claim says that something is with, and without what."""
    found: tuple[set[str], set[str]] = (set(), set())
    for match in _WITHOUT.finditer(text):
        found[match["out"].lower() != "with"].add(stem(match["what"].lower()))
    return frozenset(found[0]), frozenset(found[1])


_FROM_FIGURE = re.compile(
    r"^\W*(?:if|when|whenever|once|where|unless|while|in case|as soon as)\s[^,;.()]{3,80}\d(?:[^,;()]|,(?=\d)){0,30},\s",
    re.IGNORECASE,
)
"""What holds only where some amount is passed: when it is hotter than 30 °C, …"""


def condition(a: Reading, b: Reading, *, least: float = 0.45) -> Explanation | None:
    """One holds under a condition that the other does not speak of, or with what the other is without."""
    (having, lacking), (having_, lacking_) = _withal(_text(a)), _withal(_text(b))
    if having & lacking_ or having_ & lacking:
        return Explanation.DIFFERENT_CONDITION
    if bool(_FROM_FIGURE.search(a.frame.text)) != bool(_FROM_FIGURE.search(b.frame.text)):
        return Explanation.DIFFERENT_CONDITION
    for one, other in ((a, b), (b, a)):
        if one.frame.here.default:
            continue
        for terms in one.frame.here.conditions:
            if set(a.frame.here.populations) & set(b.frame.here.populations) and _names_population(terms):
                continue
            if sum(weight(term) for term in terms) >= 0.3 and coverage(terms, other) < least:
                return Explanation.DIFFERENT_CONDITION
    return None


# ----------------------------------------------------------------------------------------------------- what is measured


@functools.cache
def _measures() -> tuple[tuple[tuple[str, ...], ...], ...]:
    data: Any = lexicon.data("circumstances")["measures"]
    return tuple(
        tuple(tuple(" " + " ".join(key(str(cue))) + " " for cue in side) for side in group) for group in data
    )


def _sides(lemmas: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for number, group in enumerate(_measures()):
        sides = {side for side, cues in enumerate(group) if any(cue in lemmas for cue in cues)}
        if sides:
            found[number] = sides
    return found


@functools.lru_cache(maxsize=1 << 14)
def _sides_of(lemmas: str) -> dict[int, set[int]]:
    return _sides(lemmas)


_AIMED = re.compile(
    r"\b(?:(?:was|were|been|is|are|originally|initially|first)\s(?:planned|budgeted|projected|scheduled|intended|expected|forecast)\b"
    r"|would (?:like|prefer|welcome)\b|(?:calls?|called|calling|campaign\w*|lobb(?:y|ies|ied|ying)|push(?:es|ed|ing)?|press(?:es|ed|ing)) for\b"
    r"|(?:proposes?|proposed|demands|demanded|urges?|urged|suggests?|suggested)\s(?:that|to|raising|lowering|cutting|an?|the|[\d€$£])|in favou?r of\b|(?:aims?|aimed|hopes?|hoped|plans?|planned|intends?|intended|wants?|wanted)\s(?:for|to|at)\b|(?:from|as of|starting) next (?:month|year|season|spring|summer|autumn|winter)\b|targets?\s(?:is|was|of|for)\b|(?:is|are|was|were)\sto\sbe\b)",
    re.IGNORECASE,
)
"""What is wanted or foreseen, and not what is."""


_TYPICAL = re.compile(r"\b(?:on average|the average|typically)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:mean|average)\b", re.IGNORECASE)
_EXTREME = re.compile(
    r"\b(?:at (?:its|their|the) (?:\w+est|peak)|maximum|minimum|record|all-time"
    r"|the (?:(?:long|short|bigg|small|larg|high|low|deep|tall|heavi|light|old|young|fast|slow|hott|cold|warm|dri|wett|rich|poor|strong|weak)est"
    r"|most|least)\s\w+)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\b(?:may|allowed|permitted|entitled|must|required)\b")
"""What is allowed or demanded, and not what is done."""


def measure(a: Reading, b: Reading) -> Explanation | None:
    """They measure different things under one name: gross and net, mean and median, planned and actual."""
    for one, other in ((a, b), (b, a)):
        if _TYPICAL.search(_text(one)) and _ALLOWED.search(_text(other)):
            return Explanation.DIFFERENT_MEASURE
        if _MEAN.search(_text(one)) and _EXTREME.search(_text(other)):
            return Explanation.DIFFERENT_MEASURE
    if bool(_AIMED.search(_text(a))) != bool(_AIMED.search(_text(b))):
        return Explanation.DIFFERENT_MEASURE
    mine, yours = _sides_of(_lemmas(a)), _sides_of(_lemmas(b))
    for group in mine.keys() & yours.keys():
        if not mine[group] & yours[group]:
            return Explanation.DIFFERENT_MEASURE
    return None


def deeds(a: Reading, b: Reading) -> Explanation | None:
    """They set limits to different deeds: to hand something in, to answer."""
    mine, yours = (_deeds(reading) for reading in (a, b))
    if mine and yours and all(likeness(one, other) < 0.3 for one in mine for other in yours):
        return Explanation.DIFFERENT_MEASURE
    return None


def _deeds(reading: Reading) -> set[str]:
    """The verbs of a claim that say most of what is done."""
    for verbs in (
        [x.verb for x in reading.frame.assertions if x.main],
        [x.verb for x in reading.frame.assertions],
    ):
        telling = {verb for verb in verbs if verb not in light_verbs()}
        if telling:
            return telling
    return set()


@functools.cache
def light_verbs() -> frozenset[str]:
    """Verbs that say little of what is done."""
    return frozenset(map(str, lexicon.data("advising")["light"]))


@functools.cache
def _colours() -> frozenset[str]:
    """Words that are much alike and tell kinds apart: red squirrels, grey squirrels."""
    return frozenset(map(str, lexicon.data("circumstances")["colours"]))


def modifiers(a: Reading, b: Reading, heads: Sequence[str] | None = None) -> Explanation | None:
    """The same head word is narrowed down differently: read timeout, connection timeout."""
    mine: dict[str, set[str]] = {}
    yours: dict[str, set[str]] = {}
    for table, reading in ((mine, a), (yours, b)):
        for modifier, head in reading.frame.pairs:
            table.setdefault(stem(head), set()).add(modifier)
    for head in sorted(mine.keys() & yours.keys()):
        one, other = mine[head], yours[head]
        if heads is not None and head not in heads:
            continue
        if weight(head) < 0.2:
            continue
        lone = [m for m in sorted(one) if said_in(m, b) < 0.5 and weight(m) >= 0.2]
        alone = [m for m in sorted(other) if said_in(m, a) < 0.5 and weight(m) >= 0.2]
        if (
            lone
            and alone
            and not any(likeness(x, y) >= 0.4 and not {x, y} <= _colours() for x in lone for y in alone)
        ):
            return Explanation.DIFFERENT_ENTITY
    return None


def told_alike(one: Reading, other: Reading) -> Iterator[tuple[Assertion, Assertion]]:
    """Main assertions that say something like the same, each of a subject."""
    for mine in one.frame.assertions:
        for yours in other.frame.assertions:
            if mine.main and yours.main and mine.subject and yours.subject:
                if likeness(mine.verb, yours.verb) >= 0.7:
                    yield mine, yours


def subjects(a: Reading, b: Reading) -> Explanation | None:
    """They say the same of subjects with one head, and one says more closely which: the tank, the lorry's tank."""
    for one, other in ((a, b), (b, a)):
        for mine, yours in told_alike(one, other):
            if mine.subject[-1] not in yours.subject:
                continue
            if mine.subject[-1] in one.frame.names:  # "the painter Ilse Varga"
                continue
            if any(
                weight(term) >= 0.3 and term not in one.usual and found_in(term, other) < 0.4
                for term in mine.subject[:-1]
            ):
                return Explanation.REFINEMENT
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


def described(reading: Reading) -> frozenset[str]:
    """What a claim says that a thing of some name is, which does not narrow down what it tells: a market town on the Ede."""
    return frozenset(
        term
        for assertion in reading.frame.assertions
        if assertion.verb == "be" and assertion.subject and set(assertion.subject) <= set(reading.frame.names)
        for term in assertion.objects
    )


def narrower(a: Reading, b: Reading) -> Explanation | None:
    """One narrows down the head word that both count: fish, oily fish."""
    for one, other in ((a, b), (b, a)):
        theirs = {stem(head) for _, head in other.frame.pairs} | set(map(stem, described(one)))
        for modifier, head in one.frame.pairs:
            if stem(head) in other.core_stems and stem(head) not in theirs and weight(head) >= 0.1:
                if found_in(modifier, other) < 0.35 and weight(modifier) >= 0.15:
                    return Explanation.REFINEMENT
    return None


_SCOPE = re.compile(
    r"\b(?:includ(?:es?|ing)|excluding|inclusive|exclusive|not counting|without counting|counting|plus|on top of|apart from|alone|of which|among them|with extras|in all|altogether|"
    r"not including|leaving out|if you count|when you include|gross of|net of|all told|combined|as a whole|just the|only the|bare)\b",
    re.IGNORECASE,
)


def scope(a: Reading, b: Reading) -> Explanation | None:
    """One says what it counts in or leaves out, the other does not."""
    if bool(_SCOPE.search(a.frame.text)) != bool(_SCOPE.search(b.frame.text)):
        return Explanation.REFINEMENT
    return None
