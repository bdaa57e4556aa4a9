"""A statement with its words and terms, and what it limits its claims and those around it to."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck import prefilter
from factcheck.claims import circumstances
from factcheck.claims import terms as term_reading
from factcheck.claims.circumstances import Circumstances, Wording
from factcheck.claims.claim import Statement
from factcheck.claims.clause import placed
from factcheck.claims.modality import Modality, is_reported, modality_of
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.values import replace


class Read:
    """A statement with its words and terms; what else its claims share is found once, when asked for."""

    def __init__(self, statement: Statement, known: Phrases) -> None:
        self.statement = statement
        self.known = known
        self.words = term_reading.words(statement.text, term_reading.lemmas_of(statement.parse))
        self.terms = term_reading.terms(self.words, known)
        self.every = tuple(term.name for term in self.terms)
        self.names = tuple(dict.fromkeys(term.name for term in self.terms if term.proper))

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """The terms that begin in a stretch of the text."""
        starts = self._starts
        return self.every[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [self.words[term.first].start for term in self.terms]

    @functools.cached_property
    def lemmas(self) -> dict[str, tuple[str, str]]:
        return {word.text.lower(): (word.lemma, word.pos) for word in self.words}

    @functools.cached_property
    def placed(self) -> dict[int, str]:
        return placed(self.statement.parse, self.terms, self.words)

    @functools.cached_property
    def owning(self) -> bool:
        text = self.statement.text
        return ("'s" in text or "’s" in text) and any(word.text[-2:] in ("'s", "’s") for word in self.words)

    @functools.cached_property
    def circumstances(self) -> Circumstances:
        return limits_of(self.wording, self.words, self.terms)

    @functools.cached_property
    def wording(self) -> Wording:
        return circumstances.wording(self.statement.text)

    @functools.cached_property
    def of_row(self) -> Circumstances:
        """What limits a row of a table, ages and years that its header speaks of included."""
        statement = self.statement
        if not statement.header:
            return self.circumstances
        ages, years = circumstances.ages_and_years(f"{statement.text} . {' . '.join(statement.header)}")
        return replace(self.circumstances, ages=ages, years=years)

    @functools.cached_property
    def outside(self) -> Outside:
        return Outside.of(self.wording, term_reading.by_rule(self.words), self.known)

    @functools.cached_property
    def modality(self) -> Modality:
        return modality_of(self.statement.text)

    @functools.cached_property
    def reported(self) -> bool:
        return is_reported(self.statement.parse)

    @functools.cached_property
    def contrasts(self) -> bool:
        """Whether it turns away from what stood before it: of whom, where and when too."""
        text = self.statement.text
        return _CONTRAST.match(text) is not None or _HOWEVER.search(text) is not None


def limits_of(told: Wording, found: Sequence[Word], content: Sequence[Term]) -> Circumstances:
    """What its own words limit a claim to, the condition that it opens with included."""
    read = circumstances.read(told, found, content)
    opening = circumstances.opening(told, found, content)
    return replace(read, conditions=(*read.conditions, *opening)) if opening else read


class Outside(NamedTuple):
    """What a text limits those around it to."""

    circumstances: Circumstances
    opening: tuple[tuple[str, ...], ...]
    """The condition that it opens with, which reaches no further than to the next."""

    @staticmethod
    def of(told: Wording, found: Sequence[Word], known: Phrases) -> Outside:
        """`found`: its words with lemmas by rule, whatever the parse has."""
        asked = told.conditions or told.opening or circumstances.may_name_place(found, known)
        content = term_reading.terms(found, known) if asked else ()
        return Outside(circumstances.read(told, found, content), circumstances.opening(told, found, content))


_CONTRAST = prefilter.compile(
    r"\W*(?:however|but|yet|by contrast|in contrast|on the other hand|conversely|elsewhere|others?)\b",
    re.IGNORECASE,
)
_HOWEVER = prefilter.compile(r"\bhowever\b", re.IGNORECASE)
