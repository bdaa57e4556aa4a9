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
from factcheck.dates import inside
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
    r"\b(?:should|must|(?:should|must|ought)n['’]t|ought to|need to|needs to|have to|has to|recommend\w*|advis\w+|(?:is|are) to be"
    r"|to be avoided|suggested"
    r"|aim for|(?<!\bto )avoid|(?:try|tries|best|better|wise|important|sensible|recommended|advised|idea) to avoid|can take|may be taken|can rely|no place|be mindful|make sure"
    r"|better not|is enough"
    r"|(?:reasonable|good|best|poor|safe|first|sensible|wise|bad|ideal|easiest|right|worst|perfect) (?:\w+ )?"
    r"(?:choice|option|idea|way|habit|practice|painkiller|bet|remedy|time|place|move|policy|plan|method)"
    r"|is safe|are safe|(?:is|are|it['’]s|isn['’]t|aren['’]t) (?:not )?(?:perfectly |quite |very )?(?:(?:un)?safe to|fine to|ok(?:ay)? to|all right to"
    r"|dangerous to|risky to|unwise|wise to|harmful to|worth \w+ing)|nothing wrong with|no harm (?:in|to)|no need|needn['’]t"
    r"|better to|(?:can|may) be (?:given|introduced)|discouraged?"
    r"|best (?:to|not|kept|taken|done|stored|left)|(?:is|are) best (?:\w+ed|eaten|sown|grown|drunk|worn|cut)|guidance|guideline|keep \w+|off[- ]limits)\b",
    re.IGNORECASE,
)
_FORBIDS = prefilter.compile(
    r"(?:^|[^\w\s'’]\W*|\b(?:and|but|or|so|then|please|you|it is best)\s)(?:never|do not|don['’]t)\b",
    re.IGNORECASE,
)
"""What forbids where nobody is named that does not do it: never leave it open, and not: it never closes."""
_REASON_AFTER = prefilter.compile(
    r"[,;–—]?\s\(?(?:because|since|so that|so as|as (?:it|they|this)|on account of|due to|which|whose"
    r"|in order|(?<!have\s)(?<!has\s)(?<!need\s)(?<!needs\s)(?<!ought\s)(?<!try\s)(?<!best\s)(?<!better\s)(?<!wise\s)"
    r"(?<!important\s)(?<!advised\s)(?<!recommended\s)to (?:prevent|avoid|reduce))\b.*$",
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


_CONDITIONAL = prefilter.compile(
    r"\b(?:if|unless|in case|whether|until|when|whenever|while|once(?=\s(?:it|they|you|the|your|a|an)\b)|as soon as|as long as|so long as)\b[^,;.:–—]*"
    r"|^\W*should\b[^,;.:–—]*(?=[,;.]|$)(?!.*\?)",
    re.IGNORECASE,
)
"""What tells when something is to be done; "should a fire break out" bids nobody do anything."""
_BOUNDED = prefilter.compile(
    r"\b(?:up to|under|below|(?<!no )(?<!not )(?:less|fewer) than|within)\s(?:\w+\s){0,2}?"
    r"(?=[\d.,]*\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)"
    r"|(?:\bnot|\bnever|\bavoid(?:ing)?|n['’]t)\s(?:\w+\s){0,5}?(?:more|longer|higher|faster|larger|bigger|heavier|older|later) than\b",
    re.IGNORECASE,
)
_AGED_UNDER = prefilter.compile(
    r"\b(?:child|children|kids?|boys?|girls?|people|persons?|those|anyone|nobody|babies|infants?|patients?|pupils|adults?)"
    r"\s(?:under|below|up to)\s(?:the age of\s)?\d+(?:\s(?:days?|weeks?|months?|years?)\b(?:\sold\b|\sof\sage\b)?)?",
    re.IGNORECASE,
)
"""Those of whom advice speaks, told by an age; no bound to what is done."""
_INSTEAD = prefilter.compile(
    r"(?:\b(?:rather than|instead of|as opposed to|than(?=\s(?:in|on|at|with|by|to)\b))|,\s(?:but\s)?not(?=\s(?:in|on|at|with|by|to|from|for|before|after|as)\b))\s"
    r"[^,;.:–—]*",
    re.IGNORECASE,
)
"""What is turned down for something else, which is what is advised."""
_NOBODY_SHOULD = prefilter.compile(
    r"(?:^|[,;:.–—]\s|\b(?:that|and|but|so)\s)\W*(?P<cue>no(?:body| one|-one)|none(?= of)|neither|under no circumstances?|on no account"
    r"|at no time|in no case|no(?! (?:doubt|matter|longer|later|more|less|fewer|wonder|problem|reason|need|use|point)\b))\b"
    r"[^.;:,]{0,60}?\b(?:should|must|may|shall|ought to|(?:is|are) to|can)\b",
    re.IGNORECASE,
)
"""What is to be done by nobody, or never."""
_NOT_ALL = prefilter.compile(r"\W*not (?:all|every|everyone|everybody)\b", re.IGNORECASE)
_LEAVING = (
    r"(?:avoid|skip|stop|give up|cut out|leave out|omit|forget|neglect|hesitate|refrain|fail|miss|discourage)"
)
_NOT_LEFT = prefilter.compile(
    r"(?:(?<![\w-])(?:not|never|no need to|no long(?:er)? (?:have|need) to)|n['’]t)\s"
    r"(?:(?:be|have to|need to|to|simply|just|even|ever|completely|you)\s){0,2}"
    rf"{_LEAVING}(?![\w-])"
    r"|(?:(?<![\w-])(?:not|never)|n['’]t)\s(?:\w+\s){1,4}?(?:less|fewer|lower|shorter|smaller)\sthan(?![\w-])",
    re.IGNORECASE,
)
"""Twice denied is advised: never forget to, should not be stopped."""
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
_MODALS = frozenset({"should", "must", "ought", "need", "may", "can", "shall"})


def _action(clause: Clause) -> str:
    """The verb that advice is about: the imperative's, the modal's, the forbidden one; of leaving something, what is left:
    stop smoking, do not forget to lock.
    """
    tokens = clause.tokens
    for at in range(clause.first, clause.last):
        if tokens[at].pos == "VERB" and _is_told(clause, at):
            if not _is_leaving(tokens[at].lemma):
                return clause.term_at.get(at, tokens[at].lemma)
            below = _below(clause, at)
            return "" if below is None else clause.term_at.get(below, tokens[below].lemma)
    return ""


def _is_told(clause: Clause, at: int) -> bool:
    """Whether a verb is what somebody is told to do or not to do."""
    tokens = clause.tokens
    token = tokens[at]
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
    return commanded or bidden or infinitive


def _below(clause: Clause, at: int) -> int | None:
    """The verb that depends on another: to lock on forget, smoking on stop, giving on refrain from."""
    for child in clause.children.get(at, ()):
        token = clause.tokens[child]
        if token.pos == "VERB" and token.dep in ("xcomp", "ccomp", "dobj", "pcomp"):
            return child
        if token.dep == "prep" and (found := _below(clause, child)) is not None:
            return found
    return None


_OPENING = frozenset({"let", "imagine", "suppose", "say", "note", "see"})
"""Imperatives that open a thought and tell nobody to do anything."""
_TELLING = (Kind.ADVICE, Kind.INSTRUCTION)
_Label = tuple[str, ...]


def advice(
    claim: Claim, found: Sequence[Word], content: Sequence[Term], label: _Label, clause: Clause
) -> tuple[Advice, ...]:
    """What a claim tells a reader to do."""
    text = claim.text
    if _NOT_ALL.match(text) is not None:
        return ()
    imperative = _imperative(found)
    told = bool(imperative) or claim.kind in _TELLING
    bidding = told or _BIDS.search(text) is not None or _FORBIDS.search(text) is not None
    if not (bidding or label):
        return ()
    start, end = _without_reason(text)
    turned_down = tuple([match.span() for match in _INSTEAD.finditer(text, start, end)])
    conditions = tuple([match.span() for match in _CONDITIONAL.finditer(text, start, end)])

    asked = _blanked(text, turned_down)[start:end]
    main = _AGED_UNDER.sub(" ", _CONDITIONAL.sub(" ", asked))
    told_so = [word for word in found if start <= word.start < end]
    if turned_down or conditions:
        told_so = [
            word
            for word in told_so
            if inside(word.start, turned_down) is None and inside(word.start, conditions) is None
        ]
    line = _lemmas(text, told_so)
    stance, cue = _stance(main, line) or (Stance.DO if told or label else None, imperative)
    if stance is None:
        return ()
    meant = [term for term in content if start <= found[term.first].start < end]
    if turned_down:
        meant = [term for term in meant if inside(found[term.first].start, turned_down) is None]
    names = dict.fromkeys((*label, *(t.name for t in meant if not _is_leaving(found[t.first].lemma))))
    timings, circumstances = _timings()
    return (
        Advice(
            stance,
            cue,
            tuple(names),
            tuple(timings[number] for number in circumstances.which(_NOT_LEFT.sub(" ", asked))),
            _cues().excess.search(text) is not None,
            _age_days(_FROM_AGE.search(text)),
            _age_days(_BEFORE_AGE.search(text)),
            "" if stance is Stance.LIMIT or cue.lower() == "no place" else _action(clause),
            bidding,
        ),
    )


_LEFT = re.compile(rf"{_LEAVING}(?:e?s|e?d|p?ped|p?ping|t?ting|ing)?")


def _blanked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A text with blanks in some places."""
    if not places:
        return text
    parts: list[str] = []
    done = 0
    for start, end in places:
        parts += (text[done:start], " " * (end - start))
        done = end
    return "".join((*parts, text[done:]))


@functools.lru_cache(maxsize=1 << 14)
def _is_leaving(lemma: str) -> bool:
    return _LEFT.fullmatch(lemma) is not None


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

    def verdict(*patterns: Pattern) -> tuple[str, bool]:
        """The first verdict, and whether it is denied."""
        for pattern in patterns:
            for told in (main, line):
                if match := pattern.search(told):
                    before = told[max(0, match.start() - 24) : match.start()]
                    return match.group(), _NOT_SO.search(before) is not None
        return "", False

    cues = _cues()
    bounded = _BOUNDED.search(main)
    if cue := search(_NOT_LEFT):
        return Stance.DO, cue
    if cue := search(cues.limit) or (bounded.group() if bounded else ""):
        return Stance.LIMIT, cue
    if nobody := _NOBODY_SHOULD.search(main):
        return Stance.AVOID, nobody["cue"]
    if cue := search(_KEPT_OUT, cues.avoid):
        return Stance.AVOID, cue
    cue, denied = verdict(cues.bad)
    if cue:
        return (Stance.DO if denied else Stance.AVOID), cue
    cue, denied = verdict(cues.do, cues.good)
    if cue:
        return (Stance.AVOID if denied else Stance.DO), cue
    return None
