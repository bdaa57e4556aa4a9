"""Differences that adjectives and adverbs tell of: lower rates, more often, faster, fewer."""

from __future__ import annotations

from factcheck.claims.clause import Clause
from factcheck.claims.effects.tree import Found, head_of, is_inside, kids, negated, trees
from factcheck.claims.effects.words import COMPARATIVES, direction_words
from factcheck.claims.slots import Direction
from factcheck.tokens import Token

_ABSOLUTE = frozenset(
    {"above", "over", "below", "under", "high", "low", "great", "extra", "additional", "upward", "downward"}
)
"""Words that compare only in their comparative form."""
_COMPARING = ("ADJ", "ADV", "VERB", "NOUN", "SCONJ")
_VERBAL = ("nsubj", "nsubjpass", "dobj", "csubj")
_BEFORE = ("amod", "advmod", "quantmod", "nummod")
_MAKING = ("make", "render", "keep", "leave", "get", "turn")


def of_adjective(clause: Clause, at: int) -> list[Found]:
    """What an adjective or adverb says that differs, if it says so."""
    way, said_of_itself = _way(clause.tokens[at])
    if way is None or clause.no_longer(at) or _no_more(clause, at) or _of_a_change(clause, at):
        return []
    graded = _graded(clause, at)
    if graded is not None:
        return _of_graded(clause, at, graded, way)
    head = clause.tokens[at].head
    above = head if is_inside(clause, head) and head != at else None
    outcome, top = _compared(clause, at, above)
    if not outcome and not said_of_itself:
        return []
    denied = negated(clause, at) or (above is not None and negated(clause, above))
    return [Found(Direction.NONE if denied else way, outcome, top, said_of_itself)]


def _way(token: Token) -> tuple[Direction | None, str]:
    """Which way a word says that something goes, and what by itself: a faster train has more speed."""
    words = direction_words()
    if (listed := words.properties.get(token.text.lower())) is not None:
        property_, way = listed
        return way, property_
    if (as_listed := _listed(token)) is not None:
        return as_listed, ""
    if token.tag not in COMPARATIVES:
        return None, ""
    amount = words.amounts.get(token.lemma)
    return (Direction.UP, token.lemma) if amount is None else (amount, "")


def _listed(token: Token) -> Direction | None:
    """Which way a listed word goes, where it is one that compares."""
    shown = token.text.lower()
    if token.pos not in _COMPARING or (shown in _ABSOLUTE and token.tag != "JJR"):
        return None
    if token.pos == "VERB" and (token.tag not in ("VBN", "VBD", "JJR") or token.dep not in ("amod", "acomp")):
        return None
    ways = direction_words().adjectives
    return ways.get(shown) or ways.get(token.lemma)


def _compared(clause: Clause, at: int, above: int | None) -> tuple[list[int], int | None]:
    """The words for what is said to be more or less, and the one that heads them."""
    if above is None or clause.tokens[at].dep not in _BEFORE:
        roots = _said_of(clause, at, above)
        outcome, top = trees(clause, roots), head_of(clause, roots)
    elif clause.tokens[above].pos in ("VERB", "AUX"):
        roots = kids(clause, above, _VERBAL)
        outcome = [above, *trees(clause, roots)]
        top = above if above in clause.term_at else head_of(clause, roots)
    else:
        outcome, top = clause.subtree(above, frozenset({at})), head_of(clause, [above])
    return [x for x in outcome if x != at], top


def _said_of(clause: Clause, at: int, above: int | None) -> list[int]:
    """What a predicate is said of: its subject, what is made so, or what takes part in the verb above it."""
    roots = (
        kids(clause, at, ("nsubj", "nsubjpass"))
        or _measured(clause, at)
        or kids(clause, at, ("prep",), ("of", "in", "for"))
    )
    if roots or above is None:
        return roots
    made = kids(clause, above, ("dobj",)) if clause.tokens[above].lemma in _MAKING else []
    return made or [k for k in kids(clause, above, _VERBAL) if k != at]


