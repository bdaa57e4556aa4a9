"""What a claim says that a term means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.claims.claim import Claim
from factcheck.claims.slots import Definition
from factcheck.claims.terms import Term, Word

_DEFINES = re.compile(
    r"^(?:[^.;]{0,60}?,\s)?[\"'“‘*_(]*(?P<term>[^,;:.]{2,60}?)[\"'”’*_)]*\s+"
    r"(?P<cue>means(?: that)?|refers to|stands? for|is defined as|are defined as|is short for|denotes|is an abbreviation (?:of|for)|is the (?:name|term) for|is understood as|counts? as|describes)\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_DEFINES_AS = re.compile(
    r"\b(?:defines?|describes?|counts?|classif(?:y|ies))\s+[\"'“‘*_]*(?P<term>[^,;:.]{2,60}?)[\"'”’*_]*\s+as\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHICH = re.compile(
    r"(?P<term>[^,;:.]{3,60}?),?\s+(?:by which (?:\S+ ){1,4}means?|meaning|i\.e\.|that is,)\s+(?P<meaning>.{3,})$",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_WHERE = re.compile(
    r"(?:carry|use|bear|call(?:ed)?|label(?:led)?|words?|term)\b[^\"“‘']{0,30}[\"“‘'](?P<term>[^\"”’']{2,50})[\"”’']\s+(?P<meaning>(?:only )?(?:where|when|if|for)\b.{3,})$",
    re.IGNORECASE | re.DOTALL,
)


def definitions(claim: Claim, found: Sequence[Word], content: Sequence[Term]) -> tuple[Definition, ...]:
    for pattern in (_DEFINES_AS, _BY_WHICH, _ONLY_WHERE, _DEFINES):
        match = pattern.search(claim.text)
        if match is None:
            continue
        term = tuple(
            t.name for t in content if match.start("term") <= found[t.first].start < match.end("term")
        )
        meaning = tuple(
            t.name for t in content if match.start("meaning") <= found[t.first].start < match.end("meaning")
        )
        if term and len(term) <= 5 and meaning:
            return (Definition(term, meaning, match["meaning"].strip()),)
    return ()
