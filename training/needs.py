"""Learns the weights of the second reading: `python -m training.needs [--check]`.

From `training/sentences/*.txt` (articles written for this, every sentence with its status) and the statements without a mark of
`tests/data/status/*.yaml`, it learns two multinomial logistic regressions, of the status and of the kind, and writes
`factcheck/citations/weights.json`. First it prints how well weights do on articles that they were not learned from: each file's,
learned from all others. `--check` prints that alone.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import json
import pathlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from factcheck.citations.by_itself import by_rule
from factcheck.citations.citation import Status
from factcheck.citations.confidence import nature
from factcheck.citations.second_reading import is_read_again, kind_before
from factcheck.citations.traits import traits
from factcheck.claims.claim import Kind
from factcheck.page import weigh
from factcheck.text import Source, Span

HERE = pathlib.Path(__file__).parent
SENTENCES = HERE / "sentences"
CASES = HERE.parent / "tests" / "data" / "status"
WEIGHTS = HERE.parent / "factcheck" / "citations" / "weights.json"

CLASSES = (Status.EXEMPT, Status.UNCITED, Status.VAGUE, Status.UNLOCATABLE)
LEAST = 10
"""A trait is weighed if so many sentences show it."""
STRENGTH = 3.0
"""Inverse strength of the penalty on large weights (L2)."""
_LINE = re.compile(r"(?P<item>- )?(?P<status>[a-z]+)/(?P<reason>[\w-]+)\s*\|\s*(?P<text>.+)")


@dataclasses.dataclass(frozen=True)
class Wanted:
    start: int
    end: int
    status: str
    reason: str | None


@dataclasses.dataclass(frozen=True)
class Example:
    file: str
    status: str
    reason: str | None
    ruled: str
    traits: set[str]


def articles(path: pathlib.Path) -> Iterator[tuple[Source, list[Wanted]]]:
    """The articles of a file with what is wanted of each of their sentences."""
    if path.suffix == ".yaml":
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            text = case["files"][case["article"]]
            wanted = [
                Wanted(
                    text.index(w["quote"]), text.index(w["quote"]) + len(w["quote"]), w["status"], w["reason"]
                )
                for w in case["expect"]
            ]
            yield Source(case["article"], text), wanted
        return
    text, wanted = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        labelled = _LINE.match(line)
        if line.startswith("## "):
            if wanted:
                yield Source("article.md", text), wanted
            text, wanted = f"# {line[3:]}\n\n", []
        elif line.startswith("### "):
            text = f"{text.rstrip()}\n\n## {line[4:]}\n\n"
        elif not line.strip():
            text = f"{text.rstrip()}\n\n"
        elif labelled is None:
            raise SystemExit(f"{path.name}: not a labelled sentence: {line!r}")
        else:
            said = labelled["text"].strip()
            item = bool(labelled["item"]) or said.startswith("- ")
            text = f"{text.rstrip(' ')}{'' if text.endswith(chr(10)) else chr(10)}- " if item else text
            text += "" if item or text.endswith("\n") else " "
            start = len(text)
            text += said.removeprefix("- ")
            wanted.append(Wanted(start, len(text), labelled["status"], labelled["reason"]))
            text += "\n" if item else ""
    if wanted:
        yield Source("article.md", text), wanted


def _common(want: Wanted, span: Span) -> int:
    return min(want.end, span.end) - max(want.start, span.start)


def examples(path: pathlib.Path) -> list[Example]:
    """The sentences of a file's articles that the second reading would read."""
    found = []
    for source, wanted in articles(path):
        document = weigh(source)
        of = nature([(one.statement, one.claims) for one in document])
        for want in wanted:
            at = max(range(len(document)), key=lambda index: _common(want, document[index].statement.span))
            best = document[at]
            if want.status not in CLASSES or not is_read_again(best):
                continue
            ruled, kind = by_rule(best)
            shown = traits(
                best.statement,
                ruled=str(ruled),
                kind=str(kind),
                before=kind_before(document, at),
                of=of,
            )
            found.append(Example(path.stem, want.status, want.reason, str(ruled), shown))
    return found


@dataclasses.dataclass(frozen=True)
class Model:
    vectors: DictVectorizer
    regression: LogisticRegression
    kept: frozenset[str]

    def matrix(self, given: Sequence[Example]) -> Any:
        return normalize(self.vectors.transform([dict.fromkeys(self.kept & e.traits, 1.0) for e in given]))

    def right(self, given: Sequence[Example]) -> float:
        said = self.regression.predict(self.matrix(given))
        return sum(a == e.status for a, e in zip(said, given, strict=True)) / max(1, len(given))

    def as_json(self) -> dict[str, Any]:
        names = self.vectors.get_feature_names_out()
        rows = {
            str(name): _in_hundredths(self.regression.coef_[:, index]) for index, name in enumerate(names)
        }
        return {
            "classes": [str(name) for name in self.regression.classes_],
            "bias": _in_hundredths(self.regression.intercept_),
            "rows": rows,
        }


def _in_hundredths(values: Sequence[Any]) -> list[int]:
    return [round(100 * float(value)) for value in values]


def learned(given: Sequence[Example], wanted: Sequence[str]) -> Model:
    counts = collections.Counter(trait for example in given for trait in example.traits)
    kept = frozenset(trait for trait, count in counts.items() if count >= LEAST)
    vectors = DictVectorizer()
    matrix = normalize(vectors.fit_transform([dict.fromkeys(sorted(kept & e.traits), 1.0) for e in given]))
    return Model(vectors, LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, list(wanted)), kept)


def of_status(given: Sequence[Example]) -> Model:
    return learned(given, [example.status for example in given])


def of_kind(given: Sequence[Example]) -> Model:
    kinds = {str(kind) for kind in Kind}
    known = [example for example in given if example.reason in kinds]
    return learned(known, [str(example.reason) for example in known])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print figures, write nothing")
    parser.add_argument(
        "--test", type=pathlib.Path, nargs="*", default=[], help="files to measure on as well"
    )
    options = parser.parse_args()
    found = {path.stem: examples(path) for path in sorted([*SENTENCES.glob("*.txt"), *CASES.glob("*.yaml")])}
    everything = [example for given in found.values() for example in given]
    print(f"{'file':<12}{'sentences':>10}{'rules':>8}{'weights':>9}  (learned from the other files)")
    for name, given in found.items():
        ruled = sum(e.ruled == e.status for e in given) / max(1, len(given))
        others = of_status([example for example in everything if example.file != name])
        print(f"{name:<12}{len(given):>10}{ruled:>8.3f}{others.right(given):>9.3f}")
    model = of_status(everything)
    for path in options.test:
        given = examples(path)
        ruled = sum(e.ruled == e.status for e in given) / max(1, len(given))
        print(f"{path.stem:<12}{len(given):>10}{ruled:>8.3f}{model.right(given):>9.3f}  (learned from all)")
    if not options.check:
        data = {"status": model.as_json(), "kind": of_kind(everything).as_json()}
        WEIGHTS.write_text(
            json.dumps(data, separators=(",", ":"), sort_keys=True).replace('],"', '],\n"') + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
