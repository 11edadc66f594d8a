"""What every derived table must hold, worked out from the stored mentions alone."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from tui.library import Library, companions
from tui.library.texts import unpack


def check_tables(library: Library) -> None:
    """Compare the tables kept on the way with a recount from scratch."""
    store = library._store
    text = {row[0]: unpack(row[1]) for row in store.rows("SELECT id, text FROM body")}
    place = {row[0]: row[1] for row in store.rows("SELECT id, place FROM article")}
    appearances: Counter[tuple[int, int]] = Counter()
    aliases: Counter[tuple[int, str]] = Counter()
    roles: Counter[tuple[int, str]] = Counter()
    named: dict[int, set[int]] = {}
    sql = "SELECT article, start, end, kind, entity, role FROM mention WHERE entity IS NOT NULL"
    for article, start, end, kind, entity, role in store.rows(sql):
        appearances[entity, article] += 1
        if kind < 3:
            aliases[entity, text[article][start:end]] += 1
            named.setdefault(article, set()).add(entity)
            if role is not None:
                roles[entity, role] += 1
    stored = store.rows("SELECT entity, article, place, mentions FROM appearance")
    assert {(entity, article): number for entity, article, _, number in stored} == dict(appearances)
    assert all(place[article] == there for _, article, there, _ in stored)
    assert {
        (row[0], row[1]): row[2] for row in store.rows("SELECT entity, text, mentions FROM alias")
    } == aliases
    assert {
        (row[0], row[1]): row[2] for row in store.rows("SELECT entity, text, mentions FROM role")
    } == roles
    undated = {row[0] for row in store.rows("SELECT id FROM article WHERE published IS NULL")}
    assert {row[0] for row in store.rows("SELECT article FROM appearance WHERE is_dated = 0")} == undated & {
        article for _, article in appearances
    }
    articles = Counter(entity for entity, _ in appearances)
    mentions: Counter[int] = Counter()
    for (entity, _), number in appearances.items():
        mentions[entity] += number
    for entity, in_articles, in_mentions in store.rows("SELECT id, articles, mentions FROM entity"):
        assert (in_articles, in_mentions) == (articles[entity], mentions[entity])
    meetings: Counter[frozenset[int]] = Counter()
    for entities in named.values():
        meetings.update(frozenset(pair) for pair in combinations(entities, 2))
    for entity, other, number in store.rows("SELECT entity, other, articles FROM companion"):
        assert number == meetings[frozenset((entity, other))]
    frequent = {entity for entity in articles if articles[entity] >= companions.FREQUENT}
    kinds = dict(store.rows("SELECT id, kind FROM entity"))
    aged = {row[0] for row in store.rows("SELECT entity FROM companion_age")}
    due = {row[0] for row in store.rows("SELECT entity FROM due_entity")}
    assert {entity for entity in frequent - due if kinds[entity] < 3} <= aged
    known = {row[0] for row in store.rows("SELECT id FROM entity")}
    for table in ("form", "word", "part", "alias", "role", "companion", "companion_age"):
        assert {row[0] for row in store.rows(f"SELECT entity FROM {table}")} <= known
    counted = store.row("SELECT total, unread, starred, archived, pending FROM counter")
    assert counted == store.row(
        "SELECT count(*), coalesce(sum(is_read = 0 AND is_archived = 0), 0), coalesce(sum(is_starred), 0), "
        "coalesce(sum(is_archived), 0), coalesce(sum(engine IS NULL), 0) FROM article"
    )
