"""Code points of a text, and the lines and characters in which the protocol counts."""

from __future__ import annotations

from lsprotocol import types

from factcheck.text import Source, Span
from factcheck.values import Value


class Ruler(Value, frozen=True):
    """Tells code points and the protocol's lines and characters of one text from each other.

    The protocol counts from 0, in UTF-16 code units unless client and server agree on another encoding.
    """

    source: Source
    encoding: str = "utf-16"

    def position(self, offset: int) -> types.Position:
        """Where an offset lies; one behind the end of the text lies at its end."""
        offset = min(offset, len(self.source.text))
        line, column = self.source.line_column(offset)
        start = offset - column + 1
        return types.Position(line - 1, self._units(self.source.text[start:offset]))

    def range(self, span: Span) -> types.Range:
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The code point at a position; one behind the end of a line is that end."""
        starts = self.source.line_starts
        if position.line >= len(starts):
            return len(self.source.text)
        start = starts[position.line]
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(self.source.text)
        line = self.source.text[start:end].rstrip("\r\n")
        if self.encoding == "utf-32" or line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(line)

    def span(self, range_: types.Range) -> Span:
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def _units(self, text: str) -> int:
        if self.encoding == "utf-32" or text.isascii():
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)
