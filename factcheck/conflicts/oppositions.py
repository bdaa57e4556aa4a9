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


def _side(lemmas: str, pair: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[int, str] | None:
    """Which side of an opposition a claim takes, negation counted, and the word."""
    found: list[tuple[int, str]] = []
    for side, cues in enumerate(pair):
        for cue in cues:
            at = lemmas.find(cue)
            if at >= 0:
                before = lemmas[max(0, at - 16) : at + 1]
                negated = (
                    any(n in before for n in _NEGATED) or before.endswith(" less ")
                ) and "not" not in cue
                found.append((1 - side if negated else side, cue.strip()))
    sides = {side for side, _ in found}
    return found[0] if len(sides) == 1 else None


@functools.cache
def _by_first_word() -> dict[str, tuple[int, ...]]:
    """First word of a cue -> the oppositions that it may decide."""
    found: dict[str, set[int]] = {}
    for number, pair in enumerate(opposites()):
        for side in pair:
            for cue in side:
                found.setdefault(cue.split()[0], set()).add(number)
    return {word: tuple(sorted(numbers)) for word, numbers in found.items()}


def sides(lemmas: str) -> dict[int, tuple[int, str]]:
    """Number of each listed opposition that a claim takes sides in -> the side and the word."""
    index = _by_first_word()
    found: dict[int, tuple[int, str]] = {}
    words = index.keys() & lemmas.split()
    numbers = {number for word in words for number in index[word]}
    for number in sorted(numbers):
        side = _side(lemmas, opposites()[number])
        if side is not None:
            found[number] = side
    return found


_DUTIES = (
    (
        "must",
        prefilter.compile(
            r"\b(?:must(?! not| never)|ha(?:s|ve|d) to|need(?:s|ed)? to|(?:is|are|was|were|be|been) "
            r"(?:obliged|required|bound|compelled|expected) to|(?:requires?|required|obliges?|demands?"
            r"|demanded|compels?|compelled|forces?|forced) (?:\w+ ){1,5}to\b|(?:is|are) (?:compulsory"
            r"|mandatory|obligatory)|obligatory|compulsory|mandatory|no exceptions?|cannot do without"
            r"|obliged to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "free",
        prefilter.compile(
            r"\b(?:need not|needn't|do(?:es)? not (?:need|have) to|(?:do|does)n't (?:need|have) to"
            r"|no need|(?:is|are) not (?:obliged|required|bound)|not (?:compulsory|mandatory"
            r"|obligatory)|optional|voluntary|free to|at (?:its|their|his|her|your) discretion"
            r"|without (?:having to|giving|explaining|asking)|up to (?:you|them|the)|no obligation"
            r"|exempt)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "may",
        prefilter.compile(
            r"\b(?:may(?! not| never)|(?:is|are|was|were|be|been) (?:allowed"
            r"|permitted|entitled|free|welcome|eligible)|allowed to|permitted|lawful|legal|entitled"
            r"|lets?|allows?|permits?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "may not",
        prefilter.compile(
            r"\b(?:may not|must not|mustn't|must never|cannot|can't|can not|(?:is|are) (?:not|never) "
            r"(?:allowed|permitted|entitled|eligible)|forbidden|forbids?|banned?|bans|prohibit(?:s|ed)"
            r"|barred|illegal|unlawful|against the law|not allowed|off[- ]limits|ruled out|no (?:one"
            r"|person|body) may|nobody may)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What is demanded, left open, allowed and forbidden."""
_EXCLUSIVE = frozenset(
    {frozenset({"must", "free"}), frozenset({"may", "may not"}), frozenset({"must", "may not"})}
)


def duty(text: str) -> tuple[str, str] | None:
    """What a text demands, leaves open, allows or forbids, and the words that say so; None where it says several."""
    if "may or may not" in text:
        return None
    found = [(name, match.group()) for name, pattern in _DUTIES if (match := pattern.search(text))]
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
