"""Where a text says in words where its figures come from: "Source: …", a column of sources, the caption of a table."""

from __future__ import annotations

import re

from factcheck import prefilter
from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.citations.prose_references import NEVER_FILLED_IN, is_unfilled, note_outcome
from factcheck.citations.resolution import Outcome
from factcheck.citations.scope import SOURCE_INSIDE
from factcheck.claims.claim import Kind, Statement
from factcheck.text import Span
from factcheck.values import replace

_SOURCE_HEADER = prefilter.late(
    r"^\W*(?:(?:data )?sources?|references?|refs?\.?|citations?|evidence|reported by|according to|study|studies|where from|from where|provenance|taken from|quelle|fuente)\W*$",
    re.IGNORECASE,
)
OWN_COLUMN = prefilter.late(
    r"(?:our|own|we|ourselves|author'?s?'?|authors' own|this (?:repo(?:sitory)?|study|work|paper|report|survey|article|project|post|page)|in-?house)\b(?! et al)",
    re.IGNORECASE,
)
"""A source column that names the writers themselves: "our own runs", "this repo"."""

_OWN_WORK = prefilter.late(
    r"(?:the )?(?:our(?: own)?|own|authors?['’]?s?['’]?(?: own)?|in-?house) (?:[\w-]+ ){0,2}?"
    r"(?:calculations?|computations?|estimat(?:es?|ions?)|analys[ei]s|elaborations?|compilations?|illustrations?|surveys?|data|fieldwork|field ?notes|measurements?|interviews?"
    r"|observations?|counts?|tests?|research|experiments?|records?|simulations?)\b(?!.*\b(?:based on|from|using|after|with|according to|by)\b)",
    re.IGNORECASE,
)
"""What the writers name as their source where it is their own work, and rests on nobody else's: "Authors' calculations."."""


def source_column(statement: Statement) -> str:
    """What a table row names as its source in a column of that name."""
    for name, (start, end) in zip(statement.header, statement.cells, strict=False):
        cell = statement.text[start:end].strip(" –—-")
        if _SOURCE_HEADER.match(name) and any(character.isalpha() for character in cell):
            return cell
    return ""


CAPTIONED = prefilter.late(r"^\W*(?:table|tab\.|chart|fig(?:ure)?\.?|plot|appendix)\b", re.IGNORECASE)
"""The opening of a caption in words: "Table 3: …"."""


def given_source(statement: Statement, scope: Scope) -> Assessment | None:
    """What "Source: …" in words amounts to."""
    source = SOURCE_INSIDE.search(statement.plain)
    if source is None:
        return None
    words = statement.plain[source.end() :]
    said = " ".join(words.replace(" | ", " ").split()).strip(" .)|")
    if not said:
        return None
    span = statement.prose.span(
        source.end() + len(words) - len(words.lstrip(" |.)")), source.end() + len(words.rstrip(" |.)"))
    )
    return replace(assess_source(said, span, scope), remark=(span.start, span.end))


def assess_source(said: str, span: Span, scope: Scope) -> Assessment:
    """What words amount to that stand where a source is to be named: a full reference, or no more than the name of one."""
    if is_unfilled(said):
        blank = (Citation(said, None, span.start, span.end, NEVER_FILLED_IN),)
        return Assessment(Status.UNRESOLVED, NEVER_FILLED_IN, scope, blank, Confidence.MEDIUM)
    if _OWN_WORK.match(said):
        return Assessment(Status.EXEMPT, str(Kind.OWN_DATA), confidence=Confidence.MEDIUM)
    outcome, name = note_outcome(said, "")
    if outcome is Outcome.LOCATED:
        cited = (Citation(said, name, span.start, span.end),)
        return Assessment(Status.CITED, str(scope), scope, cited, Confidence.MEDIUM)
    return Assessment(Status.UNLOCATABLE, said, scope, confidence=Confidence.MEDIUM)
