"""The GitHub action: its shell steps run one after the other in a scratch repository, as a runner would do it.

Actions of others are not run; what they are given is looked at.
"""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import re
import shutil
import site
import stat
import subprocess
import sys
from typing import Any

import pytest
import yaml

ROOT = pathlib.Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "win32" or shutil.which("bash") is None, reason="the steps are run with bash"
    ),
]

_TOKEN = re.compile(r"\s*(?:(?P<text>'[^']*')|(?P<name>[\w.-]+)|(?P<sign>==|!=|&&|\|\||\(|\)))")


def value_of(expression: str, context: dict[str, Any]) -> str:
    """An expression of a workflow: names, texts, comparisons, `&&` and `||`, which hand on their last operand."""
    tokens = list(_TOKEN.finditer(expression))

    def operand() -> str:
        token = tokens.pop(0)
        if token["sign"] == "(":
            inner = either()
            tokens.pop(0)
            return inner
        if token["text"]:
            return token["text"][1:-1]
        found: Any = context
        for part in token["name"].split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return str(found)

    def compared() -> str:
        left = operand()
        if tokens and tokens[0]["sign"] in ("==", "!="):
            same = tokens.pop(0)["sign"] == "=="
            return "true" if (left == operand()) is same else ""
        return left

    def both() -> str:
        left = compared()
        while tokens and tokens[0]["sign"] == "&&":
            tokens.pop(0)
            right = compared()
            left = right if left else left
        return left

    def either() -> str:
        left = both()
        while tokens and tokens[0]["sign"] == "||":
            tokens.pop(0)
            right = both()
            left = left or right
        return left

    return either()


def filled(text: Any, context: dict[str, Any]) -> str:
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: value_of(match[1], context), str(text))


def test_expressions_are_understood() -> None:
    context = {"inputs": {"a": "true"}, "github": {"event": {"number": 3}}}
    assert value_of("inputs.a == 'true' && github.event.number || ''", context) == "3"
    assert value_of("inputs.a != 'true' && github.event.number || 'none'", context) == "none"
    assert filled("x ${{ github.event.pull.sha }}!", context) == "x !"


@dataclasses.dataclass
class Outcome:
    """What came of a run of the action."""

    code: int = 0
    printed: str = ""
    outputs: dict[str, str] = dataclasses.field(default_factory=dict)
    summary: str = ""
    used: dict[str, dict[str, str]] = dataclasses.field(default_factory=dict)
    """What actions of others were given, by their name without version."""


class Runner:
    """Runs the steps of the action in a repository."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.temp = folder / "runner temp"
        self.repository = folder / "repository"
        self.tools = folder / "tools"
        for each in (self.temp, self.repository, self.tools):
            each.mkdir()
        self.path = f"{self.tools}{os.pathsep}{os.environ['PATH']}"
        (self.tools / "python").symlink_to(sys.executable)
        self._tool(
            "gh", 'printf "%s\\n" "$*" >> "$GH_LOG"\ncase "$*" in *--paginate*) cat "$GH_EARLIER";; esac\n'
        )
        (folder / "gh.log").touch()
        (folder / "earlier").touch()
        self.installed = False

    def _tool(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/usr/bin/env bash\n{script}")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def git(self, *arguments: str) -> str:
        settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=self.repository,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout.strip()

    def commit(self, texts: dict[str, str]) -> str:
        for name, text in texts.items():
            (self.repository / name).parent.mkdir(parents=True, exist_ok=True)
            (self.repository / name).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "a change")
        return self.git("rev-parse", "HEAD")

    def run(self, event: dict[str, Any], **given: str) -> Outcome:
        inputs = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
        inputs.update({name.replace("_", "-"): value for name, value in given.items()})
        steps: dict[str, Any] = {}
        context = {
            "inputs": inputs,
            "github": {
                "action_path": str(ROOT),
                "repository": "o/r",
                "sha": "0",
                "ref": "",
                "token": "t",
                **event,
            },
            "runner": {"temp": str(self.temp), "os": "Linux"},
            "steps": steps,
        }
        context["inputs"] = {name: filled(value, context) for name, value in inputs.items()}
        outcome = Outcome()
        for step in ACTION["runs"]["steps"]:
            if "if" in step and not value_of(step["if"], context):
                continue
            if "uses" in step:
                name = step["uses"].partition("@")[0]
                outcome.used[name] = {key: filled(value, context) for key, value in step["with"].items()}
                continue
            assert step["shell"] == "bash"
            if step.get("name") == "Install factcheck":
                if self.installed:  # the same each time, and half of what a run takes
                    continue
                self.installed = True
            code, printed, outputs = self._step(step, context, outcome)
            outcome.printed += printed
            if "id" in step:
                steps[step["id"]] = {"outputs": outputs}
            if code and not step.get("continue-on-error"):
                outcome.code = code
                break
            assert not code, printed
        outcome.outputs = {name: filled(each["value"], context) for name, each in ACTION["outputs"].items()}
        return outcome

    def _step(
        self, step: dict[str, Any], context: dict[str, Any], outcome: Outcome
    ) -> tuple[int, str, dict[str, str]]:
        files = {name: self.folder / name for name in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT", "FACTCHECK"))
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.repository,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={
                **inherited,
                **{name: filled(value, context) for name, value in step.get("env", {}).items()},
                **{name: str(file) for name, file in files.items()},
                "PATH": self.path,
                "RUNNER_TEMP": str(self.temp),
                "GH_LOG": str(self.folder / "gh.log"),
                "GH_EARLIER": str(self.folder / "earlier"),
                # Dependencies are those that are here, so that nothing is fetched.
                "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
                "PIP_NO_DEPS": "1",
                "PIP_NO_BUILD_ISOLATION": "0",
                "PIP_NO_INDEX": "1",
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            },
        )
        for line in files["GITHUB_PATH"].read_text().splitlines():
            self.path = f"{line}{os.pathsep}{self.path}"
        outcome.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, outputs

    def asked(self) -> list[str]:
        """What GitHub was asked since the last time."""
        log = self.folder / "gh.log"
        lines = log.read_text(encoding="utf-8").splitlines()
        log.write_text("")
        return lines


OLD = "About 40 % of adults sleep badly.\n"
NEW = "About 70 % of cats snore.\n"


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A repository with an old finding and a new one on a branch, and its origin."""
    found = Runner(tmp_path_factory.mktemp("action"))
    found.git("init", "-q", "-b", "main")
    found.base = found.commit({"docs/old.md": OLD, "factcheck.toml": 'content = ["docs"]\n'})  # type: ignore[attr-defined]
    subprocess.run(
        ["git", "clone", "-q", "--bare", str(found.repository), str(found.folder / "origin")], check=True
    )
    found.git("remote", "add", "origin", str(found.folder / "origin"))
    found.git("checkout", "-q", "-b", "topic")
    found.commit({"docs/new one.md": NEW})
    return found


