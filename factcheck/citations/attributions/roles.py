"""What is attributed by a word's role in its sentence: the subject of a verb of saying, the agent of its passive, the noun behind
"according to", the work "in" which something was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.attributions.attribution import Attributed, Place
from factcheck.citations.attributions.deed import Deed
from factcheck.citations.attributions.judging import is_law_of_nature, is_named_speaker, judge
from factcheck.citations.attributions.phrase import Sentence, phrase_at
from factcheck.citations.attributions.word_lists import is_person, word_lists
from factcheck.tokens import Parse, Token

_ACCORDING = prefilter.compile(
    r"\b(?:according to|in the (?:words|view|opinion|judge?ment|estimation|account) of|to judge by|judging by|going by|as reported (?:by|in)|as (?:stated|noted|described|recorded|cited) (?:by|in)|as per)\s+",
    re.IGNORECASE,
)
_EARLY = 24
"""Offset up to which "in a trial" stands at the head of its sentence, and says where the rest comes from."""
_ABOVE = re.compile(r"[^.;,:]{0,40}\b(?:above|below|earlier|later|here|next|previously)\b")


def _subjects(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Who does what: pairs of token indices, the agents of passives too."""
    parse, children, named, _ = sentence
    for index in named:
        token = parse[index]
        if token.dep == "nsubj":
            yield index, _what_is_done(token.head, parse, children)
            for other in children[token.head]:
                if parse[other].dep == "conj" and parse[other].tag in ("VBZ", "VBP", "VBD"):
                    yield index, other
        elif token.dep == "nsubjpass":
            if parse[token.head].lemma in ("agree", "divide", "convince", "split"):
                yield index, token.head  # "are agreed that"
        elif token.dep == "pobj" and parse[token.head].dep == "agent":
            yield index, parse[token.head].head


def _what_is_done(verb: int, parse: Parse, children: list[list[int]]) -> int:
    """The verb that a verb of beginning, going on or tending leads to: "keeps finding", "are quick to call"."""
    words = word_lists()
    for _ in range(3):
        if parse[verb].lemma == "be":
            ready = [i for i in children[verb] if parse[i].dep == "acomp"]
            verb = ready[0] if ready and parse[ready[0]].lemma in words.ready else verb
        elif parse[verb].lemma not in words.aspectual:
            break
        below = [i for i in children[verb] if parse[i].dep == "xcomp" and parse[i].pos == "VERB"]
        if not below:
            break
        verb = below[0]
    return verb


def _is_bidden(verb: int, parse: Parse, children: list[list[int]]) -> bool:
    """Whether the deed is asked for, allowed or thought of, and not done: "forms must cover …"."""
    return any(
        parse[child].tag == "MD" and parse[child].lemma not in ("would", "'d") for child in children[verb]
    ) and not any(parse[child].dep == "neg" for child in children[verb])


def _is_called(noun: int, verb: int, parse: Parse) -> bool:
    """Whether a name is put in between behind a comma, which a parse often takes for the deed: "her book, also called …"."""
    between = parse[noun + 1 : verb]
    return (
        parse[verb].lemma in ("call", "name", "title", "entitle", "dub", "nickname")
        and parse[verb].tag in ("VBD", "VBN")
        and any(t.text == "," for t in between[:1])
        and all(t.pos == "ADV" for t in between[1:])
    )


def _governor(index: int, parse: Parse) -> int:
    """The verb that an object or the object of a preposition belongs to; the token itself where it is none."""
    head = parse[index].head
    if parse[index].dep == "pobj" and parse[head].dep in ("prep", "dative"):
        head = parse[head].head
    return head


def _is_speech(verb: Token) -> bool:
    return verb.lemma in (
        "say",
        "write",
        "tell",
        "declare",
        "complain",
        "remark",
        "announce",
        "argue",
        "joke",
        "warn",
        "recall",
        "note",
        "ask",
        "testify",
        "preach",
    )


def _is_field(noun: int, parse: Parse, children: list[list[int]]) -> bool:
    """Whether what is done is meant, and no work: "the study of plants", "by empirical evaluation of the model"."""
    below = [parse[child] for child in children[noun]]
    bare = not any(t.dep in ("det", "poss") for t in below)
    of = any(t.lemma == "of" for t in below)
    return (of and (bare or any(t.lemma == "the" for t in below))) or (bare and parse[noun].tag == "NN")


def _head_noun(parse: Parse, start: int) -> int | None:
    """The head of the noun phrase that begins at a text offset."""
    for index, token in enumerate(parse):
        if token.start < start:
            continue
        at = index
        seen = 0
        while parse[at].pos not in ("NOUN", "PROPN", "PRON") or parse[at].dep in (
            "compound",
            "poss",
            "amod",
            "nmod",
            "det",
            "nummod",
        ):
            if parse[at].head <= at and parse[at].pos not in ("NOUN", "PROPN"):
                at += 1
            elif parse[at].head == at:
                return at if parse[at].pos in ("NOUN", "PROPN") else None
            elif parse[parse[at].head].pos in ("NOUN", "PROPN", "PRON") and parse[at].head > at:
                at = parse[at].head
            else:
                at += 1
            seen += 1
            if at >= len(parse) or seen > 12:
                return None
        return at
    return None


