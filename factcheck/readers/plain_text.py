"""Plain text as pages are pasted and letters are typed: structure is read from layout alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from factcheck.document import Block, Document, Mark, Role
from factcheck.readers import _pages, _typed_marks
from factcheck.readers._plain_lines import (
    ATX,
    BULLETS,
    COMMENT_DATE,
    DATE,
    IDENTIFIED,
    MARKER,
    MONTH,
    REFERENCE_LINE,
    STOP,
    TABLE_RULE,
    is_shouted,
    is_title_case,
    lines_of,
    may_be_heading,
)
from factcheck.readers._plain_units import Kind, Unit, units_of
from factcheck.text import Prose, Source, Span
from factcheck.values import replace

SUFFIXES = (".txt", ".text")

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*(?:\s?\[[^\]]{1,20}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹\d])*$")
_NOTE_LINE = re.compile(
    r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^[^\]\s]+\]:)\s*(?=\S)|(?P<symbol>[*†‡§]{1,2})(?=[A-Z])"
)
_COMMENTER_SAYS = re.compile(
    rf"\S.{{0,60}}\b(?:says|wrote|said|commented)\b(?:\s+(?:on\s+)?{DATE}.{{0,20}})?:$"
)
_BYLINE = re.compile(
    r"(?:by|written by|words by|authors?|reviewed by|medically reviewed by|edited by|fact[- ]checked by)\b:?"
    r"\s+[A-Z].{0,80}$"
    r"|(?:first |last |originally )?(?:published|updated|posted|modified|reviewed|date|last update)\b"
    rf"(?:\s+on|\s*:)?\s*{DATE}.{{0,40}}$"
    rf"|{DATE}(?:\s*[-–—|·,]?\s*(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,12}})?$",
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
_OWN_CITATION = re.compile(
    rf"\W*(?:[\w .&-]{{2,60}}\.\s*)?(?:19|20)\d\d(?:\s+{MONTH}(?:\s+\d{{1,2}})?)?\s*;\s*\d+\s*(?:\(|:)"
    rf"|.{{3,160}}\bet al\.?,?\s+[A-Z][\w .&-]+\.?\s+(?:19|20)\d\d\b.{{0,40}}$"
    rf"|.{{3,80}}\b(?:vol(?:ume)?\.?\s*\d+|{MONTH}\s+(?:19|20)\d\d).{{0,30}}\bpp?\.?\s*\d+.{{0,20}}$",
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
_BREADCRUMB = re.compile(r"[^.!?|]{2,30}(?:\s+[>»›→]\s+[^.!?|]{2,40})+$")
_QUOTE_INTRODUCTION = re.compile(r"(?:on\s+.{4,80}|.{2,60}<\S+@\S+>\s+)\s*wrote:$", re.IGNORECASE)


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


def _is_byline(text: str, following: Unit | None) -> bool:
    """Whether a line is a name with a date below it."""
    if following is None or len(text) > 60 or len(text.split()) > 6 or STOP.search(text):
        return False
    return COMMENT_DATE.match(following.text) is not None or _BYLINE.match(following.text) is not None


_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class _Lines(NamedTuple):
    """Lines in a row, with what stands before and behind them. Spans are of the file's text."""

    unit: Unit
    spans: list[tuple[int, int]]
    """That of each line."""
    previous: Block | None
    following: Unit | None

    @property
    def text(self) -> str:
        return self.unit.text

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def whole(self) -> tuple[int, int]:
        return self.start, self.spans[-1][1]

    def behind(self, characters: int) -> list[tuple[int, int]]:
        """The spans without so many characters of the first line."""
        return [(self.start + characters, self.spans[0][1]), *self.spans[1:]]


