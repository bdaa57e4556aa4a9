"""What the marks of a document can be resolved against, its footnotes among it, each of which may go back to another."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.citations.going_back import family_of_short, names_before, names_of
from factcheck.citations.manners.found import Listed
from factcheck.citations.manners.in_list import folded_title
from factcheck.citations.manners.listed import SIGNS, has_pages
from factcheck.citations.notes import opens_note
from factcheck.citations.prose_references import note_outcome
from factcheck.citations.resolution import Outcome, Resolution, Shelf
from factcheck.citations.resolve import resolve, short_target
from factcheck.document import STATED, Block, MarkKind, Role
from factcheck.references import reference_list
from factcheck.references.author_year import author_year_key, by_author_year
from factcheck.references.reference import Reference
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.values import replace

_REVIEWED = re.compile(r"\bISBN[:\s-]*(?:1[03][:\s]*)?(?P<isbn>97[89][\d –-]{10,14}\d|\d[\d –-]{8,11}[\dXx])")


def _reviewed(blocks: Sequence[Block]) -> str:
    """The book whose particulars stand at the head of a document, as `isbn:…`."""
    heads = [block for block in blocks if block.role in STATED][:2]
    match = next((found for block in heads if (found := _REVIEWED.search(block.prose.text))), None)
    return f"isbn:{match.group('isbn')}" if match else ""


def listed_of(
    references: Sequence[Reference], own: Sequence[Reference], blocks: Sequence[Block] = ()
) -> Listed:
    """What is told of references to those who look for marks in words: all that there are, and a document's `own`."""
    families = frozenset(author for reference in own for author in reference.authors)
    return Listed(
        author_years=frozenset(by_author_year(own)),
        titles=tuple(
            sorted(
                (re.sub(r"^(?:the|a|an) ", "", folded_title(reference.title)), reference.key)
                for reference in own
                if len(reference.title) > 3 and not reference.key.isdigit()
            )
        ),
        by_page=bool(families) and any(has_pages(block.prose.text, families) for block in blocks),
        reviewed=_reviewed(blocks),
        keys=frozenset(
            reference.key
            for reference in references
            if not reference.key.isdigit() and " " not in reference.key
        ),
        numbers=frozenset(
            reference.key for reference in own if reference.key.isdigit() or reference.key in SIGNS
        ),
        families=families,
    )


def shelf_of(
    blocks: Sequence[Block],
    own: Sequence[Reference],
    others: Sequence[Reference],
    settings: Settings,
    source: Source,
) -> Shelf:
    """What the marks of a document can be resolved against: its own references, `others` beside it, and its notes."""
    by_key: dict[str, Reference] = {}
    for reference in (*own, *others):
        by_key.setdefault(reference.key, reference)
    authored = by_author_year((*own, *others))
    years: dict[str, list[str]] = {}
    for key in authored:
        family, _, year = key.rpartition(" ")
        years.setdefault(family, []).append(year)
    shelf = Shelf(
        in_notes=_called_in_notes(blocks, authored),
        by_key=by_key,
        numbers={
            reference.key: reference
            for reference in reversed(own)
            if reference.key.isdigit() or reference.key in SIGNS
        },
        by_family={author: reference for reference in reversed(own) for author in reference.authors},
        by_author_year=authored,
        years={family: tuple(sorted(found)) for family, found in years.items()},
        citation_hosts=settings.citation_hosts,
        navigation_hosts=settings.navigation_hosts,
    )
    notes: dict[str, _Amount] = {}
    heads: dict[str, _Amount] = {}
    for paragraphs in _notes_apart(blocks, source):
        label = paragraphs[0].label
        if label not in notes:
            notes[label] = _best(_note(one, shelf, source, notes, heads) for one in paragraphs)
        for block in paragraphs:
            for name in names_of(block.prose.text):
                heads.setdefault(name, notes[label])
            if notes[label][0] is Outcome.LOCATED:
                # By its words, too, among which its title is.
                heads.setdefault(folded_title(block.prose.text[:300]), notes[label])
    return dataclasses.replace(shelf, notes=notes)


