"""Articles: taken in once each, listed, read back, removed."""

from __future__ import annotations

import itertools
import json
import time
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from tui.library import due, texts, views, watchlist, watchwords
from tui.library.errors import UnknownArticleError
from tui.library.model import AddResult, Article, ArticleHeader, ArticleText, Counts, Failure, Source, View
from tui.library.store import Queries, Row, Store

# Articles a transaction takes in: long enough to be fast, short enough that no other writer waits long.
BATCH = 100
# SQLite takes 32,766 parameters; lists are cut well below.
_CHUNK = 500
Value = TypeVar("Value")
# Articles gone through at a time where the watched ones are left out of a list.
_RUN = 2000

_HEADER = (
    "a.id, a.title, a.title_derived, a.source, a.published, a.is_read, a.is_starred, a.is_archived, "
    "a.is_sample, a.engine IS NOT NULL"
)
_HEADER_OVERLAY = (
    "a.id, a.title, a.title_derived, a.source, a.published, coalesce(t.is_read, 0), "
    "coalesce(t.is_starred, 0), coalesce(t.is_archived, 0), a.is_sample, a.engine IS NOT NULL"
)


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Ids or keys in runs short enough for one statement."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def marks(values: Collection[object]) -> str:
    """Question marks for as many values."""
    return ",".join("?" * len(values))


def article_ids(store: Queries, view: View, limit: int | None, after: int | None = None) -> array[int]:
    """The ids of a view in list order; see `Library.article_ids`."""
    point = None
    if after is not None:
        place = store.value("SELECT place FROM article WHERE id = ?", (after,))
        if place is None:
            return array("q")
        point = (place, after)
    if view.filter != "watched-first":
        return _ids(store, parts_of(store, view), limit, point)
    watched = parts_of(store, view._replace(filter="watched"))
    rest = parts_of(store, view._replace(filter="all"))
    if after is not None and after not in watchlist.mentioning(store, (after,)):
        return _others(store, rest, watched.watched, limit, point)
    first = _ids(store, watched, limit, point)
    if limit is None or len(first) < limit:
        left = None if limit is None else limit - len(first)
        first += _others(store, rest, watched.watched, left, None)
    return first


def _ids(
    store: Queries, parts: views.Parts, limit: int | None, after: views.Place | None = None
) -> array[int]:
    query = views.ids_query(parts, limit=limit, after=after)
    if query is None:
        return array("q")
    sql, parameters = query
    # A hundred thousand ids as one value take half the time they take as rows.
    together = store.value(f"SELECT json_group_array(id) FROM ({sql})", parameters)
    return array("q", json.loads(together))


def _others(
    store: Queries,
    parts: views.Parts,
    watched: Sequence[views.Holder],
    limit: int | None,
    after: views.Place | None,
) -> array[int]:
    """The ids of a view without those that are watched, run by run: a run and what is watched in it are quick."""
    found = array("q")
    while limit is None or len(found) < limit:
        run = _ids(store, parts, _RUN, after)
        if not run:
            break
        ends = (run[0], run[-1])
        high, low = (store.value("SELECT place FROM article WHERE id = ?", (end,)) for end in ends)
        held: set[int] = set()
        for holder in watched:
            held.update(row[0] for row in store.rows(*views.between_query(holder, parts.overlay, low, high)))
        found.extend([article for article in run if article not in held])
        after = (low, run[-1])
    return found[:limit]


def parts_of(store: Queries, view: View) -> views.Parts:
    """A view with the entities and search words it speaks of looked up."""
    entities: list[views.Holder | None] = []
    if view.entities:
        found = {
            texts.unpack(key): (articles, row_id)
            for key, articles, row_id in store.rows(
                f"SELECT key, articles, id FROM entity WHERE key IN ({marks(view.entities)})",
                [texts.pack(key) for key in view.entities],
            )
        }
        rarest_first = sorted(view.entities, key=lambda key: found.get(key, (0, 0)))
        entities = [
            _words(store, key) if watchwords.is_words(key) else found[key][1] if key in found else None
            for key in dict.fromkeys(rarest_first)
        ]
    watched: list[views.Holder] = []
    if view.filter == "watched":
        watched = [*watchlist.row_ids(store), *map(views.Words, watchwords.row_ids(store))]
    return views.Parts(view, entities, watched, store.read_only)


