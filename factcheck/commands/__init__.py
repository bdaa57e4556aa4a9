"""One file per command, imported when it is asked for.

A command is a module with a click command of the same name, which returns an `Exit`. Private modules (`_name`) are
shared parts. What takes long to import is imported where a command needs it, so that `factcheck --help` stays quick.
"""

from __future__ import annotations

import enum
import functools
import importlib
from typing import TYPE_CHECKING

from factcheck.on_demand import OnDemand

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

_NAMES = ("baseline", "cache", "check", "claims", "completion", "explain", "init", "rules", "server")


class Exit(enum.IntEnum):
    """Exit codes."""

    CLEAN = 0
    FINDINGS = 1
    """Findings at or above `--fail-on`."""
    USAGE = 2
    """Usage, configuration or unreadable input."""
    INTERRUPTED = 3
    BUG = 4


def commands() -> Mapping[str, click.Command]:
    """Every command by its name."""
    return OnDemand({name: functools.partial(_command, name) for name in _NAMES})


def _command(name: str) -> click.Command:
    command: click.Command = getattr(importlib.import_module(f"{__name__}.{name}"), name)
    return command
