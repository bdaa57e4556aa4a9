"""What the configuration changes in a status."""

from __future__ import annotations

import factcheck
from factcheck.settings import Settings

RUN = "Salt damages concrete ([Berg 2011](https://doi.org/10.1000/182)). The study also found that it kills young trees."


def statuses(text: str, **settings) -> list[str]:
    report = factcheck.check({"a.md": text}, Settings(**settings))
    return [str(statement.assessment.status) for page in report.pages for statement in page.statements]


def test_a_citation_may_be_kept_to_its_sentence() -> None:
    assert statuses(RUN) == ["cited", "cited"]
    assert statuses(RUN, citation_scope="sentence")[1] != "cited"


def test_own_words_for_nobody_win_over_the_built_in_list() -> None:
    text = "Old Tom says that the well is 30 m deep."
    assert statuses(text) != ["vague"]
    assert statuses(text, unnamed_sources=("old tom",)) == ["vague"]


def test_own_words_for_a_source() -> None:
    text = "The well is 30 m deep, so the blue folder has it."
    assert statuses(text, named_sources=("blue folder",)) == ["unlocatable"]


def test_hosts_that_are_no_sources() -> None:
    text = "Bad wells killed 40 people in Norway in 2019 ([shop](https://well.example.net/1))."
    assert statuses(text) == ["cited"]
    assert statuses(text, navigation_hosts=("example.net",)) == ["uncited"]
    assert statuses(text, navigation_hosts=("example.net",), citation_hosts=("well.example.net",)) == [
        "cited"
    ]
