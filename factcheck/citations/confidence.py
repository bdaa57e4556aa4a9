"""How sure it is that an uncited claim wants a citation.

What a text states about the world wants one; how a house, a tool or a rule book works is the publisher's own to say. The
more a sentence and the text around it look like the second, the lower the confidence.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck import lexicon, prefilter
from factcheck.citations.citation import Confidence
from factcheck.claims.claim import Claim, Kind, Statement
from factcheck.claims.kinds.at_large import is_at_large, is_of_a_kind, is_of_everything
from factcheck.claims.kinds.decisions import foretells_change, says_cause
from factcheck.claims.kinds.health import is_medical
from factcheck.claims.kinds.verbs import is_finite, is_past, root_of
from factcheck.document import STATED, Role
from factcheck.quantities import Quantity
from factcheck.values import Value

_TELLING = 0.2
"""From this share of statements on that tell or address the reader, a text is a procedure and not a report."""
_HOUSE = 0.35
"""From this share on that name people and things of a house, it is a handbook. Of 102 articles written for readers
outside none reaches it; half of the pages of two handbooks do.
"""
_HOMELY = 0.25
_RULING = 0.3
"""From this share on that allow, require or limit, it is a book of rules. Of 67 articles for readers outside one reaches it,
which is about the law.
"""
_RULED = 0.2
_MANUAL = 0.15
_SOFTWARE = 0.45
"""From this share on that name what programs are made of, it is a manual of one; from the lower one on where a heading says
so, too.
"""
_AT_WORK = 0.15
"""From this share on that name methods and software it is a technical text: one in ten of these articles, nearly all
pages of a review of methods.
"""

_MEETING = 0.1
_BODY = 0.13
_KITCHEN = 0.15
_TOLD_BY_US = 0.15
"""From these shares on a text is the record of a meeting, is about a body, is a recipe, or has somebody who tells it."""
_OURS = re.compile(r"\b(?:we|our|ours|us|i|my|me)\b", re.IGNORECASE)

_MEASURED = frozenset({"%", "fold", "percentage point", "ratio"})
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_FORETOLD = re.compile(
    r"\bby (?:20[2-9]\d|2[1-9]\d\d)\b|\b(?:projected|forecast|expected|predicted|set|likely) to\b|\bwithin (?:a|the next|\w+) (?:years?|decades?|generations?|centur\w+)\b"
)
_RANKING = re.compile(r"\b(?:main|primary|chief|leading|top|latest|initial)\b", re.IGNORECASE)
_HIGHEST = re.compile(
    r"\b(?!(?:inter|for|west|for|har|mod|hon|re|pro|con|gu|qu|t|ch|n|b)est\b)\w{3,}est\b|\bmost\b|\bonly\b|\bfirst\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?:first|sole|best|earliest|only)\b", re.IGNORECASE)
"""Words that more often count or order than hold one thing above all others."""
_CARRIES_ON = re.compile(
    r"^(?:[A-Z]\w+(?:ly|ver|er|so|ore),? )?(?:the|this|these|that|those|it|they|its|their|he|she|his|her|both|such|one of (?:the|these))\b",
    re.IGNORECASE,
)
"""Openings that carry on with what the sentence before was about."""


class _Cues:
    def __init__(self) -> None:
        lists = lexicon.data("confidence")

        def words(name: str) -> prefilter.Pattern:
            return prefilter.any_way(map(str, lists[name]))

        self.ruled = words("ruled")
        self.house = words("house")
        self.own_voice = words("own_voice")
        self.reader = words("reader")
        self.spoken = words("spoken")
        self.study = words("study")
        self.modal = words("modal")
        self.reckoned = words("reckoned")
        self.licence = words("licence")
        self.legal = words("legal")
        self.at_work = words("at_work")
        self.scaled = words("scaled")
        self.ruling = words("ruling")
        self.programs = words("programs")
        self.manual = words("manual")
        self.trained = words("trained")
        self.practical = words("practical")
        self.own_results = words("own_results")
        self.own_parts = words("own_parts")
        self.proceedings = words("proceedings")
        self.bodies = words("bodies")
        self.kitchen = words("kitchen")
        self.headed = {str(name): prefilter.any_way(map(str, ways)) for name, ways in lists["headed"].items()}
        self.effects = frozenset(map(str, lists["effects"]))


@functools.cache
def _cues() -> _Cues:
    return _Cues()


def carries_on(statement: Statement) -> bool:
    """Whether it begins as what carries on with the sentence before does."""
    return bool(_CARRIES_ON.match(statement.plain))


class Nature(Value, frozen=True):
    """What kind of text a document is, by the share of its statements that show it."""

    procedural: bool = False
    """It is mostly there to tell its readers what to do, or about its own house."""
    homely: bool = False
    """People and things of the house are met often enough to be meant where they are named."""
    technical: bool = False
    """It is about methods and software."""
    ruling: bool = False
    """It is a book of rules: a policy, terms, a procedure."""
    ruled: bool = False
    """It has rules among other things."""
    software: bool = False
    """It is the manual of a program."""
    study: bool = False
    """It is a report of one's own research, with parts for what was found and for what is made of it."""
    thing: bool = False
    """It describes one thing at hand, the size of which stands in a line of its own."""
    meeting: bool = False
    """It is the record of a meeting."""
    body: bool = False
    """It is about the work and the accounts of a body, which may be its own publisher."""
    kitchen: bool = False
    """It is a recipe, or has one."""
    ours: bool = False
    """It is told by a "we" or an "I"."""
    headed: str = ""
    """What its title says that it is: minutes, a brief, a column; empty where it says nothing."""


