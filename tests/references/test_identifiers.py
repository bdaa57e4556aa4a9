"""Identifiers in running text and in URLs."""

from __future__ import annotations

import pytest

from factcheck.references.identifiers import identifier_of_url, identifiers, isbns, normalise
from factcheck.references.reference import Scheme

SILENT = [
    ("a ratio of 10.5/3 was measured", "a number with a slash is no DOI"),
    ("see https://example.org/doi/10.1000/182", "a DOI inside another URL is that URL's business"),
    ("see https://example.org/viewdoc?doi=10.1.1.231.3442", "a number of another register in a URL"),
    ("The PMC building has 12 floors.", "letters that are no identifier"),
    ("the arXiv is a server", "the server's name alone"),
    ("an ISBN is a number", "the word alone"),
]


@pytest.mark.parametrize(("text", "why"), SILENT)
def test_finds_nothing(text, why):
    assert identifiers(text) == (), why


FOUND = [
    ("doi:10.1000/182", "doi:10.1000/182", "doi:10.1000/182"),
    (
        "(10.1016/S0140-6736(05)71146-6).",
        "10.1016/S0140-6736(05)71146-6",
        "doi:10.1016/S0140-6736(05)71146-6",
    ),
    ("at https://doi.org/10.1000/a.b, and", "https://doi.org/10.1000/a.b", "doi:10.1000/a.b"),
    ("at https://doi.org/b3qx too", "https://doi.org/b3qx", "doi:10/b3qx"),
    ("PMID: 12345678.", "PMID: 12345678", "pmid:12345678"),
    ("see PMC1234567;", "PMC1234567", "pmcid:PMC1234567"),
    ("arXiv:2101.00001v2.", "arXiv:2101.00001v2", "arxiv:2101.00001v2"),
    ("arXiv:math.GT/0309136", "arXiv:math.GT/0309136", "arxiv:math/0309136"),
    ("ISBN 978-3-540-60452-5, 1996", "ISBN 978-3-540-60452-5", "isbn:978-3-540-60452-5"),
    ("ISBN 0-306-40615-2 (cloth)", "ISBN 0-306-40615-2", "isbn:978-0-306-40615-7"),
    ("eISBN 9-78030640615-7", "eISBN 9-78030640615-7", "isbn:978-0-306-40615-7"),
    ("at https://www.doi.org/10.1000/182,", "https://www.doi.org/10.1000/182", "doi:10.1000/182"),
    (
        "doi:10.1175/1520-0442(2000)013<1018:TROSST>2.0.CO;2.",
        "doi:10.1175/1520-0442(2000)013<1018:TROSST>2.0.CO;2",
        "doi:10.1175/1520-0442(2000)013<1018:TROSST>2.0.CO;2",
    ),
    (
        "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        "doi:10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
    ),
    ("<i>10.1000/182</i>", "10.1000/182", "doi:10.1000/182"),
    ("arXiv:1412.7878", "arXiv:1412.7878", "arxiv:1412.7878"),
]


@pytest.mark.parametrize(("text", "written", "identifier"), FOUND)
def test_finds_with_place(text, written, identifier):
    (found,) = identifiers(text)
    assert text[found.start : found.end] == written
    assert str(found.identifier) == identifier
    assert not found.identifier.problem


MALFORMED = [
    (Scheme.DOI, "11.1000/182", "begins with 10."),
    (Scheme.DOI, "10.12/abc", "four to nine digits"),
    (Scheme.PMID, "123456789", "one to eight digits"),
    (Scheme.PMID, "12a4", "digits only"),
    (Scheme.ARXIV, "2113.00001", "month 13"),
    (Scheme.ARXIV, "1501.0001", "5 digits"),
    (Scheme.ARXIV, "1412.00001", "4 digits"),
    (Scheme.ARXIV, "0703.0001", "before 0704"),
    (Scheme.ISBN, "979-0-2600-0043-8", "ISMN"),
    (Scheme.ISBN, "978-3-540-60452-6", "check digit"),
    (Scheme.ISBN, "978-3-540", "ten or thirteen digits"),
    (Scheme.URL, "http://[bad", "not a URL"),
    (Scheme.URL, "http://example.org:99999/", "not a URL"),
]


@pytest.mark.parametrize(("scheme", "value", "problem"), MALFORMED)
def test_says_what_is_wrong(scheme, value, problem):
    assert problem in normalise(scheme, value).problem


FIELDS = [
    (Scheme.DOI, "https://www.doi.org/10.1000/182", "doi:10.1000/182"),
    (Scheme.ARXIV, "2101.00001 [cs.CL]", "arxiv:2101.00001"),
    (Scheme.ARXIV, "https://arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001"),
    (Scheme.ISBN, "urn:isbn:0-8044-2957-X", "isbn:978-0-8044-2957-3"),
    (Scheme.ARXIV, "0704.0001", "arxiv:0704.0001"),
]


@pytest.mark.parametrize(("scheme", "value", "identifier"), FIELDS)
def test_reads_what_managers_write(scheme, value, identifier):
    found = normalise(scheme, value)
    assert (str(found), found.problem) == (identifier, "")


ISBNS = [
    ("978-0-306-40615-7 0-8044-2957-X", ["978-0-306-40615-7", "978-0-8044-2957-3"]),
    ("0306406152 080442957X", ["978-0-306-40615-7", "978-0-8044-2957-3"]),
    ("0306406152 (cloth), ISBN-13: 978-0-306-40615-7 (e-book)", ["978-0-306-40615-7"]),
    ("9 780306 406157", ["978-0-306-40615-7"]),
    ("urn:isbn:0306406152", ["978-0-306-40615-7"]),
    ("978-0-306-40615", ["978-0-306-40615"]),
    ("", []),
]


@pytest.mark.parametrize(("field", "found"), ISBNS)
def test_several_isbns_in_a_field(field, found):
    assert [one.value for one in isbns(field)] == found


URLS = [
    ("https://doi.org/10.1000/182", "doi:10.1000/182"),
    ("https://pubmed.ncbi.nlm.nih.gov/123/", "pmid:123"),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", "pmcid:PMC123"),
    ("https://arxiv.org/pdf/2101.00001v1.pdf", "arxiv:2101.00001v1"),
    ("https://example.org/a?b", "url:https://example.org/a?b"),
    ("/relative", "None"),
    ("mailto:a@example.org", "None"),
    ("#anchor", "None"),
]


@pytest.mark.parametrize(("url", "identifier"), URLS)
def test_reads_urls(url, identifier):
    assert str(identifier_of_url(url)) == identifier
