"""For GitHub Actions: workflow commands that annotate the changed files, worst first.

GitHub shows ten errors, ten warnings and ten notices a step and drops the rest; `limit` cuts before that, and
says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.report import Options
from factcheck.report._places import counted, ends, in_repository, one_line, region, slashed, worst_first
from factcheck.rules.rule import Severity

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "github"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: Options) -> str:
    lines = []
    findings = worst_first(report.findings)
    chosen = findings[: options.limit]
    for finding in chosen:
        for place, message, others in ends(finding):
            where = region(report.sources, place)
            properties = {
                "file": in_repository(place.path, options.within),
                "line": str(where.line),
                "endLine": str(where.end_line),
            }
            if where.line == where.end_line:  # columns are refused where an annotation spans lines
                properties |= {
                    "col": str(where.column),
                    "endColumn": str(max(where.column, where.end_column - 1)),
                }
            properties["title"] = f"{finding.code} {finding.name}"
            told = [one_line(message)]
            told += [
                f"{slashed(other.path)}:{other.line}:{other.column}: {one_line(said)}"
                for other, said in others
                if other is not finding  # whose message is told of at every end
            ]
            written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            lines.append(f"::{_COMMANDS[finding.severity]} {written}::{_data(chr(10).join(told))}\n")
    left = len(findings) - len(chosen)
    if left:
        lines.append(f"::notice title=factcheck::{counted(left, 'more finding')} not annotated\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
