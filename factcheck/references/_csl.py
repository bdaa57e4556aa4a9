"""Items of the Citation Style Language, the data model that CSL-JSON, CSL-YAML and front matter share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.errors import UserError
from factcheck.references.identifiers import identifier_of_url, isbns, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
_TYPE_NAMES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation report review review-
    book software song speech standard thesis treaty webpage
"""
TYPES = frozenset(_TYPE_NAMES.split())
_TELLTALES = frozenset(("DOI", "ISBN", "PMID", "PMCID", "container-title", "issued", "citation-key"))
_CONTAINERS = (
    "container-title", "collection-title", "event-title", "event", "authority", "publisher", "genre",
    "archive", "medium",
)  # fmt: skip


def looks_like_item(item: object) -> bool:
    """Whether a mapping is a CSL item and not some other record with an `id`."""
    if not isinstance(item, Mapping):
        return False
    if _TELLTALES & item.keys():
        return True
    return (
        ("id" in item or "title" in item)
        and item.get("type") in TYPES
        and ("title" in item or "author" in item)
    )


def _text(value: object) -> str:
    """A value as plain text: CSL allows `<i>`, `<sup>` and their like in titles."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    if not isinstance(value, (str, int, float)):
        return ""
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,40}>", "", str(value)).split())


def _family(name: object) -> str:
    if isinstance(name, str):
        return _text(name.partition(",")[0])
    if not isinstance(name, Mapping):
        return ""
    if name.get("literal"):
        return _text(name["literal"])
    parts = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    return " ".join(filter(None, map(_text, parts))) or _text(name.get("name")) or _text(name.get("given"))


def _year(item: Mapping[Any, Any]) -> str:
    for field in ("issued", "original-date", "event-date", "submitted", "available-date", "year", "date"):
        date = item.get(field)
        if isinstance(date, Mapping):
            parts = date.get("date-parts")
            first = parts[0] if isinstance(parts, list) and parts else None
            date = (
                first[0]
                if isinstance(first, list) and first
                else next((date[name] for name in ("raw", "literal", "year") if date.get(name)), None)
            )
        elif isinstance(date, list) and date:
            first = date[0]
            date = first.get("year") if isinstance(first, Mapping) else first
        if date is None:
            continue
        match = re.search(r"(?<!\d)\d{4}(?!\d)", str(date))
        if match:
            return match[0]
        if str(date).strip():
            return _text(str(date))
    return ""


def _identifiers(item: Mapping[Any, Any]) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    for field, scheme in (
        ("DOI", Scheme.DOI),
        ("PMID", Scheme.PMID),
        ("PMCID", Scheme.PMCID),
        ("ISBN", Scheme.ISBN),
    ):
        value = item.get(field, item.get(field.lower()))
        values = value if isinstance(value, list) else [value]
        for one in values:
            text = _text(one)
            if text:
                found.extend(isbns(text) if scheme is Scheme.ISBN else (normalise(scheme, text),))
    for field in ("URL", "url", "archive_location"):
        located = identifier_of_url(_text(item.get(field, "")))
        if located:
            found.append(located)
    archive = (
        f"{item.get('archive', '')} {item.get('publisher', '')} {item.get('container-title', '')}".lower()
    )
    number = _text(item.get("number", "")) or _text(item.get("archive_location", ""))
    if "arxiv" in archive and re.match(
        r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z.-]+/\d{7})", number, re.IGNORECASE
    ):
        found.append(normalise(Scheme.ARXIV, number))
    return tuple(dict.fromkeys(found))


def references(items: Sequence[tuple[Any, int, int]], source: Source, *, cure: str) -> tuple[Reference, ...]:
    """CSL items with their places as references. Raises `UserError` for the first that is none."""
    for item, start, _ in items:
        if not isinstance(item, Mapping):
            raise UserError("not a CSL item", cure=cure, path=source.path, line=source.line_column(start)[0])
    return tuple(reference(item, source.path, start, end) for item, start, end in items)


def reference(item: Mapping[Any, Any], path: str, start: int, end: int) -> Reference:
    """A CSL item as a reference."""
    people = next(
        (
            item[role]
            for role in ("author", "editor", "director", "translator", "collection-editor")
            if item.get(role)
        ),
        (),
    )
    if isinstance(people, (str, Mapping)):
        people = [people]
    authors = tuple(filter(None, map(_family, people))) if isinstance(people, (list, tuple)) else ()
    return Reference(
        key=str(item.get("id", item.get("citation-key", ""))),
        identifiers=_identifiers(item),
        title=_text(item.get("title", "")),
        authors=authors,
        year=_year(item),
        container=next((_text(item[name]) for name in _CONTAINERS if item.get(name)), ""),
        path=path,
        start=start,
        end=end,
    )
