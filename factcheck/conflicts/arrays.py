"""Finding the same values in long arrays, by sorting. `numpy.unique` loads modules that nothing else here needs."""

from __future__ import annotations

from typing import Any

_SELDOM = 100
"""Of so many values one may be less than the one before, and sorting them takes longer than it saves."""


def distinct(values: Any) -> Any:
    """The different values, sorted."""
    import numpy as np

    ordered = np.sort(values)
    return ordered[_first_of_each(ordered)]


def _first_of_each(ordered: Any) -> Any:
    """Which of some sorted values differ from the one before."""
    import numpy as np

    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return new


def lengths(ordered: Any) -> Any:
    """For each of some sorted values, how often it is there."""
    import numpy as np

    starts = np.flatnonzero(_first_of_each(ordered))
    each = np.diff(starts, append=len(ordered))
    return np.repeat(each, each)


def numbered(values: Any) -> tuple[Any, Any]:
    """The different values, sorted, and for each value its place among them."""
    import numpy as np

    order = np.argsort(values)
    ordered = values[order]
    new = _first_of_each(ordered)
    numbers = np.empty(len(ordered), dtype=np.int64)
    numbers[order] = np.cumsum(new) - 1
    return ordered[new], numbers


def sought(table: Any, values: Any) -> tuple[Any, Any]:
    """Where values stand in a sorted table, and whether they are there."""
    import numpy as np

    place = places(table, values)
    if not len(table):
        return place, np.zeros(len(values), dtype=bool)
    place = np.minimum(place, len(table) - 1)
    return place, table[place] == values


def places(table: Any, values: Any) -> Any:
    """Where values would stand in a sorted table. Nearly in the order of the values, for the sake of the processor's caches."""
    import numpy as np

    if np.count_nonzero(values[1:] < values[:-1]) <= len(values) // _SELDOM:
        return np.searchsorted(table, values)
    order = np.argsort(values)
    found = np.empty(len(values), dtype=np.int64)
    found[order] = np.searchsorted(table, values[order])
    return found
