"""Doing tasks in as many processes as there are cores, which share what they are handed once."""

from __future__ import annotations

import concurrent.futures
import contextlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from factcheck import threads

Task = TypeVar("Task")
Result = TypeVar("Result")

_held: Any = None
"""What every task of a worker shares; set once when the worker starts."""


def _start_worker(held: Any) -> None:
    import signal
    import threading

    global _held  # noqa: PLW0603 (a worker serves one run)
    _held = held
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells workers to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threads.in_one_thread()


def _end_with_parent() -> None:
    """Leave when the parent is gone that this process would wait for: it may have been killed."""
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def work(do: Callable[[Any, Task], Result], task: Task) -> Result:
    """Do a task in a worker, handing over what it shares."""
    return do(_held, task)


@contextlib.contextmanager
def pool_of(jobs: int, held: Any) -> Iterator[concurrent.futures.ProcessPoolExecutor]:
    """Processes that share something. They are left to end by themselves where something goes wrong here."""
    pool = concurrent.futures.ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("fork" if can_fork() else "spawn"),
        initializer=_start_worker,
        initargs=(held,),
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def spread(
    do: Callable[[Any, Task], Result], tasks: Sequence[Task], *, jobs: int, held: Any
) -> Iterator[Result]:
    """What comes of doing each task, in no order; `held` is handed to every process once."""
    with pool_of(min(jobs, len(tasks)), held) as pool:
        waiting = [pool.submit(work, do, task) for task in tasks]
        for done in concurrent.futures.as_completed(waiting):
            yield done.result()


def can_fork() -> bool:
    """Whether a process can begin with all that this one has loaded."""
    return "fork" in multiprocessing.get_all_start_methods()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
