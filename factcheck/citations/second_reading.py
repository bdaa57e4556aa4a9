"""A second reading of sentences that carry no mark: what weights learned from labelled sentences say of them.

The rules know cues; the weights know how often sentences of a grammar and topic were labelled as exempt, uncited, attributed to
nobody or to a source without address, the rules' own answer among their evidence (stacked generalization, Wolpert 1992).
Multinomial logistic regression, trained by `training/needs.py`, which prints its figures on articles that it has not seen.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from factcheck.citations.attributions.attribution import Attributed, Attribution
from factcheck.citations.by_itself import by_itself, by_rule
from factcheck.citations.citation import Assessment, Confidence, Status
from factcheck.citations.confidence import Nature, nature
from factcheck.citations.resolution import Outcome
from factcheck.citations.traits import QUOTATION_MARK, has_manner, traits
from factcheck.citations.weighed import Weighed
from factcheck.claims.claim import NEEDING, Claim, Kind, Statement
from factcheck.claims.kinds.decisions import demands
from factcheck.claims.kinds.exempt import VOICED
from factcheck.document import Role
from factcheck.lexicon import senses
from factcheck.tokens import Parse
from factcheck.values import Value, replace

ATTRIBUTED = (Status.VAGUE, Status.UNLOCATABLE)
"""Statuses that say whose words something is."""
OUTVOTED = {Status.EXEMPT: 0.3, Status.UNCITED: 0.0, Status.VAGUE: 0.2, Status.UNLOCATABLE: 0.2}
"""By how much a status must be likelier than the rules' own to take its place."""
OUTVOTED_ATTRIBUTION = 0.4
"""The same where the rules have read an attribution in so many words."""
OUTVOTED_IN_MANNER = 0.1
"""The same for `exempt` in texts of a manner in which much is told of what is at hand."""
AT_HOME = 0.5
"""From this mean likelihood of `exempt` on, a text tells mostly of what its writer has at hand (a log, a notice, a list of
what is on offer), and `exempt` need be no likelier than the rules' own.
"""
LEAST_AT_HOME = 8
"""Fewer statements say nothing about their text."""
OUTVOTED_KIND = {Kind.QUOTATION: 0.5, Kind.STATISTIC: 0.4, Kind.DATE: 0.4, Kind.MEDICAL: 0.6}
"""The same for `exempt` where the rules have read a quotation or a figure, which anybody can see, or what is said of
health, which hardly ever needs no source.
"""


class Weights(msgspec.Struct, frozen=True):
    """Of a multinomial logistic regression: one row of numbers a trait, one column a class.

    What a sentence shows is a vector of length one, so that long sentences are no surer than short ones.
    """

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    rows: Mapping[str, tuple[int, ...]]
    """All in hundredths: whole numbers come to the same in whatever order they are summed, and sooner than others."""

    def odds(self, shown: Iterable[str]) -> dict[str, float]:
        """The probability of each class for what a sentence shows."""
        rows = [*filter(None, map(self.rows.get, shown))]
        shrunk = 1 / math.sqrt(len(rows) or 1)
        sums = map(sum, zip(*rows, strict=True)) if rows else itertools.repeat(0)
        values = [(start + shrunk * total) / 100 for start, total in zip(self.bias, sums, strict=False)]
        highest = max(values)
        powers = [math.exp(value - highest) for value in values]
        every = math.fsum(powers)
        return {name: power / every for name, power in zip(self.classes, powers, strict=True)}


class _Learned(msgspec.Struct, frozen=True):
    """The content of `weights.json`."""

    status: Weights
    kind: Weights


@functools.cache
def _learned() -> _Learned:
    content = (importlib.resources.files(__package__) / "weights.json").read_bytes()
    return msgspec.json.decode(content, type=_Learned)


class Reading(Value, frozen=True):
    """What the second reading makes of a statement."""

    ruled: Status
    kind: Kind
    """Both by the rules."""
    odds: Mapping[str, float]
    """How likely each status is, 0 to 1."""
    alone: tuple[Assessment, ...]
    """What its claims come to by themselves, by the rules."""

    def status(self, of: Nature, *, at_home: bool) -> Status:
        """The likeliest where it is so much likelier than the rules' own, else theirs."""
        status = Status(max(self.odds, key=lambda name: (self.odds[name], name)))
        margin = _margin(status, self.ruled, self.kind, of, at_home=at_home)
        return self.ruled if self.odds[status] < self.odds.get(self.ruled, 0.0) + margin else status


