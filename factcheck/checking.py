"""Texts and settings in, a report out; nothing is read from disk here. The library's entry."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck.citations.citation import Confidence, Status
from factcheck.errors import UserError
from factcheck.patterns import compiled
from factcheck.rules import rules
from factcheck.rules.rule import Alarm, Facts, Finding, RelatedPlace, Rule, Severity, exactness
from factcheck.settings import Settings
from factcheck.text import Source, Span
from factcheck.values import replace

if TYPE_CHECKING:  # imported by what studies and judges: a kept report is shown without
    from factcheck.citations.reference_problems import ReferenceProblem
    from factcheck.conflicts.conflict import Conflict
    from factcheck.page import Library, Page, PageClaim, PageStatement
    from factcheck.references.reference import Identifier, Reference

SCHEMA = 1
A = TypeVar("A", Alarm, Finding)


@dataclasses.dataclass(frozen=True)
class Report:
    """What a check found. Findings are sorted by path and place, pages by path."""

    findings: tuple[Finding, ...]
    pages: Sequence[Page]
    conflicts: Sequence[Conflict]
    sources: Mapping[str, Source]
    unreadable: tuple[tuple[str, str], ...] = ()
    """Files that could not be read, with one line that says why and how to mend it."""
    settings: Settings = dataclasses.field(default_factory=Settings)
    suppressed: tuple[Finding, ...] = ()
    """Findings that a directive in a comment keeps quiet."""
    counts: Mapping[str, Any] | None = None
    """The summary, where it is known without reading the pages."""

    def as_json(self) -> dict[str, Any]:
        """Schema 1: `findings`, `summary` and `files`, as plain mappings and lists."""
        return {
            "schema": SCHEMA,
            "findings": [finding_as_json(finding) for finding in self.findings],
            "summary": self.summary(),
            "files": self.files_as_json(),
        }

    def summary(self) -> dict[str, Any]:
        """Counts: files, statements, claims, claims by status, cited claims that could not be checked."""
        if self.counts is not None:
            return dict(self.counts)
        claims = [claim for page in self.pages for statement in page.statements for claim in statement.claims]
        by_status = collections.Counter(claim.assessment.status for claim in claims)
        return {
            "files": len(self.pages),
            "statements": sum(len(page.statements) for page in self.pages),
            "claims": len(claims),
            "status": {str(status): by_status[status] for status in Status},
            "unchecked": sum(
                claim.assessment.status is Status.CITED
                and (claim.verdict is None or claim.verdict.support == "unchecked")
                for claim in claims
            ),
        }

    @property
    def paths(self) -> tuple[str, ...]:
        """The pages' paths, known without reading the pages."""
        known: tuple[str, ...] | None = getattr(self.pages, "paths", None)
        return tuple(page.path for page in self.pages) if known is None else known

    def files_as_json(self) -> list[dict[str, Any]]:
        """The `files` of schema 1 alone."""
        return [self._page_as_json(page) for page in self.pages]

    def _page_as_json(self, page: Page) -> dict[str, Any]:
        source = self.sources[page.path]
        return {"path": page.path, "statements": [_statement_as_json(one, source) for one in page.statements]}


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding as schema 1 has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "path": finding.path,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "fingerprint": finding.fingerprint,
        "related": [
            {
                "path": related.path,
                "start": related.span.start,
                "end": related.span.end,
                "line": related.line,
                "column": related.column,
                "message": related.message,
            }
            for related in finding.related
        ],
    }


def _place(span: Span, source: Source) -> dict[str, int]:
    line, column = source.line_column(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column}


def _statement_as_json(statement: PageStatement, source: Source) -> dict[str, Any]:
    return {
        **_place(statement.span, source),
        "text": statement.text,
        "role": str(statement.role),
        "status": str(statement.assessment.status),
        "reason": statement.assessment.reason,
        "scope": None if statement.assessment.scope is None else str(statement.assessment.scope),
        "citations": _citations_as_json(statement),
        "claims": [_claim_as_json(claim) for claim in statement.claims],
    }


