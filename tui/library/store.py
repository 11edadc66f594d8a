"""The SQLite file behind a library: opened, migrated, queried, every error translated."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tui.library import schema
from tui.library.errors import (
    ERRORS,
    LibraryDamagedError,
    LibraryMissingError,
    LibraryNewerError,
    LibraryReadOnlyError,
    LibraryUnwritableError,
    translate,
)
from tui.library.places import IN_MEMORY, STATE_ELSEWHERE, prepare_file

Row = tuple[Any, ...]
Parameters = Sequence[object]

# How long a writer waits for another: the worker's transactions are short.
_PATIENCE_SECONDS = 5.0


class Queries:
    """What is asked of a library, over a connection that is open.

    Attributes:
        path: the library's file.
        read_only: the articles cannot be changed; the reader's own state lies in another file.
        state: the schema that holds the reader's state: `main`, or `state` over a read-only library.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool = False) -> None:
        """Take the connection; whoever opened it closes it."""
        self.path = path
        self.read_only = read_only
        self.state = "state" if read_only else "main"
        self._connection = connection

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows a query yields."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except ERRORS as error:
            raise translate(error, self.path) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row a query yields, or None."""
        try:
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
        except ERRORS as error:
            raise translate(error, self.path) from error
        return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None


class Store(Queries):
    """A connection to a library's file.

    Attributes:
        state_path: the file of the reader's state over a read-only library, else None.
    """

    def __init__(self, path: Path, *, read_only: bool = False, state_path: Path | None = None) -> None:
        """Open the file, creating or migrating it as needed.

        Args:
            path: the library's file.
            read_only: never write to it; needs `state_path`.
            state_path: the file of the reader's own state over a read-only library, or `:memory:`.

        Raises:
            LibraryError: one of its kinds, when that is not possible.
        """
        super().__init__(_connect_read_only(path) if read_only else _connect(path), path, read_only=read_only)
        self.state_path = state_path
        self._depth = 0
        try:
            self._check_owner()
            if read_only:
                if state_path is None:
                    raise LibraryUnwritableError(
                        "A read-only library needs a file for the reader's own state."
                    )
                if str(state_path) != IN_MEMORY:
                    prepare_file(state_path, STATE_ELSEWHERE)
                self._migrate_to_known("main", schema.LIBRARY, may_write=False)
                self.run("ATTACH DATABASE ? AS state", (str(state_path),))
                self.run("PRAGMA state.journal_mode = WAL")
                self._migrate_to_known("state", schema.OVERLAY, may_write=True)
            else:
                # Not before: the mode is kept in the file, and a file of another program stays as it is.
                self.run("PRAGMA journal_mode = WAL")
                self._migrate_to_known("main", schema.LIBRARY, may_write=True)
        except BaseException:
            self._connection.close()
            raise

    # Changes

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement; the row id of what it inserted last."""
        try:
            return self._connection.execute(sql, parameters).lastrowid or 0
        except ERRORS as error:
            raise translate(error, self.path) from error

    def changed(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement; the number of rows it changed."""
        try:
            return self._connection.execute(sql, parameters).rowcount
        except ERRORS as error:
            raise translate(error, self.path) from error

    def many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Run a statement once for each set of parameters."""
        try:
            self._connection.executemany(sql, parameters)
        except ERRORS as error:
            raise translate(error, self.path) from error

    # Transactions

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything within is written together, or nothing is; nested ones join the outer one.

        Raises:
            LibraryBusyError: when another writer does not finish in time.
        """
        if self._depth:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise
        finally:
            self._depth = 0

    def require_writable(self) -> None:
        """Refuse a change to the articles of a read-only library.

        Raises:
            LibraryReadOnlyError: when it is one.
        """
        if self.read_only:
            raise LibraryReadOnlyError(
                f"The library {self.path} was opened read-only: its articles cannot be changed."
            )

    def version(self) -> int:
        """A number that changes when another connection has written to the library."""
        return int(self.value("PRAGMA main.data_version"))

    def interrupt(self) -> None:
        """Stop the query that is running, from another thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    # Versions

    def _check_owner(self) -> None:
        owner = self.value("PRAGMA main.application_id")
        if owner == schema.APPLICATION_ID:
            return
        if self.value("SELECT count(*) FROM (SELECT 1 FROM main.sqlite_master LIMIT 1)"):
            raise LibraryDamagedError(
                f"{self.path} is a database of another program, not a newsread library."
            )
        if self.read_only:
            raise LibraryDamagedError(f"{self.path} is empty: there is no library to open read-only.")

    def _migrate_to_known(self, name: str, migrations: Sequence[str], *, may_write: bool) -> None:
        """Bring a schema to the version this program knows, all of it or nothing."""
        current = self.value(f"PRAGMA {name}.user_version")
        if current > len(migrations):
            raise LibraryNewerError(
                f"The library {self.path} was written by a newer newsread "
                f"(schema {current}, this one knows {len(migrations)}). Update newsread to open it."
            )
        if current == len(migrations):
            return
        if not may_write:
            raise LibraryUnwritableError(
                f"The library {self.path} is of an older version; open it once without --read-only."
            )
        with self.transaction():
            # Another process may have migrated while this one waited.
            current = self.value(f"PRAGMA {name}.user_version")
            for script in migrations[current:]:
                for statement in schema.statements(script):
                    self.run(statement)
            self.run(f"PRAGMA {name}.application_id = {schema.APPLICATION_ID}")
            self.run(f"PRAGMA {name}.user_version = {len(migrations)}")


def _connect(path: Path) -> sqlite3.Connection:
    prepare_file(path)
    try:
        connection = sqlite3.connect(
            path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = NORMAL")
    except ERRORS as error:
        raise translate(error, path) from error
    return connection


def _connect_read_only(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise LibraryMissingError(f"There is no library at {path} to open read-only.")
    last: sqlite3.Error | UnicodeDecodeError | None = None
    # In a directory it cannot write, SQLite opens a closed WAL library only as immutable: nobody writes it.
    for options in ("mode=ro", "immutable=1"):
        if options == "immutable=1" and _has_log(path):
            break
        try:
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?{options}",
                uri=True,
                timeout=_PATIENCE_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        except ERRORS as error:
            last = error
            continue
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except ERRORS as error:
            connection.close()
            last = error
            continue
        return connection
    assert last is not None
    raise translate(last, path) from last


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file."""
    try:
        return os.stat(f"{path}-wal").st_size > 0
    except OSError:
        return False
