r"""Citation manners that stand in the words themselves; one file each.

Marks with a syntax of their own (links, footnotes, `[@key]`, `\cite`) come from the readers. A manner is a function
`find(text) -> iterator of Found`; the order below decides who gets words that two of them claim.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from factcheck.citations.manners import (
    author_year,
    classical,
    entry,
    ibidem,
    identifier,
    in_list,
    legal,
    listed,
    personal,
    registered,
    unfilled,
)
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import Block, Mark, MarkKind
from factcheck.values import replace

MANNERS: tuple[Callable[[str, Listed], Iterable[Found]], ...] = (
    in_list.find_title,
    listed.find,
    legal.find,
    unfilled.find,
    identifier.find,
    registered.find,
    personal.find,
    ibidem.find,
    classical.find,
    entry.find,
    author_year.find,
    in_list.find,
    entry.find_named,
)
_OF_FIGURES = frozenset({in_list.find_title, legal.find, registered.find, classical.find, in_list.find})
"""Those that find nothing in a text without a digit."""
_OF_WORDS = tuple(manner for manner in MANNERS if manner not in _OF_FIGURES)
_DIGIT = re.compile(r"\d")


def with_marks_in_words(block: Block, known: Listed = NOTHING) -> Block:
    """The block with the marks that its words hold, marks in brackets taken out of its prose.

    `known` is what the document's list of references offers; some manners count only where it has what they name.
    """
    block = _with_capitals(block)
    prose = block.prose
    text = prose.text
    taken: list[tuple[int, int]] = [(mark.start, mark.end) for mark in block.marks if mark.end > mark.start]
    linked = {(mark.start, mark.end) for mark in block.marks if mark.kind is MarkKind.LINK}
    found: list[Found] = []
    for candidates in _candidates(block, known):
        for one in candidates:
            if one.kind is MarkKind.AUTHOR_YEAR and not one.bracketed and _names_work(block, text, one):
                continue
            within = [(start, end) for start, end in taken if one.start < end and start < one.end]
            if (
                not within
                or (one.kind is MarkKind.EMPTY and _is_link_to_nothing(block, one, within))
                or (
                    # A link beside an identifier in one bracket: "(PMID: 123; see also [our page](…))".
                    one.kind is MarkKind.IDENTIFIER
                    and one.bracketed
                    and all(
                        one.start < start and end < one.end and (start, end) in linked
                        for start, end in within
                    )
                )
            ):
                if one.kind is MarkKind.LEGAL and _lacks_place(block, text, one):
                    one = replace(one, kind=MarkKind.EMPTY)  # noqa: PLW2901
                found.append(one)
                taken.append((one.start, one.end))
    found += _links_to_nothing(block, text, taken)
    pointers = _pointers(block, text, found)
    if not found and not pointers:
        return block
    found.sort(key=lambda one: (one.start, one.end))
    cuts = sorted(
        [_with_space_before(text, one.start, one.end) for one in found if one.bracketed]
        + [_with_space_before(text, start, end) for start, end in pointers]
    )
    shifted = _shift(cuts)
    marks = [
        Mark(
            kind=one.kind,
            target=target,
            span=prose.span(one.start, one.end),
            start=shifted(one.start),
            end=shifted(one.end),
            text=text[one.start : one.end],
            narrative=not one.bracketed,
        )
        for one in found
        for target in one.targets
    ]
    moved = [replace(mark, start=shifted(mark.start), end=shifted(mark.end)) for mark in block.marks]
    cells = tuple((shifted(start), shifted(end)) for start, end in block.cells)
    return replace(
        block,
        prose=prose.edited([(start, end, "") for start, end in cuts]),
        marks=tuple(sorted([*moved, *marks], key=lambda mark: (mark.span.start, mark.span.end))),
        cells=cells,
    )


def _candidates(block: Block, known: Listed) -> Iterator[Iterable[Found]]:
    """What each manner finds in a block, one manner after the other."""
    text = block.prose.text
    figures = _DIGIT.search(text) is not None
    if figures:
        yield classical.in_print(block)
    for manner in MANNERS if figures else _OF_WORDS:
        yield manner(text, known)


def _is_link_to_nothing(block: Block, one: Found, within: list[tuple[int, int]]) -> bool:
    """Whether words such as "[?]" are no more than a link that leads nowhere: `[?](#)`."""
    return all(
        one.start <= start
        and end <= one.end
        and any((m.start, m.end) == (start, end) and m.target.strip() in ("", "#") for m in block.marks)
        for start, end in within
    )


_BEFORE_LINK = re.compile(r"[(\[](?:(?:see(?: also)?|cf\.|e\.g\.,?|source:|from|via|after),? )?\Z")
_BEHIND_LINK = re.compile(r"(?:[,:] ?(?:(?:pp?|ch|fig|sec|vol)\.|table|figure|§)? ?[\w–-]{1,12}\.?)?[)\]]")
_SHOWN = re.compile(
    r"(?=.*[^\W\d_]{2})(?!.*\b(?:home|top|back|menu|share|print|next|more|click|here|up|contents)\b).{2,80}",
    re.IGNORECASE,
)


def _links_to_nothing(block: Block, text: str, taken: list[tuple[int, int]]) -> list[Found]:
    """Brackets that hold no more than a link whose target was never put in: `([Berg](#))`, `(<a href="#">Berg</a>, p. 4)`."""
    nothing = []
    for mark in block.marks:
        if mark.kind is not MarkKind.LINK or mark.target.strip() not in ("", "#") or mark.end <= mark.start:
            continue
        before = _BEFORE_LINK.search(text, max(0, mark.start - 14), mark.start)
        behind = _BEHIND_LINK.match(text, mark.end)
        if before is None or behind is None or before.start() == 0 or not _SHOWN.fullmatch(mark.text.strip()):
            continue
        start, end = before.start(), behind.end()
        if not any(
            start < other_end and other < end
            for other, other_end in taken
            if (other, other_end) != (mark.start, mark.end)
        ):
            nothing.append(Found(MarkKind.EMPTY, (text[start:end],), start, end, bracketed=True))
    return nothing


_OPENS = re.compile(r"(?:^|[.!?…][)”\"’]?\s)@?\Z")


def _with_capitals(block: Block) -> Block:
    """The block with a capital where a key opens its sentence: "…. @dahl counts 400." is two sentences."""
    text = block.prose.text
    edits = [
        (mark.start, mark.start + 1, text[mark.start].upper())
        for mark in block.marks
        if mark.kind is MarkKind.KEY
        and mark.narrative
        and mark.end > mark.start
        and text[mark.start].islower()
        and len(text[mark.start].upper()) == 1
        and _OPENS.search(text, max(0, mark.start - 4), mark.start)
    ]
    # Several keys of one mark stand in one place.
    edits = [edit for index, edit in enumerate(edits) if not index or edits[index - 1][0] < edit[0]]
    return replace(block, prose=block.prose.edited(edits)) if edits else block


_PLACE_TO_COME = re.compile(
    r"(?:,? ?(?:ss?|sec(?:tion)?s?|arts?|articles?|regs?|paras?|sch|§{1,2})\.?)? ?", re.IGNORECASE
)


def _lacks_place(block: Block, text: str, one: Found) -> bool:
    """Whether the section of a law was never filled in, the reader having lifted its blank: "Water Act 1991, s. [xx]"."""
    return any(
        mark.kind is MarkKind.EMPTY
        and one.start < mark.start <= one.end + 12
        and _PLACE_TO_COME.fullmatch(text, min(one.end, mark.start), mark.start) is not None
        for mark in block.marks
    )


def _names_work(block: Block, text: str, one: Found) -> bool:
    """Whether the name before a year is set off by its print, as titles are: "*Denim Trends* (2020)"."""
    year = max(text.find("(", one.start, one.end), text.find("[", one.start, one.end))
    name_end = len(text[: max(year, one.start)].rstrip())
    start = one.start
    while start > 0 and text[start - 1] not in ".,;:()\n" and one.start - start < 60:
        if block.prose.is_set_off(start, name_end):
            return True
        start -= 1
    return name_end > one.start and block.prose.is_set_off(start, name_end)


_POINTING = re.compile(r"\((?:see|cf\.|via|source:)(?: also)? ?", re.IGNORECASE)


def _pointers(block: Block, text: str, found: list[Found]) -> list[tuple[int, int]]:
    """Brackets in which a link stands with no more than "see": no words of their sentence."""
    pointers = []
    for mark in block.marks:
        if mark.kind is not MarkKind.LINK or mark.end <= mark.start or text[mark.end : mark.end + 1] != ")":
            continue
        start = text.rfind("(", max(0, mark.start - 14), mark.start)
        if start > 0 and _POINTING.fullmatch(text, start, mark.start):
            end = mark.end + 1
            if not any(one.start < end and start < one.end for one in found):
                pointers.append((start, end))
    return pointers


def _with_space_before(text: str, first: int, end: int) -> tuple[int, int]:
    start = first
    while start > 0 and text[start - 1] in "  ":
        start -= 1
    return (start, end) if start else (first, end)


def _shift(cuts: list[tuple[int, int]]) -> Callable[[int], int]:
    """Where an offset lies once the cuts, which are sorted and apart, are gone; inside a cut, where the cut was."""
    starts = [start for start, _ in cuts]
    gone_before = list(itertools.accumulate((end - start for start, end in cuts), initial=0))

    def shifted(offset: int) -> int:
        at = bisect.bisect_left(starts, offset)
        if not at:
            return offset
        start, end = cuts[at - 1]
        return offset - gone_before[at - 1] - (min(offset, end) - start)

    return shifted
