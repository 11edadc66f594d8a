"""The list as the reader will open it, read with as little code as can be: it is shown before the rest is loaded.

Imports SQLite and nothing else that takes long, unless the list is narrowed to names or watched ones.
"""

from __future__ import annotations

# Not `sqlite3`, which loads `datetime` and more for conversions that nobody asks for here.
import _sqlite3 as sqlite3
import os

from tui.library import schema, views
from tui.library.stamp import stamp
from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from tui.library.model import Filter

    Pane = Literal["list", "article", "sidebar"]
    State = Literal["main", "state"]
    """The schema that holds the reader's state: the library's own, or that of a file over a shared one."""

FIRST_IDS = 400
"""Articles listed before the first screen is drawn; the others follow it."""

_PLAIN_VIEWS: tuple[Filter, ...] = ("all", "unread", "starred", "archived")
_WATCHED_VIEWS: tuple[Filter, ...] = ("watched", "watched-first")
OFFERED = "samples.offered"
"""The setting that says that the sample articles were put in once."""

# By the schema that holds the reader's state.
_COUNTERS: dict[State, str] = {
    "main": "SELECT total, unread, starred, archived FROM counter",
    "state": "SELECT total, total - seen, s.starred, s.archived FROM main.counter, state.counter s",
}
_STATE = f"""
SELECT (SELECT value FROM {{state}}.setting WHERE key = '{OFFERED}'),
    json_extract(value, '$.filter'), json_extract(value, '$.entities'), json_extract(value, '$.match'),
    json_extract(value, '$.article'), json_extract(value, '$.pane'), json_extract(value, '$.list'),
    json_extract(value, '$.sidebar'), json_extract(value, '$.mirrored')
FROM (SELECT 1) LEFT JOIN {{state}}.setting ON key = 'reader.state'
"""
_TITLE = "a.id, a.title, a.title_derived, a.source, a.published, a.is_sample"
_ROW: dict[State, str] = {
    "main": f"SELECT {_TITLE}, a.is_read, a.is_starred, a.is_archived FROM article a",
    "state": (
        f"SELECT {_TITLE}, coalesce(t.is_read, 0), coalesce(t.is_starred, 0), coalesce(t.is_archived, 0) "
        "FROM article a LEFT JOIN state.triage t ON t.article = a.id"
    ),
}


class ListedArticle(NamedTuple):
    """What a row of the list shows."""

    title: str
    title_derived: bool
    source: str
    published: str | None
    is_read: bool
    is_starred: bool
    is_archived: bool
    is_sample: bool
    is_watched: bool


class FirstList(NamedTuple):
    """The list, and how the reader left the screen.

    Attributes:
        filter: of the view.
        is_narrowed: the list is narrowed to names.
        total: articles in the library.
        unread: articles not read yet.
        articles: how many are listed; None where that takes more than a look.
        rows: rows of the list known at first, at most `FIRST_IDS`.
        cursor: row of the article that was open; the first where it is not among those rows, -1 without rows.
        pane: the pane in use.
        list_wish: the list was asked for or folded away; None leaves it to the width.
        sidebar_wish: the same of the sidebar.
        mirrored: the list on the right; None leaves it to the settings.
    """

    filter: Filter
    is_narrowed: bool
    total: int
    unread: int
    articles: int | None
    rows: int
    cursor: int
    pane: Pane
    list_wish: bool | None
    sidebar_wish: bool | None
    mirrored: bool | None


def number_listed(view_filter: Filter, total: int, unread: int, starred: int, archived: int) -> int:
    """How many articles a list has that is not narrowed, from the counters of the library.

    Args:
        view_filter: one that needs no more than a look at the articles.
        total: articles there are.
        unread: those of them that are unread and not archived.
        starred: those with a star.
        archived: those in the archive.
    """
    numbers = {"unread": unread, "starred": starred, "archived": archived}
    return numbers.get(view_filter, total - archived)


def read_first_list(
    path: str, window: Callable[[FirstList], tuple[int, int]], marks: str | None = None
) -> tuple[FirstList, list[ListedArticle]] | None:
    """Read the list of a library and the rows in its window.

    Args:
        path: the library's file.
        window: from the list to the first row shown and how many there is room for.
        marks: the file of the reader's marks over a library that is only read, there or not; None over any other.

    Returns:
        The list and its rows; None when the library cannot be read at once, is of another version, or is about to
        get the sample articles.
    """
    try:
        connection = _connect(path, only_read=marks is not None)
    except sqlite3.Error:
        return None
    try:
        if connection.execute("PRAGMA main.user_version").fetchone()[0] != len(schema.LIBRARY):
            return None
        if marks is not None and not _has_marks(connection, marks):
            return None
        return _read(connection, window, "main" if marks is None else "state")
    except (sqlite3.Error, TypeError, ValueError):
        return None
    finally:
        connection.close()


def _connect(path: str, *, only_read: bool) -> sqlite3.Connection:
    """Open the file for reading, as `tui.library.store` does."""
    try:
        connection = sqlite3.connect(f"{_uri(path)}?mode=ro", uri=True, timeout=0)
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.Error:
        if not only_read or (seen := stamp(path)) is None or seen[1] is not None:
            raise
        # In a directory it cannot write, SQLite opens a closed library only as one that nobody writes.
        return sqlite3.connect(f"{_uri(path)}?immutable=1", uri=True, timeout=0)
    return connection