_SIZE_LINE = prefilter.compile(
    r"^(?:[^.!?]{0,60}[,;:] ?)?(?:(?:height|width|length|diameter|depth|dimensions|size|measurements|h|w|d|l)\b[.:]? ?)?\d+(?:[.,]\d+)? ?(?:(?:cm|mm|in|m)? ?[x×] ?\d|(?:cm|mm)\b(?= ?(?:[,;(.]|$)))",
    re.IGNORECASE,
)
"""The size of a thing without a verb: "Earthenware, 34 x 21 cm", "Height 34 cm"."""


class _Shown(NamedTuple):
    """Whom and what the words of a statement are about."""

    reader: bool
    house: bool
    at_work: bool
    ruling: bool
    program: bool
    size: bool
    meeting: bool
    body: bool
    kitchen: bool
    ours: bool


@functools.lru_cache(maxsize=8192)
def _shown(text: str) -> _Shown:
    """Asked of every statement of a text twice: before the second reading and after."""
    cues = _cues()
    return _Shown(
        *(
            cue.search(text) is not None
            for cue in (
                cues.reader,
                cues.house,
                cues.at_work,
                cues.ruling,
                cues.programs,
                _SIZE_LINE,
                cues.proceedings,
                cues.bodies,
                cues.kitchen,
                _OURS,
            )
        )
    )


def nature(statements: Sequence[tuple[Statement, Sequence[Claim]]]) -> Nature:
    """What kind of text these statements make."""
    stated = [(statement, claims) for statement, claims in statements if statement.role in STATED]
    parts = frozenset(itertools.chain.from_iterable(statement.headings for statement, _ in stated))
    results = frozenset(filter(_cues().own_results.match, parts))
    study = bool(results) and any(map(_cues().own_parts.match, parts - results))
    shown = [_shown(statement.plain) for statement, _ in stated]
    thing = any(one.size for one in shown)
    title = next((statement.headings[0] for statement, _ in stated if statement.headings), "")
    headed = next((name for name, cue in _cues().headed.items() if cue.search(title)), "")
    if len(stated) < 5:
        return Nature(study=study, thing=thing, headed=headed)

    def reaches(number: int, share: float) -> bool:
        return number > 1 and number / len(stated) >= share

    telling = sum(
        1
        for (_, claims), one in zip(stated, shown, strict=True)
        if one.reader or any(claim.kind is Kind.INSTRUCTION for claim in claims)
    )
    house = sum(one.house for one in shown) / len(stated)
    at_work = sum(one.at_work for one in shown) / len(stated)
    ruling = sum(one.ruling for one in shown) / len(stated)
    programs = sum(one.program for one in shown) / len(stated)
    return Nature(
        procedural=telling / len(stated) >= _TELLING or house >= _HOUSE,
        homely=house >= _HOMELY,
        technical=at_work >= _AT_WORK,
        ruling=ruling >= _RULING,
        ruled=ruling >= _RULED,
        software=programs >= (_MANUAL if any(map(_cues().manual.match, parts)) else _SOFTWARE),
        study=study,
        thing=thing,
        meeting=reaches(sum(one.meeting for one in shown), _MEETING),
        body=reaches(sum(one.body for one in shown), _BODY),
        kitchen=reaches(sum(one.kitchen for one in shown), _KITCHEN),
        ours=reaches(sum(one.ours for one in shown), _TOLD_BY_US),
        headed=headed,
    )


