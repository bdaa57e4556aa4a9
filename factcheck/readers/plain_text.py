"""Plain text as pages are pasted and letters are typed: structure is read from layout alone.

Lines that are paragraphs of their own and text wrapped by hand are told apart by what a break left room for:
where the next word would still have fitted, the writer meant the break.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Block, Document, Mark, Role
from factcheck.readers import _pages, _typed_marks
from factcheck.text import Prose, Source, Span
from factcheck.values import Value, replace

SUFFIXES = (".txt", ".text")


class _Line(Value, frozen=True):
    start: int
    """Offset of the first character that is not a space."""
    end: int
    text: str
    """Between the two, without spaces around."""
    indent: int


class _Kind(enum.Enum):
    TEXT = enum.auto()
    ITEM = enum.auto()
    QUOTE = enum.auto()
    TABLE = enum.auto()
    UNDERLINED = enum.auto()
    SIGNATURE = enum.auto()
    CODE = enum.auto()


class _Unit(Value, frozen=True):
    """Lines that belong together; what they are for is decided among their neighbours."""

    kind: _Kind
    lines: tuple[_Line, ...]
    after_blank: bool
    text: str = ""
    """The lines joined, without a list marker."""
    marker: str = ""
    level: int = 0
    separator: str = ""
    """Tables: what stands between cells."""
    ruled: bool = False
    """Tables: the second line only separates."""


_BULLETS = "-*+•‣◦·–—▪▫●○■□►✓✔❖➤"
_MARKER = re.compile(
    rf"(?P<marker>[{re.escape(_BULLETS)}]|\(?\d{{1,3}}[.)]|\([a-z]\)|[a-z]\)|\(?[ivx]{{1,5}}\))"
    r"[ \t\u00a0]+(?=\S)"
)
_STOP = re.compile(r"[.!?:;…][\"'”’)\]»]*(?:\[\d[\d,– -]*\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*(?:\s?\[[^\]]{1,20}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2})*$")
_RULE = re.compile(r"[-=_*~#·•—–]{3,}$|(?:[-*_=~] ){2,}[-*_=~]$")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\*{3,})$")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$|[+|][-=+|\s:]{3,}$")
_REFERENCE_LINE = re.compile(r"\[(?P<label>\d{1,3})\]:?\s+(?=\S)")
_NOTE_LINE = re.compile(
    r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^[^\]\s]+\]:)\s*(?=\S)|(?P<symbol>[*†‡§]{1,2})(?=[A-Z])"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_COMMENT_DATE = re.compile(
    rf"(?:(?:posted|written|commented)?\s*(?:on\s+)?{_DATE},?\s*(?:at|@|[-–—|·,])?\s*\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    r"|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b)",
    re.IGNORECASE,
)
_COMMENTER_SAYS = re.compile(
    rf"\S.{{0,60}}\b(?:says|wrote|said|commented)\b(?:\s+(?:on\s+)?{_DATE}.{{0,20}})?:$"
)
_BYLINE = re.compile(
    r"(?:by|written by|words by|authors?|reviewed by|medically reviewed by|edited by|fact[- ]checked by)\b:?"
    r"\s+[A-Z].{0,80}$"
    r"|(?:first |last |originally )?(?:published|updated|posted|modified|reviewed|date|last update)\b"
    rf"(?:\s+on|\s*:)?\s*{_DATE}.{{0,40}}$"
    rf"|{_DATE}(?:\s*[-–—|·,]?\s*(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,12}})?$",
    re.IGNORECASE,
)
_HEADER_FIELD = re.compile(
    r"(?P<name>from|to|cc|bcc|subject|re|date|sent|reply-to|fao|(?:our |your )?ref|status|category)"
    r"\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:doi\s*[:.]?\s*|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s;,<>\"]+)", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID\s*:?\s*(?P<pmid>\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(?:ID)?\s*:?\s*(?P<pmcid>(?:PMC)?\d{4,9})\b")
_IDENTIFIED = re.compile(
    r"(?:doi\s*:|https?://(?:dx\.)?doi\.org/10\.|PMID\s*:?\s*\d|PMCID\s*:|ISSN\s*:?\s*\d)", re.IGNORECASE
)
_OWN_CITATION = re.compile(
    rf"\W*(?:[\w .&-]{{2,60}}\.\s*)?(?:19|20)\d\d(?:\s+{_MONTH}(?:\s+\d{{1,2}})?)?\s*;\s*\d+\s*(?:\(|:)"
    rf"|.{{3,160}}\bet al\.?,?\s+[A-Z][\w .&-]+\.?\s+(?:19|20)\d\d\b.{{0,40}}$"
    rf"|.{{3,80}}\b(?:vol(?:ume)?\.?\s*\d+|{_MONTH}\s+(?:19|20)\d\d).{{0,30}}\bpp?\.?\s*\d+.{{0,20}}$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|chart|graph|map|photo|image|box|plate|exhibit)\s+(?:\d+|[IVX]+)\b[a-z]?\s*[.:–—|-]?\s",
    re.IGNORECASE,
)
_PHOTO_CREDIT = re.compile(
    r"(?:photo(?:graph)?|image|picture|credit)s?(?: credit| by| courtesy of)?\s*:\s*\S", re.IGNORECASE
)
_NUMBERED_HEADING = re.compile(
    r"(?P<number>(?:\d{1,2}\.)+\d{0,2}|\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}\.|[A-Z]\.|(?:chapter|section|part|appendix)\s+(?:\d+|[IVXA-Z])\b[.:]?)\s+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_ATX = re.compile(r"(?P<marks>#{1,6})\s+(?P<title>\S.*?)(?:\s+#+)?$")
_BREADCRUMB = re.compile(r"[^.!?|]{2,30}(?:\s+[>»›→]\s+[^.!?|]{2,40})+$")
_QUOTE_INTRODUCTION = re.compile(r"(?:on\s+.{4,80}|.{2,60}<\S+@\S+>\s+)\s*wrote:$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’‑-]*")
_SMALL_WORDS = frozenset(
    """
    a an and are as at be but by can do does for from how in into is it its nor of on or our over per so than
    that the their to up via vs was we were what when why with you your
    """.split()
)


def _lines(text: str) -> list[_Line]:
    lines = []
    at = 0
    for raw in text.splitlines(keepends=True):
        content = raw.strip(" \t\r\n\x0b\x0c\u2028\u2029\x85\x1c\x1d\x1e\ufeff\u00a0")
        start = at + (
            len(raw) - len(raw.lstrip(" \t\r\n\x0b\x0c\u2028\u2029\x85\x1c\x1d\x1e\ufeff\u00a0"))
            if content
            else 0
        )
        indent = sum(8 if character == "\t" else 1 for character in text[at:start])
        lines.append(_Line(start, start + len(content), content, indent))
        at += len(raw)
    return lines


def _wrap_width(lines: Sequence[_Line]) -> int | None:
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
        if line.text.startswith(">") or _MARKER.match(following.text) or _RULE.match(following.text):
            continue
        if len(line.text) >= 40 and not _pages.is_furniture(line.text):
            inner.append((width, _STOP.search(line.text) is None))
    if not inner or long > 0.2 * total:
        return None
    if sum(open_ended for _, open_ended in inner) < 2 and max(width for width, _ in inner) < 55:
        return None
    if sum(open_ended for _, open_ended in inner) < 0.5 * len(inner):
        return None
    widths = sorted(width for width, open_ended in inner if open_ended)
    return widths[int(0.8 * (len(widths) - 1))]


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    first_word = following.text.split(None, 1)[0]
    if width is not None and line.indent + len(line.text) + 1 + len(first_word) > 0.88 * width:
        return True
    stopped = _STOP.search(line.text) is not None
    if stopped:
        return False
    if following.text[0].islower() and len(line.text) > 25:
        return True
    return line.text[-1] in ",(–—" and len(line.text) > 25


def _starts_unit(line: _Line) -> bool:
    text = line.text
    return bool(
        text[0] in ">|"
        or _MARKER.match(text)
        or _REFERENCE_LINE.match(text)
        or _RULE.match(text)
        or _COMMENT_DATE.match(text)
        or (_IDENTIFIED.match(text) and not text.startswith("http"))
        or _ATX.match(text)
        or text.startswith(("$ ", ">>> "))
        or _pages.is_furniture(text)
    )


def _cell_count(line: _Line) -> int:
    return line.text.strip("|").count("|") + 1 if "|" in line.text else 0


def _table_end(lines: Sequence[_Line], at: int) -> tuple[int, str]:
    """Where the table that begins at a line ends, and what stands between its cells; `at` where none does."""
    first = lines[at]
    if "|" in first.text or _TABLE_RULE.match(first.text):
        end = at
        while (
            end < len(lines)
            and lines[end].text
            and ("|" in lines[end].text or _TABLE_RULE.match(lines[end].text))
        ):
            end += 1
        ruled = any("|" in line.text and _TABLE_RULE.match(line.text) for line in lines[at:end])
        rows = [line for line in lines[at:end] if not _TABLE_RULE.match(line.text)]
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


def _units(lines: Sequence[_Line]) -> Iterator[_Unit]:
    width = _wrap_width(lines)
    at = 0
    blank = True
    levels: list[int] = []
    while at < len(lines):
        line = lines[at]
        if not line.text:
            blank = True
            at += 1
            continue
        after_blank, blank = blank, False
        text = line.text
        end, separator = _table_end(lines, at)
        if end > at:
            ruled = len(lines) > at + 1 and _TABLE_RULE.match(lines[at + 1].text) is not None
            yield _Unit(_Kind.TABLE, tuple(lines[at:end]), after_blank, separator=separator, ruled=ruled)
            at = end
            continue
        if (
            text == "--"
            and after_blank
            and sum(1 for rest in lines[at + 1 : at + 14] if rest.text) <= 8
            and at + 14 >= len(lines)
        ):
            yield _Unit(_Kind.SIGNATURE, tuple(rest for rest in lines[at:] if rest.text), after_blank)
            return
        if text.startswith(">") and not text.startswith(">>>"):
            end = at
            while end < len(lines) and lines[end].text.startswith(">"):
                end += 1
            yield _Unit(_Kind.QUOTE, tuple(lines[at:end]), after_blank)
            at = end
            continue
        if text.startswith(("$ ", ">>> ")):
            yield _Unit(_Kind.CODE, (line,), after_blank)
            at += 1
            continue
        if _RULE.match(text):
            blank = True
            at += 1
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        underline = _UNDERLINE.match(following.text) if following is not None else None
        if (
            underline
            and len(text) <= 100
            and len(underline[0]) >= min(len(text) // 2, 10)
            and not _MARKER.match(text)
        ):
            level = {"=": 1, "*": 1, "-": 2}.get(underline[0][0], 3)
            yield _Unit(_Kind.UNDERLINED, (line,), after_blank, text, level=level)
            blank = True
            at += 2
            continue
        marker = _MARKER.match(text)
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
        joined = " ".join([text[content:], *(rest.text for rest in lines[at + 1 : end])])
        if marker:
            while levels and levels[-1] > line.indent:
                levels.pop()
            if not levels or levels[-1] < line.indent - 1:
                levels.append(line.indent)
            level = len(levels)
            yield _Unit(_Kind.ITEM, tuple(lines[at:end]), after_blank, joined, marker["marker"], level)
        else:
            if line.indent == 0:
                levels.clear()
            yield _Unit(_Kind.TEXT, tuple(lines[at:end]), after_blank, joined)
        at = end


_SPACES = re.compile(r"[ \t\u2007\u202f\u3000]{2,}|\t")


def _spaced(source: str, start: int, end: int) -> Prose:
    """A stretch of a line with its runs of spaces as one."""
    parts = []
    at = start
    for match in _SPACES.finditer(source, start, end):
        parts.append(Prose.verbatim(source, at, match.start()))
        parts.append(Prose.standing_for(" ", match.start(), match.end()))
        at = match.end()
    parts.append(Prose.verbatim(source, at, end))
    return Prose.join(parts)


def _prose(source: str, spans: Sequence[tuple[int, int]]) -> Prose:
    """Lines as one paragraph."""
    parts: list[Prose] = []
    for index, (start, end) in enumerate(spans):
        if index:
            before = spans[index - 1][1]
            tail = source[before - 2 : before]
            if tail.endswith("\u00ad") and parts:
                last = parts[-1]
                parts[-1] = last.slice(0, len(last.text) - 1)
            elif not (
                len(tail) == 2
                and tail[1] in "-‐‑"
                and tail[0].isalpha()
                and source[start : start + 1].islower()
            ):
                parts.append(Prose.standing_for(" ", before, start))
        parts.append(_spaced(source, start, end))
    return Prose.join(parts)


def _is_title_case(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL_WORDS]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _is_shouted(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(not character.islower() for character in letters)


def _may_be_heading(text: str) -> bool:
    """Whether a line is short, opens as headings do and is not closed as sentences are."""
    if not 2 <= len(text) <= 110 or len(text.split()) > 16:
        return False
    first = text.lstrip("\"'“‘«(¿¡*_")[:1]
    return (
        bool(first)
        and (first.isupper() or first.isdigit())
        and text[-1] not in ".,;:!…-–—"
        and "|" not in text
    )


def _is_byline(text: str, following: _Unit | None) -> bool:
    """Whether a line is a name with a date below it."""
    if following is None or len(text) > 60 or len(text.split()) > 6 or _STOP.search(text):
        return False
    return _COMMENT_DATE.match(following.text) is not None or _BYLINE.match(following.text) is not None


class _Reading:
    """One pass over the units of a text, holding its place: header, body, references, comments."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.units = list(_units(_lines(source.text)))
        self.blocks: list[Block] = []
        self.metadata: dict[str, Any] = {}
        self.title = ""
        self.groups = 0
        self.item_group: int | None = None
        self.item_style = ""
        self.body = 0
        """Statements of the article so far."""
        self.in_references = False
        self.in_comments = False
        self.headings = 0
        self.known_numbers = self._reference_numbers()

    def _reference_numbers(self) -> frozenset[str]:
        numbers = set()
        inside = False
        for unit in self.units:
            if (
                unit.kind in (_Kind.TEXT, _Kind.UNDERLINED)
                and len(unit.lines) == 1
                and _pages.names_references(unit.text)
            ):
                inside = True
            elif unit.kind is _Kind.ITEM and inside:
                numbers.add(unit.marker.strip("().").lstrip("0"))
            elif unit.kind is _Kind.TEXT:
                label = _REFERENCE_LINE.match(unit.text)
                if label:
                    numbers.add(label["label"])
        return frozenset(numbers)

    def add(
        self,
        role: Role,
        spans: Sequence[tuple[int, int]],
        *,
        outer: tuple[int, int] | None = None,
        marked: bool = True,
        level: int = 0,
        group: int | None = None,
        label: str = "",
    ) -> None:
        prose = _prose(self.text, spans)
        marks: tuple[Mark, ...] = ()
        if marked:
            prose, marks = _typed_marks.lift(prose, known_numbers=self.known_numbers)
        start, end = outer or (spans[0][0], spans[-1][1])
        self.blocks.append(Block(role, Span(start, end), prose, marks, level, group, label))

    def read(self) -> Document:
        units = self.units
        for index, unit in enumerate(units):
            if unit.kind is not _Kind.ITEM and not (unit.kind is _Kind.TEXT and unit.lines[0].indent >= 2):
                self.item_group = None
            match unit.kind:
                case _Kind.TABLE:
                    self._table(unit)
                case _Kind.SIGNATURE:
                    self.add(Role.METADATA, [(line.start, line.end) for line in unit.lines], marked=False)
                case _Kind.CODE:
                    self.add(Role.CODE, [(unit.lines[0].start, unit.lines[0].end)], marked=False)
                case _Kind.QUOTE:
                    self._quotation(unit)
                case _Kind.UNDERLINED:
                    self._heading(unit, unit.level)
                case _Kind.ITEM:
                    self._item(index, unit)
                case _Kind.TEXT:
                    self._paragraph(index, unit)
        return Document(self.source, tuple(self.blocks), self.metadata, (), self.title)

    def _table(self, unit: _Unit) -> None:
        self.groups += 1
        rows = [line for line in unit.lines if not _TABLE_RULE.match(line.text)]
        for index, line in enumerate(rows):
            cells: list[Prose] = []
            at = line.start
            for part in line.text.split(unit.separator):
                inner = part.strip()
                start = at + len(part) - len(part.lstrip())
                cells.append(_spaced(self.text, start, start + len(inner)) if inner else Prose())
                at += len(part) + len(unit.separator)
            if unit.separator == "|":
                if line.text.startswith("|"):
                    cells = cells[1:]
                if line.text.endswith("|"):
                    cells = cells[:-1]
            header = index == 0 and (unit.ruled or (len(rows) >= 3 and unit.separator == "\t"))
            role = Role.TABLE_HEADER if header else Role.TABLE_ROW
            lifted = [_typed_marks.lift(cell) for cell in cells]
            self.blocks.append(_pages.table_row(role, lifted, Span(line.start, line.end), self.groups))
        self.body += 1

    def _quotation(self, unit: _Unit) -> None:
        paragraphs: list[list[tuple[int, int]]] = [[]]
        for line in unit.lines:
            marks = re.match(r"[>\s]*", line.text)
            inner = line.text[marks.end() if marks else 0 :]
            if inner:
                paragraphs[-1].append((line.end - len(inner), line.end))
            elif paragraphs[-1]:
                paragraphs.append([])
        outer = (unit.lines[0].start, unit.lines[-1].end)
        for spans in paragraphs:
            if spans:
                whole = outer if len(paragraphs) == 1 else None
                self.add(Role.QUOTATION, spans, outer=whole)

    def _heading(self, unit: _Unit, level: int, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.in_references = _pages.names_references(unit.text)
        plain = _pages.plain(re.sub(r"^\d+\s+|\s*\(\d+\)$", "", unit.text))
        self.in_comments = (
            bool(self.body) and plain in _pages.words("comment headings") and plain != "discussion"
        )
        self.headings += 1
        if not self.title and not self.in_references and unit.text.casefold() not in ("abstract", "summary"):
            self.title = unit.text
        self.add(Role.HEADING, spans or [(line.start, line.end) for line in unit.lines], level=level)

    def _item(self, index: int, unit: _Unit) -> None:
        first = unit.lines[0]
        marker = _MARKER.match(first.text)
        start = first.start + (marker.end() if marker else 0)
        spans = [(start, first.end), *((line.start, line.end) for line in unit.lines[1:])]
        outer = (first.start, unit.lines[-1].end)
        if self.in_comments:
            self.add(Role.READER_COMMENT, spans, outer=outer)
            return
        if self.in_references:
            self._entry(spans, outer, unit.marker.strip("()."))
            return
        if self._is_numbered_heading(index, unit):
            level = 1 + unit.marker.count(".") if unit.marker.strip("().").isdigit() else 2
            self._heading(unit, min(level, 6), [(first.start, first.end)])
            return
        style = "bullet" if unit.marker in _BULLETS else "number"
        if self.item_group is None or style != self.item_style:
            self.groups += 1
            self.item_group = self.groups
            self.item_style = style
        if _pages.is_furniture(unit.text):
            self.add(
                Role.NAVIGATION, spans, outer=outer, marked=False, level=unit.level, group=self.item_group
            )
            return
        self.body += 1
        label = unit.marker.strip("().") if style == "number" else ""
        self.add(Role.LIST_ITEM, spans, outer=outer, level=unit.level, group=self.item_group, label=label)

    def _is_numbered_heading(self, index: int, unit: _Unit) -> bool:
        """`2. Title` with a paragraph after it, and not the next item of a list."""
        if not unit.marker.strip("()").rstrip(".").isdigit() or len(unit.lines) > 1 or unit.level > 1:
            return False
        if not _may_be_heading(unit.text) or unit.text[-1] == "?" or index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        if following.kind is not _Kind.TEXT or following.lines[0].indent > unit.lines[0].indent + 1:
            return False
        return len(following.text) > len(unit.text) and (
            len(unit.text.split()) <= 8 or _is_title_case(unit.text)
        )

    def _entry(self, spans: Sequence[tuple[int, int]], outer: tuple[int, int], label: str) -> None:
        """One entry of a reference list. Pasted lists often say `1.` on every line: then the place counts."""
        if label and self.blocks:
            last = self.blocks[-1]
            if (
                last.role is Role.BIBLIOGRAPHY
                and last.label.isdigit()
                and label.isdigit()
                and int(label) <= int(last.label)
            ):
                label = str(int(last.label) + 1)
        self.add(Role.BIBLIOGRAPHY, spans, outer=outer, label=label)

    def _paragraph(self, index: int, unit: _Unit) -> None:
        text = unit.text
        spans = [(line.start, line.end) for line in unit.lines]
        following = self.units[index + 1] if index + 1 < len(self.units) else None
        previous = self.blocks[-1] if self.blocks else None
        dated = _COMMENT_DATE.match(text)
        if dated and self._opens_comment(previous):
            self.in_comments = True
            self.in_references = False
            if previous is not None and previous.role in (Role.PARAGRAPH, Role.HEADING, Role.READER_COMMENT):
                self.blocks[-1] = replace(previous, role=Role.METADATA, level=0)
            start, end = spans[0]
            cut = start + dated.end()
            self.add(Role.METADATA, [(start, cut)], marked=False)
            rest = cut + len(self.text[cut:end]) - len(self.text[cut:end].lstrip(" \t:–—|"))
            body = [(rest, end), *spans[1:]] if rest < end else spans[1:]
            if body:
                self.add(Role.READER_COMMENT, body)
            return
        if _pages.is_furniture(text) or self._is_menu(unit):
            self.add(Role.NAVIGATION, spans, marked=False)
            return
        if self.body and _COMMENTER_SAYS.match(text) and self.in_comments:
            self.add(Role.METADATA, spans, marked=False)
            return
        if self.in_comments:
            heading = _may_be_heading(text) and unit.after_blank and _pages.names_references(text)
            if not heading:
                self.add(Role.READER_COMMENT, spans)
                return
        if self._is_header(text) or (self.headings and not self.body and _is_byline(text, following)):
            self.add(Role.METADATA, spans, marked=False)
            return
        if _QUOTE_INTRODUCTION.match(text) and following is not None and following.kind is _Kind.QUOTE:
            self.add(Role.METADATA, spans, marked=False)
            return
        if _CAPTION.match(text) or _PHOTO_CREDIT.match(text):
            self.add(Role.CAPTION, spans)
            return
        label = _REFERENCE_LINE.match(text)
        if label and (len(text) > label.end() + 8):
            self._entry(
                [(spans[0][0] + label.end(), spans[0][1]), *spans[1:]],
                (spans[0][0], spans[-1][1]),
                label["label"],
            )
            return
        note = _NOTE_LINE.match(text)
        if note and self.body:
            name = note["mark"] or note["symbol"]
            name = name.removeprefix("[^").removesuffix("]:")
            name = name.translate(
                {ord(character): str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
            )
            body = [(spans[0][0] + note.end(), spans[0][1]), *spans[1:]]
            self.add(Role.FOOTNOTE, body, outer=(spans[0][0], spans[-1][1]), label=name)
            return
        atx = _ATX.match(text)
        if atx and len(unit.lines) == 1:
            start = spans[0][0] + atx.start("title")
            title = replace(unit, text=atx["title"])
            self._heading(title, len(atx["marks"]), [(start, start + len(atx["title"]))])
            return
        level = self._heading_level(unit, following)
        if level:
            self._heading(unit, level)
            return
        if self.in_references:
            self._entry(spans, (spans[0][0], spans[-1][1]), "")
            return
        if self.item_group is not None and unit.lines[0].indent >= 2:
            self.add(
                Role.LIST_ITEM, spans, level=max(1, previous.level if previous else 1), group=self.item_group
            )
            return
        if len(text) >= 60 and _SENTENCE_END.search(text):
            self.body += 1
        self.add(Role.PARAGRAPH, spans)

    def _opens_comment(self, previous: Block | None) -> bool:
        """Whether a date line stands below a reader's name and not below the title of an article."""
        if self.in_comments:
            return True
        if self.body < 2 or previous is None or len(previous.prose.text) > 60 or "\n" in previous.prose.text:
            return False
        if previous.role is Role.NAVIGATION:
            return True
        if previous.role not in (Role.PARAGRAPH, Role.HEADING) or _SENTENCE_END.search(previous.prose.text):
            return False
        before = self.blocks[-2] if len(self.blocks) > 1 else None
        return before is not None and before.role is not Role.HEADING

    def _is_menu(self, unit: _Unit) -> bool:
        text = unit.text
        if len(unit.lines) > 1:
            return False
        if _BREADCRUMB.match(text) and len(text) < 160:
            return True
        parts = [part.strip() for part in re.split(r"[|·•]", text)]
        return len(parts) >= 3 and all(
            0 < len(part) <= 28 and not _SENTENCE_END.search(part) for part in parts
        )

    def _is_header(self, text: str) -> bool:
        """The article's own bibliographic data, byline or letterhead; notes identifiers on the way."""
        field = _HEADER_FIELD.match(text)
        if self.body:
            return field is not None and len(text) <= 80 and field["name"].casefold() in ("cc", "bcc")
        if len(text) <= 300 and (_IDENTIFIED.match(text) or _OWN_CITATION.match(text)):
            for pattern, key in ((_DOI, "doi"), (_PMID, "pmid"), (_PMCID, "pmcid")):
                found = pattern.search(text)
                if found and key not in self.metadata:
                    self.metadata[key] = found[key].rstrip(".)]")
            return True
        if _pages.plain(text) in _pages.words("publication types"):
            return True
        if field and len(text) <= 160:
            name = field["name"].casefold()
            if name in ("subject", "re") and (not self.title or len(self.title.split()) == 1):
                self.title = field["value"].strip()
            return True
        return len(text) <= 120 and _BYLINE.match(text) is not None

    def _heading_level(self, unit: _Unit, following: _Unit | None) -> int:
        """1 to 6, or 0 for a line that is no heading."""
        text = unit.text
        if len(unit.lines) > 2:
            return 0
        if len(unit.lines) == 1 and len(text) <= 60 and _pages.names_references(text):
            return 2
        numbered = _NUMBERED_HEADING.match(text)
        if (
            numbered
            and len(unit.lines) == 1
            and _may_be_heading(numbered["title"])
            and numbered["title"][0].isupper()
        ):
            number = numbered["number"]
            wordy = number[0].isalpha() and len(number) > 5
            if (("." in number or wordy) and not number.isalpha()) and len(numbered["title"].split()) <= 12:
                return min(6, 1 + number.rstrip(".:").count(".") + (0 if wordy else 1))
        if len(text) <= 80 and _is_shouted(text) and text[-1] not in ".,;":
            return 1 if not self.headings else 2
        if not _may_be_heading(text) or following is None:
            return 0
        if not self.headings and not self.body and text[-1] != "?" and not _SENTENCE_END.search(text):
            return 1
        level = 1 if not self.headings and not self.body else 2
        if text[-1] == "?":
            answered = following.kind is _Kind.TEXT and following.text[-1] != "?"
            return 3 if answered and len(unit.lines) == 1 and self.headings else 0
        if _SENTENCE_END.search(text):
            return 0
        if following.kind in (_Kind.ITEM, _Kind.TABLE):
            return level
        if _is_title_case(text):
            return level
        if unit.after_blank and following.after_blank and (not self.body or len(text.split()) <= 8):
            return level
        longer = following.kind is _Kind.TEXT and len(following.text) >= 1.5 * len(text)
        return level if longer and (unit.after_blank or len(text.split()) <= 10) else 0


def read(source: Source) -> Document:
    """The document in a plain text file."""
    return _Reading(source).read()
