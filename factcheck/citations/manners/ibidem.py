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
_OF_NAME = re.compile(
    r"[(\[](?:see )?(?P<words>[^\W\d_a-z][\w’'-]+(?:,? (?:and|&|et al\.?)(?: [^\W\d_a-z][\w’'-]+)?)?,? (?:op|loc)\. ?cit\b\.?[^()\[\]]{0,40})[)\]]"
)
"""The same of a work known by its author: "(Brandt & Ruiz, op. cit., p. 31)"."""


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Brackets that say no more than "the same", with a place there or without."""
    if "(" in text or "[" in text:
        for match in _IBIDEM.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
        for match in _OF_NAME.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
