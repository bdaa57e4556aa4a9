"""What references of wikitext are called by: bodies by the name of a reference, `Family Year` of short citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from factcheck.readers._wikitext.nodes import attribute_of
from factcheck.readers._wikitext.templates import listed, template_name

YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d[a-z]?\b")
_FAMILY = (
    "last",
    "last1",
    "surname",
    "surname1",
    "author-last",
    "author1-last",
    "author",
    "author1",
    "editor-last",
    "editor",
    "nachname",
    "autor",
)
_DATES = ("year", "date", "publication-date", "jahr", "datum", "année")


_SHORT = re.compile(r"\{\{\s*(sfnp?|harv[a-z]*)\s*\|([^{}]*)\}\}", re.IGNORECASE)


_HARVS_FLAGS = frozenset(["nb", "txt", "s", "p", "c"])
"""Unnamed parameters of `{{harvs}}` that are no names."""


def short_targets(name: str, parameters: Sequence[tuple[str, str]]) -> list[str]:
    """`Family Year` of a short citation template."""
    people: list[str] = []
    targets: list[str] = []
    for key, value in parameters:
        if not key.isdigit() and key:
            if key in ("last", "last1", "author", "author1") and not people:
                people.append(value)
            elif key.startswith("year") and people and YEAR.fullmatch(value):
                targets.append(f"{people[0]} {value}")
            continue
        if value.lower() in _HARVS_FLAGS:
            continue
        if YEAR.fullmatch(value):
            if people:
                targets.append(f"{people[0]} {value}")
            people = []
        elif value:
            people.append(value)
    return targets if name in ("sfnm", "harvs") else targets[:1]


def short_words(name: str, values: Sequence[str]) -> str:
    """What a short citation template shows in the sentence; empty where it names nobody or no year."""
    years = [value for value in values if YEAR.fullmatch(value)]
    names = [value for value in values if not YEAR.fullmatch(value)]
    if not names or not years:
        return ""
    if len(names) == 1:
        people = names[0]
    elif len(names) < 4:
        people = " & ".join([", ".join(names[:-1]), names[-1]])
    else:
        people = f"{names[0]} et al."
    return f"{people} ({years[0]})" if name in ("harvtxt", "harvcoltxt", "harvs") else f"{people} {years[0]}"


def short_citations(body: str) -> list[str]:
    """The short citations in the text of a reference, as `Family Year`."""
    found: list[str] = []
    for match in _SHORT.finditer(body):
        parts = [part.partition("=") for part in match[2].split("|")]
        parameters = [
            (key.strip() if equals else "", (value if equals else key).strip())
            for key, equals, value in parts
        ]
        found.extend(short_targets(match[1].lower(), parameters))
    return found


def entry_label(node: Any) -> str:
    """`Family Year` of a citation template, which short citations call it by."""
    named = {str(p.name).strip().lower(): str(p.value).strip() for p in node.params}
    harvid = re.search(r"\{\{\s*(?:harvid|sfnref)\s*\|([^{}]*)\}\}", named.get("ref", ""), re.IGNORECASE)
    if harvid:
        targets = short_targets("sfn", [("", part.strip()) for part in harvid[1].split("|")])
        if targets:
            return targets[0]
    family = next((named[key] for key in _FAMILY if named.get(key)), "")
    family = re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1", family).partition(",")[0].strip()
    year = next((match[0] for key in _DATES if named.get(key) and (match := YEAR.search(named[key]))), "")
    return f"{family} {year}" if family and year else family


def bodies_by_name(placed: Sequence[tuple[Any, int]]) -> dict[tuple[str, str], str]:
    """The bodies of named references, wherever they are defined, by group and name."""
    from mwparserfromhell import nodes

    bodies: dict[tuple[str, str], str] = {}
    for node, _ in placed:
        if isinstance(node, (nodes.Text, nodes.Comment)):
            continue
        stack = [node]
        while stack:
            inner = stack.pop()
            name, group, body = _named_body(inner)
            if name and body:
                bodies.setdefault((group, name), body)
                bodies.setdefault(("", name), body)
            for child in getattr(inner, "__children__", tuple)() or ():
                if child is not None:
                    stack.extend(child.nodes)
    return bodies


def _named_body(node: Any) -> tuple[str, str, str]:
    """Name, group and body of a reference; empty for any other node."""
    from mwparserfromhell import nodes

    if isinstance(node, nodes.Tag):
        if str(node.tag).strip().lower() != "ref" or node.contents is None:
            return "", "", ""
        return attribute_of(node, "name"), attribute_of(node, "group"), str(node.contents).strip()
    if isinstance(node, nodes.Template):
        title = template_name(node)
        if title not in listed("note") and not title.startswith("#tag:ref"):
            return "", "", ""
        named = {str(p.name).strip().lower(): str(p.value).strip() for p in node.params}
        return named.get("name", ""), named.get("group", ""), named.get("1", named.get("text", ""))
    return "", "", ""
