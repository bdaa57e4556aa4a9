"""Absurdly long runs of one sign take no longer than other text; each of these went on for hours."""

from __future__ import annotations

import pytest

from factcheck import readers
from factcheck.claims.split import _FIGURES
from factcheck.text import Source


@pytest.mark.parametrize("text", ["# Food" + " " * 20_000 + "water", "Food" + " " * 20_000 + "and water."])
def test_spaces(text: str) -> None:
    (block,) = readers.read(Source("a.md", text)).blocks
    assert block.prose.text.split() == text.lstrip("# ").split()


@pytest.mark.parametrize(
    ("heading", "words"),
    [("# Food ##", "Food"), ("# Food {#food} ##", "Food"), ("# Food ## {#food}", "Food"), ("# C#", "C#")],
)
def test_marks_behind_a_heading(heading: str, words: str) -> None:
    (block,) = readers.read(Source("a.md", heading)).blocks
    assert block.prose.text == words


def test_digits() -> None:
    assert _FIGURES.search("1," * 20_000 + " (") is None
