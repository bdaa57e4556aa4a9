"""For programs: JSON, schema 1. Offsets are code points into the file as read, `end` excluded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from factcheck.checking import SCHEMA, finding_as_json
from factcheck.report import Options

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "json"


def render(report: Report, options: Options) -> str:
    shape = {
        "schema": SCHEMA,
        "findings": [finding_as_json(finding) for finding in report.findings],
        "summary": report.summary(),
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"
