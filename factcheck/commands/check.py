"""`factcheck check`: find what is wrong with the claims of articles."""

from __future__ import annotations

from typing import Any

import click

from factcheck.commands._options import (
    a_file,
    coloured,
    configured,
    format_names,
    options,
    paths_argument,
    reading,
    rule_names,
    selecting,
)


@click.command()
@paths_argument
@options(
    click.option(
        "--output-format",
        "-f",
        "formats",
        multiple=True,
        metavar="FORMAT[=FILE]",
        shell_complete=format_names,
        help="How findings are shown; may be repeated. `full` unless said; see --list-formats.",
    ),
    click.option("--list-formats", is_flag=True, help="List the output formats."),
)
@selecting
@options(
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="Mildest severity for exit code 1.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    click.option("--statistics", is_flag=True, help="Count findings and claims instead of listing them."),
    click.option("--show-explained", is_flag=True, help="List disagreements that have an explanation, too."),
    click.option(
        "--diff", metavar="BASE", help="Report only what the change since the merge base with BASE brought."
    ),
    click.option(
        "--diff-filter",
        type=click.Choice(["added", "context", "file"]),
        help="With --diff, beside what is new: findings on changed lines (unless said), near them, or in "
        "changed files.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        default="",
        shell_complete=a_file,
        help="Known findings; else factcheck-baseline.json.",
    ),
    click.option("--no-baseline", is_flag=True, help="Report known findings, too."),
    click.option("--fix", is_flag=True, help="Make the safe fixes, then report what is left."),
    click.option("--diff-fix", is_flag=True, help="Print the safe fixes as a diff, and change nothing."),
    click.option(
        "--mark-needed",
        multiple=True,
        metavar="RULES",
        shell_complete=rule_names,
        help="With --fix or --diff-fix: mark findings of these rules [citation needed].",
    ),
    click.option("--add-ignore", metavar="REASON", help="Write comments that ignore what is found."),
    click.option("--show-settings", is_flag=True, help="Print the settings and stop."),
    click.option("--show-files", is_flag=True, help="Print the files that would be checked and stop."),
    click.option("--watch", "-w", is_flag=True, help="Check again whenever a file changes."),
    click.option("--quiet", "-q", is_flag=True, help="Print findings and nothing else."),
)
@coloured
@reading
@configured
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Check articles and report what is wrong with their claims.

    Without PATHS the configured content is checked, else the current folder. `-` is standard input.

    Exit codes: 0 clean, 1 findings, 2 usage, configuration or unreadable input, 3 interrupted, 4 a bug.
    """
    from factcheck.commands._checking import checked

    return checked(paths, given)
