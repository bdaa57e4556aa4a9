"""The files that a project's check reads: articles, bibliographies, and records of the local evidence."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import pathlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from factcheck import cache, checking, files, readers, references
from factcheck.errors import UserError
from factcheck.projects import Project
from factcheck.references.reference import Reference
from factcheck.report import is_report
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.values import Value

if TYPE_CHECKING:  # imported where something is studied: a kept report is shown without
    from factcheck.citations.reference_problems import ReferenceProblem
    from factcheck.evidence.record import Record
    from factcheck.page import Library


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL)

_TEX_BIBLIOGRAPHY = re.compile(
    r"^[^%\n]*?\\(?:bibliography\{([^}]*)\}|addbibresource(?:\[[^\]]*\])?\{([^}]*)\})", re.MULTILINE
)

_ALIAS = re.compile(r"^ {0,3}\[@[^\]\s]+\]:.*", re.MULTILINE)

_SITE_FILES = ("_quarto.yml", "_quarto.yaml", "_config.yml", "_config.yaml")

_SITE_KEYS = ("bibliography", "bibtex_bibfiles")


class Listed(Value, frozen=True):
    """The references of bibliographies, and the bibliographies that are broken."""

    references: tuple[Reference, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class Inputs:
    """The files of a project, read."""

    articles: tuple[Source, ...]
    bibliographies: tuple[Source, ...]
    records: tuple[Source, ...]
    """Of the local evidence."""
    unreadable: tuple[tuple[str, str], ...]

    shop: cache.Shop | None = None
    """Where the library is kept, once that is known."""

    @functools.cached_property
    def sources(self) -> Mapping[str, Source]:
        """Articles, bibliographies and records by their path."""
        all_ = (*self.records, *self.articles, *self.bibliographies)
        return {source.path: source for source in sorted(all_, key=lambda source: source.path)}

    @property
    def record_problems(self) -> tuple[ReferenceProblem, ...]:
        """What is wrong with records of the local evidence, each an entry of its source."""
        from factcheck.evidence import record

        return tuple(
            checking.entry_problems(
                Reference(
                    one.key, one.identifiers, one.title, path=source.path, start=place.start, end=place.end
                )
                for source, one in self._recorded[0]
                for place in [record.head(source)]
            )
        )

    @functools.cached_property
    def _recorded(self) -> tuple[tuple[tuple[Source, Record], ...], tuple[tuple[str, str], ...]]:
        """The records of the local evidence with their files, and those that are broken."""
        records, broken = [], []
        if self.records:
            from factcheck.evidence import record

            for source in self.records:
                try:
                    records.append((source, record.read(source)))
                except UserError as error:
                    broken.append((source.path, str(error)))
        return tuple(records), tuple(broken)

    @functools.cached_property
    def _understood(self) -> tuple[Library, tuple[tuple[str, str], ...]]:
        """Bibliographies and evidence, understood, and those that are broken."""
        from factcheck.evidence.store import Store
        from factcheck.page import Library

        listed = self._references
        records, broken = self._recorded
        store = Store.of(one for _, one in records).knowing(listed.references)
        return Library(listed.references, store), (*listed.broken, *broken)

    @property
    def _references(self) -> Listed:
        """What the bibliographies hold and articles define, read from the cache where that is as it was."""
        if not self.bibliographies and not self.aliases:
            return Listed()
        name = b""
        if self.shop is not None:
            name = cache.key((self.shop.common, "references", msgspec.msgpack.encode(self.aliases)))
            with contextlib.suppress(KeyError, msgspec.DecodeError, ValueError):
                return msgspec.msgpack.decode(self.shop.store.get([name])[name], type=Listed)
        library, _, broken = checking.shelve(
            sorted((*self.articles, *self.bibliographies), key=lambda source: source.path),
            frozenset(source.path for source in self.bibliographies),
        )
        listed = Listed(library.references, tuple(broken))
        if self.shop is not None:
            self.shop.store.put({name: msgspec.msgpack.encode(listed)})
        return listed

    @functools.cached_property
    def aliases(self) -> tuple[tuple[str, int, str], ...]:
        """Names for references that one article defines for all: file, place and line."""
        return tuple(
            (source.path, line.start(), line[0])
            for source in self.articles
            if "[@" in source.text
            for line in _ALIAS.finditer(source.text)
        )

    @property
    def library(self) -> Library:
        return self._understood[0]

    @property
    def broken(self) -> tuple[tuple[str, str], ...]:
        """Bibliographies and records that are broken, with what is wrong."""
        return self._understood[1]


def read_files(project: Project, texts: Mapping[str, str], disk: files.Disk) -> Inputs:
    """Read everything that a project's check needs. What cannot be read is listed, with one line each."""
    taken = _Taken(project, {name.replace("\\", "/"): text for name, text in texts.items()}, disk)
    for name in (*project.named, *project.compared):
        taken.take(name, empty=readers.suffix_of(name) in references.own_suffixes())
    called = [*project.settings.bibliography, *_site_bibliographies(project, disk)]
    """What somebody calls a bibliography."""
    for name in called:
        taken.take(name, empty=True)
    for source in list(taken.sources.values()):
        for name, line in _own_bibliographies(source, project, disk):
            problem = taken.problem_of(name, source.path, line)
            if problem is not None:
                taken.unreadable.append((source.path, str(problem)))
                continue
            called.append(name)
            taken.take(name, empty=True)
    sources = [taken.sources[name] for name in sorted(taken.sources)]
    by_name = frozenset(called)
    bibliographies = [
        source
        for source in sources
        if references.is_bibliography(source.path, source.text, named=source.path in by_name)
    ]
    names = {source.path for source in bibliographies}
    records, wrong = _records(project.settings, disk)
    return Inputs(
        articles=tuple(
            source for source in sources if source.path not in names and not is_report(source.text)
        ),
        bibliographies=tuple(bibliographies),
        records=tuple(records),
        unreadable=tuple(sorted({*taken.unreadable, *wrong})),
    )


