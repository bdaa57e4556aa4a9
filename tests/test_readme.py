"""What the README tells people to type works as it stands there."""

from __future__ import annotations

import pathlib
import re

import pytest

import factcheck
from factcheck import cli, files

ROOT = pathlib.Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert re.fullmatch(r"lake\.md 3 FC101 .+\n", capsys.readouterr().out)


def test_configuration_and_suppression(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files.forget()
    (configuration,) = blocks("toml")
    (article,) = blocks("markdown")
    (tmp_path / "factcheck.toml").write_text(configuration, encoding="utf-8")
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    for name in ("articles/a.md", "articles/stories/b.md", "drafts/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(article, encoding="utf-8")
    assert cli.run(["check", "--no-cache", "-f", "concise"]) == 0
    assert capsys.readouterr().out == "", "what the comment ignores is ignored, and no comment is unused"


def test_what_suppressing_shows_keeps_quiet_what_is_found() -> None:
    page = (ROOT / "docs" / "suppressing.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```markdown\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    report = factcheck.check({"a.md": re.sub(r" until=\S+", "", shown)})
    assert report.findings == (), "nothing is left over, and no comment is unused"
    assert [finding.code for finding in report.suppressed] == ["FC101", "FC102", "FC101"]


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert {"CONTRIBUTING.md", "docs/rules.md"} <= set(targets)
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []


def test_commands_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"(?:[`/]|\$ )factcheck ([a-z]+)", README))
    assert {"check", "claims", "baseline", "explain", "init", "server"} <= named
    for name in sorted(named):
        assert cli.run([name, "--help"]) == 0, name
    assert capsys.readouterr().err == ""


def test_options_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["check", "--help"])
    shown = capsys.readouterr().out
    lines = re.findall(r"factcheck check ([^`\n]*)", README)
    named = {option for line in lines for option in re.findall(r"--[a-z-]+", line)}
    assert "--diff" in named
    assert {option for option in named if option not in shown} == set()
