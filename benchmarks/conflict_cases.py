"""What is found of conflicts between pairs of short texts: `python -m benchmarks.conflict_cases [FOLDER] [--scores]`.

Cases stand in YAML files of a folder, or as contrast sets in text files: one text after "A:", then after "C:" texts that conflict with it,
and after "L REASON:" look-alikes; what matters stands between « and », and ⏎ ends a line.
Prints for each file how many of its conflicts are told, how many look-alikes are told wrongly, precision and recall; then the
same for each kind of conflict, and the look-alikes by the reason for which they are none. With --scores also, for each kind and
each least score, how many differences of either sort reach it, held-out files apart: what `factcheck.conflicts.weighing`
was chosen from.
"""

from __future__ import annotations

import argparse
import collections
import functools
import pathlib
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

import yaml

from factcheck import conflicts
from factcheck.claims.frame import Frame
from factcheck.conflicts import weighing
from factcheck.conflicts.conflict import Conflict
from factcheck.page import study
from factcheck.text import Source

FOLDER = pathlib.Path(__file__).parent / "data" / "conflicts"
HELD_OUT = ("c2", "c7", "p3", "p8", "p10")
"""Files that nobody reads who works on the search for conflicts."""
_SEPARATED = re.compile(r"(?m)^\|[ :|-]+\|$")
"""The line below a header, in a table that has one."""
_TABLE = re.compile(r"(?m)^(?P<header>(?!\s*\|?\s*:?-)[^|\n]*\|[^\n]*)\n(?=[^|\n]*\|(?!\s*:?-))")


