"""Where things are: spans, the text of a file, and prose that knows its way back to the file.

Every offset in factcheck is a code point index into a text, its end excluded. Lines and columns are computed
only when something is printed.
"""

from __future__ import annotations

import array
import bisect
import dataclasses
import functools
import operator
import re
from collections.abc import Iterable, Sequence

from factcheck.values import Value

_LINE_END = re.compile(r"\r\n?|\n")


class Span(Value, frozen=True, order=True):
    """A stretch of a file: code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclasses.dataclass(frozen=True)
class Source:
    """One file as read. `path` is shown to people as it stands; its suffix picks the reader."""

    path: str
    text: str

    @functools.cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which lines begin; a line ends with LF, CRLF or a lone CR."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, the column in code points."""
        line = bisect.bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


class Piece(Value, frozen=True):
    """`length` characters of prose from `at` on stand for `start` to `end` of the file.

    Where both are equally long they run side by side, character by character; otherwise each character of the
    piece stands for the whole stretch (an entity, an escape, a soft line break with its indentation).
    """

    at: int
    length: int
    start: int
    end: int


_AT = operator.attrgetter("at")


def _lay(pieces: list[Piece], at: int, length: int, start: int, end: int) -> None:
    """Puts a piece behind others, as part of the last one where they run on side by side."""
    if pieces:
        last = pieces[-1]
        if last.end == start and last.length == start - last.start and length == end - start:
            pieces[-1] = Piece(last.at, last.length + length, last.start, end)
            return
    pieces.append(Piece(at, length, start, end))


_MARKUP = 8
"""Signs that set a word off, at most: `</strong>` is one less."""


