"""What a reference given as prose amounts to: the body of a footnote, of `<ref>…</ref>`."""

from __future__ import annotations

import functools
import re

from factcheck import lexicon, prefilter
from factcheck.citations.attributions import attributions
from factcheck.citations.attributions.attribution import Attributed
from factcheck.citations.manners import legal
from factcheck.citations.resolution import Outcome
from factcheck.document import MarkKind
from factcheck.references.reference_list import (
    is_found_by_name,
    is_personal,
    names_periodical,
    note_reference,
)

# A note that is nothing but a template of a wiki's own for one source: {{IranCensus2006|09}}.
_SOURCE_TEMPLATE = prefilter.late(
    r"\s*\{\{(?P<name>[^{}|\[\]]{3,60}\d{2,}[^{}|\[\]]{0,20})(?:\|[^{}]{0,120})?\}\}[\s.]*"
)
_CATALOGUE_TEMPLATE = prefilter.late(
    r"\s*\{\{\s*(?P<name>[^{}|\[\]]{2,60}?)\s*\|(?:[^{}|]{0,120}\|){0,8}?"
    r"\s*(?:(?:id|num|no|number|entry|ref|refnum|list[ _]?entry|uid|code|key|item|issue)\s*=\s*#?[\w./ -]{0,12}?\d[\w./ -]{0,30}"
    r"|[A-Z]{0,4}[-/ ]?(?!(?:1\d|20)\d\d\s*[|}])\d[\d-]{3,15})\s*(?:\|[^{}]{0,300})?\}\}[\s.]*",
    re.IGNORECASE,
)
"""An entry of a catalogue by its number, for which many wikis have a template: "{{NHLE|num=1234567|desc=Mill}}"."""
_BLANK_TEMPLATE = prefilter.late(
    r"\s*\{\{\s*cit(?:e\s[\w ]{1,30}|ation)\s*(?:\|[^|{}=]{0,40}=\s*)*\|?\s*\}\}[\s.]*", re.IGNORECASE
)
"""A citation template all of whose fields are empty."""
_PROVENANCE = prefilter.late(
    r"\W*(?:according to|(?:as )?told by|heard from|from) (?:an?|one of (?:the|our))(?: [^\W\d][\w’'-]*){1,8}\W*",
    re.IGNORECASE,
)
"""A note that says no more than from whom its words are: "According to a retired ferryman."."""
_MAINTENANCE = prefilter.late(
    r"needed|dead|clarify|dubious|failed|unreliable|citation|verify|who|when|cite ", re.IGNORECASE
)
_UNFILLED = prefilter.late(
    r"\W*(?:todo|tbd|tba|tk|xx+|source\??|refs?\??|reference\??|citation\??|cite|add (?:a )?(?:source|ref\w*|citation)|(?:find|need) (?:a )?(?:source|ref\w*|citation))\W*|\s*\?+\s*",
    re.IGNORECASE,
)

NEVER_FILLED_IN = "a citation that was never filled in"
_TO_COME = prefilter.late(
    r"\W*(?:(?:pmid|doi|pmcid|isbn|arxiv|source|sources|ref|reference|citation|cite|link|url|details?|number)s?:?\s+)?"
    r"(?:(?:still )?(?:pending|to follow|to come|to be (?:added|confirmed|supplied|inserted|provided|checked|completed|found|determined))|tbc|missing|needed|to find|fill (?:me )?in|placeholder|xxx+)\W*",
    re.IGNORECASE,
)


_MOST_NOTES = 512


def is_unfilled(text: str) -> bool:
    """Whether words only hold the place of a reference: "TBD", "to follow", "PMID pending"."""
    return _UNFILLED.fullmatch(text) is not None or _TO_COME.fullmatch(text) is not None


@functools.lru_cache(maxsize=_MOST_NOTES)
def note_outcome(text: str, key: str) -> tuple[Outcome, str]:
    """What a reference given as prose amounts to: a footnote's body, `<ref>…</ref>`, which may be called again and again."""
    if not text.strip() or is_unfilled(text) or _BLANK_TEMPLATE.fullmatch(text):
        return Outcome.DANGLING, "a note that was never filled in"
    if is_personal(text):
        return Outcome.NAMED, text.strip(" .")
    template = _SOURCE_TEMPLATE.fullmatch(text) or _catalogue_entry(text)
    if template and not _MAINTENANCE.search(template["name"]):
        return Outcome.LOCATED, template["name"].strip()
    reference = note_reference(text, key)
    sound = [identifier for identifier in reference.identifiers if not identifier.problem]
    if sound:
        return Outcome.LOCATED, str(sound[0])
    if reference.identifiers:
        return Outcome.DANGLING, reference.identifiers[0].problem
    if reference.locatable:
        return Outcome.LOCATED, reference.title or key or text.strip(" .")
    law = next(legal.find(text), None)
    if law is not None and law.kind is MarkKind.LEGAL:
        return Outcome.LOCATED, law.targets[0]
    if is_found_by_name(text):
        return Outcome.LOCATED, reference.title or text.strip(" .")
    if reference.title or reference.container or reference.authors:
        return Outcome.NAMED, reference.title or reference.container
    if (
        names_periodical(text)
        or _PROVENANCE.fullmatch(text)
        or any(found.to is Attributed.NAMED for found in attributions(text, ()))
    ):
        return Outcome.NAMED, text
    return Outcome.NONE, ""


def _catalogue_entry(text: str) -> re.Match[str] | None:
    """A template that stands for an entry of a catalogue: none that is known to stand for something else."""
    entry = _CATALOGUE_TEMPLATE.fullmatch(text)
    if entry is None:
        return None
    name = " ".join(entry["name"].replace("_", " ").split()).casefold()
    return None if any(name in names for names in lexicon.data("wiki_templates").values()) else entry
