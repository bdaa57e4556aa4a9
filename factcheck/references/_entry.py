"""Reading one bibliographic entry written as prose: who, what, where, when.

The styles are those of APA (7th edition), Chicago (17th), MLA (9th), Harvard, Vancouver (ICMJE) and the
comma-separated ones of mathematics and the humanities.
"""

from __future__ import annotations

import functools
import re

from factcheck import lexicon
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


@functools.cache
def _upper() -> str:
    letters = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
    return f"[{letters}]"


@functools.cache
def _names() -> dict[str, re.Pattern[str]]:
    upper = _upper()
    particles = "|".join(
        sorted(map(re.escape, lexicon.data("bibliographic")["particles"]), key=len, reverse=True)
    )
    word = rf"{upper}(?:[\w'’‐‑]|-(?=\w)){{1,30}}"
    particle = rf"(?:(?:{particles})\s+|d['’]|O['’](?={upper})){{0,3}}"
    family = rf"(?P<family>{particle}{word}(?:[ -](?:{particle})?{word}){{0,2}})"
    short = rf"(?P<family>{particle}{word}(?:[ -](?:{particle})?{word})?)"
    dotted = rf"(?:{upper}[a-z]?\.[ ]?-?[ ]?){{1,4}}"
    bare = rf"{upper}{{1,3}}(?:-{upper})?(?![\w'’]|\.\s?-?{upper}\.|\.{upper})"
    suffix = r"(?:,?\s+(?:Jr\.?|Sr\.?|II|III|IV))?"
    return {
        "family, A. B.": re.compile(rf"{family},\s+(?:{dotted}|{bare}){suffix}"),
        "family AB": re.compile(rf"{family}\s+(?:{bare}|{dotted}){suffix}"),
        "A. B. family": re.compile(rf"{dotted}(?:{particle}){short}{suffix}"),
        "family, given": re.compile(rf"{family},\s+{word}(?:[ -]{word})?(?:[ -]{upper}\.){{0,2}}"),
        "given family": re.compile(rf"{word}(?:[ -](?:{word}|{upper}\.))?\s+(?P<family>{particle}{word})"),
    }


_SEPARATOR = re.compile(r"\s*(?:,\s*&|,\s*and\b|;\s*and\b|;\s*&|&|\band\b|\bund\b|\bet\b(?!\s+al)|,|;)\s*")
_OTHERS = re.compile(
    r"[,;]?\s*(?:\.\.\.|…)?\s*(?:\bet\s+al\b\.?|\band\s+(?:others|colleagues)\b|\bu\.\s?a\.)"
)
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
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?:\s+\d{1,2})?,?(?:\s+\d{4})?"
)
_PLAIN_YEAR = re.compile(
    rf"(?<![\d/:.–-])(?<!\d\s[–-]\s)(?<!p\.\s)({_YEAR})([a-z]?)(?:[–-]\d\d?(?!\d))?(?![\w/]|\s*[–-]+\s*\d|\.\d)"
)


def _people(text: str) -> tuple[tuple[str, ...], int, bool]:
    """Family names at the start of a text, where they end, and whether their form is one that only names
    have.
    """
    forms = _names()
    families: list[str] = []
    at = 0
    style = ""
    while len(families) < 60:
        if families:
            others = _OTHERS.match(text, at)
            if others:
                at = others.end()
                break
            separator = _SEPARATOR.match(text, at)
            if separator is None:
                break
            start = separator.end()
            wanted: tuple[str, ...] = (
                (style, "A. B. family", "given family") if style != "family AB" else (style,)
            )
            if style == "family, A. B.":
                wanted = (style, "A. B. family", "family AB")
            elif style == "given family" and "and" not in separator[0] and "&" not in separator[0]:
                # `Ann Lee, Slow Rivers, …`: the second may be a title; only names lead on to more names.
                wanted = (style, "A. B. family")
        else:
            start = 0
            wanted = tuple(forms)
        found = None
        for name in wanted:
            match = forms[name].match(text, start)
            if match is None:
                continue
            behind = text[match.end() :].lstrip()
            if name in ("family, given", "given family") and not _closes_names(behind, match):
                continue
            if name == "family AB" and not re.match(r"[.,;:(&]|and\b|et\b|eds?\b|$", behind):
                continue
            found = (name, match)
            break
        if found is None:
            break
        name, match = found
        families.append(match["family"].strip())
        at = match.end()
        style = style or name
    others = _OTHERS.match(text, at) if families else None
    if others:
        at = others.end()
    if not families:
        single = re.match(rf"({_upper()}[\w'’-]+)(?:\s*,)?\s+et\s+al\b\.?", text)
        if single:
            return (single[1],), single.end(), True
    return tuple(families), at, bool(families) and style not in ("given family", "family, given")


