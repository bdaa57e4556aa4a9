"""Changes and differences that a claim speaks of, and which way they go."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.claims.clause import Clause
from factcheck.claims.effects.adjectives import of_adjective
from factcheck.claims.effects.no_effect import of_no_effect
from factcheck.claims.effects.nouns import of_noun
from factcheck.claims.effects.tree import Found, is_inside, kids
from factcheck.claims.effects.verbs import of_verb
from factcheck.claims.effects.words import COMPARATIVES, direction_words
from factcheck.claims.slots import Direction, Effect


def _driver_direction(clause: Clause, tokens: Sequence[int]) -> Direction | None:
    lemmas = {clause.tokens[at].lemma for at in tokens} | {clause.tokens[at].text.lower() for at in tokens}
    ways = [way for way, words in direction_words().drivers.items() if lemmas & words]
    return ways[0] if len(ways) == 1 else None


def _telling(clause: Clause) -> list[int]:
    """The tokens that may say of a change: comparatives and listed words."""
    telling = direction_words().telling
    if telling.isdisjoint(clause.lemmas) and telling.isdisjoint(clause.forms):
        if COMPARATIVES.isdisjoint(clause.tags):
            return []
        telling = frozenset()
    return [
        at
        for at, token in enumerate(clause.own, clause.first)
        if token.tag in COMPARATIVES or token.lemma in telling or token.text.lower() in telling
    ]


_MOST = 6


def effects(clause: Clause, context: tuple[str, ...]) -> tuple[Effect, ...]:
    """Changes and differences that a clause tells, and only where it tells none, those that it takes as given.

    `context`: names of what the text is about.
    """
    told: list[Effect] = []
    given: list[Effect] = []
    for at in _telling(clause):
        for found in (*of_verb(clause, at), *of_noun(clause, at), *of_adjective(clause, at)):
            effect = _effect(clause, found, clause.tokens[at].text, context)
            if effect is not None:
                (given if _is_given(clause, at) else told).append(effect)
    none = of_no_effect(clause)
    if none is not None:
        found, cue = none
        if cue == _UNPROVED:
            told, given = [], []
        effect = _effect(clause, found, cue, context)
        if effect is not None:
            told.insert(0, effect)
    return tuple(dict.fromkeys(told or given))[:_MOST]


_UNPROVED = "no evidence that"
"""What is said not to be shown is not told of."""
_GIVEN = frozenset({"csubj", "csubjpass", "pcomp"})


def _is_given(clause: Clause, at: int) -> bool:
    """Whether a word tells under what a thing holds or what brings it about: after the toll rose, higher tolls bring."""
    while True:
        token = clause.tokens[at]
        if token.dep in _GIVEN or (token.dep == "advcl" and kids(clause, at, ("mark", "advmod"), _GIVING)):
            return True
        head = token.head
        if head == at or not is_inside(clause, head):
            return False
        if token.dep == "amod" and clause.tokens[head].dep == "nsubj" and _has_object(clause, head):
            return True
        at = head


_GIVING = tuple("if when whenever after once since as where while until before because unless".split())


def _has_object(clause: Clause, subject: int) -> bool:
    """Whether what a subject does is done to something."""
    verb = clause.tokens[subject].head
    return is_inside(clause, verb) and bool(kids(clause, verb, ("dobj", "ccomp", "xcomp")))


def _effect(clause: Clause, found: Found, cue: str, context: tuple[str, ...]) -> Effect | None:
    """The change with names for its words; None where none of them says anything."""
    outcome = set(found.outcome)
    driver = [at for at in range(clause.first, clause.last) if at not in outcome]
    named = clause.named(found.outcome)
    if found.property:
        named = tuple(dict.fromkeys((*named, found.property)))
    if not named:
        return None
    rest = tuple(name for name in dict.fromkeys((*clause.named(driver), *context)) if name not in named)
    driven = _driver_direction(clause, [d for d in driver if clause.tokens[d].text != cue])
    top = found.property or (clause.term_at.get(found.head, "") if found.head is not None else "")
    return Effect(found.direction, named, rest, cue, driven, top)
