"""The frame of a claim: what comparing it with another needs."""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon
from factcheck.claims import circumstances, terms as term_reading
from factcheck.claims.circumstances import Circumstances, Modality
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.document import Role
from factcheck.language import Token
from factcheck.quantities import Comparator, Quantity

NEAR_STATEMENTS = 3
"""How many statements before and after lend their terms to a claim of the same block."""
NEAR_TERMS = 48
"""How many terms from around a claim are kept, nearest first."""


class Direction(enum.StrEnum):
    """Which way an amount goes."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of a claim with the terms around it."""

    value: float
    high: float | None
    unit: str
    comparator: Comparator
    precision: int
    text: str
    """As written."""
    near: tuple[str, ...] = ()
    """Terms of the same part of the sentence."""
    bound: Comparator | None = None
    """`AT_MOST` or `AT_LEAST` where words say so: a ceiling, a minimum."""
    of: tuple[str, ...] = ()
    """What a share is a share of, what an amount is an amount of."""


@dataclasses.dataclass(frozen=True, slots=True)
class Effect:
    """A change or difference of something."""

    direction: Direction
    outcome: tuple[str, ...]
    driver: tuple[str, ...]
    cue: str
    """The word that says so, as written."""
    driver_direction: Direction | None = None
    """Where the driver is itself a change: `the colder`, `a lack of`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Assertion:
    """That something does or is something, or does not."""

    subject: tuple[str, ...]
    verb: str
    objects: tuple[str, ...]
    negative: bool
    cue: str
    """The words that deny it, or the verb as written."""


class Stance(enum.StrEnum):
    """What advice asks for."""

    DO = "do"
    AVOID = "avoid"
    LIMIT = "limit"


@dataclasses.dataclass(frozen=True, slots=True)
class Advice:
    """What a reader is told to do."""

    stance: Stance
    cue: str
    target: tuple[str, ...] = ()
    """Terms right around the cue."""
    timings: tuple[str, ...] = ()
    """`number:side` of the listed circumstances of doing."""
    excess: bool = False
    from_age: float | None = None
    """Days of age from which something is advised."""
    before_age: float | None = None
    """Days of age before which something is advised (against)."""
    bidding: bool = True
    """Said in words of advice, and not only a labelled item."""


@dataclasses.dataclass(frozen=True, slots=True)
class Definition:
    """What a term is said to mean."""

    term: tuple[str, ...]
    meaning: tuple[str, ...]
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Unique:
    """A place that only one can hold, and who holds it: the largest of a kind, an author, a capital."""

    role: tuple[str, ...]
    holder: tuple[str, ...]
    cue: str
    text: str
    """The holder as written."""


@dataclasses.dataclass(frozen=True, slots=True)
class Dated:
    """A day, month or year at which something happened."""

    year: int
    month: int
    day: int
    """0 where not given."""
    relation: str
    text: str
    event: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """Plain values only (strings, numbers, tuples, enums, dataclasses), so that pages can be cached."""

    text: str
    start: int = 0
    end: int = 0
    """The clause in the file."""
    terms: tuple[str, ...] = ()
    """Content terms of the claim, after abbreviations and synonyms."""
    carried: tuple[str, ...] = ()
    """Terms that a pronoun, a list's lead or a table's header brings in."""
    near: tuple[str, ...] = ()
    """Terms around it: its block, headings, title; nearest first."""
    names: tuple[str, ...] = ()
    """Which of the terms are names, identifiers or formulas."""
    near_names: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    """Terms of a list item's label or a table row's first cell."""
    header: tuple[str, ...] = ()
    """Terms of the header of the table's cell."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Modifier and head, as in `read timeout`."""
    modality: Modality = Modality.ASSERTED
    here: Circumstances = Circumstances()
    """What its own words limit it to."""
    around: Circumstances = Circumstances()
    """What the words around it limit it to."""
    figures: tuple[Figure, ...] = ()
    effects: tuple[Effect, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    advice: tuple[Advice, ...] = ()
    definitions: tuple[Definition, ...] = ()
    uniques: tuple[Unique, ...] = ()
    dates: tuple[Dated, ...] = ()
    lemmas: str = ""
    """All lemmas, each between spaces: for listed phrases."""


# --------------------------------------------------------------------------------------------------- a document at once


@dataclasses.dataclass(frozen=True)
class _Read:
    """A statement's words and terms."""

    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...]

    def all_names(self) -> tuple[str, ...]:
        return tuple(term.name for term in self.terms)


def frames(
    stated: Sequence[tuple[Statement, tuple[Claim, ...]]],
    *,
    title: str = "",
    synonyms: tuple[tuple[str, ...], ...] = (),
) -> tuple[tuple[Frame, ...], ...]:
    """One frame per claim; the whole document at once, since a claim takes its subject from around it."""
    known = _known(stated, synonyms)
    read: list[_Read] = []
    for statement, _ in stated:
        found = term_reading.words(statement.text, term_reading.lemmas_of(statement.parse))
        content = term_reading.terms(found, known)
        read.append(_Read(found, content, tuple(dict.fromkeys(t.name for t in content if t.proper))))
    outer = _Outer(known, title)
    result: list[tuple[Frame, ...]] = []
    for index, (statement, claims) in enumerate(stated):
        if not claims:
            result.append(())
            continue
        surroundings = _surroundings(stated, read, index, outer)
        result.append(tuple(_frame(statement, claim, read[index], surroundings, known) for claim in claims))
    return tuple(result)


