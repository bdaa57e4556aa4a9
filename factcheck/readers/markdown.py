"""Markdown in the forms that content is written in: CommonMark, GFM, Pandoc, Manubot, Quarto, R Markdown,
MyST, MDX.

What each part of the text becomes: paragraphs, list items, table rows, captions, quotations and footnotes
hold statements; code, maths, front matter, comments, images' texts, lists of links, shortcodes and
directives' options have roles of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factcheck.document import Block, Comment, Document, Mark, MarkKind, Role
from factcheck.readers._front_matter import front_matter
from factcheck.readers._markdown_blocks import outline
from factcheck.readers._markdown_blocks.outline import Draft, Outline
from factcheck.readers._markdown_inline import read_inline
from factcheck.readers._markdown_inline.html_tags import attribute
from factcheck.readers._markdown_inline.inline import Inline, Manner
from factcheck.readers._markdown_view import Space, spaces_of
from factcheck.text import Piece, Prose, Source, Span
from factcheck.values import replace

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".myst")

_PANDOC = (".qmd", ".rmd")
_BRACKETED_KEY = re.compile(r"\[[^\[\]\n]{0,200}@[A-Za-z0-9_{][^\[\]\n]*\](?![(\[])")
_REFERENCES = re.compile(
    r"(?:\W|\d)*(?:references?|bibliography|works cited|literature(?: cited)?|citations?|sources?"
    r"|notes|footnotes|endnotes|further reading)\W*",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s[»›>]\s")
_COMMENT_MARKS = re.compile(
    r"\A(?:<!--+|\{/\*+|\{%-?\s*comment\s*-?%\}|\{\{[<%]\s*comment\b[^{}]*\}\}|%)|(?:--+>|\*+/\}|\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*/\s*comment\s*[>%]\}\})\Z"
)


def read(source: Source) -> Document:
    """The document in a Markdown file. Raises `UserError` where its front matter is broken."""
    header = front_matter(source.text, source.path)
    suffix = "." + source.path.lower().rpartition(".")[2]
    spaces = spaces_of(source.text, mdx=suffix == ".mdx", skip=header.end)
    blocks, comments = read_spaces(source.path, spaces, header.fields, pandoc=suffix in _PANDOC)
    if header.end:
        text = source.text[: header.end]
        first = Block(Role.FRONT_MATTER, Span(0, header.end), Prose.verbatim(text, 0, header.end))
        blocks = (first, *blocks)
    return Document(source, blocks, header.fields, comments, title_of(header.fields, blocks))


def title_of(fields: Mapping[str, Any], blocks: Sequence[Block]) -> str:
    """The front matter's title, else the first heading of the highest level."""
    title = fields.get("title")
    if isinstance(title, str) and title.strip():
        return " ".join(title.split())
    headings = [block for block in blocks if block.role is Role.HEADING and block.prose.text]
    return min(headings, key=lambda block: block.level).prose.text if headings else ""


def read_spaces(
    path: str, spaces: Sequence[Space], fields: Mapping[str, Any], *, pandoc: bool = False
) -> tuple[tuple[Block, ...], tuple[Comment, ...]]:
    """The blocks and comments of one or several Markdown texts that make up one document (the cells of a
    notebook), with positions of the file.
    """
    shared = Outline(path, mdx=path.lower().endswith(".mdx"))
    for space in spaces:
        outline(shared, space)
    notes = frozenset(draft.label for draft in shared.drafts if draft.role is Role.FOOTNOTE)
    keyed = pandoc or any(name in fields for name in ("bibliography", "references", "csl"))
    keyed = keyed or any(_BRACKETED_KEY.search(space.text) for space in spaces)
    manner = Manner(shared.definitions, notes, keyed, computed=pandoc)
    blocks: list[Block] = []
    comments = [_comment(space.lift_span(start, end), text) for space, start, end, text in shared.comments]
    anchors: dict[str, str] = {}
    for draft in shared.drafts:
        for block in _blocks(draft, manner, comments, pandoc=pandoc):
            name = _anchor(draft) if block.role in _ANCHORED else ""
            if name:
                anchors.setdefault(name, block.label or name)
            blocks.append(replace(block, label=name) if name and not block.label else block)
    if anchors:
        blocks = [_with_anchors(block, anchors) for block in blocks]
    blocks.sort(
        key=lambda block: (block.span.start, -block.span.end if block.role is not Role.IMAGE_TEXT else 0)
    )
    comments.sort(key=lambda comment: comment.span)
    return tuple(_navigation(blocks)), tuple(comments)


