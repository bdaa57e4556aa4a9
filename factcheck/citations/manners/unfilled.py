"""Citations that were never filled in: `[?]`, `[ref]`, `(source?)`, `(Author, Year)`, `[TODO: cite]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

_UNFILLED = re.compile(
    r"\[(?:\?+|refs?\.?\??|cite\??|cit\.\??|citation\??|source\??|reference\??|tk|tbd|tba|xx+|n+"
    r"|todo\b[^\]]{0,60}|fixme\b[^\]]{0,60}|(?:add|insert|find|missing|need)\w* (?:a |the )?(?:citation"
    r"|reference|ref|source|link)s?(?: here)?)\]"
    r"|\((?:\?{1,3}|refs?\.?\??|cite\??|citation\??|source\?|reference\?|tk|tbd|xx+|todo\b[^)]{0,60}|(?:add"
    r"|insert|find|missing) (?:a |the )?(?:citation|reference|ref|source|link)s?(?: here)?|author,? year"
    r"|author \d{4}|name,? year|author et al\.?,? year|ref\.? missing|source missing|source to follow"
    r"|citation to follow)\)",
    re.IGNORECASE,
)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Marks that hold the place of a citation."""
    if "[" in text or "(" in text:
        for match in _UNFILLED.finditer(text):
            yield Found(MarkKind.EMPTY, (match.group(),), match.start(), match.end(), bracketed=True)
