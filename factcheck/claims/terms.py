"""The words of a claim as terms that can be compared: lemmas, after abbreviations and synonyms."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factcheck import lexicon
from factcheck.lexicon import relatedness
from factcheck.tokens import Parse

_WORD = re.compile(r"\d++(?:[.,]\d++)*+(?!_)|[^\W_][\w']*+(?:[.’](?=\w)[\w']*+)*+|_\w+|[%°€$£]")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "lives": "life", "wives": "wife", "is": "be", "are": "be", "was": "be", "were": "be",
    "has": "have",
    "had": "have", "does": "do", "did": "do", "not": "not", "less": "less", "its": "its", "this": "this",
    "his": "his",
    "various": "various", "previous": "previous", "diabetes": "diabetes", "analysis": "analysis",
    "basis": "basis",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a claim's text; a tuple, as tokens are."""

    text: str
    lemma: str
    """Lower case, compatibility forms folded (`co2` for `CO₂`)."""
    pos: str
    """Universal part of speech, or empty where the sentence was not parsed."""
    start: int
    end: int


@functools.lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Lower case with compatibility characters folded and apostrophes straight."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").lower()


@functools.lru_cache(maxsize=1 << 15)
def plain_lemma(word: str) -> str:
    """A lemma by rule, for words that no parse covers: plural endings only."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def lemmas_of(parse: Parse) -> dict[str, tuple[str, str]]:
    """Folded word -> lemma and part of speech, as the parse has them. Signs for lemmas are left out."""
    return {
        fold(text): (fold(lemma) if lemma.strip("-") else "", pos)
        for text, lemma, pos, _, _, _, _, _ in parse
    }


def words(text: str, lemmas: Mapping[str, tuple[str, str]]) -> tuple[Word, ...]:
    """The words of a text; hyphens part words, so that `air-source` and `air source` are the same."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        shown, folded, by_rule = _form(match.group())
        lemma, pos = lemmas.get(folded, _UNPARSED)
        start = match.start()
        found.append(_made(Word, (shown, lemma or by_rule, pos, start, start + len(shown))))
    return tuple(found)


_made = tuple.__new__
"""Makes a named tuple of its parts in half the time: there are as many as words."""


_UNPARSED = ("", "")


def by_rule(found: Sequence[Word]) -> tuple[Word, ...]:
    """The words with their lemmas by rule, as if there were no parse."""
    return tuple([_made(Word, (shown, _form(shown)[2], "", start, end)) for shown, _, _, start, end in found])


@functools.lru_cache(maxsize=1 << 15)
def _form(word: str) -> tuple[str, str, str]:
    """A word without the stops behind it, how it is looked up among lemmas, and its lemma by rule."""
    shown = word.rstrip(".'’") if word[-1] in ".'’" else word
    folded = fold(shown)
    folded = folded.removesuffix("'s")
    return shown, folded, "not" if folded.endswith("n't") else plain_lemma(folded)


@dataclasses.dataclass(frozen=True, eq=False)
class Phrases:
    """Terms of one or more words, each with what it stands for; longest first. Told apart by identity, so that what
    is read from them can be remembered.
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    exact: Mapping[str, str]
    """Written exactly so (capitals and all) -> what it stands for."""

    def at(self, lemmas: Sequence[str], index: int) -> tuple[int, str] | None:
        """How many words from `index` on make up a known term, and what it stands for."""
        for phrase, stands_for in self.by_first.get(lemmas[index], ()):
            if tuple(lemmas[index : index + len(phrase)]) == phrase:
                return len(phrase), stands_for
        return None

    def first_words(self, names: Collection[str]) -> frozenset[str]:
        """The lemmas with which the terms begin that stand for one of some names."""
        return frozenset(
            [first for first, rest in self.by_first.items() if any(name in names for _, name in rest)]
        )

    def all(self, lemmas: Sequence[str]) -> Iterator[str]:
        """What the known terms among some words stand for, in order."""
        index = 0
        while index < len(lemmas):
            match = self.at(lemmas, index) if lemmas[index] in self.by_first else None
            if match:
                yield match[1]
            index += match[0] if match else 1


@functools.lru_cache(maxsize=1 << 14)
def key(phrase: str) -> tuple[str, ...]:
    """A listed phrase as lemmas, split as texts are."""
    return tuple(word.lemma for word in words(phrase, {}))


def phrases(groups: Iterable[tuple[Iterable[str], str]]) -> Phrases:
    """A matcher for groups of terms, each with the term that stands for all of them; the first listing of a
    term wins.
    """
    found: dict[tuple[str, ...], str] = {}
    exact: dict[str, str] = {}
    for terms, stands_for in groups:
        for term in terms:
            if term.isupper() and term.isalpha() and len(term) < 6:
                exact.setdefault(term, stands_for)
            elif parts := key(term):
                found.setdefault(parts, stands_for)
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for parts, stands_for in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        by_first.setdefault(parts[0], []).append((parts, stands_for))
    return Phrases({first: tuple(rest) for first, rest in by_first.items()}, exact)


def listed(data: Any) -> Phrases:
    """A matcher for a mapping of name -> cues."""
    return phrases((cues, name) for name, cues in data.items())


@functools.cache
def _common() -> tuple[tuple[tuple[str, ...], str], ...]:
    groups = [(tuple(map(str, group)), fold(str(group[0]))) for group in lexicon.data("synonyms")["groups"]]
    for place, names in lexicon.data("circumstances")["demonyms"].items():
        groups.append(((place, *map(str, names)), place))
    return tuple(groups)


@functools.lru_cache(maxsize=64)
def synonyms(own: tuple[tuple[str, ...], ...] = ()) -> Phrases:
    """The built-in groups with the configured ones before them."""
    return phrases([*((group, fold(group[0])) for group in own if group), *_common()])


_SHORT_IN_BRACKETS = re.compile(r"\(([A-Za-z][\w.₀-₉-]{1,9})\)")
_LONG_IN_BRACKETS = re.compile(r"\b([A-Z][\w₀-₉-]{1,9}) \(([a-z][^()]{5,60})\)")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Short forms that the texts define in brackets -> long form (after Schwartz and Hearst 2003)."""
    found: dict[str, str] = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _SHORT_IN_BRACKETS.finditer(text):
            short = match.group(1)
            if sum(c.isupper() for c in short) >= 2 or (
                short[0].isupper() and any(c.isdigit() for c in short)
            ):
                long = _long_form(short, text[max(0, match.start() - 100) : match.start()])
                if long:
                    found.setdefault(short, long)
        for match in _LONG_IN_BRACKETS.finditer(text):
            short, long = match.groups()
            if sum(c.isupper() for c in short) >= 2 and _long_form(short, long) == long.strip():
                found.setdefault(short, long.strip())
    return found


