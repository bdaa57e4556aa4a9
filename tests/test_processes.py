"""Tasks are done whatever the system gives and takes away."""

from __future__ import annotations

import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pytest

from factcheck import processes

pytestmark = pytest.mark.skipif(not processes.can_fork(), reason="what a task does here is inherited")
TASKS = list(range(9))
DONE = [10 * task for task in TASKS]


def tenfold(held: int, task: int) -> int:
    return held * task


def spread(do=tenfold, jobs: int = 3) -> list[int]:
    found = sorted(processes.spread(do, TASKS, jobs=jobs, held=10))
    assert not multiprocessing.active_children()
    return found


@pytest.mark.parametrize("given", [0, 1, 3])
def test_a_system_may_give_fewer_processes(monkeypatch: pytest.MonkeyPatch, given: int) -> None:
    """As where a user may have no more of them, or there is no memory for another."""
    fork, begun = os.fork, []

    def forked() -> int:
        if len(begun) == given:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        begun.append(True)
        return fork()

    monkeypatch.setattr(os, "fork", forked)
    assert spread() == DONE
    assert len(begun) == given


def test_a_system_may_give_no_threads_and_no_semaphores(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none)
    monkeypatch.setattr("multiprocessing.synchronize.SemLock", none)
    assert spread() == DONE


@pytest.mark.parametrize("killed", [{0}, {4, 5}, set(TASKS)], ids=len)
def test_what_a_killed_process_leaves_is_done(killed: set[int]) -> None:
    """As by a system that is out of memory."""
    found = processes.spread(_killed, TASKS, jobs=3, held=(os.getpid(), killed))
    assert sorted(found) == DONE
    assert not multiprocessing.active_children()


def _killed(held: tuple[int, set[int]], task: int) -> int:
    parent, killed = held
    if task in killed and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return 10 * task


def test_an_error_is_raised_where_it_can_be_told() -> None:
    with pytest.raises(ZeroDivisionError):
        spread(_broken)
    assert not multiprocessing.active_children()


def _broken(held: int, task: int) -> int:
    return held // (task - 4)


def test_long_tasks_and_long_answers_pass_each_other() -> None:
    """Longer than what fits into a pipe."""
    tasks = [bytes([task]) * 3_000_000 for task in TASKS]
    found = sorted(processes.spread(_same, tasks, jobs=2, held=None))
    assert found == tasks


def _same(_: None, task: bytes) -> bytes:
    return task


def test_processes_end_with_the_context_whatever_they_do() -> None:
    started = time.monotonic()
    with processes.team_of(2, 60, first=time.sleep) as team:
        assert len(team) == 2
    assert time.monotonic() - started < 10
    assert not multiprocessing.active_children()


def test_a_process_that_may_begin_none_works_alone(tmp_path: pathlib.Path) -> None:
    """Somebody uses the library in a pool of their own."""
    script = tmp_path / "pooled.py"
    script.write_text(
        "import multiprocessing\n"
        "from factcheck import processes\n"
        "def do(held, task):\n    return held * task\n"
        "def all_(jobs):\n    return sorted(processes.spread(do, [1, 2, 3], jobs=jobs, held=2))\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "        print(pool.map(all_, [2]))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("[[2, 4, 6]]\n", "")
