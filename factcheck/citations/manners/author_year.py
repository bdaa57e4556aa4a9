"""Author and year, in brackets or in the sentence: `(Hofbauer et al., 2007; Ott 2010)`, `Hofbauer et al. (2007)`.

Persons only: `UK Biobank (2021)` names a dataset, and what names a dataset is not found by looking in a reference list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.author_year import author_year_key

_PARTICLE = r"(?:(?:van|von|de|der|den|du|la|le|el|al|bin|ibn|ter|ten|di|da|dos|af|zu)[ -](?:(?:der|den|la|de|het)[ -])?|[dDlL]['’]|al-|Mc|Mac|O['’])?"
_NAME = rf"{_PARTICLE}[A-ZÀ-ÖØ-ÞĀŁŚŠŽČĆŐŰİŞ][\w’'‑]*[a-zß-öø-ÿāąăćčďđēęěğīıłńňőřśşšťūůűźżž](?:[-‑][A-ZÀ-ÖØ-Þ][\w’']+)?"
_INITIALS = r"(?:(?:[A-Z]\. ?){1,3})?"
_PERSON = rf"{_INITIALS}{_NAME}"
_AND = r"(?:,? (?:and|&|und|et|y|with) |, )"
_PEOPLE = rf"{_PERSON}(?:{_AND}{_PERSON}){{0,4}}(?:,? et al\b\.?|,? and (?:colleagues|others|co-?workers)| & al\.?)?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?:[a-z](?:, ?[a-k]\b)*)?|in press|forthcoming|n\.d\."
_YEARS = rf"(?:{_YEAR})(?:, ?(?:{_YEAR}))*"
_PAGES = r"(?:[,:] ?(?:pp?\.|ch(?:ap)?\.|fig\.|table|sec\.|§|para\.|vol\.)? ?[\dxivlcA-Z][\w–, .-]{0,30}?)?"
_ONE = rf"(?P<who>{_PEOPLE}),? (?P<years>{_YEARS}){_PAGES}"
_LEADING = r"(?:(?:see(?: also)?|e\.g\.,?|cf\.|for example,?|reviewed (?:in|by)|after|from|in|by|data from|adapted from|sources?:|[Rr]efs?[.:]|[Rr]eference:|[Ss]ources?:|quoted (?:in|by)|cited (?:in|by)) )?"
_BRACKETED = prefilter.compile(
    rf"(?P<open>[(\[]){_LEADING}(?P<list>{_ONE.replace('?P<who>', '?:').replace('?P<years>', '?:')}"
    rf"(?:; ?{_LEADING}{_ONE.replace('?P<who>', '?:').replace('?P<years>', '?:')})*)[)\]]",
    re.UNICODE,
)
_EACH = prefilter.compile(rf"{_LEADING}{_ONE}")
_NARRATIVE = prefilter.compile(
    rf"(?<![\w’'-])(?P<who>{_PEOPLE})(?:['’]s)? [(\[](?P<years>{_YEARS}){_PAGES}[)\]]"
)
_BARE = prefilter.compile(
    rf"(?<![\w’'-])(?P<who>{_PEOPLE}),? (?P<years>{_YEARS})(?![\w’'–/-])(?P<ends>[.:)]|$)?"
)
_REPORTED = r"(?:found|showed|reported|wrote|argued|concluded|noted|suggested|proposed|demonstrated|observed|described|estimated|published|stated|confirmed|introduced|reviewed|established|discovered)"
_BARE_DATED = (
    prefilter.compile(
        rf"(?<![\w’'-])(?P<who>{_PEOPLE})(?:,? in (?P<years>{_YEAR}),? {_REPORTED}\b| (?:first |also |already )?{_REPORTED} in (?P<later>{_YEAR})(?![\w’'–/-]))"
    ),
    prefilter.compile(
        rf"(?<![\w’'-])[Ii]n (?P<years>{_YEAR}),? (?P<who>{_PEOPLE}) (?:first |also |already )?{_REPORTED}\b"
    ),
)
"""The year in the run of the sentence, beside a verb of reporting, so that it is that of the work and not of what was done:
"Meier et al. found in 2019", "In 2019, Meier et al. found".
"""
_AND_OTHERS = prefilter.late(r"\bet al\b")
_YEAR_IN_BRACKETS = prefilter.late(rf"[(\[](?:{_YEAR})")
_LED_BY_SOURCE = prefilter.compile(
    rf"\b(?:[Ss]ources?|[Dd]ata|[Aa]dapted from|[Aa]fter): (?P<list>{_ONE})\.?\s*$", re.MULTILINE
)
"""A line that ends with where it is from, without brackets: "Source: Harding & Osei 2015, fig. 7."."""
_FAMILY = prefilter.late(_NAME)

_BODY = r"(?:the )?[A-Z][\w’'&.-]*(?: (?:of|and|for|the|on|in|&|[A-Z][\w’'&.-]*)){0,8}"
_BODY_YEAR = prefilter.late(rf"[(\[]{_LEADING}(?P<who>{_BODY}),? (?P<years>{_YEARS}){_PAGES}[)\]]")

_LABEL = prefilter.late(r"\[(?P<name>[A-Z][a-zß-öø-ÿ]{2,}(?:[A-Z][a-z]+)?\+?)(?P<year>(?:19|20)\d\d[a-z]?)\]")
"""A label of author and year in one word: `[Ghost2020]`."""
_NOT_PERSONS = prefilter.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|Act|Acts|Regulations?|Directive|"
    r"Version|Figure|Fig|Table|Section|Chapter|Since|Until|Before|After|During|From|Copyright|Report|Survey|Study|Census|Cohort|Trial|Database|Biobank|Institute|Agency|Ministry|Office|Council|"
    r"Commission|Committee|Department|Bank|Bureau|Association|Society|University|College|Journal|Review|Conference|Olympics|Games|World|European|National|International|United|Meta|Data|Index|"
    r"Convention|Treaty|Agreement|Protocol|Framework|Project|Programme|Program|Network|Group|Team|Foundation|Federation|Union|Organisation|Organization|Directive|Windows|Edition|"
    r"Contributor|Maintainer|Editor|Author|Member|Fellow|Chair|City|Movie|Film|Song|Episode|Island|Islands|County|River|The|This|That|In|On|At|By|And|But|For|Under|Over|Between|Both|Paris|London|Berlin|Rome|Tokyo|Summit|Award|Prize|Film|Album|Season|Part|Volume|Book|Guide|Guidelines?|Standard|Model|Source|Map|Dataset|Statistics|Yearbook|Book|Authority|Trust|Service|Services|Board|Centre|Center|Company|Charity|Alliance|Forum|Partnership|Consortium|Observatory|Laboratory|Museum|Police|Parliament|Government|England|Scotland|Wales|Ireland|Britain|Germany|France|Norway|Sweden|Denmark|Finland|Canada|Australia|Zealand|Africa|Asia|Europe|America|Health|Register|Registry|Barometer|Watch|Initiative)\b"
)


_LONGER_NAME = prefilter.late(r"(?<![\w’'-])[A-Z][\w’'&-]* (?:(?:of|and|for|the|&|[A-Z][\w’'&-]*) ){0,6}\Z")
"""The words of a name before its last: "Greater London" of "Greater London Authority (2022)"."""
_LED_IN = prefilter.late(
    r"^(?:(?:The|This|That|In|On|At|By|And|But|For|Under|Over|Between|Both|From|After|Since|Yet|As|While|When|If|Although|So|Like) )+"
)
_DATE_WORD = prefilter.late(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|Since|Until|Before|After|During|From|Copyright|In|On|At|By|Version|AD|BC|CE|BCE|Figure|Table|Chapter|Section)\b"
)


def _targets(who: str, years: str) -> tuple[str, ...]:
    family, *_ = _FAMILY.findall(who)
    found: list[str] = []
    for year in map(str.strip, years.split(",")):
        # "2021a,b" is 2021a and 2021b.
        found.append(found[-1][:-1] + year if len(year) == 1 else f"{family} {year}")
    return tuple(found)


def is_body(who: str) -> bool:
    """Whether a name is that of an organisation or a dataset, and not of persons: `WHO`, `County Council`."""
    name = who.removeprefix("the ").strip()
    return name.isupper() or bool(_NOT_PERSONS.search(name)) or len(name.split()) > 2


_ANY_ONE = rf"(?P<who>[^\W\d_][^()\[\];\d]{{2,100}}?),? (?P<years>{_YEARS}){_PAGES}"
_ANY_BRACKETED = prefilter.late(r"[(\[](?P<list>[^()\[\]]{4,400}?\b(?:1[5-9]|20)\d\d[^()\[\]]{0,40})[)\]]")
_ANY_PART = prefilter.late(rf"{_LEADING}{_ANY_ONE}")
_ANY_NARRATIVE = prefilter.late(rf"(?P<before>[^()\[\].;:\d]{{4,100}}) [(\[](?P<years>{_YEARS}){_PAGES}[)\]]")
_WORD = prefilter.late(r"\S+")
_NEXT_PERSON = prefilter.late(r",? (?:and|&|et al)\b|,|&")
_MORE_PERSONS = prefilter.late(rf"(?:{_AND}[\w’' .-]{{2,60}}|,? et al\.?|,? and colleagues)?")
"""What may stand behind the first author's name, before the year."""
_MANY = prefilter.late(r"\bet al\b|\band\b|&|colleagues")
_MORE_IN_LABEL = prefilter.late(r"\+|et al")


