"""What stands around a claim: the statements beside it, what leads to it, headings, captions and the title."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.claims import circumstances
from factcheck.claims import terms as term_reading
from factcheck.claims.circumstances import NONE, Circumstances
from factcheck.claims.stated import Outside, Read
from factcheck.claims.terms import Phrases
from factcheck.document import Role

NEAR_STATEMENTS = 3
"""How many statements before and after lend their terms to a claim of the same block."""
NEAR_TERMS = 48
"""How many terms from around a claim are kept, nearest first."""


class Outer:
    """Terms of headings, leads and headers, read once each."""

    def __init__(self, known: Phrases, title: str) -> None:
        self.known = known
        self.title = title
        self.seen: dict[str, _Told] = {}

    def read(self, text: str) -> _Told:
        if text not in self.seen:
            found = term_reading.words(text, {})
            content = term_reading.terms(found, self.known)
            outside = Outside.of(circumstances.wording(text), found, self.known)
            capital = (
                sum(term.proper for term in content) > 2
            )  # a heading in title case names nothing by capitals
            names = () if capital else tuple(term.name for term in content if term.proper)
            counted = " ".join(match.group().lower() for match in _BY_NUMBER.finditer(text))
            self.seen[text] = _Told(tuple(term.name for term in content), names, outside, counted)
        return self.seen[text]


_BY_NUMBER = re.compile(r"\b[^\W\d_]+ (?:\d{1,3}|[A-Z])\b")


class _Told(NamedTuple):
    """What a text around a claim tells of it."""

    terms: tuple[str, ...]
    names: tuple[str, ...]
    outside: Outside
    numbered: str
    """What it names by a number or a letter: line 14, type B."""


@dataclasses.dataclass(frozen=True)
class Surroundings:
    """Terms and limits that stand around a claim, nearest first."""

    near: tuple[str, ...]
    headings: tuple[str, ...]
    numbered: str
    near_names: tuple[str, ...]
    previous: tuple[str, ...]
    lead: tuple[str, ...]
    caption: Read | None
    """What stands right above a table."""
    headers: tuple[tuple[str, ...], ...]
    circumstances: Circumstances


def surroundings_of(read: Sequence[Read], index: int, outer: Outer) -> Surroundings:
    """What stands around the claims of one of a document's statements."""
    statement = read[index].statement
    near: list[str] = []
    names: list[str] = []
    around: list[Outside] = []
    previous: tuple[str, ...] = ()
    if not statement.cells:
        for at, reaches in _neighbours(read, index):
            near.extend(read[at].every)
            names.extend(read[at].names)
            if reaches:
                around.append(read[at].outside)
            if at == index - 1:
                previous = read[at].every
    lead: tuple[str, ...] = ()
    if statement.lead:
        lead, lead_names, told, _ = outer.read(statement.lead)
        near.extend(lead)
        names.extend(lead_names)
        around.append(told)
    headers = tuple(outer.read(cell).terms for cell in statement.header)
    caption = _paragraph_before(read, index) if statement.role is Role.TABLE_ROW else None
    if caption is not None:
        near.extend(caption.every)
        names.extend(caption.names)
        around.append(caption.outside)
    headings: list[str] = []
    numbered: list[str] = []
    for heading in reversed(statement.headings):
        heading_terms, heading_names, told, counted = outer.read(heading)
        numbered.append(counted)
        headings.extend(heading_terms)
        near.extend(heading_terms)
        names.extend(heading_names)
        around.append(told)
    if outer.title:
        title_terms, title_names, _, counted = outer.read(outer.title)
        numbered.append(counted)
        headings.extend(title_terms)
        near.extend(title_terms)
        names.extend(title_names)
    return Surroundings(
        tuple(dict.fromkeys(near))[:NEAR_TERMS],
        tuple(dict.fromkeys(headings))[:NEAR_TERMS],
        f" {' '.join(filter(None, numbered))} " if any(numbered) else "",
        tuple(dict.fromkeys(names))[:NEAR_TERMS],
        previous,
        lead,
        caption,
        headers,
        all_of([one.circumstances for one in around], around[0].opening if around else ()),
    )


def _neighbours(read: Sequence[Read], index: int) -> Iterator[tuple[int, bool]]:
    """The statements around one in its block, nearest first, and whether what one says limits the other: none from
    the later of them back to the earlier turns away from what stood before.
    """
    block = read[index].statement.block
    before = behind = True
    for distance in range(1, NEAR_STATEMENTS + 1):
        at = index - distance
        if at >= 0 and read[at].statement.block == block:
            before = before and not read[at + 1].contrasts
            yield at, before
        at = index + distance
        if at < len(read) and read[at].statement.block == block:
            behind = behind and not read[at].contrasts
            yield at, behind


_OF_TABLE = frozenset({Role.TABLE_ROW, Role.TABLE_HEADER})
_ABOVE_TABLE = frozenset({Role.PARAGRAPH, Role.CAPTION})


def _paragraph_before(read: Sequence[Read], index: int) -> Read | None:
    """The statement before the table that a row stands in."""
    at = index
    while at >= 0 and index - at < 60:
        role = read[at].statement.role
        if role not in _OF_TABLE:
            return read[at] if role in _ABOVE_TABLE else None
        at -= 1
    return None


def all_of(several: Sequence[Circumstances], opening: tuple[tuple[str, ...], ...] = ()) -> Circumstances:
    """What several limit something to together."""
    limiting = [one for one in several if one is not NONE and one != NONE]
    if len(limiting) < 2 and not opening:
        return limiting[0] if limiting else NONE
    return Circumstances(
        populations=tuple(sorted({name for one in limiting for name in one.populations})),
        ages=tuple(dict.fromkeys(age for one in limiting for age in one.ages)),
        places=tuple(sorted({name for one in limiting for name in one.places})),
        years=tuple(dict.fromkeys(year for one in limiting for year in one.years)),
        former=any(one.former for one in limiting),
        present=any(one.present for one in limiting),
        versions=tuple(dict.fromkeys(version for one in limiting for version in one.versions)),
        conditions=(*(condition for one in limiting for condition in one.conditions), *opening),
        default=any(one.default for one in limiting),
        months=tuple(sorted({month for one in limiting for month in one.months})),
        spans=tuple(dict.fromkeys(span for one in limiting for span in one.spans)),
    )
