"""How long a check takes, against spaCy alone over the same prose.

    python -m benchmarks.speed CORPUS
    python -m benchmarks.speed CORPUS --linear 1,4,16

Prints files and words, then seconds for a cold run, a warm one and one after an edit in one file, the peak
memory of a process, the floor F (spaCy's tok2vec, tagger and parser over the same prose, in as many processes
and with loading) and the ratios to it; each also in processor seconds, which a busy machine changes less. `--linear` times a corpus of so many megabytes, as many files and as one.
CORPUS is a folder or a file. A copy of it is checked, as it would be without configuration.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from factcheck.text import Source

ROOT = pathlib.Path(__file__).parent.parent
MEGABYTE = 1_000_000
UNJOINED = (".ipynb", ".html", ".htm", ".xhtml", ".tex", ".latex", ".ltx")
"""Suffixes of articles of which two, one after the other, are not one."""


class Taken(NamedTuple):
    """What something takes."""

    seconds: float
    processor: float
    """Seconds of all cores together."""


@contextlib.contextmanager
def taking() -> Iterator[list[Taken]]:
    """Measures what is done inside, by processes that end there."""

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    found: list[Taken] = []
    started, before = time.perf_counter(), used()
    yield found
    found.append(Taken(time.perf_counter() - started, used() - before))


def timed(*arguments: str) -> Taken:
    """What a Python process with these arguments takes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FACTCHECK_DEBUG": "1"}
    with taking() as taken:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
    if done.returncode not in (0, 1, 2):  # 2 where a file cannot be read: the others are checked
        sys.exit(done.stderr.decode("utf-8", "replace") or f"it ended with {done.returncode}")
    return taken[0]


def check(corpus: pathlib.Path, cache: pathlib.Path | None, jobs: int) -> Taken:
    keep = ["--cache-dir", str(cache)] if cache else ["--no-cache"]
    return timed(
        "-m",
        "factcheck",
        "check",
        str(corpus),
        "--isolated",
        "--statistics",
        "--exit-zero",
        "--jobs",
        str(jobs),
        *keep,
    )


def articles(corpus: pathlib.Path) -> list[Source]:
    """The articles that a check of this corpus reads."""
    from factcheck.inputs import read_files
    from factcheck.projects import Request, projects

    request = Request(paths=(str(corpus),), isolated=True)
    return [
        source
        for project in projects(request)
        for source in read_files(project, {}, request.disk).articles
        if source.text.strip()
    ]


def prose(source: Source) -> list[str] | None:
    """The prose of every block that can hold a claim; None where the article cannot be read as its format."""
    from factcheck import readers
    from factcheck.document import STATED
    from factcheck.errors import UserError

    try:
        document = readers.read(source)
    except UserError:
        return None
    return [block.prose.text for block in document.blocks if block.role in STATED and block.prose.text]


def copied(corpus: pathlib.Path, to: pathlib.Path) -> None:
    """A copy that can be edited, without what a check does not follow: links to folders, and the history."""

    def unread(folder: str, names: list[str]) -> list[str]:
        return [
            name
            for name in names
            if name == ".git"
            or ((path := pathlib.Path(folder, name)).is_symlink() and not path.is_file())
            or not (path.is_dir() or path.is_file())
        ]

    if corpus.is_file():
        to.mkdir()
        shutil.copy(corpus, to)
    else:
        shutil.copytree(corpus, to, ignore=unread)


def edited(source: Source, line: str) -> str:
    """The text of an article with one more paragraph."""
    if source.path.lower().endswith(".ipynb"):
        notebook = json.loads(source.text)
        cell = {"cell_type": "markdown", "metadata": {}, "source": [line]}
        return json.dumps({**notebook, "cells": [*notebook.get("cells", ()), cell]})
    for closing in (r"\end{document}", "</body>"):
        before, end, after = source.text.rpartition(closing)
        if end:
            return f"{before}\n\n{line}\n{end}{after}"
    return f"{source.text}\n\n{line}\n"


def parse_alone(texts: list[str]) -> int:
    import importlib

    from factcheck.language import model_name

    model = importlib.import_module(model_name())
    pipeline = model.load(exclude=["ner", "senter", "attribute_ruler", "lemmatizer"])
    return sum(len(doc) for doc in pipeline.pipe(texts, batch_size=256))


