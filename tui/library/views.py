"""A view of the list as SQL: ids from covering indexes, newest first.

Imports nothing: the first frame asks before anything else is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.model import Filter, View

_OWN: dict[Filter, str] = {
    "all": "a.is_archived = 0",
    "unread": "a.is_archived = 0 AND a.is_read = 0",
    "starred": "a.is_starred = 1",
    "archived": "a.is_archived = 1",
    "watched": "a.is_archived = 0",
    "watched-first": "a.is_archived = 0",
}

# Over a read-only library the reader's own marks alone decide; articles without a row are unread.
_OVERLAY: dict[Filter, str] = {
    "all": "NOT EXISTS (SELECT 1 FROM state.triage t WHERE t.article = a.id AND t.is_archived = 1)",
    "unread": (
        "NOT EXISTS (SELECT 1 FROM state.triage t WHERE t.article = a.id AND (t.is_archived OR t.is_read))"
    ),
    "starred": "a.id IN (SELECT t.article FROM state.triage t WHERE t.is_starred = 1)",
    "archived": "a.id IN (SELECT t.article FROM state.triage t WHERE t.is_archived = 1)",
    "watched": "NOT EXISTS (SELECT 1 FROM state.triage t WHERE t.article = a.id AND t.is_archived = 1)",
    "watched-first": "NOT EXISTS (SELECT 1 FROM state.triage t WHERE t.article = a.id AND t.is_archived = 1)",
}


# An entity on the watchlist that the reader has made another stands for that one.
WATCHED_KEY = (
    "coalesce((SELECT c.target FROM main.correction c WHERE c.entity = w.key AND c.article IS NULL "
    "AND c.text IS NULL AND c.target IS NOT NULL ORDER BY c.id DESC LIMIT 1), w.key)"
)


def watched_rows(state: str) -> str:
    """The query for row ids of watched entities that the library has met.

    Args:
        state: the schema that holds the reader's state.
    """
    return (
        f"SELECT DISTINCT e.id FROM {state}.watch w JOIN entity e ON e.key = {WATCHED_KEY} WHERE e.articles"
    )


class Words(NamedTuple):
    """Search words of the watchlist, where an entity may stand: the row id they are kept under."""

    row_id: int


Holder = int | Words
"""What holds articles: the row id of an entity, or search words."""

Query = tuple[str, list[object]]


def predicate(view_filter: Filter, *, overlay: bool) -> str:
    """The condition on `article a` that a filter stands for."""
    return (_OVERLAY if overlay else _OWN)[view_filter]


def ids_query(
    view: View,
    entities: Sequence[Holder | None],
    watched: Sequence[Holder],
    *,
    overlay: bool,
    limit: int | None,
) -> Query | None:
    """The query that lists the article ids of a view.

    Args:
        view: what is shown.
        entities: what holds the articles of `view.entities`, rarest first; None for what is in no article.
        watched: what holds the articles of the watchlist.
        overlay: the reader's state lies over a read-only library.
        limit: at most so many ids.

    Returns:
        SQL whose first column is `id`, and parameters; None when no article can be in the view.
    """
    condition = predicate(view.filter, overlay=overlay)
    known = [entity for entity in entities if entity is not None]
    parameters: list[object] = []
    state = "state" if overlay else "main"
    if view.filter == "watched":
        if not watched:
            return None
        if not view.entities:
            return _finish(*_any_of(watched, condition, state), limit)
        condition += f" AND ({' OR '.join(_in_article(holder, state) for holder in watched)})"
        parameters = [_row_id(holder) for holder in watched]
    if not view.entities:
        return _finish(
            f"SELECT a.id FROM article a WHERE {condition} ORDER BY a.place DESC, a.id DESC", [], limit
        )
    if view.match == "any" and len(known) > 1:
        sql, doubled = _any_of(known, condition, state, parameters)
        return _finish(sql, doubled, limit)
    if not known or (view.match == "all" and len(known) < len(view.entities)):
        return None
    return _finish(*_all_of(known, condition, state, parameters), limit)


def _row_id(holder: Holder) -> int:
    return holder.row_id if isinstance(holder, Words) else holder


def _table(holder: Holder, state: str) -> tuple[str, str]:
    """The table of a holder's articles in list order, and the column that names it there."""
    return (f"{state}.watch_hit", "word") if isinstance(holder, Words) else ("main.appearance", "entity")


def _in_article(holder: Holder, state: str) -> str:
    table, column = _table(holder, state)
    return f"EXISTS (SELECT 1 FROM {table} w WHERE w.{column} = ? AND w.place = a.place AND w.article = a.id)"


def _all_of(entities: Sequence[Holder], condition: str, state: str, parameters: Sequence[object]) -> Query:
    """Walk the rarest entity's articles, probing for the others."""
    others = "".join(f" AND {_in_article(holder, state)}" for holder in entities[1:])
    table, column = _table(entities[0], state)
    sql = (
        f"SELECT m.article AS id FROM {table} m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.{column} = ?{others} AND {condition} ORDER BY m.place DESC, m.article DESC"
    )
    return sql, [*map(_row_id, entities), *parameters]


def _any_of(
    entities: Sequence[Holder], condition: str, state: str, parameters: Sequence[object] = ()
) -> Query:
    """Merge the ordered lists of the entities: SQLite walks them side by side and drops doubles."""
    parts = []
    values: list[object] = []
    for holder in entities:
        table, column = _table(holder, state)
        parts.append(
            f"SELECT m.article AS id, m.place FROM {table} m CROSS JOIN article a ON a.id = m.article "
            f"WHERE m.{column} = ? AND {condition}"
        )
        values += [_row_id(holder), *parameters]
    return " UNION ".join(parts) + " ORDER BY 2 DESC, 1 DESC", values


def _finish(sql: str, parameters: list[object], limit: int | None) -> Query:
    if limit is None:
        return sql, parameters
    return f"{sql} LIMIT ?", [*parameters, limit]
