"""What a rule is, what it is given, and what it says."""

from __future__ import annotations

import dataclasses
import enum
import functools
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck.citations.citation import Confidence, Status
from factcheck.text import Source, Span
from factcheck.values import Value

if TYPE_CHECKING:  # a kept report is shown without any of these
    from factcheck.citations.reference_problems import ReferenceProblem
    from factcheck.claims.claim import Kind
    from factcheck.conflicts.conflict import Conflict
    from factcheck.ledger.reviews import ReviewProblem
    from factcheck.page import Page, PageClaim, PageStatement
    from factcheck.suppress.directives import SuppressionProblem


class Severity(enum.StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Related(Value, frozen=True):
    """Another place that a finding is about."""

    path: str
    span: Span
    message: str


class Alarm(Value, frozen=True):
    """What a rule says, before code, severity and line numbers are added."""

    path: str
    span: Span
    message: str
    confidence: Confidence = Confidence.HIGH
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    """Where it differs from the rule's own."""


@dataclasses.dataclass(frozen=True)
class Facts:
    """All that is known; the same for every rule."""

    pages: tuple[Page, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sources: Mapping[str, Source] = dataclasses.field(default_factory=dict)
    """By path: for line numbers in messages, not for finding anything out."""
    problems: tuple[ReferenceProblem, ...] = ()
    """Those of bibliography files, of records and of the pages together."""
    unreadable: tuple[tuple[str, str], ...] = ()
    """Files that could not be read, with the reason."""
    suppressions: tuple[SuppressionProblem, ...] = ()
    """What is wrong with directives in comments; known only when all other rules have run."""
    reviews: tuple[ReviewProblem, ...] = ()
    """What is wrong with the reviews in the ledger; none where an article has no ledger."""

    @functools.cached_property
    def by_status(self) -> Mapping[Status, Sequence[tuple[Page, PageStatement]]]:
        """The statements that have a claim of a status, each with its page, in order."""
        found: dict[Status, list[tuple[Page, PageStatement]]] = {}
        for page in self.pages:
            for statement in page.statements:
                for status in dict.fromkeys(claim.assessment.status for claim in statement.claims):
                    found.setdefault(status, []).append((page, statement))
        return found


class Rule(Value, frozen=True):
    """One rule. Its file's name is its name, with underscores; its module's docstring is its manual page."""

    code: str
    name: str
    severity: Severity
    find: Callable[[Facts], Iterable[Alarm]]
    enabled: bool = True
    """Whether it runs without being selected."""


def exactness(rule: Rule, selector: str) -> int:
    """How exactly a selector names a rule: the length of a beginning of its code, more for its name, -1 for not at all.

    Capitals make no difference, and `ALL` is another word for `FC`.
    """
    if selector.lower() == rule.name:
        return len(rule.code) + 1
    beginning = "FC" if selector.upper() == "ALL" else selector.upper()
    return len(beginning) if len(beginning) > 1 and rule.code.startswith(beginning) else -1


class Finding(Value, frozen=True):
    """An alarm with its rule, its place in lines and columns, and a fingerprint that survives edits
    elsewhere.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    path: str
    span: Span
    line: int
    column: int
    fingerprint: str
    related: tuple[RelatedPlace, ...] = ()


class RelatedPlace(Value, frozen=True):
    """A related place with its line and column."""

    path: str
    span: Span
    line: int
    column: int
    message: str


def claims_with(
    facts: Facts, status: Status, *, kinds: Container[Kind] | None = None, but: Container[Kind] = ()
) -> Iterator[tuple[Page, Span, PageClaim]]:
    """Statements with claims of a status: the page, the stretch that these claims fill, and the surest of
    them.

    One for each statement, however many of its claims are meant, and one for each remark ("Source: …"), at its words,
    however many statements lean on it. `kinds` are those looked for (all, where it is None), `but` those left out.
    """
    leaning: dict[tuple[str, tuple[int, int]], list[tuple[Page, PageClaim]]] = {}
    for page, statement in facts.by_status.get(status, ()):
        meant = []
        for claim in statement.claims:
            if (
                claim.assessment.status is not status
                or (kinds is not None and claim.kind not in kinds)
                or claim.kind in but
            ):
                continue
            if claim.assessment.remark is None:
                meant.append(claim)
            else:
                leaning.setdefault((page.path, claim.assessment.remark), []).append((page, claim))
        if meant:
            span = meant[0].span
            for claim in meant[1:]:
                span = span.cover(claim.span)
            yield page, span, min(meant, key=_doubt)
    for (_, remark), claims in leaning.items():
        yield claims[0][0], Span(*remark), min((claim for _, claim in claims), key=_doubt)


def _doubt(claim: PageClaim) -> int:
    return claim.assessment.confidence.rank


def shortened(text: str, length: int = 60) -> str:
    """A text on one line, cut at a word where it is long."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0] + " …"
