"""For streams of records: one finding a line, each a JSON object as in `json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from factcheck.checking import finding_as_json
from factcheck.report import Options

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "jsonl"


def render(report: Report, options: Options) -> str:
    # U+2028 and U+2029 count as line breaks for some readers of lines; json leaves them alone.
    return "".join(
        json.dumps(finding_as_json(finding), ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        + "\n"
        for finding in report.findings
    )
