"""The command: what it prints, and its exit code."""

from __future__ import annotations

import io
import json
import os
import pathlib
import subprocess
import sys

import pytest

from factcheck import cli, files
from factcheck.commands import commands
from factcheck.text import Source

UNCITED = "About 40 % of adults sleep badly.\n"
CLEAN = "What do you think of that?\n"
ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def here(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "FACTCHECK_DEBUG",
        "FACTCHECK_OUTPUT_FORMAT",
        "FACTCHECK_CACHE_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
    files.forget()
    return tmp_path


def put(texts: dict[str, str | bytes]) -> None:
    for name, text in texts.items():
        path = pathlib.Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    files.forget()
    code = cli.run(arguments)
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    return int(code), out, err


def found(capfd, *arguments: str) -> list[tuple[str, str]]:
    _, out, _ = run(capfd, "check", "--output-format", "json", *arguments)
    return [(finding["path"], finding["code"]) for finding in json.loads(out)["findings"]]


def test_every_command_of_the_folder_is_in_the_table() -> None:
    folder = ROOT / "factcheck" / "commands"
    files_there = {path.stem for path in folder.glob("*.py") if not path.name.startswith("_")}
    assert {name: command.name for name, command in commands().items()} == {n: n for n in files_there}


# --- Exit codes


def test_clean_is_0(capfd) -> None:
    put({"a.md": CLEAN})
    code, out, _ = run(capfd, "check")
    assert (code, "No findings" in out) == (0, True)


def test_findings_are_1(capfd) -> None:
    put({"a.md": UNCITED})
    assert run(capfd, "check")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--exit-zero"], 0),
        (["--diff-fix", "--mark-needed", "FC101"], 1),
        (["--diff-fix", "--mark-needed", "FC101", "--exit-zero"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "info"], 1),
        (["--config", "severity.FC101=warning", "--fail-on", "error"], 0),
        (["--config", "severity.FC101=warning"], 1),
        (["--ignore", "FC101"], 0),
        (["--ignore", "uncited-statistic"], 0),
        (["--select", "FC2,FC4"], 0),
        (["--select", "FC2", "--extend-select", "FC101"], 1),
        (["--select", "FC101", "--ignore", "FC1"], 1),  # the more exact one wins
        (["--select", "fc101"], 1),
        (["--select", "Uncited-Statistic"], 1),
        (["--select", "all"], 1),
        (["--ignore", "fc1"], 0),
        (["--ignore", "ALL"], 0),
        (["--config", "per-file-ignores={'a.md'=['fc1']}"], 0),
        (["--config", "severity.fc101=info"], 0),
        (["--config", "severity.ALL=info"], 0),
        (["--config", "severity={ALL='info', uncited-statistic='error', FC101='info'}"], 1),
    ],
)
def test_severity_and_selection_decide(capfd, arguments: list[str], code: int) -> None:
    put({"a.md": UNCITED})
    assert run(capfd, "check", *arguments)[0] == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--bogus"], "No such option"),
        (["check", "--fail-on", "sometimes"], "sometimes"),
        (["check", "--output-format", "sariff"], "did you mean `sarif`?"),
        (["check", "--output-format", "json", "--output-format", "full"], "two formats"),
        (["check", "--output-format", "json", "--statistics"], "two formats"),
        (["check", "--output-format", "json", "-f", "statistics", "--statistics"], "two formats"),
        (["check", "--output-format", "json=-", "--output-format", "full"], "two formats"),
        (["check", "--output-format", "json=x", "--output-format", "sarif=./x"], "share a file"),
        (["check", "--output-format", "sarif="], "`sarif=` names no file"),
        (["check", "--config", "selct=['FC1']"], "did you mean `select`?"),
        (["check", "--config", "nowhere.toml"], "nowhere.toml"),
        (["check", "--config", "extend='base.toml'"], "--config: `extend` stands in a file"),
        (["check", "--config", ""], "--config names nothing"),
        (["check", "--isolated", "--config", "x.toml"], "leave it or --config x.toml out"),
        (["check", "--select", "FC1O1"], "--select: no rule is called `FC1O1`; did you mean `FC101`?"),
        (["check", "--ignore", "FC999"], "--ignore: no rule"),
        (["check", "--fix", "--mark-needed", "FC999"], "--mark-needed: no rule"),
        (["check", "--diff-fix", "--add-ignore", "why"], "--diff-fix changes nothing"),
        (["check", "--add-ignore", "until=2099-01-01"], "--add-ignore wants a reason"),
        (["check", "--add-ignore", "known until=2027-13-01"], "'2027-13-01' in --add-ignore is no date"),
        (
            ["check", "--add-ignore", "known until=2020-01-31"],
            "the day in --add-ignore has passed: 2020-01-31",
        ),
        (
            ["check", "--diff-fix", "-f", "sarif=x"],
            "--diff-fix shows no report: leave it or --output-format out",
        ),
        (
            ["check", "--add-ignore", "why", "--statistics"],
            "--add-ignore shows no report: leave it or --stat",
        ),
        (["check", "--select", ""], "--select names no rule"),
        (["baseline", "--select", ","], "--select names no rule"),
        (["check", "--stdin-filename", "a.md"], "needs the path `-`"),
        (["check", "--diff", "HEAD"], "git"),
        (["check", "-", "a.md"], "stands alone"),
        (["explain", "FC999"], "no rule is called"),
        (["explain"], "name a rule"),
        (["nonsense"], "No such command"),
        (["check", "--baseline", "none.json"], "none.json"),
    ],
)
def test_wrong_usage_is_2(capfd, arguments: list[str], words: str) -> None:
    put({"a.md": UNCITED})
    code, _, err = run(capfd, *arguments)
    assert (code, words in err) == (2, True), err


