"""reStructuredText (`.rst`, `.rest`), with the directives and roles of Sphinx and its bibliography extension.

The blocks and inline marks are tree-sitter's. What it leaves unread (the bodies of directives, tables) is
taken out of its indentation and read again, with a way back to the file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from factcheck.document import Block, Comment, Document, Mark, Role
from factcheck.readers._flow import Flow
from factcheck.readers._pages import table_row
from factcheck.readers._restructured.directives import (
    CODE,
    NO_PROSE,
    OBJECT,
    QUOTES,
    SKIP_ARGUMENT,
    TITLED,
    VERSIONS,
)
from factcheck.readers._restructured.inline import Inline
from factcheck.readers._restructured.names import Shared, names_in, with_links
from factcheck.readers._restructured.tables import (
    GRID_BORDER,
    SIMPLE_BORDER,
    Row,
    fields_of,
    grid_rows,
    simple_rows,
)
from factcheck.readers._restructured.views import (
    escaped,
    leading,
    lined,
    lines_of,
    moved,
    rebased,
    trailing,
    with_newlines,
    without_unclosed,
)
from factcheck.text import Prose, Source, Span
from factcheck.values import replace

SUFFIXES = (".rst", ".rest")


@functools.cache
def _parser() -> Any:
    import tree_sitter
    import tree_sitter_rst

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_rst.language()))


_OPENING = frozenset({Role.HEADING, Role.COMMENT, Role.METADATA})


class _Reader(Inline):
    """One walk over a text that stands free of indentation, holding its place."""

    def __init__(self, text: str, shared: Shared, *, nested: bool = False) -> None:
        super().__init__(text, shared)
        self.nested = nested
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.role = Role.PARAGRAPH
        self.level = 0
        self.group: int | None = None
        self.label = ""
        self.opening = 0
        """How many blocks are known to stand before the text begins."""

    def read(self) -> None:
        tree = _parser().parse(without_unclosed(self.text).encode("utf-8", "surrogatepass"))
        self.walk(tree.root_node.children)

    def span(self, node: Any) -> Span:
        return self.trimmed(self.start(node), self.end(node))

    def trimmed(self, start: int, end: int) -> Span:
        stretch = self.text[start:end]
        return Span(start, max(start, start + len(stretch.rstrip())))

    # Parts of the text that are read again

    def view(self, start: int, end: int) -> Prose:
        """A stretch of the text without the indentation that its lines share."""
        return lined(self.text, list(lines_of(self.text, start, end)))

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
            [rebased(block, view) for block in inner.blocks],
            [Comment(moved(comment.span, view), comment.text) for comment in inner.comments],
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
                self.include(escaped(self.view(self.start(node), behind)))
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
        if GRID_BORDER.match(opening):
            self.rows(grid_rows(self.text, start, end))
            return
        if SIMPLE_BORDER.match(opening) and "\n" in self.text[start:end] and " " in opening.strip():
            self.rows(simple_rows(self.text, start, end))
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
            lines = list(lines_of(self.text, below, end))
            self.include(lined(self.text, [(below, below), *lines]))
            self.role = outer

    def has_begun(self) -> bool:
        """Whether something has been told, beside what the text is called and by whom."""
        while self.opening < len(self.blocks) and self.blocks[self.opening].role in _OPENING:
            self.opening += 1
        return self.opening < len(self.blocks)

    def _field_list(self, node: Any) -> None:
        leading = not self.nested and not self.has_begun()
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
            prose, marks = self.inline(escaped(self.view(self.start(body), self.end(body))))
        self.blocks.append(Block(role, self.span(node), prose, tuple(marks), label=label))

    def _substitution_definition(self, node: Any) -> None:
        self.blocks.append(Block(Role.METADATA, self.span(node)))

    # Tables

    def cell(self, slices: Sequence[tuple[int, int]]) -> tuple[Prose, list[Mark]]:
        lines = [
            (a + leading(self.text[a:b]), b - trailing(self.text[a:b]))
            for a, b in slices
            if self.text[a:b].strip()
        ]
        if not lines:
            return Prose(), []
        outer, self.role = self.role, Role.PARAGRAPH
        found = self.inline(lined(self.text, lines))
        self.role = outer
        return found

    def rows(self, rows: Sequence[Row]) -> None:
        self.shared.groups += 1
        group = self.shared.groups
        for header, row in rows:
            cells = [self.cell(slices) for slices in row]
            if not any(prose.text or marks for prose, marks in cells):
                continue
            places = [part for slices in row for part in slices if self.text[part[0] : part[1]].strip()]
            start, end = min(a for a, _ in places), max(b for _, b in places)
            start += leading(self.text[start:end])
            span = self.trimmed(start, end)
            self.blocks.append(table_row(Role.TABLE_HEADER if header else Role.TABLE_ROW, cells, span, group))

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
        if kind in CODE:
            if content is not None:
                self.verbatim(Role.CODE, self.span(content), label=kind)
            return
        if kind == "math":
            self.verbatim(Role.MATH, span)
            return
        if kind in NO_PROSE or body is None:
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
        if kind in QUOTES:
            self.role = Role.QUOTATION
        skipped = kind in SKIP_ARGUMENT or OBJECT.fullmatch(kind) is not None
        start = self.start(argument) if argument is not None and not skipped else None
        if kind in VERSIONS and start is not None and argument is not None:
            version = re.match(r"\S+[ \t]*", self.text[start : self.end(argument)])
            start += version.end() if version else 0
        if kind in TITLED and argument is not None:
            self.role = Role.CAPTION
            self.include(self.view(self.start(argument), self.end(argument)))
            self.role = outer
            start = None
        if start is not None and argument is not None:
            # The text may begin behind the `::` and go on below.
            between = self.text[self.end(argument) : self.start(content)] if content is not None else "\n\n"
            if content is not None and "\n\n" not in re.sub(r"[ \t\r]", "", between) and ":" not in between:
                self.include(
                    lined(
                        self.text,
                        [
                            *lines_of(self.text, start, self.end(argument)),
                            *lines_of(self.text, self.line_start(content), self.end(content)),
                        ],
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
        lines = list(lines_of(self.text, self.line_start(content), self.end(content)))
        # An empty line in front lets the first one be measured with the others.
        return lined(self.text, [(lines[0][0], lines[0][0]), *lines] if lines else [])

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
                rows.append(
                    (True, fields_of(self.text, self.start(settings["header"]), self.end(settings["header"])))
                )
            for number, (a, b) in enumerate(lines_of(self.text, self.start(content), self.end(content))):
                if self.text[a:b].strip():
                    rows.append((number < header_rows, fields_of(self.text, a, b)))
            self.rows(rows)
        else:
            self.list_table(self.content_view(content), header_rows)

    def list_table(self, view: Prose, header_rows: int) -> None:
        inner = _Reader(view.text, self.shared, nested=True)
        tree = _parser().parse(without_unclosed(view.text).encode("utf-8", "surrogatepass"))
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
            self.blocks.append(rebased(table_row(role, cells, inner.span(outer), group), view))
            number += 1


def read(source: Source) -> Document:
    """The document in a reStructuredText file."""
    text = source.text
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    shared = names_in(plain)
    reader = _Reader(text, shared)
    found = reader.blocks
    if "\r" in text:
        # The grammar knows no CRLF.
        view = with_newlines(text)
        inner = _Reader(view.text, shared)
        inner.read()
        found = [rebased(block, view) for block in inner.blocks]
        reader.comments = [Comment(moved(comment.span, view), comment.text) for comment in inner.comments]
    else:
        reader.read()
    blocks = sorted(found, key=lambda block: (block.span.start, -block.span.end))
    blocks = list(with_links(blocks, shared))
    metadata = dict(shared.metadata)
    if shared.bibliographies:
        metadata["bibliography"] = shared.bibliographies
    headings = [block for block in blocks if block.role is Role.HEADING]
    title = min(headings, key=lambda block: block.level).prose.text if headings else ""
    comments = tuple(sorted(reader.comments, key=lambda comment: comment.span.start))
    return Document(source, tuple(blocks), metadata, comments, title)
