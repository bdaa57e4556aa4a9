"""Markdown: what each construct becomes. A case gives the text, its blocks' prose by role, and its marks."""

from __future__ import annotations

import json

import pytest

from factcheck.document import Block, Document, MarkKind, Role
from factcheck.errors import UserError
from factcheck.readers import read
from factcheck.text import Source

SILENT = [
    ("a task's box is no mark", "- [x] Walk daily.\n- [ ] Rest.", ["Walk daily.", "Rest."]),
    ("dollars are no maths", "It costs $5 there and $10 here.", ["It costs $5 there and $10 here."]),
    (
        "an interval is no reference",
        "The ratio was 1.4 (95% CI [2, 5]).",
        ["The ratio was 1.4 (95% CI [2, 5])."],
    ),
    (
        "a figure, table or section is no source",
        "See @fig-bone and [@tbl-bone].",
        ["See @fig-bone and [@tbl-bone]."],
    ),
    ("a person mentioned is no key", "Thanks to @maria for help.", ["Thanks to @maria for help."]),
    ("an address of a person is no key", "Write to a.b@example.org now.", ["Write to a.b@example.org now."]),
    ("sic belongs to the quotation", "They 'recieve' [sic] it.", ["They 'recieve' [sic] it."]),
    (
        "a power is no reference",
        "Each cm<sup>3</sup> held 10^6^ cells on 4 m².",
        ["Each cm³ held 10⁶ cells on 4 m²."],
    ),
    ("code holds no marks", "Call `f[1] [@a]` twice.", ["Call f[1] [@a] twice."]),
    ("a shortcode is no prose", 'Before {{< figure src="a" >}} after.', ["Before after."]),
    ("a tag of Liquid is no prose", "Before {{ site.title }} after.", ["Before after."]),
    ("a link that nobody defined keeps its text", "Bone [text][missing] grows.", ["Bone text grows."]),
    ("attributes are no prose", "A [span]{.small} here.\n{: .lead}", ["A span here."]),
    ("attributes at the end are no prose", "A line here. {#id .small}", ["A line here."]),
    ("code shows its words", "Call `r mean(x)` twice.", ["Call r mean(x) twice."]),
]


def stated(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.role not in (Role.METADATA, Role.COMMENT)]


def document_of(text: str, path: str = "a.md") -> Document:
    return read(Source(path, text))


@pytest.mark.parametrize(("reason", "text", "prose"), SILENT, ids=[case[0] for case in SILENT])
def test_no_mark_where(reason: str, text: str, prose: list[str]) -> None:
    document = document_of(text)
    assert [block.prose.text for block in stated(document)] == prose
    assert [mark for block in document.blocks for mark in block.marks] == []


