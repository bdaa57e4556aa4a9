"""How a claim is put: asserted, hedged, reported, refuted, asked or supposed."""

from __future__ import annotations

import enum
import functools
import re
from typing import Any

from factcheck import lexicon, prefilter
from factcheck.tokens import Parse, Token


class Modality(enum.StrEnum):
    """How a claim is put."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    REPORTED = "reported"
    """Somebody is said to hold it."""
    REFUTED = "refuted"
    """Put up as a myth or a mistake."""
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"


class _Cues:
    def __init__(self) -> None:
        lists: Any = lexicon.data("modality")
        self.hypothetical = prefilter.compile("|".join(lists["hypothetical"]), re.IGNORECASE)
        self.refuted = prefilter.any_way(lists["refuted"])
        self.reported = prefilter.any_way(lists["reported"])
        self.hedged = prefilter.any_way((_maybe(lists), *lists["hedged"]))
        self.saying = frozenset(map(str, lists["saying"]))
        self.telling = frozenset(map(str, lists["telling"]))
        self.verbs = self.saying | self.telling
        self.tellers = frozenset(map(str, lists["tellers"]))
        speakers: Any = lexicon.data("attribution")
        self.speakers = frozenset(map(str, (*speakers["people"], *speakers["organisations"])))


def _maybe(lists: Any) -> str:
    """The pattern of a "may" that says that something is possible."""
    beside, do, not_be = ("|".join(lists[name]) for name in ("may_beside", "may_do", "may_not_be"))
    other_participle = r"\w+ed\b" + "".join(f"(?<!{participle})" for participle in lists["may_be"])
    return rf"may(?: (?:{beside}))*(?: (?:{do})| be(?! (?:{not_be})| {other_participle}))"


@functools.cache
def _cues() -> _Cues:
    return _Cues()


_DESPITE = prefilter.compile(
    r"\b(?:contrary to|despite|against|unlike)(?! [^,.;]{0,60}\bthat\b) [^,.;]{0,60}?"
    r"\b(?:belief|opinion|myth|wisdom|assumption|think|thinks|believe|believes|assume|assumes|say|expect|claims?)\b",
    re.IGNORECASE,
)
"""What others hold, against which something is said in earnest: contrary to popular belief, bats see well."""
_ACCORDING = prefilter.compile(
    r"\b(?:according to|in the (?:words|eyes|view|opinion) of|if you believe|to hear)\b(?! (?:the |a "
    r"|an |our |its |\w+ ){0,4}(?:stud|data|survey|guideline|law|act\b|directive|census|statistic"
    r"|figure|research|analys|report|manual|documentation|specification|standard|regulation|rule|trial"
    r"|measurement|record))",
    re.IGNORECASE,
)
"""According to somebody, and not to what can be looked up."""


def modality_of(text: str) -> Modality:
    """How a claim is put, as far as its own words tell."""
    if text.rstrip(" *_\"'”’)").endswith("?"):
        return Modality.QUESTION
    cues = _cues()
    if cues.hypothetical.search(text):
        return Modality.HYPOTHETICAL
    text = _DESPITE.sub(" ", text)
    if cues.refuted.search(text):
        return Modality.REFUTED
    if cues.reported.search(text) or _ACCORDING.search(text):
        return Modality.REPORTED
    if cues.hedged.search(text):
        return Modality.HEDGED
    return Modality.ASSERTED


_VERBAL = ("VERB", "AUX")
_CLAUSES = ("ccomp", "xcomp", "oprd", "parataxis", "advcl")
_TOLD = ("dobj", "prep", "ccomp", "xcomp")
_AROUND = ("parataxis", "ccomp", "advcl")
_PUT_AT = ("at", "as", "on")
_PUTTING = ("put", "estimate", "reckon")
_OF_THINGS = ("give", "mention", "guarantee", "speak")
"""What people do to things as often as they tell something by it."""


def is_reported(parse: Parse) -> bool:
    """Whether a sentence hands what it says to some person or body."""
    verbs = _cues().verbs
    for index, token in enumerate(parse):
        if token.lemma in verbs and token.pos in _VERBAL and _speaks(index, token, parse):
            return True
    return False


def _speaks(index: int, verb: Token, parse: Parse) -> bool:
    """Whether somebody says something by a verb of saying."""
    cues = _cues()
    below = [token for token in parse if token.head == index]
    subjects = [token for token in below if token.dep in ("nsubj", "nsubjpass")]
    if not subjects:
        return False
    told = verb.lemma in cues.telling and any(token.dep in _TOLD for token in below)
    if told and any(token.lemma in cues.tellers for token in subjects):
        return True
    if not any(_is_speaker(token) for token in subjects):
        return False
    says_a_clause = any(token.dep in _CLAUSES for token in below)
    puts_at = verb.lemma in _PUTTING and any(token.lemma in _PUT_AT for token in below)
    said_around = verb.dep in _AROUND and verb.head != index
    return says_a_clause or puts_at or said_around or (told and verb.lemma not in _OF_THINGS)


def _is_speaker(token: Token) -> bool:
    cues = _cues()
    return (
        token.pos == "PROPN"
        or token.lemma in ("he", "she", "they")
        or token.lemma in cues.speakers
        or token.lemma in cues.tellers
    )
