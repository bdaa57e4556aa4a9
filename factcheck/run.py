"""From paths to a report: which project a file belongs to, what it is compared with, study on every core."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import importlib.util
import os
import pathlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from factcheck import __version__, cache, checking, configuration, files, readers, references
from factcheck.checking import Report
from factcheck.configuration import Configuration, Options
from factcheck.errors import UserError
from factcheck.language import model_name
from factcheck.references.reference import Reference
from factcheck.rules.rule import Facts, Finding
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.values import Value

if TYPE_CHECKING:  # imported where something is studied or written: a kept report is shown without
    from factcheck.conflicts.conflict import Conflict
    from factcheck.gathering import Gathering
    from factcheck.language import Parser
    from factcheck.ledger import Ledger, ReviewProblem
    from factcheck.page import Library, Page
    from factcheck.studying import Progress

    Ledgers = tuple[Mapping[str, Ledger], tuple[tuple[str, str], ...]]
    """By article, and those that are broken."""

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_TEX_BIBLIOGRAPHY = re.compile(
    r"^[^%\n]*?\\(?:bibliography\{([^}]*)\}|addbibresource(?:\[[^\]]*\])?\{([^}]*)\})", re.MULTILINE
)
_ALIAS = re.compile(r"^ {0,3}\[@[^\]\s]+\]:.*", re.MULTILINE)
_SITE_FILES = ("_quarto.yml", "_quarto.yaml", "_config.yml", "_config.yaml")
_SITE_KEYS = ("bibliography", "bibtex_bibfiles")
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be checked, and how."""

    paths: tuple[str, ...] = ()
    """Files and folders; none: the configured content, else the current folder."""
    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Texts that stand in for files (a path, what is typed there now), such as standard input."""
    overrides: tuple[str, ...] = ()
    """`KEY=VALUE` settings laid over those of the files."""
    file: str = ""
    """A configuration file to use instead of the nearest."""
    isolated: bool = False
    """Whether configuration files are left aside."""
    settings: Settings | None = None
    """Settings to use instead of all of the above, with paths relative to the current folder."""
    force_exclude: bool = False
    """Whether what is excluded is left out even where it is named."""
    alone: bool = False
    """Whether named files are compared with each other only, and not with the configured content."""
    jobs: int = 0
    """Processes; 0: one a core."""
    use_cache: bool = False
    cache_folder: str = ""
    """Where pages are kept; empty: beside the configuration."""


@dataclasses.dataclass(frozen=True)
class Project:
    """Files that share a configuration."""

    root: pathlib.Path
    settings: Settings
    """Paths and patterns relative to the current folder."""
    configuration: Configuration | None = None
    named: tuple[str, ...] = ()
    """Files that findings are wanted for, as reports show them, sorted."""
    compared: tuple[str, ...] = ()
    """Other articles of the content."""
    left_out: int = 0
    """How many named files are excluded, and left out for that."""
    problems: tuple[UserError, ...] = ()


# --- Which files


def projects(request: Request) -> tuple[Project, ...]:
    """The projects that the requested paths belong to, each with its files.

    Raises `UserError` where a configuration is wrong; a path's faults are among its project's problems.
    """
    return _Planning(request).projects()


class _Planning:
    def __init__(self, request: Request) -> None:
        self.request = request
        self.here = files.absolute(pathlib.Path())
        self._loaded: dict[pathlib.Path, Configuration | None] = {}
        self._exclusions: dict[pathlib.Path, files.Exclusion] = {}
        self._settings_of: dict[str, Settings] = {}
        self._of_folder: dict[pathlib.Path, Configuration] = {}
        self._named: dict[str, set[str]] = {}
        self._problems: dict[str, list[UserError]] = {}
        self._left_out: dict[str, int] = {}
        self._configurations: dict[str, Configuration] = {}

    def projects(self) -> tuple[Project, ...]:
        paths = self.request.paths
        if not paths and not self.request.texts:
            self._content(self._configuration(self.here))
        for name in self.request.texts:
            home = self._configuration(files.absolute(name).parent)
            self._add(home, name.replace("\\", "/"))
        for name in paths:
            self._path(name)
        return tuple(self._project(root) for root in sorted(self._configurations))

    def _project(self, root: str) -> Project:
        home = self._configurations[root]
        named = self._named.get(root, set())
        settings = self._settings(home)
        compared: set[str] = set()
        problems = self._problems.get(root, [])
        if settings.content and not self.request.alone:
            compared = self._below(settings, home, problems) - named
        if settings.per_file_ignores and self.request.settings is None and root != self.here.as_posix():
            # Patterns cannot climb out of the current folder, so that each file is named.
            ignores = configuration.ignored_in(
                configuration.resolve(home, root).per_file_ignores,
                {name: os.path.relpath(name, root).replace(os.sep, "/") for name in sorted(named | compared)},
            )
            settings = msgspec.structs.replace(settings, per_file_ignores=ignores)
        return Project(
            root=pathlib.Path(root),
            settings=settings,
            configuration=home,
            named=tuple(sorted(named)),
            compared=tuple(sorted(compared)),
            left_out=self._left_out.get(root, 0),
            problems=tuple(problems),
        )

    def _below(self, settings: Settings, home: Configuration, problems: list[UserError]) -> set[str]:
        """Every file of the configured content."""
        found: set[str] = set()
        for item in settings.content:
            path = files.absolute(item)
            if path.is_dir():
                found.update(files.shown(one) for one in self._walk(path, home) if _is_readable(one))
            elif path.exists():
                found.add(files.shown(path))
            elif not any(problem.path == files.shown(path) for problem in problems):
                problems.append(_missing_content(files.shown(path)))
        return found

    def _content(self, home: Configuration) -> None:
        """All that the configuration calls content, else the current folder."""
        settings = self._settings(home)
        self._keep(home)
        if not settings.content:
            self._path(".")
            return
        for item in settings.content:
            path = files.absolute(item)
            if path.exists():
                self._path(files.shown(path))
            else:
                self._problems.setdefault(home.root, []).append(_missing_content(files.shown(path)))

    def _path(self, name: str) -> None:
        path = files.absolute(files.named(name))
        shown = files.shown(path)
        if not path.is_dir():
            home = self._configuration(path.parent)
            self._keep(home)
            try:
                path.stat()
            except (OSError, ValueError) as error:
                self._problems.setdefault(home.root, []).append(
                    files.system_error(error, name.replace("\\", "/"))
                )
                return
            if self.request.force_exclude and self._exclusion(home).covers(path):
                self._left_out[home.root] = self._left_out.get(home.root, 0) + 1
                return
            if _is_readable(path) or readers.suffix_of(shown) in references.formats():
                self._add(home, shown)
            else:
                self._problems.setdefault(home.root, []).append(_unknown_suffix(shown))
            return
        home = self._configuration(path)
        self._keep(home)
        if self.request.force_exclude and self._exclusion(home).covers(path, folder=True):
            self._left_out[home.root] = self._left_out.get(home.root, 0) + 1
            return
        for one in self._walk(path, home, nested=True):
            if _is_readable(one):
                self._add(self._configuration(one.parent), files.shown(one))

    def _walk(
        self, folder: pathlib.Path, home: Configuration, *, nested: bool = False
    ) -> Iterator[pathlib.Path]:
        """Files below a folder, but for the ledger and the source records, which are no articles.

        Files of a project within the project are left out unless `nested` ones are wanted, too.
        """
        settings = self._settings(home)
        apart = [files.absolute(item) for item in (*settings.sources, settings.claims)]
        apart = [one for one in apart if one not in (folder, *folder.parents)]
        for path in files.walk(folder, self._exclusion(home)):
            nearer = self._configuration(path.parent)
            if nearer.root != home.root and (not nested or self._exclusion(nearer).covers(path)):
                continue
            if not any(path.is_relative_to(one) for one in apart):
                yield path

    def _add(self, home: Configuration, shown: str) -> None:
        self._keep(home)
        self._named.setdefault(home.root, set()).add(shown)

    def _keep(self, home: Configuration) -> None:
        self._configurations.setdefault(home.root, home)

    # --- Configuration

    def _settings(self, home: Configuration) -> Settings:
        if self.request.settings is not None:
            return self.request.settings
        if home.root not in self._settings_of:
            self._settings_of[home.root] = configuration.resolve(home, self.here.as_posix())
        return self._settings_of[home.root]

    def _exclusion(self, home: Configuration) -> files.Exclusion:
        root = pathlib.Path(home.root)
        if root not in self._exclusions:
            settings = self.request.settings or configuration.resolve(home, home.root)
            self._exclusions[root] = files.Exclusion(root, settings.exclude, settings.respect_gitignore)
        return self._exclusions[root]

    def _configuration(self, folder: pathlib.Path) -> Configuration:
        """The configuration of the files in a folder."""
        if folder not in self._of_folder:
            self._of_folder[folder] = self._nearest(folder)
        return self._of_folder[folder]

    def _nearest(self, folder: pathlib.Path) -> Configuration:
        overrides = self._overrides()
        if not self.request.isolated and self.request.settings is None:
            if self.request.file:
                path = files.absolute(files.named(self.request.file))
                found = self._load(path)
                if found is None:
                    raise UserError(
                        "it has no `[tool.factcheck]` table", cure="name another file", path=files.shown(path)
                    )
                return dataclasses.replace(found, root=self.here.as_posix())
            for path in files.configurations_above(folder):
                found = self._load(path)
                if found is not None:
                    return found
        empty = Configuration(root=self.here.as_posix())
        return configuration.laid_over(empty, overrides) if overrides else empty

    def _overrides(self) -> Options | None:
        if not self.request.overrides:
            return None
        return configuration.flag_options(self.request.overrides, self.here.as_posix())

    def _load(self, path: pathlib.Path) -> Configuration | None:
        if path not in self._loaded:
            self._loaded[path] = configuration.load(
                path.as_posix(),
                files.shown(path),
                lambda name: files.read_text(pathlib.Path(name), files.shown(name), empty=True),
                self._overrides(),
            )
        return self._loaded[path]


def _missing_content(shown: str) -> UserError:
    return UserError(
        "the configured content is not there", cure="mend `content` in the configuration", path=shown
    )


def _unknown_suffix(shown: str) -> UserError:
    known = " ".join(sorted(readers.readers()))
    return UserError("unknown kind of file", cure=f"known suffixes: {known}", path=shown)


def _is_readable(path: pathlib.Path) -> bool:
    suffix = readers.suffix_of(path.name)
    return suffix in readers.readers() or suffix in references.own_suffixes()


# --- From files to pages


class Listed(Value, frozen=True):
    """The references of bibliographies, and the bibliographies that are broken."""

    references: tuple[Reference, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class Shelf:
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
        """Articles and bibliographies by their path."""
        both = sorted((*self.articles, *self.bibliographies), key=lambda source: source.path)
        return {source.path: source for source in both}

    @functools.cached_property
    def shelved(self) -> tuple[Library, tuple[tuple[str, str], ...]]:
        """Bibliographies and evidence, understood, and those that are broken."""
        from factcheck.evidence.store import Store
        from factcheck.page import Library

        listed = self._listed
        records, broken = [], list(listed.broken)
        if self.records:
            from factcheck.evidence import record

            for source in self.records:
                try:
                    records.append(record.read(source))
                except UserError as error:
                    broken.append((source.path, str(error)))
        return Library(listed.references, Store.of(records)), tuple(broken)

    @property
    def _listed(self) -> Listed:
        """What the bibliographies hold and articles define, read from the cache where that is as it was."""
        if not self.bibliographies and not self.aliases:
            return Listed()
        name = b""
        if self.shop is not None:
            name = cache.key((self.shop.common, "references", msgspec.msgpack.encode(self.aliases)))
            with contextlib.suppress(KeyError, msgspec.DecodeError, ValueError):
                return msgspec.msgpack.decode(self.shop.store.get([name])[name], type=Listed)
        library, _, broken = checking.shelve(self.sources.values())
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
        return self.shelved[0]


def read_files(project: Project, texts: Mapping[str, str]) -> Shelf:
    """Read everything that a project's check needs. What cannot be read is listed, with one line each."""
    unreadable = [(problem.path or "", str(problem)) for problem in project.problems]
    failed = {path for path, _ in unreadable}
    read: dict[str, Source] = {}
    typed = {name.replace("\\", "/"): text for name, text in texts.items()}

    def take(name: str, *, empty: bool = False) -> None:
        if name in read or name in failed:
            return
        try:
            text = typed[name] if name in typed else files.read_text(pathlib.Path(name), name, empty=empty)
        except UserError as error:
            failed.add(name)
            unreadable.append((name, str(error)))
        else:
            read[name] = Source(name, text)

    for name in (*project.named, *project.compared):
        take(name, empty=readers.suffix_of(name) in references.own_suffixes())
    for name in project.settings.bibliography:
        take(name, empty=True)
    for name in _site_bibliographies(project):
        take(name, empty=True)
    for source in list(read.values()):
        for own, line in _own_bibliographies(source, project):
            if readers.suffix_of(own) not in references.formats():
                # Whatever else an article names must not be read as if it were an article, too.
                wrong_kind = UserError(
                    f"its bibliography {own} is in no format of bibliographies",
                    cure=f"known suffixes: {' '.join(sorted(references.formats()))}",
                    path=source.path,
                    line=line,
                )
                unreadable.append((source.path, str(wrong_kind)))
            elif not pathlib.Path(own).exists() and own not in typed:
                problem = UserError(
                    f"its bibliography {own} is not there", cure="mend the path", path=source.path, line=line
                )
                unreadable.append((source.path, str(problem)))
            else:
                take(own, empty=True)
    ordered = {name: read[name] for name in sorted(read)}
    listed = [source for source in ordered.values() if references.is_bibliography(source.path, source.text)]
    names = {source.path for source in listed}
    records, wrong = _records(project.settings)
    return Shelf(
        articles=tuple(source for name, source in ordered.items() if name not in names),
        bibliographies=tuple(listed),
        records=tuple(records),
        unreadable=tuple(sorted({*unreadable, *wrong})),
    )