# Text, prose of its first block, and the marks: kind, target, the words they cover in the prose.
MARKED = [
    ("Bone is [alive](https://a.org/b).", "Bone is alive.", [("link", "https://a.org/b", "alive")]),
    (
        "Bone is [alive][old].\n\n[old]: https://a.org 'T'",
        "Bone is alive.",
        [("link", "https://a.org", "alive")],
    ),
    (
        "Bone is [alive][].\n\n[Alive]: <https://a.org>",
        "Bone is alive.",
        [("link", "https://a.org", "alive")],
    ),
    ("Bone is [alive].\n\n[alive]: https://a.org", "Bone is alive.", [("link", "https://a.org", "alive")]),
    (
        "Bone [is [very] old](https://a.org) now.",
        "Bone is [very] old now.",
        [("link", "https://a.org", "is [very] old")],
    ),
    (
        "Bone is [alive](https://a.org/b_c.pdf).",
        "Bone is alive.",
        [("link", "https://a.org/b_c.pdf", "alive")],
    ),
    ("It grew ([old](https://a.org/_(b)_)).", "It grew (old).", [("link", "https://a.org/_(b)_", "old")]),
    ("It grew: https://a.org/b_c_d.", "It grew.", [("link", "https://a.org/b_c_d", "")]),
    ("It grew (https://a.org/b_(c)).", "It grew.", [("link", "https://a.org/b_(c)", "")]),
    ("It grew <https://a.org>.", "It grew.", [("link", "https://a.org", "")]),
    ("It grew.[^a] So there.\n\n[^a]: Note.", "It grew. So there.", [("footnote", "a", "")]),
    ("It grew[^a][^b].\n\n[^a]: A\n[^b]: B", "It grew.", [("footnote", "a", ""), ("footnote", "b", "")]),
    ("It grew^[See [@k] there.] fast.", "It grew fast.", [("note", "See [@k] there.", ""), ("key", "k", "")]),
    ("It grew [@a; see -@b, p. 3].", "It grew.", [("key", "a", ""), ("key", "b", "")]),
    ("As @walker2002 [p. 3] saw.", "As walker2002 saw.", [("key", "walker2002", "walker2002")]),
    (
        "It grew [@doi:10.1000/a(1)b; @pmid:12].",
        "It grew.",
        [("identifier", "doi:10.1000/a(1)b", ""), ("identifier", "pmid:12", "")],
    ),
    ("It grew [@url:https://a.org/b].", "It grew.", [("identifier", "url:https://a.org/b", "")]),
    ("It grew {cite:p}`a,b`.", "It grew.", [("key", "a", ""), ("key", "b", "")]),
    ("So {cite:t}`a2000` says.", "So a2000 says.", [("key", "a2000", "a2000")]),
    ("So {cite}`Ames et al. 2000 <a2000>`.", "So.", [("key", "a2000", "")]),
    ("A {term}`bone <Bone>` grew {footcite}`k`.", "A bone grew.", [("key", "k", "")]),
    ("It grew {% cite k1 k2 %}.", "It grew.", [("key", "k1", ""), ("key", "k2", "")]),
    ("It grew [2–4].", "It grew.", [("number", "2", ""), ("number", "3", ""), ("number", "4", "")]),
    ("It grew [1, 3].", "It grew.", [("number", "1", ""), ("number", "3", "")]),
    ("It grew.^1,2^ Then.", "It grew. Then.", [("number", "1", ""), ("number", "2", "")]),
    ("It grew fast<sup>7</sup>.", "It grew fast.", [("number", "7", "")]),
    ("It grew fast.¹² Then.", "It grew fast. Then.", [("number", "12", "")]),
    ('It grew.<sup><a href="https://a.org">1</a></sup>', "It grew.", [("link", "https://a.org", "")]),
    ("It grew.<sup>[1](#ref-1)</sup>", "It grew.", [("number", "1", "")]),
    ("It grew.[[3]](https://a.org)", "It grew.", [("link", "https://a.org", "")]),
    ("<cite>The Book</cite> says so.", "The Book says so.", [("cite", "The Book", "The Book")]),
    ("It grew [?].", "It grew.", [("empty", "[?]", "")]),
    ("It [grew](#).", "It grew.", [("empty", "[grew](#)", "grew")]),
    ("It [grew](TODO).", "It grew.", [("empty", "[grew](TODO)", "grew")]),
    ("It grew [citation needed].", "It grew.", [("needed", "citation needed", "")]),
    ("It grew [*citation needed*].", "It grew.", [("needed", "citation needed", "")]),
    ("It grew.\\[citation needed\\] Fast.", "It grew. Fast.", [("needed", "citation needed", "")]),
    ("It grew \\[fast\\] there.", "It grew [fast] there.", []),
]


@pytest.mark.parametrize(("text", "prose", "marks"), MARKED, ids=[case[0] for case in MARKED])
def test_mark(text: str, prose: str, marks: list[tuple[str, str, str]]) -> None:
    block = document_of(text).blocks[0]
    assert block.prose.text == prose
    assert [(mark.kind, mark.target, prose[mark.start : mark.end]) for mark in block.marks] == marks
    for mark in block.marks:
        assert 0 <= block.span.start <= mark.span.start < mark.span.end <= block.span.end


