"""Reading one bibliographic entry written as prose: who, what, where, when.

The styles are those of APA (7th edition), Chicago (17th), MLA (9th), Harvard, Vancouver (ICMJE) and the
comma-separated ones of mathematics and the humanities.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from factcheck import lexicon
from factcheck.references._authors import Authors, capital, organisation, people
from factcheck.references.identifiers import identifiers, urls
from factcheck.references.reference import Identifier
from factcheck.values import Value

_MAX = 4000
"""Longer texts are no entries: only their beginning is read."""


class Entry(Value, frozen=True):
    """What could be told apart in an entry; empty where it could not."""

    authors: tuple[str, ...] = ()
    title: str = ""
    year: str = ""
    container: str = ""
    locator: str = ""
    identifiers: tuple[Identifier, ...] = ()
    formal: bool = False
    """Whether its form alone shows that it is an entry and no sentence: initials, a quoted title, a volume.
    """


_YEAR_IN_BRACKETS_NEXT = re.compile(r"[\s,]*\(\d{4}")
_EDITORS = re.compile(r"[,;]?\s*\(?\b(?:[Ee]ditors?|[Ee]ds?\.|[Hh]rsg\.|[Tt]rans\.|[Cc]omps?\.)\)?[,.]?")
_YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_YEAR_BEHIND = re.compile(
    rf"[\s.,:]*(?:[(\[]\s*(?:ca?\.\s*)?(?P<brackets>{_YEAR}[a-z]?|n\.\s?d\.?"
    rf"|in press|forthcoming)(?:[^)\]]{{0,40}})[)\]]"
    rf"|(?P<bare>{_YEAR}[a-z]?)(?=[.,:]))[\s.,:]*"
)
_ACCESSED = re.compile(
    r"[\[(]?\b(?:accessed|retrieved|viewed|last (?:accessed|visited|checked)|archived)\b[^.;)\]]{0,60}[)\]]?",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"(?:\b(?P<y1>{_YEAR})(?:\s+[A-Z][a-z]{{2,8}}(?:\s+\d{{1,2}})?)?\s*;\s*(?P<l1>\d+\s*"
    rf"(?:\([^)]{{1,15}}\))?(?:\s*:\s*[\w–-]+)?)"
    rf"|\b(?P<l2>\d+(?:\s*[(.]\s*[\w./–-]{{1,8}}\)?)?)\s*\(\s*(?:[A-Z][a-z]+\.?\s+)?(?P<y2>{_YEAR})\)"
    rf"(?P<p2>\s*[:,]?\s*[\w–-]*\d[\w–-]*)?"
    r"|(?P<l3>(?:\bvol(?:ume|\.)?\s*)\d+(?:[^.;]{0,40}?\d)?)"
    r"|,\s*(?P<l4>\d+\s*(?:\([^)]{1,15}\))?\s*[,:]\s*(?:pp?\.\s*)?[\w]?\d+(?:\s*[–-]+\s*\w?\d+)?)"
    r"|\s(?P<l5>\d+\s*(?:\([^)]{1,15}\))?\s*:\s*(?:pp?\.\s*)?\w?\d+(?:\s*[–-]+\s*\w?\d+)?)"
    r"|\b(?P<l6>pp?\.\s*\w?\d+(?:\s*[–-]+\s*\d+)?))",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "‘": "’", "'": "'", "«": "»", "»": "«", "`": "'"}
_DATE = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?:\s+\d{1,2})?,?(?:\s+\d{4})?"
)
_PLAIN_YEAR = re.compile(
    rf"(?<![\d/:.–-])(?<!\d\s[–-]\s)(?<!p\.\s)({_YEAR})([a-z]?)(?:[–-]\d\d?(?!\d))?(?![\w/]|\s*[–-]+\s*\d|\.\d)"
)
_YEAR_IN_BRACKETS = re.compile(rf"\(\s*(?:[^()]{{0,60}}?[\s,])?({_YEAR}[a-z]?)\s*\)")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE_END = re.compile(r"[a-z]{3}[.?!]\s+\S")
_ENDS_TITLE = re.compile(r"[,\"“]|\b[a-z]\w+[.?!]\s")
_MAY_END_PART = re.compile(r"[.?!](?=\s|$|[”\"’])|[,;](?=\s)|\s\[(?=[A-Z])")
_LAST_WORD = re.compile(r"[\w.'’]*$")
_BEFORE_CONTAINER = re.compile(r"^[\s.,;:]*(?:[Ii]n:?\s+|\[[^\]]{1,30}\]\.?\s*)?")
_BEHIND_EDITORS = re.compile(r"^[\s.,;:]*(?:\([^)]{1,6}\))?[\s.,;:]*")
_UP_TO_NUMBER = re.compile(r"[^\d,;:()\[\]]+")
_STOP = re.compile(r"\.\s")
_SAID_BEFORE_NUMBER = re.compile(r"\s+(?:vol|no|pp?|nr)\.?\s*$", re.IGNORECASE)
"""What announces a volume or pages."""


def author_part(text: str) -> str:
    """The words of an entry in which its authors stand; empty where it begins with none."""
    words = " ".join(text[:_MAX].split())
    who = people(words) or organisation(words)
    return words[: who.end].strip() if who else ""


def parse(text: str, extra: tuple[Identifier, ...] = ()) -> Entry:
    """What an entry says. `extra` are identifiers that are known beside the text, from its links."""
    words, written = _without_identifiers(_EMPHASIS.sub("", " ".join(text[:_MAX].split())))
    known = tuple(dict.fromkeys((*written, *extra)))
    words = " ".join(_ACCESSED.sub(" ", words).split()).strip(" ,;<>")
    if not words:
        return Entry(identifiers=known)
    words, year_of_label = _without_label(_with_initials(words))
    opening = _opening(words)
    volume = _volume(opening.rest)
    title = _title_beside_volume(opening, volume)
    container = _container(title.rest)
    return Entry(
        authors=opening.authors or _body_in_front(title, container),
        title=title.words[:400] if _may_be_title(title.words) else "",
        year=year_of_label
        or opening.year
        or volume.year
        or _year_anywhere(words, title.rest or opening.rest),
        container=container[:200],
        locator=volume.locator,
        identifiers=known,
        formal=opening.formal or title.quoted or _is_more_than_pages(volume.locator),
    )


_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])")


def _without_identifiers(text: str) -> tuple[str, tuple[Identifier, ...]]:
    """An entry without the identifiers and addresses in it, and these."""
    found = (*identifiers(text), *urls(text))
    start = len(text)
    for one in sorted(found, key=lambda item: (-item.end, item.start)):
        # A DOI's address is found as the one and as the other.
        if one.end <= start:
            text = f"{text[: one.start]} {text[one.end :]}"
            start = one.start
    return text, tuple(one.identifier for one in found)


_GIVEN_NAMES = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]+, [A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][\w.]*)?(?: \((?:Hg|Hrsg|eds?)\.\))?(?: ?[/;] ?(?=[A-ZÀ-Þ])|(?=: ))){1,6}(?=: [A-ZÀ-Þ\"“„»])"
)
"""Persons with their given names in full and a colon behind them: "Dahl, Lena; Roe, Karl: A review …"."""
_GIVEN_NAME = re.compile(r", ([A-ZÀ-Þ])[a-zß-ÿ]+(?: ([A-ZÀ-Þ])[\w.]*)?")
_BETWEEN_PERSONS = re.compile(r" ?[/;] ?")


def _with_initials(text: str) -> str:
    """An entry that gives its persons' names in full with their initials instead."""
    given = _GIVEN_NAMES.match(text)
    if given is None:
        return text
    initialled = _GIVEN_NAME.sub(r", \1.", given[0])
    return _BETWEEN_PERSONS.sub(", ", initialled) + text[given.end() :]


