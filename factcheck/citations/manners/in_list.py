"""Author and year in whatever form, where the list of references has both: `(BERG 2011)`, `(all from Berg & Lind, c. 2011)`, `{Berg, 2011}`.

So are works without an author by the head of their entry, and works by title and page: `(*Mill Times*, 2019)`, `("A Mill" 44)`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.author_year import folded_family

_BRACKETED = re.compile(
    r"\((?P<round>(?:[^()]|\([^()]{0,20}\)){5,300})\)|\[(?P<square>[^\[\]]{5,300})\]|\{(?P<curly>[^{}]{5,120})\}"
)
_YEAR = re.compile(r"(?<![\d-])(?P<year>(?:1[5-9]|20)\d\d[a-k]?)(?![\w-])|[’'‘](?P<short>\d\d)\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?")
_BESIDE = re.compile(
    r"(?:[\W\d]|\b(?:et|al|and|und|y|with|others|colleagues|co-?workers|co|in|c|ca|eds?|orig|n)\b|\b[A-ZÀ-Þ][\w’'-]*+)*+"
)
"""What may stand between a name and its year: more names, "et al.", "eds"."""
_LONGEST_NAME = 7
_BY_TITLE = re.compile(
    r"\((?:see |cf\. |qtd\. in )?[*_\"“‘']{0,3}(?P<title>(?=[^()\d]{5})[^()\"“”*_]{4,80}?),?[*_\"”’']{0,3},? (?:pp?\. ?)?\d{1,4}(?:[–-]\d{1,4})?\)"
)
_ARTICLE = re.compile(r"^(?:the|a|an) ")


def _name_before(text: str, year: str, known: Listed) -> str:
    """The name, as written, that the list has with the year; the first in the text."""
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        if not (word.group()[0].isupper() or first == 0):
            continue
        for last in range(min(len(words), first + _LONGEST_NAME) - 1, first - 1, -1):
            name = text[word.start() : words[last].end()].rstrip(".")
            if f"{folded_family(name)} {year}" in known.author_years and _BESIDE.fullmatch(
                text, words[last].end()
            ):
                return name
    return ""


def _targets(words: str, known: Listed) -> tuple[str, ...]:
    found: list[str] = []
    for part in words.split(";"):
        at, name = 0, ""
        for match in _YEAR.finditer(part):
            years = [match["year"]] if match["year"] else [f"20{match['short']}", f"19{match['short']}"]
            for year in years:
                named = _name_before(part[at : match.start()], year, known)
                if named:
                    name = named
                elif not name and found and not _WORD.search(part[: match.start()]):
                    name = found[-1].rpartition(" ")[0]
                if name and f"{folded_family(name)} {year}" in known.author_years:
                    found.append(f"{name} {year}")
                    break
            at = match.end()
    return tuple(dict.fromkeys(found))


def find(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that call entries of the list."""
    if known.author_years:
        for match in _BRACKETED.finditer(text):
            words = match["round"] or match["square"] or match["curly"]
            targets = _targets(words, known) if any(character.isdigit() for character in words) else ()
            if targets:
                yield Found(MarkKind.AUTHOR_YEAR, targets, match.start(), match.end(), bracketed=True)


def find_title(text: str, known: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that call an entry by its title, or how that begins, with a page."""
    if known.titles:
        for match in _BY_TITLE.finditer(text):
            title = _ARTICLE.sub("", folded_title(match["title"]))
            at = bisect.bisect_left(known.titles, (title, ""))
            head, key = known.titles[at] if at < len(known.titles) else ("", "")
            if key and title and head.startswith(title):
                yield Found(MarkKind.KEY, (key,), match.start(), match.end(), bracketed=True)


def folded_title(title: str) -> str:
    """A title as titles are compared: words in lower case, nothing between them."""
    return " ".join(re.findall(r"[^\W_]+", title.casefold()))
