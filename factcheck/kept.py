"""Under which names what is known of a project is kept, and reports as they are kept."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import importlib.util
import os
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from factcheck import __version__, cache, files
from factcheck.checking import Report
from factcheck.inputs import Inputs
from factcheck.language import model_name
from factcheck.projects import Project, Request
from factcheck.rules.rule import Finding

if TYPE_CHECKING:  # a kept report is shown without
    from factcheck.ledgers import Ledgers
    from factcheck.page import Page


_NOT_STUDIED = (
    "content",
    "sources",
    "bibliography",
    "claims",
    "exclude",
    "respect_gitignore",
    "select",
    "extend_select",
    "ignore",
    "per_file_ignores",
    "severity",
    "fail_on",
)
"""Settings that change what is read or said, and nothing about a page."""


def _common_key(project: Project, inputs: Inputs, store: cache.Cache) -> bytes:
    """A digest of all that a page depends on beside its own text."""
    settings = {
        name: value
        for name, value in msgspec.structs.asdict(project.settings).items()
        if name not in _NOT_STUDIED
    }
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    model = model_name(project.settings.language_model or None)
    folders = (pathlib.Path(__file__).parent, _package_folder(model), _package_folder("spacy"))
    return cache.key(
        (
            store.remembered(_state(folders), functools.partial(_version, folders[0], model)),
            encode(settings),
            encode([line for _, _, line in inputs.aliases]),
            *(
                part
                for source in (*inputs.bibliographies, *inputs.records)
                for part in (source.path, source.text)
            ),
        )
    )


_DATA = (".py", ".yaml", ".npz", ".json", ".onnx")
"""Endings of files that decide what a page says."""


def _package_folder(name: str) -> pathlib.Path:
    """Where a package is, found without importing it."""
    spec = importlib.util.find_spec(name)
    return pathlib.Path(spec.origin).parent if spec is not None and spec.origin else pathlib.Path()


def _state(folders: Sequence[pathlib.Path]) -> bytes:
    """Where the program and its model are, and when their files changed: the same state, the same version."""
    parts = []
    for depth, folder in enumerate(folders):
        for path in files.below(folder) if not depth else (folder / "meta.json", folder / "about.py"):
            with contextlib.suppress(OSError):
                state = os.stat(path)  # noqa: PTH116 (one call for each of our files in every run)
                parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return cache.key(parts)


def _version(folder: pathlib.Path, model: str) -> bytes:
    """A digest of the package's files, whenever they were put there, and the versions of spaCy and the model.

    So a changed copy of the same version does not read old pages, and a fresh installation does.
    """
    import importlib.metadata

    parts: list[str | bytes] = [__version__, model]
    for distribution in ("spacy", model):
        try:
            parts.append(importlib.metadata.version(distribution))
        except importlib.metadata.PackageNotFoundError:
            parts.append("")
    for path in files.below(folder):
        if path.endswith(_DATA):
            parts += (os.path.relpath(path, folder), pathlib.Path(path).read_bytes())
    return cache.key(parts)


def shop_of(project: Project, request: Request, inputs: Inputs) -> cache.Shop | None:
    """The cache of a run with the names of what it wants; None where none is used."""
    if not request.use_cache:
        return None
    store = cache.Cache(cache_folder(project, request))
    common = _common_key(project, inputs, store)
    keys = {source.path: cache.key((common, source.path, source.text)) for source in inputs.articles}
    return cache.Shop(store, keys, common, cache.key((common, project.root.as_posix())))


def cache_folder(project: Project, request: Request) -> pathlib.Path:
    """Where a project's cache is."""
    return files.absolute(request.cache_folder) if request.cache_folder else project.root / cache.FOLDER


@dataclasses.dataclass(frozen=True)
class Kept:
    """A report as it is kept: all but its pages and texts."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    conflicts: bytes
    """Encoded apart, since most output shows none beside the findings."""
    unreadable: tuple[tuple[str, str], ...]
    counts: dict[str, Any]
    paths: tuple[str, ...]


Part = TypeVar("Part")


class Postponed(Sequence[Part], Generic[Part]):
    """A sequence that is read when one of its items is asked for."""

    def __init__(self, length: int | None, load: Callable[[], Sequence[Part]]) -> None:
        self._length = length
        self._load = functools.cache(load)

    def __len__(self) -> int:
        return len(self._load()) if self._length is None else self._length

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        return self._load()[index]

    def __iter__(self) -> Iterator[Part]:
        return iter(self._load())


class KeptPages(Postponed["Page"]):
    """The pages of a kept report, read when one is asked for."""

    def __init__(self, paths: tuple[str, ...], load: Callable[[], Sequence[Page]]) -> None:
        super().__init__(len(paths), load)
        self.paths = paths


def report_key(project: Project, inputs: Inputs, shop: cache.Shop, today: dt.date, ledgers: Ledgers) -> bytes:
    """The name of a report, made of all that it depends on."""
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    ends = bool(ledgers.by_article) or any("until=" in source.text for source in inputs.articles)
    return cache.key(
        (
            shop.common,
            encode(project.settings),
            encode((project.named, project.compared, project.whole, inputs.unreadable)),
            today.isoformat() if ends else "",
            encode([(path, one.text) for path, one in sorted(ledgers.by_article.items())]),
            encode((ledgers.broken, [(path, one.text) for path, one in sorted(ledgers.sources.items())])),
            *shop.keys.values(),
        )
    )


def kept_report(shop: cache.Shop, name: bytes) -> Kept | None:
    """A report that is kept under a name."""
    data = shop.store.get_report(name, shop.names())
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=Kept)
    except (msgspec.DecodeError, ValueError):
        return None


def to_keep(report: Report) -> Kept:
    """A report as it is kept."""
    return Kept(
        findings=report.findings,
        suppressed=report.suppressed,
        conflicts=msgspec.msgpack.encode(report.conflicts),
        unreadable=report.unreadable,
        counts=report.summary(),
        paths=report.paths,
    )
