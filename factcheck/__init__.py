"""A linter for facts: claims, citation statuses and contradictions in a repository of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.checking import Report, check
    from factcheck.settings import Settings

__version__ = "0.1.0"
__all__ = ["Report", "Settings", "__version__", "check", "check_paths"]

# No module may be called like a public name: importing it would hide the name.
_HOMES = {"Report": "checking", "Settings": "settings", "check": "checking", "check_paths": "run"}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that `factcheck --help` stays quick."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"factcheck.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
