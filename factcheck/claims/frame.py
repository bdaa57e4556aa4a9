"""The frame of a claim: what comparing it with another needs."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck import prefilter
from factcheck.claims import circumstances
from factcheck.claims import terms as term_reading
from factcheck.claims.advising import advice
from factcheck.claims.circumstances import NONE, Circumstances
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.clause import Clause
from factcheck.claims.clocks import clocks
from factcheck.claims.defining import definitions
from factcheck.claims.effects import effects
from factcheck.claims.figures import dates, figure
from factcheck.claims.kinds.cues import known_cues
from factcheck.claims.modality import Modality, modality_of
from factcheck.claims.slots import Advice, Assertion, Clock, Dated, Definition, Effect, Figure, Unique
from factcheck.claims.spoken import with_spoken
from factcheck.claims.stated import Read, limits_of
from factcheck.claims.surroundings import NEAR_TERMS, Outer, Surroundings, all_of, surroundings_of
from factcheck.claims.terms import Phrases, Term, Word
from factcheck.claims.uniqueness import Labelled, uniques
from factcheck.claims.units_above import with_unit
from factcheck.document import Role
from factcheck.quantities import Quantity
from factcheck.values import Value, replace


class Frame(Value, frozen=True):
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
    headings: tuple[str, ...] = ()
    """Which of those stand in the headings above it and in the title."""
    near_names: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    """Terms of a list item's label or a table row's first cell."""
    header: tuple[str, ...] = ()
    """Terms of the header of the table's cell."""
    caption: tuple[str, ...] = ()
    """Terms of what stands right above the table, or leads to the list."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Modifier and head, as in `read timeout`."""
    modality: Modality = Modality.ASSERTED
    here: Circumstances = NONE
    """What its own words limit it to."""
    around: Circumstances = NONE
    """What the words around it limit it to."""
    figures: tuple[Figure, ...] = ()
    effects: tuple[Effect, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    advice: tuple[Advice, ...] = ()
    definitions: tuple[Definition, ...] = ()
    uniques: tuple[Unique, ...] = ()
    dates: tuple[Dated, ...] = ()
    clocks: tuple[Clock, ...] = ()
    numbered: str = ""
    """What its headings name by a number, between spaces: ` line 14 `."""
    block: int = -1
    """Which block of its document it stands in."""
    usual: tuple[str, ...] = ()
    """Which of its terms are what its document talks of all the time; sharing these tells little."""
    lemmas: str = ""
    """All lemmas, each between spaces: for listed phrases."""
    above: str = ""
    """What stands right above the table."""
    above_lemmas: str = ""
    """Its lemmas, each between spaces."""


def frames(
    stated: Sequence[tuple[Statement, tuple[Claim, ...]]],
    *,
    title: str = "",
    synonyms: tuple[tuple[str, ...], ...] = (),
) -> Iterator[tuple[Frame, ...]]:
    """One frame per claim, statement by statement: those of a large document take much more room than all else that is
    known of it. The whole document is read first, since a claim takes its subject from around it.
    """
    known = _known(stated, synonyms)
    read = [Read(statement, known) for statement, _ in stated]
    usual = _usual(read)
    outer = Outer(known, title)
    for index, (_, claims) in enumerate(stated):
        if not claims:
            yield ()
            continue
        surroundings = surroundings_of(read, index, outer)
        yield tuple([_frame(read[index], claim, surroundings, usual) for claim in claims])


USUAL_STATEMENTS = 6
USUAL_SHARE = 0.015
"""A term is usual in a document if so many statements, and this share of them, hold it."""


def _usual(read: Sequence[Read]) -> frozenset[str]:
    counts: collections.Counter[str] = collections.Counter()
    for one in read:
        counts.update(set(one.every))
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


_PRONOUN = prefilter.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|this|these|those|such|there|he|she|his|her|the (?:same"
    r"|former|latter|drug|medicine|tablet|pill|gas|law|act|option|setting|"
    r"effect|dose|change|deadline|limit|rule|latter|move|scheme|measure|plant|animal|project|tool|company"
    r"|firm|city|country|treatment|proxy|reform|result|vaccine|species|bridge|building))\b",
    re.IGNORECASE,
)
_OF_SOMETHING = frozenset({"supplement", "supplementation", "dose", "dosage", "intake", "tablet", "capsule"})
"""Nouns that are always of something."""
_LABEL = prefilter.compile(r"^\W{0,12}([^\s:–—]+(?:\s[^\s:–—]+){0,6}?)\s?(?::\s|\s[–—]\s)")
_HAIL = prefilter.compile(
    r"(?:please )?(?:note|nb|n\.b\.|tip|hint|careful|be careful|caution|warning|important|attention|remember|reminder|beware|good to know"
    r"|in short|in brief)",
    re.IGNORECASE,
)
"""What calls for attention before a colon, and names nothing that is told of."""


class _Own(NamedTuple):
    """What stands in a claim itself."""

    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    """Of the terms, each once."""
    whole: bool
    """Whether the claim is its whole statement."""
    shared: bool
    """Whether its words are those of the statement."""

    @staticmethod
    def of(read: Read, claim: Claim) -> _Own:
        whole = claim.text == read.statement.text
        # Owners are read by rule ("men's": man), not by the parse.
        shared = whole and not read.owning
        words = read.words if shared else term_reading.words(claim.text, read.lemmas)
        terms = read.terms if shared else term_reading.terms(words, read.known)
        return _Own(words, terms, tuple(dict.fromkeys([term.name for term in terms])), whole, shared)


class _Labels(NamedTuple):
    """What stands before a claim, and says what it is about: the first cell of a row, the words before a colon."""

    label: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    """Terms of the headers of its cells."""
    headings: tuple[str, ...] = ()
    """Those headers but the first, as they are written."""

    @staticmethod
    def of(read: Read, claim: Claim, around: Surroundings) -> _Labels:
        statement = read.statement
        if statement.cells:
            return _Labels._of_row(read, claim, around)
        match = _LABEL.search(statement.text)
        if match is None or _HAIL.fullmatch(match.group(1)):
            return _Labels()
        short = ":" in match.group() and len(match.group(1).split()) <= 3
        if statement.role is Role.LIST_ITEM or short:
            return _Labels(read.between(0, match.end(1)))
        return _Labels()

    @staticmethod
    def _of_row(read: Read, claim: Claim, around: Surroundings) -> _Labels:
        statement = read.statement
        header: list[str] = []
        headings: list[str] = []
        for at, (start, end) in enumerate(statement.cells):
            own = at == 0 or (start < claim.end and claim.start < end)
            if own and at < len(around.headers):
                header.extend(around.headers[at])
                if at:
                    headings.append(statement.header[at])
        return _Labels(read.between(0, statement.cells[0][1]), tuple(header), tuple(headings))


def _carried(read: Read, claim: Claim, own: _Own, labels: _Labels, around: Surroundings) -> tuple[str, ...]:
    """The terms that a claim is about without saying them."""
    found = [*labels.label, *labels.header]
    if read.statement.role is Role.LIST_ITEM:
        found.extend(around.lead)
    if _PRONOUN.search(claim.text):
        found.extend(around.previous)
    found.extend(read.between(claim.start, claim.end))
    if not _OF_SOMETHING.isdisjoint(own.names):
        # "…, and keep supplements under 1 g": of what, the rest of the sentence says.
        found.extend(read.every)
    return _others(found, own)


def _lent(own: _Own, clause: Clause) -> tuple[str, ...]:
    """The terms that a claim opens with and that do not stand in its clause: what its pronoun is for, or whose deed is told on."""
    if own.whole:
        return ()
    stands = frozenset(clause.term_at.values())
    return tuple(itertools.takewhile(lambda name: name not in stands, own.names))


def _others(terms: Iterable[str], own: _Own) -> tuple[str, ...]:
    """Each of some terms once, but for those that stand in the claim."""
    stands = frozenset(own.names)
    return tuple([name for name in dict.fromkeys(terms) if name not in stands])


def _limited(read: Read, claim: Claim, own: _Own, caption: Read | None) -> Circumstances:
    """What a claim's own words limit it to, and those of its row or item, or right above its table."""
    if own.shared:
        here = read.circumstances
    else:
        wording = read.wording if own.whole else circumstances.wording(claim.text)
        here = limits_of(wording, own.words, own.terms)
    statement = read.statement
    if not statement.cells and (statement.role is not Role.LIST_ITEM or own.whole):
        return here
    row = read.of_row
    limits = replace(
        here,
        populations=tuple(sorted({*here.populations, *row.populations})),
        ages=tuple(dict.fromkeys((*here.ages, *row.ages))),
        years=tuple(dict.fromkeys((*here.years, *row.years))),
        places=tuple(sorted({*here.places, *row.places})),
    )
    return all_of((limits, caption.circumstances)) if caption else limits


_SAID = (Modality.ASSERTED, Modality.HEDGED)


def _mode(read: Read, claim: Claim, *, whole: bool) -> Modality:
    """Whether a claim is said, asked, supposed or reported: as its statement, where that is not plainly said."""
    if claim.kind is Kind.QUESTION or read.statement.text.rstrip(" *_\"'”’)").endswith("?"):
        return Modality.QUESTION
    if claim.kind is Kind.HYPOTHETICAL and known_cues().hypothetical.search(read.statement.plain):
        return (
            Modality.HYPOTHETICAL
        )  # a kind that is only likely, as no word supposes anything, is no supposition
    mode = read.modality if whole else modality_of(claim.text)
    if mode not in _SAID:
        return mode
    if read.modality not in _SAID:
        return read.modality
    return Modality.REPORTED if read.reported else mode


def _figures(read: Read, claim: Claim, own: _Own, labels: _Labels, caption: Read | None) -> Iterator[Figure]:
    """The figures of a claim, but for those that stand in the first cell of its row."""
    cells = read.statement.cells
    first_cell = read.statement.text[slice(*cells[0])] if cells else ""
    above = (caption.statement.text,) if caption else ()
    for quantity in with_spoken(claim.text, claim.quantities):
        if _is_carried(read, claim, quantity):
            continue
        if not first_cell or claim.text[quantity.start : quantity.end] not in first_cell:
            measured = with_unit(quantity, claim.text, (*labels.headings, *above))
            yield figure(measured, claim.text, own.words, own.terms, labels.header)


def _labelled(
    read: Read, claim: Claim, labels: _Labels, carried: tuple[str, ...], around: Surroundings
) -> Labelled:
    """The label or header that names what a claim's value is, and whose it is."""
    if read.statement.cells:
        if len(labels.headings) != 1:
            return Labelled()
        return Labelled(labels.headings[0], labels.header, labels.label)
    if not labels.label or read.statement.role is not Role.LIST_ITEM:
        return Labelled()
    match = _LABEL.search(claim.text)
    whose = tuple(name for name in carried if name not in labels.label) or around.headings[:3]
    return Labelled(match.group(1), labels.label, whose) if match else Labelled()


_UNDIVIDED = " | "
"""What stands between the cells of a table that its format does not read as one: what belongs together is not known."""


def _is_carried(read: Read, claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure is only what a later clause speaks of: "it is 5 s, which is plenty" says once how much it is."""
    said = claim.text[quantity.start : quantity.end]
    return (
        quantity.start == 0
        and not read.statement.cells
        and said not in read.statement.text[claim.start : claim.end]
    )


def _frame(read: Read, claim: Claim, around: Surroundings, usual: frozenset[str]) -> Frame:
    if _UNDIVIDED in claim.text:
        return Frame(text=claim.text, start=claim.span.start, end=claim.span.end, block=read.statement.block)
    own = _Own.of(read, claim)
    clause = Clause.of(read.statement, claim, read.placed)
    labels = _Labels.of(read, claim, around)
    carried = _carried(read, claim, own, labels, around)
    context = (*own.names, *carried)
    return Frame(
        text=claim.text,
        start=claim.span.start,
        end=claim.span.end,
        terms=own.names,
        carried=carried,
        near=_others((*read.every, *around.near), own)[:NEAR_TERMS],
        names=tuple(dict.fromkeys([term.name for term in own.terms if term.proper])),
        headings=around.headings,
        numbered=around.numbered,
        near_names=_others((*read.names, *around.near_names), own)[:16],
        label=labels.label,
        header=tuple(dict.fromkeys(labels.header)),
        caption=around.lead or (around.caption.every if around.caption else ()),
        pairs=clause.pairs(),
        modality=_mode(read, claim, whole=own.whole),
        here=_limited(read, claim, own, around.caption),
        around=all_of((around.circumstances, read.circumstances)),
        figures=tuple(_figures(read, claim, own, labels, around.caption)),
        effects=effects(clause, context),
        assertions=clause.assertions(carried, _lent(own, clause)),
        advice=advice(claim, own.words, own.terms, labels.label, clause),
        definitions=definitions(claim, own.words, own.terms),
        uniques=uniques(
            claim, own.words, own.terms, clause, carried, _labelled(read, claim, labels, carried, around)
        ),
        dates=dates(claim.text, own.words, own.terms),
        clocks=clocks(claim.text),
        block=read.statement.block,
        usual=tuple([name for name in context if name in usual]),
        lemmas=_spaced(own.words),
        above=around.caption.statement.text if around.caption else "",
        above_lemmas=_spaced(around.caption.words) if around.caption else "",
    )


def _spaced(found: Sequence[Word]) -> str:
    return f" {' '.join([word.lemma for word in found])} "
