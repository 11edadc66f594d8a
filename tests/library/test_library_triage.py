"""Marks, their counters, and undo over many levels and sessions."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from library_shelf import source

from tui.library import Library
from tui.library.model import FILTERS, Counts, View


def recounted(library: Library) -> Counts:
    rows = library.headers(range(1, 100))
    return Counts(
        total=len(rows),
        unread=sum(not row.is_read and not row.is_archived for row in rows),
        starred=sum(row.is_starred for row in rows),
        archived=sum(row.is_archived for row in rows),
        pending=sum(not row.extracted for row in rows),
    )


FLAG = st.sampled_from([None, True, False])
ACTION = st.one_of(
    st.tuples(st.just("mark"), st.sets(st.integers(1, 8)), FLAG, FLAG, FLAG),
    st.tuples(st.just("undo")),
    st.tuples(st.just("remove"), st.integers(1, 8)),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(ACTION, max_size=12), st.booleans())
def test_counters_and_views_agree_with_the_articles_whatever_is_done(actions: list, shared: bool) -> None:  # type: ignore[type-arg]
    with Library.open(":memory:") as own:
        own.add([source(f"خبر {number}", f"2018-06-{number + 1:02}") for number in range(8)])
        state = own.path.with_name("state.db")
        library = Library.open(own.path, read_only=True, state_path=state) if shared else own
        for name, *values in actions:
            if name == "mark":
                ids, read, starred, archived = values
                library.mark(sorted(ids), read=read, starred=starred, archived=archived)
            elif name == "undo":
                library.undo()
            elif not shared:
                own.remove(values)
        assert library.counts() == recounted(library)
        rows = {row.id: row for row in library.headers(range(1, 100))}
        wanted = {
            "all": [id for id, row in rows.items() if not row.is_archived],
            "unread": [id for id, row in rows.items() if not row.is_archived and not row.is_read],
            "starred": [id for id, row in rows.items() if row.is_starred],
            "archived": [id for id, row in rows.items() if row.is_archived],
            "watched": [],
            "watched-first": [id for id, row in rows.items() if not row.is_archived],
        }
        for each in FILTERS:
            assert list(library.article_ids(View(each))) == sorted(wanted[each], reverse=True)
        library.close()


def test_undo_goes_back_many_levels_and_over_sessions(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        ids = library.add([source(f"خبر {number}") for number in range(60)]).added
        for article in ids:
            assert library.mark([article], read=True) == 1
        assert library.mark(ids, read=True) == 0
        library.mark(ids, archived=True)
    with Library.open(path) as library:
        undone = library.undo()
        assert undone is not None
        assert set(undone.ids) == set(ids)
        assert undone.details == {"archived": True}
        for article in reversed(ids):
            undone = library.undo()
            assert undone is not None
            assert undone.ids == (article,)
        assert library.undo() is None
        assert library.counts().unread == 60


def test_undo_passes_over_articles_that_are_gone(library: Library) -> None:
    ids = library.add([source("واحد"), source("اثنان")]).added
    library.mark(ids, starred=True)
    library.remove([ids[0]])
    undone = library.undo()
    assert undone is not None
    assert undone.ids == (ids[1],)
    assert library.counts().starred == 0


def test_settings_are_kept(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        library.set_setting("place", '{"article": 5}')
        library.set_setting("place", '{"article": 6}')
        library.set_setting("gone", "x")
        library.set_setting("gone", None)
    with Library.open(tmp_path / "library.db") as library:
        assert library.setting("place") == '{"article": 6}'
        assert library.setting("gone") is None
