"""Why two claims that look contrary can both hold: a reason is a function of the two that names its explanation, or none."""

from __future__ import annotations

from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations.asserted import put
from factcheck.conflicts.explanations.closer import described, modifiers, narrower, subjects, told_alike
from factcheck.conflicts.explanations.conditions import condition
from factcheck.conflicts.explanations.measured import deeds, light_verbs, measure, scope
from factcheck.conflicts.explanations.where_and_when import period, place, superseded, version
from factcheck.conflicts.explanations.which import (
    beside,
    headed,
    headings,
    label,
    names,
    numbered,
    ordinal,
    ordinals,
)
from factcheck.conflicts.explanations.whom import groups, person_stems, persons, population
from factcheck.conflicts.matching import Reading

__all__ = [
    "beside", "condition", "deeds", "described", "explain", "groups", "headed", "headings", "label", "light_verbs", "measure",
    "modifiers", "names", "narrower", "numbered", "ordinal", "ordinals", "period", "person_stems", "persons", "place", "population",
    "put", "scope", "subjects", "superseded", "told_alike", "version",
]  # fmt: skip


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
