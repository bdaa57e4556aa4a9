"""Parts of a text that are read again as texts of their own, with a way back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.document import Block
from factcheck.text import Prose, Span
from factcheck.values import replace


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a stretch begin and end."""
    at = start
    while at < end:
        newline = text.find("\n", at, end)
        yield at, end if newline < 0 else newline
        if newline < 0:
            return
        at = newline + 1


def lined(text: str, lines: Sequence[tuple[int, int]]) -> Prose:
    """Lines as a text of their own; the first one, which may follow its markup, is not measured."""
    indents = []
    for first, last in lines[1:]:
        line = text[first:last]
        if line.strip():
            indents.append(len(line) - len(line.lstrip(" \t")))
    indent = min(indents, default=0)
    parts = []
    for number, (first, last) in enumerate(lines):
        low = min(first + (indent if number else 0), last)
        if not number:
            line = text[first:last]
            low = first + len(line) - len(line.lstrip(" \t")) if line.strip() else last
        parts.append(Prose.verbatim(text, low, last))
        if last < len(text) and number + 1 < len(lines):
            parts.append(Prose.standing_for("\n", last, last + 1))
    return Prose.join(parts)


def escaped(view: Prose) -> Prose:
    """A view whose first letter is no list's number."""
    if not re.match(r"[^\W\d_][.)]\s", view.text):
        return view
    at = view.pieces[0].start
    return Prose.join([Prose.standing_for("\\", at, at), view])


def with_newlines(text: str) -> Prose:
    """A text whose lines end in plain newlines, whatever ends them in the file."""
    parts = []
    at = 0
    for match in re.finditer(r"\r\n?", text):
        parts.append(Prose.verbatim(text, at, match.start()))
        parts.append(Prose.standing_for("\n", match.start(), match.end()))
        at = match.end()
    parts.append(Prose.verbatim(text, at, len(text)))
    return Prose.join(parts)


_MANY = 200
"""Signs in a paragraph that are no trouble to look for the ends of."""
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_BEHIND = r"(?=[\s'\")\]}>/:.,;!?\\-]|[^\x00-\x7f]|\Z)"
"""What stands behind a sign that closes."""
_REFERRING = "_{0,2}"
_SIGNS = {
    "**": (r"(?<!\*)\*\*(?=[^\s*])", rf"(?<=\S)\*\*{_BEHIND}"),
    "*": (r"(?<!\*)\*(?=[^\s*])", rf"(?<=\S)\*{_BEHIND}"),
    "_`": (r"_`(?=[^\s`])", rf"(?<=\S)`{_BEHIND}"),
    "``": (r"(?<!`)``(?=[^\s`])", rf"(?<=\S)``{_BEHIND}"),
    "`": (r"(?<!`)`(?=[^\s`])", rf"(?<=\S)`{_REFERRING}{_BEHIND}"),
    "|": (r"\|(?=\S)", rf"(?<=\S)\|{_REFERRING}{_BEHIND}"),
    "_": (r"(?<!\w)__?(?=[^\W_])", r"(?!)"),  # opens nothing, and is looked behind all the same
}
"""What may open and what may close, by the sign."""


def without_unclosed(text: str) -> str:
    """A text as long as before, in which signs that open many an emphasis and close none are no signs.

    The parser looks for the end of each up to the end of its paragraph, which takes for ever where there are many. So it
    does within a word behind each sign that something may begin after, in what is no word, such as data; and from each
    of many blank lines for the end of all of them.
    """
    text = _BLANK_LINES.sub(lambda run: f"\n\n{' ' * (len(run[0]) - 4)}\n\n", text)
    text = _NO_WORD.sub(_without_beginnings, text)
    if max(map(text.count, "*`|_")) <= _MANY:
        return text
    return _PARAGRAPH.sub(_closed, text)


_BLANK_LINES = re.compile(r"\n\s{500,}\n")
_NO_WORD = re.compile(r"(?<!\S)\S{250,}")
_BEGINNING = re.compile(r"[-:(<\[{](?=\w)")
_FEW = 50
"""Beginnings in a word that are no trouble to look behind; a long address has fewer."""


def _without_beginnings(word: re.Match[str]) -> str:
    plain, count = _BEGINNING.subn("x", word[0])
    return plain if count > _FEW else word[0]


def _closed(paragraph: re.Match[str]) -> str:
    text = paragraph[0]
    for sign, (opens, closes) in _SIGNS.items():
        if text.count(sign) > _MANY:
            last = max((match.end() for match in re.finditer(closes, text)), default=0)
            text = text[:last] + re.sub(opens, lambda match: "'" * len(match[0]), text[last:])
    return text


def leading(text: str) -> int:
    """How many blanks a text begins with."""
    return len(text) - len(text.lstrip())


def trailing(text: str) -> int:
    """How many blanks a text ends with."""
    return len(text) - len(text.rstrip())


def moved(span: Span, view: Prose) -> Span:
    """The place in the file of a place in a view."""
    return view.span(span.start, span.end)


def rebased(block: Block, view: Prose) -> Block:
    """A block of a view with its places in the file."""
    return replace(
        block,
        span=moved(block.span, view),
        prose=block.prose.rebased(view),
        marks=tuple(replace(mark, span=moved(mark.span, view)) for mark in block.marks),
    )
