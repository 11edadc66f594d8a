"""The pipeline, with an engine that finds given words, and on the sample articles when they are at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tui.entities.engine import EngineUnavailable, load_engine
from tui.entities.extract import extract, redate, without_overlaps
from tui.entities.linking.corrections import dismiss, merge
from tui.entities.model import Extraction, Kind, Mention, Span

SEEDS = Path(__file__).parents[2] / "../shared/seeds"

TEXT = (
    "أعلن رئيس الوزراء حيدر العبادي أمس الأربعاء في مدينة القائم أن تنظيم الدولة انهزم، "
    "وقال العبادي إن العراق باق."
)


class WordEngine:
    """Finds every occurrence of given names."""

    name = "words 1"

    def __init__(self, names: Iterable[tuple[str, Kind]]) -> None:
        self._names = list(names)

    def names(self, text: str) -> list[Span]:
        found: list[Span] = []
        for name, kind in sorted(self._names, key=lambda each: -len(each[0])):
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if not any(span.start < end and start < span.end for span in found):
                    found.append(Span(start, end, kind))
                start = text.find(name, end)
        return sorted(found, key=lambda span: span.start)


ENGINE = WordEngine(
    [
        ("حيدر العبادي", "person"),
        ("العبادي", "person"),
        ("القائم", "place"),
        ("تنظيم الدولة", "organization"),
        ("العراق", "place"),
    ]
)


def check(text: str, found: Extraction) -> None:
    """What holds of every extraction."""
    edge = 0
    counts: dict[str, int] = {}
    for mention in found.mentions:
        assert edge <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end]
        edge = mention.end
        if mention.entity is not None:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    assert {entity.id: entity.count for entity in found.entities} == counts


def test_everything_is_found_linked_and_dated() -> None:
    found = extract(TEXT, date(2018, 6, 7), ENGINE)
    check(TEXT, found)
    by_text = {mention.text: mention for mention in found.mentions}
    assert by_text["العبادي"].entity == by_text["حيدر العبادي"].entity == "person:حيدر العبادي"
    assert by_text["حيدر العبادي"].role == "رئيس الوزراء"
    assert by_text["القائم"].role == "مدينة"
    assert by_text["أمس الأربعاء"].entity == "date:2018-06-06"
    assert by_text["تنظيم الدولة"].entity == "organization:تنظيم الدوله الاسلاميه"
    assert found.engine == "words 1"
    assert found.entities[0].id == "person:حيدر العبادي"


def test_redate_changes_dates_alone() -> None:
    undated = extract(TEXT, None, ENGINE)
    redated = redate(TEXT, date(2018, 6, 7), undated)
    check(TEXT, redated)
    assert redated == extract(TEXT, date(2018, 6, 7), ENGINE)
    assert redate(TEXT, None, redated) == undated


def test_corrections_survive_extraction_again() -> None:
    rules = [merge("place:العراق", "place:القايم"), dismiss("organization:تنظيم الدوله الاسلاميه")]
    found = extract(TEXT, None, ENGINE, None, rules)
    check(TEXT, found)
    assert found == extract(TEXT, None, ENGINE, None, rules)
    assert "تنظيم الدولة" not in {mention.text for mention in found.mentions}


def test_of_two_that_overlap_the_longer_stays() -> None:
    def dated(start: int, end: int) -> Mention:
        return Mention(start, end, "x" * (end - start), "date")

    names, dates = without_overlaps(
        [Span(0, 10, "place"), Span(20, 24, "person")], [dated(4, 8), dated(18, 26)]
    )
    assert (names, dates) == ([Span(0, 10, "place")], [dated(18, 26)])
    names, dates = without_overlaps([Span(0, 4, "place")], [dated(0, 4), dated(4, 6)])
    assert (names, dates) == ([Span(0, 4, "place")], [dated(4, 6)])


@pytest.mark.parametrize(
    "text", ["", " \n ", "just Latin words", "این یک متن فارسی است", "\u200f\u0640\u0640"]
)
def test_any_text(text: str) -> None:
    check(text, extract(text, date(2018, 6, 7), ENGINE))


def spans_of(text: str, names: Iterable[tuple[str, Kind]]) -> Extraction:
    return extract(text, date(2018, 6, 7), WordEngine(names))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample articles beside the checkout are not there")
class TestSeeds:
    """Links and roles of the two sample articles, the names given."""

    def test_the_air_strikes(self) -> None:
        text = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
        found = spans_of(
            text,
            [
                ("تنظيم الدولة الإسلامية", "organization"),
                ("تنظيم الدولة", "organization"),
                ("لبوكمال", "place"),
                ("القائم", "place"),
                ("يحيى رسول", "person"),
                ("حيدر العبادي", "person"),
                ("فالح الفياض", "person"),
                ("هيئة الحشد الشعبي", "organization"),
                ("الحشد الشعبي", "organization"),
            ],
        )
        check(text, found)
        entities = {entity.name: entity for entity in found.entities if entity.kind != "date"}
        assert entities["تنظيم الدولة الإسلامية"].count == text.count("تنظيم الدولة")
        assert entities["البوكمال"].id == "place:البوكمال"
        assert "لبوكمال" not in entities["البوكمال"].aliases
        roles = {mention.text: mention.role for mention in found.mentions}
        assert roles["يحيى رسول"] == "اللواء"
        assert roles["حيدر العبادي"] == "رئيس الوزراء"
        assert roles["فالح الفياض"] == "رئيس هيئة الحشد الشعبي"
        assert roles["القائم"] == "مدينة"

    def test_the_explosion(self) -> None:
        text = next(SEEDS.glob("004_*.txt")).read_text(encoding="utf-8")
        found = spans_of(
            text,
            [
                ("مدينة الصدر", "place"),
                ("مقتدى الصدر", "person"),
                ("ضياء الوكيل", "person"),
                ("الوكيل", "person"),
                ("البوكمال", "place"),
                ("تنظيم الدولة الإسلامية", "organization"),
                ("تنظيم الدولة", "organization"),
                ("لجزيرة", "organization"),
            ],
        )
        check(text, found)
        entity = {mention.text: mention.entity for mention in found.mentions}
        assert entity["الوكيل"] == entity["ضياء الوكيل"] == "person:ضياء الوكيل"
        assert entity["مدينة الصدر"] == "place:مدينه الصدر"
        assert entity["مقتدى الصدر"] == "person:مقتدي الصدر"
        assert entity["البوكمال"] == "place:البوكمال"
        assert entity["لجزيرة"] == "organization:الجزيره"
        assert entity["تنظيم الدولة"] == entity["تنظيم الدولة الإسلامية"]
        roles = {mention.text: mention.role for mention in found.mentions}
        assert roles["ضياء الوكيل"] == "العميد"
        assert roles["مقتدى الصدر"] == "زعيم التيار الصدري"

    @pytest.mark.parametrize("number", ["000", "004"])
    def test_with_the_tagger_that_ships(self, number: str) -> None:
        try:
            engine = load_engine()
        except EngineUnavailable as error:
            pytest.skip(str(error))
        text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
        found = extract(text, date(2018, 6, 7), engine)
        check(text, found)
        entities = {mention.entity for mention in found.mentions if "تنظيم الدولة" in mention.text}
        assert entities == {"organization:تنظيم الدوله الاسلاميه"}
        named_alike = [mention for mention in found.mentions if "الصدر" in mention.text]
        persons = {mention.entity for mention in named_alike if mention.kind == "person"}
        places = {mention.entity for mention in named_alike if mention.kind == "place"}
        assert not persons & places
        officer = {mention.entity for mention in found.mentions if mention.text in ("ضياء الوكيل", "الوكيل")}
        assert len(officer) <= 1
