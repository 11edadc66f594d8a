"""Any text at all: no crash, sound spans, no day that no calendar has."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.dates import date_entity_id, describe, find_dates, sort_key

DAY = date(2018, 6, 7)
WORDS = (
    "يوم شهر عام سنة أمس اليوم غدا الخميس الأحد مايو رمضان شعبان محرم الماضي المقبل الجاري ذاته منه من إلى حتى بين "
    "في قبل بعد منذ ثلاثة أيام أسابيع عامين القرن العاشر التاسع والعشرين الساعة نصف ربع إلا مساء صباحا كل و نحو مطلع "
    "نهاية الموافق هـ ق.م م 31 30 29 14 2 5 0 1440 2018 9999 99 الأول الربع النصف الموسم عيد الفطر ألف وتسعمئة / - : ،"
)
times = st.one_of(st.none(), st.dates())
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join),
    st.text(alphabet="0123456789/-:. هم٣۵،", max_size=80),
)


@given(texts, times)
@settings(max_examples=400, deadline=None)
def test_spans_are_sound_and_values_can_be_shown(text: str, published: date | None) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.date is not None
        assert describe(mention.date, mention.text)
        assert sort_key(mention.date)
        identity = date_entity_id(mention.date)
        assert identity is None or identity.startswith("date:")
        for year, month, day in re.findall(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)", mention.date.value or ""):
            date(int(year), int(month), int(day))
        end = mention.end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1950, 1, 1), date(2050, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_a_full_date_means_itself_whenever_it_is_read(day: date, published: date) -> None:
    months = [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]
    for text in (
        f"{day.day} {months[day.month - 1]} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
    ):
        for reference in (published, None):
            (mention,) = find_dates(f"وقع الحادث في {text}", reference)
            assert mention.text == text
            assert mention.date is not None
            assert mention.date.value == day.isoformat()


@given(st.dates(date(1950, 1, 8), date(2050, 1, 1)), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_a_bare_weekday_is_the_latest_one(published: date, weekday: int) -> None:
    names = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
    (mention,) = find_dates(f"قتل جندي {names[weekday]}", published)
    assert mention.date is not None
    found = date.fromisoformat(mention.date.value or "")
    assert found.weekday() == weekday
    assert timedelta(0) <= published - found < timedelta(7)


@pytest.mark.parametrize(
    "text",
    [
        "31 فبراير 2018",
        "31/02/2018",
        "32/1/2018",
        "2018-13-01",
        "0000-01-01",
        "31 أبريل",
        "29 فبراير 2019",
        "0/0/0000",
        "30/2/1440هـ والباقي 31/2/1440هـ",
        "الساعة 25:61",
        "99/99/9999",
    ],
)
def test_impossible_dates_get_no_value(text: str) -> None:
    for mention in find_dates(f"حدث ذلك في {text}", DAY):
        assert mention.date is not None
        assert mention.date.value is None or "1440" in text


EDGES = (
    "أمس|أول أمس|بعد غد|الأسبوع الماضي|قبل 5000 عام|بعد 9000 سنة|القرن الماضي|قبل 99999999 يوما|العام قبل الماضي|"
    "25 رمضان|عيد الفطر|الشهر المقبل|29 فبراير الماضي|نهاية الأسبوع|الموسم الماضي|العقد المقبل|منذ 12 قرنا|"
    "خلال الأشهر الستة المقبلة"
)


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31), None])
@pytest.mark.parametrize("word", EDGES.split("|"))
def test_the_ends_of_the_calendar(published: date | None, word: str) -> None:
    for mention in find_dates(f"وقع {word} حادث", published):
        assert mention.date is not None
        describe(mention.date, mention.text)


@pytest.mark.parametrize(
    "piece",
    [
        "12/",
        "1/2/",
        "5 6 ",
        "2018-",
        "2018 و",
        "الخميس و",
        "يوم ",
        "قبل ",
        "و",
        "(",
        "\u064b",
        "3 أيام و",
        "من 5 إلى ",
    ],
)
def test_long_runs_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert all(m.text == text[m.start : m.end] for m in find_dates(text, DAY))


# What `tools/fuzz_dates.py` found once.
FINDINGS: list[tuple[str, date | datetime | None]] = [
    ("بعدها،استمر،\U00011bf5", date(2012, 4, 12)),
    ('و٢٣"امتداد(\U00010d42', date(2026, 7, 14)),
    ("خمس.\U000116e0:تسعمايه-اليوم", None),
    ("ومنذ ساعتان", datetime(537, 3, 14, 2)),
    ("مذ موسمين٣١،1444ـاولي/12", datetime(3734, 1, 6, 7)),
    ("بعد ٠\u00a0ليال", date(2003, 4, 9)),
    ('العامان"9407.14.26ـ891 الاف شهر', None),
    ("84:المقرر شباط", datetime(9999, 7, 30, 21)),
]


@pytest.mark.parametrize(("text", "published"), FINDINGS)
def test_findings_of_the_fuzzer(text: str, published: date | datetime | None) -> None:
    for mention in find_dates(text, published):
        assert mention.date is not None
        assert describe(mention.date, mention.text)
        assert re.fullmatch(r"[-\dA-Z_:/,+]+", mention.date.value or "-")
        years = re.findall(r"(?<![\d-])(\d+)-\d\d", mention.date.value or "")
        assert all(len(year) == 4 for year in years)


@pytest.mark.parametrize(
    "text",
    ["سلخ كل شهر", "سلخ من كل شهر", "أيام الثلاثاء والبارحة", "أيام أول أمس والاثنين", "آخر أيام رمضان"],
)
def test_what_the_fuzz_found_keeps_its_shape(text: str) -> None:
    for published in (DAY, None):
        for mention in find_dates(text, published):
            assert mention.date is not None
            assert "--" not in (mention.date.value or "")