BAD_INPUT = {
    "missing.md": (None, "no such file"),
    "latin.md": (b"caf\xe9 40 %\n", "not UTF-8"),
    "binary.md": (b"a\0b", "binary"),
    "report.docx": (b"x", "unknown kind of file"),
    "empty.md": (b"", "empty"),
    "front.md": (b"---\ntitle: [a\n---\n\nText.\n", "front matter"),
    "broken.bib": (b"@article{x,\n title = {", "BibTeX"),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_line_and_2_and_the_rest_is_checked(capfd, name: str) -> None:
    data, words = BAD_INPUT[name]
    put({"good.md": UNCITED, **({} if data is None else {name: data})})
    code, out, err = run(capfd, "check", "--output-format", "concise", name, "good.md")
    lines = [line for line in err.splitlines() if line.startswith("error: ")]
    assert code == 2
    assert len(lines) == 1
    assert name in lines[0]
    assert words in lines[0]
    assert ";" in lines[0]
    assert "good.md:1:1: FC101" in out


@pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so there")
def test_a_name_does_not_steer_the_terminal(capfd) -> None:
    put({"a\x1b]0;owned\x07\x1b[31m.md": b"caf\xe9"})
    _, out, err = run(capfd, "check")
    assert "\x1b" not in out + err
    assert err == "error: a\u241b]0;owned\u2407\u241b[31m.md:1: it is not UTF-8; save it as UTF-8\n"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
def test_a_name_that_is_not_utf_8_is_one_line_and_2_and_the_rest_is_checked(capfd) -> None:
    put({"good.md": UNCITED, os.fsdecode(b"d\xff/bad\xff.md"): UNCITED})
    for way in ([], [os.fsdecode(b"d\xff/bad\xff.md"), "good.md"], ["--no-cache"]):
        code, out, err = run(capfd, "check", "--output-format", "concise", *way)
        assert code == 2
        assert err == "error: d\ufffd/bad\ufffd.md: its name is not UTF-8; rename it\n"
        assert "good.md:1:1: FC101" in out


def test_a_bibliography_beside_the_content_is_reported_where_all_articles_are_asked_for(capfd) -> None:
    entry = "@book{%s, title = {On %s}, url = {https://example.org/%s}, year = 2001, author = {A. Roe}}\n"
    put({name: entry % ((name[:1],) * 3) for name in ("r.bib", "f.bib", "drafts/d.bib")})
    put({"factcheck.toml": 'content = ["articles"]\nbibliography = ["r.bib"]\n'})
    put({"articles/a.md": f"---\nbibliography: ../f.bib\n---\n\n{CLEAN}", "articles/b.md": CLEAN})
    unused = [("f.bib", "FC202"), ("r.bib", "FC202")]
    for _ in range(2):  # the second time from the cache
        assert found(capfd) == found(capfd, "articles") == unused
        assert found(capfd, "articles/a.md") == []
    os.chdir("articles")
    assert found(capfd) == [(f"../{path}", code) for path, code in unused]


def test_half_of_a_character_in_json_stops_nothing(capfd) -> None:
    cell = {"cell_type": "markdown", "source": ["About 40 % \ud83d of adults sleep badly [@a]."]}
    entry = {"id": "a", "type": "book", "title": "Sleep \ud83d", "URL": "https://example.org/a"}
    put({"a.ipynb": json.dumps({"cells": [cell], "metadata": {"title": "\udc00"}})})
    put({"r.json": json.dumps([entry]), "factcheck.toml": 'bibliography = ["r.json"]'})
    assert found(capfd) == []
    _, out, _ = run(capfd, "claims", "--output-format", "json")
    (claim,) = json.loads(out)["files"][0]["statements"][0]["claims"]
    assert "40 % \ufffd of adults" in claim["text"]


def test_a_missing_bibliography_is_named_with_its_line(capfd) -> None:
    put({"a.md": "---\ntitle: A\nbibliography: gone.bib\n---\n\n" + CLEAN})
    code, _, err = run(capfd, "check")
    assert code == 2
    assert "a.md:3: its bibliography gone.bib is not there" in err


@pytest.mark.parametrize(
    ("data", "line", "start", "message"),
    [
        (b"---\nlang: en\ntitle: [a\n...\n\nText.\n", 4, 23, "the YAML front matter"),
        (b"---\r\nbibliography: gone.bib\r\n---\r\n", 2, 5, "its bibliography gone.bib is not there"),
        (b"one\ncaf\xe9 40 %\n", 1, 0, "line 2: it is not UTF-8"),
        (b"", 1, 0, "it is empty"),
    ],
)
def test_what_cannot_be_read_is_shown_at_its_line(
    capfd, data: bytes, line: int, start: int, message: str
) -> None:
    put({"a.md": data})
    (finding,) = json.loads(run(capfd, "check", "--output-format", "json")[1])["findings"]
    assert (finding["code"], finding["line"], finding["start"]) == ("FC901", line, start)
    assert finding["message"].startswith(message)


@pytest.mark.parametrize(
    ("path", "text", "line", "start"),
    [
        ("claims/a.md.yaml", "# mine\nclaims: 12\n", 2, 7),
        ("evidence/b.md", "---\ntitle: Otters\nkey: [b\n---\n\nThey swim.\n", 4, 26),
    ],
)
def test_what_cannot_be_read_beside_the_articles_is_shown_at_its_line(
    capfd, path: str, text: str, line: int, start: int
) -> None:
    put({"a.md": CLEAN, "factcheck.toml": 'sources = ["evidence"]\n', "evidence/c.md": "---\nkey: c\n---\n"})
    put({path: text})
    for _ in range(2):  # studied, and kept
        (finding,) = json.loads(run(capfd, "check", "--output-format", "json")[1])["findings"]
        assert (finding["code"], finding["path"]) == ("FC901", path)
        assert (finding["line"], finding["start"]) == (line, start)
        assert not finding["message"].startswith("line ")
    assert f"{line} | " in run(capfd, "check")[1]


def test_texts_among_the_sources_that_are_no_records_are_told_once(capfd) -> None:
    put({"a.md": CLEAN, "factcheck.toml": 'sources = ["evidence"]\n'})
    put({"evidence/b.md": "---\nkey: b\n---\n", "evidence/b.html": "<p>Saved.</p>", "evidence/b.png": b"\0"})
    assert run(capfd, "check")[2] == ""
    put({"evidence/c.html": "<p>Saved.</p>", "evidence/d.txt": "Saved.\n"})
    for _ in range(2):  # studied, and kept
        code, _, err = run(capfd, "check")
        assert code == 0
        assert err.count("evidence/c.html and 1 more: not read among the sources; ") == 1
    assert run(capfd, "check", "--quiet")[2] == ""


def test_what_is_wrong_with_source_records_is_told(capfd) -> None:
    put(
        {
            "a.md": CLEAN,
            "factcheck.toml": 'sources = ["evidence"]\n',
            "evidence/1.md": "---\r\nkey: otters\r\ndoi: 10.1000/1\r\n---\r\n\r\nThey swim.\r\n",
            "evidence/2.md": "---\nkey: otters\n---\n\nThey dive.\n",
            "evidence/3.md": "---\nkey: seals\ndoi: 10.1000/1\n---",
            "evidence/4.md": "---\nkey: whales\nisbn: 978-3-540-60452-6\n---\n\nThey sing.\n",
        }
    )
    for _ in range(2):  # studied, and kept
        told = json.loads(run(capfd, "check", "--output-format", "json")[1])["findings"]
        assert [(one["path"], one["code"], one["start"], one["end"]) for one in told] == [
            ("evidence/2.md", "FC206", 0, 19),
            ("evidence/3.md", "FC206", 0, 33),
            ("evidence/4.md", "FC203", 0, 43),
        ]
    assert "'otters' is defined twice" in told[0]["message"]
    assert found(capfd, "a.md") == []  # as with bibliographies, where not all is asked for


def test_wrong_configuration_is_2_with_its_line(capfd) -> None:
    put({"a.md": UNCITED, "factcheck.toml": "# one\nignroe = []\n"})
    code, out, err = run(capfd, "check")
    assert (code, out) == (2, "")
    assert err == "error: factcheck.toml:2: unknown key `ignroe`; did you mean `ignore`?\n"


def test_nothing_checked_is_said(capfd) -> None:
    pathlib.Path("none").mkdir()
    code, _, err = run(capfd, "check", "none")
    assert (code, "nothing was checked" in err) == (2, True)
    assert ".md .mdown" in err
    for more in ([], ["--write"], ["--output-format", "json"]):
        code, _, err = run(capfd, "claims", "none", *more)
        assert (code, "nothing was read" in err) == (2, True)


@pytest.mark.parametrize("command", ["check", "claims", "baseline"])
def test_nothing_but_what_is_excluded_is_no_mistake(capfd, command: str) -> None:
    put({"factcheck.toml": 'exclude = ["a.md"]', "a.md": UNCITED})
    code, _, err = run(capfd, command, "--force-exclude", "a.md")
    assert (code, "what is named is excluded" in err) == (0, True)


def test_interrupted_is_3(capfd, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"a.md": UNCITED})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("factcheck.run.perform", interrupt)
    code, _, err = run(capfd, "check")
    assert (code, err.strip()) == (3, "interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use stays there")
@pytest.mark.parametrize("arguments", [["check"], ["check", "/a.md"], ["init"], ["cache", "clean"]])
def test_a_folder_that_is_gone_is_no_bug(
    capfd, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    pathlib.Path("gone").mkdir()
    monkeypatch.chdir("gone")
    pathlib.Path("../gone").rmdir()
    code, _, err = run(capfd, *arguments)
    assert (code, "the current folder is not there any more" in err) == (2, True)


def test_a_bug_is_4_in_one_line(capfd, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"a.md": UNCITED})

    def broken(*_: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr("factcheck.run.perform", broken)
    code, _, err = run(capfd, "check")
    assert code == 4
    assert err.count("\n") == 1
    assert "ValueError: two lines" in err
    assert "--debug" in err
    cli.run(["check", "--debug"])
    assert "Traceback" in capfd.readouterr().err


def command(*arguments: str, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=120,
    )


def test_the_program_itself_exits_as_it_should() -> None:
    put({"a.md": UNCITED, "b.md": CLEAN})
    assert command("check", "b.md").returncode == 0
    assert command("check", "a.md").returncode == 1
    assert command("check", "c.md").returncode == 2
    assert command("check", "-", "--output-format", "concise", text=UNCITED).stdout.startswith(
        "stdin.md:1:1: FC101"
    )


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "factcheck", "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported & {
        "spacy",
        "msgspec",
        "yaml",
        "rich",
        "pathspec",
        "tree_sitter",
        "numpy",
        "factcheck.page",
    }


def test_a_kept_answer_is_the_same_without_spacy() -> None:
    put({"a.md": UNCITED, "b.md": CLEAN, "factcheck.toml": ""})
    first = command("check", "--output-format", "json")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "factcheck", "check", "--output-format", "json"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout == first.stdout
    assert json.loads(first.stdout)["summary"]["files"] == 2
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = {"spacy", "numpy", "pint", "factcheck.lexicon.relatedness", "factcheck.page", "tree_sitter"}
    assert not imported & heavy, "a kept report needs none of these"


