"""Articles that corrections made or withdrawn have yet to reach.

An entity may be in tens of thousands of articles, more than a key press can note one by one.  So what is noted at
once is the entity; its articles are noted from it a run at a time by whoever works on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.library.store import Store

# Articles of an entity noted in one transaction.
AT_ONCE = 1000
_LAST = (1 << 63) - 1


def put(store: Store, ids: Iterable[int]) -> None:
    """Note articles as due."""
    store.run("INSERT OR IGNORE INTO due_article SELECT value FROM json_each(?)", (json.dumps(list(ids)),))


def put_all_of(store: Store, entity: int) -> None:
    """Note every article that mentions an entity, or did before a correction, as due.

    Args:
        store: the library's file, within a transaction.
        entity: its row id.
    """
    mentioning = store.value("SELECT articles FROM entity WHERE id = ?", (entity,)) or 0
    corrected = store.value("SELECT count(*) FROM mention WHERE extracted = ?", (entity,))
    store.many(
        "INSERT OR REPLACE INTO due_reach VALUES (?, ?, ?, ?, ?)",
        [
            (entity, was_it, _LAST, _LAST, number)
            for was_it, number in ((0, mentioning), (1, corrected))
            if number
        ],
    )


def moved(store: Store, article: int) -> None:
    """Note an article that changes its place in the lists while they are gone through."""
    store.run("INSERT OR IGNORE INTO due_article SELECT ? WHERE EXISTS (SELECT 1 FROM due_reach)", (article,))


def spread(store: Store) -> None:
    """Note the next run of articles of an entity that is due."""
    row = store.row("SELECT entity, was_it, place, article, number FROM due_reach LIMIT 1")
    if row is None:
        return
    entity, was_it, place, article, number = row
    if was_it:
        sql = (
            "SELECT DISTINCT 0, article FROM mention WHERE extracted = ? AND article < ? "
            "ORDER BY article DESC LIMIT ?"
        )
        found = store.rows(sql, (entity, article, AT_ONCE))
    else:
        sql = (
            "SELECT place, article FROM appearance WHERE entity = ? AND (place, article) < (?, ?) "
            "ORDER BY place DESC, article DESC LIMIT ?"
        )
        found = store.rows(sql, (entity, place, article, AT_ONCE))
    put(store, [each for _, each in found])
    if len(found) < AT_ONCE:
        store.run("DELETE FROM due_reach WHERE entity = ? AND was_it = ?", (entity, was_it))
    else:
        store.run(
            "UPDATE due_reach SET place = ?, article = ?, number = ? WHERE entity = ? AND was_it = ?",
            (*found[-1], max(1, number - len(found)), entity, was_it),
        )


def is_spreading(store: Store) -> bool:
    """Whether any article may be due without being noted itself."""
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM due_reach)"))


def count(store: Store) -> int:
    """About how many articles are due; at least 1 while counts of companions are to be put right."""
    sql = (
        "SELECT max((SELECT count(*) FROM due_article) + (SELECT coalesce(sum(number), 0) FROM due_reach), "
        "EXISTS (SELECT 1 FROM due_entity))"
    )
    return int(store.value(sql))
