"""Edits that are safe to make: identifiers as their scheme writes them, links for DOIs, `[citation needed]`.

Words of the article are never touched, and nothing inside a quotation or code.
"""

from __future__ import annotations

import bisect
import difflib
import html
import itertools
import re
import urllib.parse
from collections.abc import Collection, Iterable, Iterator, Mapping

from factcheck.document import Role
from factcheck.page import Page, PageStatement
from factcheck.readers import suffix_of
from factcheck.references.identifiers import identifiers, normalise
from factcheck.references.reference import Scheme
from factcheck.rules.rule import Finding
from factcheck.suppress import behind
from factcheck.text import Source, Span
from factcheck.values import Value


class Edit(Value, frozen=True, order=True):
    """A stretch of a file and what is to stand there instead."""

    path: str
    span: Span
    text: str
    why: str


_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".myst", ".ipynb")
_LINKS: Mapping[str, str] = {
    **dict.fromkeys(_MARKDOWN, "[{text}]({url})"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), '<a href="{url}">{text}</a>'),
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki"), "[{url} {text}]"),
    **dict.fromkeys((".rst", ".rest"), "`{text} <{url}>`__"),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "{url}[{text}]"),
}
"""How a format writes a link; formats that are not here have none that is safe to write."""

_NEEDED: Mapping[str, str] = {
    **dict.fromkeys((".wiki", ".wikitext", ".mediawiki"), "{{citation needed}}"),
    **dict.fromkeys(
        (
            *_MARKDOWN,
            ".html",
            ".htm",
            ".xhtml",
            ".rst",
            ".rest",
            ".adoc",
            ".asciidoc",
            ".asc",
            ".txt",
            ".text",
        ),
        " [citation needed]",
    ),
}

_RESOLVER = re.compile(r"(?i)https?://(?:dx\.)?doi\.org/(?:doi:\s*|https?://(?:dx\.)?doi\.org/)*(?=10\.)")
_BARE_DOI = re.compile(r"(?i)(?:doi\s*[:=]?\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)")
_BETWEEN = re.compile(r"[\s()\[\],;.]*|(?:\s|,|;|and)*")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"\n]*\"")


def edits(
    pages: Iterable[Page],
    sources: Mapping[str, Source],
    findings: Iterable[Finding] = (),
    *,
    needed: Collection[str] = (),
) -> tuple[Edit, ...]:
    """Every safe edit, sorted and without overlaps.

    Findings whose codes are in `needed` get the `[citation needed]` of the format behind their statement.
    """
    wanted: dict[str, list[Span]] = {}
    for finding in findings:
        if finding.code in needed:
            wanted.setdefault(finding.path, []).append(finding.span)
    found: list[Edit] = []
    for page in pages:
        source = sources.get(page.path)
        if source is not None:
            found += _identifiers(page, source)
            found += _needed(page, source, wanted.get(page.path, ()))
    found.sort()
    kept: list[Edit] = []
    for edit in found:
        if not kept or kept[-1].path != edit.path or kept[-1].span.end <= edit.span.start:
            kept.append(edit)
    return tuple(kept)


def _identifiers(page: Page, source: Source) -> Iterator[Edit]:
    seen: set[Span] = set()
    for statement in page.statements:
        if statement.role in (Role.QUOTATION, Role.CODE):
            continue
        citations = [*statement.assessment.citations]
        for claim in statement.claims:
            citations += claim.assessment.citations
        spans = {Span(each.start, each.end) for each in citations}
        quoted = _quotations(source, statement)
        for citation in citations:
            span = Span(citation.start, citation.end)
            # Notes and run-on citations stand elsewhere; they come up with the statement that they stand in.
            if span in seen or not statement.span.contains(span) or any(q.contains(span) for q in quoted):
                continue
            seen.add(span)
            inside = any(other.contains(span) for other in spans if other != span)
            if citation.problem:
                yield from _mended(page.path, source, span)
            else:
                yield from _identifier(page.path, source, span, linkable=not inside)
    for problem in page.problems:
        if problem.kind == "malformed" and problem.path == page.path and problem.span not in seen:
            yield from _mended(page.path, source, problem.span)


