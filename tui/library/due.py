"""Articles that corrections made or withdrawn have yet to reach."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.library.store import Store


def put(store: Store, ids: Iterable[int]) -> None:
    """Note articles as due."""
    store.run("INSERT OR IGNORE INTO due_article SELECT value FROM json_each(?)", (json.dumps(list(ids)),))


def count(store: Store) -> int:
    """How many articles are due; at least 1 while counts of companions are to be put right."""
    sql = "SELECT max((SELECT count(*) FROM due_article), EXISTS (SELECT 1 FROM due_entity))"
    return int(store.value(sql))