class Prose(Value, frozen=True):
    """Plain text with an exact way back to the file.

    Pieces lie in prose order, without gaps, and cover the whole text. Source positions need not grow (a
    reader may join parts of a file in reading order), though in most formats they do.
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    @staticmethod
    def verbatim(source: str, start: int, end: int) -> Prose:
        """The stretch of a file as it stands."""
        return Prose(source[start:end], (Piece(0, end - start, start, end),)) if end > start else Prose()

    @staticmethod
    def standing_for(text: str, start: int, end: int) -> Prose:
        """A text that the file spells otherwise: `&` for `&amp;`, a space for a line break and its
        indentation.
        """
        return Prose(text, (Piece(0, len(text), start, end),)) if text else Prose()

    @staticmethod
    def join(parts: Iterable[Prose]) -> Prose:
        """Several pieces of prose as one, in the given order."""
        texts: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for part in parts:
            texts.append(part.text)
            for piece in part.pieces:
                _lay(pieces, at + piece.at, piece.length, piece.start, piece.end)
            at += len(part.text)
        return Prose("".join(texts), tuple(pieces))

    def _piece_at(self, offset: int) -> Piece:
        if len(self.pieces) == 1:
            return self.pieces[0]
        return self.pieces[bisect.bisect_right(self.pieces, offset, key=_AT) - 1]

    def _character(self, offset: int) -> tuple[int, int]:
        """The stretch of the file that a character stands for."""
        piece = self._piece_at(offset)
        if piece.length == piece.end - piece.start:
            start = piece.start + offset - piece.at
            return start, start + 1
        return piece.start, piece.end

    def is_set_off(self, start: int, end: int) -> bool:
        """Whether the file has a few signs of markup right before and right behind the characters from `start`
        to `end`: emphasis, as a rule.
        """
        if not self.pieces or not 0 <= start < end < len(self.text):
            return False
        before = self._character(start)[0] - (self._character(start - 1)[1] if start else 0)
        behind = self._character(end)[0] - self._character(end - 1)[1]
        return (1 <= before <= _MARKUP or not start) and 1 <= behind <= _MARKUP

    def between_markup(self, offset: int) -> tuple[int, int]:
        """The stretch around a character that stands in the file without markup in between: a link's text, words in
        italics, or what lies between two of these. All of the text where it has none.
        """
        if not self.pieces:
            return 0, len(self.text)
        first = last = bisect.bisect_right(self.pieces, offset, key=_AT) - 1
        while first and self.pieces[first - 1].end == self.pieces[first].start:
            first -= 1
        while last + 1 < len(self.pieces) and self.pieces[last].end == self.pieces[last + 1].start:
            last += 1
        return self.pieces[first].at, self.pieces[last].at + self.pieces[last].length

    def span(self, start: int, end: int) -> Span:
        """The stretch of the file that the prose characters from `start` to `end` stand for.

        An empty range maps to an empty span beside its neighbour. Raises `ValueError` where the prose has no
        pieces or the range lies outside it.
        """
        if not self.pieces or not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no such prose: {start} to {end} of {len(self.text)}")
        if start == end:
            before_end = start < len(self.text)
            at = self._character(start)[0] if before_end else self._character(start - 1)[1]
            return Span(at, at)
        first, last = self._character(start), self._character(end - 1)
        if first[0] <= last[1]:
            return Span(first[0], max(first[1], last[1]))
        starts, ends = zip(*map(self._character, range(start, end)), strict=True)
        return Span(min(starts), max(ends))

    def slice(self, start: int, end: int) -> Prose:
        """The prose between two prose offsets, still mapped."""
        pieces: list[Piece] = []
        first = max(bisect.bisect_right(self.pieces, start, key=_AT) - 1, 0)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.at >= end:
                break
            low, high = max(piece.at, start), min(piece.at + piece.length, end)
            if low >= high:
                continue
            if piece.length == piece.end - piece.start:
                place = piece.start - piece.at
                _lay(pieces, low - start, high - low, place + low, place + high)
            else:
                _lay(pieces, low - start, high - low, piece.start, piece.end)
        return Prose(self.text[start:end], tuple(pieces)) if pieces else Prose()

    def edited(self, edits: Sequence[tuple[int, int, str]]) -> Prose:
        """The prose with each `(start, end, text)` range replaced; ranges are sorted and do not overlap.

        New text stands for what it replaces; text put in between (`start == end`) stands for the empty place
        there.
        """
        parts: list[Prose] = []
        at = 0
        for start, end, text in edits:
            parts.append(self.slice(at, start))
            if text:
                where = self.span(start, end)
                parts.append(Prose.standing_for(text, where.start, where.end))
            at = end
        parts.append(self.slice(at, len(self.text)))
        return Prose.join(parts)

    def rebased(self, outer: Prose) -> Prose:
        """The same prose, whose positions lie in `outer.text`, mapped on to the file that `outer` maps to.

        For a format inside another: the Markdown of a notebook's cell, whose text is itself an unescaped JSON
        string.
        """
        parts = []
        for piece in self.pieces:
            text = self.text[piece.at : piece.at + piece.length]
            if piece.length == piece.end - piece.start and piece.length:
                at = 0
                for inner in outer.slice(piece.start, piece.end).pieces:
                    parts.append(
                        Prose(text[at : at + inner.length], (Piece(0, inner.length, inner.start, inner.end),))
                    )
                    at += inner.length
            else:
                where = outer.span(piece.start, piece.end)
                parts.append(Prose.standing_for(text, where.start, where.end))
        return Prose.join(parts)


_PLAIN = {
    **{ord(c): "-" for c in "\u2010\u2011\u2012\u2212"},
    **{ord(c): " " for c in "\u00a0\u2007\u2009\u200a\u202f\u2008"},
    **{ord(c): "'" for c in "\u2018\u2019\u02bc"},
    **{ord(c): '"' for c in "\u201c\u201d\u201e"},
}


def plain(text: str) -> str:
    """A text with typographic variants of hyphens, spaces and quotation marks made alike, for analysis.

    One character stands for one, so offsets hold in both.
    """
    return text if text.isascii() else _made_plain(text)


@functools.lru_cache(maxsize=2048)
def _made_plain(text: str) -> str:
    return text.translate(_PLAIN)


_HALF = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?!u[dD][89a-fA-F])[^\n])"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
"""What a backslash begins in JSON, and apart from the rest an escape that spells half of a character."""


def whole_json(text: str) -> str:
    """JSON whose escapes spell no half of a character, which no file could hold; every place stays where it is."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _HALF.sub(lambda match: match[1] or r"\ufffd", text)


def byte_to_code_point(text: str) -> Sequence[int]:
    """A table from UTF-8 byte offsets of `text` to code point offsets (one entry more than there are bytes).

    Parsers that count bytes are converted once, here. ASCII text needs no table and gets a `range`.
    """
    if text.isascii():
        return range(len(text) + 1)
    table = array.array("I")
    for run in _ASCII_RUNS.finditer(text):
        start, end = run.span()
        if text[start] < "\x80":
            table.extend(range(start, end))
            continue
        for index in range(start, end):
            character = text[index]
            table.extend((index,) * (2 if character < "\u0800" else 3 if character < "\U00010000" else 4))
    table.append(len(text))
    return table


_ASCII_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
