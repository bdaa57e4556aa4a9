"""What of a sentence tells whether it needs a citation, and to whom it is attributed, as names that weights are learned for.

Grammar and topics rather than words: the subject's and the verb's topic, number, determiner, tense and person; who stands behind
"according to" or a closing ", they say"; figures, years, comparison, quotation marks; the first words; and what the rules think of it.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections.abc import Iterator
from typing import NamedTuple

from factcheck.citations.confidence import Nature
from factcheck.claims.claim import Statement
from factcheck.document import Role
from factcheck.lexicon import senses
from factcheck.tokens import Parse, Token

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FIGURE = re.compile(r"\d")
_LABEL = re.compile(r"\W{0,4}[A-Z][^:.!?]{1,50}: ")
QUOTATION_MARK = re.compile(r"[\"“”«»„]")
_PERSON = re.compile(r"(?:ers?|ors?|ists?|ians?|ees?|men|women|folk|people)$")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_COMPLETING = frozenset("ccomp dobj attr acomp xcomp advcl agent prep oprd dative npadvmod".split())
_FORMING = frozenset({"aux", "auxpass", "neg"})
_CLAUSES = frozenset({"ccomp", "parataxis", "advcl", "conj", "relcl", "acl"})
_STATING = frozenset({"main", "parataxis", "ccomp"})
"""Clauses of which it tells who does what in them."""
_VERBS = frozenset({"VERB", "AUX"})
_LINKS = frozenset({"agent", "prep", "mark"})
_TELLING = _CLAUSES | _LINKS
_LINKING = frozenset({"accord", "according", "by", "per", "as"})
_QUANTIFYING = frozenset({"many", "some", "several", "most", "few", "other", "such"})
_OF_TAG = {
    **dict.fromkeys(("JJR", "RBR"), "comparative"), **dict.fromkeys(("JJS", "RBS"), "superlative"), "MD": "modal",
    "VBD": "past", **dict.fromkeys(("VBZ", "VBP"), "present"), **dict.fromkeys(("NNP", "NNPS"), "name"),
}  # fmt: skip
_OF_LEMMA = {
    **dict.fromkeys(("we", "our", "us", "ours"), "we"), **dict.fromkeys(("i", "my", "me"), "I"),
    **dict.fromkeys(("you", "your", "yourself"), "you"), **dict.fromkeys(("they", "their", "them"), "they"),
    "it": "it", "than": "than", **dict.fromkeys(("not", "n't", "no", "never"), "not"),
}  # fmt: skip

OPENING = 6
"""How many words at the beginning are looked at one by one."""
_MOST_WORDS = 16384
"""Words of which is remembered what they show."""
_MOST_PLACES = 4096
"""Places and answers of the rules of which is remembered what they show."""


class _Word(NamedTuple):
    """What a word shows wherever it stands."""

    topic: str
    """Of a noun or verb; a name's or figure's kind; the word itself where it is a word of grammar."""
    lemma: str = ""
    """Empty where only the topic tells: of names and figures."""
    shown: tuple[str, ...] = ()
    silent: bool = False
    """Whether it is a sign that tells nothing."""
    dated: bool = False
    """Whether it holds a year."""


_LOOKS = operator.itemgetter(*map(Token._fields.index, ("text", "lemma", "pos", "tag")))
"""What of a token tells which word it is."""


@functools.lru_cache(maxsize=_MOST_WORDS)
def _word(text: str, lemma: str, pos: str, tag: str) -> _Word:
    dated = _YEAR.search(text) is not None
    shown = tuple(filter(None, (_OF_TAG.get(tag), _OF_LEMMA.get(lemma))))
    if pos == "PROPN":
        return _Word("NAME", "", shown, dated=dated)
    if pos == "NUM":
        return _Word("YEAR" if _YEAR.fullmatch(text) else "NUM", "", shown, dated=dated)
    if pos in ("PUNCT", "SPACE") and text not in ("?", ":", ";"):
        return _Word(lemma, "", shown, silent=True, dated=dated)
    shown = (*shown, f"w={lemma}")
    if pos == "NOUN":
        topic = senses.of_noun(lemma) or ("person?" if _PERSON.search(text) else "thing?")
        return _Word(topic, lemma, (*shown, f"~NOUN:{topic}"), dated=dated)
    if pos == "VERB":
        topic = senses.of_verb(lemma) or "verb?"
        return _Word(topic, lemma, (*shown, f"~VERB:{topic}"), dated=dated)
    return _Word(tag if pos in ("ADJ", "ADV") else lemma, lemma, shown, dated=dated)


class _Sentence(NamedTuple):
    """A parse, and what is asked of it again and again."""

    parse: Parse
    words: list[_Word]
    below: list[list[int]]
    """Which tokens have each token as their head."""
    root: int | None
    telling: list[int]
    """The tokens that may head a clause or a phrase that is looked at."""


def _sentence(parse: Parse) -> _Sentence:
    words = list(itertools.starmap(_word, map(_LOOKS, parse)))
    below: list[list[int]] = [[] for _ in parse]
    root = None
    telling = []
    for index, token in enumerate(parse):
        head = token.head
        if head != index:
            below[head].append(index)
        elif root is None:
            root = index
        if token.dep in _TELLING:
            telling.append(index)
    return _Sentence(parse, words, below, root, telling)


def traits(statement: Statement, *, ruled: str, kind: str, before: str, of: Nature) -> set[str]:
    """Names of what a statement shows.

    `ruled` and `kind` are the status and kind that the rules give it, `before` is the kind of the statement before it in its
    block (empty where it is the first), `of` is the nature of the whole text.
    """
    parse, text = statement.parse, statement.plain
    found = set(_of_place(statement.role, ruled, kind, before, of, _length(parse)))
    if _LABEL.match(text):
        found.add(f"label+{statement.role}")
    found.update(_of_text(text))
    sentence = _sentence(parse)
    clauses = _of_clauses(sentence)
    found.update(clauses)
    found.update(_of_words(sentence))
    manners = _manners(of)
    if manners:
        turns = [f"kind={kind}", f"ruled={ruled}", *(one for one in clauses if one.startswith(_TURNS))]
        found.update(manners)
        found.update(f"{manner}+{turn}" for manner in manners for turn in turns)
    return found


_TURNS = ("main:form=", "main:subject~one+", "main:subject~plural+")
"""What of a sentence tells most whether a text of some manner says it of itself or of the world."""
_MANNERS = ("ruling", "software", "study", "thing", "meeting", "body", "kitchen", "ours")


@functools.lru_cache(maxsize=1 << 8)
def _manners(of: Nature) -> tuple[str, ...]:
    """What kind of text it is, as far as sentences mean other things in it than elsewhere."""
    found = [f"of:{name}" for name in _MANNERS if getattr(of, name)]
    return tuple(found + [f"headed:{of.headed}"] * bool(of.headed))


@functools.lru_cache(maxsize=_MOST_PLACES)
def _of_place(role: Role, ruled: str, kind: str, before: str, of: Nature, length: int) -> frozenset[str]:
    """What does not hang on a statement's words."""
    return frozenset({
        f"ruled={ruled}", f"kind={kind}", f"ruled+kind={ruled}+{kind}", f"role={role}",
        f"procedural={of.procedural}", f"homely={of.homely}", f"technical={of.technical}",
        f"ruled+procedural={ruled}+{of.procedural}",
        f"before={before}", f"kind+before={kind}+{before}", f"ruled+long={ruled}+{length}",
        f"long={length}",
    })  # fmt: skip


