"""What changed since a commit, asked of git, and the part of a report that the change brought about."""

from __future__ import annotations

import dataclasses
import pathlib
import re
import subprocess
from collections.abc import Mapping

from factcheck import files
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.text import Source, Span

CONTEXT = 3
"""Lines before and after a change that `context` takes in."""

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")

_CURE = "check the commit that --diff names"

Lines = tuple[tuple[int, int], ...]
"""Stretches of lines, first and last, counted from 1, in order."""


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 (the user's git)
    except OSError:
        raise UserError("git cannot be run", cure="install git, or leave --diff out") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(f"git {arguments[0]}: {said[0] if said else 'failed'}", cure=_CURE)
    return done.stdout


def _merge_base(base: str) -> str:
    """The last commit that a commit and the present one share. Raises `UserError` where none is here."""
    try:
        return _git("merge-base", base, "HEAD").decode().strip()
    except UserError as error:
        shallow = _git("rev-parse", "--is-shallow-repository").strip() == b"true"
        # Git says nothing where both commits are known and share none.
        silent = error.problem.endswith(": failed")
        raise UserError(
            f"`{base}` and the present commit share no history here" if silent else error.problem,
            cure="fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0, GIT_DEPTH: 0)"
            if shallow
            else _CURE,
        ) from None


def since(base: str) -> Mapping[str, Lines]:
    """Lines added or changed since the merge base with a commit, by file as reports show it.

    The working tree counts, and files that git does not know yet are changed as a whole. Raises `UserError`
    where there is no repository, no git or no such commit.
    """
    if base.startswith("-"):
        raise UserError(f"`{base}` is no commit", cure="name a branch, tag or commit after --diff")
    top = pathlib.Path(_git("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    root = _merge_base(base)
    said = _git(
        "-c",
        "core.quotePath=false",
        "diff",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--find-renames",
        "--unified=0",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        root,
        "--",
    )
    changed: dict[str, list[tuple[int, int]]] = {}
    lines: list[tuple[int, int]] = []
    in_header = True
    for line in said.split(b"\n"):
        if line.startswith(b"diff --git "):
            in_header, lines = True, []
        elif in_header and line.startswith(b"+++ "):
            lines = changed.setdefault(_shown(top, line[4:]), [])
        elif match := _HUNK.match(line):
            in_header = False
            start, count = int(match[1]), int(match[2] or 1)
            # Where only lines were taken out, the ones on either side have a new neighbour.
            lines.append((start, start + count - 1) if count else (max(1, start), start + 1))
    for name in _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", str(top)).split(
        b"\0"
    ):
        if name:
            changed[files.shown(top / name.decode("utf-8", "surrogateescape"))] = [(1, 1 << 60)]
    return {name: tuple(stretches) for name, stretches in sorted(changed.items())}


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


def only(report: Report, changed: Mapping[str, Lines], filter_: str) -> Report:
    """What a change brought: findings with either end in it, so that a conflict with an old article shows.

    `added` means the changed lines, `context` also those near them, `file` the changed files.
    """

    def touched(path: str, span: Span) -> bool:
        lines = changed.get(path)
        if lines is None:
            return False
        source = report.sources.get(path)
        return (
            filter_ == "file"
            or source is None
            or _meets(source, span, lines, CONTEXT * (filter_ == "context"))
        )

    return dataclasses.replace(
        report,
        findings=tuple(
            finding
            for finding in report.findings
            if touched(finding.path, finding.span) or any(touched(r.path, r.span) for r in finding.related)
        ),
        conflicts=tuple(
            conflict
            for conflict in report.conflicts
            if any(touched(p.path, Span(p.start, p.end)) for p in (conflict.place, *conflict.others))
        ),
    )


def _meets(source: Source, span: Span, lines: Lines, around: int) -> bool:
    first = source.line_column(span.start)[0]
    last = source.line_column(max(span.start, span.end - 1))[0]
    return any(start - around <= last and first <= end + around for start, end in lines)
