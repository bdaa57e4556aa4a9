"""What a claim tells a reader to do, to leave or to limit."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

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


@functools.cache
def _advice_patterns() -> tuple[Pattern, Pattern, Pattern, Pattern, Pattern, Pattern]:
    def either(listed: Sequence[str]) -> Pattern:
        return prefilter.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in listed) + r")(?![\w-])",
            re.IGNORECASE,
        )

    do, avoid, limit, excess = _advising()
    data: Any = lexicon.data("advising")
    verdicts = data["verdicts"]
    return (
        either(do), either(avoid), either(limit), either(excess),
        either(sorted(map(str, verdicts["good"]), key=lambda p: -len(p))),
        either(sorted(map(str, verdicts["bad"]), key=lambda p: -len(p))),
    )  # fmt: skip


@functools.cache
def _timings() -> tuple[tuple[str, ...], prefilter.AnyOf]:
    """Names of circumstances of doing, and a pattern for each."""
    names, patterns = [], []
    for row, sides in enumerate(lexicon.data("advising")["timings"]):
        for side, phrases in enumerate(sides):
            listed = (
                re.escape(phrase).replace(r"\ ", r"\s")
                for phrase in sorted(map(str, phrases), key=lambda p: -len(p))
            )
            names.append(f"{row}:{side}")
            patterns.append(prefilter.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])", re.IGNORECASE))
    return tuple(names), prefilter.AnyOf(patterns)


_BIDS = prefilter.compile(
    r"\b(?:should|must|ought to|need to|needs to|have to|has to|recommend\w*|advis\w+|(?:is|are) to be"
    r"|to be avoided|suggested"
    r"|aim for|do not|don't|never|avoid|can take|may be taken|can rely|no place|be mindful|make sure"
    r"|better not|is enough"
    r"|(?:reasonable|good|best|poor|safe|first|sensible|wise|bad|ideal|easiest|right|worst|perfect) (?:\w+ )?"
    r"(?:choice|option|idea|way|habit|practice|painkiller|bet|remedy|time|place|move|policy|plan|method)"
    r"|is safe|are safe"
    r"|best (?:to|not|kept|taken|done|stored|left)|guidance|guideline|keep \w+|off[- ]limits)\b",
    re.IGNORECASE,
)
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


def advice(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], label: tuple[str, ...], clause: Clause
) -> tuple[Advice, ...]:
    """What a claim tells a reader to do."""
    text = claim.text
    first = next((word for word in found if word.text.isalpha()), None)
    imperative = (
        first is not None
        and first.pos == "VERB"
        and first.lemma == first.text.lower()
        and first.lemma not in ("let", "imagine", "suppose", "say", "note", "see")
    )
    told = claim.kind in (Kind.ADVICE, Kind.INSTRUCTION)
    bidding = imperative or told or _BIDS.search(text) is not None
    if not (bidding or label):
        return ()
    do, avoid, limit, excess, good, bad = _advice_patterns()
    end = len(text)
    after = _REASON_AFTER.search(text)
    if after and after.start() > 12:
        end = after.start()
    before = _REASON_BEFORE.match(text)
    start = before.end() if before else 0
    main = _CONDITIONAL.sub(" ", text[start:end])
    line = _CONDITIONAL.sub(" ", " ".join([word.lemma for word in found]))

    def search(*patterns: Pattern) -> str:
        for pattern in patterns:
            match = pattern.search(main) or pattern.search(line)
            if match:
                return match.group()
        return ""

    stance: Stance | None = None
    bounded = _BOUNDED.search(main)
    cue = search(limit) or (bounded.group() if bounded else "")
    if cue:
        stance = Stance.LIMIT
    elif cue := search(avoid, bad):
        stance = Stance.AVOID
    elif cue := search(do, good):
        stance = Stance.DO
    elif imperative or label or told:
        stance, cue = Stance.DO, first.text.lower() if first and imperative else ""
    if stance is None:
        return ()
    names = tuple(
        name
        for name in dict.fromkeys((*label, *(t.name for t in content if start <= found[t.first].start < end)))
        if name != "avoid"
    )
    listed, circumstances = _timings()
    timings = tuple(listed[number] for number in circumstances.which(text))
    too_much = excess.search(text) is not None
    from_age = _age_days(_FROM_AGE.search(text))
    before_age = _age_days(_BEFORE_AGE.search(text))
    action = "" if cue.lower() in ("avoid", "no place") or stance is Stance.LIMIT else _action(clause)
    return (Advice(stance, cue, names, timings, too_much, from_age, before_age, action, bidding),)
