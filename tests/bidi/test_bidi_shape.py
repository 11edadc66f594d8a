"""Letters take the form that their neighbours ask for, and what stands together is one cell."""

from __future__ import annotations

import unicodedata

import pytest
from rich.segment import Segment
from textual.strip import Strip

from tui.bidi import Cell, fit


def cells(text: str) -> list[Cell]:
    """Return the cells of a text in logical order."""
    return sorted(fit(text, 1000).cells, key=lambda cell: cell.start)


def forms(text: str) -> list[str]:
    """Return the name of the form of each cell, or the character itself."""
    found = []
    for cell in cells(text):
        kind, _, _ = unicodedata.decomposition(cell.text[0]).partition(" ")
        found.append(kind.strip("<>") if kind.startswith("<") else cell.text[0])
    return found


def test_letters_take_the_four_forms() -> None:
    assert forms("ببب ب") == ["initial", "medial", "final", " ", "isolated"]
    assert [cell.text for cell in cells("قال")] == ["ﻗ", "ﺎ", "ﻝ"]


def test_letters_that_join_on_one_side_break_the_word() -> None:
    assert forms("دار") == ["isolated"] * 3
    assert forms("بدب") == ["initial", "final", "isolated"]
    assert forms("بءب") == ["isolated", "isolated", "isolated"]


@pytest.mark.parametrize(
    ("letter", "behind"), [("ڵ", "final"), ("ێ", "final"), ("ڕ", "isolated"), ("ە", "isolated")]
)
def test_letters_without_forms_stay_but_join_their_neighbours(letter: str, behind: str) -> None:
    # Kurdish: lam and yeh with a small v join on both sides, reh with one and ae on the right alone.
    assert forms(f"ب{letter}") == ["initial", letter]
    assert forms(f"{letter}ب") == [letter, behind]


def test_persian_urdu_and_pashto_letters_have_theirs() -> None:
    assert forms("پچگ") == ["initial", "medial", "final"]
    assert forms("ڤیک") == ["initial", "medial", "final"]
    assert forms("ٹٹ") == ["initial", "final"]
    assert forms("ړ") == ["ړ"]


def test_a_letter_that_lacks_some_forms_is_nominal_where_it_lacks_them() -> None:
    # Noon ghunna joins on both sides but has no initial and medial form.
    assert forms("ںب") == ["ں", "final"]
    assert forms("بں") == ["initial", "final"]


def test_lam_alef_is_one_cell_over_two_letters() -> None:
    found = cells("لا")
    assert [(cell.text, cell.start, cell.end, cell.width) for cell in found] == [("ﻻ", 0, 2, 1)]
    assert [cell.text for cell in cells("فلا")] == ["ﻓ", "ﻼ"]
    assert [cell.text for cell in cells("لأن")] == ["ﻷ", "ﻥ"]
    assert [cell.text for cell in cells("لآ لإ")] == ["ﻵ", " ", "ﻹ"]


def test_lam_alef_stands_alone_behind_an_embedding() -> None:
    assert [cell.text for cell in cells("\u2067لا")] == ["ﻻ"]
    assert [cell.text for cell in cells("\u202eلا\u202c")] == ["ﻻ"]


def test_marks_between_and_after_lam_alef_stay_on_it() -> None:
    found = cells("لَاً.")
    assert [(cell.text, cell.start, cell.end) for cell in found] == [("ﻻ\u064e\u064b", 0, 4), (".", 4, 5)]


def test_marks_stay_on_their_letter_and_letters_join_across_them() -> None:
    found = cells("م\u064fح\u064eم\u0651\u064eد")
    assert [cell.text for cell in found] == ["ﻣ\u064f", "ﺤ\u064e", "ﻤ\u0651\u064e", "ﺪ"]
    assert [(cell.start, cell.end) for cell in found] == [(0, 2), (2, 4), (4, 7), (7, 8)]


def test_a_mark_without_a_letter_is_shown_on_a_blank() -> None:
    assert [(cell.text, cell.start, cell.end) for cell in cells("\u064bب")] == [
        (" \u064b", 0, 1),
        ("ﺏ", 1, 2),
    ]
    assert [cell.text for cell in cells("ب \u064bب")] == ["ﺏ", " \u064b", "ﺏ"]


def test_so_many_marks_that_they_are_noise_are_cut() -> None:
    found = cells("a" + "\u0301" * 1000 + "b")
    assert [(cell.start, cell.end) for cell in found] == [(0, 1001), (1001, 1002)]
    assert len(found[0].text) < 20


def test_tatweel_joins_both_sides() -> None:
    assert forms("بـب") == ["initial", "ـ", "final"]