# Text and its blocks: role and prose.
BLOCKS = [
    ("# A *head* {#id .c}\n\nB\n==\n", [("heading", "A head"), ("heading", "B")]),
    ("One  \ntwo\\\nthree\nfour &amp; \\*", [("paragraph", "One two three four & *")]),
    (
        "- a\n  - b\n\n3. c\n3. d",
        [("list-item", "a"), ("list-item", "b"), ("list-item", "c"), ("list-item", "d")],
    ),
    ("| a | b |\n|---|---|\n| 1 |  |", [("table-header", "a | b"), ("table-row", "1 |")]),
    ("> Said *so*.\n> Again.", [("quotation", "Said so. Again.")]),
    ("> [!NOTE]\n> Take care.", [("paragraph", "Take care.")]),
    ("- [A](a.md)\n- [B](b.md)", [("navigation", "A"), ("navigation", "B")]),
    ("- [A](a.md)\n- [B](b.md) too", [("list-item", "A"), ("list-item", "B too")]),
    ("Home » [Docs](a.md) » [Page](b.md)", [("navigation", "Home » Docs » Page")]),
    (
        "[^1]: One.\n\n    Two.\n\nAfter.",
        [("footnote", "One."), ("footnote", "Two."), ("paragraph", "After.")],
    ),
    ("[@key]: doi:10.1000/1", [("bibliography", "doi:10.1000/1")]),
    ("[1] A. Title.\n[2] B. Title.", [("paragraph", "A. Title."), ("paragraph", "B. Title.")]),
    ("```{note}\n:class: x\nBody *b*.\n```", [("paragraph", "Body b.")]),
    (":::{warning}\nBody.\n\n- item\n:::\n", [("paragraph", "Body."), ("list-item", "item")]),
    ("::: {.callout-note}\nBody.\n:::\n", [("paragraph", "Body.")]),
    ("```{figure} a.png\n:name: x\n\nThe caption.\n```", [("caption", "The caption.")]),
    ("```{code-cell}\nx\n```", [("code", "x\n")]),
    ("```{r, echo=FALSE}\nx\n```", [("code", "x\n")]),
    ("$$\na = b\n$$\n\nAfter.", [("math", "$$\na = b\n$$"), ("paragraph", "After.")]),
    ("![Alt](a.png)", [("image-text", "Alt")]),
    ("![A caption.](a.png){#fig:a}", [("caption", "A caption.")]),
    ("<div>\nSome <b>words</b>.\n</div>", [("paragraph", "Some words.")]),
    # In lists and quotations, whose marks are none of its words, and up to a blank line.
    (
        "> <!-- c -->\n> One\n\n> <div>\n> Two\n> lines.\n> </div>",
        [("quotation", "One"), ("quotation", "Two lines.")],
    ),
    ("- <p>One\n  line</p>\n\n  Two", [("paragraph", "One line"), ("list-item", "Two")]),
    ("> <details>\n> <summary>One</summary>\n>\n> Two", [("quotation", "One"), ("paragraph", "Two")]),
    (
        "1. One\n\n   <table>\n   <tr><td>2</td></tr>\n   </table>\n\n   Three",
        [("list-item", "One"), ("table-row", "2"), ("list-item", "Three")],
    ),
    ("(label)=\n# Head", [("heading", "Head")]),
    (
        "| a |\n|---|\n| 1 |\n\nTable: Of ones.",
        [("table-header", "a"), ("table-row", "1"), ("caption", "Of ones.")],
    ),
]


@pytest.mark.parametrize(("text", "blocks"), BLOCKS, ids=[case[0] for case in BLOCKS])
def test_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    found = [
        (str(block.role), block.prose.text.strip() if block.role is not Role.CODE else block.prose.text)
        for block in stated(document_of(text))
    ]
    assert found == blocks


