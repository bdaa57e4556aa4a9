"""What breaks on odd input: `python -m benchmarks.fuzz CORPUS [--seconds 60] [--seed 0] [--keep FOLDER]`.

Cuts pieces of CORPUS, a file or the files below a folder, mutates them (chunks deleted, doubled and swapped, markup characters
put in, taken out, changed and repeated hundreds of times, another format's suffix), checks them and tells of crashes, of places outside
the file, and of texts that take longer than the limits below. Texts that broke
something are written to FOLDER. Exits with 1 where anything broke.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import faulthandler
import pathlib
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator

import factcheck
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.page import PageClaim, PageStatement
from factcheck.readers import read, readers, suffix_of
from factcheck.rules.rule import Finding, RelatedPlace
from factcheck.text import Source

READING = 10.0
"""Seconds of the processor for reading a megabyte of text as its format."""
CHECKING = 150.0
"""Seconds of the processor for checking a megabyte of text, the language model's work included."""
GRACE = 0.5
"""Seconds beside that, for what is done once a file."""
LIMIT = 30.0
"""Seconds of the processor after which a text is given up."""
LENGTH = 12_000
"""Characters of a piece."""
SIGNS = "*_`~^$#@&|<>[]{}()!=+-:;.,'\"\\/%?\n\n\n\t \r\u200b\u0301\u202e\u00a0\U0001f48a10"
BITS = (
    "```", "~~~", "$$", ":::", "---", "{{", "}}", "{|", "|}", "[[", "]]", "<!--", "-->", "<ref>",
    "</ref>", "<table>", "</table>", "\\begin{", "\\end{", "\\cite{", ".. ", "::", "[^1]", "[^1]: ",
    "[@", "\r\n", "'''", "==", "<script>", "|---|", "> ", "    ", "1. ", "- ", "’s", "(2007)", "et al.",
    "10.1000/", "https://", "%", "—", "not ", "if ", "and ",
)  # fmt: skip


def faults(report: Report) -> Iterator[str]:
    """Places of a report that do not lie where they should."""
    for page in report.pages:
        length = len(report.sources[page.path].text)
        for statement in page.statements:
            if statement.span.end > length:
                yield f"statement {statement.span} outside {length} characters"
            if not statement.text.strip():
                yield f"empty statement at {statement.span}"
            for claim in statement.claims:
                if claim.span.end > length:
                    yield f"claim {claim.span} outside {length} characters"
                for quantity in claim.quantities:
                    if not 0 <= quantity.start <= quantity.end <= len(claim.text):
                        yield f"quantity {quantity.start}-{quantity.end} outside {claim.text!r}"
            holders: tuple[PageStatement | PageClaim, ...] = (statement, *statement.claims)
            for holder in holders:
                for citation in holder.assessment.citations:
                    if not 0 <= citation.start <= citation.end <= length:
                        yield f"citation {citation.start}-{citation.end} outside {length} characters"
                cue = holder.assessment.cue
                if cue is not None and not 0 <= cue[0] <= cue[1] <= length:
                    yield f"cue {cue} outside {length} characters"
    for finding in report.findings:
        places: tuple[Finding | RelatedPlace, ...] = (finding, *finding.related)
        for place in places:
            source = report.sources.get(place.path)
            if source is not None and place.span.end > len(source.text):
                yield f"{finding.code} {place.span} outside {len(source.text)} characters"


