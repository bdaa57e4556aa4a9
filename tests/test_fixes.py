"""Fixes: what is left alone first, then what is mended; twice changes nothing."""

from __future__ import annotations

import subprocess

import pytest

from factcheck import fixes, readers
from factcheck.citations.citation import Assessment, Citation, Confidence, Status
from factcheck.citations.manners import with_marks_in_words
from factcheck.citations.reference_problems import ReferenceProblem
from factcheck.claims.statements import statements
from factcheck.document import STATED, MarkKind
from factcheck.page import Page, PageStatement
from factcheck.references.identifiers import identifiers
from factcheck.rules.rule import Finding, Severity
from factcheck.text import Source


def page_of(path: str, text: str) -> Page:
    """A page whose marks are all citations: no model is needed for where they stand."""
    document = readers.read(Source(path, text))
    blocks = tuple(with_marks_in_words(b) if b.role in STATED else b for b in document.blocks)
    found, problems = [], []
    for each in statements(blocks):
        if each.role not in STATED:
            continue
        citations = []
        for mark in each.marks:
            raw = text[mark.span.start : mark.span.end]
            bad = next((i.identifier.problem for i in identifiers(raw)), "")
            citations.append(Citation(raw, None if bad else mark.target, mark.span.start, mark.span.end, bad))
            if bad:
                problems.append(ReferenceProblem("malformed", bad, mark.span, path))
        needed = any(mark.kind is MarkKind.NEEDED for mark in each.marks)
        assessment = Assessment(Status.CITED if citations else Status.UNCITED, "", None, tuple(citations))
        found.append(PageStatement(each.span, each.text, each.role, assessment, needed=needed))
    return Page(path, tuple(found), problems=tuple(problems))


def fixed(path: str, text: str, needed=()) -> str:
    page = page_of(path, text)
    source = Source(path, text)
    findings = [
        Finding(
            "FC101", "uncited-statistic", Severity.ERROR, Confidence.HIGH, "m", path, each.span, 1, 1, "f"
        )
        for each in page.statements
        if "%" in each.text
    ]
    return fixes.applied(text, fixes.edits([page], {path: source}, findings, needed=needed))