@functools.cache
def _short_form() -> re.Pattern[str]:
    return re.compile(rf"({capital()}[^\d:=]{{1,60}}?),?\s({_YEAR}[a-z]?)\s?[:=]\s+(?=\S)")


def _without_label(text: str) -> tuple[str, str]:
    """An entry without the short form that it is called by (`Roe 1956: T. Roe, Ovens, …`), and the year of that."""
    label = _short_form().match(text)
    return (text[label.end() :], label[2]) if label else (text, "")


class _Opening(NamedTuple):
    """How an entry begins, and what follows."""

    authors: tuple[str, ...]
    year: str
    """The year behind the authors."""
    formal: bool
    rest: str
    commas: bool
    """Whether commas part what follows."""


def _opening(text: str) -> _Opening:
    persons = people(text)
    if persons:
        end, commas = _behind_persons(text, persons.end)
        return _dated(persons, text[end:], commas=commas)
    body = organisation(text)
    if body:
        return _dated(body, text[body.end :], commas=text[body.end : body.end + 1] == ",")
    rest = text.lstrip(" .,:;")
    commas = rest[:1] not in _QUOTES and not _SENTENCE_END.search(rest)
    return _Opening((), "", formal=False, rest=rest, commas=commas)


def _behind_persons(text: str, end: int) -> tuple[int, bool]:
    """Where what is said of persons as editors ends, and whether commas part what follows."""
    next_sign = text[end : end + 1]
    commas = next_sign == "," or (next_sign != "." and text[end - 1] == ".")
    commas = commas and not _YEAR_IN_BRACKETS_NEXT.match(text, end)
    editors = _EDITORS.match(text, end)
    if editors is None:
        return end, commas
    return editors.end(), commas or editors[0].endswith(",")


