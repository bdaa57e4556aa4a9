"""Finding, reading and writing files."""

from __future__ import annotations

import inspect
import os
import pathlib
import sys

import pytest

from factcheck import files
from factcheck.errors import UserError
from factcheck.files import Exclusion, decode, read_text, walk, write_atomically


@pytest.fixture(autouse=True)
def _afresh():
    files.forget()


def make(folder: pathlib.Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def found(folder: pathlib.Path, *patterns: str, respect: bool = True) -> list[str]:
    exclusion = Exclusion(folder, patterns, respect)
    return [path.relative_to(folder).as_posix() for path in walk(folder, exclusion)]


def test_text_is_read_as_it_stands() -> None:
    assert decode(b"a\r\nb\rc", "f") == "a\r\nb\rc"
    assert decode("\ufeffé".encode(), "f") == "é"
    assert decode("a\u2028\U0001f600".encode(), "f") == "a\u2028\U0001f600"


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", None, "it is empty"),
        (b" \n\t\n", None, "it is empty"),
        (b"ok\ncaf\xe9\n", 2, "not UTF-8"),
        (b"a\0b", None, "binary"),
        (b"\xff\xfea\0", None, "UTF-16"),
        (b"\xed\xa0\x80", 1, "not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_cure(data: bytes, line: int | None, words: str) -> None:
    with pytest.raises(UserError) as caught:
        decode(data, "f.md")
    assert (caught.value.path, caught.value.line) == ("f.md", line)
    assert words in str(caught.value)
    assert ";" in str(caught.value)


def test_hidden_files_and_what_tools_make_are_left_out(tmp_path: pathlib.Path) -> None:
    make(
        tmp_path,
        "a.md",
        ".git/x.md",
        "node_modules/x.md",
        "sub/build/x.md",
        "LICENSE.md",
        "requirements.txt",
        "b/c.md",
    )
    assert found(tmp_path) == ["a.md", "b/c.md"]
    assert found(tmp_path, "!build/") == ["a.md", "b/c.md", "sub/build/x.md"]


def test_exclude_works_as_gitignore_does(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "a.md", "drafts/a.md", "docs/drafts/b.md", "docs/keep.md", "docs/x.txt")
    assert found(tmp_path, "drafts/") == ["a.md", "docs/keep.md", "docs/x.txt"]
    assert found(tmp_path, "/drafts") == ["a.md", "docs/drafts/b.md", "docs/keep.md", "docs/x.txt"]
    assert found(tmp_path, "docs/*", "!docs/keep.md") == ["a.md", "docs/keep.md", "drafts/a.md"]


def test_nested_and_negated_gitignores(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "a.md", "b.md", "docs/a.md", "docs/b.md", "docs/deep/a.md", "out/a.md")
    (tmp_path / ".gitignore").write_text("a.md\nout/\n")
    (tmp_path / "docs" / ".gitignore").write_text("!a.md\nb.md\n")
    (tmp_path / "out" / ".gitignore").write_text("!*\n")  # git does not look into an ignored folder
    assert found(tmp_path) == ["b.md", "docs/a.md", "docs/deep/a.md"]
    assert len(found(tmp_path, respect=False)) == 6


def test_a_nearer_gitignore_takes_back_a_folder_and_not_what_is_in_it(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "docs/sub/a.md", "docs/sub/b.txt")
    (tmp_path / ".gitignore").write_text("*.md\nsub\n")
    (tmp_path / "docs" / ".gitignore").write_text("!sub\n")
    assert found(tmp_path) == ["docs/sub/b.txt"]


def test_what_is_no_pattern_is_passed_over_as_git_does(
    tmp_path: pathlib.Path, recwarn: pytest.WarningsRecorder
) -> None:
    make(tmp_path, "a.md", "b.md", "[x.md")
    (tmp_path / ".gitignore").write_text("[z-a].md\n!\nc\\\n[[]x.md\na.md\n")
    assert found(tmp_path) == ["b.md"]
    assert not recwarn.list


def test_a_byte_order_mark_belongs_to_no_pattern(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "a.md", "b.md")
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbfa.md\r\n")
    assert found(tmp_path) == ["b.md"]


def test_the_repository_above_has_a_say(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "articles/a.md", "articles/b.md")
    (tmp_path / ".git" / "info").mkdir(parents=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("b.md\n")
    (tmp_path / ".gitignore").write_text("/articles/a.md\n")
    assert found(tmp_path / "articles") == []


@pytest.mark.parametrize("shared", ["../..", None])  # another working tree; a submodule, which shares nothing
def test_what_git_excludes_where_its_folder_lies_elsewhere(
    tmp_path: pathlib.Path, shared: str | None
) -> None:
    make(tmp_path, "tree/a.md", "tree/b.md")
    own = tmp_path / "main" / ".git" / "worktrees" / "tree"
    own.mkdir(parents=True)
    (tmp_path / "tree" / ".git").write_text("gitdir: ../main/.git/worktrees/tree\n")
    if shared is not None:
        (own / "commondir").write_text(f"{shared}\n")
    info = own / (shared or "") / "info"
    info.mkdir()
    (info / "exclude").write_text("b.md\n")
    assert found(tmp_path / "tree") == ["a.md"]


@pytest.mark.parametrize("marker", ["folder", "file"])  # a file: a submodule or another working tree
def test_a_repository_within_goes_by_its_own(tmp_path: pathlib.Path, marker: str) -> None:
    make(tmp_path, "a.md", "in/a.md", "in/b.md", "in/deep/a.md", "not/a.md", "not/b.md")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("a.md\nnot/\n")
    (tmp_path / "in" / ".gitignore").write_text("b.md\n")
    for inner in (tmp_path / "in" / ".git", tmp_path / "not" / ".git"):
        inner.mkdir() if marker == "folder" else inner.write_text("gitdir: elsewhere\n")
    assert found(tmp_path) == ["in/a.md", "in/deep/a.md"]
    assert found(tmp_path / "in") == ["a.md", "deep/a.md"]


def test_links_that_lead_round_do_not_hang(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "sub/a.md")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "round.md").symlink_to(tmp_path / "round.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert found(tmp_path) == ["sub/a.md"]
    with pytest.raises(UserError, match="circle"):
        files.read_text(tmp_path / "round.md", "round.md")


@pytest.mark.skipif(os.sep == "\\", reason="backslashes are this system's own")
def test_separators_of_windows_are_understood(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "sub folder/ü.md")
    monkeypatch.chdir(tmp_path)
    assert files.shown(files.named("sub folder\\ü.md")) == "sub folder/ü.md"
    make(tmp_path, "odd\\name.md")
    assert files.named("odd\\name.md").name == "odd\\name.md"


def test_a_written_file_keeps_its_mode_and_its_link(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    write_atomically(link, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "link.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_written_to_and_stays(tmp_path: pathlib.Path) -> None:
    """As `/dev/null`, which a run as root must not put a file in the place of."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, "new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_into_is_not_waited_for(tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(UserError, match="it is not a regular file"):
        read_text(tmp_path / "a.md", "a.md")
    with pytest.raises(UserError, match="it is a folder"):
        read_text(tmp_path, "a.md")


def test_what_may_not_be_written_is_said(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    with pytest.raises(
        UserError, match="it may not be written; change the permissions of it and of its fold"
    ):
        write_atomically(tmp_path / "a.md", "new")


def test_nothing_is_written_half(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="disk is full"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_folders_may_lie_in_each_other_deeper_than_calls_may(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, f"{'d/' * 400}a.md")
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        assert found(tmp_path, "b/") == [f"{'d/' * 400}a.md"]
    finally:
        sys.setrecursionlimit(before)
