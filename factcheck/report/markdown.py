"""For a comment on a pull request: Markdown, worst file first, cut to what a comment may hold."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from factcheck.report import MARK, Options
from factcheck.report._places import (
    counted,
    excerpt,
    one_line,
    region,
    severities,
    slashed,
    without_articles,
    worst_first,
)
from factcheck.rules.rule import Finding, Severity

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "markdown"

_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_LONGEST = 60_000
"""Characters; GitHub refuses comments above 65,536."""
_EXCERPT = 300


def render(report: Report, options: Options) -> str:
    summary = report.summary()
    head = [MARK, f"## {_escaped(options.title)}", ""]
    if not report.pages and not report.findings:
        return "\n".join([*head, without_articles(report.sources), ""])
    found = f"**{counted(len(report.findings), 'finding')}** ({severities(report.findings)})"
    status = " · ".join(f"{count} {name}" for name, count in summary["status"].items() if count)
    head += [
        (
            f"{found if report.findings else '**No findings**'} in {counted(summary['files'], 'file')} "
            f"with {counted(summary['claims'], 'claim')}{': ' if status else ''}{status}"
        ),
        "",
    ]
    by_path: dict[str, list[Finding]] = {}
    chosen = worst_first(report.findings)[: options.limit]
    for finding in chosen:
        by_path.setdefault(finding.path, []).append(finding)
    body: list[str] = []
    length = sum(map(len, head))
    shown = 0
    for path, findings in by_path.items():
        name = _harmless(html.escape(one_line(slashed(path)), quote=False))
        opening = [
            "<details open>" if len(by_path) <= 3 else "<details>",
            (
                f"<summary><b>{name}</b>: {counted(len(findings), 'finding')} "
                f"({severities(findings)})</summary>"
            ),
            "",
        ]
        blocks = []
        length += sum(map(len, opening)) + 50
        for finding in sorted(findings, key=lambda each: (each.span, each.code)):
            block = _block(report, finding, options)
            length += sum(map(len, block)) + len(block)
            if length > _LONGEST:
                break
            blocks.append(block)
        if blocks:
            shown += len(blocks)
            body += [*opening, *(line for block in blocks for line in block), "</details>", ""]
    left = len(report.findings) - shown
    if left:
        body += [f"… and {counted(left, 'more finding')}.", ""]
    return "\n".join(head + body)


def _block(report: Report, finding: Finding, options: Options) -> list[str]:
    where = region(report.sources, finding)
    lines = [
        (
            f"- {_SIGNS[finding.severity]} **{finding.code}** {finding.name}, "
            f"line {where.line}: {_escaped(one_line(finding.message))}"
        )
    ]
    if options.show_source:
        lines += _quoted(excerpt(report.sources, finding))
    for other in finding.related:
        told = f": {_escaped(one_line(other.message))}" if other.message else ""
        lines.append(f"  - {_escaped(one_line(slashed(other.path)))}, line {other.line}{told}")
        if options.show_source:
            lines += [f"  {line}" for line in _quoted(excerpt(report.sources, other))]
    lines.append("")
    return lines


def _quoted(text: str) -> list[str]:
    if not text:
        return []
    cut = text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + " …"
    return [f"  > {_escaped(cut)}"]


def _escaped(text: str) -> str:
    """Markdown that shows a text as it stands: no markup, no HTML, no mention, no reference to an issue."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_{}\[\]()#|~$])", r"\\\1", text)
    text = re.sub(r"^([-+=]|\d+(?=[.)]))", r"\\\1" if text[:1] in "-+=" else r"\1\\", text)
    return _harmless(text)


def _harmless(text: str) -> str:
    """A text that mentions nobody and refers to no issue, in HTML as well."""
    return text.replace("@", "@\u2060").replace("#", "#\u2060")