def _closes_names(behind: str, match: re.Match[str]) -> bool:
    """Whether names spelled in full are names: by what follows, and by not being those of a body."""
    words = lexicon.data("bibliographic")
    if any(word.casefold() in words["organisation nouns"] for word in re.findall(r"[\w'’-]+", match[0])):
        return False
    if match[0].startswith(("The ", "A ", "An ", "On ", "In ")):
        return False
    if re.match(r"\(\s*(?:\d{4}|eds?\b)|,?\s*(?:and|&)\s|,?\s*et al|,\s*[\"“‘'«]|\.\s*[\"“‘«]|;", behind):
        return True
    if "," in match[0]:
        return (
            match[0].endswith(".") or re.match(r"\.\s|,\s+\w+\s+\w+,?\s+and\b|,\s+eds?\b", behind) is not None
        )
    return re.match(r"[.,:]\s+\S", behind) is not None


def _organisation(text: str) -> tuple[str, int]:
    """A body that stands where authors stand: `World Health Organization. …`, `IPCC (2021). …`."""
    word = rf"{_upper()}[\w&'’-]*"
    match = re.match(
        rf"({word}(?:[ ](?:of|the|for|and|on|in|&|de|{word})){{0,8}}"
        rf"(?:\s\({_upper()}{{2,}}\))?)(?=\.\s|\s*\((?:\d{{4}}|n\.d)|[,:]\s[\"“‘«]?{_upper()})",
        text,
    )
    if match is None:
        return "", 0
    name = match[1].strip(" ,")
    if len(name.split()) > 9 or name.endswith((" of", " the", " for", " and")):
        return "", 0
    if text[match.end() : match.end() + 1] in (",", ":"):
        # Before a comma a title may stand as well: only what is called a bank, an office or UNESCO is taken.
        bodies = lexicon.data("bibliographic")["organisation nouns"]
        if not re.fullmatch(rf"{_upper()}{{2,8}}", name) and not any(
            w.casefold() in bodies for w in name.split()
        ):
            return "", 0
    return name, match.end()


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the stop at an offset belongs to an abbreviation or initial."""
    word = re.search(r"[\w.'’]*$", text[max(0, stop - 12) : stop])
    last = (word[0] if word else "").lower()
    return len(last.replace(".", "")) <= 1 or last in lexicon.data("bibliographic")["abbreviations"]


def _segment(text: str, commas: bool) -> int:
    """Where the first part of `text` ends: at a sentence's end or, in styles with commas, at a comma."""
    for match in re.finditer(r"[.?!](?=\s|$|[”\"’])|[,;](?=\s)|\s\[(?=[A-Z])", text):
        sign = match[0][0]
        if sign in ",;":
            if commas:
                return match.start()
            continue
        if sign == "." and _is_abbreviation(text, match.start()):
            continue
        return match.start() + (sign in "?!")
    return len(text)


def _title(rest: str, commas: bool) -> tuple[str, str, bool]:
    """The title, what follows it, and whether it stood in quotation marks."""
    if rest[:2] in ("``", "''"):
        end = rest.find("''", 2)
        if end > 0:
            return rest[2:end].strip(" .,"), rest[end + 2 :], True
    closing = _QUOTES.get(rest[:1])
    if closing:
        for index in range(2, len(rest)):
            if rest[index] in closing and not rest[index + 1 : index + 2].isalnum():
                return rest[1:index].strip(" .,"), rest[index + 1 :], True
    end = _segment(rest, commas)
    return rest[:end].strip(" .,:;"), rest[end:], False


def _container(rest: str) -> str:
    text = re.sub(r"^[\s.,;:]*(?:[Ii]n:?\s+|\[[^\]]{1,30}\]\.?\s*)?", "", rest)
    people, at, formal = _people(text)
    if people and formal:
        text = re.sub(r"^[\s.,;:]*(?:\([^)]{1,6}\))?[\s.,;:]*", "", text[at:])
    match = re.match(r"[^\d,;:()\[\]]+", text)
    if match is None:
        return ""
    name = match[0]
    for stop in re.finditer(r"\.\s", name):
        # `Phys. Rev.` goes on, `Nature. London` does not.
        if not _is_abbreviation(name, stop.start()) and stop.start() - name.rfind(" ", 0, stop.start()) > 6:
            name = name[: stop.start()]
            break
    name = re.sub(r"\s+(?:vol|no|pp?|nr)\.?\s*$", "", name.strip(" .,:;*_'\"”’"), flags=re.IGNORECASE)
    return name if re.search(r"[^\W\d_]{2}", name) else ""


