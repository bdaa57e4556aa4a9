"""For build servers: Checkstyle XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from factcheck.report import Options
from factcheck.report._places import one_line, slashed, xml_text

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "checkstyle"


def render(report: Report, options: Options) -> str:
    root = ET.Element("checkstyle", version="4.3")
    files: dict[str, ET.Element] = {}
    for finding in report.findings:
        if finding.path not in files:
            files[finding.path] = ET.SubElement(root, "file", name=xml_text(slashed(finding.path)))
        others = "".join(f" (see {slashed(o.path)}:{o.line}:{o.column})" for o in finding.related)
        ET.SubElement(
            files[finding.path],
            "error",
            line=str(finding.line),
            column=str(finding.column),
            severity=finding.severity,
            message=xml_text(one_line(finding.message) + others),
            source=f"factcheck.{finding.code}",
        )
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
