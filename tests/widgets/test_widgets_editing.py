"""The line being edited: caret, letters, words, directions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from widgets_support import DANGEROUS, HOSTILE

from tui.widgets.editing import LONGEST, EditLine, clean

TEXTS = st.text(alphabet="ابتلاسلامَّ abc12.:ﷺ«»()", max_size=24)


def typed(text: str) -> EditLine:
    """A line into which a text was typed."""
    line = EditLine()
    for character in text:
        line = line.insert(character)
    return line


def test_left_is_left_in_both_directions() -> None:
    arabic = EditLine("بغداد", 0)
    assert arabic.sideways(-1).caret == 1
    assert arabic.sideways(1).caret == 0
    latin = EditLine("abc", 0)
    assert latin.sideways(1).caret == 1
    assert latin.sideways(-1).caret == 0


def test_the_caret_crosses_mixed_text_column_by_column() -> None:
    line = EditLine("قال Apple غدا", len("قال Apple غدا"))
    columns = []
    for _ in range(len(line.value) + 1):
        slot = line.slots()[line.slot_of_caret(line.slots())]
        columns.append(slot.column)
        line = line.sideways(1)
    assert columns == list(range(len(line.value) + 1))


@settings(deadline=None)
@given(TEXTS)
def test_every_place_is_reached_from_either_end(text: str) -> None:
    line = EditLine(clean(text))
    slots = line.slots()
    for step in (1, -1):
        line = line.to(slots[0 if step > 0 else -1].start)
        seen = [line.caret]
        for _ in slots:
            line = line.sideways(step)
            seen.append(line.caret)
        assert set(seen) == {slot.start for slot in slots}


@given(TEXTS, st.integers(0, 24))
def test_a_click_puts_the_caret_where_it_points(text: str, column: int) -> None:
    line = EditLine(clean(text)).at_column(column)
    slots = line.slots()
    pointed = [slot for slot in slots if slot.column <= column < slot.column + slot.width]
    assert line.caret == (pointed[0].start if pointed else slots[-1].start)


def test_backspace_takes_a_letter_with_its_marks_and_half_a_ligature() -> None:
    assert typed("دِمَشْقُ").delete_back().value == "دِمَشْ"
    assert typed("سلا").delete_back().value == "سل"
    assert typed("سلا").delete_back().delete_back().value == "س"
    assert EditLine("لاس", 0).delete_forward().value == "اس"
    assert typed("").delete_back().value == ""
    assert EditLine("ا", 1).delete_forward().value == "ا"


def test_arrows_do_not_stop_inside_a_ligature() -> None:
    line = EditLine("سلام", 1)
    assert line.sideways(-1).caret == 3


@given(TEXTS)
def test_backspace_empties_any_line(text: str) -> None:
    line = typed(text)
    assert line.value == text
    for _ in range(len(text)):
        line = line.delete_back()
    assert (line.value, line.caret) == ("", 0)


def test_words() -> None:
    line = typed("الحشد الشعبي")
    assert line.sideways_word(1).caret == 6
    assert line.sideways_word(1).sideways_word(-1).caret == 12
    assert line.delete_word_back().value == "الحشد "
    assert EditLine("two words", 0).sideways_word(1).caret == 3


def test_selection_is_replaced_by_what_is_typed() -> None:
    line = typed("مقتدى الصدر").to(0).to(5, select=True)
    assert line.selected_text == "مقتدى"
    assert line.insert("ا").value == "ا الصدر"
    assert line.delete_back().value == " الصدر"
    assert line.sideways(-1).anchor is None


def test_direction_follows_the_text_and_is_right_to_left_at_first() -> None:
    assert EditLine().rtl
    assert EditLine("ب").rtl
    assert not EditLine("b").rtl
    assert not EditLine("ب", base="ltr").rtl


def test_what_is_pasted_is_one_harmless_line() -> None:
    line = EditLine().insert(HOSTILE + "\n")
    assert not DANGEROUS.search(line.value)
    assert clean("سطر\nآخر\tهنا") == "سطر آخر هنا"


def test_a_whole_article_pasted_by_mistake_is_cut_to_a_line() -> None:
    line = EditLine("قبل", 0).insert("بغداد " * 50_000)
    assert len(line.value) == LONGEST
    assert line.value.endswith("قبل"), "what was there already was lost"
    assert line.insert("x") == line
