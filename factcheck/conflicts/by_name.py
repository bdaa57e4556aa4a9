"""What claims say of things by their names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

Said = TypeVar("Said", bound=Hashable)
Name = TypeVar("Name", bound=Hashable)


def grouped(pairs: Iterable[tuple[Name, Said]]) -> dict[Name, frozenset[Said]]:
    """All that is said of each name."""
    found: dict[Name, set[Said]] = {}
    for name, said in pairs:
        found.setdefault(name, set()).add(said)
    return {name: frozenset(every) for name, every in found.items()}


def are_apart(mine: Mapping[Name, AbstractSet[Said]], yours: Mapping[Name, AbstractSet[Said]]) -> bool:
    """Whether of some name that both have they say nothing that is the same."""
    return any(mine[name].isdisjoint(yours[name]) for name in mine.keys() & yours.keys())
