"""How long a check takes, against spaCy alone over the same prose.

    python -m benchmarks.speed CORPUS
    python -m benchmarks.speed CORPUS --linear 1,4,16

Prints files and words, then seconds for a cold run, a warm one and one after an edit in one file, the peak
memory of a process, the floor F (spaCy's tok2vec, tagger and parser over the same prose, in as many processes
and with loading) and the ratios to it; each also in processor seconds, which a busy machine changes less. `--linear` times a corpus of so many megabytes, as many files and as one.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
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
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent.parent
MEGABYTE = 1_000_000


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
    if done.returncode == 4:
        sys.exit(done.stderr.decode())
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


def prose(corpus: pathlib.Path) -> list[str]:
    """The prose of every block that can hold a claim."""
    from factcheck import readers
    from factcheck.document import STATED
    from factcheck.errors import UserError
    from factcheck.inputs import read_files
    from factcheck.projects import Request, projects

    texts = []
    request = Request(paths=(str(corpus),), isolated=True)
    for project in projects(request):
        for source in read_files(project, {}, request.disk).articles:
            try:
                document = readers.read(source)
            except UserError:
                continue
            texts += [
                block.prose.text for block in document.blocks if block.role in STATED and block.prose.text
            ]
    return texts


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
        shutil.copytree(corpus, copy)
        texts = prose(copy)
        words = sum(len(text.split()) for text in texts)
        files = [
            path
            for path in copy.rglob("*")
            if path.suffix in (".md", ".wikitext", ".html", ".txt", ".rst", ".tex")
        ]
        print(f"files {len(files)}, words {words:,}, processes {jobs}", flush=True)
        cache = pathlib.Path(folder) / "cache"
        cold = check(copy, cache, jobs)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        warm = least(check(copy, cache, jobs) for _ in range(3))
        edited_file = sorted(files, key=lambda path: path.stat().st_size)[len(files) // 2]
        edits = []
        for number in (12, 13, 14):
            text = edited_file.read_text(encoding="utf-8")
            line = f"\n\nAbout {number} % of readers skip the last line.\n"
            edited_file.write_text(text + line, encoding="utf-8")
            edits.append(check(copy, cache, jobs))
        edited = least(edits)
        alone = floor(texts, jobs)
    empty = least(timed("-c", "pass") for _ in range(10))
    shown = least(timed("-m", "factcheck", "--help") for _ in range(10))
    print(f"{'':<22}{'seconds':>18}{'processor seconds':>24}")
    print(f"{'floor F, spaCy alone':<22}{alone.seconds:8.2f}{'':10}{alone.processor:14.2f}")
    for name, taken in (("cold", cold), ("warm", warm), ("one file edited", edited)):
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
    """Seconds a megabyte, for growing corpora of many files and of one."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.md"))]
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
                (many / f"{len(parts)}.md").write_text(text, encoding="utf-8")
                parts.append(text)
                written += len(text.encode())
            (one / "all.md").write_text("\n\n".join(parts), encoding="utf-8")
            for name, place in (("many files", many), ("one file", one)):
                taken = check(place, None, jobs)
                print(
                    f"{size:6.1f} MB as {name:<12}{taken.seconds:8.1f} s {taken.seconds / size:8.2f} s/MB"
                    f" {taken.processor / size:8.2f} processor s/MB",
                    flush=True,
                )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--linear", default="", help="sizes in megabytes, separated by commas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as compiled:
        # As where the package is installed: what is imported is compiled once.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        timed("-m", "factcheck", "check", "--isolated", "--no-cache", str(ROOT / "corpus" / "articles"))
        if options.linear:
            linear(options.corpus, [float(size) for size in options.linear.split(",")], options.jobs)
        else:
            measure(options.corpus, options.jobs)


if __name__ == "__main__":
    main()
