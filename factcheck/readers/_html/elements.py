"""Elements of HTML: which are blocks, what an open one passes on, which tables only lay out a page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from factcheck.document import Block, Mark, Role
from factcheck.text import Prose, Span

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav noscript object ol
    optgroup option p pre search section select summary table tbody td template textarea tfoot th thead tr ul
    video audio canvas iframe
    """.split()
)
CLOSES_PARAGRAPH = BLOCKS - frozenset(
    ["body", "head", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"]
)
DROPPED = frozenset(
    """
    title script style template svg noscript iframe object canvas video audio head rp rt del s strike datalist
    """.split()
)
CONTROLS = frozenset("button select option optgroup textarea label legend".split())
SCOPES = frozenset(["table", "td", "th", "caption", "html", "template", "object"])
"""An end tag does not reach through these for what was opened outside."""
MAY_BE_NOTE = frozenset(["li", "p", "div", "aside", "dd", "dt", "tr", "td", "span", "a", "sup"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclasses.dataclass(slots=True)
class Frame:
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
    table: Table | None = None
    in_cell: bool = False
    quoted_from: tuple[str, Span] | None = None
    ids: tuple[str, ...] = ()
    at: int = 0
    """Inline elements: where their text begins in the prose being built."""
    inline_start: int = 0
    """Where its mark begins in the file; negative where it goes on from an earlier block."""
    keeps_spaces: bool = False


@dataclasses.dataclass(slots=True)
class Table:
    """An open table, with the row that is being read."""

    group: int
    layout: bool
    cells: list[tuple[Prose, Sequence[Mark]]] = dataclasses.field(default_factory=list)
    heads: list[bool] = dataclasses.field(default_factory=list)
    row: int | None = None
    """Where the open row begins in the file."""
    in_head: bool = False
    ids: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class Built:
    """A block that the pass made, and the ids by which notes could be called."""

    block: Block
    ids: tuple[str, ...] = ()


_TABLE_TAG = re.compile(r"<(?P<end>/?)(?P<tag>table|h[1-6]|article)\b(?P<rest>[^>]{0,300})", re.IGNORECASE)


def layout_tables(text: str) -> frozenset[int]:
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
