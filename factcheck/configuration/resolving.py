"""From a configuration to settings."""

from __future__ import annotations

from typing import Any

import msgspec

from factcheck.configuration.choices import PATHS, PATTERNS
from factcheck.configuration.merging import Configuration
from factcheck.configuration.patterns import rebased_path, rebased_pattern
from factcheck.settings import Settings


def resolve(configuration: Configuration, base: str) -> Settings:
    """The settings, with every path and pattern relative to `base`, an absolute folder."""
    values: dict[str, Any] = {}
    names = {field.encode_name: field.name for field in msgspec.structs.fields(Settings)}
    for key, (folder, value) in configuration.values.items():
        if key in PATHS:
            values[names[key]] = tuple(rebased_path(item, folder, base) for item in value)
        elif key == "claims":
            values[names[key]] = rebased_path(value, folder, base)
        elif key in PATTERNS:
            values[names[key]] = tuple(
                moved for item in value if (moved := rebased_pattern(item, folder, base)) is not None
            )
        else:
            values[names[key]] = value
    if "claims" not in values:
        values["claims"] = rebased_path(Settings().claims, configuration.root, base)
    ignores: dict[str, tuple[str, ...]] = {}
    for folder, pattern, codes in configuration.patterns:
        moved = rebased_pattern(pattern, folder, base)
        if moved is not None:
            ignores[moved] = (*ignores.get(moved, ()), *(c for c in codes if c not in ignores.get(moved, ())))
    values["per_file_ignores"] = ignores
    return Settings(**values)