def _of_a_change(clause: Clause, at: int) -> bool:
    """Whether a word says how a change goes on, which its verb tells of: rose more slowly, grew faster."""
    token = clause.tokens[at]
    for _ in range(2):
        if token.dep != "advmod" or not is_inside(clause, token.head):
            return False
        token = clause.tokens[token.head]
        if token.pos == "VERB":
            return token.lemma in _CHANGING
    return False


_CHANGING = frozenset({"rise", "grow", "increase", "climb", "fall", "drop", "decline", "decrease", "shrink"})


def _no_more(clause: Clause, at: int) -> bool:
    """Whether `any more` says that something has ended: it is not sold any more."""
    token = clause.tokens[at]
    before = clause.tokens[at - 1].lemma if at > clause.first else ""
    behind = clause.tokens[at + 1] if at + 1 < clause.last else None
    return (
        (token.text.lower(), before) == ("more", "any")
        and token.dep in ("advmod", "npadvmod")
        and (behind is None or behind.pos in ("PUNCT", "ADP", "CCONJ"))
        and (behind is None or behind.lemma != "than")
    )


def _measured(clause: Clause, at: int) -> list[int]:
    """The subject of which a predicate says that it is higher, lower, … somewhere: the risk is higher in smokers."""
    head = clause.tokens[at].head
    if clause.tokens[at].dep != "acomp" or head == at or not is_inside(clause, head):
        return []
    if clause.tokens[head].lemma not in ("be", "become", "remain", "stay", "get"):
        return []
    held = [x for k in kids(clause, at, ("prep",), ("in",)) for x in clause.children.get(k, ())]
    if any(
        clause.tokens[x].tag == "NN" and not kids(clause, x, ("det", "poss", "amod", "compound"))
        for x in held
    ):
        return []  # lower in fat
    return [k for k in kids(clause, head, ("nsubj",)) if clause.tokens[k].pos != "PRON"]


def _graded(clause: Clause, at: int) -> int | None:
    """The adjective or adverb that `more` or `less` raises or lowers: more frequent, less often."""
    token = clause.tokens[at]
    if token.dep != "advmod" or token.lemma not in ("more", "less", "much", "little"):
        return None
    head = token.head
    if head == at or not is_inside(clause, head) or clause.tokens[head].pos not in ("ADJ", "ADV"):
        return None
    return head


def _of_graded(clause: Clause, at: int, graded: int, way: Direction) -> list[Found]:
    """More of what is said to be frequent, rare, quick; of anything else, more of being so."""
    words = direction_words()
    tokens = clause.tokens
    lemma = tokens[graded].lemma
    amount = words.amounts.get(lemma) or words.amounts.get(tokens[graded].text.lower())
    property_, speed = words.properties.get(lemma, ("", None))
    flipped = (amount or speed) is Direction.DOWN
    if flipped and way is not Direction.NONE:
        way = Direction.UP if way is Direction.DOWN else Direction.DOWN
    over = tokens[graded].head
    for _ in range(3):
        if not is_inside(clause, over) or tokens[over].pos in ("VERB", "AUX"):
            break
        over = tokens[over].head
    outcome: list[int] = []
    top: int | None = None
    if is_inside(clause, over):
        if tokens[graded].dep == "amod":
            outcome = clause.subtree(tokens[graded].head, frozenset({graded}))
            top = head_of(clause, [tokens[graded].head])
        else:
            roots = [k for k in kids(clause, over, _VERBAL) if k != graded]
            outcome = [over, *trees(clause, roots)]
            objects = [k for k in roots if tokens[k].dep == "dobj"]
            top = head_of(clause, objects or roots)
            if tokens[over].pos == "VERB" and over in clause.term_at and amount is not None:
                top = over if not objects else top
    if amount is None and not property_:
        outcome = [graded, *outcome]
        top = graded if graded in clause.term_at else top
    outcome = [x for x in outcome if x != at and (x != graded or amount is None)]
    if not outcome and not property_:
        return []
    denied = any(negated(clause, place) for place in (at, graded, over))
    return [Found(Direction.NONE if denied else way, sorted(outcome), top, property_)]
