"""The local store of sources: what a record says, and by which names it is found."""

from __future__ import annotations

import pytest

from factcheck.errors import UserError
from factcheck.evidence.record import read
from factcheck.evidence.store import Store
from factcheck.references.reference import Identifier, Reference, Scheme
from factcheck.text import Source

RECORD = "---\nkey: otters\ntitle: Otters\n---\n\nThey swim.\n\nThey eat fish.\n"


def record(text):
    return read(Source("sources/a.md", text))


def test_paragraphs_are_passages():
    found = record(RECORD)
    assert (found.key, found.title, found.passages) == ("otters", "Otters", ("They swim.", "They eat fish."))


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("\n", "\r\n"),
        RECORD.replace("\n", "\r"),
        RECORD.replace("---\n", "--- \n"),
        RECORD.replace(".\n\n", ".\n \t\n"),
    ],
)
def test_however_its_lines_end(text):
    assert record(text) == record(RECORD)


def test_a_record_without_text():
    assert record("---\nkey: otters\n---").passages == ()


def test_values_are_read_as_they_are_written():
    found = record(
        "---\nkey: 007\ntitle: ~\nyear: 2020-13-45\nisbn: 0306406152\narxiv: 2101.00010\n"
        "doi: [10.1000/1, 10.1000/2]\n---\n"
    )
    assert (found.key, found.title) == ("007", "")
    assert list(map(str, found.identifiers)) == [
        "doi:10.1000/1", "doi:10.1000/2", "arxiv:2101.00010", "isbn:978-0-306-40615-7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("They swim.\n", None),
        ("---\nkey: a\n", None),
        ("---\n---\n", None),
        ("---\nkey:\n---\n", None),
        ("---\n- key\n---\n", None),
        ("---\ntitle: x\nkey: [a\n---\n", 4),
    ],
)
def test_a_broken_record_is_named_with_its_cure(text, line):
    with pytest.raises(UserError) as caught:
        record(text)
    assert (caught.value.path, caught.value.cure != "", caught.value.line) == ("sources/a.md", True, line)


DOI, PMID = Identifier(Scheme.DOI, "10.1000/ABC"), Identifier(Scheme.PMID, "123")


@pytest.mark.parametrize(
    ("head", "reference"),
    [
        ("key: otters", Reference("otters", (DOI,))),
        ("key: a\ndoi: 10.1000/abc", Reference("otters", (DOI,))),
        ("key: a\npmid: 123", Reference("otters", (DOI, PMID))),
    ],
)
def test_a_record_is_found_by_every_name_of_its_reference(head, reference):
    one = record(f"---\n{head}\n---\n")
    store = Store.of([one]).knowing([reference])
    assert [store.get(name) for name in ("doi:10.1000/ABC", "otters")] == [one, one]


def test_the_number_of_an_entry_in_a_text_is_no_key():
    store = Store.of([record("---\nkey: 3\n---\n")]).knowing([Reference("3", (PMID,), text="Roe, Otters")])
    assert store.get("pmid:123") is None
