"""What changed since a commit, asked of git."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck import files, readers, references
from factcheck.errors import UserError

Lines = tuple[tuple[int, int], ...]
"""Stretches of lines, first and last, counted from 1, in order. Where lines were only taken out, the last is the one
before the first: nothing but what goes over the place meets it.
"""


@dataclasses.dataclass(frozen=True)
class Changed:
    """What changed since a commit, by file as reports show it."""

    lines: Mapping[str, Lines]
    """Lines that were added or changed."""
    before: files.Disk
    """The files that changed, as they were."""
    renamed: Mapping[str, str]
    """What files are called now, by what they were called."""


def _git(*arguments: str, cure: str, asked: bytes = b"", within: pathlib.Path | None = None) -> bytes:
    """What git says: here, or within a submodule, for which nothing holds that a hook is told of its repository."""
    left_out = _OF_A_LOOK if within is None else _OF_A_LOOK | _OF_A_REPOSITORY
    try:
        done = subprocess.run(  # noqa: S603 (the user's git)
            ["git", *arguments],  # noqa: S607
            input=asked,
            capture_output=True,
            check=False,
            cwd=within,
            env={
                **{name: value for name, value in os.environ.items() if name not in left_out},
                "LC_ALL": "C",
            },
        )
    except FileNotFoundError:
        raise UserError("git cannot be run", cure="install git, or leave --diff out") from None
    except OSError as error:
        raise UserError(f"git cannot be run ({error.strerror})", cure="leave --diff out") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = next((line for line in lines if line.startswith(_FAILED)), lines[0] if lines else "failed")
        raise UserError(
            f"git {arguments[2 * (arguments[0] == '-c')]}: {said}",
            cure=_cure(lines, cure, within),
            path=None if within is None else files.shown(within),
        )
    return done.stdout


_FAILED = ("fatal:", "error:")
"""How lines of git begin that say what is wrong; warnings and what it traces may stand before."""


def _cure(lines: Sequence[str], cure: str, within: pathlib.Path | None) -> str:
    """What to do where git has failed with these lines."""
    # Of a repository that is somebody else's, as in containers, git says itself how to let it be read.
    allowing = next((line.strip() for line in lines if line.lstrip().startswith("git config ")), "")
    if allowing:
        return f"if you trust it: {allowing}"
    return cure if within is None else "let git work in this submodule, or leave --diff out"


_OF_A_LOOK = frozenset(
    f"GIT_{name}"
    for name in ("DIFF_OPTS", "LITERAL_PATHSPECS", "GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "ICASE_PATHSPECS")
)
"""Variables that would make git show other lines of a diff, or of other files, than it is asked for."""
_OF_A_REPOSITORY = frozenset(
    f"GIT_{name}"
    for name in ("DIR", "WORK_TREE", "INDEX_FILE", "PREFIX", "COMMON_DIR", "OBJECT_DIRECTORY", "NAMESPACE")
)
_INSIDE = "run this inside the repository, or leave --diff out"
_WORKING = "let git work here, or leave --diff out"
_CURE = "check the commit that --diff names"


def _merge_base(base: str) -> str:
    """The last commit that a commit and the present one share. Raises `UserError` where none is here."""
    try:
        return _git("merge-base", base, "HEAD", cure=_CURE).decode().strip()
    except UserError as error:
        shallow = _git("rev-parse", "--is-shallow-repository", cure=_WORKING).strip() == b"true"
        # Git says nothing where both commits are known and share none.
        silent = error.problem.endswith(": failed")
        raise UserError(
            f"`{base}` and the present commit share no history here" if silent else error.problem,
            cure=("" if silent else _taken_for_a_commit(base))
            or (
                "fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0, GIT_DEPTH: 0)"
                if shallow
                else _CURE
            ),
        ) from None


def _taken_for_a_commit(base: str) -> str:
    """What to write instead of a range or a path; empty where it is neither."""
    first, dots, _ = base.partition("..")
    if dots:
        return f"name one commit, as in --diff {first or 'HEAD'}: the other end is what is here"
    if os.path.lexists(files.named(base)):
        return f"name a commit before the path, as in --diff HEAD {base}"
    return ""


def since(base: str, checked: Iterable[str]) -> Changed:
    """What was added, changed or taken out since the merge base with a commit, also in submodules with files that are
    `checked`.

    The working tree counts, and files that git does not know yet are changed as a whole. Raises `UserError`
    where there is no repository, no git or no such commit.
    """
    if not base.strip() or base.startswith("-"):
        raise UserError(f"`{base}` is no commit", cure="name a branch, tag or commit after --diff")
    said = _git("rev-parse", "--show-toplevel", cure=_INSIDE)
    top = pathlib.Path(said.decode("utf-8", "surrogateescape").rstrip("\n"))
    root = _merge_base(base)
    places = [files.absolute(name) for name in checked]
    parts = [_changed(top, root)]
    parts += (_changed(one, at, within=one) for one, at in _submodules(top, root, places))
    return Changed(
        lines={name: lines for part in parts for name, lines in part.lines.items()},
        before=files.Disk(
            {path: data for part in parts for path, data in part.before.held.items()},
            frozenset(path for part in parts for path in part.before.absent),
        ),
        renamed={old: new for part in parts for old, new in part.renamed.items()},
    )


def _submodules(
    top: pathlib.Path, root: str, places: Sequence[pathlib.Path], within: pathlib.Path | None = None
) -> Iterator[tuple[pathlib.Path, str]]:
    """The submodules in which some places are, each with its commit of old, where that is known, else with nothing."""
    if not (top / ".gitmodules").is_file():
        return
    then = _git("ls-tree", "-r", "-z", "--full-tree", root, cure=_WORKING, within=within).split(b"\0")
    now = _git("ls-files", "--stage", "-z", "--", ":(top)", cure=_WORKING, within=within).split(b"\0")
    commits = {
        name: about.split()[2].decode()
        for about, _, name in (line.partition(b"\t") for line in then)
        if about.startswith(b"160000 ")
    }
    for about, _, name in (line.partition(b"\t") for line in now):
        path = pathlib.Path(_path(top, name))
        if not about.startswith(b"160000 ") or not any(place.is_relative_to(path) for place in places):
            continue
        at = commits.get(name, "")
        found = _git("cat-file", "--batch-check", asked=at.encode() + b"\n", cure=_WORKING, within=path)
        if found.endswith(b" missing\n"):
            nothing = _git("hash-object", "-t", "tree", "--stdin", cure=_WORKING, within=path)
            at = nothing.decode().strip()
        yield path, at
        yield from _submodules(path, at, places, path)


def _changed(top: pathlib.Path, root: str, *, within: pathlib.Path | None = None) -> Changed:
    """What changed in one repository."""
    read = [f":(top,icase)*{suffix}" for suffix in sorted({*readers.readers(), *references.formats()})]
    diff = _git(
        "-c",
        "core.quotePath=false",
        "diff",
        "--patch-with-raw",
        "-z",
        "--no-abbrev",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--text",  # what .gitattributes hides from readers of diffs, notebooks above all, is an article
        "--find-renames",
        "--ignore-cr-at-eol",
        "--unified=0",
        "--inter-hunk-context=0",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        root,
        "--",
        *read,
        cure=_WORKING,
        within=within,
    )
    others = _git(
        "ls-files",
        "--others",
        "--exclude-standard",
        "--full-name",
        "-z",
        "--",
        *read,
        cure=_WORKING,
        within=within,
    )
    entries, patch = _apart(diff)
    new = [_path(top, name) for name in others.split(b"\0") if name]
    asked = "".join(f"{blob}\n" for blob in sorted({entry.blob for entry in entries if entry.blob}))
    blobs = _blobs(_git("cat-file", "--batch", asked=asked.encode(), cure=_WORKING, within=within))
    held = {_path(top, entry.old): blobs[entry.blob] for entry in entries if entry.blob in blobs}
    there = {_path(top, entry.old) for entry in entries if entry.status != "A"}
    return Changed(
        lines={**dict(_lines(top, patch)), **{files.shown(path): ((1, 1 << 60),) for path in new}},
        before=files.Disk(held, frozenset({*(_path(top, entry.new) for entry in entries), *new} - there)),
        renamed={
            files.shown(_path(top, entry.old)): files.shown(_path(top, entry.new))
            for entry in entries
            if entry.status == "R"
        },
    )


class _Entry(NamedTuple):
    """A file that has changed."""

    status: str
    """A letter: added, deleted, modified, renamed, …"""
    blob: str
    """What git calls what it held; empty where it was not there, or was no file."""
    old: bytes
    new: bytes


_FILES = (b"100644", b"100755")
"""Modes of files, which links and submodules are not."""


def _apart(diff: bytes) -> tuple[list[_Entry], bytes]:
    """The changed files of a diff, and the patch that follows them."""
    entries = []
    at = 0

    def word() -> bytes:
        nonlocal at
        start, at = at, diff.index(b"\0", at) + 1
        return diff[start : at - 1]

    while diff.startswith(b":", at):
        mode, _, blob, _, status = word()[1:].split(b" ")
        old = word()
        new = word() if status[:1] in b"RC" else old
        entries.append(_Entry(status[:1].decode(), blob.decode() if mode in _FILES else "", old, new))
    return entries, diff[at:]


def _blobs(said: bytes) -> dict[str, bytes]:
    """What git keeps by the names that it was asked for, those left out under which it keeps nothing."""
    found = {}
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        name, _, *size = said[at:end].split(b" ")
        at = end + 1
        if size:
            found[name.decode()] = said[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found


_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


def _lines(top: pathlib.Path, patch: bytes) -> Iterator[tuple[str, Lines]]:
    """The added or changed lines of each file of a patch."""
    name = b""
    lines: list[tuple[int, int]] = []
    in_header = True
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            if name:
                yield _shown(top, name), tuple(lines)
            in_header, name, lines = True, b"", []
        elif in_header and line.startswith(b"+++ "):
            name = line[4:]
        elif match := _HUNK.match(line):
            in_header = False
            start, count = int(match[1]), int(match[2] or 1)
            lines.append((start, start + count - 1) if count else (start + 1, start))
    if name:
        yield _shown(top, name), tuple(lines)


def _path(top: pathlib.Path, name: bytes) -> str:
    """Where a file is that git names."""
    return str(top / name.decode("utf-8", "surrogateescape"))


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
