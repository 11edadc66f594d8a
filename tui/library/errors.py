"""What can go wrong with a library, each with a sentence for the reader."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LibraryError(Exception):
    """A library could not do what was asked; `str()` is a sentence for the reader."""


class LibraryBusyError(LibraryError):
    """Another process is writing and did not finish in time; nothing was changed, trying again is safe."""


class LibraryFullError(LibraryError):
    """The disk has no room left; the change was rolled back."""


class LibraryDamagedError(LibraryError):
    """The file is not a library, or it is corrupt."""


class LibraryMissingError(LibraryError):
    """There is no library where one is to be read."""


class LibraryNewerError(LibraryError):
    """The library was written by a newer version of the program."""


class LibraryUnwritableError(LibraryError):
    """The library's file or directory cannot be created, opened or written."""


class LibraryReadOnlyError(LibraryError):
    """The library was opened read-only and a change to its articles was asked for."""


class UnknownArticleError(LibraryError):
    """No article has this id (any more)."""


class UnknownEntityError(LibraryError):
    """No entity has this id or name."""


ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What `sqlite3` raises; that it cannot decode its own message happens when a damaged schema is told of."""


def translate(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> LibraryError:
    """The error of ours that stands for one of SQLite's.

    Args:
        error: what `sqlite3` raised.
        path: the library's file, for the sentence.

    Returns:
        The error to raise, its message a sentence that says what happened and what to do.
    """
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusyError(
            f"The library {path} is in use by another process; nothing was changed. Try again."
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryFullError(f"The disk that holds {path} is full; the change was not made.")
    undecodable = isinstance(error, UnicodeDecodeError) or "Could not decode" in str(error)
    if undecodable or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamagedError(
            f"{path} is damaged or not a newsread library. Move it away, or name another with --library."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH):
        return LibraryUnwritableError(
            f"The library {path} cannot be opened for writing. Check its permissions, or use --read-only."
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(f"The disk failed while the library {path} was being read or written: {error}.")
    return LibraryError(f"The library {path} reported: {error}.")