def _long_form(short: str, before: str) -> str:
    """The shortest stretch at the end of `before` whose letters hold those of `short` in order, the first one
    initial.
    """
    letters = [c for c in fold(short) if c.isalnum()]
    at = len(before)
    for index in range(len(letters) - 1, -1, -1):
        while True:
            at = before.lower().rfind(letters[index], 0, at)
            if at < 0:
                return ""
            if index > 0 or at == 0 or not before[at - 1].isalnum():
                break
    long = before[at:].strip()
    return long if 2 <= len(long.split()) <= 2 * len(letters) or (len(letters) > 2 and " " in long) else ""


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(str(word) for word in lexicon.data("function_words")["words"])


@functools.lru_cache(maxsize=1 << 16)
def stem(term: str) -> str:
    """A term without its endings of inflection and derivation, so that `generated` and `generation` are the
    same.
    """
    if " " in term or not term.isalpha() or len(term) < 5:
        return term
    if not relatedness.known(term):  # a name: Tavria, Tavrian
        for ending in ("ians", "ian", "ans", "an", "ese", "ish", "ic", "ia", "a", "s"):
            if term.endswith(ending) and len(term) - len(ending) >= 4:
                return term[: -len(ending)]
    for ending in _ENDINGS:
        if term.endswith(ending) and len(term) - len(ending) >= 4:
            term = term[: -len(ending)]
            break
    if len(term) > 4 and term[-1] == term[-2] and term[-1] not in "sl":
        term = term[:-1]
    if len(term) > 4 and term[-1] in "ey":
        term = term[:-1]
    return term


_ENDINGS = (
    "ization", "isation", "ational", "fulness", "iveness", "ications", "ication", "ations", "ation", "ments",
    "ment", "ness", "ities",
    "ity", "ising", "izing", "ings", "ing", "ised", "ized", "ions", "ion", "ances", "ance", "ences", "ence",
    "ants", "ant", "ents",
    "ent", "ably", "ible", "able", "ally", "ical", "ives", "ive", "ies", "ied", "ors", "ers", "est", "als",
    "al", "ise", "ize",
    "ify", "ful", "ous", "ic", "ed", "er", "or", "ly", "es", "ate", "y", "e", "s",
)  # fmt: skip


class Term(NamedTuple):
    """A content term with the words it stands on."""

    name: str
    first: int
    last: int
    """Indices of its first and last word, both inclusive."""
    proper: bool
    """A name, an identifier, a formula."""


def terms(found: Sequence[Word], known: Phrases) -> tuple[Term, ...]:
    """The content terms of some words, in order."""
    lemmas = [word.lemma for word in found]
    stop = _function_words()
    exact, by_first = known.exact, known.by_first
    result: list[Term] = []
    index, last = 0, len(found)
    while index < last:
        text, lemma, pos, _, _ = found[index]
        if text in exact:
            result.append(_made(Term, (exact[text], index, index, True)))
        elif lemma in by_first and (match := known.at(lemmas, index)):
            length, name = match
            result.append(_made(Term, (name, index, index + length - 1, _proper(text, pos, index))))
            index += length - 1
        elif (
            lemma not in stop
            and pos not in _EMPTY
            and (lemma.isalpha() or not lemma.replace(",", "").replace(".", "").isdigit())
            and (len(lemma) > 1 or text.isupper())
        ):
            result.append(_made(Term, (lemma, index, index, _proper(text, pos, index))))
        index += 1
    return tuple(result)


_EMPTY = frozenset({"DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT", "SYM", "INTJ"})


def _proper(text: str, pos: str, index: int) -> bool:
    if not text.isalpha() and _is_code(text):
        return True
    if text[:1].isupper():
        return pos == "PROPN" or index > 0 or (len(text) > 1 and text.isupper())
    return False


def _is_code(text: str) -> bool:
    return "_" in text or (any(c.isdigit() for c in text) and any(c.isalpha() for c in text))
