"""Citation templates of wikis (`{{cite journal | …}}`), by what their parameters are called."""

from __future__ import annotations

import re
from typing import Any

from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Scheme

# https://en.wikipedia.org/wiki/Help:Citation_Style_1 and its German, French, Spanish and Italian
# counterparts.
_TITLES = (
    "title",
    "chapter",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "entry",
    "article",
    "script-title",
)
_CONTAINERS = (
    "journal", "work", "newspaper", "magazine", "periodical", "website", "encyclopedia", "encyclopaedia",
    "dictionary",
    "conference", "book-title", "series", "périodique", "werk", "sammelwerk", "zeitschrift", "éditeur",
    "editorial",
    "rivista", "publisher", "institution", "agency", "verlag", "hrsg", "via",
)  # fmt: skip
_FAMILIES = (
    "last{}", "author{}-last", "surname{}", "author-last{}", "author{}", "authors{}", "nom{}", "apellido{}",
    "apellidos{}",
    "cognome{}", "autor{}", "auteur{}", "vauthors{}", "veditors{}", "editor{}-last", "editor-last{}",
    "editor{}",
    "editor-surname{}",
)  # fmt: skip
_YEARS = (
    "year",
    "date",
    "publication-date",
    "jahr",
    "datum",
    "année",
    "annee",
    "date",
    "fecha",
    "año",
    "anno",
    "data",
)
_SCHEMES = {
    "doi": Scheme.DOI,
    "pmid": Scheme.PMID,
    "pmc": Scheme.PMCID,
    "isbn": Scheme.ISBN,
    "arxiv": Scheme.ARXIV,
    "eprint": Scheme.ARXIV,
}
_URLS = ("url", "chapter-url", "contribution-url", "lire en ligne", "online", "archive-url", "archiveurl")


_ELIDED = re.compile(r"(?<=[^\W\d_])'''(?=[^\W\d_])")
_QUOTES = re.compile(r"'{2,5}")


def _unstyled(text: str) -> str:
    """A text without the quotes that set it in italics or bold; of `L'''Isola''` the apostrophe stays."""
    return _QUOTES.sub("", _ELIDED.sub("'", text)) if "''" in text else text


def _short(name: str) -> bool:
    return name.startswith(("sfn", "harv")) or name in ("r", "rp", "cite sfn")


def fields(text: str) -> tuple[dict[str, Any], str]:
    """What the citation templates in a wikitext say, and its words without markup.

    The mapping has `title`, `authors`, `year`, `container`, `identifiers`, each where it is given, and
    `short` for a shortened footnote (`{{sfn|Smith|2010}}`).
    """
    import mwparserfromhell

    # Italics that somebody opened and did not close would take the bars between fields along.
    wikicode = mwparserfromhell.parse(_unstyled(text), skip_style_tags=True)
    found: dict[str, Any] = {}
    identifiers: list[Identifier] = []
    for template in wikicode.filter_templates(recursive=True):
        name = " ".join(str(template.name).replace("_", " ").lower().split())
        given: dict[str, str] = {}
        bare: list[str] = []
        for parameter in template.params:
            value = " ".join(str(parameter.value.strip_code(keep_template_params=True)).split())
            value = value or " ".join(str(parameter.value).split())
            if not value:
                continue
            if parameter.showkey:
                given.setdefault(str(parameter.name).strip().lower(), value)
            else:
                bare.append(value)
        if name in _SCHEMES and bare:
            identifiers.extend(normalise(_SCHEMES[name], value) for value in bare)
            continue
        if name == "cite q" and bare and re.fullmatch(r"[Qq]\d+", bare[0]):
            identifiers.append(normalise(Scheme.URL, f"https://www.wikidata.org/wiki/{bare[0].upper()}"))
            continue
        if _short(name) and len(bare) > 1 and re.fullmatch(r"\d{4}[a-z]?", bare[-1]):
            found.setdefault("authors", tuple(bare[:-1]))
            found.setdefault("year", bare[-1])
            found["short"] = True
            continue
        if not any(given.get(field) for field in (*_TITLES, *_URLS, *_SCHEMES)):
            continue
        title = next((given[field] for field in _TITLES if given.get(field)), "")
        if title:
            found.setdefault("title", title)
        container = next((given[field] for field in _CONTAINERS if given.get(field)), "")
        if container:
            found.setdefault("container", container)
        authors = _authors(given)
        if authors:
            found.setdefault("authors", authors)
        date = " ".join(given[field] for field in _YEARS if given.get(field))
        year = re.search(r"(?<!\d)\d{4}[a-z]?(?!\d)", date)
        if year:
            found.setdefault("year", year[0])
        for field, scheme in _SCHEMES.items():
            if given.get(field):
                identifiers.append(normalise(scheme, given[field].removeprefix("((").removesuffix("))")))
        for field in _URLS:
            located = identifier_of_url(given[field]) if given.get(field) else None
            if located:
                identifiers.append(located)
                break
    for link in wikicode.filter_external_links(recursive=True):
        located = identifier_of_url(str(link.url).strip())
        if located:
            identifiers.append(located)
            shown = str(link.title.strip_code()).strip() if link.title else ""
            if shown:
                found.setdefault("title", " ".join(shown.split()))
    if identifiers:
        found["identifiers"] = tuple(dict.fromkeys(identifiers))
    plain = " ".join(str(wikicode.strip_code()).split())
    return found, plain


def _authors(given: dict[str, str]) -> tuple[str, ...]:
    families: list[str] = []
    for number in ("", *map(str, range(1, 31))):
        for pattern in _FAMILIES:
            value = given.get(pattern.format(number))
            if not value:
                continue
            if pattern.startswith(("vauthors", "authors", "veditors")):
                families.extend(name.strip().rpartition(" ")[0] or name.strip() for name in value.split(","))
            else:
                families.append(value.partition(",")[0].strip())
            break
        if number not in ("", "1") and not any(given.get(pattern.format(number)) for pattern in _FAMILIES):
            break
    return tuple(dict.fromkeys(families))
