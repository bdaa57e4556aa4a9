"""Directives in comments, in the syntax of every format."""

from __future__ import annotations

import datetime as dt
import re
import unittest.mock

import pytest

from factcheck import checking, readers
from factcheck.citations.citation import Assessment, Confidence, Status
from factcheck.claims.statements import statements
from factcheck.document import MarkKind, Role
from factcheck.errors import UserError
from factcheck.page import Page, PageStatement
from factcheck.rules import rules
from factcheck.rules.rule import Alarm, Facts, Finding, RelatedPlace, Rule, Severity
from factcheck.settings import Settings
from factcheck.suppress.applying import apply
from factcheck.suppress.own_marks import owned_up
from factcheck.suppress.writing import add_ignores
from factcheck.text import Source, Span
from factcheck.values import replace

RULES = {
    rule.code: rule
    for rule in (
        Rule("FC101", "uncited-statistic", Severity.ERROR, lambda facts: ()),
        Rule("FC104", "vague-attribution", Severity.WARNING, lambda facts: ()),
        Rule("FC404", "conflicting-advice", Severity.WARNING, lambda facts: ()),
        Rule("FC701", "unreviewed-claim", Severity.INFO, lambda facts: (), enabled=False),
        Rule("FC902", "unused-suppression", Severity.WARNING, lambda facts: ()),
    )
}
TODAY = dt.date(2026, 5, 1)


def page_of(path: str, text: str) -> Page:
    document = readers.read(Source(path, text))
    found = tuple(
        PageStatement(
            each.span,
            each.text,
            each.role,
            Assessment(Status.UNCITED, "statistic"),
            needed=any(mark.kind is MarkKind.NEEDED for mark in each.marks),
        )
        for each in statements(document.blocks)
        if each.role is not Role.HEADING
    )
    return Page(path, found, comments=document.comments)


def finding(path: str, span: Span, code: str = "FC101", related: tuple[RelatedPlace, ...] = ()) -> Finding:
    name = RULES[code].name
    return Finding(code, name, Severity.ERROR, Confidence.HIGH, "m", path, span, 1, 1, "f", related)


def figures(path: str, page: Page) -> list[Finding]:
    """A finding for every figure of a page, as wide as the figure."""
    return [
        finding(path, Span(statement.span.start + match.start(), statement.span.start + match.end()))
        for statement in page.statements
        for match in re.finditer(r"\d+(?= mg)", statement.text)
    ]


def run(path: str, text: str, *, ran=("FC101", "FC104", "FC404", "FC902"), today=TODAY):
    page = page_of(path, text)
    source = Source(path, text)
    found = [finding(path, Span(match.start(), match.end())) for match in re.finditer(r"\d+(?= mg)", text)]
    outcome = apply(found, [page], {path: source}, rules=RULES, ran=lambda _: ran, today=today)
    kept = [text[each.span.start : each.span.end] for each in outcome.kept]
    return kept, [(problem.kind.value, problem.message) for problem in outcome.problems]


