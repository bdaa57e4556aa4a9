r"""Citation manners that stand in the words themselves; one file each.

Marks with a syntax of their own (links, footnotes, `[@key]`, `\cite`) come from the readers. A manner is a function
`find(text) -> iterator of Found`; the order below decides who gets words that two of them claim.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

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
from factcheck.document import Block, Mark, MarkKind, Role
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
    author_year.find_bare,
)
_OF_FIGURES = frozenset(
    {
        in_list.find_title,
        legal.find,
        registered.find,
        classical.find,
        in_list.find,
        author_year.find_bare,
    }
)
"""Those that find nothing in a text without a digit."""
_OF_WORDS = tuple(manner for manner in MANNERS if manner not in _OF_FIGURES)
_DIGIT = re.compile(r"\d")

Stretch = tuple[int, int]
"""From where to where in a block's text."""


def with_marks_in_words(block: Block, known: Listed = NOTHING) -> Block:
    """The block with the marks that its words hold, marks in brackets taken out of its prose.

    `known` is what the document's list of references offers; some manners count only where it has what they name.
    """
    block = _without_pinpoints(_with_capitals(block), known)
    found = _undisputed(block, known)
    found += _links_to_nothing(block, found)
    pointers = _pointers(block, found)
    if not found and not pointers:
        return block
    found.sort(key=lambda one: (one.start, one.end))
    return _with_marks(block, found, pointers)


def _undisputed(block: Block, known: Listed) -> list[Found]:
    """What the manners find where neither a mark of the format stands nor what a manner before them found."""
    text = block.prose.text
    taken = _stretches_of_marks(block)
    found: list[Found] = []
    for one in itertools.chain.from_iterable(_candidates(block, known)):
        if one.kind is MarkKind.AUTHOR_YEAR and not one.bracketed and _names_work(block, text, one):
            continue
        if one.kind is MarkKind.AUTHOR_YEAR and one.bracketed and _is_imprint(block, text, one, known):
            continue
        within = [(start, end) for start, end in taken if one.start < end and start < one.end]
        if not within or _holds_links_alone(block, one, within):
            unfilled = one.kind is MarkKind.LEGAL and _lacks_place(block, text, one)
            found.append(replace(one, kind=MarkKind.EMPTY) if unfilled else one)
            taken.append((one.start, one.end))
    return found


def _stretches_of_marks(block: Block) -> list[Stretch]:
    return [(mark.start, mark.end) for mark in block.marks if mark.end > mark.start]


def _holds_links_alone(block: Block, one: Found, within: Sequence[Stretch]) -> bool:
    """Whether what stands within it are links that it may hold."""
    if one.kind is MarkKind.EMPTY:
        return _is_link_to_nothing(block, one, within)
    if one.kind is MarkKind.IDENTIFIER and one.bracketed:
        return _stands_beside_links(block, one, within)
    return False


def _stands_beside_links(block: Block, one: Found, within: Sequence[Stretch]) -> bool:
    """Whether an identifier shares its brackets with links: "(PMID: 123; see also [our page](…))"."""
    links = {(mark.start, mark.end) for mark in block.marks if mark.kind is MarkKind.LINK}
    return all(one.start < start and end < one.end and (start, end) in links for start, end in within)


def _with_marks(block: Block, found: Sequence[Found], pointers: Sequence[Stretch]) -> Block:
    """The block with what was found as marks, and without the words of what stands in brackets."""
    text = block.prose.text
    beside = [(one.start, one.end) for one in found if one.bracketed]
    cuts = sorted(_with_space_before(text, start, end) for start, end in (*beside, *pointers))
    shifted = _shift(cuts)
    marks = [
        Mark(
            kind=one.kind,
            target=target,
            span=block.prose.span(one.start, one.end),
            start=shifted(one.start),
            end=shifted(one.end),
            text=text[one.start : one.end],
            narrative=not one.bracketed,
        )
        for one in found
        for target in one.targets
    ]
    moved = [replace(mark, start=shifted(mark.start), end=shifted(mark.end)) for mark in block.marks]
    return replace(
        block,
        prose=block.prose.edited([(start, end, "") for start, end in cuts]),
        marks=tuple(sorted([*moved, *marks], key=lambda mark: (mark.span.start, mark.span.end))),
        cells=tuple((shifted(start), shifted(end)) for start, end in block.cells),
    )


