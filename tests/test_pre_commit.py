"""The hooks, run by the real pre-commit in a scratch repository; their own repository is this checkout."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

import pytest
import yaml

from factcheck import readers, references

ROOT = pathlib.Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def endings(hook: str) -> set[str]:
    (found,) = [each for each in HOOKS if each["id"] == hook]
    alternatives = found["files"].partition("(md")[2].partition(")$")[0]
    return {f".{each}" for each in f"md{alternatives}".replace("html?", "html|htm").split("|")}


def test_the_hooks_see_every_format():
    for hook in HOOKS:
        missing = set(readers.readers()) - endings(hook["id"])
        assert not missing, f"{hook['id']} leaves out {sorted(missing)}"
    assert {".bib", ".ris"} <= endings("factcheck") & set(references.formats())


def git(folder: pathlib.Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env={
            **{n: v for n, v in os.environ.items() if not n.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def copy_of_the_checkout(folder: pathlib.Path) -> str:
    """The files as they stand now, committed; returns the commit."""
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "corpus/", "claims/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    return git(folder, "rev-parse", "HEAD")


class Repository:
    """A scratch repository that uses the hooks of this checkout."""

    def __init__(self, folder: pathlib.Path, hooks: pathlib.Path, commit: str, home: pathlib.Path) -> None:
        self.folder, self.home = folder, home
        folder.mkdir()
        known = [{"id": each["id"]} for each in HOOKS]
        config = {"repos": [{"repo": str(hooks), "rev": commit, "hooks": known}]}
        self.write({".pre-commit-config.yaml": yaml.safe_dump(config)})
        git(folder, "init", "--quiet")

    def write(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def add(self, texts: dict[str, str]) -> None:
        self.write(texts)
        git(self.folder, "add", "--all")

    def run(self, hook: str, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook, "--color", "never", "--verbose", *arguments],
            cwd=self.folder,
            env={
                **{n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "FACTCHECK"))},
                "PRE_COMMIT_HOME": str(self.home),
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """The hooks' repository, its commit, and where pre-commit installs it, once for all tests."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    pytest.importorskip("pre_commit")
    folder = tmp_path_factory.mktemp("hooks")
    return folder, copy_of_the_checkout(folder), tmp_path_factory.mktemp("home")


@pytest.mark.slow
def test_in_a_repository(tmp_path, hooks):
    repository = Repository(tmp_path / "my repo", *hooks)
    articles = {
        "docs/käse one.md": "# Calcium\n\nAdults should take 1,000 mg of calcium a day [@a].\n",
        "docs/two.md": "# Calcium\n\nAdults should take 600 mg of calcium a day [@a].\n",
        "docs/old.md": "Milk has 120 mg of calcium per 100 ml.\n",
        "docs/refs.bib": "@book{a, author = {A. Bee}, title = {Milk}, year = {2001}, publisher = {Sea}}\n",
    }
    repository.add({"factcheck.toml": 'content = ["docs"]\nexclude = ["docs/old.md"]\n', **articles})

    code, said = repository.run("factcheck", "--files", "docs/käse one.md")
    assert code == 1, said
    assert "[FC40" in said, "one file is given, and compared with the other"
    assert "docs/käse one.md:3" in said
    assert "docs/two.md:3" in said

    code, said = repository.run("factcheck", "--files", "docs/old.md")
    assert code == 0, said

    repository.add({"docs/two.md": articles["docs/käse one.md"]})
    code, said = repository.run("factcheck", "--all-files")
    assert code == 0, said

    repository.add({"docs/two.md": "About 30 % of adults drink milk.\n"})
    code, said = repository.run("factcheck")
    assert code == 1, said
    assert "FC101" in said


@pytest.mark.slow
def test_the_ledger_is_kept_up_to_date(tmp_path, hooks):
    repository = Repository(tmp_path / "repo", *hooks)
    repository.add(
        {
            "factcheck.toml": 'content = ["docs"]\nexclude = ["docs/old.md"]\n',
            "docs/käse one.md": "About 30 % of adults drink milk.\n",
            "docs/old.md": "Milk has 120 mg of calcium per 100 ml.\n",
        }
    )
    ledger = repository.folder / "claims" / "docs" / "käse one.md.yaml"

    code, said = repository.run("factcheck-claims")
    assert code == 1, said
    assert "käse one.md.yaml: written" in said
    assert "About 30 % of adults drink milk" in ledger.read_text(encoding="utf-8")
    assert not (ledger.parent / "old.md.yaml").exists(), "what is excluded has no ledger"

    repository.add({})
    code, said = repository.run("factcheck-claims")
    assert code == 0, said

    repository.add({"docs/käse one.md": "About 35 % of adults drink milk.\n"})
    code, said = repository.run("factcheck-claims", "--files", "docs/käse one.md")
    assert code == 1, said
    assert "About 35 % of adults drink milk" in ledger.read_text(encoding="utf-8")
