"""The references that a document itself gives: entries of its list, and notes wherever they stand."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence

from factcheck.citations.manners.listed import signs_in
from factcheck.citations.resolve import family_of_short
from factcheck.document import STATED, Block, Document, MarkKind, Role
from factcheck.references import reference_list
from factcheck.references.identifiers import identifier_of_url
from factcheck.references.reference import Reference
from factcheck.values import replace

_FORMAL_ENTRY = re.compile(
    r"^[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.? ?-?){1,3}(?:,|&|;|and|et al|\().{0,200}?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)[.:,]"
    r"|^[^\W\d_][\w'’-]+, (?:[A-Z]\. ?-?){1,3} ?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)\."
)
"""An entry as reference lists have it, wherever the list stands: "Lind, A., & Roe, B. (2018). …"."""
_NOTE_NUMBER = re.compile(r"^(?:Note |NB )?[\[(]?(?P<number>\d{1,3})[\]).:]?(?:\s+(?=\S)|$)")
_NOTE_ROLES = (Role.LIST_ITEM, Role.PARAGRAPH, Role.BIBLIOGRAPHY, Role.QUOTATION)
_DIGIT = re.compile(r"\d")
_RAISED = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?)”’\"'%])([⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])")
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
        links = tuple(
            identifier
            for mark in block.marks
            if mark.kind is MarkKind.LINK and (identifier := identifier_of_url(mark.target)) is not None
        )
        reference = replace(
            reference, identifiers=(*reference.identifiers, *links), path=document.source.path
        )
        if reference.locatable or reference.title or reference.container:
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
    known = {reference.key for reference in listed}
    blocks = [block for block in document.blocks if block.role in _NOTE_ROLES]
    called = {mark.target for block in blocks for mark in block.marks if mark.kind is MarkKind.NUMBER}
    by_name = {
        mark.target[1:]
        for block in blocks
        for mark in block.marks
        if mark.kind is MarkKind.LINK and mark.target[:1] == "#"
    }
    called |= by_name
    for block in blocks:
        text = block.prose.text
        if _DIGIT.search(text):
            called.update(number for pair in _CALLED.findall(text) for number in pair if number)
        if not text.isascii():
            called.update(unicodedata.normalize("NFKC", raised) for raised in _RAISED.findall(text))
    called -= known
    if not called:
        return
    remarks: dict[str, Reference] = {}
    last: Reference | None = None
    given = {reference.key: reference for reference in listed if reference.key.isdigit()}
    by_family = {family: reference for reference in reversed(listed) for family in reference.authors[:1]}
    for block in blocks:
        text = block.prose.text
        labelled = block.label.isdigit() or block.label in by_name
        for number, start, end in reference_list.parts(block):
            words = text[start:end].strip()
            bare = None if number or labelled else _NOTE_NUMBER.match(text.strip())
            key = block.label if labelled else number or (bare.group("number") if bare else "")
            if key not in called:
                continue
            body = text.strip()[bare.end() :] if bare else text.strip() if labelled else words
            reference = reference_list.note_reference(body, key)
            if key in by_name and not (reference.title and reference.year and reference.locatable):
                continue  # a place in the text that has a name
            links = tuple(
                identifier
                for mark in block.marks
                if mark.kind is MarkKind.LINK
                and (labelled or bare or start <= mark.start <= end)
                and (identifier := identifier_of_url(mark.target)) is not None
            )
            reference = replace(
                reference,
                identifiers=(*reference.identifiers, *links),
                path=document.source.path,
                start=block.span.start,
                end=block.span.end,
            )
            before = given.get(str(int(key) - 1)) if key.isdigit() else None
            reference = _same_again(reference, before or last)
            called_again = None if reference.locatable else by_family.get(family_of_short(body))
            if called_again is not None:
                reference = replace(
                    called_again, key=key, path=reference.path, start=reference.start, end=reference.end
                )
            if reference.locatable or reference.title or reference.container:
                last = reference
                given.setdefault(key, reference)
                for family in reference.authors[:1]:
                    by_family.setdefault(family, reference)
                called.discard(key)
                yield reference
            elif body and (labelled or text.lstrip()[:1] in "[(⁰¹²³⁴⁵⁶⁷⁸⁹" or (number and block.marks)):
                remarks.setdefault(key, reference)
    yield from (reference for key, reference in remarks.items() if key in called)
