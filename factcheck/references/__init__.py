"""References: bibliography formats, one file each and found by walking this folder, identifiers and reference
lists.

A bibliography format is a module with `SUFFIXES`, the file name endings that it reads, `recognises(source) ->
bool` where other formats share a suffix with it, and `read(source) -> tuple[Reference, ...]`. It raises
`UserError` for what a person has to mend and nothing else.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any

from factcheck import declared
from factcheck.errors import UserError
from factcheck.on_demand import OnDemand
from factcheck.references.reference import Reference
from factcheck.text import Source
from factcheck.values import Value


class Format(Value, frozen=True):
    """A bibliography format."""

    read: Callable[[Source], tuple[Reference, ...]]
    recognises: Callable[[Source], bool] | None = None
    """Whether a file with the suffix is a bibliography at all; None where the suffix alone says so."""


@functools.cache
def formats() -> Mapping[str, Format]:
    """Every bibliography format, by the suffix that it reads."""
    return OnDemand({suffix: functools.partial(_format, name) for name, suffix, _ in _declared_suffixes()})


@functools.cache
def own_suffixes() -> frozenset[str]:
    """Suffixes that only bibliographies have: a JSON or YAML file is one where it is named as such."""
    return frozenset(suffix for _, suffix, shared in _declared_suffixes() if not shared)


@functools.cache
def _declared_suffixes() -> tuple[tuple[str, str, bool], ...]:
    """Module, suffix that it reads, and whether others share that."""
    return tuple(
        (name, suffix, declared.has_function(name, source, "recognises"))
        for name, source in declared.modules(__name__, __path__)
        for suffix in declared.constant(name, source, "SUFFIXES") or ()
    )


def _format(name: str) -> Format:
    module: Any = importlib.import_module(name)
    return Format(module.read, getattr(module, "recognises", None))


def _suffix(path: str) -> str:
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_bibliography(path: str, text: str, *, named: bool = False) -> bool:
    """Whether a file is a bibliography: by its suffix and, for JSON and YAML that nobody `named` as one, by what it holds."""
    form = formats().get(_suffix(path))
    if form is None:
        return False
    return named or form.recognises is None or form.recognises(Source(path, text))


def read(source: Source) -> tuple[Reference, ...]:
    """The entries of a bibliography file, in order, duplicates kept.

    Raises `UserError` where the suffix is none of a bibliography or the file is broken.
    """
    form = formats().get(_suffix(source.path))
    if form is None:
        known = " ".join(sorted(formats()))
        raise UserError("not a bibliography format", cure=f"known suffixes: {known}", path=source.path)
    return form.read(source)
