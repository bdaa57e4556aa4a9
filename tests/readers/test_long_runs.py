"""Absurdly long runs of one sign take no longer than other text; each of these went on for hours."""

from __future__ import annotations

import time

import pytest

from factcheck import readers
from factcheck.claims.split import _FIGURES
from factcheck.claims.stances import is_bidding, stance
from factcheck.document import Role
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


@pytest.mark.parametrize("part", ["!\t", "! ", ". ", ", ", "— "])
def test_signs_that_nothing_stands_between(part: str) -> None:
    begun = time.process_time()
    assert not is_bidding(part * 20_000)
    assert is_bidding(f"It is wet. {part * 3}never mind")
    assert stance(f"It is wet{part * 20_000}", "") is None
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("sign", ["*", "**", "`", "``", "|", "_", "__", "_`", "*a **b ``c `d _`e |f _"])
def test_signs_that_nothing_closes(sign: str) -> None:
    text = f"It is *very* wet. {f'{sign}food ' * 20_000}"
    begun = time.process_time()
    (block,) = readers.read(Source("a.rst", text)).blocks
    assert time.process_time() - begun < 5
    assert block.prose.text.startswith(f"It is very wet. {sign}food {sign}food ")
    assert block.prose.text.count("food") == 20_000


def test_signs_that_are_closed_among_many() -> None:
    (block,) = readers.read(Source("a.rst", "*a* **b** ``c`` `d <https://example.org>`_ " * 300)).blocks
    assert set(block.prose.text) == set("abcd ")
    assert len(block.marks) == 300


@pytest.mark.parametrize("sign", ["(", "[", "<", "{", "-", ":"])
def test_what_is_no_word(sign: str) -> None:
    """Data without a blank, with signs behind which something may begin."""
    begun = time.process_time()
    (block,) = readers.read(Source("a.rst", f"It is *very* wet. {f'{sign}a' * 20_000}")).blocks
    assert time.process_time() - begun < 5
    assert block.prose.text == f"It is very wet. {f'{sign}a' * 20_000}"


_REPEATED = [
    *(
        ("rst", f"{sign}({sign}#. {sign}+--+\n")
        for sign in ("*", "**", "`", "``", "|", ":a:`", "_`__ ", "||a ")
    ),
    *(("rst", f"{sign}(") for sign in ("*", "**", "`", "``", "|", ":a:`", "_`__ ", "||a ")),
    ("rst", "\n\n"),
    ("rst", "\n\t"),
    ("rst", ":a: \n\n"),
    ("tex", "]\\iffalse"),
    ("tex", "\\iffalse a {\\iffalse} "),
]


@pytest.mark.parametrize(("suffix", "part"), _REPEATED)
def test_parts_again_and_again(suffix: str, part: str) -> None:
    """Each of these took ten to twenty times as long for four times as much."""
    begun = time.process_time()
    readers.read(Source(f"a.{suffix}", f"It is wet.\n\n{part * (30_000 // len(part))}\n\nIt is dry."))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "text", ["~![" * 40, "![*|\n|" * 40, "*![" * 40 + "]" * 40, "~![" * 40 + "](a)" * 40, "~![" * 900]
)
def test_images_that_stand_open(text: str) -> None:
    """Each one took twice as long as the one before it: ninety characters, and nobody saw the end of it."""
    begun = time.process_time()
    block, *_ = readers.read(Source("a.md", f"It is *wet*. {text} It is [dry](b).")).blocks
    assert time.process_time() - begun < 3
    assert block.prose.text.startswith("It is wet. ")


def test_many_images_that_are_closed() -> None:
    block, *_ = readers.read(Source("a.md", "See " + "[![a](b)](https://example.org) " * 30)).blocks
    assert len(block.marks) == 30


def test_a_switch_ends_at_its_own_end() -> None:
    text = r"A. \iffalse b \iftrue c \else d \fi e \else F. \fi G. \iffalse h"
    (*_, block) = [one for one in readers.read(Source("a.tex", text)).blocks if one.role is Role.PARAGRAPH]
    assert " ".join(block.prose.text.split()) == "A. F. G. h"


def test_a_long_address_is_no_data() -> None:
    address = f"https://example.org/{'word-' * 45}end?{'q' * 80}"
    (block,) = readers.read(Source("a.rst", f"See `the page <{address}>`_ and {address}.")).blocks
    assert [mark.target for mark in block.marks] == [address, address]
