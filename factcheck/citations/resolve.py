"""Where a mark leads: to a reference, nowhere, to a source that cannot be found, or to no source at all."""

from __future__ import annotations

import dataclasses
import enum
import functools
import re
from collections.abc import Mapping
from typing import TypeVar

from factcheck import lexicon
from factcheck.citations.attributions import attributions
from factcheck.citations.attributions.attribution import Attributed
from factcheck.citations.citation import Citation
from factcheck.citations.links import is_citation
from factcheck.citations.manners import legal
from factcheck.citations.manners.author_year import is_body
from factcheck.citations.manners.ibidem import is_place_in_law
from factcheck.document import Mark, MarkKind
from factcheck.references.author_year import author_year_key
from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.references.reference_list import (
    is_found_by_name,
    is_ibidem,
    is_personal,
    names_periodical,
    note_reference,
)
from factcheck.values import Value, replace


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


# A note that is nothing but a template of a wiki's own for one source: {{IranCensus2006|09}}.
_SOURCE_TEMPLATE = re.compile(
    r"\s*\{\{(?P<name>[^{}|\[\]]{3,60}\d{2,}[^{}|\[\]]{0,20})(?:\|[^{}]{0,120})?\}\}[\s.]*"
)
_CATALOGUE_TEMPLATE = re.compile(
    r"\s*\{\{\s*(?P<name>[^{}|\[\]]{2,60}?)\s*\|(?:[^{}|]{0,120}\|){0,8}?"
    r"\s*(?:(?:id|num|no|number|entry|ref|refnum|list[ _]?entry|uid|code|key|item|issue)\s*=\s*#?[\w./ -]{0,12}?\d[\w./ -]{0,30}"
    r"|[A-Z]{0,4}[-/ ]?(?!(?:1\d|20)\d\d\s*[|}])\d[\d-]{3,15})\s*(?:\|[^{}]{0,300})?\}\}[\s.]*",
    re.IGNORECASE,
)
"""An entry of a catalogue by its number, for which many wikis have a template: "{{NHLE|num=1234567|desc=Mill}}"."""
_BLANK_TEMPLATE = re.compile(
    r"\s*\{\{\s*cit(?:e\s[\w ]{1,30}|ation)\s*(?:\|[^|{}=]{0,40}=\s*)*\|?\s*\}\}[\s.]*", re.IGNORECASE
)
"""A citation template all of whose fields are empty."""
_PROVENANCE = re.compile(
    r"\W*(?:according to|(?:as )?told by|heard from|from) (?:an?|one of (?:the|our))(?: [^\W\d][\w’'-]*){1,8}\W*",
    re.IGNORECASE,
)
"""A note that says no more than from whom its words are: "According to a retired ferryman."."""
_MAINTENANCE = re.compile(
    r"needed|dead|clarify|dubious|failed|unreliable|citation|verify|who|when|cite ", re.IGNORECASE
)
_UNFILLED = re.compile(
    r"\W*(?:todo|tbd|tba|tk|xx+|source\??|refs?\??|reference\??|citation\??|cite|add (?:a )?(?:source|ref\w*|citation)|(?:find|need) (?:a )?(?:source|ref\w*|citation))\W*|\s*\?+\s*",
    re.IGNORECASE,
)
_BARE_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/?", re.IGNORECASE)
_SPELLED = re.compile(r"(?:doi|pmid|pmcid|arxiv|isbn):", re.IGNORECASE)
_ITEM = re.compile(r"wikidata:Q[1-9]\d*", re.IGNORECASE)
"""An item of Wikidata, which Manubot takes as an identifier: `@wikidata:Q56458321`."""
_SCHEMES = {scheme.value: scheme for scheme in Scheme}
_WHO = frozenset(
    {
        "who",
        "who?",
        "by whom",
        "by whom?",
        "whom",
        "which",
        "which?",
        "weasel inline",
        "weasel-inline",
        "according to whom",
        "according to whom?",
        "vague",
        "says who",
        "says who?",
        "attribution needed",
    }
)


def identifier_in(target: str) -> Identifier:
    """The identifier that a mark's target `scheme:value` spells."""
    scheme, _, value = target.partition(":")
    if _ITEM.fullmatch(target):
        return normalise(Scheme.URL, f"https://www.wikidata.org/wiki/{value.upper()}")
    return normalise(_SCHEMES.get(scheme.lower(), Scheme.URL), value)