def find(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """Author-year citations of persons in a text."""
    led = ":" in text and bool(known.families)
    if not (led or "(" in text or "[" in text) or not any(map(str.isdigit, text)):
        return
    yield from _in_brackets(text)
    if any(" " in family for family in known.families):
        yield from _of_long_names_in_brackets(text, known.families)
        yield from _of_long_names_told(text, known.families)
    yield from _labels(text)
    yield from _of_bodies(text)
    if led:
        yield from _led_by_source(text, known.families)
    if _YEAR_IN_BRACKETS.search(text):
        told = (_told(text, match) for match in _NARRATIVE.finditer(text))
        yield from (one for one in told if one is not None)


def find_bare(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """The same in the run of a sentence: "Meier et al., 2019, found …"; without "et al." where the list has them.

    What an entry of a list of references begins with is none: "Meier et al., 2019. The lake. …".
    """
    if not (known.author_years or "et al" in text):
        return
    for match in _BARE.finditer(text):
        who = match["who"]
        if _NOT_PERSONS.search(who) or (match["ends"] is not None and not text[: match.start()].strip()):
            continue
        targets = _targets(who, match["years"])
        if _is_cited(who, targets, known):
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end("years"), bracketed=False)
    for form in _BARE_DATED:
        for match in form.finditer(text):
            who = match["who"]
            targets = _targets(who, match["years"] or match["later"])
            if not _NOT_PERSONS.search(who) and _is_cited(who, targets, known):
                yield Found(MarkKind.AUTHOR_YEAR, targets, *match.span("who"), bracketed=False)


def _is_cited(who: str, targets: tuple[str, ...], known: Listed) -> bool:
    """Whether persons with a year are a citation without brackets: by "et al.", or because the list has them."""
    return bool(_AND_OTHERS.search(who)) or all(author_year_key(one) in known.author_years for one in targets)


def _of_years(name: str, years: str) -> tuple[str, ...]:
    return tuple(f"{name} {year.strip()}" for year in years.split(","))


def _in_brackets(text: str) -> Iterator[Found]:
    for match in _BRACKETED.finditer(text):
        cited = list(_EACH.finditer(match["list"]))
        if not any(_NOT_PERSONS.search(one["who"]) for one in cited):
            targets = tuple(target for one in cited for target in _targets(one["who"], one["years"]))
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)


