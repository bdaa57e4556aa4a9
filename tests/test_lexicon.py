"""The word lists as they are written: what YAML reads otherwise than it looks."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from typing import Any

import pytest

from factcheck import lexicon

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
