"""From the dossier and the watchlist: corrected, taken back, narrowed and followed on the spot."""

from __future__ import annotations

from typing import Any

import pytest
from screens_support import QuietWorker, found_in, until
from test_screens_every_command import BAGHDAD, SALIM, Play
from textual.widget import Widget

from tui.entities.model import DateValue, Entity, Extraction, Mention
from tui.library.library import Library
from tui.library.model import Source, View
from tui.screens.timeline import period_words


def forms(play: Play) -> list[str]:
    return [line.text for line in play.app.screen.lines.lines]  # type: ignore[attr-defined]


def drawn(widget: Widget) -> str:
    return "\n".join(strip.text for strip in widget.render_lines(widget.size.region))


def notice(play: Play) -> str:
    return play.app.screen.status.notice_text  # type: ignore[attr-defined, no-any-return]


async def test_a_mention_is_split_off_and_given_back_in_the_dossier(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier")
        assert len(forms(play)) == 5
        await play.press("down", "down", "split")
        assert play.page == "EntityPicker"
        await play.type("سليم الأصغر")
        await pilot.press("enter")
        await pilot.pause()
        assert play.page == "ChoiceScreen"
        await play.press("choose")
        assert play.page == "DossierScreen"
        assert len(forms(play)) == 4
        assert "سليم الأصغر" in notice(play)
        assert app.screen.lines.cursor == 2
        await play.press("undo")
        assert len(forms(play)) == 5
        assert "no longer split" in notice(play)
        await play.press("undo")
        assert "Nothing to undo" in notice(play)


async def test_the_dossier_of_what_is_merged_is_that_of_the_other(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier", "merge")
        await play.type("بغد")
        await pilot.press("enter")
        await pilot.pause()
        assert play.page == "DossierScreen"
        assert app.screen.entity == BAGHDAD
        assert play.screen.reading.focus_id == BAGHDAD
        assert len(forms(play)) == 10  # articles near the cursor are reached at once: all of these few
        assert isinstance(app.worker, QuietWorker)
        assert {"do": "settle"} in app.worker.requests
        await play.press("undo")
        assert app.screen.entity == SALIM
        library.settle()  # what the worker does, and tells of
        app.screen.freshen()
        assert len(forms(play)) == 5


async def test_who_is_beside_another_is_corrected_there(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier", "focus-next", "change-kind")
        first = app.screen.status.parts[0]
        await play.press("choose")
        assert play.page == "DossierScreen"
        assert app.screen.entity == SALIM
        (correction,) = library.corrections()
        assert correction.action == "kind"
        assert correction.name == first
        await play.press("split")
        assert "no line of it is in focus" in notice(play)
        await play.press("corrections", "choose")
        assert library.corrections() == []


async def test_a_name_dismissed_everywhere_leaves_an_empty_dossier_that_can_be_brought_back(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier", "dismiss", "bottom", "choose")
        assert forms(play) == []
        library.settle()
        app.screen.freshen()
        assert app.screen.dossier.summary.entity.name == "سليم النجار"
        await play.press("undo")
        library.settle()
        app.screen.freshen()
        assert len(forms(play)) == 5


async def test_the_list_is_narrowed_to_two_that_appear_together(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier", "focus-next", "narrow")
        assert play.page == "ReaderScreen"
        other = play.screen.reading.view.entities[1]
        assert play.screen.reading.view == View(entities=(SALIM, other))
        assert play.screen.reading.focus_id == SALIM
        await play.press("dossier", "timeline")
        assert play.page == "TimelineScreen"
        assert [row.period for row in app.screen.periods.periods] == ["2018-06-06"]
        await play.press("close", "narrow")
        assert play.screen.reading.view == View(entities=(SALIM, other))


async def test_what_is_watched_is_looked_into_and_corrected(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        library.watch("place:البصرة")
        library.watch("word:شيء")
        await play.press("watchlist", "dossier")
        assert play.page == "DossierScreen"
        await play.press("close", "merge")
        await play.type("بغداد")
        await pilot.press("enter")
        await pilot.pause()
        assert play.page == "WatchlistScreen"
        assert [row.left for row in app.screen.rows.texts] == ["بغداد", "شيء"]
        await play.press("undo")
        assert [row.left for row in app.screen.rows.texts] == ["البصرة", "شيء"]
        await play.press("bottom", "merge")
        assert "words, no name" in notice(play)
        await play.press("unwatch", "undo")
        assert [row.left for row in app.screen.rows.texts] == ["البصرة", "شيء"]
        await play.press("choose")
        assert play.page == "ReaderScreen"


async def test_a_long_list_is_listed_to_its_end_and_the_open_article_found_in_it(
    reader: Any, library: Library, articles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading.FIRST_IDS", 2)
    monkeypatch.setattr("tui.screens.reading.MORE_IDS", 1)
    monkeypatch.setattr("tui.screens.reading.NEAR_IDS", 3)
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("bottom")
        assert play.article == 5
        await play.press("view-unread")
        await until(pilot, lambda: play.screen.reading.has_all_ids)
        assert list(play.screen.articles.ids) == articles
        assert play.article == 5
        assert play.screen.articles.cursor == 5
        library.watch("place:البصرة")
        await play.press("view-watched")
        await until(pilot, lambda: play.screen.reading.has_all_ids)
        assert list(play.screen.articles.ids) == [articles[0], articles[3]]
        assert play.article == 0  # the open one is not in this list: its first opens


async def test_a_timeline_of_many_articles_is_put_together_run_by_run(
    reader: Any, library: Library, articles: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.timeline.RUN", 1)
    text = "خبر قديم عن 6 يونيو 2018"
    (oldest,) = library.add([Source(text, text, published="2018-01-01")]).added
    library.store_extraction(oldest, found_in(text))
    articles.append(oldest)
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("timeline", "scope")
        await until(pilot, lambda: [row.mentions for row in app.screen.periods.periods] == [2])


def test_a_period_is_said_in_words() -> None:
    periods = ("2018-06-06", "2018-06", "2018", "18XX", "199X", "2018-21", "2018-W17")
    assert [period_words(each) for each in periods] == [
        "2018-06-06 Wed", "2018-06", "2018", "19th century", "1990s", "spring 2018", "week of 23 Apr 2018",
    ]  # fmt: skip


async def test_a_narrow_dossier_shows_one_list_at_a_time(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader(size=(40, 16)) as (app, pilot):
        play = Play(app, pilot, library, articles)
        play.screen.follow(SALIM)
        await play.press("dossier")
        lines, beside = app.screen.lines, app.screen.companions
        assert (lines.size.width, beside.display) == (40, False)
        assert "سليم النجار" in forms(play)
        await play.press("focus-next")
        assert (app.screen.focused, beside.size.width, lines.display) == (beside, 40, False)
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert beside.size.width == 20
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert lines.size.width + beside.size.width == 100
        await play.press("focus-next")
        assert app.screen.focused is lines
        assert beside.display


async def test_a_day_of_the_timeline_is_whole_on_a_narrow_screen(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader(size=(32, 16)) as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("timeline")
        assert "2018-06-06 Wed" in drawn(app.screen.periods)


async def test_notices_are_sentences(reader: Any, library: Library, articles: list[int]) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        play.screen.follow("organization:هيئة الموانئ")
        await play.press("watch", "watchlist", "unwatch", "undo")
        assert "Undone: no longer watched" in notice(play)
        await play.press("close", "undo")
        assert "Undone: watched" in notice(play)
        await play.press("change-kind")
        assert app.screen.status.parts[1] == "is an organisation now"
        await play.press("close")
        play.screen.follow(BAGHDAD)
        await play.press("change-kind")
        assert app.screen.status.parts[1] == "is a place now"


async def test_a_season_is_called_by_its_name_wherever_it_is_read(
    reader: Any, library: Library, articles: list[int]
) -> None:
    text = "حدث ذلك في صيف 2016"
    (newest,) = library.add([Source(text, text, published="2018-06-29")]).added
    season = Mention(11, 19, "صيف 2016", "date", "date:2016-22", date=DateValue("DATE", "2016-22", "season"))
    row = Entity("date:2016-22", "date", "2016-22", (), 1)
    library.store_extraction(newest, Extraction((season,), (row,), "test 1"))
    articles.insert(0, newest)
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "narrow")
        everything = [" ".join(play.screen.status.parts), *(chip.text for chip in play.screen.header.chips)]
        await play.press("dossier")
        everything.append(drawn(app.screen.head))
        await play.press("watch")
        everything.append(notice(play))
        await play.press("timeline")
        everything.append(drawn(app.screen.header) + drawn(app.screen.periods))
        await play.press("close", "close", "watchlist")
        everything.append(drawn(app.screen.rows))
    assert [shown for shown in everything if "summer 2016" not in shown] == []
    assert [shown for shown in everything if "2016-22" in shown] == []


async def test_escape_takes_back_the_beginning_of_a_sequence_and_no_more(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("next-of-any", "next-of-any", "dossier")
        await pilot.press("d", "escape")
        assert play.page == "DossierScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert play.page == "ReaderScreen"


async def test_articles_another_process_puts_in_are_told_of_with_what_is_watched(
    reader: Any, library: Library, articles: list[int]
) -> None:
    library.watch(BAGHDAD)
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        with Library.open(library.path) as other:
            text = "خبر من بغداد"
            (new,) = other.add([Source(text, text, published="2018-07-01")]).added
            play.screen.news.look_outside()
            assert "1 new article" in play.notice
            assert {"do": "extract-pending"} in app.worker.requests
            other.store_extraction(new, found_in(text))
            other.add([Source("آخر", "آخر")])
            other.store_extraction(new + 1, found_in("آخر"))
        play.screen.news.look_outside()
        await until(pilot, lambda: "بغداد" in play.notice)
        assert list(play.screen.articles.ids) == articles  # the list stays until it is refreshed
        await play.press("refresh")
        assert len(play.screen.articles.ids) == len(articles) + 2


async def test_keys_pressed_twice_at_once_close_a_page_once(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        for way in ("left", "answered"):
            await play.press("next-of-any", "dossier", "palette")
            assert play.page == "PaletteScreen"
            await play.type("help")
            page = app.screen
            for _ in range(2):
                if way == "left":
                    page.prompt.action_cancel()
                else:
                    page.rows.open_row()
            await pilot.pause()
            await pilot.pause()
            assert play.page == ("DossierScreen" if way == "left" else "HelpScreen")
            while len(app.screen_stack) > 2:
                app.pop_screen()
                await pilot.pause()