def _citations_as_json(holder: PageStatement | PageClaim) -> list[dict[str, Any]]:
    return [{"mark": one.mark, "reference": one.reference} for one in holder.assessment.citations]


def _claim_as_json(claim: PageClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "start": claim.span.start,
        "end": claim.span.end,
        "kind": str(claim.kind),
        "status": str(claim.assessment.status),
        "reason": claim.assessment.reason,
        "scope": None if claim.assessment.scope is None else str(claim.assessment.scope),
        "citations": _citations_as_json(claim),
        "quantities": [
            {
                "text": claim.text[quantity.start : quantity.end],
                "value": quantity.value,
                "high": quantity.high,
                "unit": quantity.unit,
                "comparator": str(quantity.comparator),
                "measures": quantity.measures,
            }
            for quantity in claim.quantities
        ],
        "verdict": None
        if claim.verdict is None
        else {
            "support": str(claim.verdict.support),
            "reason": claim.verdict.reason,
            "passage": claim.verdict.passage,
        },
    }


def check(texts: Mapping[str, str], settings: Settings | None = None) -> Report:
    """Check texts against each other, without touching the disk.

    `texts` maps paths to the text of each file; the suffix picks the reader. Bibliography files among them
    serve as bibliography. What cannot be read is listed in `Report.unreadable`; the rest is checked all the
    same.
    """
    from factcheck.page import study

    settings = settings or Settings()
    sources = {path: Source(path, text) for path, text in sorted(texts.items())}
    library, others, unreadable = shelve(sources.values())
    pages = []
    for source in others:
        try:
            pages.append(study(source, library, settings))
        except UserError as error:
            unreadable.append((source.path, str(error)))
    return judge(pages, sources, library=library, settings=settings, unreadable=unreadable)


def shelve(
    sources: Iterable[Source], named: Collection[str] = ()
) -> tuple[Library, list[Source], list[tuple[str, str]]]:
    """Tell bibliographies from articles: the library, the articles, and the bibliographies that
    are broken. `named` are the paths of those that somebody calls bibliographies.
    """
    from factcheck import references
    from factcheck.page import Library
    from factcheck.references.alias import aliases

    entries: list[Reference] = []
    others: list[Source] = []
    unreadable: list[tuple[str, str]] = []
    for source in sources:
        if not references.is_bibliography(source.path, source.text, named=source.path in named):
            others.append(source)
            entries.extend(aliases(source))
            continue
        try:
            entries.extend(references.read(source))
        except UserError as error:
            unreadable.append((source.path, str(error)))
    return Library(tuple(entries)), others, unreadable


def judge(
    pages: Iterable[Page],
    sources: Mapping[str, Source],
    *,
    library: Library | None = None,
    settings: Settings | None = None,
    unreadable: Sequence[tuple[str, str]] = (),
    conflicts: tuple[Conflict, ...] | None = None,
    facts: Facts | None = None,
    today: dt.date | None = None,
) -> Report:
    """Join pages: conflicts between them unless they are given, then the rules' findings. `facts` brings what else is
    known (ledgers).

    Directives that end with a day end after `today`; without it they go on.
    """
    from factcheck.page import Library

    settings = settings or Settings()
    ordered = tuple(sorted(pages, key=lambda page: page.path))
    conflicts = _conflicts(ordered, settings) if conflicts is None else conflicts
    known = dataclasses.replace(
        facts or Facts(),
        pages=ordered,
        conflicts=conflicts,
        sources=sources,
        problems=(
            *(p for page in ordered for p in page.problems),
            *_library_problems(library or Library(), ordered),
            *(facts.problems if facts is not None else ()),
        ),
        unreadable=tuple(sorted(unreadable)),
    )
    said, suppressed = _heeding_directives(known, settings, today)
    return Report(
        findings=said,
        suppressed=suppressed,
        pages=ordered,
        conflicts=conflicts,
        sources=sources,
        unreadable=known.unreadable,
        settings=settings,
    )


