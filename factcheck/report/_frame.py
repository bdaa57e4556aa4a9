"""A piece of a file with carets under the words that are meant."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.report._places import visible
from factcheck.text import Source, Span

_CONTEXT = 24
_ROWS = 6


def frame(source: Source, span: Span, width: int) -> list[tuple[str, str, str]]:
    """Rows of `(line number, text, carets)` that show a span, at most `width` terminal columns of text each.

    An article's line can be a whole paragraph: it is cut to the span with a few words around it, and wrapped.
    A row that continues the line above has no number; `…` stands for what was left out.
    """
    first, _ = source.line_column(span.start)
    last, _ = source.line_column(max(span.start, span.end - 1))
    rows: list[tuple[str, str, str]] = []
    for line in range(first, last + 1):
        if len(rows) >= _ROWS:
            rows.append(("", "…", ""))
            break
        rows.extend(_rows(source, line, span, width))
    return rows


def _rows(source: Source, line: int, span: Span, width: int) -> Iterator[tuple[str, str, str]]:
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    while end > start and source.text[end - 1] in "\r\n":
        end -= 1
    low, high = max(start, span.start), min(end, span.end)
    high = max(low, high)
    left = _cut_left(source.text, start, low)
    right = _cut_right(source.text, high, end)
    lead = "…" if left > start else ""
    tail = "…" if right < end else ""
    shown = lead + visible(source.text[left:right].replace("\n", " ").replace("\r", " ")) + tail
    marks = (low - left + len(lead), high - left + len(lead))
    for number, (row_start, row_end) in enumerate(_wrapped(shown, max(20, width))):
        if number >= _ROWS:
            yield "", "…", ""
            return
        text = shown[row_start:row_end]
        mark_start = min(max(marks[0], row_start), row_end)
        mark_end = min(max(marks[1], row_start), row_end)
        if mark_start == mark_end == row_end < len(shown) and marks[0] >= row_end:
            carets = ""
        elif marks[0] == marks[1]:
            carets = (
                " " * cells(shown[row_start:mark_start]) + "^" if row_start <= marks[0] <= row_end else ""
            )
        else:
            carets = " " * cells(shown[row_start:mark_start]) + "^" * cells(
                shown[mark_start:mark_end].rstrip()
            )
        yield str(line) if number == 0 else "", text.rstrip(), carets.rstrip()


def cells(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _cut_left(text: str, start: int, low: int) -> int:
    if low - start <= _CONTEXT + 8:
        return start
    space = text.rfind(" ", start, low - _CONTEXT)
    return space + 1 if space > low - 3 * _CONTEXT else low - _CONTEXT


def _cut_right(text: str, high: int, end: int) -> int:
    if end - high <= _CONTEXT + 8:
        return end
    space = text.find(" ", high + _CONTEXT, high + 3 * _CONTEXT)
    return space if space > 0 else high + _CONTEXT


def _wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        taken, at, space = 0, start, -1
        while at < len(text):
            taken += cells(text[at])
            if taken > width:
                break
            at += 1
            if text[at - 1] == " ":
                space = at
        if at < len(text) and space > start:
            at = space
        at = max(at, start + 1)
        yield start, at
        start = at
    if not text:
        yield 0, 0
