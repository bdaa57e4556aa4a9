"""A run with a cache says what a run without one says, whatever was edited and whatever happened to the cache."""

from __future__ import annotations

import multiprocessing
import os
import pathlib
import random
import sqlite3
import time

import pytest

from factcheck import files, processes, run, studying
from factcheck.cache import FOLDER, _check_sum
from factcheck.projects import Request, projects

PLACES = ("Meryn", "Orvale", "Tarn", "Lissow", "Quell")
CLAIMS = (
    "The {} lighthouse is {} metres high.",
    "The {} lighthouse was opened in {}.",
    "About {1} % of visitors to {0} come by ferry.",
    "Visitors to {} should bring {} litres of water a day.",
    "Fog raises the running costs of the {} harbour by {} %.",
    "Fog lowers the running costs of the {} harbour by {} %.",
    "Some studies say that {} has {} breeding pairs of terns [@terns].",
    "The {} ferry carries {} cars. <!-- factcheck: ignore[FC101] counted by hand -->",
)


def paragraph(chance: random.Random) -> str:
    year = chance.random() < 0.2
    number = chance.randint(1890, 1930) if year else chance.randint(2, 90)
    return chance.choice(CLAIMS).format(chance.choice(PLACES), number)


def article(chance: random.Random) -> str:
    said = [paragraph(chance) for _ in range(chance.randint(1, 5))]
    return f"# {chance.choice(PLACES)}\n\n" + "\n\n".join(said) + "\n"


def edit(chance: random.Random) -> None:
    """One change as people make them."""
    names = sorted(pathlib.Path("articles").glob("*.md"))
    what = chance.choice(("write", "write", "append", "append", "delete", "rename", "bibliography"))
    if what == "write" or len(names) < 3:
        pathlib.Path(f"articles/{chance.choice('abcdefghijklmn')}.md").write_text(article(chance))
    elif what == "append":
        name = chance.choice(names)
        name.write_text(name.read_text() + f"\n{paragraph(chance)}\n")
    elif what == "delete":
        chance.choice(names).unlink()
    elif what == "rename":
        chance.choice(names).replace(f"articles/{chance.choice('opqrst')}.md")
    else:
        key = chance.choice(("terns", "gulls"))
        pathlib.Path("articles/refs.bib").write_text(
            f"@book{{{key}, title = {{Terns}}, author = {{A. Tern}}, year = {{2001}}, publisher = {{Sea}}}}\n"
        )


