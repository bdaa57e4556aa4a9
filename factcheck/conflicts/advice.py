"""Two pieces of advice that cannot both be followed."""

from __future__ import annotations

import functools

from factcheck import lexicon
from factcheck.claims.slots import Advice, Figure, Stance
from factcheck.conflicts import explanations, measures, told_apart
from factcheck.conflicts.conflict import ConflictKind, Explanation
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, best, coverage, likeness, weight
from factcheck.conflicts.oppositions import idle
from factcheck.lexicon import relatedness


def compare(a: Reading, b: Reading, overlap_: Overlap) -> Disagreement | None:
    if not a.frame.advice or not b.frame.advice:
        return None
    one, other = a.frame.advice[0], b.frame.advice[0]
    found = (
        _cautions(a, b, one, other)
        or _ages(one, other)
        or _timings(one, other)
        or _stances(a, b, one, other)
        or _amounts(a, b)
        or _manners(a, b, one, other)
        or _unbounded(a, b, one, other)
    )
    if found is None:
        return None
    strength, values = found
    values = values[0] or one.action or "do", values[1] or other.action or "do"
    reached = coverage(one.target, b), coverage(other.target, a)
    score = strength if strength >= 1 else 0.5 * strength + 0.25 * min(reached) + 0.25 * max(reached)
    return Disagreement(ConflictKind.ADVICE, values, score, _explain(a, b, one, other), overlap_.shared[:4])


def possible(a: Reading, b: Reading) -> bool:
    """Whether two pieces of advice could be contrary at all; cheap, so that most pairs need no closer look."""
    one, other = a.frame.advice[0], b.frame.advice[0]
    return (
        {one.stance, other.stance} == {Stance.DO, Stance.AVOID}
        or one.excess
        or other.excess
        or bool(one.timings and other.timings)
        or bool(a.frame.figures and b.frame.figures)
        or bool((one.from_age and other.before_age) or (one.before_age and other.from_age))
        or _opposite_words(a, b) is not None
    )


def plain(a: Reading, b: Reading) -> bool:
    """Whether one sets an amount or an age that the other forbids."""
    one, other = a.frame.advice[0], b.frame.advice[0]
    return (_cautions(a, b, one, other) or _ages(one, other)) is not None