def test_an_alias_of_one_article_serves_the_others(capfd) -> None:
    alias = "[@tag:lake]: url:https://example.org/lake\n"
    put({"a.md": "About 40 % of lakes are deep [@tag:lake].\n", "aliases.md": f"# Aliases\n\n{alias}"})
    assert found(capfd) == []
    put({"aliases.md": "# Aliases\n"})
    assert found(capfd) == [("a.md", "FC201")], "the page of the other article is studied again"


def test_a_narrow_encoding_of_standard_output_does_not_break_it() -> None:
    put({"ü.md": "Über 40 % — about 40 % of adults sleep badly.\n"})
    done = command("check", "ü.md", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert "bug" not in done.stderr
    done = command("check", "ü.md", "--output-format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(done.stdout)["findings"][0]["path"] == "ü.md"


# --- Which files


def test_the_configured_content_is_what_is_checked(capfd) -> None:
    put({"factcheck.toml": 'content = ["articles"]', "articles/a.md": UNCITED, "other/b.md": UNCITED})
    assert found(capfd) == [("articles/a.md", "FC101")]
    assert found(capfd, "other") == [("other/b.md", "FC101")]


def test_missing_content_is_2(capfd) -> None:
    put({"factcheck.toml": 'content = ["articles", "nowhere"]', "articles/a.md": CLEAN})
    code, _, err = run(capfd, "check")
    assert (code, "nowhere: the configured content is not there" in err) == (2, True)


def test_the_nearest_configuration_wins(capfd) -> None:
    put(
        {"factcheck.toml": 'ignore = ["FC1"]', "a.md": UNCITED, "sub/factcheck.toml": "", "sub/b.md": UNCITED}
    )
    assert found(capfd, ".") == [("sub/b.md", "FC101")]
    assert found(capfd, "a.md", "sub/b.md") == [("sub/b.md", "FC101")]
    assert found(capfd, "--isolated", ".") == [("a.md", "FC101"), ("sub/b.md", "FC101")]


def test_a_pyproject_without_the_table_is_passed_over(capfd) -> None:
    put(
        {
            "pyproject.toml": '[tool.factcheck]\nignore = ["FC101"]',
            "sub/pyproject.toml": "",
            "sub/a.md": UNCITED,
        }
    )
    assert found(capfd, "sub") == []


def test_excluded_files_are_left_out_under_force_exclude_only(capfd) -> None:
    put(
        {
            "factcheck.toml": 'exclude = ["drafts/"]',
            "drafts/a.md": UNCITED,
            ".gitignore": "b.md\n",
            "b.md": UNCITED,
        }
    )
    assert found(capfd, "drafts/a.md", "b.md") == [("b.md", "FC101"), ("drafts/a.md", "FC101")]
    code, _, _ = run(capfd, "check", "--force-exclude", "drafts/a.md", "b.md")
    assert code == 0


@pytest.mark.parametrize(
    ("place", "named", "shown"),
    [
        (".", "drafts", ["drafts/a.md", "drafts/deep/a.md"]),
        (".", "drafts/deep", ["drafts/deep/a.md"]),
        (".", "ignored", ["ignored/a.md"]),
        (".", "build/out", ["build/out/a.md"]),
        (".", ".", ["c.md"]),
        ("drafts", ".", ["a.md", "deep/a.md"]),
    ],
)
def test_an_excluded_folder_is_read_where_it_is_named(
    capfd, monkeypatch, place: str, named: str, shown: list[str]
) -> None:
    put({"factcheck.toml": 'exclude = ["drafts/", "/drafts/old/", "*.tmp.md"]', ".gitignore": "/ignored/\n"})
    put({"ignored/.gitignore": "b.md"})
    folders = ("drafts", "drafts/deep", "drafts/old", "drafts/build", "ignored", "build/out")
    put({f"{folder}/{name}": CLEAN for folder in folders for name in ("a.md", "x.tmp.md")})
    put({"ignored/b.md": CLEAN, "c.md": CLEAN})
    monkeypatch.chdir(place)
    assert run(capfd, "check", "--show-files", named)[1].split() == shown
    if named != ".":
        assert run(capfd, "check", "--show-files", "--force-exclude", named)[1] == ""


@pytest.mark.parametrize("configuration", [None, "[tool.other]\n"])
def test_what_is_excluded_is_so_outside_of_the_current_folder(
    capfd, monkeypatch, configuration: str | None
) -> None:
    articles = ["repo/.git/a.md", "repo/docs/a.md", "repo/docs/node_modules/a.md", "repo/ignored/a.md"]
    put({"repo/.gitignore": "ignored/", "here/a.md": CLEAN})
    put(dict.fromkeys(articles, CLEAN))
    if configuration:
        put({"repo/pyproject.toml": configuration})
    for place, way in (("here", "../repo"), ("repo/docs", ".."), (".", "repo")):
        with monkeypatch.context() as context:
            context.chdir(place)
            ended = f"{way}/docs/a.md" if place != "repo/docs" else "a.md"
            for flag in ("-q", "--isolated"):
                assert run(capfd, "check", "--show-files", flag, way)[1].split() == [ended]
            named = ("check", "--show-files", "--force-exclude", f"{way}/ignored/a.md", f"{way}/docs/a.md")
            assert run(capfd, *named)[1].split() == [ended]


def test_content_outside_of_its_configuration(capfd, monkeypatch) -> None:
    put(
        {
            "tools/factcheck.toml": 'content = ["../docs"]\nexclude = ["../docs/old/"]\nselect = ["FC4"]\n',
            "tools/x.md": "The lake is 75 m deep.\n",
            "docs/a.md": "The lake is 40 m deep.\n",
            "docs/old/a.md": UNCITED,
            "docs/dist/a.md": UNCITED,
        }
    )
    assert found(capfd, "tools/x.md") == [("tools/x.md", "FC401")]
    monkeypatch.chdir("tools")
    assert run(capfd, "check", "--show-files")[1].split() == ["../docs/a.md"]
    assert found(capfd) == []


def test_per_file_ignores(capfd) -> None:
    put({"factcheck.toml": '[per-file-ignores]\n"sub/**" = ["FC101"]', "a.md": UNCITED, "sub/a.md": UNCITED})
    assert found(capfd) == [("a.md", "FC101")]
    os.chdir("sub")
    assert found(capfd, "../a.md", "a.md") == [("../a.md", "FC101")]


def test_a_suppression_of_a_rule_that_does_not_run_in_a_file_is_not_unused(capfd) -> None:
    ignoring = "What do you think? <!-- factcheck: ignore[FC101] counted by hand -->\n"
    put({"factcheck.toml": '[per-file-ignores]\n"stories/**" = ["FC1"]\n', "stories/a.md": ignoring})
    assert found(capfd) == []
    put({"b.md": ignoring})
    assert found(capfd) == [("b.md", "FC902")]


def test_junit_counts_the_failures_of_each_project_by_its_own_fail_on(capfd) -> None:
    put(
        {"strict/factcheck.toml": "", "strict/a.md": UNCITED, "mild/factcheck.toml": "", "mild/b.md": UNCITED}
    )
    for strict, mild, code, failures in [
        ("error", "never", 1, 1),
        ("never", "never", 0, 0),
        ("never", "error", 1, 1),
        ("error", "error", 1, 2),
    ]:
        put({"strict/factcheck.toml": f'fail-on = "{strict}"', "mild/factcheck.toml": f'fail-on = "{mild}"'})
        said, out, _ = run(capfd, "check", "--no-cache", "--output-format", "junit", ".")
        assert (said, f'failures="{failures}"' in out.splitlines()[1]) == (code, True)


def test_a_file_that_links_lead_to_is_reported_once(capfd) -> None:
    put({"docs/z.md": UNCITED, "docs/sub/c.md": CLEAN, "texts/t.md": UNCITED})
    for link, target in [("docs/a.md", "z.md"), ("docs/sub/l.md", "../z.md"), ("index.md", "docs/z.md")]:
        pathlib.Path(link).symlink_to(target)
    pathlib.Path("linked").symlink_to("texts", target_is_directory=True)
    real = [("docs/z.md", "FC101")]
    assert found(capfd, ".") == [*real, ("texts/t.md", "FC101")]
    assert found(capfd, "docs/a.md", "docs/z.md") == real
    assert found(capfd, "linked", "texts") == [("texts/t.md", "FC101")]
    assert found(capfd, "docs/a.md") == [("docs/a.md", "FC101")]  # the other is not asked for
    assert found(capfd, "docs/a.md", "docs/sub") == [("docs/a.md", "FC101")]
    put({"factcheck.toml": 'content = ["docs"]'})
    assert found(capfd) == real
    assert found(capfd, "index.md") == real
    assert run(capfd, "check", "--show-files", ".")[1].split() == ["docs/sub/c.md", "docs/z.md", "texts/t.md"]


def test_a_bibliography_that_a_link_leads_to_is_read_once(capfd) -> None:
    entry = "@book{a, author = {A. Bee}, title = {Milk}, year = {2001}, publisher = {Sea}}\n"
    put({"factcheck.toml": 'content = ["docs"]\nbibliography = ["refs.bib"]\n', "refs.bib": entry})
    put({"docs/a.md": "About 40 % of adults sleep badly [@a].\n"})
    pathlib.Path("docs/refs.bib").symlink_to("../refs.bib")
    assert found(capfd) == []


def test_show_files_and_settings(capfd) -> None:
    put(
        {
            "factcheck.toml": 'content = ["articles"]\nfail-on = "error"',
            "articles/ü ä.md": CLEAN,
            "b.md": CLEAN,
        }
    )
    assert run(capfd, "check", "--show-files")[1] == "articles/ü ä.md\n"
    code, out, _ = run(capfd, "check", "--show-settings")
    assert code == 0
    assert 'fail-on = "error"' in out
    assert "# read: factcheck.toml" in out


ADVICE = ("Adults should take 1,000 mg of calcium a day.\n", "Adults should take 600 mg of calcium a day.\n")


def test_a_few_files_are_compared_with_all_content(capfd) -> None:
    put({"factcheck.toml": 'content = ["."]\nselect = ["FC4"]', "a.md": ADVICE[0], "b.md": ADVICE[1]})
    everything = found(capfd)
    assert {code[:3] for _, code in everything} == {"FC4"}
    assert found(capfd, "a.md") == everything
    assert found(capfd, "b.md") == everything


def test_the_answer_does_not_depend_on_order_or_processes(capfd) -> None:
    put(
        {
            f"{name}.md": f"# {name}\n\n{UNCITED}\nSmoking raises the risk of {name} by {n} %.\n"
            for n, name in enumerate("bca")
        }
    )
    first = run(capfd, "check", "--no-cache", "--output-format", "json", "a.md", "b.md", "c.md")[1]
    assert run(capfd, "check", "--no-cache", "--output-format", "json", "c.md", "a.md", "b.md")[1] == first
    assert run(capfd, "check", "--no-cache", "--output-format", "json", "--jobs", "2", ".")[1] == first


def test_bibliographies_are_found_where_sites_name_them(capfd) -> None:
    entry = "@article{k, author={A. Bee}, title={T}, journal={J}, year={2001}, doi={10.1000/182}}\n"
    text = "About 40 % of adults sleep badly [@k].\n"
    put(
        {
            "quarto/_quarto.yml": "project:\n  type: book\nbibliography: refs/r.bib\n",
            "quarto/refs/r.bib": entry,
        }
    )
    put({"quarto/a.md": text, "front/a.md": f"---\nbibliography: r.bib\n---\n\n{text}", "front/r.bib": entry})
    put({"none/a.md": text})
    assert ("quarto/a.md", "FC201") not in found(capfd, "quarto/a.md")
    assert ("front/a.md", "FC201") not in found(capfd, "front/a.md")
    assert ("none/a.md", "FC201") in found(capfd, "none/a.md")


def test_a_directive_may_be_written_in_capitals(capfd) -> None:
    put({"a.md": f"<!-- Factcheck: Ignore[FC101] counted -->\n{UNCITED}"})
    assert run(capfd, "check")[0] == 0


def test_latex_names_a_bibliography_without_its_suffix(capfd) -> None:
    entry = "@article{k, author={A. Bee}, title={T}, journal={J}, year={2001}, doi={10.1000/182}}\n"
    put({"bib/refs.v2.bib": entry, "bib/more.bib": entry.replace("{k", "{l")})
    text = "It is 4\\,\\% \\cite{k, l}.\n\\bibliography{../bib/refs.v2,./../bib/more}\n\\bibliography{\\bibs/x}\n"
    put({"chapters/a.tex": text, "b.tex": "\\addbibresource{\\subfix{bib/refs.v2.bib}}\n\\cite{k}\n"})
    assert run(capfd, "check", "--select", "FC2,FC901", "-f", "concise", "chapters/a.tex", "b.tex")[::2] == (
        0,
        "",
    )


# --- Output


def test_several_formats_in_one_run(capfd) -> None:
    put({"a.md": UNCITED})
    code, out, _ = run(capfd, "check", "-f", "concise", "-f", "sarif=out/r.sarif", "-f", "json=r.json")
    assert code == 1
    assert out.startswith("a.md:1:1: FC101")
    assert json.loads(pathlib.Path("out/r.sarif").read_text())["version"] == "2.1.0"
    assert json.loads(pathlib.Path("r.json").read_text())["schema"] == 1


def test_an_output_file_that_cannot_be_written_is_2(capfd) -> None:
    put({"a.md": UNCITED, "in-the-way": "x"})
    code, _, err = run(capfd, "check", "-f", "json=in-the-way/r.json")
    assert (code, err.startswith("error: in-the-way/r.json: ")) == (2, True)


@pytest.mark.parametrize(
    "name", ["a.md", "content/b.html", "notebook.ipynb", "factcheck.toml", "pyproject.toml"]
)
def test_a_report_is_not_written_over_an_article_or_a_configuration(capfd, name: str) -> None:
    put({"c.md": UNCITED, name: "[tool.factcheck]\n"})
    code, _, err = run(capfd, "check", "c.md", "-f", f"markdown={name}")
    assert (code, f"{name}: it is no report, and would be written over" in err) == (2, True), err
    assert pathlib.Path(name).read_text() == "[tool.factcheck]\n"


@pytest.mark.parametrize("arguments", [["a.md"], ["clean.md"], ["refs.bib"], ["a.md", "--show-explained"]])
@pytest.mark.parametrize("format_", ["full", "concise", "statistics", "markdown", "html", "github"])
def test_a_report_is_written_over_an_earlier_one(capfd, format_: str, arguments: list[str]) -> None:
    put({"a.md": UNCITED, "clean.md": CLEAN, "refs.bib": "@misc{a, title = {A}}\n", "r.md": "\n"})
    codes = {run(capfd, "check", "--isolated", *arguments, "-f", f"{format_}=r.md")[0] for _ in range(3)}
    assert codes <= {0, 1}, codes


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_colours(
    capfd, monkeypatch, environment: dict[str, str], arguments: list[str], coloured: bool
) -> None:
    put({"a.md": UNCITED})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run(capfd, "check", *arguments)[1]) is coloured


def test_statistics_and_quiet(capfd) -> None:
    put({"a.md": UNCITED, "b.md": CLEAN})
    assert "1 FC101 uncited-statistic" in run(capfd, "check", "--statistics")[1]
    both = run(capfd, "check", "--statistics", "--output-format", "full")[1]
    assert both.index("-->") < both.index("1 FC101 uncited-statistic")
    assert run(capfd, "check", "--quiet", "b.md")[1:] == ("", "")
    shown = run(capfd, "check", "--quiet", "a.md")[1]
    assert shown.endswith("\n = help: factcheck explain FC101\n"), "findings and no counts"
    assert run(capfd, "check", "a.md")[1].startswith(f"{shown}\n1 file, ")


def test_gitlab_can_tell_what_is_alike_in_several_projects_apart(capfd) -> None:
    put(
        {
            f"{name}/{file}": text
            for name in "ab"
            for file, text in (("factcheck.toml", ""), ("a.md", UNCITED))
        }
    )
    issues = json.loads(run(capfd, "check", "--output-format", "gitlab")[1])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 2


def test_a_report_is_no_article_of_the_next_run(capfd) -> None:
    put({"a.md": UNCITED})
    for _ in range(2):
        run(capfd, "check", "--output-format", "html=r.html", "--output-format", "markdown=r.md")
    assert found(capfd) == found(capfd, "--no-cache") == [("a.md", "FC101")]
    assert run(capfd, "check", "--show-files")[1] == "a.md\n"
    assert run(capfd, "check", "r.html")[1] == "Nothing was checked: no file was read.\n"


@pytest.mark.parametrize("format_", ["full", "markdown", "html"])
def test_a_bibliography_alone_is_checked(capfd, format_: str) -> None:
    put({"references.bib": "@book{roe, title = {Ovens}, author = {Roe, T.}, year = 1998}\n"})
    code, out, _ = run(capfd, "check", "--output-format", format_)
    assert code == 0
    assert "No findings in 1 file beside articles; no article was read." in out
    assert "Nothing was checked" not in out


@pytest.mark.parametrize("text", [UNCITED, CLEAN])
@pytest.mark.parametrize("name", ["full", "statistics", "concise", "github", "junit"])
def test_a_report_in_plain_text_is_no_article_of_the_next_run(capfd, name: str, text: str) -> None:
    put({"a.md": text})
    expected = found(capfd)
    for _ in range(2):  # one without findings may be empty, which an article may not be
        code, _, err = run(capfd, "check", "--output-format", f"{name}=r.txt")
        assert (code, err) == (bool(expected), "")
    if pathlib.Path("r.txt").stat().st_size:
        assert found(capfd) == expected
        assert run(capfd, "check", "--show-files")[1] == "a.md\n"


@pytest.mark.parametrize("command", ["check", "claims"])
def test_what_standard_output_goes_to_is_no_article(command: str) -> None:
    put({"a.md": CLEAN})
    for _ in range(2):
        with pathlib.Path("r.txt").open("w") as file:
            done = subprocess.run([sys.executable, "-m", "factcheck", command, "."], stdout=file, check=False)
        assert done.returncode == 0


def test_a_dash_is_standard_output(capfd, here: pathlib.Path) -> None:
    put({"a.md": UNCITED})
    assert json.loads(run(capfd, "check", "--output-format", "json=-")[1])["schema"] == 1
    assert not (here / "-").exists()


def test_rules_and_explain(capfd) -> None:
    assert "FC101  uncited-statistic" in run(capfd, "rules")[1]
    rows = json.loads(run(capfd, "rules", "--output-format", "json")[1])
    assert {"code": "FC101", "name": "uncited-statistic"}.items() <= rows[0].items()
    assert all(row["summary"] for row in rows)
    assert run(capfd, "explain", "fc101")[1] == run(capfd, "explain", "uncited-statistic")[1]
    assert "# FC103" in run(capfd, "explain", "--all")[1]


def test_claims_lists_every_statement(capfd) -> None:
    put({"a.md": f"# Sleep\n\n{UNCITED}"})
    code, out, _ = run(capfd, "claims", "--output-format", "json")
    statements = json.loads(out)["files"][0]["statements"]
    assert code == 0
    assert [statement["status"] for statement in statements] == ["exempt", "uncited"]
    assert "uncited" in run(capfd, "claims")[1]


def test_standard_input_stands_in_for_its_file(capfd, monkeypatch) -> None:
    put({"factcheck.toml": 'content = ["."]\nselect = ["FC4"]', "a.md": CLEAN, "b.md": ADVICE[1]})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ADVICE[0].encode())))
    code, out, _ = run(capfd, "check", "-", "--stdin-filename", "a.md", "-f", "concise")
    assert (code, "FC4" in out) == (1, True)


