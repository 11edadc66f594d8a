"""Which entities appear together: counted when asked for rare ones, kept up to date for frequent ones.

Counting the companions of an entity means going through its articles, which is quick for a few hundred.  A
frequent entity has its best companions in a table: their counts follow every article that comes or goes, and
the choice of who is in the table is made anew each time the entity has grown by a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.entities.model import KINDS
from tui.library import texts
from tui.library.model import Companion
from tui.library.store import Store

# Articles from which on an entity is frequent.
FREQUENT = 400
_KEPT = 200
_GROWTH = 1.25

_MEET = (
    "SELECT entity, number FROM (SELECT o.entity AS entity, count(*) AS number FROM appearance m "
    "CROSS JOIN appearance o INDEXED BY appearance_article ON o.article = m.article "
    "WHERE m.entity = ?1 AND o.entity <> ?1 GROUP BY o.entity ORDER BY number DESC LIMIT ?2) "
    "JOIN entity e ON e.id = entity WHERE e.kind < 3"
)

_ALL_MET = (
    "SELECT o.entity, count(*) FROM appearance m "
    "CROSS JOIN appearance o INDEXED BY appearance_article ON o.article = m.article "
    "WHERE m.entity = ?1 AND o.entity <> ?1 GROUP BY o.entity"
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


def met(store: Store, entities: Sequence[int]) -> None:
    """An article that mentions all of these has been counted."""
    for entity, articles, age in _frequent(store, entities):
        if age is None or articles > age * _GROWTH:
            rebuild(store, entity)
        else:
            _adjust(store, entity, entities, 1)


def parted(store: Store, entities: Sequence[int]) -> None:
    """An article that mentions all of these is about to go."""
    for entity, _, age in _frequent(store, entities):
        if age is not None:
            _adjust(store, entity, entities, -1)


def rebuild(store: Store, entity: int) -> None:
    """Choose and count the companions of a frequent entity anew."""
    store.run("DELETE FROM companion WHERE entity = ?", (entity,))
    rows = store.rows(_MEET, (entity, 2 * _KEPT))
    store.many("INSERT INTO companion VALUES (?, ?, ?)", [(entity, other, number) for other, number in rows])
    store.run(
        "INSERT INTO companion_age SELECT id, articles FROM entity WHERE id = ? "
        "ON CONFLICT DO UPDATE SET articles = excluded.articles",
        (entity,),
    )


def recount(store: Store, affected: Sequence[int]) -> None:
    """Correct the tables after articles have changed hands between entities.

    Args:
        store: the library's file, within a transaction.
        affected: row ids of entities that gained or lost articles.
    """
    # Those affected have their own tables built anew in the end.
    frequent = {row[0] for row in store.rows("SELECT entity FROM companion_age")} - set(affected)
    for other in affected:
        store.run("DELETE FROM companion WHERE entity = ?1 OR other = ?1", (other,))
        store.run("DELETE FROM companion_age WHERE entity = ?", (other,))
        if store.value("SELECT kind < 3 FROM entity WHERE id = ?", (other,)):
            met = store.rows(_ALL_MET, (other,))
            store.many(
                "INSERT INTO companion VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET articles = excluded.articles",
                [(holder, other, number) for holder, number in met if holder in frequent],
            )
    for entity, _, _ in _frequent(store, affected):
        rebuild(store, entity)


def _frequent(store: Store, entities: Sequence[int]) -> list[tuple[int, int, int | None]]:
    """Those of the entities that are frequent, with their articles and the articles when last rebuilt."""
    marks = ",".join("?" * len(entities))
    sql = (
        "SELECT e.id, e.articles, g.articles FROM entity e LEFT JOIN companion_age g ON g.entity = e.id "
        f"WHERE e.id IN ({marks}) AND (e.articles >= ? OR g.entity IS NOT NULL) AND e.kind < 3"
    )
    return [(row[0], row[1], row[2]) for row in store.rows(sql, [*entities, FREQUENT])]


def _adjust(store: Store, entity: int, others: Sequence[int], step: int) -> None:
    marks = ",".join("?" * len(others))
    store.run(
        f"UPDATE companion SET articles = articles + ? WHERE entity = ? AND other IN ({marks})",
        [step, entity, *others],
    )
