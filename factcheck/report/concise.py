"""For editors and grep: one line a finding, `path:line:column: CODE message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.report import Options
from factcheck.report._places import one_line
from factcheck.rules.rule import Severity

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "concise"

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, options: Options) -> str:
    lines = []
    for finding in report.findings:
        code = finding.code
        if options.colour:
            code = click.style(code, fg=_COLOURS[finding.severity], bold=True)
        others = ", ".join(f"{one_line(other.path)}:{other.line}:{other.column}" for other in finding.related)
        see = f" (see {others})" if others else ""
        where = f"{one_line(finding.path)}:{finding.line}:{finding.column}"
        lines.append(f"{where}: {code} {one_line(finding.message)}{see}\n")
    return "".join(lines)