LEFT = {
    "a linked DOI": ("a.md", "Milk is wet [doi:10.1000/182](https://doi.org/10.1000/182)."),
    "an autolink": ("a.md", "Milk is wet <https://doi.org/10.1000/182>."),
    "a bare address": ("a.md", "Milk is wet, https://doi.org/10.1000/182."),
    "a DOI in a link's words": ("a.md", "Milk is wet, [see doi:10.1000/182](https://example.org/x)."),
    "code": ("a.md", "Milk is wet, `doi:10.1000/182`.\n\n    doi:10.1000/182\n"),
    "a quotation": ("a.md", "> Milk is wet, doi:10.1000/182.\n"),
    "code over several ticks": ("a.md", "Milk is wet, `` doi:10.1000/182 ``."),
    "code in HTML": ("a.html", "<p>Milk is wet, <code>see doi:10.1000/182</code>.</p>"),
    "code in wikitext": ("a.wiki", "<code>doi:10.1000/182</code> is <nowiki>doi:10.1000/183</nowiki>.\n"),
    "code in LaTeX": ("a.tex", "Milk is wet, \\verb|PMID 0012| and \\texttt{PMID 0013}.\n"),
    "code in LaTeX that ends a paragraph": ("a.tex", "Milk is wet, \\texttt{PMID 0012}\n"),
    "a quotation in a note of wikitext": (
        "a.wiki",
        'Milk is wet.<ref name="x">He: "see PMID 0012".</ref> Tea.\n',
    ),
    "a quotation in a note in Markdown": ("a.md", "Milk is wet.^[He: “see PMID 0012”] Tea.\n"),
    "a quotation in a template's field": (
        "a.wiki",
        "Milk is wet.<ref>{{cite web|title=X|quote=See http://dx.doi.org/10.1000/182}}</ref>\n",
    ),
    "a formula": ("a.md", "Milk is $x = 10.1000/182$ wet."),
    "a quotation of two sentences": ("a.md", "“Milk is wet. It says doi:10.1000/182 so.” No."),
    "a quotation over two lines": ("a.md", '"Milk is\nwet, doi:10.1000/182."'),
    "a quotation in single signs": ("a.md", "He wrote ‘milk is wet, doi:10.1000/182’, or 'wet, PMID 0012'."),
    "a quotation in entities": (
        "a.html",
        "<p>He: &quot;wet, doi:10.1000/182&quot; or <q>doi:10.1000/183</q>.</p>",
    ),
    "a quotation in a notebook": (
        "a.ipynb",
        '{"cells": [{"cell_type": "markdown", "source": ["He: \\"wet,\\n", "doi:10.1000/182\\" so."]}]}',
    ),
    "a malformed identifier in a quotation": ("a.md", "> Milk is wet (PMID 0012).\n"),
    "what a DOI was cut short at": ("a.md", "Milk is wet, 10.1002/1097<1661>b."),
    "the same in HTML": ("a.html", "<p>Milk is wet, 10.1002/1097&lt;1661&gt;b.</p>"),
    "emphasis in reStructuredText": ("a.rst", "Milk is *wet, doi:10.1000/182* so.\n"),
    "a drawn table": (
        "a.rst",
        "+------+-----------------+\n| Milk | doi:10.1000/182 |\n+------+-----------------+\n",
    ),
    "a link's words in wikitext": ("a.wiki", "Milk is wet, [[Milk|doi:10.1000/182]].\n"),
    "a quotation in a sentence": ("a.md", "He wrote “milk is wet, doi:10.1000/182” in May."),
    "a block of HTML in Markdown": ("a.md", "<div>\nMilk is wet, doi:10.1000/182.\n</div>\n"),
    "a table of HTML in Markdown": ("a.md", "- <table><tr><td>Milk, doi:10.1000/182</td></tr></table>\r\n"),
    "behind a tag alone in a line": ("a.md", '<span class="x">\nMilk is wet, doi:10.1000/182.\n'),
    "a block of HTML in a notebook": (
        "a.ipynb",
        '{"cells": [{"cell_type": "markdown", "source": [\n"<p>\\n",\n"Wet, doi:10.1000/182.</p>\\n",\n"\\n"\n]}]}',
    ),
    "a quotation by its class": (
        "a.html",
        '<div id=x class="big pull-quote"><p>Milk is wet, doi:10.1000/182.</p></div>',
    ),
    "a quotation by its class around others of its kind": (
        "a.html",
        "<div class='blockquote'><div>Tea.</div><div>Milk is wet, doi:10.1000/182.</div></div>",
    ),
    "a quotation by its class in a component": (
        "a.mdx",
        '<p className="quote">Milk is wet, doi:10.1000/182.</p>\n',
    ),
    "a quotation in a component": ("a.mdx", "<PullQuote>Milk is wet, doi:10.1000/182.</PullQuote>\n"),
    "a quotation in a shortcode": ("a.md", "{{% quote %}}\nMilk is wet, doi:10.1000/182.\n{{% /quote %}}\n"),
    "a quotation in a template's tag": (
        "a.md",
        "{% blockquote Roe %}\nMilk is wet, doi:10.1000/182.\n{% endblockquote %}\n",
    ),
    "a quotation in colons": ("a.md", "::: {.blockquote}\nMilk is wet, doi:10.1000/182.\n:::\n"),
    "a quotation in another language": ("a.tex", "He: \\foreignquote{german}{nass, PMID 0012} so.\n"),
    "plain text has no links": ("a.txt", "Milk is wet, doi:10.1000/182."),
    "a key": ("a.md", "Milk is wet [@walker2002]."),
    "a PMID with letters": ("a.md", "Milk is wet (PMID 12x45)."),
    "no figure asked for": ("a.md", "Milk is 5 % fat."),
}


@pytest.mark.parametrize(("path", "text"), LEFT.values(), ids=LEFT)
def test_leaves_alone(path, text):
    assert fixed(path, text) == text


