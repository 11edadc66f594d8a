"""A view of the list as SQL: ids from covering indexes, newest first.

Imports nothing: the first frame asks before anything else is loaded.
"""

from __future__ import annotations

from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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


GONE = "articles.gone"
"""Setting over a shared library: how many articles had been removed when the marks were last put in order."""

NUMBER_GONE = (
    "SELECT coalesce((SELECT seq FROM main.sqlite_sequence WHERE name = 'article'), 0) - total "
    "FROM main.counter"
)
"""How many articles a library has lost. Ids are never used again, so that it changes only when some are removed."""


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


class Parts(NamedTuple):
    """A view with the names it speaks of looked up.

    Attributes:
        view: what is shown.
        entities: what holds the articles of `view.entities`, rarest first; None for what is in no article.
        watched: what holds the articles of the watchlist, where the filter asks for it.
        overlay: the reader's state lies over a read-only library.
    """

    view: View
    entities: Sequence[Holder | None]
    watched: Sequence[Holder]
    overlay: bool

    @property
    def state(self) -> str:
        """The schema of the reader's own state."""
        return "state" if self.overlay else "main"

    @property
    def known(self) -> list[Holder]:
        """What holds the articles of the entities that are in any."""
        return [each for each in self.entities if each is not None]

    @property
    def is_empty(self) -> bool:
        """Whether no article can be in the view."""
        if self.view.filter == "watched" and not self.watched:
            return True
        if not self.view.entities:
            return False
        return not self.known or (self.view.match == "all" and len(self.known) < len(self.view.entities))


Place = tuple[int, int]
"""A point of the list order: place and id of an article."""


def condition(parts: Parts) -> Query:
    """The condition on `appearance m` and its `article a` that a view stands for; of a view that is not empty."""
    sql, parameters = predicate(parts.view.filter, overlay=parts.overlay), list[object]()
    if parts.view.filter == "watched":
        sql += f" AND ({_held(parts.watched, parts.state, 'OR', _APPEARANCE)})"
        parameters += map(_row_id, parts.watched)
    if parts.view.entities:
        joint = "OR" if parts.view.match == "any" else "AND"
        sql += f" AND ({_held(parts.known, parts.state, joint, _APPEARANCE)})"
        parameters += map(_row_id, parts.known)
    return sql, parameters


def ids_query(parts: Parts, *, limit: int | None, after: Place | None = None) -> Query | None:
    """The query that lists the article ids of a view.

    Args:
        parts: the view.
        limit: at most so many ids.
        after: only articles below this point of the list.

    Returns:
        SQL whose first column is `id`, and parameters; None when no article can be in the view.
    """
    view = parts.view
    if parts.is_empty:
        return None
    own, parameters = predicate(view.filter, overlay=parts.overlay), list[object]()
    if view.filter == "watched":
        if not view.entities:
            return _finish(*_any_of(parts.watched, own, parts.state, parameters, after), limit)
        own += f" AND ({_held(parts.watched, parts.state, 'OR')})"
        parameters += map(_row_id, parts.watched)
    if not view.entities:
        if after is not None:
            own += " AND (a.place, a.id) < (?, ?)"
            parameters += after
        sql = f"SELECT a.id FROM article a WHERE {own} ORDER BY a.place DESC, a.id DESC"
        return _finish(sql, parameters, limit)
    if view.match == "any" and len(parts.known) > 1:
        return _finish(*_any_of(parts.known, own, parts.state, parameters, after), limit)
    return _finish(*_all_of(parts.known, own, parts.state, parameters, after), limit)


def between_query(holder: Holder, overlay: bool, low: int, high: int) -> Query:
    """The query that lists the articles something holds between two places of the list, both included."""
    table, column = _table(holder, "state" if overlay else "main")
    return f"SELECT article FROM {table} WHERE {column} = ? AND place BETWEEN ? AND ?", [
        _row_id(holder),
        low,
        high,
    ]


def _row_id(holder: Holder) -> int:
    return holder.row_id if isinstance(holder, Words) else holder


def _table(holder: Holder, state: str) -> tuple[str, str]:
    """The table of a holder's articles in list order, and the column that names it there."""
    return (f"{state}.watch_hit", "word") if isinstance(holder, Words) else ("main.appearance", "entity")


# Where the place and id of an article are read.  An appearance is at hand before its article is looked up; hits of
# search words over a shared library may be of a place the article has left.
_ARTICLE = ("a.place", "a.id")
_APPEARANCE = ("m.place", "m.article")


def _held(holders: Sequence[Holder], state: str, joint: str, read: tuple[str, str] = _ARTICLE) -> str:
    """The condition on an article that these hold it: all of them (AND) or any of them (OR)."""
    return f" {joint} ".join(_in_article(holder, state, read) for holder in holders)


def _in_article(holder: Holder, state: str, read: tuple[str, str]) -> str:
    table, column = _table(holder, state)
    place, article = read
    return f"EXISTS (SELECT 1 FROM {table} w WHERE w.{column} = ? AND w.place = {place} AND w.article = {article})"


def _below(after: Place | None) -> Query:
    return ("", []) if after is None else (" AND (m.place, m.article) < (?, ?)", list(after))


def _all_of(
    entities: Sequence[Holder], own: str, state: str, parameters: Sequence[object], after: Place | None
) -> Query:
    """Walk the rarest entity's articles, probing for the others."""
    read = _ARTICLE if isinstance(entities[0], Words) else _APPEARANCE
    others = "".join(f" AND {_in_article(holder, state, read)}" for holder in entities[1:])
    table, column = _table(entities[0], state)
    below, point = _below(after)
    sql = (
        f"SELECT m.article AS id FROM {table} m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.{column} = ?{below}{others} AND {own} ORDER BY m.place DESC, m.article DESC"
    )
    return sql, [_row_id(entities[0]), *point, *map(_row_id, entities[1:]), *parameters]


def _any_of(
    entities: Sequence[Holder], own: str, state: str, parameters: Sequence[object], after: Place | None
) -> Query:
    """Merge the ordered lists of the entities: SQLite walks them side by side and drops doubles."""
    selects = []
    values: list[object] = []
    below, point = _below(after)
    for holder in entities:
        table, column = _table(holder, state)
        selects.append(
            f"SELECT m.article AS id, m.place FROM {table} m CROSS JOIN article a ON a.id = m.article "
            f"WHERE m.{column} = ?{below} AND {own}"
        )
        values += [_row_id(holder), *point, *parameters]
    return " UNION ".join(selects) + " ORDER BY 2 DESC, 1 DESC", values


def _finish(sql: str, parameters: list[object], limit: int | None) -> Query:
    if limit is None:
        return sql, parameters
    return f"{sql} LIMIT ?", [*parameters, limit]
