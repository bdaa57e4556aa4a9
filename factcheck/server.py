"""The language server: findings while typing, what is known of a claim under the pointer, edits to choose.

The functions above the server turn reports into what the protocol speaks of, and touch nothing. Every open
text stands in for its file, and the configured content is compared with it as `factcheck check` does.
Standard output belongs to the protocol; whatever else is said goes to standard error.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import dataclasses
import functools
import importlib.metadata
import logging
import pathlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from factcheck import __version__, baseline, files, fixes, readers, references, suppress, upkeep
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.page import Page, PageClaim, PageStatement
from factcheck.projects import Project, Request, projects
from factcheck.rules import rules
from factcheck.rules.rule import Finding, RelatedPlace, Severity
from factcheck.run import joined, perform
from factcheck.text import Source, Span
from factcheck.values import Value

NAME = "factcheck"
_QUIET = 0.3
"""Seconds without a key stroke after which a text is checked."""
_PATIENCE = 20.0
"""Seconds that a request waits for the check of what was just typed."""
_REASON = "say why"
"""The reason in a comment that an action writes; whoever takes the action puts the real one in its place."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
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

logger = logging.getLogger(__name__)

Placed = TypeVar("Placed", PageClaim, PageStatement)


# --- Positions


class Ruler(Value, frozen=True):
    """Tells code points and the protocol's lines and characters of one text from each other.

    The protocol counts from 0, in UTF-16 code units unless client and server agree on another encoding.
    """

    source: Source
    encoding: str = "utf-16"

    def position(self, offset: int) -> types.Position:
        """Where an offset lies; one behind the end of the text lies at its end."""
        offset = min(offset, len(self.source.text))
        line, column = self.source.line_column(offset)
        start = offset - column + 1
        return types.Position(line - 1, self._units(self.source.text[start:offset]))

    def range(self, span: Span) -> types.Range:
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The code point at a position; one behind the end of a line is that end."""
        starts = self.source.line_starts
        if position.line >= len(starts):
            return len(self.source.text)
        start = starts[position.line]
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(self.source.text)
        line = self.source.text[start:end].rstrip("\r\n")
        if self.encoding == "utf-32" or line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(character)
        return start + len(line)

    def span(self, range_: types.Range) -> Span:
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def _units(self, text: str) -> int:
        if self.encoding == "utf-32" or text.isascii():
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)


# --- From findings to diagnostics


@dataclasses.dataclass(frozen=True)
class Desk:
    """A report with what it takes to speak of its places: rulers and addresses."""

    report: Report
    addresses: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """URIs of the texts that are open, by path."""
    encoding: str = "utf-16"
    pages: Mapping[str, Page] = dataclasses.field(default_factory=dict)

    @functools.cached_property
    def _rulers(self) -> dict[str, Ruler]:
        return {}

    def ruler(self, path: str) -> Ruler | None:
        if path not in self._rulers and path in self.report.sources:
            self._rulers[path] = Ruler(self.report.sources[path], self.encoding)
        return self._rulers.get(path)

    def address(self, path: str) -> str:
        """The URI of a file."""
        return self.addresses.get(path) or uris.from_fs_path(str(files.absolute(path))) or path

    def range(self, place: Finding | RelatedPlace) -> types.Range:
        """Where a place is; its line alone where its file could not be read."""
        ruler = self.ruler(place.path)
        if ruler is not None:
            return ruler.range(place.span)
        at = types.Position(max(0, place.line - 1), max(0, place.column - 1))
        return types.Range(at, at)

    def related(self, place: Finding | RelatedPlace) -> types.DiagnosticRelatedInformation:
        return types.DiagnosticRelatedInformation(
            location=types.Location(self.address(place.path), self.range(place)), message=place.message
        )


def shown(path: str, report: Report) -> Iterator[tuple[Finding, RelatedPlace | None]]:
    """The findings with an end in a file, each with that end where it is not the one that the rule names."""
    for finding in report.findings:
        if finding.path == path:
            yield finding, None
        for place in finding.related:
            if place.path == path:
                yield finding, place


def diagnostics(path: str, desk: Desk) -> list[types.Diagnostic]:
    """What is wrong in a file. A conflict is shown at every end, and leads from each to the others."""
    found = []
    for finding, end in shown(path, desk.report):
        others = [place for place in finding.related if place is not end]
        ends: list[Finding | RelatedPlace] = [*others] if end is None else [finding, *others]
        page = _manual_address(finding.code)
        found.append(
            types.Diagnostic(
                range=desk.range(end or finding),
                message=finding.message,
                severity=_SEVERITIES[finding.severity],
                code=finding.code,
                code_description=types.CodeDescription(page) if page else None,
                source=NAME,
                related_information=[desk.related(place) for place in ends] or None,
                data={"fingerprint": finding.fingerprint, "name": finding.name},
            )
        )
    return found


@functools.cache
def _manual_address(code: str) -> str:
    """The URI of a rule's page: the published documentation, else the page that came with the package."""
    rule = rules().get(code)
    if rule is None:
        return ""
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for line in importlib.metadata.metadata("factcheck-lint").get_all("Project-URL") or ():
            label, _, url = line.partition(",")
            if label.strip().lower() == "documentation":
                return f"{url.strip().rstrip('/')}/rules/{rule.name}"
    package = pathlib.Path(__file__).parent
    for folder in (package / "docs", package.parent / "docs"):
        page = folder / "rules" / f"{rule.name}.md"
        if page.is_file():
            return page.as_uri()
    return ""