MENDED = {
    "a bare DOI": (
        "a.md",
        "Milk is wet (doi:10.1000/182). So is tea, 10.1000/183.",
        (
            "Milk is wet ([doi:10.1000/182](https://doi.org/10.1000/182)). "
            "So is tea, [10.1000/183](https://doi.org/10.1000/183)."
        ),
    ),
    "a DOI with brackets": (
        "a.md",
        "Milk is wet, doi:10.1016/S0140-6736(05)71146-6.",
        "Milk is wet, [doi:10.1016/S0140-6736(05)71146-6](https://doi.org/10.1016/S0140-6736%2805%2971146-6).",
    ),
    "a DOI with angle brackets": (
        "a.md",
        "Milk is wet, 10.1002/(SICI)1097<1661::AID-SIM968>3.0.CO;2-2.",
        "Milk is wet, [10.1002/(SICI)1097<1661::AID-SIM968>3.0.CO;2-2]"
        "(https://doi.org/10.1002/%28SICI%291097%3C1661::AID-SIM968%3E3.0.CO;2-2).",
    ),
    "the same in HTML": (
        "a.html",
        "<p>Milk is wet, 10.1002/(SICI)1097&lt;1661::AID-SIM968&gt;3.0.CO;2-2.</p>",
        '<p>Milk is wet, <a href="https://doi.org/10.1002/%28SICI%291097%3C1661::AID-SIM968%3E3.0.CO;2-2">'
        "10.1002/(SICI)1097&lt;1661::AID-SIM968&gt;3.0.CO;2-2</a>.</p>",
    ),
    "html": (
        "a.html",
        "<p>Milk is wet, doi:10.1000/182.</p>",
        '<p>Milk is wet, <a href="https://doi.org/10.1000/182">doi:10.1000/182</a>.</p>',
    ),
    "rst": (
        "a.rst",
        "Milk is wet, doi:10.1000/182.\n",
        "Milk is wet, `doi:10.1000/182 <https://doi.org/10.1000/182>`__.\n",
    ),
    "wikitext": (
        "a.wiki",
        "Milk is wet, doi:10.1000/182.\n",
        "Milk is wet, [https://doi.org/10.1000/182 doi:10.1000/182].\n",
    ),
    "the old resolver": (
        "a.md",
        "Milk is wet, [here](http://dx.doi.org/10.1000/182).",
        "Milk is wet, [here](https://doi.org/10.1000/182).",
    ),
    "a prefix twice": (
        "a.md",
        "Milk is wet, [here](https://doi.org/doi:10.1000/182).",
        "Milk is wet, [here](https://doi.org/10.1000/182).",
    ),
    "a letter for a digit": (
        "a.md",
        "Milk is wet, [here](https://doi.org/1O.1000/182).",
        "Milk is wet, [here](https://doi.org/10.1000/182).",
    ),
    "a letter for a digit behind the old resolver": (
        "a.md",
        "Milk is wet, [here](http://dx.doi.org/1O.1000/182).",
        "Milk is wet, [here](https://doi.org/10.1000/182).",
    ),
    "a letter for a digit in a bare DOI": (
        "a.md",
        "Milk is wet (PMID 0012345; doi:1O.1000/182).",
        "Milk is wet (PMID 12345; [doi:10.1000/182](https://doi.org/10.1000/182)).",
    ),
    "emphasis": (
        "a.md",
        "Milk is wet, **doi:10.1000/182**.",
        "Milk is wet, **[doi:10.1000/182](https://doi.org/10.1000/182)**.",
    ),
    "inches open no quotation": (
        "a.md",
        'A 5" pipe is wet, doi:10.1000/182, "so".',
        'A 5" pipe is wet, [doi:10.1000/182](https://doi.org/10.1000/182), "so".',
    ),
    "below a block of HTML": (
        "a.md",
        "<div>\n\nMilk is wet, doi:10.1000/182.\n\n</div>\n",
        "<div>\n\nMilk is wet, [doi:10.1000/182](https://doi.org/10.1000/182).\n\n</div>\n",
    ),
    "HTML in a line": (
        "a.md",
        "<em>Milk</em> is wet, doi:10.1000/182.\n",
        "<em>Milk</em> is wet, [doi:10.1000/182](https://doi.org/10.1000/182).\n",
    ),
    "a component of MDX": (
        "a.mdx",
        "<Note>\nMilk is wet, doi:10.1000/182.\n</Note>\n",
        "<Note>\nMilk is wet, [doi:10.1000/182](https://doi.org/10.1000/182).\n</Note>\n",
    ),
    "behind a quotation in a shortcode": (
        "a.md",
        "{{< quote >}}Tea.{{< /quote >}}\n\nMilk is wet, doi:10.1000/182.\n",
        "{{< quote >}}Tea.{{< /quote >}}\n\nMilk is wet, [doi:10.1000/182](https://doi.org/10.1000/182).\n",
    ),
    "leading zeros": ("a.md", "Milk is wet (PMID 0012345).", "Milk is wet (PMID 12345)."),
}


@pytest.mark.parametrize(("path", "text", "wanted"), MENDED.values(), ids=MENDED)
def test_mends(path, text, wanted):
    if readers.suffix_of(path) not in readers.readers():
        pytest.skip(f"no reader for {path}")
    once = fixed(path, text)
    assert once == wanted
    assert fixed(path, once) == once