def _shown(document: Sequence[Weighed], index: int, ruled: Status, kind: Kind, of: Nature) -> set[str]:
    statement, before = document[index].statement, kind_before(document, index)
    return traits(statement, ruled=str(ruled), kind=str(kind), before=before, of=of)


def _read(document: Sequence[Weighed], index: int, of: Nature) -> Reading:
    alone = by_itself(document[index])
    ruled, kind = by_rule(document[index], alone)
    return Reading(ruled, kind, _learned().status.odds(_shown(document, index, ruled, kind, of)), alone)


def _is_at_home(readings: Collection[Reading]) -> bool:
    """Whether the statements of a text, taken together, are mostly about what its writer has at hand."""
    likely = math.fsum(reading.odds[Status.EXEMPT] for reading in readings)
    return len(readings) >= LEAST_AT_HOME and likely >= AT_HOME * len(readings)


def _margin(status: Status, ruled: Status, kind: Kind, of: Nature, *, at_home: bool) -> float:
    """By how much a status must be likelier than the rules' own."""
    if ruled in ATTRIBUTED and status in ATTRIBUTED:
        return 1.0  # whether words name somebody is read in them, and no matter of grammar and topic
    if ruled in ATTRIBUTED:
        return max(OUTVOTED[status], OUTVOTED_ATTRIBUTION)
    if status is Status.EXEMPT:
        if kind not in (Kind.QUOTATION, Kind.MEDICAL):
            if at_home:
                return 0.0
            if has_manner(of):
                return OUTVOTED_IN_MANNER
        return OUTVOTED_KIND.get(kind, OUTVOTED[status])
    return OUTVOTED[status]


def _kind_for(status: Status, ruled: Kind, shown: Collection[str]) -> Kind:
    """The rules' kind where it goes with a status, else the likeliest that does."""
    needing = status is not Status.EXEMPT
    if (ruled in NEEDING) == needing:
        return ruled
    every = _learned().kind.odds(shown)
    odds = {kind: value for name, value in every.items() if ((kind := Kind(name)) in NEEDING) == needing}
    return max(odds, key=lambda kind: (odds[kind], kind))


def applied(
    status: Status,
    kind: Kind,
    claims: Sequence[Claim],
    attributions: Sequence[Attribution],
    statement: Statement,
) -> tuple[tuple[Claim, ...], tuple[Attribution, ...]]:
    """The claims' kinds and the attributions with which the rules come to a status; `kind` goes with it."""
    if status is Status.EXEMPT:
        return tuple(_of_kind(claim, kind) if claim.kind in NEEDING else claim for claim in claims), ()
    first, *others = claims
    needy = (first if first.kind in NEEDING else _of_kind(first, kind), *others)
    if status is Status.UNCITED:
        return needy, ()
    to = Attributed.VAGUE if status is Status.VAGUE else Attributed.NAMED
    kept = tuple(attribution for attribution in attributions if attribution.to is to)
    return needy, kept or (_voice(statement, to),)


def _of_kind(claim: Claim, kind: Kind) -> Claim:
    return replace(claim, kind=kind)


_VOICES = ("person", "group", "communication", "cognition")
"""Topics of nouns that say or hold something."""
_OUTSIDE = ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "ccomp", "parataxis")


def _voice(statement: Statement, to: Attributed) -> Attribution:
    """The words that most likely name who says it: a noun of a speaker's topic before others, a subject before others."""
    parse = statement.parse
    best = max(
        (index for index, token in enumerate(parse) if token.pos in ("NOUN", "PROPN", "PRON")),
        key=lambda index: (_is_speaker(parse, index), parse[index].dep in ("nsubj", "nsubjpass"), -index),
        default=None,
    )
    if best is None:
        return Attribution(to, 0, len(statement.plain), statement.plain, governs=True)
    inside = [best, *_below(parse, best)]
    start, end = min(parse[index].start for index in inside), max(parse[index].end for index in inside)
    return Attribution(to, start, end, statement.plain[start:end], governs=True)


