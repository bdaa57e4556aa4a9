"""What is wrong with references and marks as such, and how surely a mark that leads nowhere was meant as a citation."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterator, Mapping, Sequence

from factcheck.citations.citation import Citation, Confidence, Status
from factcheck.citations.notes import opens_note
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.citations.weighed import Judged, Weighed
from factcheck.claims.claim import Statement
from factcheck.document import Document, MarkKind, Role
from factcheck.references.identifiers import identifiers
from factcheck.references.reference import Reference
from factcheck.text import Span
from factcheck.values import Value


class ReferenceProblem(Value, frozen=True):
    """Something wrong with a reference or mark as such, whether or not a claim hangs on it."""

    kind: str
    """`undefined`, `unused`, `malformed`, `mismatched`, `duplicate`."""
    message: str
    span: Span
    path: str
    """The file it stands in: the page's own, or a bibliography's."""
    confidence: Confidence = Confidence.HIGH


def reference_problems(
    path: str, weighed: Sequence[Weighed], judged: Sequence[Judged], own: Sequence[Reference]
) -> Iterator[ReferenceProblem]:
    """What is wrong with the marks of a document, which defines references of its own, and with what these give; and with
    what stands in words where a source is to be named, if claims lean on it.
    """
    told: list[Span] = []
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
            told.append(Span(citation.start, citation.end))
            yield ReferenceProblem(
                resolution.problem,
                citation.problem,
                Span(citation.start, citation.end),
                path,
                _confidence(resolution, citation, one, kinds, own),
            )
    blanks = {
        Span(citation.start, citation.end): (citation, each.confidence)
        for judgements in judged
        for each in judgements
        if each.status is Status.UNRESOLVED
        for citation in each.citations
    }
    for span, (citation, sure) in blanks.items():
        if span not in told:
            yield ReferenceProblem("undefined", citation.problem, span, path, sure)
    for one in weighed:
        if one.statement.role is Role.BIBLIOGRAPHY:
            yield from _malformed(path, one.statement, told)


def notes_defined_twice(document: Document) -> Iterator[ReferenceProblem]:
    """Definitions of footnotes in Markdown under a label that has one: only the first is shown."""
    if document.source.path.lower().endswith(".ipynb"):
        return  # each cell has its own notes
    labels: set[str] = set()
    for block in document.blocks:
        if opens_note(block, document.source):
            if block.label in labels:
                message = f"footnote {block.label!r} is defined twice; only the first is shown"
                yield ReferenceProblem("duplicate", message, block.span, document.source.path)
            labels.add(block.label)


def _malformed(path: str, entry: Statement, told: Sequence[Span]) -> Iterator[ReferenceProblem]:
    """The identifiers in an entry of a list or a note that are malformed, where no mark has told of them."""
    for found in identifiers(entry.text):
        if not found.identifier.problem:
            continue
        place = entry.prose.span(found.start, found.end)
        if not any(place.overlaps(other) for other in told):
            yield ReferenceProblem("malformed", found.identifier.problem, place, path)


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
