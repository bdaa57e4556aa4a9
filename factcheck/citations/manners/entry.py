"""A full reference in the words: in brackets behind a sentence, or behind "Source:".

`(S. Lind, P. Roe, "Ovens", *Bakers' Journal* 151, 2002)`, `(Nature 217:750-751)`, `Source: Lind S., *Ovens*, Tern Press, 1974.`
Its form alone must show that it is one: what only names a source is not told apart from other asides here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import Block, MarkKind
from factcheck.references.reference_list import is_full_entry, names_periodical

_LONGEST = 400
_FIGURES = re.compile(r"(?:1[5-9]|20)\d\d|\d ?: ?[a-z]?\d{2}")
_KEY = re.compile(r"\b[a-z]{2,}\d*_[a-z\d]{2}")
_LED_BY_SOURCE = re.compile(
    r"\W*(?:(?:data )?sources?|data|figures|adapted from|taken from|from|reproduced from|quelle|reference)"
    r"\s*:\s+(?=\w|[\"“‘«*_])",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<=[.!?…)”\"’])[\s*_]+(?:(?:data )?sources?|ref(?:erence)?s?\.?|quelle|cited from|taken from)\s*:\s+(?=[\w\"“‘«*_])",
    re.IGNORECASE,
)
"""What closes a paragraph with its source, be the reference itself of several sentences: "…. Ref: Berg A. Moulds. …"."""
_SAID = re.compile(
    r"\((?P<words>(?:(?i:data )?(?i:sources?|quelle|figures|data)):\s+[^\W\d_a-z][^()\[\]]{1,120})\)"
)
"""A source by name in brackets: "(source: Eurostat)"."""
_PRESS = re.compile(
    r"(?<=\S )\((?P<words>(?:(?:The|Der|Die|Le|La|El|Il) )?[A-ZÀ-Þ][\w’'& -]{2,40}(?:,? (?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d)?\d\d|\d{1,2}/(?:19|20)\d\d|(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d))?)\)(?=[.!?;]|$)"
)
"""A newspaper or agency in brackets that close their sentence: "(Reuters)", "(The Globe, 2019)"."""
_SEE = re.compile(
    r"(?:see(?: also)?|cf\.|e\.g\.,?|in|from|after|source:|adapted from|quoted in|reported in):?\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[()\[\]]")


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of round or square brackets."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, match.end()


def _has_clue(text: str) -> bool:
    """Whether a text has what a full reference is not without: a year, a volume with its page, or a key."""
    return _FIGURES.search(text) is not None or ("_" in text and _KEY.search(text) is not None)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Full references in a text."""
    if not (":" in text or "(" in text or "[" in text) or not _has_clue(text):
        return
    led = _LED_BY_SOURCE.match(text)
    if led and len(text) - led.end() <= _LONGEST:
        words = text[led.end() :].rstrip()
        if is_full_entry(words):
            yield Found(MarkKind.NOTE, (words,), led.end(), led.end() + len(words), bracketed=False)
            return
    closing = next(iter(_CLOSING.finditer(text, max(0, len(text) - _LONGEST))), None)
    if closing:
        words = text[closing.end() :].rstrip(" *_")
        if is_full_entry(words):
            start = len(text[: closing.start()].rstrip())
            yield Found(MarkKind.NOTE, (words,), start, closing.end() + len(words), bracketed=True)
            return
    for start, end in _brackets(text):
        words = text[start + 1 : end - 1].strip()
        if not 12 <= len(words) <= _LONGEST or not _has_clue(words):
            continue
        see = _SEE.match(words)
        words = words[see.end() :] if see else words
        if not words[:1].islower() and is_full_entry(words):
            yield Found(MarkKind.NOTE, (words,), start, end, bracketed=True)


_TITLED = re.compile(
    r"(?P<author>[^\W\d_a-z][^,;()\[\]\d]{1,60}), (?P<title>[^\W\d_a-z][^,;()\[\]]{3,120}?)(?=[,. ]*[(\[,])[^;]{0,60}?(?:1[5-9]|20)\d\d\b[^;]{0,40}"
)
"""A short reference whose title print sets off: "Lind, *Damp Homes* (Oslo: Tapir, 2021), 33"."""


def in_print(block: Block) -> Iterator[Found]:
    """Brackets with an author, a title that the file sets off from the words around it, and a year."""
    text = block.prose.text
    if ("(" not in text and "[" not in text) or not _FIGURES.search(text):
        return
    for start, end in _brackets(text):
        led = _SEE.match(text, start + 1, end - 1)
        match = _TITLED.fullmatch(text, led.end() if led else start + 1, end - 1)
        if (
            match is not None
            and block.prose.is_set_off(match.start("title"), match.end("title"))
            and not names_periodical(match["title"])
        ):
            words = f"{match['author']}, *{match['title']}*{match[0][match.end('title') - match.start() :]}"
            yield Found(MarkKind.NOTE, (words,), start, end, bracketed=True)


def find_named(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that name where something is from, with too little to be a full reference: "(source: Eurostat)", "(Reuters)"."""
    if "(" not in text:
        return
    for match in _SAID.finditer(text):
        yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
    for match in _PRESS.finditer(text):
        if names_periodical(match["words"]):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
