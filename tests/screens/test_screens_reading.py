"""The desk without a screen: lists, unread articles near and far, following a name."""

from __future__ import annotations

from pathlib import Path

from tui.entities.model import DateValue, Mention
from tui.library.library import Library
from tui.library.model import Source, View
from tui.screens.reading import FIRST_IDS, MORE_IDS, SCAN, Reading


def list_all(reading: Reading) -> list[int]:
    """The whole view, listed to its end."""
    reading.list_first()
    while not reading.has_all_ids:
        reading.list_more()
    return list(reading.ids)


def test_the_first_screen_needs_only_the_beginning_of_a_long_list(library: Library) -> None:
    total = FIRST_IDS + 50
    library.add(Source(f"خبر {n}", f"خبر {n}", published="2018-01-01") for n in range(total))
    reading = Reading(library)
    assert len(reading.list_first()) == FIRST_IDS
    assert not reading.has_all_ids
    assert len(list_all(reading)) == total


def test_the_next_unread_article_is_found_near_and_far(library: Library) -> None:
    library.add(Source(f"خبر {n}", f"خبر {n}", published="2018-01-01") for n in range(SCAN * 3))
    reading = Reading(library)
    ids = list_all(reading)
    library.mark([each for row, each in enumerate(ids) if row not in (2, 500)], read=True)
    assert reading.next_unread(0, 1) == 2
    assert reading.next_unread(2, 1) == 500
    assert reading.next_unread(500, 1) is None
    assert reading.next_unread(500, -1) == 2
    assert reading.next_unread(2, -1) is None


def test_an_entity_is_followed_into_articles_without_it(library: Library, articles: list[int]) -> None:
    reading = Reading(library)
    list_all(reading)
    reading.open(articles[0])
    reading.follow("person:سليم النجار")
    first = reading.mentions_of("person:سليم النجار")[0]
    assert reading.focus_parts(first) == ("سليم النجار", "mention 1 of 2", "in 3 articles")
    reading.open(articles[2])
    assert reading.focus_parts(-1) == ("سليم النجار", "not in this article", "in 3 articles")
    reading.follow(None)
    assert reading.focus_parts(-1) == ()


def test_views_are_narrowed_and_widened(library: Library, articles: list[int]) -> None:
    reading = Reading(library)
    narrowed = reading.narrowed("place:بغداد")
    assert narrowed == View(entities=("place:بغداد",))
    assert len(reading.change_view(narrowed)) == 4
    assert reading.narrowed("place:بغداد") == narrowed
    assert reading.widened() == View()
    assert reading.widened("place:بغداد") == View()


def test_an_article_that_is_gone_clears_the_desk(library: Library, articles: list[int]) -> None:
    reading = Reading(library)
    assert reading.open(articles[0]) is not None
    library.remove([articles[0]])
    assert reading.open(articles[0]) is None
    assert reading.mentions == ()
    assert reading.place(0, 0) is None


def test_a_saved_state_that_cannot_be_read_starts_afresh(tmp_path: Path, library: Library) -> None:
    library.set_setting("reader.state", "{ not json")
    assert Reading(library).saved.article is None


def test_a_long_view_is_listed_in_runs_without_gap_or_double(library: Library) -> None:
    total = FIRST_IDS + 2 * MORE_IDS + 7
    library.add(Source(f"خبر {n}", f"خبر {n}", published=f"2018-01-{n % 28 + 1:02}") for n in range(total))
    reading = Reading(library)
    reading.change_view(View("unread"))
    assert len(reading.ids) < total
    while not reading.has_all_ids:
        reading.list_more()
    assert list(reading.ids) == list(library.article_ids(View("unread")))


def test_a_date_that_is_followed_is_said_in_words(library: Library) -> None:
    library.add([Source("خبر", "صدر الأمر في 22 رمضان 1439هـ.", published="2018-06-07")])
    day = DateValue("DATE", "2018-06-06", "day", approximate=True)
    mention = Mention(18, 33, "22 رمضان 1439هـ", "date", "date:2018-06-06", date=day)
    reading = Reading(library)
    (article,) = list_all(reading)
    reading.open(article)
    reading.mentions = (mention,)
    reading.follow("date:2018-06-06")
    assert reading.focus_parts(0)[:2] == ("about Wed 6 Jun 2018 · 22 Ramadan 1439", "mention 1 of 1")
