"""What the readers of pages share: the page's own furniture, headings of reference lists, rows of tables."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon
from factcheck.document import Block, Mark, Role
from factcheck.text import Prose, Span
from factcheck.values import replace


@functools.cache
def words(name: str) -> frozenset[str]:
    """A list of the lexicon `page_furniture`."""
    lists: Any = lexicon.data("page_furniture")
    return frozenset(lists[name])


@functools.cache
def _starts() -> tuple[str, ...]:
    return tuple(sorted(words("starts")))


@functools.cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(words("patterns"))))


def plain(text: str) -> str:
    """A line as the word lists spell it."""
    return text.replace("’", "'").casefold().strip(" \t\u00a0.:!·|>»›…")


@functools.lru_cache(maxsize=512)
def is_furniture(text: str) -> bool:
    """Whether a line of text belongs to the page and not to its article."""
    if len(text) > 400:
        return False
    line = plain(text)
    return line in words("lines") or line.startswith(_starts()) or _patterns().search(line) is not None


def names_references(text: str) -> bool:
    """Whether a heading opens a list of references or notes."""
    return len(text) <= 60 and plain(re.sub(r"^[\dIVX.]+\s+", "", text)) in words("reference headings")


def table_row(
    role: Role, cells: Sequence[tuple[Prose, Sequence[Mark]]], span: Span, group: int, *, label: str = ""
) -> Block:
    """A row of a table: its cells joined by ` | `, the marks of each at their offsets in the row."""
    parts: list[Prose] = []
    ranges: list[tuple[int, int]] = []
    found: list[Mark] = []
    at = 0
    last = span.start
    for index, (prose, marks) in enumerate(cells):
        if index:
            where = max(last, prose.pieces[0].start) if prose.pieces else last
            parts.append(Prose.standing_for(" | ", last, where))
            at += 3
        found.extend(replace(mark, start=mark.start + at, end=mark.end + at) for mark in marks)
        ranges.append((at, at + len(prose.text)))
        parts.append(prose)
        at += len(prose.text)
        if prose.pieces:
            last = prose.pieces[-1].end
    return Block(role, span, Prose.join(parts), tuple(found), group=group, label=label, cells=tuple(ranges))
