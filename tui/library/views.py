"""A view of the list as SQL: ids from covering indexes, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from tui.library.model import Filter, View

_OWN: dict[Filter, str] = {
    "all": "a.is_archived = 0",
    "unread": "a.is_archived = 0 AND a.is_read = 0",
    "starred": "a.is_starred = 1",
    "archived": "a.is_archived = 1",
    "watched": "a.is_archived = 0",
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
}

Query = tuple[str, list[object]]


def predicate(view_filter: Filter, *, overlay: bool) -> str:
    """The condition on `article a` that a filter stands for."""
    return (_OVERLAY if overlay else _OWN)[view_filter]


def ids_query(
    view: View, entities: Sequence[int | None], watched: Sequence[int], *, overlay: bool, limit: int | None
) -> Query | None:
    """The query that lists the article ids of a view.

    Args:
        view: what is shown.
        entities: the row ids of `view.entities`, rarest first; None for an entity no article mentions.
        watched: the row ids of the entities on the watchlist.
        overlay: the reader's state lies over a read-only library.
        limit: at most so many ids.

    Returns:
        SQL whose first column is `id`, and parameters; None when no article can be in the view.
    """
    condition = predicate(view.filter, overlay=overlay)
    known = [entity for entity in entities if entity is not None]
    parameters: list[object] = []
    if view.filter == "watched":
        if not watched:
            return None
        if not view.entities:
            return _finish(*_any_of(watched, condition), limit)
        marks = ",".join("?" * len(watched))
        condition += (
            f" AND EXISTS (SELECT 1 FROM appearance w WHERE w.article = a.id AND w.entity IN ({marks}))"
        )
        parameters = list(watched)
    if not view.entities:
        return _finish(
            f"SELECT a.id FROM article a WHERE {condition} ORDER BY a.place DESC, a.id DESC", [], limit
        )
    if view.match == "any" and len(known) > 1:
        sql, doubled = _any_of(known, condition, parameters)
        return _finish(sql, doubled, limit)
    if not known or (view.match == "all" and len(known) < len(view.entities)):
        return None
    return _finish(*_all_of(known, condition, parameters), limit)


def _all_of(entities: Sequence[int], condition: str, parameters: Sequence[object]) -> Query:
    """Walk the rarest entity's articles, probing for the others."""
    others = "".join(
        " AND EXISTS (SELECT 1 FROM appearance o "
        "WHERE o.entity = ? AND o.place = m.place AND o.article = m.article)"
        for _ in entities[1:]
    )
    sql = (
        "SELECT m.article AS id FROM appearance m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.entity = ?{others} AND {condition} ORDER BY m.place DESC, m.article DESC"
    )
    return sql, [*entities, *parameters]


def _any_of(entities: Sequence[int], condition: str, parameters: Sequence[object] = ()) -> Query:
    """Merge the ordered lists of the entities: SQLite walks them side by side and drops doubles."""
    part = (
        "SELECT m.article AS id, m.place FROM appearance m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.entity = ? AND {condition}"
    )
    sql = " UNION ".join([part] * len(entities)) + " ORDER BY 2 DESC, 1 DESC"
    values: list[object] = []
    for entity in entities:
        values += [entity, *parameters]
    return sql, values


def _finish(sql: str, parameters: list[object], limit: int | None) -> Query:
    if limit is None:
        return sql, parameters
    return f"{sql} LIMIT ?", [*parameters, limit]
