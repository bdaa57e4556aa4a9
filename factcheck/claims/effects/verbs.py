"""Changes that verbs tell of: fares rose, the toll cut traffic, tea keeps thirst away."""

from __future__ import annotations

from factcheck.claims import negators
from factcheck.claims.clause import Clause
from factcheck.claims.effects.tree import Found, head_of, is_inside, kids, negated, subjects, trees
from factcheck.claims.effects.words import COMPARATIVES, direction_words
from factcheck.claims.slots import Direction

_ENDING = frozenset({"stop", "cease", "fail"})
"""Verbs that say that what depends on them does not go on."""
_OF_CLAUSES = ("acl", "relcl")
_ABOUT = ("in", "of", "for", "to", "on")


def of_verb(clause: Clause, at: int) -> list[Found]:
    """What a verb says that changes, if it says so."""
    token = clause.tokens[at]
    way = _way(clause, at)
    if way is None or token.dep in ("amod", "compound") or _becomes(clause, at) or _ends_another(clause, at):
        return []
    if token.pos in ("NOUN", "PROPN", "ADJ"):
        return _of_mistaken_verb(clause, at, way)
    if token.pos != "VERB":
        return []
    roots = _changing(clause, at)
    if not roots:
        return []
    if token.dep in _OF_CLAUSES and roots == [token.head]:
        outcome = clause.subtree(token.head, frozenset({at}))
    else:
        outcome = [x for x in trees(clause, roots) if x != at]
    return [Found(Direction.NONE if _is_denied(clause, at) else way, outcome, head_of(clause, roots))]


def _way(clause: Clause, at: int) -> Direction | None:
    """Which way a verb says that something goes, its particle being heard: put up, bring down."""
    lemma = clause.tokens[at].lemma
    way = direction_words().verbs.get(lemma)
    by_particle = direction_words().particles.get(lemma)
    if by_particle is None:
        return way
    beside = kids(clause, at, ("prt", "advmod", "prep", "acomp"))
    said = {by_particle.get(clause.tokens[k].lemma) for k in beside}
    return next((one for one in (Direction.UP, Direction.DOWN) if one in said), way)


def _becomes(clause: Clause, at: int) -> bool:
    """Whether an adjective says what a verb such as `grow` makes of its subject: it grew shorter."""
    return any(clause.tokens[k].tag in COMPARATIVES for k in kids(clause, at, ("acomp", "oprd")))


def _ends_another(clause: Clause, at: int) -> bool:
    """Whether a verb only ends what another tells of: rents stopped rising."""
    verbs = direction_words().verbs
    return clause.tokens[at].lemma in _ENDING and any(
        clause.tokens[k].lemma in verbs for k in kids(clause, at, ("xcomp",))
    )


def _changing(clause: Clause, at: int) -> list[int]:
    """What a verb says that changes: its object, else its subject, else what it depends on or what it is about."""
    token = clause.tokens[at]
    own, about = _subjects(clause, at), kids(clause, at, ("prep",), _ABOUT)
    if objects := kids(clause, at, ("dobj",)):
        return (own or about) if _is_mere_amount(clause, objects) else objects
    ways = direction_words().particles.get(token.lemma, {})
    if "against" in ways and (against := kids(clause, at, ("prep",), ("against",))):
        return against
    if own:
        return own
    if is_inside(clause, token.head):
        if token.dep in ("xcomp", "ccomp") and (roots := _of_governor(clause, token.head)):
            return roots
        if token.dep in _OF_CLAUSES:
            return [token.head]
    return about


def _subjects(clause: Clause, at: int) -> list[int]:
    return subjects(clause, at, ("nsubj", "nsubjpass", "csubj"))


def _of_governor(clause: Clause, governor: int) -> list[int]:
    """What the verb that another depends on is done to or by: they let fares rise."""
    return kids(clause, governor, ("dobj",)) or kids(clause, governor, ("nsubj", "nsubjpass"))


def _is_mere_amount(clause: Clause, objects: list[int]) -> bool:
    """Whether objects only say by how much: fell 5 percent."""
    return all(
        clause.tokens[x].pos in ("NUM", "PRON", "DET", "SYM") or clause.tokens[x].lemma in ("%", "percent")
        for x in trees(clause, objects)
    )


def _is_denied(clause: Clause, at: int) -> bool:
    """Whether it is denied that something changes: by the verb, by what it depends on, or by a subject such as nobody."""
    token = clause.tokens[at]
    if negated(clause, at):
        return True
    if is_inside(clause, token.head):
        above = clause.tokens[token.head]
        if token.dep == "xcomp" and (above.lemma in _ENDING or negated(clause, token.head)):
            return True
        if token.dep == "pcomp" and above.lemma == "without":
            return True
    openings = (x for subject in _subjects(clause, at) for x in clause.subtree(subject)[:1])
    return any(clause.tokens[x].lemma in negators.known().pronouns for x in openings)


def _of_mistaken_verb(clause: Clause, at: int, way: Direction) -> list[Found]:
    """A verb that the parser took for a noun: `shortens query times`."""
    token = clause.tokens[at]
    if token.lemma in direction_words().nouns or token.lemma in direction_words().adjectives:
        return []
    if not token.text.endswith("s") or token.text == token.lemma:
        return []
    outcome: list[int] = []
    for x in range(at + 1, clause.last):
        if clause.tokens[x].pos in ("ADP", "PUNCT", "SCONJ", "CCONJ", "VERB", "AUX"):
            break
        outcome.append(x)
    head = next((x for x in reversed(outcome) if x in clause.term_at), None)
    return [Found(way, outcome, head)] if outcome else []
