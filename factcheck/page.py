"""A document with all that is known of each claim: plain values that can be cached."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import functools
import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from factcheck import readers
from factcheck.citations.attribution import Attribution, attributions, configured
from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.citations.manners import with_marks_in_words
from factcheck.citations.manners.found import Listed
from factcheck.citations.manners.in_list import folded_title
from factcheck.citations.manners.listed import SIGNS, has_pages, signs_in
from factcheck.citations.resolve import (
    Outcome,
    Resolution,
    Shelf,
    Trail,
    family_of_short,
    names_before,
    names_of,
    note_outcome,
    resolve,
    short_target,
)
from factcheck.citations.status import Judged, Weighed, assess, of_statement, read_again
from factcheck.claims import frame as frames_of
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.frame import Frame
from factcheck.claims.identity import claim_ids
from factcheck.claims.kind import NEEDING, exempt_kind, is_foreign, kind_of
from factcheck.claims.split import Clause, asks_for_antecedent, main_subject, split
from factcheck.claims.statements import statements as build_statements
from factcheck.document import STATED, Block, Comment, Document, MarkKind, Role
from factcheck.errors import UserError
from factcheck.evidence.store import Store
from factcheck.language import Parse, parse, parsed_by
from factcheck.quantities import Quantity, quantities
from factcheck.references import front_matter, reference_list
from factcheck.references.author_year import author_year_key, by_author_year
from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Reference, Scheme
from factcheck.settings import Settings
from factcheck.text import Source, Span, plain
from factcheck.values import Value, replace
from factcheck.verify.judge import judge
from factcheck.verify.verdict import Verdict


class PageClaim(Value, frozen=True):
    """An atomic claim and what was found out about it."""

    id: str
    """Made of its words alone, so that it survives moving, renaming and reflowing the text."""
    text: str
    span: Span
    kind: Kind
    assessment: Assessment
    quantities: tuple[Quantity, ...] = ()
    verdict: Verdict | None = None
    frame: Frame | None = None


class PageStatement(Value, frozen=True):
    """A statement as shown to people; its assessment is that of its best-supported claim."""

    span: Span
    text: str
    role: Role
    assessment: Assessment
    claims: tuple[PageClaim, ...] = ()
    needed: bool = False
    """Whether somebody marked it `[citation needed]`: it is known that a source is missing."""


class ReferenceProblem(Value, frozen=True):
    """Something wrong with a reference or mark as such, whether or not a claim hangs on it."""

    kind: str
    """`undefined`, `unused`, `malformed`, `mismatched`, `duplicate`."""
    message: str
    span: Span
    path: str
    """The file it stands in: the page's own, or a bibliography's."""
    confidence: Confidence = Confidence.HIGH


class Page(Value, frozen=True):
    """All that is known of one file."""

    path: str
    statements: tuple[PageStatement, ...] = ()
    references: tuple[Reference, ...] = ()
    """Those that the file itself defines."""
    problems: tuple[ReferenceProblem, ...] = ()
    used_keys: tuple[str, ...] = ()
    """Bibliography keys that its marks call."""
    comments: tuple[Comment, ...] = ()
    """Comments that hold a `factcheck:` directive."""
    language: str = "en"


@dataclasses.dataclass(frozen=True)
class Library:
    """What the files beside a document offer to its marks."""

    references: tuple[Reference, ...] = ()
    store: Store = dataclasses.field(default_factory=Store)
    """The local evidence."""


_UNCLAIMED = frozenset({Kind.HEADING, Kind.QUESTION, Kind.CODE, Kind.BOILERPLATE})
"""Kinds of statement that hold no claim."""


def study(source: Source, library: Library | None = None, settings: Settings | None = None) -> Page:
    """Read one file and find out all that can be known of it alone.

    Raises `UserError` where the file cannot be read as its format.
    """
    (page,) = study_together((source,), library, settings)
    if isinstance(page, UserError):
        raise page
    return page


_EXAMPLE = "We were told that, in the most common case, about 12 % of drivers in 2019 (Roe et al., 2020) said it may be worse.\n"


def prepare() -> None:
    """Load the lists and patterns that studying reads, by studying a sentence as if it had no words to parse."""
    with parsed_by(lambda texts, _: [() for _ in texts]):
        study(Source("example.md", _EXAMPLE))


def study_together(
    sources: Sequence[Source], library: Library | None = None, settings: Settings | None = None
) -> Iterator[Page | UserError]:
    """Study several files, each by itself; their sentences are parsed together, which takes less time.

    Yields the error of a file that cannot be read as its format.
    """
    settings, library = settings or Settings(), library or Library()
    drafts: list[_Draft | UserError] = []
    for source in sources:
        try:
            drafts.append(_drafted(source, library, settings))
        except UserError as error:
            drafts.append(error)
    readable = [draft for draft in drafts if isinstance(draft, _Draft) and not draft.foreign]
    parsed = iter(_parsed([one for draft in readable for one in draft.statements], settings))
    for draft in drafts:
        if isinstance(draft, UserError):
            yield draft
            continue
        statements = draft.statements
        if not draft.foreign:
            statements = tuple(itertools.islice(parsed, len(statements)))
        yield _studied(draft, statements, library, settings)


@dataclasses.dataclass(frozen=True)
class _Draft:
    """A document before its statements are parsed."""

    document: Document
    statements: tuple[Statement, ...]
    references: tuple[Reference, ...]
    """Those that it defines."""
    shelf: Shelf
    foreign: bool
    """Whether it is in another language."""


def _drafted(source: Source, library: Library, settings: Settings) -> _Draft:
    document = readers.read(source)
    listed = tuple(_numbered(reference_list.entries(document)))
    listed = (*listed, *_notes_elsewhere(document, listed), *_notes_by_sign(document))
    blocks = tuple(_with_list_apart(document.blocks, listed))
    own_references = (*front_matter.references(document), *listed)
    known = _listed((*own_references, *library.references), own_references, blocks)
    blocks = tuple(with_marks_in_words(block, known) if block.role in STATED else block for block in blocks)
    shelf = _shelf(blocks, own_references, library, settings, source)
    blocks = tuple(_with_notes_apart(blocks, shelf))
    statements = build_statements(blocks)
    return _Draft(document, statements, own_references, shelf, _is_foreign(statements))


def _studied(draft: _Draft, statements: Sequence[Statement], library: Library, settings: Settings) -> Page:
    document = draft.document
    weighed = read_again(
        tuple(_weighed(statements, document.source, draft.shelf, settings, foreign=draft.foreign))
    )
    judged = assess(weighed, reach=settings.citation_scope)
    own = _own_identifier(document)
    if own:
        judged = tuple(
            _of_identified(one, judgements, own) for one, judgements in zip(weighed, judged, strict=True)
        )
    return _page(document, weighed, judged, draft.references, settings, library.store)


def weigh(source: Source) -> tuple[Weighed, ...]:
    """The statements of one file with what the rules judge their status by, before the second reading.

    Raises `UserError` where the file cannot be read as its format.
    """
    settings = Settings()
    draft = _drafted(source, Library(), settings)
    statements = draft.statements if draft.foreign else _parsed(draft.statements, settings)
    return tuple(_weighed(statements, source, draft.shelf, settings, foreign=draft.foreign))


def _with_list_apart(blocks: Sequence[Block], listed: Sequence[Reference]) -> Iterator[Block]:
    """The blocks, with the entries of a reference list told apart from the text."""
    starts = sorted(
        (reference.start, reference.end) for reference in listed if reference.end > reference.start
    )
    for block in blocks:
        if block.role is Role.LIST_ITEM and _FORMAL_ENTRY.match(block.prose.text):
            yield replace(block, role=Role.BIBLIOGRAPHY)
            continue
        at = bisect.bisect_right(starts, (block.span.end, -1))
        within = at > 0 and starts[at - 1][1] > block.span.start and starts[at - 1][0] < block.span.end
        if within and block.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            yield replace(block, role=Role.BIBLIOGRAPHY)
        else:
            yield block


_FORMAL_ENTRY = re.compile(
    r"^[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.? ?-?){1,3}(?:,|&|;|and|et al|\().{0,200}?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)[.:,]"
    r"|^[^\W\d_][\w'’-]+, (?:[A-Z]\. ?-?){1,3} ?\((?:19|20)\d\d[a-z]?(?:, [^()]{1,20})?\)\."
)
"""An entry as reference lists have it, wherever the list stands: "Lind, A., & Roe, B. (2018). …"."""
_NOTE_NUMBER = re.compile(r"^(?:Note |NB )?[\[(]?(?P<number>\d{1,3})[\]).:]?(?:\s+(?=\S)|$)")
_NOTE_ROLES = (Role.LIST_ITEM, Role.PARAGRAPH, Role.BIBLIOGRAPHY, Role.QUOTATION)
_DIGIT = re.compile(r"\d")
_RAISED = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?)”’\"'%])([⁰¹²³⁴-⁹]{1,2})(?![⁰¹²³⁴-⁹])")
_CALLED = re.compile(
    r"(?=[(\d]| \()(?:"  # most places are passed over at once
    r"\((\d{1,3})\)(?=\s*(?:[.,;:!?]|$))|(?<=[.!?”\"]) \((\d{1,3})\)(?=\s+[A-Z])|(?<=[A-Za-z”)%\"][.!?,;])(\d{1,2})(?=\s|$)"
    r"|\((?:[Ss]ee )?(?:[Ff]oot|[Ee]nd)?(?:[Nn]otes?|[Rr]efs?\.?|[Rr]eferences?) (\d{1,3})\))"
)


def _numbered(listed: Sequence[Reference]) -> Iterator[Reference]:
    """The entries, those that begin with a bare number called by it."""
    last: Reference | None = None
    for reference in listed:
        match = None if reference.key.isdigit() else re.match(r"(\d{1,3})\s+\D", reference.text)
        one = replace(reference, key=match.group(1)) if match else reference
        one = _same_again(one, last)
        last = one if one.locatable or one.title else last
        yield one


_BY_SIGN = re.compile(r"\s*(?P<sign>\*{1,3}|†{1,2}|‡{1,2}|¶|‖)\s*(?=[^\s*†‡¶‖])")


def _notes_by_sign(document: Document) -> Iterator[Reference]:
    """Notes that signs call: "* Dahl, L. (2022). …" below the text. A remark has no place, so that it stays a statement."""
    called = {
        sign for block in document.blocks if block.role in STATED for sign in signs_in(block.prose.text)
    }
    for block in document.blocks:
        match = _BY_SIGN.match(block.prose.text) if called and block.role in _NOTE_ROLES else None
        if match is None or match["sign"] not in called:
            continue
        called.discard(match["sign"])
        reference = reference_list.note_reference(block.prose.text[match.end() :], match["sign"])
        links = tuple(
            identifier
            for mark in block.marks
            if mark.kind is MarkKind.LINK and (identifier := identifier_of_url(mark.target)) is not None
        )
        reference = replace(
            reference, identifiers=(*reference.identifiers, *links), path=document.source.path
        )
        if reference.locatable or reference.title or reference.container:
            reference = replace(reference, start=block.span.start, end=block.span.end)
        yield reference


def _same_again(reference: Reference, last: Reference | None) -> Reference:
    """An entry, where it says "Ibid." the one before it under its own number."""
    if last is None or not reference.key.isdigit() or not reference_list.is_ibidem(reference.text):
        return reference
    return replace(last, key=reference.key, path=reference.path, start=reference.start, end=reference.end)


def _notes_elsewhere(document: Document, listed: Sequence[Reference]) -> Iterator[Reference]:
    """Numbered notes outside a list of references, where the text calls their numbers.

    One that gives no source is a remark: it has nothing but its text.
    """
    known = {reference.key for reference in listed}
    blocks = [block for block in document.blocks if block.role in _NOTE_ROLES]
    called = {mark.target for block in blocks for mark in block.marks if mark.kind is MarkKind.NUMBER}
    by_name = {
        mark.target[1:]
        for block in blocks
        for mark in block.marks
        if mark.kind is MarkKind.LINK and mark.target[:1] == "#"
    }
    called |= by_name
    for block in blocks:
        text = block.prose.text
        if _DIGIT.search(text):
            called.update(number for pair in _CALLED.findall(text) for number in pair if number)
        if not text.isascii():
            called.update(unicodedata.normalize("NFKC", raised) for raised in _RAISED.findall(text))
    called -= known
    if not called:
        return
    remarks: dict[str, Reference] = {}
    last: Reference | None = None
    given = {reference.key: reference for reference in listed if reference.key.isdigit()}
    by_family = {family: reference for reference in reversed(listed) for family in reference.authors[:1]}
    for block in blocks:
        text = block.prose.text
        labelled = block.label.isdigit() or block.label in by_name
        for number, start, end in reference_list.parts(block):
            words = text[start:end].strip()
            bare = None if number or labelled else _NOTE_NUMBER.match(text.strip())
            key = block.label if labelled else number or (bare.group("number") if bare else "")
            if key not in called:
                continue
            body = text.strip()[bare.end() :] if bare else text.strip() if labelled else words
            reference = reference_list.note_reference(body, key)
            if key in by_name and not (reference.title and reference.year and reference.locatable):
                continue  # a place in the text that has a name
            links = tuple(
                identifier
                for mark in block.marks
                if mark.kind is MarkKind.LINK
                and (labelled or bare or start <= mark.start <= end)
                and (identifier := identifier_of_url(mark.target)) is not None
            )
            reference = replace(
                reference,
                identifiers=(*reference.identifiers, *links),
                path=document.source.path,
                start=block.span.start,
                end=block.span.end,
            )
            before = given.get(str(int(key) - 1)) if key.isdigit() else None
            reference = _same_again(reference, before or last)
            called_again = None if reference.locatable else by_family.get(family_of_short(body))
            if called_again is not None:
                reference = replace(
                    called_again, key=key, path=reference.path, start=reference.start, end=reference.end
                )
            if reference.locatable or reference.title or reference.container:
                last = reference
                given.setdefault(key, reference)
                for family in reference.authors[:1]:
                    by_family.setdefault(family, reference)
                called.discard(key)
                yield reference
            elif body and (labelled or text.lstrip()[:1] in "[(⁰¹²³⁴⁵⁶⁷⁸⁹" or (number and block.marks)):
                remarks.setdefault(key, reference)
    yield from (reference for key, reference in remarks.items() if key in called)


_REVIEWED = re.compile(r"\bISBN[:\s-]*(?:1[03][:\s]*)?(?P<isbn>97[89][\d –-]{10,14}\d|\d[\d –-]{8,11}[\dXx])")


def _reviewed(blocks: Sequence[Block]) -> str:
    """The book whose particulars stand at the head of a document, as `isbn:…`."""
    heads = [block for block in blocks if block.role in STATED][:2]
    match = next((found for block in heads if (found := _REVIEWED.search(block.prose.text))), None)
    return f"isbn:{match.group('isbn')}" if match else ""


def _listed(
    references: Sequence[Reference], own: Sequence[Reference], blocks: Sequence[Block] = ()
) -> Listed:
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


def _shelf(
    blocks: Sequence[Block], own: Sequence[Reference], library: Library, settings: Settings, source: Source
) -> Shelf:
    by_key: dict[str, Reference] = {}
    for reference in (*own, *library.references):
        by_key.setdefault(reference.key, reference)
    authored = by_author_year((*own, *library.references))
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
    notes: dict[str, tuple[Outcome, str]] = {}
    heads: dict[str, tuple[Outcome, str]] = {}
    for block in blocks:
        if block.role is Role.FOOTNOTE and block.label:
            notes.setdefault(block.label, _note(block, shelf, source, notes, heads))
            for name in names_of(block.prose.text):
                heads.setdefault(name, notes[block.label])
            if notes[block.label][0] is Outcome.LOCATED:
                # By its words, too, among which its title is.
                heads.setdefault(folded_title(block.prose.text[:300]), notes[block.label])
    return dataclasses.replace(shelf, notes=notes)


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
"""The same by title and page: "*Otters of the North*, 44."."""
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


def _note(
    block: Block,
    shelf: Shelf,
    source: Source,
    before: dict[str, tuple[Outcome, str]],
    heads: Mapping[str, tuple[Outcome, str]],
) -> tuple[Outcome, str]:
    """What a footnote amounts to: the best of its marks, else what its words give."""
    resolved = [
        resolve(mark, source.text[mark.span.start : mark.span.end], shelf)
        for mark in block.marks
        # A number at its head is its own.
        if mark.kind is not MarkKind.FOOTNOTE and not (mark.kind is MarkKind.NUMBER and mark.end == 0)
    ]
    for resolution in resolved:
        if resolution.outcome is Outcome.LOCATED and resolution.citation and resolution.citation.reference:
            return Outcome.LOCATED, resolution.citation.reference
    text = block.prose.text.strip(" |")
    if _GOES_BACK.match(text) and before:
        return next(reversed(before.values()))
    other = _OTHER_NOTE.match(text)
    if other and other["label"] in before:
        return before[other["label"]]
    cross = _CROSS.fullmatch(text)
    if cross is not None:
        if cross["label"] in before:
            return before[cross["label"]]
        if cross["label"] != block.label and before and all(label.isdigit() for label in before):
            return Outcome.DANGLING, f"there is no note {cross['label']} before it"
    outcome, name = note_outcome(text, block.label)
    short = author_year_key(short_target(text))
    called = shelf.in_notes.get(short) or (shelf.by_author_year.get(short) if short else None)
    if called is not None:
        return Outcome.LOCATED, called.key or called.title
    if outcome is not Outcome.LOCATED and (family := family_of_short(text)):
        earlier = heads.get(family)
        if earlier is not None and earlier[0] is Outcome.LOCATED:
            return earlier
        listed = shelf.by_family.get(family)
        if listed is not None:
            return Outcome.LOCATED, listed.key or listed.title
    if outcome is not Outcome.LOCATED and (brief := _TITLE_NOTE.fullmatch(text)) is not None:
        title = folded_title(brief["title"])
        earlier = next(
            (one for head, one in itertools.islice(heads.items(), _NOTES_LOOKED_THROUGH) if title in head),
            None,
        )
        if earlier is not None and earlier[0] is Outcome.LOCATED:
            return earlier
    if outcome is not Outcome.LOCATED and (same := names_before(text, heads)) is not None:
        return same
    if outcome in (Outcome.LOCATED, Outcome.NAMED):
        return outcome, name
    dangling = next((r for r in resolved if r.outcome is Outcome.DANGLING and r.citation), None)
    if dangling is not None and dangling.citation is not None:
        return Outcome.DANGLING, dangling.citation.problem
    return outcome, name


def _with_notes_apart(blocks: Sequence[Block], shelf: Shelf) -> Iterator[Block]:
    """The blocks, with footnotes that only give a source told apart from those that say something."""
    for block in blocks:
        if (
            block.role is Role.FOOTNOTE
            and shelf.notes.get(block.label, (Outcome.NONE, ""))[0] is not Outcome.NONE
        ):
            yield replace(block, role=Role.BIBLIOGRAPHY)
        else:
            yield block


def _parsed(statements: Sequence[Statement], settings: Settings) -> tuple[Statement, ...]:
    """The statements, those parsed that can hold a claim."""
    worth = [index for index, statement in enumerate(statements) if _is_worth_parsing(statement)]
    parses = parse([statements[index].plain for index in worth], settings.language_model or None)
    found = list(statements)
    for index, tokens in zip(worth, parses, strict=True):
        found[index] = replace(found[index], parse=tokens)
    return tuple(found)


def _is_worth_parsing(statement: Statement) -> bool:
    return statement.role in STATED and exempt_kind(statement) not in _UNCLAIMED


_FOREIGN = 0.5
"""Share of a text's stated words in sentences of another language from which on all of it is."""