def cases_in(path: pathlib.Path) -> Iterator[Mapping[str, Any]]:
    """The cases of a file: texts `a` and `b`, whether they are in `conflict`, its `kind`, and why a `lookalike` is none.

    Raises `ValueError` where it holds none.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        cases = yaml.safe_load(text)
        if not isinstance(cases, list) or not all(
            isinstance(case, dict) and case.keys() >= {"id", "a", "b", "conflict", "kind", "lookalike"}
            for case in cases
        ):
            raise ValueError(f"{path}: no list of cases, each with id, a, b, conflict, kind and lookalike")
        yield from cases
        return
    if not text.startswith("@"):
        raise ValueError(f"{path}: no contrast sets, which begin with @ and a name")
    for number, block in enumerate(text.split("\n\n@")):
        heading, *lines = block.strip().lstrip("@").splitlines()
        kind = heading.rpartition("|")[2].strip()
        first, *others = [line.partition(":") for line in lines]
        for at, (label, _, words) in enumerate(others):
            yield {
                "id": f"{number}-{at}",
                "a": _plain(first[2]),
                "b": _plain(words),
                "conflict": label == "C",
                "kind": kind,
                "lookalike": None if label == "C" else label.removeprefix("L").strip(),
            }


def _plain(words: str) -> str:
    """A text of a contrast set as an article would have it. A table stands by itself, and its header gets the line that belongs below it."""
    text = words.strip().replace("«", "").replace("»", "").replace(" ⏎ ", "\n")
    header = _TABLE.search(text)
    if header is None or _SEPARATED.search(text):
        return text
    cells = header["header"].strip().strip("|").split("|")
    above = f"{text[: header.start()].rstrip()}\n\n".lstrip()
    return f"{above}{header['header']}\n{'|---' * len(cells)}|\n{text[header.end() :]}"


def frames_of(case: Mapping[str, Any]) -> Iterator[tuple[str, Frame]]:
    """The claims of both texts."""
    for name in ("a", "b"):
        path = f"{name}.md"
        yield from ((path, frame) for frame in _frames(path, case[name]))


@functools.lru_cache(maxsize=64)
def _frames(path: str, text: str) -> tuple[Frame, ...]:
    page = study(Source(path, text))
    return tuple(
        claim.frame for statement in page.statements for claim in statement.claims if claim.frame is not None
    )


def told(frames: list[tuple[str, Frame]]) -> list[Conflict]:
    """The unexplained conflicts between the two texts."""
    return [
        conflict
        for conflict in conflicts.find(frames)
        if conflict.explanation is None and conflict.place.path != conflict.others[0].path
    ]


def shown(name: str, right: int, of: int, wrong: int, among: int) -> str:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / of if of else 1.0
    return (
        f"{name:<24} {right:>4} of {of:<4} {wrong:>4} wrong of {among:<4} P {precision:.3f}  R {recall:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=pathlib.Path, nargs="?", default=FOLDER)
    parser.add_argument("--scores", action="store_true", help="also what each least score would let through")
    options = parser.parse_args()
    frames: dict[tuple[str, str], list[tuple[str, Frame]]] = {}
    cases: dict[tuple[str, str], Mapping[str, Any]] = {}
    totals: dict[str, collections.Counter[tuple[str, bool, bool]]] = {
        "read": collections.Counter(), "held out": collections.Counter(),
    }  # fmt: skip
    reasons: collections.Counter[str] = collections.Counter()
    folder = options.folder
    paths = [folder] if folder.is_file() else sorted([*folder.glob("*.yaml"), *folder.glob("*.txt")])
    if not paths:
        sys.exit(f"no cases in {folder}")
    for path in paths:
        counts: collections.Counter[tuple[bool, bool]] = collections.Counter()
        try:
            cases_of_file = list(cases_in(path))
        except (OSError, ValueError, yaml.YAMLError) as error:
            sys.exit(str(error) if str(path) in str(error) else f"{path}: {error}")
        for case in cases_of_file:
            key = path.stem, case["id"]
            cases[key], frames[key] = case, list(frames_of(case))
            found = bool(told(frames[key]))
            counts[case["conflict"], found] += 1
            totals["held out" if path.stem in HELD_OUT else "read"][
                case["kind"], case["conflict"], found
            ] += 1
            if found and not case["conflict"]:
                reasons[case["lookalike"]] += 1
        print(shown(path.stem, counts[True, True], counts[True, True] + counts[True, False],
                    counts[False, True], counts[False, True] + counts[False, False]))  # fmt: skip
    for part, by_kind in totals.items():
        print(f"\n{part}")
        for kind in sorted({kind for kind, _, _ in by_kind}):
            right, missed = by_kind[kind, True, True], by_kind[kind, True, False]
            wrong, silent = by_kind[kind, False, True], by_kind[kind, False, False]
            print(shown(f"  {kind}", right, right + missed, wrong, wrong + silent))
    print("\ntold wrongly: " + ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())))
    if options.scores:
        _scores(cases, frames)


def _scores(
    cases: Mapping[tuple[str, str], Mapping[str, Any]],
    frames: Mapping[tuple[str, str], list[tuple[str, Frame]]],
) -> None:
    """The best score of an unexplained difference for each case, and what a threshold would let through."""
    best: dict[str, list[tuple[float, bool]]] = collections.defaultdict(list)
    with mock.patch.object(weighing, "least", return_value=-1.0):
        for key, case in cases.items():
            if key[0] in HELD_OUT:
                continue
            _, readings = conflicts.outlined(frames[key], conflicts.members_of(None))
            scores: dict[str, float] = {}
            for at, one in enumerate(readings):
                for other in readings[at + 1 :]:
                    found = conflicts.disagreement(one, other) if one.path != other.path else None
                    if found is not None and found.explanation is None:
                        scores[found.kind] = max(scores.get(found.kind, 0.0), found.score)
            for kind, score in scores.items():
                best[kind].append((score, case["conflict"]))
    for kind in sorted(best):
        print(f"\n{kind}: right/wrong from each score")
        steps = [step / 20 for step in range(19, 3, -1)]
        print("  " + "  ".join(
            f"{least:.2f}:{sum(s >= least and c for s, c in best[kind])}/{sum(s >= least and not c for s, c in best[kind])}"
            for least in steps
        ))  # fmt: skip


if __name__ == "__main__":
    main()