# What Python-Markdown (MkDocs), Hugo and Jekyll add, and its blocks, those without words left out.
EXTENDED = [
    (
        'Before.\n\n!!! note "Mind"\n    Body *b*.\n\n    - item\n\n        More.\n\nAfter.',
        [
            ("paragraph", "Before."),
            ("metadata", "Mind"),
            ("paragraph", "Body b."),
            ("list-item", "item"),
            ("list-item", "More."),
            ("paragraph", "After."),
        ],
    ),
    ("??? tip\n\n    One.\n\n    Two.", [("paragraph", "One."), ("paragraph", "Two.")]),
    (
        '=== "Tab"\n\n    !!! quote\n        > Said.\n\n        ```\n        x\n        ```\n',
        [("metadata", "Tab"), ("quotation", "Said."), ("code", "x\n")],
    ),
    ("- Item.\n\n    !!! note\n        Body.\n", [("list-item", "Item."), ("paragraph", "Body.")]),
    ("\t!!! note\n\t\tcode\n", [("code", "\t!!! note\n\t\tcode")]),
    ("!!! note\n\nAfter.", [("paragraph", "!!! note"), ("paragraph", "After.")]),
    ("/// note | Mind\nBody.\n///\n", [("metadata", "Mind"), ("paragraph", "Body.")]),
    ("![A](a.png)\n/// caption\nOf *a*.\n///\n", [("image-text", "A"), ("caption", "Of a.")]),
    ("/// is a sign of C.", [("paragraph", "/// is a sign of C.")]),
    ('--8<-- "a.md"\n\nAfter.', [("paragraph", "After.")]),
    (
        "Before.\n\n{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\nAfter.",
        [
            ("paragraph", "Before."),
            ("code", "{{< highlight go >}}\nx := 1\n{{< /highlight >}}"),
            ("paragraph", "After."),
        ],
    ),
    ("{{% notice %}}\nBody.\n{{% /notice %}}", [("paragraph", "Body.")]),
    ("{{% comment %}}\nNote.\n{{% /comment %}}\n\nAfter.", [("paragraph", "After.")]),
]


@pytest.mark.parametrize(("text", "blocks"), EXTENDED, ids=[case[0] for case in EXTENDED])
def test_blocks_of_tools(text: str, blocks: list[tuple[str, str]]) -> None:
    found = document_of(text).blocks
    assert [(str(block.role), block.prose.text) for block in found if block.prose.text] == blocks


def test_what_is_indented_below_a_mark_keeps_its_places() -> None:
    text = "!!! note\n\tBody *here*\n      goes on.\n"
    (body,) = stated(document_of(text))
    where = body.prose.span(*(body.prose.text.index("here"), body.prose.text.index("here") + 4))
    assert (body.prose.text, text[where.start : where.end]) == ("Body here goes on.", "here")


def test_a_comment_in_a_note_is_told_once() -> None:
    document = document_of("Text[^1].\n\n[^1]: Note. {/* factcheck: off */}\n", "a.mdx")
    assert [comment.text for comment in document.comments] == ["factcheck: off"]
    assert [block.role for block in document.blocks].count(Role.COMMENT) == 1


def test_a_shortcode_for_comments_is_a_comment() -> None:
    text = "{{% comment %}}\nfactcheck: off\n{{% /comment %}}\n\nText.\n"
    assert [comment.text for comment in document_of(text).comments] == ["factcheck: off"]


def test_code_that_is_computed_is_no_prose() -> None:
    text = "Of `r nrow(x)` fields `{python} n` were `dry`."
    assert [block.prose.text for block in document_of(text, "a.qmd").blocks] == ["Of fields were dry."]


def test_an_ordered_list_counts_on_from_its_first_number() -> None:
    assert [block.label for block in document_of("3. c\n3. d\n").blocks] == ["3", "4"]


def test_cells_are_ranges_of_the_prose() -> None:
    row = document_of("| a | b |\n|---|---|\n| *one* two | 3 [@k] |\n").blocks[1]
    assert [row.prose.text[start:end] for start, end in row.cells] == ["one two", "3"]
    assert [(mark.target, mark.start) for mark in row.marks] == [("k", len(row.prose.text))]


def test_a_footnote_keeps_its_label_and_its_places() -> None:
    text = "Text[^a].\n\n[^a]: First *word*\n    second line.\n"
    note = document_of(text).blocks[-1]
    assert (note.role, note.label, note.prose.text) == (Role.FOOTNOTE, "a", "First word second line.")
    at = note.prose.text.index("second")
    where = note.prose.span(at, at + 6)
    assert text[where.start : where.end] == "second"


def test_comments_are_kept_apart() -> None:
    document = document_of("<!-- factcheck: off -->\n\nText <!-- here --> goes on.\n")
    assert [comment.text for comment in document.comments] == ["factcheck: off", "here"]
    assert [block.prose.text for block in stated(document)] == ["Text goes on."]


def test_components_of_mdx_are_no_prose() -> None:
    text = "import X from './x'\n\n# Head\n\n<Note kind={a}>\n\nSome words {value} stay.\n\n</Note>\n\n{/* a comment */}\n"
    document = document_of(text, "a.mdx")
    assert [block.prose.text for block in stated(document)] == ["Head", "Some words stay."]
    assert [comment.text for comment in document.comments] == ["a comment"]


