"""Two dates for the same event."""

from __future__ import annotations

import functools
import re

from factcheck.claims.slots import Assertion, Dated
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, likeness

_CALENDARS = re.compile(
    r"\b(?:Julian|Gregorian|old style|new style|o\\.s\\.|n\\.s\\.|UTC|GMT|local time|time zone|fiscal"
    r"|financial year|academic year|hijri|lunar)\b",
    re.IGNORECASE,
)
"""Other ways of counting days."""
_AT = frozenset({"", "in", "on", "since"})


def _differ(a: Dated, b: Dated) -> bool:
    if a.year != b.year:
        return True
    if a.month and b.month and a.month != b.month:
        return True
    return bool(a.month and a.day and b.day and a.month == b.month and a.day != b.day)


LEAST_EVENT = 0.25
"""How alike two events must be, those apart to whom they happened."""


@functools.cache
def _rank() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(explanations.ordinals())}|last)\b(?! (?:century|of)\b)")


def _ranked_apart(a: Reading, b: Reading) -> bool:
    """Whether they tell of different ranks: who came third in one year may come seventh in another."""
    mine, yours = set(_rank().findall(a.frame.text)), set(_rank().findall(b.frame.text))
    return bool(mine and yours and not mine & yours)


def _subjects(reading: Reading) -> frozenset[str]:
    of_assertions = (
        term for assertion in reading.frame.assertions if assertion.main for term in assertion.subject
    )
    return frozenset((*reading.frame.carried, *of_assertions))


def _same_event(a: Reading, b: Reading, one: Dated, other: Dated) -> bool:
    """Whether the two say something like the same of what they name: who was born in one year marries in another, and who
    founded a mill dies later.
    """
    shared = _subjects(a) & _subjects(b)
    mine, yours = (tuple(term for term in dated.event if term not in shared) for dated in (one, other))
    if mine and yours and agreement(mine, yours) < LEAST_EVENT:
        return False
    if bool(mine) != bool(yours) and not _happened(*((b, a) if mine else (a, b))):
        return False
    return not (_turned(a, b) or _turned(b, a))


_HELD = re.compile(
    r"\W*(?:in|by|around) \d{4},? (?:there were )?(?:about|around|some|nearly|over|only|just|almost|roughly|more than|fewer than)?\s?\d",
    re.IGNORECASE,
)
"""The date tells how many there were then: in 1995 about 1,900 lived."""


def _happened(bare: Reading, other: Reading) -> bool:
    """Whether what the one claim tells without a telling word can be what the other tells: it was in 1645, it was fought in 1651,
    but not: it was put up in 1968, it was renovated in 2012.
    """
    deeds = {x.verb for x in bare.frame.assertions if x.main} - _BEING
    theirs = {x.verb for x in other.frame.assertions if x.main} - _BEING
    return not deeds or not theirs or any(likeness(one, deed) >= 0.5 for one in deeds for deed in theirs)


_BEING = frozenset({"be", "have", "date", "take", "happen", "occur", "come", "do", "go", "fall"})
"""Verbs that say of anything that it was at some time."""


def _turned(a: Reading, b: Reading) -> bool:
    """Whether who has a name does something else in the one than in the other: the mill was founded by him, he died."""
    light = explanations.light_verbs()
    return any(
        set(subject) <= set(yours.objects).intersection(a.frame.names)
        and likeness(mine.verb, yours.verb) < LEAST_EVENT
        for mine in a.frame.assertions
        for yours in b.frame.assertions
        if mine.main and yours.main and not light & {mine.verb, yours.verb}
        if (subject := _told_of(a, mine)) and not set(mine.objects) & set(yours.objects)
    )


def _told_of(reading: Reading, assertion: Assertion) -> tuple[str, ...]:
    """The subject of an assertion; where a pronoun stood for it, what the assertion does not place."""
    if assertion.subject or reading.frame.text.split(" ", 1)[0].lower() == assertion.cue.lower():
        return assertion.subject
    return tuple(
        term for term in reading.frame.names if term != assertion.verb and term not in assertion.objects
    )


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    if a.path == b.path or not a.frame.dates or not b.frame.dates:
        return None
    pairs = [(one, other) for one in a.frame.dates for other in b.frame.dates]
    if any(not _differ(one, other) for one, other in pairs):
        return None
    if len(pairs) > 1:
        return None
    one, other = pairs[0]
    if a.frame.figures and b.frame.figures and one.year:
        return None  # the date says when a figure held
    if one.year and any(reading.frame.figures and _HELD.match(reading.frame.text) for reading in (a, b)):
        return None
    if _CALENDARS.search(a.frame.text) or _CALENDARS.search(b.frame.text):
        return None
    if bool(one.year) != bool(other.year):
        return None
    if one.year and (one.relation not in _AT or other.relation not in _AT):
        return None
    if not _same_event(a, b, one, other) or _ranked_apart(a, b):
        return None
    score = agreement(one.event, other.event)
    why = (
        explanations.put(a, b)
        or explanations.measure(a, b)
        or explanations.population(a, b)
        or explanations.place(a, b)
        or explanations.beside(a, b)
        or explanations.numbered(a, b)
        or explanations.version(a, b)
        or told_apart.kinds(a, b)
        or told_apart.parts_of(a, b)
        or explanations.names(a, b)
        or explanations.modifiers(a, b)
        or explanations.ordinal(a, b)
        or explanations.subjects(a, b)
        or told_apart.one_kind(a, b)
        or told_apart.located(a, b)
        or explanations.label(a, b)
    )
    return Disagreement(ConflictKind.DATE, (one.text, other.text), score, why, overlap_.shared[:4])
