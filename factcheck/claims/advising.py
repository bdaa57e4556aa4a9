"""What a claim tells a reader to do, to leave or to limit."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from factcheck import lexicon, prefilter
from factcheck.claims.claim import Claim, Kind
from factcheck.claims.clause import Clause
from factcheck.claims.slots import Advice, Stance
from factcheck.claims.terms import Term, Word
from factcheck.prefilter import Pattern


@functools.cache
def _advising() -> tuple[tuple[str, ...], ...]:
    data: Any = lexicon.data("advising")
    return tuple(
        tuple(sorted(map(str, data[name]), key=lambda p: -len(p)))
        for name in ("do", "avoid", "limit", "excess")
    )


class _Cues(NamedTuple):
    """What says that something is to be done, left or limited, is too much, or is good or bad."""

    do: Pattern
    avoid: Pattern
    limit: Pattern
    excess: Pattern
    good: Pattern
    bad: Pattern


@functools.cache
def _cues() -> _Cues:
    verdicts: Any = lexicon.data("advising")["verdicts"]
    good, bad = (
        sorted(map(str, verdicts[name]), key=lambda phrase: -len(phrase)) for name in ("good", "bad")
    )
    return _Cues(*(_any_of(phrases) for phrases in (*_advising(), good, bad)))


def _any_of(phrases: Sequence[str]) -> Pattern:
    ways = "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases)
    return prefilter.compile(rf"(?<![\w-])(?:{ways})(?![\w-])", re.IGNORECASE)


@functools.cache
def _timings() -> tuple[tuple[str, ...], prefilter.AnyOf]:
    """Names of circumstances of doing, and a pattern for each."""
    names, patterns = [], []
    for row, sides in enumerate(lexicon.data("advising")["timings"]):
        for side, phrases in enumerate(sides):
            names.append(f"{row}:{side}")
            patterns.append(_any_of(sorted(map(str, phrases), key=lambda p: -len(p))))
    return tuple(names), prefilter.AnyOf(patterns)


_BIDS = prefilter.compile(
    r"\b(?:should|must|ought to|need to|needs to|have to|has to|recommend\w*|advis\w+|(?:is|are) to be"
    r"|to be avoided|suggested"
    r"|aim for|(?<!\bto )avoid|(?:try|tries|best|better|wise|important|sensible|recommended|advised|idea) to avoid|can take|may be taken|can rely|no place|be mindful|make sure"
    r"|better not|is enough"
    r"|(?:reasonable|good|best|poor|safe|first|sensible|wise|bad|ideal|easiest|right|worst|perfect) (?:\w+ )?"
    r"(?:choice|option|idea|way|habit|practice|painkiller|bet|remedy|time|place|move|policy|plan|method)"
    r"|is safe|are safe"
    r"|best (?:to|not|kept|taken|done|stored|left)|guidance|guideline|keep \w+|off[- ]limits)\b",
    re.IGNORECASE,
)
_FORBIDS = prefilter.compile(
    r"(?:^|[^\w\s'’]\W*|\b(?:and|but|or|so|then|please|you|it is best)\s)(?:never|do not|don['’]t)\b",
    re.IGNORECASE,
)
"""What forbids where nobody is named that does not do it: never leave it open, and not: it never closes."""
_REASON_AFTER = prefilter.compile(
    r"[,;–—]?\s\(?(?:because|since|so that|so as|as (?:it|they|this)|on account of|due to|which|whose"
    r"|in order|to (?:prevent|avoid|reduce))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_REASON_BEFORE = prefilter.compile(r"^(?:because|since|as|given that)\b[^,;]*,\s", re.IGNORECASE)
_FROM_AGE = prefilter.compile(
    r"\b(?:from|after|at)\s(?:about\s|around\s|the age of\s|age\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week"
    r"|month|year)s?\b",
    re.IGNORECASE,
)
_BEFORE_AGE = prefilter.compile(
    r"\b(?:before|under|until|younger than|below|till)\s(?:about\s|around\s|the age of\s|age\s|they are\s"
    r"|it is\s)?(?P<n>\d+|\w+)\s(?P<unit>day|week|month|year)s?\b"
    r"|\b(?:before|until)\s(?:\S+\s){0,3}?(?P<birthday>first|second|third|fourth|fifth)\sbirthday\b",
    re.IGNORECASE,
)
_COUNTS = {word: number for number, word in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve")
)} | {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "a": 1, "an": 1}  # fmt: skip
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _age_days(match: re.Match[str] | None) -> float | None:
    """The age in days that a match names."""
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("birthday"):
        return _COUNTS[groups["birthday"].lower()] * _DAYS["year"]
    number = groups["n"].lower()
    count = int(number) if number.isdigit() else _COUNTS.get(number)
    return None if count is None else count * _DAYS[groups["unit"].lower()]


_CONDITIONAL = prefilter.compile(r"\b(?:if|unless|in case|whether)\b[^,;.:–—]*", re.IGNORECASE)
_BOUNDED = prefilter.compile(
    r"\b(?:up to|under|below|less than|fewer than|within)\s(?:\w+\s){0,2}?(?=[\d.,]*\d)", re.IGNORECASE
)
_MODALS = frozenset({"should", "must", "ought", "need", "may", "can", "shall"})


def _action(clause: Clause) -> str:
    """The verb that advice is about: the imperative's, the modal's, the forbidden one."""
    tokens = clause.tokens
    for at in range(clause.first, clause.last):
        token = tokens[at]
        if token.pos != "VERB":
            continue
        kids = [tokens[k] for k in clause.children.get(at, ())]
        bare = not any(k.dep in ("nsubj", "nsubjpass") or k.lemma == "to" for k in kids)
        commanded = token.tag in ("VB", "VBP") and bare and token.dep in ("ROOT", "conj", "ccomp")
        bidden = any(k.dep == "aux" and k.lemma in _MODALS for k in kids)
        governor = tokens[token.head].lemma
        infinitive = token.dep == "xcomp" and governor in (
            "have",
            "be",
            "need",
            "ought",
            "advise",
            "recommend",
        )
        if commanded or bidden or infinitive:
            return clause.term_at.get(at, token.lemma)
    return ""


_OPENING = frozenset({"let", "imagine", "suppose", "say", "note", "see"})
"""Imperatives that open a thought and tell nobody to do anything."""
_TELLING = (Kind.ADVICE, Kind.INSTRUCTION)
_Label = tuple[str, ...]


def advice(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], label: _Label, clause: Clause
) -> tuple[Advice, ...]:
    """What a claim tells a reader to do."""
    text = claim.text
    imperative = _imperative(found)
    told = bool(imperative) or claim.kind in _TELLING
    bidding = told or _BIDS.search(text) is not None or _FORBIDS.search(text) is not None
    if not (bidding or label):
        return ()
    start, end = _without_reason(text)
    main = _CONDITIONAL.sub(" ", text[start:end])
    line = _CONDITIONAL.sub(" ", _lemmas(text, [word for word in found if start <= word.start < end]))
    stance, cue = _stance(main, line) or (Stance.DO if told or label else None, imperative)
    if stance is None:
        return ()
    names = dict.fromkeys((*label, *(t.name for t in content if start <= found[t.first].start < end)))
    timings, circumstances = _timings()
    unnamed = stance is Stance.LIMIT or cue.lower() in ("avoid", "no place")
    return (
        Advice(
            stance,
            cue,
            tuple(name for name in names if name != "avoid"),
            tuple(timings[number] for number in circumstances.which(text[start:end])),
            _cues().excess.search(text) is not None,
            _age_days(_FROM_AGE.search(text)),
            _age_days(_BEFORE_AGE.search(text)),
            "" if unnamed else _action(clause),
            bidding,
        ),
    )


def _imperative(found: Sequence[Word]) -> str:
    """The verb that a claim opens with to tell somebody to do something; empty where it does not."""
    first = next((word for word in found if word.text.isalpha()), None)
    if first is None or first.pos != "VERB" or first.lemma in _OPENING:
        return ""
    return first.lemma if first.lemma == first.text.lower() else ""


def _without_reason(text: str) -> tuple[int, int]:
    """What is left of a text without the reason that is given before or after."""
    before, after = _REASON_BEFORE.match(text), _REASON_AFTER.search(text, _OPENING_LENGTH)
    return (before.end() if before else 0, after.start() if after else len(text))


_OPENING_LENGTH = 13
"""A reason given after something stands behind so many characters."""


def _lemmas(text: str, found: Sequence[Word]) -> str:
    """The lemmas of some words of a text in a line, those of one hyphenated word joined: fine-tune."""
    joined = "".join(
        f"{'-' if text[before.end : word.start] == '-' else ' '}{word.lemma}"
        for before, word in itertools.pairwise(found)
    )
    return (found[0].lemma if found else "") + joined


def _stance(main: str, line: str) -> tuple[Stance, str] | None:
    """What a text asks for and the words that say so, looked for as written and by lemma."""

    def search(*patterns: Pattern) -> str:
        for pattern in patterns:
            match = pattern.search(main) or pattern.search(line)
            if match:
                return match.group()
        return ""

    cues = _cues()
    bounded = _BOUNDED.search(main)
    if cue := search(cues.limit) or (bounded.group() if bounded else ""):
        return Stance.LIMIT, cue
    if cue := search(cues.avoid, cues.bad):
        return Stance.AVOID, cue
    if cue := search(cues.do, cues.good):
        return Stance.DO, cue
    return None