def _ages(one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    """Offered from an age before which it is forbidden."""
    for do, avoid in ((one, other), (other, one)):
        if (
            do.stance is not Stance.AVOID
            and avoid.stance is Stance.AVOID
            and do.from_age
            and avoid.before_age
        ):
            if do.from_age < avoid.before_age * 0.98:
                return 1.0, (one.cue or "from there", other.cue or "from there")
    return None


def _timings(one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    mine = dict(timing.split(":") for timing in one.timings)
    yours = dict(timing.split(":") for timing in other.timings)
    flipped = (one.stance is Stance.AVOID) != (other.stance is Stance.AVOID)
    for row in sorted(mine.keys() & yours.keys()):
        if (mine[row] != yours[row]) != flipped:
            return 0.9, (one.cue, other.cue)
    return None


def _stances(a: Reading, b: Reading, one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    if {one.stance, other.stance} != {Stance.DO, Stance.AVOID} or one.excess != other.excess:
        return None
    if (one.from_age and other.before_age) or (one.before_age and other.from_age):
        return None
    for advice, reading in ((one, a), (other, b)):
        if not reading.frame.label and not (advice.bidding and advice.cue):
            return None
    reached = min(coverage(one.target, b), coverage(other.target, a))
    if one.action and other.action:
        alike = likeness(one.action, other.action) >= 0.5 or (
            bool(explanations.light_verbs() & {one.action, other.action}) and reached >= 0.45
        )
        return (0.8, (one.cue, other.cue)) if alike else None
    return (0.8 if reached >= 0.7 else 0.6, (one.cue, other.cue)) if reached >= 0.35 else None


@functools.cache
def _dosed() -> frozenset[str]:
    """What is taken in doses."""
    return frozenset(map(str, lexicon.data("advising")["dosed"]))


def _unbounded(a: Reading, b: Reading, one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    """One warns of too much without a limit, the other allows an amount of the same thing."""
    if a.path == b.path:
        return None
    for warning, allowing, reading, limited in ((one, other, a, b), (other, one, b, a)):
        bounds = [figure for figure in limited.frame.figures if figure.bound is not None]
        if (
            warning.excess
            and warning.stance is not Stance.DO
            and not reading.frame.figures
            and bounds
            and not allowing.excess
        ):
            shared = [t for t in warning.target if weight(t) >= 0.45 and best(t, allowing.target) >= 0.8]
            if shared:
                values = warning.cue + " too much", bounds[0].text
                return 0.8, values if warning is one else (values[1], values[0])
    return None


def _cautions(a: Reading, b: Reading, one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    """One warns of excess or sends to a doctor and names no amount, the other sets an amount for the reader to keep to."""
    for (mine, here), (yours, there) in (((one, a), (other, b)), ((other, b), (one, a))):
        if not (mine.excess and mine.cue) or here.frame.figures:
            continue
        amount = next(
            (figure for figure in there.frame.figures if figure.bound is not None and "/" in figure.unit),
            None,
        )
        dosed = any(
            likeness(term, another) >= 0.7
            for term in mine.target
            if term in _dosed()
            for another in yours.target
            if another in _dosed()
        )
        if amount is not None and yours.bidding and dosed:
            values = (mine.cue + " excess" if "excess" not in mine.cue else mine.cue, amount.text)
            return 1.0, values if here is a else values[::-1]
    return None


def _manners(a: Reading, b: Reading, one: Advice, other: Advice) -> tuple[float, tuple[str, str]] | None:
    """Both tell to do it, in opposite ways: hot and cold, open and closed."""
    if Stance.AVOID in (one.stance, other.stance):
        return None
    words = _opposite_words(a, b)
    return None if words is None else (0.7, words)


def _opposite_words(a: Reading, b: Reading) -> tuple[str, str] | None:
    """A word that only the first claim holds, and an opposite that only the second does."""
    theirs = frozenset(b.frame.lemmas.split())
    for mine, opposites in _turned(a.frame.lemmas):
        if mine not in theirs and not opposites.isdisjoint(theirs):
            return mine, min(opposites & theirs)
    return None


@functools.lru_cache(maxsize=1 << 12)
def _turned(lemmas: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of a claim that have opposites, each with those that the claim does not hold itself."""
    found = []
    for word in lemmas.split():
        others = {other for other in relatedness.opposites(word) - idle() if f" {other} " not in lemmas}
        if others and word not in idle():
            found.append((word, frozenset(others)))
    return tuple(found)


def _amounts(a: Reading, b: Reading) -> tuple[float, tuple[str, str]] | None:
    def pairs() -> list[tuple[Figure, Figure]]:
        return [
            (x, y)
            for x in a.frame.figures
            for y in b.frame.figures
            if measures.same_measure(x, y) is not None
        ]

    for x, y in pairs():
        factors = measures.same_measure(x, y)
        if measures.deadline(x) and measures.deadline(y) and explanations.deeds(a, b):
            continue
        if explanations.subjects(a, b) or told_apart.sized(a, b):
            continue
        if factors and x.bound is not None and x.bound == y.bound and measures.disagree(x, y, factors)[0]:
            return 0.8, (x.text, y.text)
    return None


def _explain(a: Reading, b: Reading, one: Advice, other: Advice) -> Explanation | None:
    put = explanations.put(a, b)
    if put is Explanation.HEDGED and one.cue and other.cue and (one.bidding or other.bidding):
        put = None  # a bidding is not weakened by a "may" in its reason
    return (
        put
        or explanations.population(a, b)
        or explanations.place(a, b)
        or explanations.superseded(a, b)
        or explanations.version(a, b)
        or explanations.condition(a, b, least=0.3)
        or explanations.headed(a, b)
        or explanations.label(a, b)
        or explanations.modifiers(a, b)
        or explanations.names(a, b)
        or told_apart.groups(a, b)
        or told_apart.by_clause(a, b)
        or told_apart.located(a, b)
    )
