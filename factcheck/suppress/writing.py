"""Writing directives beside what is found."""

from __future__ import annotations

import bisect
import enum
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from factcheck.document import Role
from factcheck.errors import UserError
from factcheck.readers import suffix_of
from factcheck.text import Source, Span
from factcheck.values import Value

if TYPE_CHECKING:
    from factcheck.page import Page
from factcheck.suppress.places import TICKED, VERBATIM, behind, block_of, in_code, statement_of, with_figure


class _Manner(enum.Enum):
    """How a format's comment is put beside a statement."""

    BEHIND = enum.auto()
    """In the line, behind the statement."""
    REST_OF_LINE = enum.auto()
    """Behind the statement; what follows goes on the next line."""
    BLOCK_BEFORE = enum.auto()
    """Between blank lines, before the paragraph."""


_COMMENTS: Mapping[str, tuple[_Manner, str, str]] = {
    **dict.fromkeys((".rst", ".rest"), (_Manner.BLOCK_BEFORE, ".. ", "")),
    **dict.fromkeys((".tex", ".latex", ".ltx"), (_Manner.REST_OF_LINE, "% ", "")),
    ".mdx": (_Manner.BEHIND, "{/* ", " */}"),
    **dict.fromkeys(
        (
            *(".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".myst", ".ipynb"),
            *(".html", ".htm", ".xhtml", ".wiki", ".wikitext", ".mediawiki"),
        ),
        (_Manner.BEHIND, "<!-- ", " -->"),
    ),
}


class Added(Value, frozen=True):
    """A text with directives written into it."""

    text: str
    written: int
    """How many comments."""
    left: tuple[tuple[str, Span], ...]
    """Findings, by code and place in the old text, that stand where no comment can be put."""


def add_ignores(source: Source, page: Page, found: Iterable[tuple[str, Span]], reason: str) -> Added:
    """Write `factcheck: ignore[…] reason` for each `(code, span)`, one comment a statement, in the
    format's syntax.

    Raises `UserError` where the format has no comments.
    """
    suffix = suffix_of(source.path)
    if suffix not in _COMMENTS:
        raise UserError(
            f"{suffix or 'this kind of file'} has no comments to write a directive in",
            cure="put its findings into the baseline: factcheck baseline",
            path=source.path,
        )
    manner, opening, closing = _COMMENTS[suffix]
    reason = " ".join(reason.split()).replace("--", "–").replace("*/", "* /")
    statements = sorted(page.statements, key=lambda each: each.span)
    wanted: dict[Span, list[tuple[str, Span]]] = {}
    left: list[tuple[str, Span]] = []
    for code, span in found:
        statement = statement_of(statements, span)
        in_row = statement is not None and statement.role is Role.TABLE_ROW
        if statement is None or (in_row and manner is _Manner.BLOCK_BEFORE):
            left.append((code, span))
            continue
        where = statement.span
        if manner is _Manner.BLOCK_BEFORE:
            where = block_of(source, statement.span)
            if statement.role is Role.CAPTION:
                where = with_figure(source, where)
        wanted.setdefault(where, []).append((code, span))
    edits: list[tuple[int, str]] = []
    for span, answered in sorted(wanted.items()):
        if manner is _Manner.BEHIND and suffix in TICKED and in_code(source, behind(source, span)):
            left += answered
            continue
        codes = ", ".join(sorted({code for code, _ in answered}))
        comment = f"{opening}factcheck: ignore[{codes}] {reason}".rstrip() + closing
        edits.append(_edit(source, span, comment, manner, suffix))
    # A note ends before the sentence that it stands in; sentences of one link end in one place.
    edits = sorted(set(edits))
    text, at = [], 0
    for offset, inserted in edits:
        text += [source.text[at:offset], inserted]
        at = offset
    return Added("".join([*text, source.text[at:]]), len(edits), tuple(left))


def _edit(source: Source, span: Span, comment: str, manner: _Manner, suffix: str) -> tuple[int, str]:
    """Where the comment goes, and all that is put in there."""
    text = source.text
    newline = "\r\n" if "\r\n" in text else "\n"
    line_start = source.line_starts[bisect.bisect_right(source.line_starts, span.start) - 1]
    before = text[line_start : span.start]
    indent = before[: len(before) - len(before.lstrip())]
    match manner:
        case _Manner.BEHIND:
            if suffix == ".ipynb":
                comment = json.dumps(comment, ensure_ascii=False)[1:-1]
            return behind(source, span), f" {comment}"
        case _Manner.REST_OF_LINE:
            line_end = text.find("\n", span.end)
            line_end = line_end if line_end >= 0 else len(text)
            verbatim = VERBATIM.finditer(text, line_start, line_end)
            end = next((each.end() for each in verbatim if each.start() < span.end < each.end()), span.end)
            blank = "" if text[end : end + 1].strip() else " "  # before a bracket that closes it would be set
            return end, f"{blank}{comment}" + (newline if text[end:line_end].strip() else "")
        case _Manner.BLOCK_BEFORE:
            return line_start, f"{indent}{comment}{newline}{newline}"
