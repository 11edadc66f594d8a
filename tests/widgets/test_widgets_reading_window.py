"""Rows of an article: blocks, places, lazy layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from widgets_support import BODY, HOSTILE, TITLE

from tui.widgets import reading_layout
from tui.widgets.reading_layout import ReadingLayout, blocks_of, direction_of
from tui.widgets.reading_window import ReadingWindow

TEXT = f"{TITLE}\n\n{BODY}"
START = len(TITLE) + 2


def test_blocks_are_title_source_line_and_spaced_paragraphs() -> None:
    blocks = blocks_of(TEXT, START)
    assert [block.kind for block in blocks] == ["title", "source", "paragraph", "paragraph", "paragraph"]
    assert [TEXT[block.start : block.end] for block in blocks[2:]] == BODY.split("\n\n")
    assert [block.gap for block in blocks] == [0, 1, 1, 1, 0]


def test_single_newlines_are_breaks_where_blank_lines_separate_paragraphs() -> None:
    assert [block.gap for block in blocks_of("ا\nب\n\nج", 0)] == [1, 0, 1, 0]
    assert [block.gap for block in blocks_of("ا\nب\nج", 0)] == [1, 1, 1, 0]


def test_most_letters_decide_the_direction() -> None:
    assert direction_of("Apple " + BODY) == "rtl"
    assert direction_of("An English text about بغداد") == "ltr"
    assert direction_of("12:30") == "rtl"


@given(st.text(alphabet="ابتa \n.َ1", max_size=400), st.integers(1, 40), st.integers(1, 30))
def test_paging_shows_every_line_once_in_order(text: str, width: int, height: int) -> None:
    window = ReadingWindow(text, 0)
    window.resize(width, height)
    seen = [(row.block, row.row) for row in window.rows]
    while window.scroll(1):
        assert len(window.rows) == min(height, len(seen) + 1)
        last = (window.rows[-1].block, window.rows[-1].row)
        assert last > seen[-1]
        seen.append(last)
    assert window.at_end
    total = sum(window.layout.height(block) for block in range(len(window.layout.blocks)))
    assert len(seen) == total
    while window.scroll(-1):
        pass
    assert window.top == (0, 0)


@given(st.integers(0, len(TEXT) - 1), st.integers(3, 80))
def test_a_code_point_is_found_where_its_line_is(offset: int, width: int) -> None:
    layout = ReadingLayout(TEXT, START, width)
    block, row = layout.locate(offset)
    if layout.blocks[block].kind != "source" and not TEXT[offset].isspace():
        line = layout.lines(block)[row]
        start = layout.blocks[block].start
        assert start + line.start <= offset < start + line.end


def test_a_new_width_keeps_the_line_and_going_back_finds_it_again() -> None:
    window = ReadingWindow(TEXT, START)
    window.resize(30, 4)
    window.scroll(6)
    position, top = window.position, window.top
    for width in (20, 55, 12, 30):
        window.resize(width, 4)
        start, end = window.range_of(window.rows[0])
        assert start <= position <= end
    assert (window.position, window.top) == (position, top)


def test_only_what_is_read_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = 0
    real = reading_layout.layout

    def counting(text: str, *args: object, **kwargs: object) -> object:
        nonlocal laid
        laid += len(text)
        return real(text, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_layout, "layout", counting)
    for text in ("\n\n".join([BODY] * 3000), BODY.replace("\n", " ") * 3000):
        assert len(text) > 500_000
        laid = 0
        window = ReadingWindow(text, 0, position=len(text) // 2)
        window.resize(72, 40)
        assert window.rows
        window.end()
        window.page(-1)
        window.home()
        window.page(1)
        assert laid < 60_000


def test_paragraph_steps() -> None:
    window = ReadingWindow(TEXT, START)
    window.resize(24, 5)
    assert window.paragraph(2)
    first = window.top
    window.scroll(1)
    assert window.paragraph(-1)
    assert window.top == first
    assert window.paragraph(1)
    assert window.top == (first[0] + 1, 0)


def test_the_word_under_the_pointer_keeps_its_marks() -> None:
    text = "قال «دِمَشْق» اليوم"
    window = ReadingWindow(text, 0)
    start, end = window.word_at(text.index("م", 6))
    assert text[start:end] == "دِمَشْق"


@pytest.mark.parametrize("text", ["", "\n\n \n", HOSTILE, "كلمة"])
@pytest.mark.parametrize("height", [1, 3])
def test_odd_texts(text: str, height: int) -> None:
    window = ReadingWindow(text, 0)
    window.resize(1, height)
    for _ in range(5):
        assert window.rows
        window.page(1)
    window.reveal(len(text))
    assert 0 <= window.progress <= 1