def _words(store: Queries, key: str) -> views.Words | None:
    row_id = watchwords.row_of(store, key)
    return None if row_id is None else views.Words(row_id)


def headers(store: Store, ids: Sequence[int]) -> list[ArticleHeader]:
    """The list rows of articles, in the order asked; ids that are gone are left out."""
    columns, join = _columns(store)
    found: dict[int, ArticleHeader] = {}
    for chunk in chunks(ids):
        sql = f"SELECT {columns} FROM article a{join} WHERE a.id IN ({marks(chunk)})"
        rows = store.rows(sql, chunk)
        watched = watchlist.mentioning(store, chunk)
        for row in rows:
            found[row[0]] = _header(row, row[0] in watched)
    return [found[article] for article in ids if article in found]


def article(store: Store, article_id: int) -> Article:
    """An article with its text; see `Library.article`."""
    columns, join = _columns(store)
    row = store.row(
        f"SELECT {columns}, b.text, b.body_start, b.url, b.origin FROM article a{join} "
        "JOIN body b ON b.id = a.id WHERE a.id = ?",
        (article_id,),
    )
    if row is None:
        raise UnknownArticleError(f"There is no article {article_id} in the library.")
    text, body_start, url, origin = row[10:]
    return Article(
        header=_header(row, article_id in watchlist.mentioning(store, (article_id,))),
        text=texts.unpack(text),
        body_start=body_start,
        url=texts.unpack(url) if url is not None else None,
        origin=texts.unpack(origin),
    )


def article_text(store: Store, article_id: int) -> ArticleText:
    """What extraction needs of an article."""
    row = store.row(
        "SELECT b.text, a.published, a.source FROM body b JOIN article a ON a.id = b.id WHERE b.id = ?",
        (article_id,),
    )
    if row is None:
        raise UnknownArticleError(f"There is no article {article_id} in the library.")
    return ArticleText(texts.unpack(row[0]), row[1], texts.unpack(row[2]))


def counts(store: Store) -> Counts:
    """The counters that triggers keep."""
    total, unread, starred, archived, pending = store.rows(
        "SELECT total, unread, starred, archived, pending FROM main.counter"
    )[0]
    if store.read_only:
        seen, starred, archived = store.rows("SELECT seen, starred, archived FROM state.counter")[0]
        unread = total - seen
    return Counts(total=total, unread=unread, starred=starred, archived=archived, pending=pending)


def add(store: Store, sources: Iterable[Source | Failure]) -> AddResult:
    """Take articles in, each once; see `Library.add`."""
    store.require_writable()
    added: list[int] = []
    already: list[int] = []
    errors: list[Failure] = []
    stream = iter(sources)
    while batch := list(itertools.islice(stream, BATCH)):
        with store.transaction():
            for source in batch:
                if isinstance(source, Failure):
                    errors.append(source)
                    continue
                try:
                    article_id, is_new = _add_one(store, source)
                except ValueError as error:
                    errors.append(Failure(source.origin, str(error)))
                    continue
                (added if is_new else already).append(article_id)
    return AddResult(tuple(added), tuple(dict.fromkeys(already)), tuple(errors))


