"""The references that a document itself gives: entries of its list, and notes wherever they stand."""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck.citations.going_back import family_of_short
from factcheck.citations.manners.listed import BEFORE_RAISED, signs_in
from factcheck.document import STATED, Block, Document, Mark, MarkKind, Role
from factcheck.references import reference_list
from factcheck.references.identifiers import identifier_of_url
from factcheck.references.reference import Identifier, Reference
from factcheck.text import Source
from factcheck.values import replace

_FORMAL_ENTRY = re.compile(
    r"^[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.? ?-?){1,3}(?:,|&|;|and|et al|\().{0,200}?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)[.:,]"
    r"|^[^\W\d_][\w'’-]+, (?:[A-Z]\. ?-?){1,3} ?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)\."
)
"""An entry as reference lists have it, wherever the list stands: "Lind, A., & Roe, B. (2018). …"."""
_NOTE_NUMBER = re.compile(r"^(?:Note |NB )?[\[(]?(?P<number>\d{1,3})[\]).:]?(?:\s+(?=\S)|$)")
_NOTE_ROLES = (Role.LIST_ITEM, Role.PARAGRAPH, Role.BIBLIOGRAPHY, Role.QUOTATION)
_DIGIT = re.compile(r"\d")
_RAISED = re.compile(rf"{BEFORE_RAISED}([⁰¹²³⁴-⁹]{{1,2}})(?![⁰¹²³⁴-⁹])")
_CALLED = re.compile(
    r"(?=[(\d]| \()(?:"  # most places are passed over at once
    r"\((\d{1,3})\)(?=\s*(?:[.,;:!?]|$))|(?<=[.!?”\"]) \((\d{1,3})\)(?=\s+[A-Z])|(?<=[A-Za-z”)%\"][.!?,;])(\d{1,2})(?=\s|$)"
    r"|\((?:[Ss]ee )?(?:[Ff]oot|[Ee]nd)?(?:[Nn]otes?|[Rr]efs?\.?|[Rr]eferences?) (\d{1,3})\))"
)
_BY_SIGN = re.compile(r"\s*(?P<sign>\*{1,3}|†{1,2}|‡{1,2}|¶|‖)\s*(?=[^\s*†‡¶‖])")


def own_references(document: Document) -> tuple[Reference, ...]:
    """The entries of a document's reference list, then its notes outside one: numbered ones and those that signs call."""
    listed = tuple(_numbered(reference_list.entries(document)))
    return (*listed, *_elsewhere(document, listed), *_by_sign(document))


def opens_note(block: Block, source: Source) -> bool:
    """Whether a paragraph of a footnote is the first of a definition in Markdown: two of one label may stand together."""
    head = f"[^{block.label}]:"
    before = source.text[max(0, block.span.start - len(head) - 8) : block.span.start]
    return block.role is Role.FOOTNOTE and bool(block.label) and before.rstrip().endswith(head)


def with_list_apart(blocks: Sequence[Block], listed: Sequence[Reference]) -> Iterator[Block]:
    """The blocks, with the entries of a reference list told apart from the text."""
    starts = sorted(
        (reference.start, reference.end) for reference in listed if reference.end > reference.start
    )
    for block in blocks:
        if block.role is Role.LIST_ITEM and _FORMAL_ENTRY.match(block.prose.text):
            yield replace(block, role=Role.BIBLIOGRAPHY)
            continue
        at = bisect.bisect_right(starts, (block.span.end, -1))
        within = at > 0 and starts[at - 1][1] > block.span.start and starts[at - 1][0] < block.span.end
        if within and block.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            yield replace(block, role=Role.BIBLIOGRAPHY)
        else:
            yield block


def _numbered(listed: Sequence[Reference]) -> Iterator[Reference]:
    """The entries, those that begin with a bare number called by it."""
    last: Reference | None = None
    for reference in listed:
        match = None if reference.key.isdigit() else re.match(r"(\d{1,3})\s+\D", reference.text)
        one = replace(reference, key=match.group(1)) if match else reference
        one = _same_again(one, last)
        last = one if one.locatable or one.title else last
        yield one


def _by_sign(document: Document) -> Iterator[Reference]:
    """Notes that signs call: "* Dahl, L. (2022). …" below the text. A remark has no place, so that it stays a statement."""
    called = {
        sign for block in document.blocks if block.role in STATED for sign in signs_in(block.prose.text)
    }
    for block in document.blocks:
        match = _BY_SIGN.match(block.prose.text) if called and block.role in _NOTE_ROLES else None
        if match is None or match["sign"] not in called:
            continue
        called.discard(match["sign"])
        reference = reference_list.note_reference(block.prose.text[match.end() :], match["sign"])
        identifiers = (*reference.identifiers, *_links(block.marks))
        reference = replace(reference, identifiers=identifiers, path=document.source.path)
        if _gives_source(reference):
            reference = replace(reference, start=block.span.start, end=block.span.end)
        yield reference


