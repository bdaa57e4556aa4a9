"""What `factcheck check` does: check, mend and show as its options ask."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from factcheck.commands import Exit
from factcheck.commands._mending import look_at_reason, make_fixes, show_fixes, write_ignores
from factcheck.commands._outputs import Output, emit, mildest_failing, outputs_of
from factcheck.commands._request import codes_of, reading_options, request_of, selection
from factcheck.commands._runs import (
    Failures,
    is_left_out,
    is_nothing,
    performed,
    sharing_a_baseline,
    tell_unreadable,
    why_nothing,
)
from factcheck.errors import UserError
from factcheck.terminal import flush, say, show

if TYPE_CHECKING:
    from factcheck.changes import Touched
    from factcheck.checking import Report
    from factcheck.git import Changed
    from factcheck.projects import Project, Request


def checked(paths: Sequence[str], given: dict[str, Any]) -> int:
    """Check once, or whenever a file changes; the exit code."""
    if given["list_formats"]:
        return _list_formats()
    if "-" in paths and (given["fix"] or given["add_ignore"] is not None):
        raise click.UsageError("standard input cannot be written to; use --diff-fix")
    if given["mark_needed"] and not (given["fix"] or given["diff_fix"]):
        raise click.UsageError("--mark-needed goes with --fix or --diff-fix")
    if given["diff_fix"] and given["add_ignore"] is not None:
        raise click.UsageError("--diff-fix changes nothing: leave it or --add-ignore out")
    for flag, asked in (("--diff-fix", given["diff_fix"]), ("--add-ignore", given["add_ignore"] is not None)):
        if asked and (given["formats"] or given["statistics"]):
            left_out = "--output-format" if given["formats"] else "--statistics"
            raise click.UsageError(f"{flag} shows no report: leave it or {left_out} out")
    if given["add_ignore"] is not None:
        look_at_reason(given["add_ignore"])
    if given["diff_filter"] and given["diff"] is None and not given["quiet"]:
        # No error: a workflow may give it always, and --diff for pull requests alone.
        say("--diff-filter does nothing without --diff")
    extra = selection(given["select"], given["extend_select"], given["ignore"])
    if given["fail_on"]:
        extra.append(f'fail-on = "{given["fail_on"]}"')
    outputs = outputs_of(given["formats"], statistics=given["statistics"])
    written = [os.path.realpath(file) for _, file in outputs if file]
    request = request_of(paths=paths, extra=extra, written=written, **reading_options(given))
    if given["watch"]:
        if request.texts:
            raise click.UsageError("--watch cannot watch standard input")
        return _watch(request, outputs, given)
    return _check_once(request, outputs, given)


def _list_formats() -> int:
    import inspect

    from factcheck.report import formats

    for name, render in formats().items():
        module = inspect.getmodule(render)
        about = (getattr(module, "__doc__", "") or "").strip().split("\n\n")[0]
        show(f"{name:<12} {' '.join(about.split())}\n")
    return Exit.CLEAN


def _watch(request: Request, outputs: Sequence[Output], given: dict[str, Any]) -> int:
    """Check again and again, whenever a file that was read or could be read changed, until interrupted."""
    import time

    from factcheck import files, inputs, language
    from factcheck.projects import projects, watched

    others = {given["baseline"]} if given["baseline"] else set()
    while True:
        files.forget()
        with contextlib.suppress(UserError):
            others.update(name for project in projects(request) for name in inputs.site_files(project))
        before = watched(request, *others)
        if sys.stdout.isatty():
            click.clear()
        try:
            # An article may name its own bibliography, which is known once it was read.
            _check_once(request, outputs, given, lambda report: others.update(report.sources))
            flush()
        except UserError as error:
            say(f"error: {error}")
        after = watched(request, *others)
        before = {**{name: after[name] for name in others}, **before}
        say("watching for changes; stop with Ctrl-C")
        with contextlib.suppress(UserError):
            for project in projects(request):  # ready for the next change
                language.load(project.settings.language_model or None)
        while True:
            time.sleep(0.5)
            files.forget()
            if watched(request, *others) != before:
                break


def _check_once(
    request: Request,
    outputs: Sequence[Output],
    given: dict[str, Any],
    told: Callable[[Report], object] = lambda _report: None,
) -> int:
    """Check, mend and show as asked. Each report is `told` before anything is left out of it."""
    from factcheck.projects import projects
    from factcheck.run import joined

    if given["show_settings"]:
        return _show_settings(projects(request))
    if given["show_files"]:
        return _show_files(projects(request))
    needed = codes_of("--mark-needed", given["mark_needed"])
    looked = _look(request, given, told)
    if given["diff_fix"]:
        return _forgiven(show_fixes(looked.reports, needed, looked.touched), given)
    failures = Failures()
    if given["fix"] and make_fixes(looked.reports, needed, looked.touched, failures, quiet=given["quiet"]):
        looked = _look(request, given, told)
    for note in looked.notes:
        say(note)
    if given["add_ignore"] is not None:
        code = write_ignores(joined(looked.reports), given["add_ignore"], failures)
    else:
        code = _show(looked.reports, looked.found, outputs, given)
    return Exit.USAGE if failures.any else _forgiven(code, given)


class _Looked(NamedTuple):
    """What there is to be shown and mended."""

    found: Sequence[Project]
    reports: Sequence[Report]
    """Of each project, with what is asked for."""
    touched: Touched
    """Whether a place is among what is asked for."""
    notes: Sequence[str]


def _look(request: Request, given: dict[str, Any], told: Callable[[Report], object]) -> _Looked:
    """Check, and leave out what is known and what was there before. Each report is `told` whole."""
    from factcheck import changes, git
    from factcheck.projects import projects
    from factcheck.run import joined

    found = projects(request)
    # First, so that a commit that does not exist is told at once.
    changed = None
    if given["diff"] is not None:
        names = (n for p in found for n in (*p.named, *p.compared, *p.settings.bibliography))
        changed = changes.typed(git.since(given["diff"], names), request.texts)
    reports: Sequence[Report] = performed(found, request, quiet=given["quiet"])
    for one in reports:
        told(one)
    notes: Sequence[str] = ()
    if not given["no_baseline"]:
        reports, notes = _without_known(found, reports, given)
    if changed is None:
        return _Looked(found, reports, lambda _path, _span: True, notes)
    touched = changes.touching(changed, joined(reports).sources, given["diff_filter"] or "added")
    return _Looked(found, _brought(reports, changed, touched, request, quiet=given["quiet"]), touched, notes)


def _show(
    reports: Sequence[Report], found: Sequence[Project], outputs: Sequence[Output], given: dict[str, Any]
) -> int:
    """Show what was found, and the exit code for it."""
    from factcheck.run import joined

    report = joined(reports)
    written = emit(report, outputs, given, reports)
    tell_unreadable(report)
    if not given["quiet"]:
        _tell_passed_over(found)
    nothing = is_nothing(report, found)
    if nothing:
        say(f"nothing was checked: {why_nothing(found)}")
    if not written or report.unreadable or (nothing and not is_left_out(found)):
        return Exit.USAGE
    return Exit.FINDINGS if any(map(_fails, reports)) else Exit.CLEAN


def _forgiven(code: int, given: dict[str, Any]) -> int:
    """The exit code of a run, with findings hidden where that is asked for."""
    return Exit.CLEAN if code == Exit.FINDINGS and given["exit_zero"] else code


def _show_settings(found: Sequence[Project]) -> int:
    from factcheck import configuration

    for project in found:
        read = project.configuration.files if project.configuration else ()
        show(f"# project: {project.root.as_posix()}\n# read: {', '.join(read) or 'no configuration file'}\n")
        show(configuration.as_toml(project.settings))
    return Exit.CLEAN


def _show_files(found: Sequence[Project]) -> int:
    from factcheck.inputs import is_own_report

    problems = [problem for project in found for problem in project.problems]
    for name in sorted({name for project in found for name in project.named}):
        if not is_own_report(name):
            show(f"{name}\n")
    for problem in problems:
        say(f"error: {problem}")
    return Exit.USAGE if problems else Exit.CLEAN


def _without_known(
    found: Sequence[Project], reports: Sequence[Report], given: dict[str, Any]
) -> tuple[list[Report], list[str]]:
    """The reports without the findings of the baseline, and what there is to say of these."""
    from factcheck import upkeep

    left = []
    known = gone = 0
    for project, report in zip(sharing_a_baseline(found, given["baseline"]), reports, strict=True):
        new, compared = upkeep.hold_against_baseline(project, report, given["baseline"])
        left.append(new)
        if compared is not None:
            known += len(compared.known)
            gone += len(compared.gone)
    notes = []
    if known and not given["quiet"]:
        notes.append(f"{known} known finding{'s' * (known != 1)} not shown (baseline)")
    if gone:
        notes.append(
            f"{gone} finding{'s' * (gone != 1)} of the baseline gone; run: factcheck baseline --prune"
        )
    return left, notes


def _brought(
    reports: Sequence[Report], changed: Changed, touched: Touched, request: Request, *, quiet: bool
) -> list[Report]:
    """Of the reports what a change brought about."""
    import dataclasses
    import functools

    from factcheck import changes, files
    from factcheck.projects import wholes
    from factcheck.run import joined

    @functools.cache
    def earlier() -> Report:
        were = {new: old for old, new in changed.renamed.items()}
        # A text that was typed stands for the file of its name, which may lie outside the content.
        asked = request.paths or tuple(request.texts)
        paths = tuple(were.get(files.shown(files.named(path)), path) for path in asked)
        then = dataclasses.replace(request, paths=paths, texts={}, disk=changed.before)
        return joined(performed(wholes(then), then, quiet=quiet))

    return [changes.only(report, changed, touched, earlier) for report in reports]


def _tell_passed_over(found: Sequence[Project]) -> None:
    """A line on texts in folders of `sources` that nothing reads."""
    from factcheck.inputs import passed_over

    names = [name for project in found for name in passed_over(project.settings)]
    if names:
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        say(
            f"{names[0]}{others}: not read among the sources; "
            "a source record is a Markdown file (.md) with a `key` in its front matter"
        )


def _fails(report: Report) -> bool:
    mildest = mildest_failing(report)
    return mildest is not None and any(finding.severity.rank <= mildest.rank for finding in report.findings)
