"""The disk: which files are articles, reading them, and writing without ever leaving half a file."""

from __future__ import annotations

import codecs
import contextlib
import dataclasses
import errno
import functools
import os
import pathlib
import re
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from factcheck.errors import UserError
from factcheck.patterns import compiled, goes_on, heeded
from factcheck.values import Value

CONFIGURATION_NAMES = ("factcheck.toml", "pyproject.toml")
"""Within one folder the first wins."""

DEFAULT_EXCLUDE = (
    ".*",
    "__pycache__/",
    "_book/",
    "_build/",
    "_site/",
    "build/",
    "dist/",
    "node_modules/",
    "site-packages/",
    "venv/",
    "*.egg-info/",
    "CMakeLists.txt",
    "COPYING*",
    "LICENCE*",
    "LICENSE*",
    "constraints*.txt",
    "humans.txt",
    "requirements*.txt",
    "robots.txt",
)
"""What no walk goes into: hidden files, what tools put there, files that hold no article.
`exclude = ["!build/"]` takes one back."""

_MESSAGES = {
    errno.ENOENT: ("there is no such file or folder", "check the path"),
    errno.EACCES: ("it may not be read", "change its permissions"),
    errno.EPERM: ("it may not be read", "change its permissions"),
    errno.ELOOP: ("its symbolic link leads round in a circle", "mend the link"),
    errno.EISDIR: ("it is a folder", "name a file"),
    errno.ENOTDIR: ("part of its path is not a folder", "check the path"),
    errno.EEXIST: ("part of its path is not a folder", "check the path"),  # where one is to be made
    errno.ENAMETOOLONG: ("its name is too long", "check the path"),
    errno.ENOSPC: ("the disk is full", "make room on the disk"),
    errno.EROFS: ("the folder is read-only", "write somewhere else"),
}


_NOT_WRITTEN = ("it may not be written", "change the permissions of it and of its folder")


def system_error(error: OSError | ValueError, path: str, *, writing: bool = False) -> UserError:
    """What the system said about a file, as one line with a cure."""
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOENT and _UNKNOWN in path:
        problem, cure = "its name is not UTF-8", "rename it"
    elif writing and code in (errno.EACCES, errno.EPERM):
        problem, cure = _NOT_WRITTEN
    elif code in _MESSAGES:
        problem, cure = _MESSAGES[code]
    else:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        problem, cure = f"it cannot be used ({said})", "check the path"
    return UserError(problem, cure=cure, path=path)


# --- Names


def named(path: str) -> pathlib.Path:
    """A path as a person wrote it; another system's backslashes are understood where nothing is called so."""
    plain = pathlib.Path(path)
    if "\\" in path and os.sep != "\\" and not os.path.lexists(plain):
        turned = pathlib.Path(path.replace("\\", "/"))
        if os.path.lexists(turned):
            return turned
    return plain


def absolute(path: pathlib.Path | str) -> pathlib.Path:
    """An absolute path without `..`, symbolic links kept as they are."""
    return pathlib.Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow symbolic links)


_UNKNOWN = "\ufffd"
"""Stands for the bytes of a name that are no text."""


def shown(path: pathlib.Path | str) -> str:
    """A path as reports show it: relative to the current folder, with forward slashes.

    What of it is not UTF-8 is replaced, so that every report can hold it; no file is found under such a name.
    """
    full = absolute(path)
    try:
        relative = os.path.relpath(full)
    except ValueError:  # another drive
        return sayable(full.as_posix())
    return sayable(pathlib.PurePath(relative).as_posix())


def sayable(name: str) -> str:
    """A name with what of it is not UTF-8 replaced."""
    return name if name.isascii() else re.sub("[\ud800-\udfff]+", _UNKNOWN, name)


# --- What is there
# Where a name is too long or a folder may not be looked into, pathlib raises; nothing is to be found there either way, and
# whoever reads or writes there is told by the system what is wrong.


def is_file(path: pathlib.Path) -> bool:
    """Whether there is such a file, as far as can be seen."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: pathlib.Path) -> bool:
    """Whether there is such a folder, as far as can be seen."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: pathlib.Path) -> bool:
    """Whether there is anything of that name, as far as can be seen."""
    return os.path.exists(path)  # noqa: PTH110


