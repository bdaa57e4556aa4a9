"""What changed since a commit, asked of git, and the part of a report that the change brought about."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import os
import pathlib
import re
import subprocess
from collections.abc import Mapping, Sequence

from factcheck import files
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.rules.rule import Finding
from factcheck.text import Span

CONTEXT = 3
"""Lines before and after a change that `context` takes in."""

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")

Lines = tuple[tuple[int, int], ...]
"""Stretches of lines, first and last, counted from 1, in order."""

_UNDEFINED = "FC201"
"""The rule about marks that lead nowhere: what they led to may stand in a file of its own."""
_FIRST = 4
"""Words of a line within which it says what it defines: `@book{key`, `[^1]:`, `"id": "key"`, `\\bibitem[…]{key}`."""
_WORD = re.compile(r"[^\s{}()\[\],;\"'=<>@^#]+")


@dataclasses.dataclass(frozen=True)
class Changed:
    """What changed, by file as reports show it."""

    lines: Mapping[str, Lines]
    """Lines that were added or changed."""
    undone: Mapping[str, frozenset[str]]
    """What lines that were taken out may have defined."""


def _git(*arguments: str, cure: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 (the user's git)
    except OSError:
        raise UserError("git cannot be run", cure="install git, or leave --diff out") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(f"git {arguments[0]}: {said[0] if said else 'failed'}", cure=cure)
    return done.stdout


_INSIDE = "run this inside the repository, or leave --diff out"
_CURE = "check the commit that --diff names"


def _merge_base(base: str) -> str:
    """The last commit that a commit and the present one share. Raises `UserError` where none is here."""
    try:
        return _git("merge-base", base, "HEAD", cure=_CURE).decode().strip()
    except UserError as error:
        shallow = _git("rev-parse", "--is-shallow-repository", cure=_INSIDE).strip() == b"true"
        # Git says nothing where both commits are known and share none.
        silent = error.problem.endswith(": failed")
        raise UserError(
            f"`{base}` and the present commit share no history here" if silent else error.problem,
            cure="fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0, GIT_DEPTH: 0)"
            if shallow
            else _CURE,
        ) from None


def since(base: str) -> Changed:
    """What was added, changed or taken out since the merge base with a commit.

    The working tree counts, and files that git does not know yet are changed as a whole. Raises `UserError`
    where there is no repository, no git or no such commit.
    """
    if not base.strip() or base.startswith("-"):
        raise UserError(f"`{base}` is no commit", cure="name a branch, tag or commit after --diff")
    said = _git("rev-parse", "--show-toplevel", cure=_INSIDE)
    top = pathlib.Path(said.decode("utf-8", "surrogateescape").rstrip("\n"))
    root = _merge_base(base)
    diff = _git(
        "-c",
        "core.quotePath=false",
        "diff",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--text",  # what .gitattributes hides from readers of diffs, notebooks above all, is an article
        "--find-renames",
        "--unified=0",
        "--inter-hunk-context=0",
        "--submodule=short",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        root,
        "--",
        cure=_INSIDE,
    )
    changed: dict[str, list[tuple[int, int]]] = {}
    undone: dict[str, set[str]] = {}
    lines: list[tuple[int, int]] = []
    words: set[str] = set()
    in_header = True
    for line in diff.split(b"\n"):
        if line.startswith(b"diff --git "):
            in_header, lines, words = True, [], set()
        elif in_header and line.startswith(b"+++ "):
            name = _shown(top, line[4:])
            lines, words = changed.setdefault(name, []), undone.setdefault(name, set())
        elif match := _HUNK.match(line):
            in_header = False
            start, count = int(match[1]), int(match[2] or 1)
            # Where only lines were taken out, the ones on either side have a new neighbour.
            lines.append((start, start + count - 1) if count else (max(1, start), start + 1))
        elif not in_header and line.startswith(b"-"):
            words.update(_words(line[1:].decode("utf-8", "replace"))[:_FIRST])
    others = _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", str(top), cure=_INSIDE)
    for one in others.split(b"\0"):
        if one:
            changed[files.shown(top / one.decode("utf-8", "surrogateescape"))] = [(1, 1 << 60)]
    return Changed(
        lines={name: tuple(stretches) for name, stretches in sorted(changed.items())},
        undone={name: frozenset(found) for name, found in sorted(undone.items()) if found},
    )


def _words(text: str) -> list[str]:
    words = (match[0].strip(".:-*\\") for match in _WORD.finditer(text))
    return [word for word in words if word]


def _shown(top: pathlib.Path, name: bytes) -> str:
    """A path of a diff's header as reports show it."""
    text = name.rstrip(b"\t").decode("utf-8", "surrogateescape")
    if text.startswith('"') and text.endswith('"'):
        text = _unquoted(text[1:-1])
    return files.shown(top / text.removeprefix("b/"))


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def _unquoted(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        said = match[1]
        return chr(int(said, 8)) if said[0] in "01234567" else _ESCAPES.get(said, said)

    return re.sub(r"\\([0-7]{3}|.)", plain, text)


def only(report: Report, changed: Changed, filter_: str) -> Report:
    """What a change brought: findings with either end in it, so that a conflict with an old article shows, and marks
    that lead nowhere since what they led to was taken out.

    `added` means the changed lines, `context` also those near them, `file` the changed files.
    """

    @functools.cache
    def lines_of(path: str) -> Lines | None:
        """The changed lines; where a link leads to a file, git knows it by its own name."""
        return changed.lines.get(path, changed.lines.get(files.shown(os.path.realpath(path))))

    @functools.cache
    def starts_of(path: str) -> Sequence[int]:
        """Where lines begin as git counts them: a lone CR ends none."""
        return (0, *(match.end() for match in re.finditer("\n", report.sources[path].text)))

    def touched(path: str, span: Span) -> bool:
        lines = lines_of(path)
        if lines is None:
            return False
        if filter_ == "file" or path not in report.sources:
            return True
        return _meets(starts_of(path), span, lines, CONTEXT * (filter_ == "context"))

    def orphaned(finding: Finding) -> bool:
        if finding.code != _UNDEFINED or finding.path not in report.sources:
            return False
        mark = report.sources[finding.path].text[finding.span.start : finding.span.end]
        return any(
            word in words
            for word in _words(mark)
            for path, words in changed.undone.items()
            if path == finding.path or not word.isdigit()  # numbers count within their own article
        )

    return dataclasses.replace(
        report,
        findings=tuple(
            finding
            for finding in report.findings
            if touched(finding.path, finding.span)
            or any(touched(r.path, r.span) for r in finding.related)
            or orphaned(finding)
        ),
        conflicts=tuple(
            conflict
            for conflict in report.conflicts
            if any(touched(p.path, Span(p.start, p.end)) for p in (conflict.place, *conflict.others))
        ),
    )


def _meets(starts: Sequence[int], span: Span, lines: Lines, around: int) -> bool:
    first = bisect.bisect_right(starts, span.start)
    last = bisect.bisect_right(starts, max(span.start, span.end - 1))
    return any(start - around <= last and first <= end + around for start, end in lines)