# --- What is known of a claim


def hover(path: str, position: types.Position, desk: Desk) -> types.Hover | None:
    """The claim at a position with its status, the reason and its citations, as Markdown."""
    page, ruler = desk.pages.get(path), desk.ruler(path)
    if page is None or ruler is None:
        return None
    offset = ruler.offset(position)
    statement = _shortest([one for one in page.statements if one.span.start <= offset <= one.span.end])
    if statement is None:
        return None
    claim = _shortest([one for one in statement.claims if one.span.start <= offset <= one.span.end])
    if claim is None and len(statement.claims) == 1:
        claim = statement.claims[0]
    lines = list(_about(claim or statement))
    if claim is None and len(statement.claims) > 1:
        lines.append(f"{len(statement.claims)} claims")
    span = claim.span if claim is not None else statement.span
    lines += [
        f"{finding.code} {finding.name}: {_escaped(finding.message)}"
        for finding, end in shown(path, desk.report)
        if (end or finding).span.start <= offset <= (end or finding).span.end
    ]
    text = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines))
    return types.Hover(contents=text, range=ruler.range(span))


def _shortest(found: Sequence[Placed]) -> Placed | None:
    return min(found, key=lambda one: (len(one.span), one.span), default=None)


def _about(holder: PageClaim | PageStatement) -> Iterator[str]:
    assessment = holder.assessment
    kind = f" {holder.kind}" if isinstance(holder, PageClaim) else ""
    said = f"**{assessment.status}**{kind}"
    if assessment.reason and assessment.reason != assessment.scope:
        said += f": {_escaped(assessment.reason)}"
    if assessment.scope is not None:
        said += f" (by its {assessment.scope})"
    yield said
    yield f"> {_escaped(holder.text)}"
    cited = []
    for citation in assessment.citations:
        where = f"leads nowhere: {citation.problem}" if citation.problem else citation.reference or ""
        cited.append(f"- `{_bare(citation.mark) or 'the document'}` → {_escaped(where)}")
    if cited:
        yield "\n".join(cited)
    if isinstance(holder, PageClaim) and holder.verdict is not None:
        yield f"Evidence: {holder.verdict.support}" + (
            f" ({_escaped(holder.verdict.reason)})" if holder.verdict.reason else ""
        )


def _escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!$])", r"\\\1", " ".join(text.split()))


def _bare(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


# --- Edits to choose


def code_actions(path: str, range_: types.Range, desk: Desk) -> list[types.CodeAction]:
    """The fixes and comments that are possible within a range."""
    page, ruler = desk.pages.get(path), desk.ruler(path)
    if page is None or ruler is None:
        return []
    wanted = ruler.span(range_)
    here = [
        (finding, (end or finding).span)
        for finding, end in shown(path, desk.report)
        if _touches((end or finding).span, wanted)
    ]
    every = diagnostics(path, desk)
    actions = []
    sources = {path: ruler.source}
    safe = fixes.edits([page], sources)
    for edit in safe:
        if _touches(edit.span, wanted):
            text = f"`{_bare(edit.text)}`" if edit.text else "nothing"
            actions.append(
                _action(f"Write {text}: {edit.why}", [_text_edit(edit, ruler)], path, desk, preferred=True)
            )
    for code in dict.fromkeys(finding.code for finding, _ in here if finding.code.startswith("FC1")):
        found = [finding for finding, end in here if finding.code == code and finding.path == path]
        marks = [edit for edit in fixes.edits([page], sources, found, needed=(code,)) if edit not in safe]
        if marks:
            about = [one for one in every if one.code == code and _meets(one.range, range_)]
            said = [_text_edit(edit, ruler) for edit in marks]
            actions.append(_action("Mark as [citation needed]", said, path, desk, about))
    for code in dict.fromkeys(finding.code for finding, _ in here if not finding.code.startswith("FC9")):
        spans = dict.fromkeys(span for finding, span in here if finding.code == code)
        try:
            added = suppress.add_ignores(ruler.source, page, [(code, span) for span in spans], _REASON)
        except UserError:
            continue
        if added.written:
            about = [one for one in every if one.code == code and _meets(one.range, range_)]
            title = f"Ignore {code} ({rules()[code].name}) here"
            actions.append(_action(title, change(ruler, added.text), path, desk, about))
    if safe:
        actions.append(
            types.CodeAction(
                title="Make every safe fix",
                kind=types.CodeActionKind.SourceFixAll,
                edit=_workspace_edit([_text_edit(edit, ruler) for edit in safe], path, desk),
            )
        )
    return actions


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _meets(one: types.Range, other: types.Range) -> bool:
    def at(position: types.Position) -> tuple[int, int]:
        return position.line, position.character

    return at(one.start) <= at(other.end) and at(other.start) <= at(one.end)


def _text_edit(edit: fixes.Edit, ruler: Ruler) -> types.TextEdit:
    return types.TextEdit(ruler.range(edit.span), edit.text)


def change(ruler: Ruler, after: str) -> list[types.TextEdit]:
    """The edit that makes one text of another, as short as one stretch can be."""
    before = ruler.source.text
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    if before == after:
        return []
    span = Span(start, len(before) - tail)
    return [types.TextEdit(ruler.range(span), after[start : len(after) - tail])]


def _workspace_edit(edits: list[types.TextEdit], path: str, desk: Desk) -> types.WorkspaceEdit:
    return types.WorkspaceEdit(changes={desk.address(path): edits})


def _action(
    title: str,
    edits: list[types.TextEdit],
    path: str,
    desk: Desk,
    about: Iterable[types.Diagnostic] = (),
    *,
    preferred: bool = False,
) -> types.CodeAction:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        edit=_workspace_edit(edits, path, desk),
        diagnostics=list(about) or None,
        is_preferred=preferred or None,
    )


