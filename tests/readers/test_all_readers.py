"""What every reader keeps to, whatever the format: places inside the file, prose that maps back, blocks in
order.
"""

from __future__ import annotations

import pathlib

import hypothesis
import pytest
from hypothesis import strategies as st

from factcheck.document import Document
from factcheck.errors import UserError
from factcheck.readers import read, readers
from factcheck.text import Source

# Bits of all formats, so that markup meets markup of its own and of other formats.
BITS = (
    *"\n \t*_`[](){}<>!|~^$@#:;.,-+=&\\\"'%/?0123",
    "\n\n", "\r\n", "\r\n\r\n", "\r", "    ", "**", "``", "```", "~~~", "===", "---", "+++", "...", ":::",
    "$$", "||",
    "word ", "Two words. ", "naïve ", "日本 ", "😀", "e\u0301", "non\u2011breaking ", "\u00a0", "\u200b",
    "1,000 mg ", "≈350,000 ",
    "# Head\n", "Head\n====\n", "\n- item\n", "\n1. one\n", "\n> quote\n", "[^1]", "\n[^1]: Note.\n",
    "^[note]", "[@key, p. 3]", "@key2002 ",
    "[text](http://a.b/c_d)", "![alt](x.png)", "[1]", "[2–4]", "https://a.b/c?d=e&f ", "<https://a.b>",
    "&amp;", "&#233;", "&nbsp;",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n```{note} t\n:k: v\nbody\n```\n", "\n:::{tip}\nbody\n:::\n",
    "{cite:p}`a,b`", "{{< x >}}", "{% cite a %}",
    "<!-- c -->", "<b>", "</b>", "<p>", "</p>", "<sup>", "</sup>", '<a href="#x">', "</a>", "<br>", "<li>",
    "<table><tr><td>1</td></tr></table>",
    "<ref>x</ref>", "<ref name=a />", "{{cite web|url=http://a.b}}", "[[Page|text]]", "'''bold'''",
    "\n== H ==\n", "{{cn}}", "{|\n|-\n| a\n|}\n",
    "\\cite{a,b}", "\\footnote{f}", "\\section{S}", "\\begin{document}", "\\end{document}", "\\textbf{b}",
    "% comment\n", "\\'e", "~\\ref{x}", "\\begin{itemize}\\item a\\end{itemize}",
    "\n.. note:: x\n", "\n.. [Key] Entry\n", "[Key]_ ", "[#f]_ ", ":cite:`a` ", "`text <http://a.b>`_ ",
    "::\n\n   code\n", "\n----\n", "footnote:[x]", "cite:[a] ", "link:http://a.b[t] ",
)  # fmt: skip

CASES = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=6)), max_size=30).map("".join)

SUFFIXES = sorted(readers())


def check_document(document: Document, text: str) -> None:
    before = 0
    for block in document.blocks:
        assert block.span.start >= before, "blocks lie in reading order"
        before = block.span.start
        assert block.span.end <= len(text)
        prose = block.prose
        assert sum(piece.length for piece in prose.pieces) == len(prose.text), "pieces cover the prose"
        at = 0
        for piece in prose.pieces:
            assert piece.at == at
            at += piece.length
            assert 0 <= piece.start <= piece.end <= len(text)
            assert piece.length > 0
            if piece.length == piece.end - piece.start:
                words, spelt = prose.text[piece.at : piece.at + piece.length], text[piece.start : piece.end]
                for word, spelling in zip(words, spelt, strict=True):
                    # A space may stand for a tab or a line break, and a bar between cells for other white
                    # space.
                    assert word == spelling or not word.isalnum(), (words, spelt)
        for start, end in block.cells:
            assert 0 <= start <= end <= len(prose.text)
        for mark in block.marks:
            assert mark.span.end <= len(text)
            assert 0 <= mark.start <= mark.end <= len(prose.text), mark
    for comment in document.comments:
        assert comment.span.end <= len(text)
        assert comment.text == comment.text.strip()


@pytest.mark.parametrize("suffix", SUFFIXES)
@hypothesis.settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
@hypothesis.given(text=CASES)
def test_any_text_is_read_with_places_inside_it(suffix: str, text: str) -> None:
    try:
        document = readers()[suffix](Source(f"a{suffix}", text))
    except UserError:
        return
    check_document(document, text)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\ufeff", "\0", "a", "\r", "\ud800", "{", "<", "[" * 300, ">" * 300]
)
def test_next_to_nothing_is_read(suffix: str, text: str) -> None:
    try:
        document = readers()[suffix](Source(f"a{suffix}", text))
    except UserError:
        return
    check_document(document, text)


@pytest.mark.parametrize("suffix", sorted(set(SUFFIXES) - {".ipynb"}))
def test_line_ends_change_no_words(suffix: str) -> None:
    text = (
        "First words of it\nand a naïve, non\u2011breaking second line.\n\nAnother paragraph says 1,000 mg.\n"
    )
    texts = []
    for line_end in ("\n", "\r\n"):
        document = readers()[suffix](Source(f"a{suffix}", text.replace("\n", line_end)))
        check_document(document, text.replace("\n", line_end))
        texts.append([" ".join(block.prose.text.split()) for block in document.blocks])
    assert texts[0] == texts[1]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_shared_content_is_read(suffix: str) -> None:
    folder = pathlib.Path(__file__).parents[3] / "shared" / "content"
    if not folder.is_dir():
        pytest.skip("the shared content is not there")
    for path in sorted(folder.rglob(f"*{suffix}")):
        text = path.read_bytes().decode()
        check_document(readers()[suffix](Source(str(path), text)), text)


UNMERGED = """\
<<<<<<< HEAD
The ferry has 40 seats.
=======
The ferry has 41 seats.
>>>>>>> spring
"""


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_that_is_not_resolved_is_an_error_at_its_line(suffix: str, end: str) -> None:
    text = f"The ferry is old.\n\n{UNMERGED}\nIt leaves at noon.\n".replace("\n", end)
    with pytest.raises(UserError, match="a merge is not resolved here") as caught:
        read(Source(f"a{suffix}", text))
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "---\n{}title: Ferries\n---\n\nIt is old.\n"),
        ("a.md", "---\ntitle: Ferries\n---\n\n```text\n<<<<<<< x\n```\n\n{}\n"),
    ],
)
def test_a_merge_that_is_not_resolved_is_one_in_front_matter_and_below_code(path: str, text: str) -> None:
    with pytest.raises(UserError, match="a merge is not resolved here"):
        read(Source(path, text.replace("{}", UNMERGED.replace("The ferry has", "title:"))))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "Git says:\n\n```\n{}```\n"),
        ("a.md", "Git says:\n\n<!--\n{}-->\n"),
        ("a.mdx", "Git says:\n\n~~~text\n{}~~~\n"),
        ("a.html", "<p>Git says:</p>\n<pre>\n{}</pre>\n"),
        ("a.tex", "Git says:\n\\begin{verbatim}\n{}\\end{verbatim}\n"),
        ("a.wiki", "Git says:\n<syntaxhighlight lang=text>\n{}</syntaxhighlight>\n"),
        ("a.rst", "Git\n=======\n\nWhat\n<<<<<<<\n\nwhy\n>>>>>>>\n\nThe end.\n"),
        ("a.txt", "Letter\n=======\n\n> >>>>>>> it was so\n\n>>>>>>> it was\n"),
    ],
)
def test_lines_of_git_that_are_shown_are_no_merge(path: str, text: str) -> None:
    assert read(Source(path, text.replace("{}", UNMERGED))).blocks
