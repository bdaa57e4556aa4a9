"""The local store of sources, and the passages in it that come nearest to a claim."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from factcheck.evidence.record import Record

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclasses.dataclass(frozen=True)
class Store:
    """Source records by their key and by each of their identifiers."""

    records: Mapping[str, Record] = dataclasses.field(default_factory=dict)

    @staticmethod
    def of(records: Iterable[Record]) -> Store:
        """A store of these records; of two with one name, the first one given counts."""
        found: dict[str, Record] = {}
        for record in records:
            for name in (record.key, *map(str, record.identifiers)):
                found.setdefault(name, record)
        return Store(found)

    def get(self, reference: str | None) -> Record | None:
        """The record of a citation's reference: a key or `scheme:value`."""
        return self.records.get(reference) if reference else None


def nearest_passage(claim: str, record: Record) -> str:
    """The passage that shares most of the claim's longer words; empty where none shares any."""
    wanted = _stems(claim)
    best, most = "", 0
    for passage in record.passages:
        shared = len(wanted & _stems(passage))
        if shared > most:
            best, most = passage, shared
    return best


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:6] for word in _WORD.findall(text))
