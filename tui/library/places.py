"""Where a library's files lie, and with which permissions."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from tui.library.errors import LibraryMissingError, LibraryUnwritableError

IN_MEMORY = ":memory:"
_PREFIX = "newsread-"
_FILE_MODE = 0o600
_DIRECTORY_MODE = 0o700


ELSEWHERE = "Name another with --library, or `--library :memory:` for one that is not kept."
STATE_ELSEWHERE = (
    "It is to hold your marks over the shared library: set XDG_STATE_HOME to a directory that can be written."
)


def prepare_file(path: Path, advice: str = ELSEWHERE) -> None:
    """Create a library's file, empty and readable by its owner alone, where there is none.

    A file that exists keeps its mode: whoever shares a library has opened it up on purpose.

    Args:
        path: the file.
        advice: what to do where it cannot be made.

    Raises:
        LibraryUnwritableError: when the directory or the file cannot be made.
    """
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=_DIRECTORY_MODE, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, _FILE_MODE))
    except OSError as error:
        raise LibraryUnwritableError(
            f"The library {path} cannot be created: {error.strerror}. {advice}"
        ) from error
    if path.is_dir():
        raise LibraryUnwritableError(f"The library {path} is a directory; name a file with --library.")


def require_file(path: Path) -> None:
    """Refuse a path where there is no library: whoever only wants to read one may have mistyped it.

    Raises:
        LibraryMissingError: when nothing is there, or an empty file.
    """
    try:
        is_missing = os.stat(path).st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        is_missing = True
    except OSError:
        return  # opening it says what is wrong
    if is_missing:
        raise LibraryMissingError(
            f"There is no library at {path}. Check the path; `newsread add` or starting the reader makes one."
        )


def private_directory() -> Path:
    """A new directory in memory (or the temporary directory) for a library that lives as long as its process.

    Directories of this user whose process is gone are removed on the way.
    """
    shared_memory = Path("/dev/shm")
    base = shared_memory if os.access(shared_memory, os.W_OK) else Path(tempfile.gettempdir())
    _remove_abandoned(base)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))


def remove_directory(directory: Path) -> None:
    """Remove a directory `private_directory` made, with all in it."""
    shutil.rmtree(directory, ignore_errors=True)


def _remove_abandoned(base: Path) -> None:
    for entry in base.glob(f"{_PREFIX}*-*"):
        owner = entry.name.removeprefix(_PREFIX).split("-")[0]
        with contextlib.suppress(OSError):
            if owner.isdigit() and entry.stat().st_uid == os.getuid() and not _is_running(int(owner)):
                remove_directory(entry)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