def mutated(text: str, other: str, chance: random.Random) -> str:
    """A text with one to six things done to it that no author would do."""
    for _ in range(chance.randint(1, 6)):
        length = len(text)
        start = chance.randrange(length + 1)
        end = min(length, start + chance.choice((1, 5, 40, 400, 2000)))
        chunk = text[start:end]
        match chance.randrange(10):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + chunk + text[end:]
            case 2:
                to = chance.randrange(length + 1)
                text = text[:to] + chunk + text[to:]
            case 3:
                text = text[:start] + chance.choice(BITS) + text[start:]
            case 4:
                text = (
                    text[:start] + chance.choice(BITS + tuple(SIGNS)) * chance.choice((2, 9, 60)) + text[end:]
                )
            case 5:
                signs = [at for at in range(start, end) if text[at] in SIGNS] or [min(start, length)]
                at = chance.choice(signs)
                text = text[:at] + chance.choice(SIGNS) + text[at + 1 :]
            case 6:
                cut = chance.randrange(len(other) + 1)
                text = text[:start] + other[cut : cut + 300] + text[start:]
            case 7:
                text = text[:start] + chunk.replace(" ", chance.choice(SIGNS)) + text[end:]
            case 8:
                unit = "".join(chance.choices((*BITS, *SIGNS, "a ", "!["), k=chance.randint(1, 4)))
                text = text[:start] + unit * chance.choice((50, 500, 4000 // len(unit))) + text[start:]
            case _:
                text = text[:start] + chunk.replace("\n", chance.choice(("", "\r", "\r\n", " "))) + text[end:]
    return text


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` where what is inside takes too long; not on systems without alarms."""

    def ring(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds:.0f} s")

    if not hasattr(signal, "SIGPROF"):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def verdict(path: str, text: str, seconds: float = LIMIT) -> tuple[str, float, float]:
    """What is wrong with checking a text (empty: nothing), and the seconds of reading and of checking it."""
    started = time.process_time()
    reading = 0.0
    wrong = ""
    try:
        with limited(seconds):
            with contextlib.suppress(UserError):
                read(Source(path, text))
            reading = time.process_time() - started
            report = factcheck.check({path: text})
    except Exception as error:  # noqa: BLE001 (what breaks is what is looked for)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{pathlib.Path(last.filename).name}:{last.lineno}"
        wrong = f"{type(error).__name__} in {where}: {str(error)[:120]}"
    else:
        wrong = next(faults(report), "")
    checking = time.process_time() - started - reading
    megabytes = len(text.encode("utf-8", "replace")) / 1e6
    if not wrong and reading > GRACE + READING * megabytes:
        wrong = f"slow reading: {reading:.1f} s for {len(text)} characters"
    if not wrong and checking > GRACE + CHECKING * megabytes:
        wrong = f"slow checking: {checking:.1f} s for {len(text)} characters"
    return wrong, reading, checking


def reduced(text: str, breaks: Callable[[str], bool], seconds: float = 20.0) -> str:
    """A shorter text that breaks in the same way: pieces go while it still does (Zeller's ddmin)."""
    until = time.monotonic() + seconds
    size = max(1, len(text) // 2)
    while size and time.monotonic() < until:
        at, shorter = 0, False
        while at < len(text) and time.monotonic() < until:
            tried = text[:at] + text[at + size :]
            if breaks(tried):
                text, shorter = tried, True
            else:
                at += size
        if not shorter:
            size //= 2
        size = min(size, len(text))
    return text


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--suffix", default="", help="check as this format only")
    parser.add_argument("--keep", type=pathlib.Path)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    if given.suffix and given.suffix not in readers():
        parser.error(f"no format has the suffix {given.suffix!r}; known: {' '.join(sorted(readers()))}")
    suffixes = [given.suffix] if given.suffix else sorted(readers())
    below = [given.corpus] if given.corpus.is_file() else sorted(given.corpus.rglob("*"))
    paths = [path for path in below if suffix_of(path.name) in readers() and path.is_file()]
    if not paths:
        print(f"no article below {given.corpus}")
        return 2
    verdict("warm.md", "Words to load the model with.\n")
    hangs = 4 * LIMIT  # within a library, where no alarm is heard; the seed leads to the same text again
    broken: dict[str, tuple[str, str]] = {}
    counts: collections.Counter[str] = collections.Counter()
    slowest: list[tuple[float, str]] = []
    tried = size = 0
    spent = 0.0
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        path, beside = chance.choice(paths), chance.choice(paths)
        whole = path.read_text(encoding="utf-8", errors="replace")
        at = chance.randrange(max(1, len(whole) - LENGTH // 2))
        text = whole[at : at + chance.randint(200, LENGTH)]
        text = mutated(text, beside.read_text(encoding="utf-8", errors="replace"), chance)
        suffix = (
            suffix_of(path.name) if chance.random() < 0.5 and not given.suffix else chance.choice(suffixes)
        )
        faulthandler.dump_traceback_later(hangs, exit=True)
        wrong, reading, checking = verdict(f"a{suffix}", text)
        faulthandler.cancel_dump_traceback_later()
        tried, size, spent = tried + 1, size + len(text), spent + checking
        slowest = sorted([*slowest, (reading / max(len(text), 2000) * 1e6, f"{suffix} of {path.name}")])[-3:]
        if wrong:
            kind = wrong.split(":")[0] + suffix if wrong.startswith("slow") else wrong.partition(": ")[0]
            counts[kind] += 1
            if kind not in broken:
                broken[kind] = (wrong, suffix)
                print(f"{wrong} ({suffix}, {len(text)} characters)", flush=True)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{len(broken)}{suffix}").write_bytes(text.encode("utf-8", "surrogatepass"))
    print(
        f"{tried} texts, {size / 1e6:.2f} million characters, "
        f"{spent / max(size, 1) * 1e6:.1f} s a million to check"
    )
    for pace, what in reversed(slowest):
        print(f"slowest: {pace:.1f} s a million characters to read ({what})")
    for kind, count in sorted(counts.items()):
        print(f"{count:5} × {kind}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