def _records(settings: Settings) -> tuple[list[Source], list[tuple[str, str]]]:
    """The records of the local evidence, and those that cannot be read."""
    records, wrong = [], []
    for item in settings.sources:
        folder = files.absolute(item)
        if not folder.is_dir():
            problem = UserError(
                "the folder of sources is not there", cure="mend `sources`", path=files.shown(folder)
            )
            wrong.append((files.shown(folder), str(problem)))
            continue
        for path in files.walk(folder, files.Exclusion(folder)):
            if path.suffix.lower() != ".md" or path.stem.lower() == "readme":
                continue
            shown = files.shown(path)
            try:
                records.append(Source(shown, files.read_text(path, shown)))
            except UserError as error:
                wrong.append((shown, str(error)))
    return records, wrong


def _site_bibliographies(project: Project) -> Iterator[str]:
    """Bibliographies that a Quarto, Jekyll or Jupyter Book site names, in the folders above its articles."""
    folders = {pathlib.Path(name).parent for name in (*project.named, *project.compared)}
    around = {project.root}
    for folder in folders:
        full = files.absolute(folder)
        around.update(one for one in (full, *full.parents) if one.is_relative_to(project.root))
    for folder in sorted(around):
        for name in _SITE_FILES:
            path = folder / name
            if not path.is_file():
                continue
            from factcheck import lexicon

            try:
                said = lexicon.load(files.read_text(path, files.shown(path)))
            except (UserError, ValueError, yaml_error()):
                continue
            for item in _listed(said, _SITE_KEYS):
                found = folder / item
                if found.is_file():
                    yield files.shown(found)
        jekyll = folder / "_bibliography"
        if jekyll.is_dir():
            yield from (files.shown(one) for one in sorted(jekyll.glob("*.bib")))