CASES = {
    # what is not meant stays
    "no directive": ("a.md", "It has 1 mg. It has 2 mg.", ["1", "2"]),
    "an ordinary comment": ("a.md", "It has 1 mg. <!-- check the facts: ignore -->", ["1"]),
    "inside code": ("a.md", "`<!-- factcheck: ignore -->` It has 1 mg.", ["1"]),
    "another rule": ("a.md", "It has 1 mg. <!-- factcheck: ignore[FC104] why -->", ["1"]),
    "its statement alone": (
        "a.md",
        "It has 1 mg. It has 2 mg. <!-- factcheck: ignore[FC101] why --> It has 3 mg.",
        ["1", "3"],
    ),
    "not the line above": ("a.md", "It has 1 mg.\n\n<!-- factcheck: ignore -->\n\nIt has 2 mg.", ["1"]),
    # statement
    "every rule": ("a.md", "It has 1 mg. <!-- factcheck: ignore -->", []),
    "by prefix": ("a.md", "It has 1 mg. <!-- factcheck: ignore[FC1] why -->", []),
    "by name": ("a.md", "It has 1 mg. <!-- factcheck: ignore[uncited-statistic] why -->", []),
    "several": ("a.md", "It has 1 mg. <!-- factcheck: ignore[FC404, fc101] why -->", []),
    "over two lines": ("a.md", "It has\n1 mg and\nmore. <!-- factcheck: ignore -->\nIt has 2 mg.", ["2"]),
    "before it on its line": ("a.md", "<!-- factcheck: ignore --> It has 1 mg. It has 2 mg.", ["2"]),
    "in a list": (
        "a.md",
        (
            "- It has 1 mg. <!-- factcheck: ignore -->\n- It has 2 mg.\n- <!-- factcheck: ignore --> It "
            "has 3 mg.\n"
        ),
        ["2"],
    ),
    "in a numbered list": ("a.md", "1. <!-- factcheck: ignore --> It has 1 mg.\n2. It has 2 mg.\n", ["2"]),
    "in a table": (
        "a.md",
        "| a | b |\n|---|---|\n| x | 1 mg <!-- factcheck: ignore --> |\n| y | 2 mg |\n",
        ["2"],
    ),
    # next statement
    "next statement": ("a.md", "<!-- factcheck: ignore[FC101] why -->\nIt has 1 mg. It has 2 mg.", ["2"]),
    "next by word": (
        "a.md",
        "It has 1 mg. <!-- factcheck: ignore-next --> It has 2 mg. It has 3 mg.",
        ["1", "3"],
    ),
    "next row, below a head": (
        "a.md",
        "<!-- factcheck: ignore -->\n\n| a | b |\n|---|---|\n| x | 1 mg |\n| y | 2 mg |\n",
        ["2"],
    ),
    "next paragraph": ("a.md", "<!-- factcheck: ignore -->\n\nIt has 1 mg.\n\nIt has 2 mg.\n", ["2"]),
    "a comment of several lines": ("a.md", "<!--\nfactcheck: ignore\n  why\n-->\nIt has 1 mg.\n", []),
    # file and range
    "file": ("a.md", "It has 1 mg.\n\nIt has 2 mg.\n\n<!-- factcheck: ignore-file[FC1] why -->\n", []),
    "range": (
        "a.md",
        (
            "It has 1 mg.\n\n<!-- factcheck: off[FC101] -->\n\nIt has 2 mg.\n\n<!-- factcheck: on "
            "-->\n\nIt has 3 mg.\n"
        ),
        ["1", "3"],
    ),
    "range to the end": ("a.md", "It has 1 mg.\n\n<!-- factcheck: off -->\n\nIt has 2 mg.\n", ["1"]),
    "half of a range": (
        "a.md",
        (
            "<!-- factcheck: off[FC101, FC104] -->\n\nIt has 1 mg.\n\n<!-- factcheck: on[FC101] -->\n\nIt "
            "has 2 mg.\n"
        ),
        ["2"],
    ),
    "another one, written otherwise, before it in the line": (
        "a.md",
        "It has none.\n\n<!-- FactCheck : IGNORE[fc104] b --> <!-- factcheck:ignore[FC101] a -->\nIt has 1 mg. It has 2 mg.\n",
        ["2"],
    ),
    "a tag in its reason": (
        "a.md",
        "It has 1 mg. <!-- factcheck: ignore[FC101] <b> is *old* --> It has 2 mg.\n",
        ["2"],
    ),
    # days
    "before its day": ("a.md", "It has 1 mg. <!-- factcheck: ignore until=2026-05-02 why -->", []),
    "on its day": ("a.md", "It has 1 mg. <!-- factcheck: ignore[FC101] until=2026-05-01 why -->", []),
    "after its day": ("a.md", "It has 1 mg. <!-- factcheck: ignore until=2026-04-30 why -->", ["1"]),
    # formats
    "html": ("a.html", "<p>It has 1 mg. <!-- factcheck: ignore --> It has 2 mg.</p>", ["2"]),
    "html, next": ("a.html", "<!-- factcheck: ignore -->\n<p>It has 1 mg.</p><p>It has 2 mg.</p>", ["2"]),
    "wikitext": ("a.wiki", "It has 1 mg.<!-- factcheck: ignore --> It has 2 mg.\n", ["2"]),
    "mdx": ("a.mdx", "It has 1 mg. {/* factcheck: ignore[FC101] why */} It has 2 mg.\n", ["2"]),
    "latex": ("a.tex", "It has 1 mg. % factcheck: ignore\nIt has 2 mg.\n", ["2"]),
    "latex, next": ("a.tex", "% factcheck: ignore\nIt has 1 mg.\nIt has 2 mg.\n", ["2"]),
    "rst covers the paragraph": (
        "a.rst",
        ".. factcheck: ignore[FC101] why\n\nIt has 1 mg. It has 2 mg.\n\nIt has 3 mg.\n",
        ["3"],
    ),
    "rst covers a figure's caption, whatever its options": (
        "a.rst",
        ".. factcheck: ignore[FC101] why\n\n.. figure:: a.png\n   :alt: A mill.\n\n   It has 1 mg.\n\n   It has 2 mg.\n",
        ["2"],
    ),
    "a sentence that goes on behind its note": (
        "a.tex",
        "Mills\\footnote{It has 1 mg.\n} hold 2 mg. % factcheck: ignore\nIt has 3 mg.\n",
        ["3"],
    ),
    "sentences that end with one link": (
        "a.md",
        "[It has 1 mg. It has 2 mg.](x.md) <!-- factcheck: ignore --> It has 3 mg.",
        ["3"],
    ),
    "a notebook's cell in one line": (
        "a.ipynb",
        '{"cells":[{"cell_type":"markdown","source":"It has 1 mg.\\n<!-- factcheck: ignore -->\\n\\nIt \\"has\\" 2 mg."},'
        '{"cell_type":"markdown","source":["<!-- factcheck: ignore -->\\n","It has 3 mg."]},'
        '{"cell_type":"markdown","source":["It\\\\\\" has 4 mg. <!-- factcheck: ignore -->"]}]}',
        ["1"],
    ),
    "CRLF": ("a.md", "It has 1 mg. <!-- factcheck: ignore -->\r\n\r\nIt has 2 mg.\r\n", ["2"]),
}


