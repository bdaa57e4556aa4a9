"""Whether two claims are about the same thing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from factcheck import lexicon
from factcheck.claims.frame import Frame
from factcheck.claims.terms import fold, stem
from factcheck.conflicts import oppositions
from factcheck.lexicon import relatedness
from factcheck.values import Value

NEAR = 0.8
"""What a term that stands only around a claim counts, against one that stands in it."""

_FLOOR = 0.38
_SPAN = 0.42
_CEILING = 0.75


@functools.lru_cache(maxsize=1 << 16)
def weight(term: str) -> float:
    """How much a shared term tells: common words little, names and rare words most."""
    parts = term.split()
    if len(parts) > 1:
        return min(1.0, max(weight(part) for part in parts) + 0.2)
    if term in _direction_words():
        return 0.08
    if term.isascii() and term.isalpha():
        return 0.25 + 0.75 * relatedness.rarity(term)
    return 1.0


@functools.cache
def _direction_words() -> frozenset[str]:
    data: Any = lexicon.data("directions")
    return frozenset(
        str(word)
        for way in ("up", "down")
        for part in ("verbs", "adjectives")
        for word in data[way][part]
        if " " not in str(word)
    )


@functools.lru_cache(maxsize=1 << 20)
def likeness(term: str, other: str) -> float:
    """1 for the same term, up to 0.8 for a related one, 0 for others."""
    if term == other or stem(term) == stem(other):
        return 1.0
    parts, others = term.split(), other.split()
    if not parts or not others:
        return 0.0
    if len(parts) > 1 or len(others) > 1:
        shared = {stem(part) for part in parts} & {stem(part) for part in others}
        if shared:
            return 0.7 if max(len(parts), len(others)) < 3 else 0.5
        return 0.9 * _near(parts[-1], others[-1])
    return _near(term, other)


def _near(word: str, other: str) -> float:
    if relatedness.opposite(word, other):
        return 0.0
    listed = max(relatedness.stand_ins(word).get(other, 0.0), relatedness.stand_ins(other).get(word, 0.0))
    return max(listed, min(_CEILING, max(0.0, (relatedness.nearness(word, other) - _FLOOR) / _SPAN)))


@functools.cache
def _listed_kinds() -> dict[str, frozenset[str]]:
    """Member -> the kinds it belongs to."""
    found: dict[str, set[str]] = {}
    data: Any = lexicon.data("synonyms")["kinds"]
    for kind, members in data.items():
        for member in members:
            found.setdefault(fold(str(member)), set()).add(fold(str(kind)))
    return {member: frozenset(kinds) for member, kinds in found.items()}


def kinds_of(own: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Member -> kinds, the configured ones added to the built-in ones."""
    found = dict(_listed_kinds())
    for kind, members in own.items():
        for member in members:
            name = fold(member)
            found[name] = found.get(name, frozenset()) | {fold(kind)}
    return found


class Reading(Value, frozen=True):
    """A frame made ready for comparison."""

    path: str
    frame: Frame
    core: tuple[str, ...]
    """Terms of the claim and those carried into it."""
    full: tuple[str, ...]
    """Core and surroundings."""
    stems: frozenset[str]
    """Stems of `full`, kinds included."""
    core_stems: frozenset[str]
    kinds: tuple[str, ...]
    """Kinds that its terms are members of."""
    sides: dict[int, tuple[int, str]] = msgspec.field(default_factory=dict)
    """Sides taken in listed oppositions."""
    duty: tuple[str, str] | None = None
    """What it demands, allows or forbids, and in which words."""
    signs: frozenset[bool] = frozenset()
    """Whether some assertion is negative, whether some is not."""
    predicates: frozenset[str] = frozenset()
    """What it says that its subjects do or are."""
    usual: frozenset[str] = frozenset()
    """Terms that its document talks of all the time."""
    weights: tuple[float, ...] = ()
    """What sharing each term of its core tells."""
    opposed: frozenset[str] = frozenset()
    """Opposites of its predicates."""
    gist: Any = None
    """The vector of its core."""

    @property
    def known(self) -> bool:
        """Whether any of its words has a vector."""
        return bool(self.gist[0] or self.gist[1])

    def weight(self, term: str) -> float:
        """What sharing one of its terms tells."""
        return _weight(term, self.usual)


