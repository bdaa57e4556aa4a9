"""Changes that nouns tell of: a fall in prices, tax increases."""

from __future__ import annotations

from factcheck.claims.clause import Clause
from factcheck.claims.effects.tree import Found, head_of, is_inside, kids, negated, trees
from factcheck.claims.effects.words import direction_words
from factcheck.claims.slots import Direction

_OF = ("in", "of", "for", "to", "on", "at")


def of_noun(clause: Clause, at: int) -> list[Found]:
    """What a noun says that changes, if it says so."""
    token = clause.tokens[at]
    way = direction_words().nouns.get(token.lemma)
    if way is None or token.pos not in ("NOUN", "PROPN"):
        return []
    roots = kids(clause, at, ("prep",), _OF)
    before = kids(clause, at, ("compound", "amod", "poss", "nmod"))
    outcome = [*trees(clause, roots), *before]
    head = head_of(clause, roots)
    if head is None and before and before[-1] in clause.term_at:
        head = before[-1]
    above = is_inside(clause, token.head)
    if above and not clause.named(outcome):
        roots = kids(clause, token.head, ("nsubj",))
        outcome = [x for x in trees(clause, roots) if x != at]
        head = head_of(clause, roots)
    denied = negated(clause, at) or (above and token.head != at and negated(clause, token.head))
    return [Found(Direction.NONE if denied else way, outcome, head)] if outcome else []
