"""Cells of tables that are drawn: grids, columns under borders, comma-separated values."""

from __future__ import annotations

import itertools
import re

from factcheck.readers._restructured.views import lines_of

SIMPLE_BORDER = re.compile(r"=+(?: +=+)*[ \t]*$")
GRID_BORDER = re.compile(r"\+(?:[-=]+\+)+[ \t]*$")

Row = tuple[bool, list[list[tuple[int, int]]]]
"""Whether a row belongs to the header, and its cells; a cell is a stretch of the text for each of its lines."""


def grid_rows(text: str, start: int, end: int) -> list[Row]:
    """The rows of a table whose cells are drawn with `+`, `-` and `|`."""
    lines = list(lines_of(text, start, end))
    written = [text[a:b] for a, b in lines]
    ruled = next(
        (
            n
            for n, line in enumerate(written)
            if n and line.startswith("+") and "=" in line and "-" not in line
        ),
        0,
    )
    rows: list[Row] = []
    current: list[int] = []
    columns = [index for index, character in enumerate(written[0]) if character == "+"]
    for number, line in enumerate(written):
        if not line.startswith("+"):
            current.append(number)
            continue
        if current:
            bars = [
                at for at in columns if all(written[one][at : at + 1] in ("|", "+", "") for one in current)
            ]
            cells = [
                [(lines[one][0] + low + 1, min(lines[one][0] + high, lines[one][1])) for one in current]
                for low, high in itertools.pairwise(bars)
            ]
            cells = [[(a, max(a, b)) for a, b in cell if a <= len(text)] for cell in cells]
            rows.append((number <= ruled, cells))
        current = []
    return rows


def simple_rows(text: str, start: int, end: int) -> list[Row]:
    """The rows of a table whose columns are those of its borders."""
    lines = [line for line in lines_of(text, start, end) if line[1] > line[0]]
    written = [text[a:b] for a, b in lines]
    columns = [match.span() for match in re.finditer(r"=+", written[0])]
    borders = [number for number, line in enumerate(written) if SIMPLE_BORDER.match(line)]
    header_end = borders[1] if len(borders) > 2 else 0
    rows: list[Row] = []
    for number, line in enumerate(written):
        if number in borders or re.fullmatch(r"[- ]+", line):
            continue
        first, last = lines[number]
        cells = []
        for index, (low, _) in enumerate(columns):
            high = columns[index + 1][0] if index + 1 < len(columns) else len(line)
            cells.append((min(first + low, last), min(max(first + high, first + low), last)))
        if rows and not line[: columns[0][1]].strip() and rows[-1][0] == (number < header_end):
            for index, cell in enumerate(cells):
                rows[-1][1][index].append(cell)
        else:
            rows.append((number < header_end, [[cell] for cell in cells]))
    return rows


def fields_of(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The cells of a line of comma-separated values."""
    cells: list[list[tuple[int, int]]] = []
    for match in re.finditer(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)', text[start:end]):
        if match.start() == end - start and cells:
            break
        group = 1 if match[1] is not None else 2
        cells.append([(start + match.start(group), start + match.end(group))])
    return cells