class _Taken:
    """The files that were asked for so far: each is read once."""

    def __init__(self, project: Project, typed: Mapping[str, str], disk: files.Disk) -> None:
        self.typed = typed
        """Texts that stand in for files."""
        self.disk = disk
        self.sources: dict[str, Source] = {}
        self.unreadable = [(problem.path or "", str(problem)) for problem in project.problems]
        self._failed = {path for path, _ in self.unreadable}
        self._bibliographies: set[str] = set()

    def take(self, name: str, *, empty: bool) -> None:
        """Read a file, or note that it cannot be read."""
        if name in self.sources or name in self._failed:
            return
        if readers.suffix_of(name) in references.formats() and name not in self.typed:
            real = os.path.realpath(name)  # under two names, each of its entries would be there twice
            if real in self._bibliographies:
                return
            self._bibliographies.add(real)
        try:
            typed = self.typed.get(name)
            text = self.disk.read_text(pathlib.Path(name), name, empty=empty) if typed is None else typed
        except UserError as error:
            self._failed.add(name)
            self.unreadable.append((name, str(error)))
        else:
            self.sources[name] = Source(name, text)

    def problem_of(self, name: str, path: str, line: int) -> UserError | None:
        """What is wrong with a bibliography that an article names at a line."""
        if readers.suffix_of(name) not in references.formats():
            # Whatever else an article names must not be read as if it were an article, too.
            return UserError(
                f"its bibliography {name} is in no format of bibliographies",
                cure=f"known suffixes: {' '.join(sorted(references.formats()))}",
                path=path,
                line=line,
            )
        if files.exists(pathlib.Path(name)) or self.disk.is_file(pathlib.Path(name)) or name in self.typed:
            return None
        return UserError(f"its bibliography {name} is not there", cure="mend the path", path=path, line=line)


def is_own_report(name: str) -> bool:
    """Whether a file is a report that an earlier run wrote."""
    try:
        return is_report(files.read_text(pathlib.Path(name), name))
    except UserError:
        return False


def _records(settings: Settings, disk: files.Disk) -> tuple[list[Source], list[tuple[str, str]]]:
    """The records of the local evidence, and those that cannot be read."""
    records, wrong = [], []
    for item in settings.sources:
        folder = files.absolute(item)
        if not files.is_folder(folder):
            problem = UserError(
                "the folder of sources is not there", cure="mend `sources`", path=files.shown(folder)
            )
            wrong.append((files.shown(folder), str(problem)))
            continue
        closed: list[UserError] = []
        for path in disk.walk(folder, files.Exclusion(folder), closed.append):
            if path.suffix.lower() != ".md" or path.stem.lower() == "readme":
                continue
            shown = files.shown(path)
            try:
                records.append(Source(shown, disk.read_text(path, shown)))
            except UserError as error:
                wrong.append((shown, str(error)))
        wrong += ((problem.path or "", str(problem)) for problem in closed)
    return records, wrong


