"""The frame of a claim: what comparing it with another needs."""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Sequence

from factcheck.claims import circumstances
from factcheck.claims import terms as term_reading
from factcheck.claims.advising import advice
from factcheck.claims.circumstances import Circumstances, Modality
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.clause import Clause
from factcheck.claims.defining import definitions
from factcheck.claims.effects import effects
from factcheck.claims.figures import dates, figure
from factcheck.claims.slots import Advice, Assertion, Dated, Definition, Effect, Figure, Unique
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.claims.uniqueness import uniques
from factcheck.document import Role
from factcheck.quantities import Quantity, quantities

NEAR_STATEMENTS = 3
"""How many statements before and after lend their terms to a claim of the same block."""
NEAR_TERMS = 48
"""How many terms from around a claim are kept, nearest first."""


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
    block: int = -1
    """Which block of its document it stands in."""
    usual: tuple[str, ...] = ()
    """Which of its terms are what its document talks of all the time; sharing these tells little."""
    lemmas: str = ""
    """All lemmas, each between spaces: for listed phrases."""


# --- A document at once


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
    usual = _usual(read)
    outer = _Outer(known, title)
    result: list[tuple[Frame, ...]] = []
    for index, (statement, claims) in enumerate(stated):
        if not claims:
            result.append(())
            continue
        surroundings = _surroundings(stated, read, index, outer)
        result.append(
            tuple(_frame(statement, claim, read[index], surroundings, known, usual) for claim in claims)
        )
    return tuple(result)


USUAL_STATEMENTS = 6
USUAL_SHARE = 0.015
"""A term is usual in a document if so many statements, and this share of them, hold it."""


def _usual(read: Sequence[_Read]) -> frozenset[str]:
    counts: collections.Counter[str] = collections.Counter()
    for one in read:
        counts.update(set(one.all_names()))
    least = max(USUAL_STATEMENTS, USUAL_SHARE * len(read))
    return frozenset(name for name, count in counts.items() if count >= least)


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
                if not _contrast_between(stated, at, index):
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


_CONTRAST = re.compile(
    r"^\W*(?:however|but|yet|by contrast|in contrast|on the other hand|conversely|elsewhere|others?)\b|\bhowever\b",
    re.IGNORECASE,
)


def _contrast_between(stated: Sequence[tuple[Statement, tuple[Claim, ...]]], at: int, index: int) -> bool:
    """Whether a sentence from one to the other turns away from what stood before it: of whom, where and when
    too.
    """
    low, high = min(at, index), max(at, index)
    return any(_CONTRAST.search(stated[k][0].text) for k in range(low + 1, high + 1))


def _paragraph_before(stated: Sequence[tuple[Statement, tuple[Claim, ...]]], index: int) -> int | None:
    """The statement before the table that a row stands in."""
    at = index
    while at >= 0 and index - at < 60:
        if stated[at][0].role is not Role.TABLE_ROW:
            return at if stated[at][0].role is Role.PARAGRAPH else None
        at -= 1
    return None


# --- A claim

_PRONOUN = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|this|these|those|such|there|he|she|his|her|the (?:same"
    r"|former|latter|drug|medicine|tablet|pill|gas|law|act|option|setting|"
    r"effect|dose|change|deadline|limit|rule|latter|move|scheme|measure|plant|animal|project|tool|company"
    r"|firm|city|country|treatment|proxy|reform|result|vaccine|species|bridge|building))\b",
    re.IGNORECASE,
)
_OF_SOMETHING = frozenset({"supplement", "supplementation", "dose", "dosage", "intake", "tablet", "capsule"})
"""Nouns that are always of something."""
_LABEL = re.compile(r"^\W{0,12}([^\s:–—]+(?:\s[^\s:–—]+){0,6}?)\s?(?::\s|\s[–—]\s)")


