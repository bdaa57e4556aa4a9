"""HTML and XHTML: articles with their notes, lists and tables; what stands around them is navigation.

The standard library's tokenizer is used because it reads a bare `<` as text, as browsers do, and says where
each token begins; which elements a tag closes follows the HTML standard, section 13.2.6.
"""

from __future__ import annotations

import collections
import dataclasses
import html
import html.parser
import re
import urllib.parse
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import yaml

from factcheck.document import Block, Comment, Document, Mark, MarkKind, Role
from factcheck.numerals import numbers_in
from factcheck.readers import _pages, _typed_marks
from factcheck.readers._building import Builder
from factcheck.text import Prose, Source, Span
from factcheck.values import replace

SUFFIXES = (".html", ".htm", ".xhtml")

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav noscript object ol
    optgroup option p pre search section select summary table tbody td template textarea tfoot th thead tr ul
    video audio canvas iframe
    """.split()
)
_CLOSES_PARAGRAPH = _BLOCKS - frozenset(
    ["body", "head", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"]
)
_DROPPED = frozenset(
    """
    title script style template svg noscript iframe object canvas video audio head rp rt del s strike datalist
    """.split()
)
_CONTROLS = frozenset("button select option optgroup textarea label legend".split())
_SCOPES = frozenset(["table", "td", "th", "caption", "html", "template", "object"])
"""An end tag does not reach through these for what was opened outside."""
_MAY_BE_NOTE = frozenset(["li", "p", "div", "aside", "dd", "dt", "tr", "td", "span", "a", "sup"])
_DEEPEST = 400
"""Elements nested deeper are read as if they were not there."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOT_TEXT = re.compile(r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|\{#.{0,2000}?#\}", re.DOTALL)
_REFERENCE_TEXT = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[ivxl]{1,6}|[*†‡§¶#]{1,4}|(?:note|nb|n|ref|fn)\.?\s?\d{1,3})\s*[\])]?\.?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[\[(]?\s*[a-z]{1,2}\s*[\])]?", re.IGNORECASE)
_BACK = re.compile(
    r"[\s↩↵⏎↑^⬆▲←\ufe0e\ufe0f]*(?:back|return|jump up|up)?(?: to (?:text|top|article|content))?[\s↩\ufe0e:]*",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"[\[(]?(?:sources?|refs?\.?|references?|citations?|cite|\d{1,3}|[^\W\d_][^\d]{2,60} (?:19|20)\d\d[a-z]?)[\])]?",
    re.IGNORECASE,
)
"""What a link shows that was meant to lead to a source."""
_NUMBERS = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*[\])]?")
_SUPERSCRIPTS = {ord(c): s for c, s in zip("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ", strict=True)}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_CLOSED_WORD = re.compile(r"[.:;?!]$")


