"""A document with all that is known of each claim: plain values that can be cached."""

from __future__ import annotations

import dataclasses

from factcheck.citations.citation import Assessment
from factcheck.claims.claim import Kind
from factcheck.claims.frame import Frame
from factcheck.document import Comment, Role
from factcheck.quantities import Quantity
from factcheck.references.reference import Reference
from factcheck.text import Span
from factcheck.verify.verdict import Verdict


@dataclasses.dataclass(frozen=True, slots=True)
class PageClaim:
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


@dataclasses.dataclass(frozen=True, slots=True)
class PageStatement:
    """A statement as shown to people; its assessment is that of its best-supported claim."""

    span: Span
    text: str
    role: Role
    assessment: Assessment
    claims: tuple[PageClaim, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ReferenceProblem:
    """Something wrong with a reference or mark as such, whether or not a claim hangs on it."""

    kind: str
    """`undefined`, `unused`, `malformed`, `mismatched`, `duplicate`."""
    message: str
    span: Span
    path: str
    """The file it stands in: the page's own, or a bibliography's."""


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
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