def _notes_apart(blocks: Sequence[Block], source: Source) -> Iterator[list[Block]]:
    """The footnotes, each with its paragraphs, those that say nothing left out where others say something."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.role is Role.FOOTNOTE and block.label:
            if groups and groups[-1][0].label == block.label and not opens_note(block, source):
                groups[-1].append(block)
            else:
                groups.append([block])
    for paragraphs in groups:
        yield [one for one in paragraphs if one.prose.text.strip() or one.marks] or paragraphs[:1]


def _best(amounts: Iterable[_Amount]) -> _Amount:
    """The best of what the paragraphs of a note amount to, the first of equals."""
    order = list(Outcome)
    return min(amounts, key=lambda amount: order.index(amount[0]))


def _called_in_notes(blocks: Sequence[Block], listed: Mapping[str, Reference]) -> Mapping[str, Reference]:
    """What notes give in full, for the short citations that call none of the entries listed: "Kruuk (2006), p. 4"."""
    notes = dict.fromkeys(
        text
        for block in blocks
        for text in (
            *(mark.target for mark in block.marks if mark.kind is MarkKind.NOTE),
            *([block.prose.text] if block.role is Role.FOOTNOTE else ()),
        )
    )
    called = [
        *filter(None, map(short_target, notes)),
        *(mark.target for block in blocks for mark in block.marks if mark.kind is MarkKind.AUTHOR_YEAR),
    ]
    wanted = {key for target in called if (key := author_year_key(target)) not in listed}
    years = sorted({key.rpartition(" ")[2][:4] for key in wanted})
    full = (
        reference_list.note_reference(text, "")
        for text in notes
        if any(year in text for year in years) and not short_target(text)
    )
    given = by_author_year(reference for reference in full if reference.title)
    return {key: reference for key, reference in given.items() if key in wanted}


_NOTES_LOOKED_THROUGH = 400
_TITLE_NOTE = re.compile(
    r"\W*(?:see (?:also )?|cf\. )?(?P<title>[^\W\d_a-z][^,;:()\d]{5,80}?)\W{0,3}, (?:pp?\. ?)?\d+(?:[–-]\d+)?\W*"
)
"""A note that goes back to a work by title and page: "*Otters of the North*, 44."."""
_GOES_BACK = re.compile(r"(?:ibid|op\. cit|loc\. cit|idem|(?-i:Id)\.(?=\W|$))", re.IGNORECASE)
_CROSS = re.compile(
    r"\W*(?:see (?:also )?)?[^()\d]{2,80} \((?:above |supra |see )?(?:n|nn|fn|note|footnote)\.? ?(?P<label>\d{1,3})\)[^()]{0,40}",
    re.IGNORECASE,
)
"""A note that goes back to another by name and number: "Hart (n 4) 14"."""
_OTHER_NOTE = re.compile(
    r"\W*(?:see|as in|as|same as|cf\.)? ?(?:foot|end)?note (?P<label>\w{1,20})\b(?: above)?.{0,20}$",
    re.IGNORECASE,
)


_OWN_NUMBER = re.compile(r"^\s*[\[(]?\d{1,3}[\]).]+\s+(?=[^\W\d_a-z])")
"""What numbers a note that the page calls by a name of its own: "1. J. Berg, …"."""

_Amount = tuple[Outcome, str]
"""What a note amounts to, and the name of the source or what is wrong with it."""


def _note(
    block: Block,
    shelf: Shelf,
    source: Source,
    before: dict[str, _Amount],
    heads: Mapping[str, _Amount],
) -> _Amount:
    """What a footnote amounts to: the best of its marks, else what its words give."""
    cited = [
        (one.outcome, one.citation) for one in _resolved(block, shelf, source) if one.citation is not None
    ]
    for outcome, citation in cited:
        if outcome is Outcome.LOCATED and citation.reference:
            return Outcome.LOCATED, citation.reference
    text = _OWN_NUMBER.sub("", block.prose.text, count=1).strip(" |")
    called = _other_note(text, block.label, before) or _listed_work(
        author_year_key(short_target(text)), shelf
    )
    if called is not None:
        return called
    given = note_outcome(text, block.label)
    if given[0] is Outcome.LOCATED:
        return given
    earlier = _earlier_work(text, shelf, heads)
    if earlier is not None:
        return earlier
    if given[0] is Outcome.NAMED:
        return given
    problems = [citation.problem for outcome, citation in cited if outcome is Outcome.DANGLING]
    return (Outcome.DANGLING, problems[0]) if problems else given


def _resolved(block: Block, shelf: Shelf, source: Source) -> Iterator[Resolution]:
    """What becomes of the marks of a note, but for the number at its head, which is its own."""
    for mark in block.marks:
        own = mark.kind is MarkKind.FOOTNOTE or (mark.kind is MarkKind.NUMBER and mark.end == 0)
        if not own:
            yield resolve(mark, source.text[mark.span.start : mark.span.end], shelf)


def _other_note(text: str, label: str, before: dict[str, _Amount]) -> _Amount | None:
    """What another note amounts to that a note goes back to: the last one, or one by its number."""
    if _GOES_BACK.match(text) and before:
        return next(reversed(before.values()))
    other = _OTHER_NOTE.match(text)
    if other and other["label"] in before:
        return before[other["label"]]
    cross = _CROSS.fullmatch(text)
    if cross is None:
        return None
    if cross["label"] in before:
        return before[cross["label"]]
    if cross["label"] != label and before and all(one.isdigit() for one in before):
        return Outcome.DANGLING, f"there is no note {cross['label']} before it"
    return None


def _listed_work(short: str, shelf: Shelf) -> _Amount | None:
    """The work that a note calls by author and year."""
    entry = shelf.in_notes.get(short) or (shelf.by_author_year.get(short) if short else None)
    return None if entry is None else (Outcome.LOCATED, entry.key or entry.title)


def _earlier_work(text: str, shelf: Shelf, heads: Mapping[str, _Amount]) -> _Amount | None:
    """The work that a note goes back to by its author or its title alone."""
    family = family_of_short(text)
    if family:
        earlier = heads.get(family)
        if earlier is not None and earlier[0] is Outcome.LOCATED:
            return earlier
        listed = shelf.by_family.get(family)
        if listed is not None:
            return Outcome.LOCATED, listed.key or listed.title
    brief = _TITLE_NOTE.fullmatch(text)
    if brief is not None:
        title = folded_title(brief["title"])
        looked_through = itertools.islice(heads.items(), _NOTES_LOOKED_THROUGH)
        titled = next((one for head, one in looked_through if title in head), None)
        if titled is not None and titled[0] is Outcome.LOCATED:
            return titled
    return names_before(text, heads)


def with_notes_apart(blocks: Sequence[Block], shelf: Shelf) -> Iterator[Block]:
    """The blocks, with footnotes that only give a source told apart from those that say something."""
    for block in blocks:
        if (
            block.role is Role.FOOTNOTE
            and shelf.notes.get(block.label, (Outcome.NONE, ""))[0] is not Outcome.NONE
        ):
            yield replace(block, role=Role.BIBLIOGRAPHY)
        else:
            yield block
