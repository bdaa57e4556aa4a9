"""reStructuredText (`.rst`, `.rest`), with the directives and roles of Sphinx and its bibliography extension.

The blocks and inline marks are tree-sitter's. What it leaves unread (the bodies of directives, tables) is
taken out of its indentation and read again, with a way back to the file.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Block, Comment, Document, Mark, MarkKind, Role
from factcheck.readers._flow import Flow
from factcheck.readers._pages import table_row
from factcheck.text import Prose, Source, Span, byte_to_code_point
from factcheck.values import replace

SUFFIXES = (".rst", ".rest")

_CODE = frozenset(
    ("code", "code-block", "sourcecode", "literalinclude", "highlight", "parsed-literal", "doctest",
    "testcode", "testsetup",
     "testoutput", "testcleanup", "ipython", "jupyter-execute", "plot", "graphviz", "digraph", "graph",
     "mermaid", "uml",
     "productionlist", "raw", "prompt", "command-output", "program-output", "exec", "execute_code",
     "asciinema", "ditaa",
     "code-cell", "nbplot", "altair-plot", "bokeh-plot", "inheritance-diagram", "tikz", "pyrepl")
)  # fmt: skip
_NO_PROSE = frozenset(
    ("contents", "toctree", "index", "include", "meta", "image", "highlightlang", "currentmodule", "module",
    "automodule",
     "autoclass", "autofunction", "automethod", "autoattribute", "autosummary", "autodata", "autoexception",
     "sectnum",
     "section-numbering", "default-role", "role", "header", "footer", "title", "target-notes",
     "restructuredtext-test-directive",
     "footbibliography", "bibliography", "tabularcolumns", "codeauthor", "sectionauthor", "moduleauthor",
     "date", "youtube",
     "video", "audio", "button-link", "button-ref", "galleria", "nbgallery", "nblinkgallery", "only-dummy",
     "program",
     "option-dummy", "default-domain", "acks", "unicode", "replace", "line-block")
)  # fmt: skip
_TITLED = frozenset(
    (
        "admonition",
        "topic",
        "sidebar",
        "dropdown",
        "tab-item",
        "card",
        "tab",
        "collapse",
        "details",
        "grid-item-card",
    )
)
_QUOTES = frozenset(("epigraph", "highlights", "pull-quote"))
_VERSIONS = frozenset(
    ("versionadded", "versionchanged", "versionremoved", "deprecated", "deprecated-removed")
)
_SKIP_ARGUMENT = frozenset(
    ("container", "compound", "class", "rst-class", "only", "ifconfig", "tabs", "tab-set", "grid",
    "grid-item",
    "glossary",
     "hlist", "group-tab", "list-table", "csv-table", "tags", "cssclass")
)  # fmt: skip
_OBJECT = re.compile(
    r"\w+:\w+|function|class|method|attribute|data|exception|option|envvar|describe|object|confval|module"
)
_CITE = re.compile(r":?(?:foot|full)?cite(?::?(?P<form>[a-z]*))?:?")
_NARRATIVE_FORMS = frozenset(("t", "ts", "ct", "cts", "author", "authors", "alt", "text"))
_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "arxiv": "arxiv",
    "isbn": "isbn",
    "pubmed": "pmid",
}
_REF = "\0ref:"
_ANONYMOUS = "\0anonymous"

_TARGET = re.compile(
    r"^[ \t]*\.\. _(?:`(?P<phrase>[^`\n]+)`|(?P<name>(?:\\:|[^:\n`])+)):[ \t]*(?P<url>\S+"
    r"(?:\n[ \t]+\S+)*)?[ \t]*$",
    re.MULTILINE,
)
_ANONYMOUS_TARGET = re.compile(r"^[ \t]*(?:\.\. __:|__)[ \t]+(?P<url>\S+)[ \t]*$", re.MULTILINE)
_SUBSTITUTION = re.compile(
    r"^[ \t]*\.\. \|(?P<name>[^|\n]+)\| +(?P<kind>\w+):: *(?P<text>[^\n]*)$", re.MULTILINE
)
_SIMPLE_BORDER = re.compile(r"=+(?: +=+)*[ \t]*$")
_GRID_BORDER = re.compile(r"\+(?:[-=]+\+)+[ \t]*$")


@functools.cache
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_rst

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_rst.language()))


def _name(text: str) -> str:
    """A reference name as names are compared."""
    return " ".join(text.replace("\\", "").split()).casefold()


@dataclasses.dataclass
class _Shared:
    """What the parts of one file have in common."""

    targets: dict[str, str]
    anonymous: list[str]
    substitutions: dict[str, str]
    metadata: dict[str, Any] = dataclasses.field(default_factory=dict)
    bibliographies: list[str] = dataclasses.field(default_factory=list)
    adornments: list[str] = dataclasses.field(default_factory=list)
    groups: int = 0
    depth: int = 0


class _Reader:
    """One walk over a text that stands free of indentation, holding its place."""

    def __init__(self, text: str, shared: _Shared, *, nested: bool = False) -> None:
        self.text = text
        self.shared = shared
        self.nested = nested
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.offsets: Sequence[int] = byte_to_code_point(text)
        self.role = Role.PARAGRAPH
        self.level = 0
        self.group: int | None = None
        self.label = ""

    def read(self) -> None:
        tree = _parser().parse(self.text.encode("utf-8", "surrogatepass"))
        self.walk(tree.root_node.children)

    def start(self, node: Any) -> int:
        return self.offsets[int(node.start_byte)]

    def end(self, node: Any) -> int:
        return self.offsets[int(node.end_byte)]

    def span(self, node: Any) -> Span:
        return self.trimmed(self.start(node), self.end(node))

    def trimmed(self, start: int, end: int) -> Span:
        stretch = self.text[start:end]
        return Span(start, max(start, start + len(stretch.rstrip())))

    # Parts of the text that are read again

    def view(self, start: int, end: int) -> Prose:
        """A stretch of the text without the indentation that its lines share."""
        return self.lined(list(self.lines(start, end)))

    def lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        while at < end:
            newline = self.text.find("\n", at, end)
            yield at, end if newline < 0 else newline
            if newline < 0:
                return
            at = newline + 1

    def lined(self, lines: Sequence[tuple[int, int]]) -> Prose:
        """Lines as a text of their own; the first one, which may follow its markup, is not measured."""
        indents = []
        for first, last in lines[1:]:
            line = self.text[first:last]
            if line.strip():
                indents.append(len(line) - len(line.lstrip(" \t")))
        indent = min(indents, default=0)
        parts = []
        for number, (first, last) in enumerate(lines):
            low = min(first + (indent if number else 0), last)
            if not number:
                line = self.text[first:last]
                low = first + len(line) - len(line.lstrip(" \t")) if line.strip() else last
            parts.append(Prose.verbatim(self.text, low, last))
            if last < len(self.text) and number + 1 < len(lines):
                parts.append(Prose.standing_for("\n", last, last + 1))
        return Prose.join(parts)

    def again(self, view: Prose) -> tuple[list[Block], list[Comment]]:
        """The blocks in a view, with their places in this text."""
        if not view.text.strip() or self.shared.depth > 40:
            return [], []
        inner = _Reader(view.text, self.shared, nested=True)
        inner.role, inner.level, inner.group, inner.label = self.role, self.level, self.group, self.label
        self.shared.depth += 1
        inner.read()
        self.shared.depth -= 1
        return (
            [_rebased(block, view) for block in inner.blocks],
            [Comment(_moved(comment.span, view), comment.text) for comment in inner.comments],
        )

    def include(self, view: Prose) -> None:
        blocks, comments = self.again(view)
        self.blocks.extend(blocks)
        self.comments.extend(comments)

    def inline(self, view: Prose) -> tuple[Prose, list[Mark]]:
        """What a view says as one stretch of prose: a cell, an argument."""
        blocks, _ = self.again(view)
        parts: list[Prose] = []
        marks: list[Mark] = []
        at = 0
        for block in blocks:
            if block.role is Role.COMMENT or (not block.prose.text and not block.marks):
                continue
            if at and block.prose.text:
                parts.append(Prose.standing_for(" ", block.span.start, block.span.start))
                at += 1
            marks.extend(replace(mark, start=mark.start + at, end=mark.end + at) for mark in block.marks)
            parts.append(block.prose)
            at += len(block.prose.text)
        return Prose.join(parts), marks

    @staticmethod
    def escaped(view: Prose) -> Prose:
        """A view whose first letter is no list's number."""
        if not re.match(r"[^\W\d_][.)]\s", view.text):
            return view
        at = view.pieces[0].start
        return Prose.join([Prose.standing_for("\\", at, at), view])

    def is_initial(self, node: Any) -> bool:
        items = [child for child in node.children if child.type == "list_item"]
        opening = self.text[self.start(node) : self.start(node) + 2]
        return len(items) == 1 and re.match(r"[B-HJ-Zb-hj-z]\.", opening) is not None

    # Blocks

    def walk(self, nodes: Sequence[Any]) -> None:
        behind = 0
        for node in nodes:
            if self.start(node) < behind:
                continue
            if node.type == "enumerated_list" and self.is_initial(node):
                # `E. coli grows …` at the start of a paragraph is no list.
                blank = re.compile(r"\n[ \t]*\n|\Z").search(self.text, self.start(node))
                behind = max(blank.start() if blank else 0, self.start(node) + 1)
                self.include(self.escaped(self.view(self.start(node), behind)))
                continue
            handler = getattr(self, f"_{node.type}", None)
            if handler is not None:
                handler(node)
            elif node.type == "ERROR" or (
                node.is_named and node.child_count and node.type not in ("target", "transition")
            ):
                self._paragraph(node)

    def as_role(self, role: Role, level: int, group: int | None, label: str, nodes: Sequence[Any]) -> None:
        outer = (self.role, self.level, self.group, self.label)
        self.role, self.level, self.group, self.label = role, level, group, label
        self.walk(nodes)
        self.role, self.level, self.group, self.label = outer

    def add(
        self, role: Role, span: Span, flow: Flow, *, level: int = 0, group: int | None = None, label: str = ""
    ) -> None:
        prose, marks = flow.finish()
        if prose.text or marks:
            self.blocks.append(Block(role, span, prose, marks, level, group, label))

    def _section(self, node: Any) -> None:
        for child in node.children:
            if child.type == "title":
                adornments = [one for one in node.children if one.type == "adornment"]
                character = self.text[self.start(adornments[0])] if adornments else "?"
                style = character * (2 if len(adornments) > 1 else 1)
                if style not in self.shared.adornments:
                    self.shared.adornments.append(style)
                level = min(self.shared.adornments.index(style) + 1, 6)
                self.add(Role.HEADING, self.span(node), self.flow_of(child), level=level)
            elif child.type != "adornment":
                self.walk([child])

    def _paragraph(self, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        opening = self.text[start : self.text.find("\n", start, end) if "\n" in self.text[start:end] else end]
        if _GRID_BORDER.match(opening):
            self.grid_table(start, end)
            return
        if _SIMPLE_BORDER.match(opening) and "\n" in self.text[start:end] and " " in opening.strip():
            self.simple_table(start, end)
            return
        literal = [child for child in node.children if child.type == "literal_block"]
        if literal:
            end = self.start(literal[0])
        flow = self.flow_of(
            node, literal_follows=bool(literal) or self.text[start:end].rstrip().endswith("::")
        )
        self.add(
            self.role, self.trimmed(start, end), flow, level=self.level, group=self.group, label=self.label
        )
        for child in literal:
            self._literal_block(child)

    def _literal_block(self, node: Any) -> None:
        self.verbatim(Role.CODE, self.span(node))

    _doctest_block = _literal_block

    def verbatim(self, role: Role, span: Span, *, label: str = "") -> None:
        self.blocks.append(Block(role, span, Prose.verbatim(self.text, span.start, span.end), label=label))

    def _bullet_list(self, node: Any) -> None:
        self.list_of(node, numbered=False)

    def _enumerated_list(self, node: Any) -> None:
        self.list_of(node, numbered=True)

    def list_of(self, node: Any, *, numbered: bool) -> None:
        self.shared.groups += 1
        group = self.shared.groups
        level = self.level + 1 if self.role is Role.LIST_ITEM else 1
        count = 0
        for item in node.children:
            if item.type != "list_item":
                continue
            count += 1
            bullet = next((child for child in item.children if child.type == "bullet"), None)
            label = ""
            if numbered and bullet is not None:
                written = re.sub(r"\W", "", self.text[self.start(bullet) : self.end(bullet)])
                label = written if written.isdigit() else str(count)
            body = next((child for child in item.children if child.type == "body"), None)
            if body is None:
                continue
            first = len(self.blocks)
            self.as_role(Role.LIST_ITEM, level, group, label, body.children)
            if len(self.blocks) > first and self.blocks[first].role is Role.LIST_ITEM:
                block = self.blocks[first]
                start = min(self.start(item), block.span.start)
                self.blocks[first] = replace(block, span=Span(start, block.span.end))

    def _definition_list(self, node: Any) -> None:
        self.shared.groups += 1
        group = self.shared.groups
        level = self.level + 1 if self.role is Role.LIST_ITEM else 1
        for item in node.children:
            flow = Flow(self.text)
            rest: list[Any] = []
            end = self.start(item)
            for child in item.children:
                if child.type in ("term", "classifier"):
                    self.fill(flow, child)
                    end = self.end(child)
                elif child.type == "definition":
                    first = child.children[0] if child.children else None
                    if first is not None and first.type == "paragraph" and not any(
                        one.type == "literal_block" for one in first.children
                    ):  # fmt: skip
                        flow.stand_for(": ", end, self.start(first))
                        self.fill(flow, first)
                        end = self.end(first)
                        rest.extend(child.children[1:])
                    else:
                        rest.extend(child.children)
            self.add(Role.LIST_ITEM, self.trimmed(self.start(item), end), flow, level=level, group=group)
            self.as_role(Role.LIST_ITEM, level, group, "", rest)

    def _block_quote(self, node: Any) -> None:
        self.as_role(Role.QUOTATION, 0, None, "", node.children)

    def _attribution(self, node: Any) -> None:
        self.add(Role.QUOTATION, self.span(node), self.flow_of(node))

    def _line_block(self, node: Any) -> None:
        # The grammar takes what is indented below a line block for its last line.
        start, end = self.start(node), self.end(node)
        blank = re.compile(r"\n[ \t]*\n").search(self.text, start, end)
        last = blank.start() if blank else end
        flow = Flow(self.text)
        for line in node.children:
            self.fill(flow, line, until=last)
            flow.space(self.end(line), self.end(line))
        self.add(
            self.role, self.trimmed(start, last), flow, level=self.level, group=self.group, label=self.label
        )
        if blank:
            outer, self.role = self.role, Role.QUOTATION
            below = self.text.rfind("\n", start, blank.end()) + 1
            lines = list(self.lines(below, end))
            self.include(self.lined([(below, below), *lines]))
            self.role = outer

    def _field_list(self, node: Any) -> None:
        leading = not self.nested and all(
            block.role in (Role.HEADING, Role.COMMENT, Role.METADATA) for block in self.blocks
        )
        span = self.span(node)
        self.blocks.append(Block(Role.METADATA, span, Prose.verbatim(self.text, span.start, span.end)))
        if not leading:
            return
        for field in node.children:
            parts = {child.type: child for child in field.children}
            if "field_name" in parts:
                body = parts.get("field_body")
                value = self.text[self.start(body) : self.end(body)].strip() if body is not None else ""
                name = (
                    self.text[self.start(parts["field_name"]) : self.end(parts["field_name"])].strip().lower()
                )
                self.shared.metadata.setdefault(name, " ".join(value.split()))

    def _comment(self, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        text = self.text[start:end]
        inner = re.sub(r"^\.\.[ \t]*", "", text).strip()
        if not inner:
            return
        first = start + text.index(inner[0], 2)
        last = start + len(text.rstrip())
        span = Span(start, last)
        self.comments.append(Comment(span, "\n".join(line.strip() for line in inner.splitlines())))
        self.blocks.append(Block(Role.COMMENT, span, Prose.verbatim(self.text, first, last)))

    def _footnote(self, node: Any) -> None:
        self.labelled(node, Role.FOOTNOTE)

    def _citation(self, node: Any) -> None:
        self.labelled(node, Role.BIBLIOGRAPHY)

    def labelled(self, node: Any, role: Role) -> None:
        parts = {child.type: child for child in node.children}
        label = (
            self.text[self.start(parts["label"]) : self.end(parts["label"])].strip("[]")
            if "label" in parts
            else ""
        )
        if len(label) > 1 and label.startswith("#"):
            label = label[1:]
        body = parts.get("body")
        prose, marks = Prose(), list[Mark]()
        if body is not None:
            prose, marks = self.inline(self.escaped(self.view(self.start(body), self.end(body))))
        self.blocks.append(Block(role, self.span(node), prose, tuple(marks), label=label))

    def _substitution_definition(self, node: Any) -> None:
        self.blocks.append(Block(Role.METADATA, self.span(node)))

    # Tables

    def cell(self, slices: Sequence[tuple[int, int]]) -> tuple[Prose, list[Mark]]:
        lines = [
            (a + _leading(self.text[a:b]), b - _trailing(self.text[a:b]))
            for a, b in slices
            if self.text[a:b].strip()
        ]
        if not lines:
            return Prose(), []
        outer, self.role = self.role, Role.PARAGRAPH
        found = self.inline(self.lined(lines))
        self.role = outer
        return found

    def rows(self, rows: Sequence[tuple[bool, Sequence[Sequence[tuple[int, int]]]]]) -> None:
        self.shared.groups += 1
        group = self.shared.groups
        for header, row in rows:
            cells = [self.cell(slices) for slices in row]
            if not any(prose.text or marks for prose, marks in cells):
                continue
            places = [part for slices in row for part in slices if self.text[part[0] : part[1]].strip()]
            start, end = min(a for a, _ in places), max(b for _, b in places)
            start += _leading(self.text[start:end])
            span = self.trimmed(start, end)
            self.blocks.append(table_row(Role.TABLE_HEADER if header else Role.TABLE_ROW, cells, span, group))

    def grid_table(self, start: int, end: int) -> None:
        lines = list(self.lines(start, end))
        text = [self.text[a:b] for a, b in lines]
        ruled = next(
            (
                n
                for n, line in enumerate(text)
                if n and line.startswith("+") and "=" in line and "-" not in line
            ),
            0,
        )
        rows: list[tuple[bool, list[list[tuple[int, int]]]]] = []
        current: list[int] = []
        columns = [index for index, character in enumerate(text[0]) if character == "+"]
        for number, line in enumerate(text):
            if not line.startswith("+"):
                current.append(number)
                continue
            if current:
                bars = [
                    at for at in columns if all(text[one][at : at + 1] in ("|", "+", "") for one in current)
                ]
                cells = [
                    [(lines[one][0] + low + 1, min(lines[one][0] + high, lines[one][1])) for one in current]
                    for low, high in itertools.pairwise(bars)
                ]
                cells = [[(a, max(a, b)) for a, b in cell if a <= len(self.text)] for cell in cells]
                rows.append((number <= ruled, cells))
            current = []
        self.rows(rows)

    def simple_table(self, start: int, end: int) -> None:
        lines = [line for line in self.lines(start, end) if line[1] > line[0]]
        text = [self.text[a:b] for a, b in lines]
        columns = [match.span() for match in re.finditer(r"=+", text[0])]
        borders = [number for number, line in enumerate(text) if _SIMPLE_BORDER.match(line)]
        header_end = borders[1] if len(borders) > 2 else 0
        rows: list[tuple[bool, list[list[tuple[int, int]]]]] = []
        for number, line in enumerate(text):
            if number in borders or re.fullmatch(r"[- ]+", line):
                continue
            first, last = lines[number]
            cells = []
            for index, (low, _) in enumerate(columns):
                high = columns[index + 1][0] if index + 1 < len(columns) else len(line)
                cells.append((min(first + low, last), min(max(first + high, first + low), last)))
            if rows and not line[: columns[0][1]].strip() and rows[-1][0] == (number < header_end):
                for index, cell in enumerate(cells):
                    rows[-1][1][index].append(cell)
            else:
                rows.append((number < header_end, [[cell] for cell in cells]))
        self.rows(rows)

    # Directives

    def _directive(self, node: Any) -> None:
        parts = {child.type: child for child in node.children}
        kind = (
            self.text[self.start(parts["type"]) : self.end(parts["type"])].lower() if "type" in parts else ""
        )
        body = parts.get("body")
        inner = {child.type: child for child in body.children} if body is not None else {}
        argument, options, content = inner.get("arguments"), inner.get("options"), inner.get("content")
        span = self.span(node)
        if kind == "bibliography":
            for name in (self.text[self.start(argument) : self.end(argument)] if argument else "").split():
                self.shared.bibliographies.append(name)
        if kind in _CODE:
            if content is not None:
                self.verbatim(Role.CODE, self.span(content), label=kind)
            return
        if kind == "math":
            self.verbatim(Role.MATH, span)
            return
        if kind in _NO_PROSE or body is None:
            role = Role.NAVIGATION if kind in ("contents", "toctree") else Role.METADATA
            self.blocks.append(Block(role, span))
            return
        if options is not None:
            place = self.span(options)
            self.image_text(options)
            self.blocks.append(Block(Role.METADATA, place, Prose.verbatim(self.text, place.start, place.end)))
        if kind == "rubric":
            if argument is not None:
                prose, marks = self.inline(self.view(self.start(argument), self.end(argument)))
                self.blocks.append(
                    Block(
                        Role.HEADING, span, prose, tuple(marks), level=min(len(self.shared.adornments) + 1, 6)
                    )
                )
        elif kind == "figure":
            if content is not None:
                self.figure(content)
        elif kind in ("table", "list-table", "csv-table"):
            self.table_directive(kind, argument, options, content)
        else:
            self.prose_directive(kind, argument, content)

    def image_text(self, options: Any) -> None:
        for field in options.children:
            parts = {child.type: child for child in field.children}
            name = parts.get("field_name")
            value = parts.get("field_body")
            if name is None or value is None or self.text[self.start(name) : self.end(name)] != "alt":
                continue
            span = self.span(value)
            self.blocks.append(Block(Role.IMAGE_TEXT, span, Prose.verbatim(self.text, span.start, span.end)))

    def prose_directive(self, kind: str, argument: Any, content: Any) -> None:
        outer = self.role
        if kind in _QUOTES:
            self.role = Role.QUOTATION
        skipped = kind in _SKIP_ARGUMENT or _OBJECT.fullmatch(kind) is not None
        start = self.start(argument) if argument is not None and not skipped else None
        if kind in _VERSIONS and start is not None and argument is not None:
            version = re.match(r"\S+[ \t]*", self.text[start : self.end(argument)])
            start += version.end() if version else 0
        if kind in _TITLED and argument is not None:
            self.role = Role.CAPTION
            self.include(self.view(self.start(argument), self.end(argument)))
            self.role = outer
            start = None
        if start is not None and argument is not None:
            # The text may begin behind the `::` and go on below.
            between = self.text[self.end(argument) : self.start(content)] if content is not None else "\n\n"
            if content is not None and "\n\n" not in re.sub(r"[ \t\r]", "", between) and ":" not in between:
                self.include(
                    self.lined(
                        [
                            *self.lines(start, self.end(argument)),
                            *self.lines(self.line_start(content), self.end(content)),
                        ]
                    )
                )
                content = None
            else:
                self.include(self.view(start, self.end(argument)))
        if content is not None:
            self.include(self.content_view(content))
        self.role = outer

    def line_start(self, node: Any) -> int:
        return self.text.rfind("\n", 0, self.start(node)) + 1

    def content_view(self, content: Any) -> Prose:
        lines = list(self.lines(self.line_start(content), self.end(content)))
        # An empty line in front lets the first one be measured with the others.
        return self.lined([(lines[0][0], lines[0][0]), *lines] if lines else [])

    def figure(self, content: Any) -> None:
        blocks, comments = self.again(self.content_view(content))
        captioned = False
        for block in blocks:
            if not captioned and block.role is self.role:
                self.blocks.append(replace(block, role=Role.CAPTION))
                captioned = True
            else:
                self.blocks.append(block)
        self.comments.extend(comments)

    def table_directive(self, kind: str, argument: Any, options: Any, content: Any) -> None:
        if argument is not None:
            outer, self.role = self.role, Role.CAPTION
            self.include(self.view(self.start(argument), self.end(argument)))
            self.role = outer
        if content is None:
            return
        settings: dict[str, Any] = {}
        for field in options.children if options is not None else ():
            parts = {child.type: child for child in field.children}
            if "field_name" in parts:
                name = self.text[self.start(parts["field_name"]) : self.end(parts["field_name"])]
                settings[name] = parts.get("field_body")
        headers = settings.get("header-rows")
        count = self.text[self.start(headers) : self.end(headers)].strip() if headers is not None else ""
        header_rows = int(count) if count.isdigit() else 0
        if kind == "table":
            self.include(self.content_view(content))
        elif kind == "csv-table":
            rows = []
            if settings.get("header") is not None:
                rows.append((True, self.fields(self.start(settings["header"]), self.end(settings["header"]))))
            for number, (a, b) in enumerate(self.lines(self.start(content), self.end(content))):
                if self.text[a:b].strip():
                    rows.append((number < header_rows, self.fields(a, b)))
            self.rows(rows)
        else:
            self.list_table(self.content_view(content), header_rows)

    def fields(self, start: int, end: int) -> list[list[tuple[int, int]]]:
        """The cells of a line of comma-separated values."""
        cells: list[list[tuple[int, int]]] = []
        for match in re.finditer(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)', self.text[start:end]):
            if match.start() == end - start and cells:
                break
            group = 1 if match[1] is not None else 2
            cells.append([(start + match.start(group), start + match.end(group))])
        return cells

    def list_table(self, view: Prose, header_rows: int) -> None:
        inner = _Reader(view.text, self.shared, nested=True)
        tree = _parser().parse(view.text.encode("utf-8", "surrogatepass"))
        self.shared.groups += 1
        group = self.shared.groups
        number = 0
        for outer in (
            item for one in tree.root_node.children if one.type == "bullet_list" for item in one.children
        ):
            bodies = [child for child in outer.children if child.type == "body"]
            lists = [one for body in bodies for one in body.children if one.type == "bullet_list"]
            cells = []
            for item in (item for one in lists for item in one.children if item.type == "list_item"):
                body = next((child for child in item.children if child.type == "body"), None)
                cells.append(
                    inner.inline(inner.view(inner.start(body), inner.end(body)))
                    if body is not None
                    else (Prose(), [])
                )
            if not cells:
                continue
            role = Role.TABLE_HEADER if number < header_rows else Role.TABLE_ROW
            self.blocks.append(_rebased(table_row(role, cells, inner.span(outer), group), view))
            number += 1

    # Inline

    def flow_of(self, node: Any, *, literal_follows: bool = False) -> Flow:
        flow = Flow(self.text)
        self.fill(flow, node, literal_follows=literal_follows)
        return flow

    def fill(self, flow: Flow, node: Any, *, literal_follows: bool = False, until: int | None = None) -> None:
        run: tuple[int, int] | None = None
        for child in node.children:
            if child.type == "literal_block" or (until is not None and self.start(child) >= until):
                break
            if child.type == "|":
                continue
            if child.type == "text":
                run = (run[0] if run else self.start(child), self.end(child))
                continue
            if run:
                escaped = self.text[run[1] - 1 : run[1]] == "\\"
                self.run(flow, *run)
                if not escaped and self.start(child) > run[1]:
                    flow.space(run[1], self.start(child))
                run = None
            elif flow.length and self.text[self.start(child) - 1 : self.start(child)].isspace():
                flow.space(self.start(child) - 1, self.start(child))
            if child.type == "::":
                flow.stand_for(":", self.start(child), self.end(child))
            else:
                self.fill_child(flow, child)
            after = self.end(child)
            if self.text[after : after + 1].isspace():
                flow.space(after, after + 1)
        if run:
            start, end = run
            if literal_follows and self.text[start:end].endswith("::"):
                end -= 1
            self.run(flow, start, end)

    def run(self, flow: Flow, start: int, end: int) -> None:
        """Plain words: escapes lose their backslash, an escaped blank is no character at all."""
        at = start
        for match in re.finditer(r"\\(?:\s|(.)|$)", self.text[start:end], re.DOTALL):
            flow.text(at, start + match.start())
            if match[1]:
                flow.stand_for(match[1], start + match.start(), start + match.end())
            at = start + match.end()
        flow.text(at, end)

    def fill_child(self, flow: Flow, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        written = self.text[start:end]
        kind = node.type
        if kind == "text":
            self.run(flow, start, end)
        elif kind in ("emphasis", "strong", "literal"):
            width = 1 if kind == "emphasis" else 2
            if kind == "literal":
                flow.text(start + width, end - width)
            else:
                self.run(flow, start + width, end - width)
        elif kind == "citation_reference":
            self.cited(flow, [written[1:-2]], start, end)
        elif kind == "footnote_reference":
            label = written[1:-2]
            flow.mark(
                MarkKind.FOOTNOTE, [label[1:] if len(label) > 1 and label[0] == "#" else label], start, end
            )
        elif kind == "substitution_reference":
            name = written.strip("|_")
            flow.stand_for(self.shared.substitutions.get(_name(name), ""), start, end)
        elif kind == "standalone_hyperlink":
            at = flow.length
            flow.text(start, end)
            url = f"mailto:{written}" if "@" in written and "://" not in written else written
            flow.worded_mark(MarkKind.LINK, [url], Span(start, end), at, shown=written)
        elif kind == "reference":
            self.reference(flow, start, end)
        elif kind == "interpreted_text":
            self.interpreted(flow, node)
        elif kind in ("inline_target", "target"):
            inner = re.match(r"_`(.*)`$", written, re.DOTALL)
            flow.text(start + 2, end - 1) if inner else flow.text(start, end)
        elif node.child_count:
            self.fill(flow, node)
        else:
            self.run(flow, start, end)

    def cited(
        self, flow: Flow, keys: Sequence[str], start: int, end: int, *, narrative: bool = False
    ) -> None:
        """Keys of bibliography entries: a word of the sentence where it wants one, else beside it."""
        if narrative or flow.leads_on:
            at = flow.length
            first = self.text.find(keys[0], start, end)
            flow.text(first, first + len(keys[0]))
            flow.worded_mark(MarkKind.KEY, keys, Span(start, end), at, narrative=True)
        else:
            flow.mark(MarkKind.KEY, keys, start, end)

    def reference(self, flow: Flow, start: int, end: int) -> None:
        written = self.text[start:end]
        anonymous = written.endswith("__")
        inner = re.match(r"`(?P<text>.*?)(?:\s*<(?P<url>[^<>]*)>)?`_{1,2}$", written, re.DOTALL)
        at = flow.length
        if inner:
            words, url = inner["text"], inner["url"]
            first = start + inner.start("text")
            if words.strip():
                self.run(flow, first, first + len(words))
            elif url:
                flow.text(start + inner.start("url"), start + inner.end("url"))
        else:
            words, url = written.rstrip("_"), None
            self.run(flow, start, start + len(words))
        if url is not None and not url.endswith("_"):
            target = "".join(url.split()).replace("\\", "")
        elif url:
            target = _REF + _name(url[:-1])
        else:
            target = _ANONYMOUS if anonymous else _REF + _name(words)
        shown = " ".join(words.split())
        flow.worded_mark(MarkKind.LINK, [target], Span(start, end), at, shown=shown)

    def interpreted(self, flow: Flow, node: Any) -> None:
        start, end = self.start(node), self.end(node)
        role = ""
        body = (start, end)
        for child in node.children:
            if child.type == "role":
                role = self.text[self.start(child) : self.end(child)].strip(":").lower()
            else:
                body = (self.start(child), self.end(child))
        first, last = body[0] + 1, body[1] - 1
        inner = self.text[first:last]
        cite = _CITE.fullmatch(role)
        if cite:
            keys = [key for key in re.split(r"[,\s]+", re.sub(r"\{[^}]*\}", "", inner)) if key]
            if not keys:
                flow.mark(MarkKind.EMPTY, [self.text[start:end]], start, end)
            else:
                form = (cite["form"] or "").rstrip("s") if len(cite["form"] or "") < 4 else cite["form"]
                self.cited(flow, keys, start, end, narrative=(form or "") in _NARRATIVE_FORMS)
            return
        if role in ("index", "raw-html", "raw-latex"):
            return
        titled = re.match(r"(?P<text>.*?)\s*<(?P<target>[^<>]*)>\s*$", inner, re.DOTALL)
        at = flow.length
        if role in _IDENTIFIERS:
            target = titled["target"] if titled else inner
            flow.text(first, first + len(titled["text"]) if titled else last)
            flow.worded_mark(
                MarkKind.IDENTIFIER, [f"{_IDENTIFIERS[role]}:{target.strip()}"], Span(start, end), at
            )
        elif titled and titled["text"]:
            self.run(flow, first, first + len(titled["text"]))
        else:
            skipped = len(inner) - len(inner.lstrip("~!"))
            self.run(flow, first + skipped, last)
        if role in ("rfc", "pep"):
            number = (titled["target"] if titled else inner).strip()
            url = (
                f"https://www.rfc-editor.org/rfc/rfc{number}"
                if role == "rfc"
                else f"https://peps.python.org/pep-{number:0>4}/"
            )
            flow.worded_mark(MarkKind.LINK, [url], Span(start, end), at, shown=inner)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip())


def _moved(span: Span, view: Prose) -> Span:
    return view.span(span.start, span.end)


def _rebased(block: Block, view: Prose) -> Block:
    return replace(
        block,
        span=_moved(block.span, view),
        prose=block.prose.rebased(view),
        marks=tuple(replace(mark, span=_moved(mark.span, view)) for mark in block.marks),
    )


def _linked(blocks: Sequence[Block], shared: _Shared) -> Iterator[Block]:
    """The blocks with their references by name turned into what the names stand for."""
    anonymous = iter(shared.anonymous)
    counts = {"#": 0, "*": 0}
    bodies = {"#": 0, "*": 0}
    for block in blocks:
        marks = []
        for mark in sorted(block.marks, key=lambda one: (one.span.start, one.span.end)):
            target = mark.target
            if mark.kind is MarkKind.LINK and target == _ANONYMOUS:
                target = next(anonymous, "")
            elif mark.kind is MarkKind.LINK and target.startswith(_REF):
                target = _resolved(target.removeprefix(_REF), shared)
                if not target and mark.text[:1] + mark.text[-1:] in ("()", "[]"):
                    # Nothing is of that name, and its words stand in brackets as a source does.
                    mark = replace(mark, kind=MarkKind.EMPTY)  # noqa: PLW2901
                    target = mark.text
            elif mark.kind is MarkKind.FOOTNOTE and target in counts:
                counts[target] += 1
                target = f"{target}{counts[target]}"
            if target:
                marks.append(mark if target == mark.target else replace(mark, target=target))
        label = block.label
        if block.role is Role.FOOTNOTE and label in bodies:
            bodies[label] += 1
            label = f"{label}{bodies[label]}"
        changed = label != block.label or tuple(marks) != block.marks
        yield replace(block, marks=tuple(marks), label=label) if changed else block


def _resolved(name: str, shared: _Shared) -> str:
    """The URL behind a name; names may stand for names."""
    for _ in range(8):
        url = shared.targets.get(name, "")
        if not url.endswith("_") or "://" in url:
            return url
        name = _name(url[:-1].strip("`"))
    return ""


def read(source: Source) -> Document:
    """The document in a reStructuredText file."""
    text = source.text
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    shared = _Shared(
        targets={
            _name(match["phrase"] or match["name"]): "".join((match["url"] or "").split())
            for match in _TARGET.finditer(plain)
        },
        anonymous=[match["url"] for match in _ANONYMOUS_TARGET.finditer(plain)],
        substitutions={
            _name(match["name"]): match["text"].strip() if match["kind"] == "replace" else ""
            for match in _SUBSTITUTION.finditer(plain)
        },
    )
    reader = _Reader(text, shared)
    found = reader.blocks
    if "\r" in text:
        # The grammar knows no CRLF.
        parts = []
        at = 0
        for match in re.finditer(r"\r\n?", text):
            parts.append(Prose.verbatim(text, at, match.start()))
            parts.append(Prose.standing_for("\n", match.start(), match.end()))
            at = match.end()
        parts.append(Prose.verbatim(text, at, len(text)))
        view = Prose.join(parts)
        inner = _Reader(view.text, shared)
        inner.read()
        found = [_rebased(block, view) for block in inner.blocks]
        reader.comments = [Comment(_moved(comment.span, view), comment.text) for comment in inner.comments]
    else:
        reader.read()
    blocks = sorted(found, key=lambda block: (block.span.start, -block.span.end))
    blocks = list(_linked(blocks, shared))
    metadata = dict(shared.metadata)
    if shared.bibliographies:
        metadata["bibliography"] = shared.bibliographies
    headings = [block for block in blocks if block.role is Role.HEADING]
    title = min(headings, key=lambda block: block.level).prose.text if headings else ""
    comments = tuple(sorted(reader.comments, key=lambda comment: comment.span.start))
    return Document(source, tuple(blocks), metadata, comments, title)
