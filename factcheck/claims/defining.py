"""What a claim says that a term means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck import prefilter
from factcheck.claims.claim import Claim
from factcheck.claims.slots import Definition
from factcheck.claims.terms import Term, Word

_QUOTE = r"[\"'“”‘’*_()]{0,8}"
_STANDS_FOR = prefilter.compile(
    rf"{_QUOTE}(?P<term>[A-Za-z][\w&./-]{{1,12}}){_QUOTE}\s(?:here\s|also\s|simply\s)?(?:stands?\sfor|is\sshort\sfor|is\san?\s(?:abbreviation|acronym|initialism)\s(?:of|for)|abbreviates|is\sthe\sabbreviation\s(?:of|for))\s(?P<meaning>[^.;]{{3,}})",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    prefilter.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"\b(?:defines?|describes?|counts?|treats?|regards?|classif(?:y|ies)|understands?)\s(?:an?\s|the\s)?{_QUOTE}(?P<term>[^,;:.]{{2,60}}?){_QUOTE}\sas\s(?P<meaning>.{{3,}})$",
        rf"\bby\s(?:an?\s|the\s(?:term\s|word\s)?)?{_QUOTE}(?P<term>[^,;:.]{{2,50}}?){_QUOTE},?\s(?:we|they|the\s\w+|statisticians|doctors|lawyers|economists|it)\s(?:is\s|are\s)?means?t?\s(?P<meaning>.{{3,}})$",
        r"(?:\b(?:to|of|for|with|by|are|as)\s)?(?P<term>[^,;:.]{3,40}?),?\s(?:by\swhich\s(?:\S+\s){1,4}means?|meaning|i\.e\.|that\sis,|defined\sas)\s(?P<meaning>.{3,})$",
        r"\b(?:carry|use|bear|called|labelled|labeled|words?|term|name)\b[^\"“‘']{0,30}[\"“‘'](?P<term>[^\"”’']{2,50})[\"”’']\s(?:applies\sto\s|covers\s|is\sreserved\sfor\s|is\sused\sfor\s)?(?P<meaning>(?:only\s)?(?:where|when|if|for|to|food|things)\b.{3,})$",
        rf"^(?:[^.;]{{0,60}}?,\s)?(?:an?\s|the\s(?:term\s|word\s|name\s)?)?{_QUOTE}(?P<term>[^,;:.]{{2,60}}?){_QUOTE}\s+(?:means(?:\sthat)?|refers\sto|stands?\sfor|(?:is|are)\sdefined\s(?:as|by)|is\sshort\sfor|denotes|(?:is|are)\stake?n?\sto\smean|(?:is|are)\sunderstood\sas|counts?\sas|covers(?!\s(?:about\s|some\s|nearly\s|around\s|over\s|more\s)*\d)|applies\sto|describes|is\s(?:the\sname|the\sterm|what\s\w+\scall)\s(?:for|given\sto)?|begins\sat|starts\sat|sets\sin\sat)\s(?P<meaning>.{{3,}})$",
        rf"(?P<meaning>.{{8,80}}?)\s(?:is|are)\s(?:known\sas|called|termed|counted\sas|classed\sas|classified\sas|considered|deemed)\s(?:an?\s|the\s)?{_QUOTE}(?P<term>[^,;:.]{{2,50}}?){_QUOTE}(?:[.,;]|$)",
        rf"^(?:[^.;,]{{0,40}}?,\s|(?:in|under|by)\s[^.;,]{{3,30}}?\s)?(?:an?|the)\s{_QUOTE}(?P<term>[^,;:.]{{2,40}}?){_QUOTE}(?:,\s(?:as|in)\s[^,]{{3,60}},)?\s(?:is|are)\s(?:an?|any|the|one|somebody|someone|anyone|anybody|something|anything|every|when|where|what)\s(?P<meaning>[^.]{{8,}})$",
        rf"(?:speaks?|talks?|spoke)\sof\s(?:an?\s|the\s)?{_QUOTE}(?P<term>[^,;:.]{{2,40}}?){_QUOTE}\s(?:only\s)?(?:once|when|if|where|from)\s(?P<meaning>[^.]{{8,}})$",
        rf"^(?:an?\s|the\s)?{_QUOTE}(?P<term>[^,;:.–—]{{2,40}}?){_QUOTE}\s[–—,(]\s?(?:(?:by\s)?which\s)?(?:the\slaw|the\sact|we|they|it|the\sauthorities|officially)\s(?:means?|counts?|takes\sit\sto\smean|that\sis)\s(?P<meaning>[^.]{{8,}})$",
    )
)

_TRAILING = 2
"""The pattern whose term is what stands right before it, with anything in front."""
_CORES = {
    _TRAILING: prefilter.compile(
        r"\s(?:by\swhich\s(?:\S+\s){1,4}means?|meaning|i\.e\.|that\sis,|defined\sas)\s", re.IGNORECASE
    ),
    5: prefilter.compile(
        r"\s(?:is|are)\s(?:known\sas|called|termed|counted\sas|classed\sas|classified\sas|considered|deemed)\s",
        re.IGNORECASE,
    ),
}
"""What stands in the midst of what a pattern finds, where the pattern begins with anything: looked for first."""
_TELLING = prefilter.AnyOf([_CORES.get(number, pattern) for number, pattern in enumerate(_PATTERNS)])


def definitions(claim: Claim, found: Sequence[Word], content: Sequence[Term]) -> tuple[Definition, ...]:
    """What a claim says that terms mean."""
    match = _STANDS_FOR.search(claim.text)
    if match is not None:
        meaning = _terms(content, found, match.start("meaning"), match.end("meaning"))
        if meaning:
            return (Definition((match["term"].lower(),), meaning, match["meaning"].strip(), expands=True),)
    for number in _TELLING.which(claim.text):
        match = _PATTERNS[number].search(claim.text)
        if match is None:
            continue
        term = _terms(content, found, match.start("term"), match.end("term"))
        meaning = _terms(content, found, match.start("meaning"), match.end("meaning"))
        if number == _TRAILING:
            term = term[-2:]
        if term and len(term) <= 5 and meaning:
            return (Definition(term, meaning, match["meaning"].strip()),)
    return ()


def _terms(content: Sequence[Term], found: Sequence[Word], start: int, end: int) -> tuple[str, ...]:
    return tuple(t.name for t in content if start <= found[t.first].start < end)