def yaml_error() -> type[Exception]:
    import yaml

    return yaml.YAMLError


def _listed(said: Any, keys: Sequence[str]) -> Iterator[str]:
    """Strings below the given keys, wherever they stand in a mapping."""
    if not isinstance(said, dict):
        return
    for key, value in said.items():
        if key in keys:
            yield from (
                item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
            )
        elif isinstance(value, dict):
            yield from _listed(value, keys)


def _own_bibliographies(source: Source, project: Project) -> Iterator[tuple[str, int]]:
    """Bibliographies that an article names in its front matter or its preamble, with the line."""
    suffix = readers.suffix_of(source.path)
    names: list[tuple[str, int]] = []
    if suffix in (".tex", ".latex", ".ltx"):
        for match in _TEX_BIBLIOGRAPHY.finditer(source.text):
            line = source.text.count("\n", 0, match.start()) + 1
            for name in (match[1] or match[2]).split(","):
                plain = name.strip()
                names.append((plain if "." in plain else f"{plain}.bib", line))
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
        names = [(name, line) for name in _listed(said, ("bibliography",))]
    for name, line in names:
        if "://" in name or not name:
            continue
        beside = pathlib.Path(source.path).parent / name.replace("\\", "/")
        below_root = project.root / name
        yield files.shown(below_root if below_root.is_file() and not beside.is_file() else beside), line