def _known(
    stated: Sequence[tuple[Statement, tuple[Claim, ...]]], own: tuple[tuple[str, ...], ...]
) -> Phrases:
    common = term_reading.synonyms(own)
    short = term_reading.abbreviations(statement.text for statement, _ in stated)
    if not short:
        return common
    groups = []
    for abbreviation, long in short.items():
        lemmas = term_reading.key(long)
        match = common.at(lemmas, 0) if lemmas else None
        name = match[1] if match and match[0] == len(lemmas) else common.exact.get(abbreviation, "")
        if not name:
            found = common.at(term_reading.key(abbreviation), 0) if term_reading.key(abbreviation) else None
            name = found[1] if found else " ".join(lemmas)
        groups.append(((abbreviation.lower(), long), name))
    added = term_reading.phrases(groups)
    by_first = dict(common.by_first)
    for first, rest in added.by_first.items():
        by_first[first] = tuple(sorted((*rest, *by_first.get(first, ())), key=lambda item: -len(item[0])))
    return Phrases(by_first, common.exact)


class _Outer:
    """Terms of headings, leads and headers, read once each."""

    def __init__(self, known: Phrases, title: str) -> None:
        self.known = known
        self.title = title
        self.seen: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def read(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Terms and names of a text."""
        if text not in self.seen:
            content = term_reading.terms(term_reading.words(text, {}), self.known)
            capital = (
                sum(term.proper for term in content) > 2
            )  # a heading in title case names nothing by capitals
            names = () if capital else tuple(term.name for term in content if term.proper)
            self.seen[text] = (tuple(term.name for term in content), names)
        return self.seen[text]


@dataclasses.dataclass(frozen=True)
class _Surroundings:
    near: tuple[str, ...]
    near_names: tuple[str, ...]
    previous: tuple[str, ...]
    lead: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    text: str
    circumstances: Circumstances


def _surroundings(
    stated: Sequence[tuple[Statement, tuple[Claim, ...]]], read: Sequence[_Read], index: int, outer: _Outer
) -> _Surroundings:
    statement = stated[index][0]
    near: list[str] = []
    names: list[str] = []
    texts: list[str] = []
    previous: tuple[str, ...] = ()
    separate = statement.role in (Role.TABLE_ROW, Role.LIST_ITEM)
    for distance in range(1, NEAR_STATEMENTS + 1):
        for at in (index - distance, index + distance):
            if (
                0 <= at < len(stated)
                and stated[at][0].block == statement.block
                and not (separate and statement.cells)
            ):
                near.extend(read[at].all_names())
                names.extend(read[at].names)
                texts.append(stated[at][0].text)
                if at == index - 1:
                    previous = read[at].all_names()
    lead: tuple[str, ...] = ()
    if statement.lead:
        lead, lead_names = outer.read(statement.lead)
        near.extend(lead)
        names.extend(lead_names)
        texts.append(statement.lead)
    headers = tuple(outer.read(cell)[0] for cell in statement.header)
    if statement.role is Role.TABLE_ROW and not statement.lead:
        before = _paragraph_before(stated, index)
        if before is not None:
            near.extend(read[before].all_names())
            names.extend(read[before].names)
            texts.append(stated[before][0].text)
    for heading in reversed(statement.headings):
        heading_terms, heading_names = outer.read(heading)
        near.extend(heading_terms)
        names.extend(heading_names)
        texts.append(heading)
    if outer.title:
        title_terms, title_names = outer.read(outer.title)
        near.extend(title_terms)
        names.extend(title_names)
    text = " . ".join(texts)
    found = term_reading.words(text, {})
    content = term_reading.terms(found, outer.known)
    return _Surroundings(
        tuple(dict.fromkeys(near))[:NEAR_TERMS],
        tuple(dict.fromkeys(names))[:NEAR_TERMS],
        previous,
        lead,
        headers,
        text,
        circumstances.read(text, found, content, outer.known),
    )


def _paragraph_before(stated: Sequence[tuple[Statement, tuple[Claim, ...]]], index: int) -> int | None:
    """The statement before the table that a row stands in."""
    at = index
    while at >= 0 and index - at < 60:
        if stated[at][0].role is not Role.TABLE_ROW:
            return at if stated[at][0].role is Role.PARAGRAPH else None
        at -= 1
    return None


# ------------------------------------------------------------------------------------------------------------- a claim

_PRONOUN = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|this|these|those|such|there|he|she|his|her|the (?:same|former|latter|drug|medicine|tablet|pill|gas|law|act|option|setting|"
    r"effect|dose|change|deadline|limit|rule|latter|move|scheme|measure|plant|animal|project|tool|company|firm|city|country|treatment|proxy|reform|result|vaccine|species|bridge|building))\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*((?:[^\s:–—]+\s?){1,7}?)\s?(?::\s|\s[–—]\s)")


def _frame(statement: Statement, claim: Claim, read: _Read, around: _Surroundings, known: Phrases) -> Frame:
    lemmas = {word_.text.lower(): (word_.lemma, word_.pos) for word_ in read.words}
    found = term_reading.words(claim.text, lemmas)
    content = term_reading.terms(found, known)
    names = tuple(dict.fromkeys(term.name for term in content))
    own = set(names)
    clause = _Clause.of(statement, claim, read)
    carried: list[str] = []
    header: list[str] = []
    label: tuple[str, ...] = ()
    if statement.cells:
        for at, (start, end) in enumerate(statement.cells):
            if start < claim.end and claim.start < end or at == 0:
                if at < len(around.headers):
                    header.extend(around.headers[at])
                if at == 0:
                    label = tuple(t.name for t in read.terms if read.words[t.first].start < end)
        carried.extend(label)
        carried.extend(header)
    else:
        match = _LABEL.search(statement.text)
        if match and (statement.role is Role.LIST_ITEM or (":" in match.group() and len(match.group(1).split()) <= 3)):
            label = tuple(t.name for t in read.terms if read.words[t.first].start < match.end(1))
            carried.extend(label)
    if statement.role is Role.LIST_ITEM:
        carried.extend(around.lead)
    if _PRONOUN.search(claim.text):
        carried.extend(around.previous)
    rest = [term.name for term in read.terms]
    carried.extend(term.name for term in read.terms if claim.start <= read.words[term.first].start < claim.end)
    carried_terms = tuple(dict.fromkeys(name for name in carried if name not in own))
    near = tuple(dict.fromkeys(name for name in (*rest, *around.near) if name not in own))
    near_names = tuple(dict.fromkeys(name for name in (*read.names, *around.near_names) if name not in own))
    here = circumstances.read(claim.text, found, content, known)
    if statement.cells or statement.role is Role.LIST_ITEM:
        whole = circumstances.read(
            statement.text + " . " + " . ".join(statement.header), read.words, read.terms, known
        )
        here = dataclasses.replace(
            here,
            populations=tuple(sorted({*here.populations, *whole.populations})),
            ages=tuple(dict.fromkeys((*here.ages, *whole.ages))),
            years=tuple(dict.fromkeys((*here.years, *whole.years))),
            places=tuple(sorted({*here.places, *whole.places})),
        )
    spot = f"{statement.text} . {around.text}"
    mode = circumstances.modality(
        claim.text,
        question=claim.kind is Kind.QUESTION or statement.text.rstrip(" *_\"'”’)").endswith("?"),
        hypothetical=claim.kind is Kind.HYPOTHETICAL,
    )
    if mode in (Modality.ASSERTED, Modality.HEDGED):
        outer = circumstances.modality(statement.text)
        if outer not in (Modality.ASSERTED, Modality.HEDGED):
            mode = outer
    wide = around.circumstances
    sentence = circumstances.read(statement.text, read.words, read.terms, known)
    wide = _merged(wide, sentence)
    lemma_text = f" {' '.join(word.lemma for word in found)} "
    context = (*names, *carried_terms)
    _ = spot
    return Frame(
        text=claim.text,
        start=claim.span.start,
        end=claim.span.end,
        terms=names,
        carried=carried_terms,
        near=near[:NEAR_TERMS],
        names=tuple(dict.fromkeys(term.name for term in content if term.proper)),
        near_names=near_names[:16],
        label=label,
        header=tuple(dict.fromkeys(header)),
        pairs=clause.pairs(),
        modality=mode,
        here=here,
        around=wide,
        figures=tuple(
            _figure(quantity, claim.text, found, content, tuple(header)) for quantity in claim.quantities
        ),
        effects=_effects(clause, context),
        assertions=clause.assertions(carried_terms),
        advice=_advice(claim, found, content, label),
        definitions=_definitions(claim, found, content),
        uniques=_uniques(claim, found, content, clause, carried_terms),
        dates=_dates(claim.text, found, content),
        lemmas=lemma_text,
    )


def _merged(one: Circumstances, other: Circumstances) -> Circumstances:
    return Circumstances(
        populations=tuple(sorted({*one.populations, *other.populations})),
        ages=tuple(dict.fromkeys((*one.ages, *other.ages))),
        places=tuple(sorted({*one.places, *other.places})),
        years=tuple(dict.fromkeys((*one.years, *other.years))),
        former=one.former or other.former,
        present=one.present or other.present,
        versions=tuple(dict.fromkeys((*one.versions, *other.versions))),
        conditions=(*one.conditions, *other.conditions),
        default=one.default or other.default,
        months=tuple(sorted({*one.months, *other.months})),
    )


# --------------------------------------------------------------------------------------------------------- its figures

_PART = re.compile(r"[,;:()–—|]\s|\s[–—|]|[()|]|[.!?]\s")
_AT_MOST = re.compile(
    r"\b(?:ceiling|limit|limited|cap|capped|maximum|max|at most|at the most|no more than|not exceed|up to|upper|under|below|less than|never (?:go )?above|not above|within)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:minimum|min|at least|no less than|no fewer than|floor|or more|not below|above|over|more than)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*(?:of|in)\s(?:(?:the|all|its|their|every|each|our|a|an)\s)?")


def _figure(
    quantity: Quantity, text: str, found: Sequence[Word], content: Sequence[Term], header: tuple[str, ...]
) -> Figure:
    cuts = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    low = max(cut for cut in cuts if cut <= quantity.start)
    high = min((cut for cut in cuts if cut >= quantity.end), default=len(text))

    def inside(start: int, end: int) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                t.name
                for t in content
                if start <= found[t.first].start < end
                and not quantity.start <= found[t.first].start < quantity.end
            )
        )

    near = inside(low, high)
    if len(near) < 2:
        near = inside(max(0, quantity.start - 60), min(len(text), quantity.end + 60))
    words_near = text[low:high]
    bound = None
    heading = " ".join(header)
    if quantity.comparator in (Comparator.LESS, Comparator.AT_MOST):
        bound = Comparator.AT_MOST
    elif quantity.comparator in (Comparator.MORE, Comparator.AT_LEAST):
        bound = Comparator.AT_LEAST
    elif _AT_MOST.search(words_near) or "maximum" in heading:
        bound = Comparator.AT_MOST
    elif _AT_LEAST.search(words_near) or "minimum" in heading:
        bound = Comparator.AT_LEAST
    of: tuple[str, ...] = ()
    match = _OF.match(text, quantity.end)
    if match:
        of = inside(match.end(), min(high, match.end() + 50))
    return Figure(
        quantity.value, quantity.high, quantity.unit, quantity.comparator, quantity.precision,
        text[quantity.start : quantity.end], near, bound, of,
    )  # fmt: skip


# --------------------------------------------------------------------------------------------------- its dates

_MONTH = {name: number for number, name in enumerate(circumstances._MONTHS, start=1)} | {
    name[:3]: number for number, name in enumerate(circumstances._MONTHS, start=1)
}
_NAMED = "|".join(sorted(_MONTH, key=lambda name: -len(name)))
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_NAMED})\.?\s(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s)?(?P<year>1\d{{3}}|20\d\d)\b"
    rf"|\b(?P<iso>(?:1\d|20)\d\d-\d\d-\d\d)\b|(?<![\w.,/€$£–-])(?P<only>1[0-9]\d\d|20\d\d)(?!s?[\w]|[,./]\d|\s?(?:[–-]\s?\d)|\s?(?:mg|g|kg|km|m|kcal|ml|metres|people|mm|%|€|miles|IU|cases|words|votes|jobs|posts)\b)",
    re.IGNORECASE,
)
_DATE_RELATION = re.compile(
    r"\b(since|from|until|till|before|after|by|in|on|as of|between|during|circa|around|about|the early|the late|up to)\s(?:the\s)?(?:early\s|late\s|mid-?\s?)?$",
    re.IGNORECASE,
)


def _dates(text: str, found: Sequence[Word], content: Sequence[Term]) -> tuple[Dated, ...]:
    dates: list[Dated] = []
    for match in _DATE.finditer(text):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        elif match["only"]:
            year, month, day = int(match["only"]), 0, 0
        else:
            year, month = int(match["year"]), _MONTH[match["month"].lower()[: len(match["month"])]]
            day = int(match["day"] or match["day2"] or 0)
        relation = _DATE_RELATION.search(text, max(0, match.start() - 24), match.start())
        if match["only"] and relation is None:
            continue
        event = tuple(
            dict.fromkeys(
                t.name
                for t in content
                if not match.start() <= found[t.first].start < match.end() and t.name not in _MONTH
            )
        )
        dates.append(
            Dated(year, month, day, relation.group(1).lower() if relation else "", match.group(), event)
        )
    return tuple(dates)


# ------------------------------------------------------------------------------------------- its clause, by its parse


@dataclasses.dataclass(frozen=True)
class _Clause:
    """The tokens of a claim's clause with the terms that stand on them."""

    tokens: tuple[Token, ...]
    first: int
    last: int
    """Token indices of the clause, `last` excluded."""
    children: dict[int, list[int]]
    term_at: dict[int, str]
    """Token index -> the term that stands there (its first word)."""

    @staticmethod
    def of(statement: Statement, claim: Claim, read: _Read) -> _Clause:
        tokens = statement.parse
        if not tokens:
            return _Clause((), 0, 0, {}, {})
        first = next((i for i, token in enumerate(tokens) if token.end > claim.start), len(tokens))
        last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].start < claim.end), -1) + 1
        children: dict[int, list[int]] = {}
        for i in range(first, last):
            head = tokens[i].head
            if head != i and first <= head < last:
                children.setdefault(head, []).append(i)
        by_start = {token.start: i for i, token in enumerate(tokens)}
        term_at: dict[int, str] = {}
        for term in read.terms:
            for word in range(term.first, term.last + 1):
                at = by_start.get(read.words[word].start)
                if at is not None and first <= at < last:
                    term_at[at] = term.name
        return _Clause(tokens, first, last, children, term_at)

    def subtree(self, at: int, skip: frozenset[int] = frozenset()) -> list[int]:
        found: list[int] = []
        waiting = [at]
        while waiting:
            token = waiting.pop()
            if token in skip:
                continue
            found.append(token)
            waiting.extend(self.children.get(token, ()))
        return sorted(found)

    def named(self, tokens: Sequence[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.term_at[at] for at in tokens if at in self.term_at))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for at in range(self.first, self.last):
            token = self.tokens[at]
            head = token.head
            if token.dep in ("compound", "amod", "nmod") and at in self.term_at and head in self.term_at:
                if self.term_at[at] != self.term_at[head] and token.pos in ("NOUN", "ADJ", "PROPN", "VERB"):
                    found.append((self.term_at[at], self.term_at[head]))
        return tuple(dict.fromkeys(found))

    def assertions(self, carried: tuple[str, ...]) -> tuple[Assertion, ...]:
        found: list[Assertion] = []
        for at in range(self.first, self.last):
            token = self.tokens[at]
            if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod", "compound"):
                continue
            if token.lemma in _deny_verbs() and any(
                self.tokens[c].dep == "xcomp" for c in self.children.get(at, ())
            ):
                continue
            assertion = self._assertion(at, carried)
            if assertion is not None:
                found.append(assertion)
        return tuple(found)

    def _assertion(self, at: int, carried: tuple[str, ...]) -> Assertion | None:
        tokens = self.tokens
        token = tokens[at]
        children = self.children.get(at, [])
        negatives: list[str] = []
        subject: list[int] = []
        objects: list[int] = []
        verb = self.term_at.get(at, token.lemma)
        pronoun = False
        for child in children:
            dep = tokens[child].dep
            if dep == "neg" or tokens[child].lemma in (
                "never",
                "hardly",
                "scarcely",
                "barely",
                "nowhere",
                "neither",
            ):
                negatives.append(tokens[child].text)
            elif dep in ("nsubj", "nsubjpass", "csubj"):
                subtree = self.subtree(child)
                subject.extend(subtree)
                first = tokens[subtree[0]].lemma
                if first in ("no", "nobody", "none", "nothing", "neither"):
                    negatives.append(tokens[subtree[0]].text)
                pronoun = pronoun or tokens[child].pos == "PRON"
            elif dep in (
                "dobj",
                "attr",
                "acomp",
                "oprd",
                "prep",
                "agent",
                "xcomp",
                "ccomp",
                "pobj",
                "prt",
                "dative",
                "advmod",
                "npadvmod",
                "advcl",
            ):
                subtree = self.subtree(child)
                if dep in ("ccomp", "advcl"):
                    continue
                objects.extend(subtree)
                pronoun = pronoun or tokens[child].pos == "PRON"
                if dep in ("dobj", "attr", "acomp") and tokens[subtree[0]].lemma in (
                    "no",
                    "nothing",
                    "none",
                    "neither",
                    "zero",
                ):
                    negatives.append(tokens[subtree[0]].text)
                if dep == "prep" and tokens[child].lemma == "without":
                    negatives.append("without")
        head = token.head
        if token.dep == "xcomp" and self.first <= head < self.last and head != at:
            governor = tokens[head]
            if governor.lemma in _deny_verbs():
                negatives.append(governor.text)
            for child in self.children.get(head, ()):
                if tokens[child].dep in ("nsubj", "nsubjpass") and not subject:
                    subject.extend(self.subtree(child))
                if tokens[child].dep == "neg":
                    negatives.append(tokens[child].text)
        if token.dep == "conj" and not subject and self.first <= head < self.last and head != at:
            for child in self.children.get(head, ()):
                if tokens[child].dep in ("nsubj", "nsubjpass"):
                    subject.extend(self.subtree(child))
        if token.lemma in (
            "lack",
            "exclude",
            "omit",
            "miss",
            "prevent",
            "block",
            "stop",
            "avoid",
            "deny",
            "ban",
            "prohibit",
            "forbid",
            "reject",
            "refuse",
        ):
            verb = {"lack": "contain", "miss": "contain", "omit": "contain", "exclude": "contain"}.get(
                token.lemma, verb
            )
            if verb == "contain":
                negatives.append(token.text)
        for child in children:
            if tokens[child].dep == "acomp" and tokens[child].lemma in (
                "free",
                "devoid",
                "absent",
                "empty",
                "incapable",
                "unable",
            ):
                negatives.append(tokens[child].text)
                verb = "contain"
        objects = [o for o in objects if tokens[o].dep != "neg"]
        complement = self.named(objects)
        if not complement and not subject:
            return None
        if pronoun:
            pass
        return Assertion(
            self.named(subject) or carried[:8],
            verb,
            complement,
            len(negatives) % 2 == 1,
            " ".join([*negatives, token.text]) if negatives else token.text,
        )


