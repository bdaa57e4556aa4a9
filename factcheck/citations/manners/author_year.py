"""Author and year, in brackets or in the sentence: `(Hofbauer et al., 2007; Ott 2010)`, `Hofbauer et al. (2007)`.

Persons only: `UK Biobank (2021)` names a dataset, and what names a dataset is not found by looking in a reference list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

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
_YEAR_IN_BRACKETS = re.compile(rf"[(\[](?:{_YEAR})")
_LED_BY_SOURCE = prefilter.compile(
    rf"\b(?:[Ss]ources?|[Dd]ata|[Aa]dapted from|[Aa]fter): (?P<list>{_ONE})\.?\s*$", re.MULTILINE
)
"""A line that ends with where it is from, without brackets: "Source: Harding & Osei 2015, fig. 7."."""
_FAMILY = re.compile(_NAME)

_BODY = r"(?:the )?[A-Z][\w’'&.-]*(?: (?:of|and|for|the|on|in|&|[A-Z][\w’'&.-]*)){0,8}"
_BODY_YEAR = re.compile(rf"[(\[]{_LEADING}(?P<who>{_BODY}),? (?P<years>{_YEARS}){_PAGES}[)\]]")

_LABEL = re.compile(r"\[(?P<name>[A-Z][a-zß-öø-ÿ]{2,}(?:[A-Z][a-z]+)?\+?)(?P<year>(?:19|20)\d\d[a-z]?)\]")
"""A label of author and year in one word: `[Ghost2020]`."""
_NOT_PERSONS = prefilter.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|Act|Acts|Regulations?|Directive|"
    r"Version|Figure|Fig|Table|Section|Chapter|Since|Until|Before|After|During|From|Copyright|Report|Survey|Study|Census|Cohort|Trial|Database|Biobank|Institute|Agency|Ministry|Office|Council|"
    r"Commission|Committee|Department|Bank|Bureau|Association|Society|University|College|Journal|Review|Conference|Olympics|Games|World|European|National|International|United|Meta|Data|Index|"
    r"Convention|Treaty|Agreement|Protocol|Framework|Project|Programme|Program|Network|Group|Team|Foundation|Federation|Union|Organisation|Organization|Directive|Windows|Edition|"
    r"Contributor|Maintainer|Editor|Author|Member|Fellow|Chair|City|Movie|Film|Song|Episode|Island|Islands|County|River|The|This|That|In|On|At|By|And|But|For|Under|Over|Between|Both|Paris|London|Berlin|Rome|Tokyo|Summit|Award|Prize|Film|Album|Season|Part|Volume|Book|Guide|Guidelines?|Standard|Model|Source|Map|Dataset|Statistics|Yearbook|Book|Authority|Trust|Service|Services|Board|Centre|Center|Company|Charity|Alliance|Forum|Partnership|Consortium|Observatory|Laboratory|Museum|Police|Parliament|Government|England|Scotland|Wales|Ireland|Britain|Germany|France|Norway|Sweden|Denmark|Finland|Canada|Australia|Zealand|Africa|Asia|Europe|America|Health|Register|Registry|Barometer|Watch|Initiative)\b"
)


_LONGER_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'&-]* (?:(?:of|and|for|the|&|[A-Z][\w’'&-]*) ){0,6}\Z")
"""The words of a name before its last: "Greater London" of "Greater London Authority (2022)"."""
_LED_IN = re.compile(
    r"^(?:(?:The|This|That|In|On|At|By|And|But|For|Under|Over|Between|Both|From|After|Since|Yet|As|While|When|If|Although|So|Like) )+"
)
_DATE_WORD = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter|Since|Until|Before|After|During|From|Copyright|In|On|At|By|Version|AD|BC|CE|BCE|Figure|Table|Chapter|Section)\b"
)


def _targets(who: str, years: str) -> tuple[str, ...]:
    family = _FAMILY.search(who)
    if family is None:
        return ()
    found: list[str] = []
    for year in map(str.strip, years.split(",")):
        # "2021a,b" is 2021a and 2021b.
        found.append(found[-1][:-1] + year if len(year) == 1 and found else f"{family.group()} {year}")
    return tuple(found)


def is_body(who: str) -> bool:
    """Whether a name is that of an organisation or a dataset, and not of persons: `WHO`, `County Council`."""
    name = who.removeprefix("the ").strip()
    return name.isupper() or bool(_NOT_PERSONS.search(name)) or len(name.split()) > 2


_ANY_ONE = rf"(?P<who>[^\W\d_][^()\[\];\d]{{2,100}}?),? (?P<years>{_YEARS}){_PAGES}"
_ANY_BRACKETED = re.compile(r"[(\[](?P<list>[^()\[\]]{4,400}?\b(?:1[5-9]|20)\d\d[^()\[\]]{0,40})[)\]]")
_ANY_PART = re.compile(rf"{_LEADING}{_ANY_ONE}")
_ANY_NARRATIVE = re.compile(rf"(?P<before>[^()\[\].;:\d]{{4,100}}) [(\[](?P<years>{_YEARS}){_PAGES}[)\]]")
_NEXT_PERSON = re.compile(r",? (?:and|&|et al)\b|,|&")


def _of_long_names(text: str, known: Listed) -> Iterator[Found]:
    """Citations of authors whose family name is of several words, as the list of references has them: "De Jong and Van Tilburg (2010)"."""
    for match in _ANY_BRACKETED.finditer(text):
        parts = [_ANY_PART.fullmatch(part.strip()) for part in match["list"].split(";")]
        first = [_NEXT_PERSON.split(part["who"], maxsplit=1)[0].strip() for part in parts if part]
        if len(first) == len(parts) and any(" " in name and name in known.families for name in first):
            targets = tuple(
                f"{name} {year.strip()}"
                for name, part in zip(first, parts, strict=True)
                if part
                for year in part["years"].split(",")
            )
            yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)
    for match in _ANY_NARRATIVE.finditer(text):
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", match["before"])]
        for at, (start, _) in enumerate(words):
            name = next(
                (
                    match["before"][start:end]
                    for _, end in reversed(words[at + 1 : at + 4])
                    if match["before"][start:end] in known.families
                ),
                None,
            )
            if name and re.fullmatch(
                rf"(?:{_AND}[\w’' .-]{{2,60}}|,? et al\.?|,? and colleagues)?",
                match["before"][start + len(name) :],
            ):
                targets = tuple(f"{name} {year.strip()}" for year in match["years"].split(","))
                yield Found(
                    MarkKind.AUTHOR_YEAR, targets, match.start() + start, match.end(), bracketed=False
                )
                break


def find(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """Author-year citations of persons in a text."""
    bracketed = "(" in text or "[" in text
    if not bracketed and not (known.families and ":" in text):
        return
    if not any(map(str.isdigit, text)):
        return
    for match in _BRACKETED.finditer(text):
        targets: list[str] = []
        for one in _EACH.finditer(match.group("list")):
            if _NOT_PERSONS.search(one.group("who")):
                targets = []
                break
            targets.extend(_targets(one.group("who"), one.group("years")))
        if targets:
            yield Found(MarkKind.AUTHOR_YEAR, tuple(targets), match.start(), match.end(), bracketed=True)
    if any(" " in family for family in known.families):
        yield from _of_long_names(text, known)
    for match in _LABEL.finditer(text):
        label = re.sub(r"\+|et al", "", match.group("name"))
        yield Found(
            MarkKind.AUTHOR_YEAR,
            (f"{label} {match.group('year')}",),
            match.start(),
            match.end(),
            bracketed=True,
        )
    for match in _BODY_YEAR.finditer(text):
        who = match.group("who")
        if is_body(who) and not _DATE_WORD.match(who):
            targets_of_body = tuple(
                f"{who.removeprefix('the ')} {year.strip()}" for year in match.group("years").split(",")
            )
            yield Found(MarkKind.AUTHOR_YEAR, targets_of_body, match.start(), match.end(), bracketed=True)
    led = _LED_BY_SOURCE.search(text) if known.families and ":" in text else None
    if led is not None and not _NOT_PERSONS.search(led.group("who")):
        listed = _targets(led.group("who"), led.group("years"))
        if listed and listed[0].rpartition(" ")[0] in known.families:
            yield Found(MarkKind.AUTHOR_YEAR, listed, led.start("list"), led.end("list"), bracketed=False)
    for match in _NARRATIVE.finditer(text) if _YEAR_IN_BRACKETS.search(text) else ():
        who = match.group("who")
        many = bool(re.search(r"\bet al\b|\band\b|&|colleagues", who))
        if "," in who and not many:
            continue
        longer = None if many else _LONGER_NAME.search(text, max(0, match.start() - 80), match.start())
        name = _LED_IN.sub("", f"{longer.group()}{who}") if longer else who
        if longer and _NOT_PERSONS.search(name):
            start = match.start("who") + len(who) - len(name)
            years = tuple(f"{name} {year.strip()}" for year in match.group("years").split(","))
            yield Found(MarkKind.AUTHOR_YEAR, years, start, match.end(), bracketed=False)
            continue
        if _NOT_PERSONS.search(who) or (not many and len(who.split()) > 2):
            continue
        targets_found = _targets(who, match.group("years"))
        if targets_found:
            yield Found(MarkKind.AUTHOR_YEAR, targets_found, match.start(), match.end(), bracketed=False)
