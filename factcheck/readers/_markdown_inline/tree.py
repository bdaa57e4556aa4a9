"""The tree that the inline grammar makes of a text, written as prose and marks."""

from __future__ import annotations

import bisect
import functools
import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.document import MarkKind
from factcheck.readers._addresses import EMPTY_TARGET
from factcheck.readers._markdown_blocks.outline import normal_label
from factcheck.readers._markdown_inline.brackets import (
    bracketed,
    called_aside,
    is_called,
    is_mark,
    loose_link,
    needed_in_escapes,
)
from factcheck.readers._markdown_inline.covering import Atom, atoms_in
from factcheck.readers._markdown_inline.html_tags import html_tag
from factcheck.readers._markdown_inline.inline import Image
from factcheck.readers._markdown_inline.numbered import BRACKETED_NUMBERS, link_of_numbers, stands_as_number
from factcheck.readers._markdown_inline.plain import plain_text
from factcheck.readers._markdown_inline.roles import ROLE, read_role
from factcheck.readers._markdown_inline.template_tags import template_citation
from factcheck.readers._markdown_inline.writer import Draft, Writer
from factcheck.text import byte_to_code_point


@functools.cache
def _inline_parser() -> Any:
    import tree_sitter
    import tree_sitter_markdown

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))


_SIGN = re.compile(r"[*_~`\\&<\[\]!$]|[ \t]\n")
"""What there is nothing for the grammar to find without."""
# The grammar's time grows with the square of the delimiters that are never closed. Few authors write a
# paragraph of so many: one that has them is read in parts, cut at a space (what the grammar is not shown has
# none).
_DELIMITERS = re.compile(r"[*_~\[<]")
_MOST_DELIMITERS = 3000
# It tries every way to read images that stand open within others, twice as many for each, and at the same place.
_BRACKET = re.compile(r"!?\[|\]")
_MOST_OPEN = 6
_KNOWN_NODES = frozenset(
    """emphasis strong_emphasis strikethrough code_span backslash_escape entity_reference
    numeric_character_reference hard_line_break uri_autolink email_autolink html_tag inline_link
    full_reference_link collapsed_reference_link shortcut_link image latex_block""".split()
)
_COMPUTED = re.compile(r"r\s+\S|\{(?:r|python|julia|ojs)\}\s")
_MAX_DEPTH = 60
_DESTINATION = re.compile(
    r"""\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_SPAN_ATTRIBUTES = re.compile(r"\{:?[#.=]?[\w:.#\s=\"'%/,-]*\}")


def write_shown(writer: Writer, shown: str, offset: int = 0) -> None:
    """Reads what the grammar is shown of a flow, from `offset` of the flow on."""
    for start, end in _parts(shown):
        part = shown[start:end]
        if not _SIGN.search(part) or _dense(part):
            _plain(writer, offset + start, offset + end)
            continue
        table = byte_to_code_point(part)
        low = offset + start
        if low:
            table = (
                range(low, low + len(part) + 1) if isinstance(table, range) else [at + low for at in table]
            )
        nodes = _inline_parser().parse(_without_deep_images(part).encode()).root_node.children
        _nodes(writer, nodes, low, offset + end, table)


def _parts(shown: str) -> Iterator[tuple[int, int]]:
    start = 0
    if len(shown) > _MOST_DELIMITERS:
        count, floor = 0, 0
        for match in _DELIMITERS.finditer(shown):
            count += 1
            if count < _MOST_DELIMITERS or match.start() < floor:
                continue
            cut = shown.find(" ", match.start())
            if cut < 0:
                break
            yield start, cut
            start = floor = cut
            count = 0
    if start == 0 or start < len(shown):
        yield start, len(shown)


def _dense(part: str) -> bool:
    """Whether a part has no space to cut it at and is nothing but delimiters."""
    return len(part) > _MOST_DELIMITERS and sum(map(part.count, "*_~[<")) > 2 * _MOST_DELIMITERS


def _without_deep_images(part: str) -> str:
    """A part as long as before in which images that begin within many others begin none."""
    if part.count("![") <= _MOST_OPEN:
        return part
    shown = list(part)
    open_: list[bool] = []  # for each bracket, whether it is an image's
    for match in _BRACKET.finditer(part):
        if match[0] == "]":
            del open_[-1:]
            continue
        deep = match[0] == "![" and sum(open_) >= _MOST_OPEN
        open_.append(match[0] == "![" and not deep)
        if deep:
            shown[match.end() - 1] = "."
    return "".join(shown)


def _nodes(
    writer: Writer, children: Sequence[Any], start: int, end: int, table: Sequence[int], depth: int = 0
) -> None:
    """Writes the stretch from `start` to `end`, in which these nodes stand."""
    at = start
    offset = 0
    count = len(children)
    unclosed = False
    while offset < count:
        node = children[offset]
        offset += 1
        kind = node.type
        if kind not in _KNOWN_NODES:
            if kind == "]" and offset < count and children[offset].type == "(":
                # A link whose text holds brackets, which the grammar gives up on.
                low = table[node.start_byte]
                match = _DESTINATION.match(writer.text, low + 1, end)
                if match is not None and low >= at:
                    _plain(writer, at, low)
                    at = loose_link(writer, low, match)
            elif kind == "<!--" and not unclosed:
                # A comment that holds a tag, which the grammar gives up on, too.
                low = table[node.start_byte]
                stop = writer.text.find("-->", low, end)
                unclosed = stop < 0
                if low >= at and not unclosed:
                    _plain(writer, at, low)
                    at = stop + 3
                    html_tag(writer, low, at)
            continue
        low, high = table[node.start_byte], table[node.end_byte]
        if low < at:
            continue
        _plain(writer, at, low)
        at = max(_node(writer, node, kind, low, high, table, depth), high)
        if writer.text.startswith("{", at) and kind not in ("html_tag", "backslash_escape"):
            closing = _SPAN_ATTRIBUTES.match(writer.text, at, end)
            if closing is not None:
                at = closing.end()
    _plain(writer, at, end)


def _node(writer: Writer, node: Any, kind: str, low: int, high: int, table: Sequence[int], depth: int) -> int:
    if depth > _MAX_DEPTH:
        _plain(writer, low, high)
    elif kind in ("emphasis", "strong_emphasis", "strikethrough"):
        _emphasis(writer, node, low, high, table, depth)
    elif kind == "code_span":
        _code(writer, node, low, high, table)
    elif kind == "backslash_escape":
        if (behind := needed_in_escapes(writer, low)) > low:
            return behind
        writer.put_as(writer.flow.raw[low + 1 : high], low, high)
    elif kind in ("entity_reference", "numeric_character_reference"):
        writer.put_as(html.unescape(writer.text[low:high]), low, high)
    elif kind == "hard_line_break":
        stop = high
        while stop < len(writer.text) and writer.text[stop] in " \t\n":
            stop += 1
        if stop < len(writer.text):
            writer.put_as(" ", low, stop)
        return stop
    elif kind in ("uri_autolink", "email_autolink"):
        target = writer.text[low + 1 : high - 1]
        if kind == "email_autolink" or target.lower().startswith("mailto:"):
            writer.put(low + 1, high - 1)
        else:
            writer.address(target, low, high)
    elif kind == "html_tag":
        html_tag(writer, low, high)
    elif kind == "image":
        _image(writer, node, low, high, table)
    elif kind == "latex_block":
        _plain(writer, low, high)
    else:
        return _link(writer, node, kind, low, high, table, depth)
    return high


def _emphasis(writer: Writer, node: Any, low: int, high: int, table: Sequence[int], depth: int) -> None:
    children = node.children
    while children and children[0].type == "emphasis_delimiter" and table[children[0].start_byte] == low:
        low = table[children[0].end_byte]
        children = children[1:]
    while children and children[-1].type == "emphasis_delimiter" and table[children[-1].end_byte] == high:
        high = table[children[-1].start_byte]
        children = children[:-1]
    _nodes(writer, children, low, high, table, depth + 1)


def _code(writer: Writer, node: Any, low: int, high: int, table: Sequence[int]) -> None:
    delimiters = [child for child in node.children if child.type == "code_span_delimiter"]
    start = table[delimiters[0].end_byte] if delimiters else low
    end = table[delimiters[-1].start_byte] if len(delimiters) > 1 else high
    tail = writer.tail(40)
    role = ROLE.search(tail) if tail.endswith("}") else None
    if role is not None and writer.text[low - 1 : low] == "}":
        read_role(writer, role, low, high, start, end)
        return
    if writer.manner.computed and _COMPUTED.match(writer.text, start, end):
        writer.eat_space()
        return
    if end - start > 2 and writer.text[start] == writer.text[end - 1] == " ":
        start, end = start + 1, end - 1
    writer.verbatim(start, end)


def _image(writer: Writer, node: Any, low: int, high: int, table: Sequence[int]) -> None:
    for child in node.children:
        if child.type == "image_description":
            attributed = writer.text.startswith(("{#fig", "{#tbl"), high)
            writer.images.append(Image(low, high, table[child.start_byte], table[child.end_byte], attributed))
    if writer.tail(1).isspace():
        writer.eat_space()


def _link(writer: Writer, node: Any, kind: str, low: int, high: int, table: Sequence[int], depth: int) -> int:
    inner: tuple[int, int] | None = None
    children: Sequence[Any] = ()
    target: str | None = None
    label = ""
    for child in node.children:
        if child.type == "link_text":
            inner = (table[child.start_byte], table[child.end_byte])
            children = child.children
        elif child.type == "link_destination":
            target = writer.flow.raw[table[child.start_byte] : table[child.end_byte]].strip()
            if target.startswith("<") and target.endswith(">"):
                target = target[1:-1]
        elif child.type == "link_label":
            label = writer.text[table[child.start_byte] + 1 : table[child.end_byte] - 1]
    if inner is None:
        inner = (low + 1, low + 1)
    text = writer.text[slice(*inner)]
    if kind == "inline_link" and text[:1] == "^" and text[1:] in writer.manner.notes:
        # A footnote's number with a remark in brackets behind it.
        writer.eat_space()
        writer.mark(MarkKind.FOOTNOTE, text[1:], low, inner[1] + 1)
        _plain(writer, inner[1] + 1, high)
        return high
    if kind == "inline_link":
        _linked(writer, target or "", low, high, inner, children, table, depth)
        return high
    if kind == "full_reference_link":
        return _full_reference(writer, text, label, low, high, inner, children, table, depth)
    if text.startswith("^") and len(text) > 1 and " " not in text:
        writer.eat_space()
        writer.mark(MarkKind.FOOTNOTE, writer.flow.raw[inner[0] + 1 : inner[1]], low, low + 2 + len(text))
        return high
    defined = writer.manner.definitions.get(normal_label(text)) if len(text) < 1000 else None
    if defined is not None:
        _linked(writer, defined, low, high, inner, children, table, depth)
        return high
    if bracketed(writer, text, low, inner[1] + 1):
        return high
    following = writer.text[high : high + 1]
    if following == "{" and _SPAN_ATTRIBUTES.match(writer.text, high) and kind == "shortcut_link":
        _nodes(writer, children, *inner, table, depth + 1)
        return high
    if kind == "collapsed_reference_link":
        at, before = writer.length, writer.tail(1)
        _nodes(writer, children, *inner, table, depth + 1)
        if called_aside(before, text, text):
            words, at = writer.since(at), min(at, writer.length)
            writer.marks.append(Draft(MarkKind.KEY, text, low, high, at, writer.length, words))
        return high
    writer.put(low, inner[0])
    _nodes(writer, children, *inner, table, depth + 1)
    writer.put(inner[1], high)
    return high


def _full_reference(
    writer: Writer,
    text: str,
    label: str,
    low: int,
    high: int,
    inner: tuple[int, int],
    children: Sequence[Any],
    table: Sequence[int],
    depth: int,
) -> int:
    defined = writer.manner.definitions.get(normal_label(label)) if len(label) < 1000 else None
    if defined is not None:
        _linked(writer, defined, low, high, inner, children, table, depth)
        return high
    # `[^1][^2]`, `[@a][@b]`, `[1][2]` and `[text][^1]`: two things side by side.
    middle = inner[1] + 1
    both = [(text, low, middle, inner), (label, middle, high, (middle + 1, high - 1))]
    if not any(is_mark(part) or normal_label(part) in writer.manner.definitions for part, *_ in both):
        at = writer.length
        before = writer.tail(1)
        _nodes(writer, children, *inner, table, depth + 1)  # an undefined link: its text is what readers see
        if (is_called(text, label) or called_aside(before, text, label)) and not before[-1:].isalnum():
            words = writer.since(at)
            writer.marks.append(
                Draft(MarkKind.KEY, label or text, low, high, min(at, writer.length), writer.length, words)
            )
        return high
    for number, (part, start, end, (inner_start, inner_end)) in enumerate(both):
        if part.startswith("^") and len(part) > 1 and " " not in part:
            writer.eat_space()
            writer.mark(MarkKind.FOOTNOTE, writer.flow.raw[inner_start + 1 : inner_end], start, end)
        elif (target := writer.manner.definitions.get(normal_label(part))) is not None:
            _linked(
                writer,
                target,
                start,
                end,
                (inner_start, inner_end),
                children if number == 0 else (),
                table,
                depth,
            )
        elif not bracketed(writer, part, start, end):
            _nodes(writer, children if number == 0 else (), inner_start, inner_end, table, depth + 1)
    return high


def _linked(
    writer: Writer,
    target: str,
    low: int,
    high: int,
    inner: tuple[int, int],
    children: Sequence[Any],
    table: Sequence[int],
    depth: int,
) -> None:
    at = writer.length
    before = writer.tail(2)
    first = len(writer.marks)
    _nodes(writer, children, *inner, table, depth + 1)
    words = writer.since(at)
    at = min(at, writer.length)
    target = html.unescape(target) if "&" in target else target
    del writer.marks[first:]  # what stands inside a link is its text
    writer.gaps = [gap for gap in writer.gaps if gap < at or gap > writer.length]
    if not words.strip() and inner[1] > inner[0] and writer.images and writer.images[-1].start >= low:
        writer.mark(MarkKind.LINK, target, low, high)
        return
    if EMPTY_TARGET.fullmatch(target.strip()):
        writer.marks.append(
            Draft(MarkKind.EMPTY, writer.flow.raw[low:high], low, high, at, writer.length, words)
        )
        return
    shown = writer.text[slice(*inner)]
    figures = BRACKETED_NUMBERS.fullmatch(shown)
    if figures is not None and stands_as_number(writer, shown, before):
        writer.cut(at)
        writer.eat_space()
        link_of_numbers(writer, target, figures[1], low, high, words)
        return
    if shown.startswith(("http://", "https://", "www.")) and " " not in shown.strip():
        writer.cut(at)
        writer.eat_space()
        writer.gaps.append(writer.length)
        words = shown
        at = writer.length
    writer.marks.append(Draft(MarkKind.LINK, target, low, high, at, writer.length, words))


def _plain(writer: Writer, start: int, end: int) -> None:
    """Text that the grammar found nothing in."""
    if start >= end:
        return
    index = bisect.bisect_left(writer.atom_starts, start)
    at = start
    while index < len(writer.atoms) and writer.atoms[index].start < end:
        atom = writer.atoms[index]
        if atom.start >= at:
            plain_text(writer, at, atom.start)
            _covered(writer, atom)
            at = max(at, atom.end)
        index += 1
    plain_text(writer, at, end)


def _covered(writer: Writer, atom: Atom) -> None:
    """What the grammar was not shown."""
    if atom.kind == "math":
        writer.verbatim(atom.start + atom.inner, atom.end - atom.inner)
    elif atom.kind == "plain":
        writer.verbatim(atom.start, atom.end)
    elif atom.kind == "url":
        plain_text(writer, atom.start, atom.end)
    elif atom.kind == "note":
        writer.eat_space()
        raw = writer.flow.raw[atom.start + 2 : atom.end - 1]
        writer.mark(MarkKind.NOTE, " ".join(raw.split()), atom.start, atom.end)
        inner = Writer(writer.flow, writer.manner)
        inner.atoms, inner.atom_starts = writer.atoms, writer.atom_starts
        _read_stretch(inner, atom.start + 2, atom.end - 1)
        for mark in inner.marks:
            if mark.kind is not MarkKind.NOTE:
                mark.at = mark.to = writer.length
                mark.narrative = False
                writer.marks.append(mark)
    elif atom.kind == "cite":
        template_citation(writer, atom.start, atom.end)
    elif writer.tail(1).isspace() or not writer.length:
        # A tag between two spaces leaves one of them.
        writer.eat_space()


def _read_stretch(writer: Writer, start: int, end: int) -> None:
    """Reads part of a flow on its own: the text of a note in place."""
    view = writer.text[start:end]
    atoms, shown = atoms_in(view)
    writer.atoms = [Atom(atom.start + start, atom.end + start, atom.kind, atom.inner) for atom in atoms]
    writer.atom_starts = [atom.start for atom in writer.atoms]
    write_shown(writer, shown, start)
