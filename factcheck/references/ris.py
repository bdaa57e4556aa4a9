"""RIS bibliographies (`.ris`), as databases and reference managers export them."""

from __future__ import annotations

import re
from typing import Any

from factcheck.errors import UserError
from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source

SUFFIXES = (".ris",)

_RECORD = re.compile(r"^[\ufeff ]*TY  ?- ?", re.MULTILINE)
_END = re.compile(r"^ER  ?-[^\r\n]*", re.MULTILINE)
_CONTAINERS = (
    "journal_name", "secondary_title", "alternate_title3", "alternate_title1", "tertiary_title", "publisher",
)  # fmt: skip


def _identifiers(record: dict[str, Any]) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    doi = str(record.get("doi", "")).strip()
    if doi:
        found.append(normalise(Scheme.DOI, doi))
    for number in re.split(r"[,;]\s*", str(record.get("issn", "") or "")):
        digits = re.sub(r"\(.*?\)|[\s-]", "", number)
        # The tag SN holds ISSN and ISBN alike.
        if re.fullmatch(r"(?:97[89])?\d{9}[\dXx]", digits):
            found.append(normalise(Scheme.ISBN, digits))
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
    import rispy

    text = source.text
    starts = [match.start() for match in _RECORD.finditer(text)]
    if not starts:
        if not text.strip():
            return ()
        raise UserError(
            "no RIS record in it", cure="records begin with a line `TY  - `", path=source.path, line=1
        )
    references = []
    for number, start in enumerate(starts, 1):
        limit = starts[number] if number < len(starts) else len(text)
        closing = _END.search(text, start, limit)
        line = source.line_column(start)[0]
        if closing is None:
            raise UserError(
                "broken RIS record: it is never closed",
                cure="end it with a line `ER  - `",
                path=source.path,
                line=line,
            )
        raw = re.sub(
            r"^([A-Z][A-Z0-9]) ?- ?",
            r"\1  - ",
            text[start : closing.end()].lstrip("\ufeff "),
            flags=re.MULTILINE,
        )
        try:
            records = rispy.loads(raw, skip_unknown_tags=True)
        except (OSError, ValueError, KeyError) as error:
            raise UserError(
                f"broken RIS record: {error}",
                cure="export the bibliography again",
                path=source.path,
                line=line,
            ) from None
        for record in records:
            people: list[Any] = next(
                (
                    record[role]
                    for role in ("first_authors", "authors", "secondary_authors")
                    if record.get(role)
                ),
                [],
            )
            date = " ".join(str(record.get(name, "")) for name in ("year", "publication_year", "date"))
            year = re.search(r"(?<!\d)\d{4}(?!\d)", date)
            title = next((record[name] for name in ("title", "primary_title") if record.get(name)), "")
            references.append(
                Reference(
                    key=str(record.get("id", record.get("label", "")) or number),
                    identifiers=_identifiers(record),
                    title=" ".join(str(title).split()),
                    authors=tuple(
                        str(person).partition(",")[0].strip() for person in people if str(person).strip()
                    ),
                    year=year[0] if year else "",
                    container=next(
                        (" ".join(str(record[name]).split()) for name in _CONTAINERS if record.get(name)), ""
                    ),
                    path=source.path,
                    start=start,
                    end=closing.end(),
                )
            )
    return tuple(references)
