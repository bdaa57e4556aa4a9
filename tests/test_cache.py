"""The cache: never wrong, never in the way."""

from __future__ import annotations

import multiprocessing
import os
import pathlib
import sqlite3
import time

import pytest

from factcheck.cache import Cache, clean, key


def database(folder: pathlib.Path) -> pathlib.Path:
    return next(folder.glob("pages-*.sqlite"))


def test_what_is_put_is_got(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path / "c")
    cache.put({b"a": b"1", b"b": b"2"})
    cache.put_report(b"r", b"report")
    cache.close()
    again = Cache(tmp_path / "c")
    assert again.get([b"a", b"b", b"none"]) == {b"a": b"1", b"b": b"2"}
    assert again.get_report(b"r", [b"a"]) == b"report"
    assert again.get_report(b"other", []) is None
    again.close()


def test_keys_tell_parts_apart() -> None:
    assert key(["ab", "c"]) != key(["a", "bc"])
    assert key(["a", b"b"]) == key([b"a", "b"])


def test_it_is_hidden_from_git(tmp_path: pathlib.Path) -> None:
    Cache(tmp_path / "c").close()
    assert (tmp_path / "c" / ".gitignore").read_text().endswith("*\n")


def test_only_the_last_reports_are_kept(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path)
    for number in range(20):
        cache.put_report(b"%d" % number, b"x")
    assert cache.get_report(b"19", []) == b"x"
    assert cache.get_report(b"0", []) is None
    cache.close()