NEEDED = {
    "md": ("a.md", "Milk is 5 % fat. Tea is not.\n", "Milk is 5 % fat. [citation needed] Tea is not.\n"),
    "table": (
        "a.md",
        "| a | b |\n|---|---|\n| Milk | 5 % |\n",
        "| a | b |\n|---|---|\n| Milk | 5 % [citation needed] |\n",
    ),
    "html": ("a.html", "<p>Milk is 5 % fat.</p>", "<p>Milk is 5 % fat. [citation needed]</p>"),
    "wikitext": ("a.wiki", "Milk is 5 % fat. No.\n", "Milk is 5 % fat.{{citation needed}} No.\n"),
    "text": ("a.txt", "Milk is 5 % fat.\n", "Milk is 5 % fat. [citation needed]\n"),
    "already there": ("a.md", "Milk is 5 % fat. [citation needed]\n", "Milk is 5 % fat. [citation needed]\n"),
    "a quotation": ("a.md", "> Milk is 5 % fat.\n", "> Milk is 5 % fat.\n"),
    "inside a quotation": ("a.md", "“Milk is 5 % fat. Tea is not.”\n", "“Milk is 5 % fat. Tea is not.”\n"),
    "inside code": ("a.md", "Milk is `5 % fat. Tea` is not.\n", "Milk is `5 % fat. Tea` is not.\n"),
    "behind code": ("a.md", "Milk is `5 %`\n", "Milk is `5 %` [citation needed]\n"),
    "behind emphasis": ("a.md", "*Milk is 5 % fat.* No.\n", "*Milk is 5 % fat.* [citation needed] No.\n"),
    "behind a link": ("a.md", "[Milk is 5 % fat](b.md)\n", "[Milk is 5 % fat](b.md) [citation needed]\n"),
    "behind a link of two sentences": (
        "a.md",
        "[Milk is 5 % fat. Tea is 0 %.](b.md)\n",
        "[Milk is 5 % fat. Tea is 0 %.](b.md) [citation needed]\n",
    ),
    "a row of HTML": (
        "a.html",
        "<table><tr><td>Milk</td><td>5 %</td></tr></table>",
        "<table><tr><td>Milk</td><td>5 % [citation needed]</td></tr></table>",
    ),
    "a row of HTML that is not closed": (
        "a.html",
        "<table><tr><td>Milk<td>5 %\n</table>",
        "<table><tr><td>Milk<td>5 % [citation needed]\n</table>",
    ),
    "latex": ("a.tex", "Milk is 5 \\% fat. No.\n", "Milk is 5 \\% fat. [citation needed] No.\n"),
    "a note of LaTeX": (
        "a.tex",
        "No.\\footnote{Milk is 5 \\% fat.}\n",
        "No.\\footnote{Milk is 5 \\% fat. [citation needed]}\n",
    ),
    "a drawn table": (
        "a.rst",
        "+------+-----+\n| Milk | 5 % |\n+------+-----+\n",
        "+------+-----+\n| Milk | 5 % |\n+------+-----+\n",
    ),
}


@pytest.mark.parametrize(("path", "text", "wanted"), NEEDED.values(), ids=NEEDED)
def test_citation_needed_when_asked(path, text, wanted):
    assert fixed(path, text) == text
    once = fixed(path, text, needed=("FC101",))
    assert once == wanted
    assert fixed(path, once, needed=("FC101",)) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nB\nc\n"),
        ("a\r\nb\r\n", "a\r\nB\r\n"),
        ("a\nb", "a\nB"),
        ("a\u2028b\nc\n", "a\u2028B\nc\n"),
    ],
)
def test_the_diff_can_be_applied(before, after, tmp_path):
    (tmp_path / "my é.md").write_text(before, encoding="utf-8", newline="")
    patch = fixes.diff("my é.md", before, after)
    assert patch.startswith("--- a/my é.md\t\n+++ b/my é.md\t\n@@"), "as git writes names with blanks"
    assert fixes.diff("é.md", before, after).startswith("--- a/é.md\n+++ b/é.md\n@@")
    (tmp_path / "p").write_text(patch, encoding="utf-8", newline="")
    subprocess.run(["git", "apply", "p"], cwd=tmp_path, check=True)
    assert (tmp_path / "my é.md").read_bytes().decode() == after
    assert fixes.diff("a.md", before, before) == ""
