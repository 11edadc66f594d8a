"""A mark of a library's state that is cheap to take: when two are equal, its lists read the same.

Imports nothing but SQLite: it is taken before anything else is loaded.
"""

from __future__ import annotations

# Not `sqlite3`, which loads `datetime` and more for conversions that nobody asks for here.
import _sqlite3 as sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_QUERY = """
SELECT total, unread, starred, archived, pending,
    (SELECT max(id) FROM article), (SELECT max(id) FROM action),
    (SELECT group_concat(key || '=' || value, ';') FROM setting)
FROM counter
"""


def stamp(path: str) -> tuple[Any, ...] | None:
    """Take the mark of a library.

    Args:
        path: the library's file.

    Returns:
        Something to compare with another mark of the same library, or None when it cannot be read at once.
    """
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        connection = sqlite3.connect(f"file:{quoted}?mode=ro", uri=True, timeout=0)
        try:
            row = connection.execute(_QUERY).fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return tuple(row) if row else None
