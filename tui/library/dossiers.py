"""Entities across the library: found by name, followed from article to article, described."""

from __future__ import annotations

from collections.abc import Sequence

from tui.entities.model import KINDS, Entity
from tui.library import companions, due, extraction, texts, views, watchlist
from tui.library.model import ContextLine, Dossier, EntitySummary, View
from tui.library.store import Row, Store

# With more matches than this, going through entities from the commonest on beats sorting the matches.
_MANY = 1500
_HIGHEST = "\U0010ffff"
_SUMMARY = "e.id, e.key, e.kind, e.name, e.articles, e.mentions"


def articles_of(store: Store, entity: str, after: int | None, limit: int, view: View | None) -> list[int]:
    """Articles that mention an entity; see `Library.articles_of`."""
    row_id = _row_id(store, entity)
    if row_id is None:
        return []
    place, article = _position(store, after) if after is not None else (None, None)
    condition = views.predicate(view.filter, overlay=store.read_only) if view else "1"
    beyond = "AND (m.place, m.article) < (?, ?)" if after is not None else ""
    sql = (
        "SELECT m.article FROM appearance m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.entity = ? {beyond} AND {condition} ORDER BY m.place DESC, m.article DESC LIMIT ?"
    )
    parameters = [row_id, *((place, article) if after is not None else ()), limit]
    return [row[0] for row in store.rows(sql, parameters)]


def neighbour(store: Store, entity: str, from_id: int, direction: int, unread_only: bool) -> int | None:
    """The next article that mentions an entity; see `Library.neighbour`."""
    row_id = _row_id(store, entity)
    if row_id is None:
        return None
    condition = views.predicate("unread" if unread_only else "all", overlay=store.read_only)
    comparison, order = ("<", "DESC") if direction > 0 else (">", "ASC")
    sql = (
        "SELECT m.article FROM appearance m CROSS JOIN article a ON a.id = m.article "
        f"WHERE m.entity = ? AND (m.place, m.article) {comparison} (?, ?) AND {condition} "
        f"ORDER BY m.place {order}, m.article {order} LIMIT 1"
    )
    found: int | None = store.value(sql, (row_id, *_position(store, from_id)))
    return found


def _row_id(store: Store, entity: str) -> int | None:
    row_id: int | None = store.value("SELECT id FROM entity WHERE key = ?", (texts.pack(entity),))
    return row_id


def _position(store: Store, article: int) -> tuple[int, int]:
    """Place and id of an article, its point in the list order; the end of the list for one that is gone."""
    return (store.value("SELECT place FROM article WHERE id = ?", (article,)) or 0, article)


def summary(store: Store, entity: str) -> EntitySummary | None:
    """An entity by its id; see `Library.entity`."""
    rows = store.rows(f"SELECT {_SUMMARY} FROM entity e WHERE e.key = ?", (texts.pack(entity),))
    return _summaries(store, rows)[0] if rows else None


def _summaries(store: Store, rows: Sequence[Row]) -> list[EntitySummary]:
    aliases = extraction.aliases_of(store, [(row[0], row[3]) for row in rows])
    return [
        EntitySummary(
            Entity(
                id=texts.unpack(key),
                kind=KINDS[kind],
                name=texts.unpack(name),
                aliases=tuple(form for form, _ in aliases[row_id]),
                count=mentions,
            ),
            articles=in_articles,
            mentions=mentions,
        )
        for row_id, key, kind, name, in_articles, mentions in rows
    ]


def find(store: Store, text: str, limit: int, kind: str | None) -> list[EntitySummary]:
    """Entities by the beginnings of their words; see `Library.find_entities`."""
    from tui.arabic.normalise import fold_key

    wanted = "e.articles > 0 AND e.kind < 3"
    parameters: list[object] = []
    if kind is not None:
        wanted += " AND e.kind = ?"
        parameters.append(KINDS.index(kind) if kind in KINDS else -1)
    words = fold_key(text).split()
    if not words:
        sql = f"SELECT {_SUMMARY} FROM entity e WHERE {wanted} ORDER BY e.articles DESC, e.id LIMIT ?"
        return _summaries(store, store.rows(sql, [*parameters, limit]))
    probe = "EXISTS (SELECT 1 FROM word w WHERE w.entity = e.id AND w.word >= ? AND w.word < ?)"
    numbers = [_matches(store, word) for word in words]
    if min(numbers) >= _MANY:
        # Every word is common: entities from the commonest on are bound to match soon.
        conditions = " AND ".join([wanted] + [probe.replace("FROM word w", _BY_ENTITY)] * len(words))
        sql = f"SELECT {_SUMMARY} FROM entity e WHERE {conditions} ORDER BY e.articles DESC LIMIT ?"
        bounds = [bound for word in words for bound in _bounds(word)]
        return _summaries(store, store.rows(sql, [*parameters, *bounds, limit]))
    rarest = words.pop(numbers.index(min(numbers)))
    conditions = " AND ".join([wanted] + [probe.replace("FROM word w", _BY_ENTITY)] * len(words))
    sql = (
        f"SELECT {_SUMMARY} FROM (SELECT DISTINCT entity FROM word WHERE word >= ? AND word < ?) f "
        f"CROSS JOIN entity e ON e.id = f.entity WHERE {conditions} ORDER BY e.articles DESC, e.name LIMIT ?"
    )
    bounds = [bound for word in words for bound in _bounds(word)]
    return _summaries(store, store.rows(sql, [*_bounds(rarest), *parameters, *bounds, limit]))