@pytest.mark.parametrize("name", ["a.md", "./a.md", "sub/../a.md", "{here}/a.md"])
def test_standard_input_is_not_compared_with_its_own_old_text(
    capfd, monkeypatch, here: pathlib.Path, name: str
) -> None:
    put({"factcheck.toml": 'content = ["."]\nselect = ["FC1", "FC4"]', "a.md": "Lake Vann is 40 m deep.\n"})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Lake Vann is 75 m deep.\n")))
    assert found(capfd, "-", "--stdin-filename", name.format(here=here)) == [("a.md", "FC101")]


@pytest.mark.parametrize(("flags", "code"), [((), 1), (("--force-exclude",), 0)])
def test_standard_input_is_left_out_under_force_exclude_only(
    capfd, monkeypatch, flags: tuple[str, ...], code: int
) -> None:
    put({"factcheck.toml": 'content = ["docs"]\nexclude = ["drafts/"]', "docs/a.md": UNCITED})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(UNCITED.encode())))
    ended, _, err = run(capfd, "check", "-", "--stdin-filename", "drafts/new.md", *flags)
    assert (ended, "nothing was checked: what is named is excluded" in err) == (code, bool(flags))


def test_init_writes_a_sound_configuration_once(capfd) -> None:
    put({"docs/a.md": UNCITED, "docs/r.bib": "", "README.md": "x"})
    assert run(capfd, "init")[0] == 0
    text = pathlib.Path("factcheck.toml").read_text()
    assert 'content = ["docs"]' in text
    assert 'bibliography = ["docs/r.bib"]' in text
    assert found(capfd) == [("docs/a.md", "FC101")]
    assert run(capfd, "init")[0] == 2
    assert pathlib.Path("factcheck.toml").read_text() == text


