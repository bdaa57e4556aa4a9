"""Claims that cannot both hold."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from factcheck.citations.citation import Confidence
from factcheck.claims.frame import Frame
from factcheck.claims.terms import fold
from factcheck.conflicts import (
    advice,
    candidates,
    categorical,
    clock,
    date,
    definition,
    direction,
    number,
    polarity,
    pruning,
    weighing,
)
from factcheck.conflicts.candidates import Outline
from factcheck.conflicts.conflict import Conflict, ConflictKind, Place
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, kinds_of, overlap
from factcheck.conflicts.pairing import Collection
from factcheck.conflicts.pruning import Pruning
from factcheck.conflicts.remembered import Remembered, recall, remember
from factcheck.lexicon import relatedness
from factcheck.values import replace

LEAST_SHARED = 0.9
"""How many weighty terms two claims must share at least."""
LEAST_SHARED_WITHIN = 2.5
"""How many weighty terms two claims of one file must share at least, where everything is about one thing more or less."""
EXPLAINED = 2000
"""How many explained disagreements are kept."""


def find(
    frames: Iterable[tuple[str, Frame]],
    *,
    kinds: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Conflict, ...]:
    """Every conflict between claims, given with their paths; the same whatever order they come in."""
    outlines, readings = outlined(frames, members_of(kinds))

    def contrast(first: Any, second: Any) -> list[Disagreement | None]:
        return disagreements(
            [(readings[a], readings[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
        )

    return compare(outlines, contrast)[0]


def outlined(
    frames: Iterable[tuple[str, Frame]], members: Mapping[str, frozenset[str]]
) -> tuple[list[Outline], list[Reading]]:
    """Pages in arrays and their claims made ready, in the order in which they are compared."""
    of_page: dict[str, list[Frame]] = {}
    for path, frame in frames:
        of_page.setdefault(path, []).append(frame)
    usual = candidates.usual([candidates.vocabulary(found) for found in of_page.values()])
    pages = [candidates.readings(path, found, members, usual) for path, found in sorted(of_page.items())]
    return [candidates.outline(page[0].path, page) for page in pages], [one for page in pages for one in page]


def prepare() -> None:
    """Load the tables that comparing reads."""
    relatedness.load()
    kinds_of({})


def members_of(kinds: Mapping[str, Sequence[str]] | None) -> dict[str, frozenset[str]]:
    """Kinds by their members, the configured ones added to the built-in ones."""
    return kinds_of({fold(kind): tuple(members) for kind, members in (kinds or {}).items()})


Contrast = Callable[[Any, Any], Sequence[Disagreement | None]]
"""Tells in what pairs of claims disagree: the earlier ones and the later ones, numbered in the order of the outlines,
sorted by the later one.
"""


def compare(
    outlines: Sequence[Outline], contrast: Contrast, earlier: Sequence[Remembered] = ()
) -> tuple[tuple[Conflict, ...], Remembered, Callable[[], Remembered]]:
    """Every conflict between the claims of some pages in the order of their paths, what is to be remembered of
    this comparison beside `earlier` ones, and a way to what can be remembered instead of them.

    The conflicts are the same whatever is remembered.
    """
    import numpy as np

    collection = Collection(outlines)
    floors = pruning.floors(collection.rivals)
    earlier = [one for one in earlier if pruning.holds(one.floors, collection.rivals)]
    alike, few = collection.pairs(), collection.few()
    # Pairs that are compared whatever they share are remembered under other names: not when they have become usual.
    size = len(collection)
    ids = np.concatenate((collection.ids, ~collection.ids))
    first = np.concatenate((alike[0], few[0] + size))
    second = np.concatenate((alike[1], few[1] + size))
    known, found = recall(earlier, ids, first, second)
    new = (~known).nonzero()[0]
    wanted = new
    if len(new):
        wanted = new[Pruning(collection, floors).promising(first[new] % size, second[new] % size)]
        usual = wanted < len(alike[0])
        some, rest = wanted[usual], wanted[~usual]
        wanted = np.concatenate((some[collection.worth(first[some], second[some])], rest))
        wanted = wanted[np.lexsort((first[wanted] % size, second[wanted] % size))]
    fresh = {}
    if len(wanted):
        compared = contrast(first[wanted] % size, second[wanted] % size)
        fresh = {pair: one for pair, one in zip(wanted.tolist(), compared, strict=True) if one is not None}
    found = {**found, **fresh}
    told = {(int(second[pair]) % size, int(first[pair]) % size): one for pair, one in found.items()}
    pairs = [
        (before, after, one)
        for (after, before), one in sorted(told.items(), key=lambda item: item[0])
        if one.score
        >= weighing.least(one.kind, collection.rivals.get(candidates.name(one.slot or one.kind), 0))
    ]
    at = np.searchsorted(new, list(fresh)).tolist()
    added = remember(ids, first[new], second[new], dict(zip(at, fresh.values(), strict=True)), floors)

    def instead() -> Remembered:
        highest = dict(floors)
        for slot, floor in (pair for one in earlier for pair in one.floors):
            highest[slot] = max(floor, highest.get(slot, 0))
        return remember(ids, first, second, found, highest)

    return _conflicts(outlines, pairs), added, instead


def _conflicts(
    outlines: Sequence[Outline], found: Sequence[tuple[int, int, Disagreement]]
) -> tuple[Conflict, ...]:
    places = _places(outlines, {claim for first, second, _ in found for claim in (first, second)})
    texts = {place.text for place in places.values()}
    files: dict[str, set[str]] = {}
    for page in outlines if found else ():
        for text in texts.intersection(page.texts):
            files.setdefault(text, set()).add(page.path)
    told: list[tuple[int, int, Disagreement]] = []
    explained: list[tuple[int, int, Disagreement]] = []
    for first, second, disagreement in found:
        one, other = places[first], places[second]
        if one.path != other.path and (other.path in files[one.text] or one.path in files[other.text]):
            continue  # a passage that both files hold says the same in both
        if disagreement.explanation is None:
            told.append((first, second, disagreement))
        elif len(explained) < EXPLAINED:
            explained.append((first, second, disagreement))
    conflicts = [
        *_grouped(told, places),
        *(_conflict([first], second, found, places) for first, second, found in explained),
    ]
    return tuple(
        sorted(
            conflicts,
            key=lambda c: (
                c.place.path,
                c.place.start,
                c.place.end,
                c.kind,
                c.others[0].path,
                c.others[0].start,
            ),
        )
    )


def _places(outlines: Sequence[Outline], claims: Container[int]) -> dict[int, Place]:
    """Where some claims stand, by their numbers."""
    import numpy as np

    found: dict[int, Place] = {}
    number = 0
    for one in outlines:
        starts, ends = np.frombuffer(one.starts, dtype="<u4"), np.frombuffer(one.ends, dtype="<u4")
        for at, text in enumerate(one.texts):
            if number + at in claims:
                found[number + at] = Place(one.path, int(starts[at]), int(ends[at]), text)
        number += len(one.texts)
    return found


def disagreements(pairs: Sequence[tuple[Reading, Reading]]) -> list[Disagreement | None]:
    """In what each of some pairs of claims disagree. It depends on the two alone, not on the other pairs."""
    return [disagreement(one, other) for one, other in pairs]


def disagreement(a: Reading, b: Reading) -> Disagreement | None:
    """In what two claims disagree, if they do: unexplained where there is such a thing."""
    if a.frame.text == b.frame.text:
        return None
    within = a.path == b.path
    if within:
        if a.frame.block == b.frame.block >= 0 or b.frame.start - a.frame.end < weighing.APART:
            return None
        if a.frame.label and b.frame.label and a.frame.header == b.frame.header:
            return None  # items of lists and rows of tables stand beside each other to differ
    comparers = _worth_asking(a, b)
    if not comparers:
        return None
    shared = overlap(a, b, LEAST_SHARED_WITHIN if within else LEAST_SHARED)
    if shared is None or (within and shared.about < weighing.LEAST_ABOUT_WITHIN):
        return None
    explained: Disagreement | None = None
    for kind, compare in comparers:
        if weighing.score(kind, shared, 1.0) < weighing.least(kind) and not _plain(kind, a, b):
            continue
        found = compare(a, b, shared)
        if found is None:
            continue
        score = weighing.score(kind, shared, found.score)
        if score < (weighing.LEAST_WITHIN if within else weighing.least(kind)):
            continue
        found = replace(found, score=score)
        if found.explanation is None:
            return found
        explained = explained or found
    return explained


def _plain(kind: ConflictKind, a: Reading, b: Reading) -> bool:
    """Whether the two differ so plainly that they need not be alike as wholes."""
    if kind is ConflictKind.DIRECTION:
        return direction.denied(a, b)
    return kind is ConflictKind.ADVICE and advice.plain(a, b)


Comparer = Callable[[Reading, Reading, Overlap], Disagreement | None]


def _worth_asking(a: Reading, b: Reading) -> tuple[tuple[ConflictKind, Comparer], ...]:
    """The comparers that could find something; told cheaply."""
    one, other = a.frame, b.frame
    found: list[tuple[ConflictKind, Comparer]] = []
    if one.definitions and other.definitions:
        found.append((ConflictKind.DEFINITION, definition.compare))
    if one.dates and other.dates:
        found.append((ConflictKind.DATE, date.compare))
    if one.advice and other.advice and advice.possible(a, b):
        found.append((ConflictKind.ADVICE, advice.compare))
    if one.figures and other.figures:
        found.append((ConflictKind.NUMBER, number.compare))
    if one.clocks and other.clocks:
        found.append((ConflictKind.NUMBER, clock.compare))
    if one.effects and other.effects and len({e.direction for e in (*one.effects, *other.effects)}) > 1:
        found.append((ConflictKind.DIRECTION, direction.compare))
    if one.uniques and other.uniques:
        found.append((ConflictKind.CATEGORICAL, categorical.compare))
    # what is open until five closes at five: with times of day, these are compared
    if not (one.clocks and other.clocks) and polarity.possible(a, b):
        found.append((ConflictKind.POLARITY, polarity.compare))
    return tuple(found)


def _grouped(told: Sequence[tuple[int, int, Disagreement]], places: Mapping[int, Place]) -> list[Conflict]:
    """One conflict for all places that disagree on the same thing."""
    group: dict[tuple[int, str], tuple[int, str]] = {}

    def root(node: tuple[int, str]) -> tuple[int, str]:
        while group.setdefault(node, node) != node:
            node = group[node]
        return node

    for first, second, found in told:
        one, other = root((first, found.kind)), root((second, found.kind))
        if one != other:
            group[max(one, other)] = min(one, other)
    gathered: dict[tuple[int, str], list[tuple[int, int, Disagreement]]] = {}
    for first, second, found in told:
        gathered.setdefault(root((first, found.kind)), []).append((first, second, found))
    conflicts = []
    for members in gathered.values():
        indices = sorted({index for first, second, _ in members for index in (first, second)})
        strongest = max(members, key=lambda item: (item[2].score, -item[0], -item[1]))
        last = indices[-1]
        conflicts.append(_conflict(indices[:-1], last, strongest[2], places, _values(members)))
    return conflicts


def _values(members: Sequence[tuple[int, int, Disagreement]]) -> dict[int, str]:
    values: dict[int, str] = {}
    for first, second, found in sorted(members, key=lambda item: -item[2].score):
        values.setdefault(first, found.values[0])
        values.setdefault(second, found.values[1])
    return values


def _conflict(
    others: Sequence[int],
    last: int,
    found: Disagreement,
    places: Mapping[int, Place],
    values: Mapping[int, str] | None = None,
) -> Conflict:
    values = values or {others[0]: found.values[0], last: found.values[1]}

    def place(index: int) -> Place:
        return replace(places[index], value=values.get(index, ""))

    here, there = place(last), [place(index) for index in others]
    said = ", ".join(f"{one.value} in {one.path}" for one in there)
    return Conflict(
        kind=ConflictKind(found.kind),
        place=here,
        others=tuple(there),
        about=", ".join(found.about),
        message=f"{here.value} here, {said}",
        confidence=_confidence(found.score),
        explanation=found.explanation,
    )


def _confidence(score: float) -> Confidence:
    if score >= 0.75:
        return Confidence.HIGH
    return Confidence.MEDIUM if score >= 0.5 else Confidence.LOW
