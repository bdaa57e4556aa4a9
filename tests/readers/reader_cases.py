"""Cases for one reader in a YAML file: a text, and its blocks as they must come out, one line each.

A line is `role: prose`, with `role(level)` for headings and list items, `role[label]` where a label is kept
and `role*` for the first block of a new group. Marks stand in the prose: `{kind target}` where they leave no
words, `{kind target|words}` around words that stay.
"""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import yaml

from factcheck import readers
from factcheck.document import Block, Document, Role
from factcheck.text import Source

LEVELS = (Role.HEADING, Role.LIST_ITEM)


def load(name: str) -> list[Any]:
    path = pathlib.Path(__file__).with_name(name)
    return [pytest.param(case, id=case["name"]) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def shown(block: Block, *, new_group: bool) -> str:
    inserts = []
    for order, mark in enumerate(block.marks):
        said = f"{mark.kind} {mark.target}"
        if mark.start == mark.end:
            inserts.append((mark.end, 1, order, f"{{{said}}}"))
        else:
            inserts.append((mark.start, 2, order, f"{{{said}|"))
            inserts.append((mark.end, 0, -order, "}"))
    text = block.prose.text
    for at, _, _, insert in sorted(inserts, reverse=True):
        text = text[:at] + insert + text[at:]
    level = f"({block.level})" if block.role in LEVELS else ""
    label = f"[{block.label}]" if block.label else ""
    return f"{block.role}{level}{label}{'*' if new_group else ''}: {text}"


def lines(document: Document) -> list[str]:
    groups: set[int] = set()
    found = []
    for block in document.blocks:
        found.append(shown(block, new_group=block.group is not None and block.group not in groups))
        if block.group is not None:
            groups.add(block.group)
    return found


def check(case: dict[str, Any], suffix: str) -> None:
    text = case["text"]
    document = readers.read(Source(f"a{suffix}", text))
    assert lines(document) == case["blocks"]
    assert document.title == case.get("title", document.title)
    for key, value in case.get("metadata", {}).items():
        assert document.metadata.get(key) == value
    if "comments" in case:
        assert [comment.text for comment in document.comments] == case["comments"]
    for words, spelled in case.get("maps", {}).items():
        block = next(block for block in document.blocks if words in block.prose.text)
        start = block.prose.text.index(words)
        span = block.prose.span(start, start + len(words))
        assert text[span.start : span.end] == spelled