def _of_long_names_in_brackets(text: str, families: frozenset[str]) -> Iterator[Found]:
    """Citations of authors whose family name is of several words, as the list of references has them: "(De Jong, 2010)"."""
    for match in _ANY_BRACKETED.finditer(text):
        cited = [_ANY_PART.fullmatch(part.strip()) for part in match["list"].split(";")]
        years = [
            (_NEXT_PERSON.split(one["who"], maxsplit=1)[0].strip(), one["years"]) for one in cited if one
        ]
        if len(years) == len(cited) and any(" " in name and name in families for name, _ in years):
            targets = tuple(target for one in years for target in _of_years(*one))
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)


def _of_long_names_told(text: str, families: frozenset[str]) -> Iterator[Found]:
    """The same as part of the sentence: "De Jong and Van Tilburg (2010)"."""
    for match in _ANY_NARRATIVE.finditer(text):
        told = _long_name_in(match["before"], families)
        if told is not None:
            start, name = told
            targets = _of_years(name, match["years"])
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start() + start, match.end(), bracketed=False)


def _long_name_in(before: str, families: frozenset[str]) -> tuple[int, str] | None:
    """The first listed name of two to four words, and where it begins, that no more than other persons follow."""
    words = [word.span() for word in _WORD.finditer(before)]
    for at, (start, _) in enumerate(words):
        names = (before[start:end] for _, end in reversed(words[at + 1 : at + 4]))
        name = next((name for name in names if name in families), None)
        if name and _MORE_PERSONS.fullmatch(before, start + len(name)):
            return start, name
    return None


