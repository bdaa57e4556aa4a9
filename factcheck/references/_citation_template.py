"""Citation templates of wikis (`{{cite journal | …}}`), by what their parameters are called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.references.identifiers import identifier_of_url, normalise
from factcheck.references.reference import Identifier, Scheme
from factcheck.values import Value

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
_TELLING = frozenset({*_TITLES, *_URLS, *_SCHEMES})
"""Parameters of which a citation has one at least."""
_ELIDED = re.compile(r"(?<=[^\W\d_])'''(?=[^\W\d_])")
_QUOTES = re.compile(r"'{2,5}")
_YEAR = re.compile(r"\d{4}[a-z]?")
_YEAR_OF_DATE = re.compile(r"(?<!\d)\d{4}[a-z]?(?!\d)")
_WIKIDATA_ITEM = re.compile(r"[Qq]\d+")
_MOST_AUTHORS = 30


class Cited(Value, frozen=True):
    """What a citation says of a source, each empty where it is not given."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    container: str = ""
    identifiers: tuple[Identifier, ...] = ()

    @property
    def describes(self) -> bool:
        """Whether it says more than where the source is."""
        return bool(self.title or self.authors or self.year or self.container)


def cited(text: str) -> tuple[Cited, str]:
    """What the citation templates and links in a wikitext say, and its words without markup."""
    import mwparserfromhell

    # Italics that somebody opened and did not close would take the bars between fields along.
    wikicode = mwparserfromhell.parse(_unstyled(text), skip_style_tags=True)
    said = [
        *map(_of_template, wikicode.filter_templates(recursive=True)),
        *map(_of_link, wikicode.filter_external_links(recursive=True)),
    ]
    return _joined(said) if said else Cited(), " ".join(str(wikicode.strip_code()).split())


def _unstyled(text: str) -> str:
    """A text without the quotes that set it in italics or bold; of `L'''Isola''` the apostrophe stays."""
    return _QUOTES.sub("", _ELIDED.sub("'", text)) if "''" in text else text


def _joined(said: Sequence[Cited]) -> Cited:
    """What several citations say together: of each field the first, and all identifiers."""
    return Cited(
        title=next((one.title for one in said if one.title), ""),
        authors=next((one.authors for one in said if one.authors), ()),
        year=next((one.year for one in said if one.year), ""),
        container=next((one.container for one in said if one.container), ""),
        identifiers=tuple(dict.fromkeys(found for one in said for found in one.identifiers)),
    )


def _of_link(link: Any) -> Cited:
    located = identifier_of_url(str(link.url).strip())
    if located is None:
        return Cited()
    shown = " ".join(str(link.title.strip_code()).split()) if link.title else ""
    return Cited(title=shown, identifiers=(located,))


def _of_template(template: Any) -> Cited:
    name = " ".join(str(template.name).replace("_", " ").lower().split())
    given, bare = _parameters(template)
    if name in _SCHEMES and bare:
        return Cited(identifiers=tuple(normalise(_SCHEMES[name], value) for value in bare))
    if name == "cite q" and bare and _WIKIDATA_ITEM.fullmatch(bare[0]):
        item = f"https://www.wikidata.org/wiki/{bare[0].upper()}"
        return Cited(identifiers=(normalise(Scheme.URL, item),))
    if _is_short(name) and len(bare) > 1 and _YEAR.fullmatch(bare[-1]):
        return Cited(authors=tuple(bare[:-1]), year=bare[-1])
    if _TELLING.isdisjoint(given):
        return Cited()
    return Cited(
        title=_first(given, _TITLES),
        authors=_authors(given),
        year=_year(given),
        container=_first(given, _CONTAINERS),
        identifiers=_identifiers(given),
    )


def _is_short(name: str) -> bool:
    """Whether a template makes a shortened footnote: `{{sfn|Smith|2010}}`."""
    return name.startswith(("sfn", "harv")) or name in ("r", "rp", "cite sfn")


def _parameters(template: Any) -> tuple[Mapping[str, str], Sequence[str]]:
    """The parameters of a template that are not empty: those with a name, and those without."""
    given: dict[str, str] = {}
    bare: list[str] = []
    for parameter in template.params:
        value = " ".join(str(parameter.value.strip_code(keep_template_params=True)).split())
        value = value or " ".join(str(parameter.value).split())
        if value and parameter.showkey:
            given.setdefault(str(parameter.name).strip().lower(), value)
        elif value:
            bare.append(value)
    return given, bare


def _first(given: Mapping[str, str], fields: Sequence[str]) -> str:
    return next((given[field] for field in fields if field in given), "")


def _year(given: Mapping[str, str]) -> str:
    match = _YEAR_OF_DATE.search(" ".join(given[field] for field in _YEARS if field in given))
    return match[0] if match else ""


def _identifiers(given: Mapping[str, str]) -> tuple[Identifier, ...]:
    """The identifiers that a template gives, and the first address that locates a source."""
    found = [
        normalise(scheme, given[field].removeprefix("((").removesuffix("))"))
        for field, scheme in _SCHEMES.items()
        if field in given
    ]
    located = (identifier_of_url(given[field]) for field in _URLS if field in given)
    return (*found, *itertools.islice(filter(None, located), 1))


def _authors(given: Mapping[str, str]) -> tuple[str, ...]:
    families: list[str] = []
    for number in range(_MOST_AUTHORS + 1):
        named = _authors_numbered(given, str(number or ""))
        if not named and number > 1:
            break
        families.extend(named)
    return tuple(dict.fromkeys(families))


def _authors_numbered(given: Mapping[str, str], number: str) -> Sequence[str]:
    """The family names in the parameters of a number, or in those without."""
    for pattern in _FAMILIES:
        value = given.get(pattern.format(number))
        if value is None:
            continue
        if pattern.startswith(("vauthors", "authors", "veditors")):
            return [name.strip().rpartition(" ")[0] or name.strip() for name in value.split(",")]
        return [value.partition(",")[0].strip()]
    return ()
