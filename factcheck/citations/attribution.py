"""Who a statement is attributed to in words: a source that is named, or nobody in particular.

A source is named when the sentence describes one work, dataset or organisation that could be looked up ("a 2021 survey of
nurses", "the harbour office", "UK Biobank (2021)"). "Some studies", "experts", "it is believed" name nobody.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Iterator

from factcheck import lexicon
from factcheck.language import Parse, Token


class Attributed(enum.StrEnum):
    """To whom."""

    NAMED = "named"
    VAGUE = "vague"


@dataclasses.dataclass(frozen=True, slots=True)
class Attribution:
    """Words that attribute. Offsets are code points into the statement's text."""

    to: Attributed
    start: int
    end: int
    what: str


class _Words:
    def __init__(self) -> None:
        lists = lexicon.data("attribution")
        self.works = frozenset(lists["works"])
        self.weak_works = frozenset(lists["weak_works"])
        self.evidence = frozenset(lists["evidence"])
        self.people = frozenset(lists["people"])
        self.organisations = frozenset(lists["organisations"])
        self.saying = frozenset(lists["saying"])
        self.showing = frozenset(lists["showing"])
        self.not_opining = frozenset(lists["not_opining"])
        self.vague_modifiers = frozenset(lists["vague_modifiers"])
        self.impersonal = re.compile("|".join(rf"\b(?:{p})" for p in lexicon.data("impersonal")), re.IGNORECASE)


@functools.cache
def _words() -> _Words:
    return _Words()


_PERSON_SUFFIX = re.compile(r"(?:ologist|ographer|ician|ist|ianist|eer|ographer|crat|monger|smith|keeper|holder|historian)s?$")
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\ds?\b")
_YEAR_IN_BRACKETS = re.compile(
    r"(?P<name>(?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du)(?: (?:[A-Z][\w’'&.-]*|of|the|and|for|on|in|de|du|[a-z]+)){0,6}) "
    r"\((?:[^()]{0,40}, ?)?(?:1[89]|20)\d\d(?:[-–](?:\d\d|\d{4}))?(?:, [^()]{0,40})?\)"
)
_ACCORDING = re.compile(r"\b(?:according to|as reported (?:by|in)|as (?:stated|noted|described|recorded|cited) (?:by|in)|as per)\s+", re.IGNORECASE)
_IN_A_WORK = re.compile(r"(?:^|[,;:] )(?:in|from|by|across)\s+(?=(?:an?|the|its|their|his|her|one|two|three|\d+)\s)", re.IGNORECASE)
_LABEL = re.compile(r"^[^:.!?]{3,80}:(?=\s)")
_WORK = r"(?:resource|article|page|report|paper|guide|study|website|site|fact sheet|guideline|review|database)s?"
_LOOK_UP = r"\b(?:[Vv]isit|[Ss]ee|[Rr]ead|[Cc]onsult|[Rr]eview|[Rr]efer to|[Cc]heck|[Bb]rowse|[Aa]ccess)\b"
_POINTER = re.compile(
    rf"{_LOOK_UP}[^.]*?\b(?:[A-Z]{{2,}}|[A-Z]\w+ (?:Institutes?|Agency|Organi[sz]ation|Association|Society|Foundation|Department|Ministry|Health)) {_WORK}\b"
    rf"|{_LOOK_UP}[^.]*\b{_WORK}\b[^.]*? (?:from|by|of|at) (?:the )?[A-Z]\w+(?: (?:[A-Z]\w+|of|and|for))*"
)


def pointer(text: str) -> Attribution | None:
    """Words that send the reader to a named organisation's page or paper ("see this NIH resource")."""
    match = _POINTER.search(text)
    return match and Attribution(Attributed.NAMED, match.start(), match.end(), match.group())


def _children(parse: Parse) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in parse]
    for index, token in enumerate(parse):
        if token.head != index:
            children[token.head].append(index)
    return children


def _phrase(parse: Parse, children: list[list[int]], head: int, before: int | None = None) -> list[int]:
    """Indices of a noun phrase: its head and all below it but clauses, in order."""
    found = []
    waiting = [head]
    while waiting:
        index = waiting.pop()
        found.append(index)
        waiting.extend(
            child
            for child in children[index]
            if parse[child].dep not in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "ccomp", "parataxis")
            or (parse[child].dep == "conj" and parse[child].pos in ("NOUN", "PROPN", "ADJ"))
        )
    return sorted(index for index in found if before is None or index < before)


