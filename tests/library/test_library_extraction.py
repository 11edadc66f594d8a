"""What is found in articles comes back, and every number follows."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_shelf import Shelf, extraction, person, place, source
from library_tables import check_tables

from tui.entities.linking.corrections import Correction
from tui.entities.model import DateValue, Extraction, Mention
from tui.library import Library, companions
from tui.library.errors import UnknownArticleError
from tui.library.model import View

SADR, BAGHDAD, SADR_CITY = person("مقتدى الصدر"), place("بغداد"), place("مدينة الصدر")


def test_an_extraction_comes_back_whole(library: Library) -> None:
    text = "زار رئيس الوزراء بغداد أمس وقال إنه عاد مرارا \ud800 منذ عام"
    (article,) = library.add([source(text, "2018-06-07")]).added
    start = text.index("بغداد")
    found = Extraction(
        mentions=(
            Mention(start, start + 5, "بغداد", "place", BAGHDAD, role="مدينة", score=0.5),
            Mention(
                start + 6,
                start + 9,
                "أمس",
                "date",
                "date:2018-06-06",
                date=DateValue("DATE", "2018-06-06", "day"),
            ),
            Mention(
                text.index("مرارا"),
                text.index("مرارا") + 5,
                "مرارا",
                "date",
                None,
                date=DateValue("SET", None, "set", "APPROX", approximate=True),
            ),
        ),
        entities=extraction(text, [(BAGHDAD, "بغداد"), ("date:2018-06-06", "أمس")]).entities,
        engine="by hand",
    )
    library.store_extraction(article, found)
    assert tuple(library.mentions(article)) == found.mentions
    assert library.extraction(article) == found
    assert [(row.entity.id, row.here, row.elsewhere) for row in library.entities(article)] == [
        (BAGHDAD, 1, 0),
        ("date:2018-06-06", 1, 0),
    ]
    assert library.headers([article])[0].extracted
    check_tables(library)


def test_an_article_may_name_more_than_a_statement_has_room_for(library: Library) -> None:
    library._store._connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 600)
    villages = [place(f"قرية {number}") for number in range(700)]
    article = Shelf(library).put(*villages)
    assert len(library.entities(article)) == 700
    again = library.extraction(article)
    assert again is not None
    library.store_extraction(article, again)
    check_tables(library)


def test_nothing_found_is_found_too(library: Library) -> None:
    (article,) = library.add([source("لا أحد هنا")]).added
    assert library.extraction(article) is None
    assert library.pending() == [article]
    library.store_extraction(article, Extraction((), (), "by hand"))
    assert library.mentions(article) == []
    assert library.pending() == []
    assert library.extraction(article) == Extraction((), (), "by hand")


def test_articles_that_are_gone_are_passed_over_in_a_batch(shelf: Shelf) -> None:
    article = shelf.put(BAGHDAD)
    found = shelf.library.extraction(article)
    assert found is not None
    assert shelf.library.store_extractions([(article, found), (99, found)]) == [article]
    with pytest.raises(UnknownArticleError):
        shelf.library.store_extraction(99, found)


NAMES = [SADR, BAGHDAD, SADR_CITY, person("حيدر العبادي"), "date:2018-06-06"]
ARTICLES = st.integers(1, 6)
CHANGE = st.one_of(
    st.tuples(
        st.just("put"), st.lists(st.sampled_from(NAMES), max_size=6), st.sampled_from([None, "2018-01-01"])
    ),
    st.tuples(st.just("remove"), ARTICLES),
    st.tuples(st.just("again"), ARTICLES),
    st.tuples(st.just("date"), ARTICLES, st.sampled_from([None, "2017-01-01"])),
    st.tuples(st.just("merge"), st.sampled_from(NAMES[:4]), st.sampled_from(NAMES[:4])),
    st.tuples(st.just("dismiss"), st.sampled_from(NAMES[:4])),
    st.tuples(st.just("merge later"), st.sampled_from(NAMES[:4]), st.sampled_from(NAMES[:4])),
    st.tuples(st.just("settle"), st.integers(1, 3)),
    st.tuples(st.just("withdraw"), st.integers(1, 3)),
    st.tuples(st.just("undo")),
)


@settings(deadline=None, max_examples=120)
@given(st.lists(CHANGE, max_size=14), st.sampled_from([2, 400]))
def test_every_table_agrees_with_the_mentions_whatever_is_done(changes: list, frequent: int) -> None:  # type: ignore[type-arg]
    usual, companions.FREQUENT = companions.FREQUENT, frequent
    try:
        with Library.open(":memory:") as library:
            shelf = Shelf(library)
            for name, *values in changes:
                if name == "put":
                    shelf.put(*values[0], published=values[1])
                elif name == "remove":
                    library.remove(values)
                elif name == "again" and values[0] in library.article_ids():
                    found = library.extraction(values[0])
                    assert found is not None
                    library.store_extraction(values[0], found._replace(mentions=found.mentions[1:]))
                elif name == "date" and values[0] in library.article_ids():
                    library.set_published(*values)
                elif name == "merge" and values[0] != values[1]:
                    library.correct(Correction("merge", *values))
                elif name == "dismiss":
                    library.correct(Correction("dismiss", values[0]))
                elif name == "merge later" and values[0] != values[1]:
                    library.correct(Correction("merge", *values), later=True)
                elif name == "settle":
                    library.settle(*values)
                elif name == "withdraw":
                    library.remove_correction(values[0])
                elif name == "undo":
                    library.undo()
                check_tables(library)
            library.settle()
            check_tables(library)
            settled = [library.mentions(article) for article in library.article_ids()]
            for article in library.article_ids():
                found = library.extraction(article)
                assert found is not None
                library.store_extraction(article, found)
            assert settled == [library.mentions(article) for article in library.article_ids()]
    finally:
        companions.FREQUENT = usual


def test_views_narrow_to_entities(shelf: Shelf) -> None:
    library = shelf.library
    both = shelf.put(SADR, BAGHDAD, published="2018-01-01")
    one = shelf.put(SADR, SADR, published="2018-01-03")
    other = shelf.put(BAGHDAD, published="2018-01-02")
    shelf.put(SADR_CITY, published="2018-01-04")
    library.mark([one], read=True)

    def ids(*entities: str, **more: str) -> list[int]:
        return list(library.article_ids(View(entities=entities, **more)))  # type: ignore[arg-type]

    assert ids(SADR) == [one, both]
    assert ids(SADR, BAGHDAD) == [both]
    assert ids(SADR, BAGHDAD, match="any") == [one, other, both]
    assert ids(SADR, BAGHDAD, match="any", filter="unread") == [other, both]
    assert ids(SADR, "person:من لا يعرفه أحد") == []
    assert ids(SADR, "person:من لا يعرفه أحد", match="any") == [one, both]
    library.watch(BAGHDAD)
    assert ids(filter="watched") == [other, both]
    assert ids(SADR, filter="watched") == [both]
    assert ids(SADR, SADR_CITY, match="any", filter="watched") == [both]