_GIVEN_NAMES = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'-]+, [A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][\w.]*)?(?: \((?:Hg|Hrsg|eds?)\.\))?(?: ?[/;] ?(?=[A-ZÀ-Þ])|(?=: ))){1,6}(?=: [A-ZÀ-Þ\"“„»])"
)


def author_part(text: str) -> str:
    """The words of an entry in which its authors stand; empty where it begins with none."""
    text = " ".join(text[:_MAX].split())
    people, at, _ = _people(text)
    if not people:
        _, at = _organisation(text)
    return text[:at].strip()


def parse(text: str, extra: tuple[Identifier, ...] = ()) -> Entry:
    """What an entry says. `extra` are identifiers that are known beside the text, from its links."""
    text = " ".join(text[:_MAX].split())
    text = re.sub(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])", "", text)
    found = identifiers(text)
    located = tuple(urls(text))
    known = tuple(dict.fromkeys((*(one.identifier for one in (*found, *located)), *extra)))
    for one in sorted((*found, *located), key=lambda item: -item.start):
        if one.end <= len(text):
            text = f"{text[: one.start]} {text[one.end :]}"
    text = _ACCESSED.sub(" ", text)
    text = " ".join(text.split()).strip(" ,;<>")
    if not text:
        return Entry(identifiers=known)

    given = _GIVEN_NAMES.match(text)
    if given:
        # "Dahl, Lena; Roe, Karl: A review …": given names in full, a colon behind them.
        people_written = re.sub(
            r", ([A-ZÀ-Þ])[a-zß-ÿ]+(?: ([A-ZÀ-Þ])[\w.]*)?", lambda m: f", {m[1]}.", given[0]
        )
        text = re.sub(r" ?[/;] ?", ", ", people_written) + text[given.end() :]
    labelled = re.match(rf"({_upper()}[^\d:=]{{1,60}}?),?\s({_YEAR}[a-z]?)\s?[:=]\s+(?=\S)", text)
    if labelled:
        # `Roe 1956: T. Roe, Ovens, …`: called by its short form.
        text = text[labelled.end() :]
    people, at, formal = _people(text)
    commas = False
    if people:
        commas = text[at : at + 1] == "," or (text[at : at + 1] != "." and text[at - 1 : at] == ".")
        commas = commas and not re.match(r"[\s,]*\(\d{4}", text[at:])
        editors = _EDITORS.match(text, at)
        if editors:
            at = editors.end()
            commas = commas or text[at - 1] == ","
    else:
        name, end = _organisation(text)
        if name:
            people, at = (name,), end
            commas = text[at : at + 1] == ","
    rest = text[at:]
    behind = _YEAR_BEHIND.match(rest) if people else None
    year = ""
    if behind:
        year = behind["brackets"] or behind["bare"]
        rest = rest[behind.end() :]
        formal = formal or bool(behind["brackets"])
        commas = False
    rest = rest.lstrip(" .,:;")
    if not people and rest[:1] not in _QUOTES:
        commas = not re.search(r"[a-z]{3}[.?!]\s+\S", rest)

    volume = _VOLUME.search(rest)
    locator = ""
    if volume:
        groups = volume.groupdict()
        locator = next(
            (groups[name].strip() for name in ("l1", "l2", "l3", "l4", "l5", "l6") if groups[name]), ""
        )
        if not year:
            year = groups["y1"] or groups["y2"] or ""
    first = rest[: volume.start()] if volume else rest
    if (
        people
        and volume
        and (volume["l1"] or volume["l2"])
        and not re.search(r"[,\"“]|\b[a-z]\w+[.?!]\s", first.rstrip(" .,"))
    ):
        title, after, quoted = "", rest, False
        if len(first.split()) > 6:
            title = first.strip(" .,")
    else:
        title, after, quoted = _title(rest, commas)
    if labelled:
        year = labelled[2]
    if not year:
        bracketed = re.search(rf"\(\s*(?:[^()]{{0,60}}?[\s,])?({_YEAR}[a-z]?)\s*\)", text)
        plain = [match[1] + match[2] for match in _PLAIN_YEAR.finditer(after or rest)]
        plain = plain or [match[1] + match[2] for match in _PLAIN_YEAR.finditer(text)]
        year = bracketed[1] if bracketed else plain[-1] if plain else ""
    container = _container(after)
    if not people and not quoted and title and container and len(title.split()) <= 1:
        # A single word in front is a body, as in `IPCC: Climate Change`.
        people = (title,)
    if not re.search(r"[^\W\d_]{2}", title) or re.fullmatch(_DATE, title):
        title = ""
    formal = formal or quoted or bool(locator and not re.fullmatch(r"pp?\..*", locator))
    return Entry(people, title[:400], year, container[:200], locator, known, formal)
