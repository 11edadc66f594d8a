"""How a window follows a cursor: arithmetic only."""

from __future__ import annotations


def top_for(cursor: int, top: int, height: int, rows: int, *, margin: int, jump: int) -> int:
    """Say which row a window must begin with to show the cursor.

    Args:
        cursor: row of the cursor, -1 for none.
        top: first row of the window now.
        height: rows of the window.
        rows: how many there are.
        margin: rows kept in sight beyond the cursor while there are any.
        jump: rows to scroll by when the cursor leaves the window.
    """
    if cursor < 0 or height <= 0:
        return top
    margin = min(margin, (height - 1) // 3)
    wanted = top
    if cursor < top + margin:
        wanted = cursor - margin - (jump - 1 if cursor >= top - 1 else 0)
    elif cursor >= top + height - margin:
        wanted = cursor - height + 1 + margin + (jump - 1 if cursor <= top + height else 0)
    return min(max(0, wanted), max(0, rows - height))
