"""Baseline, fixes and directives by running the command in a repository of its own."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent
ARTICLE = (
    "# Milk\n\nMilk has 120 mg of calcium per 100 ml. Tea is nice.\n\n"
    "About 30 % of adults drink it, says doi:10.1000/182.\n"
)

pytestmark = pytest.mark.slow


def factcheck(folder: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FACTCHECK", "NO_COLOR", "FORCE_COLOR"))
    }
    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "factcheck.toml").write_text('content = ["docs"]\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "milk.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [f["code"] for f in json.loads(done.stdout)["findings"]]


def test_baseline(repository):
    article = repository / "docs" / "milk.md"
    first = factcheck(repository, "check", "-f", "json")
    assert first.returncode == 1
    assert "FC101" in codes(first)
    written = factcheck(repository, "baseline")
    assert (written.returncode, written.stderr) == (0, "")
    assert written.stdout.startswith("factcheck-baseline.json: ")
    text = (repository / "factcheck-baseline.json").read_text(encoding="utf-8")
    assert '"path": "docs/milk.md"' in text

    clean = factcheck(repository, "check")
    assert clean.returncode == 0
    assert "not shown (baseline)" in clean.stderr

    article.rename(repository / "docs" / "moved.md")
    article = repository / "docs" / "moved.md"
    words = ARTICLE.replace("calcium per", "calcium\nper") + "\nAnd 55 % of cats drink it.\n"
    article.write_text("New words come first.\n\n" + words, encoding="utf-8")
    one = factcheck(repository / "docs", "check", "-f", "json")
    assert one.returncode == 1
    assert codes(one) == ["FC101"], "only the new one, also from another folder"
    every = factcheck(repository, "check", "-f", "json", "--no-baseline")
    assert len(codes(every)) > 1

    article.write_text("Tea is nice.\n", encoding="utf-8")
    gone = factcheck(repository, "check")
    assert gone.returncode == 0
    pruned = factcheck(repository, "baseline", "--prune")
    assert pruned.returncode == 0
    again = factcheck(repository, "baseline")
    assert again.returncode == 0


def counted(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout.partition(": ")[2].strip()


def test_what_is_gone_of_the_baseline(repository):
    docs = repository / "docs"
    (docs / "tea.md").write_text("Tea is drunk by 31 % of all adults.\n", encoding="utf-8")
    factcheck(repository, "baseline")
    assert counted(factcheck(repository, "baseline", "--prune")) == "2 known, 0 added, 0 gone and taken out"

    for flags in (("--select", "FC4"), ("--ignore", "FC1")):
        assert "gone" not in factcheck(repository, "check", *flags).stderr, "what was not looked for"
        pruned = factcheck(repository, "baseline", "--prune", *flags)
        assert counted(pruned) == "2 known, 0 added, 0 gone and taken out"

    (docs / "tea.md").unlink()
    assert "gone" not in factcheck(repository, "check", "docs/milk.md", "--config", "content=[]").stderr
    assert "1 finding of the baseline gone" in factcheck(repository, "check").stderr
    assert "1 finding of the baseline gone" in factcheck(docs, "check", "..").stderr
    (docs / "odd.md").write_bytes(b"\xff")
    assert "gone" not in factcheck(repository, "check").stderr, (
        "it may have been moved to what cannot be read"
    )
    (docs / "odd.md").unlink()
    pruned = factcheck(repository, "baseline", "--prune")
    assert counted(pruned) == "1 known, 0 added, 1 gone and taken out"


def test_a_suppressed_copy_does_not_make_the_other_one_new(repository):
    docs = repository / "docs"
    line = "Tea is drunk by 31 % of all adults."
    (docs / "a.md").write_text(f"{line} <!-- factcheck: ignore[FC101] counted -->\n", encoding="utf-8")
    (docs / "tea.md").write_text(f"{line}\n", encoding="utf-8")
    factcheck(repository, "baseline")
    (docs / "a.md").unlink()
    assert factcheck(repository, "check").returncode == 0


def test_no_baseline_is_written_of_nothing(tmp_path):
    done = factcheck(tmp_path, "baseline")
    assert (done.returncode, done.stderr.startswith("nothing was checked: no article")) == (2, True)
    assert not (tmp_path / "factcheck-baseline.json").exists()


def test_a_baseline_that_projects_share_keeps_what_each_of_them_knows(repository):
    inner = repository / "docs" / "inner"
    inner.mkdir()
    (inner / "factcheck.toml").write_text("", encoding="utf-8")
    (inner / "tea.md").write_text("Tea is drunk by 31 % of all adults.\n", encoding="utf-8")
    factcheck(repository, "baseline", "--baseline", "all.json")
    done = factcheck(repository, "check", "--baseline", "all.json")
    assert (done.returncode, done.stderr) == (0, "2 known findings not shown (baseline)\n")


def test_a_broken_baseline_is_named(repository):
    (repository / "factcheck-baseline.json").write_text("{", encoding="utf-8")
    done = factcheck(repository, "check")
    assert done.returncode == 2
    assert done.stderr.startswith("error: factcheck-baseline.json:1: the baseline is not JSON")
    assert len(done.stderr.splitlines()) == 1
    missing = factcheck(repository, "check", "--baseline", "none.json")
    assert missing.returncode == 2
    assert "none.json" in missing.stderr


def test_fix(repository):
    article = repository / "docs" / "milk.md"
    shown = factcheck(repository, "check", "--diff-fix")
    assert shown.returncode == 1
    assert (
        "+About 30 % of adults drink it, says [doi:10.1000/182](https://doi.org/10.1000/182)." in shown.stdout
    )
    assert article.read_text(encoding="utf-8") == ARTICLE
    done = factcheck(repository, "check", "--fix", "--mark-needed", "FC1", "-f", "json")
    assert "fixed 2 places in 1 file" in done.stderr
    after = article.read_text(encoding="utf-8")
    assert "per 100 ml. [citation needed] Tea is nice." in after
    assert {f["severity"] for f in json.loads(done.stdout)["findings"]} <= {"info"}
    twice = factcheck(repository, "check", "--fix", "--mark-needed", "FC1")
    assert article.read_text(encoding="utf-8") == after
    assert "fixed" not in twice.stderr
    assert factcheck(repository, "check", "--diff-fix", "--mark-needed", "FC1").stdout == ""


def test_fix_keeps_line_ends_and_the_byte_order_mark(repository):
    article = repository / "docs" / "milk.md"
    data = b"\xef\xbb\xbf" + ARTICLE.removeprefix("# Milk\n\n").replace("\n", "\r\n").encode()
    article.write_bytes(data)
    shown = factcheck(repository, "check", "--diff-fix")
    factcheck(repository, "check", "--fix")
    plain = b"says doi:10.1000/182"
    assert plain in data
    wanted = data.replace(plain, b"says [doi:10.1000/182](https://doi.org/10.1000/182)")
    assert article.read_bytes() == wanted
    assert "\n-\ufeff" not in shown.stdout
    assert "\n \ufeffMilk has" in shown.stdout, "so that the diff can be applied"


def test_a_file_under_two_names_is_written_once(repository):
    article = repository / "docs" / "milk.md"
    (repository / "docs" / "index.md").symlink_to("milk.md")
    shown = factcheck(repository, "check", "--diff-fix")
    assert shown.stdout.count("+++") == shown.stdout.count("+++ b/docs/milk.md") == 1
    done = factcheck(repository, "check", "--fix")
    assert "fixed 1 place in 1 file" in done.stderr
    assert article.read_text(encoding="utf-8").count("https://doi.org/") == 1
    ignored = factcheck(repository, "check", "--add-ignore", "why")
    assert ignored.returncode == 0
    assert article.read_text(encoding="utf-8").count("factcheck: ignore") == 1
    assert (repository / "docs" / "index.md").is_symlink()


def test_marking_wants_a_fix(repository):
    done = factcheck(repository, "check", "--mark-needed", "FC101")
    assert done.returncode == 2
    assert "--mark-needed goes with --fix or --diff-fix" in done.stderr


def test_add_ignore(repository):
    article = repository / "docs" / "milk.md"
    done = factcheck(repository, "check", "--add-ignore", "until the survey is out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("docs/milk.md: ")
    assert "<!-- factcheck: ignore[FC101] until the survey is out -->" in article.read_text(encoding="utf-8")
    clean = factcheck(repository, "check", "-f", "json", "--select", "FC,FC905")
    assert clean.returncode == 0
    assert codes(clean) == []
    article.write_text(
        "Tea is nice. <!-- factcheck: ignore[FC101] why -->\n\n"
        "Gin is nice. <!-- factcheck: ignore[FC110] why -->\n\n"
        "Rum is nice. <!-- factcheck: ignore until=2020-01-01 why -->\n\n"
        "Ale is 5 % gin. <!-- factcheck: ignore[FC101] -->\n",
        encoding="utf-8",
    )
    problems = factcheck(repository, "check", "-f", "json", "--extend-select", "FC905")
    assert codes(problems) == ["FC902", "FC904", "FC903", "FC905"]
    unreadable = repository / "docs" / "odd.md"
    unreadable.write_bytes(b"\xff\xfe\xfa")
    done = factcheck(repository, "check", "-f", "json")
    assert done.returncode == 2
    assert "FC901" in codes(done)


def test_standard_input_cannot_be_written(repository):
    done = factcheck(repository, "check", "-", "--fix")
    assert done.returncode == 2
    assert "--diff-fix" in done.stderr
