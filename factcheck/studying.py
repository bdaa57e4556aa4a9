"""Studying texts, in as many processes as there are cores. Which process studies what changes nothing in the answer."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence

import msgspec

from factcheck.errors import UserError
from factcheck.page import Library, study
from factcheck.settings import Settings
from factcheck.text import Source

Progress = Callable[[int, int], None]
"""Told how many characters of how many are studied."""

_ALONE = 60_000
"""Characters that one process studies sooner than a second one has started."""
_CHUNK = 40_000
"""Characters of one task for a worker."""

_studied: tuple[Library, Settings] | None = None
"""What every task of a worker shares; set once when the worker starts."""


def _start_worker(library: Library, settings: Settings) -> None:
    import signal

    global _studied  # noqa: PLW0603 (a worker serves one run)
    _studied = (library, settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells workers to stop


Studied = list[tuple[str, bytes, str]]
"""Path, the page encoded, and the problem where there is no page."""


def _study_chunk(sources: Sequence[tuple[str, str]]) -> Studied:
    if _studied is None:
        raise RuntimeError("the worker has not been started")
    return [_study_one(Source(path, text), *_studied) for path, text in sources]


def _study_one(source: Source, library: Library, settings: Settings) -> tuple[str, bytes, str]:
    try:
        page = study(source, library, settings)
    except UserError as error:
        return source.path, b"", str(error)
    return source.path, msgspec.msgpack.encode(page), ""


def study_all(
    missing: Sequence[Source],
    library: Library,
    settings: Settings,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Iterator[Studied]:
    """Study texts and hand the pages over in batches, in no order. `jobs` of 0 means one process a core."""
    total = sum(len(source.text) for source in missing)
    done = 0
    if progress is not None and total:
        progress(0, total)
    jobs = jobs or _cores()
    chunks = list(_chunks(missing, _CHUNK))
    if jobs == 1 or total < _ALONE or len(chunks) == 1:
        for source in missing:
            yield [_study_one(source, library, settings)]
            done += len(source.text)
            if progress is not None:
                progress(done, total)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with concurrent.futures.ProcessPoolExecutor(
        min(jobs, len(chunks)),
        mp_context=multiprocessing.get_context(method),
        initializer=_start_worker,
        initargs=(library, settings),
    ) as pool:
        tasks = {
            pool.submit(_study_chunk, [(source.path, source.text) for source in chunk]): sum(
                len(s.text) for s in chunk
            )
            for chunk in chunks
        }
        try:
            for task in concurrent.futures.as_completed(tasks):
                yield task.result()
                done += tasks[task]
                if progress is not None:
                    progress(done, total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(sources: Sequence[Source], size: int) -> Iterator[list[Source]]:
    """Sources in tasks of about the given number of characters, the longest first."""
    chunk: list[Source] = []
    taken = 0
    for source in sorted(sources, key=lambda one: (-len(one.text), one.path)):
        chunk.append(source)
        taken += len(source.text)
        if taken >= size:
            yield chunk
            chunk, taken = [], 0
    if chunk:
        yield chunk
