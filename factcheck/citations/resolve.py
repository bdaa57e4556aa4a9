"""Where a mark leads: to a reference, nowhere, to a source that cannot be found, or to no source at all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping

from factcheck import prefilter
from factcheck.citations.citation import Citation
from factcheck.citations.going_back import family_of_short, names_before
from factcheck.citations.links import is_citation
from factcheck.citations.manners.author_year import is_body
from factcheck.citations.prose_references import NEVER_FILLED_IN, note_outcome
from factcheck.citations.resolution import Outcome, Resolution, Shelf
from factcheck.document import Mark, MarkKind
from factcheck.references.author_year import author_year_key
from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Reference, Scheme

_SPELLED = prefilter.late(r"(?:doi|pmid|pmcid|arxiv|isbn):", re.IGNORECASE)
_ITEM = prefilter.late(r"wikidata:Q[1-9]\d*", re.IGNORECASE)
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


def _reference_name(reference: Reference) -> str:
    sound = next((identifier for identifier in reference.identifiers if not identifier.problem), None)
    return str(sound) if sound else reference.key or reference.title


def _is_remark(reference: Reference) -> bool:
    """Whether a note's entry has nothing but its text."""
    return not (reference.identifiers or reference.title or reference.authors or reference.container)


_NO_WORK = prefilter.late(r"[^\d\"“”‘«»„*_:/&]*")


def _says_no_work(reference: Reference) -> bool:
    """Whether an entry is a phrase in plain words, in which nothing is called by name: "With a few exceptions."."""
    return (
        not (reference.identifiers or reference.authors or reference.container or reference.year)
        and _NO_WORK.fullmatch(reference.text) is not None
        and not any(character.isupper() for character in reference.text.strip()[1:])
    )


@dataclasses.dataclass(frozen=True)
class _Marked:
    """A mark in its document, and what may become of it."""

    mark: Mark
    written: str
    """The mark as it stands in the file."""
    shelf: Shelf

    def located(self, reference: str) -> Resolution:
        return Resolution(self.mark, Outcome.LOCATED, self._citation(reference))

    def dangling(self, problem: str, kind: str = "undefined") -> Resolution:
        return Resolution(self.mark, Outcome.DANGLING, self._citation(None, problem), kind)

    def other(self, outcome: Outcome) -> Resolution:
        return Resolution(self.mark, outcome)

    def by_identifier(self, identifier: Identifier) -> Resolution:
        if identifier.problem:
            return self.dangling(identifier.problem, "malformed")
        return self.located(str(identifier))

    def by_note(self, note: tuple[Outcome, str]) -> Resolution:
        """What becomes of it where a note amounts to this."""
        outcome, name = note
        match outcome:
            case Outcome.LOCATED:
                return self.located(name)
            case Outcome.DANGLING:
                return self.dangling(name)
            case _:
                return self.other(outcome)

    def by_entry(self, entry: Reference, key: str) -> Resolution:
        """What becomes of it where an entry of a list stands there, which may be a mere remark."""
        if _is_remark(entry) or _says_no_work(entry):
            return self.by_note(note_outcome(entry.text, key))
        return self.located(_reference_name(entry) or key)

    def _citation(self, reference: str | None, problem: str = "") -> Citation:
        return Citation(self.written, reference, self.mark.span.start, self.mark.span.end, problem)


def _of_key(one: _Marked) -> Resolution:
    target = one.mark.target
    entry = one.shelf.by_key.get(target)
    if entry is not None:
        return one.located(_reference_name(entry))
    if "://" in target:
        return one.by_identifier(identifier_in(f"url:{target}"))
    if _SPELLED.match(target):
        return one.by_identifier(identifier_in(target))
    return one.dangling(f"no entry {target!r} in the bibliography")


def _of_number(one: _Marked) -> Resolution:
    target = one.mark.target
    entry = one.shelf.numbers.get(target)
    if entry is not None:
        return one.by_entry(entry, target)
    if target in one.shelf.notes:
        return one.by_note(one.shelf.notes[target])
    return one.dangling(f"no number {target} in the list of references")


def _of_footnote(one: _Marked) -> Resolution:
    target, shelf = one.mark.target, one.shelf
    if target in shelf.notes:
        return one.by_note(shelf.notes[target])
    entry = shelf.by_key.get(target) or shelf.numbers.get(target)
    if entry is not None:
        return one.located(_reference_name(entry))
    return one.dangling(f"footnote {target!r} has no body")


def _of_note(one: _Marked) -> Resolution:
    target = one.mark.target
    if not target.strip():
        return one.dangling("an empty reference")
    listed = names_before(target, one.shelf.by_family)
    if listed is not None:
        return one.located(_reference_name(listed))
    given = _of_short(target, one.shelf) or note_outcome(target, "")
    if given[0] in (Outcome.NONE, Outcome.NAMED):
        listed = one.shelf.by_family.get(family_of_short(target, titled=True))
        if listed is not None:
            return one.located(_reference_name(listed))
    return one.by_note(given)


def _of_author_year(one: _Marked) -> Resolution:
    target, shelf = one.mark.target, one.shelf
    key = author_year_key(target)
    entry = shelf.by_author_year.get(key) or shelf.by_family.get(target) or shelf.in_notes.get(key)
    if entry is not None:
        return one.located(_reference_name(entry))
    if is_body(target.rpartition(" ")[0]):
        return one.other(Outcome.NAMED)
    years = shelf.years.get(key.rpartition(" ")[0])
    if years:
        return one.dangling(f"the list of references has this author with {', '.join(years)}", "mismatched")
    return one.dangling(f"no entry for {target} in the list of references")


