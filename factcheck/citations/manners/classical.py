"""Passages of classical works and scripture: `(Hdt. 6.117)`, `(Suetonius, *Nero* 30)`, `(John 3:16)`, `Herodotus (6.117)`.

A work that is not known counts in italics and with a place of two numbers, "(*De architectura* 5.12.2)": `in_print`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import Block, MarkKind
from factcheck.references.classical import PRINTED, is_passage, named_in_words

_BRACKETED = re.compile(r"[(\[](?P<words>[^()\[\]]{4,120}?\d[a-e]?)[)\]]")
_CLUE = re.compile(r"\d[.:] ?\d|[^\W\d_]\.? \d")


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Passages in brackets, and those with their author's name in the sentence."""
    if not _CLUE.search(text):
        return
    for match in _BRACKETED.finditer(text):
        if is_passage(match["words"]):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
    for start, end, words in named_in_words(text):
        yield Found(MarkKind.NOTE, (re.sub(r"[()\[\]]", "", words),), start, end, bracketed=False)


def in_print(block: Block) -> Iterator[Found]:
    """Passages in brackets of works whose titles the file sets off from the words around them."""
    text = block.prose.text
    if ("(" not in text and "[" not in text) or not _CLUE.search(text):
        return
    for match in PRINTED.finditer(text):
        if block.prose.is_set_off(match.start("title"), match.end("title")):
            words = f"{match['author'] or ''}*{match['title']}* {match['place']}"
            yield Found(MarkKind.NOTE, (words,), match.start(), match.end(), bracketed=True)