def _candidates(block: Block, known: Listed) -> Iterator[Iterable[Found]]:
    """What each manner finds in a block, one manner after the other."""
    text = block.prose.text
    figures = _DIGIT.search(text) is not None
    if figures:
        yield classical.in_print(block)
    for manner in MANNERS if figures else _OF_WORDS:
        yield manner(text, known)
    if figures:
        yield entry.in_print(block)


def _is_link_to_nothing(block: Block, one: Found, within: Sequence[Stretch]) -> bool:
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


def _links_to_nothing(block: Block, found: Sequence[Found]) -> list[Found]:
    """Brackets that hold no more than a link whose target was never put in: `([Berg](#))`, `(<a href="#">Berg</a>, p. 4)`."""
    text = block.prose.text
    taken = [*_stretches_of_marks(block), *((one.start, one.end) for one in found)]
    nothing = []
    for mark in filter(_leads_nowhere, block.marks):
        brackets = _brackets_around(mark, text)
        if brackets is None:
            continue
        start, end = brackets
        others = [other for other in taken if other != (mark.start, mark.end)]
        if not any(start < other_end and other < end for other, other_end in others):
            nothing.append(Found(MarkKind.EMPTY, (text[start:end],), start, end, bracketed=True))
    return nothing


def _leads_nowhere(mark: Mark) -> bool:
    return mark.kind is MarkKind.LINK and mark.target.strip() in ("", "#") and mark.end > mark.start


def _brackets_around(mark: Mark, text: str) -> Stretch | None:
    """Where the brackets stand that hold no more than a link with words; None where they open the text."""
    before = _BEFORE_LINK.search(text, max(0, mark.start - 14), mark.start)
    behind = _BEHIND_LINK.match(text, mark.end)
    if before is None or behind is None or before.start() == 0 or not _SHOWN.fullmatch(mark.text.strip()):
        return None
    return before.start(), behind.end()


_AT = re.compile(
    r"(?:[\d\]”’\"',]|\b[A-Z][\w’'-]+) (?:at|¶{1,2}|[Pp]ara(?:graph)?s?\.?)(?: ?(?:[–-]|,|and))*\Z"
)
"""What the paragraph of a judgment stands behind: "Roe v Lind, at [14]", "[2019] UKSC 44 at [14]"."""


def _without_pinpoints(block: Block, known: Listed) -> Block:
    """The block without numbers in brackets that are paragraphs of a judgment, and of no list of references."""
    text = block.prose.text
    pinpoints = [
        mark
        for mark in block.marks
        if mark.kind is MarkKind.NUMBER
        and mark.target not in known.numbers
        and _AT.search(text, max(0, mark.start - 24), mark.start)
    ]
    if not pinpoints:
        return block
    return replace(block, marks=tuple(mark for mark in block.marks if mark not in pinpoints))


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


def _is_imprint(block: Block, text: str, one: Found, known: Listed) -> bool:
    """Whether brackets in a note say where and when the work before them appeared: "Berg, *Kilns* (London, 1973), 19"."""
    if block.role is not Role.FOOTNOTE or one.targets[0].rpartition(" ")[0] in known.families:
        return False
    title_end = len(text[: one.start].rstrip())
    commas = (match.end() for match in re.finditer(", ", text[:title_end]))
    return any(block.prose.is_set_off(start, title_end) for start in commas)


_POINTING = re.compile(r"\((?:see|cf\.|via|source:)(?: also)? ?", re.IGNORECASE)


def _pointers(block: Block, found: Sequence[Found]) -> list[Stretch]:
    """Brackets in which a link stands with no more than "see": no words of their sentence."""
    text = block.prose.text
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


def _with_space_before(text: str, first: int, end: int) -> Stretch:
    start = first
    while start > 0 and text[start - 1] in "  ":
        start -= 1
    return (start, end) if start else (first, end)


def _shift(cuts: list[Stretch]) -> Callable[[int], int]:
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