@pytest.fixture(autouse=True)
def here(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pathlib.Path("factcheck.toml").write_text('content = ["articles"]\nconfidence = "low"\n')
    pathlib.Path("articles").mkdir()


def said(*, use_cache: bool, jobs: int = 1) -> tuple[object, ...]:
    files.forget()
    request = Request(jobs=jobs, use_cache=use_cache)
    report = run.joined([run.perform(project, request) for project in projects(request)])
    return report.as_json(), tuple(report.conflicts), tuple(report.suppressed), report.unreadable


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(seed: int) -> None:
    chance = random.Random(seed)
    for name in "abcdefghi":
        pathlib.Path(f"articles/{name}.md").write_text(article(chance))
    conflicts = 0
    for _turn in range(8):
        kept, anew = said(use_cache=True), said(use_cache=False)
        assert kept == anew
        assert said(use_cache=True) == anew, "and the report that is kept"
        conflicts += len(anew[1])
        for _ in range(chance.randint(1, 2)):
            edit(chance)
    assert conflicts, "the articles are such that something is compared"


def some_articles(count: int = 6) -> None:
    chance = random.Random(7)
    for name in "abcdefghi"[:count]:
        pathlib.Path(f"articles/{name}.md").write_text(article(chance))


def test_only_an_edited_file_is_studied_and_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck import conflicts

    some_articles()
    said(use_cache=True)
    studied: list[str] = []
    compared: list[tuple[str, str]] = []
    real_study, real_disagreement = studying.study_one, conflicts.disagreement

    def study(source, *rest):
        studied.append(source.path)
        return real_study(source, *rest)

    def disagreement(a, b):
        compared.append((a.path, b.path))
        return real_disagreement(a, b)

    monkeypatch.setattr(studying, "study_one", study)
    monkeypatch.setattr(conflicts, "disagreement", disagreement)
    name = pathlib.Path("articles/c.md")
    name.write_text(name.read_text() + "\nThe Meryn lighthouse is 44 metres high.\n")
    said(use_cache=True)
    assert studied == ["articles/c.md"]
    assert compared
    assert [pair for pair in compared if "articles/c.md" not in pair] == []


@pytest.mark.parametrize("seems", ["new", "old"])
def test_a_little_text_may_be_parsed_in_another_process(monkeypatch: pytest.MonkeyPatch, seems: str) -> None:
    """As it is while this process has not loaded the language model: one that is begun before files are read, or after."""
    monkeypatch.setattr("factcheck.language.is_loaded", lambda: False)
    some_articles()
    said(use_cache=True)
    name = pathlib.Path("articles/c.md")
    name.write_text(name.read_text() + "\nThe Meryn lighthouse is 44 metres high.\n")
    if seems == "old":
        os.utime(name, (0, 0))
    begun: list[int] = []
    real = studying.beside
    monkeypatch.setattr(
        studying, "beside", lambda *given, **named: begun.append(given[1]) or real(*given, **named)
    )
    assert said(use_cache=True, jobs=2) == said(use_cache=False)
    assert begun == [name.stat().st_size]
    assert not multiprocessing.active_children()


def test_a_process_that_nothing_is_parsed_by_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is touched, and holds what it held."""
    monkeypatch.setattr("factcheck.language.is_loaded", lambda: False)
    monkeypatch.setattr(studying, "_load", lambda *_: time.sleep(60))
    some_articles()
    anew = said(use_cache=True)
    pathlib.Path("articles/c.md").touch()
    started = time.monotonic()
    assert said(use_cache=True, jobs=2) == anew
    assert time.monotonic() - started < 30
    assert not multiprocessing.active_children()


def test_a_long_text_may_be_parsed_in_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    pathlib.Path("articles/a.md").write_text("\n\n".join(paragraph(chance) for _ in range(40)))
    monkeypatch.setattr(studying, "_ALONE", 100)
    monkeypatch.setattr(studying, "_BATCH", 3)
    assert said(use_cache=False, jobs=3) == said(use_cache=False)


@pytest.mark.slow
@pytest.mark.parametrize("forks", [True, False])
def test_all_may_be_done_in_several_processes(monkeypatch: pytest.MonkeyPatch, forks: bool) -> None:
    """Forked ones, and fresh ones as on systems that cannot fork."""
    from factcheck import comparing

    some_articles(9)
    anew = said(use_cache=False)
    if forks and not processes.can_fork():
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(processes, "can_fork", lambda: forks)
    for name, value in (("_ALONE", 10), ("_CHUNK", 300)):
        monkeypatch.setattr(studying, name, value)
    for name, value in (
        ("_ALONE", 2),
        ("_ALONE_CLAIMS", 2),
        ("_CLAIMS", 7),
        ("_OTHERS", 3),
        ("_OUTLINED", 2),
    ):
        monkeypatch.setattr(comparing, name, value)
    assert said(use_cache=False, jobs=2) == anew
    assert said(use_cache=True, jobs=3) == anew


PARTS = ("pages", "reports", "batches", "digests")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("damage", ["bytes", "gone", "other"])
def test_a_damaged_part_is_made_anew(part: str, damage: str) -> None:
    """Bytes flipped, rows lost, and rows that are sound and hold something else."""
    some_articles()
    anew = said(use_cache=False)
    said(use_cache=True)
    (database,) = pathlib.Path(FOLDER).glob("pages-*.sqlite")
    connection = sqlite3.connect(database)
    column = {"pages": "page", "reports": "report", "batches": "batch", "digests": "digest"}[part]
    if damage == "bytes":
        connection.execute(f"UPDATE {part} SET {column} = randomblob(length({column}))")
    elif damage == "gone":
        connection.execute(f"DELETE FROM {part}")
    elif part != "digests":
        connection.create_function("checked", 2, _check_sum)
        name = "scope" if part == "batches" else "key"
        connection.execute(f"UPDATE {part} SET {column} = x'93c0c0c0', sum = checked({name}, x'93c0c0c0')")
    connection.commit()
    connection.close()
    if part != "reports":
        connection = sqlite3.connect(database)
        connection.execute("DELETE FROM reports")
        connection.commit()
        connection.close()
    assert said(use_cache=True) == anew
    assert said(use_cache=True) == anew


def test_a_cache_damaged_byte_by_byte() -> None:
    some_articles()
    anew = said(use_cache=False)
    said(use_cache=True)
    (database,) = pathlib.Path(FOLDER).glob("pages-*.sqlite")
    sound = database.read_bytes()
    chance = random.Random(3)
    for turn in range(12):
        broken = bytearray(sound)
        for _ in range(chance.choice((1, 20, 400))):
            broken[chance.randrange(100 if turn % 2 else 0, len(broken))] = chance.randrange(256)
        database.write_bytes(broken)
        for suffix in ("-wal", "-shm"):
            pathlib.Path(f"{database}{suffix}").unlink(missing_ok=True)
        assert said(use_cache=True) == anew
