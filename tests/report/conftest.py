"""A report made by hand, with everything that is hard to show: no analysis, no model."""

import pytest

from factcheck.checking import Report
from factcheck.citations.citation import Assessment, Citation, Confidence, Scope, Status
from factcheck.claims.claim import Kind
from factcheck.conflicts.conflict import Conflict, ConflictKind, Explanation, Place
from factcheck.document import Role
from factcheck.page import Page, PageClaim, PageStatement
from factcheck.rules.fingerprint import fingerprint
from factcheck.rules.rule import Finding, RelatedPlace, Severity
from factcheck.text import Source, Span

A = "notes/café au lait.md"
B = "other\\windows.md"
TEXTS = {
    A: (
        "# Milk\n"
        "\n"
        "Some <b>studies</b> say 漢字 that milk has 120 mg\n"
        "of calcium. \U0001f95b A cup, they say, [helps](x) " + "very " * 60 + "much & more.\r\n"
        "\n"
        "Take 1,000 mg a day, `%0A::error::` \x1b[31mnow\u202e.\n"
    ),
    B: "Take 600 mg a day.\nA cup holds 240 ml </script><script>alert(1)</script> [@key2020].\n",
    "empty.md": "",
}


def span_of(path, words):
    start = TEXTS[path].index(words)
    return Span(start, start + len(words))


def placed(path, words):
    span = span_of(path, words)
    line, column = Source(path, TEXTS[path]).line_column(span.start)
    return span, line, column


def finding(code, name, severity, path, words, message, others=(), confidence=Confidence.HIGH):
    span, line, column = placed(path, words)
    related = []
    for other, there, told in others:
        other_span, other_line, other_column = placed(other, there)
        related.append(RelatedPlace(other, other_span, other_line, other_column, told))
    return Finding(
        code,
        name,
        severity,
        confidence,
        message,
        path,
        span,
        line,
        column,
        fingerprint(code, words),
        tuple(related),
    )


def statement(path, words, status, reason, kind=Kind.STATISTIC, citations=()):
    span = span_of(path, words)
    scope = Scope.SENTENCE if status is Status.CITED else None
    assessment = Assessment(status, reason, scope, citations)
    claim = PageClaim(fingerprint("", words), " ".join(words.split()), span, kind, assessment)
    return PageStatement(span, words, Role.PARAGRAPH, assessment, (claim,))


def make_report():
    sources = {path: Source(path, text) for path, text in TEXTS.items()}
    milk = "Some <b>studies</b> say 漢字 that milk has 120 mg\nof calcium."
    calcium = "Take 1,000 mg a day, `%0A::error::` \x1b[31mnow\u202e."
    cup = "A cup holds 240 ml </script><script>alert(1)</script> [@key2020]"
    key = span_of(B, "[@key2020]")
    cited = (Citation("[@key2020]", "doi:10.1000/182", key.start, key.end),)
    pages = (
        Page("empty.md"),
        Page(
            A,
            (
                statement(A, milk, Status.VAGUE, "some studies"),
                statement(A, calcium, Status.UNCITED, "advice with a figure", Kind.ADVICE),
            ),
        ),
        Page(
            B,
            (
                statement(B, "Take 600 mg a day.", Status.UNCITED, "advice with a figure", Kind.ADVICE),
                statement(B, cup, Status.CITED, "sentence", citations=cited),
            ),
        ),
    )
    long_one = TEXTS[A][TEXTS[A].index("A cup, they") : TEXTS[A].index("much & more") + 12]
    findings = (
        finding(
            "FC104",
            "vague-attribution",
            Severity.WARNING,
            A,
            milk,
            "“some studies” is nobody in particular,\n100 % of <them>: *all*, @team #1",
            confidence=Confidence.MEDIUM,
        ),
        finding("FC101", "uncited-statistic", Severity.INFO, A, long_one, "this figure has no citation"),
        finding(
            "FC404",
            "conflicting-advice",
            Severity.ERROR,
            A,
            calcium,
            "1,000 mg/day here, 600 mg/day in other/windows.md:1",
            [(B, "Take 600 mg a day.", "600 mg/day")],
        ),
    )
    start, end = span_of(A, "120 mg").start, span_of(A, "120 mg").end
    conflict = Conflict(
        ConflictKind.ADVICE,
        Place(B, 0, 18, "Take 600 mg a day", "600 mg/day"),
        (
            Place(
                A, span_of(A, calcium).start, span_of(A, calcium).end, "Take 1,000 mg a day", "1,000 mg/day"
            ),
        ),
        "calcium",
        "600 mg/day here, 1,000 mg/day there",
        Confidence.HIGH,
    )
    explained = Conflict(
        ConflictKind.NUMBER,
        Place(B, 19, 30, "A cup holds 240 ml", "240 ml"),
        (Place(A, start, end, "milk has 120 mg", "120 mg"),),
        "milk",
        "240 ml here, 120 mg there",
        Confidence.LOW,
        Explanation.DIFFERENT_MEASURE,
    )
    return Report(
        findings, pages, (conflict, explained), sources, (("broken.md", "broken.md: not UTF-8; save it so"),)
    )


@pytest.fixture(scope="session")
def report():
    return make_report()


@pytest.fixture(scope="session")
def nothing():
    return Report((), (), (), {})


@pytest.fixture(scope="session")
def clean():
    return Report((), (Page("a.md"),), (), {"a.md": Source("a.md", "")})
