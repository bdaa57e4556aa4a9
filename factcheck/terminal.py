"""Standard output and standard error: what is printed for people and for programs."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import IO

import click


def say(line: str) -> None:
    """A line for people, on standard error; names of files in it cannot steer the terminal."""
    if not line.isprintable():
        from factcheck.report._places import visible

        line = visible(line)
    with contextlib.suppress(OSError, ValueError):
        click.echo(_encodable(line, sys.stderr), err=True)


def show(text: str, *, exact: bool = False) -> None:
    """Text on standard output; `exact` text is for programs and always UTF-8."""
    if sys.stdout is None:  # closed by whoever started this, and nobody reads it
        return
    binary = getattr(sys.stdout, "buffer", None)
    if exact and binary is not None:
        sys.stdout.flush()
        binary.write(text.encode("utf-8", "surrogatepass"))
        binary.flush()
    else:
        sys.stdout.write(_encodable(text, sys.stdout))


def _encodable(text: str, stream: IO[str]) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")


def uses_colour(choice: str, stream: IO[str]) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return bool(getattr(stream, "isatty", bool)()) and os.environ.get("TERM") != "dumb"


def flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def leave_pipe() -> None:
    """Nobody reads any more; without this, Python complains when it closes standard output."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
