"""The reader as a whole: nothing moves under the reader, nothing is lost, every failure is a sentence."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from screens_support import until
from textual import events

from tui.entities.model import Extraction
from tui.library.errors import LibraryBusyError, LibraryFullError
from tui.library.library import Library
from tui.library.model import Source
from tui.screens.reader.labels import LETTERS, label_names
from tui.screens.reading import FIRST_IDS

SALIM = "person:سليم النجار"


async def test_arabic_letters_move_and_mark(reader: Any, library: Library, articles: list[int]) -> None:
    async with reader() as (app, pilot):
        await pilot.press("ت", "س")  # the keys of j and s
        await pilot.pause()
        assert app.reading.article_id == articles[1]
        assert library.headers([articles[1]])[0].is_starred
        await pilot.press("ل", "أ")  # the two letters that shift and the key of g send
        await pilot.pause()
        assert app.reading.article_id == articles[5]


async def test_keys_follow_the_configuration(reader: Any, articles: list[int]) -> None:
    async with reader(keys={"next-article": ["o"]}) as (app, pilot):
        await pilot.press("o")
        await pilot.pause()
        assert app.reading.article_id == articles[1]
        assert app.keymap.shown_of("next-article") == "o"


async def test_a_key_held_down_moves_the_list_and_the_article_follows(
    reader: Any, articles: list[int]
) -> None:
    async with reader(rest_before_article=60.0) as (app, pilot):
        for _ in range(4):
            await pilot.press("j")
        assert app.reader.articles.cursor == 4
        assert app.reading.article_id == articles[0]
        await pilot.press("s")  # a mark is for the article under the cursor, never for the one still shown
        await pilot.pause()
        assert app.reading.article_id == articles[4]
        assert app.reading.header().is_starred


async def test_findings_come_without_moving_the_text(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        await pilot.press("2", "j", "j", "j")
        await pilot.pause()
        pane = app.reader.pane
        before = pane.position
        assert before > 0
        app.worker.on_event({"event": "extracted", "id": articles[0]})
        app.worker.on_event({"event": "extracted", "id": articles[3]})
        await pilot.pause()
        assert pane.position == before


async def test_an_article_not_yet_done_is_asked_for_and_fills_in(
    reader: Any, library: Library, articles: list[int]
) -> None:
    from screens_support import found_in

    text = "خبر جديد\n\nوصل سليم النجار إلى بغداد."
    (new,) = library.add([Source(text, "خبر جديد", body_start=10, published="2019-01-01")]).added
    async with reader() as (app, pilot):
        assert app.reading.article_id == new
        assert {"do": "extract", "id": new} in app.worker.requests
        assert app.reader.sidebar.row_count == 0
        library.store_extraction(new, found_in(text))
        app.worker.on_event({"event": "extracted", "id": new})
        await pilot.pause()
        assert [row.name for row in app.reader.sidebar.sections.people] == ["سليم النجار"]
        app.worker.on_event({"event": "failed", "id": new, "error": "the model is gone"})
        await pilot.pause()
        assert "the model is gone" in app.reader.status.notice_text


async def test_a_name_the_article_turns_out_not_to_hold_is_counted_anew(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        app.reader.follow(SALIM)
        before = app.reading.focus.articles
        library.store_extraction(articles[0], Extraction((), (), "builtin 2"))
        app.worker.on_event({"event": "extracted", "id": articles[0]})
        await pilot.pause()
        assert app.reading.focus.articles == before - 1
        assert "not in this article" in app.reader.status.parts


async def test_files_read_in_are_shown_when_they_were_asked_for(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader(paths_to_add=("/somewhere",), published="2018-01-01") as (app, pilot):
        request = {"do": "add", "paths": ["/somewhere"], "published": "2018-01-01"}
        assert request in app.worker.requests
        (new,) = library.add([Source("نص من ملف", "نص من ملف", published="2017-01-01")]).added
        app.worker.on_event({"event": "added", "ids": [new], "already": [], "errors": ["x: no such file"]})
        await pilot.pause()
        assert app.reading.article_id == new
        assert "no such file" in app.reader.status.notice_text
        # Later arrivals only say that they are there.
        (later,) = library.add([Source("نص آخر", "نص آخر", published="2020-01-01")]).added
        app.worker.on_event({"event": "added", "ids": [later], "already": [], "errors": []})
        await pilot.pause()
        assert app.reading.article_id == new
        assert "1 new article" in app.reader.status.notice_text
        damaged = {
            "event": "added",
            "ids": [later],
            "errors": [],
            "remarks": ["x is damaged", "y is damaged"],
        }
        app.worker.on_event(damaged)
        await pilot.pause()
        assert app.reader.status.notice_text == "x is damaged (and 1 more)"


async def test_articles_that_mention_what_is_watched_are_announced(
    reader: Any, library: Library, articles: list[int]
) -> None:
    from screens_support import found_in

    library.watch(SALIM)
    async with reader() as (app, pilot):
        app.worker.on_event({"event": "idle"})
        await pilot.pause()
        assert app.reader.status.notice_text == ""
        text = "عاد سليم النجار."
        (new,) = library.add([Source(text, text, published="2019-01-01")]).added
        library.store_extraction(new, found_in(text))
        app.worker.on_event({"event": "idle"})
        for _ in range(100):
            if app.reader.status.notice_text:
                break
            await pilot.pause(0.02)
        assert app.reader.status.notice_text == "1 new · سليم النجار"


@pytest.mark.parametrize("error", [LibraryBusyError, LibraryFullError])
async def test_a_library_that_cannot_be_written_is_a_sentence(
    error: type[Exception],
    reader: Any,
    library: Library,
    articles: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise error("The disk that holds the library is full.")

    async with reader() as (app, pilot):
        monkeypatch.setattr(library, "mark", refuse)
        await pilot.press("s", "enter", "space")
        await pilot.pause()
        assert "disk" in app.reader.status.notice_text
        monkeypatch.undo()
        await pilot.press("s")
        await pilot.pause()
        assert library.headers([articles[0]])[0].is_starred


async def test_a_library_locked_by_another_program_loses_nothing(
    reader: Any, library: Library, articles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader() as (app, pilot):
        other = sqlite3.connect(library.path, isolation_level=None)
        other.execute("PRAGMA locking_mode = NORMAL")
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("s")
        await pilot.pause()
        assert "in use" in app.reader.status.notice_text
        other.execute("ROLLBACK")
        other.close()
        await pilot.press("s")
        await pilot.pause()
        assert library.headers([articles[0]])[0].is_starred


async def test_an_article_gone_from_the_library_is_a_sentence(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        await pilot.press("]", "}")
        await pilot.pause()
        library.remove([articles[0]])
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "no longer" in app.reader.status.notice_text


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (59, 11), (80, 24), (300, 90)])
async def test_every_size_shows_something(size: tuple[int, int], reader: Any, articles: list[int]) -> None:
    async with reader(size=size) as (app, pilot):
        await pilot.press("j", "2", "space", "3", "1", "f", "escape", "?", "q", "t", "q")
        await pilot.pause()
        assert app.reading.article_id is not None


async def test_a_resize_keeps_the_place(reader: Any, articles: list[int]) -> None:
    async with reader(size=(120, 40)) as (app, pilot):
        await pilot.press("2", ")", ")")
        await pilot.pause()
        before = app.reader.pane.position
        for size in ((80, 24), (200, 60), (40, 10), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.reader.pane.position == before
        assert app.reader.pane_in_use == "article"


async def test_the_sidebar_folds_at_80_columns_and_comes_under_a_key(
    reader: Any, articles: list[int]
) -> None:
    async with reader(size=(80, 24)) as (app, pilot):
        assert app.reader.panes.sidebar is None
        await pilot.press("3")
        await pilot.pause()
        assert app.reader.panes.sidebar is not None
        assert app.reader.panes.list is None
        await pilot.press("1")
        await pilot.pause()
        assert app.reader.panes.list is not None


async def test_what_counts_as_read(reader: Any, library: Library, articles: list[int]) -> None:
    def is_read(number: int) -> bool:
        return library.headers([articles[number]])[0].is_read

    async with reader() as (_, pilot):
        await pilot.press("j", "j", "k")  # passing through the list
        await pilot.pause()
        assert not any(map(is_read, range(6)))
        await pilot.press("enter")
        await pilot.pause()
        assert is_read(1)
        await pilot.press("r", "n", "]")  # said to be unread: it stays so
        await pilot.pause()
        assert not is_read(1)
        await pilot.press("u")  # undo takes back what the reader did, not what the program marked
        await pilot.pause()
        assert is_read(1)
    async with reader(mark_read=False) as (_, pilot):
        await pilot.press("1", "g", "g", "enter", "space")
        await pilot.pause()
        assert not is_read(0)


async def test_it_opens_as_it_was_left(reader: Any, articles: list[int]) -> None:
    async with reader() as (app, pilot):
        await pilot.press("j", "2", "]", "j", "j", "\\", "f4")
        await pilot.pause()
        left = (app.reader.pane.position, app.reader.pane.current, app.reading.focus)
    async with reader() as (app, pilot):
        assert app.reading.article_id == articles[1]
        assert app.reader.pane_in_use == "article"
        assert app.reader.mirrored
        assert app.reader.panes.sidebar is None
        assert (app.reader.pane.position, app.reader.pane.current, app.reading.focus) == left


async def test_clicks_reach_what_keys_reach(reader: Any, articles: list[int]) -> None:
    async with reader(samples_offered=1) as (app, pilot):
        assert "sample" in app.reader.status.notice_text
        await pilot.click(app.reader.articles, offset=(5, 2))
        await pilot.pause()
        assert app.reading.article_id == articles[2]
        assert app.reader.status.notice_text == "", "who clicks never sees where they are"
        await pilot.press("g", "g", "]", "]", "e")
        await pilot.pause()
        assert app.reading.view.entities == (SALIM,)
        header = app.reader.header
        column = header.render_line(0).text.index("×")
        await pilot.click(header, offset=(column, 0))
        await pilot.pause()
        assert app.reading.view.entities == ()


def test_no_label_begins_another() -> None:
    for count in (1, 42, 43, 60, 300, 1764):
        names = label_names(count)
        assert len(set(names)) == count
        assert not any(a != b and b.startswith(a) for a in names for b in names)
        assert set("".join(names)) <= set(LETTERS)


async def test_the_end_of_a_long_list_is_reached_run_by_run_and_before_the_next_key(
    reader: Any, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading.RUN_SECONDS", 0.0)
    monkeypatch.setattr("tui.screens.reading.MORE_IDS", 20)
    monkeypatch.setattr("tui.screens.commanded.TURN", 1000.0)  # nothing comes by itself
    library.add(Source(f"خبر {n}", f"خبر {n}", published="2018-01-01") for n in range(FIRST_IDS + 99))
    everything = list(library.article_ids())
    async with reader(rest_before_article=0.0) as (app, pilot):
        app.reader.listing.to_end()
        assert not app.reading.has_all_ids
        await until(pilot, lambda: app.reader.articles.current_id == everything[-1])
        assert list(app.reader.articles.ids) == everything
    async with reader(rest_before_article=0.0) as (app, pilot):
        for key in ("G", "k", "k", "G", "k", "s"):
            app.post_message(events.Key(key, key))
        await until(pilot, lambda: library.headers([everything[-2]])[0].is_starred)
        assert app.reader.articles.current_id == everything[-2]


async def test_the_rest_of_a_long_list_comes_without_moving_it(reader: Any, library: Library) -> None:
    library.add(Source(f"خبر {n}", f"خبر {n}", published="2018-01-01") for n in range(FIRST_IDS + 50))
    everything = list(library.article_ids())
    async with reader(rest_before_article=0.0) as (app, pilot):
        await pilot.press("j", "j")
        listing = app.reader.articles
        await until(pilot, lambda: app.reading.has_all_ids)
        assert list(listing.ids) == everything
        assert (listing.cursor, listing.top, app.reading.article_id) == (2, 0, everything[2])
        await pilot.press("G")
        assert listing.current_id == everything[-1]
        app.save_state()
    # Opened further down than the first rows reach: there is the cursor too, when all are listed.
    async with reader() as (app, pilot):
        await until(pilot, lambda: app.reading.has_all_ids)
        assert app.reading.article_id == app.reader.articles.current_id == everything[-1]
