"""What "ibid.", "op. cit." and a short note go back to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import TypeVar

from factcheck import prefilter
from factcheck.citations.citation import Citation
from factcheck.citations.manners.ibidem import case_names, is_place_in_law
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.document import Mark, MarkKind
from factcheck.references.reference_list import is_ibidem
from factcheck.values import replace

_ABOVE = prefilter.late(
    r"\b(?:op\. ?cit|loc\. ?cit|as above|as before|above,? n|as cited|a\. ?a\. ?O|ibid)", re.IGNORECASE
)
_OF_NAME = prefilter.late(r"\b(?:op|loc)\. ?cit\b", re.IGNORECASE)
_FAMILY = prefilter.late(r"[^\W\d_a-z][\w’'-]{2,}")
_Given = TypeVar("_Given")
_NAMES = r"(?P<family>[^\W\d_a-z][\w’'-]+)(?:(?:,| and| &|, and|, &) [^\W\d_a-z][\w’'-]+|,? (?:and|&|et al\.?)){0,3}?"
_TITLE = r"[*_\"“‘']{0,3}[^\W\d_][^,;:()\d]{2,60}?[*_\"”’,]{0,3}"
_PAGE = r"(?:(?:pp?|ch|vol|S|fols?)\.? ?)?[\divxl]+(?:[–-][\divxl]+)?(?:n{1,2}\.? ?\d{1,3}|ff?\.?)?"
_PAGES = rf"{_PAGE}(?:(?:,| and|, and| &) {_PAGE}){{0,5}}"
_SHORT_NOTE = prefilter.late(
    rf"\W*(?:[Ss]ee (?:also )?|[Cc]f\. )?{_NAMES}(?P<title>, {_TITLE})?,? {_PAGES}\W*"
)
"""A note that calls an earlier one by author, short title and page: "Kruuk, *Otters*, 14."."""
_LED_TO = prefilter.late(
    r"\W*(?:[^\W\d_][\w’', -]{0,60}? )?(?:[Ss]ee|[Ii]n|[Bb]y|[Ff]rom|[Ff]ollowing|[Cc]ompare|[Cc]f\.)(?:,? (?:also|especially|esp\.|e\.g\.|generally|in particular))?,? "
    rf"{_NAMES}(?P<title>, {_TITLE}),? {_PAGES}(?:,? (?:on|for|where|which|who)\b[^.;]{{0,80}})?\W*"
)
"""The same behind words of one's own, where it needs the title: "For a fuller account, see Kruuk, *Otters*, 14."."""
_LONGEST_SHORT = 240


def family_of_short(text: str, *, titled: bool = False) -> str:
    """The author by whom a short note goes back to an earlier one: "Kruuk, *Otters*, 14."; empty for any other.

    Of several works, the first: "Kruuk, *Otters*, 14; Lind, *Voles*, 3." `titled` asks for the title, too.
    """
    if len(text) >= _LONGEST_SHORT:
        return ""
    for part in text.split(";"):
        match = _SHORT_NOTE.fullmatch(part.strip()) or _LED_TO.fullmatch(part.strip())
        if match and (match["title"] or not titled):
            return match["family"]
    return ""


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
    cases: dict[tuple[str, ...], Resolution] = dataclasses.field(default_factory=dict)
    """The parties of a case -> where it was cited in full."""
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
                before = self._before(mark.target)
                if before is not None:
                    found.append(_of_ibidem(mark, before))
                    continue
                if _is_of_law(mark.target):
                    found.append(replace(resolution, outcome=Outcome.NONE))
                    continue
                if _OF_NAME.search(mark.target):
                    resolution = replace(resolution, outcome=Outcome.NAMED)  # noqa: PLW2901
            if resolution.outcome in (Outcome.LOCATED, Outcome.DANGLING, Outcome.NAMED):
                self.last = resolution
                if mark.kind is MarkKind.LEGAL and resolution.outcome is Outcome.LOCATED:
                    self.law = resolution
                    if parties := case_names(mark.target):
                        self.cases.setdefault(parties, resolution)
                if mark.kind is MarkKind.NOTE and len(self.named) < _SEEN:
                    for name in names_of(mark.target):
                        self.named.setdefault(name, resolution)
            found.append(resolution)
        return tuple(found)

    def _before(self, target: str) -> Resolution | None:
        """What a note goes back to that is no "ibid.": the law last cited, a case, or a note of the same name."""
        if is_place_in_law(target):
            return self.law
        if parties := case_names(target):
            return self.cases.get(parties)
        return names_before(target, self.named) or self.named.get(family_of_short(target))


def _is_of_law(target: str) -> bool:
    """Whether a note is a place in a law or a case, which nothing else than the one cited before can be."""
    return is_place_in_law(target) or bool(case_names(target))


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
