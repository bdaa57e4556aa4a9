"""A claim and its denial."""

from __future__ import annotations

from factcheck.claims.figures import denies_bound
from factcheck.claims.slots import Assertion
from factcheck.claims.terms import stem
from factcheck.conflicts import explanations, told_apart
from factcheck.conflicts.conflict import ConflictKind
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import (
    Overlap,
    Reading,
    agreement,
    best,
    closeness,
    coverage,
    likeness,
    weight,
)
from factcheck.conflicts.oppositions import exclusive, idle
from factcheck.conflicts.restated import rest
from factcheck.lexicon import relatedness

_COPULA = frozenset(
    {"be", "become", "remain", "have", "do", "make", "get", "give", "take", "contain", "stay"}
)


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    if _driven_apart(a, b) or _bounded(a) != _bounded(b):
        return None
    found: tuple[float, tuple[str, str]] | None = None
    for one in a.frame.assertions:
        for other in b.frame.assertions:
            score = max(_denied(one, other), _without(one, other, a, b))
            if score and (found is None or score > found[0]):
                found = (score, (_shown(one), _shown(other)))
    agreed = 0.0
    for one in a.frame.assertions:
        for other in b.frame.assertions:
            contrary, strength = _contrast(one, other, a, b)
            if contrary and strength > (found[0] if found else LEAST):
                found = (strength, (_shown(one), _shown(other)))
            elif not contrary:
                agreed = max(agreed, strength)
    if found and agreed >= found[0]:
        return None
    for one in a.frame.assertions:
        for other in b.frame.assertions:
            if found and one.negative == other.negative and _same(one, other) >= found[0]:
                return None
    if found is None and overlap_.least >= 0.4 and overlap_.about >= 0.5:
        for number, (side, cue) in a.sides.items():
            theirs = b.sides.get(number)
            if theirs is not None and theirs[0] != side:
                found = (0.6, (cue, theirs[1]))
                break
    if found is None and overlap_.least >= 0.3 and overlap_.about >= 0.45:
        found = (
            _deontic(a, b) if overlap_.least >= 0.45 and overlap_.exact >= 2 else None
        ) or _opposite_words(a, b)
    if found is None or rest(a, b):
        return None
    why = (
        explanations.explain(a, b, dated=False, condition_least=0.6)
        or explanations.modifiers(a, b)
        or explanations.subjects(a, b)
        or explanations.headed(a, b)
        or explanations.label(a, b)
        or explanations.names(a, b)
        or explanations.measure(a, b)
        or told_apart.groups(a, b)
        or told_apart.by_clause(a, b)
        or told_apart.formed(a, b)
        or told_apart.located(a, b)
        or told_apart.parts(a, b)
        or told_apart.kinds(a, b)
    )
    return Disagreement(ConflictKind.POLARITY, found[1], found[0], why, overlap_.shared[:4])


def _driven_apart(a: Reading, b: Reading) -> bool:
    """Whether one speaks of more of a cause and the other of less of it: longer sessions raise what shorter ones lower."""
    mine, yours = (
        {effect.driver_direction for effect in reading.frame.effects} - {None} for reading in (a, b)
    )
    return bool(mine and yours) and mine.isdisjoint(yours)


def _bounded(reading: Reading) -> bool:
    """Whether it denies no more than that a bound is passed: "do not take more than 4 g" forbids no taking."""
    return any(figure.bound for figure in reading.frame.figures) and denies_bound(reading.frame.text)


def _same(one: Assertion, other: Assertion) -> float:
    """How surely two assertions, their signs apart, say the same of the same; 0 where they do not."""
    verbs = 1.0 if stem(one.verb) == stem(other.verb) else likeness(one.verb, other.verb)
    if one.verb in _COPULA and other.verb in _COPULA:
        verbs = max(verbs, 0.7)
    if verbs < 0.5:
        return 0.0
    mine, yours = (*one.subject, *one.objects), (*other.subject, *other.objects)
    if (
        one.verb in _COPULA
        and other.verb in _COPULA
        and min(_covered(one.objects, other.objects), _covered(other.objects, one.objects)) < 0.5
    ):
        return 0.0
    both = min(_covered(mine, yours), _covered(yours, mine))
    return 0.4 * verbs + 0.6 * both if both >= LEAST_COVERED else 0.0


LEAST_COVERED = 0.45


