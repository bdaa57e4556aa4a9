"""From the blocks of a document to its statements: sentences, list items, table rows as they stand."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Iterable, Sequence

from factcheck.claims.claim import Statement
from factcheck.document import STATED, Block, Mark, Role
from factcheck.quantities import quantities
from factcheck.sentences import sentences
from factcheck.values import replace

_WHOLE = frozenset(
    {
        Role.HEADING,
        Role.TABLE_ROW,
        Role.TABLE_HEADER,
        Role.CODE,
        Role.MATH,
        Role.FRONT_MATTER,
        Role.COMMENT,
        Role.IMAGE_TEXT,
        Role.BIBLIOGRAPHY,
        Role.METADATA,
        Role.NAVIGATION,
    }
)
"""Roles whose blocks are one statement each."""

_UNLISTED = frozenset({Role.COMMENT, Role.FRONT_MATTER})


def _marks_of(marks: Iterable[Mark], ranges: Sequence[tuple[int, int]]) -> list[list[Mark]]:
    """Which marks belong to which sentence: one behind a sentence's last word belongs to that sentence."""
    found: list[list[Mark]] = [[] for _ in ranges]
    starts = [start for start, _ in ranges]
    for mark in sorted(marks, key=lambda m: (m.start, m.span.start)):
        # A mark between two sentences stands behind the first; one with words in it belongs to these.
        reach = bisect.bisect_right if mark.end > mark.start else bisect.bisect_left
        found[max(0, reach(starts, mark.start) - 1)].append(mark)
    return found


@dataclasses.dataclass
class _Context:
    headings: list[tuple[int, str]]
    above: tuple[str, ...] = ()
    """The texts of the headings."""
    header: tuple[str, ...] = ()
    table: int | None = None
    lead: str = ""
    last: str = ""
    list: int | None = None


def _statement(
    block: Block, index: int, start: int, end: int, marks: Sequence[Mark], context: _Context
) -> Statement:
    span = block.prose.span(start, end)
    for mark in marks:
        span = span.cover(mark.span)
    if block.role in (Role.TABLE_ROW, Role.TABLE_HEADER) or not block.span.contains(span):
        span = block.span.cover(span) if block.role is Role.TABLE_ROW else span
    length = end - start
    return Statement(
        span=span,
        prose=block.prose if (start, end) == (0, len(block.prose.text)) else block.prose.slice(start, end),
        role=block.role,
        block=index,
        marks=tuple(
            replace(
                mark, start=min(max(mark.start - start, 0), length), end=min(max(mark.end - start, 0), length)
            )
            for mark in marks
        ),
        cells=block.cells,
        header=_header(block, context.header) if block.role is Role.TABLE_ROW else (),
        lead=context.lead if block.role is Role.LIST_ITEM else "",
        headings=context.above,
    )


def _header(row: Block, header: tuple[str, ...]) -> tuple[str, ...]:
    """The header of a row, but for a first row that stands where a header must: `| Weight | 3 kg |` above `| Load | 9 kg |`."""
    if len(header) != _PAIR or len(row.cells) != _PAIR:
        return header
    above, here = _amount(header[1]), _amount(row.prose.text[slice(*row.cells[1])])
    return () if above is not None and above == here else header


_PAIR = 2
"""The cells of a row that holds one value."""


def _amount(cell: str) -> str | None:
    """The unit of a cell that holds one quantity and nothing else."""
    found = quantities(cell) if any(map(str.isdigit, cell)) else ()
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(cell))
    return found[0].unit if whole else None


def statements(blocks: Sequence[Block]) -> tuple[Statement, ...]:
    """The statements of all blocks in which words stand, in reading order."""
    context = _Context(headings=[])
    found: list[Statement] = []
    for index, block in enumerate(blocks):
        text = block.prose.text
        if block.role in _UNLISTED:
            continue
        if block.role is Role.TABLE_HEADER:
            context.header = tuple(text[start:end] for start, end in block.cells)
            context.table = block.group
        elif block.role is Role.TABLE_ROW and block.group != context.table:
            context.header, context.table = (), block.group
        if block.role is Role.LIST_ITEM:
            if context.list is None or (block.level <= 1 and block.group != context.list):
                context.lead = context.last if context.last.rstrip().endswith(":") else ""
                context.list = block.group
        else:
            context.list = None
        if block.role is Role.HEADING:
            level = block.level or 1
            context.headings = [(other, words) for other, words in context.headings if other < level]
            context.above = tuple(words for _, words in context.headings)
        if not text.strip():
            continue
        if block.role in _WHOLE:
            low = len(text) - len(text.lstrip())
            ranges: tuple[tuple[int, int], ...] = ((low, len(text.rstrip())),)
        else:
            ranges = sentences(text)
        for (start, end), marks in zip(ranges, _marks_of(block.marks, ranges), strict=True):
            if start < end:
                found.append(_statement(block, index, start, end, marks, context))
        if block.role is Role.HEADING:
            context.headings.append((block.level or 1, text.strip()))
            context.above = (*context.above, text.strip())
        if block.role in STATED and ranges:
            context.last = text[ranges[-1][0] : ranges[-1][1]]
        elif block.role is Role.HEADING:
            context.last = ""
    return tuple(found)
