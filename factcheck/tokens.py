"""Sentences as tokens."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A word or sign of a sentence. Offsets are code points into the sentence's text.

    A tuple, since there are as many of them as words and a frozen dataclass takes five times as long to make.
    """

    text: str
    lemma: str
    """Lower case."""
    pos: str
    """Universal part of speech: NOUN, VERB, AUX, ADJ, …"""
    tag: str
    """Penn Treebank tag: VBZ, NNS, …"""
    dep: str
    """Dependency label in ClearNLP's English scheme: nsubj, dobj, neg, …"""
    head: int
    """Index of the head token in the sentence; the root is its own head."""
    start: int
    end: int

    def under(self, head: int) -> Token:
        """The same with another head; `_replace`, which takes any field, takes four times as long."""
        text, lemma, pos, tag, dep, _, start, end = self
        return Token(text, lemma, pos, tag, dep, head, start, end)


Parse = tuple[Token, ...]
"""The tokens of one sentence."""
