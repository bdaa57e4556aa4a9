"""In how many threads libraries do their work."""

from __future__ import annotations

import os

_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What NumPy's libraries read when they are loaded."""


def in_one_thread() -> None:
    """Have matrices multiplied in one thread by this process and those that it starts, where NumPy is not yet loaded.

    There is a process for each core already, and matrices as small as these take twice as long in two threads that
    wait for each other.
    """
    for name in _THREADS:
        os.environ.setdefault(name, "1")
