"""How often the citation status is right: `python -m benchmarks.status [FILES]`.

FILES are YAML lists of cases, or folders of them (default: `tests/data/status`), each an article with quotes and the
status wanted. A quote is answered by the statement or claim that matches its place best (intersection
over union, the statement where both match alike), and by `exempt` where there is none. `--by statement`
asks statements alone, by the most characters in common.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import pathlib
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

import factcheck
from factcheck.citations.citation import Status
from factcheck.page import Page, PageClaim, PageStatement

FILES = pathlib.Path(__file__).parent.parent / "tests" / "data" / "status"


@dataclasses.dataclass(frozen=True)
class Answer:
    case: str
    quote: str
    reason: str | None
    wanted: str
    said: str
    said_reason: str

    @property
    def right(self) -> bool:
        return self.wanted == self.said


def _common(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))


def _said(page: Page | None, start: int, end: int, by: str) -> tuple[str, str]:
    """Status and reason of what stands at a place."""
    best, found = 0.0, (str(Status.EXEMPT), "nothing stated here")
    for statement in page.statements if page else ():
        assessed: tuple[PageStatement | PageClaim, ...] = (
            statement,
            *(statement.claims if by == "claim" else ()),
        )
        for one in assessed:
            common = _common(start, end, one.span.start, one.span.end)
            union = (end - start) + (one.span.end - one.span.start) - common
            score = common / union if by == "claim" and union else float(common)
            if score > best:
                best, found = score, (str(one.assessment.status), one.assessment.reason)
    return found


def answers(paths: Iterable[pathlib.Path], by: str = "claim") -> list[Answer]:
    """What factcheck says of every quote. Raises `ValueError` where a file holds no cases, or a quote is not found once."""
    given: list[Answer] = []
    for path in paths:
        for case in _cases_in(path):
            report = factcheck.check(case["files"])
            page = next((page for page in report.pages if page.path == case["article"]), None)
            text = case["files"][case["article"]]
            for want in case["expect"]:
                quote = want["quote"]
                if text.count(quote) != 1 or "\n" in quote:
                    raise ValueError(f"{path.name}, {case['id']}: not found once in a line: {quote!r}")
                start = text.index(quote)
                said, why = _said(page, start, start + len(quote), by)
                given.append(Answer(case["id"], quote, want["reason"], want["status"], said, why))
    return given


def _cases_in(path: pathlib.Path) -> list[dict[str, Any]]:
    try:
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(cases, list) or not all(
        isinstance(case, dict) and case.keys() >= {"id", "files", "article", "expect"} for case in cases
    ):
        raise ValueError(f"{path}: no list of cases, each with id, files, article and expect")
    return cases


def accuracy(given: Sequence[Answer]) -> float:
    return sum(one.right for one in given) / max(1, len(given))


def confusion(given: Sequence[Answer]) -> str:
    """A table: wanted down, said across."""
    counts = collections.Counter((one.wanted, one.said) for one in given)
    lines = [f"{'wanted / said':<14}" + "".join(f"{status:>12}" for status in Status)]
    lines += [
        f"{wanted:<14}" + "".join(f"{counts[wanted, said]:>12}" for said in Status) for wanted in Status
    ]
    return "\n".join(lines)


def scores(given: Sequence[Answer]) -> str:
    """Precision, recall and F1 of each status."""
    lines = [f"{'status':<14}{'wanted':>7}{'said':>7}{'precision':>11}{'recall':>8}{'f1':>7}"]
    for status in Status:
        wanted = sum(one.wanted == status for one in given)
        said = sum(one.said == status for one in given)
        hits = sum(one.wanted == status and one.right for one in given)
        precision, recall = hits / max(1, said), hits / max(1, wanted)
        f1 = 2 * hits / max(1, wanted + said)
        lines.append(f"{status:<14}{wanted:>7}{said:>7}{precision:>11.3f}{recall:>8.3f}{f1:>7.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", metavar="FILES", nargs="*", type=pathlib.Path)
    parser.add_argument("--by", choices=["claim", "statement"], default="claim")
    options = parser.parse_args()
    paths = [
        path
        for one in options.files or [FILES]
        for path in (sorted(one.glob("*.yaml")) if one.is_dir() else [one])
    ]
    if not paths:
        sys.exit("no cases found; name a file of them")
    try:
        given = answers(paths, options.by)
    except ValueError as error:
        sys.exit(str(error))
    for one in given:
        if not one.right:
            why = f"{one.reason} / {one.said_reason}"
            print(f"{one.case} wanted {one.wanted}, said {one.said} ({why}): {one.quote!r}")
    print(scores(given))
    print(f"accuracy {accuracy(given):.3f} of {len(given)}")


if __name__ == "__main__":
    main()