def _common_key(project: Project, shelf: Shelf, store: cache.Cache) -> bytes:
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
            encode([line for _, _, line in shelf.aliases]),
            *(
                part
                for source in (*shelf.bibliographies, *shelf.records)
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


def _shop(project: Project, request: Request, shelf: Shelf) -> cache.Shop | None:
    if not request.use_cache:
        return None
    store = cache.Cache(cache_folder(project, request))
    common = _common_key(project, shelf, store)
    keys = {source.path: cache.key((common, source.path, source.text)) for source in shelf.articles}
    return cache.Shop(store, keys, common, cache.key((common, project.root.as_posix())))


def cache_folder(project: Project, request: Request) -> pathlib.Path:
    return files.absolute(request.cache_folder) if request.cache_folder else project.root / cache.FOLDER


# --- From pages to reports


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


def _gathering(
    project: Project, shelf: Shelf, shop: cache.Shop | None, parser: Parser | None = None
) -> Gathering:
    from factcheck.gathering import Gathering

    return Gathering(shelf.articles, lambda: shelf.library, project.settings, shop, parser)


def _parser(project: Project, request: Request) -> contextlib.AbstractContextManager[Parser | None]:
    """A process that loads the language model while files are read, where it seems that little is to be studied."""
    characters = _edited(project, request) if request.use_cache else 0
    if characters:
        from factcheck import studying

        if studying.is_little(characters):
            return studying.beside(project.settings, characters, jobs=request.jobs)
    return contextlib.nullcontext(None)


def _edited(project: Project, request: Request) -> int:
    """How many characters seem to be new: those of files that are younger than what is kept. A guess, on which only
    depends when the work is begun.
    """
    since = cache.last_written(cache_folder(project, request))
    if not since:
        return 0
    size = sum(map(len, request.texts.values()))
    for name in (*project.named, *project.compared):
        with contextlib.suppress(OSError, ValueError):
            state = os.stat(name)  # noqa: PTH116 (one call for each file in every run)
            size += state.st_size if state.st_mtime_ns > since else 0
    return size


def perform(project: Project, request: Request, progress: Progress | None = None) -> Report:
    """Check one project: everything is compared, and what concerns the named files is reported."""
    with _parser(project, request) as parser:
        return _performed(project, request, parser, progress)


def _performed(
    project: Project, request: Request, parser: Parser | None, progress: Progress | None
) -> Report:
    shelf = read_files(project, request.texts)
    today = dt.datetime.now(tz=dt.UTC).date()
    shop = _shop(project, request, shelf)
    shelf = dataclasses.replace(shelf, shop=shop)
    try:
        ledgers, broken = read_ledgers(project, shelf)
        name = _report_key(project, shelf, shop, today, (ledgers, broken)) if shop is not None else b""
        kept = _kept_report(shop, name) if shop is not None else None
        if kept is not None:
            return _revived(kept, project, request, shelf)
        gathering = _gathering(project, shelf, shop, parser)
        gathering.read(jobs=request.jobs, progress=progress)
        pages = gathering.pages
        report = checking.judge(
            pages,
            shelf.sources,
            library=shelf.library,
            settings=project.settings,
            unreadable=sorted({*shelf.unreadable, *shelf.shelved[1], *gathering.problems, *broken}),
            conflicts=gathering.conflicts(jobs=request.jobs),
            facts=Facts(reviews=_reviews(pages, ledgers, today)),
            today=today,
        )
        report = concerning(report, frozenset((*project.named, *(path for path, _ in report.unreadable))))
        if shop is not None:
            shop.store.put_report(name, msgspec.msgpack.encode(_to_keep(report)))
        return report
    finally:
        if shop is not None:
            shop.store.close()


def ledger_path(project: Project, article: str) -> pathlib.Path | None:
    """Where an article's ledger is, its own path mirrored; None for an article outside the project."""
    path = files.absolute(article)
    if not path.is_relative_to(project.root):
        return None
    return pathlib.Path(project.settings.claims) / f"{path.relative_to(project.root).as_posix()}.yaml"


def read_ledgers(project: Project, shelf: Shelf) -> Ledgers:
    """The ledgers of the articles that have one, and those that are broken."""
    found: dict[str, Ledger] = {}
    broken = []
    if not pathlib.Path(project.settings.claims).is_dir():
        return {}, ()
    for source in shelf.articles:
        path = ledger_path(project, source.path)
        if path is None or not path.is_file():
            continue
        from factcheck import ledger

        name = files.shown(path)
        try:
            found[source.path] = ledger.read(files.read_text(path, name, empty=True), name)
        except UserError as error:
            broken.append((name, str(error)))
    return found, tuple(broken)


def _reviews(
    pages: Iterable[Page], ledgers: Mapping[str, Ledger], today: dt.date
) -> tuple[ReviewProblem, ...]:
    if not ledgers:
        return ()
    from factcheck import ledger

    return tuple(
        problem
        for page in sorted(pages, key=lambda page: page.path)
        if page.path in ledgers
        for problem in ledger.review_problems(ledgers[page.path], page, today)
    )


def write_ledger(project: Project, report: Report) -> Iterator[str]:
    """Bring the ledgers of a report's articles up to date; a line for each that is changed or cannot be.

    A ledger whose article is gone goes with its claims to the article that has most of them now. Raises `UserError`
    for a malformed ledger, before any file is written.
    """
    from factcheck import ledger

    writings: list[tuple[pathlib.Path, str, pathlib.Path | None]] = []
    orphans = _orphans(project)
    for page in report.pages:
        path = ledger_path(project, page.path)
        if path is None:
            yield f"{page.path}: left out, it is outside the project"
            continue
        name, adopted = files.shown(path), None
        text = files.read_text(path, name, empty=True) if path.is_file() else None
        if text is None and (adopted := _adopted(page, orphans)) is not None:
            text = orphans.pop(adopted).text
        article = files.absolute(page.path).relative_to(project.root).as_posix()
        new = ledger.merge(text, page, name, article=article)
        if new != text or adopted is not None:
            writings.append((path, new, adopted))
    for path, new, adopted in writings:
        files.write_atomically(path, new)
        moved = ""
        if adopted is not None:
            adopted.unlink()
            moved = f" (was {files.shown(adopted)})"
        yield f"{files.shown(path)}: written{moved}"


def _orphans(project: Project) -> dict[pathlib.Path, Ledger]:
    """Ledgers whose article is no longer there."""
    folder = pathlib.Path(project.settings.claims)
    from factcheck import ledger

    found = {}
    for path in sorted(folder.rglob("*.yaml")) if folder.is_dir() else ():
        mirrored = path.relative_to(folder).as_posix().removesuffix(".yaml")
        if (project.root / mirrored).exists():
            continue
        name = files.shown(path)
        one = ledger.read(files.read_text(path, name, empty=True), name)
        if ledger.article_of(one) == mirrored:
            found[path] = one
    return found


def _adopted(page: Page, orphans: Mapping[pathlib.Path, Ledger]) -> pathlib.Path | None:
    """The ledger that at least half of whose claims stand in a page now."""
    ids = {claim.id for statement in page.statements for claim in statement.claims}
    best, most = None, 0
    for path, one in orphans.items():
        shared = sum(1 for entry in one.entries if entry.id in ids)
        if shared * 2 >= len(one.entries) and shared > most:
            best, most = path, shared
    return best


def _report_key(project: Project, shelf: Shelf, shop: cache.Shop, today: dt.date, ledgers: Ledgers) -> bytes:
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    ends = bool(ledgers[0]) or any("until=" in source.text for source in shelf.articles)
    return cache.key(
        (
            shop.common,
            encode(project.settings),
            encode((project.named, project.compared, shelf.unreadable)),
            today.isoformat() if ends else "",
            encode(([(path, one.text) for path, one in sorted(ledgers[0].items())], ledgers[1])),
            *shop.keys.values(),
        )
    )


def _kept_report(shop: cache.Shop, name: bytes) -> Kept | None:
    data = shop.store.get_report(name, shop.names())
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=Kept)
    except (msgspec.DecodeError, ValueError):
        return None