def _dated(who: Authors, behind: str, *, commas: bool) -> _Opening:
    year = _YEAR_BEHIND.match(behind)
    if year is None:
        return _Opening(who.names, "", who.formal, behind.lstrip(" .,:;"), commas)
    return _Opening(
        who.names,
        year["brackets"] or year["bare"],
        formal=who.formal or bool(year["brackets"]),
        rest=behind[year.end() :].lstrip(" .,:;"),
        commas=False,
    )


class _Volume(NamedTuple):
    """Volume, issue or pages in what follows the opening of an entry."""

    locator: str = ""
    year: str = ""
    """The year that stands with the volume of a journal."""
    start: int = 0


def _volume(rest: str) -> _Volume:
    match = _VOLUME.search(rest)
    if match is None:
        return _Volume()
    locator = next(filter(None, match.group("l1", "l2", "l3", "l4", "l5", "l6")))
    return _Volume(locator.strip(), match["y1"] or match["y2"] or "", match.start())


def _is_more_than_pages(locator: str) -> bool:
    return bool(locator) and not locator.startswith(("p.", "pp."))


class _Title(NamedTuple):
    """The title of an entry, and what follows."""

    words: str
    rest: str
    quoted: bool = False


def _title_beside_volume(opening: _Opening, volume: _Volume) -> _Title:
    before = opening.rest[: volume.start]
    if opening.authors and volume.year and not _ENDS_TITLE.search(before.rstrip(" .,")):
        # Nothing parts a title from the journal: what is short is the journal's name alone.
        return _Title(before.strip(" .,") if len(before.split()) > 6 else "", opening.rest)
    return _title(opening.rest, opening.commas)


def _title(rest: str, commas: bool) -> _Title:
    end = rest.find("''", 2) if rest[:2] in ("``", "''") else -1
    if end > 0:
        return _Title(rest[2:end].strip(" .,"), rest[end + 2 :], quoted=True)
    closing = _QUOTES.get(rest[:1], "")
    for index in range(2, len(rest) if closing else 0):
        if rest[index] in closing and not rest[index + 1 : index + 2].isalnum():
            return _Title(rest[1:index].strip(" .,"), rest[index + 1 :], quoted=True)
    end = _segment(rest, commas)
    return _Title(rest[:end].strip(" .,:;"), rest[end:])


def _may_be_title(words: str) -> bool:
    return _TWO_LETTERS.search(words) is not None and _DATE.fullmatch(words) is None


def _segment(text: str, commas: bool) -> int:
    """Where the first part of `text` ends: at a sentence's end or, in styles with commas, at a comma."""
    for match in _MAY_END_PART.finditer(text):
        sign = match[0][0]
        if sign in ",;":
            if commas:
                return match.start()
        elif sign != "." or not _is_abbreviation(text, match.start()):
            return match.start() + (sign in "?!")
    return len(text)


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the stop at an offset belongs to an abbreviation or initial."""
    word = _LAST_WORD.search(text[max(0, stop - 12) : stop])
    last = (word[0] if word else "").lower()
    return len(last.replace(".", "")) <= 1 or last in lexicon.data("bibliographic")["abbreviations"]


def _container(rest: str) -> str:
    text = _BEFORE_CONTAINER.sub("", rest)
    editors = people(text)
    if editors and editors.formal:
        text = _BEHIND_EDITORS.sub("", text[editors.end :])
    match = _UP_TO_NUMBER.match(text)
    if match is None:
        return ""
    name = _SAID_BEFORE_NUMBER.sub("", _first_sentence(match[0]).strip(" .,:;*_'\"”’"))
    return name if _TWO_LETTERS.search(name) else ""


def _first_sentence(name: str) -> str:
    """The name of a container without what follows its stop: `Phys. Rev.` goes on, `Nature. London` does not."""
    for stop in _STOP.finditer(name):
        long = stop.start() - name.rfind(" ", 0, stop.start()) > 6
        if long and not _is_abbreviation(name, stop.start()):
            return name[: stop.start()]
    return name


def _body_in_front(title: _Title, container: str) -> tuple[str, ...]:
    """A single word in front of a container, which is a body: `IPCC: Climate Change`."""
    alone = len(title.words.split()) == 1 and not title.quoted
    return (title.words,) if alone and container else ()


def _year_anywhere(text: str, behind_title: str) -> str:
    """A year in brackets, else the last one behind the title, else the last one at all."""
    bracketed = _YEAR_IN_BRACKETS.search(text)
    if bracketed:
        return bracketed[1]
    plain = _PLAIN_YEAR.findall(behind_title) or _PLAIN_YEAR.findall(text)
    return "".join(plain[-1]) if plain else ""
