"""Making claims ready and contrasting them, in as many processes as there are cores.

Claims are kept encoded, and made ready page by page: all of a large collection at once would fill the memory.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from factcheck import conflicts, processes
from factcheck.claims.frame import Frame
from factcheck.conflicts import candidates
from factcheck.conflicts.arrays import distinct
from factcheck.conflicts.candidates import Outline, Usual
from factcheck.conflicts.disagreement import Disagreement
from factcheck.conflicts.matching import Reading

_ALONE = 2_000
"""Pairs that one process contrasts sooner than a second one has started."""
_ALONE_CLAIMS = 2_000
"""The same for claims of which outlines are made."""
_CLAIMS = 12_000
"""Claims of one task that are ready at once, beside those that they are contrasted with."""
_OTHERS = 600
"""Claims at once that these are contrasted with."""
_OUTLINED = 2_000
"""Claims of a page that are ready at once while outlines are made."""


@dataclasses.dataclass(frozen=True)
class Claims:
    """The claims of some pages, encoded, numbered in the order of the pages."""

    paths: tuple[str, ...]
    """Sorted."""
    frames: Callable[[Sequence[str]], Mapping[str, Sequence[bytes]]]
    """The encoded frames of some pages, each in the order in which they are compared."""
    members: Mapping[str, frozenset[str]]
    """Kinds by their members."""
    usual: Usual

    def ready(self, path: str, chosen: Sequence[int] | None = None) -> tuple[Reading, ...]:
        """A page's claims, or some of them, made ready."""
        frames = self.frames((path,))[path]
        wanted = frames if chosen is None else [frames[place] for place in chosen]
        decode = msgspec.msgpack.Decoder(Frame).decode
        return candidates.readings(path, map(decode, wanted), self.members, self.usual)

    def outline(self, path: str) -> Outline:
        """A page's claims in arrays."""
        frames = self.frames((path,))[path]
        bounds = range(0, max(len(frames), 1), _OUTLINED)
        slices = [range(low, min(low + _OUTLINED, len(frames))) for low in bounds]
        return candidates.joined(
            [
                candidates.outline(path, self.ready(path, some), [frames[place] for place in some])
                for some in slices
            ]
        )


def outlines(claims: Claims, paths: Sequence[str], jobs: int) -> Iterator[Outline]:
    """Some pages in arrays, in no order."""
    frames = claims.frames(paths)
    sizes = {path: len(frames[path]) for path in paths}
    if jobs == 1 or sum(sizes.values()) < _ALONE_CLAIMS or len(paths) < jobs:
        yield from map(claims.outline, paths)
        return
    held = _Held(dataclasses.replace(claims, frames=_Given({path: frames[path] for path in paths})))
    tasks = [[path] for path in sorted(paths, key=lambda path: (-sizes[path], path))[:jobs]]
    rest = sorted(set(paths) - {path for task in tasks for path in task})
    tasks += [rest[at : at + 8] for at in range(0, len(rest), 8)]
    decode = msgspec.msgpack.Decoder(list[Outline]).decode
    for data in processes.spread(_outline, tasks, jobs=jobs, held=held):
        yield from decode(data)


def contrast(
    claims: Claims, starts: Any, first: Any, second: Any, jobs: int
) -> Sequence[Disagreement | None]:
    """In what each of some pairs of claims disagree. Pairs are sorted by the later claim, pages begin at `starts`."""
    import numpy as np

    frames = claims.frames(
        [claims.paths[page] for page in distinct(_pages(starts, np.concatenate((first, second))))]
    )
    held = _Held(dataclasses.replace(claims, frames=_Given(frames)), starts)
    found: list[Disagreement | None] = [None] * len(first)
    alone = jobs == 1 or len(first) < _ALONE
    count = max(1 if alone else jobs, -(-len(distinct(second)) // _CLAIMS))
    bounds = sorted({len(first) * at // count for at in range(count + 1)})
    tasks = [(low, first[low:high], second[low:high]) for low, high in itertools.pairwise(bounds)]
    results: Iterable[bytes]
    if alone:
        results = (_contrast(held, task) for task in tasks)
    else:
        results = processes.spread(_contrast, tasks, jobs=jobs, held=held)
    decode = msgspec.msgpack.Decoder(list[tuple[int, Disagreement]]).decode
    for data in results:
        for place, one in decode(data):
            found[place] = one
    return found


@dataclasses.dataclass(frozen=True)
class _Given:
    """Frames that are all at hand."""

    frames: Mapping[str, Sequence[bytes]]

    def __call__(self, paths: Sequence[str]) -> Mapping[str, Sequence[bytes]]:
        return self.frames


@dataclasses.dataclass(frozen=True)
class _Held:
    """What every task of a worker shares."""

    claims: Claims
    starts: Any = None


def _outline(held: _Held, paths: Sequence[str]) -> bytes:
    return msgspec.msgpack.encode([held.claims.outline(path) for path in paths])


def _contrast(held: _Held, task: tuple[int, Any, Any]) -> bytes:
    """The disagreements of some pairs, each with its place."""
    import numpy as np

    low, first, second = task
    own = dict(_ready(held, distinct(second)))
    order = np.argsort(first, kind="stable")
    others = distinct(first)
    found: list[tuple[int, Disagreement]] = []
    for at in range(0, len(others), _OTHERS):
        some = others[at : at + _OTHERS]
        near = {claim: own[claim] for claim in some.tolist() if claim in own}
        near.update(
            _ready(held, np.array([claim for claim in some.tolist() if claim not in near], dtype=np.int64))
        )
        begin, end = np.searchsorted(first[order], (some[0], some[-1] + 1))
        places = order[begin:end].tolist()
        compared = conflicts.disagreements(
            [(near[int(first[place])], own[int(second[place])]) for place in places]
        )
        found += [(low + place, one) for place, one in zip(places, compared, strict=True) if one is not None]
    return msgspec.msgpack.encode(found)


def _ready(held: _Held, numbers: Any) -> Iterator[tuple[int, Reading]]:
    """Some claims made ready, by their numbers, which are sorted."""
    import numpy as np

    pages = _pages(held.starts, numbers)
    for page in distinct(pages).tolist():
        mine = numbers[slice(*np.searchsorted(pages, (page, page + 1)))].tolist()
        start = int(held.starts[page])
        readings = held.claims.ready(held.claims.paths[page], [number - start for number in mine])
        yield from zip(mine, readings, strict=True)


def _pages(starts: Any, numbers: Any) -> Any:
    """The page of each claim."""
    import numpy as np

    return np.searchsorted(starts, numbers, side="right") - 1
