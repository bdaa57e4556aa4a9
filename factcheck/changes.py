"""The part of a report that a change brought about."""

from __future__ import annotations

import bisect
import collections
import contextlib
import dataclasses
import difflib
import functools
import itertools
import operator
import os
import pathlib
import re
from collections.abc import Callable, Mapping, Sequence

from factcheck import files
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.git import Changed, Lines
from factcheck.rules.fingerprint import normalised
from factcheck.rules.rule import Finding
from factcheck.text import Source, Span

CONTEXT = 3
"""Lines before and after a change that `context` takes in."""


def typed(changed: Changed, texts: Mapping[str, str]) -> Changed:
    """The same where texts stand in for files, which git knows nothing of."""
    lines = dict(changed.lines)
    earlier = {new: old for old, new in changed.renamed.items()}
    for name, text in texts.items():
        was = earlier.get(name, name)
        before = ""
        with contextlib.suppress(UserError):
            before = changed.before.read_text(pathlib.Path(was), was, empty=True)
        old, new = (one.replace("\r\n", "\n").split("\n") for one in (before, text))
        steps = difflib.SequenceMatcher(None, old, new).get_opcodes()
        lines[name] = tuple((first + 1, last) for what, _, _, first, last in steps if what != "equal")
    return dataclasses.replace(changed, lines=lines)


Touched = Callable[[str, Span], bool]
"""Whether a change touched a place in a file."""


def touching(changed: Changed, sources: Mapping[str, Source], filter_: str) -> Touched:
    """Tells what a change touched: `added` means the changed lines, `context` also those near them, `file` the changed
    files.
    """

    @functools.cache
    def lines_of(path: str) -> Lines | None:
        """The changed lines; where a link leads to a file, git knows it by its own name."""
        return changed.lines.get(path, changed.lines.get(files.shown(os.path.realpath(path))))

    @functools.cache
    def starts_of(path: str) -> Sequence[int]:
        """Where lines begin as git counts them: a lone CR ends none."""
        return (0, *(match.end() for match in re.finditer("\n", sources[path].text)))

    def touched(path: str, span: Span) -> bool:
        lines = lines_of(path)
        if lines is None:
            return False
        if filter_ == "file" or path not in sources:
            return True
        return _meets(starts_of(path), span, lines, CONTEXT * (filter_ == "context"))

    return touched


def _meets(starts: Sequence[int], span: Span, lines: Lines, around: int) -> bool:
    first = bisect.bisect_right(starts, span.start)
    last = bisect.bisect_right(starts, max(span.start, span.end - 1))
    # Stretches lie in order and apart, so that the last one that begins in time reaches furthest.
    before = bisect.bisect_right(lines, last + around, key=operator.itemgetter(0))
    return before > 0 and first <= lines[before - 1][1] + around


def only(report: Report, changed: Changed, touched: Touched, earlier: Callable[[], Report]) -> Report:
    """What a change brought: findings with either end in it, so that a conflict with an old article shows, and wherever
    they are, those that were not there before.

    `earlier` finds what was there before, and is asked where that matters.
    """
    brought = [
        touched(finding.path, finding.span) or any(touched(r.path, r.span) for r in finding.related)
        for finding in report.findings
    ]
    if (changed.lines or changed.before != files.Disk()) and not all(brought):
        known = _known(earlier(), changed.renamed)
        brought = [one or _is_new(f, report, known) for one, f in zip(brought, report.findings, strict=True)]
    return dataclasses.replace(
        report,
        findings=tuple(itertools.compress(report.findings, brought)),
        conflicts=tuple(
            conflict
            for conflict in report.conflicts
            if any(touched(p.path, Span(p.start, p.end)) for p in (conflict.place, *conflict.others))
        ),
    )


_AROUND = 200
"""Characters of a line, before and after, that tell words apart which stand in a file twice; lines may be very long."""

_Saying = tuple[str, ...]
"""A rule, and the one or two places that it says something of: the file, the words, and the lines that they stand in."""


def _sayings(finding: Finding, report: Report, renamed: Mapping[str, str]) -> list[_Saying]:
    """What a finding says, however far its lines have moved; of more than two places it says something of any two."""
    ends = []
    for path, span in ((finding.path, finding.span), *((one.path, one.span) for one in finding.related)):
        text = report.sources[path].text if path in report.sources else ""
        before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + _AROUND].partition("\n")[0]
        words = text[span.start : span.end]
        ends.append((renamed.get(path, path), normalised(words), normalised(f"{before}{words}{after}")))
    ends.sort()
    code = finding.code
    return [(code, *one, *other) for one, other in itertools.combinations(ends, 2)] or [(code, *ends[0])]


def _known(earlier: Report, renamed: Mapping[str, str]) -> collections.Counter[_Saying]:
    """How often each thing was said before, of files by their present names."""
    return collections.Counter(
        saying for finding in earlier.findings for saying in _sayings(finding, earlier, renamed)
    )


def _is_new(finding: Finding, report: Report, known: collections.Counter[_Saying]) -> bool:
    """Whether something that a finding says was not said before; each time that it was counts once."""
    sayings = _sayings(finding, report, {})
    new = not all(known[saying] > 0 for saying in sayings)
    known.subtract(sayings)
    return new
