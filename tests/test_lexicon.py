"""The word lists as they are written: what YAML reads otherwise than it looks, and what nothing reads."""

from __future__ import annotations

import functools
import importlib.resources
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from factcheck import lexicon

PACKAGE = pathlib.Path(lexicon.__file__).parent.parent
LISTS = sorted(
    file.name.removesuffix(".yaml")
    for file in importlib.resources.files(lexicon).iterdir()
    if file.name.endswith(".yaml")
)


def _leaves(content: Any) -> Iterator[Any]:
    match content:
        case dict():
            for key, value in content.items():
                yield key
                yield from _leaves(value)
        case list():
            for value in content:
                yield from _leaves(value)
        case _:
            yield content


@pytest.mark.parametrize("name", LISTS)
def test_no_word_is_read_as_a_truth_value(name: str) -> None:
    """An unquoted `no`, `on`, `off` or `false` is a truth value to YAML, and the word would be missing."""
    assert [leaf for leaf in _leaves(lexicon.data(name)) if isinstance(leaf, bool)] == []


TABLES = {"units", "unit_bases"}
"""Whose keys are words themselves."""


@functools.cache
def _code() -> str:
    return "\n".join(
        path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.parent.name != "lexicon"
    )


@pytest.mark.parametrize("name", sorted(set(LISTS) - TABLES))
def test_every_list_is_read_by_some_code(name: str) -> None:
    content = lexicon.data(name)
    keys = map(str, content) if isinstance(content, dict) else ()
    assert [
        key
        for key in keys
        if not re.search(rf"[\"']{re.escape(key)}[\"']|^    {key}: ", _code(), re.MULTILINE)
    ] == []
