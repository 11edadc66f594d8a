"""The watchlist: entities and search words the reader wants to hear of."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tui.entities.model import KINDS, Kind
from tui.library import texts, views, watchwords
from tui.library.model import Watched
from tui.library.store import Queries, Store


def row_ids(store: Queries) -> list[int]:
    """Row ids of the watched entities that the library has met."""
    return [row[0] for row in store.rows(views.watched_rows(store.state))]


def mentioning(store: Queries, ids: Sequence[int]) -> set[int]:
    """Those of the articles that mention a watched entity or hold search words."""
    here = ",".join("?" * len(ids))
    found: set[int] = set()
    if watched := row_ids(store):
        there = ",".join("?" * len(watched))
        sql = f"SELECT DISTINCT article FROM appearance WHERE article IN ({here}) AND entity IN ({there})"
        found |= {row[0] for row in store.rows(sql, [*ids, *watched])}
    sql = f"SELECT DISTINCT article FROM {store.state}.watch_hit WHERE article IN ({here})"
    return found | {row[0] for row in store.rows(sql, ids)}


def entries(store: Store, *, counted: bool) -> list[Watched]:
    """The watchlist with its numbers, in the order it was made; see `Library.watched`."""
    listed: list[Watched] = []
    sql = (
        f"SELECT w.key, e.id, e.kind, e.name, e.articles FROM {store.state}.watch w "
        f"LEFT JOIN entity e ON e.key = {views.WATCHED_KEY} ORDER BY w.added_at, w.key"
    )
    for key, entity, kind, name, articles in store.rows(sql):
        unpacked = texts.unpack(key)
        bare = unpacked.partition(":")[2] or unpacked
        if watchwords.is_words(unpacked):
            words = watchwords.row_of(store, unpacked)
            articles = store.value(f"SELECT count(*) FROM {store.state}.watch_hit WHERE word = ?", (words,))
            entry = Watched(unpacked, "words", bare, articles)
        elif entity is None:
            known: Kind = next((each for each in KINDS if unpacked.startswith(f"{each}:")), "person")
            entry = Watched(unpacked, known, bare, 0)
        else:
            entry = Watched(unpacked, KINDS[kind], texts.unpack(name), articles)
        listed.append(count(store, entry) if counted else entry)
    return listed


def count(store: Store, entry: Watched) -> Watched:
    """An entry with its unread articles counted, and those of them that are new.

    The shorter list is gone through, that of its articles or that of all unread ones, and the other is probed.
    """
    key = texts.pack(entry.entity)
    sql = (
        f"SELECT w.seen_id, e.id FROM {store.state}.watch w "
        f"LEFT JOIN entity e ON e.key = {views.WATCHED_KEY} WHERE w.key = ?"
    )
    row = store.row(sql, (key,))
    if row is None:
        return entry
    seen_id, row_id = row
    source, column = "main.appearance", "entity"
    if watchwords.is_words(entry.entity):
        source, column = f"{store.state}.watch_hit", "word"
        row_id = watchwords.row_of(store, entry.entity)
    unread = views.predicate("unread", overlay=store.read_only)
    numbers = "SELECT count(*), coalesce(sum(a.id > ?), 0) FROM"
    if not store.read_only and store.value("SELECT unread FROM counter") < entry.articles:
        probe = f"EXISTS (SELECT 1 FROM {source} m WHERE m.{column} = ? AND m.place = a.place AND m.article = a.id)"
        sql = f"{numbers} article a INDEXED BY article_unread WHERE {unread} AND {probe}"
    else:
        sql = (
            f"{numbers} {source} m CROSS JOIN article a ON a.id = m.article WHERE m.{column} = ? AND {unread}"
        )
    waiting, fresh = store.rows(sql, (seen_id, row_id))[0]
    return entry._replace(unread=waiting, fresh=fresh)


def add(store: Store, entity: str) -> bool:
    """Put an entity or words on the list; False when there. Articles of today are not news to the reader."""
    newest = store.value("SELECT coalesce(max(id), 0) FROM article")
    if watchwords.is_words(entity):
        watchwords.add(store, entity)
    sql = f"INSERT INTO {store.state}.watch VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    return store.changed(sql, (texts.pack(entity), int(time.time()), newest)) > 0


def remove(store: Store, entity: str) -> bool:
    """Take an entity or words off the list; False when they were not there."""
    if watchwords.is_words(entity):
        watchwords.remove(store, entity)
    return store.changed(f"DELETE FROM {store.state}.watch WHERE key = ?", (texts.pack(entity),)) > 0


def keys(store: Store) -> list[str]:
    """The entity ids and search words on the list, in the order they were put there."""
    return [
        texts.unpack(row[0])
        for row in store.rows(f"SELECT key FROM {store.state}.watch ORDER BY added_at, key")
    ]


def seen(store: Store) -> None:
    """From now on only articles to come are new."""
    newest = store.value("SELECT coalesce(max(id), 0) FROM article")
    store.run(f"UPDATE {store.state}.watch SET seen_id = ?", (newest,))
