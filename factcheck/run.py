"""From projects to a report: what is kept is read, the rest studied on every core, and everything compared."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from factcheck import cache, checking
from factcheck.checking import Report
from factcheck.inputs import Inputs, read_files
from factcheck.kept import Kept, KeptPages, Postponed, cache_folder, kept_report, report_key, shop_of, to_keep
from factcheck.ledgers import read_ledgers, reviews
from factcheck.projects import Project, Request, projects
from factcheck.rules.rule import Facts
from factcheck.settings import Settings
from factcheck.text import Source

if TYPE_CHECKING:  # imported where something is studied or written: a kept report is shown without
    from factcheck.conflicts.conflict import Conflict
    from factcheck.gathering import Gathering
    from factcheck.language import Parser
    from factcheck.page import Page
    from factcheck.studying import Progress


def _gathering(
    project: Project, inputs: Inputs, shop: cache.Shop | None, parser: Parser | None = None
) -> Gathering:
    from factcheck.gathering import Gathering

    return Gathering(inputs.articles, lambda: inputs.library, project.settings, shop, parser)


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
    inputs = read_files(project, request.texts, request.disk)
    today = dt.datetime.now(tz=dt.UTC).date()
    shop = shop_of(project, request, inputs)
    inputs = dataclasses.replace(inputs, shop=shop)
    try:
        ledgers = read_ledgers(project, inputs, request.disk)
        name = report_key(project, inputs, shop, today, ledgers) if shop is not None else b""
        kept = kept_report(shop, name) if shop is not None else None
        if kept is not None:
            return _revived(kept, project, request, inputs, ledgers.sources)
        gathering = _gathering(project, inputs, shop, parser)
        gathering.read(jobs=request.jobs, progress=progress)
        pages = gathering.pages
        report = checking.judge(
            pages,
            {**inputs.sources, **ledgers.sources},
            library=inputs.library,
            settings=project.settings,
            unreadable=sorted({*inputs.unreadable, *inputs.broken, *gathering.problems, *ledgers.broken}),
            conflicts=gathering.conflicts(jobs=request.jobs),
            facts=Facts(problems=inputs.record_problems, reviews=reviews(pages, ledgers.by_article, today)),
            today=today,
        )
        # Where all articles are asked for, so is what they cite from, wherever it lies.
        listed = (
            [source.path for source in (*inputs.bibliographies, *inputs.records)] if project.whole else []
        )
        unreadable = [path for path, _ in report.unreadable]
        report = concerning(report, frozenset((*project.named, *listed, *unreadable)))
        if shop is not None:
            shop.store.put_report(name, msgspec.msgpack.encode(to_keep(report)))
        return report
    finally:
        if shop is not None:
            shop.store.close()


def _revived(
    kept: Kept, project: Project, request: Request, inputs: Inputs, ledgers: Mapping[str, Source]
) -> Report:
    def load() -> Sequence[Page]:
        shop = shop_of(project, request, inputs)
        try:
            gathering = _gathering(project, dataclasses.replace(inputs, shop=shop), shop)
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
        sources={**inputs.sources, **ledgers},
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
