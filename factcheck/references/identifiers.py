"""Identifiers of sources: found in running text, read out of URLs, validated and normalised."""

from __future__ import annotations

import functools
import re
import urllib.parse
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.references.reference import Identifier, Scheme
from factcheck.values import Value


class FoundIdentifier(Value, frozen=True):
    """An identifier and where it stands in the text that was searched, its prefix (`doi:`, `PMID`)
    included.
    """

    identifier: Identifier
    start: int
    end: int


# A text without any of these holds no identifier; most texts end here.
_HINT = prefilter.late(r"10\.\d|doi|pmid|pmc|arxiv|isbn", re.IGNORECASE)

# Angle brackets end a DOI but for those around a title in the names of articles after ANSI/NISO Z39.56, which publishers took
# for suffixes: 10.1175/1520-0442(2000)013<1018:TROSST>2.0.CO;2.
_NO_SPACE = r"""[^\s"<>\[\]{}|\\^`]{1,400}(?:<[\w.:/-]{1,40}>\d\.\d\.[A-Z]{2};2(?:-[\dA-Z#*])?)?"""
_FORMS = prefilter.late(
    rf"""
    (?:https?://)?(?:www\.|dx\.)?doi\.org/(?P<doi_url>{_NO_SPACE})
    | (?<![?&])\bdoi\s*[:=]?\s*(?:https?://(?:www\.|dx\.)?doi\.org/)?(?P<doi>[\dOol]+[./]{_NO_SPACE})
    | (?<![\w/.=%:@-])(?P<bare_doi>10\.\d{{4,9}}(?:\.\d+)*/{_NO_SPACE})
    | \bPMID(?:\s*[:=]\s*|\s+|(?=\d))(?P<pmid>[A-Za-z]?\d[\w-]*)
    | \bPMCID\s*[:=]?\s*(?P<pmcid>(?:PMC)?\d\w*)
    | (?<![\w/])(?P<pmc>PMC\s?\d{{3,}})\b
    | (?<![\w/])arXiv\s*:\s*(?P<arxiv>[\w.-]*(?:/\d\w*|\d[\w.]*))
    | (?<![\w/])arXiv\s+(?:(?:e-?print|preprint|paper|number|id|no\.?)[\s:]+)?(?P<arxiv_spaced>\d{{4}}\.\d{{4,5}}(?:v\d+)?\b|[a-z-]{{2,9}}(?:\.[A-Z]{{2}})?/\d{{7}}\b)
    | \b[ep]?-?ISBN(?:-?1[03]\b)?\s*[:=]?\s*(?P<isbn>\d[\d\s\-\u2010-\u2015]*[\dXx]\b|\d+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SCHEMES = {
    "doi_url": Scheme.DOI,
    "doi": Scheme.DOI,
    "bare_doi": Scheme.DOI,
    "pmid": Scheme.PMID,
    "pmcid": Scheme.PMCID,
    "pmc": Scheme.PMCID,
    "arxiv": Scheme.ARXIV,
    "arxiv_spaced": Scheme.ARXIV,
    "isbn": Scheme.ISBN,
}
_URL = prefilter.late(r"""\bhttps?://[^\s<>"\[\]{}|\\^`]{1,2000}""", re.IGNORECASE)
_PARENTHESES = {")": "(", "]": "[", "}": "{"}


def _without_tail(text: str) -> int:
    """How much of `text` is left without closing punctuation and brackets that were opened before it."""
    end = len(text)
    while end:
        last = text[end - 1]
        if last in ".,;:!?'\"*_…’”»|" or (
            last in _PARENTHESES and text.count(last, 0, end) > text.count(_PARENTHESES[last], 0, end)
        ):
            end -= 1
        else:
            break
    return end


def _isbn_length(text: str) -> int:
    """How much of `text` is the ISBN: up to its tenth or thirteenth digit, and not the page number
    behind it.
    """
    digits = "".join(filter(str.isdigit, text))
    wanted = 13 if digits.startswith(("978", "979")) and len(digits) > 10 else 10
    seen = 0
    for index, character in enumerate(text):
        seen += character.isdigit() or character in "xX"
        if seen == wanted:
            rest = re.match(r"[\dXx]+", text[index + 1 :])
            return index + 1 + (rest.end() if rest else 0)
    return len(text.rstrip())


def identifiers(text: str) -> tuple[FoundIdentifier, ...]:
    """DOIs, PMIDs, PMCIDs, arXiv numbers and ISBNs in running text, in order, malformed ones too.

    A DOI's suffix may hold balanced brackets (`10.1016/S0140-6736(05)71146-6`); stops and brackets that
    merely follow are left out. Other URLs are found by `urls`.
    """
    if not _HINT.search(text):
        return ()
    found = []
    at = 0
    while match := _FORMS.search(text, at):
        at = match.end()
        group = match.lastgroup or ""
        value = match[group]
        scheme = _SCHEMES[group]
        length = _isbn_length(value) if scheme is Scheme.ISBN else _without_tail(value)
        if scheme is Scheme.ARXIV:
            length = len(value[:length].rstrip(".-"))
        if not length:
            continue
        end = match.start(group) + length
        at = max(end, match.start() + 1)
        written = f"https://doi.org/{value[:length]}" if group == "doi_url" else value[:length]
        found.append(FoundIdentifier(normalise(scheme, written), match.start(), end))
    return tuple(found)


def urls(text: str) -> Iterator[FoundIdentifier]:
    """Bare http and https URLs in running text, as the identifier that each stands for."""
    if "://" not in text:
        return
    for match in _URL.finditer(text):
        end = match.start() + _without_tail(match[0])
        identifier = identifier_of_url(text[match.start() : end])
        if identifier is not None:
            yield FoundIdentifier(identifier, match.start(), end)


def _doi(value: str) -> Identifier:
    import idutils

    value = urllib.parse.unquote(value.strip())
    bare = re.sub(
        r"^(?:doi\s*[:=]?\s*|(?:https?://)?(?:www\.|dx\.)?doi\.org/)+", "", value, flags=re.IGNORECASE
    )
    # shortdoi.org: DOIs shortened to 10/abcd, which the resolver also takes as doi.org/abcd.
    short = re.fullmatch(r"(10/)?([a-z][a-z0-9]{2,7})", bare, re.IGNORECASE)
    if short and (short[1] or "doi.org/" in value.lower()):
        return Identifier(Scheme.DOI, f"10/{short[2].lower()}")
    if not re.match(r"10\.", bare):
        return Identifier(Scheme.DOI, bare, f"a DOI begins with 10., this one with {bare[:3]!r}")
    if not re.match(r"10\.\d{4,9}(?:\.\d+)*/", bare):
        return Identifier(Scheme.DOI, bare, "after 10. a DOI has four to nine digits and a slash")
    if re.search(r"\s", bare):
        return Identifier(Scheme.DOI, bare, "a DOI has no spaces")
    if not idutils.is_doi(bare):
        return Identifier(Scheme.DOI, bare, "there is nothing after the slash of the DOI")
    return Identifier(Scheme.DOI, idutils.normalize_doi(bare))


def _pmid(value: str) -> Identifier:
    import idutils

    bare = re.sub(r"^pmid\s*[:=]?\s*", "", value.strip(), flags=re.IGNORECASE)
    if not idutils.is_pmid(bare):
        return Identifier(Scheme.PMID, bare, "a PMID has digits only")
    number = idutils.normalize_pmid(bare)
    if number.startswith("0") or len(number) > 8:
        return Identifier(Scheme.PMID, number, "a PMID has one to eight digits and no leading zero")
    return Identifier(Scheme.PMID, number)


def _pmcid(value: str) -> Identifier:
    import idutils

    bare = re.sub(r"^pmcid\s*[:=]?\s*", "", value.strip(), flags=re.IGNORECASE)
    number = "PMC" + re.sub(r"^pmc\s?", "", bare, flags=re.IGNORECASE)
    if not idutils.is_pmcid(number) or len(number) > 11:
        return Identifier(Scheme.PMCID, bare, "a PMCID is PMC and up to eight digits")
    return Identifier(Scheme.PMCID, number)


_BEFORE_ARXIV = prefilter.late(
    r"^(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|arxiv\s*[:=]?\s*)", re.IGNORECASE
)
_ARXIV_CLASS = prefilter.late(r"\s*\[[A-Za-z][\w.-]*\]$")
_ARXIV_NUMBER = prefilter.late(r"(?:abs/)?(?P<month>\d{4})\.(?P<number>\d+)(?:v\d+)?$")


def _arxiv(value: str) -> Identifier:
    import idutils

    bare = _BEFORE_ARXIV.sub("", value.strip())
    bare = _ARXIV_CLASS.sub("", bare)  # as arXiv and Zotero write it: 2101.00001 [cs.CL]
    if not idutils.is_arxiv(bare):
        return Identifier(
            Scheme.ARXIV, bare, "an arXiv number looks like 2101.00001, 2101.00001v2 or math/0309136"
        )
    month = re.match(r"(?:.*/)?\d\d(\d\d)", bare)
    if month and not 1 <= int(month[1]) <= 12:
        return Identifier(Scheme.ARXIV, bare, f"the arXiv number names a month {month[1]}")
    number = _ARXIV_NUMBER.match(bare)
    if number and number["month"] < "0704":
        return Identifier(Scheme.ARXIV, bare, "before 0704 an arXiv number looks like math/0309136")
    digits = 4 if number and number["month"] < "1501" else 5
    if number and len(number["number"]) != digits:
        when = "up to 1412" if digits == 4 else "from 1501 on"
        return Identifier(
            Scheme.ARXIV, bare, f"{when} an arXiv number has {digits} digits behind the stop, this one not"
        )
    return Identifier(Scheme.ARXIV, idutils.normalize_arxiv(bare).removeprefix("arXiv:"))


def _isbn(value: str) -> Identifier:
    import idutils

    bare = re.sub(r"^(?:urn:)?isbn(?:-?1[03](?=[\s:]))?\s*[:=]?\s*", "", value.strip(), flags=re.IGNORECASE)
    bare = re.sub(r"[\u2010-\u2015\u2212]", "-", bare)
    digits = re.sub(r"[\s-]", "", bare).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        return Identifier(Scheme.ISBN, bare, f"an ISBN has ten or thirteen digits, this one {len(digits)}")
    if len(digits) == 13 and not digits.startswith(("978", "979")):
        return Identifier(Scheme.ISBN, bare, "an ISBN of thirteen digits begins with 978 or 979")
    if digits.startswith("9790") and len(digits) == 13:
        return Identifier(Scheme.ISBN, bare, "979-0 begins an ISMN, the number of printed music, and no ISBN")
    if not idutils.is_isbn(digits):
        return Identifier(Scheme.ISBN, bare, "the check digit of the ISBN does not fit")
    return Identifier(Scheme.ISBN, idutils.normalize_isbn(digits) or digits)


_SAID_OF_ISBN = prefilter.late(r"\([^()]*\)|(?:\burn:)?\bISBN(?:[- ]?1[03]\b)?[\s:=]*", re.IGNORECASE)
_BETWEEN_ISBNS = prefilter.late(r"\s*[,;/]\s*")


def isbns(field: str) -> tuple[Identifier, ...]:
    """The ISBNs of a field, which may hold several and say of each what it is: `0306406152 (pbk.) 080442957X`."""
    found: list[str] = []
    for part in _BETWEEN_ISBNS.split(_SAID_OF_ISBN.sub(" ", field)):
        whole: list[str] = []
        rest = ""
        for word in part.split():
            rest = f"{rest} {word}".strip()
            digits = re.sub(r"[^\dXx]", "", rest)
            if len(digits) == (13 if digits.startswith(("978", "979")) else 10):
                whole.append(rest)
                rest = ""
        # What does not come out even is told as it stands.
        found += [part.strip()] if rest else whole
    return tuple(dict.fromkeys(normalise(Scheme.ISBN, one) for one in found if one))


def _url(value: str) -> Identifier:
    value = value.strip()
    try:
        parts = urllib.parse.urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is no number up to 65535
    except ValueError:
        return Identifier(Scheme.URL, value, "not a URL")
    if parts.scheme.lower() not in ("http", "https", "ftp") or not host or re.search(r"\s", value):
        return Identifier(Scheme.URL, value, "not a URL")
    return Identifier(Scheme.URL, value)


_NORMALISERS = {
    Scheme.DOI: _doi,
    Scheme.PMID: _pmid,
    Scheme.PMCID: _pmcid,
    Scheme.ARXIV: _arxiv,
    Scheme.ISBN: _isbn,
    Scheme.URL: _url,
}


@functools.lru_cache(maxsize=65536)
def normalise(scheme: Scheme, value: str) -> Identifier:
    """An identifier as its scheme writes it; ISBNs become ISBN-13, check digits are tested.

    Where it is malformed, `problem` says why and the value is left as it was written, without its prefix.
    """
    if scheme not in _NORMALISERS:
        return Identifier(scheme, value.strip())
    return _NORMALISERS[scheme](value)


_ARXIV_PATH = prefilter.late(r"/(?:abs|pdf|html|format)/(.+?)(?:\.pdf)?/?$", re.IGNORECASE)
_PMC_PATH = prefilter.late(r"(?:/pmc)?/articles/(PMC\d+)\b", re.IGNORECASE)
_PUBMED_PATH = prefilter.late(r"^/(?:pubmed/)?(\d+)/?$")


@functools.lru_cache(maxsize=65536)
def identifier_of_url(url: str) -> Identifier | None:
    """What a URL identifies: the DOI, PMID, PMCID or arXiv number of a resolver's, else the URL itself.

    A relative path, an anchor or a scheme other than http, https and ftp identifies no source: None. So does
    the front page of a resolver.
    """
    url = url.strip()
    if re.match(r"(?:www\.|dx\.)?doi\.org/", url, re.IGNORECASE):
        url = f"https://{url}"
    if url.startswith("//"):
        url = f"https:{url}"
    if not re.match(r"(?:https?|ftp)://", url, re.IGNORECASE):
        found = re.match(r"(doi|pmid|pmcid|arxiv|isbn|urn:isbn):(?=\S)", url, re.IGNORECASE)
        if found is None:
            return None
        return normalise(Scheme(found[1].lower().removeprefix("urn:")), url[found.end() :])
    identifier = _url(url)
    if identifier.problem:
        return identifier
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    path = parts.path
    if host in ("doi.org", "dx.doi.org"):
        if re.fullmatch(
            r"/(?:[a-z-]+/)*(?:[a-z-]+\.html?|demos|help|faqs?|about|news|resources|the-[a-z-]+)/?", path
        ):
            return identifier  # a page of the resolver's own, such as doi.org/index.html
        # Everything behind the host is the DOI, a `#` or `?` in it too, though hardly any has one.
        return normalise(Scheme.DOI, f"https://doi.org/{path.strip('/')}") if path.strip("/") else None
    if host in ("pubmed.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"):
        article = _PMC_PATH.search(path)
        if article:
            return normalise(Scheme.PMCID, article[1])
        abstract = (
            _PUBMED_PATH.match(path) if host.startswith("pubmed") or path.startswith("/pubmed/") else None
        )
        if abstract:
            return normalise(Scheme.PMID, abstract[1])
    if host in ("arxiv.org", "export.arxiv.org"):
        paper = _ARXIV_PATH.match(path)
        if paper:
            preprint = normalise(Scheme.ARXIV, paper[1])
            if not preprint.problem:
                return preprint
    return identifier
