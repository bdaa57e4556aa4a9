"""Words and papers that nobody else can look up: `(K. Roe, personal communication, 4 May 2021)`, `(Roe, unpublished data)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind
from factcheck.references.reference_list import is_personal

_BRACKETED = re.compile(r"[(\[](?P<words>[^()\[\]]{8,160})[)\]]")
_CLUE = re.compile(
    r"pers|priv|unpub|forthcoming|interview|mail|letter|conversation|call|message", re.IGNORECASE
)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that name such a source."""
    for match in _BRACKETED.finditer(text):
        if is_personal(match["words"]) and _CLUE.search(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