@functools.cache
def _deny_verbs() -> frozenset[str]:
    return frozenset({"fail", "refuse", "decline", "cease", "stop", "forget", "struggle"})


# --------------------------------------------------------------------------------------------------------- its effects


@dataclasses.dataclass(frozen=True)
class _DirectionWords:
    verbs: dict[str, Direction]
    nouns: dict[str, Direction]
    adjectives: dict[str, Direction]
    none: tuple[str, ...]
    properties: dict[str, tuple[str, Direction]]


@functools.cache
def _direction_words() -> _DirectionWords:
    data: Any = lexicon.data("directions")
    tables: dict[str, dict[str, Direction]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for way in (Direction.UP, Direction.DOWN):
        for part, table in tables.items():
            for word in data[way.value][part]:
                table.setdefault(str(word), way)
    return _DirectionWords(
        tables["verbs"],
        tables["nouns"],
        tables["adjectives"],
        tuple(sorted((str(p) for p in data["none"]["phrases"]), key=lambda p: -len(p))),
        {str(word): (str(outcome), Direction(way)) for word, (outcome, way) in data["properties"].items()},
    )


_LACK = frozenset(
    {
        "lack",
        "deficiency",
        "deficit",
        "shortage",
        "absence",
        "low",
        "lower",
        "less",
        "little",
        "insufficient",
        "inadequate",
        "without",
        "fewer",
        "few",
        "shrink",
        "shrinking",
        "loss",
        "lose",
        "disappear",
        "fall",
        "drop",
        "cold",
        "colder",
        "decline",
        "reduce",
        "reduction",
        "cut",
    }
)
_PLENTY = frozenset(
    {
        "excess",
        "excessive",
        "high",
        "higher",
        "more",
        "much",
        "surplus",
        "overdose",
        "rise",
        "increase",
        "raise",
        "growth",
        "grow",
        "warm",
        "warmer",
    }
)


def _driver_direction(clause: _Clause, tokens: Sequence[int]) -> Direction | None:
    lemmas = {clause.tokens[at].lemma for at in tokens} | {clause.tokens[at].text.lower() for at in tokens}
    down, up = bool(lemmas & _LACK), bool(lemmas & _PLENTY)
    if down == up:
        return None
    return Direction.DOWN if down else Direction.UP


def _effects(clause: _Clause, context: tuple[str, ...]) -> tuple[Effect, ...]:
    """Changes and differences that a clause speaks of."""
    found: list[Effect] = []
    words = _direction_words()
    tokens = clause.tokens
    everything = list(range(clause.first, clause.last))
    lowered = " ".join(tokens[at].text.lower() for at in everything)
    lemma_line = " ".join(tokens[at].lemma for at in everything)

    def add(direction: Direction, outcome: list[int], cue: str) -> None:
        inside = set(outcome)
        driver = [at for at in everything if at not in inside]
        named = clause.named(outcome)
        if not named:
            return
        rest = tuple(name for name in dict.fromkeys((*clause.named(driver), *context)) if name not in named)
        found.append(
            Effect(
                direction,
                named,
                rest,
                cue,
                _driver_direction(clause, [d for d in driver if tokens[d].text != cue]),
            )
        )

    for phrase in words.none:
        for line in (lowered, lemma_line):
            position = f" {line} ".find(f" {phrase} ")
            if position >= 0:
                before = line[:position].count(" ") + (1 if position > 0 else 0)
                start = clause.first + before
                stop = start + phrase.count(" ") + 1
                after = list(range(stop, clause.last))
                outcome = after if clause.named(after) else [at for at in everything if at < start]
                add(Direction.NONE, outcome, phrase)
                break
        if found:
            break
    for at in everything:
        token = tokens[at]
        lemma = token.lemma
        way: Direction | None = None
        outcome: list[int] = []
        kids = clause.children.get(at, [])
        if token.pos == "VERB" and lemma in words.verbs and token.dep not in ("amod", "compound"):
            way = words.verbs[lemma]
            objects = [k for k in kids if tokens[k].dep == "dobj"]
            subjects = [k for k in kids if tokens[k].dep in ("nsubj", "nsubjpass")]
            prepositional = [
                k for k in kids if tokens[k].dep == "prep" and tokens[k].lemma in ("in", "of", "for", "to")
            ]
            if (
                token.dep in ("xcomp", "ccomp")
                and not objects
                and not subjects
                and tokens[token.head].dep != ""
            ):
                objects = [
                    k for k in clause.children.get(token.head, []) if tokens[k].dep in ("dobj", "nsubj")
                ]
            if objects:
                outcome = [x for o in objects for x in clause.subtree(o)]
                if all(tokens[x].pos in ("NUM", "PRON", "DET") for x in outcome):
                    outcome = [x for s in subjects for x in clause.subtree(s)]
            elif any(tokens[k].dep == "auxpass" for k in kids) or subjects:
                outcome = [x for s in subjects for x in clause.subtree(s)]
            elif token.dep in ("acl", "relcl") and clause.first <= token.head < clause.last:
                outcome = clause.subtree(token.head, frozenset({at}))
            if not outcome and prepositional:
                outcome = [x for p in prepositional for x in clause.subtree(p)]
            if way and any(
                tokens[k].dep == "neg" or tokens[k].lemma in ("never", "neither", "no") for k in kids
            ):
                way = Direction.NONE
            if way and token.dep == "xcomp" and tokens[token.head].lemma == "fail":
                way = Direction.NONE
        elif token.pos in ("NOUN", "PROPN") and lemma in words.nouns:
            way = words.nouns[lemma]
            prepositional = [
                k
                for k in kids
                if tokens[k].dep == "prep" and tokens[k].lemma in ("in", "of", "for", "to", "on", "at")
            ]
            outcome = [x for p in prepositional for x in clause.subtree(p)]
            outcome += [k for k in kids if tokens[k].dep in ("compound", "amod", "poss", "nmod")]
            if any(tokens[k].lemma == "no" for k in kids):
                way = Direction.NONE
            head = token.head
            if not clause.named(outcome) and clause.first <= head < clause.last:
                outcome = [
                    x
                    for k in clause.children.get(head, [])
                    if k != at and tokens[k].dep in ("nsubj",)
                    for x in clause.subtree(k)
                ]
        elif token.pos in ("ADJ", "ADV", "VERB", "NOUN", "SCONJ") and (
            lemma in words.adjectives
            or token.text.lower() in words.adjectives
            or token.text.lower() in words.properties
        ):
            shown = token.text.lower()
            way = words.adjectives.get(shown) or words.adjectives.get(lemma)
            if token.tag not in ("JJR", "RBR", "VBN", "VBD", "RB", "JJ") and shown not in ("lower", "higher"):
                way = way if token.pos == "ADJ" else None
            if way is None and shown not in words.properties:
                continue
            if (
                shown
                in (
                    "above",
                    "over",
                    "below",
                    "under",
                    "high",
                    "low",
                    "great",
                    "extra",
                    "additional",
                    "upward",
                    "downward",
                )
                and token.tag != "JJR"
            ):
                continue
            head = token.head
            if token.dep in ("amod", "advmod") and clause.first <= head < clause.last and head != at:
                outcome = clause.subtree(head, frozenset({at}))
                if tokens[head].pos in ("VERB", "AUX"):
                    outcome = [
                        head,
                        *(
                            x
                            for k in clause.children.get(head, [])
                            if tokens[k].dep in ("nsubj", "nsubjpass", "dobj", "advmod") and k != at
                            for x in clause.subtree(k)
                        ),
                    ]
            else:
                of = [
                    x
                    for k in kids
                    if tokens[k].dep == "prep" and tokens[k].lemma in ("of", "in", "for")
                    for x in clause.subtree(k)
                ]
                outcome = of
                if not outcome and clause.first <= head < clause.last:
                    outcome = [
                        x
                        for k in clause.children.get(head, [])
                        if tokens[k].dep in ("nsubj", "dobj") and k != at
                        for x in clause.subtree(k)
                    ]
            if shown in words.properties:
                extra, direction = words.properties[shown]
                if direction:
                    way = direction
                    if outcome:
                        named = tuple(dict.fromkeys((*clause.named(outcome), extra)))
                        inside = set(outcome) | {at}
                        driver = [x for x in everything if x not in inside]
                        rest = tuple(
                            n for n in dict.fromkeys((*clause.named(driver), *context)) if n not in named
                        )
                        found.append(Effect(way, named, rest, token.text, _driver_direction(clause, driver)))
                        continue
            negated = any(tokens[k].dep == "neg" or tokens[k].lemma == "no" for k in kids)
            if clause.first <= head < clause.last and any(
                tokens[k].dep == "neg" for k in clause.children.get(head, [])
            ):
                negated = True
            if negated and way:
                way = Direction.NONE
        if way is not None and outcome:
            add(way, [x for x in outcome if x != at], token.text)
    return tuple(dict.fromkeys(found))[:6]


# ---------------------------------------------------------------------------------------------------------- its advice


@functools.cache
def _advising() -> tuple[tuple[tuple[str, ...], ...], ...]:
    data: Any = lexicon.data("advising")
    return tuple(
        tuple(sorted(map(str, data[name]), key=lambda p: -len(p)))
        for name in ("do", "avoid", "limit", "excess")
    )


@functools.cache
def _advice_patterns() -> tuple[
    re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]
]:
    def either(listed: Sequence[str]) -> re.Pattern[str]:
        return re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in listed) + r")(?![\w-])",
            re.IGNORECASE,
        )

    do, avoid, limit, excess = _advising()
    data: Any = lexicon.data("advising")
    verdicts = data["verdicts"]
    return (
        either(do), either(avoid), either(limit), either(excess),
        either(sorted(map(str, verdicts["good"]), key=lambda p: -len(p))),
        either(sorted(map(str, verdicts["bad"]), key=lambda p: -len(p))),
    )  # fmt: skip


