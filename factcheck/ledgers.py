"""The ledgers of a project, one a file beside its article's claims: found, read and written."""

from __future__ import annotations

import datetime as dt
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from factcheck import files
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.inputs import Inputs
from factcheck.projects import Project
from factcheck.text import Source

if TYPE_CHECKING:  # imported where something is studied or written: a kept report is shown without
    from factcheck.ledger.entries import Ledger
    from factcheck.ledger.reviews import ReviewProblem
    from factcheck.page import Page


class Ledgers(NamedTuple):
    """The ledgers of a project's articles."""

    by_article: Mapping[str, Ledger]
    broken: tuple[tuple[str, str], ...]
    """Those that cannot be read, with the reason."""
    sources: Mapping[str, Source]
    """What the broken ones hold, by path."""


def ledger_path(project: Project, article: str) -> pathlib.Path | None:
    """Where an article's ledger is, its own path mirrored; None for an article outside the project."""
    path = files.absolute(article)
    if not path.is_relative_to(project.root):
        return None
    return pathlib.Path(project.settings.claims) / f"{path.relative_to(project.root).as_posix()}.yaml"


def read_ledgers(project: Project, inputs: Inputs, disk: files.Disk) -> Ledgers:
    """The ledgers of the articles that have one, and those that are broken."""
    found: dict[str, Ledger] = {}
    broken = []
    sources: dict[str, Source] = {}
    if not files.is_folder(pathlib.Path(project.settings.claims)):
        return Ledgers({}, (), {})
    for source in inputs.articles:
        path = ledger_path(project, source.path)
        if path is None or not disk.is_file(path):
            continue
        from factcheck import ledger

        name = files.shown(path)
        text = ""
        try:
            text = disk.read_text(path, name, empty=True)
            found[source.path] = ledger.read(text, name)
        except UserError as error:
            broken.append((name, str(error)))
            if text:
                sources[name] = Source(name, text)
    return Ledgers(found, tuple(broken), sources)


def reviews(
    pages: Iterable[Page], ledgers: Mapping[str, Ledger], today: dt.date
) -> tuple[ReviewProblem, ...]:
    """What is due to be reviewed, or was reviewed and has changed since."""
    if not ledgers:
        return ()
    from factcheck import ledger

    return tuple(
        problem
        for page in sorted(pages, key=lambda page: page.path)
        if page.path in ledgers
        for problem in ledger.review_problems(ledgers[page.path], page, today)
    )


def write_ledger(
    project: Project,
    report: Report,
    told: Callable[[str], object],
    failed: Callable[[UserError], object],
) -> Iterator[tuple[str, bool]]:
    """Bring the ledgers of a report's articles up to date; a line for each that is changed or cannot be, and whether
    it is.

    A ledger whose article is gone goes with its claims to the article that has most of them now; of one that goes
    nowhere, and of what is no ledger in their folder, `told` hears, and of one that the system does not let be written
    `failed`. Raises `UserError` for a malformed ledger of an article, before any file is written.
    """
    from factcheck import ledger

    writings: list[tuple[pathlib.Path, str, pathlib.Path | None]] = []
    orphans = _orphans(project, told)
    for page in report.pages:
        path = ledger_path(project, page.path)
        if path is None:
            yield f"{page.path}: left out, it is outside the project", False
            continue
        name, adopted = files.shown(path), None
        text = files.read_text(path, name, empty=True) if files.is_file(path) else None
        if text is None and (adopted := _adopted(page, orphans)) is not None:
            text = orphans.pop(adopted).text
        article = files.absolute(page.path).relative_to(project.root).as_posix()
        new = ledger.merge(text, page, name, article=article)
        if new != text or adopted is not None:
            writings.append((path, new, adopted))
    for path, new, adopted in writings:
        moved = ""
        try:
            files.write_atomically(path, new)
            if adopted is not None:
                files.take_away(adopted)
                moved = f" (was {files.shown(adopted)})"
        except UserError as error:
            failed(error)
            continue
        yield f"{files.shown(path)}: written{moved}", True
    for path in orphans:
        told(
            f"{files.shown(path)}: its article is not there any more; take it away, or move it with the article"
        )


def _orphans(project: Project, told: Callable[[str], object]) -> dict[pathlib.Path, Ledger]:
    """Ledgers whose article is no longer there."""
    folder = pathlib.Path(project.settings.claims)
    from factcheck import ledger

    found = {}
    for path in sorted(folder.rglob("*.yaml")) if files.is_folder(folder) else ():
        mirrored = path.relative_to(folder).as_posix().removesuffix(".yaml")
        if (project.root / mirrored).exists():
            continue
        name = files.shown(path)
        try:
            one = ledger.read(files.read_text(path, name, empty=True), name)
        except UserError as error:  # somebody else's, or nobody's any more: no reason to leave the others
            told(f"passed over: {error}")
            continue
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