def _covered(terms: tuple[str, ...], others: tuple[str, ...]) -> float:
    total = sum(weight(term) for term in terms)
    return sum(weight(term) * best(term, others) for term in terms) / total if total else 0.0


def _denied(one: Assertion, other: Assertion) -> float:
    """How surely one assertion denies the other, 0 to 1."""
    if (
        one.negative == other.negative
        or not (one.main and other.main)
        or not (_complete(one) and _complete(other))
    ):
        return 0.0
    if sum(weight(term) for term in (*one.objects, *one.subject)) < 0.4:
        return 0.0
    return _same(one, other)


def _complete(assertion: Assertion) -> bool:
    """Whether it says enough to be denied: of what it tells something else, or what is done to several words' worth."""
    return bool(assertion.objects) or (len(assertion.subject) > 1 and assertion.verb not in _COPULA)


LEAST = 0.25
"""The least likeness of two assertions of which one denies the other."""
RELATED = 0.75
"""What the nearness of two assertions' vectors counts, against their words being alike."""


def _contrast(one: Assertion, other: Assertion, a: Reading, b: Reading) -> tuple[bool, float]:
    """Whether two assertions are contrary, by negation or by a word and its opposite, and how alike they are else."""
    if not (one.main and other.main) or not (one.objects or other.objects):
        return False, 0.0
    opposed = any(
        relatedness.opposite(mine, yours) and not (_graded(mine, a) or _graded(yours, b))
        for mine in (one.verb, *one.objects[:3])
        for yours in (other.verb, *other.objects[:3])
        if mine not in idle() and yours not in idle()
    )
    strength = _same(one, other)
    if opposed:
        strength = max(
            strength, RELATED * closeness((*one.subject, *one.objects), (*other.subject, *other.objects))
        )
    return (one.negative != other.negative) != opposed, strength


def _graded(word: str, reading: Reading) -> bool:
    """Whether a claim says less of a word: less frequent."""
    return f" less {word} " in reading.frame.lemmas


def _deontic(a: Reading, b: Reading) -> tuple[float, tuple[str, str]] | None:
    """Demanded on one side and left open or forbidden on the other, of the same action."""
    mine, yours = a.duty, b.duty
    if mine is None or yours is None or not exclusive(mine[0], yours[0]):
        return None
    return 0.6, (mine[1], yours[1])


def _opposite_words(a: Reading, b: Reading) -> tuple[float, tuple[str, str]] | None:
    """A word of one is listed as the opposite of a word of the other, and both say it of their subject."""
    mine = [o for x in a.frame.assertions if not x.negative and x.verb in _COPULA for o in x.objects[:2]]
    yours = [o for x in b.frame.assertions if not x.negative and x.verb in _COPULA for o in x.objects[:2]]
    for one in mine:
        for other in yours:
            if relatedness.opposite(one, other) and not (_graded(one, a) or _graded(other, b)):
                return 0.65, (one, other)
    return None


_PROVIDING = frozenset(
    {"rely", "provide", "supply", "cover", "source", "contain", "deliver", "meet", "offer", "emit", "form", "produce", "release",
     "cause", "hold", "include", "have", "give", "yield", "rich", "carry", "make", "leave", "get", "use", "need"}
)  # fmt: skip


def _without(one: Assertion, other: Assertion, a: Reading, b: Reading) -> float:
    """How surely one says that something is free of what the other says it holds, gives off or supplies."""
    for less, more, reading in ((one, other, b), (other, one, a)):
        if (
            less.negative
            and less.verb == "contain"
            and not more.negative
            and more.verb in _PROVIDING
            and less.objects
        ):
            held = max(
                coverage(less.objects[:2], reading),
                agreement(less.objects[:2], (*more.objects, *more.subject)),
            )
            if held >= 0.7:
                return 0.75
    return 0.0


def _shown(assertion: Assertion) -> str:
    return assertion.cue


def possible(a: Reading, b: Reading) -> bool:
    """Whether the two could deny each other at all; cheap, so that most pairs need no closer look."""
    if (True in a.signs and False in b.signs) or (False in a.signs and True in b.signs):
        return True
    if a.duty and b.duty and exclusive(a.duty[0], b.duty[0]):
        return True
    if any(number in b.sides and b.sides[number][0] != side for number, (side, _) in a.sides.items()):
        return True
    return bool(a.opposed & b.predicates)