@pytest.mark.parametrize(("path", "text", "kept"), CASES.values(), ids=CASES)
def test_keeps_quiet(path, text, kept):
    assert run(path, text)[0] == kept


PROBLEMS = {
    # silent
    "used": ("It has 1 mg. <!-- factcheck: ignore[FC101] why -->", []),
    "its rule did not run": ("It has none. <!-- factcheck: ignore[FC701] why -->", []),
    "a prefix with a rule that is off": ("It has 1 mg. <!-- factcheck: ignore[FC] why -->", []),
    "about directives themselves": ("It has none. <!-- factcheck: ignore[FC902] why -->", []),
    # said
    "unused": (
        "It has none. <!-- factcheck: ignore[FC101] why -->",
        [("unused", "nothing of FC101 to ignore here")],
    ),
    "half unused": (
        "It has 1 mg. <!-- factcheck: ignore[FC101, FC404] why -->",
        [("unused", "nothing of FC404 to ignore here")],
    ),
    "all unused": ("It has none. <!-- factcheck: ignore: why -->", [("unused", "nothing to ignore here")]),
    "on without off": (
        "<!-- factcheck: on -->\n\nIt has none.",
        [("unused", "nothing was switched off here")],
    ),
    "expired": (
        "It has 1 mg. <!-- factcheck: ignore[FC101] until=2026-01-31 why -->",
        [("expired", "this was to be ignored until 2026-01-31")],
    ),
    "unknown verb": (
        "It has 1 mg. <!-- factcheck: ingore[FC101] why -->",
        [("unknown", "unknown directive 'ingore'; did you mean ignore?")],
    ),
    "unknown rule": (
        "It has 1 mg. <!-- factcheck: ignore[FC1041] why -->",
        [("unknown", "unknown rule 'FC1041'; did you mean FC104?")],
    ),
    "unknown beside a known one": (
        "It has 1 mg. <!-- factcheck: ignore[FC101, sloppy] why -->",
        [("unknown", "unknown rule 'sloppy'")],
    ),
    "no brackets": (
        "It has 1 mg. <!-- factcheck: ignore fc101 why -->",
        [("unknown", "rules stand in brackets; write ignore[FC101]")],
    ),
    "no rule": (
        "It has 1 mg. <!-- factcheck: ignore[] why -->",
        [("unknown", "no rule between the brackets")],
    ),
    "no date": (
        "It has 1 mg. <!-- factcheck: ignore until=soon why -->",
        [("unknown", "'soon' is no date; write until=2027-01-31")],
    ),
    "no reason": (
        "It has 1 mg. <!-- factcheck: ignore[FC101] until=2027-01-01 -->",
        [("reasonless", "no reason is given for ignoring this")],
    ),
}


