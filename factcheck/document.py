"""What a reader makes of a file: blocks in reading order, each with its prose and the marks in it."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from typing import Any

from factcheck.text import Prose, Source, Span
from factcheck.values import Value


class Role(enum.StrEnum):
    """What a block is for. Only some roles hold statements of the article itself: see `STATED`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_HEADER = "table-header"
    TABLE_ROW = "table-row"
    CAPTION = "caption"
    QUOTATION = "quotation"
    FOOTNOTE = "footnote"
    """The body of a footnote or endnote; `Block.label` is what marks call it by."""
    BIBLIOGRAPHY = "bibliography"
    """One entry of a reference list that the format itself marks as such; `Block.label` is its key, if it has
    one.
    """
    CODE = "code"
    MATH = "math"
    FRONT_MATTER = "front-matter"
    COMMENT = "comment"
    IMAGE_TEXT = "image-text"
    """Alternative text of an image."""
    NAVIGATION = "navigation"
    """Menus, breadcrumbs, tables of contents, lists whose items are nothing but a link."""
    METADATA = "metadata"
    """Infoboxes, categories, shortcodes, directives' options, labels."""
    READER_COMMENT = "reader-comment"
    """What readers wrote below an article: not the article's own statements."""


STATED = frozenset(
    {Role.PARAGRAPH, Role.LIST_ITEM, Role.TABLE_ROW, Role.CAPTION, Role.QUOTATION, Role.FOOTNOTE}
)
"""Roles whose sentences can be claims. Readers fill the prose of every role in which words stand."""


class MarkKind(enum.StrEnum):
    """How a mark points at a source."""

    LINK = "link"
    """`target` is the URL or path as written, `text` what is shown. `text` stays in the prose."""
    FOOTNOTE = "footnote"
    """`target` is the label of a `Role.FOOTNOTE` block."""
    KEY = "key"
    """`target` is a bibliography key (`@key`, `\\cite{key}`, `{cite:p}`key``, `[Key]_`)."""
    NUMBER = "number"
    """`target` is a number of a numbered reference list, as a decimal string."""
    AUTHOR_YEAR = "author-year"
    """`target` is `Family 2007` (first author's family name and year, with its letter)."""
    IDENTIFIER = "identifier"
    """`target` is `scheme:value` (`doi:10.1000/1`, `pmid:123`, `isbn:…`, `arxiv:…`, `url:https://…`)."""
    LEGAL = "legal"
    """`target` is a legal citation as written (`Equality Act 2010, s. 20`)."""
    NOTE = "note"
    """`target` is the whole text of a reference given in place (`<ref>…</ref>`, `\\footnote{…}`, `^[…]`)."""
    CITE = "cite"
    """The `cite` attribute or element of HTML: `target` is its URL, or the title named."""
    NEEDED = "needed"
    """`[citation needed]` and its like: somebody knows that a source is missing. `target` is the template's
    name.
    """
    EMPTY = "empty"
    """A mark that was left unfilled: `[?]`, `[](#)`, `\\cite{}`; `target` is the mark as written."""


class Mark(Value, frozen=True):
    """A place in a block that points at a source. A mark with several targets is several `Mark`s
    on one span.
    """

    kind: MarkKind
    target: str
    span: Span
    """In the file, brackets and all."""
    start: int
    end: int
    """In the prose of the block; both the same where the mark left no words in the prose (a footnote number).
    """
    text: str = ""
    """What the mark shows to a reader: a link's text, a key's locator (`p. 3`)."""
    narrative: bool = False
    """Part of the sentence (`@walker2002 saw …`), and not put in brackets beside it."""


class Block(Value, frozen=True):
    """A paragraph, heading, list item, table row, … with its prose and marks."""

    role: Role
    span: Span
    """The whole block in the file, its own markup included."""
    prose: Prose = Prose()
    """Text without markup. Marks whose words are not words of the sentence (footnote numbers, `\\cite{…}`,
    `<ref>…</ref>`, `{cite:p}`…``) leave nothing behind, and neither does the space before them."""
    marks: tuple[Mark, ...] = ()
    level: int = 0
    """Headings: 1 to 6. List items: depth from 1."""
    group: int | None = None
    """The same number for all items of one list (nested ones have their own) or rows of one table."""
    label: str = ""
    """Footnotes, bibliography entries, captions: the name that marks use. Code: its language."""
    cells: tuple[tuple[int, int], ...] = ()
    """Table rows: the range of each cell in `prose`. Cells are joined by ` | `."""


class Comment(Value, frozen=True):
    """A comment in the format's own syntax, for directives such as `factcheck: ignore[FC101] reason`."""

    span: Span
    text: str
    """Without the comment's delimiters, stripped."""


@dataclasses.dataclass(frozen=True)
class Document:
    """One file, read. Blocks lie in reading order."""

    source: Source
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The front matter or header fields, parsed (`title`, `bibliography`, `references`, `doi`, …)."""
    comments: tuple[Comment, ...] = ()
    title: str = ""
    """The article's title: the front matter's, else the first heading of the highest level."""
