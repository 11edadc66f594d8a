"""Search words on the watchlist: which articles hold them, looked up as articles come in.

Words are compared in the folded text, whole, the first of them with or without a conjunction, preposition or
article before it.  A word just put on the list is looked for in the newest articles first; nothing is looked
through when a key is pressed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tui.library import texts
from tui.library.store import Queries, Row, Store

PREFIX = "word:"
# Articles looked through in one go where nobody waits.
AT_ONCE = 200
# What Arabic writes together with the word that follows.
_BEFORE = "[وف]?(?:لل|[بكل]?(?:ال)?)"


def key_of(words: str) -> str:
    """The watchlist's name for search words.

    Args:
        words: as typed.
    """
    return PREFIX + " ".join(words.split())


def is_words(key: str) -> bool:
    """Whether a name on the watchlist stands for search words."""
    return key.startswith(PREFIX)


def pattern_of(key: str) -> re.Pattern[str] | None:
    """What finds the words in a folded text; None when nothing of them is left to look for."""
    from tui.arabic.normalise import fold_key

    words = [re.escape(word) for word in fold_key(key.removeprefix(PREFIX)).split()]
    if not words:
        return None
    phrase = r"\s+".join(words)
    return re.compile(rf"(?<!\w)(?:{_BEFORE})?{phrase}(?!\w)")


def add(store: Store, key: str) -> None:
    """Begin to look for words: in articles to come, and in those here from the newest down."""
    newest = _newest(store)
    store.run(
        f"INSERT INTO {store.state}.watch_word (key, low, high) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (texts.pack(key), newest + 1, newest),
    )


def remove(store: Store, key: str) -> None:
    """Look for words no longer."""
    row_id = row_of(store, key)
    if row_id is not None:
        store.run(f"DELETE FROM {store.state}.watch_hit WHERE word = ?", (row_id,))
        store.run(f"DELETE FROM {store.state}.watch_word WHERE id = ?", (row_id,))


def row_of(store: Queries, key: str) -> int | None:
    """The row id of search words that are looked for."""
    found: int | None = store.value(
        f"SELECT id FROM {store.state}.watch_word WHERE key = ?", (texts.pack(key),)
    )
    return found


def row_ids(store: Queries) -> list[int]:
    """The row ids of all search words that are looked for."""
    return [row[0] for row in store.rows(f"SELECT id FROM {store.state}.watch_word")]


def waiting(store: Store) -> bool:
    """Whether there are articles that have not been looked through."""
    sql = f"SELECT EXISTS (SELECT 1 FROM {store.state}.watch_word WHERE high < ? OR low > 1)"
    return bool(store.value(sql, (_newest(store),)))


def look(store: Store, limit: int) -> int:
    """Look through articles not yet looked through, new ones first; see `Library.look_for_words`."""
    newest = _newest(store)
    together: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for row_id, key, low, high in store.rows(f"SELECT id, key, low, high FROM {store.state}.watch_word"):
        if high < newest or low > 1:
            together[low, high].append((row_id, texts.unpack(key)))
    for (low, high), words in together.items():
        is_new = high < newest
        rows = store.rows(
            "SELECT a.id, a.place, b.text FROM body b CROSS JOIN article a ON a.id = b.id WHERE "
            + ("b.id > ? ORDER BY b.id LIMIT ?" if is_new else "b.id < ? ORDER BY b.id DESC LIMIT ?"),
            (high if is_new else low, limit),
        )
        hits = _hits(rows, words)
        if is_new:
            high = rows[-1][0] if len(rows) == limit else newest
        else:
            low = rows[-1][0] if len(rows) == limit else 1
        with store.transaction():
            store.many(
                f"INSERT INTO {store.state}.watch_hit SELECT ?, ?, ? WHERE EXISTS "
                f"(SELECT 1 FROM {store.state}.watch_word WHERE id = ?) ON CONFLICT DO NOTHING",
                [(word, place, article, word) for word, place, article in hits],
            )
            store.many(
                f"UPDATE {store.state}.watch_word SET low = ?, high = ? WHERE id = ?",
                [(low, high, row_id) for row_id, _ in words],
            )
        return len(rows)
    return 0


def _hits(rows: Sequence[Row], words: Sequence[tuple[int, str]]) -> list[tuple[int, int, int]]:
    from tui.arabic.normalise import fold

    patterns = [(row_id, pattern) for row_id, key in words if (pattern := pattern_of(key)) is not None]
    found = []
    for article, place, text in rows:
        folded = fold(texts.unpack(text))
        found += [(row_id, place, article) for row_id, pattern in patterns if pattern.search(folded)]
    return found


def _newest(store: Store) -> int:
    return int(store.value("SELECT coalesce(max(id), 0) FROM article"))
