"""One file per rule, found by walking this folder."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from factcheck.rules.rule import Rule

_SHARED = ("rule", "fingerprint", "conflict_alarms")
"""Modules that hold what rules are made of, and no rule."""


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of the codes."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name not in _SHARED:
            found.append(importlib.import_module(f"{__name__}.{module.name}").RULE)
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def manual(code: str) -> str:
    """The manual page of a rule: its module's docstring."""
    name = rules()[code].name.replace("-", "_")
    return (importlib.import_module(f"{__name__}.{name}").__doc__ or "").strip()