def _to_keep(report: Report) -> Kept:
    return Kept(
        findings=report.findings,
        suppressed=report.suppressed,
        conflicts=msgspec.msgpack.encode(report.conflicts),
        unreadable=report.unreadable,
        counts=report.summary(),
        paths=report.paths,
    )


def _revived(kept: Kept, project: Project, request: Request, shelf: Shelf) -> Report:
    def load() -> Sequence[Page]:
        shop = _shop(project, request, shelf)
        try:
            gathering = _gathering(project, dataclasses.replace(shelf, shop=shop), shop)
            gathering.read(jobs=request.jobs)
        finally:
            if shop is not None:
                shop.store.close()
        by_path = {page.path: page for page in gathering.pages}
        return tuple(by_path[path] for path in kept.paths)

    def conflicts() -> Sequence[Conflict]:
        from factcheck.conflicts.conflict import Conflict

        return msgspec.msgpack.decode(kept.conflicts, type=tuple[Conflict, ...])

    return Report(
        findings=kept.findings,
        suppressed=kept.suppressed,
        conflicts=Postponed(None, conflicts),
        unreadable=kept.unreadable,
        pages=KeptPages(kept.paths, load),
        sources=shelf.sources,
        settings=project.settings,
        counts=kept.counts,
    )


def concerning(report: Report, named: frozenset[str]) -> Report:
    """A report with the pages of the named files, and the findings that have an end in one of them."""
    return dataclasses.replace(
        report,
        pages=tuple(page for page in report.pages if page.path in named),
        findings=tuple(
            finding
            for finding in report.findings
            if finding.path in named or any(related.path in named for related in finding.related)
        ),
        suppressed=tuple(finding for finding in report.suppressed if finding.path in named),
        conflicts=tuple(
            conflict
            for conflict in report.conflicts
            if any(place.path in named for place in (conflict.place, *conflict.others))
        ),
    )


