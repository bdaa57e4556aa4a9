"""What tokens are: parts of speech and lemmas, looked up by a model's rules once for all tokens of a word.

A document here is spaCy's; what makes one is handed in, so that spaCy is imported in one module.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from factcheck.tokens import Parse, Token

LONGEST = 200
"""Characters of a lemma; no word is longer."""
_ROW = ("ORTH", "TAG", "DEP", "HEAD", "IDX", "LENGTH")
"""What is asked of every token; heads are distances, and all are unsigned."""
_KEY = struct.Struct("=3Q")
"""The first three of them, in a row's bytes."""


class _Reading(NamedTuple):
    """What a token is, apart from its place. One word's is shared by all its tokens."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str


_Key = tuple[int, int, int]
"""Word, tag and dependency label, as the model's store of strings numbers them."""
_AS_TOKEN: Callable[[Iterable[Any]], Token] = functools.partial(tuple.__new__, Token)
"""As `Token._make`, without a step in Python."""
_BY_RULE = ("attribute_ruler", "lemmatizer")
"""Components that look words up and learned nothing."""
_LEMMA_TABLES = ("lemma_index", "lemma_exc", "lemma_rules")
"""What a lemmatizer knows of the words of a part of speech."""


class _Ruled(NamedTuple):
    """What the rules say of every word of a tag and a label, but of those that they name."""

    pos: int
    pos_: str
    morph: Any
    tag: str
    dep: str
    kept: bool
    """Whether the lemmatizer leaves such words as they are."""


