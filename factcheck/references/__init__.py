"""References: bibliography formats, one file each and found by walking this folder, identifiers and reference
lists.

A bibliography format is a module with `SUFFIXES`, the file name endings that it reads, `recognises(source) ->
bool` where other formats share a suffix with it, and `read(source) -> tuple[Reference, ...]`. It raises
`UserError` for what a person has to mend and nothing else.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping

from factcheck.errors import UserError
from factcheck.references.reference import Reference
from factcheck.text import Source


@dataclasses.dataclass(frozen=True, slots=True)
class Format:
    """A bibliography format."""

    read: Callable[[Source], tuple[Reference, ...]]
    recognises: Callable[[Source], bool] | None = None
    """Whether a file with the suffix is a bibliography at all; None where the suffix alone says so."""


@functools.cache
def formats() -> Mapping[str, Format]:
    """Every bibliography format, by the suffix that it reads."""
    found: dict[str, Format] = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        for suffix in getattr(module, "SUFFIXES", ()):
            found[suffix] = Format(module.read, getattr(module, "recognises", None))
    return found


def _suffix(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_bibliography(path: str, text: str) -> bool:
    """Whether a file is a bibliography: by its suffix and, for JSON and YAML, by what it holds."""
    form = formats().get(_suffix(path))
    if form is None:
        return False
    return form.recognises is None or form.recognises(Source(path, text))


def read(source: Source) -> tuple[Reference, ...]:
    """The entries of a bibliography file, in order, duplicates kept.

    Raises `UserError` where the suffix is none of a bibliography or the file is broken.
    """
    form = formats().get(_suffix(source.path))
    if form is None:
        known = " ".join(sorted(formats()))
        raise UserError("not a bibliography format", cure=f"known suffixes: {known}", path=source.path)
    return form.read(source)
