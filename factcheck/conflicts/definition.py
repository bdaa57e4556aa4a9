"""Two meanings given to one term."""

from __future__ import annotations

import re

from factcheck.claims.slots import Definition
from factcheck.conflicts import explanations, measures
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, coverage

_WHOLLY = re.compile(
    r"\b(?:entirely|completely|wholly|totally|at all|none|zero|absent|free of|never|nothing but"
    r"|exclusively|without any)\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:no more than|up to|at most|less than|fewer than|a trace|traces|some|partly|mostly|under"
    r"|below|as little as|at least)\b",
    re.IGNORECASE,
)
_ALIKE = 0.2
"""The least agreement of two meanings that speak of the same feature."""


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    for one in a.frame.definitions:
        for other in b.frame.definitions:
            found = _compare(a, b, one, other)
            if found is not None:
                return found
    return None


def _compare(a: Reading, b: Reading, one: Definition, other: Definition) -> Disagreement | None:
    if one.expands and other.expands:
        if one.term == other.term and agreement(one.meaning, other.meaning) < 0.4:
            values = _clip(one.text), _clip(other.text)
            return Disagreement(ConflictKind.DEFINITION, values, 0.8, explanations.put(a, b), one.term)
        return None
    if agreement(one.term, other.term) < 0.7 or min(coverage(one.term, b), coverage(other.term, a)) < 0.6:
        return None
    values_ = _figures(a, b) or _extent(one, other)
    if values_ is None:
        return None
    return Disagreement(
        ConflictKind.DEFINITION, values_, agreement(one.term, other.term), _explain(a, b), one.term
    )


def _figures(a: Reading, b: Reading) -> tuple[str, str] | None:
    for x in a.frame.figures:
        for y in b.frame.figures:
            factors = measures.same_measure(x, y)
            if (
                factors is not None
                and measures.disagree(x, y, factors)[0]
                and agreement(x.near, y.near) > _ALIKE
            ):
                return x.text, y.text
    return None


def _extent(one: Definition, other: Definition) -> tuple[str, str] | None:
    if agreement(one.meaning, other.meaning) <= _ALIKE:
        return None
    for wholly, partly in ((one, other), (other, one)):
        if _WHOLLY.search(wholly.text) and _PARTLY.search(partly.text) and not _PARTLY.search(wholly.text):
            return _clip(one.text), _clip(other.text)
    return None


def _explain(a: Reading, b: Reading) -> Explanation | None:
    return (
        explanations.put(a, b)
        or explanations.place(a, b)
        or explanations.superseded(a, b)
        or explanations.version(a, b)
        or explanations.period(a, b)
        or explanations.population(a, b)
    )


def _clip(text: str) -> str:
    return text if len(text) <= 48 else text[:45].rsplit(" ", 1)[0] + "…"
