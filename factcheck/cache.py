"""Pages kept between runs, in SQLite.

A cache never makes an answer wrong and never stops a run: each page is stored with a check sum of its bytes, a
damaged file is thrown away and begun anew, and where nothing can be written (a read-only folder, a full disk)
the run goes on without. The last few reports are kept too, so that a run over unchanged files reads no page.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import pathlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

FOLDER = ".factcheck_cache"
"""Beside the project's configuration, with a .gitignore of its own."""

_LAYOUT = 8
_FILE = f"pages-{_LAYOUT}.sqlite"
_FILES = "pages-*.sqlite*"
"""Those of every layout, and what SQLite puts beside them."""
_MARKS = {
    ".gitignore": "# Made by factcheck.\n*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by factcheck.\n",
}
"""What keeps a folder of ours out of git and of backups."""
_HOUR = 3600
_KEPT = 30 * 24
"""Hours that what is not used is kept."""
_FRESH = 12
"""Hours after which use is noted again."""
_LARGEST = 1 << 29
"""Bytes in use beyond which the half that was used least lately is let go."""
_BATCH = 500
_REPORTS = 8
"""How many reports are kept, the newest."""
_SCOPES = 4
"""For how many projects or settings comparisons are kept, the newest."""
_TIMEOUT = 10.0
"""Seconds that one process waits for another that writes."""


def key(parts: Iterable[str | bytes]) -> bytes:
    """A digest of everything that a page depends on."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def _check_sum(name: bytes, data: bytes) -> bytes:
    """Of a row: its data under its name. It tells damage, and need not withstand anybody who means it."""
    return zlib.crc32(data, zlib.crc32(name)).to_bytes(4, "big")


_TROUBLE = (sqlite3.Error, ValueError, TypeError, OverflowError, MemoryError)
"""What SQLite raises over a damaged file: beside errors of its own, those of decoding its messages and values."""


def _is_passing(error: Exception) -> bool:
    """Whether the file may be sound all the same: it is held, full, or may not be written. What SQLite has no name for is
    a table of another shape, or a header that no version writes.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR


