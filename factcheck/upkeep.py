"""What a run writes beside its report: the baseline, fixes in articles, and comments that ignore findings."""

from __future__ import annotations

import codecs
import dataclasses
import os
import pathlib
from collections.abc import Callable, Collection, Iterable

from factcheck import baseline, checking, files
from factcheck.baseline import Compared, Entry
from factcheck.checking import Report
from factcheck.errors import UserError
from factcheck.projects import Project
from factcheck.rules import rules
from factcheck.text import Span
from factcheck.values import Value

# --- The baseline


def baseline_path(project: Project, file: str = "") -> pathlib.Path:
    """Where the baseline of a project is: the named file, else beside its configuration."""
    return files.absolute(files.named(file)) if file else files.absolute(project.root / baseline.NAME)


def _name_in(project: Project) -> Callable[[str], str]:
    """Makes paths relative to the project, so that they do not depend on the current folder."""
    root = files.absolute(project.root)

    def name(path: str) -> str:
        full = files.absolute(path)
        return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()

    return name


def _known(path: pathlib.Path) -> tuple[Entry, ...]:
    return baseline.read(files.read_text(path, files.shown(path), empty=True), files.shown(path))


def hold_against_baseline(project: Project, report: Report, file: str = "") -> tuple[Report, Compared | None]:
    """The report without known findings, and what came of comparing; None where there is no baseline.

    Raises `UserError` where the baseline is broken, or is named and not there.
    """
    path = baseline_path(project, file)
    if not file and not files.exists(path):
        return report, None
    compared = _compared(project, report, _known(path))
    return dataclasses.replace(report, findings=compared.new), compared


def _compared(project: Project, report: Report, known: Collection[Entry]) -> Compared:
    name = _name_in(project)
    checked = {name(path) for path in report.paths}
    ran = {code: checking.is_selected(rule, report.settings) for code, rule in rules().items()}

    def covers(entry: Entry) -> bool:
        """Whether the finding would be there, were it not gone; what could not be read may hold it still."""
        return ran.get(entry.code, True) and (
            entry.path in checked or (project.whole and not report.unreadable)
        )

    return baseline.compare(report.findings, known, report.sources, covers=covers, name=name)


def write_baseline(project: Project, report: Report, file: str = "", *, prune: bool = False) -> str:
    """Write the findings of a report down as known, and say so in one line.

    What is known of files and rules that the report does not cover stays. With `prune` entries that are gone are
    taken out and nothing is added.
    """
    path = baseline_path(project, file)
    name = _name_in(project)
    old = _known(path) if files.exists(path) else ()
    compared = _compared(project, report, old)
    kept = baseline.pruned(old, compared.gone)
    entries = kept
    if not prune:
        new = baseline.entries(report.findings, report.sources, name)
        fresh = {entry.fingerprint for entry in new}
        entries = (*new, *(entry for entry in kept if entry.fingerprint not in fresh))
    if prune and not files.exists(path):
        raise UserError(
            "there is no baseline to prune", cure="write one with: factcheck baseline", path=files.shown(path)
        )
    files.write_atomically(path, baseline.write(entries))
    added = len({entry.fingerprint for entry in entries} - {entry.fingerprint for entry in old})
    counts = f"{len(set(entries))} known, {added} added, {len(compared.gone)} gone and taken out"
    return f"{files.shown(path)}: {counts}"


# --- Articles


class Change(Value, frozen=True):
    """An article before and after."""

    path: str
    before: str
    after: str
    count: int
    """How many places are changed."""

    def diff(self) -> str:
        """The change as a unified diff, with the byte order mark that the file may have."""
        from factcheck import fixes

        path = files.absolute(files.named(self.path))
        mark = (
            "\ufeff"
            if files.is_file(path) and files.read_bytes(path, self.path).startswith(codecs.BOM_UTF8)
            else ""
        )
        return fixes.diff(self.path, mark + self.before, mark + self.after)

    def write(self) -> None:
        """Write the article. Raises `UserError` where that fails, or somebody else has changed it."""
        path = files.absolute(files.named(self.path))
        data = files.read_bytes(path, self.path)
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        if data.removeprefix(mark) != self.before.encode("utf-8"):
            raise UserError("it was changed while it was checked", cure="run this again", path=self.path)
        files.write_atomically(path, mark + self.after.encode("utf-8"))


def once_a_file(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes without those of a file that comes under several names: its own counts before symbolic links."""
    kept: dict[str, Change] = {}
    for change in changes:
        path = files.absolute(files.named(change.path))
        real = os.path.realpath(path)
        if real not in kept or not path.is_symlink():
            kept[real] = change
    return tuple(kept.values())


def fixed(
    report: Report,
    needed: Collection[str] = (),
    touched: Callable[[str, Span], bool] = lambda _path, _span: True,
) -> tuple[Change, ...]:
    """Every safe fix in places of a report's articles that were `touched`; what rules in `needed` find gets
    `[citation needed]`.
    """
    from factcheck import fixes

    by_path: dict[str, list[fixes.Edit]] = {}
    for edit in fixes.edits(report.pages, report.sources, report.findings, needed=needed, touched=touched):
        by_path.setdefault(edit.path, []).append(edit)
    return tuple(
        Change(path, report.sources[path].text, fixes.applied(report.sources[path].text, edits), len(edits))
        for path, edits in sorted(by_path.items())
    )


def ignoring(report: Report, reason: str) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Comments that ignore every finding of a report, and one line for each finding where none can be put."""
    from factcheck.suppress.writing import add_ignores

    pages = {page.path: page for page in report.pages}
    changes, left = [], []
    by_path: dict[str, list[tuple[str, Span]]] = {}
    for finding in report.findings:
        if finding.path in pages and not finding.code.startswith("FC9"):
            by_path.setdefault(finding.path, []).append((finding.code, finding.span))
        else:
            left.append(f"{finding.path}:{finding.line}: {finding.code} cannot be ignored in the text")
    for path, found in sorted(by_path.items()):
        source = report.sources[path]
        try:
            added = add_ignores(source, pages[path], found, reason)
        except UserError as error:
            left.append(str(error))
            continue
        if added.written:
            changes.append(Change(path, source.text, added.text, added.written))
        for code, span in added.left:
            line, _ = source.line_column(span.start)
            left.append(f"{path}:{line}: {code} stands where no comment can be put")
    return tuple(changes), tuple(left)
