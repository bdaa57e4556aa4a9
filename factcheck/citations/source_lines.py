"""Where a text says in words where its figures come from: "Source: …", a column of sources, the caption of a table."""

from __future__ import annotations

import re

from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.citations.resolve import NEVER_FILLED_IN, Outcome, is_unfilled, note_outcome
from factcheck.claims.claim import Statement

_SOURCE_HEADER = re.compile(
    r"^\W*(?:(?:data )?sources?|references?|refs?\.?|citations?|evidence|reported by|according to|study|studies|where from|from where|provenance|taken from|quelle|fuente)\W*$",
    re.IGNORECASE,
)
OWN_COLUMN = re.compile(
    r"(?:our|own|we|ourselves|author'?s?'?|authors' own|this (?:repo(?:sitory)?|study|work|paper|report|survey|article|project|post|page)|in-?house)\b(?! et al)",
    re.IGNORECASE,
)
"""A source column that names the writers themselves: "our own runs", "this repo"."""


def source_column(statement: Statement) -> str:
    """What a table row names as its source in a column of that name."""
    for name, (start, end) in zip(statement.header, statement.cells, strict=False):
        cell = statement.text[start:end].strip(" –—-")
        if _SOURCE_HEADER.match(name) and any(character.isalpha() for character in cell):
            return cell
    return ""


CAPTIONED = re.compile(r"^\W*(?:table|tab\.|chart|fig(?:ure)?\.?|plot|appendix)\b", re.IGNORECASE)
"""The opening of a caption in words: "Table 3: …"."""
SOURCE_INSIDE = re.compile(
    r"(?:^|[.;(\[]\s*)(?:data |figures )?(?:source|sources|from|data|figures|refs?\.?|references?)\s*:",
    re.IGNORECASE,
)
"""What opens the naming of a source, at the beginning or behind a sentence: "… by 4 %. Source: …"."""


def given_source(statement: Statement) -> Assessment | None:
    """What "Source: …" in words amounts to: a full reference, or the name of one."""
    source = SOURCE_INSIDE.search(statement.plain)
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
