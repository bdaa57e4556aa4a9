"""What the modules of a folder declare, read from their source without importing them.

Readers, bibliography formats and output formats are found by walking a folder. Importing all of them to learn
which file names they read takes longer than a run over unchanged files has.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any


def modules(package: str, path: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Full name and source of a package's modules, private ones (`_name`) left out; no source for compiled ones."""
    for info in pkgutil.iter_modules(path):
        if info.name.startswith("_"):
            continue
        name = f"{package}.{info.name}"
        spec = info.module_finder.find_spec(name, None)
        source = getattr(spec.loader, "get_source", None) if spec is not None else None
        yield name, (source(name) or "" if source is not None else "")


def constant(module: str, source: str, name: str) -> Any:
    """The value of a module's constant: its literal where the source has one, else by import. None where there is none."""
    found = re.search(rf"^{name}\s*=\s*(\(.*?\)|\".*?\")\s*$", source, re.MULTILINE | re.DOTALL)
    if found is None:
        hidden = not source or re.search(rf"^{name}\b", source, re.MULTILINE)
        return getattr(importlib.import_module(module), name, None) if hidden else None
    return ast.literal_eval(found[1])


def has_function(module: str, source: str, name: str) -> bool:
    """Whether a module defines a function of this name."""
    if not source:
        return hasattr(importlib.import_module(module), name)
    return re.search(rf"^def {name}\(", source, re.MULTILINE) is not None
