"""That something has no effect, or that nothing changes: no major impact on, made no difference to, stayed the same."""

from __future__ import annotations

from factcheck.claims.clause import Clause
from factcheck.claims.effects.tree import Found, kids, negated
from factcheck.claims.effects.words import direction_words
from factcheck.claims.slots import Direction

_IMPACTS = frozenset({"impact", "effect", "influence", "difference", "bearing", "benefit"})
_HAVING = ("have", "make", "show", "exert")


def of_no_effect(clause: Clause) -> tuple[Found, str] | None:
    """What is said not to change, and the words that say so."""
    return _denied_impact(clause) or _of_phrase(clause)


def _denied_impact(clause: Clause) -> tuple[Found, str] | None:
    """As in "did not have a major impact on …", "neither … had any great effect on …"."""
    if _IMPACTS.isdisjoint(clause.lemmas):
        return None
    for at, token in enumerate(clause.own, clause.first):
        if token.lemma in _IMPACTS and token.dep == "dobj" and _is_not_had(clause, token.head):
            outcome = list(range(at + 1, clause.last))
            if clause.named(outcome):
                top = _first(clause, outcome, ("pobj", "conj"))
                return Found(Direction.NONE, outcome, top), f"no {token.lemma}"
    return None


def _is_not_had(clause: Clause, verb: int) -> bool:
    """Whether a verb of having an effect is denied, or its subject is."""
    return clause.tokens[verb].lemma in _HAVING and (
        negated(clause, verb)
        or any(
            negated(clause, subject) or clause.tokens[subject].lemma == "neither"
            for subject in kids(clause, verb, ("nsubj",))
        )
    )


def _first(clause: Clause, places: list[int], deps: tuple[str, ...]) -> int | None:
    """The first of some words that is a term and stands in one of some ways."""
    return next((k for k in places if k in clause.term_at and clause.tokens[k].dep in deps), None)


def _of_phrase(clause: Clause) -> tuple[Found, str] | None:
    """What is said not to change by a listed phrase."""
    phrases = _none_said(clause)
    if not phrases:
        return None
    lines = (
        " ".join(token.text.lower() for token in clause.own),
        " ".join(token.lemma for token in clause.own),
    )
    for phrase in phrases:
        for line in lines:
            position = f" {line} ".find(f" {phrase} ")
            if position < 0:
                continue
            start = clause.first + line[:position].count(" ") + (1 if position > 0 else 0)
            after = list(range(start + phrase.count(" ") + 1, clause.last))
            outcome = after if clause.named(after) else list(range(clause.first, start))
            top = _first(clause, outcome, ("pobj", "nsubj", "dobj"))
            if top is None:
                top = next((at for at in outcome if at in clause.term_at), None)
            return Found(Direction.NONE, outcome, top), phrase
    return None


def _none_said(clause: Clause) -> list[str]:
    """The phrases that say that nothing changes whose words all stand in a clause."""
    said = clause.forms | clause.lemmas
    line = " ".join(said)
    words = said if line.count(" ") < len(said) else frozenset(line.split(" "))  # a token may hold spaces
    if direction_words().denying.isdisjoint(words):
        return []
    return [phrase for phrase, needed in direction_words().none if needed <= words]