def _same_again(reference: Reference, last: Reference | None) -> Reference:
    """An entry, where it says "Ibid." the one before it under its own number."""
    if last is None or not reference.key.isdigit() or not reference_list.is_ibidem(reference.text):
        return reference
    return replace(last, key=reference.key, path=reference.path, start=reference.start, end=reference.end)


def _elsewhere(document: Document, listed: Sequence[Reference]) -> Iterator[Reference]:
    """Numbered notes outside a list of references, where the text calls their numbers.

    One that gives no source is a remark: it has nothing but its text.
    """
    blocks = [block for block in document.blocks if block.role in _NOTE_ROLES]
    names = _names_called(blocks)
    called = (_numbers_called(blocks) | names) - {reference.key for reference in listed}
    if not called:
        return
    given = _Given(listed)
    remarks: dict[str, Reference] = {}
    for note in itertools.chain.from_iterable(_notes_in(block, names) for block in blocks):
        if note.key not in called:
            continue
        reference = reference_list.note_reference(note.body, note.key)
        if note.key in names and not (reference.title and reference.year and reference.locatable):
            continue  # a place in the text that has a name
        reference = replace(
            reference,
            identifiers=(*reference.identifiers, *_links(note.marks)),
            path=document.source.path,
            start=note.block.span.start,
            end=note.block.span.end,
        )
        reference = given.gone_back(reference, note.body)
        if _gives_source(reference):
            given.take(reference)
            called.discard(note.key)
            yield reference
        elif note.body and note.stands_apart:
            remarks.setdefault(note.key, reference)
    yield from (reference for key, reference in remarks.items() if key in called)


def _names_called(blocks: Sequence[Block]) -> set[str]:
    """The names of places in the document that its links lead to."""
    return {
        mark.target[1:]
        for block in blocks
        for mark in block.marks
        if mark.kind is MarkKind.LINK and mark.target[:1] == "#" and mark.target != "#"
    }


def _numbers_called(blocks: Sequence[Block]) -> set[str]:
    """The numbers of notes that the text calls, by marks or in words."""
    called = {mark.target for block in blocks for mark in block.marks if mark.kind is MarkKind.NUMBER}
    for block in blocks:
        text = block.prose.text
        if _DIGIT.search(text):
            called.update(number for pair in _CALLED.findall(text) for number in pair if number)
        if not text.isascii():
            called.update(unicodedata.normalize("NFKC", raised) for raised in _RAISED.findall(text))
    return called


class _Note(NamedTuple):
    """A part of a block under the number or name that it can be called by."""

    key: str
    body: str
    block: Block
    marks: Sequence[Mark]
    """Its own among those of the block."""
    stands_apart: bool
    """Whether it looks like a note even where it gives no source."""


def _notes_in(block: Block, names: Collection[str]) -> Iterator[_Note]:
    text = block.prose.text
    whole = text.strip()
    labelled = block.label.isdigit() or block.label in names
    headed = labelled or text.lstrip()[:1] in "[(⁰¹²³⁴⁵⁶⁷⁸⁹"
    for number, start, end in reference_list.parts(block):
        if labelled:
            yield _Note(block.label, whole, block, block.marks, headed)
        elif number:
            marks = [mark for mark in block.marks if start <= mark.start <= end]
            yield _Note(number, text[start:end].strip(), block, marks, headed or bool(block.marks))
        elif bare := _NOTE_NUMBER.match(whole):
            yield _Note(bare.group("number"), whole[bare.end() :], block, block.marks, headed)


class _Given:
    """The sources given so far, to which a later note may go back."""

    def __init__(self, listed: Sequence[Reference]) -> None:
        self._last: Reference | None = None
        self._by_number = {reference.key: reference for reference in listed if reference.key.isdigit()}
        self._by_family = {
            family: reference for reference in reversed(listed) for family in reference.authors[:1]
        }

    def gone_back(self, reference: Reference, body: str) -> Reference:
        """What a note stands for: the source before it, or an earlier one of the author that it names."""
        before = self._by_number.get(str(int(reference.key) - 1)) if reference.key.isdigit() else None
        reference = _same_again(reference, before or self._last)
        earlier = None if reference.locatable else self._by_family.get(family_of_short(body))
        if earlier is None:
            return reference
        return replace(
            earlier, key=reference.key, path=reference.path, start=reference.start, end=reference.end
        )

    def take(self, reference: Reference) -> None:
        self._last = reference
        self._by_number.setdefault(reference.key, reference)
        for family in reference.authors[:1]:
            self._by_family.setdefault(family, reference)


def _gives_source(reference: Reference) -> bool:
    return bool(reference.locatable or reference.title or reference.container)


def _links(marks: Iterable[Mark]) -> tuple[Identifier, ...]:
    """The identifiers of works that some links lead to."""
    return tuple(
        identifier
        for mark in marks
        if mark.kind is MarkKind.LINK and (identifier := identifier_of_url(mark.target)) is not None
    )
