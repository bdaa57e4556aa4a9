"""Places beside a statement where something can be put, by the markup of the format."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.readers import suffix_of
from factcheck.text import Source, Span

if TYPE_CHECKING:
    from factcheck.page import PageStatement


NESTED = 8
"""How many statements back one can begin that ends behind the last."""
_INLINE_END = (
    r"</(?:a|abbr|b|bdi|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|nowiki|q|s|samp|small|span|strong|sub|sup"
    r"|time|tt|u|var)\s*>"
)
_MARKDOWN_END = (
    r"[`*_~]+(?!\w)|\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\]|\{[^{}\n]*\})?|" + _INLINE_END
)
TICKED = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".myst", ".ipynb", ".mdx")
_TICKS = re.compile(
    r"(?<!`)(?:(?P<ticks>`{1,2})(?!`)[\s\S]{1,4000}?(?<!`)(?P=ticks)"
    r"|(?P<many>`{3,})(?!`)(?:(?!\\n)[^\n]){1,4000}?(?<!`)(?P=many))(?!`)"
)
"""Code in a line. Three backticks on a line of their own open a block: where a statement stands in one, a directive's."""
_CLOSING: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(TICKED, re.compile(_MARKDOWN_END, re.IGNORECASE)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), re.compile(_INLINE_END, re.IGNORECASE)),
    **dict.fromkeys(
        (".wiki", ".wikitext", ".mediawiki"), re.compile(rf"'{{2,5}}|\]\]?|{_INLINE_END}", re.IGNORECASE)
    ),
    **dict.fromkeys((".rst", ".rest"), re.compile(r"(?:\*{1,2}|``|(?: <[^<>\n]*>)?`_{0,2})(?!\w)")),
}
"""The markup that closes what a statement's last words stand in, by format."""
VERBATIM = re.compile(
    r"\\(?:verb\*?|lstinline(?:\[[^\]\n]*\])?|mintinline(?:\[[^\]\n]*\])?\{[^{}\n]*\})"
    r"(?:\{[^{}\n]*\}|([^\s\w{*\[])[^\n]{0,1000}?\1)"
)
"""Code in a line of LaTeX, in which a percent sign begins no comment."""
_CELLS_END = re.compile(r"(?:\s*</t(?:[dhr]|able|body|foot|head)\s*>)+\Z", re.IGNORECASE)
_FILE = re.compile(r"\[{1,2}(?:file|image|media)[ ]*:", re.IGNORECASE)
_LONGEST_END = 2_000


def statement_of(statements: Sequence[PageStatement], span: Span) -> PageStatement | None:
    """The innermost statement that a finding stands in; `statements` are sorted."""
    at = bisect.bisect_right(statements, span.start, key=lambda each: each.span.start)
    return next(
        (each for each in reversed(statements[max(0, at - NESTED) : at]) if each.span.end >= span.start),
        None,
    )


def behind(source: Source, span: Span) -> int:
    """Where something put behind a statement goes: after its last word and the markup that closes there (never into
    code or a link's words), in the last cell of a table row.
    """
    text = source.text
    end = span.start + len(text[span.start : span.end].rstrip())
    if cells := _CELLS_END.search(text, max(span.start, end - _LONGEST_END), end):
        end = cells.start()
    line_start = source.line_starts[bisect.bisect_right(source.line_starts, max(span.start, end - 1)) - 1]
    line = text[line_start:end]
    if line.lstrip().startswith("|") and line.endswith("|"):
        return line_start + len(line.rstrip("|").rstrip())
    closing = _CLOSING.get(suffix_of(source.path))
    while closing is not None and (match := closing.match(text, end)):
        if match[0][0] == "]" and _opens_caption(text, end):
            break
        end = match.end()
    return end


def in_code(source: Source, offset: int) -> bool:
    """Whether a place in Markdown lies between the backticks of code."""
    block = block_of(source, Span(offset, offset))
    code = _TICKS.finditer(source.text, block.start, block.end)
    return any(match.start() < offset < match.end() for match in code)


def _opens_caption(text: str, end: int) -> bool:
    """Whether the bracket that closes at `end` is that of an image, whose words must stay alone in it."""
    depth = 0
    for at in range(end - 1, max(-1, end - _LONGEST_END), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            if not depth:
                return text[at - 1 : at] == "!" or _FILE.match(text, max(0, at - 1)) is not None
            depth -= 1
    return True


def block_of(source: Source, span: Span) -> Span:
    """The lines around a statement up to the blank ones: the paragraph that it stands in."""
    starts = source.line_starts
    first = last = bisect.bisect_right(starts, span.start) - 1
    ends = (*starts[1:], len(source.text))
    while first > 0 and source.text[starts[first - 1] : ends[first - 1]].strip():
        first -= 1
    while last + 1 < len(starts) and source.text[starts[last + 1] : ends[last + 1]].strip():
        last += 1
    indent = len(source.text[starts[first] : ends[first]]) - len(
        source.text[starts[first] : ends[first]].lstrip()
    )
    return Span(starts[first] + indent, max(span.end, ends[last]))


def with_figure(source: Source, block: Span) -> Span:
    """A caption's block from the directive that it stands in: nothing may stand before a figure's caption in there."""
    starts = source.line_starts
    number = bisect.bisect_right(starts, block.start) - 1
    width = block.start - starts[number]
    while number > 0 and width:
        number -= 1
        line = source.text[starts[number] : starts[number + 1]]
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent < width:
            directive = line.lstrip().startswith("..")
            return Span(starts[number] + indent, block.end) if directive else block
    return block
