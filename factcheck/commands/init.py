"""`factcheck init`: write a configuration for the repository that is found here."""

from __future__ import annotations

import os

import click

from factcheck.commands import Exit
from factcheck.commands._options import debug_unlisted
from factcheck.errors import UserError
from factcheck.terminal import show


@click.command()
@click.option(
    "--force", is_flag=True, help="Write over a factcheck.toml that is there, or hide a configuration above."
)
@click.option("--dry-run", is_flag=True, help="Print it and write nothing.")
@debug_unlisted
def init(*, force: bool, dry_run: bool) -> int:
    """Write a commented factcheck.toml for the repository that is found here."""
    import pathlib

    from factcheck import configuration, files, readers, references
    from factcheck.commands._runs import no_article

    path = pathlib.Path("factcheck.toml")
    found = files.survey(pathlib.Path(), readers.readers(), references.own_suffixes())
    text = configuration.proposed(
        content=found.content, bibliography=found.bibliography, sources=found.sources
    )
    if dry_run:
        show(text)
        return Exit.CLEAN
    if os.path.lexists(path) and not force:
        raise UserError("there is one already", cure="edit it, or give --force", path=path.as_posix())
    for other in files.configurations_above(files.absolute("")) if not force else ():
        name = files.shown(other)
        if (
            other.name == path.name
            or configuration.options(name, "", files.read_text(other, name, empty=True)) is not None
        ):
            said = "it" if other.name == path.name else "`[tool.factcheck]`"
            raise UserError(
                f"{said} counts here already, and a factcheck.toml in this folder would hide it",
                cure="edit it, or give --force",
                path=name,
            )
    files.write_atomically(path, text)
    if found.content:
        show("wrote factcheck.toml; next: factcheck check --statistics\n")
    else:
        show(f"wrote factcheck.toml; {no_article()}; next: set `content` in it\n")
    return Exit.CLEAN
