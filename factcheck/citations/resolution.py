"""Where marks can lead, and where one led."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping

from factcheck.citations.citation import Citation
from factcheck.document import Mark
from factcheck.references.reference import Reference
from factcheck.values import Value


class Outcome(enum.StrEnum):
    """What becomes of a mark, best first."""

    LOCATED = "located"
    DANGLING = "dangling"
    """It is a citation and leads nowhere."""
    NAMED = "named"
    """It names a source without anything to find it by."""
    WANTED = "wanted"
    """Somebody has noted that a citation is needed."""
    NOBODY = "nobody"
    """Somebody has noted that the attribution names nobody."""
    NONE = "none"
    """It is no citation: navigation, a remark."""


class Resolution(Value, frozen=True):
    """A mark and what became of it."""

    mark: Mark
    outcome: Outcome
    citation: Citation | None = None
    problem: str = ""
    """Dangling ones: `undefined`, `malformed` or `mismatched`."""


@dataclasses.dataclass(frozen=True)
class Shelf:
    """Everything that marks of one document can resolve to."""

    by_key: Mapping[str, Reference] = dataclasses.field(default_factory=dict)
    """Bibliography entries of the files, the front matter and the format's own lists."""
    numbers: Mapping[str, Reference] = dataclasses.field(default_factory=dict)
    """Entries of a numbered reference list at the end of the text."""
    by_author_year: Mapping[str, Reference] = dataclasses.field(default_factory=dict)
    """Keys as `author_year_key` makes them."""
    by_family: Mapping[str, Reference] = dataclasses.field(default_factory=dict)
    """Family name as written -> an entry of the document's own list."""
    years: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """Family name, folded -> the years that the list has of it."""
    in_notes: Mapping[str, Reference] = dataclasses.field(default_factory=dict)
    """The same of what notes give in full, where a short citation calls what the list does not have."""
    notes: Mapping[str, tuple[Outcome, str]] = dataclasses.field(default_factory=dict)
    """Footnote label -> what its body amounts to, and the reference it gives."""
    citation_hosts: tuple[str, ...] = ()
    navigation_hosts: tuple[str, ...] = ()
