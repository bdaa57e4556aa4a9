"""Times of day that a claim tells, with what happens then: `opens at 9 am`, `open until 17:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.claims.slots import Clock, Moment

_NOON = 12 * 60
_TIME = (
    r"(?:(?P<{0}hour>[01]?\d|2[0-4])(?:(?P<{0}sign>[:.])(?P<{0}minute>[0-5]\d))?(?!\d|[:.]\d)"
    r"(?:\s?(?P<{0}half>[ap])(?:\.\s?m\.|m\b))?|\b(?P<{0}word>noon|midday|midnight)\b)"
)
_CLOCK = prefilter.compile(
    rf"(?<![\w.,:/€$£-])(?:{_TIME.format('from_')}\s?(?P<joint>[-–—]|to|until|till|and)\s?)?{_TIME.format('')}",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?P<cue>at|from|until|till|to|by|before|after|between|opens|closes)\s(?:(?:about|around|exactly|promptly)\s)?$",
    re.IGNORECASE,
)
_NO_CLOCK = prefilter.compile(
    r"\b(?:ratios?|aspect|scales?|odds|scores?|scored|won|beat|laps?|record|chapter|verse|dilut\w+)\b",
    re.IGNORECASE,
)
"""Where two numbers with a colon between them are no time of day."""
_ZONE = re.compile(r"\s?\(?(?P<zone>UTC|GMT|BST|CES?T|[EPCM][SD]?T|Z\b|local time|\w+ time\b)")
_CLOSED = re.compile(r"\b(?:closed|shut|not open)\b[^,;]{0,40}$", re.IGNORECASE)
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever|\bonly)\b[^,;]{0,60}$", re.IGNORECASE)
_EVENTS = (
    (Moment.LAST, r"last|latest|final"),
    (Moment.FIRST, r"first|earliest"),
)
_VERBS = (
    (Moment.OPEN, r"open(?:s|ed|ing)?"),
    (Moment.START, r"start(?:s|ed|ing)?|begin(?:s|ning)?|began|commence[sd]?"),
    (Moment.CLOSE, r"close[sd]?|closing|shuts?"),
    (Moment.END, r"end(?:s|ed|ing)?|finish(?:es|ed)?|stop(?:s|ped)?"),
)
_RANKED = [(moment, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for moment, words in _EVENTS]
_VERB = re.compile(
    "|".join(rf"(?P<{moment.name}>\b(?:{words})\b)" for moment, words in _VERBS), re.IGNORECASE
)
_HOURS = re.compile(r"\b(?:open|opens|opening|closed?|closes|closing|shuts?)\b", re.IGNORECASE)
_REGULAR = re.compile(r"\b(?:daily|nightly|weekly|every|each)\b", re.IGNORECASE)


def clocks(text: str) -> tuple[Clock, ...]:
    """The times of day of a claim, in order; none where they could be something else."""
    if _NO_CLOCK.search(text):
        return ()
    return tuple(_clocks(text))


def _clocks(text: str) -> Iterator[Clock]:
    for match in _CLOCK.finditer(text):
        cue = _CUE.search(text[max(0, match.start() - 32) : match.start()])
        named = cue["cue"].lower() if cue else ""
        until = _minute(match, "")
        if until is None or not _is_clock(match, named):
            continue
        zone = _ZONE.match(text, match.end())
        told = zone["zone"] if zone else ""
        before = text[: match.start()]
        begins = _beginning(match, until) if match["joint"] else None
        if begins is None:
            moment = _moment(text, before, named)
            if moment is not None:
                yield Clock(until, moment, match.group().strip(), told)
        elif match["joint"] != "and" or named == "between":
            closed = _CLOSED.search(before) is not None
            yield Clock(begins, _end(text, last=closed), match.group().strip(), told)
            yield Clock(until, _end(text, last=not closed), match.group().strip(), told)


def _end(text: str, *, last: bool) -> Moment:
    """The moment at an end of a stretch of time: of hours of opening, or of anything else."""
    if _HOURS.search(text):
        return Moment.CLOSE if last else Moment.OPEN
    return Moment.END if last else Moment.START


def _is_clock(match: re.Match[str], cue: str) -> bool:
    """Whether it is written as a time of day: half of the day told, or with a colon where one is expected."""
    if match["half"] or match["word"]:
        return True
    return match["sign"] == ":" and bool(cue or match["from_sign"] == ":")


def _minute(match: re.Match[str], which: str) -> int | None:
    """The minute of the day; None for what is no time."""
    word = match[f"{which}word"]
    if word:
        return 0 if word.lower() == "midnight" else _NOON
    hour, minute, half = int(match[f"{which}hour"]), int(match[f"{which}minute"] or 0), match[f"{which}half"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return (hour * 60 + minute) % (24 * 60)


def _beginning(match: re.Match[str], until: int) -> int | None:
    """Where a stretch begins; `8–10 pm` and `9 to 5 pm` tell the half of the day once."""
    begins = _minute(match, "from_")
    if begins is not None and match["half"] and not match["from_half"] and not match["from_word"]:
        later = begins % _NOON + _NOON
        return later if until >= _NOON and later < until else begins % _NOON
    return begins


def _moment(text: str, before: str, cue: str) -> Moment | None:
    """What happens at a time: by the word before it, else by the verb that stands nearest before it, or behind."""
    clause = before[max(before.rfind(","), before.rfind(";")) + 1 :]
    ranked = next((moment for moment, words in _RANKED if words.search(text)), None)
    if ranked is not None:
        return ranked if cue == "at" else None
    if cue in ("until", "till", "to", "from"):
        ends = cue != "from"
        if _CLOSED.search(clause) or (ends and _NOT.search(clause)):
            ends = not ends
        return _end(text, last=ends)
    if cue not in ("", "at", "opens", "closes") or _NOT.search(clause):
        return None
    verbs = list(_VERB.finditer(clause)) or list(_VERB.finditer(text))[:1]
    if verbs:
        return Moment[str(verbs[-1].lastgroup)]
    return Moment.REGULAR if _REGULAR.search(text) else None