# --- The server


@dataclasses.dataclass(frozen=True)
class _Checked:
    """What came of a check."""

    desk: Desk
    problem: str = ""
    """Why nothing could be checked."""


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class FactcheckServer(LanguageServer):
    """Checks what is open whenever nobody has typed for a moment, one check at a time."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._worker = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="check")
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
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
            "**/{factcheck,pyproject}.toml",
            f"**/*{{{','.join(suffixes)}}}",
            f"**/{baseline.NAME}",
        )
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in patterns]
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        self.client_register_capability(
            types.RegistrationParams([types.Registration(id=NAME, method=method, register_options=wanted)])
        )

    # Texts and their paths

    def documents(self) -> dict[str, TextDocument]:
        """Every open text by the URI that the client gave it; the workspace knows some by another spelling."""
        return {document.uri: document for document in self.workspace.text_documents.values()}

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
            encoding = str(getattr(self.workspace.position_encoding, "value", "utf-16"))
            try:
                loop = asyncio.get_running_loop()
                checked = await loop.run_in_executor(self._worker, self._perform, texts, opened, encoding)
            except (asyncio.CancelledError, RuntimeError):
                return
            self._publish(checked, versions)
            if not self._again:
                break
        if self._timer is None and self._settled is not None:
            self._settled.set()

    def _perform(self, texts: Mapping[str, str], opened: Mapping[str, str], encoding: str) -> _Checked:
        """Check the open texts; an error of ours is logged and ends nothing."""
        empty = Desk(Report((), (), (), {}), opened, encoding)
        if not texts:
            return _Checked(empty)
        try:
            files.forget()
            request = Request(texts=texts, force_exclude=True, jobs=1, use_cache=True)
            report = joined([self._reported(project, request) for project in projects(request)])
            pages = {page.path: page for page in report.pages if page.path in opened}
        except UserError as error:
            return _Checked(empty, str(error))
        except Exception as error:
            logger.exception("a check failed")
            return _Checked(empty, f"bug in factcheck {__version__}: {type(error).__name__}: {error}"[:300])
        return _Checked(Desk(report, opened, encoding, pages))

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
        if checked.problem:
            return
        self._desk = checked.desk
        for path, uri in checked.desk.addresses.items():
            if uri not in self.documents():
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
        return [action for action in found if not only or _is_among(action, only)]

    @ls.feature(types.SHUTDOWN)
    def shutting_down(params: None) -> None:
        ls.close_down()

    return ls


def _is_among(action: types.CodeAction, kinds: Sequence[str]) -> bool:
    """Whether an action is of one of the kinds; `source` stands for `source.fixAll` as well."""
    kind = str(getattr(action.kind, "value", action.kind))
    return any(kind == one or kind.startswith(f"{one}.") for one in kinds)


def serve() -> None:
    """Serve on standard input and output until the client leaves."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="factcheck: %(message)s")
    output = sys.stdout.buffer
    sys.stdout = sys.stderr
    ls = server()
    try:
        ls.start_io(sys.stdin.buffer, output)
    finally:
        ls.close_down()