@pytest.mark.parametrize("front", ["---\ntitle: The title\n---\n", '+++\ntitle = "The title"\n+++\n'])
def test_front_matter_gives_the_title(front: str) -> None:
    document = document_of(front + "# Head\n")
    assert document.metadata == {"title": "The title"}
    assert document.title == "The title"
    assert [block.role for block in document.blocks] == [Role.FRONT_MATTER, Role.HEADING]


@pytest.mark.parametrize(
    ("text", "line"), [("---\ntitle: a\nb: [c\n---\nText\n", 4), ('+++\ntitle = "a"\nb = \n+++\nText\n', 3)]
)
def test_broken_front_matter_is_the_authors_to_mend(text: str, line: int) -> None:
    with pytest.raises(UserError, match="front matter is broken") as caught:
        document_of(text)
    assert (caught.value.path, caught.value.line) == ("a.md", line)


@pytest.mark.parametrize("number", ["0306406152", "2101.00010", "1:30", "1_000", "1984"])
def test_numbers_in_front_matter_are_as_written(number: str) -> None:
    document = read(Source("a.md", f"---\nreferences:\n- isbn: {number}\n---\n"))
    assert document.metadata == {"references": [{"isbn": number}]}


def test_a_rule_is_no_front_matter() -> None:
    assert [block.role for block in document_of("---\nText: of a paragraph\n").blocks] == [Role.PARAGRAPH]


def test_a_notebooks_cells_map_to_its_file() -> None:
    cells = [
        {
            "cell_type": "markdown",
            "source": ["# T\u00edtle\n", "\n", 'It "grew" \U0001f600 [@k].\n', "More[^1].\n"],
        },
        {"cell_type": "code", "source": "x = 1"},
        {"cell_type": "markdown", "source": "[^1]: The note."},
    ]
    text = json.dumps({"cells": cells})
    document = document_of(text, "a.ipynb")
    assert [(str(block.role), block.prose.text) for block in document.blocks] == [
        ("heading", "T\u00edtle"),
        ("paragraph", 'It "grew" \U0001f600. More.'),
        ("code", "x = 1"),
        ("footnote", "The note."),
    ]
    words = document.blocks[1].prose
    assert [text[slice(s.start, s.end)] for s in [words.span(3, 9), words.span(10, 11)]] == [
        '\\"grew\\"',
        "\\ud83d\\ude00",
    ]
    assert [mark.kind for mark in document.blocks[1].marks] == [MarkKind.KEY, MarkKind.FOOTNOTE]


def test_a_broken_notebook_is_the_authors_to_mend() -> None:
    with pytest.raises(UserError, match="no JSON"):
        document_of('{"cells": [', "a.ipynb")


def test_a_long_file_reads_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [
        f"## Part {number}\n\nText [@k{number}] and[^{number}] [link][1] grew.\n\n```\n\n## code\n```\n\n"
        f"<!-- a\n\n## comment\n-->\n\n[^{number}]: Note.\n\n- item\n- item\n\n"
        for number in range(40)
    ]
    text = "---\ntitle: T\n---\n" + "".join(parts) + "[1]: https://a.org\n"
    whole = document_of(text)
    monkeypatch.setattr("factcheck.readers._markdown_view._LONG", 300)
    assert document_of(text) == whole


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\ud83d half", "\ufffd half"),
        (r"half \uDC00", "half \ufffd"),
        (r"\ude00\ud83d turned", "\ufffd\ufffd turned"),
        (r"\ud83d\ude00 whole", "\U0001f600 whole"),
        (r"\\ud83d spelled", r"\ud83d spelled"),
        (r"\\\ud83d both", "\\\ufffd both"),
    ],
)
def test_half_a_character_in_a_notebook_is_replaced(written: str, meant: str) -> None:
    text = '{"cells": [{"cell_type": "code", "source": "' + written + '"}]}'
    (block,) = document_of(text, "a.ipynb").blocks
    assert block.prose.text == meant
    assert text[block.span.start + 1 : block.span.end - 1] == written
