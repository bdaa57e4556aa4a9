"""Configurations as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from factcheck.settings import Settings


def as_toml(settings: Settings) -> str:
    """Settings as a configuration file would say them."""
    lines, tables = [], []
    for field in msgspec.structs.fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, dict):
            if value:
                tables.append(f"\n[{field.encode_name}]")
                tables += [f"{quoted(key)} = {_toml(item)}" for key, item in value.items()]
        else:
            lines.append(f"{field.encode_name} = {_toml(value)}")
    return "\n".join([*lines, *tables]) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value)


def proposed(*, content: Sequence[str], bibliography: Sequence[str], sources: Sequence[str]) -> str:
    """A commented configuration for a repository with these articles, bibliographies and source records."""
    said = f"content = {_toml(content)}\n" if content else '# content = ["articles"]\n'
    listed = (
        f"bibliography = {_toml(bibliography)}\n" if bibliography else '# bibliography = ["references.bib"]\n'
    )
    stored = f"sources = {_toml(sources)}\n" if sources else '# sources = ["sources"]\n'
    return f"""\
# Settings of factcheck. Every key is explained in docs/configuration.md; an unknown one is an error.

# Files and folders with articles: what `factcheck check` reads when no path is given, and what a few files
# are compared with.
{said}
# Bibliography files (BibTeX, CSL-JSON, CSL-YAML, RIS) beside those that an article names itself.
{listed}
# Folders with source records, the local evidence.
{stored}
# Files that are not read unless they are named; patterns as in .gitignore.
# exclude = ["drafts/"]

# Rules that run: codes, the beginning of codes, or names. `factcheck rules` lists them.
# select = ["FC"]
# ignore = ["FC102"]

# The mildest severity that makes the exit code 1: error, warning, info or never.
# fail-on = "warning"

# Groups of terms that mean the same thing in these articles.
# synonyms = [["heart attack", "myocardial infarction"]]

# Hosts whose links never count as citations: the site itself, shops, social media.
# navigation-hosts = ["example.org"]

# [per-file-ignores]
# "drafts/**" = ["FC1"]

# [severity]
# FC104 = "info"
"""


def quoted(value: str) -> str:
    """A string as TOML writes it."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", plain) + '"'
