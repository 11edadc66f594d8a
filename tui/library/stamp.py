"""A mark of a library's state that is cheap to take: when two are equal, nothing was written to it in between.

A look at its files, not into them: SQLite takes 3 ms to load.
"""

from __future__ import annotations

from tui.private_files import seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    Stamp = tuple[tuple[int, int, int], tuple[int, int, int] | None]
    """Of the file and of its write-ahead log, which is None where there is none."""


def stamp(path: str) -> Stamp | None:
    """Take the mark of a library.

    Args:
        path: the library's file.

    Returns:
        Something to compare with another mark of the same library, or None where there is no file.
    """
    file = seen(path)
    # SQLite leaves an empty log where somebody has only read: it is as none.
    return None if file is None else (file, seen(f"{path}-wal"))