def test_init_says_where_there_is_nothing_to_read(capfd) -> None:
    put({"docs/a.adoc": "= The lake\n\nThe lake is 41 m deep.\n"})
    code, out, _ = run(capfd, "init")
    assert (code, "no article was found (read is what ends in .htm " in out) == (0, True)
    assert ".adoc" not in out


def test_init_finds_a_readme_where_there_is_nothing_else(capfd) -> None:
    put({"README.md": UNCITED})
    assert run(capfd, "init")[1] == "wrote factcheck.toml; next: factcheck check --statistics\n"
    assert found(capfd) == [("README.md", "FC101")]


def test_init_hides_no_configuration(capfd) -> None:
    put({"a.md": UNCITED, "pyproject.toml": '[project]\nname = "x"\n'})
    assert run(capfd, "init")[0] == 0
    pathlib.Path("factcheck.toml").unlink()
    put({"pyproject.toml": "[tool.factcheck]\n"})
    code, _, err = run(capfd, "init")
    assert (code, err.startswith("error: pyproject.toml: `[tool.factcheck]` counts here already")) == (
        2,
        True,
    )
    assert not pathlib.Path("factcheck.toml").exists()
    pathlib.Path("factcheck.toml").symlink_to("gone.toml")
    assert run(capfd, "init")[0] == 2
    assert not pathlib.Path("gone.toml").exists()
    assert run(capfd, "init", "--force")[0] == 0
    put({"sub/b.md": UNCITED, "sub/pyproject.toml": '[project]\nname = "y"\n'})
    os.chdir("sub")
    code, _, err = run(capfd, "init")
    assert (code, err.startswith("error: ../factcheck.toml: it counts here already")) == (2, True)
    assert run(capfd, "init", "--dry-run")[0] == 0
    assert run(capfd, "init", "--force")[0] == 0


def test_the_cache_is_beside_the_configuration_and_can_be_cleaned(capfd) -> None:
    put({"factcheck.toml": "", "sub/a.md": UNCITED})
    os.chdir("sub")
    run(capfd, "check")
    assert pathlib.Path("../.factcheck_cache/.gitignore").exists()
    assert run(capfd, "cache", "clean")[1] == "removed ../.factcheck_cache\n"
    assert not pathlib.Path("../.factcheck_cache").exists()
    run(capfd, "check", "--no-cache")
    assert not pathlib.Path("../.factcheck_cache").exists()


