"""What "ibid.", "op. cit." and a short note go back to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import TypeVar

from factcheck.citations.citation import Citation
from factcheck.citations.manners.ibidem import is_place_in_law
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.document import Mark, MarkKind
from factcheck.references.reference_list import is_ibidem
from factcheck.values import replace

_ABOVE = re.compile(
    r"\b(?:op\. ?cit|loc\. ?cit|as above|as before|above,? n|as cited|a\. ?a\. ?O|ibid)", re.IGNORECASE
)
_OF_NAME = re.compile(r"\b(?:op|loc)\. ?cit\b", re.IGNORECASE)
_FAMILY = re.compile(r"[^\W\d_a-z][\w’'-]{2,}")
_Given = TypeVar("_Given")
_SHORT_NOTE = re.compile(
    r"\W*(?:see (?:also )?|cf\. )?(?P<family>[^\W\d_a-z][\w’'-]+)(?:,? (?:and|&|et al\.?)(?: [^\W\d_a-z][\w’'-]+)?)?"
    r"(?:, (?P<title>[*_\"“‘']{0,3}[^\W\d_][^,;:()\d]{2,60}?[*_\"”’',]{0,3}))?,? (?:(?:pp?|ch|vol|S|fols?)\.? ?)?[\divxl]+(?:[–-][\divxl]+)?\W*"
)
"""A note that calls an earlier one by author, short title and page: "Kruuk, *Otters*, 14."."""


def family_of_short(text: str) -> str:
    """The author by whom a short note goes back to an earlier one: "Kruuk, *Otters*, 14."; empty for any other."""
    match = _SHORT_NOTE.fullmatch(text.strip()) if len(text) < 120 else None
    return match["family"] if match else ""


_SEEN = 200
"""Notes that a later one can go back to by name."""


def names_of(text: str) -> tuple[str, ...]:
    """The names that a note begins with, by which a later one can go back to it."""
    return tuple(_FAMILY.findall(text[:60])[:3])


def names_before(text: str, named: Mapping[str, _Given]) -> _Given | None:
    """What "Lind, op. cit., p. 9" goes back to among notes by the names they begin with."""
    name = _FAMILY.search(text)
    return named.get(name[0]) if name and _ABOVE.search(text) else None


@dataclasses.dataclass(slots=True)
class Trail:
    """The references given so far, to which "ibid." and "op. cit." go back."""

    last: Resolution | None = None
    law: Resolution | None = None
    """The law last cited, in which "(s 4)" is a place."""
    named: dict[str, Resolution] = dataclasses.field(default_factory=dict)
    """Names that a note began with -> what it led to."""

    def follow(self, resolutions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """The resolutions with each "ibid." led back to what was given last, "Kruuk, op. cit." to the note of that name."""
        found = []
        for resolution in resolutions:
            mark = resolution.mark
            if mark.kind is MarkKind.NOTE and resolution.outcome in (Outcome.NONE, Outcome.NAMED):
                if is_ibidem(mark.target):
                    found.append(_of_ibidem(mark, self.last))
                    continue
                if is_place_in_law(mark.target):
                    found.append(
                        _of_ibidem(mark, self.law) if self.law else replace(resolution, outcome=Outcome.NONE)
                    )
                    continue
                before = names_before(mark.target, self.named) or self.named.get(family_of_short(mark.target))
                if before is not None:
                    found.append(_of_ibidem(mark, before))
                    continue
                if _OF_NAME.search(mark.target):
                    resolution = replace(resolution, outcome=Outcome.NAMED)  # noqa: PLW2901
            if resolution.outcome in (Outcome.LOCATED, Outcome.DANGLING, Outcome.NAMED):
                self.last = resolution
                if mark.kind is MarkKind.LEGAL and resolution.outcome is Outcome.LOCATED:
                    self.law = resolution
                if mark.kind is MarkKind.NOTE and len(self.named) < _SEEN:
                    for name in names_of(mark.target):
                        self.named.setdefault(name, resolution)
            found.append(resolution)
        return tuple(found)


def _of_ibidem(mark: Mark, last: Resolution | None) -> Resolution:
    written = mark.text or mark.target
    span = mark.span
    if last is None:
        citation = Citation(written, None, span.start, span.end, "there is no reference before it")
        return Resolution(mark, Outcome.DANGLING, citation, "undefined")
    before = last.citation
    return replace(
        last,
        mark=mark,
        citation=before and replace(before, mark=written, start=span.start, end=span.end),
    )
