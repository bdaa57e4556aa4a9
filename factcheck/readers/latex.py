"""LaTeX (`.tex`, `.latex`, `.ltx`): the text of the document environment, citations of natbib and
biblatex.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

from factcheck.document import Block, Comment, Document, MarkKind, Role
from factcheck.errors import UserError
from factcheck.readers._flow import Flow
from factcheck.readers._latex.macros import (
    BIBLIOGRAPHIES,
    BRACKETED,
    CAPTIONS,
    CODE,
    FRONT,
    HEADINGS,
    KEPT,
    LINKS,
    LISTS,
    MATHS,
    MEASURES,
    NARRATIVE,
    NOTES,
    PARAGRAPHS,
    QUOTATIONS,
    QUOTES,
    REFERENCES,
    SKIPPED,
    SPACING,
    SYMBOLS,
    TABLES,
    VERBATIM,
    walker_context,
)
from factcheck.readers._latex.nodes import (
    arguments_of,
    converted,
    document_environment,
    ends_of_switches,
    entries_of,
    has_words,
    inside,
    is_macro,
    past_groups,
    readable_maths,
    rows_of,
)
from factcheck.readers._latex.units import measured
from factcheck.readers._pages import table_row
from factcheck.readers._typed_marks import lift
from factcheck.text import Prose, Source, Span

SUFFIXES = (".tex", ".latex", ".ltx")


_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WANTS_SOURCE = re.compile(
    r"\W*(?:(?:add|find|insert|needs?|missing|get|check|fix) (?:an? |the )?)?(?:cit(?:e|ation)s?|ref(?:erence|s|\.)?s?|sources?)(?: (?:needed|missing|here|please|this))*\W*",
    re.IGNORECASE,
)
"""What a note to oneself says where a citation is still to come."""


class _Reader:
    """One walk over the nodes of a file, holding its place."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.blocks: list[Block] = []
        self.notes_below: list[Block] = []
        self.marks_set: list[str] = []
        """Numbers of the marks whose notes stand apart, in order."""
        self.comments: list[Comment] = []
        self.metadata: dict[str, Any] = {}
        self.bibliographies: list[str] = []
        self.title = ""
        self.groups = 0
        self.flow = Flow(self.text)
        self.start: int | None = None
        self.end = 0
        self.role = Role.PARAGRAPH
        self.depth = 0
        self.group: int | None = None
        self.label = ""
        self.inline = 0
        self.switches: dict[int, tuple[Sequence[Any], dict[int, int]]] = {}
        """Where switches end, by the list that they stand in, which is held so that no other gets its number."""

    # Blocks

    def touch(self, start: int, end: int) -> None:
        if self.start is None:
            self.start = start
        self.end = max(self.end, end)

    def flush(self) -> None:
        """End the block that is being read."""
        if self.inline:
            self.flow.space(self.end, self.end)
            return
        if self.start is not None:
            level = self.depth if self.role is Role.LIST_ITEM else 0
            end = max(self.start, self.end)
            block = self.flow.block(
                self.role, Span(self.start, end), level=level, group=self.group, label=self.label
            )
            if block is not None:
                self.blocks.append(block)
        self.flow = Flow(self.text)
        self.start = None
        self.end = 0

    def within(self, nodes: Sequence[Any]) -> Flow:
        """The inline content of nodes, apart from the block that is being read."""
        outer, start, end = self.flow, self.start, self.end
        self.flow = Flow(self.text)
        self.inline += 1
        try:
            self.nodes(nodes)
            return self.flow
        finally:
            self.inline -= 1
            self.flow, self.start, self.end = outer, start, end

    def apart(
        self, role: Role, nodes: Sequence[Any], span: Span, *, level: int = 0, label: str = ""
    ) -> Block | None:
        """A block of its own: a heading, a caption."""
        block = self.within(nodes).block(role, span, level=level, label=label)
        if block is not None:
            self.blocks.append(block)
        return block

    def as_role(self, role: Role, nodes: Sequence[Any], *, group: int | None = None, label: str = "") -> None:
        """Walk nodes whose paragraphs have a role."""
        self.flush()
        outer = (self.role, self.group, self.label)
        self.role, self.group, self.label = role, group, label
        self.nodes(nodes)
        self.flush()
        self.role, self.group, self.label = outer

    # Nodes

    def nodes(self, nodes: Sequence[Any]) -> None:
        index = 0
        while index < len(nodes):
            node = nodes[index]
            index += 1
            if node is None:
                continue
            kind = type(node).__name__
            if kind == "LatexCharsNode":
                self.characters(node.pos, node.pos + node.len)
            elif kind == "LatexCommentNode":
                self.comment(node)
            elif kind == "LatexGroupNode":
                self.nodes(node.nodelist)
            elif kind == "LatexMathNode":
                self.maths(node)
            elif kind == "LatexSpecialsNode":
                self.special(node)
            elif kind == "LatexEnvironmentNode":
                self.environment(node)
            elif kind == "LatexMacroNode":
                index = self.macro(node, nodes, index)

    def characters(self, start: int, end: int) -> None:
        at = start
        for blank in re.finditer(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+|\r[ \t]*(?:\r[ \t]*)+", self.text[start:end]):
            self.words(at, start + blank.start())
            self.flush()
            at = start + blank.end()
        self.words(at, end)

    def words(self, start: int, end: int) -> None:
        stretch = self.text[start:end]
        inner = stretch.strip()
        if inner:
            first = start + len(stretch) - len(stretch.lstrip())
            self.touch(first, first + len(inner))
        at = start
        for match in re.finditer(r"[`'](?=\w)|(?<=\w)'", stretch):
            if match[0] == "`":
                self.flow.text(at, start + match.start())
                self.flow.stand_for("‘", start + match.start(), start + match.end())
                at = start + match.end()
        self.flow.text(at, end)

    def comment(self, node: Any) -> None:
        start = node.pos
        end = start + 1 + len(node.comment)
        text = self.text[start + 1 : end].strip("% \t\r")
        if text:
            self.comments.append(Comment(Span(start, end), text))
            first = self.text.find(text, start, end)
            self.blocks.append(
                Block(Role.COMMENT, Span(start, end), Prose.verbatim(self.text, first, first + len(text)))
            )
        behind = self.text[end : node.pos + node.len]
        if behind.count("\n") > 1:
            self.flush()
        elif self.flow.length and behind and self.text[start - 1 : start].isspace():
            self.flow.space(end, node.pos + node.len)

    def special(self, node: Any) -> None:
        characters = node.specials_chars
        start, end = node.pos, node.pos + node.len
        if characters.strip() == "" and characters.count("\n") > 1:
            self.flush()
        elif characters == "~":
            self.flow.space(start, end)
        else:
            text = {"``": "“", "''": "”", "--": "–", "---": "—", "!`": "¡", "?`": "¿", "&": " "}.get(
                characters, characters
            )
            if text.strip():
                self.touch(start, end)
            self.flow.stand_for(text, start, end)

    def maths(self, node: Any) -> None:
        start, end = node.pos, node.pos + node.len
        if node.displaytype == "display":
            self.display(node)
            return
        inner = node.nodelist
        self.touch(start, end)
        if (
            len(inner) == 1
            and type(inner[0]).__name__ == "LatexCharsNode"
            and not re.search(r"[\^_]", inner[0].chars)
        ):
            self.flow.text(inner[0].pos, inner[0].pos + inner[0].len)
            return
        self.flow.stand_for(readable_maths(node, self.text[start:end]), start, end)

    def display(self, node: Any) -> None:
        start, end = node.pos, node.pos + node.len
        self.blocks.append(Block(Role.MATH, Span(start, end), Prose.verbatim(self.text, start, end)))
        if self.start is not None:
            self.touch(start, end)
        self.flow.space(start, end)

    # Environments

    def environment(self, node: Any) -> None:
        name = node.environmentname
        start, end = node.pos, node.pos + node.len
        bare = name.rstrip("*")
        if bare in MATHS:
            self.display(node)
        elif name in VERBATIM:
            self.verbatim(node, start, end)
        elif name in LISTS:
            self.items(node)
        elif name in TABLES:
            self.table(node)
        elif name in QUOTES:
            self.as_role(Role.QUOTATION, node.nodelist)
        elif name == "thebibliography":
            self.bibliography(node)
        elif name == "frame":
            self.flush()
            self.nodes(self.behind_titles(node.nodelist))
            self.flush()
        else:
            self.flush()
            self.nodes(node.nodelist)
            self.flush()

    def behind_titles(self, nodes: Sequence[Any]) -> Sequence[Any]:
        r"""Reads the titles at the head of a slide (`\begin{frame}<1->{Title}{Subtitle}`); returns what is behind them."""
        for index, node in enumerate(nodes):
            kind = type(node).__name__
            written = self.text[node.pos : node.pos + node.len].strip() if node is not None else ""
            if kind == "LatexGroupNode" and written.startswith("{"):
                self.apart(Role.HEADING, node.nodelist, Span(node.pos, node.pos + node.len), level=3)
            elif written and not re.fullmatch(r"(?:<[^<>]*>|\[[^\[\]]*\]|\s)*", written):
                return nodes[index:]
        return ()

    def verbatim(self, node: Any, start: int, end: int) -> None:
        self.flush()
        arguments = [one for one in node.nodeargd.argnlist or [] if one is not None] if node.nodeargd else []
        inner = (arguments[0].pos, arguments[0].pos + arguments[0].len) if arguments else (start, end)
        stretch = self.text[inner[0] : inner[1]]
        first = inner[0] + len(stretch) - len(stretch.lstrip())
        last = max(first, inner[0] + len(stretch.rstrip()))
        role = Role.COMMENT if node.environmentname == "comment" else Role.CODE
        if role is Role.COMMENT and last > first:
            self.comments.append(Comment(Span(start, end), self.text[first:last]))
        if last > first:
            self.blocks.append(
                Block(
                    role, Span(start, end), Prose.verbatim(self.text, first, last), label=node.environmentname
                )
            )

    def items(self, node: Any) -> None:
        self.flush()
        self.groups += 1
        group = self.groups
        self.depth += 1
        outer = (self.role, self.group, self.label)
        number = 0
        self.role, self.group, self.label = Role.LIST_ITEM, group, ""
        for child in node.nodelist:
            if is_macro(child, "item", "task"):
                self.flush()
                number += 1
                self.role, self.group = Role.LIST_ITEM, group
                self.label = str(number) if "enum" in node.environmentname else ""
                self.touch(child.pos, child.pos + child.len)
                term = arguments_of(child)
                if term and term[-1] is not None:
                    self.nodes(
                        [term[-1]] if type(term[-1]).__name__ != "LatexGroupNode" else term[-1].nodelist
                    )
                    if not self.flow.empty:
                        self.flow.stand_for(": ", child.pos + child.len, child.pos + child.len)
            else:
                self.nodes([child])
        self.flush()
        self.depth -= 1
        self.role, self.group, self.label = outer

    def table(self, node: Any) -> None:
        self.flush()
        self.groups += 1
        group = self.groups
        rows, ruled = rows_of(node)
        first = True
        for cells in rows:
            contents = [self.within(cell).finish() for cell in cells]
            if not any(prose.text or marks for prose, marks in contents):
                continue
            place = self.place_of([child for cell in cells for child in cell if child is not None], node.pos)
            header = first and len(rows) > 1 and (ruled or _no_figures(contents))
            self.blocks.append(
                table_row(Role.TABLE_HEADER if header else Role.TABLE_ROW, contents, place, group)
            )
            first = False

    def place_of(self, nodes: Sequence[Any], otherwise: int) -> Span:
        """The stretch that nodes take up, without the space at its ends; `otherwise` where there are none."""
        if not nodes:
            return Span(otherwise, otherwise)
        start, end = nodes[0].pos, nodes[-1].pos + nodes[-1].len
        stretch = self.text[start:end]
        if not stretch.strip():
            return Span(start, end)
        return Span(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))

    def bibliography(self, node: Any) -> None:
        self.flush()
        entries = entries_of(node)
        for number, (item, inner) in enumerate(entries):
            arguments = arguments_of(item)
            key = self.argument_text(arguments[-1]).strip() if arguments else ""
            closing = entries[number + 1][0].pos if number + 1 < len(entries) else node.pos + node.len
            last = next((child for child in reversed(inner) if child is not None), None)
            end = min(closing, last.pos + last.len) if last is not None else item.pos + item.len
            end = item.pos + len(self.text[item.pos : end].rstrip())
            flow = self.within(inner)
            block = flow.block(Role.BIBLIOGRAPHY, Span(item.pos, end), label=key, typed=False)
            self.blocks.append(block or Block(Role.BIBLIOGRAPHY, Span(item.pos, end), label=key))

    # Macros

    def argument_text(self, node: Any) -> str:
        """The source of an argument, without its braces."""
        if node is None:
            return ""
        text = self.text[node.pos : node.pos + node.len]
        if type(node).__name__ == "LatexGroupNode":
            return text[1:-1] if text.endswith(("}", "]")) else text[1:]
        return text

    def macro(self, node: Any, nodes: Sequence[Any], index: int) -> int:
        name = node.macroname
        start, end = node.pos, node.pos + node.len
        space = node.macro_post_space or ""
        arguments = arguments_of(node)
        if name in NARRATIVE or name in BRACKETED:
            return self.cite(node, arguments, nodes, index)
        if name == "footnotemark" and "\\footnotetext" in self.text:
            self.marks_set.append(self.note_number(arguments) or f"{len(self.marks_set) + 1} in order")
            self.touch(start, end)
            self.flow.mark(MarkKind.FOOTNOTE, [f"mark {self.marks_set[-1]}"], start, end - len(space))
        elif name == "footnotetext" and self.marks_set:
            self.note_apart(arguments[-1], self.note_number(arguments) or self.marks_set[-1], start, end)
        elif name in NOTES:
            self.note(arguments[-1] if arguments else None, start, end)
        elif name == "iffalse" or (name == "if" and self.text[end : end + 1] == "0"):
            return self.switched_off(node, nodes, index)
        elif name in HEADINGS and arguments:
            self.heading(node, arguments)
        elif name in FRONT:
            self.front(name, arguments)
        elif name in BIBLIOGRAPHIES:
            self.resources(arguments[-1] if arguments else None)
        elif name in CAPTIONS:
            self.caption(arguments, start, end)
        elif name in LINKS:
            self.link(name, arguments, start, end)
        elif name in MEASURES:
            self.touch(start, end)
            self.flow.stand_for(self.measure(name, arguments), start, end)
        elif name in QUOTATIONS:
            self.quoted(name, arguments, start, end)
        elif name in REFERENCES:
            label = arguments[-1] if arguments else None
            if label is not None and self.argument_text(label):
                self.touch(start, end)
                self.flow.text(label.pos + 1, label.pos + label.len - 1)
        elif name in CODE:
            inner = arguments[0] if arguments else None
            self.touch(start, end)
            if inner is not None:
                self.flow.text(inner.pos, inner.pos + inner.len)
        elif name in PARAGRAPHS:
            self.flush()
        elif name in SPACING or name in ("\\", "newline", "linebreak"):
            self.flow.space(start, end)
        elif name in ("def", "let", "newif", "cmidrule"):
            return past_groups(nodes, index)
        elif name in SKIPPED:
            pass
        elif name in KEPT:
            self.touch(start, start)
            self.nodes(inside(arguments[-1] if arguments else None))
        elif name == "todo":
            self.todo(arguments[-1] if arguments else None, start, end)
        elif name == "textsuperscript" and arguments and (raised := self.raised(arguments[-1])):
            self.touch(start, end)
            self.flow.stand_for(raised, start, end - len(space))
        elif name in SYMBOLS:
            self.touch(start, end)
            self.flow.stand_for(SYMBOLS[name], start, end - len(space))
        else:
            self.other(node, arguments, start, end)
        if space and name not in SPACING:
            self.macro_space(name, space, arguments, end)
        return index

    def todo(self, argument: Any, start: int, end: int) -> None:
        """A note to oneself: a comment, and a mark left empty where it wants a source."""
        if argument is None:
            return
        said = self.argument_text(argument).strip()
        self.comments.append(Comment(Span(start, end), said))
        if _WANTS_SOURCE.fullmatch(said):
            self.touch(start, end)
            self.flow.mark(MarkKind.EMPTY, [self.text[start:end]], start, end)

    def macro_space(self, name: str, space: str, arguments: Sequence[Any], end: int) -> None:
        """A blank line behind a macro ends the paragraph; other space behind a word of letters is eaten by
        TeX.
        """
        if space.count("\n") > 1:
            self.flush()
        elif arguments or name in SKIPPED:
            self.flow.space(end - len(space), end)

    def raised(self, argument: Any) -> str:
        """What stands for a raised number or sign, which may call a note in `textsuperscript`; empty for any other."""
        inner = self.argument_text(argument).strip() if argument is not None else ""
        if re.fullmatch(r"\[?\d{1,3}(?:[,–-]{1,2} ?\d{1,3})*\]?", inner):
            return inner.strip("[]").replace("--", "–").replace(" ", "").translate(_RAISED_DIGITS)
        return inner if re.fullmatch(r"\*{1,3}|[†‡¶]{1,2}", inner) else ""

    def other(self, node: Any, arguments: Sequence[Any], start: int, end: int) -> None:
        """A macro that has no rule of its own: accents and symbols become characters, words in braces are
        kept.
        """
        given = [one for one in arguments if one is not None]
        if any(type(one).__name__ == "LatexGroupNode" and has_words(one) for one in given):
            if len(node.macroname) == 1 or not given:
                pass
            else:
                self.touch(start, start)
                for one in given:
                    if type(one).__name__ == "LatexGroupNode" and one.delimiters[0] == "{":
                        self.nodes(one.nodelist)
                return
        text = converted(node)
        if text.strip():
            self.touch(start, end)
            self.flow.stand_for(text.strip(), start, end - len(node.macro_post_space or ""))

    def cite(self, node: Any, arguments: Sequence[Any], nodes: Sequence[Any], index: int) -> int:
        name = node.macroname
        start, end = node.pos, node.pos + node.len
        given = [arguments[-1] if arguments else None]
        if name.endswith("s"):
            # \parencites[3]{a}[5]{b}: the rest of its arguments follow as ordinary nodes.
            ahead = index
            while ahead < len(nodes) and nodes[ahead] is not None:
                kind = type(nodes[ahead]).__name__
                if kind == "LatexGroupNode":
                    given.append(nodes[ahead])
                    index = ahead + 1
                    end = nodes[ahead].pos + nodes[ahead].len
                elif kind != "LatexCharsNode" or not re.fullmatch(
                    r"\s*(?:[\[(][^\])]*[\])]\s*)+", nodes[ahead].chars
                ):
                    break
                ahead += 1
        keys = [
            (key, one)
            for one in given
            for key in re.split(r"[,\s]+", re.sub(r"(?<!\\)%.*", "", self.argument_text(one)))
            if key
        ]
        self.touch(start, end)
        if not keys:
            self.flow.mark(MarkKind.EMPTY, [self.text[start:end]], start, end)
            return index
        locators = [
            self.argument_text(one) for one in arguments[:-1] if type(one).__name__ == "LatexGroupNode"
        ]
        locator = locators[-1].replace("~", " ").strip() if locators else ""
        targets = [key for key, _ in keys]
        # `as shown in \cite{x}`: the mark is a word of the sentence, whatever the macro.
        if name in NARRATIVE or self.flow.leads_on:
            key, holder = keys[0]
            at = self.flow.length
            first = self.text.find(key, holder.pos if holder is not None else start, end)
            self.flow.text(first, first + len(key))
            self.flow.worded_mark(MarkKind.KEY, targets, Span(start, end), at, shown=locator, narrative=True)
        else:
            self.flow.mark(MarkKind.KEY, targets, start, end, shown=locator)
        return index

    def note(self, argument: Any, start: int, end: int) -> None:
        if argument is None:
            return
        self.touch(start, end)
        inner = self.within(inside(argument))
        prose, marks = inner.finish(typed=False)
        words = prose.text
        for mark in marks:
            if mark.kind is MarkKind.LINK and mark.target not in words:
                words = f"{words} {mark.target}"
        span = Span(start, end)
        at = self.flow.length
        self.flow.mark(MarkKind.NOTE, [words] if words else [], start, end)
        at = self.flow.length - 1
        for mark in marks:
            if mark.kind in (MarkKind.KEY, MarkKind.EMPTY, MarkKind.IDENTIFIER):
                self.flow.worded_mark(mark.kind, [mark.target], span, at, shown=mark.text)
        # What a note says is said, too, unless it cites, and then for its sentence; one that only gives a source is
        # told apart from it later.
        prose, typed = lift(prose, marks, addresses=False)  # [citation needed]: no words of its own
        below = Block(Role.FOOTNOTE, span, prose, marks=typed, label=f"note at {start}")
        cites = any(mark.kind in (MarkKind.KEY, MarkKind.EMPTY, MarkKind.IDENTIFIER) for mark in marks)
        if words.strip() and not cites:
            self.notes_below.append(below)

    def note_number(self, arguments: Sequence[Any]) -> str:
        r"""The number that `\footnotemark[2]` or `\footnotetext[2]{…}` gives; empty where it gives none."""
        number = (
            self.argument_text(arguments[0]).strip("[] ") if arguments and arguments[0] is not None else ""
        )
        return number if number.isdigit() else ""

    def note_apart(self, argument: Any, number: str, start: int, end: int) -> None:
        r"""A note's words that stand apart from its mark: `\footnotetext[2]{…}`."""
        if argument is None:
            return
        prose, marks = lift(*self.within(inside(argument)).finish(typed=False), addresses=False)
        if prose.text.strip() or marks:
            self.notes_below.append(
                Block(Role.FOOTNOTE, Span(start, end), prose, marks=marks, label=f"mark {number}")
            )

    def switched_off(self, node: Any, nodes: Sequence[Any], index: int) -> int:
        r"""Passes what never comes to print: from `\iffalse` to its `\else` or `\fi`; returns where to go on."""
        if id(nodes) not in self.switches:
            self.switches[id(nodes)] = nodes, ends_of_switches(nodes)
        ahead = self.switches[id(nodes)][1].get(index - 1)
        if ahead is None:
            return index
        self.blocks.append(Block(Role.COMMENT, Span(node.pos, nodes[ahead].pos + nodes[ahead].len)))
        return ahead + 1

    def heading(self, node: Any, arguments: Sequence[Any]) -> None:
        self.flush()
        span = Span(node.pos, node.pos + node.len)
        self.apart(Role.HEADING, inside(arguments[-1]), span, level=HEADINGS[node.macroname])

    def front(self, name: str, arguments: Sequence[Any]) -> None:
        if not arguments or arguments[-1] is None:
            return
        prose, _ = self.within(inside(arguments[-1])).finish()
        if name == "title" and not self.title:
            self.title = prose.text
        self.metadata.setdefault(name, prose.text)

    def resources(self, argument: Any) -> None:
        for name in re.split(r"\s*,\s*", self.argument_text(argument).strip()):
            if name:
                self.bibliographies.append(name if re.search(r"\.\w+$", name) else f"{name}.bib")

    def caption(self, arguments: Sequence[Any], start: int, end: int) -> None:
        outer = self.inline
        self.inline = 0
        self.flush()
        self.apart(Role.CAPTION, inside(arguments[-1] if arguments else None), Span(start, end))
        self.inline = outer

    def link(self, name: str, arguments: Sequence[Any], start: int, end: int) -> None:
        groups = [one for one in arguments if one is not None and self.text[one.pos : one.pos + 1] == "{"]
        if not groups:
            return
        url = re.sub(r"\\([%#&_{}~])", r"\1", self.argument_text(groups[0]).strip())
        self.touch(start, end)
        at = self.flow.length
        if name == "href" and len(groups) > 1:
            self.nodes(inside(groups[1]))
        else:
            self.flow.text(groups[0].pos + 1, groups[0].pos + groups[0].len - 1)
        kind = MarkKind.LINK
        if name == "doi":
            kind, url = MarkKind.IDENTIFIER, f"doi:{url}"
        if name != "path" and url:
            shown = self.argument_text(groups[-1]) if name == "href" else url
            self.flow.worded_mark(kind, [url], Span(start, end), at, shown=" ".join(shown.split()))

    def quoted(self, name: str, arguments: Sequence[Any], start: int, end: int) -> None:
        groups = [one for one in arguments if one is not None and self.text[one.pos : one.pos + 1] == "{"]
        if not groups:
            return
        cited = name.endswith("cquote") and len(groups) > 1
        body = groups[-1]
        self.touch(start, end)
        self.flow.stand_for("“", start, body.pos + 1)
        self.nodes(inside(body))
        self.flow.stand_for("”", end - 1, end)
        if cited:
            named = groups[-2]
            keys = [key for key in re.split(r"[,\s]+", self.argument_text(named)) if key]
            self.flow.mark(MarkKind.KEY, keys, named.pos, named.pos + named.len)

    def measure(self, name: str, arguments: Sequence[Any]) -> str:
        """siunitx: a number with its unit, as it is printed."""
        groups = [one for one in arguments if one is not None and self.text[one.pos : one.pos + 1] == "{"]
        values = [self.argument_text(one).strip() for one in groups]
        return measured(name, values)


