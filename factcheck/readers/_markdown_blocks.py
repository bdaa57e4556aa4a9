"""The blocks of a Markdown text: what each is for and which stretches of the text are its words.

The block grammar of tree-sitter finds them. What it does not know (directives, divs, footnotes, display maths,
labels) is found in its tree and in the lines outside code, covered up in the view and the view is read again,
so that the body of a directive is Markdown like any other.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import Role
from factcheck.readers._markdown_view import FILLER, Space, hide, space_of
from factcheck.text import Prose, byte_to_code_point
from factcheck.values import Value

Fragments = tuple[tuple[int, int], ...]
"""Stretches of a space that are read as one run of text."""


@dataclasses.dataclass(eq=False, slots=True)
class Draft:
    """A block before its inline markup is read: link definitions may follow it."""

    space: Space
    role: Role
    start: int
    end: int
    flows: tuple[Fragments, ...] = ()
    """One, or for table rows one a cell."""
    level: int = 0
    group: int | None = None
    label: str = ""
    row: bool = False
    verbatim: bool = False
    cite: str = ""
    """The `cite` attribute of an HTML block quote."""
    view: str = ""
    """The view of its space that it was found in."""


@dataclasses.dataclass(eq=False)
class Outline:
    """All that the blocks of one file share."""

    path: str
    mdx: bool = False
    definitions: dict[str, str] = dataclasses.field(default_factory=dict)
    drafts: list[Draft] = dataclasses.field(default_factory=list)
    groups: Iterator[int] = dataclasses.field(default_factory=itertools.count)
    comments: list[tuple[Space, int, int, str]] = dataclasses.field(default_factory=list)


PROSE_DIRECTIVES = frozenset(
    """admonition note warning tip important caution danger error hint attention seealso topic sidebar
    margin dropdown card card-body grid grid-item grid-item-card tab-set tab-item tabs tab details
    epigraph pull-quote highlights versionadded versionchanged versionremoved deprecated exercise
    exercise-start solution solution-start figure figure-md table list-table rubric aside abstract
    glossary container div panels exec-summary callout pull blockquote attributions keypoints objectives
    questions discussion challenge prereq testimonial instructor spoiler checklist prf:proof prf:theorem
    prf:lemma prf:definition prf:example prf:remark prf:axiom prf:corollary prf:criterion prf:conjecture
    prf:property prf:observation prf:proposition proof theorem lemma definition example""".split()
)
_DIRECTIVE_ROLES = {
    "figure": Role.CAPTION,
    "figure-md": Role.CAPTION,
    "caption": Role.CAPTION,
    "figure-caption": Role.CAPTION,
    "table-caption": Role.CAPTION,
    "epigraph": Role.QUOTATION,
    "pull-quote": Role.QUOTATION,
    "blockquote": Role.QUOTATION,
    "toctree": Role.NAVIGATION,
    "tableofcontents": Role.NAVIGATION,
    "contents": Role.NAVIGATION,
    "math": Role.MATH,
    "amsmath": Role.MATH,
    "bibliography": Role.METADATA,
    "footbibliography": Role.METADATA,
}
_SLASHED = frozenset(
    """admonition note attention caution danger error tip hint warning important info success question failure bug
    example quote abstract details tab html define caption figure-caption table-caption""".split()
)
"""Blocks between lines of slashes."""
_NO_PROSE_COLON = frozenset(
    """code code-block code-cell sourcecode literalinclude math amsmath toctree tableofcontents contents
    bibliography footbibliography raw eval-rst mermaid graphviz include csv-table image iframe autoclass
    automodule autofunction index embed video audio""".split()
)
_CAPTIONED = frozenset({"table", "list-table", "csv-table"})

_LINES = re.compile(
    r"""^(?P<indent>[ \t]*)(?:
        (?P<colons>:{3,})[ \t]*(?P<info>[^\n]*)$
      | (?P<note>\[\^[^\]\s]+\]:)
      | (?P<math>\$\$|\\\[|\\begin\{(?P<environment>(?:
            equation|align|aligned|gather|eqnarray|multline|displaymath|cases|array|matrix|tabular|table|figure
            |tikzpicture)\*?)\})
      | (?P<label>\([\w:. -]+\)=[ \t]*$)
      | (?P<attributes>\{:[^{}\n]*\}[ \t]*$)
      | (?P<cells>\+\+\+(?:[ \t][^\n]*)?$)
      | (?P<percent>%(?:[ \t][^\n]*)?$)
      | (?P<indenting>(?:!!!|\?\?\?\+?)(?:[ \t]+[\w-]+)*|===[!+]{0,2}(?=[ \t]+["']))
            (?P<heading>[ \t]+(?:"[^\n]*"|'[^\n]*'))?[ \t]*$
      | (?P<slashes>/{3,})[ \t]*(?P<block>[^\n]*)$
      | (?P<snippet>-+8<-+[ \t]+["'][^\n]*)$
    )""",
    re.VERBOSE | re.MULTILINE,
)
_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:.+-]*)\}[ \t]*(?P<title>.*)")
_OPTION = re.compile(r"[ \t>]*(?P<option>:[\w-]+:[^\n]*)(?:\n|\Z)|[ \t]*\n")
_OPTION_BLOCK = re.compile(
    r"[ \t]*---[ \t]*\n(?:(?![ \t]*---[ \t]*$)[^\n]*\n){0,60}[ \t]*---[ \t]*(?:\n|\Z)", re.MULTILINE
)
_MYST = re.compile(
    r"^[ \t]*(?:`{3,}|:{3,})[ \t]*\{[A-Za-z][\w:-]*\}|\{[a-z][\w:-]*\}`|^\([\w:.-]+\)=[ \t]*$", re.MULTILINE
)

_MAX_ROUNDS = 8
_MAX_DEPTH = 60
_MAX_FOOTNOTE_DEPTH = 4
_LONGEST_MATH = 20_000

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


@functools.cache
def _block_parser() -> Any:
    import tree_sitter
    import tree_sitter_markdown

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))


class _Tree(Value, frozen=True):
    root: Any
    table: Sequence[int]
    length: int

    def range_of(self, node: Any) -> tuple[int, int]:
        return min(self.table[node.start_byte], self.length), min(self.table[node.end_byte], self.length)


def _parse(view: str) -> _Tree:
    # The grammar wants the last line ended.
    whole = view if view.endswith("\n") else f"{view}\n"
    return _Tree(_block_parser().parse(whole.encode()).root_node, byte_to_code_point(whole), len(view))


def outline(outline_: Outline, space: Space, *, depth: int = 0, label: str = "") -> None:
    """Adds the blocks, definitions and comments of a space to the outline."""
    reader = _Reader(outline_, space, depth)
    reader.read()
    for draft in reader.drafts:
        draft.view = reader.view
    if label:
        for draft in reader.drafts:
            if draft.role in (Role.PARAGRAPH, Role.LIST_ITEM):
                draft.role = Role.FOOTNOTE
                draft.label = label
    outline_.drafts.extend(reader.drafts)


class _Region(Value, frozen=True):
    start: int
    end: int
    role: Role


class _Reader:
    """Reads one space; holds its place in it."""

    def __init__(self, shared: Outline, space: Space, depth: int) -> None:
        self.shared = shared
        self.space = space
        self.depth = depth
        self.view = space.view
        self.drafts: list[Draft] = []
        self.regions: list[_Region] = []
        self.tree: _Tree

    def read(self) -> None:
        for cover in self.space.covers if self.space.parent is None else ():
            self._add_cover(cover.start, cover.end, cover.kind)
        myst = bool(_MYST.search(self.view))
        for _ in range(_MAX_ROUNDS):
            self.tree = _parse(self.view)
            hidden = sorted(self._hidden(myst))
            if not hidden:
                break
            parts: list[str] = []
            at = 0
            for start, end in hidden:
                begin = max(start, at)
                if end <= begin:
                    continue
                parts.append(self.view[at:begin])
                parts.append(hide(self.view, begin, end))
                at = end
            parts.append(self.view[at:])
            self.view = "".join(parts)
        self._walk(self.tree.root, _Place())
        self._apply_regions()

    def _add_cover(self, start: int, end: int, kind: str) -> None:
        if kind == "comment":
            self.shared.comments.append((self.space, start, end, self.space.text[start:end]))
            self._draft(Role.COMMENT, start, end)
        elif kind == "code":
            self._draft(Role.CODE, start, end, verbatim=True, flows=(((start, end),),))

    def _draft(self, role: Role, start: int, end: int, **fields: Any) -> Draft:
        draft = Draft(self.space, role, start, end, **fields)
        self.drafts.append(draft)
        return draft

    def _apply_regions(self) -> None:
        if not self.regions:
            return
        self.drafts.sort(key=lambda draft: (draft.start, draft.end))
        starts = [draft.start for draft in self.drafts]
        for region in sorted(self.regions, key=lambda region: (region.start, -region.end)):
            for index in range(
                bisect.bisect_left(starts, region.start), bisect.bisect_left(starts, region.end)
            ):
                draft = self.drafts[index]
                if draft.space is self.space and draft.role in (Role.PARAGRAPH, Role.QUOTATION, Role.CAPTION):
                    draft.role = region.role

    # --- What the grammar does not know

    def _hidden(self, myst: bool) -> list[tuple[int, int]]:
        """Stretches to cover before the text is read once more."""
        hidden: list[tuple[int, int]] = []
        opaque: list[tuple[int, int]] = []
        stack = [self.tree.root]
        while stack:
            node = stack.pop()
            kind = node.type
            if kind == "fenced_code_block":
                opaque.append(self.tree.range_of(node))
                hidden.extend(self._directive(node))
            elif kind in ("html_block", "indented_code_block"):
                opaque.append(self.tree.range_of(node))
            elif kind in ("section", "document", "list", "list_item", "block_quote"):
                stack.extend(reversed(node.children))
        opaque.sort()
        hidden.extend(self._lines(opaque, myst))
        return hidden

    def _directive(self, node: Any) -> list[tuple[int, int]]:
        info = next((child for child in node.children if child.type == "info_string"), None)
        if info is None:
            return []
        start, end = self.tree.range_of(info)
        match = _DIRECTIVE.match(self.view[start:end].strip())
        if match is None:
            return []
        name = match["name"].lower()
        if name not in PROSE_DIRECTIVES:
            return []
        opening = self.tree.range_of(node.children[0])[0]
        content = next((child for child in node.children if child.type == "code_fence_content"), None)
        hidden = [(opening, end)]
        title = self.view.find(match["title"], start, end) if match["title"] else end
        self._opened(name, opening, end, title, end)
        stop = self.tree.range_of(node)[1]
        if content is not None:
            begin, stop = self.tree.range_of(content)
            hidden.extend(self._options(begin, stop))
            self._region(name, begin, stop)
        if node.children[-1].type == "fenced_code_block_delimiter" and len(node.children) > 2:
            hidden.append(self.tree.range_of(node.children[-1]))
        return hidden

    def _opened(self, name: str, start: int, end: int, title: int, title_end: int) -> None:
        role = Role.CAPTION if name in _CAPTIONED else Role.METADATA
        titled = title < title_end and _DIRECTIVE_ROLES.get(name) is not Role.CAPTION
        self._draft(role, start, end, flows=(((title, title_end),),) if titled else ())

    def _region(self, name: str, start: int, end: int) -> None:
        role = _DIRECTIVE_ROLES.get(name)
        if role is not None:
            self.regions.append(_Region(start, end, role))

    def _options(self, start: int, end: int) -> list[tuple[int, int]]:
        """The options at the head of a directive's body."""
        block = _OPTION_BLOCK.match(self.view, start, end)
        if block is not None:
            return [(start, block.end())]
        hidden: list[tuple[int, int]] = []
        at = start
        while at < end and (match := _OPTION.match(self.view, at, end)) is not None and match.end() > at:
            if match["option"]:
                hidden.append(match.span("option"))
            elif hidden:
                break
            at = match.end()
        return hidden

    def _lines(self, opaque: list[tuple[int, int]], myst: bool) -> list[tuple[int, int]]:
        view = self.view
        hidden: list[tuple[int, int]] = []
        starts = [start for start, _ in opaque]
        open_divs: list[tuple[str, int]] = []
        open_blocks: list[tuple[str, int]] = []
        at = 0
        while (match := _LINES.search(view, at)) is not None:
            start, end = match.start(), match.end()
            index = bisect.bisect_right(starts, start) - 1
            if index >= 0 and opaque[index][1] > start and not match["note"]:
                at = max(end, opaque[index][1])
                at = view.rfind("\n", 0, at) + 1 if view[at - 1 : at] != "\n" else at
                at = max(at, end)
                continue
            if match["note"] and index >= 0 and opaque[index][1] > start:
                at = end
                continue
            at = end
            if match["colons"]:
                at = self._div(match, open_divs, hidden)
            elif match["note"]:
                if (
                    self.depth < _MAX_FOOTNOTE_DEPTH
                    and match["indent"].count("\t") == 0
                    and len(match["indent"]) < 4
                ):
                    at = self._footnote(match)
                    hidden.append((start, at))
            elif match["math"]:
                at = self._math(match, hidden)
            elif match["indenting"]:
                if self.depth < _MAX_FOOTNOTE_DEPTH and (stop := self._indented(match)) > end:
                    at = stop
                    hidden.append((start, at))
            elif match["slashes"]:
                self._slashed(match, open_blocks, hidden)
            elif match["label"] or match["attributes"] or match["cells"] or match["snippet"]:
                self._draft(Role.METADATA, start, end)
                hidden.append((start, end))
            elif match["percent"] and myst:
                self.shared.comments.append(
                    (self.space, start, end, view[start:end].strip().removeprefix("%"))
                )
                self._draft(Role.COMMENT, start, end)
                hidden.append((start, end))
        return hidden

    def _div(
        self, match: re.Match[str], open_divs: list[tuple[str, int]], hidden: list[tuple[int, int]]
    ) -> int:
        start, end = match.span()
        info = match["info"].strip().rstrip(":").strip()
        hidden.append((start, end))
        if not info:
            if open_divs:
                name, begin = open_divs.pop()
                self._region(name, begin, start)
            return end
        directive = _DIRECTIVE.match(info)
        if directive is None:
            self._draft(Role.METADATA, start, end)
            open_divs.append(("", end))
            return end
        name = directive["name"].lower()
        if name in _NO_PROSE_COLON:
            closing = re.compile(rf"^[ \t]*:{{{len(match['colons'])},}}[ \t]*$", re.MULTILINE).search(
                self.view, end
            )
            stop = closing.end() if closing is not None else end
            role = _DIRECTIVE_ROLES.get(name, Role.CODE)
            self._draft(role, start, stop, verbatim=True, flows=(((end, stop),),))
            hidden.append((end, stop))
            return stop
        title_start = (
            match.start("info") + match["info"].find(directive["title"]) if directive["title"] else end
        )
        self._opened(name, start, end, title_start, end)
        hidden.extend(self._options(min(end + 1, len(self.view)), len(self.view)))
        open_divs.append((name, end))
        return end

    def _math(self, match: re.Match[str], hidden: list[tuple[int, int]]) -> int:
        start, end = match.span()
        opener = match["math"]
        closer = {"$$": "$$", "\\[": "\\]"}.get(opener, f"\\end{{{match['environment']}}}")
        stop = self.view.find(closer, end, end + _LONGEST_MATH)
        if stop < 0:
            return end
        stop += len(closer)
        line_end = self.view.find("\n", stop)
        line_end = len(self.view) if line_end < 0 else line_end
        rest = self.view[stop:line_end].strip()
        if rest and not re.fullmatch(r"[.,;]?\s*(?:\{#[^}]*\}|\(\w[\w:.-]*\))?", rest):
            return end  # maths inside a sentence
        self._draft(Role.MATH, start, line_end, verbatim=True, flows=(((start, stop),),))
        hidden.append((start, line_end))
        return line_end

    def _slashed(
        self, match: re.Match[str], open_blocks: list[tuple[str, int]], hidden: list[tuple[int, int]]
    ) -> None:
        """A line of slashes of Python-Markdown: `/// caption` opens a block, `///` closes it."""
        start, end = match.span()
        name, _, title = match["block"].partition("|")
        name = name.strip().lower()
        if not name:
            if not open_blocks:
                return
            opened, begin = open_blocks.pop()
            self._region(opened, begin, start)
        elif name in _SLASHED:
            if title.strip():
                at = match.start("block") + match["block"].index(title) + len(title) - len(title.lstrip())
                self._draft(Role.METADATA, start, end, flows=(((at, end),),))
            else:
                self._draft(Role.METADATA, start, end)
            open_blocks.append((name, end))
        else:
            return
        hidden.append((start, end))

    def _indented(self, match: re.Match[str]) -> int:
        """Reads what is indented below `!!! note`, `??? tip` or `=== "Tab"` of Python-Markdown as a text of its own;
        returns where it ends.
        """
        view = self.view
        width = len(match["indent"].expandtabs(4)) + 4
        end = _line_end(view, match.end())
        lines: list[tuple[int, int]] = []
        blank: list[tuple[int, int]] = []
        while end < len(view):
            start, end = end, _line_end(view, end)
            line = view[start:end]
            if not line.strip():
                blank.append((start, end))
                continue
            if len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)) < width:
                break
            lines += [*blank, (start, end)]
            blank = []
        if not lines:
            return match.end()
        title = match["heading"] or ""
        words = title.strip().strip("\"'")
        flows: tuple[Fragments, ...] = ()
        if words:
            at = match.start("heading") + title.index(words)
            flows = (((at, at + len(words)),),)
        self._draft(Role.METADATA, match.start() + len(match["indent"]), match.end(), flows=flows)
        parts = []
        for start, stop in lines:
            at, column = start, 0
            while column < width and view[at : at + 1] in (" ", "\t"):
                column += 1 if view[at] == " " else 4 - column % 4
                at += 1
            parts.append(Prose.verbatim(self.space.text, at, stop))
        body = Prose.join(parts)
        space = space_of(body.text, mdx=self.shared.mdx, outer=body, parent=self.space)
        outline(self.shared, space, depth=self.depth + 1)
        return lines[-1][1]

    def _footnote(self, match: re.Match[str]) -> int:
        """Reads a footnote's body, its indentation taken off, as a text of its own; returns where it ends."""
        view, text = self.view, self.space.text
        label = match["note"][2:-2]
        line_end = _line_end(view, match.end())
        lines = [(match.end(), line_end)]
        end, blank = line_end, False
        while end < len(view):
            start, line_end = end, _line_end(view, end)
            line = view[start:line_end]
            if not line.strip():
                blank = True
            elif line.startswith(("    ", "\t", "  ")) and (blank or not _LINES.match(line)):
                blank = False
            elif (
                blank
                or _LINES.match(line)
                or re.match(r"[ \t]*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|```|~~~|>|\||<!--)", line)
            ):
                break
            lines.append((start, line_end))
            end = line_end
        while len(lines) > 1 and not view[lines[-1][0] : lines[-1][1]].strip():
            lines.pop()
        end = lines[-1][1]
        parts = []
        for number, (start, line_end) in enumerate(lines):
            line = view[start:line_end]
            width = len(line) - len(line.lstrip(" \t"))
            indent = 1 if line.startswith("\t") else min(width, 4)
            parts.append(Prose.verbatim(text, start + (width if number == 0 else indent), line_end))
        body = Prose.join(parts)
        space = space_of(body.text, mdx=self.shared.mdx, outer=body, parent=self.space)
        before = len(self.shared.drafts)
        outline(self.shared, space, depth=self.depth + 1, label=label)
        if len(self.shared.drafts) == before:
            self._draft(Role.FOOTNOTE, match.start("note"), max(end, match.end()), label=label)
        return max(end, match.end())

    # --- The tree

    def _walk(self, node: Any, place: _Place, depth: int = 0) -> None:
        kind = node.type
        start, end = self.tree.range_of(node)
        if kind in ("paragraph", "indented_code_block") and not self.view[start:end].strip():
            return  # covered up
        if depth > _MAX_DEPTH:
            self._draft(Role.CODE, start, end)
            return
        if kind in ("document", "section", "ERROR"):
            # Sections nest by heading level; a damaged tree may nest them deeper.
            for child in node.children:
                self._walk(child, place, depth + 1)
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
        elif kind == "html_block":
            self._html(node, place)
        elif kind == "pipe_table":
            self._table(node)
        elif kind == "link_reference_definition":
            self._definition(node)
        elif kind in ("minus_metadata", "plus_metadata"):
            self._draft(place.role, start, end, flows=(((start + 3, max(start + 3, end - 4)),),))

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
            self._draft(Role.NAVIGATION, start, end)
            return
        caption = _TABLE_CAPTION.match(self.view, fragments[0][0]) if fragments else None
        if caption is not None and role is Role.PARAGRAPH and _beside_table(node):
            fragments = ((caption.end(), fragments[0][1]), *fragments[1:])
            role = Role.CAPTION
        pieces = list(self._labelled(fragments)) if fragments else []
        if not pieces:
            self._draft(role, start, end, flows=(fragments,), level=level, group=group, label=label)
            return
        for number, (piece_role, piece_label, marker, piece) in enumerate(pieces):
            first = start if number == 0 else marker
            self._draft(
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
        self._draft(
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
                self._walk(item, place, depth + 1)
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
                    self._walk(child, inner, depth + 1)

    def _quote(self, node: Any, place: _Place, depth: int) -> None:
        alert = False
        first = next((child for child in node.children if child.type == "paragraph"), None)
        if first is not None:
            start, end = self.tree.range_of(first)
            match = _QUOTE_LIKE.match(self.view, start, end)
            alert = match is not None
            if match is not None:
                line_end = min(_line_end(self.view, match.end()), end)
                self._draft(Role.METADATA, start, line_end, flows=(((match.end(), line_end),),))
                self._alert(first, line_end, _Place(place.role))
        inner = _Place(place.role if alert else Role.QUOTATION, place.level if alert else 0)
        for child in node.children:
            if alert and first is not None and child.id == first.id:
                continue
            self._walk(child, inner, depth + 1)

    def _alert(self, node: Any, after: int, place: _Place) -> None:
        """The first paragraph of a GFM alert, without its first line."""
        inline = next((child for child in node.children if child.type == "inline"), None)
        if inline is None:
            return
        fragments = tuple((max(start, after), end) for start, end in self._fragments(inline) if end > after)
        fragments = tuple((start, end) for start, end in fragments if end > start)
        if fragments:
            self._draft(place.role, fragments[0][0], fragments[-1][1], flows=(fragments,))

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
        self._draft(role, start, end, flows=((content,),), label=label, verbatim=True)

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
            self._draft(Role.FOOTNOTE, start, end, flows=(((destination[0], end),),), label=label[1:])
        elif label.startswith("@"):
            self._draft(
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
            self._draft(role, start, end, flows=tuple(cells), group=group, row=True)

    def _html(self, node: Any, place: _Place) -> None:
        from factcheck.readers._markdown_html import html_drafts

        start, end = self._trimmed(node)
        html_drafts(self.shared, self.space, self.view, start, end, place.role, self.drafts)
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


def normal_label(label: str) -> str:
    """A link label as labels are compared: case and white space do not count."""
    return " ".join(label.split()).casefold()


def _line_end(text: str, start: int) -> int:
    """Where the line that holds `start` ends, its line break included."""
    found = text.find("\n", start)
    return len(text) if found < 0 else found + 1
