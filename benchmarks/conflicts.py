"""How the search for conflicts grows: `python -m benchmarks.conflicts CONTENT [--sizes 1000 10000 100000]`.

Reads a file, or the articles of a folder, once, varies their claims by rule (other names, other figures) until there are as many as
asked for, and prints the time, the peak memory and the pairs compared.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence

from factcheck import conflicts
from factcheck.claims.frame import Frame
from factcheck.conflicts.pairing import Collection
from factcheck.errors import UserError
from factcheck.page import study
from factcheck.readers import readers, suffix_of
from factcheck.text import Source
from factcheck.values import replace


def frames_of(folder: pathlib.Path, limit: int) -> list[tuple[str, Frame]]:
    """The frames of a folder's articles, or of one file, at most `limit`."""
    found: list[tuple[str, Frame]] = []
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in paths:
        if suffix_of(path.name) not in readers() or not path.is_file():
            continue
        try:
            page = study(
                Source(
                    str(path.relative_to(folder.parent)), path.read_text(encoding="utf-8", errors="replace")
                )
            )
        except UserError:
            continue
        found.extend(
            (page.path, claim.frame)
            for statement in page.statements
            for claim in statement.claims
            if claim.frame
        )
        if len(found) >= limit:
            break
    return found[:limit]


def varied(frames: Sequence[tuple[str, Frame]], size: int) -> Iterator[tuple[str, Frame]]:
    """As many frames as asked for: rounds of the same ones, each with its own names and figures."""
    for index in range(size):
        path, frame = frames[index % len(frames)]
        turn = index // len(frames)
        if turn:
            frame = _vary(frame, turn)
            path = f"{turn}/{path}"
        yield path, frame


def _vary(frame: Frame, turn: int) -> Frame:
    """The same claim of another thing: a third of its terms renamed, its figures moved."""

    def rename(term: str) -> str:
        return f"{term}{turn}" if sum(map(ord, term)) % 3 == 0 else term

    def move(value: float) -> float:
        return value * (1 + 0.1 * (turn % 7))

    return replace(
        frame,
        text=re.sub(r"\d", str(turn % 10), frame.text) + f" ({turn})",
        terms=tuple(map(rename, frame.terms)),
        carried=tuple(map(rename, frame.carried)),
        near=tuple(map(rename, frame.near)),
        names=tuple(map(rename, frame.names)),
        near_names=tuple(map(rename, frame.near_names)),
        figures=tuple(replace(figure, value=move(figure.value)) for figure in frame.figures),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("content", type=pathlib.Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="CLAIMS")
    options = parser.parse_args()
    if min(options.sizes) < 1:
        parser.error("--sizes are at least 1")
    base = frames_of(options.content, min(max(options.sizes), 10_000))
    if not base:
        sys.exit(f"no claims below {options.content}")
    print(f"{'claims':>8} {'pairs':>10} {'found':>7} {'seconds':>8} {'peak MB':>8}")
    for size in options.sizes:
        frames = list(varied(base, size))
        started = time.perf_counter()
        found = conflicts.find(frames)
        seconds = time.perf_counter() - started
        collection = Collection(conflicts.outlined(frames, conflicts.members_of({}))[0])
        pairs = int(collection.worth(*collection.pairs()).sum())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>8} {pairs:>10} {len(found):>7} {seconds:>8.1f} {peak:>8}", flush=True)


if __name__ == "__main__":
    main()
