"""The server: what is open, when it is checked, what the client is told."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import dataclasses
import logging
import os
import pathlib
import re
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FrameType

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from factcheck import __version__, baseline, files, readers, references, upkeep
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.projects import Project, Request, projects
from factcheck.run import joined, perform
from factcheck.server.actions import code_actions, is_among
from factcheck.server.desk import Desk
from factcheck.server.diagnostics import NAME, diagnostics
from factcheck.server.hover import hover

_QUIET = 0.3
"""Seconds without a key stroke after which a text is checked."""
_PATIENCE = 20.0
"""Seconds that a request waits for the check of what was just typed."""
_SUFFIXES = {
    "html": ".html",
    "latex": ".tex",
    "markdown": ".md",
    "mediawiki": ".wiki",
    "plaintext": ".txt",
    "quarto": ".qmd",
    "restructuredtext": ".rst",
    "wikitext": ".wiki",
}
"""Suffixes for texts that are not saved yet, by the editor's name of their language."""
_OLDER = frozenset(
    "chat-editing-text-model conflictResolution diffview fugitive git gitfs gitlens gitlens-git hg pr review scm svn".split()
)
"""Schemes under which editors show what a file was, beside what it is."""
logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class _Checked:
    """What came of a check."""

    desk: Desk
    problem: str = ""
    """Why some texts could not be checked."""
    failed: frozenset[str] = frozenset()
    """Their paths."""


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class FactcheckServer(LanguageServer):
    """Checks what is open whenever nobody has typed for a moment, one check at a time."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._worker = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="check")
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._work: concurrent.futures.Future[_Checked] | None = None
        self._settled: asyncio.Event | None = None
        self._again = False
        self._closing = False
        self._desk = Desk(Report((), (), (), {}))
        self._said = ""
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def ask_for_changes(self) -> None:
        """Ask the client to tell of changed files, as many do only where they are asked."""
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        suffixes = sorted({*readers.readers(), *references.own_suffixes()})
        patterns = (
            "**/*.toml",  # any can be extended
            f"**/*{{{','.join(suffixes)}}}",
            f"**/{baseline.NAME}",
            "**/*.{yaml,yml}",  # ledgers, and what a site names its bibliographies in
            "**/.gitignore",
        )
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in patterns]
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        self.client_register_capability(
            types.RegistrationParams([types.Registration(id=NAME, method=method, register_options=wanted)])
        )

    # Texts and their paths

    def documents(self) -> dict[str, TextDocument]:
        """Every open text by the URI that the client gave it; the workspace knows some by another spelling.

        Older versions of files are left out: they would be held against the new ones.
        """
        opened = self.workspace.text_documents.values()
        return {one.uri: one for one in opened if one.uri.partition(":")[0] not in _OLDER}

    def path_of(self, uri: str) -> str:
        """What reports call a text: its file's path, else a name with the suffix of its language."""
        document = self.documents().get(uri)
        path = uris.to_fs_path(uri)
        if path is None:
            path = re.sub(r"[^\w.-]+", "-", uri.partition(":")[2]).strip("-") or "untitled"
            path = str(pathlib.Path.cwd() / path)
        if readers.suffix_of(path) not in readers.readers() and document is not None:
            path += _SUFFIXES.get(document.language_id or "", "")
        return files.shown(path)

    def opened(self) -> dict[str, str]:
        """The URI of every open text that is an article or a bibliography, by its path."""
        named = {self.path_of(uri): uri for uri in sorted(self.documents())}
        known = {*readers.readers(), *references.own_suffixes()}
        return {path: uri for path, uri in named.items() if readers.suffix_of(path) in known}

    def text_of(self, uri: str) -> str:
        """A text as the client has it; half a character, which no file can hold, is replaced."""
        return _LONE_SURROGATE.sub("\ufffd", self.documents()[uri].source)

    # Checking

    def changed(self, wait: float = _QUIET) -> None:
        """Check after a while, unless there is another change before."""
        if self._closing:
            return
        if self._settled is None:
            self._settled = asyncio.Event()
        self._settled.clear()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(wait, self._start)

    def _start(self) -> None:
        self._timer = None
        if self._running is not None and not self._running.done():
            self._again = True
            return
        self._running = asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        while True:
            self._again = False
            opened = self.opened()
            texts = {path: self.text_of(uri) for path, uri in opened.items()}
            versions = {uri: self.documents()[uri].version for uri in opened.values()}
            agreed = self.workspace.position_encoding or "utf-16"
            # What the client offered comes as a plain word: the protocol lets there be others than it names.
            encoding = str(getattr(agreed, "value", agreed))
            try:
                self._work = self._worker.submit(self._perform, texts, opened, encoding)
                checked = await asyncio.wrap_future(self._work)
            except (asyncio.CancelledError, RuntimeError):
                return
            self._publish(checked, versions)
            if not self._again:
                break
        if self._timer is None and self._settled is not None:
            self._settled.set()

    def _perform(self, texts: Mapping[str, str], opened: Mapping[str, str], encoding: str) -> _Checked:
        """Check the open texts; an error of ours is logged and ends nothing, and what is wrong with one project
        leaves the others as they are.
        """
        wrong: dict[str, str] = {}
        reports = []
        files.forget()
        for project, request in self._planned(texts, wrong):
            with self._kept_apart(project.named, wrong):
                reports.append(self._reported(project, request))
        report = joined(reports)
        pages = {page.path: page for page in report.pages if page.path in opened}
        desk = Desk(report, opened, encoding, pages)
        return _Checked(desk, "\n".join(dict.fromkeys(wrong.values())), frozenset(wrong))

    def _planned(self, texts: Mapping[str, str], wrong: dict[str, str]) -> Sequence[tuple[Project, Request]]:
        """The projects of open texts; texts whose configuration is wrong are left out, and told of in `wrong`."""
        request = Request(texts=texts, force_exclude=True, jobs=1, use_cache=True)
        found: Sequence[Project] = ()
        together: dict[str, str] = {}
        with self._kept_apart(texts, together):
            found = projects(request) if texts else ()
        if together and len(texts) > 1:
            alone: dict[str, str] = {}
            for path, text in texts.items():
                self._planned({path: text}, alone)
            if alone:
                wrong.update(alone)
                return self._planned({path: texts[path] for path in texts if path not in alone}, wrong)
        wrong.update(together)
        return [(project, request) for project in found]

    @contextlib.contextmanager
    def _kept_apart(self, paths: Iterable[str], wrong: dict[str, str]) -> Iterator[None]:
        """Notes for these paths what goes wrong."""
        try:
            yield
        except UserError as error:
            wrong.update(dict.fromkeys(paths, str(error)))
        except Exception as error:
            logger.exception("a check failed")
            said = f"bug in factcheck {__version__}: {type(error).__name__}: {error}"[:300]
            wrong.update(dict.fromkeys(paths, said))

    def _reported(self, project: Project, request: Request) -> Report:
        """The report of a project without what its baseline knows.

        Without a configuration there is no place of its own for a cache.
        """
        if project.configuration is None or not project.configuration.files:
            if self._scratch is None:
                self._scratch = tempfile.TemporaryDirectory(prefix="factcheck-", ignore_cleanup_errors=True)
            request = dataclasses.replace(request, cache_folder=self._scratch.name)
        return upkeep.hold_against_baseline(project, perform(project, request))[0]

    def _publish(self, checked: _Checked, versions: Mapping[str, int | None]) -> None:
        if checked.problem and checked.problem != self._said:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, checked.problem))
        self._said = checked.problem
        if checked.failed and checked.failed.issuperset(checked.desk.addresses):
            return
        self._desk = checked.desk
        for path, uri in checked.desk.addresses.items():
            if uri not in self.documents() or path in checked.failed:
                continue
            found = diagnostics(path, checked.desk)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=versions.get(uri))
            )

    async def desk_for(self, uri: str) -> tuple[str, Desk] | None:
        """What is known of a text as it stands now; None where that takes too long or cannot be found out."""
        if self._settled is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), _PATIENCE)
        if uri not in self.documents():
            return None
        path, desk = self.path_of(uri), self._desk
        source = desk.report.sources.get(path)
        return (path, desk) if source is not None and source.text == self.text_of(uri) else None

    def is_checking(self) -> bool:
        """Whether a check runs, which nothing but the end of the process can end early."""
        return self._work is not None and self._work.running()

    def close_down(self) -> None:
        """Begin nothing new, and leave nothing behind."""
        self._closing = True
        if self._timer is not None:
            self._timer.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)
        if self._scratch is not None:
            self._scratch.cleanup()


