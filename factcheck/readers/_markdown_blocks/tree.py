"""The blocks in the grammar's tree."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Role
from factcheck.readers._markdown_blocks.grammar import Tree
from factcheck.readers._markdown_blocks.outline import Drafts, Fragments, Outline, normal_label
from factcheck.readers._markdown_html import html_drafts
from factcheck.readers._markdown_view import FILLER, end_of_line

_MAX_DEPTH = 60
_QUOTE_LIKE = re.compile(
    r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|ABSTRACT|SUMMARY|SUCCESS|QUESTION|FAILURE|DANGER|BUG|EXAMPLE|TODO|HINT|FAQ)\][+-]?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\[(?P<number>\d{1,3})\](?P<colon>:?)(?=[ \t])|\[\^(?P<note>[^\]\s]+)\]:"
    r"|(?P<anchor><a (?:id|name)=[\"']?[\w:.-]+[\"']? ?/?>(?:</a>)?)"
    r"|(?P<abbreviation>\*\[[^\]\n]+\]:)|(?P<definition>:(?=[ \t]))"
    r"|\[(?P<link>[^\]\n^@][^\]\n]{0,200})\]:[ \t]*(?P<target><[^<>\n]+>|(?:https?://|doi:|#|\.{0,2}/)\S*)"
    r"(?=[ \t]*(?:[\"'(][^\n]*)?$)",
    re.MULTILINE,
)
_DEFINED = re.compile(r"^[ \t]*(?::[ \t]|\[[^\]\n]+\]:[ \t]*[<h.#/d])", re.MULTILINE)
_TABLE_CAPTION = re.compile(r"(?:Table)?:[ \t]+")
_CONTENTS = re.compile(r"\[\[?_?toc_?\]?\]|\{:\s*toc\s*\}", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\d+")


def walk(shared: Outline, drafts: Drafts, tree: Tree) -> None:
    """Adds the blocks of a tree, and the link definitions among them."""
    _Walk(shared, drafts, tree).take(tree.root, _Place())


class _Walk:
    """Walks one tree."""

    def __init__(self, shared: Outline, drafts: Drafts, tree: Tree) -> None:
        self.shared = shared
        self.drafts = drafts
        self.space = drafts.space
        self.tree = tree
        self.view = tree.view

    def take(self, node: Any, place: _Place, depth: int = 0) -> None:
        kind = node.type
        start, end = self.tree.range_of(node)
        if kind in ("paragraph", "indented_code_block") and not self.view[start:end].strip():
            return  # covered up
        if depth > _MAX_DEPTH:
            self.drafts.add(Role.CODE, start, end)
            return
        if kind in ("document", "section"):
            # Sections nest by heading level; a damaged tree may nest them deeper.
            for child in node.children:
                self.take(child, place, depth + 1)
        elif kind == "ERROR":
            self._damaged(node, place, depth)
        elif kind == "html_block":
            self._html(self._fragments(node), place)
        elif kind == "paragraph":
            self._paragraph(node, place)
        elif kind in ("atx_heading", "setext_heading"):
            self._heading(node, place)
        elif kind == "list":
            self._list(node, place, depth)
        elif kind == "block_quote":
            self._quote(node, place, depth)
        elif kind in ("fenced_code_block", "indented_code_block"):
            self._code(node)
        elif kind == "pipe_table":
            self._table(node)
        elif kind == "link_reference_definition":
            self._definition(node)
        elif kind in ("minus_metadata", "plus_metadata"):
            self.drafts.add(place.role, start, end, flows=(((start + 3, max(start + 3, end - 4)),),))

    def _fragments(self, node: Any) -> Fragments:
        """The stretches of an inline node, without the markers of the containers around it."""
        start, end = self.tree.range_of(node)
        found: list[tuple[int, int]] = []
        for child in node.children:
            if child.type == "block_continuation":
                cut, resume = self.tree.range_of(child)
                if cut > start:
                    found.append((start, min(cut, end)))
                start = max(start, resume)
        if start < end:
            found.append((start, end))
        return tuple(found)

    def _paragraph(self, node: Any, place: _Place) -> None:
        start, end = self._trimmed(node)
        inline = next((child for child in node.children if child.type == "inline"), None)
        fragments = self._fragments(inline) if inline is not None else ((start, end),)
        role, level, group, label = place.take()
        if inline is not None:
            end = self.tree.range_of(inline)[1]
        if place.opening is not None:
            start, place.opening = place.opening, None
        if _CONTENTS.fullmatch(self.view[start:end].strip()):
            self.drafts.add(Role.NAVIGATION, start, end)
            return
        caption = _TABLE_CAPTION.match(self.view, fragments[0][0]) if fragments else None
        if caption is not None and role is Role.PARAGRAPH and _beside_table(node):
            fragments = ((caption.end(), fragments[0][1]), *fragments[1:])
            role = Role.CAPTION
        pieces = list(self._labelled(fragments)) if fragments else []
        if not pieces:
            self.drafts.add(role, start, end, flows=(fragments,), level=level, group=group, label=label)
            return
        for number, (piece_role, piece_label, marker, piece) in enumerate(pieces):
            first = start if number == 0 else marker
            self.drafts.add(
                piece_role or role,
                first,
                piece[-1][1],
                flows=(piece,),
                level=level,
                group=group,
                label=piece_label or label,
            )

    def _labelled(self, fragments: Fragments) -> Iterator[tuple[Role | None, str, int, Fragments]]:
        """The entries of a paragraph whose lines begin with `[1]`, `[1]:`, `[^a]:`, `[a]: https://…`, `*[ABBR]:`,
        `: meaning` or, several of them, `<a id="a"></a>`.

        Such a line is an entry of a list of references, notes or terms, whatever the paragraph is.
        """
        opening = fragments[0][0]
        labelled = _LABELLED.match(self.view, opening, fragments[0][1]) is not None
        if not labelled and not _DEFINED.search(self.view, opening, fragments[-1][1]):
            return
        starts: list[re.Match[str]] = []
        for start, end in fragments:
            at = start
            while at < end:
                match = _LABELLED.match(self.view, at, end)
                if match is not None and (labelled or match["definition"] or match["link"]):
                    starts.append(match)
                line = self.view.find("\n", at, end)
                if line < 0:
                    break
                at = line + 1
                while at < end and self.view[at] in " \t":
                    at += 1
        if starts and starts[0]["anchor"] and sum(match["anchor"] is not None for match in starts) < 2:
            # One is a place in the text that has a name.
            starts = [match for match in starts if match["definition"] or match["link"]]
        if starts and starts[0].start() > opening:
            term = tuple(
                (low, min(high, starts[0].start())) for low, high in fragments if low < starts[0].start()
            )
            yield None, "", opening, self._rstripped(term)
        for index, match in enumerate(starts):
            stop = starts[index + 1].start() if index + 1 < len(starts) else fragments[-1][1]
            piece = tuple(
                (max(start, match.end()), min(end, stop))
                for start, end in fragments
                if end > match.end() and start < stop
            )
            piece = self._rstripped(piece) or ((match.end(), match.end()),)
            if match["number"]:
                yield Role.BIBLIOGRAPHY if match["colon"] else None, match["number"], match.start(), piece
            elif match["definition"] or match["anchor"]:
                yield None, "", match.start(), piece
            elif match["note"]:
                yield Role.FOOTNOTE, match["note"], match.start(), piece
            elif match["link"]:
                self.shared.definitions.setdefault(normal_label(match["link"]), match["target"].strip("<>"))
                yield Role.METADATA, "", match.start(), ((match.end(), match.end()),)
            else:
                yield Role.METADATA, "", match.start(), piece

    def _rstripped(self, fragments: Fragments) -> Fragments:
        left = list(fragments)
        while left:
            start, end = left[-1]
            while end > start and self.view[end - 1].isspace():
                end -= 1
            if end > start:
                left[-1] = (start, end)
                break
            left.pop()
        return tuple(left)

    def _trimmed(self, node: Any) -> tuple[int, int]:
        start, end = self.tree.range_of(node)
        view = self.view
        while end > start and view[end - 1] in " \t\n":
            end -= 1
        return start, end

    def _heading(self, node: Any, place: _Place) -> None:
        start, end = self._trimmed(node)
        level, content = 1, None
        for child in node.children:
            kind = child.type
            if kind.startswith("atx_h"):
                level = int(kind[5])
            elif kind.startswith("setext_h"):
                level = int(kind[8])
            elif kind == "inline":
                content = child
            elif kind == "paragraph":
                content = next((inner for inner in child.children if inner.type == "inline"), content)
        fragments = self._fragments(content) if content is not None else ()
        role = Role.HEADING if place.role is not Role.QUOTATION else Role.QUOTATION
        if place.opening is not None:
            start, place.opening = place.opening, None
        if fragments:
            # Attributes and the closing marks of the heading.
            last_start, last_end = fragments[-1]
            text = self.view[last_start:last_end]
            stripped = _without_tail(text)
            fragments = (*fragments[:-1], (last_start, last_start + len(stripped)))
        self.drafts.add(
            role,
            start,
            end,
            flows=(fragments,) if fragments else (),
            level=level if role is Role.HEADING else 0,
        )

    def _list(self, node: Any, place: _Place, depth: int) -> None:
        group = next(self.shared.groups)
        number: int | None = None
        for item in node.children:
            if item.type != "list_item":
                self.take(item, place, depth + 1)
                continue
            label = ""
            inner = _Place(place.role, place.level + 1, group)
            inner.opening = self.tree.range_of(item)[0]
            for child in item.children:
                if child.type in ("list_marker_dot", "list_marker_parenthesis"):
                    start, end = self.tree.range_of(child)
                    inner.opening = start + len(self.view[start:end]) - len(self.view[start:end].lstrip())
                    if number is None:
                        digits = _ITEM_NUMBER.search(self.view, start, end)
                        number = int(digits[0]) if digits else 1
                    else:
                        number += 1
                    label = str(number)
                    inner.label = label
                elif child.type.startswith("list_marker"):
                    start, end = self.tree.range_of(child)
                    inner.opening = start + len(self.view[start:end]) - len(self.view[start:end].lstrip())
                elif child.type not in (
                    "task_list_marker_checked",
                    "task_list_marker_unchecked",
                    "block_continuation",
                ):
                    self.take(child, inner, depth + 1)

    def _quote(self, node: Any, place: _Place, depth: int) -> None:
        alert = False
        first = next((child for child in node.children if child.type == "paragraph"), None)
        if first is not None:
            start, end = self.tree.range_of(first)
            match = _QUOTE_LIKE.match(self.view, start, end)
            alert = match is not None
            if match is not None:
                line_end = min(end_of_line(self.view, match.end()), end)
                self.drafts.add(Role.METADATA, start, line_end, flows=(((match.end(), line_end),),))
                self._alert(first, line_end, _Place(place.role))
        inner = _Place(place.role if alert else Role.QUOTATION, place.level if alert else 0)
        for child in node.children:
            if alert and first is not None and child.id == first.id:
                continue
            self.take(child, inner, depth + 1)

    def _alert(self, node: Any, after: int, place: _Place) -> None:
        """The first paragraph of a GFM alert, without its first line."""
        inline = next((child for child in node.children if child.type == "inline"), None)
        if inline is None:
            return
        fragments = tuple((max(start, after), end) for start, end in self._fragments(inline) if end > after)
        fragments = tuple((start, end) for start, end in fragments if end > start)
        if fragments:
            self.drafts.add(place.role, fragments[0][0], fragments[-1][1], flows=(fragments,))

    def _code(self, node: Any) -> None:
        start, end = self._trimmed(node)
        label, content = "", (start, end)
        role = Role.CODE
        for child in node.children:
            if child.type == "info_string":
                low, high = self.tree.range_of(child)
                label = self.view[low:high].strip().strip("{}").split(",")[0].split(" ")[0].strip("{}. ")
            elif child.type == "code_fence_content":
                content = self.tree.range_of(child)
        if label.lower() in ("math", "amsmath", "latex-math"):
            role = Role.MATH
        elif label.lower() in ("toctree", "tableofcontents", "contents"):
            role = Role.NAVIGATION
        elif label.lower() in ("bibliography", "footbibliography"):
            role = Role.METADATA
        self.drafts.add(role, start, end, flows=((content,),), label=label, verbatim=True)

    def _definition(self, node: Any) -> None:
        start, end = self._trimmed(node)
        label, destination = "", (end, end)
        for child in node.children:
            if child.type == "link_label":
                low, high = self.tree.range_of(child)
                label = self.view[low + 1 : high - 1]
            elif child.type == "link_destination":
                destination = self.tree.range_of(child)
        text = self.space.text[destination[0] : destination[1]]
        if label.startswith("^"):
            self.drafts.add(Role.FOOTNOTE, start, end, flows=(((destination[0], end),),), label=label[1:])
        elif label.startswith("@"):
            self.drafts.add(
                Role.BIBLIOGRAPHY, start, end, flows=((destination,),), label=label[1:], verbatim=True
            )
        else:
            if text.startswith("<") and text.endswith(">"):
                text = text[1:-1]
            self.shared.definitions.setdefault(normal_label(label), text)

    def _table(self, node: Any) -> None:
        group = next(self.shared.groups)
        for row in node.children:
            if row.type not in ("pipe_table_header", "pipe_table_row"):
                continue
            start, end = self._trimmed(row)
            cells: list[Fragments] = []
            for child in row.children:
                if child.type != "pipe_table_cell":
                    continue
                low, high = self.tree.range_of(child)
                while high > low and self.view[high - 1] in " \t\n":
                    high -= 1
                while low < high and self.view[low] in " \t":
                    low += 1
                cells.append(((low, high),))
            role = Role.TABLE_HEADER if row.type == "pipe_table_header" else Role.TABLE_ROW
            self.drafts.add(role, start, end, flows=tuple(cells), group=group, row=True)

    def _damaged(self, node: Any, place: _Place, depth: int) -> None:
        """What the grammar does not understand: beside blocks that it does, HTML that a blank line ends in a list item
        or a quotation.
        """
        at, end = self.tree.range_of(node)
        between: list[tuple[int, int]] = []

        def passed(low: int, high: int) -> None:
            nonlocal at
            if at < low and (between or self.view[at:low].strip()):
                between.append((at, low))
            at = high

        for child in node.children:
            if child.type == "block_continuation":
                passed(*self.tree.range_of(child))
            elif child.is_named:
                passed(*self.tree.range_of(child))
                self._unread(between, place)
                between.clear()
                self.take(child, place, depth + 1)
        passed(end, end)
        self._unread(between, place)

    def _unread(self, fragments: Sequence[tuple[int, int]], place: _Place) -> None:
        if fragments and _TAG.match(self.view, fragments[0][0]):
            self._html(tuple(fragments), place)

    def _html(self, fragments: Fragments, place: _Place) -> None:
        if fragments:
            html_drafts(self.shared, self.space, self.view, fragments, place.role, self.drafts.found)
        place.opening = None


@dataclasses.dataclass(eq=False, slots=True)
class _Place:
    """What a paragraph found here is; the first one of a list item takes its number."""

    role: Role = Role.PARAGRAPH
    level: int = 0
    group: int | None = None
    label: str = ""
    opening: int | None = None
    """Where the list item begins, until its first block has been found."""

    def take(self) -> tuple[Role, int, int | None, str]:
        role = Role.LIST_ITEM if self.group is not None and self.role is Role.PARAGRAPH else self.role
        label, self.label = self.label, ""
        return role, self.level if role is Role.LIST_ITEM else 0, self.group, label


_TAG = re.compile(r"\s*<[A-Za-z/!]")
_HEADING_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}\Z")


def _without_tail(text: str) -> str:
    """A heading's text without its closing marks and attributes: `Food ## {#id}`."""
    text = _unclosed(text.rstrip(" \t")).rstrip(" \t")
    opening = text.rfind("{")
    attributes = _HEADING_ATTRIBUTES.match(text, opening) if opening >= 0 else None
    text = text[:opening] if attributes else text.rstrip(f" \t{FILLER}")
    return _unclosed(text.rstrip(" \t")).rstrip(" \t")


def _unclosed(text: str) -> str:
    bare = text.rstrip("#")
    return bare[:-1] if bare != text and bare[-1:] in (" ", "\t") else text


def _beside_table(node: Any) -> bool:
    siblings = (node.prev_sibling, node.next_sibling)
    return any(sibling is not None and sibling.type == "pipe_table" for sibling in siblings)
