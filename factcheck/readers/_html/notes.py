"""Which blocks of a page of HTML are notes, by what calls them."""

from __future__ import annotations

import urllib.parse
from collections.abc import Collection, Iterator, Mapping, Sequence

from factcheck.document import Block, MarkKind, Role
from factcheck.readers._html.elements import Built
from factcheck.values import replace


def with_notes(made: Sequence[Built], called: Collection[str]) -> list[Block]:
    """The blocks in order, the notes among them told apart, and links to these as calls of them."""
    linked = {name for built in made for name in _linked(built.block)}
    aliases: dict[str, str] = {}
    read = []
    for built in made:
        block = _called_note(built, called, linked)
        if block.role in (Role.FOOTNOTE, Role.BIBLIOGRAPHY) and block.label:
            for name in built.ids:
                aliases.setdefault(name, block.label)
        read.append(block)
    blocks = sorted(read, key=lambda block: block.span.start)
    return [_with_note_links(block, aliases) for block in blocks]


def _called_note(built: Built, called: Collection[str], linked: Collection[str]) -> Block:
    """A block that a mark points at is a note, whatever element it is; one that a link of words points at is called
    by that name, whatever it turns out to be.
    """
    block = built.block
    if block.role in (Role.HEADING, Role.QUOTATION, Role.READER_COMMENT, Role.IMAGE_TEXT, Role.COMMENT):
        return block
    for name in reversed(built.ids):
        if name in called:
            return replace(block, role=Role.FOOTNOTE, label=name, level=0)
    for name in reversed(built.ids):
        if (
            name in linked
            and not block.label
            and block.role in (Role.BIBLIOGRAPHY, Role.PARAGRAPH, Role.LIST_ITEM)
        ):
            return replace(block, label=name)
    return block


def _linked(block: Block) -> Iterator[str]:
    """What links in a block call within the page."""
    for mark in block.marks:
        if mark.kind is MarkKind.LINK and mark.target.startswith("#"):
            yield urllib.parse.unquote(mark.target[1:])


def _with_note_links(block: Block, labels: Mapping[str, str]) -> Block:
    """Links whose text is words and that lead to a note of the page (`(<a href="#smith">Smith 2007</a>)`)."""
    if not any(name in labels for name in _linked(block)):
        return block
    marks = tuple(
        replace(mark, kind=MarkKind.FOOTNOTE, target=labels[urllib.parse.unquote(mark.target[1:])])
        if mark.kind is MarkKind.LINK
        and mark.target.startswith("#")
        and urllib.parse.unquote(mark.target[1:]) in labels
        else mark
        for mark in block.marks
    )
    return replace(block, marks=marks)
