"""Odd input: a check never breaks, every place lies inside its file, and nothing takes out of all proportion."""

from __future__ import annotations

import importlib.util
import pathlib
import random
import sys
import time

import hypothesis
import pytest
from hypothesis import strategies as st

import factcheck
from factcheck.claims.statements import statements
from factcheck.errors import UserError
from factcheck.readers import read, readers
from factcheck.text import Source

_ROOT = pathlib.Path(__file__).parent.parent
SUFFIXES = sorted(readers())
KINDS = (".md", ".txt", ".html", ".wiki", ".rst", ".tex")
"""One suffix for each family of formats."""

ARTICLE = """# Kestrels & falcons

In 2019 about 41 % of the farms counted kestrels [@ito2020]; see the [guide](https://example.org/a_(b)).
Some say “they hover at 20 m”, but *nobody* measured it.[^1] 日本 😀 e\u0301 \u05d0\u05d1 a\u200bb

- Males: weigh 155 g
- Females weigh more than males because they breed.

| bird | weight |
|------|--------|
| hen  | 184 g  |

<!-- factcheck: ignore[FC1] an example -->
> Falcons reach 390 km/h (Franklin 1999).

[^1]: Ito A. (2020). Kestrels. Ibis 3: 12-19. doi:10.1000/182
"""


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz_benchmark", _ROOT / "benchmarks" / "fuzz.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FEW = hypothesis.settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.function_scoped_fixture,
    ],
)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", KINDS)
@FEW
@hypothesis.given(text=st.text(max_size=300))
def test_any_text_is_checked(fuzz, suffix: str, text: str) -> None:
    assert list(fuzz.faults(factcheck.check({f"a{suffix}": text}))) == []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", KINDS)
@FEW
@hypothesis.given(seed=st.integers(0, 10_000))
def test_a_mangled_article_is_checked(fuzz, suffix: str, seed: int) -> None:
    text = fuzz.mutated(ARTICLE, ARTICLE, random.Random(seed))
    assert list(fuzz.faults(factcheck.check({f"a{suffix}": text}))) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
@FEW
@hypothesis.given(seed=st.integers(0, 10_000))
def test_statements_map_back(fuzz, suffix: str, seed: int) -> None:
    text = fuzz.mutated(ARTICLE, ARTICLE, random.Random(seed))
    try:
        document = read(Source(f"a{suffix}", text))
    except UserError:
        return
    for statement in statements(document.blocks):
        assert statement.span.end <= len(text)
        at = 0
        for piece in statement.prose.pieces:
            assert piece.at == at
            at += piece.length
            words = statement.text[piece.at : piece.at + piece.length]
            spelt = text[piece.start : piece.end]
            if len(words) == len(spelt):
                alike = zip(words, spelt, strict=True)
                assert all(word == sign or not word.isalnum() for word, sign in alike), (words, spelt)
        assert at == len(statement.text)


NASTY = {
    "nothing but stars": "*" * 5000 + "a",
    "quotations in quotations": ">" * 10_000 + " words",
    "brackets that never close": "[" * 10_000,
    "brackets within brackets": "[" * 5000 + "]" * 5000,
    "braces that never close": "{" * 10_000,
    "lists in lists": "\n".join("  " * depth + "- item" for depth in range(200)),
    "a wide table": "|a" * 400 + "|\n" + "|-" * 400 + "|\n" + "|1" * 400 + "|\n",
    "elements that never close": "<div>" * 3000,
    "marks alone": "e" + "\u0301" * 5000,
    "zero width": "a\u200b" * 2000,
    "right to left": "\u202e\u05d0 " * 500,
    "all line ends": "a\r\nb\rc\n\r\n\r\r" * 200,
    "half characters": "In 2019 about 41 % \ud83d of them \udc00 agreed.\n",
    "NUL": "In 2019 about\0 41 % of them agreed.\n" * 3,
    "one long word": "a" * 20_000,
    "one long word of capitals behind a figure": "In 2019 it was 3." + "A" * 20_000 + " and on.\n",
    "one long word with accents": "é" * 20_000,
    "letters that count as others": "On the ſecond of Sepember 2019 it took 5 or leſs days, every thırd one.\n",
    "one long name of capitals": "MILL_OVEN_" * 12 + "SWITCH\n",
    "one long figure": "1" * 5000 + " mg",
    "figures behind a stop": f"A paragraph whose first sentence is as long as this one ends.{'3' * 60} and on.\n",
    "raised figures behind a stop": f"A paragraph whose first sentence is long and ends.{'³' * 60} and on.\n",
    "a template of nothing": "As they say {{cite" + " " * 5000 + "and no more.\n",
    "a tag of nothing": "As they say {% cite" + " " * 5000 + "and no more.\n",
    "a name and no year": "As they say (Lind" + " " * 5000 + "et al., x) and [Lind" + " ," * 2500 + "].\n",
    "an address that never ends": "https://example.org/" + "c" * 20_000,
    "a name of nothing": "As --- say, and according to '' or ---, it is so.\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("name", NASTY)
def test_nasty_texts(fuzz, name: str, suffix: str) -> None:
    text = NASTY[name]
    started = time.process_time()
    report = factcheck.check({f"a{suffix}": text})
    assert list(fuzz.faults(report)) == []
    assert time.process_time() - started < 10, "out of all proportion"


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfea\0", b"\xff\xff", b""])
def test_what_is_no_text_is_said_to_be_none(tmp_path: pathlib.Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    report = factcheck.check_paths([tmp_path / "a.md"])
    assert len(report.unreadable) == 1
