"""Which sentences want a citation by the rules. The parser errs now and then, so each list has a share that must be right.

The second reading has figures of its own (`python -m training.needs`).
"""

from __future__ import annotations

import pathlib

import pytest
import yaml

from factcheck.citations.by_itself import by_rule
from factcheck.page import weigh
from factcheck.text import Source

SENTENCES = yaml.safe_load((pathlib.Path(__file__).parent / "needs.yaml").read_text(encoding="utf-8"))
LEAST = 0.95


@pytest.mark.parametrize("want", sorted(SENTENCES))
def test_needs(want: str) -> None:
    texts = SENTENCES[want]
    said = [str(by_rule(weigh(Source("a.md", f"# Facts\n\n{text}\n"))[-1])[0]) for text in texts]
    wrong = [text for text, status in zip(texts, said, strict=True) if status != want]
    assert 1 - len(wrong) / len(texts) >= LEAST, wrong


def test_words_without_end_are_data() -> None:
    (statement,) = weigh(Source("a.md", f"{'the river lowers 40 % of yields and ' * 2000}ends."))
    assert str(statement.claims[0].kind) == "code"
    assert not statement.statement.parse