_ANCHORED = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.BIBLIOGRAPHY})
_NAMED = r"<(?:a|span|li|p|div|dd|dt)\b[^<>]*\b(?:id|name)\s*=\s*[\"']?(?P<name>[\w:.-]+)[^<>]*>"
_ANCHOR_BEFORE = re.compile(rf"{_NAMED}(?:\s*</(?:a|span|div)>)?\s*\Z")
_ANCHOR_AT_HEAD = re.compile(rf"[\s>*+.)\[\]\d-]*(?:{_NAMED}|\[\]\{{#(?P<pandoc>[\w:.-]+)[^{{}}]*\}})")
_ANCHOR_AT_END = re.compile(r"\{:?\s*#(?P<name>[\w:.-]+)[^{}]*\}\s*\Z")


def _anchor(draft: Draft) -> str:
    """The name that links within the page call a block by: `<a id="ref3"></a>` at its head, `{#ref3}` behind it."""
    text = draft.space.text
    if "<" in (head := text[draft.start : draft.start + 300]) or "{#" in head:
        match = _ANCHOR_AT_HEAD.match(head)
        if match:
            return match["name"] or match["pandoc"] or ""
    if text[max(0, draft.start - 20) : draft.start].rstrip()[-1:] == ">":
        match = _ANCHOR_BEFORE.search(text, max(0, draft.start - 200), draft.start)
        if match:
            return match["name"]
    if text[draft.start : draft.end].rstrip()[-1:] == "}":
        match = _ANCHOR_AT_END.search(text, max(draft.start, draft.end - 100), draft.end)
        if match:
            return match["name"]
    return ""


def _with_anchors(block: Block, anchors: Mapping[str, str]) -> Block:
    """The block, its links within the page leading to what the blocks they call are labelled by."""
    if not any(mark.kind is MarkKind.LINK and mark.target[:1] == "#" for mark in block.marks):
        return block
    marks = tuple(
        replace(mark, target=f"#{anchors.get(mark.target[1:], mark.target[1:])}")
        if mark.kind is MarkKind.LINK and mark.target[:1] == "#"
        else mark
        for mark in block.marks
    )
    return replace(block, marks=marks)


def _comment(span: Span, text: str) -> Comment:
    return Comment(span, _COMMENT_MARKS.sub("", text.strip()).strip())


