"""The watchlist: entities and search words the reader wants to hear of."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tui.entities.model import KINDS, Kind
from tui.library import texts, views, watchwords
from tui.library.model import Watched
from tui.library.store import Store

# Unread ones are counted among so many of an entity's newest articles: no key press goes through them all.
_COUNTED = 3000


def row_ids(store: Store) -> list[int]:
    """Row ids of the watched entities that the library has met."""
    return [row[0] for row in store.rows(views.watched_rows(store.state))]


def mentioning(store: Store, ids: Sequence[int]) -> set[int]:
    """Those of the articles that mention a watched entity or hold search words."""
    here = ",".join("?" * len(ids))
    found: set[int] = set()
    if watched := row_ids(store):
        there = ",".join("?" * len(watched))
        sql = f"SELECT DISTINCT article FROM appearance WHERE article IN ({here}) AND entity IN ({there})"
        found |= {row[0] for row in store.rows(sql, [*ids, *watched])}
    sql = f"SELECT DISTINCT article FROM {store.state}.watch_hit WHERE article IN ({here})"
    return found | {row[0] for row in store.rows(sql, ids)}


def entries(store: Store) -> list[Watched]:
    """The watchlist with its numbers, in the order it was made."""
    listed: list[Watched] = []
    sql = (
        f"SELECT w.key, w.seen_id, e.id, e.kind, e.name, e.articles FROM {store.state}.watch w "
        f"LEFT JOIN entity e ON e.key = {views.WATCHED_KEY} ORDER BY w.added_at, w.key"
    )
    for key, seen_id, entity, kind, name, articles in store.rows(sql):
        unpacked = texts.unpack(key)
        bare = unpacked.partition(":")[2] or unpacked
        if watchwords.is_words(unpacked):
            words = watchwords.row_of(store, unpacked)
            table = f"{store.state}.watch_hit"
            articles = store.value(f"SELECT count(*) FROM {table} WHERE word = ?", (words,))
            waiting, fresh = _waiting(store, f"{table} WHERE word = ?", words, seen_id)
            listed.append(Watched(unpacked, "words", bare, articles, waiting, fresh))
        elif entity is None:
            known: Kind = next((each for each in KINDS if unpacked.startswith(f"{each}:")), "person")
            listed.append(Watched(unpacked, known, bare, 0, 0, 0))
        else:
            waiting, fresh = _waiting(store, "appearance WHERE entity = ?", entity, seen_id)
            listed.append(Watched(unpacked, KINDS[kind], texts.unpack(name), articles, waiting, fresh))
    return listed


def _waiting(store: Store, source: str, row_id: int | None, seen_id: int) -> tuple[int, int]:
    """How many articles of a table are unread, and how many of those are new."""
    unread = views.predicate("unread", overlay=store.read_only)
    sql = (
        "SELECT count(*), coalesce(sum(a.id > ?), 0) FROM "
        f"(SELECT article FROM {source} ORDER BY place DESC, article DESC LIMIT ?) m "
        f"CROSS JOIN article a ON a.id = m.article WHERE {unread}"
    )
    waiting, fresh = store.rows(sql, (seen_id, row_id, _COUNTED))[0]
    return waiting, fresh


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
