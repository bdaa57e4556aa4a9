"""Two holders of a place that only one can hold."""

from __future__ import annotations

from factcheck.claims.circumstances import known_places
from factcheck.claims.slots import Unique
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, best, coverage, found_in, weight


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    for one in a.frame.uniques:
        for other in b.frame.uniques:
            found = _compare(a, b, one, other, overlap_)
            if found is not None:
                return found
    return None


def _compare(a: Reading, b: Reading, one: Unique, other: Unique, overlap_: Overlap) -> Disagreement | None:
    grade, grade_ = one.role[-1], other.role[-1]
    if grade != grade_:
        return None
    role, role_ = one.role[:-1], other.role[:-1]
    if not role or not role_ or not one.holder or not other.holder:
        return None
    if agreement(one.holder, other.holder) >= 0.5:
        return None
    if (
        max((found_in(term, b) for term in one.holder), default=0) >= 0.75
        and max((found_in(term, a) for term in other.holder), default=0) >= 0.75
    ):
        return None  # each names the other's holder too
    kinds = tuple(
        tuple(term for term in terms if term not in reading.frame.names)
        for terms, reading in ((role, a), (role_, b))
    )
    if all(kinds) and agreement(*kinds) < 0.5:
        return None  # the highest mountain and the highest tower of one country
    places = {t for t in role if t in known_places()}, {t for t in role_ if t in known_places()}
    if places[0] != places[1]:
        return None
    forward, backward = coverage(role, b), coverage(role_, a)
    alike = agreement(role, role_)
    if min(forward, backward) < 0.45 or alike < 0.6 or sum(weight(t) for t in role) < 0.5:
        return None
    if any(best(term, other.holder) > 0.6 for term in one.holder):
        return None
    why = (
        explanations.put(a, b)
        or explanations.place(a, b)
        or explanations.period(a, b)
        or explanations.superseded(a, b)
        or explanations.condition(a, b)
        or explanations.measure(a, b)
        or told_apart.parts_of(a, b)
    )
    return Disagreement(
        ConflictKind.CATEGORICAL,
        (one.text, other.text),
        0.3 + 0.4 * (forward + backward) / 2 + 0.2 * alike,
        why,
        overlap_.shared[:4],
    )