# --- Reading and writing


def read_bytes(path: pathlib.Path, shown_as: str) -> bytes:
    """What a file holds. Raises `UserError` where it cannot be read or is no regular file."""
    try:
        # Asked before it is opened: opening a pipe waits until somebody writes into it.
        mode = path.stat().st_mode
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path == pathlib.Path("/dev/stdin"):
            return path.read_bytes()
        raise UserError("it is not a regular file", cure="name a text file", path=shown_as)
    except (OSError, ValueError) as error:
        raise system_error(error, shown_as) from None


def decode(data: bytes, shown_as: str, *, empty: bool = False) -> str:
    """Text of a file in UTF-8; a byte order mark is taken off, line ends stay as they are.

    Raises `UserError` for a binary file, another encoding and, unless it may be `empty`, a file without text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UserError("it is not UTF-8 but UTF-16 or UTF-32", cure="save it as UTF-8", path=shown_as)
    if b"\0" in data:
        raise UserError("it is a binary file, not text", cure="leave it out or exclude it", path=shown_as)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError("it is not UTF-8", cure="save it as UTF-8", path=shown_as, line=line) from None
    if not empty and not text.strip():
        raise UserError(
            "it is empty", cure="write something, or take the file out or exclude it", path=shown_as
        )
    return text


def read_text(path: pathlib.Path, shown_as: str, *, empty: bool = False) -> str:
    """The text of a file. Raises `UserError` as `read_bytes` and `decode` do."""
    return decode(read_bytes(path, shown_as), shown_as, empty=empty)


def write_atomically(path: pathlib.Path, text: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place; mode and symbolic links are kept.

    What is no regular file (`/dev/null`, `/dev/stdout`, a pipe) is written to, and stays what it is.
    Raises `UserError` where the system does not let it be written; the file is then as it was.
    """
    data = text.encode("utf-8") if isinstance(text, str) else text
    if _is_special(path):
        _write_into(path, data)
        return
    target = pathlib.Path(os.path.realpath(path))
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if exists(target) else 0o666 & ~_umask()
        descriptor, temporary = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=".new", dir=target.parent
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        pathlib.Path(temporary).chmod(mode)
        pathlib.Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise system_error(error, shown(path), writing=True) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                pathlib.Path(temporary).unlink()


def take_away(path: pathlib.Path) -> None:
    """Delete a file. Raises `UserError` where the system does not let it be taken away."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise system_error(error, shown(path), writing=True) from None


_STANDARD = ("/dev/stdout", "/dev/stderr")


def _is_special(path: pathlib.Path) -> bool:
    """Whether there is something that is neither a file nor a folder, or that leads to what a process has open."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    if stat.S_ISREG(mode):
        return path.as_posix() in _STANDARD or path.parent.as_posix() == "/dev/fd"
    return not stat.S_ISDIR(mode)


def _write_into(path: pathlib.Path, data: bytes) -> None:
    try:
        with path.open("ab") as file:  # where output goes to a file already, it goes on there
            file.write(data)
    except OSError as error:
        raise system_error(error, shown(path), writing=True) from None


@functools.cache
def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# --- Configuration