def _identifier(path: str, source: Source, span: Span, *, linkable: bool) -> Iterator[Edit]:
    raw = source.text[span.start : span.end]
    resolvers = [match for match in _RESOLVER.finditer(raw) if match[0] != "https://doi.org/"]
    for match in resolvers:
        at = Span(span.start + match.start(), span.start + match.end())
        yield Edit(path, at, "https://doi.org/", "the DOI's own address")
    form = _LINKS.get(suffix_of(path))
    found = identifiers(raw)
    around = [raw[a.end : b.start] for a, b in itertools.pairwise(found)]
    around += [raw[: found[0].start], raw[found[-1].end :]] if found else [raw]
    if "://" in raw or form is None or not linkable or not all(_BETWEEN.fullmatch(each) for each in around):
        return
    if span.start and source.text[span.start - 1] in "\"'=/<`[":
        return
    for each in found:
        bare = _BARE_DOI.fullmatch(raw, each.start, each.end)
        if bare is not None and not each.identifier.problem:
            url = "https://doi.org/" + urllib.parse.quote(html.unescape(bare[1]), safe="/:;._-")
            at = Span(span.start + each.start, span.start + each.end)
            yield Edit(path, at, form.format(text=bare[0], url=url), "a link for the DOI")


def _mended(path: str, source: Source, span: Span) -> Iterator[Edit]:
    """What can only have been meant: letters for digits before the slash of a DOI, zeros before a PMID."""
    raw = source.text[span.start : span.end]
    if found := re.search(r"(?i)\b[1lI][0oO]\.[\dOolI]{4,9}(?=/\S)", raw):
        figures = found[0].translate(str.maketrans("OolI", "0011"))
        rest = raw[found.end() :].split()[0]
        if figures != found[0] and not normalise(Scheme.DOI, figures + rest).problem:
            at = Span(span.start + found.start(), span.start + found.end())
            yield Edit(path, at, figures, "letters that stand for digits")
    elif (found := re.search(r"(?i)\bPMID\s*:?\s*(0+)(?=[1-9])", raw)) is not None:
        at = Span(span.start + found.start(1), span.start + found.end(1))
        yield Edit(path, at, "", "a PMID has no leading zeros")


def _quotations(source: Source, statement: PageStatement) -> list[Span]:
    words = source.text[statement.span.start : statement.span.end]
    return [
        Span(statement.span.start + match.start(), statement.span.start + match.end())
        for match in _QUOTED.finditer(words)
    ]


def _needed(page: Page, source: Source, spans: Iterable[Span]) -> Iterator[Edit]:
    form = _NEEDED.get(suffix_of(page.path))
    if form is None:
        return
    statements = sorted(page.statements, key=lambda each: each.span)
    starts = [each.span.start for each in statements]
    done: set[Span] = set()
    for span in spans:
        at = bisect.bisect_right(starts, span.start) - 1
        if at < 0 or statements[at].span.end < span.start or statements[at].span in done:
            continue
        statement = statements[at]
        if statement.needed or statement.role in (Role.QUOTATION, Role.CODE, Role.HEADING):
            continue
        done.add(statement.span)
        end = behind(source, statement.span)
        yield Edit(page.path, Span(end, end), form, "it is known that a source is missing")


def applied(text: str, edits_: Iterable[Edit]) -> str:
    """A text with its edits made; they are sorted and do not overlap."""
    parts, at = [], 0
    for edit in edits_:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def diff(path: str, before: str, after: str) -> str:
    """The change to a file as a unified diff for `git apply` and `patch -p1`; empty where nothing changed."""
    if before == after:
        return ""
    name = path.replace("\\", "/")
    lines = []
    for line in difflib.unified_diff(
        _lines(before),
        _lines(after),
        f"a/{name}",
        f"b/{name}",
    ):
        lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Lines that end with LF only, as git counts them."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