@pytest.mark.parametrize(("text", "problems"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(text, problems):
    assert run("a.md", text)[1] == problems


def test_is_unused_only_where_its_rule_ran():
    text = "It has none. <!-- factcheck: ignore[FC101] why -->"
    assert run("a.md", text, ran=("FC404",))[1] == []
    assert run("a.md", "It has none. <!-- factcheck: ignore why -->", ran=("FC101",))[1] == []


@pytest.mark.parametrize("sure", ["high", "medium", "low"])
def test_is_not_unused_over_what_is_too_unsure_to_be_shown(sure):
    text = "The old mill stands by the river. <!-- factcheck: ignore[FC102] known -->\n"
    low = Rule(
        "FC102",
        "uncited-claim",
        Severity.WARNING,
        lambda facts: [Alarm("a.md", Span(0, 9), "", Confidence.LOW)],
    )
    facts = Facts((page_of("a.md", text),), sources={"a.md": Source("a.md", text)})
    with unittest.mock.patch("factcheck.checking.rules", return_value={**rules(), "FC102": low}):
        report = checking.judge(facts.pages, facts.sources, settings=Settings(confidence=sure))
    assert report.findings == ()
    assert len(report.suppressed) == (sure == "low")


def test_without_a_day_nothing_expires():
    text = "It has 1 mg. <!-- factcheck: ignore until=2020-01-01 why -->"
    assert run("a.md", text, today=None) == ([], [])


def test_a_conflict_of_two_is_quiet_at_either_end():
    texts = {
        "a.md": "Take 1 mg. <!-- factcheck: ignore[FC404] superseded -->",
        "b.md": "Take 2 mg.",
        "c.md": "Take 3 mg.",
    }
    pages = [page_of(path, text) for path, text in texts.items()]
    sources = {path: Source(path, text) for path, text in texts.items()}
    ends = {path: RelatedPlace(path, Span(0, 10), 1, 1, "") for path in texts}
    two = finding("b.md", Span(0, 10), "FC404", (ends["a.md"],))
    three = finding("c.md", Span(0, 10), "FC404", (ends["a.md"], ends["b.md"]))
    outcome = apply([two, three], pages, sources, rules=RULES, ran=lambda _: tuple(RULES))
    assert outcome.suppressed == (two,)
    assert outcome.kept == (three,), "one of its three ends says nothing about the other two"
    assert outcome.problems == ()


@pytest.mark.parametrize(
    ("path", "text", "code", "mark"),
    [
        ("a.md", "It has 1 mg.", "FC101", ""),
        ("a.md", "It has 1 mg [sic] of it.", "FC101", ""),
        ("a.md", "It has 1 mg. [citation needed]", "FC404", ""),
        ("a.md", "It has 1 mg. It has 2 mg. [citation needed]", "FC101", ""),
        ("a.md", "It has 1 mg. [citation needed]", "FC101", "[citation needed]"),
        ("a.wiki", "It has 1 mg.{{citation needed}}\n", "FC101", "[citation needed]"),
        ("a.md", "It has 1 mg [sic] of it.", "FC303", "[sic]"),
    ],
)
def test_owning_up(path, text, code, mark):
    at = text.index("1")
    found = replace(finding(path, Span(at, at + 4)), code=code)
    assert list(owned_up([page_of(path, text)], [found])) == [mark]


def test_owning_up_at_the_other_end():
    text = "It has 1 mg [sic] of it. It has 2 mg. It has 3 mg."
    page = page_of("a.md", text)
    ends = [
        RelatedPlace("a.md", Span(at, at + 4), 1, 1, "") for at in (text.index("1 mg"), text.index("2 mg"))
    ]
    two = finding("a.md", Span(30, 34), "FC404", (ends[0],))
    three = finding("a.md", Span(44, 48), "FC404", tuple(ends))
    assert list(owned_up([page], [two, three])) == ["[sic]", ""]


ADDED = {
    "a.md": (
        "It has 1 mg. It has\n2 mg of it. Not this.\n\n| a | b |\n|---|---|\n| x | 3 mg |\n",
        "It has 1 mg. <!-- factcheck: ignore[FC101] old – news --> It has\n"
        "2 mg of it. <!-- factcheck: ignore[FC101] old – news --> Not this.\n\n"
        "| a | b |\n|---|---|\n| x | 3 mg <!-- factcheck: ignore[FC101] old – news --> |\n",
    ),
    "a.mdx": ("It has 1 mg.\n", "It has 1 mg. {/* factcheck: ignore[FC101] old – news */}\n"),
    "a.html": (
        "<p>It has <b>1 mg</b>.</p>",
        "<p>It has <b>1 mg</b>. <!-- factcheck: ignore[FC101] old – news --></p>",
    ),
    "a.wiki": ("It has 1 mg. Not.\n", "It has 1 mg. <!-- factcheck: ignore[FC101] old – news --> Not.\n"),
    "a.tex": (
        "It has 1 mg. Not this.\nIt has 2 mg.\n",
        "It has 1 mg. % factcheck: ignore[FC101] old – news\n Not this.\n"
        "It has 2 mg. % factcheck: ignore[FC101] old – news\n",
    ),
    "a.rst": (
        "Title\n=====\n\nNot this. It has\n1 mg. It has 2 mg.\n\n* It has 3 mg.\n",
        "Title\n=====\n\n.. factcheck: ignore[FC101] old – news\n\nNot this. It has\n1 mg. It has 2 mg.\n\n"
        ".. factcheck: ignore[FC101] old – news\n\n* It has 3 mg.\n",
    ),
    "a.ipynb": (
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["It has 1 mg.\\n", "Not."]}],\n'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
        '{"cells": [{"cell_type": "markdown", "metadata": {}, "source": '
        '["It has 1 mg. <!-- factcheck: ignore[FC101] old – news -->\\n", "Not."]}],\n'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
    ),
}


