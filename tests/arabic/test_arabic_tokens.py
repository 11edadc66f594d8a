"""Tokens keep exact offsets; sentences cover all of them and never grow without bound."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.arabic.tokens import LONGEST_SENTENCE, sentences, tokens

TEXTS = st.text(alphabet='ابتوال وفبلكّ ـ\u200f\u200d. \n\t،؟!0٣٫aB🙂-("', max_size=400)


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def test_words_numbers_and_marks_are_split() -> None:
    assert words("نابلس- بعد 3.5 أعوام، (The Telegraph)") == [
        "نابلس", "-", "بعد", "3.5", "أعوام", "،", "(", "The", "Telegraph", ")",
    ]  # fmt: skip


def test_marks_and_invisible_characters_stay_inside_a_word_only() -> None:
    assert words("سيُهزم") == ["سيُهزم"]
    assert words("العر\u200dاق\u200f ثم") == ["العر\u200dاق", "ثم"]
    assert words("\u200f\u202b") == []


def test_sentences_end_at_stops_and_line_breaks_but_not_inside_names() -> None:
    text = "قال أ.ب كذا. ثم مضى؟ نعم\nعنوان"
    assert [[token.text for token in sentence] for sentence in sentences(text)] == [
        ["قال", "أ", ".", "ب", "كذا", "."],
        ["ثم", "مضى", "؟"],
        ["نعم"],
        ["عنوان"],
    ]


def test_a_long_line_is_cut_after_a_comma_where_it_has_one() -> None:
    text = "كلمة " * 90 + "، " + "كلمة " * 500
    cut = sentences(text)
    assert len(cut[0]) == 91
    assert max(map(len, cut)) <= LONGEST_SENTENCE


@given(TEXTS)
def test_tokens_are_what_stands_at_their_offsets(text: str) -> None:
    found = [token for sentence in sentences(text) for token in sentence]
    assert found == list(tokens(text))
    end = 0
    for token in found:
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        end = token.end
    for token in reversed(found):
        text = text[: token.start] + " " + text[token.end :]
    assert not re.search(r"[^\W_]|[.،؟!()\"]", text)
