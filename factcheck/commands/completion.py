"""`factcheck completion`: print the completion script of a shell."""

from __future__ import annotations

import click

from factcheck.commands import Exit
from factcheck.terminal import show


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script of a SHELL, to be sourced from its start-up file."""
    from click.shell_completion import get_completion_class

    from factcheck.commands import _shells

    _shells.prepare()
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    whole = click.get_current_context().find_root().command
    show(found(whole, {}, "factcheck", "_FACTCHECK_COMPLETE").source() + "\n")
    return Exit.CLEAN