def _add_one(store: Store, source: Source) -> tuple[int, bool]:
    """The id of the article, and whether it is new; a known one learns what it did not know."""
    digest = texts.content_hash(source.text)
    published = texts.check_published(source.published) if source.published else None
    known = store.row("SELECT id, published, source, is_sample FROM article WHERE hash = ?", (digest,))
    if known is not None:
        article_id, known_published, known_source, is_sample = known
        if published and not known_published:
            set_place(store, article_id, published)
        if source.source and not known_source:
            store.run("UPDATE article SET source = ? WHERE id = ?", (texts.pack(source.source), article_id))
        if is_sample and not source.is_sample:
            store.run("UPDATE article SET is_sample = 0 WHERE id = ?", (article_id,))
        return article_id, False
    now = int(time.time())
    place = texts.published_seconds(published) if published else now
    article_id = store.run(
        "INSERT INTO article (place, is_sample, title_derived, published, source, title, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            place,
            source.is_sample,
            source.title_derived,
            published,
            texts.pack(source.source),
            texts.pack(source.title),
            digest,
        ),
    )
    store.run(
        "INSERT INTO body (id, body_start, added_at, url, origin, text) VALUES (?, ?, ?, ?, ?, ?)",
        (
            article_id,
            source.body_start,
            now,
            texts.pack(source.url) if source.url else None,
            texts.pack(source.origin),
            texts.pack(source.text),
        ),
    )
    return article_id, True


def set_place(store: Store, article_id: int, published: str | None) -> str | None:
    """Change the publication date of an article, and with it its place in every list.

    Returns:
        The date it had before.
    """
    row = store.row(
        "SELECT a.published, b.added_at FROM article a JOIN body b ON b.id = a.id WHERE a.id = ?",
        (article_id,),
    )
    if row is None:
        raise UnknownArticleError(f"There is no article {article_id} in the library.")
    before: str | None = row[0]
    place = texts.published_seconds(published) if published else row[1]
    store.run("UPDATE article SET published = ?, place = ? WHERE id = ?", (published, place, article_id))
    store.run("UPDATE main.watch_hit SET place = ? WHERE article = ?", (place, article_id))
    # Through the index by article: the list of an entity is ordered by place too.
    for entity, old_place in store.rows(
        "SELECT entity, place FROM appearance WHERE article = ?", (article_id,)
    ):
        store.run(
            "UPDATE appearance SET place = ?, is_dated = ? WHERE entity = ? AND place = ? AND article = ?",
            (place, published is not None, entity, old_place, article_id),
        )
    due.moved(store, article_id)
    return before


def remove(store: Store, ids: Sequence[int]) -> int:
    """Remove articles with all that was found in them; returns how many there were."""
    from tui.library import extraction

    store.require_writable()
    removed = 0
    for start in range(0, len(ids), BATCH):
        with store.transaction():
            for article_id in ids[start : start + BATCH]:
                extraction.forget(store, article_id)
                store.run("DELETE FROM main.watch_hit WHERE article = ?", (article_id,))
                store.run("DELETE FROM body WHERE id = ?", (article_id,))
                removed += store.changed("DELETE FROM article WHERE id = ?", (article_id,))
    return removed


def pending(store: Store, limit: int) -> list[int]:
    """Ids of articles whose names and dates have not been looked for, newest first."""
    return [
        row[0]
        for row in store.rows(
            "SELECT id FROM article WHERE engine IS NULL ORDER BY place DESC, id DESC LIMIT ?", (limit,)
        )
    ]


def _columns(store: Store) -> tuple[str, str]:
    if store.read_only:
        return _HEADER_OVERLAY, " LEFT JOIN state.triage t ON t.article = a.id"
    return _HEADER, ""


def _header(row: Row, is_watched: bool) -> ArticleHeader:
    return ArticleHeader(
        id=row[0],
        title=texts.unpack(row[1]),
        title_derived=bool(row[2]),
        source=texts.unpack(row[3]),
        published=row[4],
        is_read=bool(row[5]),
        is_starred=bool(row[6]),
        is_archived=bool(row[7]),
        is_sample=bool(row[8]),
        extracted=bool(row[9]),
        is_watched=is_watched,
    )
