"""RIS bibliographies (`.ris`), as databases and reference managers export them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.errors import UserError
from factcheck.references.identifiers import identifier_of_url, identifiers, isbns, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source, Span

SUFFIXES = (".ris",)

_RECORD = re.compile(r"^[\ufeff ]*TY  ?- ?", re.MULTILINE)
_END = re.compile(r"^ER  ?-[^\r\n]*", re.MULTILINE)
_TAG = re.compile(r"^([A-Z][A-Z0-9]) ?- ?", re.MULTILINE)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PEOPLE = ("first_authors", "authors", "secondary_authors")
_DATES = ("year", "publication_year", "date")
_TITLES = ("title", "primary_title")
_CONTAINERS = (
    "journal_name", "secondary_title", "alternate_title3", "alternate_title1", "tertiary_title", "publisher",
)  # fmt: skip


def _identifiers(record: Mapping[str, Any]) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    doi = str(record.get("doi", "")).strip()
    if doi:
        found.append(normalise(Scheme.DOI, doi))
    else:
        # EndNote wrote the DOI as the type of work before RIS had a tag for it.
        found += [
            one.identifier
            for one in identifiers(str(record.get("type_of_work", "")))
            if one.identifier.scheme is Scheme.DOI and not one.identifier.problem
        ]
    for number in isbns(str(record.get("issn", "") or "")):
        # The tag SN holds ISSN and ISBN alike.
        if not number.problem or re.fullmatch(r"(?:97[89])?\d{9}[\dXx]", re.sub(r"[\s-]", "", number.value)):
            found.append(number)
    accession = str(record.get("accession_number", ""))
    if (
        re.fullmatch(r"\d{6,8}", accession)
        and "pubmed" in str(record.get("name_of_database", "pubmed")).lower()
    ):
        found.append(normalise(Scheme.PMID, accession))
    links = record.get("urls", [])
    for url in [links] if isinstance(links, str) else links:
        located = identifier_of_url(str(url))
        if located:
            found.append(located)
    return tuple(dict.fromkeys(found))


def read(source: Source) -> tuple[Reference, ...]:
    """The records of a RIS file in order. Raises `UserError` where it has none or one is broken."""
    return tuple(
        _reference(record, number, source.path, place)
        for number, place in enumerate(_places(source), 1)
        for record in _records(source, place)
    )


def _places(source: Source) -> Iterator[Span]:
    """Where each record stands."""
    text = source.text
    starts = [match.start() for match in _RECORD.finditer(text)]
    if not starts and text.strip():
        raise UserError(
            "no RIS record in it", cure="records begin with a line `TY  - `", path=source.path, line=1
        )
    for start, limit in itertools.pairwise([*starts, len(text)]):
        closing = _END.search(text, start, limit)
        if closing is None:
            raise _broken(source, start, "it is never closed", cure="end it with a line `ER  - `")
        yield Span(start, closing.end())


def _records(source: Source, place: Span) -> Sequence[dict[str, Any]]:
    """What a record says by the name of each field, as the one or more that the parser sees in it."""
    import rispy

    written = source.text[place.start : place.end].lstrip("\ufeff ")
    try:
        records: Sequence[dict[str, Any]] = rispy.loads(_TAG.sub(r"\1  - ", written), skip_unknown_tags=True)
    except (OSError, ValueError, KeyError) as error:
        raise _broken(source, place.start, str(error), cure="export the bibliography again") from None
    return records


def _broken(source: Source, start: int, reason: str, *, cure: str) -> UserError:
    line = source.line_column(start)[0]
    return UserError(f"broken RIS record: {reason}", cure=cure, path=source.path, line=line)


def _reference(record: Mapping[str, Any], number: int, path: str, place: Span) -> Reference:
    return Reference(
        key=str(record.get("id", record.get("label", "")) or number),
        identifiers=_identifiers(record),
        title=" ".join(str(_first(record, _TITLES)).split()),
        authors=_families(record),
        year=_year(record),
        container=" ".join(str(_first(record, _CONTAINERS)).split()),
        path=path,
        start=place.start,
        end=place.end,
    )


def _first(record: Mapping[str, Any], names: Sequence[str]) -> Any:
    """The first of some fields that is given."""
    return next((record[name] for name in names if record.get(name)), "")


def _families(record: Mapping[str, Any]) -> tuple[str, ...]:
    people = _first(record, _PEOPLE)
    return tuple(str(person).partition(",")[0].strip() for person in people if str(person).strip())


def _year(record: Mapping[str, Any]) -> str:
    match = _FOUR_DIGITS.search(" ".join(str(record.get(name, "")) for name in _DATES))
    return match[0] if match else ""
