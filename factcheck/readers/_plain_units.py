"""Lines of plain text that belong together.

Lines that are paragraphs of their own and text wrapped by hand are told apart by what a break left room for:
where the next word would still have fitted, the writer meant the break.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence

from factcheck.readers import _pages
from factcheck.readers._plain_lines import (
    ATX,
    COMMENT_DATE,
    IDENTIFIED,
    MARKER,
    REFERENCE_LINE,
    STOP,
    TABLE_RULE,
    Line,
)
from factcheck.values import Value


class Kind(enum.Enum):
    """What the layout of lines says they are."""

    TEXT = enum.auto()
    ITEM = enum.auto()
    QUOTE = enum.auto()
    TABLE = enum.auto()
    UNDERLINED = enum.auto()
    SIGNATURE = enum.auto()
    CODE = enum.auto()


class Unit(Value, frozen=True):
    """Lines that belong together; what they are for is decided among their neighbours."""

    kind: Kind
    lines: tuple[Line, ...]
    after_blank: bool
    text: str = ""
    """The lines joined, without a list marker."""
    marker: str = ""
    level: int = 0
    separator: str = ""
    """Tables: what stands between cells."""
    ruled: bool = False
    """Tables: the second line only separates."""


_RULE = re.compile(r"[-=_*~#·•—–]{3,}$|(?:[-*_=~] ){2,}[-*_=~]$")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\*{3,})$")


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the text is wrapped by hand, in characters; None where every line is a paragraph."""
    total = long = 0
    inner: list[tuple[int, bool]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        width = line.indent + len(line.text)
        total += width
        if len(line.text) > 120 and not line.text.startswith(("http", "<http")):
            long += width
        if following is None or not line.text or not following.text or "|" in line.text or "\t" in line.text:
            continue
        if line.text.startswith(">") or MARKER.match(following.text) or _RULE.match(following.text):
            continue
        if len(line.text) >= 40 and not _pages.is_furniture(line.text):
            inner.append((width, STOP.search(line.text) is None))
    if not inner or long > 0.2 * total:
        return None
    if sum(open_ended for _, open_ended in inner) < 2 and max(width for width, _ in inner) < 55:
        return None
    if sum(open_ended for _, open_ended in inner) < 0.5 * len(inner):
        return None
    widths = sorted(width for width, open_ended in inner if open_ended)
    return widths[int(0.8 * (len(widths) - 1))]


def _continues(line: Line, following: Line, width: int | None) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    first_word = following.text.split(None, 1)[0]
    if width is not None and line.indent + len(line.text) + 1 + len(first_word) > 0.88 * width:
        return True
    stopped = STOP.search(line.text) is not None
    if stopped:
        return False
    if following.text[0].islower() and len(line.text) > 25:
        return True
    return line.text[-1] in ",(–—" and len(line.text) > 25


def _starts_unit(line: Line) -> bool:
    text = line.text
    return bool(
        text[0] in ">|"
        or MARKER.match(text)
        or REFERENCE_LINE.match(text)
        or _RULE.match(text)
        or COMMENT_DATE.match(text)
        or (IDENTIFIED.match(text) and not text.startswith("http"))
        or ATX.match(text)
        or text.startswith(("$ ", ">>> "))
        or _pages.is_furniture(text)
    )


def _cell_count(line: Line) -> int:
    return line.text.strip("|").count("|") + 1 if "|" in line.text else 0


def _table_end(lines: Sequence[Line], at: int) -> tuple[int, str]:
    """Where the table that begins at a line ends, and what stands between its cells; `at` where none does."""
    first = lines[at]
    if "|" in first.text or TABLE_RULE.match(first.text):
        end = at
        while (
            end < len(lines)
            and lines[end].text
            and ("|" in lines[end].text or TABLE_RULE.match(lines[end].text))
        ):
            end += 1
        ruled = any("|" in line.text and TABLE_RULE.match(line.text) for line in lines[at:end])
        rows = [line for line in lines[at:end] if not TABLE_RULE.match(line.text)]
        if (
            end - at >= 2
            and rows
            and (ruled or (len(rows) >= 2 and len({_cell_count(line) for line in rows}) == 1))
        ):
            return end, "|"
    tabs = first.text.count("\t")
    if tabs:
        end = at
        while end < len(lines) and lines[end].text and lines[end].text.count("\t") == tabs:
            end += 1
        if end - at >= 2:
            return end, "\t"
    return at, ""


def units_of(lines: Sequence[Line]) -> Iterator[Unit]:
    """The lines of a text in groups, in order."""
    width = _wrap_width(lines)
    at = 0
    blank = True
    indents: list[int] = []
    while at < len(lines):
        unit = _set_off(lines, at, blank)
        if unit is None and (not lines[at].text or _RULE.match(lines[at].text)):
            blank = True
            at += 1
            continue
        unit = unit or _underlined(lines, at, blank) or _paragraph(lines, at, width, indents, blank)
        yield unit
        blank = unit.kind is Kind.UNDERLINED
        at += len(unit.lines) + (unit.kind is Kind.UNDERLINED)
        if unit.kind is Kind.SIGNATURE:
            return


def _set_off(lines: Sequence[Line], at: int, after_blank: bool) -> Unit | None:
    """The table, signature, quotation or line of code that begins at a line."""
    line = lines[at]
    text = line.text
    if not text:
        return None
    end, separator = _table_end(lines, at)
    if end > at:
        ruled = len(lines) > at + 1 and TABLE_RULE.match(lines[at + 1].text) is not None
        return Unit(Kind.TABLE, tuple(lines[at:end]), after_blank, separator=separator, ruled=ruled)
    if (
        text == "--"
        and after_blank
        and sum(1 for rest in lines[at + 1 : at + 14] if rest.text) <= 8
        and at + 14 >= len(lines)
    ):
        return Unit(Kind.SIGNATURE, tuple(rest for rest in lines[at:] if rest.text), after_blank)
    if text.startswith(">") and not text.startswith(">>>"):
        end = at
        while end < len(lines) and lines[end].text.startswith(">"):
            end += 1
        return Unit(Kind.QUOTE, tuple(lines[at:end]), after_blank)
    if text.startswith(("$ ", ">>> ")):
        return Unit(Kind.CODE, (line,), after_blank)
    return None


def _underlined(lines: Sequence[Line], at: int, after_blank: bool) -> Unit | None:
    """The heading that a line is by the rule below it."""
    line = lines[at]
    underline = _UNDERLINE.match(lines[at + 1].text) if at + 1 < len(lines) else None
    if (
        underline is None
        or len(line.text) > 100
        or len(underline[0]) < min(len(line.text) // 2, 10)
        or MARKER.match(line.text)
    ):
        return None
    level = {"=": 1, "*": 1, "-": 2}.get(underline[0][0], 3)
    return Unit(Kind.UNDERLINED, (line,), after_blank, line.text, level=level)


def _paragraph(
    lines: Sequence[Line], at: int, width: int | None, indents: list[int], after_blank: bool
) -> Unit:
    """The paragraph or list item that begins at a line; `indents` are those of the items that are open."""
    line = lines[at]
    marker = MARKER.match(line.text)
    content = marker.end() if marker else 0
    end = at + 1
    last = line
    while end < len(lines) and lines[end].text and not _starts_unit(lines[end]):
        if end + 1 < len(lines) and _UNDERLINE.match(lines[end + 1].text):
            break
        hanging = (
            marker is not None
            and lines[end].indent >= line.indent + min(content, 2)
            and lines[end].indent > line.indent
        )
        if not hanging and (_pages.is_furniture(last.text) or not _continues(last, lines[end], width)):
            break
        last = lines[end]
        end += 1
    joined = " ".join([line.text[content:], *(rest.text for rest in lines[at + 1 : end])])
    if marker is None:
        if line.indent == 0:
            indents.clear()
        return Unit(Kind.TEXT, tuple(lines[at:end]), after_blank, joined)
    while indents and indents[-1] > line.indent:
        indents.pop()
    if not indents or indents[-1] < line.indent - 1:
        indents.append(line.indent)
    return Unit(Kind.ITEM, tuple(lines[at:end]), after_blank, joined, marker["marker"], len(indents))
