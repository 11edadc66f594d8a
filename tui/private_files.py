"""Small files of our own between two runs: plain values, readable by their owner alone, written whole or not at all.

Imports nothing but what the interpreter has loaded: they are read before the first screen is drawn.
"""

from __future__ import annotations

import marshal
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LARGEST = 1 << 20
"""Bytes beyond which a file is none of ours."""


def read_private(path: str) -> Any:
    """Read what `write_private` wrote; None where there is nothing, or nothing of ours.

    Args:
        path: the file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        about = os.fstat(descriptor)
        if about.st_uid != os.getuid() or about.st_mode & 0o077 or about.st_size > _LARGEST:
            return None
        return marshal.loads(os.read(descriptor, about.st_size))
    except (OSError, ValueError, TypeError, EOFError):
        return None
    finally:
        os.close(descriptor)


def write_private(path: str, value: Any) -> bool:
    """Write a value; False where that is not possible, and the next start is a little slower.

    Args:
        path: the file; its directory is made if need be.
        value: of plain types only, without reference to itself.
    """
    new = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(marshal.dumps(value))
        os.replace(new, path)
    except OSError:
        return False
    return True


def seen(path: str) -> tuple[int, int, int] | None:
    """What tells a file from a later version of it; None where there is none, or nothing in it.

    Args:
        path: the file.
    """
    try:
        about = os.stat(path)
    except OSError:
        return None
    return (about.st_mtime_ns, about.st_size, about.st_ino) if about.st_size else None
