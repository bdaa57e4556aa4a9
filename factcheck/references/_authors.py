"""Who stands at the beginning of a bibliographic entry: persons, in the forms that styles give names, or a body."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple

from factcheck import lexicon

_MOST_PEOPLE = 60
"""Longer lists of authors are read no further."""


class Authors(NamedTuple):
    """Who stands at the beginning of a text."""

    names: tuple[str, ...]
    """Family names in order, or the name of a body."""
    end: int
    """Where they end in the text."""
    formal: bool = False
    """Whether their form is one that only names have."""


@functools.cache
def capital() -> str:
    """A pattern for one capital letter of the alphabets of Europe."""
    letters = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
    return f"[{letters}]"


@functools.cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    """The forms of a person's name, those that only names have first."""
    upper = capital()
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


_SPELLED_IN_FULL = ("family, given", "given family")
"""Forms that other words have as well."""
_NEXT_FORMS = {
    "family, A. B.": ("family, A. B.", "A. B. family", "family AB"),
    "family AB": ("family AB",),
    "A. B. family": ("A. B. family", "given family"),
    "family, given": ("family, given", "A. B. family", "given family"),
    # `Ann Lee, Slow Rivers, …`: the second may be a title; only names lead on to more names.
    "given family": ("given family", "A. B. family"),
}
"""In which forms the next persons may be named, by that of the first."""
_SEPARATOR = re.compile(r"\s*(?:,\s*&|,\s*and\b|;\s*and\b|;\s*&|&|\band\b|\bund\b|\bet\b(?!\s+al)|,|;)\s*")
_OTHERS = re.compile(
    r"(?:[,;]?\s*(?:\.\.\.|…)?\s*(?:\bet\s+al\b\.?|\band\s+(?:others|colleagues)\b|\bu\.\s?a\.)){1,2}"
)
_BEHIND_BARE_INITIALS = re.compile(r"[.,;:(&]|and\b|et\b|eds?\b|$")


def people(text: str) -> Authors | None:
    """The persons that a text begins with."""
    form, person = _person(text, 0, tuple(_forms()))
    if person is None:
        return _first_of_many(text)
    families = [person["family"].strip()]
    end = person.end()
    following = _NEXT_FORMS[form]
    while len(families) < _MOST_PEOPLE and (separator := _SEPARATOR.match(text, end)) is not None:
        _, person = _person(text, separator.end(), following)
        if person is None:
            break
        families.append(person["family"].strip())
        end = person.end()
    others = _OTHERS.match(text, end)
    return Authors(tuple(families), others.end() if others else end, form not in _SPELLED_IN_FULL)


def _person(text: str, start: int, wanted: tuple[str, ...]) -> tuple[str, re.Match[str] | None]:
    """The name at a place in the first of the wanted forms that it has, behind the name of that form."""
    for form in wanted:
        match = _forms()[form].match(text, start)
        if match is not None and _is_name(form, match):
            return form, match
    return "", None


def _is_name(form: str, match: re.Match[str]) -> bool:
    """Whether what has the form of a name is one, by what follows it."""
    if form in _SPELLED_IN_FULL:
        return _closes_names(match.string[match.end() :].lstrip(), match[0])
    if form == "family AB":
        return _BEHIND_BARE_INITIALS.match(match.string[match.end() :].lstrip()) is not None
    return True


_WORD = re.compile(r"[\w'’-]+")
_BEHIND_NAMES = re.compile(r"\(\s*(?:\d{4}|eds?\b)|,?\s*(?:and|&)\s|,?\s*et al|,\s*[\"“‘'«]|\.\s*[\"“‘«]|;")
_BEHIND_INVERTED_NAME = re.compile(r"\.\s|,\s+\w+\s+\w+,?\s+and\b|,\s+eds?\b")
_STOP_AND_MORE = re.compile(r"[.,:]\s+\S")


def _closes_names(behind: str, name: str) -> bool:
    """Whether names spelled in full are names: by what follows, and by not being those of a body."""
    bodies = lexicon.data("bibliographic")["organisation nouns"]
    if any(word.casefold() in bodies for word in _WORD.findall(name)):
        return False
    if name.startswith(("The ", "A ", "An ", "On ", "In ")):
        return False
    if _BEHIND_NAMES.match(behind):
        return True
    if "," in name:
        return name.endswith(".") or _BEHIND_INVERTED_NAME.match(behind) is not None
    return _STOP_AND_MORE.match(behind) is not None


@functools.cache
def _one_and_others() -> re.Pattern[str]:
    return re.compile(rf"({capital()}[\w'’-]+)(?:\s*,)?\s+et\s+al\b\.?")


def _first_of_many(text: str) -> Authors | None:
    """A family name alone that stands for several: `Roe et al.`."""
    match = _one_and_others().match(text)
    return Authors((match[1],), match.end(), formal=True) if match else None


@functools.cache
def _body() -> re.Pattern[str]:
    word = rf"{capital()}[\w&'’-]*"
    return re.compile(
        rf"({word}(?:[ ](?:of|the|for|and|on|in|&|de|{word})){{0,8}}"
        rf"(?:\s\({capital()}{{2,}}\))?)(?=\.\s|\s*\((?:\d{{4}}|n\.d)|[,:]\s[\"“‘«]?{capital()})"
    )


@functools.cache
def _acronym() -> re.Pattern[str]:
    return re.compile(rf"{capital()}{{2,8}}")


def organisation(text: str) -> Authors | None:
    """A body that stands where authors stand: `World Health Organization. …`, `IPCC (2021). …`."""
    match = _body().match(text)
    if match is None:
        return None
    name = match[1].strip(" ,")
    if len(name.split()) > 9 or name.endswith((" of", " the", " for", " and")):
        return None
    # Before a comma a title may stand as well.
    if text[match.end() : match.end() + 1] in (",", ":") and not _is_called_a_body(name):
        return None
    return Authors((name,), match.end())


def _is_called_a_body(name: str) -> bool:
    """Whether a name is that of a bank, of an office, or one such as UNESCO."""
    bodies = lexicon.data("bibliographic")["organisation nouns"]
    return _acronym().fullmatch(name) is not None or any(word.casefold() in bodies for word in name.split())