class Cache:
    """Bytes by key. Safe with several processes at once; what cannot be kept is forgotten, never an error."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self._connection: sqlite3.Connection | None = None
        self._now = int(time.time() // _HOUR)
        for _attempt in range(2):
            try:
                self._open()
            except OSError:
                return
            except _TROUBLE as error:
                self._fail(error)
            if self._connection is not None:
                return

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if _is_ours(self.folder):
            for name, text in _MARKS.items():
                if not (self.folder / name).exists():
                    (self.folder / name).write_text(text, encoding="utf-8")
        connection = sqlite3.connect(self.folder / _FILE, timeout=_TIMEOUT, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            # Found by an index of keys, and the long column last: what lies before it is read without it.
            connection.execute(
                "CREATE TABLE IF NOT EXISTS pages (key BLOB PRIMARY KEY, used INTEGER NOT NULL,"
                " sum BLOB NOT NULL, page BLOB NOT NULL)"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS reports (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                " key BLOB NOT NULL UNIQUE, report BLOB NOT NULL, sum BLOB NOT NULL, used INTEGER NOT NULL)"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS digests (state BLOB PRIMARY KEY, digest BLOB NOT NULL,"
                " used INTEGER NOT NULL) WITHOUT ROWID"
            )
            connection.execute(
                "CREATE TABLE IF NOT EXISTS batches (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                " scope BLOB NOT NULL, batch BLOB NOT NULL, sum BLOB NOT NULL, used INTEGER NOT NULL)"
            )
            connection.execute("CREATE INDEX IF NOT EXISTS scopes ON batches (scope)")
            connection.execute("SELECT number, scope, batch, sum, used FROM batches LIMIT 1").fetchall()
            connection.execute("SELECT state, digest, used FROM digests LIMIT 1").fetchall()
            connection.execute("SELECT key, page, sum, used FROM pages LIMIT 1").fetchall()
            connection.execute("SELECT number, key, report, sum, used FROM reports LIMIT 1").fetchall()
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.close()
            raise
        self._connection = connection

    def _fail(self, error: Exception) -> None:
        """Go on without; a damaged file is taken away, so that the next opening begins anew."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        if not _is_passing(error):
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    (self.folder / f"{_FILE}{suffix}").unlink()

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """What is kept of these keys."""
        found: dict[bytes, bytes] = {}
        old: list[bytes] = []
        try:
            for name, page, check_sum, used in self._rows("key, page, sum, used", keys):
                if isinstance(page, bytes) and _check_sum(name, page) == check_sum:
                    found[name] = page
                    if used < self._now - _FRESH:
                        old.append(name)
            self._touch(old)
        except _TROUBLE as error:
            self._fail(error)
        return found

    def known(self, keys: Iterable[bytes]) -> frozenset[bytes]:
        """Which of these keys something is kept under; whether it is damaged shows when it is read."""
        found: set[bytes] = set()
        try:
            found.update(name for (name,) in self._rows("key", keys))
        except _TROUBLE as error:
            self._fail(error)
        return frozenset(found)

    def _rows(self, columns: str, keys: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        """These columns of what is kept of the keys; raises what the database raises."""
        wanted = list(dict.fromkeys(keys))
        for at in range(0, len(wanted), _BATCH):
            if self._connection is None:
                return
            part = wanted[at : at + _BATCH]
            marks = ",".join("?" * len(part))
            yield from self._connection.execute(
                f"SELECT {columns} FROM pages WHERE key IN ({marks})",  # noqa: S608 (names of columns, and marks)
                part,
            )

    def _touch(self, keys: list[bytes]) -> None:
        if keys and self._connection is not None:
            with contextlib.suppress(sqlite3.OperationalError), self._transaction(self._connection):
                self._connection.executemany(
                    "UPDATE pages SET used = ? WHERE key = ?", [(self._now, k) for k in keys]
                )

    def put(self, pages: Mapping[bytes, bytes]) -> None:
        """Keep pages, all of them or none."""
        if not pages or self._connection is None:
            return
        rows = [(name, page, _check_sum(name, page), self._now) for name, page in pages.items()]
        try:
            with self._transaction(self._connection):
                self._connection.executemany(
                    "INSERT OR REPLACE INTO pages (key, page, sum, used) VALUES (?, ?, ?, ?)", rows
                )
        except _TROUBLE as error:
            self._fail(error)

    def remembered(self, state: bytes, digest: Callable[[], bytes]) -> bytes:
        """The digest of what is in a state, taken only where that state was not seen before.

        A digest that was damaged finds no page, and so is never wrong.
        """
        try:
            if self._connection is not None:
                row = self._connection.execute(
                    "SELECT digest FROM digests WHERE state = ?", (state,)
                ).fetchone()
                if row is not None and isinstance(row[0], bytes):
                    return row[0]
        except _TROUBLE as error:
            self._fail(error)
        found = digest()
        try:
            if self._connection is not None:
                with self._transaction(self._connection):
                    self._connection.execute(
                        "INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", (state, found, self._now)
                    )
        except _TROUBLE as error:
            self._fail(error)
        return found

    def get_report(self, name: bytes, pages: Iterable[bytes]) -> bytes | None:
        """A kept report; the pages that it was made of count as used."""
        try:
            if self._connection is None:
                return None
            row = self._connection.execute(
                "SELECT report, sum, used FROM reports WHERE key = ?", (name,)
            ).fetchone()
            if row is None or not isinstance(row[0], bytes) or _check_sum(name, row[0]) != row[1]:
                return None
            if row[2] < self._now - _FRESH:
                self._touch(list(pages))
                with contextlib.suppress(sqlite3.OperationalError), self._transaction(self._connection):
                    self._connection.execute("UPDATE reports SET used = ? WHERE key = ?", (self._now, name))
        except _TROUBLE as error:
            self._fail(error)
            return None
        return bytes(row[0])

    def put_report(self, name: bytes, report: bytes) -> None:
        """Keep a report, and let the oldest go."""
        if self._connection is None:
            return
        try:
            with self._transaction(self._connection):
                self._connection.execute(
                    "INSERT OR REPLACE INTO reports (key, report, sum, used) VALUES (?, ?, ?, ?)",
                    (name, report, _check_sum(name, report), self._now),
                )
                self._connection.execute(
                    "DELETE FROM reports WHERE number <= (SELECT MAX(number) FROM reports) - ?", (_REPORTS,)
                )
        except _TROUBLE as error:
            self._fail(error)

    def batches(self, scope: bytes) -> list[tuple[int, bytes]]:
        """What was kept for a scope, oldest first, each with its number."""
        found: list[tuple[int, bytes]] = []
        try:
            if self._connection is None:
                return []
            rows = self._connection.execute(
                "SELECT number, batch, sum, used FROM batches WHERE scope = ? ORDER BY number", (scope,)
            ).fetchall()
            found = [
                (number, batch)
                for number, batch, check_sum, _ in rows
                if isinstance(batch, bytes) and _check_sum(scope, batch) == check_sum
            ]
            if any(row[3] < self._now - _FRESH for row in rows):
                with contextlib.suppress(sqlite3.OperationalError), self._transaction(self._connection):
                    self._connection.execute(
                        "UPDATE batches SET used = ? WHERE scope = ?", (self._now, scope)
                    )
        except _TROUBLE as error:
            self._fail(error)
        return found

    def put_batch(self, scope: bytes, batch: bytes, instead_of: Iterable[int]) -> None:
        """Keep a batch for a scope, in place of others, and let the scopes go that were not used for longest."""
        if self._connection is None:
            return
        try:
            with self._transaction(self._connection):
                self._connection.executemany(
                    "DELETE FROM batches WHERE number = ?", [(number,) for number in instead_of]
                )
                self._connection.execute(
                    "INSERT INTO batches (scope, batch, sum, used) VALUES (?, ?, ?, ?)",
                    (scope, batch, _check_sum(scope, batch), self._now),
                )
                self._connection.execute(
                    "DELETE FROM batches WHERE scope NOT IN"
                    " (SELECT scope FROM batches GROUP BY scope ORDER BY MAX(number) DESC LIMIT ?)",
                    (_SCOPES,),
                )
        except _TROUBLE as error:
            self._fail(error)

    @contextlib.contextmanager
    def _transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of what was not used for a month or does not fit in, and of the file."""
        if self._connection is None:
            return
        with contextlib.suppress(*_TROUBLE):
            self._let_go(self._connection)
        self._let_go_of_files()
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    def _let_go(self, connection: sqlite3.Connection) -> None:
        old = self._now - _KEPT
        if self._size(connection) > _LARGEST:
            (middle,) = connection.execute(
                "SELECT used FROM pages ORDER BY used LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM pages)"
            ).fetchone() or (self._now,)
            old = max(old, middle + 1)
        elif not connection.execute("SELECT 1 FROM pages WHERE used < ? LIMIT 1", (old,)).fetchone():
            return
        with self._transaction(connection):
            for table in ("pages", "batches", "digests", "reports"):
                connection.execute(f"DELETE FROM {table} WHERE used < ?", (old,))  # noqa: S608 (our own names)

    def _let_go_of_files(self) -> None:
        """Take files of other versions' layouts away that none has written for as long as things are kept."""
        for path in self.folder.glob(_FILES):
            if not path.name.startswith(_FILE):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime // _HOUR < self._now - _KEPT:
                        path.unlink()

    def _size(self, connection: sqlite3.Connection) -> int:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)