def floor(texts: list[str], jobs: int) -> Taken:
    """What spaCy alone takes, spread evenly over the processes."""
    parts: list[list[str]] = [[] for _ in range(jobs)]
    sizes = [0] * jobs
    for text in sorted(texts, key=len, reverse=True):
        least = sizes.index(min(sizes))
        parts[least].append(text)
        sizes[least] += len(text)
    with (
        taking() as taken,
        concurrent.futures.ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        list(pool.map(parse_alone, parts))
    return taken[0]


def least(several: Iterable[Taken]) -> Taken:
    """The least of each."""
    seconds, processor = zip(*several, strict=True)
    return Taken(min(seconds), min(processor))


def measure(corpus: pathlib.Path, jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "corpus"
        copied(corpus, copy)
        cache = pathlib.Path(folder) / "cache"
        cold = check(copy, cache, jobs)
        # Asked before anything is read here: to the system, what a process begins with is its parent's memory.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        sources = articles(copy)
        by_source = [(source, texts) for source in sources if (texts := prose(source)) is not None]
        if not by_source:
            sys.exit(f"no article below {corpus}")
        texts = [text for _, several in by_source for text in several]
        words = sum(len(text.split()) for text in texts)
        print(f"files {len(sources)}, words {words:,}, processes {jobs}", flush=True)
        warm = least(check(copy, cache, jobs) for _ in range(3))
        chosen = sorted((source for source, _ in by_source), key=lambda one: len(one.text))[
            len(by_source) // 2
        ]
        edits = []
        for number in (12, 13, 14):
            text = edited(chosen, f"About {number} % of readers skip the last line.")
            pathlib.Path(chosen.path).write_text(text, encoding="utf-8", newline="")
            edits.append(check(copy, cache, jobs))
        one_edited = least(edits)
        alone = floor(texts, jobs)
    empty = least(timed("-c", "pass") for _ in range(10))
    shown = least(timed("-m", "factcheck", "--help") for _ in range(10))
    print(f"{'':<22}{'seconds':>18}{'processor seconds':>24}")
    print(f"{'floor F, spaCy alone':<22}{alone.seconds:8.2f}{'':10}{alone.processor:14.2f}")
    for name, taken in (("cold", cold), ("warm", warm), ("one file edited", one_edited)):
        ratios = [f"{_ratio(one, whole):>10}" for one, whole in zip(taken, alone, strict=True)]
        print(f"{name:<22}{taken.seconds:8.2f}{ratios[0]}{taken.processor:14.2f}{ratios[1]}")
    print(f"{'peak memory':<22}{peak:8.0f} MB a process")
    times = shown.processor / empty.processor
    print(
        f"{'factcheck --help':<22}{shown.processor:8.3f} processor seconds, {times:.1f} times python -c pass"
    )


def _ratio(taken: float, floor: float) -> str:
    return f"{taken / floor:.2f} F" if taken > floor else f"F/{floor / taken:.1f}"


def linear(corpus: pathlib.Path, megabytes: list[float], jobs: int) -> None:
    """Seconds a megabyte, for growing corpora of many files and of one, in the format that most is written in."""
    by_suffix: dict[str, list[str]] = {}
    for source in articles(corpus):
        by_suffix.setdefault(pathlib.Path(source.path).suffix, []).append(source.text)
    for suffix in UNJOINED:
        by_suffix.pop(suffix, None)
    if not by_suffix:
        sys.exit(f"no article below {corpus} that another can be joined to")
    suffix, texts = max(by_suffix.items(), key=lambda one: sum(map(len, one[1])))
    for size in megabytes:
        with tempfile.TemporaryDirectory() as folder:
            many = pathlib.Path(folder) / "many"
            one = pathlib.Path(folder) / "one"
            many.mkdir()
            one.mkdir()
            written = 0
            parts: list[str] = []
            while written < size * MEGABYTE:
                text = texts[len(parts) % len(texts)]
                (many / f"{len(parts)}{suffix}").write_text(text, encoding="utf-8", newline="")
                parts.append(text)
                written += len(text.encode())
            (one / f"all{suffix}").write_text("\n\n".join(parts), encoding="utf-8", newline="")
            for name, place in (("many files", many), ("one file", one)):
                taken = check(place, None, jobs)
                print(
                    f"{size:6g} MB as {name:<12}{taken.seconds:8.1f} s {taken.seconds / size:8.2f} s/MB"
                    f" {taken.processor / size:8.2f} processor s/MB",
                    flush=True,
                )


def sizes(given: str) -> list[float]:
    """Megabytes, each more than none."""
    found = [float(size) for size in given.split(",")]
    if not all(0 < size < float("inf") for size in found):
        raise ValueError
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--linear", type=sizes, help="sizes in megabytes, separated by commas")
    options = parser.parse_args()
    if not options.corpus.exists():
        parser.error(f"{options.corpus} is not there")
    if options.jobs < 1:
        parser.error("--jobs is at least 1")
    with tempfile.TemporaryDirectory() as compiled:
        # As where the package is installed: what is imported is compiled once.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        timed("-m", "factcheck", "check", "--isolated", "--no-cache", str(ROOT / "corpus" / "articles"))
        if options.linear:
            linear(options.corpus, options.linear, options.jobs)
        else:
            measure(options.corpus, options.jobs)


if __name__ == "__main__":
    main()