def _frame(
    statement: Statement,
    claim: Claim,
    read: _Read,
    around: _Surroundings,
    known: Phrases,
    usual: frozenset[str],
) -> Frame:
    lemmas = {word_.text.lower(): (word_.lemma, word_.pos) for word_ in read.words}
    found = term_reading.words(claim.text, lemmas)
    content = term_reading.terms(found, known)
    names = tuple(dict.fromkeys(term.name for term in content))
    own = set(names)
    clause = Clause.of(statement, claim, read.terms, read.words)
    carried: list[str] = []
    header: list[str] = []
    first_cell = statement.text[slice(*statement.cells[0])] if statement.cells else ""
    heading_texts: list[str] = []
    label: tuple[str, ...] = ()
    if statement.cells:
        for at, (start, end) in enumerate(statement.cells):
            if (start < claim.end and claim.start < end) or at == 0:
                if at < len(around.headers):
                    header.extend(around.headers[at])
                    if at:
                        heading_texts.append(statement.header[at])
                if at == 0:
                    label = tuple(t.name for t in read.terms if read.words[t.first].start < end)
        carried.extend(label)
        carried.extend(header)
    else:
        match = _LABEL.search(statement.text)
        if match and (
            statement.role is Role.LIST_ITEM or (":" in match.group() and len(match.group(1).split()) <= 3)
        ):
            label = tuple(t.name for t in read.terms if read.words[t.first].start < match.end(1))
            carried.extend(label)
    if statement.role is Role.LIST_ITEM:
        carried.extend(around.lead)
    if _PRONOUN.search(claim.text):
        carried.extend(around.previous)
    rest = [term.name for term in read.terms]
    carried.extend(
        term.name for term in read.terms if claim.start <= read.words[term.first].start < claim.end
    )
    if own & _OF_SOMETHING:
        # "…, and keep supplements under 1 g": of what, the rest of the sentence says.
        carried.extend(read.all_names())
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
    mode = circumstances.modality(
        claim.text,
        question=claim.kind is Kind.QUESTION or statement.text.rstrip(" *_\"'”’)").endswith("?"),
        hypothetical=claim.kind is Kind.HYPOTHETICAL,
    )
    if mode in (Modality.ASSERTED, Modality.HEDGED):
        outer = circumstances.modality(statement.text)
        if outer not in (Modality.ASSERTED, Modality.HEDGED):
            mode = outer
        elif circumstances.reported(statement.parse):
            mode = Modality.REPORTED
    wide = around.circumstances
    sentence = circumstances.read(statement.text, read.words, read.terms, known)
    wide = _merged(wide, sentence)
    lemma_text = f" {' '.join(word.lemma for word in found)} "
    context = (*names, *carried_terms)
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
            figure(_with_unit(quantity, claim.text, heading_texts), claim.text, found, content, tuple(header))
            for quantity in claim.quantities
            if not (first_cell and claim.text[quantity.start : quantity.end] in first_cell)
        ),
        effects=effects(clause, context),
        assertions=clause.assertions(carried_terms),
        advice=advice(claim, found, content, label, clause),
        definitions=definitions(claim, found, content),
        uniques=uniques(claim, found, content, clause, carried_terms),
        dates=dates(claim.text, found, content),
        block=statement.block,
        usual=tuple(name for name in (*names, *carried_terms) if name in usual),
        lemmas=lemma_text,
    )


_UNIT_IN_HEADER = re.compile(r"[(\[,]\s*(?:in\s)?([^()\[\],]{1,14})[)\]]?\s*$")
_UNIT_IN_TEXT = re.compile(
    r"\bin (seconds|minutes|hours|days|weeks|months|years|metres|meters|kilometres|miles|feet|kg|grams"
    r"|litres|percent|per cent|euros|dollars|pounds)\b"
)


def _with_unit(quantity: Quantity, text: str, headings: Sequence[str]) -> Quantity:
    """A bare number with the unit that the table's header or the sentence names elsewhere: `Height (m)`, `in
    seconds`.
    """
    if quantity.unit:
        return quantity
    named = [match.group(1) for heading in headings if (match := _UNIT_IN_HEADER.search(heading))]
    match = _UNIT_IN_TEXT.search(text)
    if match:
        named.append(match.group(1))
    for unit in named:
        read = quantities(f"1 {unit}")
        if read and read[0].unit:
            return dataclasses.replace(quantity, unit=read[0].unit)
    return quantity


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
