"""The words that sources and speakers are called by, and those of what they do."""

from __future__ import annotations

import functools
import re

from factcheck import lexicon, prefilter
from factcheck.tokens import Token

_BODILY = frozenset({"hold", "put", "give", "see", "tie", "back", "place", "weigh", "time"})
"""Verbs of witness that are as often deeds of the body."""
_REPORTING = frozenset(
    {"suggest", "indicate", "conclude", "say", "state", "warn", "claim", "argue", "give", "put", "hold"}
)
"""Beside finding: what one work does by itself, and works of a kind do not."""


class _Words:
    def __init__(self) -> None:
        lists = lexicon.data("attribution")
        self.works = frozenset(lists["works"])
        self.weak_works = frozenset(lists["weak_works"])
        self.evidence = frozenset(lists["evidence"])
        self.people = frozenset(lists["people"])
        self.organisations = frozenset(lists["organisations"])
        self.offices = frozenset(lists["offices"])
        self.saying = frozenset(lists["saying"])
        self.showing = frozenset(lists["showing"])
        self.bearing_out = frozenset(lists["bearing_out"])
        self.opining = frozenset(lists["opining"])
        self.asserting = frozenset(lists["asserting"])
        self.effects = frozenset(lists["effects"])
        self.studies = frozenset(lists["studies"])
        self.inert = frozenset(lists["inert"])
        self.uttering = frozenset(lists["uttering"])
        self.personal = frozenset(lists["personal"])
        self.vague_modifiers = frozenset(lists["vague_modifiers"])
        self.planning = frozenset(lists["planning"])
        self.searchers = frozenset(lists["searchers"])
        self.putting = frozenset(lists["putting"])
        self.finding = frozenset(lists["finding"])
        self.processes = frozenset(lists["processes"])
        self.ready = frozenset(lists["ready"]) | frozenset(lists["convinced"])
        self.convinced = frozenset(lists["convinced"])
        self.admitting = frozenset(lists["admitting"])
        self.treating = frozenset(lists["treating"])
        self.venues = frozenset(lists["venues"])
        self.minded = frozenset(lists["minded"])
        self.measures = frozenset(lists["measures"])
        self.aspectual = frozenset(lists["aspectual"])
        self.outsiders = frozenset(lists["outsiders"])
        self.pronouns = frozenset(lists["pronouns"])
        self.at_hand = frozenset(lists["at_hand"])
        self.theorems = frozenset(lists["theorems"])
        self.lawgivers = frozenset(lists["lawgivers"])
        self.records = frozenset(lists["records"])
        self.fiction = frozenset(lists["fiction"])
        self.impersonal = prefilter.AnyOf(
            [prefilter.compile(rf"\b(?:{p})", re.IGNORECASE) for p in lexicon.data("impersonal")]
        )
        # Taken together once, since they are asked of every word.
        self.pronouns_and_measures = self.pronouns | self.measures
        self.vouching = self.bearing_out | self.saying
        self.finding_out = self.bearing_out | self.finding | self.opining
        self.showing_by_itself = self.showing - self.treating
        self.holding = self.opining | self.minded
        self.voicing = self.saying | self.opining | self.minded | self.personal
        self.granting = self.opining | self.admitting
        self.reporting = self.finding | _REPORTING
        self.witnessing = (self.bearing_out | self.reporting) - _BODILY
        self.sources = (self.works | self.organisations | self.evidence) - self.people
        self.strong_sources = (self.works - self.weak_works) | self.organisations
        self.documents = self.studies | self.records
        self.speaking = self.showing | self.asserting | self.opining
        self.no_verbs = self.works - self.showing
        self.no_verbs_plural = (self.works | self.organisations) - self.showing - self.asserting


@functools.cache
def word_lists() -> _Words:
    """All of them, read once."""
    return _Words()


_MOST_LEMMAS = 4096
"""Lemmas of which is remembered whether they mean people."""
PERSON_SUFFIX = re.compile(
    r"(?:ologist|ographer|ician|ist|ianist|eer|crat|monger|smith|keeper|holder|historian)s?$"
)
"""Endings of what people are by trade or learning."""


def is_person(token: Token) -> bool:
    """Whether it means people."""
    return _means_person(token.lemma)


@functools.lru_cache(maxsize=_MOST_LEMMAS)
def _means_person(lemma: str) -> bool:
    return lemma in word_lists().people or bool(PERSON_SUFFIX.search(lemma))


_LEARNED = re.compile(r"(?:[oa]logist|ographer|icist|nomist|emist|tician|anist)$")


def is_searcher(token: Token) -> bool:
    """Whether it is one whose work it is to find out."""
    return token.lemma in word_lists().searchers or bool(_LEARNED.search(token.lemma))


def is_outsider(what: str) -> bool:
    """Whether words such as "our insurer" mean somebody outside the publisher's house."""
    return any(word.lower() in word_lists().outsiders for word in what.split())