@functools.cache
def _timings() -> tuple[tuple[re.Pattern[str], ...], ...]:
    rows = []
    for row in lexicon.data("advising")["timings"]:
        rows.append(
            tuple(
                re.compile(
                    r"(?<![\w-])(?:"
                    + "|".join(
                        re.escape(str(p)).replace(r"\ ", r"\s")
                        for p in sorted(map(str, side), key=lambda p: -len(p))
                    )
                    + r")(?![\w-])",
                    re.IGNORECASE,
                )
                for side in row
            )
        )
    return tuple(rows)


_BIDS = re.compile(
    r"\b(?:should|must|ought to|need to|needs to|have to|has to|recommend\w*|advis\w+|(?:is|are) to be|to be avoided|suggested"
    r"|aim for|do not|don't|never|avoid|can take|may be taken|can rely|no place|be mindful|make sure|better not|is enough"
    r"|(?:reasonable|good|best|poor|safe|first|sensible|wise|bad|ideal|easiest|right|worst|perfect) (?:\w+ )?"
    r"(?:choice|option|idea|way|habit|practice|painkiller|bet|remedy|time|place|move|policy|plan|method)|is safe|are safe"
    r"|best (?:to|not|kept|taken|done|stored|left)|guidance|guideline|keep \w+|off[- ]limits)\b",
    re.IGNORECASE,
)
_REASON_AFTER = re.compile(
    r"[,;–—]?\s\(?(?:because|since|so that|so as|as (?:it|they|this)|on account of|due to|which|whose|in order|to (?:prevent|avoid|reduce))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_REASON_BEFORE = re.compile(r"^(?:because|since|as|given that)\b[^,;]*,\s", re.IGNORECASE)
_FROM_AGE = re.compile(
    r"\b(?:from|after|at)\s(?:about\s|around\s|the age of\s|age\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)
_BEFORE_AGE = re.compile(
    r"\b(?:before|under|until|younger than|below|till)\s(?:about\s|around\s|the age of\s|age\s|they are\s|it is\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week|month|year)s?\b"
    r"|\b(?:before|until)\s(?:\S+\s){0,3}?(?P<birthday>first|second|third|fourth|fifth)\sbirthday\b",
    re.IGNORECASE,
)
_COUNTS = {word: number for number, word in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)} | {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "a": 1, "an": 1}  # fmt: skip
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _age_days(match: re.Match[str] | None) -> float | None:
    """The age in days that a match names."""
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("birthday"):
        return _COUNTS[groups["birthday"].lower()] * _DAYS["year"]
    number = groups["n"].lower()
    count = int(number) if number.isdigit() else _COUNTS.get(number)
    return None if count is None else count * _DAYS[groups["unit"].lower()]


def _advice(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], label: tuple[str, ...]
) -> tuple[Advice, ...]:
    """What a claim tells a reader to do."""
    text = claim.text
    first = next((word for word in found if word.text.isalpha()), None)
    imperative = (
        first is not None and first.pos == "VERB" and first.lemma == first.text.lower() and first.lemma not in ("let", "imagine", "suppose", "say", "note", "see")
    )
    told = claim.kind in (Kind.ADVICE, Kind.INSTRUCTION)
    if not (imperative or label or told or _BIDS.search(text)):
        return ()
    do, avoid, limit, excess, good, bad = _advice_patterns()
    line = " ".join(word.lemma for word in found)
    timings = tuple(
        f"{row}:{side}"
        for row, patterns in enumerate(_timings())
        for side, pattern in enumerate(patterns)
        if pattern.search(text)
    )
    end = len(text)
    after = _REASON_AFTER.search(text)
    if after and after.start() > 12:
        end = after.start()
    before = _REASON_BEFORE.match(text)
    start = before.end() if before else 0
    names = tuple(dict.fromkeys((*label, *(t.name for t in content if start <= found[t.first].start < end))))
    main = text[start:end]
    too_much = excess.search(text) is not None

    def search(*patterns: re.Pattern[str]) -> str:
        for pattern in patterns:
            match = pattern.search(main) or pattern.search(line)
            if match:
                return match.group()
        return ""

    from_age = _age_days(_FROM_AGE.search(text))
    before_age = _age_days(_BEFORE_AGE.search(text))
    stance: Stance | None = None
    cue = search(limit)
    if cue:
        stance = Stance.LIMIT
    elif cue := search(avoid, bad):
        stance = Stance.AVOID
    elif cue := search(do, good):
        stance = Stance.DO
    elif imperative or label or told:
        stance, cue = Stance.DO, first.text.lower() if first and imperative else ""
    if stance is None:
        return ()
    return (Advice(stance, cue, names, timings, too_much, from_age, before_age, imperative or told or bool(_BIDS.search(text))),)


