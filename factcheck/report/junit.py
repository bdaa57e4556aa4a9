"""For test dashboards: JUnit XML, a suite a file, a case a finding.

What is milder than `fail-on` is a case that passes, with a note.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from factcheck.report import Options
from factcheck.report._places import excerpt, one_line, slashed, xml_text
from factcheck.rules.rule import Finding

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "junit"


def render(report: Report, options: Options) -> str:
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)

    failures = sum(map(options.fails, report.findings))
    cases = sum(max(1, len(findings)) for findings in by_path.values())
    root = ET.Element("testsuites", name="factcheck", tests=str(cases), failures=str(failures), errors="0")
    for path, findings in sorted(by_path.items()):
        name = xml_text(slashed(path))
        suite = ET.SubElement(
            root,
            "testsuite",
            name=name,
            tests=str(max(1, len(findings))),
            failures=str(sum(map(options.fails, findings))),
            errors="0",
            skipped="0",
        )
        if not findings:
            ET.SubElement(suite, "testcase", name="no findings", classname=name, file=name)
        for finding in findings:
            case = ET.SubElement(
                suite,
                "testcase",
                name=f"{finding.code} {finding.name} {finding.line}:{finding.column}",
                classname=name,
                file=name,
                line=str(finding.line),
            )
            message = xml_text(one_line(finding.message))
            told = [f"{name}:{finding.line}:{finding.column}: {message}", excerpt(report.sources, finding)]
            told += [f"{slashed(o.path)}:{o.line}:{o.column}: {one_line(o.message)}" for o in finding.related]
            if options.fails(finding):
                outcome = ET.SubElement(case, "failure", type=finding.severity, message=message)
            else:
                outcome = ET.SubElement(case, "system-out")
            outcome.text = xml_text("\n".join(line for line in told if line))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
