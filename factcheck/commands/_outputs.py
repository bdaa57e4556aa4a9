"""In which formats a report is shown, and where."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck import __version__
from factcheck.commands._runs import Failures
from factcheck.errors import UserError, nearest
from factcheck.terminal import show, uses_colour

if TYPE_CHECKING:
    from factcheck.checking import Report
    from factcheck.report import Options
    from factcheck.rules.rule import Severity


_FOR_PEOPLE = frozenset({"full", "concise", "statistics", "markdown"})


class Output(NamedTuple):
    """A format and where it goes."""

    format: str
    file: str
    """Empty: standard output."""


def outputs_of(formats: Sequence[str], *, statistics: bool) -> list[Output]:
    """What `--output-format` asks for: `FORMAT` or `FORMAT=-` on standard output, `FORMAT=FILE` into a file."""
    from factcheck.report import formats as known

    outputs = []
    for one in formats or (
        ("statistics",) if statistics else (os.environ.get("FACTCHECK_OUTPUT_FORMAT") or "full",)
    ):
        name, parted, file = one.partition("=")
        if name not in known():
            raise UserError(f"no output format is called `{name}`", cure=nearest(name, known()))
        if parted and not file:
            raise UserError(f"`{one}` names no file", cure=f"write {name}=FILE, or {name} alone")
        outputs.append(Output(name, "" if file == "-" else file))
    if statistics and not any(name == "statistics" for name, _ in outputs):
        outputs.append(Output("statistics", ""))
    shared = [name for name, file in outputs if not file]
    if len(shared) > 1 and not (statistics and len(shared) == 2 and _FOR_PEOPLE.issuperset(shared)):
        raise UserError(
            "two formats cannot share standard output", cure="write --output-format FORMAT=FILE for one"
        )
    files = [os.path.realpath(file) for _, file in outputs if file and file != os.devnull]
    if len(set(files)) < len(files):
        raise UserError("two formats cannot share a file", cure="name another file for one")
    for file in files:
        _refuse_to_lose(file)
    return outputs


_HEAD = 4096
"""Characters at the beginning of a file by which a report is known."""


def _refuse_to_lose(file: str) -> None:
    """Raises `UserError` where a report would be written over an article or a configuration.

    Plain text is let pass: reports in it begin in too many ways.
    """
    import pathlib

    from factcheck import files, readers
    from factcheck.report import is_report

    path = pathlib.Path(file)
    suffix = readers.suffix_of(path.name)
    is_article = suffix in readers.readers() and suffix not in (".txt", ".text")
    if not (is_article or path.name in files.CONFIGURATION_NAMES) or not files.is_file(path):
        return
    try:
        with path.open(encoding="utf-8", errors="replace") as opened:
            head = opened.read(_HEAD)
    except OSError:
        return  # told when it is written
    if head.strip() and not is_report(head):
        raise UserError(
            "it is no report, and would be written over",
            cure="name another file, or take this one away",
            path=files.shown(path),
        )


def emit(report: Report, outputs: Sequence[Output], given: dict[str, Any], parts: Sequence[Report]) -> bool:
    """Show a report, of which each of the `parts` has its own settings; whether every file could be written."""
    import pathlib

    from factcheck import files
    from factcheck.report import formats

    failures = Failures()
    # Files first: whoever reads standard output may leave before its end.
    for name, file in sorted(outputs, key=lambda output: not output.file):
        text = formats()[name](report, report_options(report, given, to_file=bool(file), parts=parts))
        if file:
            with failures.told():
                files.write_atomically(pathlib.Path(file), text)
        elif not (given["quiet"] and not report.findings and name in _FOR_PEOPLE):
            show(text, exact=name not in _FOR_PEOPLE)
    return not failures.any


def report_options(
    report: Report, given: dict[str, Any], *, to_file: bool, parts: Sequence[Report] = ()
) -> Options:
    import datetime as dt
    import pathlib
    import shutil

    from factcheck import files
    from factcheck.report import Options

    here = pathlib.Path.cwd()
    top = files.repository_of(here) or here
    return Options(
        colour=not to_file and uses_colour(given["colour"], sys.stdout),
        width=100 if to_file else max(40, shutil.get_terminal_size((100, 24)).columns),
        show_counts=to_file or not given["quiet"],
        show_explained=bool(given.get("show_explained")),
        fail_on=mildest_failing(report),
        fail_on_of={finding.path: mildest_failing(part) for part in parts for finding in part.findings},
        root_uri=top.as_uri().rstrip("/") + "/",
        within="" if top == here else files.sayable(here.relative_to(top).as_posix()) + "/",
        version=__version__,
        today=dt.datetime.now(tz=dt.UTC).date(),
    )


def mildest_failing(report: Report) -> Severity | None:
    """The mildest severity of a finding that fails the run; None: nothing does."""
    from factcheck.rules.rule import Severity

    return None if report.settings.fail_on == "never" else Severity(report.settings.fail_on)
