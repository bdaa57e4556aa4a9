"""Doing tasks in as many processes as there are cores, which share what they are handed once.

Where the system gives no process, or takes one away before its task is done, this one does the task: the answer is the
same. So nothing is used here that a system may lack, neither shared memory nor threads.
"""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, TypeVar

from factcheck import threads

Task = TypeVar("Task")
Result = TypeVar("Result")


class Team:
    """Processes that share something, each at the other end of a pipe."""

    def __init__(self, pipes: Sequence[Any], held: Any) -> None:
        self._pipes = list(pipes)
        """To those that are there still."""
        self._held = held

    def __len__(self) -> int:
        return len(self._pipes)

    def ask(self, do: Callable[[Any, Task], Result], tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
        """What comes of each task, with its number, in no order. The first are begun at once; what none of the team has
        done is done by this process in the end.
        """
        waiting = collections.deque(range(len(tasks)))
        doing: dict[Any, int] = {}

        def hand_on(pipe: Any) -> None:
            if waiting:
                doing[pipe] = waiting.popleft()
                with contextlib.suppress(OSError):  # that it is gone is seen when its answer is read
                    pipe.send((do, tasks[doing[pipe]]))

        def answers() -> Iterator[tuple[int, Result]]:
            undone = []
            while doing:
                ready: Sequence[Any] = wait(list(doing))
                for pipe in ready:
                    number = doing.pop(pipe)
                    answer: tuple[Result, ...] = ()
                    try:
                        answer = pipe.recv()
                    except (EOFError, OSError, pickle.UnpicklingError):  # it was killed
                        self._pipes.remove(pipe)
                    else:
                        hand_on(pipe)
                    if answer:
                        yield number, answer[0]
                    else:
                        undone.append(number)
            for number in (*undone, *waiting):
                yield number, do(self._held, tasks[number])

        for pipe in self._pipes:
            hand_on(pipe)
        return answers()


@contextlib.contextmanager
def team_of(jobs: int, held: Any, *, first: Callable[[Any], object] | None = None) -> Iterator[Team]:
    """Processes that share something, as many as the system gives, up to `jobs`; what each does `first`, it begins with
    before it is asked anything. They end with the context, whatever they do then.
    """
    begun: list[tuple[Any, Any]] = []
    try:
        # A process that ends with its parent may begin none: somebody uses the library in a pool of their own.
        if not multiprocessing.current_process().daemon:
            with contextlib.suppress(OSError):
                while len(begun) < jobs:
                    begun.append(_begin(held, first, [pipe for _, pipe in begun]))
        yield Team([pipe for _, pipe in begun], held)
    finally:
        for process, _ in begun:
            process.kill()
        for process, pipe in begun:
            process.join()
            pipe.close()


def _begin(held: Any, first: Callable[[Any], object] | None, others: Sequence[Any]) -> tuple[Any, Any]:
    """A process and the pipe to it. Raises `OSError` where the system gives none."""
    context: Any = multiprocessing.get_context("fork" if can_fork() else "spawn")
    ours, theirs = context.Pipe()
    inherited = [*others, ours] if can_fork() else []
    process = context.Process(target=_serve, args=(theirs, held, first, inherited), daemon=True)
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def _serve(pipe: Any, held: Any, first: Callable[[Any], object] | None, inherited: Sequence[Any]) -> None:
    """Do one task after the other, until nobody asks any more."""
    import signal
    import threading

    for one in inherited:  # held by this process, too, they would not end when the parent does
        one.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends workers
    with contextlib.suppress(RuntimeError):  # the system gives no thread; the pipe ends as well, a task later
        threading.Thread(target=_end_with_parent, daemon=True).start()
    threads.in_one_thread()
    with contextlib.suppress(EOFError, OSError):
        if first is not None:
            _answer(first, held)
        while True:
            do, task = pipe.recv()
            pipe.send(_answer(do, held, task))


def _answer(do: Callable[..., Result], *given: Any) -> tuple[Result, ...]:
    """What comes of a task. Nothing where it fails: the parent meets the same error, and can tell it."""
    try:
        return (do(*given),)
    except Exception:  # noqa: BLE001 (raised again where it is told)
        return ()


def _end_with_parent() -> None:
    """Leave when the parent is gone that this process would wait for: it may have been killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def spread(
    do: Callable[[Any, Task], Result], tasks: Sequence[Task], *, jobs: int, held: Any
) -> Iterator[Result]:
    """What comes of doing each task, in no order; `held` is handed to every process once."""
    with team_of(min(jobs, len(tasks)), held) as team:
        for _, result in team.ask(do, tasks):
            yield result


def can_fork() -> bool:
    """Whether a process can begin with all that this one has loaded."""
    return "fork" in multiprocessing.get_all_start_methods()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
