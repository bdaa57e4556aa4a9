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
from factcheck.document import Document
from factcheck.errors import UserError
from factcheck.on_demand import OnDemand
from factcheck.text import Source

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
    return reader(source)
