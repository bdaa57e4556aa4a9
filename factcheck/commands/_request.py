"""What a run is asked for, from the options of a command."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from factcheck.projects import Request

_READING = ("config", "isolated", "force_exclude", "stdin_filename", "jobs", "no_cache", "cache_dir")


def reading_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a command's options that say how articles are read, for `request_of`."""
    return {name: given[name] for name in _READING}


def request_of(
    *,
    paths: Sequence[str] = (),
    config: Sequence[str] = (),
    isolated: bool = False,
    force_exclude: bool = False,
    stdin_filename: str | None = None,
    jobs: int = 0,
    no_cache: bool = False,
    cache_dir: str = "",
    extra: Sequence[str] = (),
    written: Sequence[str] = (),
    **more: Any,
) -> Request:
    """What to read and under which settings. Raises `click.UsageError` where options do not go together."""
    from factcheck import files
    from factcheck.projects import Request

    if "" in config:  # a variable that is not set: no file would be read, and nobody told
        raise click.UsageError("--config names nothing")
    overrides = [one for one in config if "=" in one and not os.path.exists(one)]  # noqa: PTH110 (cheaper than pathlib)
    named = [one for one in config if one not in overrides]
    if len(named) > 1:
        raise click.UsageError("--config names more than one file")
    if named and isolated:
        raise click.UsageError(f"--isolated reads no configuration file: leave it or --config {named[0]} out")
    texts = {}
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` (standard input) stands alone: name no other path")
        if sys.stdin is None:
            raise click.UsageError("standard input is closed")
        name = files.shown((stdin_filename or "stdin.md").replace("\\", "/"))
        texts[name] = files.decode(sys.stdin.buffer.read(), name)
        paths = ()
    elif stdin_filename:
        raise click.UsageError("--stdin-filename needs the path `-`")
    return Request(
        paths=tuple(paths),
        texts=texts,
        overrides=(*overrides, *extra),
        written=frozenset((*written, *_redirected())),
        file=named[0] if named else "",
        isolated=isolated,
        force_exclude=force_exclude,
        jobs=jobs,
        use_cache=not no_cache,
        cache_folder=cache_dir,
        **more,
    )


def _redirected() -> Iterator[tuple[int, int]]:
    """The file that standard output goes to: the shell has made it already, and it is empty."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # closed, or none of the system
        state = os.fstat(sys.stdout.fileno())
        if stat.S_ISREG(state.st_mode):
            yield state.st_dev, state.st_ino


def _rules_of(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def codes_of(flag: str, values: Sequence[str]) -> Sequence[str]:
    """Codes of the rules that a flag names. Raises `UserError` for one that nobody knows."""
    if not values:
        return ()
    from factcheck.configuration import selected

    return selected(_rules_of(values), flag)


def selection(select: Sequence[str], extend_select: Sequence[str], ignore: Sequence[str]) -> list[str]:
    """The rules chosen, as lines of a configuration."""
    import json

    given = (("select", select), ("extend-select", extend_select), ("ignore", ignore))
    for key, values in given:
        codes_of(f"--{key}", values)
    if select and not _rules_of(select):  # a variable that is not set: no rule would run, and all seem clean
        raise click.UsageError("--select names no rule")
    return [f"{key} = {json.dumps(_rules_of(values))}" for key, values in given if values]