def read(
    path: str,
    frame: Frame,
    kinds: Mapping[str, frozenset[str]],
    usual_among: Callable[[Sequence[str]], Iterable[str]] = tuple,
) -> Reading:
    core = tuple(dict.fromkeys((*frame.terms, *frame.carried)))
    full = tuple(dict.fromkeys((*core, *frame.near)))
    wider = tuple(sorted(set().union(*(kinds[member] for member in kinds.keys() & full))))
    usual = frozenset(frame.usual).union(usual_among(core))
    weights = tuple([_weight(term, usual) for term in core] if usual else map(weight, core))
    predicates = frozenset([o for x in frame.assertions for o in (x.verb, *x.objects[:3])])
    return Reading(
        path,
        frame,
        core,
        full,
        _stems((*full, *wider)),
        _stems((*core, *wider)),
        wider,
        sides=oppositions.sides(frame.lemmas),
        duty=oppositions.duty(frame.text),
        signs=frozenset(x.negative for x in frame.assertions),
        predicates=predicates,
        opposed=relatedness.opposites_of(predicates),
        usual=usual,
        weights=weights,
        gist=relatedness.gist(core, weights),
    )


def _stems(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(map(stem, terms))


def best(term: str, others: Iterable[str]) -> float:
    """The likeness of the most alike."""
    return max((likeness(term, other) for other in others), default=0.0)


@functools.lru_cache(maxsize=1 << 16)
def _stand_ins(term: str) -> tuple[frozenset[str], tuple[tuple[str, float], ...]]:
    """Stems by which a term can be met, its own included; and with their credit those that can stand for it, best first:
    parts of a longer term count in part.
    """
    found: dict[str, float] = {}
    parts = term.replace("_", " ").split()
    if len(parts) > 1:
        for part in parts:
            if weight(part) >= 0.25:
                found[stem(part)] = 0.7 if len(parts) < 3 else 0.5
    for word, credit in relatedness.stand_ins(parts[-1] if parts else "").items():
        name = stem(word)
        if name not in found and credit >= 0.3:
            found[name] = credit if len(parts) == 1 else 0.8 * credit
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return frozenset((*found, stem(term))), tuple(ranked)


def credit(term: str) -> float:
    """What a term can count at most where it does not stand itself."""
    ranked = _stand_ins(term)[1]
    return ranked[0][1] if ranked else 0.0


def found_in(term: str, reading: Reading) -> float:
    """How well a term is met by another claim and its surroundings, 0 to 1."""
    return _found(term, reading)[1]


def said_in(term: str, reading: Reading) -> float:
    """How well a term is met by another claim itself, 0 to 1, whatever stands around it."""
    return _found(term, reading)[0]


def _found(term: str, reading: Reading) -> tuple[float, float]:
    """How well a term is met by another claim itself, and with its surroundings."""
    names, ranked = _stand_ins(term)
    if names.isdisjoint(reading.stems):  # and so from the stems of its core
        return 0.0, 0.0
    name = stem(term)
    if name in reading.core_stems:
        return 1.0, 1.0
    inside, around = 0.0, NEAR if name in reading.stems else 0.0
    for other, credit in ranked:
        if credit <= inside:
            break
        if other in reading.core_stems:
            inside = credit
        elif other in reading.stems and NEAR * credit > around:
            around = NEAR * credit
    return inside, max(inside, around)


USUAL_FILES = 8
"""A term that so many files hold is usual."""
USUAL = 0.15
"""What a term counts that one of the documents talks of all the time."""


def _weight(term: str, usual: frozenset[str]) -> float:
    return USUAL * weight(term) if term in usual else weight(term)


def coverage(terms: Sequence[str], reading: Reading, usual: frozenset[str] = frozenset()) -> float:
    """The weighted share of some terms that another claim and its surroundings meet; 1 for no terms."""
    total = sum(_weight(term, usual) for term in terms)
    if not total:
        return 1.0
    return sum(_weight(term, usual) * found_in(term, reading) for term in terms) / total


def agreement(terms: Sequence[str], others: Sequence[str]) -> float:
    """How alike two sets of terms are: the better covered direction, weighted."""
    if not terms or not others:
        return 0.0

    def covered(these: Sequence[str], those: Sequence[str]) -> float:
        total = sum(weight(term) for term in these)
        return sum(weight(term) * best(term, those) for term in these) / total if total else 0.0

    return max(covered(terms, others), covered(others, terms))


@functools.lru_cache(maxsize=1 << 16)
def _gist(terms: tuple[str, ...]) -> Any:
    return relatedness.gist(terms, map(weight, terms))


@functools.lru_cache(maxsize=1 << 16)
def closeness(terms: tuple[str, ...], others: tuple[str, ...]) -> float:
    """The cosine of the vectors of two sets of terms."""
    return round(float(_gist(terms) @ _gist(others)), 3)


CORE = 3.0
"""Weight from which on it does not matter how much more two claims share."""
RARE_TERMS = 2
"""The same for how many rare terms they share."""


def about(mean: Any, least: Any, gist: Any, core: Any, rare: Any) -> Any:
    """How surely two claims are about the same thing, by what the parts of an `Overlap` say; of numbers or arrays."""
    words = 0.4 * mean + 0.15 * least + 0.35 * gist + 0.05 * core
    return words + 0.08 * rare


class Overlap(Value, frozen=True):
    """How far two claims are about the same thing."""

    a: float
    """Share of the first claim's own terms that the second meets."""
    b: float
    core: float
    """Weight of what the claims themselves share."""
    mass: float
    """Weight of what each shares with the other and its surroundings."""
    exact: float
    """How many weighty terms are met, related ones counted in part."""
    shared: tuple[str, ...]
    """Terms that are the same in both, weightiest first."""
    gist: float
    """Cosine of the claims' vectors."""
    rare: int = 0
    """How many of the shared terms are names or other words that no word list holds."""

    @property
    def about(self) -> float:
        """How surely both are about the same thing, 0 to 1."""
        gist, core, rare = max(self.gist, 0.0), min(self.core, CORE), min(self.rare, RARE_TERMS)
        return min(1.0, float(about(self.mean, self.least, gist, core, rare)))

    @property
    def least(self) -> float:
        return min(self.a, self.b)

    @property
    def mean(self) -> float:
        return (self.a + self.b) / 2


_WEIGHTY = 0.5
"""The weight at which a shared term counts in full."""


def _met(reading: Reading, other: Reading) -> tuple[float, float, float, float]:
    """Weight met in the other's claim, with its surroundings, the number of weighty terms met, and of the claim's own
    terms the share.
    """
    core = mass = count = total = covered = 0.0
    own = len(reading.frame.terms)
    for at, (term, weight) in enumerate(zip(reading.core, reading.weights, strict=True)):
        value = USUAL * weight if term in other.usual and term not in reading.usual else weight
        inside, around = _found(term, other)
        if at < own:
            total += value
            covered += value * around
        if value < 0.05:
            continue
        if inside >= 0.5:
            core += value * inside
        if around >= 0.5:
            mass += value * around
            count += around * min(1.0, value / _WEIGHTY)
    return core, mass, count, covered / total if total else 1.0


def overlap(a: Reading, b: Reading, least: float = 0.0) -> Overlap | None:
    """None where fewer weighty terms than `least` are met."""
    mine, yours = _met(a, b), _met(b, a)
    exact = max(mine[2], yours[2])
    if exact < least:
        return None
    shared = {stem(term): term for term in a.core if stem(term) in b.stems}
    for term in b.core:
        if stem(term) in a.stems:
            shared.setdefault(stem(term), term)
    for kind in a.kinds:
        if stem(kind) in b.stems:
            shared.setdefault(stem(kind), kind)
    ranked = sorted(shared.values(), key=lambda term: (-weight(term), term))
    usual = a.usual | b.usual
    return Overlap(
        mine[3], yours[3], (mine[0] + yours[0]) / 2, max(mine[1], yours[1]), exact, tuple(ranked), float(a.gist @ b.gist),
        sum(weight(term) >= 1.0 and term not in usual for term in ranked),
    )  # fmt: skip
