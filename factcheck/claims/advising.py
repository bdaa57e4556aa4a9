"""What a claim tells a reader to do, to leave or to limit."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims import ages
from factcheck.claims.claim import Claim, Kind
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Advice, Stance
from factcheck.claims.stances import any_phrase, is_bidding, is_leaving, not_left, stance
from factcheck.claims.terms import Term, Word
from factcheck.dates import inside
from factcheck.prefilter import Pattern


@functools.cache
def _timings() -> tuple[tuple[str, ...], prefilter.AnyOf]:
    """Names of circumstances of doing, and a pattern for each."""
    names, patterns = [], []
    for row, sides in enumerate(lexicon.data("advising")["timings"]):
        for side, phrases in enumerate(sides):
            names.append(f"{row}:{side}")
            patterns.append(any_phrase(phrases))
    return tuple(names), prefilter.AnyOf(patterns)


_REASON_AFTER = prefilter.compile(
    r"[,;–—]?\s\(?(?:because|since|so that|so as|as (?:it|they|this)|on account of|due to|which|whose"
    r"|in order|(?<!have\s)(?<!has\s)(?<!need\s)(?<!needs\s)(?<!ought\s)(?<!try\s)(?<!best\s)(?<!better\s)(?<!wise\s)"
    r"(?<!important\s)(?<!advised\s)(?<!recommended\s)to (?:prevent|avoid|reduce))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_REASON_BEFORE = prefilter.compile(r"^(?:because|since|as|given that)\b[^,;]*,\s", re.IGNORECASE)
_CONDITIONAL = prefilter.compile(
    r"\b(?:if|unless|in case|whether|until|when|whenever|while|once(?=\s(?:it|they|you|the|your|a|an)\b)|as soon as|as long as|so long as)\b[^,;.:–—]*"
    r"|^\W*should\b[^,;.:–—]*(?=[,;.]|$)(?!.*\?)",
    re.IGNORECASE,
)
"""What tells when something is to be done; "should a fire break out" bids nobody do anything."""
_INSTEAD = prefilter.compile(
    r"(?:\b(?:rather than|instead of|as opposed to|than(?=\s(?:in|on|at|with|by|to)\b))|,\s(?:but\s)?not(?=\s(?:in|on|at|with|by|to|from|for|before|after|as)\b))\s"
    r"[^,;.:–—]*",
    re.IGNORECASE,
)
"""What is turned down for something else, which is what is advised."""
_NOT_ALL = prefilter.compile(r"\W*not (?:all|every|everyone|everybody)\b", re.IGNORECASE)


@functools.cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(str, lexicon.data("advising")[name]))


@functools.cache
def _excess() -> Pattern:
    return any_phrase(lexicon.data("advising")["excess"])


@functools.cache
def _aged_under() -> Pattern:
    """Those of whom advice speaks, told by an age; no bound to what is done."""
    those = "|".join(map(str, lexicon.data("advising")["of_an_age"]))
    return prefilter.compile(
        rf"\b(?:{those})\s(?:under|below|up to)\s(?:the age of\s)?\d+"
        r"(?:\s(?:days?|weeks?|months?|years?)\b(?:\sold\b|\sof\sage\b)?)?",
        re.IGNORECASE,
    )


def _action(clause: Clause) -> str:
    """The verb that advice is about: the imperative's, the modal's, the forbidden one; of leaving something, what is left:
    stop smoking, do not forget to lock.
    """
    tokens = clause.tokens
    for at in range(clause.first, clause.last):
        if tokens[at].pos == "VERB" and _is_told(clause, at):
            if not is_leaving(tokens[at].lemma):
                return clause.term_at.get(at, tokens[at].lemma)
            below = _below(clause, at)
            return "" if below is None else clause.term_at.get(below, tokens[below].lemma)
    return ""


def _is_told(clause: Clause, at: int) -> bool:
    """Whether a verb is what somebody is told to do or not to do."""
    tokens = clause.tokens
    token = tokens[at]
    kids = [tokens[k] for k in clause.children.get(at, ())]
    bare = not any(k.dep in ("nsubj", "nsubjpass") or k.lemma == "to" for k in kids)
    commanded = token.tag in ("VB", "VBP") and bare and token.dep in ("ROOT", "conj", "ccomp")
    bidden = any(k.dep == "aux" and k.lemma in _listed("modals") for k in kids)
    governor = tokens[token.head].lemma
    infinitive = token.dep == "xcomp" and governor in _listed("governing")
    return commanded or bidden or infinitive


def _below(clause: Clause, at: int) -> int | None:
    """The verb that depends on another: to lock on forget, smoking on stop, giving on refrain from."""
    for child in clause.children.get(at, ()):
        token = clause.tokens[child]
        if token.pos == "VERB" and token.dep in ("xcomp", "ccomp", "dobj", "pcomp"):
            return child
        if token.dep == "prep" and (found := _below(clause, child)) is not None:
            return found
    return None


_TELLING = (Kind.ADVICE, Kind.INSTRUCTION)
_Label = tuple[str, ...]


class _Request(NamedTuple):
    """What is asked for in a text. Spans are of its characters."""

    span: tuple[int, int]
    """Without the reason that is given before or after."""
    turned_down: tuple[tuple[int, int], ...]
    """What something else is to be done instead of."""
    conditions: tuple[tuple[int, int], ...]

    @staticmethod
    def of(text: str) -> _Request:
        before, after = _REASON_BEFORE.match(text), _REASON_AFTER.search(text, _OPENING_LENGTH)
        start, end = before.end() if before else 0, after.start() if after else len(text)
        return _Request(
            (start, end),
            tuple([match.span() for match in _INSTEAD.finditer(text, start, end)]),
            tuple([match.span() for match in _CONDITIONAL.finditer(text, start, end)]),
        )

    def held(self, found: Sequence[Word]) -> list[Word]:
        """The words that belong to what is asked for, or to its conditions."""
        start, end = self.span
        return _outside([word for word in found if start <= word.start < end], self.turned_down)

    def words(self, text: str) -> str:
        """The text with blanks for what is turned down."""
        start, end = self.span
        parts: list[str] = []
        for low, high in self.turned_down:
            parts += (text[start:low], " " * (high - low))
            start = high
        return "".join((*parts, text[start:end]))


def _outside(words: list[Word], places: tuple[tuple[int, int], ...]) -> list[Word]:
    return [word for word in words if inside(word.start, places) is None] if places else words


def advice(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], label: _Label, clause: Clause
) -> tuple[Advice, ...]:
    """What a claim tells a reader to do."""
    text = claim.text
    if _NOT_ALL.match(text) is not None:
        return ()
    imperative = _imperative(found)
    told = bool(imperative) or claim.kind in _TELLING
    bidding = told or is_bidding(text)
    if not (bidding or label):
        return ()
    request = _Request.of(text)
    asked = request.words(text)
    unconditional = _aged_under().sub(" ", _CONDITIONAL.sub(" ", asked))
    held = request.held(found)
    line = _lemmas(text, _outside(held, request.conditions))
    wanted, cue = stance(unconditional, line) or (Stance.DO if told or label else None, imperative)
    if wanted is None:
        return ()
    starts = {word.start for word in held if not is_leaving(word.lemma)}
    target = [term.name for term in content if found[term.first].start in starts]
    timings, circumstances = _timings()
    return (
        Advice(
            wanted,
            cue,
            tuple(dict.fromkeys((*label, *target))),
            tuple(timings[number] for number in circumstances.which(not_left().sub(" ", asked))),
            _excess().search(text) is not None,
            ages.days_from(text),
            ages.days_before(text),
            "" if wanted is Stance.LIMIT or cue.lower() == "no place" else _action(clause),
            bidding,
        ),
    )


_OPENING_LENGTH = 13
"""A reason given after something stands behind so many characters."""


def _imperative(found: Sequence[Word]) -> str:
    """The verb that a claim opens with to tell somebody to do something; empty where it does not."""
    first = next((word for word in found if word.text.isalpha()), None)
    if first is None or first.pos != "VERB" or first.lemma in _listed("opening"):
        return ""
    return first.lemma if first.lemma == first.text.lower() else ""


def _lemmas(text: str, found: Sequence[Word]) -> str:
    """The lemmas of some words of a text in a line, those of one hyphenated word joined: fine-tune."""
    joined = "".join(
        f"{'-' if text[before.end : word.start] == '-' else ' '}{word.lemma}"
        for before, word in itertools.pairwise(found)
    )
    return (found[0].lemma if found else "") + joined
