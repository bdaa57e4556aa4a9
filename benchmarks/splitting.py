"""How well statements are split into claims: `python -m benchmarks.splitting --data ../shared/data`.

Against the facts that people split sentences into (FActScore: Min et al., EMNLP 2023; FactCheckGPT: Wang et
al., 2023):

- coverage: share of the facts whose content words one claim holds (strict), and the mean share of a fact's
  content words that its best claim holds;
- length: words of a claim as a share of the words of its sentence, so that not splitting cannot win;
- F1: for each fact the best claim's F1 over content words, and for each claim its best fact's; their harmonic
  mean rewards claims that hold a fact and nothing else;
- claims and facts per sentence.

"one claim per sentence" is the measure to beat. The topic's name counts as given: pronouns stand for it.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import pathlib
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from factcheck import language
from factcheck.claims.claim import Statement
from factcheck.claims.split import split
from factcheck.document import Role
from factcheck.text import Prose, Span

_FUNCTION = frozenset(
    word
    for line in (
        "a an the and or but nor of in on at by to for from with as is are was were be been being",
        "am has have had having do does did this that these those he she it they his her its their",
        "him them who which whom whose where when while there s t also then than one such like",
        "including include",
    )
    for word in line.split()
)


@dataclasses.dataclass(frozen=True)
class Case:
    sentence: str
    facts: tuple[str, ...]
    topic: str = ""
    role: Role = Role.PARAGRAPH


def _lines(path: pathlib.Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def factscore(data: pathlib.Path) -> list[Case]:
    return [
        Case(row["sentence"], tuple(row["facts"]), re.sub(r"\s*\(.*?\)", "", row["topic"]))
        for row in _lines(data / "factscore_atomic.jsonl.gz")
        if row["facts"] and row["sentence"].strip()
    ]


def factcheckgpt(data: pathlib.Path) -> list[Case]:
    return [
        Case(row["decontext"] or row["sentence"], tuple(row["facts"]))
        for row in _lines(data / "factcheckgpt_claims.jsonl.gz")
        if row["facts"] and row["sentence"].strip()
    ]


def own() -> list[Case]:
    """The project's own cases, written for it."""
    path = pathlib.Path(__file__).parent / "data" / "splitting.yaml"
    return [
        Case(
            case["sentence"],
            tuple(case["claims"]),
            case.get("topic", ""),
            Role(case.get("role", "paragraph")),
        )
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _stem(word: str) -> str:
    """The word without its inflection, roughly: both sides are treated alike."""
    for ending, least in (
        ("ies", 2),
        ("ied", 2),
        ("ing", 3),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("e", 3),
        ("y", 3),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def content(text: str, given: frozenset[str] = frozenset()) -> frozenset[str]:
    """Stems of the words that carry meaning; `given` are left out."""
    words = re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text.lower())
    words = [part for word in words for part in re.split(r"['’-]", word)]
    return frozenset(_stem(w) for w in words if w and w not in _FUNCTION) - given


@dataclasses.dataclass
class Score:
    facts: int = 0
    strict: int = 0
    mean: float = 0.0
    length: float = 0.0
    claims: int = 0
    sentences: int = 0
    recall_f1: float = 0.0
    precision_f1: float = 0.0

    def add(self, case: Case, claims: Sequence[str]) -> None:
        given = content(case.topic)
        sides = [content(claim, given) for claim in claims]
        size = max(len(content(case.sentence)), 1)
        facts = [content(fact, given) for fact in case.facts]
        facts = [fact for fact in facts if fact]
        if not facts or not any(sides):
            return
        self.sentences += 1
        self.claims += len(claims)
        self.facts += len(facts)
        self.length += sum(min(len(side) / size, 1.0) for side in sides) / len(sides)
        for fact in facts:
            self.strict += any(fact <= side for side in sides)
            self.mean += max(len(fact & side) / len(fact) for side in sides)
            self.recall_f1 += max(_f1(fact, side) for side in sides)
        self.precision_f1 += sum(max(_f1(fact, side) for fact in facts) for side in sides) / len(sides)

    def row(self) -> str:
        n, f = max(self.sentences, 1), max(self.facts, 1)
        recall, precision = self.recall_f1 / f, self.precision_f1 / n
        both = 2 * recall * precision / max(recall + precision, 1e-9)
        return (
            f"coverage {self.strict / f:6.1%} strict {self.mean / f:6.1%} mean | "
            f"length {self.length / n:6.1%} | "
            f"F1 facts {recall:.3f} claims {precision:.3f} both {both:.3f} | "
            f"per sentence: {self.claims / n:.2f} claims, {self.facts / n:.2f} facts"
        )


def _f1(one: frozenset[str], two: frozenset[str]) -> float:
    shared = len(one & two)
    return 2 * shared / (len(one) + len(two)) if shared else 0.0


def measure(name: str, cases: Sequence[Case], limit: int, show: int) -> None:
    cases = cases[:: max(1, len(cases) // limit)][:limit] if limit else cases
    start = time.process_time()
    parses = list(language.parse([case.sentence for case in cases]))
    parsed = time.process_time() - start
    statements = [
        Statement(
            span=Span(0, len(case.sentence)),
            prose=Prose.verbatim(case.sentence, 0, len(case.sentence)),
            role=case.role,
            block=0,
            parse=parse,
        )
        for case, parse in zip(cases, parses, strict=True)
    ]
    start = time.process_time()
    found = [
        [clause.text for clause in split(statement, subject=case.topic)]
        for statement, case in zip(statements, cases, strict=True)
    ]
    spent = time.process_time() - start
    ours, whole = Score(), Score()
    for case, claims in zip(cases, found, strict=True):
        ours.add(case, claims)
        whole.add(case, [case.sentence])
    print(f"{name}: {ours.sentences} sentences")
    print(f"  split                  {ours.row()}")
    print(f"  one claim per sentence {whole.row()}")
    print(f"  splitting took {spent:.2f} s, parsing {parsed:.2f} s: {spent / max(parsed, 1e-9):.1%}")
    for case, claims in list(zip(cases, found, strict=True))[:show]:
        print(f"\n  # {case.sentence}")
        given = content(case.topic)
        for claim in claims:
            print(f"    = {claim}")
        for fact in case.facts:
            side = content(fact, given)
            mark = " " if any(side <= content(claim, given) for claim in claims) else "!"
            print(f"   {mark}- {fact}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../shared/data"))
    parser.add_argument("--limit", type=int, default=0, help="measure on about this many of each set")
    parser.add_argument("--show", type=int, default=0, help="print the first sentences, split")
    options = parser.parse_args()
    if (pathlib.Path(__file__).parent / "data" / "splitting.yaml").exists():
        measure("own cases", own(), options.limit, options.show)
    for name, load in (("factscore_atomic", factscore), ("factcheckgpt_claims", factcheckgpt)):
        if (options.data / f"{name}.jsonl.gz").exists():
            measure(name, load(options.data), options.limit, options.show)
        else:
            print(f"{name}: not found in {options.data}, left out")


if __name__ == "__main__":
    main()
