"""Articles go in once, come out as they went in, and stand in the list by date."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_shelf import Shelf, person, place, source

from tui.library import Library, articles
from tui.library.errors import UnknownArticleError
from tui.library.model import Failure, View


def test_the_list_is_newest_first_and_an_undated_article_stands_where_it_arrived(library: Library) -> None:
    result = library.add(
        [
            source("قديم", "2018-06-07"),
            source("جديد", "2019-01-01T10:00:00"),
            source("بلا تاريخ"),
            source("أقدم بعد الوصول", "2017-01-01"),
            source("صباح اليوم نفسه", "2019-01-01T08:00:00+03:00"),
        ]
    )
    old, new, undated, oldest, morning = result.added
    assert list(library.article_ids()) == [undated, new, morning, old, oldest]
    assert list(library.article_ids(limit=2)) == [undated, new]


def test_the_same_article_twice_is_one_and_learns_what_it_did_not_know(library: Library) -> None:
    (first,) = library.add([source("نص الخبر\n\nوبقيته")]).added
    again = library.add([source("نص الخبر\n\n\nوبقيته  ", "2018-06-07", source="وكالة")])
    assert again.added == ()
    assert again.already == (first,)
    article = library.article(first)
    assert article.text == "نص الخبر\n\nوبقيته"
    assert (article.header.published, article.header.source) == ("2018-06-07", "وكالة")


def test_failures_pass_through_and_the_rest_goes_on(library: Library) -> None:
    failure = Failure("a.txt", "is binary")
    result = library.add([source("واحد"), failure, source("اثنان", "not a date"), source("ثلاثة")])
    assert len(result.added) == 2
    assert result.errors[0] == failure
    assert len(result.errors) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(st.characters(), min_size=1))
def test_any_text_comes_back_as_it_went_in(library: Library, text: str) -> None:
    result = library.add([source(text, source=text, url=text)])
    article = library.article((result.added + result.already)[0])
    if result.added:
        assert article.text == text
        assert article.header.title == text.partition("\n")[0]
        assert article.url == text
    assert library.headers([article.header.id]) == [article.header]


def test_headers_come_in_the_order_asked_without_those_that_are_gone(library: Library) -> None:
    ids = library.add([source(str(number)) for number in range(600)]).added
    asked = [ids[5], ids[599], 10_000, ids[0]]
    assert [header.id for header in library.headers(asked)] == [ids[5], ids[599], ids[0]]
    assert len(library.headers(ids)) == 600


def test_an_unknown_article_is_an_error_of_its_own(library: Library) -> None:
    for ask in (library.article, library.mentions, library.text_of):
        with pytest.raises(UnknownArticleError, match="99"):
            ask(99)


def test_a_changed_date_moves_the_article_in_every_list_and_can_be_undone(shelf: Shelf) -> None:
    library = shelf.library
    first = shelf.put("place:بغداد", published="2018-01-01")
    second = shelf.put("place:بغداد", published="2018-02-01")
    library.set_published(first, "2018-03-01")
    assert list(library.article_ids()) == [first, second]
    assert library.articles_of("place:بغداد") == [first, second]
    undone = library.undo()
    assert undone is not None
    assert (undone.action, undone.ids) == ("published", (first,))
    assert library.articles_of("place:بغداد") == [second, first]
    with pytest.raises(ValueError, match="soon"):
        library.set_published(first, "soon")


def test_samples_go_with_one_call_and_leave_nothing_behind(shelf: Shelf) -> None:
    library = shelf.library
    kept = shelf.put("place:بغداد")
    samples = library.add([source("عينة أولى", is_sample=True), source("عينة ثانية", is_sample=True)]).added
    assert library.has_samples()
    library.mark(samples, starred=True)
    # The reader's own copy of a sample is no sample any more.
    library.add([source("عينة ثانية")])
    assert library.remove_samples() == 1
    assert not library.has_samples()
    assert set(library.article_ids()) == {kept, samples[1]}
    assert library.counts().starred == 1


@pytest.mark.parametrize("run", [2, 2000])
def test_a_view_goes_on_after_any_of_its_articles(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(articles, "_RUN", run)
    library = shelf.library
    first, second = person("مقتدى الصدر"), place("بغداد")
    days = [1, 1, 3, 2, 2, 5, 4]
    for number, day in enumerate(days):
        names = [name for name, each in ((first, 2), (second, 3)) if number % each]
        shelf.put(*names, published=f"2018-01-0{day}")
    library.watch(second)
    for view in (
        View(), View("unread"), View("watched"), View("watched-first"),
        View(entities=(first,)), View(entities=(first, second)), View(entities=(first, second), match="any"),
        View("watched", entities=(first,)), View("watched-first", entities=(first,)),
    ):  # fmt: skip
        ids = list(library.article_ids(view))
        assert ids
        for index, article in enumerate(ids):
            assert list(library.article_ids(view, after=article)) == ids[index + 1 :], view
            assert list(library.article_ids(view, 2, after=article)) == ids[index + 1 : index + 3], view
    assert list(library.article_ids(after=1000)) == []
