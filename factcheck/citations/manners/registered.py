"""Numbers of public registers and shelfmarks of archives: `(NCT01234567)`, `[GAO-22-1045]`, `(TNA, HO 45/1234)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.registers import in_words, is_registered

_BRACKETED = re.compile(r"[(\[](?P<words>[^()\[\]]{5,200})[)\]]")
_CLUE = re.compile(r"[A-Za-z][:/ -]{0,2}\d|\d/\d|/[\w.]*\d")


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that hold nothing but such numbers, and trials by their number anywhere."""
    if not _CLUE.search(text):
        return
    for match in _BRACKETED.finditer(text):
        parts = [part.strip() for part in re.split(r"; ", match["words"])]
        if all(is_registered(part) for part in parts):
            yield Found(MarkKind.NOTE, tuple(parts), match.start(), match.end(), bracketed=True)
    for start, end in in_words(text):
        yield Found(MarkKind.NOTE, (text[start:end],), start, end, bracketed=False)