def configurations_above(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """Files that may hold the configuration of a folder, nearest first."""
    for one in (folder, *folder.parents):
        for name in CONFIGURATION_NAMES:
            if _is_file(one / name):
                yield one / name


@functools.lru_cache(maxsize=4096)
def _is_file(path: pathlib.Path) -> bool:
    return is_file(path)


# --- Which files


def repository_of(folder: pathlib.Path) -> pathlib.Path | None:
    """The working tree of git that a folder lies in."""
    return next((one for one in (folder, *folder.parents) if os.path.lexists(one / ".git")), None)


@dataclasses.dataclass(frozen=True)
class Exclusion:
    """Which files of a project are left out: its `exclude` patterns and what git ignores."""

    root: pathlib.Path
    """The project; patterns are relative to it."""
    patterns: tuple[str, ...] = ()
    respect_gitignore: bool = True
    alone: bool = False
    """Whether a .gitignore above the project has no say."""

    @functools.cached_property
    def _spec(self) -> Any:
        return compiled([*DEFAULT_EXCLUDE, *self.patterns])

    @functools.cached_property
    def _top(self) -> pathlib.Path:
        """The folder whose .gitignore is the first that counts: the repository, else the project."""
        return self.root if self.alone else repository_of(self.root) or self.root

    @functools.cached_property
    def _known(self) -> dict[pathlib.Path, bool]:
        return {}

    @functools.cached_property
    def _counting(self) -> dict[pathlib.Path, tuple[tuple[Any, int], ...]]:
        return {}

    def covers(self, path: pathlib.Path, *, folder: bool = False) -> bool:
        """Whether a file or folder is left out, or lies in a folder that is."""
        if path == self.root or not path.is_relative_to(self.root):
            return False
        return self._folder(path.parent) or self._itself(path, folder=folder)

    def _folder(self, folder: pathlib.Path) -> bool:
        way = []
        while folder not in (self.root, folder.parent) and folder not in self._known:
            way.append(folder)
            folder = folder.parent
        covered = self._known.get(folder, False)
        for one in reversed(way):
            covered = self._known[one] = covered or self._itself(one, folder=True)
        return covered

    def _itself(self, path: pathlib.Path, *, folder: bool) -> bool:
        name = path.as_posix() + ("/" if folder else "")
        if self._spec.match_file(name[_way_to(self.root) :]):
            return True
        for ignored, way in self._ignored_by(
            path.parent
        ):  # the nearest .gitignore that says anything decides
            said = ignored.check_file(name[way:])
            if said.include is not None and not goes_on(ignored.patterns[said.index], name[way:]):
                return bool(said.include)
        return False

    def _ignored_by(self, folder: pathlib.Path) -> tuple[tuple[Any, int], ...]:
        """What git ignores in a folder by each .gitignore that counts there, nearest first, and the way to it."""
        if not self.respect_gitignore:
            return ()
        if folder not in self._counting:
            own = tuple((ignored, _way_to(folder)) for ignored in _gitignores(folder))
            # As for git, what stands above a repository has no say in it.
            last = folder in (self._top, folder.parent) or os.path.lexists(folder / ".git")
            self._counting[folder] = own if last else own + self._ignored_by(folder.parent)
        return self._counting[folder]


def _way_to(folder: pathlib.Path) -> int:
    """How many characters of the name of what lies in a folder lead to it."""
    name = folder.as_posix()
    return len(name) if name.endswith("/") else len(name) + 1


@functools.lru_cache(maxsize=65536)
def _gitignores(folder: pathlib.Path) -> tuple[Any, ...]:
    found = []
    for path in (folder / ".gitignore", _git_folder(folder) / "info" / "exclude"):
        with contextlib.suppress(OSError, ValueError):
            lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
            found.append(heeded(lines))
    return tuple(found)


def _git_folder(folder: pathlib.Path) -> pathlib.Path:
    """Where git keeps what all working trees of a repository share: `.git`, or where that file leads in a linked
    working tree or a submodule.
    """
    git = folder / ".git"
    with contextlib.suppress(OSError, ValueError):
        said = git.read_text(encoding="utf-8").strip() if git.is_file() else ""
        if said.startswith("gitdir:"):
            git = folder / said.removeprefix("gitdir:").strip()
            git = git / (git / "commondir").read_text(encoding="utf-8").strip()
    return git


Told = Callable[[UserError], object]
"""Hears of what cannot be looked into."""


def walk(
    folder: pathlib.Path, exclusion: Exclusion, told: Told = lambda _problem: None
) -> Iterator[pathlib.Path]:
    """Every file below a folder that is not left out, sorted by name; links to folders are not followed."""
    waiting = [_entries(folder, told)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
            continue
        path = pathlib.Path(entry.path)
        try:
            if entry.is_dir(follow_symlinks=False):
                if not exclusion.covers(path, folder=True):
                    waiting.append(_entries(path, told))
            elif entry.is_file() and not exclusion.covers(path):
                yield path
        except OSError:
            continue


def _entries(folder: pathlib.Path, told: Told) -> Iterator[os.DirEntry[str]]:
    """What is in a folder, sorted by name; nothing where it is no longer there."""
    try:
        with os.scandir(folder) as entries:
            return iter(sorted(entries, key=lambda entry: entry.name))
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        problem = system_error(error, shown(folder))
        told(UserError(problem.problem, cure=f"{problem.cure}, or exclude it", path=problem.path))
    return iter(())


@dataclasses.dataclass(frozen=True)
class Disk:
    """What a check reads: files as they are, but for those that it is to read as they were."""

    held: Mapping[str, bytes] = dataclasses.field(default_factory=dict)
    """What some of them held, by their real paths."""
    absent: frozenset[str] = frozenset()
    """Real paths of those that were not there."""

    def is_file(self, path: pathlib.Path) -> bool:
        """Whether there is such a file."""
        return self._held(path) is not None or (is_file(path) and not self._lacks(path))

    def read_text(self, path: pathlib.Path, shown_as: str, *, empty: bool = False) -> str:
        """The text of a file. Raises `UserError` as `read_text` does."""
        held = self._held(path)
        if held is None and self._lacks(path):
            raise system_error(FileNotFoundError(errno.ENOENT, ""), shown_as)
        return decode(read_bytes(path, shown_as) if held is None else held, shown_as, empty=empty)

    def walk(
        self, folder: pathlib.Path, exclusion: Exclusion, told: Told = lambda _problem: None
    ) -> Iterator[pathlib.Path]:
        """Every file below a folder that is not left out, as `walk` finds them."""
        for path in walk(folder, exclusion, told):
            if not self._lacks(path):
                yield path
        for path in map(pathlib.Path, sorted(self.held)):
            if path.is_relative_to(folder) and not exists(path) and not exclusion.covers(path):
                yield path

    def _held(self, path: pathlib.Path) -> bytes | None:
        if not self.held:
            return None
        return self.held.get(os.path.abspath(path), self.held.get(os.path.realpath(path)))  # noqa: PTH100

    def _lacks(self, path: pathlib.Path) -> bool:
        if not self.absent:
            return False
        return os.path.abspath(path) in self.absent or os.path.realpath(path) in self.absent  # noqa: PTH100


def below(folder: pathlib.Path) -> list[str]:
    """Every file of a package's folder, sorted, what Python writes there left out."""
    found = []
    waiting = [os.fspath(folder)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    found.append(entry.path)
    return sorted(found)


def forget() -> None:
    """Look at the disk afresh, as a program that keeps running has to."""
    _is_file.cache_clear()
    _gitignores.cache_clear()


class Survey(Value, frozen=True):
    """What a repository holds, as far as names tell."""

    content: tuple[str, ...]
    bibliography: tuple[str, ...]
    sources: tuple[str, ...]


def survey(folder: pathlib.Path, suffixes: Collection[str], bibliographies: Collection[str]) -> Survey:
    """Where a repository has its articles, bibliographies and source records."""
    root = absolute(folder)
    articles: set[str] = set()
    about = False  # a README, a CHANGELOG and the like: all that some repositories have
    listed: list[str] = []
    sources: dict[str, None] = {}
    for path in walk(root, Exclusion(root)):
        way = path.relative_to(root)
        stored = next((n for n, part in enumerate(way.parts[:-1]) if part in _STORES), None)
        if stored is not None:
            sources["/".join(way.parts[: stored + 1])] = None
        elif path.suffix.lower() in bibliographies:
            listed.append(way.as_posix())
        elif path.suffix.lower() in suffixes:
            if len(way.parts) == 1 and path.stem.isupper():
                about = True
            else:
                articles.add(way.parts[0] if len(way.parts) > 1 else ".")
    content = () if "." in articles else tuple(sorted(articles))
    return Survey(content or ((".",) if articles or about else ()), tuple(listed), tuple(sources))


_STORES = frozenset({"sources", "evidence"})
"""Names that folders of source records have."""
