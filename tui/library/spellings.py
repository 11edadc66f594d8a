"""What entities are called: as most articles spell their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tui.entities.model import KINDS, Kind
from tui.library import articles, texts
from tui.library.store import Store


def call_by_commonest(store: Store, entities: Sequence[int]) -> None:
    """Call entities as most articles spell their names; the spelling first met may have been a rare one.

    Names the alias table gives stay, and so do those that only corrections lead to.
    """
    from tui.arabic.normalise import fold_key

    for chunk in articles.chunks(entities):
        sql = (
            "SELECT e.id, e.kind, e.name, a.text FROM entity e CROSS JOIN alias a ON a.entity = e.id "
            f"WHERE e.id IN ({articles.marks(chunk)}) AND a.text <> e.name AND a.mentions > "
            "(SELECT o.mentions FROM alias o WHERE o.entity = e.id AND o.text = e.name) ORDER BY a.mentions"
        )
        for entity, kind, name, text in store.rows(sql, chunk):
            called, spelled = texts.unpack(name), texts.unpack(text)
            if fold_key(called) == fold_key(spelled) and called not in _curated(KINDS[kind]):
                store.run("UPDATE entity SET name = ? WHERE id = ?", (text, entity))


@cache
def _curated(kind: Kind) -> frozenset[str]:
    """The names of a kind that the alias table gives."""
    from tui.entities.linking.aliases import load_aliases

    return load_aliases().names(kind)
