"""The claims of each file with their status: what `factcheck claims` lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from factcheck.checking import SCHEMA
from factcheck.citations.citation import Status
from factcheck.report import Options
from factcheck.report._places import counted, one_line
from factcheck.verify.verdict import Support

if TYPE_CHECKING:
    from factcheck.checking import Report

_COLOURS = {
    Status.CITED: "green",
    Status.UNRESOLVED: "red",
    Status.UNLOCATABLE: "red",
    Status.VAGUE: "yellow",
    Status.UNCITED: "magenta",
    Status.EXEMPT: "bright_black",
}


def as_json(report: Report, options: Options) -> str:
    """Schema 1: every statement of every file, the exempt ones too, with its claims."""
    return (
        json.dumps({"schema": SCHEMA, "files": report.files_as_json()}, ensure_ascii=False, indent=1) + "\n"
    )


def full(report: Report, options: Options) -> str:
    """For people: file by file, each claim with its status, the reason and what it cites."""
    lines = []
    for page in report.pages:
        source = report.sources[page.path]
        path = one_line(page.path)
        lines.append(click.style(path, bold=True) if options.colour else path)
        for statement in page.statements:
            for claim in statement.claims:
                line, column = source.line_column(claim.span.start)
                assessment = claim.assessment
                status = f"{assessment.status:<11}"
                if options.colour:
                    status = click.style(status, fg=_COLOURS[assessment.status])
                lines.append(f"  {f'{line}:{column}':<8} {status} {one_line(claim.text)}")
                notes = [assessment.reason] if assessment.reason else []
                notes += [
                    f"{one_line(one.mark)} -> {one_line(one.reference)}"
                    if one.reference
                    else f"{one_line(one.mark)}: {one.problem or 'leads nowhere'}"
                    for one in assessment.citations
                ]
                if claim.verdict is not None and claim.verdict.support is not Support.UNCHECKED:
                    notes.append(f"source says: {claim.verdict.support}")
                if notes:
                    note = f"  {'':<8} {'':<11} {one_line('; '.join(notes))}"
                    lines.append(click.style(note, dim=True) if options.colour else note)
        lines.append("")
    if not report.pages:
        return "No claims: no file was read.\n"
    summary = report.summary()
    status = ", ".join(f"{count} {name}" for name, count in summary["status"].items() if count)
    told = f"{counted(summary['claims'], 'claim')} in {counted(summary['files'], 'file')}"
    lines.append(f"{told}: {status}" if status else told)
    return "\n".join(lines) + "\n"
