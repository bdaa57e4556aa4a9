"""What is wrong with the reviews of claims."""

from __future__ import annotations

import datetime as dt
import enum

from factcheck.citations.citation import Status
from factcheck.ledger.entries import Ledger
from factcheck.ledger.matching import listed, match
from factcheck.page import Page
from factcheck.text import Span
from factcheck.values import Value


class ReviewProblemKind(enum.StrEnum):
    """What is wrong with the review of a claim."""

    UNREVIEWED = "unreviewed"
    CHANGED = "changed"
    EXPIRED = "expired"


class ReviewProblem(Value, frozen=True):
    """A claim whose review is missing, or holds no longer."""

    kind: ReviewProblemKind
    path: str
    span: Span
    message: str


def review_problems(ledger: Ledger, page: Page, today: dt.date | None = None) -> tuple[ReviewProblem, ...]:
    """What is wrong with the reviews of a page's claims. Without `today` no review expires."""
    claims = listed(page, ledger)
    found = []
    for claim, entry in zip(claims, match(ledger, claims), strict=True):
        if entry is None or entry.review is None:
            if claim.assessment.status is not Status.EXEMPT:
                found.append(
                    _problem(ReviewProblemKind.UNREVIEWED, page, claim.span, "nobody has reviewed this claim")
                )
            continue
        by = f" by {entry.review.by}" if entry.review.by else ""
        on = f" on {entry.review.on}" if entry.review.on else ""
        before = entry.was if entry.changed else entry.text if entry.id != claim.id else ""
        if before:
            message = f"this claim has changed since its review{by}{on}; it read “{before}”"
            found.append(_problem(ReviewProblemKind.CHANGED, page, claim.span, message))
        if today is not None and entry.review.until is not None and entry.review.until < today:
            message = f"the review{by}{on} was good until {entry.review.until.isoformat()}"
            found.append(_problem(ReviewProblemKind.EXPIRED, page, claim.span, message))
    return tuple(found)


def _problem(kind: ReviewProblemKind, page: Page, span: Span, message: str) -> ReviewProblem:
    return ReviewProblem(kind, page.path, span, message)
