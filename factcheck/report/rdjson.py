"""For reviewdog: its diagnostic format (rdjson). Its columns count UTF-8 bytes from 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from factcheck.report import Options
from factcheck.report._places import Placed, ends, one_line, region, slashed
from factcheck.rules.rule import Severity
from factcheck.text import Source

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "rdjson"

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, options: Options) -> str:
    diagnostics = []
    for finding in report.findings:
        for place, message, others in ends(finding):
            diagnostic: dict[str, Any] = {
                "message": one_line(message),
                "location": _location(report, place),
                "severity": _SEVERITIES[finding.severity],
                "code": {"value": finding.code},
            }
            if others:
                diagnostic["relatedLocations"] = [
                    {"message": one_line(said), "location": _location(report, other)}
                    for other, said in others
                ]
            diagnostics.append(diagnostic)
    shape = {"source": {"name": "factcheck"}, "diagnostics": diagnostics}
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _location(report: Report, place: Placed) -> dict[str, Any]:
    where = region(report.sources, place)
    source = report.sources.get(place.path)
    return {
        "path": slashed(place.path),
        "range": {
            "start": {"line": where.line, "column": _byte_column(source, where.line, where.column)},
            "end": {"line": where.end_line, "column": _byte_column(source, where.end_line, where.end_column)},
        },
    }


def _byte_column(source: Source | None, line: int, column: int) -> int:
    if source is None:
        return column
    start = source.line_starts[line - 1]
    return len(source.text[start : start + column - 1].encode("utf-8", "surrogatepass")) + 1
