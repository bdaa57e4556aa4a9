"""Citations that were never filled in: `[?]`, `[ref]`, `(source?)`, `(Author, Year)`, `(PMID: )`, `[TODO: cite]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

_UNFILLED = prefilter.compile(
    # Signs with which one of the ways below begins, so that most places are passed over at once.
    r"(?=[\[(【:c\ue200{])(?:"
    r"\[(?:\?+|refs?\.?\??|cite\??|cit\.\??|citation\??|source\??|reference\??|tk|tbd|tba|xx+|n+"
    r"|todo\b[^\]]{0,60}|fixme\b[^\]]{0,60}|(?:add|insert|find|missing|need)\w* (?:a |the )?(?:citation"
    r"|reference|ref|source|link)s?(?: here)?)\]"
    r"|\((?:\?{1,3}|refs?\.?\??|cite\??|citation\??|source\?|reference\?|tk|tbd|xx+|todo\b[^)]{0,60}|(?:add"
    r"|insert|find|missing) (?:a |the )?(?:citation|reference|ref|source|link)s?(?: here)?|author,? year"
    r"|author \d{4}|name,? year|author et al\.?,? year|ref\.? missing|source missing|source to follow"
    r"|citation to follow)\)"
    # What is still to come, whatever it is of: "[number to follow]", "(source to be added)", "[link TBC]".
    r"|[(\[](?:[\w.’'-]+ ){0,3}?(?:number|nr|no\.?|refs?\.?|references?|citations?|cites?|sources?|links?|urls?|doi|pmid|isbn|pages?|page number|details?|title|author|date|year|footnote)s?:?"
    r" (?:to (?:follow|come|be (?:added|confirmed|supplied|inserted|provided|checked|completed|found))|tbc|tbd|tba|tk|pending|forthcoming here|goes here|here|needed here|missing|unknown|\?{1,3})[)\]]"
    r"|[(\[](?:tk|tbc|tbd|tba|todo|fixme|xx+|\?\?+):? (?:[\w.’'-]+ ){0,3}?(?:number|refs?\.?|references?|citations?|cites?|sources?|links?|urls?|doi|footnote)[)\]]"
    # A place holder within what would be an identifier, a year or a page: "draft-argon2-??", "(Berg, 20??)", "p. XX".
    r"|[(\[][^()\[\]]{0,80}?(?:(?<=[\w.])[-/:._]|\b(?:rfc|iso|pp?\.|no\.|nr\.|vol\.|ref\.?|doi:?|pmid:?|arxiv:?|et al\.,?|(?-i:[A-Z][\w’'-]+),?) |\b(?:1[5-9]|20))(?:\?{2,4}|(?-i:XX+)|_{2,})[^()\[\]]{0,20}[)\]]"
    # What a text generator leaves of its own marks.
    r"|【\d+[†:][^】]{0,60}】|:?contentReference\[?oaicite:\d+\]?(?:\{index=\d+\})?|\[oaicite:\d+\]|\[cite: ?\d[\d, ]*\]|\[?\ue200?cite\ue202?turn\d+\w+\d+(?:turn\d+\w+\d+)*\ue201?\]?"
    # An identifier's name without its value, a key whose bracket was never closed, a role without a key.
    r"|[(\[]\s*(?:see\s+)?(?:pmid|doi|pmcid|pmc|isbn|issn|arxiv)\s*:\s*(?:\.{3}|…|\?+|_+|x{2,}|tbd|tba|todo)?\s*[)\]]"
    r"|\[(?-i:[A-Z])\w{1,20}\d\d[a-z]?_?(?=[.,;:)](?:\s|$)|$)(?![^\[\]]{0,40}\])|\[(?:doi|pmid|isbn|@)\]|\[\^\w{1,20}(?=[.,;:]?(?:\s|$))(?![^\[\]]{0,60}\])"
    # An empty pair of brackets behind a word; at the head of a line it is a box to tick.
    r"|(?<=[a-z\d%] )\[ ?\](?=[.,;](?:\s|$)|$)"
    r"|\{(?:foot)?cite(?::?\w+)?\}\s?``(?!`)|:(?:foot)?cite(?::\w+)?:``(?!`))",
    re.IGNORECASE,
)


_PENDING = re.compile(
    r"\b(?:pmid|doi|pmcid|isbn|arxiv(?: id| number)?)(?:\s*[:=]\s*|\s+)(?:pending|to follow|to come|to be (?:added|confirmed|supplied|inserted|assigned)|tbc|tbd|tba|tk|missing|unknown|xx+|\?{1,3}|_{2,})(?![\w/])",
    re.IGNORECASE,
)
"""An identifier announced and not given, in the words: "Source: PMID pending."."""


_IDENTIFIERS = ("pmid", "pmcid", "doi", "isbn", "arxiv")


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Marks that hold the place of a citation."""
    folded = text.lower()
    if any(map(folded.__contains__, _IDENTIFIERS)):
        for match in _PENDING.finditer(text):
            if text[match.start() - 1 : match.start()] not in ("(", "[") or match.start() == 0:
                yield Found(MarkKind.EMPTY, (match.group(),), match.start(), match.end(), bracketed=False)
    if (
        "(" in text
        or "[" in text
        or "``" in text
        or "【" in text
        or ("cite" in folded and ("turn" in text or "oaicite" in text))
    ):
        for match in _UNFILLED.finditer(text):
            yield Found(MarkKind.EMPTY, (match.group(),), match.start(), match.end(), bracketed=True)
