"""What goes back to the reference last given: `(ibid.)`, `(Ibid., p. 4)`, `[idem]`, `(ebd., S. 12)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

_IBIDEM = re.compile(
    r"[(\[](?:see )?(?P<words>(?:ibid|ibidem|idem|loc\. ?cit|ebd|ebenda|a\. ?a\. ?O)\b\.?[^()\[\]]{0,40})[)\]]",
    re.IGNORECASE,
)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that say no more than "the same", with a place there or without."""
    if "(" in text or "[" in text:
        for match in _IBIDEM.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