def _is_speaker(parse: Parse, index: int) -> bool:
    token = parse[index]
    speaks = senses.of_noun(token.lemma) in _VOICES or token.pos == "PROPN"
    by = (
        token.dep == "pobj"
        and parse[token.head].lemma in ("by", "to", "per")
        and parse[token.head].dep in ("agent", "prep")
    )
    return speaks and (by or token.dep in ("nsubj", "nsubjpass"))


def _below(parse: Parse, head: int) -> list[int]:
    """Indices of the words of a noun phrase below its head, clauses left out."""
    found: list[int] = []
    waiting = [head]
    while waiting:
        at = waiting.pop()
        below = [
            i for i, token in enumerate(parse) if token.head == at and i != at and token.dep not in _OUTSIDE
        ]
        found.extend(below)
        waiting.extend(below)
    return found


_SETTLED = frozenset({Kind.QUESTION, Kind.HEADING, Kind.CODE, Kind.FOREIGN})
"""Kinds that a second reading cannot change."""
_READ_TWICE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
"""Roles of statements that the weights were learned from."""
_SURE = 0.6
_LIKELY = 0.4
"""How likely a status must be for high and for medium confidence in it."""


def read_again(document: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The document with the kinds and attributions that a second reading gives statements without a mark."""
    of = nature([(weighed.statement, weighed.claims) for weighed in document])
    readings = {
        index: _read(document, index, of) for index, weighed in enumerate(document) if is_read_again(weighed)
    }
    at_home = _is_at_home(readings.values())
    return tuple(
        _read_again(document, index, reading, of, at_home=at_home)
        if (reading := readings.get(index))
        else weighed
        for index, weighed in enumerate(document)
    )


def kind_before(document: Sequence[Weighed], index: int) -> str:
    """The kind of the statement before one in its block; empty where it is the first."""
    if not index or document[index - 1].statement.block != document[index].statement.block:
        return ""
    return str(document[index - 1].claims[0].kind) if document[index - 1].claims else ""


def is_read_again(weighed: Weighed) -> bool:
    """Whether weights have a say: of sentences that no mark, table or configuration speaks for."""
    statement = weighed.statement
    return bool(
        statement.parse
        and statement.role in _READ_TWICE
        and not weighed.told
        and all(r.outcome is Outcome.NONE for r in weighed.resolutions)
        and len(QUOTATION_MARK.findall(statement.plain)) % 2 == 0  # else part of a longer quotation
        and not any(claim.kind in _SETTLED for claim in weighed.claims)
    )


def _read_again(
    document: Sequence[Weighed], index: int, reading: Reading, of: Nature, *, at_home: bool
) -> Weighed:
    weighed, ruled, kind = document[index], reading.ruled, reading.kind
    kinds = {claim.kind for claim in weighed.claims}
    if not kinds.isdisjoint(VOICED) and not kinds.isdisjoint(NEEDING):
        # Learned from sentences that speak in one voice: "we" in the one clause would answer for the other.
        return replace(weighed, sure=_LIKELY, alone=reading.alone)
    if kind is Kind.INSTRUCTION and demands(weighed.statement):
        # Advice to readers, from which it was learned, rests on what is known; a demand on what is wanted.
        return replace(weighed, sure=_LIKELY, alone=reading.alone)
    status = reading.status(of, at_home=at_home)
    if status is not ruled:
        kind = _kind_for(status, kind, _shown(document, index, ruled, kind, of))
        claims, attributions = applied(status, kind, weighed.claims, weighed.attributions, weighed.statement)
        return replace(weighed, claims=claims, attributions=attributions, sure=0.0)
    in_so_many_words = ruled in ATTRIBUTED or kind is Kind.QUOTATION
    sure = reading.odds[status]
    if in_so_many_words:
        sure = max(sure, _LIKELY)
    return replace(weighed, sure=sure, alone=reading.alone)


def no_surer(ruled: Confidence, sure: float) -> Confidence:
    """The rules' confidence, lowered where the second reading is in two minds, and low where rules and weights differ."""
    if sure < _LIKELY:
        return Confidence.LOW
    return Confidence.MEDIUM if ruled is Confidence.HIGH and sure < _SURE else ruled