def called(store: Store, name: str) -> list[EntitySummary]:
    """Entities written exactly so; see `Library.entities_called`."""
    from tui.arabic.normalise import fold_key

    sql = (
        f"SELECT {_SUMMARY} FROM form f CROSS JOIN entity e ON e.id = f.entity "
        "WHERE f.folded = ? AND e.articles > 0 ORDER BY e.articles DESC, e.key"
    )
    return _summaries(store, store.rows(sql, (texts.pack(fold_key(name)),)))


# An entity has a handful of words: they are read by entity, never those of the whole library.
_BY_ENTITY = "FROM word w INDEXED BY word_entity"


def _bounds(word: str) -> tuple[object, object]:
    return texts.pack(word), texts.pack(word + _HIGHEST)


def _matches(store: Store, word: str) -> int:
    """Entities with a word that begins like this, counted up to `_MANY`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT ?)"
    return int(store.value(sql, (*_bounds(word), _MANY)))


def dossier(store: Store, entity: str, limit: int) -> Dossier:
    """What the library knows of an entity; see `Library.dossier`."""
    from tui.library import corrections  # what corrections need would delay a start that asks for a name only

    row_id = corrections.require_entity(store, entity)
    found = summary(store, entity)
    assert found is not None
    name = store.value("SELECT name FROM entity WHERE id = ?", (row_id,))
    roles = store.rows(
        "SELECT text, mentions FROM role WHERE entity = ? ORDER BY mentions DESC, text", (row_id,)
    )
    return Dossier(
        summary=found,
        aliases=tuple(extraction.aliases_of(store, [(row_id, name)])[row_id]),
        roles=tuple((texts.unpack(role), number) for role, number in roles),
        first_seen=_seen(store, row_id, "ASC"),
        last_seen=_seen(store, row_id, "DESC"),
        over_time=tuple(_over_time(store, row_id)),
        companions=tuple(companions.top(store, row_id, limit)),
        is_watched=entity in watchlist.keys(store),
    )


# Articles without a date stand where they arrived, which says nothing of when they were written.
_DATED = "FROM appearance WHERE entity = ? AND is_dated = 1"


def _seen(store: Store, entity: int, order: str) -> str | None:
    """Day of the oldest (ASC) or newest (DESC) dated article."""
    place = store.value(f"SELECT place {_DATED} ORDER BY place {order} LIMIT 1", (entity,))
    return None if place is None else texts.day_of(place)


def _over_time(store: Store, entity: int) -> list[tuple[str, int]]:
    """Dated articles a month, oldest first: each month is counted as a run of one index."""
    found = []
    place = store.value(f"SELECT place {_DATED} ORDER BY place LIMIT 1", (entity,))
    while place is not None:
        month, following = texts.month_of(place)
        number = store.value(
            f"SELECT count(*) {_DATED} AND place >= ? AND place < ?", (entity, place, following)
        )
        found.append((month, number))
        place = store.value(
            f"SELECT place {_DATED} AND place >= ? ORDER BY place LIMIT 1", (entity, following)
        )
    return found


def concordance(
    store: Store, entity: str, after: int | None, articles_at_once: int, width: int
) -> list[ContextLine]:
    """Mentions of an entity in their lines of context; see `Library.concordance`."""
    row_id = _row_id(store, entity)
    from tui.library import corrections  # not loaded by a start that asks for a name only

    lines: list[ContextLine] = []
    # What corrections have yet to take away is not shown any more.
    rules = corrections.rules(store) if due.count(store) else None
    for article_id in articles_of(store, entity, after, articles_at_once, None):
        spans = store.rows(
            "SELECT m.start, m.end, x.key FROM mention m JOIN entity x ON x.id = coalesce(m.extracted, m.entity) "
            "WHERE m.article = ? AND m.entity = ? ORDER BY m.start",
            (article_id, row_id),
        )
        found = context_lines(store, article_id, [(start, end) for start, end, _ in spans], width)
        lines += [
            line
            for line, (_, _, given) in zip(found, spans, strict=True)
            if rules is None or rules.resolve(texts.unpack(given), line.text, article_id) == entity
        ]
    return lines


def context_lines(
    store: Store, article_id: int, spans: Sequence[tuple[int, int]], width: int
) -> list[ContextLine]:
    """The lines of context of spans of one article.

    Args:
        store: the library's file.
        article_id: the article.
        spans: start and end code points.
        width: code points of context on each side at most; lines never leave the paragraph.
    """
    row = store.row(
        "SELECT b.text, a.title, a.published, a.source FROM body b JOIN article a ON a.id = b.id WHERE b.id = ?",
        (article_id,),
    )
    if row is None:
        return []
    text, title, published = texts.unpack(row[0]), texts.unpack(row[1]), row[2]
    lines = []
    for start, end in spans:
        left = max(text.rfind("\n", 0, start) + 1, start - width)
        right = text.find("\n", end)
        right = min(len(text) if right < 0 else right, end + width)
        lines.append(
            ContextLine(
                article=article_id,
                title=title,
                published=published,
                start=start,
                end=end,
                before=text[left:start],
                text=text[start:end],
                after=text[end:right],
                source=texts.unpack(row[3]),
            )
        )
    return lines
