"""The blocks of a page of HTML: what each is for, by the elements it stands in and the words in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.document import Block, Mark, MarkKind, Role
from factcheck.readers import _pages, _typed_marks
from factcheck.readers._building import Builder
from factcheck.readers._html.elements import HEADINGS, Built, Frame, Table
from factcheck.readers._html.marks import Marks
from factcheck.text import Prose, Span
from factcheck.values import replace

_OPENING = frozenset({"p", "li", "dd", "figcaption", "caption", "blockquote", "pre", *HEADINGS})
"""Elements that are a block of their own: it begins where they do."""
_LABELLED = frozenset({Role.LIST_ITEM, Role.FOOTNOTE, Role.BIBLIOGRAPHY, Role.CODE})
_GROUPED = frozenset({Role.LIST_ITEM, Role.NAVIGATION, Role.BIBLIOGRAPHY})
_NUMBER = re.compile(r"\[?(\d{1,3})[\].]\s+")
"""What opens a numbered entry."""


def _level(frame: Frame, role: Role) -> int:
    if role is Role.HEADING:
        return frame.level
    return max(1, frame.depth) if role is Role.LIST_ITEM else 0


def _group(frame: Frame, role: Role) -> int | None:
    """Which list or table a block belongs to."""
    if role is Role.CAPTION and frame.table is not None:
        return frame.table.group
    return frame.group if role in _GROUPED else None


class Blocks:
    """The blocks made so far, and the one being built."""

    def __init__(self, text: str, stack: Sequence[Frame]) -> None:
        self.stack = stack
        self.builder = Builder(text)
        self.marks = Marks(text, self.builder, stack)
        self.built: list[Built] = []
        self.waiting: list[Built] = []
        """Comments and image texts met inside a block: they come after it."""
        self.heading_title = ""
        self.heading_level = 7
        self.reference_level = 0
        """Level of the heading under which references are listed; 0 outside."""

    def add_beside(self, built: Built) -> None:
        """Add a block that does not end the one being built: it comes after that."""
        if self.builder.length:
            self.waiting.append(built)
        else:
            self.built.append(built)

    def line_break(self) -> None:
        """Two `<br>` in a row end a paragraph."""
        breaks, self.builder.breaks = self.builder.breaks, 0
        if breaks >= 2 and self.builder.length and not self.stack[-1].in_cell:
            self.flush()

    def flush(self, closing: Frame | None = None) -> None:
        """End the block that is being built, by the end of an element if one is given."""
        builder = self.builder
        frame = closing or self.stack[-1]
        if frame.in_cell:
            return
        if self.marks.inline:
            self.marks.finish()
        if builder.length or builder.marks:
            self._emit(frame, closing)
        builder.clear()
        self.built.extend(self.waiting)
        self.waiting.clear()

    def _emit(self, frame: Frame, closing: Frame | None) -> None:
        """Add the block that was built: what it is, and where, by the element it stands in."""
        builder = self.builder
        prose, marks = builder.prose(), tuple(builder.marks)
        if frame.role is not Role.CODE:
            prose, marks = _typed_marks.lift(prose, builder.marks, silent=builder.silent)
        if not prose.text.strip() and not marks:
            return
        span = self._span(marks, closing)
        role = self._role(frame, prose.text, marks)
        label = ""
        if role is Role.HEADING:
            self._head(prose.text, frame.level)
        elif (
            role is Role.BIBLIOGRAPHY
            and frame.role is Role.PARAGRAPH
            and (number := _NUMBER.match(prose.text))
        ):
            label = number[1]
            prose, marks = _without_start(prose, marks, number.end())
        elif role in _LABELLED:
            label = self._label(frame)
        elif role is Role.QUOTATION and frame.quoted_from is not None:
            span, mark = self._quoted(span, *frame.quoted_from, len(prose.text))
            marks = (*marks, mark)
        block = Block(role, span, prose, marks, _level(frame, role), _group(frame, role), label)
        self.built.append(Built(block, (*frame.ids, *builder.ids)))

    def _span(self, marks: Sequence[Mark], closing: Frame | None) -> Span:
        """Where what was built stands, with the element that holds it if it is a block of its own."""
        builder = self.builder
        starts = [mark.span.start for mark in marks]
        start = min([builder.start, *starts] if builder.start >= 0 else starts)
        end = max([builder.end, start, *(mark.span.end for mark in marks)])
        if (
            closing is not None
            and closing.tag in _OPENING
            and closing.start <= start
            and not self._began_before(closing.start)
        ):
            start = closing.start
        return Span(start, end)

    def _role(self, frame: Frame, text: str, marks: Sequence[Mark]) -> Role:
        """What a block is by its element, by what it stands under and by its words."""
        role = frame.role
        if self.builder.after_term and role is Role.PARAGRAPH:
            role = Role.LIST_ITEM
        if role is Role.FOOTNOTE:
            return role if frame.ids or self.builder.ids else Role.BIBLIOGRAPHY
        if role is Role.PARAGRAPH and self.reference_level:
            return Role.BIBLIOGRAPHY
        if role in (Role.PARAGRAPH, Role.LIST_ITEM) and (
            _pages.is_furniture(text) or _only_links(text, marks)
        ):
            return Role.NAVIGATION
        return role

    def _label(self, frame: Frame) -> str:
        """What a block can be called by."""
        if frame.role is not Role.FOOTNOTE:
            return frame.label
        return frame.ids[-1] if frame.ids else self.builder.ids[0] if self.builder.ids else frame.label

    def _quoted(self, span: Span, where: str, tag: Span, length: int) -> tuple[Span, Mark]:
        """A quotation from where its element says, with the mark for that."""
        if tag.end <= span.start and not self._began_before(tag.start):
            span = Span(tag.start, span.end)
        at = tag if span.start <= tag.start else Span(span.end, span.end)
        return span, Mark(MarkKind.CITE, where, at, length, length)

    def _began_before(self, start: int) -> bool:
        return bool(self.built) and self.built[-1].block.span.end > start

    def _head(self, text: str, level: int) -> None:
        if _pages.names_references(text):
            self.reference_level = level
        elif self.reference_level and level <= self.reference_level:
            self.reference_level = 0
        if level < self.heading_level:
            self.heading_level = level
            self.heading_title = text

    def open_in_table(self, frame: Frame, start: int) -> None:
        """Begin a row or a cell where an element does."""
        table = frame.table
        if frame.tag == "table" or table is None:
            return
        if frame.tag == "thead":
            table.in_head = True
        elif frame.tag == "tr" and not table.layout:
            if table.row is not None:
                self.end_row(table, start)
            table.row = start
            table.ids = list(frame.ids)
        elif frame.tag in ("td", "th") and not table.layout:
            self.builder.clear()
            for outer in self.marks.inline:
                outer.at = 0
                outer.inline_start = -1
            frame.in_cell = True
            if table.row is None:
                table.row = start

    def end_cell(self, frame: Frame) -> None:
        """Give what was built to the open row, as a cell."""
        table = frame.table
        if table is None:
            return
        self.marks.finish()
        builder = self.builder
        prose, marks = _typed_marks.lift(builder.prose(), builder.marks, silent=builder.silent)
        table.cells.append((prose, marks))
        table.heads.append(frame.tag == "th")
        table.ids.extend(builder.ids)
        builder.clear()

    def end_row(self, table: Table, end: int) -> None:
        """Make a block of the cells of the open row."""
        if table.row is None:
            return
        if any(prose.text for prose, _ in table.cells):
            role = Role.TABLE_HEADER if table.in_head or all(table.heads) else Role.TABLE_ROW
            outer = self.stack[-1]
            if outer.role in (Role.METADATA, Role.NAVIGATION, Role.READER_COMMENT):
                role = outer.role
            block = _pages.table_row(role, table.cells, Span(table.row, end), table.group)
            self.built.append(Built(block, tuple(table.ids)))
        self.built.extend(self.waiting)
        self.waiting.clear()
        table.cells = []
        table.heads = []
        table.row = None
        table.ids = []


def _without_start(prose: Prose, marks: Sequence[Mark], cut: int) -> tuple[Prose, tuple[Mark, ...]]:
    moved = [replace(mark, start=max(0, mark.start - cut), end=max(0, mark.end - cut)) for mark in marks]
    return prose.slice(cut, len(prose.text)), tuple(moved)


def _only_links(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a block is nothing but links, with no sentence in them."""
    links = [mark for mark in marks if mark.kind is MarkKind.LINK]
    covered = sum(mark.end - mark.start for mark in links)
    if not covered or len(text.split()) > 30:
        return False
    rest = len(text) - covered
    words = sum(character.isalnum() for character in text) - sum(
        character.isalnum() for mark in links for character in text[mark.start : mark.end]
    )
    return words <= 0 and rest <= 4 + 3 * len(marks) and not re.search(r"[.!?]$", text)