def _no_figures(contents: Sequence[tuple[Prose, Any]]) -> bool:
    """Whether a row looks like a header: words in every cell that is filled, no figures but years."""
    return not any(re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", prose.text)) for prose, _ in contents)


def read(source: Source) -> Document:
    """The document in a LaTeX file. Raises `UserError` where its braces nest too deeply to be read."""
    from pylatexenc import latexwalker

    # The walker reports each slip of a tolerated kind.
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    reader = _Reader(source)
    try:
        walker = latexwalker.LatexWalker(source.text, latex_context=walker_context(), tolerant_parsing=True)
        nodes, _, _ = walker.get_latex_nodes()
        body = document_environment(nodes)
        if body is None:
            reader.nodes(nodes)
        else:
            preamble = [node for node in nodes if node is not None and node.pos < body.pos]
            reader.within(preamble)
            text = source.text[: body.pos]
            if text.strip():
                reader.blocks.append(Block(Role.METADATA, Span(0, len(text.rstrip()))))
            reader.nodes(body.nodelist)
        reader.flush()
    except RecursionError:
        raise UserError(
            "its braces nest too deeply", cure="close the braces that are open", path=source.path
        ) from None
    except latexwalker.LatexWalkerParseError as error:
        line = getattr(error, "lineno", None)
        raise UserError(
            "LaTeX that cannot be read",
            cure="close the group or environment there",
            path=source.path,
            line=line,
        ) from None
    in_order = sorted(reader.blocks, key=lambda block: (block.span.start, -block.span.end))
    blocks = (*in_order, *reader.notes_below)
    metadata = dict(reader.metadata)
    if reader.bibliographies:
        metadata["bibliography"] = reader.bibliographies
    title = reader.title
    if not title:
        headings = [block for block in blocks if block.role is Role.HEADING]
        title = min(headings, key=lambda block: block.level).prose.text if headings else ""
    comments = tuple(sorted(reader.comments, key=lambda comment: comment.span.start))
    return Document(source, blocks, metadata, comments, title)