def _of_needed(one: _Marked) -> Resolution:
    asks_who = one.mark.target.lower().strip("[]{} ") in _WHO
    return one.other(Outcome.NOBODY if asks_who else Outcome.WANTED)


def _of_cite(one: _Marked) -> Resolution:
    target = one.mark.target
    if "://" in target:
        return _of_link(one)
    short = _of_short(target, one.shelf)
    if short is not None:
        return one.by_note(short)
    outcome, name = note_outcome(target, "")
    return one.located(name) if outcome is Outcome.LOCATED and name else one.other(Outcome.NAMED)


_SHORT = prefilter.late(
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


_BARE_RESOLVER = prefilter.late(r"https?://(?:dx\.)?doi\.org/?", re.IGNORECASE)
_CALL = prefilter.late(
    r"[\[(]?(?:\d+|[^\d]{2,40} (?:1[5-9]|20)\d\d[a-z]?)[\])]?"
    r"|[\[(]\W?(?!(?:fig|tab|sec|chap?|part|step|eq|app|annex|box|listing|example|line|page|item|note to|issue|level|day|week|section|question|rule)[a-z]*\b)"
    r"[^\W\d_][\w.’' -]{0,24}? ?\d{1,3}[\])]"
    r"|(?:refs?|references?|sources?|(?:foot|end)?notes?|fn|citations?|cit|n|biblio\w*)\.? ?\d{1,3}",
    re.IGNORECASE,
)
"""The text of a link by which a note or an entry is called: "[3]", "Berg 2011", "[law 3]", "note 3"."""
_OWN_LIBRARY = prefilter.late(
    r"(?:zotero|file|bookends|papers\d?|mendeley|readcube|citavi|jabref|x-devonthink-item|marginnote\d?app):",
    re.IGNORECASE,
)
"""Addresses that lead into the writer's own library or disk, where no reader gets."""
_OF_ENTRY = prefilter.late(
    r"(?:bib(?:r|l|lio(?:graphy)?)?|ref(?:erence)?|cit(?:e|ation)?|fn|(?:foot|end)?note|source|src|work)s?(?:[-_.:/]+\w[\w.:-]*|\d+)|CR\d+|B\d+",
    re.IGNORECASE,
)
"""The name of a place where an entry stands: `bib-berg`, `ref12`, `cite_note-3`."""
_NAMES = prefilter.late(
    r"[\[(]?(?!(?:The|This|Our|Notes?|References?|Sources?|Figure|Table|See|How|What|Why|Chapter|Section)\b)[^\W\d_a-z][\w.’'-]*"
    r"(?:,? (?:and|&|et al\.?|von|van|de|der|[^\W\d_a-z][\w.’'-]*)){0,6}(?:,? (?:1[5-9]|20)\d\d[a-z]?)?[\])]?"
)
"""What may be authors' names: "Berg", "Berg et al.", "Berg & Lind, 2004"."""


def _of_link(one: _Marked) -> Resolution:
    mark, shelf, target = one.mark, one.shelf, one.mark.target
    if target.startswith("#"):
        return _of_place(one, target[1:])
    if _BARE_RESOLVER.fullmatch(target) and (mark.text.strip("<> ") != target or one.written[:1] in "(["):
        return one.dangling("a link to a resolver without an identifier")
    if target[:4].lower() == "www.":
        target = f"https://{target}"
    if _OWN_LIBRARY.match(target):
        return one.other(Outcome.NAMED if _NAMES.match(mark.text.strip()) else Outcome.NONE)
    if not is_citation(
        target, mark.text, citation_hosts=shelf.citation_hosts, navigation_hosts=shelf.navigation_hosts
    ):
        return one.other(Outcome.NONE)
    identifier = identifier_of_url(target)
    return one.other(Outcome.NONE) if identifier is None else one.by_identifier(identifier)


def _of_place(one: _Marked, label: str) -> Resolution:
    """What becomes of a link to a place in the same page."""
    shelf, words = one.shelf, one.mark.text.strip()
    if label in shelf.notes:
        return one.by_note(shelf.notes[label])
    entry = shelf.by_key.get(label) or shelf.numbers.get(label)
    if entry is not None:
        return one.by_entry(entry, label)
    if _CALL.fullmatch(words) or (_OF_ENTRY.fullmatch(label) and _NAMES.fullmatch(words)):
        return one.dangling(f"nothing in the page is called {label!r}")
    return one.other(Outcome.NONE)


_BY_KIND: Mapping[MarkKind, Callable[[_Marked], Resolution]] = {
    MarkKind.KEY: _of_key,
    MarkKind.IDENTIFIER: lambda one: one.by_identifier(identifier_in(one.mark.target)),
    MarkKind.LEGAL: lambda one: one.located(one.mark.target),
    MarkKind.EMPTY: lambda one: one.dangling(NEVER_FILLED_IN),
    MarkKind.NUMBER: _of_number,
    MarkKind.FOOTNOTE: _of_footnote,
    MarkKind.NOTE: _of_note,
    MarkKind.AUTHOR_YEAR: _of_author_year,
    MarkKind.NEEDED: _of_needed,
    MarkKind.LINK: _of_link,
    MarkKind.CITE: _of_cite,
}


def resolve(mark: Mark, written: str, shelf: Shelf) -> Resolution:
    """What becomes of a mark. `written` is the mark as it stands in the file."""
    return _BY_KIND[mark.kind](_Marked(mark, written, shelf))