_AT_HOME = ("meeting", "body", "kitchen")


def has_manner(of: Nature) -> bool:
    """Whether it is a text in which much is told of what is at hand: a record, a report, a recipe, a handbook, a notice."""
    return bool(of.headed) or any(getattr(of, name) for name in _AT_HOME)


def _length(parse: Parse) -> int:
    """In steps of six words, the longest sentences alike."""
    return min(len(parse) // 6, 6)


def _of_text(text: str) -> Iterator[str]:
    figure = _FIGURE.search(text)
    for name, shown in (
        ("year", figure and _YEAR.search(text)), ("figure", figure), ("quoted", QUOTATION_MARK.search(text)),
        ("percent", "%" in text or "per cent" in text), ("asks", text.rstrip(" \"'”’)").endswith("?")),
        ("colon", ":" in text), ("semicolon", ";" in text), ("dash", "–" in text or "—" in text),
        ("bracket", "(" in text), ("code", "`" in text or "_" in text),
        ("stop", text.rstrip(" \"'”’)*_").endswith((".", "!"))),
    ):  # fmt: skip
        if shown:
            yield name


def _of_clauses(sentence: _Sentence) -> list[str]:
    if sentence.root is None:
        return []
    found = _of_clause("main", sentence, sentence.root)
    for index in sentence.telling:
        token = sentence.parse[index]
        if token.dep in _LINKS:
            if token.lemma in _LINKING:
                found += _of_objects(sentence, index)
        elif token.pos in _VERBS:
            found += _of_clause(token.dep, sentence, index)
    return found


def _of_clause(name: str, sentence: _Sentence, head: int) -> list[str]:
    parse, words, below, _, _ = sentence
    verb, done = parse[head], words[head].topic
    deps: dict[str, int] = {}
    for index in below[head]:
        deps.setdefault(parse[index].dep, index)
    form = "+".join(sorted({parse[index].lemma for dep, index in deps.items() if dep in _FORMING}))
    found = [f"{name}:verb={verb.lemma}", f"{name}:verb~{done}", f"{name}:form={verb.tag}+{form}"]
    for dep, index in deps.items():
        if dep in _COMPLETING:
            found += (
                f"{name}:has={dep}",
                f"{name}:verb~{done}+{dep}",
                f"{name}:{dep}~{words[index].topic}",
            )
    subject = next((deps[dep] for dep in _SUBJECTS if dep in deps), None)
    if subject is None:
        found.append(f"{name}:subjectless+{verb.tag}")
        return found
    described = _of_noun(sentence, subject)
    found += [f"{name}:subject{one}" for one in described]
    if name in _STATING:
        found += [f"{name}:subject{one}+verb~{done}" for one in described]
    found.append(f"{name}:subject={parse[subject].lemma}")
    return found


def _of_noun(sentence: _Sentence, head: int) -> list[str]:
    parse, words, below, _, _ = sentence
    shape = "plural" if parse[head].tag in ("NNS", "NNPS") else "one"
    bound = "bare"
    named = dated = False
    for index in below[head]:
        token = parse[index]
        dep = token.dep
        if dep == "det":
            bound = token.lemma
        elif dep == "poss":
            bound = f"poss-{'we' if token.lemma in ('we', 'our', 'my', 'i') else 'name' if token.pos == 'PROPN' else 'other'}"
        elif dep in ("nummod", "quantmod"):
            bound = "number"
        elif dep == "amod" and bound == "bare":
            bound = f"amod-{token.lemma}" if token.lemma in _QUANTIFYING else "amod"
        named = named or token.pos == "PROPN"
        dated = dated or words[index].dated
    kind = words[head].topic
    found = [f"~{kind}", f"~{kind}+{shape}", f"~{kind}+{shape}+{bound}", f"~{shape}+{bound}"]
    if named:
        found.append(f"~{kind}+named")
    if dated:
        found.append(f"~{kind}+dated")
    return found


def _of_objects(sentence: _Sentence, link: int) -> list[str]:
    parse, _, below, _, _ = sentence
    word = parse[link].lemma
    further = [index for at in below[link] if parse[at].dep == "prep" for index in below[at]]
    return [
        f"{word}:{one}"
        for index in (*below[link], *further)
        if parse[index].dep == "pobj"
        for one in _of_noun(sentence, index)
    ]


def _of_words(sentence: _Sentence) -> list[str]:
    found: list[str] = []
    previous = "^"
    for index, (here, lemma, shown, silent, _) in enumerate(sentence.words):
        found += shown
        if silent:
            continue
        found.append(f"t={previous}_{here}")
        if index < OPENING:
            found.append(f"open{index}={here}")
            if index < 3 and lemma:
                found.append(f"begin={lemma}")
        previous = here
    return found
