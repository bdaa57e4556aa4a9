"""The keys whose values are some of a few words, rules, paths or patterns."""

from __future__ import annotations

import types
from collections.abc import Mapping

CHOICES: Mapping[str, tuple[str, ...]] = types.MappingProxyType(
    {
        "fail-on": ("error", "warning", "info", "never"),
        "confidence": ("high", "medium", "low"),
        "citation-scope": ("sentence", "run", "paragraph"),
    }
)
"""Settings that are one of a few words."""

SEVERITIES = ("error", "warning", "info")
SELECTORS = ("select", "extend-select", "ignore")
PATHS = ("content", "sources", "bibliography")
PATTERNS = ("exclude",)
WORDS = ("unnamed-sources", "named-sources")
