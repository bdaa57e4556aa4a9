"""For code scanning: SARIF 2.1.0 (OASIS, errata 01), with paths from the top of the repository, and rule help."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from factcheck.report import Options
from factcheck.report._manual import first_sentence, section
from factcheck.report._places import Placed, in_repository, region, slashed, uri
from factcheck.rules import manual, rules
from factcheck.rules.rule import Finding, Rule, Severity

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "sarif"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PRECISION = {"high": "high", "medium": "medium", "low": "low"}


def render(report: Report, options: Options) -> str:
    index = {code: number for number, code in enumerate(rules())}
    base: dict[str, Any] = {"description": {"text": "The folder that the paths of the articles start from."}}
    if options.root_uri:
        base["uri"] = options.root_uri
    driver: dict[str, Any] = {"name": "factcheck", "rules": [_rule(rule) for rule in rules().values()]}
    if options.version:
        driver |= {"version": options.version, "semanticVersion": options.version}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not report.unreadable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": _message(problem)},
                        "locations": [
                            {"physicalLocation": {"artifactLocation": _artifact(path, options.within)}}
                        ],
                    }
                    for path, problem in report.unreadable
                ],
            }
        ],
        "originalUriBaseIds": {"SRCROOT": base},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [{"location": _artifact(path, options.within)} for path in report.paths],
        "results": [_result(report, finding, index, options.within) for finding in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    text = manual(rule.code)
    does = " ".join(section(rule.code, "What it does").split())
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": first_sentence(does) or rule.name},
        "fullDescription": {"text": does or rule.name},
        "help": {"text": text or rule.name, "markdown": text or rule.name},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.enabled},
        "properties": {"tags": ["facts", rule.code[:3]]},
    }


def _artifact(path: str, within: str) -> dict[str, str]:
    address, relative = uri(in_repository(path, within))
    return {"uri": address, "uriBaseId": "SRCROOT"} if relative else {"uri": address}


def _location(report: Report, place: Placed, within: str) -> dict[str, Any]:
    where = region(report.sources, place)
    source = report.sources.get(place.path)
    lines: dict[str, Any] = {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }
    if source is not None and place.span.end <= len(source.text):
        lines |= {
            "charOffset": place.span.start,
            "charLength": len(place.span),
            "snippet": {"text": source.text[place.span.start : place.span.end]},
        }
    return {"artifactLocation": _artifact(place.path, within), "region": lines}


def _message(text: str) -> str:
    """Square brackets make links in SARIF messages; those of the text are escaped."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _linked(finding: Finding) -> str:
    """The message with links to the other places, without which GitHub's code scanning shows none of them."""
    text = _message(finding.message)
    for number, other in enumerate(finding.related, 1):
        name = _message(f"{slashed(other.path)}:{other.line}")
        link = f"[{name}]({number})"
        found = re.search(rf"(?<![\w./\[-]){re.escape(name)}(?!\d)", text)
        text = f"{text[: found.start()]}{link}{text[found.end() :]}" if found else f"{text} ({link})"
    return text


def _result(report: Report, finding: Finding, index: dict[str, int], within: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _linked(finding)},
        "locations": [{"physicalLocation": _location(report, finding, within)}],
        "partialFingerprints": {
            "factcheck/v1": finding.fingerprint,
            # The only one that GitHub's code scanning reads; it would make its own of the line otherwise.
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "properties": {"confidence": finding.confidence, "precision": _PRECISION[finding.confidence]},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(report, other, within),
                "message": {"text": _message(other.message) or "see"},
            }
            for number, other in enumerate(finding.related, 1)
        ]
    return result
