"""What hangs on the words of a clause that speak of a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.claims import negators
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Direction


class Found(NamedTuple):
    """A change that some words tell of. Places are those of tokens in the sentence."""

    direction: Direction
    outcome: list[int]
    """The words for what changes."""
    head: int | None
    """The one that heads them, if any says something."""
    property: str = ""
    """What a word such as `faster` says of itself: that the speed changes."""


def is_inside(clause: Clause, at: int) -> bool:
    """Whether a token of the sentence belongs to the clause."""
    return clause.first <= at < clause.last


def negated(clause: Clause, at: int) -> bool:
    """Whether a word is denied, by what the parser gave to its auxiliary too."""
    denying = negators.known().words
    return any(
        clause.tokens[k].dep == "neg"
        or clause.tokens[k].lemma in denying
        or clause.no_longer(k)
        or (clause.tokens[k].dep == "aux" and negated(clause, k))
        for k in clause.children.get(at, ())
    )


def subjects(clause: Clause, at: int, deps: Sequence[str]) -> list[int]:
    """The subjects of a verb, those that the parser gave to its auxiliary too."""
    return kids(clause, at, deps) or [
        x for auxiliary in kids(clause, at, ("aux", "auxpass")) for x in kids(clause, auxiliary, deps)
    ]


def trees(clause: Clause, roots: Sequence[int]) -> list[int]:
    """The words at and below some roots."""
    return [x for root in roots for x in clause.subtree(root)]


def kids(clause: Clause, at: int, deps: Sequence[str], lemmas: Sequence[str] = ()) -> list[int]:
    """What hangs on a word in one of some ways, and is one of some words where any are given."""
    return [
        k
        for k in clause.children.get(at, ())
        if clause.tokens[k].dep in deps and (not lemmas or clause.tokens[k].lemma in lemmas)
    ]


def head_of(clause: Clause, roots: Sequence[int]) -> int | None:
    """The noun at the head of what stands at some roots: below prepositions and empty words such as `level of`."""
    for root in roots:
        at = root
        for _ in range(4):
            if at in clause.term_at:
                return at
            below = kids(clause, at, ("pobj", "prep", "dobj", "attr"), ())
            if not below:
                break
            at = below[0]
    return None
