"""One file per format, found by walking this folder.

A reader is a module with `SUFFIXES`, the file name endings that it reads (lower case, with the dot), and
`read(source) -> Document`. It raises `UserError` for what its author has to mend and nothing else.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any

from factcheck import declared
from factcheck.document import Document, Role
from factcheck.errors import UserError
from factcheck.on_demand import OnDemand
from factcheck.text import Source
from factcheck.unmerged import conflicts, unresolved

Reader = Callable[[Source], Document]


@functools.cache
def readers() -> Mapping[str, Reader]:
    """Every reader, by the suffix that it reads. Private modules (`_name`) are shared parts, not readers.

    A reader's module is imported when its reader is asked for.
    """
    found: dict[str, Callable[[], Reader]] = {}
    for name, source in declared.modules(__name__, __path__):
        for suffix in declared.constant(name, source, "SUFFIXES"):
            found[suffix] = functools.partial(_reader, name)
    return OnDemand(found)


def _reader(name: str) -> Reader:
    module: Any = importlib.import_module(name)
    read: Reader = module.read
    return read


_SHOWN = frozenset({Role.CODE, Role.COMMENT})
"""Blocks in which the lines that git writes are shown, and not meant."""


def suffix_of(path: str) -> str:
    """The suffix of a path in lower case, with the dot; empty where there is none."""
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read(source: Source) -> Document:
    """The document in a file, by the reader for its suffix.

    Raises `UserError` where no reader knows the suffix or the file cannot be read as that format.
    """
    reader = readers().get(suffix_of(source.path))
    if reader is None:
        known = " ".join(sorted(readers()))
        raise UserError("unknown kind of file", cure=f"known suffixes: {known}", path=source.path)
    unmerged = tuple(conflicts(source.text))
    try:
        document = reader(source)
    except UserError as error:
        # What is broken is so because both sides stand there.
        raise unresolved(source, unmerged[0]) if unmerged else error from None
    for start in unmerged:
        if not any(
            block.role in _SHOWN and block.span.start <= start < block.span.end for block in document.blocks
        ):
            raise unresolved(source, start)
    return document
