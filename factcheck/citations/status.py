"""The citation status of every claim of a document, with its reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from factcheck.citations import second_reading
from factcheck.citations.attributions.attribution import Attributed, Attribution
from factcheck.citations.attributions.deed import bears_witness
from factcheck.citations.attributions.set_phrases import pointer
from factcheck.citations.attributions.word_lists import is_outsider
from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.citations.confidence import Nature, carries_on, confidence, nature, of_attribution
from factcheck.citations.manners.author_year import is_body
from factcheck.citations.nearby import Nearby
from factcheck.citations.resolve import NEVER_FILLED_IN, Outcome, Resolution, is_unfilled, note_outcome
from factcheck.citations.scope import (
    CARRIED_ON,
    CONTINUING,
    DEFINITE,
    PRONOUN,
    SOURCE_REMARK,
    WITHIN,
    covering,
    is_source_remark,
)
from factcheck.citations.traits import QUOTATION_MARK
from factcheck.claims.claim import NEEDING, Claim, Kind, Statement
from factcheck.claims.kinds.numbers import is_dated
from factcheck.claims.kinds.verbs import is_finite
from factcheck.document import STATED, MarkKind, Role
from factcheck.values import Value, replace

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
_SUMMARY = re.compile(
    r"^[*_]*(?:summary|in short|in brief|key (?:points|takeaways|facts|messages)|tl;?dr|at a glance|overview|abstract|the short version|in a nutshell|highlights)\b",
    re.IGNORECASE,
)
_SETTLED = frozenset({Kind.QUESTION, Kind.HEADING, Kind.CODE, Kind.FOREIGN})
"""Kinds that a second reading cannot change."""
_READ_TWICE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
"""Roles of statements that the weights were learned from."""
_WITHOUT_SOURCE = (Status.UNLOCATABLE, Status.VAGUE, Status.UNCITED)
_SURE = 0.6
_LIKELY = 0.4
"""How likely a status must be for high and for medium confidence in it."""
_STOPWORD_LENGTH = 3


class Weighed(Value, frozen=True):
    """A statement with what its status is judged by."""

    statement: Statement
    claims: tuple[Claim, ...]
    resolutions: tuple[Resolution, ...] = ()
    behind_stop: bool = False
    """All its marks stand behind its closing stop."""
    attributions: tuple[Attribution, ...] = ()
    told: bool = False
    """Whether the configuration says whom it is attributed to."""
    sure: float = 1.0
    """How likely its status is by the second reading; 1 where there was none, 0 where that has outvoted the rules."""
    alone: tuple[Assessment, ...] = ()
    """What its claims come to by themselves, where that is known already."""


Judged = tuple[Assessment, ...]
"""One assessment for each claim of a statement."""


def of_statement(judged: Judged) -> Assessment:
    """The statement's own: that of its best-supported claim, whichever comes first."""
    return judged[0] if len(judged) == 1 else min(judged, key=lambda assessment: _ORDER[assessment.status])


_ORDER = {status: place for place, status in enumerate(Status)}


def _citations(resolutions: Sequence[Resolution], outcome: Outcome) -> tuple[Citation, ...]:
    return tuple(r.citation for r in resolutions if r.outcome is outcome and r.citation is not None)


def _of_marks(speaking: Sequence[Weighed], scope: Scope) -> Assessment | None:
    """What marks elsewhere make of the claims that they speak for: cited, else unresolved by the first that leads nowhere."""
    located = tuple(c for one in speaking for c in _citations(one.resolutions, Outcome.LOCATED))
    if located:
        return Assessment(Status.CITED, str(scope), scope, located, Confidence.MEDIUM)
    dangling = tuple(c for one in speaking for c in _citations(one.resolutions, Outcome.DANGLING))
    if dangling:
        return Assessment(Status.UNRESOLVED, dangling[0].problem, scope, dangling, Confidence.MEDIUM)
    return None


@functools.cache
def _exempt(kind: Kind) -> Assessment:
    return Assessment(Status.EXEMPT, str(kind))


@functools.cache
def _needing(kind: Kind) -> Assessment:
    return Assessment(Status.UNCITED, str(kind))