def confidence(
    statement: Statement,
    claim: Claim,
    *,
    of: Nature,
    beside_cited: bool = False,
    behind_cited: bool = False,
) -> Confidence:
    """How sure it is that an uncited claim of this statement wants a citation.

    `of` is the nature of the whole text, `beside_cited` says that a neighbour in the paragraph is cited, and
    `behind_cited` that the sentence before is.
    """
    cues = _cues()
    text = statement.plain
    medical = is_medical(statement, least=2)
    if cues.licence.search(text) or cues.reckoned.search(text):
        return Confidence.LOW
    if behind_cited and carries_on(statement) and claim.kind is not Kind.QUOTATION:
        return Confidence.LOW
    if not medical and _is_at_hand(statement, claim, of):
        return Confidence.LOW
    if claim.kind is Kind.STATISTIC:
        return _of_statistic(statement, claim, medical=medical, of=of)
    if claim.kind is Kind.ADVICE:
        return Confidence.HIGH if is_medical(statement) and not of.procedural else Confidence.LOW
    if claim.kind is Kind.QUOTATION:
        spoken = cues.spoken.search(text) is not None
        return (
            Confidence.HIGH
            if spoken and not of.procedural and statement.role is not Role.QUOTATION
            else Confidence.LOW
        )
    if of.procedural or (_is_at_home(text, of) and not medical):
        return Confidence.LOW
    if statement.role in (Role.TABLE_ROW, Role.CAPTION) and not medical:
        return Confidence.LOW
    if not _is_sentence(statement):
        return Confidence.LOW
    if cues.modal.search(text) and not medical and claim.kind not in (Kind.PREDICTION, Kind.LAW):
        return Confidence.LOW
    if of.technical and claim.kind in (Kind.MEDICAL, Kind.CAUSAL, Kind.COMPARISON):
        return Confidence.LOW
    return _of_claim(statement, claim, medical=medical, beside_cited=beside_cited)


_AT_HAND = frozenset({Kind.STATISTIC, Kind.COMPARISON, Kind.CAUSAL, Kind.DATE, Kind.PREDICTION})
"""Kinds of claims that a manual, a book of rules or a report of research makes of what is at hand."""
_MANY = 1000
"""No price or time of a visit is so high, and none is a share."""
_BINDS = re.compile(r"\b(?:must|shall|may|required|allowed|permitted)\b")
_UNDER_CONDITION = re.compile(r"\b(?:if|unless|only)\b")
_SIZES = frozenset({"cm", "mm", "m", "g", "kg", "l", "litre", "ml"})