def server() -> FactcheckServer:
    """A language server that is not running yet."""
    ls = FactcheckServer()

    @ls.feature(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        ls.ask_for_changes()

    @ls.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        ls.changed(0)

    @ls.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        ls.changed()

    @ls.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        ls.changed(0)

    @ls.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        ls.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=params.text_document.uri, diagnostics=[])
        )
        ls.changed()

    @ls.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        ls.changed()

    @ls.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        ls.changed()

    @ls.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(params: types.HoverParams) -> types.Hover | None:
        known = await ls.desk_for(params.text_document.uri)
        return hover(known[0], params.position, known[1]) if known else None

    @ls.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    )
    async def acting(params: types.CodeActionParams) -> list[types.CodeAction]:
        known = await ls.desk_for(params.text_document.uri)
        found = code_actions(known[0], params.range, known[1]) if known else []
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        return [action for action in found if not only or is_among(action, only)]

    @ls.feature(types.SHUTDOWN)
    def shutting_down(params: None) -> None:
        ls.close_down()

    return ls


def serve(*, interrupted: int) -> None:
    """Serve on standard input and output until the client leaves; `interrupted` is the exit code where it is told to
    end by a signal.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="factcheck: %(message)s")
    output = sys.stdout.buffer
    sys.stdout = sys.stderr
    ls = server()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        # Whoever reads standard input is not to be woken: Python would wait for it, and for the check that runs.
        ls.close_down()
        os._exit(interrupted)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, leave)
    try:
        ls.start_io(sys.stdin.buffer, output)
    finally:
        ls.close_down()
    if ls.is_checking():
        os._exit(0)  # Python would wait for it, and the first check of a large collection takes minutes