def _alone(weighed: Weighed) -> Judged:
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
    located = _citations(cites, Outcome.LOCATED)
    if located:
        return Assessment(Status.CITED, str(scope), scope, located)
    dangling = _citations(cites, Outcome.DANGLING)
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
    if kind is Kind.OWN_DATA and not _TOLD_HERE.search(statement.plain):
        other = next(
            (
                a
                for a in weighed.attributions
                if a.to is Attributed.NAMED
                and (not _OWN_WORD.search(a.what) or is_outsider(a.what))
                and not _CAPTIONED.match(a.what)
            ),
            None,
        )
        if other is not None:
            return Assessment(Status.UNLOCATABLE, other.what, cue=_in_file(statement, other))
    if kind in _OWN_VOICE:
        return _exempt(kind)
    if SOURCE_REMARK.match(statement.text) and _SOURCE_INSIDE.match(statement.plain):
        return _exempt(Kind.BOILERPLATE)
    in_column = _source_column(statement) if statement.header else ""
    if in_column:
        if _OWN_COLUMN.match(in_column):
            return _exempt(Kind.OWN_DATA)
        start = statement.text.index(in_column)
        if is_unfilled(in_column):
            span = statement.prose.span(start, start + len(in_column))
            blank = (Citation(in_column, None, span.start, span.end, NEVER_FILLED_IN),)
            return Assessment(Status.UNRESOLVED, NEVER_FILLED_IN, Scope.TABLE, blank, Confidence.MEDIUM)
        outcome, name = note_outcome(in_column, "")
        if outcome is Outcome.LOCATED:
            span = statement.prose.span(start, start + len(in_column))
            cited = (Citation(in_column, name, span.start, span.end),)
            return Assessment(Status.CITED, str(Scope.TABLE), Scope.TABLE, cited, Confidence.MEDIUM)
        return Assessment(Status.UNLOCATABLE, in_column, Scope.TABLE, confidence=Confidence.MEDIUM)
    attribution = _of_claim(weighed, claim, whole=whole) if weighed.attributions else None
    if attribution is not None:
        status = Status.UNLOCATABLE if attribution.to is Attributed.NAMED else Status.VAGUE
        return Assessment(status, attribution.what, cue=_in_file(statement, attribution))
    if any(r.outcome is Outcome.NOBODY for r in covers):
        return Assessment(Status.VAGUE, "attributed to nobody in particular")
    if any(r.outcome is Outcome.WANTED for r in covers):
        return Assessment(Status.UNCITED, "citation needed")
    return _needing(kind) if kind in NEEDING else _exempt(kind)


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


_SOURCE_HEADER = re.compile(
    r"^\W*(?:(?:data )?sources?|references?|refs?\.?|citations?|evidence|reported by|according to|study|studies|where from|from where|provenance|taken from|quelle|fuente)\W*$",
    re.IGNORECASE,
)
_OWN_COLUMN = re.compile(
    r"(?:our|own|we|ourselves|author'?s?'?|authors' own|this (?:repo(?:sitory)?|study|work|paper|report|survey|article|project|post|page)|in-?house)\b(?! et al)",
    re.IGNORECASE,
)
"""A source column that names the writers themselves: "our own runs", "this repo"."""


def _source_column(statement: Statement) -> str:
    """What a table row names as its source in a column of that name."""
    for name, (start, end) in zip(statement.header, statement.cells, strict=False):
        cell = statement.text[start:end].strip(" –—-")
        if _SOURCE_HEADER.match(name) and any(character.isalpha() for character in cell):
            return cell
    return ""


def _in_file(statement: Statement, attribution: Attribution) -> tuple[int, int]:
    span = statement.prose.span(attribution.start, attribution.end)
    return span.start, span.end


def assess(document: Sequence[Weighed], *, reach: str = "paragraph") -> tuple[Judged, ...]:
    """Assess all claims of a document; one tuple for each statement, in order.

    First each sentence by itself, then what reaches it from outside: the sentence before ("They also found …"), the end
    of its paragraph, the line that introduces its list, its table's caption, a remark that names the source of all above. `reach` says how far a citation may go at most:
    `sentence`, `run` or `paragraph`.
    """
    judged = [weighed.alone or _alone(weighed) for weighed in document]
    _refuted(document, judged)
    _own_runs(document, judged)
    if reach != "sentence":
        _runs(document, judged)
    if reach == "paragraph":
        _paragraphs(document, judged)
    _lists(document, judged)
    _quoted_runs(document, judged)
    _quotations(document, judged)
    _remarks(document, judged)
    _tables(document, judged)
    _summaries(document, judged)
    _weigh_confidence(document, judged)
    return tuple(judged)


