"""What a key press asks of the library is answered from indexes: nothing is gone through from end to end."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from library_shelf import Shelf, person, place

from tui.entities.linking.corrections import Correction
from tui.library import Library, articles, views
from tui.library.model import View
from tui.library.watchwords import key_of

SADR, BAGHDAD = person("مقتدى الصدر"), place("بغداد")
DAY = "date:2018-06-06"

# Tables that grow with the library.
LARGE = {
    "article", "body", "mention", "appearance", "entity", "alias", "word", "form", "part", "role", "companion",
    "watch_hit", "triage",
}  # fmt: skip


@pytest.fixture
def watching(shelf: Shelf) -> Library:
    """A library in which something of everything is kept."""
    shelf.put(SADR, BAGHDAD, DAY, published="2018-06-07")
    shelf.put(SADR, DAY, published="2018-06-08")
    shelf.library.watch(SADR)
    shelf.library.watch(key_of("خبر"))
    shelf.library.look_for_words()
    return shelf.library


def plans(library: Library, ask: Callable[[Library], object]) -> list[tuple[str, str]]:
    """Every statement a question runs, with the steps SQLite takes for it."""
    store = library._store
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    try:
        ask(library)
    finally:
        store._connection.set_trace_callback(None)
    steps = []
    for sql in asked:
        with suppress(Exception):  # statements of triggers are comments here, and BEGIN has no plan
            steps += [(sql, row[3]) for row in store.rows(f"EXPLAIN QUERY PLAN {sql}")]
    return steps


def goes_through(sql: str, step: str) -> bool:
    """Whether a step of a statement reads a large table from end to end."""
    words = step.split()
    if words[0] != "SCAN":
        return False
    name = words[1].rpartition(".")[2]
    tables = re.findall(rf"\b(\w+) (?:AS )?{name}\b", sql) if len(name) == 1 else [name]
    return not LARGE.isdisjoint(tables)


@pytest.mark.parametrize(
    "ask",
    [
        lambda library: library.articles_of(SADR, after=1),
        lambda library: library.neighbour(SADR, 1, 1, True),
        lambda library: library.entities(1),
        lambda library: library.mentions(1),
        lambda library: library.headers([1, 2]),
        lambda library: library.counts(),
        lambda library: library.dossier(SADR),
        lambda library: library.concordance(SADR),
        lambda library: library.find_entities("صد"),
        lambda library: library.entities_called("بغداد"),
        lambda library: library.timeline(articles=[1, 2]),
        lambda library: library.on_period("2018"),
        lambda library: library.on_period("2018", view=View("unread", (BAGHDAD, SADR), "any")),
        lambda library: library.on_period("2018", view=View("watched")),
        lambda library: library.correct(Correction("merge", SADR, person("الصدر")), later=True),
        lambda library: library.undo(later=True),
        lambda library: library.watched(),
        lambda library: library.mark([1], read=True),
        lambda library: library.due(),
    ],
)
def test_no_key_press_goes_through_a_table(watching: Library, ask: Callable[[Library], object]) -> None:
    found = plans(watching, ask)
    assert found
    assert not [(sql, step) for sql, step in found if goes_through(sql, step)]


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View("unread"),
        View("starred"),
        View("archived"),
        View(entities=(SADR,)),
        View("unread", (SADR, BAGHDAD)),
        View("unread", (SADR, BAGHDAD), "any"),
        View("watched"),
        View("watched", (SADR, BAGHDAD), "any"),
    ],
    ids=str,
)
@pytest.mark.parametrize("after", [None, (1, 1)], ids=["from the top", "further on"])
def test_no_view_sorts_or_scans(watching: Library, view: View, after: views.Place | None) -> None:
    store = watching._store
    query = views.ids_query(articles.parts_of(store, view), limit=None, after=after)
    assert query is not None
    plan = [row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {query[0]}", query[1])]
    assert not any("TEMP B-TREE" in step for step in plan), plan
    assert all(
        "INDEX" in step or "PRIMARY KEY" in step for step in plan if step.startswith(("SCAN", "SEARCH"))
    )
