"""Every citation manner, in the formats that it occurs in: what becomes of the statements that carry it."""

from __future__ import annotations

import pathlib

import pytest
import yaml

import factcheck

CASES = yaml.safe_load((pathlib.Path(__file__).parent / "marks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_statuses(case: dict) -> None:
    report = factcheck.check(case["files"])
    assert not report.unreadable
    said = [
        str(statement.assessment.status)
        for page in report.pages
        for statement in page.statements
        if statement.assessment.status != "exempt"
    ]
    assert said == case["statuses"]