def _uri(path: str) -> str:
    return "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _has_marks(connection: sqlite3.Connection, marks: str) -> bool:
    """Attach the reader's marks over a library that is only read; False where they have to be put in order first."""
    if not os.path.exists(marks):
        connection.execute("ATTACH ':memory:' AS state")
        for script in schema.OVERLAY:
            connection.executescript(script)
        return True
    connection.execute("ATTACH ? AS state", (f"{_uri(marks)}?mode=ro",))
    if connection.execute("PRAGMA state.user_version").fetchone()[0] != len(schema.OVERLAY):
        return False
    kept = connection.execute("SELECT value FROM state.setting WHERE key = ?", (views.GONE,)).fetchone()
    gone = connection.execute(views.NUMBER_GONE).fetchone()
    return bool(kept) and kept[0] == str(gone[0])


def _read(
    connection: sqlite3.Connection, window: Callable[[FirstList], tuple[int, int]], state: State
) -> tuple[FirstList, list[ListedArticle]] | None:
    connection.execute("BEGIN")  # all of it as it was at one moment
    total, unread, starred, archived = connection.execute(_COUNTERS[state]).fetchone()
    (
        offered, view_filter, entities, match, article, pane, list_wish, sidebar_wish, mirrored,
    ) = connection.execute(_STATE.format(state=state)).fetchone()  # fmt: skip
    # Nothing is put into a library that is only read.
    if not (total or offered or state == "state"):
        return None
    shown: Filter = view_filter if view_filter in (*_PLAIN_VIEWS, *_WATCHED_VIEWS) else "all"
    entities = entities if entities != "[]" else None
    listing: _Plain | _Narrowed
    if shown in _PLAIN_VIEWS and not entities:
        listing = _Plain(connection, state, shown)
    else:
        listing = _Narrowed(connection, state, shown, entities, match)
    count = listing.count
    articles: int | None = count
    if count == FIRST_IDS:
        is_known = not (entities or shown == "watched")
        articles = number_listed(shown, total, unread, starred, archived) if is_known else None
    first = FirstList(
        shown,
        bool(entities),
        total,
        unread,
        articles,
        count,
        listing.row_of(article) if count else -1,
        pane if pane in ("list", "article", "sidebar") else "list",
        _wish(list_wish),
        _wish(sidebar_wish),
        _wish(mirrored),
    )
    top, height = window(first)
    rows = listing.rows(top, min(height, count - top))
    watched = _watched(connection, state, [row[0] for row in rows])
    return first, [_listed(row, watched) for row in rows]


class _Plain:
    """A list that takes no more than a look at the articles."""

    def __init__(self, connection: sqlite3.Connection, state: State, view_filter: Filter) -> None:
        self._connection = connection
        self._state = state
        self._kept = kept = f"WHERE {views.predicate(view_filter, overlay=state == 'state')}"
        counted = f"SELECT count(*) FROM (SELECT 1 FROM article a {kept} LIMIT {FIRST_IDS})"
        self.count: int = connection.execute(counted).fetchone()[0]

    def row_of(self, article: int | None) -> int:
        """The row of an article among the first ones; 0 where it is not there."""
        kept = f"FROM article a {self._kept}"
        found = self._connection.execute(f"SELECT a.place {kept} AND a.id = ?", (article,)).fetchone()
        if found is None:
            return 0
        above = f"SELECT 1 {kept} AND (a.place > ? OR (a.place = ? AND a.id > ?)) LIMIT {FIRST_IDS}"
        row: int = self._connection.execute(
            f"SELECT count(*) FROM ({above})", (found[0], found[0], article)
        ).fetchone()[0]
        return row if row < self.count else 0

    def rows(self, top: int, height: int) -> list[tuple[Any, ...]]:
        """The rows of a window."""
        query = f"{_ROW[self._state]} {self._kept} ORDER BY a.place DESC, a.id DESC LIMIT ? OFFSET ?"
        return self._connection.execute(query, (height, top)).fetchall()


class _Narrowed:
    """A list that needs names or the watchlist looked up."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        state: State,
        view_filter: Filter,
        entities: str | None,
        match: str | None,
    ) -> None:
        import json
        from pathlib import Path

        from tui.library.articles import article_ids
        from tui.library.model import View
        from tui.library.store import Queries

        names: list[str] = json.loads(entities) if entities else []
        view = View(view_filter, tuple(names), "any" if match == "any" else "all")
        self._connection = connection
        self._state = state
        self._ids = article_ids(Queries(connection, Path(), read_only=state == "state"), view, FIRST_IDS)
        self.count = len(self._ids)

    def row_of(self, article: int | None) -> int:
        """The row of an article among the first ones; 0 where it is not there."""
        return self._ids.index(article) if article is not None and article in self._ids else 0

    def rows(self, top: int, height: int) -> list[tuple[Any, ...]]:
        """The rows of a window."""
        query = f"{_ROW[self._state]} WHERE a.id = ?"
        return [self._connection.execute(query, (each,)).fetchone() for each in self._ids[top : top + height]]


def _watched(connection: sqlite3.Connection, state: State, ids: list[int]) -> set[int]:
    """Those of the articles that mention something on the watchlist."""
    here = ",".join("?" * len(ids))
    found = connection.execute(
        f"SELECT article FROM appearance WHERE article IN ({here}) AND entity IN ({views.watched_rows(state)}) "
        f"UNION SELECT article FROM {state}.watch_hit WHERE article IN ({here})",
        (*ids, *ids),
    )
    return {row[0] for row in found}


def _listed(row: tuple[Any, ...], watched: set[int]) -> ListedArticle:
    article, title, derived, source, published, *marks = row
    is_sample, is_read, is_starred, is_archived = map(bool, marks)
    return ListedArticle(
        _text(title),
        bool(derived),
        _text(source),
        published,
        is_read,
        is_starred,
        is_archived,
        is_sample,
        article in watched,
    )


def _text(value: str | bytes) -> str:
    """A text as `tui.library.texts` packs it."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def _wish(value: int | None) -> bool | None:
    return None if value is None else bool(value)
