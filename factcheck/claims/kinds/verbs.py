"""The main verb of a statement: whether it has a subject, and its tense or mood."""

from __future__ import annotations

import operator

from factcheck.tokens import Parse, Token

lemma_of = operator.itemgetter(Token._fields.index("lemma"))
tag_of = operator.itemgetter(Token._fields.index("tag"))


def root_of(parse: Parse) -> Token | None:
    """The word that all others hang on."""
    return next(
        (token for index, token in enumerate(parse) if token.head == index and token.pos != "PUNCT"), None
    )


def has_subject(parse: Parse, verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    index = parse.index(verb)
    return any(
        t.head == index and t.dep in ("nsubj", "nsubjpass", "csubj", "expl", "csubjpass") for t in parse
    )


def is_past(parse: Parse, root: Token | None) -> bool:
    """Whether the main verb is in the past tense, active or passive."""
    if root is None:
        return False
    index = parse.index(root)
    return root.tag == "VBD" or any(
        t.head == index and t.tag == "VBD" and t.dep in ("aux", "auxpass") for t in parse
    )


_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})


def is_finite(parse: Parse) -> bool:
    """Whether a verb of it has tense or mood."""
    return has_finite_verb(parse, frozenset(map(tag_of, parse)))


def has_finite_verb(parse: Parse, tags: frozenset[str]) -> bool:
    """Whether a verb of it has tense or mood, where its tags are known."""
    if not tags.isdisjoint(_FINITE):
        return True
    return "VB" in tags and any(
        token.tag == "VB" and token.head == index and has_subject(parse, token)
        for index, token in enumerate(parse)
    )


def has_misread_verb(text: str, parse: Parse) -> bool:
    """Whether a full sentence seems to have no verb, and a word in it may be one that was taken for a plural: "Sweden
    taxes fuel since 1991".
    """
    if len(parse) < 5 or not text.rstrip().endswith(".") or not text[:1].isupper():
        return False
    return any(
        token.tag == "NNS"
        and before.pos in ("NOUN", "PROPN", "ADJ")
        and before.tag != "NNS"
        and (after.pos in ("ADJ", "ADV", "DET", "NOUN", "PROPN", "NUM") or after.lemma in ("by", "on", "at"))
        for before, token, after in zip(parse, parse[1:], parse[2:], strict=False)
    )
