"""Word lists as data: one YAML file a list, read when used."""

from __future__ import annotations

import functools
import importlib.resources
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def data(name: str) -> Any:
    """What `lexicon/NAME.yaml` holds."""
    text = (importlib.resources.files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader)
