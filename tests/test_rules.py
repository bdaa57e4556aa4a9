"""Every rule: its manual page, its name, and its fixture: what must stay silent first, then what must be
said.
"""

from __future__ import annotations

import importlib
import pathlib
import re

import pytest
import yaml

import factcheck
from factcheck.rules import manual, rules
from factcheck.settings import Settings

FIXTURES = pathlib.Path(__file__).parent / "rules"
OPEN, CLOSE = "⟦", "⟧"
HEADINGS = ["## What it does", "## Why is this bad?", "## Example", "## How to mend it"]


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that they enclose."""
    spans, plain, start = [], "", 0
    for part in re.split(f"([{OPEN}{CLOSE}])", text):
        if part == OPEN:
            start = len(plain)
        elif part == CLOSE:
            spans.append((start, len(plain)))
        else:
            plain += part
    return plain, spans


def fixture(code: str) -> dict:
    return yaml.safe_load((FIXTURES / f"{code}.yaml").read_text(encoding="utf-8"))


def cases(part: str) -> list:
    found_cases = []
    for path in sorted(FIXTURES.glob("FC*.yaml")):
        for number, case in enumerate(fixture(path.stem).get(part) or []):
            found_cases.append(pytest.param(path.stem, case, id=f"{path.stem}-{part}-{number}"))
    return found_cases


def found(
    code: str, case: dict
) -> tuple[dict[str, list[tuple[int, int]]], dict[str, list[tuple[int, int]]], list]:
    files = case["files"] if "files" in case else {"article.md": case["text"]}
    wanted, texts = {}, {}
    for path, text in files.items():
        texts[path], wanted[path] = marked(text)
    settings = Settings(extend_select=(code,), **case.get("settings", {}))
    report = factcheck.check(texts, settings)
    said: dict[str, list[tuple[int, int]]] = {path: [] for path in files}
    for finding in report.findings:
        if finding.code == code:
            said.setdefault(finding.path, []).append((finding.span.start, finding.span.end))
    return wanted, said, [f for f in report.findings if f.code == code]


@pytest.mark.parametrize(("code", "case"), cases("silent"))
def test_stays_silent(code: str, case: dict) -> None:
    assert case["why"], "a silent case says why"
    _, _, findings = found(code, case)
    assert [finding.message for finding in findings] == []


@pytest.mark.parametrize(("code", "case"), cases("fires"))
def test_points_at_the_exact_place(code: str, case: dict) -> None:
    wanted, said, findings = found(code, case)
    assert said == wanted
    if "message" in case:
        assert any(case["message"] in finding.message for finding in findings)


@pytest.mark.parametrize("code", sorted(rules()))
def test_has_a_manual_page_with_the_fixed_headings(code: str) -> None:
    page = manual(code)
    assert page.startswith(f"# {code} {rules()[code].name}\n")
    at = [page.find(heading) for heading in HEADINGS]
    assert -1 not in at
    assert at == sorted(at)


@pytest.mark.parametrize("code", [code for code in sorted(rules()) if code.startswith(("FC1", "FC2", "FC4"))])
def test_finds_what_its_page_shows_and_not_what_to_write_instead(code: str) -> None:
    shown, instead = re.split(
        r"^Use instead:\n", manual(code).partition("## Example\n")[2], flags=re.MULTILINE
    )
    (text,) = re.findall(r"^```\w*\n(.*?)^```", shown, re.MULTILINE | re.DOTALL) or [""]
    texts = dict(re.findall(r"^`(.+)`: (.+)", shown, re.MULTILINE)) or {
        "r.bib" if text.startswith("@") else "a.md": text
    }
    if code == "FC202":
        texts["a.md"] = "What do you think?"  # beside which the entry is one that nobody cites
    assert code in {finding.code for finding in factcheck.check(texts).findings}
    (text,) = re.findall(r"^```\w*\n(.*?)^```", instead, re.MULTILINE | re.DOTALL)
    bibliography = "".join(f"@misc{{{key}, title = {{T}}}}\n" for key in re.findall(r"\[@(\w+)\]", text))
    mended = {"r.bib" if text.startswith("@") else "a.md": text}
    if bibliography:
        mended["r.bib"] = bibliography
    assert code not in {finding.code for finding in factcheck.check(mended).findings}


@pytest.mark.parametrize("code", sorted(rules()))
def test_is_named_for_what_is_wrong(code: str) -> None:
    rule = rules()[code]
    assert re.fullmatch(r"FC\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    module = importlib.import_module(f"factcheck.rules.{rule.name.replace('-', '_')}")
    assert module.RULE is rule


def test_names_are_unique() -> None:
    names = [rule.name for rule in rules().values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", sorted(rules()))
def test_has_a_fixture_with_silent_and_firing_cases(code: str) -> None:
    if code in OUTSIDE_THE_TEXTS:
        pytest.skip(f"{code} speaks of files and ledgers, tested in {OUTSIDE_THE_TEXTS[code]}")
    data = fixture(code)
    assert data["silent"], "what must stay silent comes first"
    assert data["fires"]


OUTSIDE_THE_TEXTS = {
    "FC701": "test_ledger.py",
    "FC702": "test_ledger.py",
    "FC703": "test_ledger.py",
    "FC901": "test_suppress.py",
    "FC902": "test_suppress.py",
    "FC903": "test_suppress.py",
    "FC904": "test_suppress.py",
    "FC905": "test_suppress.py",
}
"""Rules that need more than texts, and where they are tested."""
