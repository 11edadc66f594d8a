"""Which entities appear together: counted when asked for rare ones, kept up to date for frequent ones.

Counting the companions of an entity means going through its articles, which is quick for a few hundred.  A
frequent entity has its best companions in a table: their counts follow every article that comes or goes, and
the choice of who is in the table is made anew each time the entity has grown by a quarter.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from tui.entities.model import KINDS
from tui.library import texts
from tui.library.model import Companion
from tui.library.store import Row, Store

# Articles from which on an entity is frequent.
FREQUENT = 400
_KEPT = 200
_GROWTH = 1.25
# Times what has been counted may turn out to be of yesterday before nobody else may write for as long as it takes.
_TRIES = 4

_MEET = (
    "SELECT entity, number FROM (SELECT o.entity AS entity, count(*) AS number FROM appearance m "
    "CROSS JOIN appearance o INDEXED BY appearance_article ON o.article = m.article "
    "WHERE m.entity = ?1 AND o.entity <> ?1 GROUP BY o.entity ORDER BY number DESC LIMIT ?2) "
    "JOIN entity e ON e.id = entity WHERE e.kind < 3"
)

_ALL_MET = (
    "SELECT o.entity, count(*) FROM appearance m "
    "CROSS JOIN appearance o INDEXED BY appearance_article ON o.article = m.article "
    "WHERE m.entity = ?1 AND o.entity <> ?1 AND o.entity IN (SELECT entity FROM companion_age) GROUP BY o.entity"
)


def top(store: Store, entity: int, limit: int) -> list[Companion]:
    """The entities that appear with one most often, dates left out.

    Args:
        store: the library's file.
        entity: its row id.
        limit: at most so many.
    """
    if store.value("SELECT 1 FROM companion_age WHERE entity = ?", (entity,)):
        sql = (
            "SELECT other, articles FROM companion WHERE entity = ? AND articles > 0 "
            "ORDER BY articles DESC LIMIT ?"
        )
        met = store.rows(sql, (entity, limit))
    else:
        # Dates are among those counted and left out afterwards.
        met = store.rows(f"{_MEET} ORDER BY number DESC", (entity, 4 * limit + 20))[:limit]
    found = []
    for other, number in met:
        row = store.row("SELECT key, kind, name FROM entity WHERE id = ?", (other,))
        if row is not None:
            found.append(Companion(texts.unpack(row[0]), KINDS[row[1]], texts.unpack(row[2]), number))
    return found


def met(store: Store, entities: Sequence[int], only: Collection[int] | None = None) -> None:
    """An article that mentions all of these has been counted.

    Args:
        store: the library's file.
        entities: row ids of entities.
        only: only how they met these of them.
    """
    some = entities if only is None else [each for each in entities if each in only]
    for entity, articles, age in _frequent(store, entities):
        if (age is None or articles > age * _GROWTH) and not _is_due(store, entity):
            rebuild(store, entity)
        elif age is not None:
            _adjust(store, entity, entities if only is None or entity in only else some, 1)


def _is_due(store: Store, entity: int) -> bool:
    """Whether corrections under way will have an entity counted anew in the end."""
    return store.value("SELECT 1 FROM due_entity WHERE entity = ?", (entity,)) is not None


def parted(store: Store, entities: Sequence[int], only: Collection[int] | None = None) -> None:
    """An article that mentions all of these is about to go; see `met`."""
    some = entities if only is None else [each for each in entities if each in only]
    for entity, _, age in _frequent(store, entities):
        if age is not None:
            _adjust(store, entity, entities if only is None or entity in only else some, -1)


def rebuild(store: Store, entity: int) -> None:
    """Choose and count the companions of a frequent entity anew."""
    _replace(store, entity, store.rows(_MEET, (entity, 2 * _KEPT)))


def _replace(store: Store, entity: int, rows: Sequence[Row]) -> None:
    store.run("DELETE FROM companion WHERE entity = ?", (entity,))
    store.many("INSERT INTO companion VALUES (?, ?, ?)", [(entity, other, number) for other, number in rows])
    store.run(
        "INSERT INTO companion_age SELECT id, articles FROM entity WHERE id = ? "
        "ON CONFLICT DO UPDATE SET articles = excluded.articles",
        (entity,),
    )


def recount(store: Store, entity: int) -> None:
    """Correct the tables after articles have changed hands between an entity and others.

    Counting takes seconds for an entity of tens of thousands of articles, and nobody can write in a transaction of
    another; so it is done before one, and within it only where what is counted never stands still.

    Args:
        store: the library's file, not within a transaction.
        entity: row id of an entity that gained or lost articles.
    """
    for _ in range(_TRIES):
        before, counted = _state(store, entity), _count_anew(store, entity)
        with store.transaction():
            if _state(store, entity) == before:
                _put_in_place(store, entity, counted)
                return
    with store.transaction():
        _put_in_place(store, entity, _count_anew(store, entity))


def _state(store: Store, entity: int) -> Row | None:
    """What changes when articles with an entity come, go or are worked out anew; marks of the reader do not."""
    sql = (
        "SELECT c.total, c.pending, e.articles, e.mentions, "
        "(SELECT seq FROM main.sqlite_sequence WHERE name = 'article'), (SELECT count(*) FROM due_article) "
        "FROM main.counter c, entity e WHERE e.id = ?"
    )
    return store.row(sql, (entity,))


def _put_in_place(store: Store, entity: int, counted: tuple[list[Row], list[Row] | None]) -> None:
    met, best = counted
    store.run("DELETE FROM companion WHERE entity = ?1 OR other = ?1", (entity,))
    store.run("DELETE FROM companion_age WHERE entity = ?", (entity,))
    store.many("INSERT INTO companion VALUES (?, ?, ?)", [(holder, entity, number) for holder, number in met])
    if best is not None:
        _replace(store, entity, best)


def _count_anew(store: Store, entity: int) -> tuple[list[Row], list[Row] | None]:
    """In how many articles each frequent entity meets one; and its best companions if it is frequent itself."""
    row = store.row("SELECT kind, articles FROM entity WHERE id = ?", (entity,))
    if row is None or KINDS[row[0]] == "date":
        return [], None
    best = store.rows(_MEET, (entity, 2 * _KEPT)) if row[1] >= FREQUENT else None
    return store.rows(_ALL_MET, (entity,)), best


def _frequent(store: Store, entities: Sequence[int]) -> list[tuple[int, int, int | None]]:
    """Those of the entities that are frequent, with their articles and the articles when last rebuilt."""
    sql = (
        "SELECT e.id, e.articles, g.articles FROM json_each(?) j CROSS JOIN entity e ON e.id = j.value "
        "LEFT JOIN companion_age g ON g.entity = e.id "
        "WHERE (e.articles >= ? OR g.entity IS NOT NULL) AND e.kind < 3"
    )
    return [(row[0], row[1], row[2]) for row in store.rows(sql, (json.dumps(entities), FREQUENT))]


def _adjust(store: Store, entity: int, others: Sequence[int], step: int) -> None:
    store.run(
        "UPDATE companion SET articles = articles + ? WHERE entity = ? AND other IN "
        "(SELECT value FROM json_each(?))",
        (step, entity, json.dumps(others)),
    )
