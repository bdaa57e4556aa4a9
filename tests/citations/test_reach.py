"""How far a citation reaches."""

from __future__ import annotations

import pathlib

import pytest
import yaml

import factcheck
from factcheck.document import STATED

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "reach.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_reach(case: dict) -> None:
    page = factcheck.check({"a.md": case["text"]}).pages[0]
    said = [str(one.assessment.status) for one in page.statements if one.role in STATED]
    assert len(said) >= len(case["said"]), said
    for status, want in zip(said, case["said"], strict=False):
        assert want is None or status == want, said
