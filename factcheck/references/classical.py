"""Passages of classical works and scripture, cited by book and chapter in whatever edition: `Hdt. 6.117`, `Genesis 1:3`.

Forms after the Oxford Classical Dictionary (4th ed.) and the SBL Handbook of Style (2nd ed.).
"""

from __future__ import annotations

import functools
import re

from factcheck import lexicon, prefilter

_PLACE = r"(?!(?:1[5-9]|20)\d\d(?![\d.:]))\d{1,4}[a-e]?(?:[.:,] ?\d{1,4}[a-e]?){0,3}(?: ?[-–] ?\d{1,4}[a-e]?(?:[.:]\d{1,4})*)?"
_DEEP = r"(?:(?:\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})(?:[.:] ?\d{1,4}[a-e]?){1,3}|\d{2,4}[a-e]\d{0,2})(?: ?[-–] ?\d{1,4}[a-e]?(?:[.:]\d{1,4})*)?"
"""A place of two numbers at least, or a page with its column: "9.28.2", "514a"."""
_BOOK = r"(?:(?:book|bk\.?|lib\.?) (?:\d{1,2}|[IVXivx]{1,5}),? (?:(?:ch(?:ap)?\.?|chapter|line|ll?\.|v\.|verse|sect?\.?) ?)?\d{1,4}(?:\.\d+)*)"
_TITLE = r"[*_'\"“]{0,3}[A-ZÀ-Þ][\w’'.-]*(?: [\w’'.-]+){0,5}?[*_'\"”]{0,3}"
_NO_TITLE = r"(?!(?:[Vv]ersion|[Ss]ection|[Ff]ig|[Tt]able|[Cc]hapter|[Pp]age|[Vv]ol|[Nn]o\b|[Ss]tep|[Rr]elease|[Aa]ppendix|[Ee]q)[\w.]* ?\d)"


def _any_of(name: str) -> str:
    words = sorted(dict.fromkeys(lexicon.data("classical")[name]), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’ʾ]") for word in words)


@functools.cache
def _passage() -> re.Pattern[str]:
    numbered = r"(?:(?:[1-4]|I{1,3}) )?"
    return re.compile(
        rf"(?:(?:see(?: also)?|cf\.|e\.g\.,?|so) )?(?:"
        rf"(?:{_any_of('authors')}),? (?:{_DEEP}|{_BOOK}|{_NO_TITLE}{_TITLE},? (?:{_PLACE}|{_DEEP}|{_BOOK}))"
        # In print: "*De architectura* 5.12.2".
        rf"|(?:[A-ZÀ-Þ][\w’' .-]{{2,40}}, ?)?(?P<sign>[*_'])[^*]{{2,80}}(?P=sign),? (?:{_DEEP}|{_BOOK})"
        rf"|[*_'\"“]{{0,3}}{numbered}(?:{_any_of('works')})[*_'\"”]{{0,3}},? (?:{_DEEP}|{_BOOK})"
        # Whoever wrote it, a work in which a place has two numbers: "Vegetius, De re militari 1.12".
        rf"|[A-ZÀ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ][\w’'-]+|of|the)){{0,3}}, {_NO_TITLE}{_TITLE},? (?:{_DEEP}|{_BOOK}))"
    )


@functools.cache
def _author() -> prefilter.Pattern:
    return prefilter.compile(
        rf"\b(?:{_any_of('authors')})(?:['’]s?)?(?: {_TITLE})?? (?:[(\[](?P<bracketed>(?:{_TITLE},? )??{_DEEP})[)\]]|(?P<bare>{_DEEP})(?!\w))"
    )


def is_passage(text: str) -> bool:
    """Whether words are one passage of a classical work or several, and nothing else."""
    parts = [part.strip(" .") for part in text.split(";")]
    if not 1 <= len(parts) <= 8 or not any(c.isdigit() for c in text):
        return False
    first = bool(_passage().fullmatch(parts[0]))
    return first and all(_passage().fullmatch(part) or re.fullmatch(_PLACE, part) for part in parts[1:])


PRINTED = re.compile(
    rf"[(\[](?:see |cf\. )?(?P<author>[A-ZÀ-Þ][^()\d,]{{2,40}}, ?)?(?P<title>[A-ZÀ-Þ][^()\[\]\d]{{2,80}}?),? (?P<place>{_DEEP}|{_BOOK})[)\]]"
)
"""What may be a passage in brackets, if its title is set in italics."""


def named_in_words(text: str) -> list[tuple[int, int, str]]:
    """Passages by the author's name in the sentence: "Herodotus (6.117) counts …", `(start, end, words)`."""
    return [(m.start(), m.end(), m[0]) for m in _author().finditer(text)]