@dataclasses.dataclass(frozen=True)
class Shop:
    """The cache of a run, with the names of what it wants."""

    store: Cache
    keys: Mapping[str, bytes]
    """Of each article's page."""
    common: bytes
    """Of what all pages depend on."""
    scope: bytes
    """Of the comparisons."""

    def vocabulary(self, path: str) -> bytes:
        """The name of the vocabulary of an article's claims."""
        return key((self.keys[path], "vocabulary"))

    def frames(self, path: str) -> bytes:
        """The name of the frames of an article's claims."""
        return key((self.keys[path], "frames"))

    def outline(self, path: str, usual: bytes) -> bytes:
        """The name of an article's outline, where these of its terms are usual."""
        return key((self.keys[path], "outline", usual))

    @property
    def patterns(self) -> bytes:
        """The name of what is known of patterns."""
        return key((self.common, "patterns"))

    @property
    def lists(self) -> bytes:
        """The name of the word lists that were read."""
        return key((self.common, "lists"))

    def names(self) -> Iterator[bytes]:
        """What a report rests on."""
        for path, page in self.keys.items():
            yield from (page, self.vocabulary(path), self.frames(path))


def last_written(folder: pathlib.Path) -> int:
    """When something was last kept in a folder, in nanoseconds of the clock of files; 0 where nothing is."""
    found = 0
    for suffix in ("", "-wal"):
        with contextlib.suppress(OSError):
            found = max(found, (folder / f"{_FILE}{suffix}").stat().st_mtime_ns)
    return found


def clean(folder: pathlib.Path) -> bool:
    """Take the cache in a folder away; whether there was one."""
    found = False
    for path in sorted(folder.glob(_FILES)):
        path.unlink(missing_ok=True)
        found = True
    for name, text in _MARKS.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == text.encode():  # one that somebody else wrote stays
            path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()
    return found


def _is_ours(folder: pathlib.Path) -> bool:
    """Whether a folder holds nothing but a cache: others, such as the articles', are neither hidden nor marked."""
    return all(path.name in _MARKS or path.match(_FILES) for path in folder.iterdir())
