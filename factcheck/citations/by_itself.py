"""What the claims of a statement come to by what stands in their own sentence: its marks, else its words."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from factcheck.citations.attributions.attribution import Attributed, Attribution
from factcheck.citations.attributions.set_phrases import pointer
from factcheck.citations.attributions.word_lists import is_outsider
from factcheck.citations.citation import Assessment, Confidence, Scope, Status
from factcheck.citations.confidence import is_research
from factcheck.citations.manners.author_year import is_body
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.citations.scope import SOURCE_INSIDE, SOURCE_REMARK, covering
from factcheck.citations.source_lines import CAPTIONED, OWN_COLUMN, assess_source, source_column
from factcheck.citations.weighed import Judged, Weighed, citations_of, of_statement
from factcheck.claims.claim import NEEDING, Claim, Kind, Statement
from factcheck.claims.kinds.exempt import is_in_own_record
from factcheck.claims.kinds.verbs import is_past, root_of
from factcheck.document import STATED, MarkKind

_NEVER_CITED = frozenset({Kind.HEADING, Kind.QUESTION, Kind.CODE, Kind.BOILERPLATE})
_LINK_IS_POINTER = frozenset({Kind.INSTRUCTION, Kind.OPINION, Kind.HYPOTHETICAL, Kind.OWN_DATA})
"""Kinds beside which a link tells where to go, and not where the words come from."""
_OWN_VOICE = frozenset(
    {
        Kind.REPORTED,
        Kind.OWN_DATA,
        Kind.OPINION,
        Kind.EXAMPLE,
        Kind.QUESTION,
        Kind.HEADING,
        Kind.CODE,
        Kind.BOILERPLATE,
        Kind.HYPOTHETICAL,
    }
)


@functools.cache
def _exempt(kind: Kind) -> Assessment:
    return Assessment(Status.EXEMPT, str(kind))


@functools.cache
def _needing(kind: Kind) -> Assessment:
    return Assessment(Status.UNCITED, str(kind))


def by_itself(weighed: Weighed) -> Judged:
    """The assessments of a statement's claims by what stands in their own sentence."""
    statement = weighed.statement
    if statement.role not in STATED:
        return tuple([_exempt(claim.kind) for claim in weighed.claims])
    if not weighed.resolutions:
        lost = pointer(statement.plain)
        if lost is not None:
            at = _in_file(statement, lost)
            return (Assessment(Status.UNLOCATABLE, lost.what, confidence=Confidence.LOW, cue=at),) * len(
                weighed.claims
            )
    return tuple([_own(weighed, claim) for claim in weighed.claims])


def _own(weighed: Weighed, claim: Claim) -> Assessment:
    """The assessment of a claim: by the marks that cover it, else by what is said."""
    if claim.kind in _NEVER_CITED:
        return _exempt(claim.kind)
    statement = weighed.statement
    whole = len(weighed.claims) == 1 or (claim.start <= 1 and claim.end >= len(statement.text) - 2)
    if not weighed.resolutions:
        return _by_words(weighed, claim, whole=whole)
    verb = next((t.start for t in statement.parse if t.tag in ("VBZ", "VBP", "VBD", "MD")), 0)
    covers = covering(claim.start, claim.end, weighed.resolutions, statement.plain, verb)
    scope = Scope.SENTENCE if whole or weighed.behind_stop else Scope.CLAUSE
    return _by_marks(statement, claim, covers, scope) or _by_words(weighed, claim, covers, whole=whole)