def _is_foreign(statements: Sequence[Statement]) -> bool:
    """Whether a text is in another language: short sentences do not show it, all together do."""
    stated = [statement.plain for statement in statements if statement.role in STATED]
    counts = [len(text.split()) for text in stated]
    words = left = sum(counts)
    foreign = 0
    for text, count in zip(stated, counts, strict=True):
        if foreign + left < _FOREIGN * words:
            return False  # whatever the rest is in
        left -= count
        foreign += count if is_foreign(text) else 0
    return words >= 20 and foreign >= _FOREIGN * words


def _resolutions(statement: Statement, source: Source, shelf: Shelf) -> tuple[Resolution, ...]:
    if not statement.marks:
        return ()
    return tuple(
        resolve(mark, source.text[mark.span.start : mark.span.end], shelf) for mark in statement.marks
    )


_START, _END = operator.attrgetter("start"), operator.attrgetter("end")


def _part(tokens: Parse, start: int, end: int) -> Parse:
    """The tokens of a clause as a parse of their own; a token whose head lies outside is a root."""
    first = bisect.bisect_left(tokens, start, key=_START)
    last = bisect.bisect_right(tokens, end, lo=first, key=_END)
    if last - first == len(tokens):
        return tokens
    return tuple(
        [
            token.under((token.head if first <= token.head < last else at) - first)
            for at, token in enumerate(tokens[first:last], first)
        ]
    )


