"""What goes back to the reference last given: `(ibid.)`, `(Ibid., p. 4)`, `[idem]`, `(ebd., S. 12)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.citations.manners.legal import CASE
from factcheck.document import MarkKind

_IBIDEM = prefilter.late(
    r"[(\[](?:see )?(?P<words>(?:ibid|ibidem|idem|loc\. ?cit|ebd|ebenda|a\. ?a\. ?O)\b\.?[^()\[\]]{0,40})[)\]]",
    re.IGNORECASE,
)
_OF_NAME = prefilter.late(
    r"[(\[](?:see )?(?P<words>[^\W\d_a-z][\w’'-]+(?:,? (?:and|&|et al\.?)(?: [^\W\d_a-z][\w’'-]+)?)?,? (?:op|loc)\. ?cit\b\.?[^()\[\]]{0,40})[)\]]"
)
"""The same of a work known by its author: "(Brandt & Ruiz, op. cit., p. 31)"."""

_PLACE = r"(?:,? (?:pp?\.|ch(?:ap)?\.|at|§|fol\.|vol\.|n\.|S\.)? ?\d[\w–-]{0,10})?"
_SUBJECT = prefilter.late(
    rf"(?:^|(?<=[.!?…”\"] ))(?P<words>(?:The )?[Ii]bid(?:em)?\b\.?{_PLACE})(?=,? [a-z])"
)
"""The same as the subject of its sentence: "Ibid. also reports …"."""
_BEHIND = prefilter.late(
    rf"(?<=[.!?…”\"]) (?P<words>(?:[Ii]bid(?:em)?\b\.?|Idem\b\.?|Id\.){_PLACE}\.?)(?=\s+[A-Z\"“]|\s*$)"
)
"""The same behind a sentence, without brackets: "It burned down. Ibid., p. 4."."""
_WORK = prefilter.late(
    r"(?<![\w’'(\[-])(?P<words>[^\W\d_a-z][\w’'-]+(?:,? (?:and|&|et al\.?)(?: [^\W\d_a-z][\w’'-]+)?)?,? (?:op|loc)\. ?cit\b\.?"
    rf"{_PLACE})"
)
"""A work known by its author, in the sentence: "Brandt, op. cit., counts 40"."""

_SECTION = r"(?:ss?\.?|§§?|[Aa]rts?\.?|[Rr]egs?\.?) ?\d+[A-Z]{0,2}(?:\(\w{1,4}\))*"
_SUBSECTION = (
    r"(?:[Ss]ections?|[Aa]rticles?|[Rr]egulations?|Ss?\.?|Arts?\.?|§§?) ?\d+[A-Z]{0,2}(?:\(\w{1,4}\))+"
)
"""A place with its paragraph, so that it is none of the text's own sections."""
_PLACE_IN_LAW = prefilter.late(
    rf"\((?:see )?(?P<words>(?:{_SECTION}|{_SUBSECTION})(?:(?:,| and|–|-) ?\d+[A-Z]{{0,2}}(?:\(\w{{1,4}}\))*)*)\)"
)
"""A place in the law last cited: "(s 214(4))", "(Art. 83(5))"."""
_PLACE_OPENS = prefilter.late(
    rf"(?:^|(?<=[.!?…”\"] ))(?:(?P<words>{_SUBSECTION})|(?:Under|By|In) (?P<led>{_SECTION}|{_SUBSECTION}))(?=,? [a-z])"
)
"""The same as the subject of its sentence: "Section 21(4) applies to …", "Under s 8 …"."""
_CASE = prefilter.late(rf"(?<!\w){CASE}")
_CASE_ALONE = prefilter.late(
    rf"[(\[](?:[Ss]ee (?:also )?|[Cc]f\.? )?(?P<words>{CASE}(?:,? (?:at|paras?|¶|per) ?[^()\[\]]{{0,30}})?)[)\]]"
)
"""A case by its name, which may have been cited before: "(Roe v Lind, at [14])"."""


def case_names(target: str) -> tuple[str, ...]:
    """The parties by whom a case is known, as they open its citation; empty for any other."""
    match = _CASE.match(target) if " v" in target else None
    return tuple(match[0].replace(" v. ", " v ").split(" v ")) if match else ()


def is_place_in_law(target: str) -> bool:
    """Whether a note is no more than a place in a law that is named before it."""
    return _PLACE_IN_LAW.fullmatch(f"({target})") is not None


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """What says no more than "the same", with a place there or without."""
    if "(" in text or "[" in text:
        for match in _IBIDEM.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
        for match in _OF_NAME.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
        for match in _PLACE_IN_LAW.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
        for match in _PLACE_OPENS.finditer(text):
            place = "words" if match["words"] else "led"
            yield Found(MarkKind.NOTE, (match[place],), *match.span(place), bracketed=False)
    if " v" in text:
        for match in _CASE_ALONE.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), match.start(), match.end(), bracketed=True)
        for match in _CASE.finditer(text):
            yield Found(MarkKind.NOTE, (match[0],), match.start(), match.end(), bracketed=False)
    if "bid" in text or "Id" in text:
        for match in _BEHIND.finditer(text):
            start, end = match.span("words")
            yield Found(MarkKind.NOTE, (match["words"],), start, end, bracketed=True)
        for match in _SUBJECT.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), *match.span("words"), bracketed=False)
    if "cit" in text:
        for match in _WORK.finditer(text):
            yield Found(MarkKind.NOTE, (match["words"],), *match.span("words"), bracketed=False)
