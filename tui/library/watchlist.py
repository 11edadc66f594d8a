"""The watchlist: entities the reader wants to hear of."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tui.entities.model import KINDS, Kind
from tui.library import texts, views
from tui.library.model import Watched
from tui.library.store import Store

# Unread ones are counted among so many of an entity's newest articles: no key press goes through them all.
_COUNTED = 3000


def row_ids(store: Store) -> list[int]:
    """Row ids of the watched entities that the library has met."""
    return [
        row[0]
        for row in store.rows(
            f"SELECT e.id FROM {store.state}.watch w JOIN entity e ON e.key = w.key WHERE e.articles"
        )
    ]


def mentioning(store: Store, ids: Sequence[int]) -> set[int]:
    """Those of the articles that mention a watched entity."""
    watched = row_ids(store)
    if not watched:
        return set()
    here, there = ",".join("?" * len(ids)), ",".join("?" * len(watched))
    sql = f"SELECT DISTINCT article FROM appearance WHERE article IN ({here}) AND entity IN ({there})"
    return {row[0] for row in store.rows(sql, [*ids, *watched])}


def entries(store: Store) -> list[Watched]:
    """The watchlist with its numbers, in the order it was made."""
    unread = views.predicate("unread", overlay=store.read_only)
    listed: list[Watched] = []
    sql = (
        f"SELECT w.key, w.seen_id, e.id, e.kind, e.name, e.articles FROM {store.state}.watch w "
        "LEFT JOIN entity e ON e.key = w.key ORDER BY w.added_at, w.key"
    )
    for key, seen_id, entity, kind, name, articles in store.rows(sql):
        unpacked = texts.unpack(key)
        if entity is None:
            kind_name, _, bare = unpacked.partition(":")
            known: Kind = next((each for each in KINDS if each == kind_name), "person")
            listed.append(Watched(unpacked, known, bare or unpacked, 0, 0, 0))
            continue
        sql = (
            "SELECT count(*), coalesce(sum(a.id > ?), 0) FROM "
            "(SELECT article FROM appearance WHERE entity = ? ORDER BY place DESC, article DESC LIMIT ?) m "
            f"CROSS JOIN article a ON a.id = m.article WHERE {unread}"
        )
        waiting, fresh = store.rows(sql, (seen_id, entity, _COUNTED))[0]
        listed.append(Watched(unpacked, KINDS[kind], texts.unpack(name), articles, waiting, fresh))
    return listed


def add(store: Store, entity: str) -> bool:
    """Put an entity on the list; False when it was there. Articles of today are not news to the reader."""
    newest = store.value("SELECT coalesce(max(id), 0) FROM article")
    sql = f"INSERT INTO {store.state}.watch VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return store.changed(sql, (texts.pack(entity), int(time.time()), newest)) > 0


def remove(store: Store, entity: str) -> bool:
    """Take an entity off the list; False when it was not there."""
    return store.changed(f"DELETE FROM {store.state}.watch WHERE key = ?", (texts.pack(entity),)) > 0


def keys(store: Store) -> list[str]:
    """The entity ids on the list, in the order they were put there."""
    return [
        texts.unpack(row[0])
        for row in store.rows(f"SELECT key FROM {store.state}.watch ORDER BY added_at, key")
    ]


def seen(store: Store) -> None:
    """From now on only articles to come are new."""
    newest = store.value("SELECT coalesce(max(id), 0) FROM article")
    store.run(f"UPDATE {store.state}.watch SET seen_id = ?", (newest,))