def _labels(text: str) -> Iterator[Found]:
    for match in _LABEL.finditer(text):
        targets = (f"{_MORE_IN_LABEL.sub('', match['name'])} {match['year']}",)
        yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)


def _of_bodies(text: str) -> Iterator[Found]:
    """Bodies and datasets with a year in brackets, which the list may have: "(World Bank, 2019)"."""
    for match in _BODY_YEAR.finditer(text):
        who = match["who"]
        if is_body(who) and not _DATE_WORD.match(who):
            targets = _of_years(who.removeprefix("the "), match["years"])
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)


def _led_by_source(text: str, families: frozenset[str]) -> Iterator[Found]:
    match = _LED_BY_SOURCE.search(text)
    if match is None or _NOT_PERSONS.search(match["who"]):
        return
    targets = _targets(match["who"], match["years"])
    if targets[0].rpartition(" ")[0] in families:
        yield Found(MarkKind.AUTHOR_YEAR, targets, match.start("list"), match.end("list"), bracketed=False)


def _told(text: str, match: re.Match[str]) -> Found | None:
    """Persons as part of the sentence, or the body whose last words were taken for a person."""
    who, years = match["who"], match["years"]
    if not _MANY.search(who):
        if "," in who:
            return None
        body = _body_ending_in(who, text, match.start())
        if body:
            start = match.end("who") - len(body)
            return Found(MarkKind.AUTHOR_YEAR, _of_years(body, years), start, match.end(), bracketed=False)
        if len(who.split()) > 2:
            return None
    if _NOT_PERSONS.search(who):
        return None
    return Found(MarkKind.AUTHOR_YEAR, _targets(who, years), match.start(), match.end(), bracketed=False)


def _body_ending_in(who: str, text: str, start: int) -> str:
    """The longer name of a body that these words end, if they do: "Greater London Authority"."""
    longer = _LONGER_NAME.search(text, max(0, start - 80), start)
    name = _LED_IN.sub("", f"{longer.group()}{who}") if longer else ""
    return name if _NOT_PERSONS.search(name) else ""
