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
from collections.abc import Mapping
from typing import Any

import yaml

from factcheck.document import Block, Comment, Document, Role
from factcheck.readers import _pages
from factcheck.readers._html.blocks import Blocks
from factcheck.readers._html.elements import (
    BLOCKS,
    CLOSES_PARAGRAPH,
    CONTROLS,
    DROPPED,
    HEADINGS,
    MAY_BE_NOTE,
    SCOPES,
    VOID,
    Built,
    Frame,
    Table,
    layout_tables,
)
from factcheck.readers._html.notes import with_notes
from factcheck.text import Prose, Source, Span

SUFFIXES = (".html", ".htm", ".xhtml")

_NOT_SHOWN = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")

_DEEPEST = 400
"""Elements nested deeper are read as if they were not there."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOT_TEXT = re.compile(r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|\{#.{0,2000}?#\}", re.DOTALL)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_CLOSED_WORD = re.compile(r"[.:;?!]$")


class _Reading(html.parser.HTMLParser):
    def __init__(self, source: Source) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.text = source.text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", source.text))]
        self.stack: list[Frame] = [Frame("", {}, 0)]
        self.counts: collections.Counter[str] = collections.Counter()
        self.ignored: collections.Counter[str] = collections.Counter()
        """Elements beyond the depth limit, whose end tags mean nothing."""
        self.blocks = Blocks(source.text, self.stack)
        self.builder = self.blocks.builder
        self.comments: list[Comment] = []
        self.metadata: dict[str, Any] = {}
        self.page_title: list[str] | None = None
        self.groups = 0
        self.layout = layout_tables(source.text)

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
        if tag not in VOID:
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
            self.blocks.line_break()
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
        self.blocks.line_break()
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
        self.blocks.add_beside(Built(Block(Role.COMMENT, span, prose)))

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
        if tag in VOID:
            self._void(tag, attributes, start, end)
            return
        if (
            tag == "title"
            and parent.tag != "svg"
            and self.page_title is None
            and "title" not in self.metadata
        ):
            self.page_title = []
        self._close_implied(tag, start)
        if len(self.stack) > _DEEPEST:
            self.ignored[tag] += 1
            return
        parent = self.stack[-1]
        frame = self._frame(tag, attributes, start, parent)
        if tag in BLOCKS:
            self._begin_block(frame, parent, end)
        else:
            self.blocks.marks.open(frame, end)
        self.stack.append(frame)
        self.counts[tag] += 1
        identifier = attributes.get("id") or (attributes.get("name") if tag == "a" else "")
        if identifier and tag not in BLOCKS and not self.builder.length:
            self.builder.ids.append(identifier)
        if frame.table is not None:
            self.blocks.open_in_table(frame, start)

    def _close_implied(self, tag: str, start: int) -> None:
        """Close what is open and ends where an element of this name begins."""
        if tag in CLOSES_PARAGRAPH and self.counts["p"]:
            self._close_open("p", start, SCOPES | {"button"})
        if tag == "li" and self.counts["li"]:
            self._close_open("li", start, SCOPES | {"ul", "ol", "menu", "dir"})
        elif tag in ("dt", "dd") and (self.counts["dt"] or self.counts["dd"]):
            self._close_open("dt", start, SCOPES | {"dl", "dd"})
            self._close_open("dd", start, SCOPES | {"dl", "dt"})
        elif tag in ("td", "th"):
            self._close_open("td", start, frozenset(["table", "tr"]))
            self._close_open("th", start, frozenset(["table", "tr"]))
        elif tag == "tr":
            self._close_open("tr", start, frozenset(["table"]))
        elif tag in ("tbody", "thead", "tfoot"):
            for other in ("tbody", "thead", "tfoot"):
                self._close_open(other, start, frozenset(["table"]))
        elif tag == "a" and self.counts["a"]:
            self._close_open("a", start, SCOPES | BLOCKS)
        elif tag == "body":
            while len(self.stack) > 1 and self.counts["head"]:
                self._pop(start)

    def _begin_block(self, frame: Frame, parent: Frame, end: int) -> None:
        """End the words before a block element, unless they go on in it: a cell's, a definition's behind its term."""
        term_goes_on = frame.tag == "dd" and self.builder.after_term and parent.tag in ("dl", "div")
        if frame.in_cell and parent.in_cell:
            self.builder.put_space(frame.start, end)
        elif term_goes_on:
            self.builder.after_term = False
            text = self.builder.tail(max(0, self.builder.length - 1))
            if not _CLOSED_WORD.search(text):
                self.builder.space = None
                self.builder.put(Prose.standing_for(":", self.builder.end, end), self.builder.end, end)
            self.builder.put_space(frame.start, end)
            if frame.attributes.get("id"):
                self.builder.ids.append(frame.attributes["id"])
        else:
            self.blocks.flush()

    def _frame(self, tag: str, attributes: Mapping[str, str], start: int, parent: Frame) -> Frame:
        frame = dataclasses.replace(parent, tag=tag, attributes=attributes, start=start, label=parent.label)
        if parent.dropped:
            return frame
        if tag in DROPPED or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            frame.dropped = True
        names = frozenset(attributes.get("class", "").lower().split())
        identifier = attributes.get("id", "")
        kind = attributes.get("role", "").lower() or attributes.get("epub:type", "").lower()
        if names & _pages.words("hidden classes") or _NOT_SHOWN.search(attributes.get("style", "")):
            frame.dropped = True
        if tag in BLOCKS:
            self._place(frame, parent, names, identifier, kind)
        elif "mw-editsection" in names or tag == "label":
            frame.dropped = True
        return frame

    def _place(self, frame: Frame, parent: Frame, names: frozenset[str], identifier: str, kind: str) -> None:
        """What a block element is for, from its name, its classes and where it stands."""
        tag = frame.tag
        if tag in ("section", "article", "main", "body", "ul", "ol", "table", "nav", "html", "form", "dl"):
            frame.ids = ()
        elif identifier and tag in MAY_BE_NOTE:
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
            or tag in CONTROLS
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
            tag in HEADINGS
            and frame.role is not Role.READER_COMMENT
            and (frame.role is not Role.NAVIGATION or self.counts["header"])
        ):
            frame.role = Role.HEADING
            frame.level = HEADINGS[tag]
        if frame.role not in (Role.NAVIGATION, Role.READER_COMMENT) or tag in ("ul", "ol", "li"):
            self._set_up(frame, parent, names)

    def _set_up(self, frame: Frame, parent: Frame, names: frozenset[str]) -> None:
        """What an element brings along by its name: a quotation, a table, a caption, code, a list, an item."""
        tag = frame.tag
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
            frame.table = Table(self.groups, frame.start in self.layout)
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

    def _place_item(self, frame: Frame, parent: Frame) -> None:
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
            frame.role = Role.BIBLIOGRAPHY if self.blocks.reference_level else Role.LIST_ITEM
        elif frame.role is Role.NAVIGATION and self.blocks.reference_level:
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
            self.blocks.flush()
        elif tag == "img" and attributes.get("alt", "").strip():
            raw = self.text[start:end]
            alternative = re.search(r"\balt\s*=\s*(?P<quote>[\"']?)", raw, re.IGNORECASE)
            at = start + (alternative.end() if alternative else 0)
            shown = attributes["alt"]
            if self.text.startswith(shown, at):
                prose = Prose.verbatim(self.text, at, at + len(shown))
            else:
                prose = Prose.standing_for(" ".join(shown.split()), start, end)
            self.blocks.add_beside(Built(Block(Role.IMAGE_TEXT, Span(start, end), prose)))

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
        elif tag in BLOCKS:
            self._close_open(tag, end, SCOPES)
        else:
            self._close_open(tag, end, SCOPES | BLOCKS)

    def _pop(self, end: int) -> None:
        frame = self.stack.pop()
        self.counts[frame.tag] -= 1
        if frame.tag not in BLOCKS:
            self.blocks.marks.close(frame, end)
            return
        if frame.dropped:
            return
        parent = self.stack[-1]
        if frame.tag in ("td", "th") and frame.table is not None and not frame.table.layout:
            self.blocks.end_cell(frame)
        elif frame.tag == "tr" and frame.table is not None and not frame.table.layout:
            self.blocks.end_row(frame.table, end)
        elif frame.in_cell and parent.in_cell:
            self.builder.put_space(end, end)
        elif frame.tag == "dt" and self.builder.length:
            self.builder.after_term = True
            self.builder.ids.extend(frame.ids)
        else:
            self.blocks.flush(frame)
        if frame.tag == "thead" and frame.table is not None:
            frame.table.in_head = False

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
            self.blocks.flush()
            start = len(body)
            self.comments.append(Comment(Span(start, len(text)), text[start + 4 :].strip()))
            inner = Prose.verbatim(text, min(start + 4, len(text)), len(text))
            self.blocks.built.append(Built(Block(Role.COMMENT, Span(start, len(text)), inner)))
        while len(self.stack) > 1:
            self._pop(len(text))
        self.blocks.flush(self.stack[0])
        blocks = with_notes(self.blocks.built, self.blocks.marks.called)
        title = self.blocks.heading_title or str(self.metadata.get("title", ""))
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
        self.blocks.built.append(Built(Block(Role.FRONT_MATTER, span, prose)))


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


def _language(names: frozenset[str]) -> str:
    for name in sorted(names):
        match = re.fullmatch(r"(?:language|lang|highlight|brush)[-:](.+)", name)
        if match:
            return match[1]
    return ""


_TAG_START = re.compile(r"<[a-zA-Z/!?]")
_LONGEST_TAG = 20_000


def read(source: Source) -> Document:
    """The document in an HTML file."""
    return _Reading(source).document()
