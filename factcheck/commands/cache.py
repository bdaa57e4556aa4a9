"""`factcheck cache`: what is kept between runs."""

from __future__ import annotations

from typing import Any

import click

from factcheck.commands import Exit
from factcheck.commands._options import cache_dir, configured
from factcheck.terminal import show


@click.group()
def cache() -> None:
    """What is kept between runs."""


@cache.command()
@cache_dir
@configured
def clean(**given: Any) -> int:
    """Throw the cache of this project away."""
    from factcheck import cache as pages
    from factcheck import files
    from factcheck.commands._request import request_of
    from factcheck.kept import cache_folder
    from factcheck.projects import projects

    request = request_of(**given)
    for project in projects(request):
        folder = cache_folder(project, request)
        try:
            found = pages.clean(folder)
        except OSError as error:
            raise files.system_error(error, files.shown(folder), writing=True) from None
        show(f"{'removed' if found else 'no cache in'} {files.shown(folder)}\n")
    return Exit.CLEAN