def joined(reports: Sequence[Report]) -> Report:
    """The reports of several projects as one."""
    if len(reports) == 1:
        return reports[0]
    sources: dict[str, Source] = {}
    for report in reports:
        sources.update(report.sources)
    return dataclasses.replace(
        reports[0] if reports else Report((), (), (), {}),
        findings=tuple(
            sorted(
                (f for report in reports for f in report.findings),
                key=lambda f: (f.path, f.span, f.code, f.message),
            )
        ),
        pages=tuple(
            sorted((page for report in reports for page in report.pages), key=lambda page: page.path)
        ),
        suppressed=tuple(finding for report in reports for finding in report.suppressed),
        conflicts=tuple(conflict for report in reports for conflict in report.conflicts),
        sources=sources,
        unreadable=tuple(sorted({line for report in reports for line in report.unreadable})),
    )


def check_paths(paths: Iterable[str | os.PathLike[str]], settings: Settings | None = None) -> Report:
    """Check files and folders as `factcheck check` does, without a cache.

    Without `settings` the nearest configuration counts. What cannot be read is in `Report.unreadable`. Raises
    `UserError` where a configuration is wrong.
    """
    given = [os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    request = Request(paths=tuple(given), settings=settings)
    return joined([perform(project, request) for project in projects(request)])


# --- For the command line


def watched(request: Request) -> dict[str, int]:
    """When every file of a check was last changed, in nanoseconds."""
    found: dict[str, int] = {}
    for project in projects(request):
        read = project.configuration.files if project.configuration else ()
        folders = [path for item in project.settings.sources for path in pathlib.Path(item).glob("**/*.md")]
        names = (*project.named, *project.compared, *project.settings.bibliography, *read, *map(str, folders))
        for name in names:
            try:
                found[name] = pathlib.Path(name).stat().st_mtime_ns
            except OSError:
                found[name] = -1
    return found
