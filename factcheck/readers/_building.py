"""Putting the prose of a block together, for readers that walk a tree or a stream of tokens."""

from __future__ import annotations

import re

from factcheck.document import Mark, MarkKind
from factcheck.text import Prose, Span

_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
"""Words with one space between them, which the prose has as the file has it."""
RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
"""Plain figures and signs as raised ones."""


class Builder:
    """Prose of one block in the making; runs of white space become one space."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.clear()

    def clear(self) -> None:
        self.parts: list[Prose] = []
        self.length = 0
        self.space: tuple[int, int] | None = None
        """White space read and not yet put: it is left out where the block ends or a mark follows."""
        self.gap: tuple[int, int] | None = None
        """White space before a mark that left no words."""
        self.marks: list[Mark] = []
        self.silent: list[tuple[int, int]] = []
        self.start = -1
        self.end = -1
        self.ids: list[str] = []
        self.after_term = False
        self.breaks = 0

    def put(self, prose: Prose, start: int, end: int) -> None:
        if not prose.text:
            return
        if self.space is None and prose.text[0].isalnum():
            self.space = self.gap
        self.gap = None
        if self.space is not None:
            if self.length:
                self.parts.append(Prose.standing_for(" ", *self.space))
                self.length += 1
            self.space = None
        self.parts.append(prose)
        self.length += len(prose.text)
        if self.start < 0:
            self.start = start
        self.end = max(self.end, end)

    def put_space(self, start: int, end: int) -> None:
        self.space = (start, end) if self.space is None else (self.space[0], max(end, self.space[1]))

    def put_text(self, start: int, end: int) -> None:
        at = start
        for match in _WORDS.finditer(self.text, start, end):
            first, last = match.span()
            if first > at:
                self.put_space(at, first)
            self.put(Prose.verbatim(self.text, first, last), first, last)
            at = last
        if at < end:
            self.put_space(at, end)

    def mark(self, kind: MarkKind, target: str, span: Span, *, text: str = "") -> None:
        """A mark that leaves no words, nor the space before it."""
        if self.space is not None:
            self.gap = self.space
            self.space = None
        self.marks.append(Mark(kind, target, span, self.length, self.length, text))

    def prose(self) -> Prose:
        return Prose.join(self.parts)

    def replace_tail(self, at: int, text: str, where: tuple[int, int]) -> None:
        """Spell the prose from an offset on in other characters, which stand for a stretch of the file."""
        last = Prose()
        while self.parts and self.length > at:
            part = self.parts.pop()
            self.length -= len(part.text)
            last = Prose.join([part, last])
        cut = at - self.length
        self.parts.extend([last.slice(0, cut), Prose.standing_for(text, *where)])
        self.length = at + len(text)
        self.end = max(self.end, where[1])

    def tail(self, at: int) -> str:
        """The text built from a prose offset on."""
        needed = self.length - at
        pieces: list[str] = []
        for part in reversed(self.parts):
            if needed <= 0:
                break
            pieces.append(part.text[-needed:] if needed < len(part.text) else part.text)
            needed -= len(part.text)
        return "".join(reversed(pieces))