@pytest.mark.parametrize("path", ADDED)
def test_added_ignores(path):
    text, wanted = ADDED[path]
    found = [("FC101", Span(match.start(), match.end())) for match in re.finditer(r"\d+(?= mg)", text)]
    added = add_ignores(Source(path, text), page_of(path, text), found, "old -- news")
    assert added.text == wanted
    assert added.left == ()
    assert run(path, added.text) == ([], []), "what was written is heeded, and used"


COMMENT = "factcheck: ignore[FC101] why"
ADDED_BESIDE = {
    "emphasis": ("a.md", "**It has 1 mg.** No.", f"**It has 1 mg.** <!-- {COMMENT} --> No."),
    "a directive of MyST": (
        "a.md",
        "- x\n\n  ```{note}\n  It has 1 mg.\n  ```\n",
        f"- x\n\n  ```{{note}}\n  It has 1 mg. <!-- {COMMENT} -->\n  ```\n",
    ),
    "code": ("a.md", "It has `1 mg`\n", f"It has `1 mg` <!-- {COMMENT} -->\n"),
    "a link": ("a.md", "See [it has 1 mg](x.md)\n", f"See [it has 1 mg](x.md) <!-- {COMMENT} -->\n"),
    "a link by name": (
        "a.md",
        "It [has 1 mg][x]\n\n[x]: b.md\n",
        f"It [has 1 mg][x] <!-- {COMMENT} -->\n\n[x]: b.md\n",
    ),
    "a link of two sentences": (
        "a.md",
        "[It has 1 mg. It has 2 mg.](x.md)\n",
        f"[It has 1 mg. It has 2 mg.](x.md) <!-- {COMMENT} -->\n",
    ),
    "an element in a line": (
        "a.html",
        "<p><b>It has 1 mg.</b> No.</p>",
        f"<p><b>It has 1 mg.</b> <!-- {COMMENT} --> No.</p>",
    ),
    "the cell of a row": (
        "a.html",
        "<table><tr><td>x</td><td>1 mg</td></tr></table>",
        f"<table><tr><td>x</td><td>1 mg <!-- {COMMENT} --></td></tr></table>",
    ),
    "a row that ends where the next begins": (
        "a.html",
        "<table><tr><td>1 mg<tr><td>2</table>",
        f"<table><tr><td>1 mg <!-- {COMMENT} --><tr><td>2</table>",
    ),
    "a figure's caption": ("a.qmd", "![It has 1 mg](a.png)\n", f"![It has 1 mg <!-- {COMMENT} -->](a.png)\n"),
    "wikitext": (
        "a.wiki",
        "It has ''[[Gram|1 mg]]'' of it\n",
        f"It has ''[[Gram|1 mg]]'' of it <!-- {COMMENT} -->\n",
    ),
    "bold wikitext": ("a.wiki", "'''It has 1 mg.''' No.\n", f"'''It has 1 mg.''' <!-- {COMMENT} --> No.\n"),
    "a note in a sentence": (
        "a.tex",
        "Mills\\footnote{It has 1 mg.} hold 2 mg.\n",
        f"Mills\\footnote{{It has 1 mg.% {COMMENT}\n}} hold 2 mg. % {COMMENT}\n",
    ),
    "the end of emphasis in LaTeX, where a blank would be set": (
        "a.tex",
        "\\textbf{It has 1 mg.} No.\n",
        f"\\textbf{{It has 1 mg.% {COMMENT}\n}} No.\n",
    ),
    "code in LaTeX": ("a.tex", "It has \\verb|1 mg|\n", f"It has \\verb|1 mg| % {COMMENT}\n"),
    "a listing in a line": (
        "a.tex",
        "It has \\lstinline!1 mg 5%!\n",
        f"It has \\lstinline!1 mg 5%! % {COMMENT}\n",
    ),
    "a figure": (
        "a.rst",
        "No.\n\n.. figure:: a.png\n   :alt: A mill.\n\n   It has 1 mg.\n",
        f"No.\n\n.. {COMMENT}\n\n.. figure:: a.png\n   :alt: A mill.\n\n   It has 1 mg.\n",
    ),
}


