"""The one normaliser: spellings of one word fold to one key, and offsets find their way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.arabic.normalise import Shadow, fold, fold_key


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("أَحْمَد", "احمد"),
        ("إيران", "ايران"),
        ("مستشفى", "مستشفي"),
        ("القاهرة", "القاهره"),
        ("العــراق", "العراق"),
        ("ﻻجئ", "لاجي"),
        ("کرکوک", "كركوك"),
        ("٢٠١٨", "2018"),
        ("۲۰۱۸", "2018"),
        ("NATO", "nato"),
        ("أمس\u200f", "امس"),
        ("ﷺ", "صلي الله عليه وسلم"),
    ],
)
def test_spellings_of_one_word_fold_together(written: str, plain: str) -> None:
    assert fold(written) == plain


def test_a_key_ignores_how_words_are_spaced() -> None:
    assert fold_key("  تنظيم\u00a0 الدولة\n") == "تنظيم الدوله"


def test_marks_stay_with_their_letter_when_a_span_is_mapped_back() -> None:
    text = "وَأَمْسِ\u200f الأربعاء"
    shadow = Shadow.of(text)
    start, end = shadow.source_span(*_find(shadow.text, "امس"))
    assert text[start:end] == "أَمْسِ"


@given(st.text())
def test_every_folded_character_comes_from_where_the_map_says(text: str) -> None:
    shadow = Shadow.of(text)
    assert shadow.text == fold(text)
    for index in range(len(shadow.text)):
        start, end = shadow.source_span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert shadow.text[index] in fold(text[start:end])


@given(st.text(), st.data())
def test_spans_map_back_in_order(text: str, data: st.DataObject) -> None:
    shadow = Shadow.of(text)
    if not shadow.text:
        return
    start = data.draw(st.integers(0, len(shadow.text) - 1))
    end = data.draw(st.integers(start + 1, len(shadow.text)))
    source_start, source_end = shadow.source_span(start, end)
    assert source_start < source_end


def _find(text: str, word: str) -> tuple[int, int]:
    position = text.index(word)
    return position, position + len(word)