def pull_request(runner: Any) -> dict[str, Any]:
    base = {"base": {"sha": runner.base}, "number": 7}
    return {"event_name": "pull_request", "event": {"pull_request": base}}


def test_a_pull_request(runner: Runner) -> None:
    outcome = runner.run(pull_request(runner))
    assert outcome.code == 1, outcome.printed
    assert outcome.outputs["exit-code"] == "1"
    assert "::error" in outcome.printed
    assert "file=docs/new one.md,line=1" in outcome.printed
    assert "docs/old.md" not in outcome.printed, "only what the change brought"
    assert "FC101" in outcome.summary
    log = json.loads(pathlib.Path(outcome.outputs["sarif-file"]).read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["FC101"]
    upload = outcome.used["github/codeql-action/upload-sarif"]
    assert upload["sarif_file"] == outcome.outputs["sarif-file"]
    assert outcome.used["actions/cache"]["path"] == f"{runner.temp}/factcheck-cache"
    assert list((runner.temp / "factcheck-cache").glob("*.sqlite")), (
        "what the cache step keeps is what was written"
    )
    looked, wrote = runner.asked()
    assert "repos/o/r/issues/7/comments" in looked
    assert wrote.startswith("api --method POST repos/o/r/issues/7/comments")
    assert (runner.temp / "factcheck.md").read_text(encoding="utf-8").startswith("<!-- factcheck report -->")


def test_a_comment_is_written_over(runner: Runner) -> None:
    (runner.folder / "earlier").write_text("99\n")
    runner.run(pull_request(runner), sarif="false")
    assert runner.asked()[1].startswith("api --method PATCH repos/o/r/issues/comments/99")
    (runner.folder / "earlier").write_text("")


def test_what_the_base_has_got_since_the_event_is_not_the_change(runner: Any) -> None:
    """GitHub merges into the base as it is; the event may name an older commit of it."""
    change = runner.git("rev-parse", "HEAD")
    runner.git("checkout", "-q", "--detach", "main")
    runner.commit({"docs/since.md": OLD})
    runner.git("merge", "-q", "--no-edit", change)
    tested = runner.git("rev-parse", "HEAD")
    event = {**pull_request(runner), "ref": "refs/pull/7/merge", "sha": tested}
    printed = runner.run(event, comment="false", sarif="false").printed
    assert "file=docs/new one.md,line=1" in printed
    assert "docs/since.md" not in printed
    runner.git("checkout", "-q", "topic")
    printed = runner.run(event, comment="false", sarif="false").printed
    assert "file=docs/new one.md,line=1" in printed, "where the workflow checks out the branch itself"


def test_a_push_is_checked_whole_and_gets_no_comment(runner: Runner) -> None:
    outcome = runner.run({"event_name": "push", "event": {}}, annotations="false", sarif="false")
    assert outcome.code == 1
    assert "docs/old.md:1:1" in outcome.printed
    assert "docs/new one.md:1:1" in outcome.printed
    assert "::error" not in outcome.printed
    assert "github/codeql-action/upload-sarif" not in outcome.used
    assert runner.asked() == []


def test_arguments_are_passed_on(runner: Runner) -> None:
    push = {"event_name": "push", "event": {}}
    assert runner.run(push, paths="docs/old.md", args="--select FC2").code == 0
    outcome = runner.run(push, paths="docs/old.md\ndocs\n", args="--select\nFC101\n", annotations="false")
    assert "docs/new one.md:1:1" in outcome.printed, "line by line as well"
    assert runner.run(push, paths="nowhere").code == 2


def test_a_text_from_outside_is_no_command(runner: Runner) -> None:
    outcome = runner.run(
        {"event_name": "push", "event": {}},
        paths="docs/old.md; touch hacked $(touch hacked) `touch hacked`",
        args='"; touch hacked; "',
    )
    assert outcome.code == 2
    assert not (runner.repository / "hacked").exists()
    outcome = runner.run({"event_name": "push", "event": {}}, paths="--fix")
    assert outcome.code == 2, "a path that looks like an option is none"
