"""One holds under a condition."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from factcheck import lexicon
from factcheck.claims.terms import key, stem
from factcheck.conflicts.conflict import Explanation
from factcheck.conflicts.explanations._said import text_of
from factcheck.conflicts.matching import Reading, coverage, weight


@functools.cache
def _population_words() -> frozenset[str]:
    data: Any = lexicon.data("circumstances")["populations"]
    return frozenset(
        stem(word)
        for values in data.values()
        for cues in values.values()
        for cue in cues
        for word in key(str(cue))
    )


def _names_population(terms: Sequence[str]) -> bool:
    return any(stem(part) in _population_words() for term in terms for part in term.split())


_WITHOUT = re.compile(
    r"\b(?P<out>with|without|in the absence of)\s(?:an?\s|any\s|the\s|its\s|their\s)?(?P<what>\w+)",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1 << 14)
def _withal(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a claim says that something is with, and without what."""
    found: tuple[set[str], set[str]] = (set(), set())
    for match in _WITHOUT.finditer(text):
        found[match["out"].lower() != "with"].add(stem(match["what"].lower()))
    return frozenset(found[0]), frozenset(found[1])


_FROM_FIGURE = re.compile(
    r"^\W*(?:if|when|whenever|once|where|unless|while|in case|as soon as)\s[^,;.()]{3,80}\d(?:[^,;()]|,(?=\d)){0,30},\s",
    re.IGNORECASE,
)
"""What holds only where some amount is passed: when it is hotter than 30 °C, …"""


def condition(a: Reading, b: Reading, *, least: float = 0.45) -> Explanation | None:
    """One holds under a condition that the other does not speak of, or with what the other is without."""
    (having, lacking), (having_, lacking_) = _withal(text_of(a)), _withal(text_of(b))
    if having & lacking_ or having_ & lacking:
        return Explanation.DIFFERENT_CONDITION
    if bool(_FROM_FIGURE.search(a.frame.text)) != bool(_FROM_FIGURE.search(b.frame.text)):
        return Explanation.DIFFERENT_CONDITION
    for one, other in ((a, b), (b, a)):
        if one.frame.here.default:
            continue
        for terms in one.frame.here.conditions:
            if set(a.frame.here.populations) & set(b.frame.here.populations) and _names_population(terms):
                continue
            if sum(weight(term) for term in terms) >= 0.3 and coverage(terms, other) < least:
                return Explanation.DIFFERENT_CONDITION
    return None