def read_again(document: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The document with the kinds and attributions that a second reading gives statements without a mark."""
    of = nature([(weighed.statement, weighed.claims) for weighed in document])
    return tuple(
        _read_again(weighed, kind_before(document, index), of) if is_read_again(weighed) else weighed
        for index, weighed in enumerate(document)
    )


def kind_before(document: Sequence[Weighed], index: int) -> str:
    """The kind of the statement before one in its block; empty where it is the first."""
    if not index or document[index - 1].statement.block != document[index].statement.block:
        return ""
    return str(document[index - 1].claims[0].kind) if document[index - 1].claims else ""


def is_read_again(weighed: Weighed) -> bool:
    """Whether weights have a say: of sentences that no mark, table or configuration speaks for."""
    statement = weighed.statement
    return bool(
        statement.parse
        and statement.role in _READ_TWICE
        and not weighed.told
        and all(r.outcome is Outcome.NONE for r in weighed.resolutions)
        and len(QUOTATION_MARK.findall(statement.plain)) % 2 == 0  # else part of a longer quotation
        and not any(claim.kind in _SETTLED for claim in weighed.claims)
    )


def by_rule(weighed: Weighed, alone: Judged = ()) -> tuple[Status, Kind]:
    """What the rules make of a statement by itself: its status, and the kind of the claim that has it."""
    judged = alone or _alone(weighed)
    ruled = of_statement(judged)
    return ruled.status, weighed.claims[judged.index(ruled)].kind


def _read_again(weighed: Weighed, before: str, of: Nature) -> Weighed:
    alone = _alone(weighed)
    ruled, kind = by_rule(weighed, alone)
    reading = second_reading.read(weighed.statement, ruled=ruled, kind=kind, before=before, of=of)
    if reading.status is not ruled:
        claims, attributions = second_reading.applied(
            reading, weighed.claims, weighed.attributions, weighed.statement
        )
        return replace(weighed, claims=claims, attributions=attributions, sure=0.0)
    in_so_many_words = ruled in second_reading.ATTRIBUTED or kind is Kind.QUOTATION
    sure = max(reading.sure, _LIKELY) if in_so_many_words else reading.sure
    return replace(weighed, sure=sure, alone=alone)


def _weigh_confidence(document: Sequence[Weighed], judged: list[Judged]) -> None:
    of = nature([(weighed.statement, weighed.claims) for weighed in document])
    cited_blocks = {
        weighed.statement.block
        for weighed, judgements in zip(document, judged, strict=True)
        if _is_cited(judgements)
    }

    nearby = Nearby(
        [weighed.statement for weighed in document], [weighed.resolutions for weighed in document], judged
    )

    spoken = _within_speech(document)

    def weigh(index: int, own: Assessment, claim: Claim, *, behind_cited: bool) -> Confidence:
        status = own.status
        if status not in _WITHOUT_SOURCE:
            return own.confidence
        if nearby.has(index, own):
            return Confidence.LOW
        statement = document[index].statement
        if status in second_reading.ATTRIBUTED and (spoken[index] or _is_spoken(statement, own)):
            return Confidence.LOW
        if status is Status.UNLOCATABLE and (
            _ONES_OWN_WORK.search(statement.plain)
            or _BY_NUMBER.search(own.reason)
            or (statement.role is Role.LIST_ITEM and not is_finite(statement.parse))
        ):
            return Confidence.LOW
        if status is Status.UNCITED and own.reason == claim.kind:
            beside = statement.block in cited_blocks
            return confidence(statement, claim, of=of, beside_cited=beside, behind_cited=behind_cited)
        if status in second_reading.ATTRIBUTED and own.cue is not None:
            sure = of_attribution(statement, claim, own.reason, of=of)
            return max(sure, own.confidence, key=lambda one: one.rank)
        return own.confidence

    carried = False
    block = -1
    for index, weighed in enumerate(document):
        if weighed.statement.block != block:
            carried = False
            block = weighed.statement.block
        judged[index] = tuple(
            [
                _with_confidence(own, _no_surer(weigh(index, own, claim, behind_cited=carried), weighed.sure))
                for own, claim in zip(judged[index], weighed.claims, strict=True)
            ]
        )
        # What carries on with a cited sentence can itself be carried on with.
        carried = _is_cited(judged[index]) or (carried and carries_on(weighed.statement))


def _with_confidence(own: Assessment, sure: Confidence) -> Assessment:
    return own if sure is own.confidence else replace(own, confidence=sure)


def _is_cited(judged: Judged) -> bool:
    """Whether any claim of a statement is cited."""
    cited = Status.CITED
    return any(own.status is cited for own in judged)


_ONES_OWN_WORK = re.compile(
    r"\b(?:his|her|their|(?:the|a) (?:book|novel|essay|film|album|play|memoir|episode)) \W?[A-Z][\w’' -]{3,80}\W{1,2}\((?:1[5-9]|20)\d\d\)"
)
"""A work by its author, title and year, which finds it: "in her A Basket of Harbour Rhymes (1924)"."""
_BY_NUMBER = re.compile(
    r"\b(?:ANSI|ASTM|BCP|BS|DIN|ECMA|EIP|EN|FIPS|IEC|IEEE|ISO|ITU-[TR]|JEP|NIST|NFPA|ÖNORM|PEP|RFC|SAE|STD)(?: (?:EN|IEC|ISO|SP|Std))*[ -]?\d"
)
"""A standard, which its body's number finds: "RFC 2119"."""


def _no_surer(ruled: Confidence, sure: float) -> Confidence:
    """The rules' confidence, lowered where the second reading is in two minds, and low where rules and weights differ."""
    if sure < _LIKELY:
        return Confidence.LOW
    return Confidence.MEDIUM if ruled is Confidence.HIGH and sure < _SURE else ruled


def _lend(
    judged: list[Judged],
    index: int,
    assessment: Assessment,
    statuses: frozenset[Status],
    kinds: tuple[Kind, ...] = (Kind.GENERAL,),
) -> None:
    """Give an assessment to the claims of a statement that have one of the statuses, and to exempt ones of these kinds."""
    judged[index] = tuple(
        assessment if own.status in statuses or (own.status is Status.EXEMPT and own.reason in kinds) else own
        for own in judged[index]
    )


_REFUTATION = re.compile(
    r"^(?:but |yet |in fact,? |actually,? )?(?:(?:it|they|that|this|he|she|there) (?:(?:does|do|did|is|are|was|were|has|have)(?: not\b|n't\b)|(?:is|are|was|were) (?:wrong|mistaken|false|untrue|nonsense|a myth))|not so|wrong|false|untrue|nonsense|not true|this is (?:a myth|false|wrong|untrue))",
    re.IGNORECASE,
)


def _refuted(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A belief that the next sentence denies is reported, and not held."""
    for index in range(len(document) - 1):
        here, after = document[index].statement, document[index + 1].statement
        if here.block == after.block and _REFUTATION.match(after.plain):
            judged[index] = tuple(
                Assessment(Status.EXEMPT, str(Kind.REPORTED)) if own.status is Status.VAGUE else own
                for own in judged[index]
            )


def _runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    cited = -1
    authors: dict[str, int] = {}
    for index in range(1, len(document)):
        here, before = document[index].statement, document[index - 1].statement
        if here.block != before.block:
            cited = -1
            authors = {}
            continue
        if of_statement(judged[index - 1]).status is Status.CITED:
            cited = index - 1
            authors.update(dict.fromkeys(_authors(document[index - 1]), index - 1))
        again = _AUTHOR_AGAIN.match(here.text) if authors else None
        if again and again["family"] in authors and (again["others"] or bears_witness(here.parse)):
            last = of_statement(judged[authors[again["family"]]])
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, last.citations, Confidence.MEDIUM)
            _lend(judged, index, lent, frozenset({Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE}))
            continue
        behind = CARRIED_ON.search(here.text) is not None or (
            WITHIN.search(here.text) is not None and _told_of_source(judged[index - 1])
        )
        if not behind and not CONTINUING.match(here.text):
            continue
        if (
            not behind
            and PRONOUN.match(here.text)
            and not _goes_back_to_source(document[index], document[index - 1], judged[index - 1])
        ):
            continue
        from_above = cited if cited >= 0 and (behind or DEFINITE.match(here.text)) else index - 1
        last = of_statement(judged[from_above])
        open_ = frozenset({Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE})
        if last.status is Status.CITED:
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, last.citations, Confidence.MEDIUM)
            told = (Kind.GENERAL, Kind.EXAMPLE) if behind or DEFINITE.match(here.text) else (Kind.GENERAL,)
            _lend(judged, index, lent, open_, told)
        elif last.status is Status.UNLOCATABLE:
            lent = replace(last, scope=Scope.RUN, confidence=Confidence.MEDIUM)
            _lend(judged, index, lent, frozenset({Status.UNCITED}))


_AUTHOR_AGAIN = re.compile(
    r"(?:(?:In addition|Moreover|Furthermore|Further|However|Similarly|Later|Again|Finally|In turn),? )?"
    r"(?P<family>[^\W\d_a-z][\w’'-]+?)(?P<others>,? et al\.?|,? (?:and|&) (?:colleagues|co-?workers|others|[^\W\d_a-z][\w’'-]+))?(?:['’]s?)? [a-z]"
)
"""An author by name alone, as the subject: "Dahl also found …"."""
_FAMILY_NAME = re.compile(r"[^\W\d_a-z][^\W\d_’'-]*[a-zß-ÿ][\w’'-]*?(?=(?:['’]s)?(?:\W|\d|$))")


def _authors(weighed: Weighed) -> list[str]:
    """The first authors whom a sentence names as its sources: `Dahl et al. (2022) counted …`."""
    text = weighed.statement.text
    return [
        name[0]
        for r in weighed.resolutions
        if r.outcome is Outcome.LOCATED
        and r.mark.end > r.mark.start
        and (r.mark.narrative or r.mark.kind is MarkKind.LINK)
        and (name := _FAMILY_NAME.match(text, r.mark.start, r.mark.end)) is not None
        and name[0] not in ("The", "This", "In", "An")
    ]


def _told_of_source(judged: Judged) -> bool:
    """Whether a sentence has a source that the next can go back to."""
    return of_statement(judged).status in (Status.CITED, Status.UNLOCATABLE)


def _own_runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What is said of "it" or "them" right behind one's own finding is found out by oneself, too."""
    for index in range(1, len(document)):
        here, before = document[index], document[index - 1]
        if (
            here.statement.block == before.statement.block
            and _OF_IT.match(here.statement.plain)
            and all(own.status is Status.EXEMPT and own.reason == Kind.OWN_DATA for own in judged[index - 1])
        ):
            own = Assessment(Status.EXEMPT, str(Kind.OWN_DATA), confidence=Confidence.MEDIUM)
            judged[index] = tuple(
                own if each.status is Status.UNCITED and each.reason == Kind.STATISTIC else each
                for each in judged[index]
            )


_OF_IT = re.compile(
    r"^(?:its?|they|their|these|those|of these|of those|both|neither|the (?:rest|others?))\b", re.IGNORECASE
)


def _goes_back_to_source(weighed: Weighed, before: Weighed, judged: Judged) -> bool:
    """Whether a pronoun means the source of the sentence before: it speaks there, or goes on speaking here."""
    return (
        of_statement(judged).scope is Scope.RUN
        or any(a.to is Attributed.NAMED for a in before.attributions)
        or any(r.mark.narrative for r in before.resolutions)
        or bears_witness(weighed.statement.parse)
    )


def _extents(document: Sequence[Weighed]) -> list[range]:
    """For each statement, the indices of all statements of its block."""
    extents: list[range] = []
    low = 0
    for high in range(1, len(document) + 1):
        if high == len(document) or document[high].statement.block != document[low].statement.block:
            extents.extend([range(low, high)] * (high - low))
            low = high
    return extents


def _paragraphs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    for group in dict.fromkeys(_extents(document)):
        last = group[-1]
        role = document[last].statement.role
        if role not in STATED or role is Role.TABLE_ROW:
            continue
        if len(group) < 2 or not document[last].behind_stop:
            continue
        located = _citations(document[last].resolutions, Outcome.LOCATED)
        same = {citation.reference for citation in located}
        others = {
            index: r.outcome
            for index in group[:-1]
            for r in document[index].resolutions
            if (r.outcome is not Outcome.NONE or r.mark.kind in (MarkKind.NOTE, MarkKind.FOOTNOTE))
            and r.mark.kind is not MarkKind.LEGAL
            and not (r.citation is not None and r.citation.reference in same)
        }
        if not located or any(o not in (Outcome.DANGLING, Outcome.NONE) for o in others.values()):
            continue
        # A mark that leads to no source divides the paragraph; another source means that each has its own.
        lent = Assessment(Status.CITED, str(Scope.PARAGRAPH), Scope.PARAGRAPH, located, Confidence.LOW)
        for index in range(max(others, default=group[0] - 1) + 1, last):
            _lend(judged, index, lent, frozenset({Status.UNCITED}))


def _lists(document: Sequence[Weighed], judged: list[Judged]) -> None:
    lead: Assessment | None = None
    for index, weighed in enumerate(document):
        statement = weighed.statement
        if statement.role is Role.LIST_ITEM:
            if lead is not None and statement.lead:
                _lend(
                    judged, index, lead, frozenset({Status.UNCITED}), kinds=(Kind.GENERAL, Kind.INSTRUCTION)
                )
            continue
        lead = None
        if statement.text.rstrip().endswith(":"):
            lead = _of_marks([weighed], Scope.LIST)


def _tables(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """What stands beside a table speaks for its rows: caption, source row or line, a mark in its header, "our counts"."""
    extents = _extents(document)
    index = 0
    while index < len(document):
        if document[index].statement.role not in _TABLE:
            index += 1
            continue
        first = index
        while index < len(document) and document[index].statement.role in _TABLE:
            index += 1
        beside = [
            at
            for neighbour in (first - 1, index)
            if 0 <= neighbour < len(document)
            for at in _speaking_for_table(document, extents[neighbour])
        ]
        lent = _of_table(document, beside, first, index)
        if lent is None:
            continue
        for row in range(first, index):
            statement = document[row].statement
            if statement.role is Role.TABLE_ROW and not _citations(
                document[row].resolutions, Outcome.LOCATED
            ):
                _lend(judged, row, lent, frozenset({Status.UNCITED}))


_TABLE = frozenset({Role.TABLE_HEADER, Role.TABLE_ROW})
_CAPTIONED = re.compile(r"^\W*(?:table|tab\.|chart|fig(?:ure)?\.?|plot|appendix)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:published|reported|measured|listed|given|compiled|collected|calculated|computed|taken|adapted|drawn|reproduced|from|after|according to|courtesy of)\b",
    re.IGNORECASE,
)
_SOURCE_INSIDE = re.compile(
    r"(?:^|[.;(\[]\s*)(?:data |figures )?(?:source|sources|from|data|figures|refs?\.?|references?)\s*:",
    re.IGNORECASE,
)


def _given_source(statement: Statement) -> Assessment | None:
    """What "Source: …" in words amounts to: a full reference, or the name of one."""
    source = _SOURCE_INSIDE.search(statement.plain)
    if source is None:
        return None
    said = " ".join(statement.plain[source.end() :].replace(" | ", " ").split()).strip(" .)")
    if not said:
        return None
    if is_unfilled(said):
        blank = (Citation(said, None, statement.span.start, statement.span.end, NEVER_FILLED_IN),)
        return Assessment(Status.UNRESOLVED, NEVER_FILLED_IN, Scope.TABLE, blank, Confidence.MEDIUM)
    outcome, name = note_outcome(said, "")
    if outcome is Outcome.LOCATED:
        cited = (Citation(said, name, statement.span.start, statement.span.end),)
        return Assessment(Status.CITED, str(Scope.TABLE), Scope.TABLE, cited, Confidence.MEDIUM)
    return Assessment(Status.UNLOCATABLE, said, Scope.TABLE, confidence=Confidence.MEDIUM)


def _of_table(document: Sequence[Weighed], beside: Sequence[int], first: int, end: int) -> Assessment | None:
    """What rows from `first` to `end` are lent by what speaks for them beside the table and in it."""
    inside = [
        at
        for at in range(first, end)
        if document[at].statement.role is Role.TABLE_HEADER
        or SOURCE_REMARK.match(document[at].statement.text)
    ]
    speaking = [*beside, *inside]
    marked = _of_marks([document[at] for at in speaking], Scope.TABLE)
    if marked is not None:
        return marked
    if any(claim.kind is Kind.OWN_DATA for at in beside for claim in document[at].claims):
        return Assessment(Status.EXEMPT, str(Kind.OWN_DATA), confidence=Confidence.MEDIUM)
    for at in speaking:
        given = _given_source(document[at].statement)
        if given is not None:
            return replace(given, scope=Scope.TABLE)
    return None


def _speaking_for_table(document: Sequence[Weighed], block: range) -> list[int]:
    """The statements of a block beside a table that speak for it: all, if it is a caption in words ("Table 3: …") or holds
    a remark on sources, else those that the format marks as caption.
    """
    texts = [document[at].statement.plain for at in block]
    if _CAPTIONED.match(texts[0]) or any(
        SOURCE_REMARK.match(text) or _SOURCE_INSIDE.search(text) for text in texts
    ):
        return list(block)
    return [
        at
        for at in block
        if document[at].statement.role is Role.CAPTION
        or (
            len(block) == 1
            and _TAKEN.search(document[at].statement.plain)
            and not is_finite(document[at].statement.parse)
        )
    ]


def _is_aside(statement: Statement) -> bool:
    """Whether it is no sentence but brackets behind one: "It rose by 4 %. (National Office)"."""
    text = statement.text.strip()
    if len(text) >= 120:
        return False
    linked = max([mark.end - mark.start for mark in statement.marks], default=0)
    bracketed = text[:1] in "([" and text[-1:] in ")]"
    return (bracketed or linked >= len(text.strip(" .()[]"))) and not is_finite(statement.parse)


_SIGNAL = re.compile(
    r"\W*(?:See(?:,? (?:also|e\.g\.|generally))?|But see|Accord|Cf\.|E\.g\.|Compare|Contra|Citing|Quoting|Id\.),? ?",
    re.ASCII,
)


def _cites_alone(weighed: Weighed) -> bool:
    """Whether a sentence is nothing but a citation, as in legal writing: "*See* Berg v. Lind, 531 U.S. 98 (2000)."."""
    statement = weighed.statement
    marks = [r.mark for r in weighed.resolutions if r.outcome is Outcome.LOCATED]
    if not marks or statement.role is not Role.PARAGRAPH or len(statement.plain) > 300:
        return False
    signal = _SIGNAL.match(statement.plain)
    legal = any(mark.kind is MarkKind.LEGAL for mark in marks)
    if signal is None and not legal:
        return False
    covered = sum(mark.end - mark.start for mark in marks)
    bare = len(statement.plain.strip(" .()")) - (signal.end() if signal else 0)
    return (legal and signal is not None and not is_finite(statement.parse)) or covered >= 0.7 * bare > 0


_PRONOUNS = frozenset({"they", "he", "she", "it"})


def _remarks(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """`Source: …` at the end of a paragraph, or alone below it, speaks for the paragraph above."""
    for index, weighed in enumerate(document):
        aside = not is_source_remark(weighed.statement, weighed.resolutions)
        if aside and not _is_aside(weighed.statement):
            if not index or not _cites_alone(weighed):
                continue
            above = index - 1
            if document[above].statement.block == weighed.statement.block:
                own = _citations(weighed.resolutions, Outcome.LOCATED)
                _lend(
                    judged,
                    above,
                    Assessment(Status.CITED, str(Scope.SENTENCE), Scope.SENTENCE, own, Confidence.MEDIUM),
                    frozenset({Status.UNCITED}),
                )
            continue
        located = _citations(weighed.resolutions, Outcome.LOCATED)
        given = _given_source(weighed.statement) if not located and not aside else None
        if given is not None and given.status is Status.CITED:
            located = given.citations
        if located:
            lent = Assessment(Status.CITED, str(Scope.PARAGRAPH), Scope.PARAGRAPH, located, Confidence.MEDIUM)
        elif not aside and (dangling := _citations(weighed.resolutions, Outcome.DANGLING)):
            lent = Assessment(
                Status.UNRESOLVED, dangling[0].problem, Scope.PARAGRAPH, dangling, Confidence.MEDIUM
            )
        elif given is not None:
            lent = replace(given, scope=Scope.PARAGRAPH)
        else:
            continue
        above = index - 1
        block = document[above].statement.block if above >= 0 else -1
        if above >= 0 and block == weighed.statement.block:
            _lend(judged, above, lent, frozenset({Status.UNLOCATABLE, Status.VAGUE}), kinds=())
        # Below a list it speaks for all items.
        listed = above >= 0 and not aside and document[above].statement.role is Role.LIST_ITEM
        listed = listed and weighed.statement.role is not Role.LIST_ITEM
        while (
            above >= 0
            and (document[above].statement.block == block or listed)
            and document[above].statement.role in ({Role.LIST_ITEM} if listed else STATED)
        ):
            if (
                aside
                and above < index - 1
                and any(r.outcome is not Outcome.NONE for r in document[above].resolutions)
            ):
                break
            _lend(judged, above, lent, frozenset({Status.UNCITED}))
            if not aside and lent.status is Status.CITED:
                # "They" are the people of the paragraph, whose source is given.
                judged[above] = tuple(
                    lent if own.status is Status.UNLOCATABLE and own.reason.casefold() in _PRONOUNS else own
                    for own in judged[above]
                )
            above -= 1


def _leaves_open(text: str) -> bool:
    """Whether a quotation is begun in it and not ended."""
    straight = text.count('"') % 2 == 1
    return straight or text.count("\u201c") > text.count("\u201d")


def _within_speech(document: Sequence[Weighed]) -> list[bool]:
    """For each statement, whether somebody else's words go on in it: in a block quotation, or behind a quotation mark
    that a sentence before it opens and it or a later one of its block closes.
    """
    spoken = [weighed.statement.role is Role.QUOTATION for weighed in document]
    for extent in dict.fromkeys(_extents(document)):
        opened = -1
        for index in extent:
            if len(QUOTATION_MARK.findall(document[index].statement.plain)) % 2 == 0:
                continue
            if opened < 0:
                opened = index
                continue
            spoken[opened + 1 : index + 1] = [True] * (index - opened)
            opened = -1
    return spoken


_SPEECH = re.compile(r"\"[^\"]*(?:\"|$)")


def _is_spoken(statement: Statement, own: Assessment) -> bool:
    """Whether the words that attribute stand in a quoted clause of the statement: they are not the writer's."""
    if own.cue is None:
        return False
    for match in _SPEECH.finditer(statement.plain):
        span = statement.prose.span(match.start(), match.end())
        if span.start < own.cue[0] and own.cue[1] <= span.end:
            return any(
                match.start() <= t.start < match.end() and t.tag in ("VBZ", "VBP", "VBD", "MD")
                for t in statement.parse
            )
    return False


def _quoted_runs(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A quotation of several sentences is one: the source behind its last sentence is that of all."""
    index = 0
    while index < len(document):
        first = document[index].statement
        if not _leaves_open(first.text):
            index += 1
            continue
        last = index + 1
        while last < len(document) and document[last].statement.block == first.block:
            if _leaves_open(document[last].statement.text) or "\u201d" in document[last].statement.text:
                break
            last += 1
        else:
            index += 1
            continue
        located = _citations(document[last].resolutions, Outcome.LOCATED)
        if located:
            lent = Assessment(Status.CITED, str(Scope.RUN), Scope.RUN, located, Confidence.MEDIUM)
            for at in range(index, last):
                _lend(
                    judged, at, lent, frozenset({Status.UNCITED, Status.UNLOCATABLE, Status.VAGUE}), kinds=()
                )
        index = last + 1


_SPOKEN_BY = re.compile(r"^\s*(?:[—–―]|--?) ?(?=[\w\"“‘*_\[(])")


def _quotations(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """The line below a quotation says where it stands: a reference there covers all of it, a work that is only named makes
    it unlocatable.
    """
    first = 0
    for index in range(len(document) - 1):
        if document[index].statement.role is not Role.QUOTATION:
            first = index + 1
            continue
        if _SPOKEN_BY.match(document[index].statement.plain):
            first = index + 1
        below = document[index + 1].statement
        line = below.role in (Role.QUOTATION, Role.PARAGRAPH) and bool(_SPOKEN_BY.match(below.plain))
        if not (line or below.role is Role.METADATA):
            continue
        lent = _of_marks([document[index + 1]], Scope.PARAGRAPH)
        if lent is not None and line and not is_finite(below.parse):
            for above in range(first, index + 1):
                _lend(
                    judged,
                    above,
                    lent,
                    frozenset({Status.UNCITED, Status.UNLOCATABLE, Status.VAGUE}),
                    kinds=(),
                )
            continue
        if lent is not None and lent.status is Status.CITED:
            continue
        named = note_outcome(_SPOKEN_BY.sub("", below.plain), "")[0] is Outcome.NAMED
        if named and "," in below.plain:
            source = Assessment(Status.UNLOCATABLE, below.plain.strip(" —–-"), confidence=Confidence.MEDIUM)
            _lend(judged, index, source, frozenset({Status.UNCITED}), kinds=())


def _stems(statement: Statement) -> frozenset[str]:
    if statement.parse:
        return frozenset(
            t.lemma
            for t in statement.parse
            if t.pos in ("NOUN", "PROPN", "VERB") and len(t.lemma) >= _STOPWORD_LENGTH
        )
    return frozenset(w for w in re.findall(r"\w+", statement.text.lower()) if len(w) > _STOPWORD_LENGTH)


def _summaries(document: Sequence[Weighed], judged: list[Judged]) -> None:
    """A lead or summary without figures needs no citation where a cited statement below takes up its subject."""
    leads: list[int] = []
    called: set[int] = set()
    """Those that are called a summary, or stand below a heading of that name."""
    first_block: int | None = None
    summary_block: int | None = None
    summary_list = -1
    for index, weighed in enumerate(document):
        statement = weighed.statement
        headed = bool(statement.headings and _SUMMARY.match(statement.headings[-1]))
        if headed:
            called.add(index)
        if statement.role is Role.LIST_ITEM and (headed or summary_list >= 0):
            leads.append(index)
            continue
        summary_list = -1
        if statement.role is not Role.PARAGRAPH:
            continue
        summary = _SUMMARY.match(statement.text) is not None
        if summary and len(statement.text.split()) <= 4:
            summary_list = index
        if first_block is None:
            first_block = statement.block
        if headed or summary or statement.block in (first_block, summary_block):
            leads.append(index)
            if summary:
                summary_block = statement.block
    if not leads:
        return
    last_cited: dict[str, int] = {}
    """Words of cited statements -> the last of these."""
    for index, weighed in enumerate(document):
        if _is_cited(judged[index]) and weighed.statement.block != first_block:
            last_cited.update(dict.fromkeys(_stems(weighed.statement), index))
    extents = _extents(document)
    for index in leads:
        statement = document[index].statement
        if any(r.outcome is not Outcome.NONE for r in document[index].resolutions):
            continue
        marked = index in called or _SUMMARY.match(document[extents[index][0]].statement.text) is not None
        alone = len(extents[index]) == 1 and statement.role is Role.PARAGRAPH
        listed = statement.role is Role.LIST_ITEM
        if not (marked or alone or listed):
            continue
        taken_up = sum(last_cited.get(word, -1) > index for word in _stems(statement))
        brief = len(statement.text.split()) <= 10
        if taken_up >= (1 if marked or brief or listed else 2):
            judged[index] = tuple(
                Assessment(Status.EXEMPT, "covered later", confidence=Confidence.MEDIUM)
                if own.status is Status.UNCITED
                and claim.kind not in (Kind.STATISTIC, Kind.SUPERLATIVE, Kind.QUOTATION, Kind.ADVICE)
                and not (claim.kind is Kind.DATE and is_dated(claim.text))
                else own
                for own, claim in zip(judged[index], document[index].claims, strict=True)
            )