class _Word(NamedTuple):
    """What a lemmatizer asks of spaCy's tokens."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: Any


class _Named(NamedTuple):
    """Words of which patterns say something that they do not say of every word."""

    words: frozenset[str]
    """In lower case."""
    conditions: tuple[Callable[[str], Any], ...]
    """What else is asked of words in lower case."""

    @staticmethod
    def by(patterns: Iterable[tuple[Sequence[Mapping[str, Any]], int]]) -> _Named | None:
        """Those that patterns name, each with the token that it says something of. None where that is open."""
        words: set[str] = set()
        conditions: list[Callable[[str], Any]] = []
        for pattern, index in patterns:
            asked = pattern[index]
            if not asked.keys() <= {"LOWER", "TAG", "DEP", "IS_SPACE"}:
                return None
            condition = asked.get("LOWER")
            if isinstance(condition, str):
                words.add(condition)
            elif isinstance(condition, dict) and condition.keys() == {"IN"}:
                words.update(condition["IN"])
            elif condition is not None:
                conditions.append(_test(condition))
            elif len(pattern) > 1:
                return None
        return _Named(frozenset(words), tuple(conditions))

    def holds(self, text: str) -> bool:
        lower = text.lower()
        return lower in self.words or text.isspace() or any(holds(lower) for holds in self.conditions)


class Readings:
    """Tokens from a model's documents: parts of speech and lemmas, each looked up once.

    The components that do so by rule take as long as the parser. They look at a word, its tag and its
    dependency label and, in a few patterns ("there is", "let 's"), at a neighbour. Of a word that no pattern
    names, only the lemma is its own.
    """

    MOST = 100_000
    """How many are kept: as many as fit into some ten megabytes."""

    def __init__(self, pipeline: Any, make_doc: Callable[..., Any]) -> None:
        self.vocab = pipeline.vocab
        self.make_doc = make_doc
        self.steps = [step for name, step in pipeline.pipeline if name in _BY_RULE]
        self.known: dict[bytes, _Reading | None] = {}
        """By the bytes of a key. None: hangs on the neighbours."""
        self.ruled: dict[tuple[int, int], _Ruled | None] = {}
        """By tag and label. None: each word is looked up."""
        self.lemmas: dict[tuple[int, int, int], str] = {}
        """By word, part of speech and form."""
        self.unnamed: dict[int, str] = {}
        """Words that no pattern names."""
        self.beside: dict[tuple[_Key, _Key | None, _Key | None], _Reading] = {}
        self.hanging: dict[int, list[Mapping[str, Any]]] = {}
        self.counting: dict[_Key, bool] = {}
        self.pairs: list[tuple[Sequence[Mapping[str, Any]], int]] = []
        """Patterns of more than one token, with the token that they say something of."""
        self.named: _Named | None = None
        """The words that patterns name. None: any may be."""
        self.covered: tuple[str, ...] = ()
        """The components that need not run."""
        if tuple(name for name, _ in pipeline.pipeline[-len(_BY_RULE) :]) != _BY_RULE:
            return
        ruler, lemmatizer = self.steps
        patterns = [
            (pattern, rule["index"] % len(pattern)) for rule in ruler.patterns for pattern in rule["patterns"]
        ]
        self.pairs = [(pattern, index) for pattern, index in patterns if len(pattern) > 1]
        if pipeline.lang == "en":
            self.named = _Named.by(patterns)
        seen = {attribute for pattern, _ in self.pairs for spec in pattern for attribute in spec}
        if seen <= {"LOWER", "TAG", "DEP"} and lemmatizer.mode in ("rule", "lookup"):
            self.covered = _BY_RULE
            if lemmatizer.lookups.has_table("lemma_index"):
                # Looked through word by word otherwise.
                index = lemmatizer.lookups.get_table("lemma_index")
                for pos in list(index):
                    index[pos] = frozenset(index[pos])

    def of(self, docs: Sequence[Any]) -> Iterator[Parse]:
        """The tokens of each document.

        All documents are gone through at once, in steps that run in C: there are as many tokens as words.
        """
        import numpy as np

        lengths = [len(doc) for doc in docs]
        rows = np.concatenate([doc.to_array(_ROW) for doc in docs])
        if self.covered:
            readings = self._read(rows[:, :3], lengths)
        else:
            readings = [_reading(token) for doc in docs for token in doc]
        firsts = np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
        heads = np.arange(len(rows)) - firsts + rows[:, 3].astype("int64")
        starts, lasts = rows[:, 4], rows[:, 4] + rows[:, 5]
        places = zip(heads.tolist(), starts.tolist(), lasts.tolist(), strict=True)
        tokens: Iterator[Token] = map(_AS_TOKEN, map(operator.add, readings, places))
        return (tuple(itertools.islice(tokens, length)) for length in lengths)

    def _read(self, rows: Any, lengths: Sequence[int]) -> Sequence[_Reading]:
        """The readings of tokens one after the other, of so many a text, from the row of a key for each."""
        import numpy as np

        keys: list[bytes] = np.ascontiguousarray(rows).view(f"V{_KEY.size}").ravel().tolist()
        self._learn(dict.fromkeys(keys))
        readings = list(map(self.known.__getitem__, keys))
        hanging = [at for at, reading in enumerate(readings) if reading is None]
        if hanging:
            first = frozenset(itertools.accumulate(lengths, initial=0))
        for at in hanging:
            before, after = (
                _KEY.unpack(keys[place]) if not outside else None
                for place, outside in ((at - 1, at in first), (at + 1, at + 1 in first))
            )
            readings[at] = self._beside(_KEY.unpack(keys[at]), before, after)
        return cast("list[_Reading]", readings)

    def _learn(self, keys: Collection[bytes]) -> None:
        missing = [key for key in keys if key not in self.known]
        if len(self.known) + len(missing) > self.MOST:
            for kept in (
                self.known,
                self.lemmas,
                self.unnamed,
                self.beside,
                self.hanging,
                self.counting,
            ):
                kept.clear()
            missing = list(keys)
        unpacked = dict(zip(missing, map(_KEY.unpack, missing), strict=True))
        self._name({word for word, _, _ in unpacked.values()})
        asked: dict[bytes, _Key] = {}
        unnamed: dict[bytes, _Key] = {}
        for packed, key in unpacked.items():
            if key[0] in self.unnamed:
                unnamed[packed] = key
            elif any(self._fits(key, spec) for spec in self._changed(key[0])):
                self.known[packed] = None
            else:
                asked[packed] = key
        self._rule(unnamed.values())
        for packed, key in unnamed.items():
            ruled = self.ruled[key[1:]]
            if ruled is None:
                asked[packed] = key
            else:
                self.known[packed] = self._by_rule(key[0], ruled)
        self.known.update(zip(asked, self._looked_up(tuple(asked.values())), strict=True))

    def _name(self, words: Collection[int]) -> None:
        """Learn of which words no pattern says something that it does not say of every word."""
        if self.named is None:
            return
        for word in words:
            text = self.vocab.strings[word]
            if not self.named.holds(text):
                self.unnamed[word] = text

    def _rule(self, keys: Iterable[_Key]) -> None:
        """Learn what the rules say of the tags and labels of words that no pattern names."""
        first = {key[1:]: key for key in keys if key[1:] not in self.ruled}
        for place, token in zip(first, self._ran(tuple(first.values()), self.steps[:1]), strict=True):
            self.ruled[place] = (
                None
                if token.lemma
                else _Ruled(token.pos, token.pos_, token.morph, token.tag_, token.dep_, self._is_kept(token))
            )

    def _is_kept(self, token: Any) -> bool:
        """Whether the lemmatizer leaves words of a token's part of speech and form as they are."""
        lemmatizer = self.steps[1]
        if lemmatizer.mode != "rule":
            return False
        tables = [lemmatizer.lookups.get_table(name, {}) for name in _LEMMA_TABLES]
        pos = token.pos_.lower()
        return lemmatizer.is_base_form(token) or not any(table.get(pos) for table in tables)

    def _by_rule(self, word: int, ruled: _Ruled) -> _Reading:
        text = self.unnamed[word]
        if ruled.kept:
            return _Reading(text, text.lower()[:LONGEST], ruled.pos_, ruled.tag, ruled.dep)
        place = (word, ruled.pos, ruled.morph.key)
        lemma = self.lemmas.get(place)
        if lemma is None:
            found = self.steps[1].lemmatize(_Word(word, text, ruled.pos, ruled.pos_, ruled.morph))[0]
            lemma = self.lemmas[place] = (found.lower() or text.lower())[:LONGEST]
        return _Reading(text, lemma, ruled.pos_, ruled.tag, ruled.dep)

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
        return list(map(_reading, self._ran(keys, self.steps)))

    def _ran(self, keys: Sequence[_Key], steps: Iterable[Any]) -> Any:
        """A document of tokens with these words, tags and labels, after some components."""
        if not keys:
            return ()
        strings = self.vocab.strings
        doc: Any = self.make_doc(
            self.vocab,
            words=[strings[word] for word, _, _ in keys],
            tags=[strings[tag] for _, tag, _ in keys],
            deps=[strings[dep] for _, _, dep in keys],
            heads=list(range(len(keys))),
        )
        for step in steps:
            doc = step(doc)
        return doc


def _reading(token: Any) -> _Reading:
    return _Reading(
        token.text, (token.lemma_.lower() or token.lower_)[:LONGEST], token.pos_, token.tag_, token.dep_
    )


def _test(condition: Any) -> Callable[[str], Any]:
    """What tests whether a word is as a pattern asks."""
    if isinstance(condition, dict) and condition.keys() == {"REGEX"}:
        return re.compile(condition["REGEX"]).search
    return functools.partial(_is, condition=condition)


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
