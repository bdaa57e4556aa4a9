"""Two claims on which way something goes."""

from __future__ import annotations

import functools
from typing import Any

from factcheck import lexicon
from factcheck.claims.slots import Direction, Effect
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, agreement, closeness, coverage, found_in, weight
from factcheck.conflicts.matching import best as best_of

_WORDS = {Direction.UP: "up", Direction.DOWN: "down", Direction.NONE: "no effect"}


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    best: tuple[float, Effect, Effect] | None = None
    for one in a.frame.effects:
        for other in b.frame.effects:
            if (
                one.direction == other.direction
                or _idle() & {one.head, other.head}
                or _both_say(a, b, one, other)
                or _inverse(one, other)
            ):
                continue
            if (
                one.driver_direction
                and other.driver_direction
                and one.driver_direction != other.driver_direction
            ):
                continue
            strength = likeness_of(one, other, a, b)
            if best is None or strength > best[0]:
                best = (strength, one, other)
    if best is None or best[0] < LEAST:
        return None
    for one in a.frame.effects:
        for other in b.frame.effects:
            if one.direction == other.direction and likeness_of(one, other, a, b) >= best[0]:
                if one is best[1] or other is best[2] or agreement(one.outcome, best[1].outcome) >= 0.6:
                    return None
    alike, one, other = best
    drivers = (coverage(one.driver[:8], b) + coverage(other.driver[:8], a)) / 2
    if one.direction is Direction.NONE or other.direction is Direction.NONE:
        drivers = max(drivers, _named_driver(one, other, a, b))
    score = 0.6 * alike + 0.4 * drivers
    if is_denied(one, other, a, b):
        score = DENIED
    why = (
        explanations.explain(a, b)
        or explanations.modifiers(a, b)
        or explanations.subjects(a, b)
        or explanations.headed(a, b)
        or explanations.label(a, b)
        or explanations.names(a, b)
        or explanations.measure(a, b)
        or told_apart.valued(a, b)
        or told_apart.parts(a, b)
    )
    return Disagreement(ConflictKind.DIRECTION, (_shown(one), _shown(other)), score, why, overlap_.shared[:4])


DENIED = 2.0
"""What a denial of just this effect of just this cause counts: the claims as wholes need not be alike."""
LEAST = 0.5
"""The least likeness of two outcomes."""
RELATED = 0.75
"""What the nearness of two outcomes' vectors counts, against their words being alike."""


def likeness_of(one: Effect, other: Effect, a: Reading, b: Reading) -> float:
    """How surely two effects change the same thing, 0 to 1."""
    related = RELATED * max(0.0, closeness(one.outcome, other.outcome))
    alike = agreement(one.outcome, other.outcome)
    headed = not (one.head and other.head) or (
        max(best_of(one.head, other.outcome), best_of(other.head, one.outcome)) >= 0.5
    )
    if headed and alike >= 0.5:
        return max(alike, related)
    if one.head in b.frame.carried or other.head in a.frame.carried:  # "the pests" for what was named before
        return max(0.6, related)
    met = min(coverage(one.outcome, b), coverage(other.outcome, a))
    if met >= 0.6 and min(found_in(one.head, b), found_in(other.head, a)) >= 0.75:
        return max(0.8 * met, related)
    return related


def is_denied(one: Effect, other: Effect, a: Reading, b: Reading) -> bool:
    """Whether one says in plain words that a thing has no effect on just what the other says that it, or its kind, changes."""
    if (one.direction is Direction.NONE) == (other.direction is Direction.NONE):
        return False
    same = any(weight(term) >= 0.6 and best_of(term, other.outcome) >= 0.99 for term in one.outcome)
    return same and agreement(one.outcome, other.outcome) >= 0.6 and _named_driver(one, other, a, b) == 1.0


def denied(a: Reading, b: Reading) -> bool:
    """Whether some effect of one claim is denied by the other."""
    return any(is_denied(one, other, a, b) for one in a.frame.effects for other in b.frame.effects)


def _named_driver(one: Effect, other: Effect, a: Reading, b: Reading) -> float:
    """1 where a rare driver of one effect, or the kind it belongs to, is the other's too: what is denied is that it acts."""
    for mine, theirs, there in ((one, other, b), (other, one, a)):
        for term in mine.driver[:8]:
            if weight(term) >= 0.9 and (best_of(term, theirs.driver) >= 0.99 or found_in(term, there) >= 0.7):
                return 1.0
    return 0.0


@functools.cache
def _idle() -> frozenset[str]:
    """Outcomes of which `more` states no change."""
    return frozenset(map(str, lexicon.data("directions")["idle"]))


@functools.cache
def _inverses() -> dict[str, frozenset[str]]:
    data: Any = lexicon.data("directions")["inverse"]
    found: dict[str, set[str]] = {}
    for name, others in data.items():
        for other in map(str, others):
            found.setdefault(str(name), set()).add(other)
            found.setdefault(other, set()).add(str(name))
    return {name: frozenset(others) for name, others in found.items()}


def _inverse(one: Effect, other: Effect) -> bool:
    """Whether what one changes falls as what the other changes rises: what gets slower takes more time."""
    return any(not _inverses().get(name, frozenset()).isdisjoint(other.outcome) for name in one.outcome)


def _both_say(a: Reading, b: Reading, one: Effect, other: Effect) -> bool:
    """Both claims hold both words: they say the same at more length."""
    return other.cue.lower() in a.frame.text.lower() and one.cue.lower() in b.frame.text.lower()


def _shown(effect: Effect) -> str:
    return (
        f"{_WORDS[effect.direction]} (“{effect.cue}”)"
        if effect.direction is not Direction.NONE
        else effect.cue
    )
