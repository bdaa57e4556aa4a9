"""Two meanings given to one term."""

from __future__ import annotations

import re

from factcheck.claims.slots import Definition
from factcheck.conflicts import explanations, number
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Reading, agreement, best, overlap

_ENTIRELY = re.compile(
    r"\b(?:entirely|completely|wholly|totally|at all|none|zero|absent|free of|never|only)\b", re.IGNORECASE
)
_PARTLY = re.compile(
    r"\b(?:no more than|up to|at most|less than|fewer than|trace|some|partly|mostly|under|below)\b",
    re.IGNORECASE,
)


def compare(a: Reading, b: Reading) -> Disagreement | None:
    for one in a.frame.definitions:
        for other in b.frame.definitions:
            found = _compare(a, b, one, other)
            if found is not None:
                return found
    return None


def _compare(a: Reading, b: Reading, one: Definition, other: Definition) -> Disagreement | None:
    term = agreement(one.term, other.term)
    if term < 0.8 or max((best(t, other.term) for t in one.term), default=0) < 0.8:
        return None
    overlap_ = overlap(a, b)
    values: tuple[str, str] | None = None
    for x in a.frame.figures:
        for y in b.frame.figures:
            factors = number.same_measure(x, y)
            if factors is None:
                continue
            if number.disagree(x, y, factors)[0] and agreement(x.near, y.near) > 0.2:
                values = (x.text, y.text)
    if values is None and agreement(one.meaning, other.meaning) > 0.2:
        for x_, y_ in ((one, other), (other, one)):
            if _ENTIRELY.search(x_.text) and _PARTLY.search(y_.text) and not _PARTLY.search(x_.text):
                values = (_clip(one.text), _clip(other.text))
    if values is None:
        return None
    why = (
        explanations.put(a, b)
        or explanations.place(a, b)
        or explanations.superseded(a, b)
        or explanations.version(a, b)
        or explanations.period(a, b)
    )
    return Disagreement(ConflictKind.DEFINITION, values, 0.55 + 0.3 * overlap_.mean, why, tuple(one.term))


def _clip(text: str) -> str:
    return text if len(text) <= 48 else text[:45].rsplit(" ", 1)[0] + "…"