NEVER_FILLED_IN = "a citation that was never filled in"
_TO_COME = re.compile(
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


def _reference_name(reference: Reference) -> str:
    sound = next((identifier for identifier in reference.identifiers if not identifier.problem), None)
    return str(sound) if sound else reference.key or reference.title


def _is_remark(reference: Reference) -> bool:
    """Whether a note's entry has nothing but its text."""
    return not (reference.identifiers or reference.title or reference.authors or reference.container)


_NO_WORK = re.compile(r"[^\d\"“”‘«»„*_:/&]*")


def _says_no_work(reference: Reference) -> bool:
    """Whether an entry is a phrase in plain words, in which nothing is called by name: "With a few exceptions."."""
    return (
        not (reference.identifiers or reference.authors or reference.container or reference.year)
        and _NO_WORK.fullmatch(reference.text) is not None
        and not any(character.isupper() for character in reference.text.strip()[1:])
    )


def resolve(mark: Mark, written: str, shelf: Shelf) -> Resolution:
    """What becomes of a mark. `written` is the mark as it stands in the file."""

    def located(reference: str) -> Resolution:
        return Resolution(mark, Outcome.LOCATED, Citation(written, reference, mark.span.start, mark.span.end))

    def dangling(problem: str, kind: str = "undefined") -> Resolution:
        citation = Citation(written, None, mark.span.start, mark.span.end, problem)
        return Resolution(mark, Outcome.DANGLING, citation, kind)

    def other(outcome: Outcome) -> Resolution:
        return Resolution(mark, outcome)

    target = mark.target
    match mark.kind:
        case MarkKind.KEY:
            entry = shelf.by_key.get(target)
            if entry is not None:
                return located(_reference_name(entry))
            if "://" in target or _SPELLED.match(target):
                identifier = identifier_in(target if "://" not in target else f"url:{target}")
                return (
                    dangling(identifier.problem, "malformed")
                    if identifier.problem
                    else located(str(identifier))
                )
            return dangling(f"no entry {target!r} in the bibliography")
        case MarkKind.IDENTIFIER:
            identifier = identifier_in(target)
            return (
                dangling(identifier.problem, "malformed") if identifier.problem else located(str(identifier))
            )
        case MarkKind.LEGAL:
            return located(target)
        case MarkKind.EMPTY:
            return dangling(NEVER_FILLED_IN)
        case MarkKind.NUMBER:
            entry = shelf.numbers.get(target)
            if entry is not None and not (_is_remark(entry) or _says_no_work(entry)):
                return located(_reference_name(entry) or target)
            if entry is not None:
                return _of_note(mark, written, note_outcome(entry.text, target))
            if target in shelf.notes:
                return _of_note(mark, written, shelf.notes[target])
            return dangling(f"no number {target} in the list of references")
        case MarkKind.FOOTNOTE:
            if target in shelf.notes:
                return _of_note(mark, written, shelf.notes[target])
            entry = shelf.by_key.get(target) or shelf.numbers.get(target)
            if entry is not None:
                return located(_reference_name(entry))
            return dangling(f"footnote {target!r} has no body")
        case MarkKind.NOTE if not target.strip():
            return dangling("an empty reference")
        case MarkKind.NOTE:
            listed = names_before(target, shelf.by_family)
            if listed is not None:
                return located(_reference_name(listed))
            return _of_note(mark, written, _of_short(target, shelf) or note_outcome(target, ""))
        case MarkKind.AUTHOR_YEAR:
            key = author_year_key(target)
            entry = shelf.by_author_year.get(key) or shelf.by_family.get(target) or shelf.in_notes.get(key)
            if entry is not None:
                return located(_reference_name(entry))
            if is_body(target.rpartition(" ")[0]):
                return Resolution(mark, Outcome.NAMED)
            family, _, _ = key.rpartition(" ")
            years = shelf.years.get(family)
            if years:
                return dangling(
                    f"the list of references has this author with {', '.join(years)}", "mismatched"
                )
            return dangling(f"no entry for {target} in the list of references")
        case MarkKind.NEEDED:
            return other(Outcome.NOBODY if target.lower().strip("[]{} ") in _WHO else Outcome.WANTED)
        case MarkKind.LINK:
            return _of_link(mark, written, shelf)
        case MarkKind.CITE:
            if "://" in target:
                return _of_link(mark, written, shelf)
            short = _of_short(target, shelf)
            if short is not None:
                return _of_note(mark, written, short)
            outcome, name = note_outcome(target, "")
            return located(name) if outcome is Outcome.LOCATED and name else other(Outcome.NAMED)


_SHORT = re.compile(
    r"\W*(?:see(?: also)? |cf\. )?(?P<family>[^\W\d_a-z][\w’'-]+)(?:,? (?:and|&|et al\.?|others)(?: [^\W\d_a-z][\w’'-]+)?)?"
    r",? \(?(?P<year>(?:1[5-9]|20)\d\d[a-z]?)\)?(?:[,:] ?(?:(?:pp?|ch|vol|S|n)\. ?)?[\w–, -]{1,20})?\W*"
)
"""A note that calls an entry of the list: "Kruuk 2006, p. 4"."""


def short_target(text: str) -> str:
    """`Family 2006`, which a note in author-year form calls; empty for any other."""
    match = _SHORT.fullmatch(text.strip()) if len(text) < 90 else None
    return "" if match is None or is_body(match["family"]) else f"{match['family']} {match['year']}"


def _of_short(text: str, shelf: Shelf) -> tuple[Outcome, str] | None:
    """What a note in author-year form leads to; None for any other, and where there is no list."""
    target = short_target(text) if shelf.by_author_year or shelf.in_notes else ""
    if not target:
        return None
    key = author_year_key(target)
    entry = shelf.by_author_year.get(key) or shelf.in_notes.get(key)
    if entry is not None:
        return Outcome.LOCATED, _reference_name(entry)
    if not shelf.by_author_year:
        return None
    return Outcome.DANGLING, f"no entry for {target} in the list of references"


def _of_note(mark: Mark, written: str, note: tuple[Outcome, str]) -> Resolution:
    outcome, name = note
    if outcome is Outcome.LOCATED:
        return Resolution(mark, outcome, Citation(written, name, mark.span.start, mark.span.end))
    if outcome is Outcome.DANGLING:
        return Resolution(
            mark, outcome, Citation(written, None, mark.span.start, mark.span.end, name), "undefined"
        )
    return Resolution(mark, outcome)


_CALL = re.compile(
    r"[\[(]?(?:\d+|[^\d]{2,40} (?:1[5-9]|20)\d\d[a-z]?)[\])]?"
    r"|[\[(]\W?(?!(?:fig|tab|sec|chap?|part|step|eq|app|annex|box|listing|example|line|page|item|note to|issue|level|day|week|section|question|rule)[a-z]*\b)"
    r"[^\W\d_][\w.’' -]{0,24}? ?\d{1,3}[\])]"
    r"|(?:refs?|references?|sources?|(?:foot|end)?notes?|fn|citations?|cit|n|biblio\w*)\.? ?\d{1,3}",
    re.IGNORECASE,
)
"""The text of a link by which a note or an entry is called: "[3]", "Berg 2011", "[law 3]", "note 3"."""
_OWN_LIBRARY = re.compile(
    r"(?:zotero|file|bookends|papers\d?|mendeley|readcube|citavi|jabref|x-devonthink-item|marginnote\d?app):",
    re.IGNORECASE,
)
"""Addresses that lead into the writer's own library or disk, where no reader gets."""
_OF_ENTRY = re.compile(
    r"(?:bib(?:r|l|lio(?:graphy)?)?|ref(?:erence)?|cit(?:e|ation)?|fn|(?:foot|end)?note|source|src|work)s?(?:[-_.:/]+\w[\w.:-]*|\d+)|CR\d+|B\d+",
    re.IGNORECASE,
)
"""The name of a place where an entry stands: `bib-berg`, `ref12`, `cite_note-3`."""
_NAMES = re.compile(
    r"[\[(]?(?!(?:The|This|Our|Notes?|References?|Sources?|Figure|Table|See|How|What|Why|Chapter|Section)\b)[^\W\d_a-z][\w.’'-]*"
    r"(?:,? (?:and|&|et al\.?|von|van|de|der|[^\W\d_a-z][\w.’'-]*)){0,6}(?:,? (?:1[5-9]|20)\d\d[a-z]?)?[\])]?"
)
"""What may be authors' names: "Berg", "Berg et al.", "Berg & Lind, 2004"."""


def _of_link(mark: Mark, written: str, shelf: Shelf) -> Resolution:
    target = mark.target
    if target.startswith("#"):
        label = target[1:]
        if label in shelf.notes:
            return _of_note(mark, written, shelf.notes[label])
        entry = shelf.by_key.get(label) or shelf.numbers.get(label)
        if entry is not None and (_is_remark(entry) or _says_no_work(entry)):
            return _of_note(mark, written, note_outcome(entry.text, label))
        if entry is not None:
            return Resolution(
                mark,
                Outcome.LOCATED,
                Citation(written, _reference_name(entry), mark.span.start, mark.span.end),
            )
        if _CALL.fullmatch(mark.text.strip()) or (
            _OF_ENTRY.fullmatch(label) and _NAMES.fullmatch(mark.text.strip())
        ):
            problem = f"nothing in the page is called {label!r}"
            citation = Citation(written, None, mark.span.start, mark.span.end, problem)
            return Resolution(mark, Outcome.DANGLING, citation, "undefined")
        return Resolution(mark, Outcome.NONE)
    if _BARE_RESOLVER.fullmatch(target) and (mark.text.strip("<> ") != target or written[:1] in "(["):
        problem = "a link to a resolver without an identifier"
        citation = Citation(written, None, mark.span.start, mark.span.end, problem)
        return Resolution(mark, Outcome.DANGLING, citation, "undefined")
    if target[:4].lower() == "www.":
        target = f"https://{target}"
    if _OWN_LIBRARY.match(target):
        return Resolution(mark, Outcome.NAMED if _NAMES.match(mark.text.strip()) else Outcome.NONE)
    if not is_citation(
        target, mark.text, citation_hosts=shelf.citation_hosts, navigation_hosts=shelf.navigation_hosts
    ):
        return Resolution(mark, Outcome.NONE)
    identifier = identifier_of_url(target)
    if identifier is None:
        return Resolution(mark, Outcome.NONE)
    if identifier.problem:
        citation = Citation(written, None, mark.span.start, mark.span.end, identifier.problem)
        return Resolution(mark, Outcome.DANGLING, citation, "malformed")
    return Resolution(
        mark, Outcome.LOCATED, Citation(written, str(identifier), mark.span.start, mark.span.end)
    )


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
