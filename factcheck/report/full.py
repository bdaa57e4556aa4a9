"""For people at a terminal: each finding with the words it is about and its other places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from factcheck.report import Options, _frame
from factcheck.report._places import counted, one_line, severities, without_articles
from factcheck.rules.rule import Severity
from factcheck.text import Source, Span

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "full"

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(report: Report, options: Options) -> str:
    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if options.colour else text  # type: ignore[arg-type]

    lines: list[str] = []
    for finding in report.findings:
        colour = _COLOURS[finding.severity]
        sure = "" if finding.confidence == "high" else f" ({finding.confidence} confidence)"
        lines.append(
            paint(f"{finding.severity}[{finding.code}]", fg=colour, bold=True)
            + paint(f" {finding.name}: {one_line(finding.message)}{sure}", bold=True)
        )
        places = [(finding.path, finding.span, finding.line, finding.column, "")]
        places += [
            (other.path, other.span, other.line, other.column, other.message) for other in finding.related
        ]
        framed = options.show_source
        margin = max((len(str(_last_line(report.sources.get(p[0]), p[1]))) for p in places), default=1)
        for number, (path, span, line, column, message) in enumerate(places):
            arrow = "-->" if number == 0 else "..."
            where = f"{one_line(path)}:{line}:{column}"
            told = f" {one_line(message)}" if message else ""
            lines.append(f"{' ' * margin}{paint(arrow, fg='blue')} {where}{told}")
            source = report.sources.get(path)
            if framed and source is not None and span.end <= len(source.text) and source.text:
                lines += _framed(source, span, margin, options, colour if number == 0 else "blue")
        lines.append(f"{' ' * margin}{paint('=', fg='blue')} help: factcheck explain {finding.code}")
        lines.append("")
    if options.show_explained:
        lines += _explained(report)
    lines += _closing(report) if options.show_counts else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _last_line(source: Source | None, span: Span) -> int:
    if source is None or span.end > len(source.text):
        return 1
    return source.line_column(max(span.start, span.end - 1))[0]


def _framed(source: Source, span: Span, margin: int, options: Options, colour: str) -> list[str]:
    bar = click.style("|", fg="blue") if options.colour else "|"
    lines = [f"{' ' * margin} {bar}"]
    for number, text, carets in _frame.frame(source, span, options.width - margin - 4):
        label = (
            click.style(f"{number:>{margin}}", fg="blue")
            if options.colour and number
            else f"{number:>{margin}}"
        )
        lines.append(f"{label} {bar} {text}".rstrip())
        if carets:
            marks = click.style(carets, fg=colour, bold=True) if options.colour else carets
            lines.append(f"{' ' * margin} {bar} {marks}")
    lines.append(f"{' ' * margin} {bar}")
    return lines


def _explained(report: Report) -> list[str]:
    lines = []
    for conflict in report.conflicts:
        if conflict.explanation is None:
            continue
        ends = []
        for place in (conflict.place, *conflict.others):
            source = report.sources.get(place.path)
            at = "" if source is None else ":{}:{}".format(*source.line_column(place.start))
            ends.append(f"{one_line(place.path)}{at}")
        lines.append(f"explained ({conflict.explanation}): {one_line(conflict.message)}")
        lines += [f"  {end}" for end in ends]
    return [*lines, ""] if lines else []


def _closing(report: Report) -> list[str]:
    if not report.pages and not report.findings:
        return [without_articles(report.sources)]
    summary = report.summary()
    status = ", ".join(f"{count} {name}" for name, count in summary["status"].items() if count)
    lines = [
        (
            f"{counted(summary['files'], 'file')}, {counted(summary['statements'], 'statement')}, "
            f"{counted(summary['claims'], 'claim')}{': ' if status else ''}{status}"
        )
    ]
    if summary.get("unchecked"):
        lines.append(f"{counted(summary['unchecked'], 'cited claim')} could not be checked against a source")
    if report.findings:
        lines.append(f"Found {counted(len(report.findings), 'finding')} ({severities(report.findings)}).")
    else:
        lines.append("No findings.")
    return lines
