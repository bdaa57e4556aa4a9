"""Nodes of wikitext with their places in the file, also where the parser would give up or take too long.

The parser's nodes spell the source exactly, so that offsets are running sums of their lengths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_LARGEST = 400_000
"""Characters that are parsed in one go; longer texts are cut at headings."""
_MOST_OPEN = 60
"""Constructs left open in one stretch of text, beyond which the parser would try each of them to the end."""


def contents_at(node: Any, at: int) -> int:
    """Where the contents of a tag begin."""
    length = sum(len(str(attribute)) for attribute in node.attributes)
    if node.wiki_markup:
        return (
            at
            + len(node.wiki_markup)
            + length
            + len(node.padding or "")
            + len(node.wiki_style_separator or "")
        )
    return at + 1 + len(str(node.tag)) + length + len(node.padding) + 1


def attribute_of(node: Any, name: str) -> str:
    """An attribute of a tag without its quotation marks; empty where there is none."""
    for attribute in node.attributes:
        if str(attribute.name).strip().lower() == name:
            return str(attribute.value or "").strip().strip("\"'")
    return ""


def _stretches(text: str, pattern: re.Pattern[str], most: int) -> Iterator[tuple[int, int]]:
    """A text cut before some of a pattern's matches, each part as long as may be and at most `most`."""
    start = last = 0
    for match in pattern.finditer(text):
        if match.start() - start > most and last > start:
            yield start, last
            start = last
        last = match.start()
    if len(text) - start > most and last > start:
        yield start, last
        start = last
    yield start, len(text)


_HEADING_LINE = re.compile(r"^==[^=\n]", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")


def _left_open(text: str) -> int:
    """About how many constructs a text opens and does not close."""
    pairs = (("{{", "}}"), ("[[", "]]"), ("{|", "|}"), ("<!--", "-->"), ("[http", "]"))
    excess = sum(max(0, text.count(opener) - text.count(closer)) for opener, closer in pairs)
    tags = len(re.findall(r"<[a-zA-Z]", text)) - text.count("</") - text.count("/>")
    voids = len(re.findall(r"<(?:br|hr|wbr|li|dd|dt|tr|td|th|p)\b", text, re.IGNORECASE))
    return excess + max(0, tags - voids)


_CITATION = re.compile(r"\{\{\s*cit(?:[^{}]|\{\{[^{}]*\}\})*\}\}", re.IGNORECASE)
_STYLE = re.compile(r"'{2,5}")


def _without_stray_italics(text: str) -> str:
    """The text with blanks for italics that a field of a citation opens and does not close, or the other way round.

    The parser would pair them with the next ones, wherever they stand, and no longer see the template.
    """
    if "''" not in text:
        return text

    def mended(match: re.Match[str]) -> str:
        if "''" not in match[0]:
            return match[0]
        fields = match[0].split("|")
        return "|".join(
            _STYLE.sub(lambda found: " " * len(found[0]), field)
            if sum(1 for _ in _STYLE.finditer(field)) % 2
            else field
            for field in fields
        )

    return _CITATION.sub(mended, text)


def parsed(text: str) -> Iterator[tuple[Any, int]]:
    """The nodes of a text, with the place of each; parts that the parser cannot take are plain text."""
    import mwparserfromhell
    from mwparserfromhell.nodes import Text

    def parts(start: int, end: int, depth: int) -> Iterator[tuple[Any, int]]:
        part = _without_stray_italics(text[start:end])
        spelt: list[tuple[Any, str]] = []
        if _left_open(part) <= _MOST_OPEN:
            try:
                spelt = [(node, str(node)) for node in mwparserfromhell.parse(part).nodes]
            except (RecursionError, mwparserfromhell.parser.ParserError):
                spelt = []
        if "".join(words for _, words in spelt) == part:
            at = start
            for node, words in spelt:
                yield node, at
                at += len(words)
        elif depth < 2:
            pattern = _HEADING_LINE if depth == 0 else _BLANK_LINE
            for low, high in _stretches(part, pattern, 0):
                yield from parts(start + low, start + high, depth + 1)
        else:
            yield Text(part), start

    for start, end in _stretches(text, _HEADING_LINE, _LARGEST):
        yield from parts(start, end, 0)


def placed_nodes(code: Any, at: int) -> Iterator[tuple[Any, int]]:
    """The nodes of what a node holds, with the place of each."""
    for node in code.nodes if hasattr(code, "nodes") else ():
        yield node, at
        at += len(str(node))


def between_bars(placed: Iterable[tuple[Any, int]]) -> list[list[tuple[Any, int]]]:
    """Nodes, with their places, in the parts that bars in their text divide them into."""
    from mwparserfromhell.nodes import Text

    parts: list[list[tuple[Any, int]]] = [[]]
    for node, place in placed:
        if not isinstance(node, Text) or "|" not in str(node):
            parts[-1].append((node, place))
            continue
        at = place
        for index, piece in enumerate(str(node).split("|")):
            if index:
                parts.append([])
                at += 1
            if piece:
                parts[-1].append((Text(piece), at))
            at += len(piece)
    return parts
