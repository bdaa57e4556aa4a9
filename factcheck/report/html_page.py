"""For reading: one self-contained page with every article's text, claims coloured by status, and findings.

It asks for nothing from anywhere: its policy allows its own style and script by their hashes and nothing
else. Without the script everything is shown; the script adds the filter.
"""

from __future__ import annotations

import base64
import bisect
import hashlib
import importlib.resources
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from factcheck.citations.citation import Status
from factcheck.page import Page
from factcheck.report import MARK, Options
from factcheck.report._places import (
    Placed,
    counted,
    excerpt,
    one_line,
    severities,
    slashed,
    visible,
    without_articles,
)
from factcheck.rules.rule import Finding
from factcheck.text import Source, Span
from factcheck.values import Value

if TYPE_CHECKING:
    from factcheck.checking import Report

NAME = "html"


class _Site(Value, frozen=True):
    """What the parts of the page need to know of the whole."""

    report: Report
    options: Options
    files: dict[str, int]
    """Pages by path, numbered."""
    places: dict[str, list[tuple[Span, str, int]]]
    """By path: the places of findings, each with the id of its anchor and the number of the finding."""
    findings: dict[str, list[tuple[int, Finding]]]
    """By path: the findings that have a place there, numbered."""


def _ends(finding: Finding) -> tuple[Placed, ...]:
    return (finding, *finding.related)


