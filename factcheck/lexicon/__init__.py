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
    return load(text)


def load(text: str) -> Any:
    """A YAML text as plain values, by libyaml where PyYAML was built with it. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 (a safe loader)
