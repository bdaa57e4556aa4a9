"""References that a text gives itself."""

from __future__ import annotations

import pytest

from factcheck.document import Block, Document, Role
from factcheck.references._entry import parse
from factcheck.references.author_year import author_year_key, by_author_year
from factcheck.references.reference_list import entries, names_list, note_reference
from factcheck.text import Prose, Source, Span

STYLES = [
    (
        "Roe, T. R. (1982). The heat of the oven. Quarterly Journal of Baking, 108(455), 1–24.",
        (("Roe",), "The heat of the oven", "1982", "Quarterly Journal of Baking"),
    ),
    (
        "Lind J, van Dam AB, et al. The crust tax. J Bak Perspect 2006;20:157–76.",
        (("Lind", "van Dam"), "The crust tax", "2006", "J Bak Perspect"),
    ),
    (
        'Lind, Matthew, and Anna de la Roche. "Dough and Time." Ovens 12, no. 3 (2006): 33-44.',
        (("Lind", "de la Roche"), "Dough and Time", "2006", "Ovens"),
    ),
    (
        "H. Roe, W. Lind, Loaves in Structures, Mill Press, 1987.",
        (("Roe", "Lind"), "Loaves in Structures", "1987", "Mill Press"),
    ),
    (
        "Lind, Matthew P. Why We Knead. New Town: Mill, 2017.",
        (("Lind",), "Why We Knead", "2017", "New Town"),
    ),
    (
        "Guild Organization of Bakers. (2021). Global report on loaves. https://example.org/r",
        (("Guild Organization of Bakers",), "Global report on loaves", "2021", ""),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), STYLES)
def test_reads_common_styles(text, wanted):
    reference = note_reference(text, "1")
    assert (reference.authors, reference.title, reference.year, reference.container) == wanted
    assert reference.locatable


REMARKS = [
    "Queen Maud, who was born in 1819, ruled until 1901.",
    "Rounded to the nearest loaf.",
    "On ovens in general see above.",
    "The figures exclude the islands.",
    "Ibid., p. 5.",
]


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_is_no_reference(text):
    reference = note_reference(text, "1")
    assert not reference.locatable
    assert (reference.title, reference.authors, reference.container) == ("", (), "")


NAMED = [
    "Interview with the miller, 3 May 2019.",
    "Town council minutes, 1911.",
    "See Roe (2010), p. 3.",
    "Personal communication, J. Roe.",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_named_source_cannot_be_located(text):
    reference = note_reference(text, "1")
    assert not reference.locatable
    assert reference.title or reference.authors


def test_an_entry_called_by_its_short_form():
    reference = note_reference("Roe 1956: T. A. Roe, Ovens of the North, Geneva: Mill, 1956.", "")
    assert (reference.authors, reference.year, reference.title) == (("Roe",), "1956", "Ovens of the North")


def test_an_entry_behind_a_remark():
    reference = note_reference("He also counts mills.--Roe, T. (1896) Ovens of old. Truro: Mill", "")
    assert (reference.authors, reference.year, reference.title) == (("Roe",), "1896", "Ovens of old")


def test_citation_templates():
    reference = note_reference(
        "{{cite book |last=Roe |first=T. |title=Ovens |year=1998 |isbn=978-3-540-60452-5}}", "a"
    )
    assert (reference.authors, reference.title, reference.year) == (("Roe",), "Ovens", "1998")
    assert list(map(str, reference.identifiers)) == ["isbn:978-3-540-60452-5"]
    linked = note_reference("[https://example.org/x Ovens of the north]", "b")
    assert (linked.title, str(linked.identifiers[0])) == ("Ovens of the north", "url:https://example.org/x")


def _document(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    blocks = []
    at = 0
    for paragraph in paragraphs:
        span = Span(at, at + len(paragraph))
        heading = len(paragraph) < 20
        blocks.append(
            Block(
                Role.HEADING if heading else Role.PARAGRAPH,
                span,
                Prose.verbatim(text, *_ends(span)),
                level=2 * heading,
            )
        )
        at += len(paragraph) + 2
    return Document(Source("a.md", text), tuple(blocks))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_entries_under_a_heading():
    document = _document(
        "An article says this (Roe, 1982) and that [2].",
        "7. References",
        "[1] Roe, T. (1982). Ovens. Baking, 1, 2-3. [2] Lind J. Mills. Baking 2006;20:157.",
        "Appendix",
        "Lind, J. (2001). Not in the list any more. Baking.",
    )
    first, second = entries(document)
    assert (first.key, first.authors, second.key, second.authors) == ("1", ("Roe",), "2", ("Lind",))
    assert document.source.text[second.start : second.end].startswith("Lind J.")


@pytest.mark.parametrize(
    ("heading", "answer"),
    [
        ("References", True),
        ("12. Works Cited:", True),
        ("Notes", False),
        ("Referees", None),
        ("A reference point", None),
    ],
)
def test_headings(heading, answer):
    assert names_list(heading) is answer


def test_author_year_keys_fold():
    assert author_year_key("von der Lühe 2007a") == author_year_key("VON DER LUHE, 2007a") == "luhe 2007a"


def test_by_author_year():
    reference = note_reference("van der Lühe, A. (2007). Rye. Baking.", "1")
    other = note_reference("van der Lühe, A. (2007). Wheat. Baking.", "2")
    found = by_author_year((reference, other))
    assert found["luhe 2007"] is reference
    assert (found["luhe 2007a"], found["luhe 2007b"]) == (reference, other)
    assert "luhe 2007a" not in by_author_year((reference,))


@pytest.mark.parametrize("address", ["https://doi.org/10.1000/182", "https://www.doi.org/10.1000/182"])
def test_nothing_behind_an_address_is_lost(address):
    entry = parse(f"Roe, A. (2010). {address} Crust and crumb of the bread. Baking, 3(2), 1-5.")
    assert (entry.title, entry.container) == ("Crust and crumb of the bread", "Baking")
    assert list(map(str, entry.identifiers)) == ["doi:10.1000/182"]
