"""Who a sentence is attributed to. The parser errs now and then, so each list has a share that
must be right.
"""

from __future__ import annotations

import pathlib

import pytest
import yaml

from factcheck.citations.attributions import attributions
from factcheck.citations.attributions.attribution import Attributed
from factcheck.language import parse

SENTENCES = yaml.safe_load((pathlib.Path(__file__).parent / "attributions.yaml").read_text(encoding="utf-8"))
LEAST = {"named": 0.9, "vague": 0.95, "nobody": 0.9}


def judged(text: str, tokens) -> str:
    found = {attribution.to for attribution in attributions(text, tokens)}
    return "named" if Attributed.NAMED in found else "vague" if Attributed.VAGUE in found else "nobody"


@pytest.mark.parametrize("want", sorted(LEAST))
def test_attributed_to(want: str) -> None:
    texts = SENTENCES[want]
    wrong = [text for text, tokens in zip(texts, parse(texts), strict=True) if judged(text, tokens) != want]
    assert 1 - len(wrong) / len(texts) >= LEAST[want], wrong
