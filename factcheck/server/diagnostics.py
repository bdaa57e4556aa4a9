"""What is wrong in a file, at every end of it."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import pathlib

from lsprotocol import types

from factcheck.rules import rules
from factcheck.rules.rule import Finding, RelatedPlace, Severity
from factcheck.server.desk import Desk, shown

NAME = "factcheck"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(path: str, desk: Desk) -> list[types.Diagnostic]:
    """What is wrong in a file. A conflict is shown at every end, and leads from each to the others."""
    found = []
    for finding, end in shown(path, desk.report):
        others = [place for place in finding.related if place is not end]
        ends: list[Finding | RelatedPlace] = [*others] if end is None else [finding, *others]
        page = _manual_address(finding.code)
        found.append(
            types.Diagnostic(
                range=desk.range(end or finding),
                message=finding.message,
                severity=_SEVERITIES[finding.severity],
                code=finding.code,
                code_description=types.CodeDescription(page) if page else None,
                source=NAME,
                related_information=[desk.related(place) for place in ends] or None,
                data={"fingerprint": finding.fingerprint, "name": finding.name},
            )
        )
    return found


@functools.cache
def _manual_address(code: str) -> str:
    """The URI of a rule's page: the published documentation, else the page that came with the package."""
    rule = rules().get(code)
    if rule is None:
        return ""
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for line in importlib.metadata.metadata("factcheck-lint").get_all("Project-URL") or ():
            label, _, url = line.partition(",")
            if label.strip().lower() == "documentation":
                return f"{url.strip().rstrip('/')}/rules/{rule.name}"
    package = pathlib.Path(__file__).parent.parent
    for folder in (package / "docs", package.parent / "docs"):
        page = folder / "rules" / f"{rule.name}.md"
        if page.is_file():
            return page.as_uri()
    return ""
