"""`factcheck baseline`: write down what is found now as known."""

from __future__ import annotations

from typing import Any

import click

from factcheck.commands import Exit
from factcheck.commands._options import a_file, configured, paths_argument, reading, selecting
from factcheck.terminal import say, show


@click.command()
@paths_argument
@click.option(
    "--baseline",
    metavar="FILE",
    default="",
    shell_complete=a_file,
    help="Where to write; else factcheck-baseline.json.",
)
@click.option("--prune", is_flag=True, help="Take out what is gone, and add nothing.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no notes.")
@selecting
@reading
@configured
def baseline(paths: tuple[str, ...], **given: Any) -> int:
    """Write down what is found now as known, so that only new findings fail."""
    from factcheck import upkeep
    from factcheck.commands._request import reading_options, request_of, selection
    from factcheck.commands._runs import (
        Failures,
        is_left_out,
        performed,
        sharing_a_baseline,
        tell_unreadable,
        why_nothing,
    )
    from factcheck.projects import projects

    extra = selection(given["select"], given["extend_select"], given["ignore"])
    request = request_of(paths=paths, extra=extra, **reading_options(given))
    found = sharing_a_baseline(projects(request), given["baseline"])
    reports = performed(found, request, quiet=given["quiet"])
    if not any(project.named for project in found) and not any(report.unreadable for report in reports):
        say(f"nothing was checked: {why_nothing(found)}")
        return Exit.CLEAN if is_left_out(found) else Exit.USAGE
    failures = Failures()
    for project, report in zip(found, reports, strict=True):
        with failures.told():
            line = upkeep.write_baseline(project, report, given["baseline"], prune=given["prune"])
            if not given["quiet"]:
                show(f"{line}\n")
        tell_unreadable(report)
    unread = any(report.unreadable for report in reports)
    return Exit.USAGE if unread or failures.any else Exit.CLEAN