# ----------------------------------------------------------------------------------------------------- its definitions

_DEFINES = re.compile(
    r"^(?:[^.;]{0,60}?,\s)?[\"'“‘*_(]*(?P<term>[^,;:.]{2,60}?)[\"'”’*_)]*\s+"
    r"(?P<cue>means(?: that)?|refers to|stands? for|is defined as|are defined as|is short for|denotes|is an abbreviation (?:of|for)|is the (?:name|term) for|is understood as|counts? as|describes)\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_DEFINES_AS = re.compile(
    r"\b(?:defines?|describes?|counts?|classif(?:y|ies))\s+[\"'“‘*_]*(?P<term>[^,;:.]{2,60}?)[\"'”’*_]*\s+as\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHICH = re.compile(
    r"(?P<term>[^,;:.]{3,60}?),?\s+(?:by which (?:\S+ ){1,4}means?|meaning|i\.e\.|that is,)\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_WHERE = re.compile(
    r"(?:carry|use|bear|call(?:ed)?|label(?:led)?|words?|term)\b[^\"“‘']{0,30}[\"“‘'](?P<term>[^\"”’']{2,50})[\"”’']\s+(?P<meaning>(?:only )?(?:where|when|if|for)\b.{3,})$",
    re.IGNORECASE | re.DOTALL,
)


