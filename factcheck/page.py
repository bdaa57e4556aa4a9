"""A document with all that is known of each claim: plain values that can be cached."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import itertools
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from factcheck import readers
from factcheck.citations.attributions import attributions, configured
from factcheck.citations.attributions.attribution import Attribution
from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.citations.going_back import Trail
from factcheck.citations.manners import with_marks_in_words
from factcheck.citations.notes import own_references, with_list_apart
from factcheck.citations.reference_problems import ReferenceProblem, notes_defined_twice, reference_problems
from factcheck.citations.resolution import Resolution, Shelf
from factcheck.citations.resolve import resolve
from factcheck.citations.second_reading import read_again
from factcheck.citations.shelving import listed_of, shelf_of, with_notes_apart
from factcheck.citations.status import assess
from factcheck.citations.weighed import Judged, Weighed, of_statement
from factcheck.claims.claim import NEEDING, Claim, Kind, Statement
from factcheck.claims.frame import Frame, frames
from factcheck.claims.identity import claim_ids
from factcheck.claims.kinds.decisions import kind_of
from factcheck.claims.kinds.exempt import VOICED, exempt_kind, is_judgement, judged_on
from factcheck.claims.kinds.foreign import is_foreign
from factcheck.claims.split import Clause, asks_for_antecedent, cut_at_dash, main_subject, split
from factcheck.claims.statements import statements as build_statements
from factcheck.document import STATED, Comment, Document, MarkKind, Role
from factcheck.errors import UserError
from factcheck.evidence.store import Store
from factcheck.language import parse, parsed_by
from factcheck.quantities import Quantity, quantities
from factcheck.references import front_matter
from factcheck.references.identifiers import normalise
from factcheck.references.reference import Reference, Scheme
from factcheck.settings import Settings
from factcheck.text import Source, Span, plain
from factcheck.tokens import Parse
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
    """What comparing it needs; none where it is kept elsewhere."""


class PageStatement(Value, frozen=True):
    """A statement as shown to people; its assessment is that of its best-supported claim."""

    span: Span
    text: str
    role: Role
    assessment: Assessment
    claims: tuple[PageClaim, ...] = ()
    needed: bool = False
    """Whether somebody marked it `[citation needed]`: it is known that a source is missing."""


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
    (found,) = study_together((source,), library, settings)
    if isinstance(found, UserError):
        raise found
    statements = [
        replace(
            statement,
            claims=tuple(
                [replace(claim, frame=frame) for claim, frame in zip(statement.claims, frames, strict=True)]
            ),
        )
        for statement, frames in zip(found.page.statements, found.frames, strict=True)
    ]
    return replace(found.page, statements=tuple(statements))


class Framed(NamedTuple):
    """A page and the frames of its claims, which take more room than all else and so are made one after the other."""

    page: Page
    frames: Iterator[tuple[Frame, ...]]
    """Those of each statement's claims."""


_EXAMPLE = "We were told that, in the most common case, about 12 % of drivers in 2019 said it may be worse.\n"


def prepare() -> None:
    """Load the lists and patterns that studying reads, by studying a sentence as if it had no words to parse."""
    with parsed_by(lambda texts, _: [() for _ in texts]):
        study(Source("example.md", _EXAMPLE))


def study_together(
    sources: Sequence[Source], library: Library | None = None, settings: Settings | None = None
) -> Iterator[Framed | UserError]:
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
    listed = own_references(document)
    own = (*front_matter.references(document), *listed)
    blocks = tuple(with_list_apart(document.blocks, listed))
    known = listed_of((*own, *library.references), own, blocks)
    blocks = tuple(with_marks_in_words(block, known) if block.role in STATED else block for block in blocks)
    shelf = shelf_of(blocks, own, library.references, settings, source)
    blocks = tuple(with_notes_apart(blocks, shelf))
    statements = build_statements(blocks)
    return _Draft(document, statements, own, shelf, _is_foreign(statements))


def _studied(draft: _Draft, statements: Sequence[Statement], library: Library, settings: Settings) -> Framed:
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
    claimed = [(one.statement, one.claims if _has_claims(one) else ()) for one in weighed]
    store = library.store.knowing(draft.references)
    return Framed(
        _page(document, weighed, judged, claimed, draft.references, store),
        frames(claimed, title=document.title, synonyms=settings.synonyms),
    )


def weigh(source: Source) -> tuple[Weighed, ...]:
    """The statements of one file with what the rules judge their status by, before the second reading.

    Raises `UserError` where the file cannot be read as its format.
    """
    settings = Settings()
    draft = _drafted(source, Library(), settings)
    statements = draft.statements if draft.foreign else _parsed(draft.statements, settings)
    return tuple(_weighed(statements, source, draft.shelf, settings, foreign=draft.foreign))


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
    stated = len(clauses)
    if forced:
        parts = cut_at_dash(statement, clauses, is_judgement) if forced in VOICED else clauses
        stated = judged_on(statement, forced, [plain(part.text) for part in parts])
        clauses = parts if stated else clauses
    whole = functools.cache(lambda: forced or kind_of(statement, statement.plain, statement.parse))
    found = [
        Claim(
            text=clause.text,
            span=statement.prose.span(clause.start, clause.end),
            start=clause.start,
            end=clause.end,
            kind=whole() if at >= stated or len(clauses) == 1 else _kind_of_clause(statement, clause, whole),
            quantities=quantities(clause.text),
        )
        for at, clause in enumerate(clauses)
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
    claimed: Sequence[tuple[Statement, tuple[Claim, ...]]],
    own: Sequence[Reference],
    store: Store,
) -> Page:
    ids = iter(claim_ids([claim.text for _, claims in claimed for claim in claims]))
    found = []
    for judgements, (statement, claims) in zip(judged, claimed, strict=True):
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
                    )
                    for claim, assessment in zip(claims, judgements if claims else (), strict=True)
                ),
                needed=bool(statement.marks)
                and any(mark.kind is MarkKind.NEEDED for mark in statement.marks),
            )
        )
    return Page(
        path=document.source.path,
        statements=tuple(found),
        references=tuple(own),
        problems=(
            *reference_problems(document.source.path, weighed, judged, own),
            *notes_defined_twice(document),
        ),
        used_keys=tuple(
            sorted(
                {mark.target for one in weighed for mark in one.statement.marks if mark.kind is MarkKind.KEY}
            )
        ),
        comments=tuple(comment for comment in document.comments if "factcheck" in comment.text.lower()),
    )


def _has_claims(weighed: Weighed) -> bool:
    return weighed.statement.role in STATED and all(claim.kind not in _UNCLAIMED for claim in weighed.claims)