@pytest.mark.parametrize(("path", "text", "wanted"), ADDED_BESIDE.values(), ids=ADDED_BESIDE)
def test_added_ignores_stand_beside_markup(path, text, wanted):
    found = [("FC101", Span(match.start(), match.end())) for match in re.finditer(r"\d+(?= mg)", text)]
    added = add_ignores(Source(path, text), page_of(path, text), found, "why")
    assert added.text == wanted
    assert run(path, added.text) == ([], []), "what was written is heeded, and used"


def test_no_comment_is_put_into_code():
    text = "It has `1 mg. And it` has more.\n"
    added = add_ignores(Source("a.md", text), page_of("a.md", text), [("FC101", Span(8, 9))], "why")
    assert added.text == text
    assert added.left == (("FC101", Span(8, 9)),)


def test_added_ignores_name_all_rules_of_a_statement():
    text = "It has 1 mg."
    found = [("FC404", Span(0, 12)), ("FC101", Span(7, 8))]
    added = add_ignores(Source("a.md", text), page_of("a.md", text), found, "why")
    assert added.text == "It has 1 mg. <!-- factcheck: ignore[FC101, FC404] why -->"
    assert added.written == 1


def test_what_stands_in_no_statement_is_left():
    text = "# It has 1 mg\n\nNot this.\n"
    added = add_ignores(Source("a.md", text), page_of("a.md", text), [("FC203", Span(2, 4))], "why")
    assert added.text == text
    assert added.left == (("FC203", Span(2, 4)),)


def test_plain_text_has_no_comments():
    text = "It has 1 mg."
    with pytest.raises(UserError, match="baseline"):
        add_ignores(Source("a.txt", text), page_of("a.txt", text), [("FC101", Span(7, 8))], "why")
