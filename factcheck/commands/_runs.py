"""Running what is asked for, with a progress bar, and telling of what was not read."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from factcheck.errors import UserError
from factcheck.terminal import say

if TYPE_CHECKING:
    from factcheck.checking import Report
    from factcheck.projects import Project, Request


_LONG = 1.0
"""Seconds after which a run is long enough for a progress bar."""


def performed(found: Sequence[Project], request: Request, *, quiet: bool) -> list[Report]:
    from factcheck.run import perform

    with _progress(quiet=quiet) as progress:
        return [perform(project, request, progress) for project in found]


@contextlib.contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error, once a run has proved long, and only on a terminal."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    import time

    started = time.monotonic()
    bars: list[Any] = []

    def told(done: int, total: int) -> None:
        if not bars:
            if time.monotonic() - started < _LONG or done >= total:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            bar = Progress(
                TextColumn("checking"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            bars.append((bar, bar.add_task("", total=total)))
        bar, task = bars[0]
        bar.update(task, completed=done, total=total)

    try:
        yield told
    finally:
        for bar, _ in bars:
            bar.stop()


class Failures:
    """Tells of what cannot be done, one line each, so that the rest is done still."""

    def __init__(self) -> None:
        self.any = False

    def tell(self, error: UserError) -> None:
        say(f"error: {error}")
        self.any = True

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Goes on behind what raises `UserError`."""
        try:
            yield
        except UserError as error:
            self.tell(error)


def sharing_a_baseline(found: Sequence[Project], baseline: str) -> Sequence[Project]:
    """The projects, each known to be a part only of what a baseline of theirs holds."""
    if not baseline or len(found) < 2:
        return found
    import dataclasses

    return [dataclasses.replace(project, whole=False) for project in found]


def tell_unreadable(report: Report) -> None:
    for _, line in report.unreadable:
        say(f"error: {line}")


def is_nothing(report: Report, found: Sequence[Project]) -> bool:
    return not report.pages and not report.unreadable and not any(project.named for project in found)


def is_left_out(found: Sequence[Project]) -> bool:
    """Whether something is named that is excluded: there being no more is no mistake then."""
    return any(project.left_out for project in found)


def why_nothing(found: Sequence[Project]) -> str:
    if is_left_out(found):
        return "what is named is excluded"
    return f"{no_article()}; name a path, or set `content` in factcheck.toml"


def no_article() -> str:
    """That nothing was there to be read, with what would be: a repository may be written in a format that is not."""
    from factcheck import readers

    return f"no article was found (read is what ends in {' '.join(sorted(readers.readers()))})"
