"""They measure different things under one name."""

from __future__ import annotations

import functools
import re
from typing import Any

from factcheck import lexicon, prefilter
from factcheck.claims.terms import key
from factcheck.conflicts.by_name import are_apart
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations._said import lemmas_of, text_of
from factcheck.conflicts.matching import Reading, likeness


@functools.cache
def _measures() -> tuple[tuple[tuple[str, ...], ...], ...]:
    data: Any = lexicon.data("circumstances")["measures"]
    return tuple(
        tuple(tuple(" " + " ".join(key(str(cue))) + " " for cue in side) for side in group) for group in data
    )


@functools.lru_cache(maxsize=1 << 14)
def _sides(lemmas: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for number, group in enumerate(_measures()):
        sides = {side for side, cues in enumerate(group) if any(cue in lemmas for cue in cues)}
        if sides:
            found[number] = sides
    return found


_AIMED = prefilter.late(
    r"\b(?:(?:was|were|been|is|are|originally|initially|first)\s(?:planned|budgeted|projected|scheduled|intended|expected|forecast)\b"
    r"|would (?:like|prefer|welcome)\b|(?:calls?|called|calling|campaign\w*|lobb(?:y|ies|ied|ying)|push(?:es|ed|ing)?|press(?:es|ed|ing)) for\b"
    r"|(?:proposes?|proposed|demands|demanded|urges?|urged|suggests?|suggested)\s(?:that|to|raising|lowering|cutting|an?|the|[\d€$£])|in favou?r of\b|(?:aims?|aimed|hopes?|hoped|plans?|planned|intends?|intended|wants?|wanted)\s(?:for|to|at)\b|(?:from|as of|starting) next (?:month|year|season|spring|summer|autumn|winter)\b|targets?\s(?:is|was|of|for)\b|(?:is|are|was|were)\sto\sbe\b)",
    re.IGNORECASE,
)
"""What is wanted or foreseen, and not what is."""
_TYPICAL = prefilter.late(r"\b(?:on average|the average|typically)\b", re.IGNORECASE)
_MEAN = prefilter.late(r"\b(?:mean|average)\b", re.IGNORECASE)
_EXTREME = prefilter.late(
    r"\b(?:at (?:its|their|the) (?:\w+est|peak)|maximum|minimum|record|all-time"
    r"|the (?:(?:long|short|bigg|small|larg|high|low|deep|tall|heavi|light|old|young|fast|slow|hott|cold|warm|dri|wett|rich|poor|strong|weak)est"
    r"|most|least)\s\w+)\b",
    re.IGNORECASE,
)
_ALLOWED = prefilter.late(r"\b(?:may|allowed|permitted|entitled|must|required)\b")
"""What is allowed or demanded, and not what is done."""


def measure(a: Reading, b: Reading) -> Explanation | None:
    """They measure different things under one name: gross and net, mean and median, planned and actual."""
    for one, other in ((a, b), (b, a)):
        if _TYPICAL.search(text_of(one)) and _ALLOWED.search(text_of(other)):
            return Explanation.DIFFERENT_MEASURE
        if _MEAN.search(text_of(one)) and _EXTREME.search(text_of(other)):
            return Explanation.DIFFERENT_MEASURE
    if bool(_AIMED.search(text_of(a))) != bool(_AIMED.search(text_of(b))):
        return Explanation.DIFFERENT_MEASURE
    mine, yours = _sides(lemmas_of(a)), _sides(lemmas_of(b))
    return Explanation.DIFFERENT_MEASURE if are_apart(mine, yours) else None


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


_SCOPE = prefilter.late(
    r"\b(?:includ(?:es?|ing)|excluding|inclusive|exclusive|not counting|without counting|counting|plus|on top of|apart from|alone|of which|among them|with extras|in all|altogether|"
    r"not including|leaving out|if you count|when you include|gross of|net of|all told|combined|as a whole|just the|only the|bare)\b",
    re.IGNORECASE,
)


def scope(a: Reading, b: Reading) -> Explanation | None:
    """One says what it counts in or leaves out, the other does not."""
    if bool(_SCOPE.search(a.frame.text)) != bool(_SCOPE.search(b.frame.text)):
        return Explanation.REFINEMENT
    return None