def _is_at_hand(statement: Statement, claim: Claim, of: Nature) -> bool:
    """Whether it tells of what the text itself is about or was written for, and not of the world."""
    if claim.kind not in _AT_HAND:
        return False
    text, parse = statement.plain, statement.parse
    if of.study and any(map(_cues().own_results.match, statement.headings)):
        return not is_of_everything(text)
    past = is_past(parse, root_of(parse))
    if of.study and not statement.headings:
        return past and not is_of_everything(text)  # the abstract
    if of.study and any(map(_cues().own_parts.match, statement.headings)):
        if past:
            return not is_of_everything(text)
        return not is_at_large(text, parse) and not is_of_a_kind(parse, stuff=True)
    binds = of.ruled and claim.kind is not Kind.PREDICTION and not any(t.tag == "VBD" for t in parse)
    if (binds and _BINDS.search(claim.text)) or (of.ruling and _UNDER_CONDITION.search(text)):
        return not is_of_everything(text)
    if (of.ruling or of.software) and claim.kind not in (Kind.CAUSAL, Kind.DATE):
        measured = any(quantity.unit in _MEASURED for quantity in claim.quantities)
        large = is_at_large(text, parse) or (of.ruling and is_of_a_kind(parse, stuff=True))
        return not (large and (measured or past or claim.kind is not Kind.STATISTIC))
    if of.technical and of.procedural and _cues().trained.search(text) and not is_at_large(text, parse):
        return True
    if of.thing and claim.kind is Kind.DATE:
        return past and not is_at_large(text, parse)  # where it was found, from whom it was bought
    if claim.kind is not Kind.STATISTIC:
        return False
    if of.thing and _SIZE_LINE.search(text):
        return True
    if of.thing and all(quantity.unit in _SIZES for quantity in claim.quantities):
        return not is_of_a_kind(parse, stuff=True)
    if any(q.unit == "%" or (abs(q.value) >= _MANY and q.unit) for q in claim.quantities):
        return False
    return _cues().practical.search(text) is not None and not past


def _is_at_home(text: str, of: Nature) -> bool:
    """Whether a sentence is about the publisher's house or its work, as far as the nature of the text bears it out."""
    cues = _cues()
    return bool(
        cues.own_voice.search(text)
        or (of.homely and cues.house.search(text))
        or (of.technical and cues.at_work.search(text))
    )


def _of_claim(statement: Statement, claim: Claim, *, medical: bool, beside_cited: bool) -> Confidence:
    """The same of claims without a figure, told of the world at large."""
    text = statement.plain
    match claim.kind:
        case Kind.LAW:
            return Confidence.MEDIUM if _cues().legal.search(text) else Confidence.LOW
        case Kind.DATE:
            return Confidence.MEDIUM if _YEAR.search(text) and not beside_cited else Confidence.LOW
        case Kind.PREDICTION:
            return (
                Confidence.MEDIUM if _FORETOLD.search(text) or foretells_change(statement) else Confidence.LOW
            )
        case Kind.SUPERLATIVE if _RANKING.search(text) and not _HIGHEST.search(text):
            return Confidence.LOW
        case Kind.SUPERLATIVE if statement.role is Role.LIST_ITEM and not is_finite(statement.parse):
            return Confidence.LOW
        case Kind.SUPERLATIVE:
            weak = _ORDINAL.search(text) and not (_cues().scaled.search(text) and _has_name(statement))
            return Confidence.LOW if weak else Confidence.MEDIUM
        case Kind.COMPARISON if re.search(r"\bthan\b(?<!rather than)", text):
            return Confidence.MEDIUM
        case _ if beside_cited and not (medical and says_cause(statement)):
            return Confidence.LOW
        case Kind.MEDICAL:
            return Confidence.MEDIUM
        case Kind.COMPARISON:
            return Confidence.LOW
        case _ if is_medical(statement):
            return Confidence.MEDIUM
        case _:
            return Confidence.MEDIUM if _brings_about(statement) else Confidence.LOW


def is_research(what: str) -> bool:
    """Whether words name a source of research, or one of a year."""
    return _cues().study.search(what) is not None


