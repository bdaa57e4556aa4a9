"""HTML tags inside a line: links, superscripts, works cited, line breaks, comments."""

from __future__ import annotations

import html
import re

from factcheck.document import MarkKind
from factcheck.readers._addresses import EMPTY_TARGET
from factcheck.readers._markdown_inline.inline import Image
from factcheck.readers._markdown_inline.numbered import BRACKETED_NUMBERS, link_of_numbers, raised
from factcheck.readers._markdown_inline.writer import Draft, Writer

_TAG_NAME = re.compile(r"<(?P<close>/?)\s*(?P<name>[A-Za-z][\w-]*)")
_ATTRIBUTE = re.compile(
    r"""(?:^|\s)(?P<name>href|cite|title)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s>]+))""",
    re.IGNORECASE,
)


def attribute(tag: str, name: str) -> str | None:
    """An attribute of an HTML tag, its entities read."""
    for match in _ATTRIBUTE.finditer(tag):
        if match["name"].lower() == name:
            value = next(value for value in (match["a"], match["b"], match["c"]) if value is not None)
            return html.unescape(value).strip()
    return None


def html_tag(writer: Writer, low: int, high: int) -> None:
    """What a tag begins or ends; it leaves nothing of itself in the prose."""
    text = writer.text[low:high]
    if text.startswith("<!--"):
        writer.comments.append((low, high))
        if writer.tail(1).isspace() and writer.text[high : high + 1].isspace():
            writer.eat_space()
        return
    match = _TAG_NAME.match(text)
    if match is None:
        return
    name, closing = match["name"].lower(), bool(match["close"])
    if name == "br":
        if writer.length and high < len(writer.text):
            writer.eat_space()
            writer.put_as(" ", low, high)
    elif name == "sup":
        if not closing:
            writer.sup.append((writer.length, low, len(writer.marks), high))
        elif writer.sup:
            _sup(writer, *writer.sup.pop(), high)
    elif name == "a":
        if not closing:
            target = attribute(text, "href")
            writer.anchors.append(("a", target or "", writer.length, low))
        elif writer.anchors and writer.anchors[-1][0] == "a":
            _, target, at, start = writer.anchors.pop()
            _anchor(writer, target, min(at, writer.length), start, high)
    elif name == "cite":
        if not closing:
            writer.anchors.append(("cite", "", writer.length, low))
        elif writer.anchors and writer.anchors[-1][0] == "cite":
            _, _, at, start = writer.anchors.pop()
            at = min(at, writer.length)
            title = writer.since(at).strip()
            if title:
                writer.marks.append(Draft(MarkKind.CITE, title, start, high, at, writer.length, title))
    elif name in ("q", "blockquote", "ins", "del") and not closing:
        source = attribute(text, "cite")
        if source:
            writer.mark(MarkKind.CITE, source, low, high)
    elif name == "img":
        writer.images.append(Image(low, high, low, low, False))


def _anchor(writer: Writer, target: str, at: int, start: int, end: int) -> None:
    if not target:
        return
    words = writer.since(at)
    figures = BRACKETED_NUMBERS.fullmatch(words)
    if figures is not None and (writer.sup or not words.strip().isdigit()):
        if not writer.sup:
            writer.cut(at)
            writer.eat_space()
        link_of_numbers(writer, target, figures[1], start, end, words)
        return
    kind = MarkKind.EMPTY if EMPTY_TARGET.fullmatch(target) else MarkKind.LINK
    shown = target if kind is MarkKind.LINK else writer.flow.raw[start:end]
    if words.startswith(("http://", "https://")) and " " not in words.strip():
        writer.cut(at)
        writer.eat_space()
        writer.gaps.append(writer.length)
        at = writer.length
    writer.marks.append(Draft(kind, shown, start, end, at, writer.length, words))


def _sup(writer: Writer, at: int, start: int, marks: int, opened: int, high: int) -> None:
    at = min(at, writer.length)
    words = writer.since(at)
    inside = writer.marks[marks:]
    if inside:
        writer.cut(at)
        writer.eat_space()
        for mark in inside:
            mark.at = mark.to = writer.length
        return
    writer.cut(at)
    raised(writer, words, start, high, opened)
