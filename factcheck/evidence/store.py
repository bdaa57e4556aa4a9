"""The local store of sources, and the passages in it that come nearest to a claim."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from factcheck.evidence.record import Record
from factcheck.references.reference import Identifier, Reference

_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclasses.dataclass(frozen=True)
class Store:
    """Source records by their key and by each of their identifiers, and by those of the references to them."""

    records: Mapping[str, Record] = dataclasses.field(default_factory=dict)

    @staticmethod
    def of(records: Iterable[Record]) -> Store:
        """A store of these records; of two with one name, the first one given counts."""
        found: dict[str, Record] = {}
        for record in records:
            for name in _names(record.key, record.identifiers):
                found.setdefault(name, record)
        return Store(found)

    def knowing(self, references: Iterable[Reference]) -> Store:
        """The store, in which the record of a reference is found by every name that the reference has.

        A bibliography may give the DOI of a source and the record only its key, or the DOI and the PMID.
        """
        if not self.records:
            return self
        more: dict[str, Record] = {}
        for reference in references:
            # The number of an entry in a list of one text is no key.
            key = "" if reference.text and reference.key.isdigit() else reference.key
            names = _names(key, reference.identifiers)
            record = next((self.records[name] for name in names if name in self.records), None)
            if record is not None:
                more |= {name: record for name in names if name not in more}
        return Store({**more, **self.records})

    def get(self, reference: str | None) -> Record | None:
        """The record of a citation's reference: a key or `scheme:value`."""
        if not reference:
            return None
        return self.records.get(reference.lower() if reference.startswith("doi:") else reference)


def _names(key: str, identifiers: Iterable[Identifier]) -> tuple[str, ...]:
    sound = (identifier.folded for identifier in identifiers if not identifier.problem)
    return (*((key,) if key else ()), *sound)


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
