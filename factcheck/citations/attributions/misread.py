"""Subjects whose verb the parse has taken for another word."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.citations.attributions.attribution import Place
from factcheck.citations.attributions.judging import judge_words
from factcheck.citations.attributions.phrase import Sentence
from factcheck.citations.attributions.word_lists import word_lists
from factcheck.tokens import Token

_FINITE_TAGS = ("VBZ", "VBP", "VBD")


def _has_plain_subject(sentence: Sentence) -> bool:
    """Whether the main verb is finite and has its subject, and no noun has been taken for it."""
    parse, children, _, roots = sentence
    verb = next((root for root in roots if parse[root].tag in _FINITE_TAGS), None)
    return (
        verb is not None
        and any(child < verb and parse[child].dep in ("nsubj", "nsubjpass") for child in children[verb])
        and not _takes_noun_for_verb(sentence)
    )


def _takes_noun_for_verb(sentence: Sentence) -> bool:
    """Whether the word taken for the main verb is a work or body by name: "the team handbook of 1972 forbade it"."""
    if not sentence.roots:
        return False
    words = word_lists()
    root = sentence.parse[sentence.roots[0]]
    if root.pos not in ("VERB", "AUX"):
        return False
    base = root.text.lower()
    return base in words.no_verbs or base.removesuffix("s") in words.no_verbs_plural


_COMPLETING = frozenset({"DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON", "ADV", "SCONJ", "ADP"})
"""What can follow a verb of showing."""


def _speaks(token: Token) -> bool:
    """Whether it is a verb of showing or saying by its lemma or its looks."""
    base = token.text.lower()
    return not word_lists().speaking.isdisjoint((token.lemma, base, base.removesuffix("s")))


def _opening(sentence: Sentence) -> Token | None:
    """The last token of what stands before a verb of showing that the parse takes for another word."""
    parse = sentence.parse
    misread = _takes_noun_for_verb(sentence)
    for index, token in enumerate(parse[:14]):
        if token.tag in ("VBZ", "VBP", "VBD", "MD", ":", ",") and not misread:
            return None
        if (
            index >= 2
            and token.pos in ("VERB", "NOUN", "PROPN")
            and token.tag not in ("VBN", "VBG")
            and (parse[index - 1].pos in ("NOUN", "PROPN", "NUM") or misread)
            and index + 1 < len(parse)
            and parse[index + 1].pos in _COMPLETING
            and _speaks(token)
        ):
            return parse[index - 1]
    return None


def misread_subjects(text: str, sentence: Sentence) -> Iterator[Place]:
    """A subject whose verb the parse has taken for another word."""
    opening = None if _has_plain_subject(sentence) else _opening(sentence)
    if opening is None:
        return
    parse = sentence.parse
    # A sentence must have its verb somewhere: without any, the work before the likely one is its subject.
    verbless = not any(token.tag in ("VBZ", "VBP", "VBD", "MD") for token in parse)
    lost = (
        verbless
        and text.rstrip().endswith(".")
        and len(text[: opening.end].split()) > 1
        and not any(token.tag in ("VBG", "VBN") for token in parse[1:3])
    )
    yield judge_words(text[: opening.end], described=lost), 0, opening.end, False
