from __future__ import annotations

from typing import Any

import pytest
import reader_cases

from factcheck import readers
from factcheck.text import Source


@pytest.mark.parametrize("case", reader_cases.load("restructured_text.yaml"))
def test_case(case: dict[str, Any]) -> None:
    reader_cases.check(case, ".rst")


@pytest.mark.parametrize("case", reader_cases.load("restructured_text.yaml"))
def test_line_ends_make_no_difference(case: dict[str, Any]) -> None:
    text = case["text"].replace("\n", "\r\n")
    document = readers.read(Source("a.rst", text))
    assert reader_cases.lines(document) == case["blocks"]
