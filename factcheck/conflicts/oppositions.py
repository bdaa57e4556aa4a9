"""Words and duties of which only one can hold: open and shut, must and need not."""

from __future__ import annotations

import functools
import re
from typing import Any

from factcheck import lexicon, prefilter
from factcheck.claims.terms import key


@functools.cache
def opposites() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    data: Any = lexicon.data("oppositions")["pairs"]

    def cues(side: Any) -> tuple[str, ...]:
        return tuple(" " + " ".join(key(str(cue))) + " " for cue in side)

    return tuple((cues(one), cues(other)) for one, other in data)


@functools.cache
def idle() -> frozenset[str]:
    """Words whose opposites say nothing against each other: in and out, more and less, first and last."""
    return frozenset(map(str, lexicon.data("oppositions")["idle"]))


_NEGATED = (" not ", " never ", " no ", " hardly ", " without ", " n't ", " cannot ")


def _negated(lemmas: str, at: int, cue: str) -> bool:
    """Whether what stands before a cue turns it into its opposite."""
    before = lemmas[max(0, at - 16) : at + 1]
    return "not" not in cue and (before.endswith(" less ") or any(word in before for word in _NEGATED))


_Cue = tuple[int, int, int, str]
"""Number of the opposition, side, place among the cues of the side, and the cue."""


@functools.cache
def _by_first_word() -> dict[str, tuple[_Cue, ...]]:
    """First word of a cue -> the cues."""
    found: dict[str, list[_Cue]] = {}
    for number, pair in enumerate(opposites()):
        for side, cues in enumerate(pair):
            for place, cue in enumerate(cues):
                found.setdefault(cue.split()[0], []).append((number, side, place, cue))
    return {word: tuple(cues) for word, cues in found.items()}


def sides(lemmas: str) -> dict[int, tuple[int, str]]:
    """Number of each listed opposition that a claim takes sides in -> the side and the word that says so first in
    the list, negation counted.
    """
    index = _by_first_word()
    found: dict[int, tuple[int, str]] = {}
    torn = set()
    for number, side, _, cue in sorted(
        [cue for word in index.keys() & lemmas.split() for cue in index[word]]
    ):
        at = lemmas.find(cue)
        if at < 0:
            continue
        taken = 1 - side if _negated(lemmas, at, cue) else side
        if found.setdefault(number, (taken, cue.strip()))[0] != taken:
            torn.add(number)
    for number in torn:
        del found[number]
    return found


_DUTIES = {
    "must": prefilter.compile(
        r"\b(?:must(?! not| never)|ha(?:s|ve|d) to|need(?:s|ed)? to|(?:is|are|was|were|be|been) "
        r"(?:obliged|required|bound|compelled|expected) to|(?:requires?|required|obliges?|demands?"
        r"|demanded|compels?|compelled|forces?|forced) (?:\w+ ){1,5}to\b|(?:is|are) (?:compulsory"
        r"|mandatory|obligatory)|obligatory|compulsory|mandatory|no exceptions?|cannot do without"
        r"|obliged to)\b",
        re.IGNORECASE,
    ),
    "free": prefilter.compile(
        r"\b(?:need not|needn't|do(?:es)? not (?:need|have) to|(?:do|does)n't (?:need|have) to"
        r"|no need|(?:is|are) not (?:obliged|required|bound)|not (?:compulsory|mandatory"
        r"|obligatory)|optional|voluntary|free to|at (?:its|their|his|her|your) discretion"
        r"|without (?:having to|giving|explaining|asking)|up to (?:you|them|the)|no obligation"
        r"|exempt)\b",
        re.IGNORECASE,
    ),
    "may": prefilter.compile(
        r"\b(?:may(?! not| never)|(?:is|are|was|were|be|been) (?:allowed"
        r"|permitted|entitled|free|welcome|eligible)|allowed to|permitted|lawful|legal|entitled"
        r"|lets?|allows?|permits?)\b",
        re.IGNORECASE,
    ),
    "may not": prefilter.compile(
        r"\b(?:may not|must not|mustn't|must never|cannot|can't|can not|(?:is|are) (?:not|never) "
        r"(?:allowed|permitted|entitled|eligible)|forbidden|forbids?|banned?|bans|prohibit(?:s|ed)"
        r"|barred|illegal|unlawful|against the law|not allowed|off[- ]limits|ruled out|no (?:one"
        r"|person|body) may|nobody may)\b",
        re.IGNORECASE,
    ),
}
"""What is demanded, left open, allowed and forbidden."""
_ANY_DUTY = prefilter.AnyOf(tuple(_DUTIES.values()))
_EXCLUSIVE = frozenset(
    {frozenset({"must", "free"}), frozenset({"may", "may not"}), frozenset({"must", "may not"})}
)


def duty(text: str) -> tuple[str, str] | None:
    """What a text demands, leaves open, allows or forbids, and the words that say so; None where it says several."""
    if "may or may not" in text:
        return None
    possible = _ANY_DUTY.which(text)
    if not possible:
        return None
    found = [(name, match.group()) for name, pattern in _DUTIES.items() if (match := pattern.search(text))]
    if len(found) > 1:
        for strong in ("free", "may not"):  # said in words that hold a weaker form
            for name, cue in found:
                if name == strong:
                    return name, cue
        return None
    return found[0] if found else None


def exclusive(one: str, other: str) -> bool:
    """Whether two duties cannot both hold."""
    return frozenset({one, other}) in _EXCLUSIVE