def _definitions(claim: Claim, found: Sequence[Word], content: Sequence[Term]) -> tuple[Definition, ...]:
    for pattern in (_DEFINES_AS, _BY_WHICH, _ONLY_WHERE, _DEFINES):
        match = pattern.search(claim.text)
        if match is None:
            continue
        term = tuple(
            t.name for t in content if match.start("term") <= found[t.first].start < match.end("term")
        )
        meaning = tuple(
            t.name for t in content if match.start("meaning") <= found[t.first].start < match.end("meaning")
        )
        if term and len(term) <= 5 and meaning:
            return (Definition(term, meaning, match["meaning"].strip()),)
    return ()


# ---------------------------------------------------------------------------------------------------- its unique roles

_SUPERLATIVE = re.compile(
    r"\b(?:the\s)?(?P<cue>(?:biggest|largest|smallest|longest|shortest|tallest|highest|lowest|deepest|oldest|youngest|fastest|slowest|heaviest|lightest|richest|poorest|busiest|most \w+|least \w+|first|last|main|leading|top|only|sole|capital|best-selling|world's \w+est|commonest|strongest|brightest|"
    r"hottest|coldest|warmest|wettest|driest|nearest|closest|farthest|furthest|greatest|earliest|latest|newest|cheapest|number one|single biggest|single largest))\b",
    re.IGNORECASE,
)
_TOPS = {
    "top": "large",
    "topped": "large",
    "tops": "large",
    "lead": "large",
    "led": "large",
    "leads": "large",
    "outnumber": "large",
}
_MAKING = re.compile(
    r"\b(?P<verb>written|wrote|composed|painted|invented|discovered|founded|designed|built|directed|developed|created|devised|introduced|named after|commissioned|authored|sculpted|patented|isolated|coined|established|proposed)\b",
    re.IGNORECASE,
)