def _is_proper(token: Token) -> bool:
    return token.pos == "PROPN" or (token.text[:1].isupper() and token.start > 0 and token.pos in ("NOUN", "ADJ"))


def _person(token: Token) -> bool:
    words = _words()
    return token.lemma in words.people or bool(_PERSON_SUFFIX.search(token.lemma))


@dataclasses.dataclass(frozen=True, slots=True)
class _Phrase:
    head: Token
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return min(token.start for token in self.tokens)

    @property
    def end(self) -> int:
        return max(token.end for token in self.tokens)

    def text(self, of: str) -> str:
        return of[self.start : self.end]

    @property
    def plural(self) -> bool:
        return self.head.tag in ("NNS", "NNPS") or self.head.lemma in ("people", "folk")

    @property
    def determined(self) -> bool:
        return any(t.lemma in ("a", "an", "the", "one", "this", "that", "another") or t.dep == "poss" for t in self.tokens)

    @property
    def proper(self) -> bool:
        return any(_is_proper(token) for token in self.tokens if token is not self.head)

    @property
    def dated(self) -> bool:
        return any(_YEAR.fullmatch(token.text) for token in self.tokens)

    @property
    def counted(self) -> bool:
        return any(token.dep == "nummod" or token.pos == "NUM" for token in self.tokens)

    @property
    def modifiers(self) -> tuple[Token, ...]:
        return tuple(
            t
            for t in self.tokens
            if t is not self.head and t.pos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and t.lemma not in _words().vague_modifiers
        )

    @property
    def vaguely(self) -> bool:
        return any(token.lemma in _words().vague_modifiers for token in self.tokens)


def _judge(phrase: _Phrase, verb: str | None) -> Attributed | None:
    """To whom a phrase attributes, as the subject of `verb` or (None) behind "according to"."""
    words = _words()
    head = phrase.head
    lemma = head.lemma
    says = verb is None or verb in words.saying
    shows = verb is None or verb in words.showing
    compound = [t for t in phrase.tokens if t is not head and t.dep == "compound"]
    if head.pos == "PRON" and lemma in ("some", "many", "most", "others", "several", "few", "all", "everyone", "everybody", "nobody", "they"):
        return Attributed.VAGUE if says and lemma in ("some", "many", "most", "others", "several", "few") else None
    if lemma in words.works or any(part in words.works for part in lemma.split("-")):
        if not (shows or says):
            return None
        described = phrase.proper or phrase.dated or phrase.counted
        made = bool(phrase.modifiers)
        if lemma in words.weak_works and not (described or any(t.dep in ("poss", "compound") for t in phrase.tokens) or made):
            return None
        if phrase.plural:
            if phrase.vaguely and not (phrase.proper or phrase.dated):
                return Attributed.VAGUE if shows else None
            if described or (phrase.determined and made):
                return Attributed.NAMED
            return Attributed.VAGUE if shows and lemma not in words.weak_works else None
        if any(token.lemma in ("this", "that") for token in phrase.tokens):
            return None
        return Attributed.NAMED
    if lemma in words.evidence:
        if not shows:
            return None
        if phrase.proper or phrase.dated or (phrase.determined and any(t.dep in ("poss",) and t.pos == "PROPN" for t in phrase.tokens)):
            return Attributed.NAMED
        return Attributed.VAGUE if not phrase.determined or phrase.vaguely else None
    if lemma in words.organisations and says and not (phrase.plural and not (phrase.proper or phrase.determined or compound or any(t.dep == "poss" for t in phrase.tokens))):
        made = phrase.proper or any(t.dep in ("poss", "compound", "amod", "pobj") for t in phrase.tokens if t is not head)
        if phrase.plural and phrase.vaguely and not phrase.proper:
            return Attributed.VAGUE
        if made or phrase.determined:
            return Attributed.NAMED
    if _person(head) and says and (verb is None or verb not in words.not_opining):
        if phrase.proper and any(t.pos == "PROPN" and t.dep in ("pobj", "compound", "poss", "appos") for t in phrase.tokens):
            return Attributed.NAMED
        if phrase.plural or lemma in ("some", "many", "most", "others", "several", "few"):
            return Attributed.VAGUE if not any(t.lemma in ("the", "these", "those") or t.dep == "poss" for t in phrase.tokens) or phrase.vaguely else None
        return None
    if head.pos == "PROPN" and says and (verb is None or verb not in ("see", "find", "show", "put", "add", "hold", "prove", "support", "track", "count", "question", "present", "publish", "discover", "establish", "link", "feel", "call", "challenge", "favor", "favour", "back")):
        return Attributed.NAMED
    return None


