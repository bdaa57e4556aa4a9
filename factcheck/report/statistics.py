"""For a first look: how many findings each rule has, and how many claims each status."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from factcheck.report import Options
from factcheck.report._places import one_line

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "statistics"


def render(report: Report, options: Options) -> str:
    by_rule = Counter((finding.code, finding.name) for finding in report.findings)
    rows = [
        (str(count), code, name)
        for (code, name), count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0]))
    ]
    summary = report.summary()
    rows.append((str(len(report.findings)), "", "findings"))
    rows.append(("", "", ""))
    rows += [(str(count), "", f"{status} claims") for status, count in summary["status"].items()]
    rows.append((str(summary["claims"]), "", "claims"))
    rows.append(("", "", ""))
    by_file = Counter(finding.path for finding in report.findings)
    rows += [
        (str(count), "", one_line(path))
        for path, count in sorted(by_file.items(), key=lambda item: (-item[1], item[0]))
    ]
    width = max(len(row[0]) for row in rows)
    lines = [f"{number:>{width}} {f'{code} ' if code else ''}{name}".rstrip() for number, code, name in rows]
    return "\n".join(lines).rstrip() + "\n"
