"""The reader's corrections: merge, split, change of kind, dismissal; kept, applied, taken back.

A correction is kept at once; what it reaches is noted as due, and the articles are worked out anew a few at a
time, each few in a transaction of their own.  So nobody waits for an entity of thousands of articles, and what was
left undone when a process ended is done by the next.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from tui.entities.linking.corrections import Correction, Rules
from tui.entities.model import KINDS, Kind
from tui.library import articles, companions, due, extraction, texts, triage
from tui.library.errors import UnknownEntityError
from tui.library.model import Undone
from tui.library.store import Row, Store

_COLUMNS = "id, action, entity, target, text, article, name"
# Articles worked out anew in one transaction.
BATCH = 20


def rules(store: Store) -> Rules:
    """What the stored corrections make of a mention."""
    return Rules(stored(store))


def stored(store: Store) -> list[Correction]:
    """All corrections in the order they were made."""
    return [_correction(row) for row in store.rows(f"SELECT {_COLUMNS} FROM correction ORDER BY id")]


def _correction(row: Row) -> Correction:
    number, action, entity, target, text, article, name = row
    return Correction(
        action=action,
        entity=texts.unpack(entity),
        target=texts.unpack(target) if target is not None else None,
        text=texts.unpack(text) if text is not None else None,
        article=article,
        name=texts.unpack(name) if name is not None else None,
        id=number,
    )


def correct(store: Store, correction: Correction) -> Correction:
    """Keep a correction; the articles it reaches are due.  See `Library.correct`."""
    store.require_writable()
    with store.transaction():
        kept = _insert(store, correction)
        _touch(store, correction)
        triage.log(store, "correction", {"before": _as_list(kept), "done": _details(kept)})
    return kept


def remove(store: Store, number: int) -> Correction | None:
    """Take one correction back, not necessarily the last, undoably; None when there is none."""
    store.require_writable()
    with store.transaction():
        row = store.row(f"SELECT {_COLUMNS} FROM correction WHERE id = ?", (number,))
        if row is None:
            return None
        correction = _correction(row)
        _withdraw(store, correction)
        triage.log(
            store, "correction removed", {"before": _as_list(correction), "done": _details(correction)}
        )
    return correction


def take_back(store: Store, name: str, payload: dict[str, object]) -> Undone:
    """Undo a correction made or removed."""
    store.require_writable()
    before = payload["before"]
    assert isinstance(before, list)
    correction = _from_list(before)
    if name == "correction":
        _withdraw(store, correction)
    else:
        store.run(
            f"INSERT OR REPLACE INTO correction (made_at, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (int(time.time()), correction.id, *_row(correction)),
        )
        _touch(store, correction)
    return Undone(name, (), _details(correction))


def _insert(store: Store, correction: Correction) -> Correction:
    number = store.run(
        "INSERT INTO correction (made_at, action, entity, target, text, article, name) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (int(time.time()), *_row(correction)),
    )
    return _correction((number, *_row(correction)))


def _row(correction: Correction) -> Row:
    return (
        correction.action,
        texts.pack(correction.entity),
        texts.pack(correction.target) if correction.target is not None else None,
        texts.pack(correction.text) if correction.text is not None else None,
        correction.article,
        texts.pack(correction.name) if correction.name is not None else None,
    )


def _as_list(correction: Correction) -> list[object]:
    return [
        correction.id,
        correction.action,
        correction.entity,
        correction.target,
        correction.text,
        correction.article,
        correction.name,
    ]


def _details(correction: Correction) -> dict[str, object]:
    return {
        "action": correction.action,
        "entity": correction.entity,
        "target": correction.target,
        "article": correction.article,
    }


def _from_list(values: Sequence[Any]) -> Correction:
    """The correction `_as_list` gave, perhaps in an earlier version."""
    number, action, entity, target, text, article, *rest = values
    return Correction(action, entity, target, text, article, rest[0] if rest else None, number)


def _withdraw(store: Store, correction: Correction) -> None:
    _touch(store, correction)
    store.run("DELETE FROM correction WHERE id = ?", (correction.id,))


def _touch(store: Store, correction: Correction) -> None:
    """Note what a correction may change: articles with its entity, or with one other corrections lead to it."""
    if correction.article is not None:
        due.put(store, [correction.article])
        return
    keys = rules(store).leading_to(correction.entity)
    sql = f"SELECT id FROM entity WHERE key IN ({articles.marks(keys)})"
    for (entity,) in store.rows(sql, [texts.pack(key) for key in keys]):
        due.put_all_of(store, entity)


def settle(store: Store, limit: int | None) -> list[int]:
    """Work out anew the mentions of articles that are due; see `Library.settle`."""
    while due.is_spreading(store):
        with store.transaction():
            due.spread(store)
        if limit is not None and due.is_spreading(store):
            # One run of articles noted is enough for one go.
            return []
    done: list[int] = []
    while limit is None or len(done) < limit:
        with store.transaction():
            rows = store.rows(
                "SELECT article FROM due_article ORDER BY article DESC LIMIT ?",
                (BATCH if limit is None else limit - len(done),),
            )
            _reapply(store, rows)
        done += [row[0] for row in rows]
        if not rows:
            break
    if not store.value("SELECT EXISTS (SELECT 1 FROM due_article)"):
        for (entity,) in store.rows("SELECT entity FROM due_entity"):
            companions.recount(store, entity)
            with store.transaction():
                extraction.prune(store, [entity])
                store.run("DELETE FROM due_entity WHERE entity = ?", (entity,))
    return done


def settle_one(store: Store, article: int) -> bool:
    """Work out one article anew if it may be due; whether it was.  Companions are left to `settle`."""
    with store.transaction():
        is_due = store.value("SELECT 1 FROM due_article WHERE article = ?", (article,)) or due.is_spreading(
            store
        )
        if is_due:
            _reapply(store, [(article,)])
    return bool(is_due)


def _reapply(store: Store, rows: Sequence[Row]) -> None:
    """Work the mentions of articles, a row each, out anew from what the engine gave and the corrections of now."""
    found = rules(store)
    corrected = json.dumps(_rows_of(store, found.entities))
    for (article_id,) in rows:
        _reapply_to(store, article_id, found, corrected)
    store.many("DELETE FROM due_article WHERE article = ?", rows)


def _reapply_to(store: Store, article_id: int, found: Rules, corrected: str) -> None:
    """Do it for one article; the entities that gain or lose it are due to have their companions counted.

    Args:
        store: the library's file.
        article_id: the article.
        found: the corrections.
        corrected: row ids of the entities they are about, as JSON.
    """
    text = texts.unpack(store.value("SELECT text FROM body WHERE id = ?", (article_id,)) or "")
    # Only mentions that were corrected, and those that corrections are about, can come out otherwise.
    sql = (
        "SELECT m.start, m.end, m.kind, m.entity, m.dismissed, x.id, x.key, x.name FROM mention m "
        "JOIN entity x ON x.id = coalesce(m.extracted, m.entity) WHERE m.article = ? "
        "AND (m.extracted IS NOT NULL OR m.entity IN (SELECT value FROM json_each(?)))"
    )
    changes: list[Row] = []
    affected: set[int] = set()
    for start, end, kind, entity, dismissed, given, key, name in store.rows(sql, (article_id, corrected)):
        extracted = texts.unpack(key)
        final = found.resolve(extracted, text[start:end], article_id)
        current, was, gone, kind_now = given, None, 0, kind
        if final is None:
            current, was, gone = None, given, 1
        elif final != extracted:
            target_kind: Kind = extraction.kind_of(final, KINDS[kind])
            name_now = target_name(found, final, extracted, texts.unpack(name))
            registry = extraction.Registry(store, {final: name_now})
            current, was = registry.row_id(final, target_kind), given
            kind_now = extraction.KIND_CODES[target_kind]
        else:
            kind_now = extraction.KIND_CODES[extraction.kind_of(extracted, KINDS[kind])]
        if (current, gone) != (entity, dismissed):
            changes.append((current, was, gone, kind_now, article_id, start))
            affected |= {each for each in (current, entity, given) if each is not None}
    if changes:
        store.many("INSERT OR IGNORE INTO due_entity VALUES (?)", [(each,) for each in affected])
        place = store.value("SELECT place FROM article WHERE id = ?", (article_id,))
        before = extraction.written(store, article_id, text, affected)
        extraction.uncount(store, article_id, before, affected)
        store.many(
            "UPDATE mention SET entity = ?, extracted = ?, dismissed = ?, kind = ? "
            "WHERE article = ? AND start = ?",
            changes,
        )
        after = extraction.written(store, article_id, text, affected)
        extraction.count(store, article_id, place, after, affected)


def _rows_of(store: Store, entities: Collection[str]) -> list[int]:
    """The row ids of those of the entities that the library has met."""
    found: list[int] = []
    for chunk in articles.chunks([texts.pack(entity) for entity in entities]):
        rows = store.rows(f"SELECT id FROM entity WHERE key IN ({articles.marks(chunk)})", chunk)
        found += [row[0] for row in rows]
    return found


def target_name(found: Rules, target: str, source: str, source_name: str) -> str:
    """The name of an entity a correction brings about: as the reader wrote it, or the source's own where only
    the kind changes.
    """
    bare = target.partition(":")[2] or target
    return found.name_of(target) or (source_name if bare == source.partition(":")[2] else bare)


def transfer(store: Store, corrections: Iterable[Correction]) -> int:
    """Take in corrections made elsewhere, those already here left out; returns how many were new."""
    known = {_row(correction) for correction in stored(store)}
    taken = 0
    for correction in corrections:
        if correction.article is None and _row(correction) not in known:
            correct(store, correction)
            known.add(_row(correction))
            taken += 1
    return taken


def require_entity(store: Store, key: str) -> int:
    """The row id of an entity.

    Raises:
        UnknownEntityError: when the library has never met it.
    """
    row_id: int | None = store.value("SELECT id FROM entity WHERE key = ?", (texts.pack(key),))
    if row_id is None:
        raise UnknownEntityError(f"The library knows no {key}.")
    return row_id
