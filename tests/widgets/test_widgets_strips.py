"""Lines of cells as strips."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from widgets_support import DANGEROUS, HOSTILE

from tui.bidi.layout import fit, layout
from tui.widgets.strips import Row, segments

BOLD = Style(bold=True)
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("ابتثجلأإآلا ًٌٍَُِّ123abc.«»()"),
    ),
    max_size=60,
)


def test_neighbours_of_one_style_are_one_segment() -> None:
    assert len(segments(fit("الحشد الشعبي", 40))) == 1


def test_a_cell_with_marks_is_a_segment_of_its_own() -> None:
    parts = segments(fit("دِمشق", 40))
    assert [len(part.text) for part in parts] == [3, 2]
    assert all(part.cell_length == 1 for part in parts if "\u0650" in part.text)


def test_a_span_that_ends_inside_lam_alef_styles_the_whole_cell() -> None:
    text = "سلام"
    line = fit(text, 20)
    assert len(line.cells) == 3
    parts = segments(line, Style(), [(0, 2, BOLD)])
    styled = "".join(part.text for part in parts if part.style == BOLD)
    assert styled == "".join(cell.text for cell in line.cells if cell.start < 2)
    assert len(styled) == 2


def test_later_spans_lie_on_top() -> None:
    parts = segments(fit("abc", 3, base="ltr"), Style(), [(0, 3, BOLD), (1, 2, Style(bold=False))])
    assert [part.style.bold for part in parts if part.style] == [True, False, True]


def test_a_field_is_cut_at_the_left_end_of_arabic() -> None:
    strip = Row(10).text("العبادي يزور البصرة", 10).strip()
    assert strip.text.lstrip().startswith("…")
    assert strip.cell_length == 10


@given(TEXTS, st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_cropping_loses_nothing(text: str, width: int, first: int, second: int) -> None:
    """Two halves of a row are the row: no mark moves to another cell and no cell is doubled."""
    cut = min(first, width)
    for line in layout(text, width)[:3]:
        if any(cell.width != 1 for cell in line.cells):
            continue
        strip = Row(max(width, line.width)).blank(line.indent).line(line).strip()
        left, right = strip.crop(0, cut), strip.crop(cut, strip.cell_length)
        assert left.text + right.text == strip.text


@given(TEXTS, st.integers(1, 40))
def test_a_row_has_its_width_and_nothing_dangerous(text: str, width: int) -> None:
    strip = Row(width).text(text, width).strip()
    assert strip.cell_length == width == sum(part.cell_length for part in strip)
    assert not DANGEROUS.search(strip.text)


def test_hostile_text_is_shown_harmless() -> None:
    strip = Row(200).text(HOSTILE, 200).strip()
    assert not DANGEROUS.search(strip.text)
    assert "[bold]" in strip.text or "]dlob[" in strip.text
