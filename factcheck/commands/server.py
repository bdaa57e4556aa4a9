"""`factcheck server`: run the language server."""

from __future__ import annotations

import click

from factcheck.commands import Exit
from factcheck.commands._options import debug_unlisted
from factcheck.errors import UserError


@click.command()
@debug_unlisted
def server() -> int:
    """Run the language server on standard input and output."""
    try:
        from factcheck.server import serving
    except ImportError as error:
        raise UserError(
            "the language server needs pygls", cure="run: pip install 'factcheck-lint[server]'"
        ) from error
    serving.serve(interrupted=Exit.INTERRUPTED)
    return Exit.CLEAN
