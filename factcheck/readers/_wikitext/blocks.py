"""The blocks of a page of wikitext: what each is for, by its line's marks, its heading and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.document import Block, Mark, MarkKind, Role
from factcheck.readers import _typed_marks
from factcheck.readers._building import Builder
from factcheck.text import Prose, Span

_HATNOTE_LINE = re.compile(
    r"(?:for (?:other|the|a|an|more|further)\b.{0,120}\bsee\b|see also\b|main articles?\b"
    r"|further information\b|this article is about\b|not to be confused\b)",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\([\s;,]*\)")


class Blocks:
    """The blocks made so far, and the one being built."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.builder = Builder(text)
        self.role = Role.PARAGRAPH
        self.level = 0
        self.prefix = ""
        """Of the list line being read: `*`, `##`, `:`."""
        self.item_start = 0
        self.line_start = True
        self.inline = 0
        """Inside a cell, caption or parameter: line ends are spaces."""
        self.groups = 0
        self.lists: list[tuple[str, int]] = []
        self.blocks: list[Block] = []
        self.waiting: list[Block] = []
        self.reference_level = 0
        self.see_also_level = 0
        self.linked = 0
        """Characters of the block that internal links show."""
        self.cited = False
        """The block is an entry of a reference list: it opens with a citation template."""
        self.label = ""
        self.quoting = 0

    def flush(self) -> None:
        """End the block that is being built."""
        builder = self.builder
        if self.inline:
            return
        if builder.length or builder.marks:
            self._emit()
        builder.clear()
        self.blocks.extend(self.waiting)
        self.waiting.clear()
        self.role = Role.QUOTATION if self.quoting else Role.PARAGRAPH
        self.level = 0
        self.prefix = ""
        self.linked = 0
        self.cited = False
        self.label = ""

    def _emit(self) -> None:
        builder = self.builder
        raw = builder.prose()
        # What templates without words leave: "Orra () is a river".
        empty = [match.span() for match in _EMPTY_BRACKETS.finditer(raw.text)]
        prose, marks = _typed_marks.lift(raw, builder.marks, silent=empty, addresses=False)
        if not prose.text.strip() and not marks:
            return
        text = prose.text
        starts = [mark.span.start for mark in marks]
        ends = [mark.span.end for mark in marks]
        start = min([builder.start, *starts] if builder.start >= 0 else starts)
        end = max([builder.end, *ends])
        role = self.role
        group = None
        label = self.label
        if self.prefix:
            start = min(start, self.item_start)
            group = self._group(self.prefix)
        elif role in (Role.PARAGRAPH, Role.QUOTATION):
            self.lists.clear()
        if role is Role.LIST_ITEM and not self.prefix.strip(":"):
            role = Role.PARAGRAPH
            group = None
        if role in (Role.LIST_ITEM, Role.PARAGRAPH):
            if self.cited or (self.reference_level and (role is Role.LIST_ITEM or marks or self.cited)):
                role = Role.BIBLIOGRAPHY
            elif self.see_also_level or self._is_pointer(text, marks, role):
                role = Role.NAVIGATION
            elif (self.prefix.endswith(";") and ": " not in text) or (
                role is Role.PARAGRAPH and self._is_bold_line(text, start, end)
            ):
                role = Role.HEADING
        level = 0
        if role is Role.HEADING:
            level = self.level or 5
            group = None
        elif role is Role.LIST_ITEM:
            level = len(self.prefix)
        if role is not Role.BIBLIOGRAPHY:
            label = ""
        self.blocks.append(Block(role, Span(start, end), prose, marks, level, group, label))

    def _group(self, prefix: str) -> int:
        depth = len(prefix)
        kind = prefix[-1] if prefix[-1] in "*#" else ";"
        while len(self.lists) > depth:
            self.lists.pop()
        while len(self.lists) < depth:
            self.groups += 1
            self.lists.append((kind, self.groups))
        if self.lists[-1][0] != kind:
            self.groups += 1
            self.lists[-1] = (kind, self.groups)
        return self.lists[-1][1]

    def _is_pointer(self, text: str, marks: Sequence[Mark], role: Role) -> bool:
        if role is Role.PARAGRAPH and len(text) < 200 and _HATNOTE_LINE.match(text):
            return self.prefix.startswith(":") or text.startswith(("See also", "Main article"))
        if role is not Role.LIST_ITEM:
            return False
        shown = sum(mark.end - mark.start for mark in marks if mark.kind is MarkKind.LINK)
        return len(text) - self.linked - shown <= 2 and not re.search(r"[.!?]$", text)

    def _is_bold_line(self, text: str, start: int, end: int) -> bool:
        return (
            len(text) <= 80
            and self.text.startswith("'''", max(0, start - 3))
            and self.text.startswith("'''", end)
            and not re.search(r"[.!?,;]$", text)
            and "'''" not in self.text[start:end]
        )

    def add_beside(self, block: Block) -> None:
        """Add a block that does not end the one being built: it comes after that."""
        if self.builder.length or self.inline:
            self.waiting.append(block)
        else:
            self.blocks.append(block)

    def aside(self, role: Role, start: int, end: int) -> None:
        """A stretch of the file as a block of its own, unread."""
        self.add_beside(Block(role, Span(start, end), Prose.verbatim(self.text, start, end)))

    def put(self, prose: Prose, start: int, end: int) -> None:
        self.line_start = False
        self.builder.put(prose, start, end)
