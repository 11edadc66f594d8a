"""The face of the dates package: offsets, no publication date, names, descriptions, order, ids."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from tui.entities.dates import (
    date_entity_id,
    describe,
    describe_alone,
    find_dates,
    name_in_words,
    sort_key,
)
from tui.entities.model import DateValue, Kind, Span

SHARED = Path(__file__).parents[4] / "shared"
DAY = date(2018, 6, 7)


def values(text: str, published: date | datetime | None = DAY) -> list[tuple[str, str | None]]:
    return [(m.text, m.date.value) for m in find_dates(text, published) if m.date]


def test_without_publication_relative_dates_wait_and_absolute_ones_do_not() -> None:
    text = "قال أمس إن الاتفاق وقع في 24 فبراير/شباط 2017 وألغي في مايو الماضي، ويستأنف بعد عامين"
    assert values(text, None) == [
        ("أمس", None),
        ("24 فبراير/شباط 2017", "2017-02-24"),
        ("مايو الماضي", None),
        ("بعد عامين", None),
    ]
    assert [value for _, value in values(text)] == ["2018-06-06", "2017-02-24", "2018-05", "2020"]
    assert [m.entity for m in find_dates(text, None)][:2] == [None, "date:2017-02-24"]


def test_offsets_hold_through_marks_tatweel_and_format_characters() -> None:
    text = "وَقَعَ الانفجارُ يَوْمَ الخَمِيـسِ ٢٤\u00a0مايو\u200f 2018م."
    (mention,) = find_dates(text, DAY)
    assert mention.text == text[mention.start : mention.end] == "يَوْمَ الخَمِيـسِ ٢٤\u00a0مايو\u200f 2018م"
    assert mention.date is not None
    assert mention.date.value == "2018-05-24"


def test_a_date_inside_a_name_is_part_of_the_name() -> None:
    text = "قال رئيس بلدية 7 نيسان إن الماء مقطوع منذ 3 مايو 2018"
    name = Span(text.index("بلدية"), text.index(" إن"), "organization")
    assert [m.text for m in find_dates(text, DAY, [name])] == ["3 مايو 2018"]
    assert len(find_dates(text, DAY)) == 2


@pytest.mark.parametrize(
    ("text", "name", "kind", "found"),
    [
        ("ينتهي التصويت الساعة 17:00 بتوقيت مكة المكرمة", "مكة", "place", "الساعة 17:00 بتوقيت مكة المكرمة"),
        ("عين حاكما في نيسان (أبريل) 1993", "نيسان", "organization", "نيسان (أبريل) 1993"),
        ("استهدفت الغارة البلدة ليل الثلاثاء الأربعاء", "البلدة ليل", "place", "ليل الثلاثاء الأربعاء"),
        ("يتوقف في نونبر", "نونبر", "place", "نونبر"),
    ],
)
def test_a_name_the_tagger_got_wrong_breaks_no_date(text: str, name: str, kind: Kind, found: str) -> None:
    start = text.index(name)
    span = Span(start, start + len(name), kind)
    assert [m.text for m in find_dates(text, DAY, [span])] == [found]


def test_what_counts_from_an_untold_event_gets_no_value() -> None:
    assert values("سيارة مسروقة تعود إلى مالكها بعد 22 عاما") == [("بعد 22 عاما", None)]
    assert values("أطلق سراحه بعد 20 دقيقة") == [("بعد 20 دقيقة", None)]
    assert values("صدر البيان بعد ساعات من التصويت") == []


def test_a_place_in_the_year_stands_without_publication() -> None:
    assert values("رحل في مثل هذا اليوم من عام 2009", None) == [("مثل هذا اليوم من عام 2009", "2009")]
    assert values("رحل في مثل هذا اليوم من عام 2009") == [("مثل هذا اليوم من عام 2009", "2009-06-07")]


def test_hours_count_from_the_moment_of_publication() -> None:
    assert values("وصل قبل ساعتين", datetime(2018, 6, 7, 15, 30)) == [("قبل ساعتين", "2018-06-07T13:30")]


def test_articles_carry_the_day_along() -> None:
    text = "في مايو الماضي شنت غارتين يومي 6 و14 منه.\nأما في 25 من الشهر ذاته فقصفت مقرا. وأمس الأربعاء وقع انفجار."
    assert [value for _, value in values(text)] == [
        "2018-05",
        "2018-05-06,2018-05-14",
        "2018-05-25",
        "2018-06-06",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("أمس الأربعاء", "Wed 6 Jun 2018"),
        ("أبريل/نيسان الماضي", "April 2018"),
        ("قبل نحو عام", "about 2017"),
        ("يومي 6 و14 مايو 2018", "6 and 14 May 2018"),
        ("من 28 مايو إلى 3 يونيو 2018", "28 May to 3 Jun 2018"),
        ("27 محرم 1440هـ", "about Sun 7 Oct 2018"),
        ("القرن التاسع عشر", "19th century"),
        ("تسعينيات القرن الماضي", "1990s"),
        ("الربع الأول من 2018", "Q1 2018"),
        ("صيف 2014", "summer 2014"),
        ("أواخر عام 2017", "late 2017"),
        ("الأسبوع الماضي", "week of 28 May 2018"),
        ("مساء أمس", "Wed 6 Jun 2018, evening"),
        ("استمر ثلاثة أشهر وعشرة أيام", "3 months and 10 days"),
        ("يغيب من أربعة إلى ستة أسابيع", "4 weeks to 6 weeks"),
        ("كل جمعة", "every Friday"),
        ("عام 500 ق.م", "500 BCE"),
        ("الساعة 14:30 بتوقيت غرينتش", "Thu 7 Jun 2018 14:30 UTC"),
        ("مؤخرا", "in the past"),
        ("كل عام", "every year"),
        ("كل أسبوعين", "every 2 weeks"),
        ("الأول من كل شهر", "the 1st of every month"),
        ("من يناير إلى مارس 2018", "January to March 2018"),
        ("من السابعة صباحا حتى الثالثة بعد الظهر", "Thu 7 Jun 2018 07:00 to 15:00"),
        ("الساعة 10:00 بتوقيت مكة المكرمة", "Thu 7 Jun 2018 10:00 UTC+3"),
        ("القرنين الثالث والثاني قبل الميلاد", "3rd to 2nd century BCE"),
        ("ما قبل 2011", "before 2011"),
        ("مطلع الأسبوع المقبل", "early in the week of 11 Jun 2018"),
    ],
)
def test_human_line(text: str, line: str) -> None:
    (mention,) = find_dates(text, DAY)
    assert mention.date is not None
    assert describe(mention.date) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("22 رمضان 1439هـ", "about Wed 6 Jun 2018 · 22 Ramadan 1439"),
        ("مساء 12 رمضان", "about Sun 27 May 2018, evening · 12 Ramadan 1439"),
        ("1440/1/27", "about Sun 7 Oct 2018 · 27 Muharram 1440"),
        ("أواخر شعبان", "about 17 Apr to 15 May 2018 · late Shaban 1439"),
        ("يومي 10 و12 رمضان 1439", "about 25 and 27 May 2018 · 10 and 12 Ramadan 1439"),
        ("العشر الأواخر من رمضان", "about 5 to 14 Jun 2018 · 21 to 30 Ramadan 1439"),
        ("عام 1440 هـ", "about 11 Sep 2018 to 30 Aug 2019 · 1440 AH"),
        ("سنة 193 هـ", "about 808 to 809 · 193 AH"),
        ("قبل نحو ثلاثة أيام", "about Mon 4 Jun 2018"),
        ("6 يونيو 2018", "Wed 6 Jun 2018"),
    ],
)
def test_a_hijri_date_is_said_in_both_calendars(text: str, line: str) -> None:
    (mention,) = find_dates(text, DAY)
    assert mention.date is not None
    assert describe(mention.date, mention.text) == line


def test_order_is_that_of_time_and_the_unresolved_come_last() -> None:
    texts = [
        "عام 500 ق.م",
        "القرن التاسع عشر",
        "1999",
        "ديسمبر 1999",
        "2 مايو 2018",
        "مساء 3 مايو 2018",
        "قريبا",
    ]
    found = [m.date for text in texts for m in find_dates("في " + text, DAY) if m.date]
    mixed = found[3:] + found[:3]
    assert [value.value for value in sorted(mixed, key=sort_key)] == [value.value for value in found]
    waiting = DateValue("DATE", None, "day")
    assert sorted([waiting, *found], key=sort_key)[-1] is waiting


def test_ids_join_mentions_of_one_day() -> None:
    ids = {m.entity for m in find_dates("أمس الأربعاء، صباح أمس، 6 يونيو 2018، الساعة 9:00 صباح أمس", DAY)}
    assert ids == {"date:2018-06-06"}
    assert date_entity_id(DateValue("DURATION", "P3D", "duration")) is None
    assert date_entity_id(DateValue("DATE", "PAST_REF", "vague")) is None


def test_importing_the_package_loads_no_grammar() -> None:
    program = (
        "import sys, tui.entities.dates; "
        "print([m for m in sys.modules if m.split('.')[0] in ('regex', 'hijridate', 'camel_tools')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared articles are not here")
@pytest.mark.parametrize(
    ("stem", "published", "expected"),
    [
        (
            "004",
            date(2018, 6, 7),
            "2018-06-07 2018-06-06 PAST_REF 2018-04 2017-02-24 2018-04-19 2018-05 2018-05-06,2018-05-14 "
            "2018-05-25 2018-06-06",
        ),
        ("000", date(2018, 4, 20), "2018-04-19 FUTURE_REF 2017"),
    ],
)
def test_real_articles(stem: str, published: date, expected: str) -> None:
    (path,) = (SHARED / "seeds").glob(f"{stem}_*.txt")
    text = path.read_text(encoding="utf-8")
    assert [value for _, value in values(text, published)] == expected.split()


def test_what_leans_on_a_date_that_waits_waits_too() -> None:
    text = "قصف الطيران هدفا في 24 فبراير 2017. وفي مايو الماضي شن غارتين يومي 6 و14 منه، ثم أخرى في 25 من الشهر ذاته."
    waiting = [mention.date.value for mention in find_dates(text, None) if mention.date]
    assert waiting == ["2017-02-24", None, None, None]
    resolved = [mention.date.value for mention in find_dates(text, date(2018, 6, 7)) if mention.date]
    assert resolved == ["2017-02-24", "2018-05", "2018-05-06,2018-05-14", "2018-05-25"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2016-21", "spring 2016"),
        ("2016-24", "winter 2016"),
        ("2016-06", "June 2016"),
        ("2016-06-05", "Sun 5 Jun 2016"),
        ("18XX", "19th century"),
        ("18", "19th century"),
        ("199X", "1990s"),
        ("2018-05-06,2018-05-14", "6 and 14 May 2018"),
        ("2018-13", "2018-13"),
        ("2018-02-30", "2018-02-30"),
        ("2018-W60", "2018-W60"),
        ("whatever", "whatever"),
        ("", ""),
    ],
)
def test_a_value_alone_is_said_in_words(value: str, words: str) -> None:
    assert describe_alone(value) == words
    assert name_in_words(f"date:{value}", value) == words
    assert name_in_words(f"place:{value}", value) == value