def _conflicts(pages: Sequence[Page], settings: Settings) -> tuple[Conflict, ...]:
    from factcheck.conflicts import find

    framed = [
        (page.path, claim.frame)
        for page in pages
        for statement in page.statements
        for claim in statement.claims
        if claim.frame is not None
    ]
    return find(framed, kinds=settings.kinds)


def _library_problems(library: Library, pages: Sequence[Page]) -> Iterator[ReferenceProblem]:
    from factcheck.citations.reference_problems import ReferenceProblem

    used = {key for page in pages for key in page.used_keys}
    # An alias stands for an entry, and is none.
    entries = [one for one in library.references if one.title or one.authors or not one.text]
    if pages and "*" not in used:
        for reference in {one.key: one for one in reversed(entries)}.values():
            if reference.key not in used:
                place = Span(reference.start, max(reference.start, reference.end))
                yield ReferenceProblem("unused", f"nothing cites {reference.key!r}", place, reference.path)
    yield from entry_problems(entries)


def entry_problems(entries: Iterable[Reference]) -> Iterator[ReferenceProblem]:
    """What is wrong with entries by themselves and beside each other; of two with one key the first counts."""
    from factcheck.citations.reference_problems import ReferenceProblem

    first: dict[str, Reference] = {}
    by_identifier: dict[str, Reference] = {}
    for reference in entries:
        place = Span(reference.start, max(reference.start, reference.end))
        if reference.key in first:
            yield ReferenceProblem("duplicate", f"{reference.key!r} is defined twice", place, reference.path)
            continue
        first[reference.key] = reference
        for identifier in reference.identifiers:
            if identifier.problem:
                message = f"{identifier.scheme} {identifier.value}: {identifier.problem}"
                yield ReferenceProblem("malformed", message, place, reference.path)
            elif identifier.scheme != "url":
                twin = by_identifier.setdefault(_identity(identifier, reference), reference)
                if twin is not reference:
                    message = f"{reference.key!r} and {twin.key!r} are the same source ({identifier})"
                    yield ReferenceProblem("duplicate", message, place, reference.path)


_WORDS = re.compile(r"\w+")
_SUBTITLE = re.compile(r"\s*[:.?!(–—]")


def _identity(identifier: Identifier, reference: Reference) -> str:
    """What two entries of one source have in common; an ISBN is that of all the chapters of a book."""
    if identifier.scheme != "isbn":
        return identifier.folded
    title = _SUBTITLE.split(reference.title, maxsplit=1)[0].casefold()
    return f"{identifier.folded} {' '.join(_WORDS.findall(title))}"