def test_a_changed_file_is_studied_again(capfd) -> None:
    put({"a.md": CLEAN})
    assert found(capfd) == []
    put({"a.md": UNCITED})
    assert found(capfd) == [("a.md", "FC101")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(capfd, shell: str) -> None:
    code, out, _ = run(capfd, "completion", shell)
    assert (code, "_FACTCHECK_COMPLETE" in out) == (0, True)


# --- Changes only


def git(*arguments: str) -> None:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(here: pathlib.Path) -> pathlib.Path:
    git("init", "-q", "-b", "main")
    put(
        {"a.md": f"# A\n\n{UNCITED}\nMore words.\n", "b ü.md": ADVICE[0], ".gitignore": ".factcheck_cache/\n"}
    )
    git("add", ".")
    git("commit", "-q", "-m", "one")
    return here


def test_only_changed_lines_count(capfd, repository: pathlib.Path) -> None:
    assert found(capfd, "--diff", "HEAD") == []
    text = pathlib.Path("a.md").read_text()
    put({"a.md": text + "\n" * 5 + "About 30 % of cats snore.\n"})
    assert len(found(capfd, "--select", "FC101")) == 3
    assert found(capfd, "--select", "FC101", "--diff", "HEAD") == [("a.md", "FC101")]
    assert len(found(capfd, "--select", "FC101", "--diff", "HEAD", "--diff-filter", "file")) == 2
    put({"a.md": text.replace("More", "Many")})
    assert found(capfd, "--select", "FC101", "--diff", "HEAD") == []
    assert len(found(capfd, "--select", "FC101", "--diff", "HEAD", "--diff-filter", "context")) == 1


def test_a_filter_of_changes_is_told_to_do_nothing_without_them(capfd) -> None:
    put({"a.md": UNCITED})
    told = "--diff-filter does nothing without --diff\n"
    assert run(capfd, "check", "--diff-filter", "file")[::2] == (1, told)
    assert run(capfd, "check", "--diff-filter", "file", "-q")[::2] == (1, "")


def test_the_merge_base_is_what_counts(capfd, repository: pathlib.Path) -> None:
    git("checkout", "-q", "-b", "topic")
    put({"new ä.md": UNCITED})
    git("add", ".")
    git("commit", "-q", "-m", "topic")
    git("checkout", "-q", "main")
    put({"a.md": "# A\n\nNothing.\n"})
    git("commit", "-q", "-a", "-m", "main")
    git("checkout", "-q", "topic")
    assert found(capfd, "--select", "FC101", "--diff", "main") == [("new ä.md", "FC101")]


def test_a_new_conflict_shows_though_the_other_article_was_not_touched(
    capfd, repository: pathlib.Path
) -> None:
    put({"z.md": ADVICE[1]})  # not even known to git
    assert {code[:3] for _, code in found(capfd, "--select", "FC4", "--diff", "HEAD")} == {"FC4"}
    put({"z.md": CLEAN, "0.md": ADVICE[1]})
    assert {code[:3] for _, code in found(capfd, "--select", "FC4", "--diff", "HEAD")} == {"FC4"}


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("nowhere", "Not a valid object name nowhere; check the commit that --diff names"),
        ("main..HEAD", "main..HEAD; name one commit, as in --diff main: the other end is what is here"),
        ("...HEAD", "...HEAD; name one commit, as in --diff HEAD:"),
        ("a.md", "a.md; name a commit before the path, as in --diff HEAD a.md"),
        ("--output=x", "`--output=x` is no commit"),
        ("", "`` is no commit; name a branch"),
        ("apart", "`apart` and the present commit share no history here; check the commit"),
    ],
)
def test_a_commit_that_does_not_exist_is_2(capfd, repository: pathlib.Path, base: str, words: str) -> None:
    git("checkout", "-q", "--orphan", "apart")
    git("commit", "-q", "-m", "apart")
    git("checkout", "-q", "main")
    code, _, err = run(capfd, "check", f"--diff={base}")
    assert (code, err.startswith("error: "), words in err) == (2, True, True), err


def test_no_repository_is_told(capfd) -> None:
    put({"a.md": UNCITED})
    code, _, err = run(capfd, "check", "--diff", "main")
    assert (code, "not a git repository" in err, "; run this inside the repository" in err) == (2, True, True)


LINES = [f"{word} has {number} % air.\n" for number, word in enumerate(("Tin", "Wax", "Hay", "Ash"), 11)]


@pytest.mark.parametrize(
    "configured",
    [
        {},
        {"diff.relative": "true"},
        {"diff.interHunkContext": "9", "diff.context": "9"},
        {"diff.noprefix": "true", "color.ui": "always", "core.quotePath": "true"},
        {"diff.mnemonicPrefix": "true", "diff.external": "false", "diff.renames": "false"},
        {"GIT_DIFF_OPTS": "-u9", "GIT_LITERAL_PATHSPECS": "1"},
    ],
    ids=str,
)
def test_the_lines_of_a_diff_are_those_of_git(
    capfd, repository: pathlib.Path, configured: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cell = '{{"cells": [{{"cell_type": "markdown", "source": ["Gold has {} % tin."]}}], "nbformat": 4}}\n'
    put({".gitattributes": "*.ipynb -diff\n", "sub/n.ipynb": cell.format(3)})
    put(
        {
            "sub/lines.md": "\n".join(LINES),
            "sub/cr.md": "\r".join(LINES[:2]) + "\r\r\n" + "\n".join(LINES[2:]),
        }
    )
    git("add", ".")
    git("commit", "-q", "-m", "two")
    for key, value in configured.items():
        if key.startswith("GIT_"):
            monkeypatch.setenv(key, value)
        else:
            git("config", key, value)
    os.chdir("sub")
    text = pathlib.Path("lines.md").read_text().replace("11", "21").replace("14", "24")
    put({"n.ipynb": cell.format(4), "lines.md": text})
    put({"cr.md": pathlib.Path("cr.md").read_bytes().replace(b"14", b"24")})
    _, out, _ = run(capfd, "check", "..", "-f", "json", "--select", "FC101", "--diff", "HEAD")
    places = [(finding["path"], finding["line"]) for finding in json.loads(out)["findings"]]
    assert places == [("cr.md", 8), ("lines.md", 1), ("lines.md", 7), ("n.ipynb", 1)]


def test_an_article_that_is_named_and_renamed_is_the_same(capfd, repository: pathlib.Path) -> None:
    """As a hook names what changed."""
    pathlib.Path("c").mkdir()
    git("mv", "a.md", "c/d.md")
    assert found(capfd, "c/d.md", "--diff", "HEAD") == []
    assert found(capfd, "./c/d.md", "b ü.md", "--diff", "HEAD", "--select", "FC1") == []
    put({"c/d.md": f"{pathlib.Path('c/d.md').read_text()}\nHay has 13 % air.\n"})
    assert found(capfd, "c/d.md", "--diff", "HEAD") == [("c/d.md", "FC101")]


def test_what_changed_in_a_submodule_counts(
    capfd, here: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"lib/s.md": f"{UNCITED}\nMore words.\n", ".gitignore": ".factcheck_cache/\nlib/\n"})
    for folder in ("lib", ".."):
        os.chdir(folder)
        git("init", "-q", "-b", "main")
        git("add", ".")
        git("commit", "-q", "-m", "one")
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "./lib", "texts")
    git("add", ".")
    assert found(capfd, "texts", "--diff", "HEAD") == [("texts/s.md", "FC101")], "all of a new one"
    git("commit", "-q", "-m", "two")
    assert found(capfd, "texts", "--diff", "HEAD") == []
    put({"texts/s.md": f"{UNCITED}\nMore words.\n\nHay has 13 % air.\n", "texts/new.md": UNCITED})
    changed = [("texts/new.md", "FC101"), ("texts/s.md", "FC101")]
    assert found(capfd, "texts", "--diff", "HEAD") == changed
    os.chdir("texts")
    git("add", ".")
    git("commit", "-q", "-m", "three")
    os.chdir(here)
    monkeypatch.setenv("GIT_DIR", ".git")  # as in a hook
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert found(capfd, "texts", "--diff", "HEAD") == changed
    git("commit", "-q", "-a", "-m", "four")
    assert found(capfd, "texts", "--diff", "HEAD") == []
    assert found(capfd, "texts", "--diff", "HEAD~1") == changed
    pathlib.Path("texts/.git").write_text("gitdir: gone")
    assert run(capfd, "check", "texts", "--diff", "HEAD")[2].startswith(
        "error: texts: git cat-file: fatal: not a"
    )
    put({"a.md": CLEAN})
    assert run(capfd, "check", "a.md", "--diff", "HEAD")[0] == 0, "it is nothing to this one"


def test_an_article_behind_a_link_is_changed_where_it_stands(capfd, repository: pathlib.Path) -> None:
    put({"texts/t.md": "Nothing.\n"})
    pathlib.Path("linked").symlink_to("texts", target_is_directory=True)
    git("add", ".")
    git("commit", "-q", "-m", "two")
    put({"texts/t.md": UNCITED})
    assert found(capfd, "linked", "--diff", "HEAD") == [("linked/t.md", "FC101")]


