"""For GitLab: a Code Quality report (the Code Climate issue format, as far as GitLab reads it)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from factcheck.report import Options
from factcheck.report._places import ends, in_repository, one_line, region, slashed
from factcheck.rules.rule import Severity

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "gitlab"

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, options: Options) -> str:
    issues = []
    seen: Counter[str] = (
        Counter()
    )  # projects number what is alike each for itself; GitLab drops what it knows
    for finding in report.findings:
        seen[finding.fingerprint] += 1
        again = f"-{seen[finding.fingerprint]}" if seen[finding.fingerprint] > 1 else ""
        for number, (place, message, others) in enumerate(ends(finding)):
            where = region(report.sources, place)
            see = "".join(f" (see {slashed(o.path)}:{o.line})" for o, _ in others if o is not finding)
            issues.append(
                {
                    "type": "issue",
                    "check_name": f"{finding.code} {finding.name}",
                    "description": f"{finding.code}: {one_line(message)}{see}",
                    "fingerprint": f"{finding.fingerprint}{again}{f'.{number}' if number else ''}",
                    "severity": _SEVERITIES[finding.severity],
                    "location": {
                        "path": in_repository(place.path, options.within),
                        "lines": {"begin": where.line, "end": where.end_line},
                    },
                }
            )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