def _subjects(parse: Parse, children: list[list[int]]) -> Iterator[tuple[int, Token]]:
    for index, token in enumerate(parse):
        if token.dep in ("nsubj", "csubj"):
            yield index, parse[token.head]
        elif token.dep == "pobj" and parse[token.head].dep == "agent":
            yield index, parse[parse[token.head].head]


def _verb_lemma(verb: Token, parse: Parse, children: list[list[int]]) -> str:
    if verb.lemma in ("have", "be", "do") and verb.pos in ("AUX", "VERB"):
        index = parse.index(verb)
        for child in children[index]:
            if parse[child].dep in ("xcomp", "ccomp") and parse[child].pos == "VERB":
                return parse[child].lemma
    return verb.lemma


def _head_noun(parse: Parse, children: list[list[int]], start: int) -> int | None:
    """The head of the noun phrase that begins at a text offset."""
    for index, token in enumerate(parse):
        if token.start < start:
            continue
        at = index
        seen = 0
        while parse[at].pos not in ("NOUN", "PROPN", "PRON") or parse[at].dep in ("compound", "poss", "amod", "nmod", "det", "nummod"):
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


def attributions(text: str, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution in a statement, in order of place."""
    found: list[Attribution] = []
    words = _words()

    def add(to: Attributed | None, start: int, end: int) -> None:
        if to is not None:
            found.append(Attribution(to, start, end, text[start:end]))

    for match in words.impersonal.finditer(text):
        add(Attributed.VAGUE, match.start(), match.end())
    for match in _YEAR_IN_BRACKETS.finditer(text):
        name = match.group("name")
        if len(name.split()) > 1 or name.isupper():
            add(Attributed.NAMED, match.start(), match.end())
    label = _LABEL.match(text)
    if label and parse:
        inside = [t for t in parse if t.end <= label.end()]
        if any(t.lemma.lower() in words.works or t.lemma.lower().split("-")[-1] in words.works for t in inside) and _YEAR.search(label.group()):
            add(Attributed.NAMED, 0, label.end() - 1)
    if not parse:
        return tuple(sorted(found, key=lambda a: (a.start, a.end, a.to)))

    children = _children(parse)

    def phrase_of(head: int) -> _Phrase:
        return _Phrase(parse[head], tuple(parse[i] for i in _phrase(parse, children, head)))

    for head, verb in _subjects(parse, children):
        if parse[head].pos not in ("NOUN", "PROPN", "PRON", "ADJ", "DET"):
            continue
        phrase = phrase_of(head)
        add(_judge(phrase, _verb_lemma(verb, parse, children)), phrase.start, phrase.end)
    for pattern, only_works in ((_ACCORDING, False), (_IN_A_WORK, True)):
        for match in pattern.finditer(text):
            head_index = _head_noun(parse, children, match.end())
            if head_index is None:
                continue
            phrase = phrase_of(head_index)
            lemma = phrase.head.lemma
            if only_works:
                study = lemma in words.works and lemma not in words.weak_works or lemma.endswith("analysis")
                if study and not phrase.vaguely:
                    add(Attributed.NAMED, match.start(), phrase.end)
                continue
            to = _judge(phrase, None)
            if to is None and phrase.head.pos in ("NOUN", "PROPN"):
                to = Attributed.VAGUE if phrase.plural and _person(phrase.head) else Attributed.NAMED
            add(to, match.start(), phrase.end)
    nobody = [a for a in found if a.to is Attributed.VAGUE]
    kept = {a for a in found if a.to is Attributed.VAGUE or not any(a.start < n.end and n.start < a.end for n in nobody)}
    return tuple(sorted(kept, key=lambda a: (a.start, a.end, a.to)))