BEFORE = {
    "factcheck.toml": 'content = ["texts"]\nbibliography = ["refs.bib"]\nsources = ["store"]\n'
    'select = ["FC101", "FC104", "FC2", "FC4", "FC701", "FC902"]\n',
    "refs.bib": "".join(
        f"@misc{{{key},\n title = {{On {key}}},\n url = {{https://example.org/{key}}}}}\n" for key in "pqr"
    ),
    "store/s.md": "---\nkey: s\ndoi: 10.1000/182\n---\nWords.\n",
    "texts/a.md": "# A\n\nAbout 40 % of mills leak.\nSee [@p] and [@q].\n\nSome 30 % of wells are dry [@old].\n",
    "texts/b.md": "Mills leak [@q]. Wells dry up [@r, p. 3].\n",
    "texts/note.md": "Mills leak [^1], and so do wells [^2].\n\nMore.\n\nMore.\n\n[^1]: On p: [@p].\n",
    "texts/kept.md": "Rain fell on 12 % of days, says [p](https://example.org/p).\n"
    "<!-- factcheck: ignore[FC101] counted -->\nAbout 70 % of cats snore.\n",
    "texts/near.md": "Hens do not.\nAbout 20 % of dogs snore.\nCats do.\n",
    "texts/twice.md": "Rain came late.\nSome studies say that mills leak\n [@p].\n\nSome studies say that hay rots.\n",
    "texts/x.md": f"{ADVICE[0]}\n",
    "drafts/d.md": f"{ADVICE[1]}\n",
    "claims/texts/b.md.yaml": "claims: []\n",
}


def changed(name: str, old: str, new: str = "") -> dict[str, str]:
    assert old in BEFORE[name]
    return {name: BEFORE[name].replace(old, new)}


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"code.py": "1\n"}, [], id="what is not read"),
        pytest.param(
            changed("texts/a.md", "See [@p] and [@q].\n"), ["texts/a.md:3 FC101"], id="a paragraph's mark"
        ),
        pytest.param(
            changed("texts/b.md", " Wells dry up [@r, p. 3]."),
            ["refs.bib:7 FC202", "texts/b.md:1 FC701"],
            id="the only mark",
        ),
        pytest.param({"texts/b.md": None}, ["refs.bib:7 FC202"], id="an article with the only mark"),
        pytest.param(
            changed("refs.bib", "@misc{q,", "@misc{new,"),
            ["refs.bib:4 FC202", "texts/a.md:4 FC201", "texts/b.md:1 FC201"],
            id="an entry",
        ),
        pytest.param(
            {"store/k.md": "---\nkey: k\ndoi: 10.1000/182\n---\n"}, ["store/s.md:1 FC206"], id="a source record"
        ),
        pytest.param(
            changed("texts/note.md", "[^1]: On p: [@p].\n"), ["texts/note.md:1 FC201"], id="a footnote"
        ),
        pytest.param(
            changed("texts/kept.md", "About 70 % of cats", "Cats"), ["texts/kept.md:2 FC902"], id="the ignored"
        ),
        pytest.param(
            changed("texts/kept.md", "<!-- factcheck: ignore[FC101] counted -->\n"),
            ["texts/kept.md:2 FC101"],
            id="a directive",
        ),
        pytest.param(changed("texts/near.md", "Hens do not.\n"), [], id="the line before"),
        pytest.param({"texts/near.md": BEFORE["texts/near.md"].replace("\n", "\r\n")}, [], id="line ends"),
        pytest.param({"claims/texts/b.md.yaml": None}, [], id="a ledger"),
        pytest.param(
            {"claims/texts/x.md.yaml": "claims: []\n"}, ["texts/x.md:1 FC701"], id="the first ledger"
        ),
        pytest.param(
            {"texts/a.md": None, "texts/sub/c.md": BEFORE["texts/a.md"]}, [], id="only the name"
        ),
        pytest.param(
            {"texts/a.md": None, "texts/0.md": BEFORE["texts/a.md"].replace("See [@p] and [@q].\n", "")},
            ["texts/0.md:3 FC101"],
            id="the name and a mark",
        ),
        pytest.param({"drafts/d.md": None, "texts/d.md": BEFORE["drafts/d.md"]}, ["texts/d.md:1 FC101", "texts/x.md:1 FC401"], id="a draft comes in"),
        pytest.param(
            changed("texts/twice.md", " [@p]"), ["texts/twice.md:2 FC104"], id="words that stand there twice"
        ),
        pytest.param(
            changed("texts/a.md", "# A\n\n", "# A\n\nAbout 40 % of mills leak.\n\n"),
            ["texts/a.md:3 FC101"],
            id="a copy before",
        ),
    ],
)  # fmt: skip
def test_what_a_change_brought_about_elsewhere_shows(
    capfd, here: pathlib.Path, after: dict[str, str | None], shown: list[str]
) -> None:
    """And nothing that was there before: `[@old]` leads nowhere, and `[^2]` has no body."""
    git("init", "-q", "-b", "main")
    put({".gitignore": ".factcheck_cache/\n", **BEFORE})
    git("add", ".")
    git("commit", "-q", "-m", "one")
    for name, text in after.items():
        if text is None:
            pathlib.Path(name).unlink()
        else:
            put({name: text})
    git("add", ".")
    _, out, err = run(capfd, "check", "-f", "json", "--diff", "HEAD")
    assert err == ""
    assert [f"{each['path']}:{each['line']} {each['code']}" for each in json.loads(out)["findings"]] == shown


