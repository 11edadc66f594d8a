"""Titles, heads and dates of plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ingest.head import HeadError, parse_published, read_head
from tui.ingest.plain import date_in_name, read_plain, source_line


def test_the_first_line_is_the_title_when_a_blank_line_follows() -> None:
    text = "\n  العراق يتوعد بمواصلة القصف \n \nأعلن العراق أمس.\n\nوقال."
    article = read_plain(text, origin="x")
    assert article.text == text
    assert (article.title, article.title_derived) == ("العراق يتوعد بمواصلة القصف", False)
    assert text[article.body_start :].startswith("أعلن")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "أعلن مركز الإعلام أن طائرات قصفت مواقع. وفي الشأن العراقي.\nوأوضح",
            "أعلن مركز الإعلام أن طائرات قصفت مواقع",
        ),
        ("أعلن المركز أمس أن القصف مستمر.\n\nوقال", "أعلن المركز أمس أن القصف مستمر"),
        ("سطر وحيد", "سطر وحيد"),
        ("هل ينتهي هذا؟ لا أحد يعلم\nسطر", "هل ينتهي هذا؟"),
        ("بلغ 3.5 في المئة، وفق بيان\nسطر", "بلغ 3.5 في المئة، وفق بيان"),
        ("كلمة " * 60 + "\n\nنص", None),
        ("—\n\nنص الخبر هنا", "—"),
    ],
)
def test_otherwise_the_first_sentence_stands_in(text: str, title: str | None) -> None:
    article = read_plain(text, origin="x")
    assert article.title_derived
    assert article.body_start == 0
    assert article.text == text
    if title is None:
        assert len(article.title) <= 141
        assert article.title.endswith("كلمة…")
    else:
        assert article.title == title


def test_a_toml_head_carries_title_source_and_date() -> None:
    text = (
        '+++\ntitle = "عنوان من الرأس"\nsource = "وكالة"\npublished = 2018-06-07T10:00:00Z\n+++\n\nنص الخبر.'
    )
    article = read_plain(text, origin="x", published="2000-01-01", name="2001-01-01.txt")
    assert article.text == "عنوان من الرأس\n\nنص الخبر."
    assert article.text[article.body_start :] == "نص الخبر."
    assert (article.title, article.source) == ("عنوان من الرأس", "وكالة")
    assert article.published == "2018-06-07T10:00:00+00:00"


def test_a_simple_head_does_too() -> None:
    head = '---\ntitle: "عنوان: فرعي"\ndate: 2018/6/7\nlink: https://example.com/a\ntags:\n  - x\n---\n'
    text = f"{head}عنوان: فرعي\n\nنص."
    article = read_plain(text, origin="x")
    # The title is not said twice.
    assert article.text == "عنوان: فرعي\n\nنص."
    assert (article.published, article.url) == ("2018-06-07", "https://example.com/a")


@pytest.mark.parametrize(
    "text", ["---\nنص بين خطين\n---\nنص", "---\ntitle: لا نهاية له\nنص", "+++ ليس رأسا\nنص", "--- نص"]
)
def test_lines_that_are_no_head_are_text(text: str) -> None:
    assert read_head(text).length == 0
    assert read_plain(text, origin="x").text == text


def test_a_broken_toml_head_is_an_error() -> None:
    with pytest.raises(HeadError, match="not TOML"):
        read_plain("+++\ntitle = عنوان\n+++\nنص", origin="x")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("11-alexandria-library-2021-11-02.txt", "2021-11-02"),
        ("20180607.txt", "2018-06-07"),
        ("خبر_2018_06_07_1.txt", "2018-06-07"),
        ("07-06-2018.txt", "2018-06-07"),
        ("2018-06-07T1030Z.txt", "2018-06-07"),
        ("000_3e45ba8b195b6172.txt", None),
        ("004_dd20180607b3d7368.txt", None),
        ("2018-13-07.txt", None),
        ("article-12345678.txt", None),
    ],
)
def test_a_date_in_the_name(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


def test_where_the_date_comes_from() -> None:
    assert read_plain("نص", origin="x", name="2018-06-07.txt").published == "2018-06-07"
    assert (
        read_plain("نص", origin="x", name="2018-06-07.txt", published="2019-01-01").published == "2019-01-01"
    )
    assert read_plain("نص", origin="x").published is None
    assert parse_published("Thu, 07 Jun 2018 10:00:00 +0300") == "2018-06-07T10:00:00+03:00"
    assert parse_published("أمس") is None


def test_the_last_line_may_name_the_source() -> None:
    assert source_line("نص\n\nالمصدر : الجزيرة + وكالات\n") == "الجزيرة + وكالات"
    assert source_line("المصدر الأول قال: لا") is None


@given(st.text())
def test_any_text_without_a_head_is_kept_as_it_is(text: str) -> None:
    try:
        article = read_plain(text, origin="x")
    except HeadError:
        return
    if read_head(text).length == 0:
        assert article.text == text
    assert 0 <= article.body_start <= len(article.text)
    assert not article.title_derived or article.body_start == 0