def _name_behind(noun: int, parse: Parse, children: list[list[int]]) -> Token | None:
    """A name of two words or more behind a comma, be it taken for that of the place: "the mayor of Leeds, Anna Berg"."""
    places = [below for link in children[noun] if parse[link].dep == "prep" for below in children[link]]
    return next(
        (
            parse[child]
            for holder in (noun, *places)
            for child in children[holder]
            if parse[child].dep == "appos"
            and any(parse[first].pos == "PROPN" and first < child for first in children[child])
        ),
        None,
    )


def of_subjects(sentence: Sentence) -> Iterator[Place]:
    """Those who say or show something, as the subject of the verb or the agent of its passive."""
    words = word_lists()
    parse, children, _, _ = sentence
    for head, verb in _subjects(sentence):
        noun = parse[head]
        if noun.pos == "PRON" and noun.tag != "NNS" and noun.lemma not in words.pronouns_and_measures:
            continue
        infinitive = verb == noun.head and any(parse[child].tag == "TO" for child in children[verb])
        if infinitive or parse[verb].pos == "ADJ" or _is_bidden(verb, parse, children):
            continue
        if _is_called(head, verb, parse):
            continue
        phrase = phrase_at(sentence, head)
        deed = Deed(verb, parse, children, of_agent=noun.dep == "pobj")
        if (
            noun.lemma in words.processes
            and deed.verb not in words.bearing_out
            and _is_field(head, parse, children)
        ):
            continue
        name = _name_behind(head, parse, children)
        if name is not None and is_named_speaker(noun, name, deed):
            continue
        yield judge(phrase, deed), phrase.start, phrase.end, parse[verb].head == verb


def according_to(text: str, sentence: Sentence) -> Iterator[Place]:
    """Whose word it is said to be: "according to the harbour office"."""
    words = word_lists()
    for match in _ACCORDING.finditer(text):
        head = _head_noun(sentence.parse, match.end())
        if head is None:
            continue
        phrase = phrase_at(sentence, head)
        if phrase.head.lemma in words.at_hand or _ABOVE.match(text, match.end()) or is_law_of_nature(phrase):
            continue
        to = judge(phrase, None)
        if to is None and is_person(phrase.head):
            to = Attributed.VAGUE if phrase.plural else Attributed.NAMED
        elif to is None and (phrase.head.pos == "PROPN" or phrase.specific):
            to = Attributed.NAMED
        yield to, match.start(), phrase.end, True


def in_works(sentence: Sentence) -> Iterator[Place]:
    """Works in which something was found: "in a 2021 survey of nurses"."""
    words = word_lists()
    parse, children, named, _ = sentence
    for index in named:
        token = parse[index]
        link = parse[token.head]
        if token.dep != "pobj" or link.lemma not in ("in", "from", "by", "across"):
            continue
        lemma = token.lemma.rsplit("-", 1)[-1]
        if lemma not in words.works or lemma in ("order", "project", "program", "programme"):
            continue
        phrase = phrase_at(sentence, index)
        says = any(t.lemma in words.saying for t in parse)
        weak = lemma in words.weak_works - words.studies
        opens = link.start == 0 and says and (phrase.made or phrase.dated)
        if weak and not (opens or (phrase.housed and (phrase.plural or says))):
            continue
        if phrase.plural and not (phrase.determined or phrase.dated or phrase.housed or phrase.counted):
            continue
        if lemma in words.processes and _is_field(index, parse, children):
            continue
        described = (
            phrase.specific or phrase.counted or (lemma in words.studies and phrase.determined) or opens
        )
        if not (phrase.specific or phrase.counted or token.start <= _EARLY or link.lemma == "by"):
            described = False
        if described and not phrase.pointing_back and not (phrase.vaguely and phrase.plural):
            yield Attributed.NAMED, link.start, phrase.end, False


def in_letters(sentence: Sentence) -> Iterator[Place]:
    """Where words that are quoted were said: "…," she wrote in a letter to her sister."""
    words = word_lists()
    parse, _, named, _ = sentence
    for index in named:
        if parse[index].dep not in ("pobj", "dobj") or not _is_speech(parse[_governor(index, parse)]):
            continue
        phrase = phrase_at(sentence, index)
        if phrase.pointing_back:
            continue
        if phrase.head.lemma in words.works or phrase.head.lemma in words.venues:
            yield Attributed.NAMED, phrase.start, phrase.end, False