class _Reading:
    """One pass over the units of a text, holding its place: header, body, references, comments."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.units = list(units_of(lines_of(source.text)))
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
                unit.kind in (Kind.TEXT, Kind.UNDERLINED)
                and len(unit.lines) == 1
                and _pages.names_references(unit.text)
            ):
                inside = True
            elif unit.kind is Kind.ITEM and inside:
                numbers.add(unit.marker.strip("().").lstrip("0"))
            elif unit.kind is Kind.TEXT:
                label = REFERENCE_LINE.match(unit.text)
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
            if unit.kind is not Kind.ITEM and not (unit.kind is Kind.TEXT and unit.lines[0].indent >= 2):
                self.item_group = None
            match unit.kind:
                case Kind.TABLE:
                    self._table(unit)
                case Kind.SIGNATURE:
                    self.add(Role.METADATA, [(line.start, line.end) for line in unit.lines], marked=False)
                case Kind.CODE:
                    self.add(Role.CODE, [(unit.lines[0].start, unit.lines[0].end)], marked=False)
                case Kind.QUOTE:
                    self._quotation(unit)
                case Kind.UNDERLINED:
                    self._heading(unit, unit.level)
                case Kind.ITEM:
                    self._item(index, unit)
                case Kind.TEXT:
                    self._paragraph(index, unit)
        return Document(self.source, tuple(self.blocks), self.metadata, (), self.title)

    def _table(self, unit: Unit) -> None:
        self.groups += 1
        rows = [line for line in unit.lines if not TABLE_RULE.match(line.text)]
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

    def _quotation(self, unit: Unit) -> None:
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

    def _heading(self, unit: Unit, level: int, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.in_references = _pages.names_references(unit.text)
        plain = _pages.plain(re.sub(r"^\d+\s+|\s*\(\d+\)$", "", unit.text))
        self.in_comments = (
            bool(self.body) and plain in _pages.words("comment headings") and plain != "discussion"
        )
        self.headings += 1
        if not self.title and not self.in_references and unit.text.casefold() not in ("abstract", "summary"):
            self.title = unit.text
        self.add(Role.HEADING, spans or [(line.start, line.end) for line in unit.lines], level=level)

    def _item(self, index: int, unit: Unit) -> None:
        first = unit.lines[0]
        marker = MARKER.match(first.text)
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
        style = "bullet" if unit.marker in BULLETS else "number"
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

    def _is_numbered_heading(self, index: int, unit: Unit) -> bool:
        """`2. Title` with a paragraph after it, and not the next item of a list."""
        if not unit.marker.strip("()").rstrip(".").isdigit() or len(unit.lines) > 1 or unit.level > 1:
            return False
        if not may_be_heading(unit.text) or unit.text[-1] == "?" or index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        if following.kind is not Kind.TEXT or following.lines[0].indent > unit.lines[0].indent + 1:
            return False
        return len(following.text) > len(unit.text) and (
            len(unit.text.split()) <= 8 or is_title_case(unit.text)
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

    def _paragraph(self, index: int, unit: Unit) -> None:
        """Take lines in a row for the first of what they may be."""
        one = _Lines(
            unit,
            [(line.start, line.end) for line in unit.lines],
            self.blocks[-1] if self.blocks else None,
            self.units[index + 1] if index + 1 < len(self.units) else None,
        )
        ways = (
            self._as_dated_comment,
            self._as_furniture,
            self._as_comment,
            self._as_metadata,
            self._as_caption,
            self._as_numbered_entry,
            self._as_note,
            self._as_heading,
            self._as_entry,
            self._as_part_of_item,
        )
        if not any(way(one) for way in ways):
            if len(unit.text) >= 60 and _SENTENCE_END.search(unit.text):
                self.body += 1
            self.add(Role.PARAGRAPH, one.spans)

    def _as_dated_comment(self, one: _Lines) -> bool:
        dated = COMMENT_DATE.match(one.text)
        if not dated or not self._opens_comment(one.previous):
            return False
        self._comment(one.spans, one.start + dated.end())
        return True

    def _as_furniture(self, one: _Lines) -> bool:
        furniture = _pages.is_furniture(one.text) or self._is_menu(one.unit)
        return furniture and self._added(Role.NAVIGATION, one, marked=False)

    def _as_comment(self, one: _Lines) -> bool:
        if not self.in_comments:
            return False
        if self.body and _COMMENTER_SAYS.match(one.text):
            return self._added(Role.METADATA, one, marked=False)
        heads_list = may_be_heading(one.text) and one.unit.after_blank and _pages.names_references(one.text)
        return not heads_list and self._added(Role.READER_COMMENT, one)

    def _as_metadata(self, one: _Lines) -> bool:
        following = one.following
        metadata = (
            self._is_header(one.text)
            or (self.headings and not self.body and _is_byline(one.text, following))
            or (
                _QUOTE_INTRODUCTION.match(one.text) and following is not None and following.kind is Kind.QUOTE
            )
        )
        return bool(metadata) and self._added(Role.METADATA, one, marked=False)

    def _as_caption(self, one: _Lines) -> bool:
        caption = _CAPTION.match(one.text) or _PHOTO_CREDIT.match(one.text)
        return caption is not None and self._added(Role.CAPTION, one)

    def _as_numbered_entry(self, one: _Lines) -> bool:
        label = REFERENCE_LINE.match(one.text)
        if not label or len(one.text) <= label.end() + 8:
            return False
        self._entry(one.behind(label.end()), one.whole, label["label"])
        return True

    def _as_note(self, one: _Lines) -> bool:
        note = _NOTE_LINE.match(one.text) if self.body else None
        if note is None:
            return False
        name = (note["mark"] or note["symbol"]).removeprefix("[^").removesuffix("]:").translate(_LOWERED)
        self.add(Role.FOOTNOTE, one.behind(note.end()), outer=one.whole, label=name)
        return True

    def _as_heading(self, one: _Lines) -> bool:
        atx = ATX.match(one.text) if len(one.unit.lines) == 1 else None
        if atx is not None:
            start = one.start + atx.start("title")
            title = replace(one.unit, text=atx["title"])
            self._heading(title, len(atx["marks"]), [(start, start + len(atx["title"]))])
            return True
        level = self._heading_level(one.unit, one.following)
        if level:
            self._heading(one.unit, level)
        return bool(level)

    def _as_entry(self, one: _Lines) -> bool:
        if self.in_references:
            self._entry(one.spans, one.whole, "")
        return self.in_references

    def _as_part_of_item(self, one: _Lines) -> bool:
        if self.item_group is None or one.unit.lines[0].indent < 2:
            return False
        level = max(1, one.previous.level if one.previous else 1)
        self.add(Role.LIST_ITEM, one.spans, level=level, group=self.item_group)
        return True

    def _added(self, role: Role, one: _Lines, *, marked: bool = True) -> bool:
        self.add(role, one.spans, marked=marked)
        return True

    def _comment(self, spans: Sequence[tuple[int, int]], cut: int) -> None:
        """A reader's comment that opens with its date, which ends at `cut`; above it stands the reader's name."""
        self.in_comments = True
        self.in_references = False
        previous = self.blocks[-1] if self.blocks else None
        if previous is not None and previous.role in (Role.PARAGRAPH, Role.HEADING, Role.READER_COMMENT):
            self.blocks[-1] = replace(previous, role=Role.METADATA, level=0)
        start, end = spans[0]
        self.add(Role.METADATA, [(start, cut)], marked=False)
        rest = cut + len(self.text[cut:end]) - len(self.text[cut:end].lstrip(" \t:–—|"))
        body = [(rest, end), *spans[1:]] if rest < end else spans[1:]
        if body:
            self.add(Role.READER_COMMENT, body)

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

    def _is_menu(self, unit: Unit) -> bool:
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
        if len(text) <= 300 and (IDENTIFIED.match(text) or _OWN_CITATION.match(text)):
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

    def _heading_level(self, unit: Unit, following: Unit | None) -> int:
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
            and may_be_heading(numbered["title"])
            and numbered["title"][0].isupper()
        ):
            number = numbered["number"]
            wordy = number[0].isalpha() and len(number) > 5
            if (("." in number or wordy) and not number.isalpha()) and len(numbered["title"].split()) <= 12:
                return min(6, 1 + number.rstrip(".:").count(".") + (0 if wordy else 1))
        if len(text) <= 80 and is_shouted(text) and text[-1] not in ".,;":
            return 1 if not self.headings else 2
        if not may_be_heading(text) or following is None:
            return 0
        if not self.headings and not self.body and text[-1] != "?" and not _SENTENCE_END.search(text):
            return 1
        if (
            # A second line of the title: "PARISH COUNCIL", "Minutes of the meeting held on 6 February".
            self.headings == 1
            and not self.body
            and not unit.after_blank
            and following.after_blank
            and len(unit.lines) == 1
            and not _SENTENCE_END.search(text)
        ):
            return 1
        level = 1 if not self.headings and not self.body else 2
        if text[-1] == "?":
            answered = following.kind is Kind.TEXT and following.text[-1] != "?"
            return 3 if answered and len(unit.lines) == 1 and self.headings else 0
        if _SENTENCE_END.search(text):
            return 0
        if following.kind in (Kind.ITEM, Kind.TABLE):
            return level
        if is_title_case(text):
            return level
        if unit.after_blank and following.after_blank and (not self.body or len(text.split()) <= 8):
            return level
        longer = following.kind is Kind.TEXT and len(following.text) >= 1.5 * len(text)
        return level if longer and (unit.after_blank or len(text.split()) <= 10) else 0


def read(source: Source) -> Document:
    """The document in a plain text file."""
    return _Reading(source).read()
