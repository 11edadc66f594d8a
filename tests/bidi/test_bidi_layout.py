"""Rows: alignment, blanks, tabs, base direction, isolation, one-line cuts, and the maps."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tui.bidi import Line, fit, layout, measure
from tui.bidi.sanitise import sanitise

NEWS = "قال رئيس الوزراء (حيدر العبادي) إن 17% من الأصوات في 24/2/2017 ذهبت إلى BBC News «كما توقع»."


def row(line: Line) -> str:
    return " " * line.indent + line.text


def shown(text: str, **options: object) -> str:
    return fit(text, 1000, **options).text  # type: ignore[arg-type]


def test_rows_end_at_the_right_edge() -> None:
    lines = layout(NEWS, 40)
    assert len(lines) > 2
    assert all(line.indent + line.width == 40 for line in lines)
    assert all(line.base_level == 1 for line in lines)
    assert [line.indent for line in layout(NEWS, 40, align="left")] == [0] * len(lines)
    assert [line.indent for line in layout("abc\nd", 10, base="ltr")] == [0, 0]
    assert [line.indent for line in layout("abc\nd", 10, base="ltr", align="right")] == [7, 9]


def test_lines_cover_the_text() -> None:
    text = "سطر أول\n\nسطر ثان\r\nثالث \u2028رابع\n"
    lines = layout(text, 30)
    assert [text[line.start : line.end] for line in lines] == [
        "سطر أول\n",
        "\n",
        "سطر ثان\r\n",
        "ثالث \u2028",
        "رابع\n",
    ]
    assert [len(line.cells) for line in lines] == [7, 0, 7, 4, 4]
    assert [(line.start, line.end, line.cells) for line in layout("", 10)] == [(0, 0, ())]


def test_blanks_where_a_line_ends_are_not_displayed() -> None:
    lines = layout("aaa    bbb", 4, base="ltr", align="right")
    assert [row(line) for line in lines] == [" aaa", " bbb"]
    assert lines[0].end == 7
    assert lines[0].columns_of(3, 7) == []
    assert lines[0].cell_of(4) is None
    # More blanks than the row has cells are no row of their own.
    assert len(layout("aaa" + " " * 50 + "bbb", 4)) == 2


def test_one_article_has_one_direction() -> None:
    text = "Apple تعلن\nنتائج"
    assert [line.base_level for line in layout(text, 40)] == [1, 1]
    assert row(layout(text, 12)[0]) == "  ﻦﻠﻌﺗ Apple"
    assert [line.base_level for line in layout(text, 40, base="auto")] == [0, 0]
    assert [line.base_level for line in layout("123\n- خبر\nabc", 40, base="auto")] == [1, 1, 1]
    assert layout("123", 40, base="auto")[0].base_level == 0


def test_each_line_is_reordered_by_itself() -> None:
    # A Latin phrase that a line end cuts reads from the right end of one line on to the next.
    lines = layout("قال New York Times كما", 12)
    assert [line.text for line in lines] == ["New York ﻝﺎﻗ", "ﺎﻤﻛ Times"]


def test_numbers_and_signs_go_where_the_standard_puts_them() -> None:
    assert shown("في 24/2/2017 بلغ") == "ﻎﻠﺑ 24/2/2017 ﻲﻓ"
    assert shown("في 24-2-2017 بلغ") == "ﻎﻠﺑ 2017-2-24 ﻲﻓ"
    assert shown("https://example.com/a?b=c الآن") == "ﻥﻵﺍ https://example.com/a?b=c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رقم +966 هنا", "ﺎﻨﻫ +966 ﻢﻗﺭ"),
        ("فاز 3-1 على", "ﻰﻠﻋ 3-1 ﺯﺎﻓ"),
        ("لغة C++ و C#.", ".C# ﻭ C++ ﺔﻐﻟ"),
        ("في 24-2-2017 بلغ", "ﻎﻠﺑ 24-2-2017 ﻲﻓ"),
        ("نسبة 17%، و$5", "$5ﻭ ،17% ﺔﺒﺴﻧ"),
        ("(+966 50 123) نعم", "ﻢﻌﻧ (+966 50 123)"),
        ("قال New York Times (BBC) كما", "ﺎﻤﻛ New York Times (BBC) ﻝﺎﻗ"),
        ("عن BBC، 24/2 كما", "ﺎﻤﻛ 24/2 ،BBC ﻦﻋ"),
        ("من 3 - 5 نعم", "ﻢﻌﻧ 5 - 3 ﻦﻣ"),
        ("كلمة-5", "5-ﺔﻤﻠﻛ"),
    ],
)
def test_isolated_runs_keep_their_order(text: str, expected: str) -> None:
    line = layout(text, 60, isolate=True)[0]
    assert line.text == expected
    assert sorted(k for cell in line.cells for k in range(cell.start, cell.end)) == list(range(len(text)))


def test_isolation_leaves_bidi_controls_and_latin_articles_alone() -> None:
    for text in ("قال \u2066+966\u2069 و+966", "\u202b3-1\u202c"):
        assert layout(text, 60, isolate=True) == layout(text, 60)
    assert layout("abc 3-1 قال 3-1", 60, base="ltr", isolate=True) == layout(
        "abc 3-1 قال 3-1", 60, base="ltr"
    )


def test_tabs_lead_to_stops_counted_from_the_start_edge() -> None:
    line = layout("a\tbc\td", 40, base="ltr")[0]
    assert line.text == "a       bc      d"
    assert line.columns_of(1, 2) == [(1, 8)]
    assert [line.index_at(column) for column in (0, 1, 7, 8, 9, 10)] == [0, 1, 1, 2, 3, 4]
    mirrored = layout("ا\tبت", 20)[0]
    assert row(mirrored) == " " * 10 + "ﺖﺑ       ﺍ"
    # A tab that leaves no room for the word behind it is a blank at the end of a line.
    assert [line.text for line in layout("a\tb", 4, base="ltr")] == ["a", "b"]
    assert [line.text for line in layout("\ta\n\t\tb", 9, base="ltr")] == [" " * 8 + "a", "", "b"]


def test_a_phrase_wider_than_the_row_stays_one_character() -> None:
    assert [line.text for line in layout("قال ﷺ", 12)] == ["ﷺ ﻝﺎﻗ"]
    assert layout("ﷺ", 30)[0].width == 18


def test_maps_lead_back_and_forth() -> None:
    line = layout("قال لا abc", 20)[0]
    assert row(line) == " " * 11 + "abc ﻻ ﻝﺎﻗ"
    assert line.index_at(19) == 0
    assert [line.index_at(column) for column in (11, 12, 13, 14, 15)] == [7, 8, 9, 6, 4]
    assert line.index_at(10) is None
    assert line.index_at(20) is None
    assert line.columns_of(4, 5) == line.columns_of(5, 6) == line.columns_of(4, 6) == [(15, 16)]
    # A range over two directions is two runs of columns.
    assert line.columns_of(0, 8) == [(11, 12), (14, 20)]
    assert line.columns_of(3, 3) == []
    assert [line.cells[line.cell_of(k) or 0].text for k in (0, 4, 5, 8)] == ["ﻗ", "ﻻ", "ﻻ", "b"]


def test_unprinted_characters_belong_to_the_cell_before_them() -> None:
    line = layout("\u200fab\u200e\u2066c\u2069", 20, base="ltr")[0]
    assert [(cell.text, cell.start, cell.end) for cell in line.cells] == [
        ("a", 0, 2),
        ("b", 2, 5),
        ("c", 5, 7),
    ]
    assert layout("\u200f\u2067\x1b", 20)[0].cells == ()


def test_fit_cuts_at_the_logical_end() -> None:
    line = fit("قال رئيس الوزراء العراقي", 12)
    assert row(line) == "…ﻟﺍ ﺲﻴﺋﺭ ﻝﺎﻗ"
    assert (line.cells[0].start, line.cells[0].end) == (line.cells[1].end, 24)
    assert line.indent + line.width == 12
    latin = fit("Reuters reports that", 10, base="ltr")
    assert row(latin) == "Reuters r…"
    assert latin.columns_of(15, 20) == [(9, 10)]


def test_fit_has_no_blank_before_the_ellipsis_and_cuts_no_cluster() -> None:
    assert fit("abc def", 5, base="ltr").text == "abc…"
    assert fit("م\u064eح\u064eم\u064eد\u064e", 3).text == "…ﺤ\u064eﻣ\u064e"
    assert fit("日本語", 4, base="ltr").text == "日…"
    assert fit("لالالا", 2).text == "…ﻻ"


def test_fit_at_its_limits() -> None:
    assert fit("قال", 3).text == "ﻝﺎﻗ"
    assert fit("قالت", 1).text == "…"
    assert fit("قالت", 0).cells == ()
    assert fit("", 5) == Line((), 0, 0, 0, 5, 1)
    assert fit("abcdef", 5, base="ltr", ellipsis="...").text == "ab..."
    assert fit("abcdef", 2, base="ltr", ellipsis="...").text == "ab"
    assert fit("abcdef", 3, base="ltr", ellipsis="").text == "abc"


def test_fit_keeps_all_on_one_line() -> None:
    assert fit("a\r\nb\tc\u2029d ", 20, base="ltr").text == "a b c d "
    assert measure("a\r\nb\tc\u2029d ") == 8


def test_measure() -> None:
    assert measure("قال لا") == 5
    assert measure("م\u064eح\u064e") == 2
    assert measure("日本") == 4
    assert measure("ﷺ") == 18
    assert measure("\u200f\x1b[0m") == 3
    assert measure("ل\u202eا") == 2


def test_sanitise() -> None:
    assert sanitise("\x1b[31mred\x07\x9b\x7f") == "[31mred"
    assert sanitise("a\u202eb\u2066c\u200d\ufeff\u00ad") == "abc"
    assert sanitise("a\tb\r\nc\x85d\u2028e") == "a b\nc\nd\ne"
    assert sanitise("\ud800\uffff") == "\ufffd\ufffd"
    assert sanitise("قَال") == "قَال"


def test_nothing_of_a_terminal_program_is_imported() -> None:
    code = "import sys, tui.bidi; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich", "regex", "numpy", "unicodedata"} & set(done.stdout.split())


def test_a_text_beyond_all_measure_is_cut_like_any_other() -> None:
    long = "بغداد العراق " * 50_000
    line = fit(long, 20)
    assert line.text == fit(long[:100], 20).text
    assert line.end == len(long)
    # Nothing but what takes no cell at the beginning: what comes after it is still there.
    assert fit("\u200b" * 5_000 + "ab", 20, base="ltr").text == "ab"
