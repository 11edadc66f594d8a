"""Read, starred, archived: marks of the reader, and the way back."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence

from tui.library import articles, views, watchlist
from tui.library.errors import UnknownArticleError
from tui.library.model import Undone
from tui.library.store import Store

# Actions kept for undo.
_LEVELS = 1000

_MARKS = ("is_read", "is_starred", "is_archived")


def mark(
    store: Store,
    ids: Sequence[int],
    *,
    read: bool | None,
    starred: bool | None,
    archived: bool | None,
    undoable: bool = True,
) -> int:
    """Change the marks of articles as one action; see `Library.mark`."""
    wanted = dict(zip(_MARKS, (read, starred, archived), strict=True))
    wanted = {name: value for name, value in wanted.items() if value is not None}
    if not ids or not wanted:
        return 0
    with store.transaction():
        before = _marks_of(store, ids)
        touched: list[list[int]] = []
        for article_id, flags in before.items():
            after = [int(wanted.get(name, flag) or 0) for name, flag in zip(_MARKS, flags, strict=True)]
            if after != flags:
                touched.append([article_id, *flags])
        if not touched:
            return 0
        changed = [row[0] for row in touched]
        _set_marks(store, [(article_id, wanted) for article_id in changed])
        if not undoable:
            return len(changed)
        details = {"read": read, "starred": starred, "archived": archived}
        log(store, "mark", {"before": touched, "done": {k: v for k, v in details.items() if v is not None}})
    return len(changed)


def _marks_of(store: Store, ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for chunk in articles.chunks(ids):
        if store.read_only:
            sql = (
                "SELECT a.id, coalesce(t.is_read, 0), coalesce(t.is_starred, 0), coalesce(t.is_archived, 0) "
                "FROM article a LEFT JOIN state.triage t ON t.article = a.id "
            )
        else:
            sql = "SELECT a.id, a.is_read, a.is_starred, a.is_archived FROM article a "
        for row in store.rows(f"{sql} WHERE a.id IN ({articles.marks(chunk)})", chunk):
            found[row[0]] = list(row[1:])
    return found


def _set_marks(store: Store, changes: Sequence[tuple[int, dict[str, bool | None]]]) -> None:
    names = list(changes[0][1])
    values = [[*(int(bool(wanted[name])) for name in names), article_id] for article_id, wanted in changes]
    assignments = ", ".join(f"{name} = ?" for name in names)
    if store.read_only:
        store.many(
            "INSERT INTO state.triage (article) VALUES (?) ON CONFLICT DO NOTHING", [[v[-1]] for v in values]
        )
        store.many(f"UPDATE state.triage SET {assignments} WHERE article = ?", values)
    else:
        store.many(f"UPDATE article SET {assignments} WHERE id = ?", values)


def log(store: Store, name: str, payload: Mapping[str, object]) -> None:
    """Keep an action so that it can be undone; the oldest beyond the levels kept are dropped."""
    last = store.run(
        f"INSERT INTO {store.state}.action (made_at, name, payload) VALUES (?, ?, ?)",
        (int(time.time()), name, json.dumps(payload, separators=(",", ":"))),
    )
    store.run(f"DELETE FROM {store.state}.action WHERE id <= ?", (last - _LEVELS,))


def undo(store: Store) -> Undone | None:
    """Take back the last action; see `Library.undo`."""
    with store.transaction():
        row = store.row(f"SELECT id, name, payload FROM {store.state}.action ORDER BY id DESC LIMIT 1")
        if row is None:
            return None
        action, name, payload = row
        store.run(f"DELETE FROM {store.state}.action WHERE id = ?", (action,))
        return _take_back(store, name, json.loads(payload))


def _take_back(store: Store, name: str, payload: dict[str, object]) -> Undone:
    before = payload.get("before")
    done = payload.get("done")
    details: dict[str, object] = done if isinstance(done, dict) else {}
    if name == "mark" and isinstance(before, list):
        existing = _marks_of(store, [row[0] for row in before])
        rows = [row for row in before if row[0] in existing]
        if rows:
            _set_marks(store, [(row[0], dict(zip(_MARKS, map(bool, row[1:]), strict=True))) for row in rows])
        return Undone(name, tuple(row[0] for row in rows), details)
    if name == "published" and isinstance(before, list):
        article_id, published = before
        try:
            articles.set_place(store, article_id, published)
        except UnknownArticleError:
            return Undone(name, (), details)
        return Undone(name, (article_id,), details)
    if name in ("watch", "unwatch"):
        entity = str(details["entity"])
        (watchlist.remove if name == "watch" else watchlist.add)(store, entity)
        return Undone(name, (), details)
    from tui.library import corrections

    return corrections.take_back(store, name, payload)


def forget_gone(store: Store) -> None:
    """Over a shared library, drop the marks of articles its owner has removed, so that the counts hold."""
    gone = store.value(views.NUMBER_GONE)
    if setting(store, views.GONE) == str(gone):
        return
    with store.transaction():
        for table in ("triage", "watch_hit"):
            store.run(f"DELETE FROM state.{table} WHERE article NOT IN (SELECT id FROM main.article)")
        set_setting(store, views.GONE, str(gone))


def setting(store: Store, key: str) -> str | None:
    """A value the reader's state holds."""
    value: str | None = store.value(f"SELECT value FROM {store.state}.setting WHERE key = ?", (key,))
    return value


def set_setting(store: Store, key: str, value: str | None) -> None:
    """Keep a value, or forget it when None."""
    if value is None:
        store.run(f"DELETE FROM {store.state}.setting WHERE key = ?", (key,))
    else:
        store.run(
            f"INSERT INTO {store.state}.setting VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
