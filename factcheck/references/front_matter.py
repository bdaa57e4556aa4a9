"""References that a document's front matter gives or names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factcheck.document import Document
from factcheck.references import _csl
from factcheck.references.reference import Reference


def references(document: Document) -> tuple[Reference, ...]:
    """The CSL items under `references:`. Their place is the front matter as a whole."""
    items = document.metadata.get("references")
    if isinstance(items, Mapping):
        items = [{"id": key, **item} for key, item in items.items() if isinstance(item, Mapping)]
    if not isinstance(items, (list, tuple)):
        return ()
    first = document.blocks[0].span if document.blocks else None
    start, end = (first.start, first.end) if first else (0, 0)
    return tuple(
        _csl.reference(item, document.source.path, start, end)
        for item in items
        if isinstance(item, Mapping) and ("id" in item or "title" in item)
    )


def bibliography(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """The paths of bibliography files that a document names, as written."""
    found: list[str] = []

    def add(value: object) -> None:
        if isinstance(value, str) and value.strip():
            found.append(value.strip())
        elif isinstance(value, Mapping):
            for one in value.values():
                add(one)
        elif isinstance(value, (list, tuple)):
            for one in value:
                add(one)

    add(metadata.get("bibliography"))
    return tuple(dict.fromkeys(found))