@dataclasses.dataclass(slots=True)
class _Frame:
    """An open element, with what it passes on to what is in it."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    """Of its start tag, in the file."""
    role: Role = Role.PARAGRAPH
    dropped: bool = False
    level: int = 0
    group: int | None = None
    depth: int = 0
    numbered: bool = False
    count: int = 0
    label: str = ""
    notes: bool = False
    """Inside a list of notes or references that says so itself."""
    article: bool = False
    table: _Table | None = None
    in_cell: bool = False
    quoted_from: tuple[str, Span] | None = None
    ids: tuple[str, ...] = ()
    at: int = 0
    """Inline elements: where their text begins in the prose being built."""
    inline_start: int = 0
    """Where its mark begins in the file; negative where it goes on from an earlier block."""
    keeps_spaces: bool = False


@dataclasses.dataclass(slots=True)
class _Table:
    group: int
    layout: bool
    cells: list[tuple[Prose, Sequence[Mark]]] = dataclasses.field(default_factory=list)
    heads: list[bool] = dataclasses.field(default_factory=list)
    row: int | None = None
    """Where the open row begins in the file."""
    in_head: bool = False
    ids: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class _Built:
    """A block that the pass made, and the ids by which notes could be called."""

    block: Block
    ids: tuple[str, ...] = ()


class _Reading(html.parser.HTMLParser):
    def __init__(self, source: Source) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.text = source.text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", source.text))]
        self.base = 0
        self.stack: list[_Frame] = [_Frame("", {}, 0)]
        self.counts: collections.Counter[str] = collections.Counter()
        self.ignored: collections.Counter[str] = collections.Counter()
        """Elements beyond the depth limit, whose end tags mean nothing."""
        self.inline: list[_Frame] = []
        self.builder = Builder(source.text)
        self.built: list[_Built] = []
        self.waiting: list[_Built] = []
        """Comments and image texts met inside a block: they come after it."""
        self.comments: list[Comment] = []
        self.metadata: dict[str, Any] = {}
        self.page_title: list[str] | None = None
        self.heading_title = ""
        self.heading_level = 7
        self.groups = 0
        self.reference_level = 0
        """Level of the heading under which references are listed; 0 outside."""
        self.callers: dict[str, str] = {}
        """Id of the place that calls a note -> the note's id."""
        self.called: set[str] = set()
        self.layout = _layout_tables(source.text)

    # --- positions ---

    def _here(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    # --- tokens ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        end = start + len(self.get_starttag_text() or "")
        self._open(tag, {name: value or "" for name, value in reversed(attrs)}, start, end)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        end = start + len(self.get_starttag_text() or "")
        self._open(tag, {name: value or "" for name, value in reversed(attrs)}, start, end)
        if tag not in _VOID:
            self._close(tag, end)

    def handle_endtag(self, tag: str) -> None:
        start = self._here()
        end = self.text.find(">", start)
        self._close(tag, len(self.text) if end < 0 else end + 1)

    def handle_data(self, data: str) -> None:
        start = self._here()
        frame = self.stack[-1]
        if self.page_title is not None:
            self.page_title.append(data)
        if frame.dropped or self._between_cells(data):
            return
        builder = self.builder
        if frame.keeps_spaces:
            builder.put(Prose.verbatim(self.text, start, start + len(data)), start, start + len(data))
            return
        if builder.breaks and data.strip():
            self._line_break()
        at = start
        if "{" in data:
            for match in _NOT_TEXT.finditer(self.text, start, start + len(data)):
                builder.put_text(at, match.start())
                at = match.end()
        builder.put_text(at, start + len(data))

    def _reference(self, name: str, prefix: str) -> None:
        start = self._here()
        end = start + len(prefix) + len(name)
        if self.text[end : end + 1] == ";":
            end += 1
        spelled = self.text[start:end]
        meant = html.unescape(spelled)
        if self.page_title is not None:
            self.page_title.append(meant)
        if self.stack[-1].dropped or self._between_cells(meant):
            return
        self._line_break()
        if meant == spelled:
            self.builder.put_text(start, end)
        elif meant and _SPACE.fullmatch(meant):
            self.builder.put_space(start, end)
        elif meant and meant not in ("\u00ad", "\u200b"):
            self.builder.put(Prose.standing_for(meant, start, end), start, end)

    def handle_entityref(self, name: str) -> None:
        self._reference(name, "&")

    def handle_charref(self, name: str) -> None:
        self._reference(name, "&#")

    def handle_comment(self, data: str) -> None:
        start = self._here()
        if not self.text.startswith("<!--", start):
            return
        end = self.text.find(">", start + 4 + len(data))
        span = Span(start, len(self.text) if end < 0 else end + 1)
        self.comments.append(Comment(span, data.strip()))
        inner = start + 4
        prose = Prose.verbatim(self.text, inner, inner + len(data))
        self._add_beside(_Built(Block(Role.COMMENT, span, prose)))

    def _add_beside(self, built: _Built) -> None:
        if self.builder.length:
            self.waiting.append(built)
        else:
            self.built.append(built)

    # --- elements ---

    def _between_cells(self, data: str) -> bool:
        """Whether text stands in a table and in none of its cells: browsers move it out, we drop it."""
        frame = self.stack[-1]
        return (
            frame.table is not None
            and not frame.in_cell
            and frame.tag in ("table", "tbody", "thead", "tfoot", "tr")
            and (not frame.table.layout or not data.strip())
        )

    def _open(self, tag: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        parent = self.stack[-1]
        if tag in _VOID:
            self._void(tag, attributes, start, end)
            return
        if (
            tag == "title"
            and parent.tag != "svg"
            and self.page_title is None
            and "title" not in self.metadata
        ):
            self.page_title = []
        if tag in _CLOSES_PARAGRAPH and self.counts["p"]:
            self._close_open("p", end, _SCOPES | {"button"})
        if tag == "li" and self.counts["li"]:
            self._close_open("li", end, _SCOPES | {"ul", "ol", "menu", "dir"})
        elif tag in ("dt", "dd") and (self.counts["dt"] or self.counts["dd"]):
            self._close_open("dt", end, _SCOPES | {"dl", "dd"})
            self._close_open("dd", end, _SCOPES | {"dl", "dt"})
        elif tag in ("td", "th"):
            self._close_open("td", end, frozenset(["table", "tr"]))
            self._close_open("th", end, frozenset(["table", "tr"]))
        elif tag == "tr":
            self._close_open("tr", end, frozenset(["table"]))
        elif tag in ("tbody", "thead", "tfoot"):
            for other in ("tbody", "thead", "tfoot"):
                self._close_open(other, end, frozenset(["table"]))
        elif tag == "a" and self.counts["a"]:
            self._close_open("a", start, _SCOPES | _BLOCKS)
        elif tag == "body":
            while len(self.stack) > 1 and self.counts["head"]:
                self._pop(start)
        if len(self.stack) > _DEEPEST:
            self.ignored[tag] += 1
            return
        parent = self.stack[-1]
        frame = self._frame(tag, attributes, start, parent)
        if tag in _BLOCKS:
            term_goes_on = tag == "dd" and self.builder.after_term and parent.tag in ("dl", "div")
            if frame.in_cell and parent.in_cell:
                self.builder.put_space(start, end)
            elif term_goes_on:
                self.builder.after_term = False
                text = self.builder.tail(max(0, self.builder.length - 1))
                if not _CLOSED_WORD.search(text):
                    self.builder.space = None
                    self.builder.put(Prose.standing_for(":", self.builder.end, end), self.builder.end, end)
                self.builder.put_space(start, end)
                if attributes.get("id"):
                    self.builder.ids.append(attributes["id"])
            else:
                self._flush()
        else:
            self._open_inline(frame, end)
        self.stack.append(frame)
        self.counts[tag] += 1
        identifier = attributes.get("id") or (attributes.get("name") if tag == "a" else "")
        if identifier and tag not in _BLOCKS and not self.builder.length:
            self.builder.ids.append(identifier)
        if frame.table is not None:
            self._open_in_table(frame, start)

    def _frame(self, tag: str, attributes: Mapping[str, str], start: int, parent: _Frame) -> _Frame:
        frame = dataclasses.replace(parent, tag=tag, attributes=attributes, start=start, label=parent.label)
        if parent.dropped:
            return frame
        if tag in _DROPPED or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            frame.dropped = True
        names = frozenset(attributes.get("class", "").lower().split())
        identifier = attributes.get("id", "")
        kind = attributes.get("role", "").lower() or attributes.get("epub:type", "").lower()
        if names & _pages.words("hidden classes"):
            frame.dropped = True
        if tag in _BLOCKS:
            self._place(frame, parent, names, identifier, kind)
        elif "mw-editsection" in names or tag == "label":
            frame.dropped = True
        return frame

    def _place(
        self, frame: _Frame, parent: _Frame, names: frozenset[str], identifier: str, kind: str
    ) -> None:
        """What a block element is for, from its name, its classes and where it stands."""
        tag = frame.tag
        if tag in ("section", "article", "main", "body", "ul", "ol", "table", "nav", "html", "form", "dl"):
            frame.ids = ()
        elif identifier and tag in _MAY_BE_NOTE:
            frame.ids = (*parent.ids, identifier)[-3:]
        if tag in ("article", "main") or kind == "main":
            frame.article = True
        noted = names & _pages.words("note classes") or identifier in _pages.words("note classes")
        if kind.startswith(
            ("doc-endnote", "doc-footnote", "doc-biblio", "footnote", "endnote", "rearnote")
        ) or (noted and tag in ("aside", "section", "div", "ol", "ul", "li", "p", "footer", "dl", "table")):
            frame.notes = True
            frame.role = Role.FOOTNOTE
        if names & _pages.words("comment classes") or identifier in ("comments", "disqus_thread"):
            frame.role = Role.READER_COMMENT
        elif frame.role is Role.READER_COMMENT:
            return
        elif (
            tag == "nav"
            or tag in _CONTROLS
            or kind in ("navigation", "banner", "contentinfo", "search", "menu", "menubar")
        ):
            frame.role = Role.NAVIGATION
        elif tag in ("header", "footer") and not frame.notes and (tag == "footer" or not frame.article):
            frame.role = Role.METADATA if parent.role is Role.QUOTATION else Role.NAVIGATION
        elif names & _pages.words("classes") or identifier in ("toc", "sidebar", "nav", "navigation", "menu"):
            if not frame.notes:
                frame.role = Role.NAVIGATION
        elif names & _pages.words("metadata classes") or tag == "address":
            frame.role = Role.METADATA
        if (
            tag in _HEADINGS
            and frame.role is not Role.READER_COMMENT
            and (frame.role is not Role.NAVIGATION or self.counts["header"])
        ):
            frame.role = Role.HEADING
            frame.level = _HEADINGS[tag]
        if frame.role in (Role.NAVIGATION, Role.READER_COMMENT) and tag not in ("ul", "ol", "li"):
            return
        if tag == "blockquote":
            frame.role = Role.QUOTATION
            where = frame.attributes.get("cite", "").strip()
            frame.quoted_from = (
                (where, Span(frame.start, frame.start + len(self.get_starttag_text() or "")))
                if where
                else None
            )
        elif tag == "table":
            self.groups += 1
            frame.table = _Table(self.groups, frame.start in self.layout)
            frame.in_cell = False
            frame.group = None
            frame.depth = 0
        elif tag in ("figcaption", "caption"):
            frame.role = Role.CAPTION
        elif tag == "pre":
            frame.role = Role.CODE
            frame.keeps_spaces = True
            frame.label = _language(names)
        elif tag in ("ul", "ol", "dl", "menu", "dir"):
            self.groups += 1
            frame.group = self.groups
            frame.depth = parent.depth + 1
            frame.numbered = tag == "ol"
            begin = frame.attributes.get("start", "1")
            frame.count = int(begin) - 1 if re.fullmatch(r"-?\d{1,6}", begin) else 0
        elif tag in ("li", "dt", "dd"):
            self._place_item(frame, parent)

    def _place_item(self, frame: _Frame, parent: _Frame) -> None:
        lists = parent
        if lists.group is None:
            self.groups += 1
            frame.group = self.groups
            frame.depth = 1
        frame.level = frame.depth
        if frame.tag == "li":
            value = frame.attributes.get("value", "")
            parent.count = int(value) if re.fullmatch(r"\d{1,6}", value) else parent.count + 1
            frame.label = str(parent.count) if parent.numbered else ""
        if frame.role in (Role.PARAGRAPH, Role.LIST_ITEM, Role.CAPTION) or (
            frame.role is Role.METADATA and not parent.table
        ):
            frame.role = Role.BIBLIOGRAPHY if self.reference_level else Role.LIST_ITEM
        elif frame.role is Role.NAVIGATION and self.reference_level:
            frame.role = Role.BIBLIOGRAPHY

    def _void(self, tag: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        if tag == "meta":
            self._meta(attributes)
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical" and attributes.get("href"):
            self.metadata.setdefault("url", attributes["href"])
        if self.stack[-1].dropped:
            return
        if tag in ("br", "wbr"):
            if tag == "br":
                self.builder.put_space(start, end)
                self.builder.breaks += 1
        elif tag == "hr":
            self._flush()
        elif tag == "img" and attributes.get("alt", "").strip():
            raw = self.text[start:end]
            alternative = re.search(r"\balt\s*=\s*(?P<quote>[\"']?)", raw, re.IGNORECASE)
            at = start + (alternative.end() if alternative else 0)
            shown = attributes["alt"]
            if self.text.startswith(shown, at):
                prose = Prose.verbatim(self.text, at, at + len(shown))
            else:
                prose = Prose.standing_for(" ".join(shown.split()), start, end)
            self._add_beside(_Built(Block(Role.IMAGE_TEXT, Span(start, end), prose)))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = attributes.get("content", "").strip()
        if not content:
            return
        if name in (
            "citation_doi",
            "dc.identifier",
            "dc.identifier.doi",
            "prism.doi",
            "doi",
            "bepress_citation_doi",
            "rft_id",
        ):
            doi = _DOI.search(content)
            if doi:
                self.metadata.setdefault("doi", doi[0])
            elif name == "dc.identifier":
                self.metadata.setdefault("identifier", content)
        elif name == "citation_pmid" and content.isdigit():
            self.metadata.setdefault("pmid", content)
        elif name in ("citation_title", "dc.title", "og:title", "author", "description", "og:url", "date"):
            self.metadata.setdefault(
                name.removeprefix("og:").replace("citation_title", "cited-title"), content
            )

    # --- closing ---

    def _close_open(self, tag: str, end: int, scopes: frozenset[str]) -> None:
        """Close the nearest open element of a name unless a scope lies between."""
        if not self.counts[tag]:
            return
        for index in range(len(self.stack) - 1, 0, -1):
            open_tag = self.stack[index].tag
            if open_tag == tag:
                while len(self.stack) > index:
                    self._pop(end)
                return
            if open_tag in scopes:
                return

    def _close(self, tag: str, end: int) -> None:
        if tag == "title" and self.page_title is not None:
            title = " ".join("".join(self.page_title).split())
            if title:
                self.metadata["title"] = title
            self.page_title = None
        if self.ignored[tag]:
            self.ignored[tag] -= 1
            return
        if tag == "br":
            self.builder.put_space(end, end)
            return
        if not self.counts[tag]:
            return
        if tag in ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"):
            inner = frozenset(["table"]) if tag != "table" else frozenset[str]()
            self._close_open(tag, end, inner)
        elif tag in _BLOCKS:
            self._close_open(tag, end, _SCOPES)
        else:
            self._close_open(tag, end, _SCOPES | _BLOCKS)

    def _pop(self, end: int) -> None:
        frame = self.stack.pop()
        self.counts[frame.tag] -= 1
        if frame.tag not in _BLOCKS:
            self._close_inline(frame, end)
            return
        if frame.dropped:
            return
        parent = self.stack[-1]
        if frame.tag in ("td", "th") and frame.table is not None and not frame.table.layout:
            self._end_cell(frame)
        elif frame.tag == "tr" and frame.table is not None and not frame.table.layout:
            self._end_row(frame.table, end)
        elif frame.in_cell and parent.in_cell:
            self.builder.put_space(end, end)
        elif frame.tag == "dt" and self.builder.length:
            self.builder.after_term = True
            self.builder.ids.extend(frame.ids)
        else:
            self._flush(frame)
        if frame.tag == "thead" and frame.table is not None:
            frame.table.in_head = False

    # --- tables ---

    def _open_in_table(self, frame: _Frame, start: int) -> None:
        table = frame.table
        if frame.tag == "table" or table is None:
            return
        if frame.tag == "thead":
            table.in_head = True
        elif frame.tag == "tr" and not table.layout:
            if table.row is not None:
                self._end_row(table, start)
            table.row = start
            table.ids = list(frame.ids)
        elif frame.tag in ("td", "th") and not table.layout:
            self.builder.clear()
            for outer in self.inline:
                outer.at = 0
                outer.inline_start = -1
            frame.in_cell = True
            if table.row is None:
                table.row = start

    def _end_cell(self, frame: _Frame) -> None:
        table = frame.table
        if table is None:
            return
        self._finish_inline()
        builder = self.builder
        prose, marks = _typed_marks.lift(builder.prose(), builder.marks, silent=builder.silent)
        table.cells.append((prose, marks))
        table.heads.append(frame.tag == "th")
        table.ids.extend(builder.ids)
        builder.clear()

    def _end_row(self, table: _Table, end: int) -> None:
        if table.row is None:
            return
        if any(prose.text for prose, _ in table.cells):
            role = Role.TABLE_HEADER if table.in_head or all(table.heads) else Role.TABLE_ROW
            outer = self.stack[-1]
            if outer.role in (Role.METADATA, Role.NAVIGATION, Role.READER_COMMENT):
                role = outer.role
            block = _pages.table_row(role, table.cells, Span(table.row, end), table.group)
            self.built.append(_Built(block, tuple(table.ids)))
        self.built.extend(self.waiting)
        self.waiting.clear()
        table.cells = []
        table.heads = []
        table.row = None
        table.ids = []

    # --- inline ---

    def _open_inline(self, frame: _Frame, end: int) -> None:
        tag = frame.tag
        if frame.dropped:
            return
        if tag == "q":
            self.builder.put(Prose.standing_for("“", frame.start, end), frame.start, end)
        if tag in ("a", "cite", "sup", "q") and len(self.inline) < 16:
            frame.at = self.builder.length + (
                1 if self.builder.space is not None and self.builder.length else 0
            )
            frame.inline_start = frame.start
            self.inline.append(frame)

    def _close_inline(self, frame: _Frame, end: int) -> None:
        if self.inline and self.inline[-1] is frame:
            self.inline.pop()
        else:
            return
        if frame.tag == "q":
            self.builder.put(
                Prose.standing_for("”", max(self.builder.end, frame.start), end), frame.start, end
            )
            if frame.attributes.get("cite"):
                self._mark(MarkKind.CITE, frame.attributes["cite"], frame, end, kept=True)
        elif frame.tag == "a":
            self._close_link(frame, end)
        elif frame.tag == "cite":
            shown = self.builder.tail(frame.at).strip()
            if shown:
                self._mark(MarkKind.CITE, shown, frame, end, kept=True)
        elif frame.tag == "sup":
            self._close_superscript(frame, end)

    def _mark(self, kind: MarkKind, target: str, frame: _Frame, end: int, *, kept: bool) -> None:
        builder = self.builder
        start = min(frame.at, builder.length)
        shown = builder.tail(start)
        begin = frame.inline_start if frame.inline_start >= 0 else builder.start
        if begin < 0:
            return
        span = Span(begin, max(end, begin))
        builder.marks.append(Mark(kind, target, span, start, builder.length, shown.strip() if kept else ""))
        if not kept and builder.length > start:
            builder.silent.append((start, builder.length))

    def _close_link(self, frame: _Frame, end: int) -> None:
        attributes = frame.attributes
        href = attributes.get("href", "").strip()
        builder = self.builder
        shown = builder.tail(min(frame.at, builder.length)).strip()
        within_superscript = any(outer.tag == "sup" for outer in self.inline)
        if not href:
            if "href" in attributes and shown:
                self._mark(MarkKind.EMPTY, self.text[frame.start : end][:80], frame, end, kept=True)
            return
        names = f"{attributes.get('class', '')} {attributes.get('rel', '')}".lower()
        kind = f"{attributes.get('role', '')} {attributes.get('epub:type', '')}".lower()
        fragment = urllib.parse.unquote(href.partition("#")[2])
        if "backlink" in kind or "backref" in names or "footnote-back" in names or "reversefootnote" in names:
            self._mark_nothing(frame)
            return
        if fragment and href.startswith("#"):
            if shown and _BACK.fullmatch(shown) and shown != "":
                self._mark_nothing(frame)
                return
            explicit = "noteref" in kind or "footnote" in names or "noteref" in names
            numbered = _REFERENCE_TEXT.fullmatch(shown) or (
                (within_superscript or explicit) and _LETTER.fullmatch(shown)
            )
            if explicit or numbered:
                self._call_note(frame, fragment, end)
                return
        elif fragment and (within_superscript or "noteref" in kind) and _REFERENCE_TEXT.fullmatch(shown):
            self._call_note(frame, fragment, end)
            return
        if href in ("#", "#!", "javascript:void(0)", "javascript:;") and _CITES.fullmatch(shown):
            self._mark(MarkKind.EMPTY, self.text[frame.start : end][:80], frame, end, kept=True)
            return
        if href.lower().startswith(("mailto:", "tel:", "javascript:", "data:")):
            return
        silent = bool(_REFERENCE_TEXT.fullmatch(shown)) and (
            within_superscript
            or shown.startswith("[")
            or self._opens_bracket(frame.at)
            or "<sup" in self.text[frame.start : min(end, frame.start + 2000)].lower()
        )
        self._mark(MarkKind.LINK, html.unescape(href), frame, end, kept=not silent)

    def _opens_bracket(self, at: int) -> bool:
        return at > 0 and self.builder.tail(at - 1)[:1] == "["

    def _mark_nothing(self, frame: _Frame) -> None:
        if self.builder.length > frame.at:
            self.builder.silent.append((frame.at, self.builder.length))

    def _call_note(self, frame: _Frame, target: str, end: int) -> None:
        own = frame.attributes.get("id", "")
        for outer in self.inline:
            own = own or outer.attributes.get("id", "")
        nearby = [own, *self.builder.ids, *self.stack[-1].ids]
        if any(name and self.callers.get(target) == name for name in nearby):
            self._mark_nothing(frame)
            return
        if own:
            self.callers[own] = target
        self.called.add(target)
        self._mark(MarkKind.FOOTNOTE, target, frame, end, kept=False)

    def _close_superscript(self, frame: _Frame, end: int) -> None:
        builder = self.builder
        at = min(frame.at, builder.length)
        shown = builder.tail(at)
        if not shown or any(outer.tag == "a" for outer in self.inline):
            return
        inside = [mark for mark in builder.marks if mark.start >= at]
        remark = shown.strip(" []()\u00a0").lower()
        if _typed_marks.NEEDED.fullmatch(remark):
            builder.marks = [mark for mark in builder.marks if mark.start < at]
            self._mark(MarkKind.NEEDED, remark, frame, end, kept=False)
            return
        if any(mark.kind in (MarkKind.FOOTNOTE, MarkKind.LINK) for mark in inside) and any(
            start >= at for start, _ in builder.silent
        ):
            builder.silent.append((at, builder.length))
            return
        before = builder.tail(max(0, at - 8))[: min(8, at)]
        if _NUMBERS.fullmatch(shown) and before and not _typed_marks.is_power(before):
            for number in numbers_in(shown):
                self._mark(MarkKind.NUMBER, number, frame, end, kept=False)
            return
        if re.fullmatch(r"[-+−]?[\dn]{1,4}", shown) and before[-1:].isalnum():
            builder.replace_tail(at, shown.translate(_SUPERSCRIPTS), (frame.start, end))

    def _finish_inline(self) -> None:
        """Marks that are open where a block ends: each block has its own part of them."""
        for frame in self.inline:
            if frame.tag in ("a", "cite") and self.builder.length > frame.at:
                shown = self.builder.tail(frame.at).strip()
                href = frame.attributes.get("href", "").strip()
                if frame.tag == "cite" and shown:
                    self._mark(MarkKind.CITE, shown, frame, self.builder.end, kept=True)
                elif href and not href.startswith("#"):
                    self._mark(MarkKind.LINK, href, frame, self.builder.end, kept=True)
            frame.at = 0
            frame.inline_start = -1

    # --- blocks ---

    def _line_break(self) -> None:
        """Two `<br>` in a row end a paragraph."""
        breaks, self.builder.breaks = self.builder.breaks, 0
        if breaks >= 2 and self.builder.length and not self.stack[-1].in_cell:
            self._flush()

    def _flush(self, closing: _Frame | None = None) -> None:
        builder = self.builder
        frame = closing or self.stack[-1]
        if frame.in_cell:
            return
        if self.inline:
            self._finish_inline()
        if builder.length or builder.marks:
            self._emit(frame, closing)
        builder.clear()
        self.built.extend(self.waiting)
        self.waiting.clear()

    def _emit(self, frame: _Frame, closing: _Frame | None) -> None:
        builder = self.builder
        role = frame.role
        raw = builder.prose()
        if builder.after_term and role is Role.PARAGRAPH:
            role = Role.LIST_ITEM
        if role is Role.CODE:
            prose, marks = raw, tuple(builder.marks)
        else:
            prose, marks = _typed_marks.lift(raw, builder.marks, silent=builder.silent)
        if not prose.text.strip() and not marks:
            return
        starts = [mark.span.start for mark in marks]
        start = min([builder.start, *starts] if builder.start >= 0 else starts)
        end = max([builder.end, start, *(mark.span.end for mark in marks)])
        if closing is not None and closing.tag in _BLOCKS and closing.start <= start:
            opened_by_block = closing.tag in (
                "p",
                "li",
                "dd",
                "figcaption",
                "caption",
                "blockquote",
                "pre",
                *_HEADINGS,
            )
            start = closing.start if opened_by_block and not self._began_before(closing.start) else start
        ids = (*frame.ids, *builder.ids)
        label = frame.label
        text = prose.text
        if role is Role.FOOTNOTE:
            label = frame.ids[-1] if frame.ids else builder.ids[0] if builder.ids else frame.label
            if not ids:
                role = Role.BIBLIOGRAPHY
        if role is Role.PARAGRAPH and self.reference_level:
            role = Role.BIBLIOGRAPHY
            number = re.match(r"\[?(\d{1,3})[\].]\s+", text)
            if number:
                label = number[1]
                prose, marks = _without_start(prose, marks, number.end())
        elif role in (Role.PARAGRAPH, Role.LIST_ITEM) and (
            _pages.is_furniture(text) or _only_links(text, marks)
        ):
            role = Role.NAVIGATION
        if role is Role.HEADING:
            self._head(text, frame.level)
        if frame.quoted_from is not None and role is Role.QUOTATION:
            where, tag = frame.quoted_from
            if tag.end <= start and not self._began_before(tag.start):
                start = tag.start
            span = tag if start <= tag.start else Span(end, end)
            marks = (*marks, Mark(MarkKind.CITE, where, span, len(text), len(text)))
        if role not in (Role.LIST_ITEM, Role.FOOTNOTE, Role.BIBLIOGRAPHY, Role.CODE):
            label = ""
        group = frame.group if role in (Role.LIST_ITEM, Role.NAVIGATION, Role.BIBLIOGRAPHY) else None
        if role is Role.CAPTION and frame.table is not None:
            group = frame.table.group
        level = frame.level if role is Role.HEADING else max(1, frame.depth) if role is Role.LIST_ITEM else 0
        block = Block(role, Span(start, end), prose, marks, level, group, label)
        self.built.append(_Built(block, ids))

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

    # --- the whole ---

    def document(self) -> Document:
        text = self.text
        matter = _FRONT_MATTER.match(text)
        if matter:
            self._front_matter(matter)
        body = _tamed(text)
        if matter:
            body = re.sub(r"[^\r\n]", " ", body[: matter.end()]) + body[matter.end() :]
        self.feed(body)
        self.close()
        if len(body) < len(text):
            self._flush()
            start = len(body)
            self.comments.append(Comment(Span(start, len(text)), text[start + 4 :].strip()))
            inner = Prose.verbatim(text, min(start + 4, len(text)), len(text))
            self.built.append(_Built(Block(Role.COMMENT, Span(start, len(text)), inner)))
        while len(self.stack) > 1:
            self._pop(len(text))
        self._flush(self.stack[0])
        linked = {name for built in self.built for name in _linked(built.block)}
        aliases: dict[str, str] = {}
        read = []
        for built in self.built:
            block = self._called_note(built, linked)
            if block.role in (Role.FOOTNOTE, Role.BIBLIOGRAPHY) and block.label:
                for name in built.ids:
                    aliases.setdefault(name, block.label)
            read.append(block)
        blocks = sorted(read, key=lambda block: block.span.start)
        blocks = [_with_note_links(block, aliases) for block in blocks]
        title = self.heading_title or str(self.metadata.get("title", ""))
        return Document(self.source, tuple(blocks), self.metadata, tuple(self.comments), title)

    def _front_matter(self, matter: re.Match[str]) -> None:
        try:
            values = yaml.load(matter[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        except yaml.YAMLError:
            values = None
        if isinstance(values, dict):
            self.metadata.update({str(key): value for key, value in values.items()})
        span = Span(matter.start(), matter.end())
        prose = Prose.verbatim(self.text, matter.start(1), matter.end(1))
        self.built.append(_Built(Block(Role.FRONT_MATTER, span, prose)))

    def _called_note(self, built: _Built, linked: Collection[str]) -> Block:
        """A block that a mark points at is a note, whatever element it is; one that a link of words points at is called
        by that name, whatever it turns out to be.
        """
        block = built.block
        if block.role in (Role.HEADING, Role.QUOTATION, Role.READER_COMMENT, Role.IMAGE_TEXT, Role.COMMENT):
            return block
        for name in reversed(built.ids):
            if name in self.called:
                return replace(block, role=Role.FOOTNOTE, label=name, level=0)
        for name in reversed(built.ids):
            if (
                name in linked
                and not block.label
                and block.role in (Role.BIBLIOGRAPHY, Role.PARAGRAPH, Role.LIST_ITEM)
            ):
                return replace(block, label=name)
        return block


def _tamed(text: str) -> str:
    """The text as it is fed to the tokenizer: the same offsets, without what makes it stop or crawl.

    A comment that is never closed reaches to the end of the file and is cut off. A `<` whose `>` is very far
    away is text. `<![` makes the tokenizer stop where it does not know the word behind; `<!_` does not.
    """
    body = text
    opened = text.find("<!--", text.rfind("-->") + 1)
    if opened >= 0:
        body = text[:opened]
    body = body.replace("<![", "<!_")
    far: list[int] = []
    close = -1
    for match in _TAG_START.finditer(body):
        if close < match.start():
            close = body.find(">", match.start())
            close = len(body) + _LONGEST_TAG if close < 0 else close
        if close - match.start() > _LONGEST_TAG:
            far.append(match.start())
    if far:
        characters = list(body)
        for at in far:
            characters[at] = "\ue000"
        body = "".join(characters)
    return body


def _linked(block: Block) -> Iterator[str]:
    """What links in a block call within the page."""
    for mark in block.marks:
        if mark.kind is MarkKind.LINK and mark.target.startswith("#"):
            yield urllib.parse.unquote(mark.target[1:])


def _with_note_links(block: Block, labels: Mapping[str, str]) -> Block:
    """Links whose text is words and that lead to a note of the page (`(<a href="#smith">Smith 2007</a>)`)."""
    if not any(name in labels for name in _linked(block)):
        return block
    marks = tuple(
        replace(mark, kind=MarkKind.FOOTNOTE, target=labels[urllib.parse.unquote(mark.target[1:])])
        if mark.kind is MarkKind.LINK
        and mark.target.startswith("#")
        and urllib.parse.unquote(mark.target[1:]) in labels
        else mark
        for mark in block.marks
    )
    return replace(block, marks=marks)


def _without_start(prose: Prose, marks: Sequence[Mark], cut: int) -> tuple[Prose, tuple[Mark, ...]]:
    moved = [replace(mark, start=max(0, mark.start - cut), end=max(0, mark.end - cut)) for mark in marks]
    return prose.slice(cut, len(prose.text)), tuple(moved)


def _only_links(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a block is nothing but links, with no sentence in them."""
    covered = sum(
        mark.end - mark.start
        for mark in marks
        if mark.kind is MarkKind.LINK and not mark.target.startswith("#")
    )
    covered += sum(
        mark.end - mark.start for mark in marks if mark.kind is MarkKind.LINK and mark.target.startswith("#")
    )
    if not covered or len(text.split()) > 30:
        return False
    rest = len(text) - covered
    words = sum(character.isalnum() for character in text) - sum(
        character.isalnum()
        for mark in marks
        if mark.kind is MarkKind.LINK
        for character in text[mark.start : mark.end]
    )
    return words <= 0 and rest <= 4 + 3 * len(marks) and not re.search(r"[.!?]$", text)


def _language(names: frozenset[str]) -> str:
    for name in sorted(names):
        match = re.fullmatch(r"(?:language|lang|highlight|brush)[-:](.+)", name)
        if match:
            return match[1]
    return ""


_TAG_START = re.compile(r"<[a-zA-Z/!?]")
_LONGEST_TAG = 20_000
_TABLE_TAG = re.compile(r"<(?P<end>/?)(?P<tag>table|h[1-6]|article)\b(?P<rest>[^>]{0,300})", re.IGNORECASE)


def _layout_tables(text: str) -> frozenset[int]:
    """Where the tables begin that only lay out a page: they say so, or hold headings or tables."""
    layout: set[int] = set()
    open_tables: list[int] = []
    for match in _TABLE_TAG.finditer(text):
        if match["tag"].lower() != "table":
            if open_tables and not match["end"]:
                layout.add(open_tables[-1])
        elif match["end"]:
            if open_tables:
                open_tables.pop()
        else:
            if open_tables:
                layout.add(open_tables[-1])
            open_tables.append(match.start())
            if re.search(r"role\s*=\s*[\"']?(?:presentation|none)", match["rest"], re.IGNORECASE):
                layout.add(match.start())
    return frozenset(layout)


def read(source: Source) -> Document:
    """The document in an HTML file."""
    return _Reading(source).document()
