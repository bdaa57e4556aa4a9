"""`factcheck rules`: list the rules."""

from __future__ import annotations

import click

from factcheck.commands import Exit
from factcheck.commands._options import debug_unlisted
from factcheck.terminal import show


@click.command()
@click.option("--output-format", "-f", "format_", type=click.Choice(["full", "json"]), default="full")
@debug_unlisted
def rules(format_: str) -> int:
    """List the rules."""
    from factcheck.rules import manual
    from factcheck.rules import rules as known

    if format_ == "json":
        import json

        rows = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": str(rule.severity),
                "enabled": rule.enabled,
                "summary": _summary(manual(rule.code)),
            }
            for rule in known().values()
        ]
        show(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", exact=True)
        return Exit.CLEAN
    for rule in known().values():
        off = "" if rule.enabled else " (off unless selected)"
        show(f"{rule.code}  {rule.name:<26} {rule.severity:<8} {_summary(manual(rule.code))}{off}\n")
    return Exit.CLEAN


def _summary(page: str) -> str:
    """The first sentence below `What it does`."""
    _, _, rest = page.partition("## What it does\n")
    return " ".join(rest.strip().split("\n\n")[0].split()).partition(". ")[0].rstrip(".") + "."
