"""What a text asks its readers for: that something be done, left or limited, and the words that say so."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims.slots import Stance
from factcheck.prefilter import Pattern


def any_phrase(phrases: Iterable[str]) -> Pattern:
    """What finds one of some phrases, the longest first, without regard to case."""
    longest_first = sorted(map(str, phrases), key=lambda phrase: -len(phrase))
    ways = "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest_first)
    return prefilter.compile(rf"(?<![\w-])(?:{ways})(?![\w-])", re.IGNORECASE)


_BOUNDED = prefilter.compile(
    r"\b(?:up to|under|below|(?<!no )(?<!not )(?:less|fewer) than|within)\s(?:\w+\s){0,2}?"
    r"(?=[\d.,]*\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)"
    r"|(?:\bnot|\bnever|\bavoid(?:ing)?|n['’]t)\s(?:\w+\s){0,5}?(?:more|longer|higher|faster|larger|bigger|heavier|older|later) than\b",
    re.IGNORECASE,
)
_NOBODY_SHOULD = prefilter.compile(
    r"(?:^|[,;:.–—]\s|\b(?:that|and|but|so)\s)\W{0,20}(?P<cue>no(?:body| one|-one)|none(?= of)|neither|under no circumstances?|on no account"
    r"|at no time|in no case|no(?! (?:doubt|matter|longer|later|more|less|fewer|wonder|problem|reason|need|use|point)\b))\b"
    r"[^.;:,]{0,60}?\b(?:should|must|may|shall|ought to|(?:is|are) to|can)\b",
    re.IGNORECASE,
)
"""What is to be done by nobody, or never."""
_KEPT_OUT = prefilter.compile(
    r"\bkeep(?:ing)?\s(?!away|clear|out|off)(?:[\w-]+\s){1,4}?(?:out\sof|away\sfrom|off|clear\sof|far\sfrom)\b",
    re.IGNORECASE,
)
"""What is kept out of a place is not to be brought there."""
_NOT_SO = prefilter.compile(
    r"(?:(?<![\w-])(?:not|never|no long(?:er)?)|n['’]t)\s(?:(?:be|an?|the|always|really|necessarily|very|at all|quite)\s){0,2}$",
    re.IGNORECASE,
)
"""What stands before a verdict and turns it round: not a bad idea, is not safe."""
_FORBIDS = prefilter.compile(
    r"(?:^|[^\w\s'’]\W{0,20}|\b(?:and|but|or|so|then|please|you|it is best)\s)(?:never|do not|don['’]t)\b",
    re.IGNORECASE,
)
"""What forbids where nobody is named that does not do it: never leave it open, and not: it never closes."""


class _Way(NamedTuple):
    """A way in which a text asks for something."""

    stance: Stance
    words: Pattern
    """The words that say so: the group `cue` where there is one."""
    denied: Stance | None = None
    """What is asked for where the words are denied; None where they cannot be."""
    of_lemmas: bool = True
    """The words are looked for among the lemmas, too."""

    def asked(self, text: str, lemmas: str) -> tuple[Stance, str] | None:
        """What is asked for in this way, and the words that say so."""
        match = self.words.search(text) or (self.words.search(lemmas) if self.of_lemmas else None)
        if match is None:
            return None
        cue = match.groupdict().get("cue") or match.group()
        if self.denied is not None and _is_denied(match):
            return self.denied, cue
        return self.stance, cue


_FAR_BEFORE = 24
"""Characters before a verdict in which it is denied."""


def _is_denied(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _FAR_BEFORE) : match.start()]
    return _NOT_SO.search(before) is not None


@functools.cache
def _data() -> Any:
    return lexicon.data("advising")


@functools.cache
def _leaving() -> str:
    return rf"(?:{'|'.join(map(str, _data()['leaving']))})"


@functools.cache
def not_left() -> Pattern:
    """Twice denied is advised: never forget to, should not be stopped."""
    return prefilter.compile(
        r"(?:(?<![\w-])(?:not|never|no need to|no long(?:er)? (?:have|need) to)|n['’]t)\s"
        r"(?:(?:be|have to|need to|to|simply|just|even|ever|completely|you)\s){0,2}"
        rf"{_leaving()}(?![\w-])"
        r"|(?:(?<![\w-])(?:not|never)|n['’]t)\s(?:\w+\s){1,4}?(?:less|fewer|lower|shorter|smaller)\sthan(?![\w-])",
        re.IGNORECASE,
    )


@functools.cache
def _ways() -> tuple[_Way, ...]:
    """All ways to ask for something, in the order in which they are believed."""
    data = _data()
    do, avoid, limit = (any_phrase(data[name]) for name in ("do", "avoid", "limit"))
    good, bad = (any_phrase(data["verdicts"][name]) for name in ("good", "bad"))
    return (
        _Way(Stance.DO, not_left()),
        _Way(Stance.LIMIT, limit),
        _Way(Stance.LIMIT, _BOUNDED, of_lemmas=False),
        _Way(Stance.AVOID, _NOBODY_SHOULD, of_lemmas=False),
        _Way(Stance.AVOID, _KEPT_OUT),
        _Way(Stance.AVOID, avoid),
        _Way(Stance.AVOID, bad, denied=Stance.DO),
        _Way(Stance.DO, do, denied=Stance.AVOID),
        _Way(Stance.DO, good, denied=Stance.AVOID),
    )


def stance(text: str, lemmas: str) -> tuple[Stance, str] | None:
    """What a text asks for and the words that say so, looked for as written and in the line of its lemmas."""
    return next((asked for way in _ways() if (asked := way.asked(text, lemmas)) is not None), None)


@functools.cache
def _bids() -> Pattern:
    return prefilter.any_way(map(str, _data()["bids"]))


def is_bidding(text: str) -> bool:
    """Whether a text bids somebody something, by its words."""
    return _bids().search(text) is not None or _FORBIDS.search(text) is not None


@functools.cache
def _left() -> re.Pattern[str]:
    return re.compile(rf"{_leaving()}(?:e?s|e?d|p?ped|p?ping|t?ting|ing)?")


@functools.lru_cache(maxsize=1 << 14)
def is_leaving(lemma: str) -> bool:
    """Whether a word says that something is left: stop, forget."""
    return _left().fullmatch(lemma) is not None
