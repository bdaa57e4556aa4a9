"""Numbers of references: in brackets, raised, as the words of a link."""

from __future__ import annotations

import re

from factcheck.document import MarkKind
from factcheck.numerals import numbers_in
from factcheck.readers._markdown_inline.writer import Writer

NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*\s*")
"""`3`, `2-4, 7`."""
BRACKETED_NUMBERS = re.compile(r"\\?[\[(]*\s*(\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*)\s*\\?[\])]*")
"""The same as words of a link, with brackets or without."""
SUPERSCRIPTS = {ord(character): str(digit) for digit, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {
    ord("⁻"): "-",
    ord("–"): "-",
}
"""Raised digits and dashes as plain ones."""
_RAISED = str.maketrans("0123456789+-−–n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ⁽⁾")
# "m²", "cm<sup>3</sup>", "10^6^", "R²": a power, behind a unit, a single letter or a base.
_POWER_BEFORE = re.compile(
    r"""(?:^|[^\w.])(?:
        [^\W\d_] | [cmdkµμn]?m | km | ft | in | mi | yd | kg | mg | mol | sec | feet | foot
        | inch(?:es)? | yards? | miles? | met(?:er|re)s? | chi | cells? | dpi
        | [^\s]{1,6}/[^\W\d_]{1,3} | 2
        | [\d.,]*[×x·*]?\s?10
    )$""",
    re.VERBOSE,
)


def numbers(writer: Writer, text: str, start: int, end: int) -> None:
    """The marks of `2-4, 7`."""
    writer.eat_space()
    for number in numbers_in(text):
        writer.mark(MarkKind.NUMBER, number, start, end)


def link_of_numbers(writer: Writer, target: str, numbered: str, start: int, end: int, words: str) -> None:
    """The marks of a link whose words are numbers: notes within the page, one address elsewhere."""
    if not target.startswith("#"):
        writer.mark(MarkKind.LINK, target, start, end, words)
        return
    for number in numbers_in(numbered):
        writer.mark(MarkKind.NUMBER, number, start, end)


def raised(writer: Writer, text: str, start: int, end: int, inner: int) -> None:
    """A superscript, whose words begin at `inner`: numbers behind a word are marks, a power stays raised."""
    following = writer.text[end : end + 1]
    if (
        NUMBERS.fullmatch(text)
        and writer.length
        and not following.isalnum()
        and not (text.strip().isdigit() and _POWER_BEFORE.search(writer.tail(16)))
        and not writer.tail(1).isspace()
        and text.strip() != "0"
    ):
        for number in numbers_in(text):
            writer.mark(MarkKind.NUMBER, number, start, end)
    elif inner == start:
        writer.put(start, end)
    else:
        writer.put_as(text.translate(_RAISED) if text.strip("0123456789+-−–n()") == "" else text, start, end)


def stands_as_number(writer: Writer, shown: str, before: str) -> bool:
    """Whether a link's figures are the number of a reference and no word of the sentence."""
    if writer.sup or not shown.strip().isdigit():
        return True
    if not before:
        return False
    return not before[-1].isspace() or (len(before) > 1 and before[0] in '.!?”"')
