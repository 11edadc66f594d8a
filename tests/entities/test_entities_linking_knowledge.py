"""Linking across articles."""

from __future__ import annotations

from datetime import date

import pytest

from tui.entities.linking import MemoryKnowledge, entity_id, link, name_parts
from tui.entities.model import Extraction, Kind, Span


def article(*names: str, kind: Kind = "person") -> Extraction:
    """An extraction of an article that names these persons, or others."""
    text, spans = "", []
    for name in names:
        spans.append(Span(len(text), len(text) + len(name), kind))
        text += name + " قال "
    mentions, entities = link(text, spans)
    return Extraction(tuple(mentions), tuple(entities), "test")


def entity_of(
    name: str, known: MemoryKnowledge, day: date | None, source: str | None = "a", kind: Kind = "person"
) -> str | None:
    mentions, _ = link(name, [Span(0, len(name), kind)], known, published=day, source=source)
    return mentions[0].entity


def test_a_surname_means_the_one_full_name_of_the_week() -> None:
    known = MemoryKnowledge()
    known.add(article("منير البرقاوي"), date(2022, 5, 1), "a")
    assert entity_of("البرقاوي", known, date(2022, 5, 4)) == "person:منير البرقاوي"
    assert entity_of("البرقاوي", known, date(2022, 5, 4), "b") == "person:منير البرقاوي"


def test_week_and_source_may_contradict() -> None:
    known = MemoryKnowledge()
    known.add(article("منير البرقاوي"), date(2015, 5, 1), "a")
    assert entity_of("البرقاوي", known, date(2022, 5, 4)) == "person:البرقاوي"
    assert entity_of("البرقاوي", known, date(2015, 5, 20), "a") == "person:منير البرقاوي"
    assert entity_of("البرقاوي", known, date(2015, 5, 20), "b") == "person:البرقاوي"
    assert entity_of("البرقاوي", known, None, "b") == "person:البرقاوي"


def test_two_namesakes_are_a_doubt() -> None:
    known = MemoryKnowledge()
    known.add(article("منير البرقاوي"), date(2022, 5, 1), "a")
    known.add(article("هشام البرقاوي"), date(2022, 5, 2), "a")
    assert entity_of("البرقاوي", known, date(2022, 5, 4)) == "person:البرقاوي"


def test_a_namesake_of_other_years_is_none() -> None:
    known = MemoryKnowledge()
    known.add(article("هشام البرقاوي"), date(2015, 5, 2), "b")
    known.add(article("منير البرقاوي"), date(2022, 5, 1), "a")
    assert entity_of("البرقاوي", known, date(2022, 5, 4)) == "person:منير البرقاوي"


def test_given_names_and_full_names_are_never_looked_up() -> None:
    known = MemoryKnowledge()
    known.add(article("منير البرقاوي"), date(2022, 5, 1), "a")
    assert entity_of("منير", known, date(2022, 5, 1)) == "person:منير"
    assert entity_of("سعيد البرقاوي", known, date(2022, 5, 1)) == "person:سعيد البرقاوي"


def test_a_surname_that_is_a_given_name_too_is_a_doubt() -> None:
    known = MemoryKnowledge()
    known.add(article("سامي رامز"), date(2022, 5, 1), "a")
    assert entity_of("رامز", known, date(2022, 5, 1)) == "person:سامي رامز"
    known.add(article("رامز البرقاوي"), date(2022, 5, 1), "a")
    assert entity_of("رامز", known, date(2022, 5, 1)) == "person:رامز"


def test_the_article_itself_comes_first() -> None:
    known = MemoryKnowledge()
    known.add(article("منير البرقاوي"), date(2022, 5, 1), "a")
    text = "هشام البرقاوي ثم البرقاوي"
    spans = [Span(0, 13, "person"), Span(17, 25, "person")]
    mentions, _ = link(text, spans, known, published=date(2022, 5, 1), source="a")
    assert {mention.entity for mention in mentions} == {"person:هشام البرقاوي"}


