"""Author and year as a key: `Family 2007`, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from factcheck import lexicon
from factcheck.references.reference import Reference

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
)


def folded_family(family: str) -> str:
    """A family name without case, accents and particles: `von der Lühe` -> `luhe`."""
    name = unicodedata.normalize("NFKD", family.casefold().replace("’", "'")).translate(_LETTERS)
    name = "".join(character for character in name if not unicodedata.combining(character))
    words = re.sub(r"[^\w'&]+", " ", name).split()
    particles = lexicon.data("bibliographic")["particles"]
    while len(words) > 1 and words[0] in particles:
        words = words[1:]
    return " ".join(words)


def author_year_key(target: str) -> str:
    """The key of `Family 2007a`, the target of an author-year mark."""
    text = target.rstrip()
    match = _YEAR_LAST.search(text)
    if match is None:
        return folded_family(text)
    return f"{folded_family(text[: match.start()])} {match[1].lower().replace(' ', '').rstrip('.')}"


_YEAR_LAST = re.compile(r"(\d{4}[a-z]?|n\.\s?d\.?|in press|forthcoming)\)?\Z", re.IGNORECASE)


def _initials(name: str) -> str:
    """The abbreviation of an organisation: `World Health Organization` -> `who`."""
    words = [word for word in name.split() if word[:1].isupper()]
    return folded_family("".join(word[0] for word in words)) if len(words) > 2 else ""


_HEAD = re.compile(r"\W*(?P<head>[^\W\d_][^()\[\]]{1,80}?)\W*[(\[](?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.)")


def _head(text: str) -> str:
    """What an entry without an author begins with, before its year: "Mill Times (2019) …", "Anon. (1840) …"."""
    match = _HEAD.match(text)
    return match["head"] if match else ""


def by_author_year(references: Iterable[Reference]) -> Mapping[str, Reference]:
    """References by first author and year, under `author_year_key`'s keys; the first of several wins.

    A year with a letter is found without it too, where no other entry claims that key; several entries of one
    author and year are told apart as a, b, c in their order, as author-year styles do. An organisation is
    also found under its initials.
    """
    found: dict[str, Reference] = {}
    seconds: dict[str, Reference] = {}
    same: dict[str, int] = {}
    for reference in references:
        year = reference.year.lower().replace(" ", "").rstrip(".")
        head = reference.authors[0] if reference.authors else _head(reference.text)
        if not head or not year:
            continue
        names = [folded_family(head)]
        if not reference.authors:
            found.setdefault(f"{names[0]} {year}", reference)
            continue
        initials = _initials(reference.authors[0])
        if initials:
            names.append(initials)
        bracketed = re.search(r"\(([A-Z][\w&-]+)\)", reference.authors[0])
        if bracketed:
            names += [
                folded_family(bracketed[1]),
                folded_family(re.sub(r"\s*\(.*?\)", "", reference.authors[0])),
            ]
        for name in names:
            if not name:
                continue
            found.setdefault(f"{name} {year}", reference)
            bare = re.sub(r"(?<=\d)[a-z]$", "", year)
            if bare != year:
                seconds.setdefault(f"{name} {bare}", reference)
            else:
                count = same.get(f"{name} {year}", 0)
                same[f"{name} {year}"] = count + 1
                if count < 26:
                    seconds.setdefault(f"{name} {year}{'abcdefghijklmnopqrstuvwxyz'[count]}", reference)
    # `Oke 1982b` is no spelling of a lone `Oke 1982`.
    for key, reference in seconds.items():
        if re.search(r"\d[a-z]$", key) and same.get(key[:-1], 0) < 2:
            continue
        found.setdefault(key, reference)
    return found
