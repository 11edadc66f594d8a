"""What the linker may ask of a library: the full names it knows by one of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tui.entities.linking import KnownName
from tui.entities.model import KINDS, Kind
from tui.library import texts
from tui.library.extraction import SKETCH
from tui.library.store import Store

# Articles looked at for the sources that use a name: the newest.
_SOURCES_OF = 20
# Entities that hold a part elsewhere than at the end: given names have thousands, and nothing hangs on them.
_OTHERS = 50
# Spellings of one name looked at: more of them are a doubt by themselves.
_ALIKE = 20


class LibraryKnowledge:
    """`Knowledge` from a library's tables."""

    def __init__(self, store: Store, article: int | None = None) -> None:
        """Ask a library.

        Args:
            store: its file.
            article: the article being linked, which is no evidence for itself.
        """
        self._store = store
        self._article = -1 if article is None else article

    def names_with(self, kind: Kind, part: str) -> Sequence[KnownName]:
        """The entities whose full name holds a part, those that end with it first.

        Args:
            kind: kind of the entities.
            part: one of `name_parts(kind, name)`.
        """
        found = self._holding(kind, part, is_last=1, limit=-1)
        return found + self._holding(kind, part, is_last=0, limit=_OTHERS)

    def names_like(self, kind: Kind, sketch: str) -> Sequence[KnownName]:
        """The entities whose full name may be a spelling of another.

        Args:
            kind: kind of the entities.
            sketch: one of `sketches(kind, name)`.
        """
        found = self._holding(kind, sketch, is_last=SKETCH, limit=_ALIKE)
        sql = "SELECT a.text FROM alias a JOIN entity e ON e.id = a.entity WHERE e.key = ?"
        return [
            replace(
                each,
                forms=tuple(
                    texts.unpack(text) for (text,) in self._store.rows(sql, (texts.pack(each.entity),))
                ),
            )
            for each in found
        ]

    def _holding(self, kind: Kind, part: str, *, is_last: int, limit: int) -> list[KnownName]:
        sql = (
            "SELECT e.id, e.key, e.name, e.articles - EXISTS (SELECT 1 FROM mention m "
            "WHERE m.article = ?1 AND m.entity = e.id) AS others FROM part p "
            "CROSS JOIN entity e ON e.id = p.entity "
            "WHERE p.part = ?2 AND p.is_last = ?3 AND e.kind = ?4 AND others > 0 LIMIT ?5"
        )
        rows = self._store.rows(sql, (self._article, texts.pack(part), is_last, KINDS.index(kind), limit))
        return [
            KnownName(
                entity=texts.unpack(key),
                name=texts.unpack(name),
                first_seen=self._seen(entity, "ASC"),
                last_seen=self._seen(entity, "DESC"),
                sources=self._sources(entity),
                articles=others,
            )
            for entity, key, name, others in rows
        ]

    def _seen(self, entity: int, order: str) -> date | None:
        """Day of the first or last other article whose day is known."""
        place = self._store.value(
            "SELECT m.place FROM appearance m CROSS JOIN article a ON a.id = m.article "
            "WHERE m.entity = ? AND m.article <> ? AND a.published IS NOT NULL "
            f"ORDER BY m.place {order} LIMIT 1",
            (entity, self._article),
        )
        return None if place is None else date.fromisoformat(texts.day_of(place))

    def _sources(self, entity: int) -> frozenset[str]:
        rows = self._store.rows(
            "SELECT a.source FROM appearance m CROSS JOIN article a ON a.id = m.article "
            "WHERE m.entity = ? AND m.article <> ? ORDER BY m.place DESC LIMIT ?",
            (entity, self._article, _SOURCES_OF),
        )
        return frozenset(texts.unpack(source) for (source,) in rows if source)