@pytest.mark.parametrize(
    ("kind", "name", "spelling"),
    [
        ("person", "أنتوني بلينكن", "أنطوني بلينكن"),
        ("person", "ماغدالينا أندرسون", "ماجدالينا أندرسون"),
        ("person", "سلمان بن عبدالعزيز", "سلمان بن عبد العزيز آل سعود"),
        ("person", "محمد بن زايد آل نهيان", "محمد بن زايد"),
        ("organization", "المجلس الأعلى للقضاء", "مجلس القضاء الأعلى"),
        ("organization", "سفارة أوكرانيا", "السفارة الأوكرانية"),
        ("organization", "وزارة الخارجية الروسية", "الخارجية الروسية"),
        ("person", "محمد بن سلمان", "محمد بن سلمان بن عبد العزيز آل سعود"),
    ],
)
def test_another_spelling_of_a_full_name_is_the_one_known(kind: Kind, name: str, spelling: str) -> None:
    known = MemoryKnowledge()
    known.add(article(name, kind=kind), date(2015, 1, 1), "a")
    assert entity_of(spelling, known, date(2022, 5, 1), "b", kind=kind) == entity_id(kind, name)


@pytest.mark.parametrize(
    ("kind", "name", "other"),
    [
        ("person", "محمد الحسني", "محمد الحسيني"),
        ("person", "محمد بن سلمان", "محمد بن سليمان"),
        ("person", "علي سالم", "علي سليم"),
        ("person", "محمد بن زايد آل نهيان", "محمد بن حمد آل نهيان"),
        ("person", "محمد بن سلمان آل سعود", "محمد بن سلمان آل خليفة"),
        ("organization", "فريق التقدم والاشتراكية", "حزب التقدم والاشتراكية"),
        ("organization", "حزب التقدم والاشتراكية", "الحزب التقدمي الاشتراكي"),
        ("organization", "النصر", "نصر"),
        ("place", "حي القاهرة", "القاهرة حي"),
    ],
)
def test_names_that_only_look_alike_stay_apart(kind: Kind, name: str, other: str) -> None:
    known = MemoryKnowledge()
    known.add(article(name, kind=kind), date(2022, 5, 1), "a")
    assert entity_of(other, known, date(2022, 5, 1), kind=kind) == entity_id(kind, other)


def test_two_known_spellings_are_a_doubt() -> None:
    known = MemoryKnowledge()
    known.add(article("محمد بن سلمان آل سعود"), date(2022, 5, 1), "a")
    known.add(article("محمد بن سلمان آل خليفة"), date(2022, 5, 1), "a")
    assert entity_of("محمد بن سلمان", known, date(2022, 5, 1)) == "person:محمد بن سلمان"


def test_a_short_name_that_has_become_one_long_one_is_not_another() -> None:
    known = MemoryKnowledge()
    known.add(article("محمد بن سلمان"), date(2022, 5, 1), "a")
    (entity,) = article("محمد بن سلمان").entities
    longer = entity._replace(aliases=("محمد بن سلمان آل سعود",))
    known.add(Extraction((), (longer,), "test"), date(2022, 5, 2), "a")
    assert entity_of("محمد بن سلمان آل سعود", known, date(2022, 5, 3)) == "person:محمد بن سلمان"
    other = "محمد بن سلمان آل خليفة"
    assert entity_of(other, known, date(2022, 5, 3)) == entity_id("person", other)


def test_a_surname_of_two_words_means_the_one_full_name_of_the_week() -> None:
    known = MemoryKnowledge()
    known.add(article("رشيد الطالبي العلمي", "حسن صياد خدايي", "محمد سعيد العلوي"), date(2022, 5, 1), "a")
    assert entity_of("الطالبي العلمي", known, date(2022, 5, 2)) == entity_id("person", "رشيد الطالبي العلمي")
    assert entity_of("صياد خدايي", known, date(2022, 5, 2)) == entity_id("person", "حسن صياد خدايي")
    assert entity_of("سعيد العلوي", known, date(2022, 5, 2)) == entity_id("person", "سعيد العلوي")
    assert entity_of("الطالبي العلمي", known, date(2012, 5, 2)) == entity_id("person", "الطالبي العلمي")


def test_name_parts() -> None:
    assert name_parts("person", "عبد الفتاح السيسي") == name_parts("person", "عبدالفتاح السيسي")
    assert name_parts("person", "السيسي") == ()
    assert name_parts("place", "دير الزور") == ()