def _attributed(statement: Statement, own: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Whom a statement is attributed to; what the configuration says of its words goes before what is built in."""
    built_in = attributions(statement.plain, statement.parse)
    if not own:
        return built_in
    return (*own, *(a for a in built_in if not any(a.start < o.end and o.start < a.end for o in own)))


def _weighed(
    statements: Sequence[Statement], source: Source, shelf: Shelf, settings: Settings, *, foreign: bool
) -> Iterator[Weighed]:
    subjects = _Subjects()
    block = -1
    trail = Trail()
    for statement in statements:
        if statement.block != block and statement.role is not Role.PARAGRAPH:
            subjects = _Subjects()
        block = statement.block
        resolutions = trail.follow(_resolutions(statement, source, shelf))
        text = statement.text
        behind = bool(resolutions) and all(
            r.mark.start == r.mark.end == len(text) and text[-1:] in '.!?…"”’)' for r in resolutions
        )
        read = statement.role in STATED and not foreign
        own = (
            configured(statement.plain, named=settings.named_sources, unnamed=settings.unnamed_sources)
            if read
            else ()
        )
        yield Weighed(
            statement=statement,
            claims=_claims(statement, subjects, foreign=foreign),
            resolutions=resolutions,
            behind_stop=behind,
            attributions=_attributed(statement, own) if read else (),
            told=bool(own),
        )
        if statement.parse:
            subjects.before.append(statement)


class _Subjects:
    """What the statements so far are about; looked at only where a pronoun asks."""

    def __init__(self) -> None:
        self.before: list[Statement] = []
        self.last = ""

    def of(self, statement: Statement) -> str:
        """What a pronoun of the statement may stand for; empty where it has none."""
        if not asks_for_antecedent(statement.parse):
            return ""
        found = next((subject for one in reversed(self.before) if (subject := main_subject(one))), "")
        self.last = found or self.last
        self.before.clear()
        return self.last


def _claims(statement: Statement, subjects: _Subjects, *, foreign: bool = False) -> tuple[Claim, ...]:
    forced = exempt_kind(statement)
    if foreign and forced not in _UNCLAIMED:
        forced = Kind.FOREIGN
    if forced in _UNCLAIMED or statement.role not in STATED:
        return (Claim(statement.text, statement.span, 0, len(statement.text), forced or Kind.GENERAL),)
    clauses = split(statement, subject=subjects.of(statement))
    whole = functools.cache(lambda: forced or kind_of(statement, statement.plain, statement.parse))
    found = [
        Claim(
            text=clause.text,
            span=statement.prose.span(clause.start, clause.end),
            start=clause.start,
            end=clause.end,
            kind=whole() if forced or len(clauses) == 1 else _kind_of_clause(statement, clause, whole),
            quantities=quantities(clause.text),
        )
        for clause in clauses
    ]
    if not any(claim.kind in NEEDING for claim in found) and whole() in NEEDING:
        # What makes it a claim lies across its clauses.
        found[0] = replace(found[0], kind=whole())
    return tuple(found)


_BY_THE_WAY = frozenset({Kind.CAUSAL, Kind.MEDICAL, Kind.GENERAL, Kind.DATE})


def _kind_of_clause(statement: Statement, clause: Clause, whole: Callable[[], Kind]) -> Kind:
    """The kind of one claim of a statement: what a definition or an instruction explains by the way is part of it."""
    tokens = _part(statement.parse, clause.start, clause.end)
    part = kind_of(statement, plain(clause.text), tokens)
    if part in _BY_THE_WAY and whole() in (Kind.DEFINITION, Kind.INSTRUCTION):
        return whole()
    return part


def _own_identifier(document: Document) -> str:
    """The identifier by which the document itself can be found, if it carries one."""
    for name, scheme in (("doi", Scheme.DOI), ("pmid", Scheme.PMID), ("pmcid", Scheme.PMCID)):
        value = document.metadata.get(name)
        if isinstance(value, str | int) and str(value).strip():
            identifier = normalise(scheme, str(value).strip())
            if not identifier.problem:
                return str(identifier)
    return ""


def _of_identified(weighed: Weighed, judged: Judged, own: str) -> Judged:
    """In a document that is itself an identified source, its claims are cited by it."""
    if weighed.statement.role not in STATED:
        return judged
    span = weighed.statement.span
    itself = Assessment(
        Status.CITED,
        str(Scope.DOCUMENT),
        Scope.DOCUMENT,
        (Citation("", own, span.start, span.start),),
        Confidence.MEDIUM,
    )
    open_ = (Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE)
    exempt_but_said = (Kind.GENERAL, Kind.DEFINITION, Kind.OWN_DATA, Kind.EXAMPLE)
    return tuple(
        itself
        if assessment.status in open_
        or (assessment.status is Status.EXEMPT and claim.kind in exempt_but_said)
        else assessment
        for assessment, claim in zip(judged, weighed.claims, strict=True)
    )


def _page(
    document: Document,
    weighed: Sequence[Weighed],
    judged: Sequence[Judged],
    own: Sequence[Reference],
    settings: Settings,
    store: Store,
) -> Page:
    claimed = [(one.statement, one.claims if _has_claims(one) else ()) for one in weighed]
    framed = frames_of.frames(claimed, title=document.title, synonyms=settings.synonyms)
    ids = iter(claim_ids([claim.text for _, claims in claimed for claim in claims]))
    found = []
    for judgements, (statement, claims), frames in zip(judged, claimed, framed, strict=True):
        found.append(
            PageStatement(
                span=statement.span,
                text=statement.text,
                role=statement.role,
                assessment=of_statement(judgements),
                claims=tuple(
                    PageClaim(
                        id=next(ids),
                        text=claim.text,
                        span=claim.span,
                        kind=claim.kind,
                        assessment=assessment,
                        quantities=claim.quantities,
                        verdict=judge(claim.text, assessment, store),
                        frame=frame,
                    )
                    for claim, assessment, frame in zip(
                        claims, judgements if claims else (), frames, strict=True
                    )
                ),
                needed=bool(statement.marks)
                and any(mark.kind is MarkKind.NEEDED for mark in statement.marks),
            )
        )
    return Page(
        path=document.source.path,
        statements=tuple(found),
        references=tuple(own),
        problems=tuple(_problems(document.source.path, weighed, own)),
        used_keys=tuple(
            sorted(
                {mark.target for one in weighed for mark in one.statement.marks if mark.kind is MarkKind.KEY}
            )
        ),
        comments=tuple(comment for comment in document.comments if "factcheck" in comment.text),
    )


def _has_claims(weighed: Weighed) -> bool:
    return weighed.statement.role in STATED and all(claim.kind not in _UNCLAIMED for claim in weighed.claims)


def _problems(path: str, weighed: Sequence[Weighed], own: Sequence[Reference]) -> Iterator[ReferenceProblem]:
    kinds = collections.Counter(
        resolution.mark.kind
        for one in weighed
        for resolution in one.resolutions
        if resolution.outcome is Outcome.LOCATED
    )
    for one in weighed:
        for resolution in one.resolutions:
            citation = resolution.citation
            if citation is None or not citation.problem:
                continue
            yield ReferenceProblem(
                resolution.problem,
                citation.problem,
                Span(citation.start, citation.end),
                path,
                _confidence(resolution, citation, one, kinds, own),
            )


def _confidence(
    resolution: Resolution,
    citation: Citation,
    weighed: Weighed,
    kinds: Mapping[MarkKind, int],
    own: Sequence[Reference],
) -> Confidence:
    """How sure it is that a mark that leads nowhere was meant as a citation.

    A raised number where nothing is numbered may be a note on a table; a name and a year where the text cites in
    another manner, a film.
    """
    mark = resolution.mark
    if mark.kind is MarkKind.NUMBER and not any(reference.key.isdigit() for reference in own):
        raised = citation.mark.startswith("<sup") or citation.mark[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
        return Confidence.LOW if raised else Confidence.HIGH
    if mark.kind is MarkKind.AUTHOR_YEAR and not kinds[MarkKind.AUTHOR_YEAR]:
        others = sum(kinds[kind] for kind in (MarkKind.NOTE, MarkKind.FOOTNOTE, MarkKind.KEY))
        before = weighed.statement.text[: mark.start].rstrip()
        named = mark.narrative and (
            before[-1:] in "-–—" or (before[-1:].isalpha() and before.rsplit(None, 1)[-1][:1].isupper())
        )
        if others >= 3 or named:
            return Confidence.LOW
    if mark.kind is MarkKind.KEY and _PLACEHOLDER.fullmatch(mark.target):
        return Confidence.LOW
    if mark.kind is MarkKind.EMPTY and (
        _AT_HAND.search(citation.mark)
        or _SIGN.search(weighed.statement.text[: mark.start])
        or _TO_FILL_IN.search(weighed.statement.text.replace(citation.mark, " "))
    ):
        return Confidence.LOW
    return Confidence.HIGH


_PLACEHOLDER = re.compile(
    r"(?:cite|bib|ref|citation)?[_-]?keys?\d?|author[_-]?year|your[_-]?\w+", re.IGNORECASE
)
"""What a guide to citing writes for any key."""
_AT_HAND = re.compile(r"^\[\\?[#@]|^\(https?:")
"""A channel or person of a chat, or a broken address, as the words of a link."""
_TO_FILL_IN = re.compile(r"\[[A-Za-z]\w+ \w[\w ]*\]")
"""Another gap beside it, as in a sentence that readers are to fill in: "available in [repository name] at [doi]"."""
_SIGN = re.compile(r"\b(?:the|a)\s*[*_]*$", re.IGNORECASE)
"""What stands before a sign on the screen that only looks like an unfilled citation: "click on the (?) icon"."""
