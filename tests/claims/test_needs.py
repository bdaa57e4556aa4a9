"""Which sentences want a citation. The parser errs now and then, so each list has a share that must be right."""

from __future__ import annotations

import pathlib

import pytest
import yaml

import factcheck

SENTENCES = yaml.safe_load((pathlib.Path(__file__).parent / "needs.yaml").read_text(encoding="utf-8"))
LEAST = 0.95


@pytest.mark.parametrize("want", sorted(SENTENCES))
def test_needs(want: str) -> None:
    texts = SENTENCES[want]
    report = factcheck.check({f"{at:03}.md": f"# Facts\n\n{text}\n" for at, text in enumerate(texts)})
    said = [str(page.statements[-1].assessment.status) for page in report.pages]
    wrong = [text for text, status in zip(texts, said, strict=True) if status != want]
    assert 1 - len(wrong) / len(texts) >= LEAST, wrong
