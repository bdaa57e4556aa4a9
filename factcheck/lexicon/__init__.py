"""Word lists as data: one YAML file a list, read when used."""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Callable, Mapping
from typing import Any

_known: dict[str, Any] = {}
"""The lists that were read, by name."""


def data(name: str) -> Any:
    """What `lexicon/NAME.yaml` holds."""
    if name not in _known:
        text = (importlib.resources.files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")
        _known[name] = load(text)
    return _known[name]


def known() -> Mapping[str, Any]:
    """The lists that were read so far."""
    return dict(_known)


def know(lists: Mapping[str, Any]) -> None:
    """Take over lists that another process read from the same files, which takes less time than to read them again."""
    for name, content in lists.items():
        _known.setdefault(name, content)


def load(text: str) -> Any:
    """A YAML text as plain values, by libyaml where PyYAML was built with it. Raises `yaml.YAMLError`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader)


@functools.cache
def literal_loader() -> Any:
    """A safe loader that leaves scalars as they are written, but for nothing (`~`, `null`).

    YAML 1.1 would make another number of an ISBN that begins with 0, of an arXiv number that ends in 0, and an error
    of a day that is none.
    """
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = implicit_resolvers(base, lambda kind: kind in ("null", "merge"))
    return type("LiteralLoader", (base,), {"yaml_implicit_resolvers": resolvers})


def implicit_resolvers(base: Any, keeps: Callable[[str], bool]) -> dict[str, list[Any]]:
    """How a loader tells by its look that a scalar is no text, for the kinds (`int`, `bool`) that are kept alone."""
    return {
        first: [one for one in known if keeps(one[0].removeprefix("tag:yaml.org,2002:"))]
        for first, known in base.yaml_implicit_resolvers.items()
    }
