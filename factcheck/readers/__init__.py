"""One file per format, found by walking this folder.

A reader is a module with `SUFFIXES`, the file name endings that it reads (lower case, with the dot), and
`read(source) -> Document`. It raises `UserError` for what its author has to mend and nothing else.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping

from factcheck.document import Document
from factcheck.errors import UserError
from factcheck.text import Source

Reader = Callable[[Source], Document]


@functools.cache
def readers() -> Mapping[str, Reader]:
    """Every reader, by the suffix that it reads. Private modules (`_name`) are shared parts, not readers."""
    found: dict[str, Reader] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        reader = importlib.import_module(f"{__name__}.{module.name}")
        for suffix in reader.SUFFIXES:
            found[suffix] = reader.read
    return found


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
