"""Prose being written from left to right, with the marks in it."""

from __future__ import annotations

import dataclasses
import re

from factcheck.document import Mark, MarkKind
from factcheck.readers._markdown_inline.covering import Atom
from factcheck.readers._markdown_inline.flow import Flow
from factcheck.readers._markdown_inline.inline import Image, Inline, Manner
from factcheck.readers._markdown_inline.tidying import is_links_only, tidy
from factcheck.text import Piece, Prose, Span

LINE_BREAK = r"(?<![ \t])[ \t]*+(?:\\[ \t]*+)?\n[ \t]*"
"""With the white space around it; looked for once a run of white space, however long."""
_BREAK = re.compile(LINE_BREAK)


@dataclasses.dataclass(slots=True)
class Draft:
    """A mark being made, in positions of the flow and of the prose."""

    kind: MarkKind
    target: str
    start: int
    end: int
    at: int
    to: int
    text: str = ""
    narrative: bool = False


class Writer:
    """Writes prose from left to right."""

    def __init__(self, flow: Flow, manner: Manner) -> None:
        self.flow = flow
        self.manner = manner
        self.text = flow.view
        self.out: list[tuple[str, int, int]] = []
        self.length = 0
        self.marks: list[Draft] = []
        self.images: list[Image] = []
        self.comments: list[tuple[int, int]] = []
        self.atoms: list[Atom] = []
        self.atom_starts: list[int] = []
        self.gaps: list[int] = []
        """Prose offsets where an address left the prose: what stood around it may be empty now."""
        self.sup: list[tuple[int, int, int, int]] = []
        self.anchors: list[tuple[str, str, int, int]] = []

    def put(self, start: int, end: int) -> None:
        """The stretch as it stands."""
        if end > start:
            self.out.append((self.flow.raw[start:end], start, end))
            self.length += end - start

    def put_as(self, text: str, start: int, end: int) -> None:
        """The stretch as other words."""
        if text:
            self.out.append((text, start, end))
            self.length += len(text)

    def verbatim(self, start: int, end: int) -> None:
        """Text with nothing in it but line breaks."""
        at = start
        for match in _BREAK.finditer(self.text, start, end):
            self.put(at, match.start())
            self.put_as(" ", match.start(), match.end())
            at = match.end()
        self.put(at, end)

    def eat_space(self) -> None:
        """Takes the white space off the end of the prose."""
        while self.out:
            text, start, end = self.out[-1]
            left = text.rstrip()
            if left == text:
                break
            self._shorten(text, left, start, end)
        self._clamp()

    def cut(self, length: int) -> None:
        """Takes all prose off beyond a length."""
        while self.out and self.length > length:
            text, start, end = self.out[-1]
            keep = len(text) - min(len(text), self.length - length)
            self._shorten(text, text[:keep], start, end)
        self._clamp()

    def _shorten(self, text: str, left: str, start: int, end: int) -> None:
        self.length -= len(text) - len(left)
        self.out.pop()
        if left:
            self.out.append((left, start, start + len(left) if len(text) == end - start else end))

    def _clamp(self) -> None:
        for mark in reversed(self.marks):
            if mark.to <= self.length:
                break
            mark.to = self.length
            mark.at = min(mark.at, self.length)
        for index in range(len(self.gaps) - 1, -1, -1):
            if self.gaps[index] <= self.length:
                break
            self.gaps[index] = self.length

    def take(self, index: int, offset: int) -> None:
        """Takes one character out of what was written."""
        text, start, end = self.out[index]
        parts = [(text[:offset], start, start + offset), (text[offset + 1 :], start + offset + 1, end)]
        self.out[index : index + 1] = [part for part in parts if part[0]]
        self.length -= 1

    def tail(self, width: int = 40) -> str:
        """The last characters of the prose."""
        parts: list[str] = []
        have = 0
        for text, _, _ in reversed(self.out):
            parts.append(text)
            have += len(text)
            if have >= width:
                break
        return "".join(reversed(parts))[-width:]

    def since(self, at: int) -> str:
        """The prose from `at` on."""
        parts: list[str] = []
        have = self.length
        for text, _, _ in reversed(self.out):
            if have <= at:
                break
            parts.append(text)
            have -= len(text)
        whole = "".join(reversed(parts))
        return whole[max(at - have, 0) :]

    def mark(self, kind: MarkKind, target: str, start: int, end: int, text: str = "") -> None:
        """A mark that leaves nothing in the prose."""
        self.marks.append(Draft(kind, target, start, end, self.length, self.length, text))

    def address(self, url: str, start: int, end: int) -> None:
        """A URL that is its own text."""
        self.eat_space()
        self.gaps.append(self.length)
        self.mark(MarkKind.LINK, url, start, end, url)

    def finish(self) -> Inline:
        """What was written, in positions of the space."""
        flow = self.flow
        parts: list[Piece] = []
        at = 0
        texts: list[str] = []
        for text, start, end in self.out:
            begin, stop = flow.stretch(start, end)
            texts.append(text)
            last = parts[-1] if parts else None
            equal = len(text) == end - start == stop - begin
            if equal and last is not None and last.end == begin and last.length == last.end - last.start:
                parts[-1] = Piece(last.at, last.length + len(text), last.start, stop)
            else:
                parts.append(Piece(at, len(text), begin, stop))
            at += len(text)
        prose = Prose("".join(texts), tuple(parts))
        marks = [
            Mark(
                mark.kind,
                mark.target,
                Span(*flow.stretch(mark.start, mark.end)),
                mark.at,
                mark.to,
                mark.text,
                mark.narrative,
            )
            for mark in sorted(self.marks, key=lambda mark: (mark.start, mark.end))
        ]
        prose, finished = tidy(prose, marks, self.gaps)
        links_only = is_links_only(prose.text, finished)
        images = tuple(
            Image(
                *flow.stretch(image.start, image.end),
                *flow.stretch(image.text_start, image.text_end),
                image.caption,
            )
            for image in self.images
        )
        return Inline(
            prose, finished, images, tuple(flow.stretch(*comment) for comment in self.comments), links_only
        )
