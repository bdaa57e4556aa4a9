"""Mending what was found: the safe fixes, and comments that ignore the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from factcheck.commands import Exit
from factcheck.commands._runs import Failures, tell_unreadable
from factcheck.terminal import say, show

if TYPE_CHECKING:
    from factcheck.changes import Touched
    from factcheck.checking import Report
    from factcheck.upkeep import Change


def show_fixes(reports: Sequence[Report], needed: Sequence[str], touched: Touched) -> int:
    """Print the safe fixes as a diff, and the exit code for it."""
    changes = _safe_fixes(reports, needed, touched)
    for change in changes:
        show(change.diff(), exact=True)
    for report in reports:
        tell_unreadable(report)
    if any(report.unreadable for report in reports):
        return Exit.USAGE
    return Exit.FINDINGS if changes else Exit.CLEAN


def make_fixes(
    reports: Sequence[Report], needed: Sequence[str], touched: Touched, failures: Failures, *, quiet: bool
) -> bool:
    """Make the safe fixes; whether there were any."""
    made = _written(_safe_fixes(reports, needed, touched), failures)
    if made and not quiet:
        places = sum(change.count for change in made)
        say(f"fixed {places} place{'s' * (places != 1)} in {len(made)} file{'s' * (len(made) != 1)}")
    return bool(made)


def _written(changes: Iterable[Change], failures: Failures) -> list[Change]:
    """Write changes, and those that could be written."""
    made = []
    for change in changes:
        with failures.told():
            change.write()
            made.append(change)
    return made


def _safe_fixes(reports: Sequence[Report], needed: Sequence[str], touched: Touched) -> Sequence[Change]:
    from factcheck import upkeep

    return upkeep.once_a_file(
        change for report in reports for change in upkeep.fixed(report, needed, touched)
    )


def look_at_reason(reason: str) -> None:
    """Raises `click.UsageError` for a reason with which the comments would keep nothing quiet."""
    import datetime as dt

    from factcheck.suppress.directives import last_day

    until, words, bad = last_day(reason)
    if bad:
        raise click.UsageError(f"{bad!r} in --add-ignore is no date; write until=2027-01-31")
    if until is not None and until < dt.datetime.now(tz=dt.UTC).date():
        raise click.UsageError(f"the day in --add-ignore has passed: {until.isoformat()}")
    if not words:
        raise click.UsageError("--add-ignore wants a reason")


def write_ignores(report: Report, reason: str, failures: Failures) -> int:
    """Write comments that ignore what is found, and the exit code for it."""
    from factcheck import upkeep

    changes, left = upkeep.ignoring(report, reason)
    for change in _written(upkeep.once_a_file(changes), failures):
        show(f"{change.path}: {change.count} comment{'s' * (change.count != 1)} written\n")
    for line in left:
        say(line)
    tell_unreadable(report)
    return Exit.USAGE if report.unreadable else Exit.FINDINGS if left else Exit.CLEAN
