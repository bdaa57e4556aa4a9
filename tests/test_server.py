"""The language server, asked by a client over standard input and output, and its parts without one."""

from __future__ import annotations

import json
import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the language server is optional")

from lsprotocol import types

import factcheck
from factcheck.server.actions import change, code_actions
from factcheck.server.desk import Desk
from factcheck.server.diagnostics import diagnostics
from factcheck.server.hover import hover
from factcheck.server.positions import Ruler
from factcheck.text import Source, Span

UNCITED = "# Vaccines\n\nIn 2019 the vaccine prevented 41% of cases in adults.\n"
CITED = (
    "# Vaccines\n\nIn 2019 the vaccine prevented 41% of cases in adults "
    "([Ito 2020](https://doi.org/10.1000/182)).\n"
)


# --- Positions


@pytest.mark.parametrize(
    ("text", "offset", "encoding", "line", "character", "why"),
    [
        ("abc", 2, "utf-16", 0, 2, "plain"),
        ("a\nbc", 3, "utf-16", 1, 1, "second line"),
        ("a\r\nbc", 4, "utf-16", 1, 1, "CRLF is one line end"),
        ("a\rbc", 3, "utf-16", 1, 1, "a lone CR is one, too"),
        ("a\u2028bc", 3, "utf-16", 0, 3, "other separators are no line ends"),
        ("\U0001f48a b", 2, "utf-16", 0, 3, "two units for a character beyond the first plane"),
        ("\U0001f48a b", 2, "utf-8", 0, 5, "four bytes"),
        ("\U0001f48a b", 2, "utf-32", 0, 2, "one"),
        ("é\n", 1, "utf-16", 0, 1, "one unit"),
        ("", 0, "utf-16", 0, 0, "nothing"),
    ],
)
def test_positions(text: str, offset: int, encoding: str, line: int, character: int, why: str) -> None:
    ruler = Ruler(Source("a.md", text), encoding)
    assert ruler.position(offset) == types.Position(line, character), why
    assert ruler.offset(types.Position(line, character)) == offset, why


def test_positions_outside_the_text_lie_at_its_edge() -> None:
    ruler = Ruler(Source("a.md", "ab\r\ncd"))
    assert ruler.offset(types.Position(0, 99)) == 2
    assert ruler.offset(types.Position(9, 0)) == 6
    assert ruler.position(99) == types.Position(1, 2)
    assert ruler.span(types.Range(types.Position(1, 1), types.Position(0, 1))) == Span(1, 5)


def test_a_change_is_as_short_as_one_stretch_can_be() -> None:
    ruler = Ruler(Source("a.md", "one three\n"))
    (edit,) = change(ruler, "one two three\n")
    assert edit.new_text in ("two ", " two", "wo t")
    assert change(ruler, "one three\n") == []


# --- Reports


def desk(texts: dict[str, str]) -> Desk:
    report = factcheck.check(texts)
    return Desk(report, pages={page.path: page for page in report.pages})


def test_a_diagnostic_says_which_rule() -> None:
    (found,) = diagnostics("a.md", desk({"a.md": UNCITED}))
    assert found.source == "factcheck"
    assert str(found.code).startswith("FC1")
    assert found.range.start == types.Position(2, 0)
    assert found.code_description is not None
    assert found.code_description.href.endswith(("uncited-statistic.md", "uncited-statistic"))


def test_nothing_is_said_of_what_is_cited() -> None:
    assert diagnostics("a.md", desk({"a.md": CITED})) == []


def test_hovering_over_nothing() -> None:
    known = desk({"a.md": UNCITED})
    assert hover("a.md", types.Position(1, 0), known) is None
    assert hover("other.md", types.Position(0, 0), known) is None


def test_actions_leave_the_words_alone() -> None:
    known = desk({"a.md": UNCITED})
    everything = types.Range(types.Position(0, 0), types.Position(9, 0))
    for action in code_actions("a.md", everything, known):
        assert action.edit is not None
        assert action.edit.changes is not None
        (edits,) = action.edit.changes.values()
        after = apply(UNCITED, edits)
        assert after.replace("[citation needed]", "").split("<!--")[0].split() == UNCITED.split()


def apply(text: str, edits: Any) -> str:
    ruler = Ruler(Source("a.md", text))
    for edit in sorted(
        edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True
    ):
        span = ruler.span(edit.range)
        text = text[: span.start] + edit.new_text + text[span.end :]
    return text


# --- A client