def _blocks(draft: Draft, manner: Manner, comments: list[Comment], *, pandoc: bool) -> Iterable[Block]:
    space = draft.space
    span = space.lift_span(draft.start, draft.end)
    if draft.role is Role.COMMENT or not draft.flows:
        yield Block(draft.role, span, level=draft.level, group=draft.group, label=draft.label)
        return
    if draft.verbatim:
        start, end = draft.flows[0][0]
        prose = space.lift(Prose.verbatim(space.text, start, end))
        yield Block(draft.role, span, prose, level=draft.level, group=draft.group, label=draft.label)
        return
    parts = [read_inline(space, draft.view, flow, manner) for flow in draft.flows]
    prose, marks, cells = _joined(parts, draft)
    images = [image for part in parts for image in part.images]
    for part in parts:
        for start, end in part.comments:
            where = space.lift_span(start, end)
            comments.append(_comment(where, space.text[start:end]))
            yield Block(Role.COMMENT, where)
    captioned = draft.role in (Role.PARAGRAPH, Role.LIST_ITEM) and not prose.text and len(images) == 1
    for image in images:
        inside = read_inline(space, draft.view, ((image.text_start, image.text_end),), manner)
        comments += (
            _comment(space.lift_span(start, end), space.text[start:end]) for start, end in inside.comments
        )
        words = inside.prose
        if image.text_start == image.text_end:
            words = _alternative(space, image.start, image.end)
        role = Role.CAPTION if captioned and (pandoc or image.caption) else Role.IMAGE_TEXT
        if words.text:
            inner = inside.marks if role is Role.CAPTION else ()
            yield Block(
                role, space.lift_span(image.start, image.end), space.lift(words), _lifted(space, inner)
            )
    if not prose.text and not marks and not draft.label and not draft.row:
        return
    role = draft.role
    if role in (Role.PARAGRAPH, Role.LIST_ITEM) and parts[0].links_only and not draft.label:
        links = [mark for mark in marks if mark.kind is MarkKind.LINK]
        if role is Role.LIST_ITEM or len(links) > 1 or _CRUMB.search(prose.text):
            role = Role.NAVIGATION
    yield Block(
        role,
        span,
        space.lift(prose),
        _lifted(space, marks),
        draft.level,
        draft.group,
        draft.label,
        cells if draft.row else (),
    )


def _alternative(space: Space, start: int, end: int) -> Prose:
    """The `alt` of an `<img>`."""
    text = attribute(space.text[start:end].replace("alt", "title"), "title")
    return Prose.standing_for(text, start, end) if text else Prose()


def _lifted(space: Space, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    if space.outer is None:
        return tuple(marks)
    return tuple(replace(mark, span=space.lift_span(mark.span.start, mark.span.end)) for mark in marks)


def _joined(
    parts: Sequence[Inline], draft: Draft
) -> tuple[Prose, tuple[Mark, ...], tuple[tuple[int, int], ...]]:
    """Cells as one prose, ` | ` between them."""
    if len(parts) == 1:
        cells = ((0, len(parts[0].prose.text)),)
        marks: tuple[Mark, ...] = parts[0].marks
        if draft.cite:
            source = Mark(MarkKind.CITE, draft.cite, Span(draft.start, draft.start), 0, 0)
            marks = (source, *marks)
        return parts[0].prose, marks, cells
    text: list[Prose] = []
    found: list[Mark] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for index, part in enumerate(parts):
        if index:
            before = draft.flows[index - 1][-1][1]
            after = max(before, draft.flows[index][0][0])
            text.append(Prose(" | ", (Piece(0, 3, before, after),)))
            at += 3
        text.append(part.prose)
        ranges.append((at, at + len(part.prose.text)))
        found.extend(replace(mark, start=mark.start + at, end=mark.end + at) for mark in part.marks)
        at += len(part.prose.text)
    return Prose.join(text), tuple(found), tuple(ranges)


def _navigation(blocks: Sequence[Block]) -> Iterable[Block]:
    """Lists of links are navigation where all their items are, and no list of references."""
    items: dict[int, list[bool]] = {}
    for block in blocks:
        if block.group is not None and block.role in (Role.LIST_ITEM, Role.NAVIGATION):
            items.setdefault(block.group, []).append(block.role is Role.NAVIGATION)
    whole = {group for group, found in items.items() if all(found)}
    listed = False
    for block in blocks:
        if block.role is Role.HEADING:
            listed = _REFERENCES.fullmatch(block.prose.text) is not None
        if block.role is Role.NAVIGATION and block.group is not None and (block.group not in whole or listed):
            yield replace(block, role=Role.LIST_ITEM)
        elif block.role is Role.NAVIGATION and listed and block.marks:
            yield replace(block, role=Role.PARAGRAPH)
        else:
            yield block
