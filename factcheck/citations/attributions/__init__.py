"""Who a statement is attributed to in words: a source that is named, or nobody in particular.

A source is named when the sentence describes one work, dataset or organisation that could be looked up ("a 2021 survey of
nurses", "the harbour office", "UK Biobank (2021)"). "Some studies", "experts", "it is believed" name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.citations.attributions.attribution import Attributed, Attribution
from factcheck.citations.attributions.misread import misread_subjects
from factcheck.citations.attributions.phrase import sentence_of
from factcheck.citations.attributions.roles import according_to, in_letters, in_works, of_subjects
from factcheck.citations.attributions.set_phrases import MADE, in_label, in_words
from factcheck.tokens import Parse


def attributions(text: str, parse: Parse) -> tuple[Attribution, ...]:
    """Every attribution in a statement, in order of place."""
    made = MADE.match(text)
    places = [*in_words(text, made), *in_label(text, parse)]
    if parse:
        sentence = sentence_of(parse)
        places += of_subjects(sentence)
        places += according_to(text, sentence)
        places += in_works(sentence)
        if '"' in text:
            places += in_letters(sentence)
        if all(to is None for to, *_ in places):
            places += misread_subjects(text, sentence)
    found = [
        Attribution(to, start, end, text[start:end], governs)
        for to, start, end, governs in places
        if to is not None
    ]
    if parse and found:
        found = list(dict.fromkeys(_undisputed(found, made)))
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.to)))


def _undisputed(found: Sequence[Attribution], made: re.Match[str] | None) -> list[Attribution]:
    """The attributions without those that others at the same place belie."""
    if made is not None:
        # What is said to be somebody's is not nobody's: "work carried out for the agency found …".
        ours = [a for a in found if a.to is Attributed.NAMED and a.start == made.start("what")]
        found = [a for a in found if a in ours or not _overlaps(a, ours)]
    nobody = [a for a in found if a.to is Attributed.VAGUE]
    return [a for a in found if a.to is Attributed.VAGUE or not _overlaps(a, nobody)]


def _overlaps(one: Attribution, others: Sequence[Attribution]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def configured(text: str, *, named: tuple[str, ...], unnamed: tuple[str, ...]) -> tuple[Attribution, ...]:
    """Attributions by the words that a configuration adds, matched whole and without regard to case."""
    found = []
    for to, terms in ((Attributed.NAMED, named), (Attributed.VAGUE, unnamed)):
        for term in terms:
            for match in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE):
                found.append(Attribution(to, match.start(), match.end(), match.group()))
    return tuple(found)