class Client:
    """Speaks the protocol with a server in a process of its own."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "factcheck", "server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(pathlib.Path(__file__).parent.parent)},
        )
        self.folder = folder
        self.errors: list[bytes] = []
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._aside: list[dict[str, Any]] = []
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._listen_for_errors, daemon=True).start()

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            assert header.startswith(b"Content-"), header
            length = int(header.split(b":")[1]) if header.startswith(b"Content-Length") else 0
            while line := out.readline().strip():
                if line.startswith(b"Content-Length"):
                    length = int(line.split(b":")[1])
            self._said.put(json.loads(out.read(length)))

    def _listen_for_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(self.process.stderr)

    def notify(self, method: str, params: Any = None, **more: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method: str, params: Any = None) -> Any:
        self._number += 1
        number = self._number
        self.notify(method, params, id=number)
        answer = self.wait(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        for message in self._aside:
            if wanted(message):
                self._aside.remove(message)
                return message
        while True:
            message = self._said.get(timeout=90)
            if wanted(message):
                return message
            self._aside.append(message)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, version: int = 1) -> None:
        document = {"uri": self.uri(name), "languageId": "markdown", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, name: str, text: str, version: int) -> None:
        document = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def diagnostics(self, name: str, version: int) -> list[dict[str, Any]]:
        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            about = message.get("method") == "textDocument/publishDiagnostics"
            return about and params["uri"] == self.uri(name) and params.get("version") == version

        return self.wait(wanted)["params"]["diagnostics"]

    def leave(self) -> int:
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(timeout=30)


@pytest.fixture
def client(tmp_path: pathlib.Path):
    one = Client(tmp_path)
    try:
        answer = one.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
        assert answer["serverInfo"]["name"] == "factcheck"
        assert answer["capabilities"]["hoverProvider"]
        one.notify("initialized", {})
        yield one
    finally:
        one.process.kill()
        one.process.wait()


@pytest.mark.slow
def test_a_text_is_checked_while_it_is_typed(client: Client) -> None:
    client.open("a.md", UNCITED)
    (found,) = client.diagnostics("a.md", 1)
    assert found["range"]["start"] == {"line": 2, "character": 0}
    assert found["code"].startswith("FC1")
    at = {"textDocument": {"uri": client.uri("a.md")}, "position": {"line": 2, "character": 15}}
    said = client.ask("textDocument/hover", at)["contents"]["value"]
    assert "**uncited** statistic" in said
    assert "41%" in said

    actions = client.ask(
        "textDocument/codeAction",
        {"textDocument": at["textDocument"], "range": found["range"], "context": {"diagnostics": [found]}},
    )
    titles = [action["title"] for action in actions]
    assert any(title.startswith(f"Ignore {found['code']}") for title in titles)
    assert "Mark as [citation needed]" in titles
    ignoring = next(action for action in actions if action["title"].startswith("Ignore"))
    (edit,) = ignoring["edit"]["changes"][client.uri("a.md")]
    assert f"factcheck: ignore[{found['code']}]" in edit["newText"]
    place = edit["range"]["start"]
    lines = UNCITED.split("\n")
    line = lines[place["line"]]
    lines[place["line"]] = line[: place["character"]] + edit["newText"] + line[place["character"] :]

    client.change("a.md", "\n".join(lines), 2)
    assert client.diagnostics("a.md", 2) == []
    client.change("a.md", CITED, 3)
    assert client.diagnostics("a.md", 3) == []
    hovered = client.ask("textDocument/hover", at)["contents"]["value"]
    assert "**cited**" in hovered
    assert "10.1000/182" in hovered.replace("\\", "")
    client.change("a.md", "\x00 [[[ <!-- ``` \ud83d | \n|--", 4)
    client.diagnostics("a.md", 4)
    client.change("a.md", "\U0001f48a " + UNCITED.split("\n\n")[1], 5)
    (moved,) = client.diagnostics("a.md", 5)
    assert moved["range"]["start"]["character"] in (0, 3)
    assert moved["range"]["end"]["character"] == len("\U0001f48a " + UNCITED.split("\n\n")[1].strip()) + 1
    assert client.leave() == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("offered", "agreed", "width"),
    [("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2), ("utf-32", "utf-32-le", 4)],
)
def test_characters_are_counted_as_agreed_with_the_client(
    tmp_path: pathlib.Path, offered: str, agreed: str, width: int
) -> None:
    one = Client(tmp_path)
    able = {"general": {"positionEncodings": [offered, "utf-16"]}}
    answer = one.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": able})
    assert answer["capabilities"]["positionEncoding"] == offered
    one.notify("initialized", {})
    text = "\U0001f48a Hé! About 41% of \U0001f48a adults sleep badly. \U0001f48a\n"
    one.open("a.md", text)
    (found,) = one.diagnostics("a.md", 1)
    units = text.encode(agreed)
    start, end = (found["range"][edge]["character"] * width for edge in ("start", "end"))
    assert units[start:end].decode(agreed) == "About 41% of \U0001f48a adults sleep badly."
    inside = {"line": 0, "character": end // width - 1}
    at = {"textDocument": {"uri": one.uri("a.md")}, "position": inside}
    assert one.ask("textDocument/hover", at)["range"] == found["range"]
    assert one.leave() == 0


@pytest.mark.slow
def test_both_ends_of_a_conflict(client: Client) -> None:
    one = "# Calcium\n\nAdults should take no more than 1,000 mg of calcium a day.\n"
    other = "# Advice\n\nAdults should take no more than 600 mg of calcium a day.\n"
    client.open("one.md", one)
    client.diagnostics("one.md", 1)
    client.open("two.md", other)
    found = [each for each in client.diagnostics("two.md", 1) if each["code"].startswith("FC4")]
    assert found, "two limits of one thing conflict"
    (related,) = found[0]["relatedInformation"]
    assert related["location"]["uri"] == client.uri("one.md")
    assert related["location"]["range"]["start"]["line"] == 2
    while not (back := [each for each in client.diagnostics("one.md", 1) if each["code"].startswith("FC4")]):
        pass
    assert back[0]["relatedInformation"][0]["location"]["uri"] == client.uri("two.md")
    client.change("two.md", other.replace("600", "1,000"), 2)
    assert not [each for each in client.diagnostics("two.md", 2) if each["code"].startswith("FC4")]
    assert client.leave() == 0


@pytest.mark.slow
def test_an_older_version_that_is_shown_beside_a_file_is_not_held_against_it(client: Client) -> None:
    """As editors open it to show what was changed."""
    text = "# Advice\n\nAdults should take no more than 600 mg of calcium a day.\n"
    uri = f"git:{client.folder.as_posix()}/a.md?%7B%22ref%22%3A%22HEAD%22%7D"
    older = {"uri": uri, "languageId": "markdown", "version": 1, "text": text.replace("600", "1,000")}
    client.notify("textDocument/didOpen", {"textDocument": older})
    client.open("a.md", text)
    assert "FC404" not in [found["code"] for found in client.diagnostics("a.md", 1)]
    asked = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 3}}
    assert client.ask("textDocument/hover", asked) is None
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.leave() == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["my notes/ü.md", "a%20b.md", "c#d?.md"])
def test_a_text_goes_by_the_address_that_the_client_gave_it(client: Client, name: str) -> None:
    client.open(name, UNCITED)
    (found,) = client.diagnostics(name, 1)
    at = {"textDocument": {"uri": client.uri(name)}, "position": {"line": 2, "character": 15}}
    assert "**uncited**" in client.ask("textDocument/hover", at)["contents"]["value"]
    wanted = {
        "textDocument": at["textDocument"],
        "range": found["range"],
        "context": {"diagnostics": [found]},
    }
    changed = [list(action["edit"]["changes"]) for action in client.ask("textDocument/codeAction", wanted)]
    assert changed == [[client.uri(name)]] * len(changed)
    assert changed
    assert client.leave() == 0


@pytest.mark.slow
def test_the_configuration_counts(client: Client, tmp_path: pathlib.Path) -> None:
    (tmp_path / "factcheck.toml").write_text('ignore = ["FC1"]\n')
    client.open("a.md", UNCITED)
    assert client.diagnostics("a.md", 1) == []
    (tmp_path / "factcheck.toml").write_text("no-such-key = 1\n")
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    said = client.wait(lambda message: message.get("method") == "window/showMessage")
    assert "no-such-key" in said["params"]["message"]
    (tmp_path / "factcheck.toml").write_text("")
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert len(client.diagnostics("a.md", 1)) == 1
    assert client.leave() == 0


@pytest.mark.slow
def test_what_the_baseline_knows_is_not_shown(client: Client, tmp_path: pathlib.Path) -> None:
    (tmp_path / "factcheck.toml").write_text("")
    (tmp_path / "a.md").write_text(UNCITED)
    command = [sys.executable, "-m", "factcheck", "baseline", "--no-cache", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True)
    client.open("a.md", UNCITED)
    assert client.diagnostics("a.md", 1) == []
    client.change("a.md", UNCITED + "\nAbout 73% of cats sleep badly.\n", 2)
    (new,) = client.diagnostics("a.md", 2)
    assert new["range"]["start"]["line"] > 2
    (tmp_path / "factcheck-baseline.json").unlink()
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert len(client.diagnostics("a.md", 2)) == 2
    assert client.leave() == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
def test_nothing_is_said_of_what_is_excluded(client: Client, tmp_path: pathlib.Path) -> None:
    (tmp_path / "factcheck.toml").write_text('exclude = ["drafts/"]\n')
    client.open("drafts/a.md", UNCITED)
    assert client.diagnostics("drafts/a.md", 1) == []
    client.open("b.md", UNCITED)
    assert len(client.diagnostics("b.md", 1)) == 1
    assert client.leave() == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
def test_a_client_that_waits_to_be_asked_is_asked_for_changed_files(tmp_path: pathlib.Path) -> None:
    one = Client(tmp_path)
    able = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    one.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": able})
    one.notify("initialized", {})
    asked = one.wait(lambda message: message.get("method") == "client/registerCapability")
    (registered,) = asked["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    patterns = [watcher["globPattern"] for watcher in registered["registerOptions"]["watchers"]]
    assert {"**/*.toml", "**/*.{yaml,yml}", "**/.gitignore"} <= set(patterns)
    assert {".md", ".bib"} <= set(patterns[1].removeprefix("**/*{").removesuffix("}").split(","))
    assert patterns[2] == "**/factcheck-baseline.json"
    assert one.leave() == 0


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [{"a/factcheck.toml": "selct = []\n"}, {"a/factcheck-baseline.json": "{"}])
def test_a_mistake_in_one_folder_leaves_the_others_as_they_are(
    client: Client, tmp_path: pathlib.Path, wrong: dict[str, str]
) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "factcheck.toml").write_text("")
        client.open(f"{name}/x.md", CITED)
        assert client.diagnostics(f"{name}/x.md", 1) == []
    for name, text in wrong.items():
        (tmp_path / name).write_text(text)
    client.change("a/x.md", UNCITED, 2)
    client.change("b/x.md", UNCITED, 2)
    assert len(client.diagnostics("b/x.md", 2)) == 1
    said = client.wait(lambda message: message.get("method") == "window/showMessage")
    assert all(name in said["params"]["message"] for name in wrong)
    at = {"textDocument": {"uri": client.uri("b/x.md")}, "position": {"line": 2, "character": 15}}
    assert "**uncited**" in client.ask("textDocument/hover", at)["contents"]["value"]
    for name in wrong:
        (tmp_path / name).unlink()
    (tmp_path / "a" / "factcheck.toml").write_text("")
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    assert len(client.diagnostics("a/x.md", 2)) == 1
    assert client.leave() == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
@pytest.mark.parametrize("leaving", ["exit", "end of input"])
def test_a_client_that_leaves_is_not_kept_waiting_by_a_check(
    client: Client, tmp_path: pathlib.Path, leaving: str
) -> None:
    (tmp_path / "factcheck.toml").write_text('content = ["."]\n')
    lines = (
        f"About {number} % of the storks in valley {number} sleep badly.\n\n" for number in range(30_000)
    )
    (tmp_path / "long.md").write_text("".join(lines))
    client.open("a.md", UNCITED)
    database = tmp_path / ".factcheck_cache"
    deadline = time.monotonic() + 60
    while not database.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    if leaving == "exit":
        client.ask("shutdown")
        client.notify("exit")
    else:
        assert client.process.stdin is not None
        client.process.stdin.close()
    assert client.process.wait(timeout=5) == 0
    assert not b"".join(client.errors)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once(client: Client, sent: signal.Signals) -> None:
    client.open("a.md", UNCITED)
    client.diagnostics("a.md", 1)
    client.process.send_signal(sent)
    assert client.process.wait(timeout=20) == 3
    assert not b"".join(client.errors)


def test_without_pygls_the_cure_is_named(tmp_path: pathlib.Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError\n")
    run = subprocess.run(
        [sys.executable, "-m", "factcheck", "server"],
        cwd=pathlib.Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert run.returncode == 2
    assert "factcheck-lint[server]" in run.stderr
    assert len(run.stderr.splitlines()) == 1