def test_joiner_and_non_joiner_are_honoured_and_removed() -> None:
    assert [cell.text for cell in cells("می\u200cخواهم")][:3] == ["ﻣ", "ﯽ", "ﺧ"]
    assert [cell.text for cell in cells("ه\u200d")] == ["ﻫ"]
    assert [cell.text for cell in cells("\u200dه")] == ["ﻪ"]
    assert [(cell.start, cell.end) for cell in cells("ه\u200dب")] == [(0, 2), (2, 3)]
    # A non-joiner between lam and alef forbids the ligature, a joiner does not.
    assert [cell.text for cell in cells("ل\u200cا")] == ["ﻝ", "ﺍ"]
    assert [cell.text for cell in cells("ل\u200dا")] == ["ﻻ"]


def test_letters_join_across_what_is_transparent_only() -> None:
    assert forms("ب\u200fب") == ["initial", "final"]
    assert forms("ب\u2067ب\u2069") == ["isolated", "isolated"]
    # Letters of two levels do not stand side by side.
    assert forms("ب\u202dا\u202c") == ["isolated", "isolated"]
    assert [cell.text for cell in cells("ل\u202dا\u202c")] == ["ﻝ", "ﺍ"]


@pytest.mark.parametrize(
    ("letter", "words"),
    [("ﷺ", "صلى الله عليه وسلم"), ("﷽", "بسم الله الرحمن الرحيم"), ("ﷲ", "الله")],
)
def test_phrases_are_spelled_out(letter: str, words: str) -> None:
    shown = fit(f"قال {letter} ثم", 100)
    assert shown.text == fit(f"قال {words} ثم", 100).text
    assert {(cell.start, cell.end) for cell in shown.cells if 4 <= cell.start < 5} == {(4, 5)}
    assert shown.columns_of(4, 5) == [(shown.indent + 3, shown.indent + 3 + len(words))]


def test_a_phrase_does_not_join_the_word_before_it() -> None:
    assert fit("النبيﷺقال", 100).text == fit("النبي صلى الله عليه وسلم قال", 100).text
    assert fit("(ﷺ)", 100).text == fit("(صلى الله عليه وسلم)", 100).text


def test_emoji_sequences_have_a_width_of_their_own_making() -> None:
    assert [(cell.text, cell.width) for cell in cells("👍🏽.")] == [("👍", 2), (".", 1)]
    assert [(cell.text, cell.width) for cell in cells("👨\u200d👩\u200d👧")] == [
        ("👨", 2),
        ("👩", 2),
        ("👧", 2),
    ]
    assert [(cell.text, cell.width, cell.end) for cell in cells("❤\ufe0f")] == [("❤", 1, 2)]
    assert [(cell.text, cell.width) for cell in cells("🇮🇶🇸")] == [("🇮🇶", 2), ("🇸", 1)]
    assert [(cell.text, cell.width) for cell in cells("1\ufe0f\u20e3")] == [("1\u20e3", 1)]


def test_wide_characters_take_two_cells() -> None:
    assert [cell.width for cell in cells("日本a각")] == [2, 2, 1, 2]
    # Jamo: one syllable, one cluster.
    assert [(cell.width, cell.end) for cell in cells("\u1100\u1161\u11a8")] == [(2, 3)]


def test_a_cell_is_safe_by_itself() -> None:
    # No cell's shape depends on a neighbour: a letter that has forms is never printed as the nominal letter, which
    # a terminal that shapes would join.
    nominal = [
        cell.text[0] for cell in cells("ذهب الوزراء إلى بغداد مساءً لأن اللجنة هناك") if cell.text[0] != " "
    ]
    assert all("\ufb50" <= each <= "\ufefc" for each in nominal)


def test_rich_measures_a_cell_as_wide_as_it_is() -> None:
    line = fit("قَالَ رَئِيسُ الوُزَرَاءِ «لا» إِنَّ 17% مِنَ BBC، 日本 🇮🇶 👍🏽", 200)
    assert [Segment(cell.text).cell_length for cell in line.cells] == [cell.width for cell in line.cells]
    assert Strip([Segment(cell.text) for cell in line.cells]).cell_length == line.width


def test_mirror_images_at_odd_levels_only() -> None:
    assert fit("قال (نعم)", 100).text.startswith("(")
    assert fit("a (b) c", 100).text == "a (b) c"
    assert fit("«نعم»", 100).text == "«ﻢﻌﻧ»"
    assert fit("«yes»", 100, base="ltr").text == "«yes»"


def test_what_cannot_be_printed_is_replaced() -> None:
    assert [cell.text for cell in cells("\ud800a\uffff\u0378")] == ["\ufffd", "a", "\ufffd", "\ufffd"]
    assert [cell.text for cell in cells("a\u00a0b\u2003c")] == ["a", " ", "b", " ", "c"]
    assert [cell.text for cell in cells("\u06dd\u0661")] == ["\u06de", "\u0661"]