def _uniques(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], clause: _Clause, carried: tuple[str, ...]
) -> tuple[Unique, ...]:
    result: list[Unique] = []
    text = claim.text
    tokens = clause.tokens
    copulas = [
        at
        for at in range(clause.first, clause.last)
        if tokens[at].lemma in ("be", "become", "remain")
        and any(tokens[k].dep == "attr" for k in clause.children.get(at, ()))
    ]
    for at in copulas:
        kids = clause.children[at]
        subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
        attribute = [x for k in kids if tokens[k].dep in ("attr", "prep") for x in clause.subtree(k)]
        said = " ".join(tokens[x].text for x in attribute)
        match = _SUPERLATIVE.search(said)
        reverse = False
        if match is None:
            said = " ".join(tokens[x].text for x in subject)
            match = _SUPERLATIVE.search(said)
            subject, attribute, reverse = attribute, subject, True
        if match is None or not subject or not attribute:
            continue
        if not reverse and any(tokens[k].dep == "neg" for k in kids):
            continue
        if re.search(
            r"\bone of (?:the|its|their)\b|\bamong\b|\bsecond[- ]|\bthird[- ]|\bnext\b",
            text[:400],
            re.IGNORECASE,
        ):
            continue
        cue = match["cue"].lower()
        holder = clause.named(subject)
        role = (*clause.named(attribute), f"={_grade(cue)}")
        pronoun = not holder
        result.append(
            Unique(
                tuple(dict.fromkeys(role)),
                holder if not pronoun else carried[:3],
                cue,
                " ".join(tokens[x].text for x in subject),
            )
        )
    for at in range(clause.first, clause.last):
        if tokens[at].text.lower() in _TOPS and tokens[at].pos == "VERB":
            kids = clause.children.get(at, [])
            subject = [x for k in kids if tokens[k].dep == "nsubj" for x in clause.subtree(k)]
            objects = [
                x for k in kids if tokens[k].dep in ("dobj", "prep", "npadvmod") for x in clause.subtree(k)
            ]
            if subject and objects and clause.named(subject):
                result.append(
                    Unique(
                        (*clause.named(objects), "=large"),
                        clause.named(subject),
                        tokens[at].text,
                        " ".join(tokens[x].text for x in subject),
                    )
                )
    making = _MAKING.search(text)
    if making:
        by = re.compile(r"\bby\s((?:[A-Z][\w.'’-]*\s?|(?:and|of|van|von|de)\s){1,6})").search(
            text, making.end(), min(len(text), making.end() + 60)
        )
        verb = making["verb"].lower()
        at = next((i for i, word in enumerate(found) if word.start == making.start("verb")), None)
        if by:
            holder = tuple(t.name for t in content if by.start(1) <= found[t.first].start < by.end(1))
            role = tuple(t.name for t in content if not by.start(1) <= found[t.first].start < by.end(1))
            if holder:
                result.append(Unique((*role, f"={verb}"), holder, verb, by.group(1).strip()))
        elif at is not None and at > 0:
            before = [t for t in content if t.last < at]
            after = [t for t in content if t.first > at]
            names = [t for t in before if t.proper]
            if (
                names
                and after
                and re.search(r"\b(?:was|were|been|be)\s+(?:\w+ )?$", text[: making.start("verb")]) is None
            ):
                result.append(
                    Unique(
                        (*(t.name for t in after), f"={verb}"),
                        tuple(t.name for t in names),
                        verb,
                        text[found[names[0].first].start : found[names[-1].last].end],
                    )  # fmt: skip
                )
    return tuple(result)


_GRADES = {
    "biggest": "large", "largest": "large", "single biggest": "large", "single largest": "large", "greatest": "large", "main": "large", "leading": "large",
    "top": "large", "number one": "large", "commonest": "most common",
    "tallest": "highest", "sole": "only", "nearest": "closest", "furthest": "farthest", "earliest": "first",
}  # fmt: skip


def _grade(cue: str) -> str:
    return _GRADES.get(cue, cue.removeprefix("world's "))
