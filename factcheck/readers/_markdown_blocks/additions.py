"""What the grammar does not know: directives, divs, admonitions, footnotes, display maths, labels.

It is found in the grammar's tree and in the lines outside code.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from typing import Any

from factcheck.document import Role
from factcheck.readers._markdown_blocks import directives
from factcheck.readers._markdown_blocks.grammar import Tree
from factcheck.readers._markdown_blocks.outline import Drafts, Fragments, Outline
from factcheck.readers._markdown_view import end_of_line, space_of
from factcheck.text import Prose
from factcheck.values import Value

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
_MAX_FOOTNOTE_DEPTH = 4
_LONGEST_MATH = 20_000


class Region(Value, frozen=True):
    start: int
    end: int
    role: Role


class Additions:
    """Finds what the grammar does not know in one space; holds its place in it.

    What stands within is read as a text of its own with the function given.
    """

    def __init__(self, shared: Outline, drafts: Drafts, depth: int, read_within: Callable[..., None]) -> None:
        self.shared = shared
        self.space = drafts.space
        self.drafts = drafts
        self.depth = depth
        self.read_within = read_within
        self.myst = bool(_MYST.search(self.space.view))
        self.regions: list[Region] = []
        self.tree: Tree
        self.view: str

    def hidden_in(self, tree: Tree) -> list[tuple[int, int]]:
        """Stretches to cover before the text is read once more."""
        self.tree, self.view = tree, tree.view
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
        hidden.extend(self._lines(opaque))
        return sorted(hidden)

    def _directive(self, node: Any) -> list[tuple[int, int]]:
        info = next((child for child in node.children if child.type == "info_string"), None)
        if info is None:
            return []
        start, end = self.tree.range_of(info)
        match = _DIRECTIVE.match(self.view[start:end].strip())
        if match is None:
            return []
        name = match["name"].lower()
        if name not in directives.PROSE:
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
        role = Role.CAPTION if name in directives.CAPTIONED else Role.METADATA
        titled = title < title_end and directives.ROLES.get(name) is not Role.CAPTION
        self.drafts.add(role, start, end, flows=(((title, title_end),),) if titled else ())

    def _region(self, name: str, start: int, end: int) -> None:
        role = directives.ROLES.get(name)
        if role is not None:
            self.regions.append(Region(start, end, role))

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

    def _lines(self, opaque: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """What begins with a line that says so, outside the opaque stretches."""
        view = self.view
        hidden: list[tuple[int, int]] = []
        starts = [start for start, _ in opaque]
        open_divs: list[tuple[str, int]] = []
        open_blocks: list[tuple[str, int]] = []
        at = 0
        while (match := _LINES.search(view, at)) is not None:
            start, end = match.start(), match.end()
            index = bisect.bisect_right(starts, start) - 1
            at = end
            if index >= 0 and (passed := opaque[index][1]) > start:
                if not match["note"]:
                    at = max(end, view.rfind("\n", 0, max(end, passed)) + 1)
                continue
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
                self.drafts.add(Role.METADATA, start, end)
                hidden.append((start, end))
            elif match["percent"] and self.myst:
                self.shared.comments.append(
                    (self.space, start, end, view[start:end].strip().removeprefix("%"))
                )
                self.drafts.add(Role.COMMENT, start, end)
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
            self.drafts.add(Role.METADATA, start, end)
            open_divs.append(("", end))
            return end
        name = directive["name"].lower()
        if name in directives.NO_PROSE:
            closing = re.compile(rf"^[ \t]*:{{{len(match['colons'])},}}[ \t]*$", re.MULTILINE).search(
                self.view, end
            )
            stop = closing.end() if closing is not None else end
            role = directives.ROLES.get(name, Role.CODE)
            self.drafts.add(role, start, stop, verbatim=True, flows=(((end, stop),),))
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
        self.drafts.add(Role.MATH, start, line_end, verbatim=True, flows=(((start, stop),),))
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
        elif name in directives.SLASHED:
            if title.strip():
                at = match.start("block") + match["block"].index(title) + len(title) - len(title.lstrip())
                self.drafts.add(Role.METADATA, start, end, flows=(((at, end),),))
            else:
                self.drafts.add(Role.METADATA, start, end)
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
        end = end_of_line(view, match.end())
        lines: list[tuple[int, int]] = []
        blank: list[tuple[int, int]] = []
        while end < len(view):
            start, end = end, end_of_line(view, end)
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
        self.drafts.add(Role.METADATA, match.start() + len(match["indent"]), match.end(), flows=flows)
        parts = []
        for start, stop in lines:
            at, column = start, 0
            while column < width and view[at : at + 1] in (" ", "\t"):
                column += 1 if view[at] == " " else 4 - column % 4
                at += 1
            parts.append(Prose.verbatim(self.space.text, at, stop))
        body = Prose.join(parts)
        space = space_of(body.text, mdx=self.shared.mdx, outer=body, parent=self.space)
        self.read_within(self.shared, space, depth=self.depth + 1)
        return lines[-1][1]

    def _footnote(self, match: re.Match[str]) -> int:
        """Reads a footnote's body, its indentation taken off, as a text of its own; returns where it ends."""
        view, text = self.view, self.space.text
        label = match["note"][2:-2]
        line_end = end_of_line(view, match.end())
        lines = [(match.end(), line_end)]
        end, blank = line_end, False
        while end < len(view):
            start, line_end = end, end_of_line(view, end)
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
        self.read_within(self.shared, space, depth=self.depth + 1, label=label)
        if len(self.shared.drafts) == before:
            self.drafts.add(Role.FOOTNOTE, match.start("note"), max(end, match.end()), label=label)
        return max(end, match.end())