def _by_marks(
    statement: Statement, claim: Claim, covers: Sequence[Resolution], scope: Scope
) -> Assessment | None:
    kind = claim.kind
    link_points = kind in _LINK_IS_POINTER and not (
        kind is Kind.INSTRUCTION and _states_figure(statement, claim)
    )
    cites = [
        r
        for r in covers
        if not (
            link_points
            and r.mark.kind is MarkKind.LINK
            and (kind is Kind.INSTRUCTION or not _is_paper(r))
            and not _stands_beside(r, statement.plain)
            and not (
                kind is Kind.INSTRUCTION and _is_in_brackets(r, statement.plain) and _binds_others(statement)
            )
        )
    ]
    located = citations_of(cites, Outcome.LOCATED)
    if located:
        return Assessment(Status.CITED, str(scope), scope, located)
    dangling = citations_of(cites, Outcome.DANGLING)
    if dangling:
        return Assessment(Status.UNRESOLVED, dangling[0].problem, scope, dangling)
    named = next((r.mark for r in cites if r.outcome is Outcome.NAMED), None)
    if named is not None:
        return Assessment(Status.UNLOCATABLE, named.target or named.text, confidence=Confidence.MEDIUM)
    return None


def _by_words(
    weighed: Weighed, claim: Claim, covers: Sequence[Resolution] = (), *, whole: bool
) -> Assessment:
    """The assessment of a claim that no mark cites; `whole` says that it is all of its statement."""
    statement = weighed.statement
    kind = claim.kind
    outsider = _outsider(weighed) if kind is Kind.OWN_DATA else None
    if outsider is not None:
        status = Status.UNLOCATABLE if outsider.to is Attributed.NAMED else Status.VAGUE
        return Assessment(status, outsider.what, cue=_in_file(statement, outsider))
    if kind in _OWN_VOICE:
        return _exempt(kind)
    if SOURCE_REMARK.match(statement.text) and SOURCE_INSIDE.match(statement.plain):
        return _exempt(Kind.BOILERPLATE)
    in_column = source_column(statement) if statement.header else ""
    if in_column:
        return _by_column(statement, in_column)
    attribution = _of_claim(weighed, claim, whole=whole) if weighed.attributions else None
    if attribution is not None:
        status = Status.UNLOCATABLE if attribution.to is Attributed.NAMED else Status.VAGUE
        return Assessment(status, attribution.what, cue=_in_file(statement, attribution))
    if any(r.outcome is Outcome.NOBODY for r in covers):
        return Assessment(Status.VAGUE, "attributed to nobody in particular")
    if any(r.outcome is Outcome.WANTED for r in covers):
        return Assessment(Status.UNCITED, "citation needed")
    return _needing(kind) if kind in NEEDING else _exempt(kind)


def _outsider(weighed: Weighed) -> Attribution | None:
    """Somebody else who is named as the source of what looks like one's own data."""
    if _TOLD_HERE.search(weighed.statement.plain):
        return None
    recorded = is_in_own_record(weighed.statement)
    if recorded and not is_past(weighed.statement.parse, root_of(weighed.statement.parse)):
        # Nobody was there of whom it tells what holds at all times: "it is widely believed".
        nobody = next((a for a in weighed.attributions if a.to is Attributed.VAGUE), None)
        if nobody is not None:
            return nobody
    return next(
        (
            a
            for a in weighed.attributions
            if a.to is Attributed.NAMED
            and (not _OWN_WORD.search(a.what) or is_outsider(a.what))
            and not CAPTIONED.match(a.what)
            # Whoever speaks in one's own record was there; a study or report by its name was not.
            and (not recorded or is_research(a.what))
        ),
        None,
    )


def _by_column(statement: Statement, in_column: str) -> Assessment:
    """What a table row comes to by what its column of sources says."""
    if OWN_COLUMN.match(in_column):
        return _exempt(Kind.OWN_DATA)
    start = statement.text.index(in_column)
    return assess_source(in_column, statement.prose.span(start, start + len(in_column)), Scope.TABLE)


def _of_claim(weighed: Weighed, claim: Claim, *, whole: bool) -> Attribution | None:
    """Whom a claim is attributed to: a named source before nobody."""
    kind = claim.kind
    # Who spoke a quotation is no source of it; where it stands is.
    speaker = kind is Kind.QUOTATION
    here = [
        a
        for a in weighed.attributions
        if not (speaker and _is_person(a))
        and (whole or a.what in claim.text or (a.start < claim.end and claim.start < a.end))
        # Advice that a source gives is the source's; a source that an order mentions is none of its own.
        and (kind not in (Kind.INSTRUCTION, Kind.DEFINITION) or a.governs or _is_phrase(a))
    ]
    return next((a for a in here if a.to is Attributed.NAMED), next(iter(here), None))


