"""Entities across articles: found, followed, described, corrected, watched, put in time."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_shelf import Shelf, extraction, person, place, source
from library_tables import check_tables

from tui.entities.linking import entity_id, sketches
from tui.entities.linking.corrections import Correction, split
from tui.library import Library, companions, due
from tui.library.errors import UnknownEntityError
from tui.library.model import View
from tui.library.timeline import merged
from tui.library.watchwords import key_of

SADR, BAGHDAD, ABADI = person("مقتدى الصدر"), place("بغداد"), person("حيدر العبادي")


def test_entities_are_found_by_the_beginning_of_any_word_in_any_spelling(shelf: Shelf) -> None:
    library = shelf.library
    shelf.put(SADR, SADR, BAGHDAD)
    shelf.put(SADR, person("أحمد الصدري"))

    def found(text: str, **more: object) -> list[str]:
        return [each.entity.id for each in library.find_entities(text, **more)]  # type: ignore[arg-type]

    assert found("الصدر") == [SADR, person("أحمد الصدري")]
    assert found("صدر") == [SADR, person("أحمد الصدري")]
    assert found("الصدر مقت") == [SADR]
    assert found("احمد") == [person("أحمد الصدري")]
    assert found("مُقْتَدَى") == [SADR]
    assert found("") == [SADR, BAGHDAD, person("أحمد الصدري")]
    assert found("", kind="place") == [BAGHDAD]
    assert found("لا أحد") == []
    summary = library.entity(SADR)
    assert summary is not None
    assert (summary.articles, summary.mentions) == (2, 3)
    assert library.entity("person:لا أحد") is None


def test_an_exact_name_is_told_from_its_beginnings(shelf: Shelf) -> None:
    library = shelf.library
    shelf.put(SADR, person("مقتدى الصدري"), place("صدر"))
    assert [each.entity.id for each in library.entities_called("مقتدي  الصدر")] == [SADR]
    assert library.entities_called("مقتدى") == []


def test_search_goes_from_the_commonest_where_words_are_common(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(SADR, person("صادق الصدر"), BAGHDAD)
    shelf.put(SADR)
    for few in (0, 1500):
        monkeypatch.setattr("tui.library.dossiers._MANY", few)
        assert [each.entity.id for each in shelf.library.find_entities("صد")] == [SADR, person("صادق الصدر")]
        assert [each.entity.id for each in shelf.library.find_entities("ص صاد")] == [person("صادق الصدر")]


def test_an_entity_is_followed_from_article_to_article(shelf: Shelf) -> None:
    library = shelf.library
    old = shelf.put(SADR, published="2018-01-01")
    elsewhere = shelf.put(BAGHDAD, published="2018-01-02")
    middle = shelf.put(SADR, published="2018-01-03")
    new = shelf.put(SADR, published="2018-01-05")
    assert library.neighbour(SADR, middle, +1) == old
    assert library.neighbour(SADR, middle, -1) == new
    assert library.neighbour(SADR, elsewhere, +1) == old
    assert library.neighbour(SADR, elsewhere, -1) == middle
    assert library.neighbour(SADR, old, +1) is None
    library.mark([middle], read=True)
    assert library.neighbour(SADR, new, +1, unread_only=True) == old
    library.mark([old], archived=True)
    assert library.neighbour(SADR, middle, +1) is None
    assert library.articles_of(SADR, limit=2) == [new, middle]
    assert library.articles_of(SADR, after=middle) == [old]
    assert library.articles_of(SADR, view=View("unread")) == [new]


@pytest.mark.parametrize("frequent", [2, 400])
def test_a_dossier_tells_all(shelf: Shelf, monkeypatch: pytest.MonkeyPatch, frequent: int) -> None:
    monkeypatch.setattr(companions, "FREQUENT", frequent)
    library = shelf.library
    for month in (1, 1, 3):
        shelf.put(SADR, BAGHDAD, "date:2018-01-01", published=f"2018-{month:02}-05")
    shelf.put(SADR, ABADI, published="2018-04-09")
    library.watch(SADR)
    dossier = library.dossier(SADR)
    assert dossier.summary.articles == 4
    assert (dossier.first_seen, dossier.last_seen) == ("2018-01-05", "2018-04-09")
    assert dossier.over_time == (("2018-01", 2), ("2018-03", 1), ("2018-04", 1))
    assert [(each.id, each.articles) for each in dossier.companions] == [(BAGHDAD, 3), (ABADI, 1)]
    assert dossier.is_watched
    with pytest.raises(UnknownEntityError, match="لا أحد"):
        library.dossier("person:لا أحد")


def test_a_concordance_keeps_to_the_paragraph(shelf: Shelf) -> None:
    library = shelf.library
    text = "عنوان\n\nقال مقتدى الصدر في بغداد.\nفقرة أخرى"
    (article,) = library.add([source(text, "2018-06-07")]).added
    library.store_extraction(article, extraction(text, [(SADR, "مقتدى الصدر"), (BAGHDAD, "بغداد")]))
    (line,) = library.concordance(BAGHDAD, width=9)
    assert (line.before, line.text, line.after) == ("الصدر في "[-9:], "بغداد", ".")
    assert text[line.start : line.end] == "بغداد"
    assert (line.article, line.title, line.published) == (article, "عنوان", "2018-06-07")


def test_the_timeline_groups_by_its_zoom(shelf: Shelf) -> None:
    library = shelf.library
    first = shelf.put("date:2018-06-06", "date:2018-06", "date:199X", BAGHDAD, published="2018-06-07")
    second = shelf.put("date:2018-06-06", "date:2017-W17", "date:2018-06-20/2018-06-25", "date:PAST_REF")

    def rows(*zoom: str, **more: object) -> list[tuple[str, int]]:
        return [(row.period, row.mentions) for row in library.timeline(*zoom, **more)]  # type: ignore[arg-type]

    assert rows() == [("199X", 1), ("2017-W17", 1), ("2018-06", 1), ("2018-06-06", 2), ("2018-06-20", 1)]
    assert rows("month") == [("199X", 1), ("2017-04", 1), ("2018-06", 4)]
    assert rows("year") == [("199X", 1), ("2017", 1), ("2018", 4)]
    assert rows("day", article=first) == [("199X", 1), ("2018-06", 1), ("2018-06-06", 1)]
    assert rows("day", view=View(entities=(BAGHDAD,))) == rows("day", article=first)
    assert rows("year", since="2018", until="2018") == [("2018", 4)]
    for zoom in ("day", "month", "year"):
        halves = [library.timeline(zoom, articles=[article]) for article in (first, second)]  # type: ignore[arg-type]
        assert merged(*halves) == library.timeline(zoom)  # type: ignore[arg-type]
    assert [line.article for line in library.on_period("2018-06-06")] == [second, first]
    assert [line.article for line in library.on_period("2018-06-06", first=first)] == [first, second]
    assert len(library.on_period("2018")) == 4
    assert [line.article for line in library.on_period("199X")] == [first]
    assert len(library.on_period("2017-W17")) == 1
    assert len(library.on_period("2018-06", view=View(entities=(BAGHDAD,)))) == 2


def test_the_watchlist_counts_and_tells_what_is_new(shelf: Shelf) -> None:
    library = shelf.library
    first = shelf.put(SADR)
    assert library.watch(SADR)
    assert not library.watch(SADR)
    assert library.watch(ABADI)
    second = shelf.put(SADR, ABADI)
    library.mark([first], read=True)
    entries = {each.entity: each for each in library.watched()}
    assert (entries[SADR].articles, entries[SADR].unread, entries[SADR].fresh) == (2, 1, 1)
    assert entries[ABADI].fresh == 1
    library.watch_seen()
    assert [each.fresh for each in library.watched()] == [0, 0]
    assert [header.is_watched for header in library.headers([first, second])] == [True, True]
    assert library.unwatch(SADR)
    assert [header.is_watched for header in library.headers([first, second])] == [False, True]
    assert library.undo() is not None
    assert set(library.watched_ids()) == {SADR, ABADI}


def test_corrections_hold_for_what_is_there_and_what_comes_and_can_be_undone(shelf: Shelf) -> None:
    library = shelf.library
    short = person("الصدر")
    before = shelf.put(short, BAGHDAD)
    kept = library.correct(Correction("merge", short, SADR))
    after = shelf.put(short)
    assert [row.entity.id for row in library.entities(before)] == [SADR, BAGHDAD]
    assert [row.elsewhere for row in library.entities(after)] == [1]
    assert library.corrections() == [kept]
    # What the engine gave is not forgotten.
    found = library.extraction(before)
    assert found is not None
    assert found.mentions[0].entity == short
    undone = library.undo()
    assert undone is not None
    assert undone.details["entity"] == short
    assert [library.entities(each)[0].entity.id for each in (before, after)] == [short, short]
    check_tables(library)


def test_a_correction_of_frequent_entities_keeps_their_companions(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companions, "FREQUENT", 2)
    monkeypatch.setattr(due, "AT_ONCE", 2)
    library = shelf.library
    for _ in range(3):
        shelf.put(SADR, BAGHDAD)
        shelf.put(ABADI, BAGHDAD)
    library.correct(Correction("merge", SADR, ABADI), later=True)
    assert library.due() == 3
    assert library.settle(2) == []  # what is due is itself noted a run at a time
    library.set_published(library.articles_of(SADR)[-1], "2030-01-01")  # and what moves meanwhile is not lost
    assert len(library.settle(2)) == 2
    check_tables(library)
    assert len(library.settle()) == 1
    assert library.due() == 0
    check_tables(library)
    assert [(each.id, each.articles) for each in library.companions(ABADI)] == [(BAGHDAD, 6)]
    assert library.entity(SADR) is None or library.entity(SADR).articles == 0  # type: ignore[union-attr]
    assert library.undo(later=True) is not None
    assert library.undo(later=True) is not None
    first = library.articles_of(BAGHDAD)[0]
    assert library.settle_one(first)
    assert library.due() > 0
    check_tables(library)
    library.settle()
    assert not library.settle_one(first)
    check_tables(library)
    assert {(each.id, each.articles) for each in library.companions(BAGHDAD)} == {(ABADI, 3), (SADR, 3)}


def test_a_name_the_reader_writes_is_shown_as_written(shelf: Shelf) -> None:
    library = shelf.library
    article = shelf.put(SADR)
    library.correct(split(SADR, "مقتدى الصدر", "أحمد الصدر", article=article))
    (row,) = library.entities(article)
    assert (row.entity.id, row.entity.name) == (person("أحمد الصدر"), "أحمد الصدر")
    found = library.extraction(article)
    assert found is not None
    library.store_extraction(article, found)
    assert library.entities(article)[0].entity.name == "أحمد الصدر"


def test_each_kind_of_correction_does_what_it_says(shelf: Shelf) -> None:
    library = shelf.library
    text = "قال مقتدى الصدر إن الصدر بخير"
    (article,) = library.add([source(text)]).added
    library.store_extraction(article, extraction(text, [(SADR, "مقتدى الصدر"), (SADR, "الصدر")]))
    city = place("مدينة الصدر")
    library.correct(Correction("split", SADR, city, text="الصدر"))
    assert [each.entity for each in library.mentions(article)] == [SADR, city]
    assert [each.kind for each in library.mentions(article)] == ["person", "place"]
    library.correct(Correction("dismiss", SADR, text="مقتدى الصدر", article=article))
    assert [each.entity for each in library.mentions(article)] == [city]
    library.correct(Correction("kind", city, "organization:" + city.partition(":")[2]))
    assert [each.kind for each in library.mentions(article)] == ["organization"]
    for _ in range(3):
        library.undo()
    assert [each.entity for each in library.mentions(article)] == [SADR, SADR]
    check_tables(library)


def test_a_correction_withdrawn_can_be_brought_back(shelf: Shelf) -> None:
    library = shelf.library
    article = shelf.put(SADR)
    kept = library.correct(Correction("merge", SADR, ABADI))
    assert library.remove_correction(kept.id) == kept
    assert library.remove_correction(kept.id) is None
    assert library.mentions(article)[0].entity == SADR
    library.undo()
    assert library.mentions(article)[0].entity == ABADI
    assert (
        library.import_corrections(
            [kept, Correction("dismiss", BAGHDAD), Correction("dismiss", SADR, article=1)]
        )
        == 1
    )


def test_the_linker_learns_full_names_from_other_articles(shelf: Shelf) -> None:
    library = shelf.library
    first = shelf.put(SADR, published="2018-06-01", origin="وكالة")
    undated = shelf.put(SADR)
    (known,) = library.knowledge().names_with("person", "صدر") or library.knowledge().names_with(
        "person", "الصدر"
    )
    assert (known.entity, known.articles, known.sources) == (SADR, 2, frozenset({"وكالة"}))
    assert known.first_seen is not None
    assert known.first_seen == known.last_seen
    assert known.first_seen.isoformat() == "2018-06-01"
    library.remove([undated])
    part = "صدر" if library.knowledge().names_with("person", "صدر") else "الصدر"
    # The article being linked is no evidence for itself.
    assert library.knowledge(first).names_with("person", part) == []
    assert library.knowledge().names_with("place", part) == []


def test_search_words_are_watched_as_articles_come_in(shelf: Shelf) -> None:
    library = shelf.library
    texts = [
        "رفع أسعار النفط",
        "حديث عن أَسعار   النّفط اليوم",
        "وبأسعار النفط هذه",
        "النفط وأسعار غيره",
        "منفطر",
    ]
    ids = [library.add([source(text, f"2018-06-0{n}")]).added[0] for n, text in enumerate(texts, 1)]
    key = key_of(" أسعار  النفط ")
    assert library.watch(key)
    assert library.watched()[0].articles == 0
    assert library.has_words_to_look_for()
    assert library.look_for_words(2) == 2
    assert library.watched()[0].articles == 0  # the newest come first, and hold it not
    assert library.look_for_words() == 3
    assert not library.has_words_to_look_for()
    (entry,) = library.watched()
    assert (entry.name, entry.kind, entry.articles, entry.unread, entry.fresh) == (
        "أسعار النفط",
        "words",
        3,
        3,
        0,
    )
    assert list(library.article_ids(View("watched"))) == ids[2::-1]
    assert list(library.article_ids(View("watched-first"))) == [ids[2], ids[1], ids[0], ids[4], ids[3]]
    assert list(library.article_ids(View("watched-first"), 4)) == [ids[2], ids[1], ids[0], ids[4]]
    assert [header.is_watched for header in library.headers(ids)] == [True, True, True, False, False]
    named = shelf.put(SADR, BAGHDAD, published="2018-07-01")
    (late,) = library.add([source("أسعار النفط مرة أخرى", "2018-05-01")]).added
    library.look_for_words()
    assert library.watched()[0].fresh == 1
    assert list(library.article_ids(View(entities=(key,)))) == [*ids[2::-1], late]
    assert list(library.article_ids(View(entities=(key, SADR), match="any"))) == [named, *ids[2::-1], late]
    assert list(library.article_ids(View(entities=(key, SADR)))) == []
    library.watch(SADR)
    assert list(library.article_ids(View("watched"))) == [named, *ids[2::-1], late]
    assert list(library.article_ids(View("watched", entities=(key,)))) == [*ids[2::-1], late]
    library.set_published(late, "2019-01-01")
    assert library.article_ids(View("watched"))[0] == late
    library.remove([late])
    assert {each.entity: each.articles for each in library.watched()} == {key: 3, SADR: 1}
    library.unwatch(key)
    assert list(library.article_ids(View("watched"))) == [named]
    library.undo()
    library.look_for_words()
    assert {each.entity: each.articles for each in library.watched()} == {key: 3, SADR: 1}


def test_a_watched_entity_merged_into_another_is_watched_as_that(shelf: Shelf) -> None:
    library = shelf.library
    article = shelf.put(ABADI)
    library.watch(SADR)
    library.correct(Correction("merge", SADR, ABADI))
    assert library.headers([article])[0].is_watched
    assert library.watched()[0].articles == 1


def test_search_words_are_watched_over_a_library_of_somebody_else(shelf: Shelf, tmp_path: Path) -> None:
    ids = [shelf.library.add([source(text)]).added[0] for text in ("أسعار النفط", "شيء آخر")]
    with Library.open(shelf.library.path, read_only=True, state_path=tmp_path / "mine.db") as mine:
        assert mine.watch(key_of("النفط"))
        assert mine.look_for_words() == 2
        assert list(mine.article_ids(View("watched"))) == ids[:1]
        assert list(mine.article_ids(View(entities=(key_of("النفط"),)))) == ids[:1]
        assert mine.watched()[0].unread == 1
        mine.mark(ids[:1], read=True)
        assert mine.watched()[0].unread == 0
    assert shelf.library.watched() == []
    shelf.library.remove(ids[:1])
    with Library.open(shelf.library.path, read_only=True, state_path=tmp_path / "mine.db") as mine:
        assert mine.watched()[0].articles == 0


def test_an_entity_is_called_as_most_articles_spell_it(shelf: Shelf) -> None:
    library = shelf.library
    first = "وزارة الداخليّة"
    interior = entity_id("organization", first)
    for number, spelling in enumerate((first, "وزارة الداخلية", "وزارة الداخلية")):
        text = f"خبر {number}\n\n{spelling}"
        (article,) = library.add([source(text)]).added
        found = extraction(text, [(interior, spelling)])
        (entity,) = found.entities
        library.store_extraction(article, found._replace(entities=(entity._replace(name=spelling),)))
    summary = library.entity(interior)
    assert summary is not None
    assert summary.entity.name == "وزارة الداخلية"
    assert summary.entity.aliases == (first,)
    check_tables(library)


def test_spellings_of_a_name_are_found_across_articles(shelf: Shelf) -> None:
    library = shelf.library
    first = shelf.put(person("أنتوني بلينكن"))
    (sketch,) = sketches("person", "أنطوني بلينكن")
    assert [each.entity for each in library.knowledge().names_like("person", sketch)] == [
        person("أنتوني بلينكن")
    ]
    assert library.knowledge(first).names_like("person", sketch) == []
    assert library.knowledge().names_with("person", sketch) == []
