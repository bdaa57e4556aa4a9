"""Manubot's aliases: `[@tag:ngiam2011]: url:https://…`, often gathered in a file of their own for all others.

After the Manubot user guide, "Citation aliases".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.references.identifiers import identifiers, normalise
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source

_ALIAS = re.compile(
    r"^ {0,3}\[@(?P<key>[^\]\s]{1,200})\]:[ \t]*(?P<target>[^\s<>]+|<[^<>\n]+>)", re.MULTILINE
)


def aliases(source: Source) -> Iterator[Reference]:
    """The aliases that a Markdown text defines, each as an entry called by its alias."""
    if "[@" not in source.text:
        return
    for match in _ALIAS.finditer(source.text):
        target = match.group("target").strip("<>")
        scheme, _, value = target.partition(":")
        found: tuple[Identifier, ...]
        if scheme.lower() in set(Scheme) and value:
            found = (normalise(Scheme(scheme.lower()), value),)
        else:
            found = tuple(one.identifier for one in identifiers(target)) or (normalise(Scheme.URL, target),)
        yield Reference(
            match.group("key"), found, text=target, path=source.path, start=match.start(), end=match.end()
        )
