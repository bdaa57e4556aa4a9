from __future__ import annotations

from typing import Any

import pytest
import reader_cases


@pytest.mark.parametrize("case", reader_cases.load("wikitext.yaml"))
def test_case(case: dict[str, Any]) -> None:
    reader_cases.check(case, ".wiki")