@pytest.mark.parametrize("damage", [b"", b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_anew(tmp_path: pathlib.Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    cache.close()
    database(tmp_path).write_bytes(damage)
    again = Cache(tmp_path)
    assert again.get([b"a"]) == {}
    again.put({b"a": b"2"})
    assert again.get([b"a"]) == {b"a": b"2"}
    again.close()


@pytest.mark.parametrize("at", [16, 21, 47, 59])
def test_a_damaged_header_is_begun_anew(tmp_path: pathlib.Path, at: int) -> None:
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    cache.close()
    data = bytearray(database(tmp_path).read_bytes())
    data[at] = 0x7F
    database(tmp_path).write_bytes(data)
    for _run in range(2):
        again = Cache(tmp_path)
        again.put({b"b": b"2"})
        again.close()
    again = Cache(tmp_path)
    assert again.get([b"b"]) == {b"b": b"2"}
    again.close()


def test_damage_in_the_middle_is_never_believed(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path)
    cache.put({b"%d" % number: bytes([number]) * 3000 for number in range(100)})
    cache.close()
    data = bytearray(database(tmp_path).read_bytes())
    for at in range(5000, len(data), 1000):
        data[at] ^= 0xFF
    database(tmp_path).write_bytes(data)
    again = Cache(tmp_path)
    found = again.get([b"%d" % number for number in range(100)])
    assert len(found) < 100, "the damage is seen"
    assert found == {name: bytes([int(name)]) * 3000 for name in found}
    again.close()


def test_a_changed_page_is_not_believed(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    cache.close()
    connection = sqlite3.connect(database(tmp_path))
    connection.execute("UPDATE pages SET page = ?", (b"9",))
    connection.commit()
    connection.close()
    again = Cache(tmp_path)
    assert again.get([b"a"]) == {}
    again.close()


def test_a_table_of_another_shape_is_begun_anew(tmp_path: pathlib.Path) -> None:
    Cache(tmp_path).close()
    path = database(tmp_path)
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE pages (other INTEGER)")
    connection.commit()
    connection.close()
    again = Cache(tmp_path)
    again.put({b"a": b"1"})
    assert again.get([b"a"]) == {b"a": b"1"}
    again.close()


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_where_nothing_can_be_made_the_run_goes_on(tmp_path: pathlib.Path, where: str) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / where)
    cache.put({b"a": b"1"})
    assert cache.get([b"a"]) == {}
    cache.close()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_a_read_only_folder_is_no_hindrance(tmp_path: pathlib.Path) -> None:
    tmp_path.chmod(0o500)
    cache = Cache(tmp_path / "c")
    cache.put({b"a": b"1"})
    assert cache.get([b"a"]) == {}
    cache.close()
    tmp_path.chmod(0o700)


def test_a_file_that_may_not_be_written_is_no_hindrance(tmp_path: pathlib.Path) -> None:
    """As SQLite meets a read-only disk; this binds whoever runs the test."""
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    assert cache._connection is not None
    cache._connection.execute("PRAGMA query_only = ON")
    assert cache.get([b"a"]) == {b"a": b"1"}
    assert cache.remembered(b"state", lambda: b"digest") == b"digest"
    cache.put({b"b": b"2"})
    cache.put_report(b"r", b"report")
    cache.put_batch(b"s", b"batch", ())
    cache.close()
    again = Cache(tmp_path)
    assert again.get([b"a", b"b"]) == {b"a": b"1"}
    again.close()


def test_a_folder_in_place_of_the_file_is_no_hindrance(tmp_path: pathlib.Path) -> None:
    Cache(tmp_path / "c").close()
    path = database(tmp_path / "c")
    path.unlink()
    path.mkdir()
    cache = Cache(tmp_path / "c")
    cache.put({b"a": b"1"})
    assert cache.get([b"a"]) == {}
    cache.close()


def test_a_full_disk_is_no_hindrance(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    assert cache._connection is not None
    cache._connection.execute("PRAGMA max_page_count = 20")
    cache.put({b"b": b"x" * 1_000_000})  # "database or disk is full"
    assert cache.get([b"a"]) == {}
    cache.close()
    again = Cache(tmp_path)
    assert again.get([b"a", b"b"]) == {b"a": b"1"}
    again.close()


def _write(folder: pathlib.Path, number: int) -> None:
    cache = Cache(folder)
    for turn in range(20):
        cache.put({b"%d-%d" % (number, turn): b"%d" % turn, b"shared": b"same"})
    cache.close()


def _write_and_die(folder: pathlib.Path) -> None:
    cache = Cache(folder)
    cache.put({b"before": b"1"})
    assert cache._connection is not None
    cache._connection.execute("BEGIN IMMEDIATE")
    cache._connection.execute(
        "INSERT INTO pages (key, page, sum, used) VALUES (?, ?, ?, ?)", (b"half", b"1", b"1", 1)
    )
    os._exit(9)


def test_several_processes_write_at_once(tmp_path: pathlib.Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write, args=(tmp_path, number)) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    cache = Cache(tmp_path)
    names = [b"%d-%d" % (number, turn) for number in range(3) for turn in range(20)]
    assert len(cache.get([*names, b"shared"])) == 61
    cache.close()


def test_a_process_that_is_killed_leaves_nothing_half(tmp_path: pathlib.Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 9
    cache = Cache(tmp_path)
    assert cache.get([b"before", b"half"]) == {b"before": b"1"}
    cache.put({b"after": b"2"})
    assert cache.get([b"after"]) == {b"after": b"2"}
    cache.close()


def test_what_is_not_used_for_a_month_goes(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000_000_000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    cache = Cache(tmp_path)
    cache.put({b"a": b"1", b"b": b"2", b"c": b"3"})
    cache.put_report(b"r", b"report")
    cache.put_batch(b"s", b"batch", ())
    cache.close()
    for _ in range(40):
        clock[0] += 86_400
        cache = Cache(tmp_path)
        assert cache.get([b"a"]) == {b"a": b"1"}
        assert cache.get_report(b"r", [b"b"]) == b"report", "and with it what it rests on"
        cache.close()
    cache = Cache(tmp_path)
    assert cache.get([b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"2"}
    assert cache.batches(b"s") == []
    cache.close()


def test_files_of_other_layouts_go_when_no_version_uses_them(tmp_path: pathlib.Path) -> None:
    for name, used in (("pages-1.sqlite", 0), ("pages-1.sqlite-wal", 0), ("pages-2.sqlite", time.time())):
        (tmp_path / name).write_bytes(b"of another version")
        os.utime(tmp_path / name, (used, used))
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    cache.close()
    assert not (tmp_path / "pages-1.sqlite").exists()
    assert not (tmp_path / "pages-1.sqlite-wal").exists()
    assert (tmp_path / "pages-2.sqlite").exists()
    again = Cache(tmp_path)
    assert again.get([b"a"]) == {b"a": b"1"}
    again.close()


def test_it_does_not_grow_for_ever(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.cache._LARGEST", 200_000)
    clock = [1_000_000_000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    for number in range(40):
        clock[0] += 3_600
        cache = Cache(tmp_path)
        cache.put({b"%d" % number: b"x" * 20_000})
        cache.close()
    assert database(tmp_path).stat().st_size < 600_000
    cache = Cache(tmp_path)
    assert cache.get([b"39"]), "the newest is kept"
    cache.close()


def test_comparisons_of_a_few_scopes_are_kept(tmp_path: pathlib.Path) -> None:
    cache = Cache(tmp_path)
    for number in range(8):
        cache.put_batch(b"%d" % number, b"one", ())
        cache.put_batch(b"%d" % number, b"two", ())
    (one, _), (two, _) = cache.batches(b"7")
    cache.put_batch(b"7", b"both", [one, two])
    assert [batch for _, batch in cache.batches(b"7")] == [b"both"]
    assert cache.batches(b"0") == []
    cache.close()


def test_clean_takes_all_away(tmp_path: pathlib.Path) -> None:
    Cache(tmp_path / "c").close()
    assert clean(tmp_path / "c")
    assert not (tmp_path / "c").exists()
    assert not clean(tmp_path / "c")


def test_a_folder_that_holds_other_things_is_left_as_it_is(tmp_path: pathlib.Path) -> None:
    """`--cache-dir .` must not hide a repository from git, and clearing must not take its .gitignore away."""
    (tmp_path / "article.md").write_text("words")
    cache = Cache(tmp_path)
    cache.put({b"a": b"1"})
    cache.close()
    assert {path.name for path in tmp_path.iterdir()} == {"article.md", database(tmp_path).name}
    (tmp_path / ".gitignore").write_text("/mine\n")
    assert clean(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"article.md", ".gitignore"}
    assert (tmp_path / ".gitignore").read_text() == "/mine\n"
