"""From paths to projects: which files a check is about, and what configuration they share."""

from __future__ import annotations

import dataclasses
import itertools
import os
import pathlib
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from factcheck import baseline, configuration, files, readers, references
from factcheck.configuration import Configuration, Options
from factcheck.errors import UserError
from factcheck.settings import Settings


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
    disk: files.Disk = dataclasses.field(default_factory=files.Disk)
    """Where files are found and read."""
    written: frozenset[str | tuple[int, int]] = frozenset()
    """Where the output of the run goes, which is no article: files by their real paths, or by device and number."""
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
    whole: bool = False
    """Whether the named files are all that it has."""
    left_out: int = 0
    """How many named files are excluded, and left out for that."""
    problems: tuple[UserError, ...] = ()


def projects(request: Request) -> tuple[Project, ...]:
    """The projects that the requested paths belong to, each with its files.

    Raises `UserError` where a configuration is wrong; a path's faults are among its project's problems.
    """
    return _Planning(request).projects()


def wholes(request: Request) -> tuple[Project, ...]:
    """The projects, each with all of its articles named."""
    return tuple(
        dataclasses.replace(
            project, named=tuple(sorted({*project.named, *project.compared})), compared=(), whole=True
        )
        for project in projects(request)
    )


class _Planning:
    def __init__(self, request: Request) -> None:
        self.request = request
        self.here = files.absolute(pathlib.Path())
        self._loaded: dict[pathlib.Path, Configuration | None] = {}
        self._exclusions: dict[tuple[str, pathlib.Path], files.Exclusion] = {}
        self._settings_of: dict[str, Settings] = {}
        self._of_folder: dict[pathlib.Path, Configuration] = {}
        self._named: dict[str, set[str]] = {}
        self._problems: dict[str, list[UserError]] = {}
        self._left_out: dict[str, int] = {}
        self._walked: set[pathlib.Path] = set()
        self._configurations: dict[str, Configuration] = {}
        self._naming: Configuration | None = None
        """Names the content that is checked, which may lie where no configuration is above it."""
        self._folders: dict[str, tuple[str, str]] = {}

    def projects(self) -> tuple[Project, ...]:
        paths = self.request.paths
        if not paths and not self.request.texts:
            self._content(self._configuration(self.here))
        for name in self.request.texts:
            path = files.absolute(name)
            home = self._configuration(path.parent)
            if not self._leaves_out(path, path.parent, home):
                self._add(home, name.replace("\\", "/"))
        for name in paths:
            self._path(name)
        everywhere = sorted(itertools.chain.from_iterable(self._named.values()))
        kept = set(self._once(everywhere).values())
        for names in self._named.values():
            names.intersection_update(kept)
        return tuple(self._project(root) for root in sorted(self._configurations))

    def _once(self, names: Iterable[str]) -> dict[str, str]:
        """Each file by where it really is, and the name that it goes by: of several, its own before symbolic links.

        A text that stands in for a file goes by the name that it came with.
        """
        texts = {name.replace("\\", "/") for name in self.request.texts}
        found: dict[str, str] = {}
        own: set[str] = set()
        for name in names:
            real, is_own = self._real(name)
            if self.request.written and self._is_written(real):
                continue
            if (
                real not in found
                or name in texts
                or (is_own and real not in own and found[real] not in texts)
            ):
                found[real] = name
            if is_own:
                own.add(real)
        return found

    def _is_written(self, real: str) -> bool:
        if real in self.request.written:
            return True
        try:
            state = os.stat(real)  # noqa: PTH116
        except (OSError, ValueError):
            return False
        return (state.st_dev, state.st_ino) in self.request.written

    def _real(self, name: str) -> tuple[str, bool]:
        """Where a file is behind symbolic links, and whether there are none."""
        folder, base = os.path.split(name)
        if folder not in self._folders:
            self._folders[folder] = (os.path.abspath(folder), os.path.realpath(folder))  # noqa: PTH100
        plain, real = self._folders[folder]
        path = os.path.join(real, base)  # noqa: PTH118 (one for each file in every run)
        if os.path.islink(path):  # noqa: PTH114
            return os.path.realpath(path), False
        return path, plain == real

    def _project(self, root: str) -> Project:
        home = self._configurations[root]
        named = self._named.get(root, set())
        settings = self._settings(home)
        compared: set[str] = set()
        problems = self._problems.setdefault(root, [])
        if settings.content and not self.request.alone:
            named, compared = self._apart(named, self._below(settings, home, problems))
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
            whole=self._is_whole(root, settings, compared),
            left_out=self._left_out.get(root, 0),
            problems=tuple(problems),
        )

    def _apart(self, named: set[str], content: set[str]) -> tuple[set[str], set[str]]:
        """The named files, and what else there is in the content, each by the name that it goes by."""
        # What is named goes before, so that of two links it is the one that counts.
        called = self._once([*sorted(named), *sorted(content - named)])
        asked = {called[real] for name in named if (real := self._real(name)[0]) in called}
        return asked, set(called.values()) - asked

    def _is_whole(self, root: str, settings: Settings, compared: Collection[str]) -> bool:
        if settings.content and not self.request.alone:
            return not compared
        return any(pathlib.Path(root).is_relative_to(folder) for folder in self._walked)

    def _below(self, settings: Settings, home: Configuration, problems: list[UserError]) -> set[str]:
        """Every file of the configured content."""
        found: set[str] = set()
        for item in settings.content:
            path = files.absolute(item)
            if files.is_folder(path):
                found.update(files.shown(one) for one in self._walk(path, home) if _is_readable(one))
            elif files.exists(path):
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
        self._naming = home
        for item in settings.content:
            path = files.absolute(item)
            if files.exists(path):
                self._path(files.shown(path))
            else:
                self._problems.setdefault(home.root, []).append(_missing_content(files.shown(path)))

    def _path(self, name: str) -> None:
        path = files.absolute(files.named(name))
        shown = files.shown(path)
        if not files.is_folder(path):
            home = self._configuration(path.parent)
            self._keep(home)
            try:
                path.stat()
            except (OSError, ValueError) as error:
                if not self.request.disk.is_file(path):
                    problem = files.system_error(error, name.replace("\\", "/"))
                    self._problems.setdefault(home.root, []).append(problem)
                    return
            if self._leaves_out(path, path.parent, home):
                return
            if _is_readable(path) or readers.suffix_of(shown) in references.formats():
                self._add(home, shown)
            else:
                self._problems.setdefault(home.root, []).append(_unknown_suffix(shown))
            return
        home = self._configuration(path)
        self._keep(home)
        if self._leaves_out(path, path, home):
            return
        self._walked.add(path)
        for one in self._walk(path, home, named=True):
            if _is_readable(one):
                self._add(self._configuration(one.parent), files.shown(one))

    def _leaves_out(self, path: pathlib.Path, folder: pathlib.Path, home: Configuration) -> bool:
        """Whether what is named is excluded, and left out and counted for that; the folder is its own or itself."""
        if not self.request.force_exclude:
            return False
        if not self._exclusion(home, folder).covers(path, folder=path == folder):
            return False
        self._keep(home)
        self._left_out[home.root] = self._left_out.get(home.root, 0) + 1
        return True

    def _walk(
        self, folder: pathlib.Path, home: Configuration, *, named: bool = False
    ) -> Iterator[pathlib.Path]:
        """Files below a folder, but for the ledger and the source records, which are no articles.

        Files of a project within the project are left out unless the folder is `named`, and so is all of one that is
        excluded itself.
        """
        settings = self._settings(home)
        apart = [files.absolute(item) for item in (*settings.sources, settings.claims)]
        apart = [one for one in apart if one not in (folder, *folder.parents)]
        exclusion = self._exclusion(home, folder)
        if named and exclusion.covers(folder, folder=True):
            exclusion = self._exclusion_within(home, folder)
        problems = self._problems.setdefault(home.root, [])

        def told(problem: UserError) -> None:
            if not any(one.path == problem.path for one in problems):  # the same content may be walked twice
                problems.append(problem)

        for path in self.request.disk.walk(folder, exclusion, told):
            nearer = self._configuration(path.parent)
            if (
                nearer.files
                and nearer.root != home.root
                and (not named or self._exclusion(nearer, path.parent).covers(path))
            ):
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

    def _exclusion(self, home: Configuration, folder: pathlib.Path) -> files.Exclusion:
        """What is left out of a folder: below the project its patterns, elsewhere in the repository that is there."""
        root = pathlib.Path(home.root)
        if not folder.is_relative_to(root):
            root = files.repository_of(folder) or folder
        key = (home.root, root)
        if key not in self._exclusions:
            settings = self.request.settings or configuration.resolve(home, root.as_posix())
            self._exclusions[key] = files.Exclusion(root, settings.exclude, settings.respect_gitignore)
        return self._exclusions[key]

    def _exclusion_within(self, home: Configuration, folder: pathlib.Path) -> files.Exclusion:
        """What is left out of a folder that is excluded and named all the same: not what excludes the whole of it."""
        settings = self.request.settings
        if settings is not None:
            return files.Exclusion(folder, (), settings.respect_gitignore, alone=True)
        settings = configuration.resolve(home, folder.as_posix())
        patterns = tuple(pattern for pattern in settings.exclude if pattern not in ("**", "!**"))
        return files.Exclusion(folder, patterns, settings.respect_gitignore, alone=True)

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
            if self._naming is not None:
                return self._naming
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


def watched(request: Request, *others: str) -> dict[str, int]:
    """When every file of a check, and others, were last changed, in nanoseconds.

    Where it is wrong what is to be checked, the problem stands in their place: another one is a change, too.
    """
    names = list(others)
    try:
        for project in projects(request):
            read = project.configuration.files if project.configuration else ()
            names += (*project.named, *project.compared, *project.settings.bibliography, *read)
            names.append(str(project.root / baseline.NAME))
            for item in project.settings.sources:
                names += map(str, pathlib.Path(item).glob("**/*.md"))
            names += map(str, pathlib.Path(project.settings.claims).glob("**/*.yaml"))
    except UserError as error:
        names.append(str(error))
    found: dict[str, int] = {}
    for name in names:
        try:
            found[name] = pathlib.Path(name).stat().st_mtime_ns
        except (OSError, ValueError):
            found[name] = -1
    return found
