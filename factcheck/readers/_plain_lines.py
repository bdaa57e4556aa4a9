"""What a line of plain text shows by itself: markers, dates, identifiers, the looks of a heading."""

from __future__ import annotations

import re

from factcheck.values import Value


class Line(Value, frozen=True):
    """One line of a file."""

    start: int
    """Offset of the first character that is not a space."""
    end: int
    text: str
    """Between the two, without spaces around."""
    indent: int


BULLETS = "-*+•‣◦·–—▪▫●○■□►✓✔❖➤"
MARKER = re.compile(
    rf"(?P<marker>[{re.escape(BULLETS)}]|\(?\d{{1,3}}[.)]|\([a-z]\)|[a-z]\)|\(?[ivx]{{1,5}}\))"
    r"[ \t\u00a0]+(?=\S)"
)
STOP = re.compile(r"[.!?:;…][\"'”’)\]»]*(?:\[\d[\d,– -]*\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])*$")
TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$|[+|][-=+|\s:]{3,}$")
REFERENCE_LINE = re.compile(r"\[(?P<label>\d{1,3})\]:?\s+(?=\S)")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
DATE = (
    rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
COMMENT_DATE = re.compile(
    rf"(?:(?:posted|written|commented)?\s*(?:on\s+)?{DATE},?\s*(?:at|@|[-–—|·,])?\s*\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    r"|\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b)",
    re.IGNORECASE,
)
IDENTIFIED = re.compile(
    r"(?:doi\s*:|https?://(?:dx\.)?doi\.org/10\.|PMID\s*:?\s*\d|PMCID\s*:|ISSN\s*:?\s*\d)", re.IGNORECASE
)
ATX = re.compile(r"(?P<marks>#{1,6})\s+(?P<title>\S.*?)(?:\s+#+)?$")
_WORD = re.compile(r"[^\W\d_][\w'’‑-]*")
_SMALL_WORDS = frozenset(
    """
    a an and are as at be but by can do does for from how in into is it its nor of on or our over per so than
    that the their to up via vs was we were what when why with you your
    """.split()
)


def lines_of(text: str) -> list[Line]:
    """The lines of a text, empty ones too."""
    lines = []
    at = 0
    for raw in text.splitlines(keepends=True):
        content = raw.strip(" \t\r\n\x0b\x0c\u2028\u2029\x85\x1c\x1d\x1e\ufeff\u00a0")
        start = at + (
            len(raw) - len(raw.lstrip(" \t\r\n\x0b\x0c\u2028\u2029\x85\x1c\x1d\x1e\ufeff\u00a0"))
            if content
            else 0
        )
        indent = sum(8 if character == "\t" else 1 for character in text[at:start])
        lines.append(Line(start, start + len(content), content, indent))
        at += len(raw)
    return lines


def is_title_case(text: str) -> bool:
    """Whether nearly all words but the small ones are capitalised."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL_WORDS]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def is_shouted(text: str) -> bool:
    """Whether a line is in capital letters."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(not character.islower() for character in letters)


def may_be_heading(text: str) -> bool:
    """Whether a line is short, opens as headings do and is not closed as sentences are."""
    if not 2 <= len(text) <= 110 or len(text.split()) > 16:
        return False
    first = text.lstrip("\"'“‘«(¿¡*_")[:1]
    return (
        bool(first)
        and (first.isupper() or first.isdigit())
        and text[-1] not in ".,;:!…-–—"
        and "|" not in text
    )
