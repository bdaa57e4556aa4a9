"""Brackets that no definition claims: marks written by hand, links that the grammar gives up on or that lead nowhere."""

from __future__ import annotations

import re

from factcheck.document import MarkKind
from factcheck.readers._markdown_inline.numbered import NUMBERS, numbers
from factcheck.readers._markdown_inline.pandoc import bracketed_keys, citations
from factcheck.readers._markdown_inline.writer import Draft, Writer

_NUMBERS_AND_PLACE = re.compile(
    r"\s*(?P<number>\d{1,3})\s*[,:]?\s*(?P<place>(?:pp?|ch|chap|sec|fig|table|para)\.?\s*[\w–-]+)\s*",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"""(?:citations?|references?|sources?|verification|clarification|better\ source|quotation)\s+needed
    |needs?\s+(?:a\s+)?(?:citations?|sources?|references?)
    |who\?|by\ whom\?|according\ to\ whom\?|which\?|when\?|source\?|sources\?|cn
    |dubious(?:\s*[–-]\s*discuss)?|unreliable\ source\?|failed\ verification|original\ research\?""",
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\\[([^\[\]\\\n]{2,40})\\\]")
_EMPTY = re.compile(
    r"\?+|(?:todo|fixme|tk|xxx)\b[^\]]{0,60}|refs?\.?|cite|citations?|reference|source|(?:add"
    r"|insert)\s+(?:a\s+)?(?:citations?|references?|sources?)(?:\s+here)?|xx+",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"(?:\bCIs?|interval|IQR|range|ranges|between|from|median|mean|SD|=|≈|∈|\bin|%)\s*[:=,]?\s*$"
)
_AUTHORS = re.compile(
    r"[^\W\d_][^\d\[\]]{1,80}?,? \(?(?:1[6-9]|20)\d\d[a-z]?\)?|[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,3}"
    r"(?: et al\.?|,? (?:&|and) (?:others|colleagues|[^\W\d_a-z][\w'’-]+)(?:,? (?:&|and) [^\W\d_a-z][\w'’-]+)*)"
)


def needed_in_escapes(writer: Writer, low: int) -> int:
    r"""Reads `\[citation needed\]`, its brackets escaped as in Pandoc; where it ends, or `low` where it is none."""
    match = _ESCAPED.match(writer.text, low)
    bare = match[1].strip(" *_") if match is not None else ""
    if match is None or not _NEEDED.fullmatch(bare):
        return low
    writer.eat_space()
    writer.mark(MarkKind.NEEDED, bare, low, match.end())
    return match.end()


def bracketed(writer: Writer, text: str, low: int, high: int) -> bool:
    """Marks written in brackets that no definition claims; False where there is none."""
    last = writer.marks[-1] if writer.marks else None
    if (
        last is not None
        and last.narrative
        and last.kind in (MarkKind.KEY, MarkKind.IDENTIFIER)
        and writer.text[last.end : low] in ("", " ")
        and "@" not in text
    ):
        writer.eat_space()
        last.text, last.end = text, high
        return True
    if bracketed_keys(writer, low, high):
        return True
    if NUMBERS.fullmatch(text):
        paired = len(re.findall(r"\d+", text)) == 2
        if (paired and _INTERVAL.search(writer.tail(24))) or text.strip().startswith("0"):
            return False
        numbers(writer, text, low, high)
        return True
    place = _NUMBERS_AND_PLACE.fullmatch(text)
    if place is not None:
        writer.eat_space()
        writer.mark(MarkKind.NUMBER, place["number"], low, high, place["place"])
        return True
    stripped = text.strip()
    bare = stripped.strip("*_")
    if _NEEDED.fullmatch(bare):
        writer.eat_space()
        writer.mark(MarkKind.NEEDED, bare, low, high)
        return True
    if _EMPTY.fullmatch(stripped) and not (stripped.lower() in ("x", "xx") and not writer.length):
        writer.eat_space()
        writer.mark(MarkKind.EMPTY, writer.flow.raw[low:high], low, high)
        return True
    return False


def loose_link(writer: Writer, bracket: int, match: re.Match[str]) -> int:
    """The link whose closing bracket stands at `bracket`, its destination behind it; where to go on."""
    target = match["angled"] if match["angled"] is not None else match["plain"]
    # The opening bracket is in the prose already: find it among what was written, from the right.
    depth = 0
    at = writer.length
    if writer.text.rfind("[", max(0, bracket - 600), bracket) < 0:
        writer.put(bracket, bracket + 1)
        return bracket + 1
    for index in range(len(writer.out) - 1, -1, -1):
        text, start, end = writer.out[index]
        for offset in range(len(text) - 1, -1, -1):
            at -= 1
            if len(text) != end - start:
                continue
            if text[offset] == "]":
                depth += 1
            elif text[offset] == "[":
                depth -= 1
                if depth < 0:
                    words = writer.since(at)[1:]
                    opening = start + offset
                    writer.take(index, offset)
                    _relink(writer, target, at, opening, match.end(), words)
                    return match.end()
        if writer.length - at > 600:
            break
    writer.put(bracket, bracket + 1)
    return bracket + 1


def _relink(writer: Writer, target: str, at: int, opening: int, end: int, words: str) -> None:
    """The mark of a link whose opening bracket stood at `at` of the prose and is gone."""
    inside = [mark for mark in writer.marks if mark.start > opening]
    writer.marks = [mark for mark in writer.marks if mark.start < opening]
    for mark in writer.marks:
        mark.at -= mark.at > at
        mark.to -= mark.to > at
    if not words.strip():
        writer.eat_space()
        if target.startswith("#") and inside and all(mark.kind is MarkKind.NUMBER for mark in inside):
            for mark in inside:
                writer.mark(mark.kind, mark.target, opening, end)
            return
    words = words or writer.text[opening + 1 : end].partition("](")[0]
    at = min(at, writer.length)
    writer.marks.append(Draft(MarkKind.LINK, target, opening, end, at, writer.length, words))


def is_called(text: str, label: str) -> bool:
    """Whether a link that no definition claims calls a source: its words are those of authors, with a year or without."""
    if re.fullmatch(r"[A-Za-z][\w-]{3,39}", label) and len(text.split()) > 2:
        return True  # words with a label behind them: code has no words in brackets
    return bool(
        text[:1].isupper() and _AUTHORS.fullmatch(text) and re.fullmatch(r"[\w:.+ -]{1,80}", label or text)
    )


def called_aside(before: str, text: str, label: str) -> bool:
    """Whether a link that no definition claims stands first in round brackets, where sources do: "([report][nist])"."""
    return before == "(" and bool(text.strip()) and re.fullmatch(r"[^\W\d_][\w .:-]{1,60}", label) is not None


def is_mark(text: str) -> bool:
    """Whether brackets with this text in them are a mark: a footnote, numbers, keys."""
    return bool((text.startswith("^") and len(text) > 1) or NUMBERS.fullmatch(text) or citations(text))