def render(report: Report, options: Options) -> str:
    files = {page.path: number for number, page in enumerate(report.pages, 1)}
    places: dict[str, list[tuple[Span, str, int]]] = {}
    findings: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings, 1):
        for path in dict.fromkeys(place.path for place in _ends(finding)):
            findings.setdefault(path, []).append((number, finding))
        for end, place in enumerate(_ends(finding)):
            places.setdefault(place.path, []).append((place.span, f"w{number}-{end}", number))
    site = _Site(report, options, files, places, findings)
    style, script = _asset("html_page.css"), _asset("html_page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = escape(one_line(options.title))
    parts = [
        "<!doctype html>",
        MARK,
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#articles">Skip to the articles</a>',
        *_head(site, title),
        "<main>",
        *_filter(site),
        *_files(site),
        *_conflicts(site),
        *_explained(site),
        '<div id="articles">',
        *itertools.chain.from_iterable(_article(site, page) for page in report.pages),
        *_elsewhere(site),
        "</div>",
        "</main>",
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _asset(name: str) -> str:
    text = (importlib.resources.files("factcheck.report") / name).read_text(encoding="utf-8")
    return "\n".join(text.splitlines())  # the hash below must not depend on how the files were checked out


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _head(site: _Site, title: str) -> Iterator[str]:
    report, summary = site.report, site.report.summary()
    day = f", {site.options.today.isoformat()}" if site.options.today else ""
    found = counted(len(report.findings), "finding")
    kinds = f" ({severities(report.findings)})" if report.findings else ""
    yield "<header>"
    yield f"<h1>{title}</h1>"
    if report.pages or report.findings:
        yield (
            f'<p class="soft">{found}{kinds} in {counted(summary["files"], "file")}, '
            f"{counted(summary['statements'], 'statement')}, {counted(summary['claims'], 'claim')}{day}</p>"
        )
    else:
        yield f"<p>{without_articles(report.sources)}</p>"
    for path, problem in report.unreadable:
        why = escape(one_line(problem.removeprefix(path)))  # ": what", or ":3: what" with a line
        yield f"<p>Not read: <code>{escape(one_line(path))}</code>{why}</p>"
    yield "</header>"


def _filter(site: _Site) -> Iterator[str]:
    report = site.report
    rules = Counter((finding.code, finding.name) for finding in report.findings)
    yield '<form id="filter" hidden aria-label="Filter">'
    yield '<label>File <select name="file"><option value="">all</option>'
    for path, number in site.files.items():
        yield f'<option value="{number}">{escape(one_line(slashed(path)))}</option>'
    yield "</select></label>"
    yield '<label>Rule <select name="rule"><option value="">all</option>'
    for (code, name), count in sorted(rules.items()):
        yield f'<option value="{code}">{code} {escape(name)} ({count})</option>'
    yield "</select></label>"
    yield "<fieldset><legend>Status</legend>"
    for status, count in report.summary()["status"].items():
        yield (
            f'<label><input type="checkbox" name="status" value="{status}" checked> '
            f'<span class="s-{status}">{status}</span> ({count})</label>'
        )
    yield "</fieldset>"
    yield '<button type="button" id="previous">Previous finding</button>'
    yield '<button type="button" id="next">Next finding</button>'
    yield '<button type="reset">Show all</button>'
    yield '<output id="told" aria-live="polite"></output>'
    yield "</form>"


def _files(site: _Site) -> Iterator[str]:
    if not site.files:
        return
    by_path = Counter(finding.path for finding in site.report.findings)
    yield "<h2>Files</h2>"
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Counts per file"><table>'
    heads = "".join(f'<th scope="col">{status}</th>' for status in Status)
    yield f'<thead><tr><th scope="col">file</th><th scope="col">findings</th>{heads}</tr></thead><tbody>'
    for page in site.report.pages:
        counts = Counter(claim.assessment.status for each in page.statements for claim in each.claims)
        cells = "".join(f"<td>{counts[status]}</td>" for status in Status)
        link = f'<a href="#f{site.files[page.path]}">{escape(one_line(slashed(page.path)))}</a>'
        yield f'<tr><th scope="row">{link}</th><td>{by_path[page.path]}</td>{cells}</tr>'
    yield "</tbody></table></div>"


def _conflicts(site: _Site) -> Iterator[str]:
    numbered = [(n, finding) for n, finding in enumerate(site.report.findings, 1) if finding.related]
    if not numbered:
        return
    yield '<section id="conflicts" aria-labelledby="conflicts-head">'
    yield '<h2 id="conflicts-head">What does not agree</h2><ol class="findings">'
    for number, finding in numbered:
        yield from _finding(site, number, finding, whole=True)
    yield "</ol></section>"


def _finding(site: _Site, number: int, finding: Finding, *, whole: bool) -> Iterator[str]:
    """A finding as a list item; one with several places stands in full once, its article links to it."""
    report = site.report
    label = (
        f"<strong>{finding.severity}</strong> <code>{finding.code}</code> {escape(finding.name)}"
        f"{'' if finding.confidence == 'high' else f' ({finding.confidence} confidence)'}"
    )
    if finding.related and not whole:
        yield (
            f'<li class="finding {finding.severity}" data-of="n{number}">{label}: '
            f'<a href="#n{number}">{escape(one_line(finding.message))}</a></li>'
        )
        return
    numbers = {site.files[p.path] for p in _ends(finding) if p.path in site.files}
    files = " ".join(str(each) for each in sorted(numbers))
    yield (
        f'<li class="finding {finding.severity}" id="n{number}" tabindex="-1" data-code="{finding.code}" '
        f'data-status="{_status_at(report, finding)}" data-files="{files}">'
    )
    yield f"<h3>{label}</h3>"
    if not finding.related:
        yield f"<p>{_link(site, finding, number, 0)}: {escape(one_line(finding.message))}</p></li>"
        return
    yield f'<p>{escape(one_line(finding.message))}</p><div class="ends">'
    for end, place in enumerate(_ends(finding)):
        told = f" {escape(one_line(finding.related[end - 1].message))}" if end else ""
        said = escape(excerpt(report.sources, place))
        yield (
            f"<figure><figcaption>{_link(site, place, number, end)}{told}</figcaption>"
            f"<blockquote>{said}</blockquote></figure>"
        )
    yield "</div></li>"


def _link(site: _Site, place: Placed, number: int, end: int) -> str:
    where = escape(f"{one_line(slashed(place.path))}:{place.line}:{place.column}")
    return f'<a href="#w{number}-{end}">{where}</a>' if place.path in site.files else where


def _status_at(report: Report, finding: Finding) -> str:
    """The status of the claim that a finding is about; empty where it is about none."""
    position = bisect.bisect_left(report.pages, finding.path, key=lambda page: page.path)
    if position == len(report.pages) or report.pages[position].path != finding.path:
        return ""
    statements = report.pages[position].statements
    best: tuple[int, str] | None = None
    at = bisect.bisect_right(statements, finding.span.start, key=lambda each: each.span.start)
    for statement in statements[max(0, at - 3) : at + 1]:
        for claim in statement.claims:
            if claim.span.overlaps(finding.span):
                off = abs(claim.span.start - finding.span.start) + abs(claim.span.end - finding.span.end)
                if best is None or off < best[0]:
                    best = (off, str(claim.assessment.status))
    return best[1] if best else ""


def _explained(site: _Site) -> Iterator[str]:
    report = site.report
    explained = [conflict for conflict in report.conflicts if conflict.explanation is not None]
    if not explained or not site.options.show_explained:
        return
    yield f"<details><summary>{counted(len(explained), 'disagreement')} with an explanation</summary>"
    for conflict in explained:
        message = escape(one_line(conflict.message))
        yield f'<div class="finding"><h3>{conflict.explanation}</h3><p>{message}</p>'
        yield '<div class="ends">'
        for place in (conflict.place, *conflict.others):
            source = report.sources.get(place.path)
            line = source.line_column(place.start)[0] if source else 1
            yield (
                f"<figure><figcaption>{escape(one_line(slashed(place.path)))}:{line}</figcaption>"
                f"<blockquote>{escape(one_line(place.text))}</blockquote></figure>"
            )
        yield "</div></div>"
    yield "</details>"


def _article(site: _Site, page: Page) -> Iterator[str]:
    number = site.files[page.path]
    name = escape(one_line(slashed(page.path)))
    mine = site.findings.get(page.path, ())
    yield f'<section class="file" id="f{number}" data-file="{number}" aria-labelledby="h{number}">'
    yield f'<h2 id="h{number}">{name}</h2><div class="article">'
    source = site.report.sources.get(page.path)
    words = "" if source is None else "".join(_text(site, page, source))
    yield f'<div class="text" role="group" aria-label="Text of {name}">{words}</div>'
    yield f'<div role="group" aria-label="Findings in {name}">'
    if mine:
        yield '<ol class="findings">'
        for finding_number, finding in mine:
            yield from _finding(site, finding_number, finding, whole=False)
        yield "</ol>"
    else:
        yield '<p class="soft">No findings.</p>'
    yield "</div></div></section>"


def _elsewhere(site: _Site) -> Iterator[str]:
    """Findings in files that are no articles: bibliographies, files that could not be read."""
    others = [
        (n, each)
        for n, each in enumerate(site.report.findings, 1)
        if each.path not in site.files and not each.related
    ]
    if others:
        yield '<section><h2>In other files</h2><ol class="findings">'
        for number, finding in others:
            yield from _finding(site, number, finding, whole=False)
        yield "</ol></section>"


def _text(site: _Site, page: Page, source: Source) -> Iterator[str]:
    """The text cut at every border of a claim or finding; each stretch shows the narrowest claim over it."""
    text = source.text
    stretches: list[tuple[Span, str, str]] = []
    for statement in page.statements:
        if not statement.claims:
            stretches.append((statement.span, str(statement.assessment.status), statement.assessment.reason))
        stretches += [(c.span, str(c.assessment.status), c.assessment.reason) for c in statement.claims]
    places = sorted(site.places.get(page.path, ()), key=lambda each: (each[0], each[2], each[1]))
    borders = {0, len(text)}
    for span in itertools.chain((each[0] for each in stretches), (each[0] for each in places)):
        borders |= {min(span.start, len(text)), min(span.end, len(text))}
    cuts = sorted(borders)
    over = _over([each[0] for each in stretches], cuts)
    found = _over([each[0] for each in places], cuts)
    anchors: dict[int, list[str]] = {}
    for span, anchor, _ in places:
        anchors.setdefault(min(span.start, len(text)), []).append(anchor)
    codes = [finding.code for finding in site.report.findings]
    told: tuple[Span, str] | None = None
    for low, high in itertools.pairwise(cuts):
        yield from (f'<span class="place" id="{anchor}"></span>' for anchor in anchors.get(low, ()))
        words = escape(visible(text[low:high].replace("\r\n", "\n").replace("\r", "\n")))
        claim = min(over[low], key=lambda n: (len(stretches[n][0]), n), default=None)
        numbers = sorted({places[n][2] for n in found[low]})
        if claim is None and not numbers:
            yield words
            continue
        status, note, heard = "", "", ""
        if claim is not None:
            span, status, reason = stretches[claim]
            note = f"{status}: {reason}" if reason else status
            if status != Status.EXEMPT and told != (span, status):
                heard = f'<span class="heard">[{escape(one_line(note))}] </span>'
                told = (span, status)
        data = f' data-status="{status}"' if status else ""
        if numbers:
            data += f' data-codes="{" ".join(sorted({codes[n - 1] for n in numbers}))}"'
        title = f' title="{escape(one_line(note))}"' if note and status != Status.EXEMPT else ""
        kind = f"said s-{status}" if status else "said"
        if numbers:
            yield f'<a class="{kind}" href="#n{numbers[0]}"{data}{title}>{heard}{words}</a>'
        else:
            yield f'<span class="{kind}"{data}{title}>{heard}{words}</span>'
    if len(cuts) == 1:
        yield from (f'<span class="place" id="{anchor}"></span>' for anchor in anchors.get(0, ()))


def _over(spans: Sequence[Span], cuts: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """For each cut the numbers of the spans that cover what follows it."""
    starting: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        starting.setdefault(span.start, []).append(number)
    open_: list[int] = []
    over = {}
    for cut in cuts:
        open_ = [number for number in open_ if spans[number].end > cut]
        open_ += [number for number in starting.get(cut, ()) if spans[number].end > cut]
        over[cut] = tuple(open_)
    return over
