"""`factcheck claims`: list the claims of articles, or write them to the ledger."""

from __future__ import annotations

from typing import Any

import click

from factcheck.commands import Exit
from factcheck.commands._options import coloured, configured, paths_argument, reading
from factcheck.errors import UserError, nearest
from factcheck.terminal import say, show


@click.command()
@paths_argument
@click.option("--output-format", "-f", "format_", metavar="FORMAT", default="full", help="`full` or `json`.")
@click.option("--write", is_flag=True, help="Update the ledger instead of listing.")
@click.option("--exit-non-zero-on-write", is_flag=True, help="Exit with 1 where the ledger was changed.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar and no notes.")
@coloured
@reading
@configured
def claims(paths: tuple[str, ...], **given: Any) -> int:
    """List the claims of articles with their status, or write them to the ledger."""
    from factcheck.commands._outputs import report_options
    from factcheck.commands._request import reading_options, request_of
    from factcheck.commands._runs import (
        Failures,
        is_left_out,
        is_nothing,
        performed,
        tell_unreadable,
        why_nothing,
    )
    from factcheck.projects import projects
    from factcheck.report import claim_formats
    from factcheck.run import joined

    if given["format_"] not in claim_formats():
        name = given["format_"]
        raise UserError(f"no output format is called `{name}`", cure=nearest(name, claim_formats()))
    if given["write"] and "-" in paths and not given["stdin_filename"]:
        raise click.UsageError("--write with `-` needs --stdin-filename: whose ledger is it?")
    request = request_of(paths=paths, alone=True, **reading_options(given))
    found = projects(request)
    reports = performed(found, request, quiet=given["quiet"])
    report = joined(reports)
    wrote = False
    failures = Failures()
    if given["write"]:
        from factcheck.ledgers import write_ledger

        for project, one in zip(found, reports, strict=True):
            for line, changed in write_ledger(project, one, say, failures.tell):
                show(f"{line}\n")
                wrote |= changed
    else:
        text = claim_formats()[given["format_"]](report, report_options(report, given, to_file=False))
        show(text, exact=given["format_"] == "json")
    tell_unreadable(report)
    if not report.pages and not report.unreadable:
        say(f"nothing was read: {why_nothing(found)}")
    if failures.any or report.unreadable or (is_nothing(report, found) and not is_left_out(found)):
        return Exit.USAGE
    return Exit.FINDINGS if wrote and given["exit_non_zero_on_write"] else Exit.CLEAN
