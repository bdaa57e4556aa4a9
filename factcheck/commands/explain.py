"""`factcheck explain`: print the manual page of a rule."""

from __future__ import annotations

import click

from factcheck.commands import Exit
from factcheck.commands._options import debug_unlisted, rule_names
from factcheck.errors import UserError, nearest
from factcheck.terminal import show


@click.command()
@click.argument("rule", required=False, shell_complete=rule_names)
@click.option("--all", "everything", is_flag=True, help="Print every rule's page.")
@debug_unlisted
def explain(rule: str | None, *, everything: bool) -> int:
    """Print the manual page of a RULE: a code or a name."""
    from factcheck.rules import manual
    from factcheck.rules import rules as known

    if everything:
        show("\n\n".join(manual(code) for code in known()) + "\n")
        return Exit.CLEAN
    if not rule:
        raise click.UsageError("name a rule, or give --all")
    for code, one in known().items():
        if rule.upper() == code or rule.lower() == one.name:
            show(manual(code) + "\n")
            return Exit.CLEAN
    names = tuple(known()) if rule[:2].upper() == "FC" else tuple(one.name for one in known().values())
    raise UserError(f"no rule is called `{rule}`", cure=f"{nearest(rule, names)} (see `factcheck rules`)")