def passed_over(settings: Settings) -> tuple[str, ...]:
    """Texts among the local evidence that are no records, being no Markdown, and have none beside them."""
    found = []
    for item in settings.sources:
        folder = files.absolute(item)
        below = list(files.walk(folder, files.Exclusion(folder)))
        recorded = {path.with_suffix("") for path in below if path.suffix.lower() == ".md"}
        for path in below:
            text = readers.suffix_of(path.name) in readers.readers() and path.suffix.lower() != ".md"
            if text and path.with_suffix("") not in recorded and path.stem.lower() != "readme":
                found.append(files.shown(path))
    return tuple(found)


def _site_folders(project: Project) -> list[pathlib.Path]:
    """Folders of a project that lie above its articles, in which a site may say what it is made of."""
    folders = {pathlib.Path(name).parent for name in (*project.named, *project.compared)}
    around = {project.root}
    for folder in folders:
        full = files.absolute(folder)
        around.update(one for one in (full, *full.parents) if one.is_relative_to(project.root))
    return sorted(around)


def site_files(project: Project) -> Iterator[str]:
    """Where a Quarto, Jekyll or Jupyter Book site names its bibliographies, whether there is such a file or not."""
    return (str(folder / name) for folder in _site_folders(project) for name in _SITE_FILES)


def _site_bibliographies(project: Project, disk: files.Disk) -> Iterator[str]:
    """Bibliographies that a Quarto, Jekyll or Jupyter Book site names, in the folders above its articles."""
    for folder in _site_folders(project):
        for name in _SITE_FILES:
            path = folder / name
            if not disk.is_file(path):
                continue
            from factcheck import lexicon

            try:
                said = lexicon.load(disk.read_text(path, files.shown(path)))
            except (UserError, ValueError, yaml_error()):
                continue
            for item in _strings_below(said, _SITE_KEYS):
                found = folder / item
                if disk.is_file(found):
                    yield files.shown(found)
        jekyll = folder / "_bibliography"
        if files.is_folder(jekyll):
            yield from (files.shown(one) for one in sorted(jekyll.glob("*.bib")))


def yaml_error() -> type[Exception]:
    """What YAML raises, imported where some is read."""
    import yaml

    return yaml.YAMLError


def _strings_below(said: Any, keys: Sequence[str]) -> Iterator[str]:
    """Strings below the given keys, wherever they stand in a mapping."""
    if not isinstance(said, dict):
        return
    for key, value in said.items():
        if key in keys:
            yield from (
                item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
            )
        elif isinstance(value, dict):
            yield from _strings_below(value, keys)


def _own_bibliographies(source: Source, project: Project, disk: files.Disk) -> Iterator[tuple[str, int]]:
    """Bibliographies that an article names in its front matter or its preamble, with the line."""
    suffix = readers.suffix_of(source.path)
    names: list[tuple[str, int]] = []
    if suffix in (".tex", ".latex", ".ltx"):
        for match in _TEX_BIBLIOGRAPHY.finditer(source.text):
            line = source.text.count("\n", 0, match.start()) + 1
            for name in (match[1] or match[2]).split(","):
                plain = name.strip().removeprefix("\\subfix{")
                listed = readers.suffix_of(plain) in references.formats()
                if plain and "\\" not in plain:  # what a macro of its own stands for is not known
                    names.append((plain if listed else f"{plain}.bib", line))
    elif front := _FRONT_MATTER.match(source.text):
        head = front[1]
        if "bibliography" not in head:
            return
        from factcheck import lexicon

        try:
            said = lexicon.load(head)
        except (ValueError, yaml_error()):
            return
        line = 2 + head[: head.index("bibliography")].count("\n")
        names = [(name, line) for name in _strings_below(said, ("bibliography",))]
    for name, line in names:
        if "://" in name or not name:
            continue
        beside = pathlib.Path(source.path).parent / name.replace("\\", "/")
        below_root = project.root / name
        elsewhere = disk.is_file(below_root) and not disk.is_file(beside)
        yield files.shown(below_root if elsewhere else beside), line