_TOLD_HERE = re.compile(r"\b(?:told|gave|sent|showed|wrote to) (?:us|me|this|our)\b", re.IGNORECASE)
_OWN_WORD = re.compile(r"\b(?:we|us|our|ours|i|my|me|own)\b", re.IGNORECASE)


def _is_phrase(attribution: Attribution) -> bool:
    """Whether it is a set phrase such as "people often tell you", and no subject and verb of their own."""
    return attribution.to is Attributed.VAGUE and len(attribution.what.split()) > 2


def _is_in_brackets(resolution: Resolution, text: str) -> bool:
    """Whether a mark stands in brackets of its own, or behind all words of its sentence."""
    mark = resolution.mark
    before = text[: mark.start].rstrip()
    return (
        text[mark.start : mark.start + 1] in ("(", "[")
        or before[-1:] in ("(", "[", ".")
        or mark.start == mark.end
    )


def _binds_others(statement: Statement) -> bool:
    """Whether it says what others than its reader ought to do: "verifiers should not demand …"."""
    for index, token in enumerate(statement.parse):
        if token.head == index:
            below = [t for t in statement.parse if t.head == index and t is not token]
            bound = any(
                t.tag == "MD" and t.lemma in ("should", "must", "shall", "may", "can", "ought") for t in below
            )
            who = next((t for t in below if t.dep in ("nsubj", "nsubjpass")), None)
            if bound and who is not None and who.lemma.lower() not in _PRESENT:
                return True
    return False


_PRESENT = frozenset({"you", "we", "i", "one", "reader", "it", "this", "that"})
"""Subjects of what is said to the reader or of the text itself."""


def _stands_beside(resolution: Resolution, text: str) -> bool:
    """Whether a link is set in brackets as citations are, with a name and a year or to a paper."""
    mark = resolution.mark
    opened = text[mark.start : mark.start + 1] in ("(", "[") or text[: mark.start].rstrip()[-1:] in ("(", "[")
    return opened and (_NAME_AND_YEAR.search(mark.text) is not None or _is_paper(resolution))


_NAME_AND_YEAR = re.compile(r"^\W*[^\W\d_][^\d]{2,60} \(?(?:19|20)\d\d[a-z]?\W*$")


def _is_paper(resolution: Resolution) -> bool:
    """Whether a mark leads to a paper or book by its number: that is a source, whoever speaks."""
    reference = resolution.citation.reference if resolution.citation else None
    return bool(reference) and not str(reference).startswith("url:")


def _states_figure(statement: Statement, claim: Claim) -> bool:
    """Whether it tells its reader a figure, and not what to do: "you can claim 45p a mile"."""
    return bool(claim.quantities) and any(
        token.head == index
        and any(t.head == index and t.dep in ("nsubj", "nsubjpass") for t in statement.parse)
        for index, token in enumerate(statement.parse)
    )


def _is_person(attribution: Attribution) -> bool:
    """Whether what is named looks like a person: one or two capitalised words and no house or work."""
    words_of = attribution.what.split()
    return (
        attribution.to is Attributed.NAMED
        and len(words_of) <= 3
        and all(word[:1].isupper() and not word.isupper() for word in words_of)
        and not is_body(attribution.what)
    )


def _in_file(statement: Statement, attribution: Attribution) -> tuple[int, int]:
    span = statement.prose.span(attribution.start, attribution.end)
    return span.start, span.end


def by_rule(weighed: Weighed, alone: Judged = ()) -> tuple[Status, Kind]:
    """What the rules make of a statement by itself: its status, and the kind of the claim that has it."""
    judged = alone or by_itself(weighed)
    ruled = of_statement(judged)
    return ruled.status, weighed.claims[judged.index(ruled)].kind