def _heeding_directives(
    facts: Facts, settings: Settings, today: dt.date | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that count, those about directives among them, and the ones that a directive
    keeps quiet.
    """
    from factcheck.suppress.applying import OWN, apply
    from factcheck.suppress.own_marks import owned_up

    selected = [rule for rule in rules().values() if is_selected(rule, settings)]
    ignored = _ignored_in(settings)

    def ran(path: str) -> frozenset[str]:
        return frozenset(rule.code for rule in selected if not ignored(rule, path))

    # A directive over what is too unsure to be shown is not unused: it keeps it quiet where more is shown.
    heard = replace(settings, confidence=Confidence.LOW) if any(p.comments for p in facts.pages) else settings
    outcome = apply(findings(facts, heard), facts.pages, facts.sources, rules=rules(), ran=ran, today=today)
    own = apply(
        findings(dataclasses.replace(facts, suppressions=outcome.problems), settings, only=OWN),
        facts.pages,
        facts.sources,
        rules=rules(),
        ran=lambda _path: (),
        today=today,
    )
    sorted_ = sorted(
        _sure(settings, (*outcome.kept, *own.kept)),
        key=lambda each: (each.path, each.span, each.code, each.message),
    )
    # Those that are kept quiet are numbered last: whether they are there changes the name of no other.
    named = _fingerprinted((*sorted_, *_sure(settings, (*outcome.suppressed, *own.suppressed))), facts)
    kept, suppressed = named[: len(sorted_)], named[len(sorted_) :]
    marks = owned_up(facts.pages, kept)
    said = tuple(
        replace(each, severity=Severity.INFO, message=f"{each.message} (known: {mark})") if mark else each
        for each, mark in zip(kept, marks, strict=True)
    )
    return said, suppressed


def is_selected(rule: Rule, settings: Settings) -> bool:
    """Whether a rule runs under these settings; of selecting and ignoring, the more exact one wins."""
    chosen = _most_exact(rule, settings.select)
    if not rule.enabled and chosen <= len("FC"):
        chosen = -1
    chosen = max(chosen, _most_exact(rule, settings.extend_select))
    return chosen > -1 and chosen > _most_exact(rule, settings.ignore)


def _most_exact(rule: Rule, selectors: Iterable[str]) -> int:
    """How exactly a rule is named by the selector that names it most exactly."""
    return max((exactness(rule, selector) for selector in selectors), default=-1)


def findings(facts: Facts, settings: Settings, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the selected rules say, sorted by path, place and code, with places in lines and columns, and no
    fingerprints yet.
    """
    said = [
        (rule, alarm)
        for rule in rules().values()
        if is_selected(rule, settings) and (not only or rule.code in only)
        for alarm in _sure(settings, rule.find(facts))
    ]
    said.sort(key=lambda pair: (pair[1].path, pair[1].span, pair[0].code, pair[1].message))
    ignored = _ignored_in(settings)
    return tuple(
        _finding(rule, alarm, facts, settings) for rule, alarm in said if not ignored(rule, alarm.path)
    )


def _sure(settings: Settings, said: Iterable[A]) -> Iterator[A]:
    """Those that are sure enough to be shown."""
    least = Confidence(settings.confidence).rank
    return (each for each in said if each.confidence.rank <= least)


def _fingerprinted(found: Sequence[Finding], facts: Facts) -> tuple[Finding, ...]:
    """The findings with their fingerprints; those that are alike are numbered in this order."""
    from factcheck.rules.fingerprint import fingerprints, said_by

    names = fingerprints(said_by(finding, facts.sources) for finding in found)
    return tuple(replace(finding, fingerprint=name) for finding, name in zip(found, names, strict=True))


def _ignored_in(settings: Settings) -> Callable[[Rule, str], bool]:
    """Whether `per-file-ignores` keeps a rule quiet in a file."""
    if not settings.per_file_ignores:
        return lambda _rule, _path: False
    specs = [(compiled([pattern]), names) for pattern, names in settings.per_file_ignores.items()]

    @functools.cache
    def names_in(path: str) -> tuple[str, ...]:
        return tuple(name for spec, names in specs if spec.match_file(path) for name in names)

    return lambda rule, path: _most_exact(rule, names_in(path)) > -1


def _line_column(path: str, span: Span, facts: Facts) -> tuple[int, int]:
    source = facts.sources.get(path)
    return source.line_column(span.start) if source else (1, 1)


def _severity(rule: Rule, alarm: Alarm, settings: Settings) -> Severity:
    best = max(reversed(settings.severity), key=functools.partial(exactness, rule), default="")
    if exactness(rule, best) > -1:
        return Severity(settings.severity[best])
    return alarm.severity or rule.severity


def _finding(rule: Rule, alarm: Alarm, facts: Facts, settings: Settings) -> Finding:
    line, column = _line_column(alarm.path, alarm.span, facts)
    related = []
    for place in alarm.related:
        other_line, other_column = _line_column(place.path, place.span, facts)
        related.append(RelatedPlace(place.path, place.span, other_line, other_column, place.message))
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=_severity(rule, alarm, settings),
        confidence=alarm.confidence,
        message=alarm.message,
        path=alarm.path,
        span=alarm.span,
        line=line,
        column=column,
        fingerprint="",
        related=tuple(related),
    )