def test_what_is_typed_is_held_against_what_was_there(
    capfd, repository: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines(text: str, name: str) -> list[int]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        arguments = ("--stdin-filename", name, "--select", "FC101", "--diff", "HEAD", "-f", "json")
        return [each["line"] for each in json.loads(run(capfd, "check", "-", *arguments)[1])["findings"]]

    saved = pathlib.Path("a.md").read_text()
    more = f"About 12 % of days are dry.\n\n{saved}\nHay has 13 % air.\n"
    assert lines(more, "a.md") == [1, 9], "though git knows of no change"
    assert lines(more, "new.md") == [1, 5, 9]
    put({"a.md": more})
    assert lines(saved.replace("\n", "\r\n"), "a.md") == []
    assert lines(f"Words.\n{saved}", "a.md") == []
    put({"factcheck.toml": 'content = ["b ü.md"]\n'})
    assert lines(more, "a.md") == [1, 9], "though it is outside the content"


def test_only_what_changed_is_mended(capfd, repository: pathlib.Path) -> None:
    old = "Milk has 12 % fat.\n\nThe survey says doi:10.1000/182 so.\n"
    put({"m.md": old, "n.md": f"{UNCITED}\n{old}"})
    git("add", ".")
    git("commit", "-q", "-m", "two")
    put({"m.md": f"{old}\nHay has 13 % air.\n\nA study says doi:10.1000/183 so.\n"})
    fix = ("--fix", "--mark-needed", "FC101", "--diff", "HEAD")
    _, shown, _ = run(capfd, "check", "--diff-fix", *fix[1:])
    added = [line[1:] for line in shown.splitlines() if line.startswith("+") and not line.startswith("+++")]
    linked = "A study says [doi:10.1000/183](https://doi.org/10.1000/183) so."
    assert added == ["Hay has 13 % air. [citation needed]", linked]
    _, _, err = run(capfd, "check", *fix)
    assert "fixed 2 places in 1 file" in err
    assert pathlib.Path("m.md").read_text() == f"{old}\nHay has 13 % air. [citation needed]\n\n{linked}\n"
    assert "fixed" not in run(capfd, "check", *fix)[2]


def test_what_the_baseline_knows_is_not_marked(capfd, repository: pathlib.Path) -> None:
    assert run(capfd, "baseline")[0] == 0
    _, out, err = run(capfd, "check", "--diff-fix", "--mark-needed", "FC101")
    assert (out, err) == ("", "")
    assert (
        "[citation needed]" in run(capfd, "check", "--diff-fix", "--mark-needed", "FC1", "--no-baseline")[1]
    )


def test_what_git_cannot_do_is_told_by_its_command(capfd, repository: pathlib.Path) -> None:
    git("config", "diff.orderFile", "nowhere")
    put({"a.md": CLEAN})
    code, _, err = run(capfd, "check", "--diff", "HEAD")
    assert (code, err.startswith("error: git diff: fatal: ")) == (2, True), err


def test_a_repository_of_somebody_else_is_told_with_what_git_advises(
    capfd, repository: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container, where the files belong to who started it."""
    put({"a.md": CLEAN})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, _, err = run(capfd, "check", "--diff", "HEAD")
    assert (code, err.count("\n")) == (2, 1)
    assert f"; if you trust it: git config --global --add safe.directory {repository.as_posix()}\n" in err


def test_what_git_says_is_found_behind_what_it_traces(
    capfd, repository: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"a.md": CLEAN})
    monkeypatch.setenv("GIT_TRACE", "1")
    code, _, err = run(capfd, "check", "--diff", "nowhere")
    assert code == 2
    assert err == (
        "error: git merge-base: fatal: Not a valid object name nowhere; check the commit that --diff names\n"
    )


def test_a_broken_repository_is_told_as_that(capfd, repository: pathlib.Path) -> None:
    put({"a.md": CLEAN})
    git("add", "-A")
    pathlib.Path(".git/index").write_bytes(b"")
    code, _, err = run(capfd, "check", "--diff", "HEAD")
    assert (code, err.startswith("error: git diff: fatal: ")) == (2, True), err
    assert err.endswith("; let git work here, or leave --diff out\n")


def test_a_history_that_is_cut_off_is_told_with_the_cure(capfd, repository: pathlib.Path) -> None:
    """As CI clones unless it is told otherwise."""
    git("checkout", "-q", "-b", "topic")
    git("commit", "-q", "--allow-empty", "-m", "topic")
    git("checkout", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "main")
    git("clone", "-q", "--depth", "1", "--branch", "topic", repository.as_uri(), "shallow")
    os.chdir("shallow")
    git("fetch", "-q", "--depth", "1", "origin", "main")
    code, _, err = run(capfd, "check", "--diff", "FETCH_HEAD")
    assert code == 2
    assert "share no history here; fetch all of it: git fetch --unshallow" in err
    git("fetch", "-q", "--unshallow", "origin", "main")
    assert run(capfd, "check", "--diff", "FETCH_HEAD")[0] == 0


def test_offsets_are_code_points(capfd) -> None:
    text = "\ufeff😀 Intro.\r\n\r\nAbout 40 % of adults sleep badly.\r\n"
    put({"a.md": text})
    _, out, _ = run(capfd, "check", "--output-format", "json", "--select", "FC101")
    [finding] = json.loads(out)["findings"]
    source = Source("a.md", text.removeprefix("\ufeff"))
    assert source.text[finding["start"] : finding["end"]] == "About 40 % of adults sleep badly."
    assert (finding["line"], finding["column"]) == (3, 1)


LONG = "a" * 300
"""A name that no system takes."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", f"{LONG}.md"], f"{LONG}.md: its name is too long; check the path"),
        (["claims", LONG], f"{LONG}: its name is too long; check the path"),
        (["check", "a.md", "--config", f'content = ["{LONG}"]'], "the configured content is not there"),
        (["check", "a.md", "--config", f'sources = ["{LONG}"]'], "the folder of sources is not there"),
        (["check", "b.md"], f"b.md:2: its bibliography {LONG}.bib is not there"),
        (["claims", "a.md", "--write", "--config", f'claims = "{LONG}"'], "its name is too long"),
        (["baseline", "a.md", "--baseline", LONG], "its name is too long"),
    ],
    ids=["file", "folder", "content", "sources", "bibliography", "ledger", "baseline"],
)
def test_a_name_that_is_too_long_is_told(
    capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    put({"a.md": UNCITED, "b.md": f"---\nbibliography: {LONG}.bib\n---\n{UNCITED}"})
    code, _, err = run(capfd, *arguments)
    assert code == 2
    assert said in err


def test_a_site_may_name_a_bibliography_that_cannot_be(capfd: pytest.CaptureFixture[str]) -> None:
    put({"a.md": CLEAN, "_quarto.yml": f"bibliography: {LONG}.bib\n"})
    assert run(capfd, "check", "a.md")[0] == 0


# --- What the system does not let be done, and the rest


def refuse(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let nothing be written into some folders, and none of them be looked into, as for a user who may not."""
    closed = [os.path.realpath(name) for name in names]
    make, look = files.tempfile.mkstemp, os.scandir

    def mkstemp(**given):
        if os.path.realpath(given["dir"]) in closed:
            raise PermissionError(13, "Permission denied")
        return make(**given)

    def scandir(folder="."):
        if os.path.realpath(folder) in closed:
            raise PermissionError(13, "Permission denied", os.fspath(folder))
        return look(folder)

    monkeypatch.setattr(files.tempfile, "mkstemp", mkstemp)
    monkeypatch.setattr(files.os, "scandir", scandir)


@pytest.mark.parametrize("named", [["."], [], ["closed"], ["a.md"]], ids=str)
def test_a_folder_that_may_not_be_looked_into_is_told_once(capfd, monkeypatch, named: list[str]) -> None:
    put({"a.md": UNCITED, "closed/b.md": UNCITED, "factcheck.toml": 'content = ["."]\nfail-on = "never"\n'})
    refuse(monkeypatch, "closed")
    code, _, err = run(capfd, "check", "--no-cache", *named)
    told = "error: closed: it may not be read; change its permissions, or exclude it\n"
    assert (code, err.count(told)) == (2, 1)
    assert ("a.md", "FC101") in found(capfd, "--no-cache", ".")
    put({"factcheck.toml": 'content = ["."]\nfail-on = "never"\nexclude = ["closed/"]\n'})
    assert run(capfd, "check", "--no-cache")[0] == 0


def test_records_in_a_folder_that_may_not_be_looked_into_are_told(capfd, monkeypatch) -> None:
    put({"a.md": CLEAN, "sources/b/c.md": "---\nkey: c\n---\n", "factcheck.toml": 'sources = ["sources"]\n'})
    refuse(monkeypatch, "sources/b")
    code, _, err = run(capfd, "check", "--no-cache", "a.md")
    assert (code, err) == (2, "error: sources/b: it may not be read; change its permissions, or exclude it\n")


def test_a_report_that_cannot_be_written_keeps_no_other_back(capfd) -> None:
    put({"a.md": UNCITED})
    wanted = ("concise", "sarif=a.md/x.sarif", "json=b.json", "junit=a.md/x.xml")
    code, out, err = run(capfd, "check", *(word for one in wanted for word in ("--output-format", one)))
    assert code == 2
    assert [line.partition(";")[0] for line in err.splitlines()] == [
        f"error: a.md/x.{suffix}: part of its path is not a folder" for suffix in ("sarif", "xml")
    ]
    assert out == "a.md:1:1: FC101 this figure has no citation\n"
    assert json.loads(pathlib.Path("b.json").read_text())["findings"]


def test_reports_are_in_their_files_before_standard_output_may_end(capfd, monkeypatch) -> None:
    def ends(*_: object, **__: object) -> None:
        raise BrokenPipeError

    put({"a.md": UNCITED})
    monkeypatch.setattr("factcheck.commands._outputs.show", ends)
    run(capfd, "check", "--output-format", "concise", "--output-format", "json=b.json")
    assert json.loads(pathlib.Path("b.json").read_text())["findings"]


@pytest.mark.parametrize(
    "way", [("--fix", "--mark-needed", "FC101", "--exit-zero"), ("--add-ignore", "known")]
)
def test_an_article_that_cannot_be_written_keeps_no_other_back(
    capfd, monkeypatch, way: tuple[str, ...]
) -> None:
    put({"a/a.md": UNCITED, "b/b.md": UNCITED})
    refuse(monkeypatch, "a")
    code, _, err = run(capfd, "check", "--no-cache", "a/a.md", "b/b.md", *way)
    assert code == 2
    assert (
        err.count("error: a/a.md: it may not be written; change the permissions of it and of its folder\n")
        == 1
    )
    assert pathlib.Path("a/a.md").read_text() == UNCITED
    assert pathlib.Path("b/b.md").read_text() != UNCITED


def test_a_ledger_that_cannot_be_written_keeps_no_other_back(capfd) -> None:
    put({"a/a.md": UNCITED, "b/b.md": UNCITED, "claims/a": "a file"})
    code, out, err = run(capfd, "claims", "--write")
    assert (code, out) == (2, "claims/b/b.md.yaml: written\n")
    assert err == "error: claims/a/a.md.yaml: part of its path is not a folder; check the path\n"


def test_a_baseline_that_cannot_be_written_keeps_no_other_back(capfd, monkeypatch) -> None:
    for name in ("a", "b"):
        put({f"{name}/{name}.md": UNCITED, f"{name}/factcheck.toml": ""})
    refuse(monkeypatch, "a")
    code, out, err = run(capfd, "baseline", "a/a.md", "b/b.md")
    assert (code, out) == (2, "b/factcheck-baseline.json: 1 known, 1 added, 0 gone and taken out\n")
    assert err.startswith("error: a/factcheck-baseline.json: it may not be written; ")