def of_attribution(statement: Statement, claim: Claim, what: str, *, of: Nature) -> Confidence:
    """How sure it is that words attribute what they seem to: in a house's own procedures, teams and reports are at hand."""
    cues = _cues()
    text = statement.plain
    strong = claim.kind in (Kind.STATISTIC, Kind.QUOTATION) or bool(cues.study.search(what))
    if of.procedural:
        return Confidence.MEDIUM if strong and not cues.house.search(text) else Confidence.LOW
    if of.ruling and _ANY.match(what) and not re.search(r"\d|[A-Z]", what[1:]):
        return Confidence.LOW  # "a report signed by the tenant": whatever is told of it holds of all
    if statement.role is Role.TABLE_ROW or text.rstrip().endswith(":") or cues.licence.search(text):
        return Confidence.LOW
    if not _is_sentence(statement) and not strong:
        return Confidence.LOW
    if claim.kind is not Kind.QUOTATION and _TO_READER.search(text):
        return Confidence.LOW
    if _SUPPOSED.search(text[: text.find(what)]):
        return Confidence.LOW
    if _ANAPHORIC.match(what) and not _YEAR.search(what):
        return Confidence.LOW
    if of.technical and cues.at_work.search(what) and not _YEAR.search(what):
        return Confidence.LOW
    if not strong and of.homely and _is_at_home(text, of):
        return Confidence.LOW
    return Confidence.HIGH if strong or claim.kind is not Kind.GENERAL else Confidence.MEDIUM


_ANY = re.compile(r"(?:an?|any|each|every) ", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|when|whenever|unless|until|whether)\b[^,;:]*$", re.IGNORECASE)
"""A condition that goes on behind it: "it is stronger if it is confirmed by several groups"."""
_TO_READER = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_ANAPHORIC = re.compile(
    r"^(?:(?:in|from|by|as stated in|according to) )?(?:the (?:same )?\w+|another \w+|each \w+.*|th(?:is|ese|at|ose) .*)$",
    re.IGNORECASE,
)
"""What is known from the words before: "the census", "in the same survey", "these choices"."""


def _of_statistic(statement: Statement, claim: Claim, *, medical: bool, of: Nature) -> Confidence:
    text = statement.plain
    measured = any(quantity.unit in _MEASURED for quantity in claim.quantities)
    ruled = bool(_cues().ruled.search(text)) or (of.homely and _is_at_home(text, of))
    at_work = of.technical and bool(_cues().at_work.search(text))
    finite = _is_sentence(statement)
    if text.rstrip().endswith(":"):
        return Confidence.LOW  # what follows is part of it
    if of.procedural:
        return Confidence.HIGH if measured and finite and not ruled and not at_work else Confidence.LOW
    if statement.role is Role.TABLE_ROW:
        worded = sum(character.isalpha() for character in text) > 3
        return Confidence.HIGH if worded and (measured or medical) else Confidence.LOW
    if not finite:
        return Confidence.LOW
    if claim.quantities and (measured or medical):
        return Confidence.MEDIUM if at_work else Confidence.HIGH
    if at_work or not claim.quantities:
        return Confidence.LOW
    if any(_is_large(quantity) for quantity in claim.quantities):
        return Confidence.MEDIUM if ruled else Confidence.HIGH
    return Confidence.LOW if ruled and of.homely else Confidence.MEDIUM


def _is_sentence(statement: Statement) -> bool:
    """Whether it is a full sentence: by a finite verb or, where the parse may have missed it, by its stop."""
    stopped = len(statement.parse) >= 4 and statement.plain.rstrip()[-1:] in ".!"
    return stopped or is_finite(statement.parse)


def _is_large(quantity: Quantity) -> bool:
    return abs(quantity.value) >= 100 and bool(quantity.unit)


def _has_name(statement: Statement) -> bool:
    """Whether somebody or something is named in it, or a year: then it is about the world, and not about a thing at hand."""
    return bool(_YEAR.search(statement.plain)) or any(token.pos == "PROPN" for token in statement.parse)


def _brings_about(statement: Statement) -> bool:
    """Whether its main verb says that what a noun stands for brings something else about."""
    effects = _cues().effects
    for index, token in enumerate(statement.parse):
        if token.head == index and (token.lemma in effects or says_cause(statement)):
            below = [t for t in statement.parse if t.head == index]
            nouns = any(t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN") for t in below)
            return nouns and token.lemma in effects
    return False
