"""Claims that cannot both hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from factcheck.citations.citation import Confidence
from factcheck.claims.frame import Frame
from factcheck.claims.terms import fold
from factcheck.conflicts import advice, candidates, categorical, date, definition, direction, number, polarity
from factcheck.conflicts.conflict import Conflict, ConflictKind, Place
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Overlap, Reading, kinds_of, overlap, read, usual_terms

APART = 1500
"""Claims of one file that stand closer together than this, in code points, are one train of thought."""
LEAST_SHARED = 0.9
"""How many weighty terms two claims must share at least."""
LEAST_SHARED_WITHIN = 2.5
"""The same within one file."""
LEAST_ABOUT = 0.34
"""How surely two claims of different files must be about one thing."""
LEAST_ABOUT_WITHIN = 0.6
"""The same within one file, where everything is about one thing more or less."""
LEAST_WITHIN = 0.9
"""The least score of a disagreement within one file."""
EXPLAINED = 2000
"""How many explained disagreements are kept."""


def find(
    frames: Sequence[tuple[str, Frame]],
    *,
    synonyms: tuple[tuple[str, ...], ...] = (),
    kinds: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Conflict, ...]:
    """Every conflict between claims, given with their paths; the same whatever order they come in."""
    own = {fold(kind): tuple(members) for kind, members in (kinds or {}).items()}
    members = kinds_of(own)
    ordered = sorted(frames, key=lambda item: (item[0], item[1].start, item[1].end, item[1].text))
    usual = usual_terms(ordered)
    readings = [read(path, frame, members, usual) for path, frame in ordered]
    told: list[tuple[int, int, Disagreement]] = []
    explained: list[tuple[int, int, Disagreement]] = []
    files: dict[str, set[str]] = {}
    for path, frame in ordered:
        files.setdefault(frame.text, set()).add(path)
    for first, second in candidates.pairs(readings):
        one, other = readings[first], readings[second]
        if one.path != other.path and (
            other.path in files[one.frame.text] or one.path in files[other.frame.text]
        ):
            continue  # a passage that both files hold says the same in both
        found = disagreement(readings[first], readings[second])
        if found is None:
            continue
        if found.explanation is None:
            told.append((first, second, found))
        elif len(explained) < EXPLAINED:
            explained.append((first, second, found))
    conflicts = [
        *_grouped(told, readings),
        *(_conflict([first], second, found, readings) for first, second, found in explained),
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


def disagreement(a: Reading, b: Reading) -> Disagreement | None:
    """In what two claims disagree, if they do: unexplained where there is such a thing."""
    if a.frame.text == b.frame.text:
        return None
    within = a.path == b.path
    if within:
        if a.frame.block == b.frame.block >= 0 or b.frame.start - a.frame.end < APART:
            return None
        if a.frame.label and b.frame.label and a.frame.header == b.frame.header:
            return None  # items of lists and rows of tables stand beside each other to differ
    comparers = _worth_asking(a, b)
    if not comparers:
        return None
    shared = overlap(a, b)
    if shared.exact < (LEAST_SHARED_WITHIN if within else LEAST_SHARED):
        return None
    if shared.about < (LEAST_ABOUT_WITHIN if within else LEAST_ABOUT) and (
        within or not direction.denied(a, b)
    ):
        return None
    explained: Disagreement | None = None
    for compare in comparers:
        found = compare(a, b, shared)
        if found is None:
            continue
        if within and found.score < LEAST_WITHIN:
            continue
        if found.explanation is None:
            return found
        explained = explained or found
    return explained


Comparer = Callable[[Reading, Reading, Overlap], Disagreement | None]


def _worth_asking(a: Reading, b: Reading) -> tuple[Comparer, ...]:
    """The comparers that could find something; told cheaply."""
    one, other = a.frame, b.frame
    found: list[Comparer] = []
    if one.definitions and other.definitions:
        found.append(definition.compare)
    if one.dates and other.dates:
        found.append(date.compare)
    if one.advice and other.advice:
        found.append(advice.compare)
    if one.figures and other.figures:
        found.append(number.compare)
    if one.effects and other.effects and len({e.direction for e in (*one.effects, *other.effects)}) > 1:
        found.append(direction.compare)
    if one.uniques and other.uniques:
        found.append(categorical.compare)
    if polarity.possible(a, b):
        found.append(polarity.compare)
    return tuple(found)


def _grouped(told: Sequence[tuple[int, int, Disagreement]], readings: Sequence[Reading]) -> list[Conflict]:
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
        conflicts.append(_conflict(indices[:-1], last, strongest[2], readings, _values(members)))
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
    readings: Sequence[Reading],
    values: Mapping[int, str] | None = None,
) -> Conflict:
    values = values or {others[0]: found.values[0], last: found.values[1]}

    def place(index: int) -> Place:
        reading = readings[index]
        return Place(
            reading.path, reading.frame.start, reading.frame.end, reading.frame.text, values.get(index, "")
        )

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
