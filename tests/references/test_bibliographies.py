"""Bibliography files: what is read out of each format, and what is said about broken ones."""

from __future__ import annotations

import pytest

import factcheck
from factcheck import files
from factcheck.errors import UserError
from factcheck.references import is_bibliography, read
from factcheck.text import Source

BIB = r"""
@string{jbk = "Journal of Baking"}
@book{mill, editor = {de la Roche, Ana and {Guild of Millers}}, title = {On {F}lour and \'{e}clairs},
  year = 1999,
  isbn = {978-3-540-60452-5}}
@article{oven2010, author = "M{\"u}ller, J{\'o}zef and Ludwig van Beek and others", title = {Crust \& crumb},
  journal = jbk # " and Milling", date = {2010-05}, doi = {10.1000/182}}
@article{oven2010, author = {Lind, C.}, title = {The same key}, year = 2011}
@incollection{part, crossref = {mill}, title = {Sieves}}
@misc{pre, author = {Roe, A.}, title = {Yeast}, eprint = {1311.2540}, archiveprefix = {arXiv}}
"""


def test_bibtex():
    references = read(Source("a.bib", BIB))
    assert [one.key for one in references] == ["mill", "oven2010", "oven2010", "part", "pre"]
    book, article, _, part, preprint = references
    assert book.authors == ("de la Roche", "Guild of Millers")
    assert book.title == "On Flour and éclairs"
    assert article.authors == ("Müller", "van Beek")
    assert (article.title, article.year) == ("Crust & crumb", "2010")
    assert article.container == "Journal of Baking and Milling"
    assert (part.title, part.container, part.year) == ("Sieves", "On Flour and éclairs", "1999")
    assert list(map(str, preprint.identifiers)) == ["arxiv:1311.2540"]
    for one in references:
        assert BIB[one.start : one.end].startswith("@")
        assert BIB[one.start : one.end].endswith("}")


def test_csl_yaml_leaves_numbers_as_they_are_written():
    text = "references:\n- {id: 007, title: No, ISBN: 0306406152, issued: 2020-13-45, note: ~}\n"
    (reference,) = read(Source("a.yaml", text))
    assert (reference.key, reference.title, reference.year) == ("007", "No", "2020")
    assert list(map(str, reference.identifiers)) == ["isbn:978-0-306-40615-7"]


def test_a_part_is_not_found_by_the_identifiers_of_its_volume():
    text = "@proceedings{p, title={All}, year=2000, doi={10.1000/1}}\n@inproceedings{a, crossref={p}, title={One}}"
    volume, part = read(Source("a.bib", text))
    assert volume.identifiers
    assert (part.identifiers, part.container, part.year) == ((), "All", "2000")


CSL_YAML = """references:
- id: roe2010
  type: article-journal
  title: "Bread <i>in vitro</i>"
  author:
    - {family: Berg, given: Jan, non-dropping-particle: van den}
    - literal: Guild of Bakers
  issued: {date-parts: [[2010, 5]]}
- {id: lind, type: book, title: Ovens, issued: 2020-05-01, author: [{family: Lind}]}
"""


def test_csl_yaml():
    first, second = read(Source("a.yaml", CSL_YAML))
    assert first.authors == ("van den Berg", "Guild of Bakers")
    assert (first.title, first.year) == ("Bread in vitro", "2010")
    assert (second.key, second.year) == ("lind", "2020")
    assert CSL_YAML[second.start : second.end].startswith("{id: lind")


def test_csl_json():
    text = (
        '[{"id": 7, "type": "book", "title": "Ovens", "author": [{"family": "Lind"}], "issued": {"raw": '
        '"May 1999"}}]'
    )
    (reference,) = read(Source("a.json", text))
    assert (reference.key, reference.authors, reference.year) == ("7", ("Lind",), "1999")
    assert text[reference.start : reference.end] == text[1:-1]


def test_ris():
    text = "TY  - JOUR\nAU  - Roe, A.\nTI  - Crust\nJO  - Baking\nPY  - 2010/05//\nDO  - 10.1000/1\nER  - \n"
    (reference,) = read(Source("a.ris", text))
    assert (reference.authors, reference.title, reference.year) == (("Roe",), "Crust", "2010")
    assert reference.locatable


def test_ris_with_the_doi_as_type_of_work():
    text = "TY  - JOUR\nA1  - Roe, A.\nT1  - Crust\nM3  - doi: 10.1000/182\nER  - \n"
    (reference,) = read(Source("a.ris", text))
    assert list(map(str, reference.identifiers)) == ["doi:10.1000/182"]


NAMED = [
    ("[]", "undefined-reference"),
    ('[{"id": "roe", "title": "Crust"}]', ""),
    ('[{"id": "roe"}, 3]', "not a CSL item"),
]


@pytest.mark.parametrize(("text", "said"), NAMED)
def test_what_is_called_a_bibliography_is_read_as_one(text, said, tmp_path, monkeypatch):
    (tmp_path / "factcheck.toml").write_text('bibliography = ["refs.json"]\n')
    (tmp_path / "refs.json").write_text(text)
    (tmp_path / "a.md").write_text("Crust holds 20 % of the water [@roe].\n")
    monkeypatch.chdir(tmp_path)
    files.forget()
    report = factcheck.check_paths(["a.md"])
    findings = [f"{one.name} {one.message}" for one in report.findings if one.code in ("FC201", "FC901")]
    assert bool(findings) == bool(said)
    assert any(said in one for one in findings) or not said
    assert not any("unknown kind" in one for one in findings)


@pytest.mark.parametrize(
    ("path", "text", "answer"),
    [
        ("a.json", '{"name": "x", "type": "module"}', False),
        ("a.json", '[{"id": 1, "name": "x"}]', False),
        ("a.json", "not json", False),
        ("mkdocs.yml", "nav:\n  - index.md\n", False),
        ("a.md", "# text", False),
        ("a.yaml", CSL_YAML, True),
        ("a.json", '[{"id": "a", "DOI": "10.1000/1"}]', True),
        ("a.json", '[{"id": "a", "DOI": "10.1000/1"', True),
        ("a.bib", "", True),
    ],
)
def test_tells_bibliographies_apart(path, text, answer):
    assert is_bibliography(path, text) is answer


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.bib", "@article{a, title={x}}\n@article{b, title={x\n@article{c, title={y}}", 2),
        ("a.bib", "@misc{a,\n title={x}\n year={2000}}", 2),
        ("a.bib", "<html>nothing</html>", 1),
        ("a.json", '[{"id": "a"},\n {"id": }]', 2),
        ("a.yaml", "references:\n - id: [a\n - id: }", 3),
        ("a.ris", "TY  - JOUR\nAU  - Roe", 1),
    ],
)
def test_broken_files_are_named_with_line_and_cure(path, text, line):
    with pytest.raises(UserError) as caught:
        read(Source(path, text))
    assert caught.value.path == path
    assert caught.value.line == line
    assert caught.value.cure


@pytest.mark.parametrize(
    "entry", ["@misc{{{1}, title = {{{0}}}}}\n", "TY  - BOOK\nID  - {1}\nTI  - {0}\nER  -\n"]
)
def test_of_a_merge_that_is_not_resolved_both_sides_are_read(entry):
    """Else every mark of every article would lead nowhere; what stands on both sides is told as a duplicate."""
    before, ours, theirs = (
        entry.format(title, key) for title, key in (("Mills", "m"), ("Ferries", "f"), ("Dams", "d"))
    )
    text = f"{before}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> spring\n"
    found = read(Source("a.bib" if "misc" in entry else "a.ris", text))
    assert [reference.key for reference in found] == ["m", "f", "d"]
