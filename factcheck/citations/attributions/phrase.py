"""A noun phrase of a sentence, and what it tells of the source that it may name: whose, when, how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck import prefilter
from factcheck.citations.attributions.word_lists import word_lists
from factcheck.tokens import Parse, Token

YEAR = prefilter.compile(r"\b(?:1[0-9]|20)\d\ds?\b")
"""A year or decade."""


class Sentence(NamedTuple):
    """A parse, and what is asked of it again and again."""

    parse: Parse
    children: list[list[int]]
    """Which tokens have each token as their head."""
    named: list[int]
    """The tokens that are somebody's or something's name in a role: subjects and objects."""
    roots: list[int]


_NAMED_ROLES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def sentence_of(parse: Parse) -> Sentence:
    """A parse with what hangs on what, found once."""
    children: list[list[int]] = [[] for _ in parse]
    named: list[int] = []
    roots: list[int] = []
    for index, token in enumerate(parse):
        head = token.head
        (children[head] if head != index else roots).append(index)
        if token.dep in _NAMED_ROLES:
            named.append(index)
    return Sentence(parse, children, named, roots)


_OUTSIDE_PHRASE = frozenset({"relcl", "appos", "cc", "punct", "advcl", "ccomp", "parataxis"})


def phrase_at(sentence: Sentence, head: int) -> Phrase:
    """A noun phrase: its head, or what that measures, and all below it but clauses."""
    parse, children, _, _ = sentence
    inner = _measured(sentence, head)
    found = []
    waiting = [head if inner is None else inner]
    while waiting:
        index = waiting.pop()
        found.append(index)
        for child in children[index]:
            token = parse[child]
            if token.dep == "conj":
                if token.pos in ("NOUN", "PROPN", "ADJ"):
                    waiting.append(child)
            elif token.dep not in _OUTSIDE_PHRASE:
                waiting.append(child)
    return Phrase(
        parse[head if inner is None else inner], [parse[i] for i in sorted(found)], measured=inner is not None
    )


def _measured(sentence: Sentence, head: int) -> int | None:
    """What a noun of measure counts: "a handful of studies"."""
    parse, children, _, _ = sentence
    if parse[head].lemma not in word_lists().measures:
        return None
    return next(
        (
            below
            for prep in children[head]
            if parse[prep].lemma == "of"
            for below in children[prep]
            if parse[below].dep == "pobj"
        ),
        None,
    )


def _is_proper(token: Token) -> bool:
    return token.pos == "PROPN" or (
        token.text[:1].isupper() and token.start > 0 and token.pos in ("NOUN", "ADJ")
    )


class Phrase:
    """A noun phrase: its head, and the words that say which one is meant."""

    def __init__(self, head: Token, tokens: Sequence[Token], *, measured: bool = False) -> None:
        self.head = head
        self.tokens = tokens
        """In order."""
        self.others = [token for token in tokens if token is not head]
        self.measured = measured
        """Whether a noun of measure stands before it: "a handful of studies"."""

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def plural(self) -> bool:
        return self.head.tag in ("NNS", "NNPS") or self.head.lemma in ("people", "folk", "data", "datum")

    @property
    def determined(self) -> bool:
        return any(t.lemma in ("a", "an", "the", "one", "another") or t.dep == "poss" for t in self.others)

    @property
    def pointing_back(self) -> bool:
        """Whether it means something at hand: "this study", "your review"."""
        return any(
            t.lemma in ("this", "that", "these", "those", "such", "your", "our", "my")
            and t.start < self.head.start
            for t in self.others
        )

    @property
    def proper(self) -> bool:
        return any(_is_proper(token) for token in self.others)

    @property
    def dated(self) -> bool:
        return any(YEAR.fullmatch(token.text) for token in self.tokens)

    @property
    def counted(self) -> bool:
        return any(
            token.pos == "NUM" and token.lemma != "one" and not YEAR.fullmatch(token.text)
            for token in self.others
        )

    @property
    def made(self) -> bool:
        """Whether it says whose it is: an owner, a maker, a house, a kind of its own ("parish registers")."""
        return any(
            t.dep in ("poss", "compound", "nmod") or (t.dep == "pobj" and t.pos in ("NOUN", "PROPN"))
            for t in self.others
        )

    @property
    def housed(self) -> bool:
        """Whether it belongs to a house: "at a university", "of the central bank"."""
        return any(
            t.lemma in word_lists().organisations
            and not (t.dep == "compound" and t.lemma in word_lists().works)
            for t in self.others
        )

    @property
    def vaguely(self) -> bool:
        return self.measured or any(t.lemma in word_lists().vague_modifiers for t in self.others)

    @property
    def documented(self) -> bool:
        """Whether it is drawn from a work: "data from the national register"."""
        return any(t.dep == "pobj" and t.lemma in word_lists().documents for t in self.others)

    @property
    def specific(self) -> bool:
        return self.proper or self.dated or self.housed or self.documented
