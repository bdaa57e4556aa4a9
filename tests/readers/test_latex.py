from __future__ import annotations

from typing import Any

import pytest
import reader_cases

from factcheck import readers
from factcheck.errors import UserError
from factcheck.text import Source


@pytest.mark.parametrize("case", reader_cases.load("latex.yaml"))
def test_case(case: dict[str, Any]) -> None:
    reader_cases.check(case, ".tex")


def test_braces_without_end_are_one_clear_error() -> None:
    with pytest.raises(UserError, match="nest too deeply"):
        readers.read(Source("a.tex", "{" * 5000))
