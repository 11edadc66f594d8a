"""What holds for any text whatever."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.bidi import Cell, Line, fit, layout, measure, tables, uax9
from tui.bidi.properties import profiles_of
from tui.bidi.sanitise import sanitise

# What the package treats in a way of its own, beside anything else that Unicode has.
SPIKES = (
    "لاأآبتد ـ\u064b\u0651\u0670\u0301 abc12٣٤(){}[]«»<>“”\"'+-/%,.،؟\t\n\r\u2028\u2029\u0085\x0b\x1b\x9b\x00"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u061c"
    "ﷺ﷽日각\u1100\u1161👍🏽👨🇮🇶❤\ufe0f\u20e3कि\u00a0\u3000\ud800\uffff\u06dd\u0600גש"
)
CHARACTERS = st.one_of(st.sampled_from(SPIKES), st.characters())
# Short ones of few characters meet in every way; the others seldom meet at all.
FEW = st.text(st.sampled_from("لاب\u064b 1(\u200d\u202c\u202e\u2067\u2069"), max_size=8)
TEXTS = st.one_of(st.text(CHARACTERS, max_size=80), FEW)
WORDS = st.lists(
    st.text(st.sampled_from("لابتدسم\u064e12ab(),.-/"), min_size=1, max_size=12), max_size=30
).map(" ".join)
BASES = st.sampled_from(["rtl", "ltr", "auto"])
ALIGNS = st.sampled_from(["start", "left", "right"])
Base = Literal["rtl", "ltr", "auto"]
Align = Literal["start", "left", "right"]


def is_printable(character: str) -> bool:
    """Tell whether a terminal may get a character, by the tables of this Python."""
    ignorable = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    if (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0000" <= character <= "\U000e0fff"
        or character in ignorable
    ):
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def check_line(line: Line, text: str) -> list[Cell]:
    """Check all that holds for a line by itself; return its cells in logical order."""
    assert line.width == sum(cell.width for cell in line.cells)
    column = line.indent
    for k, cell in enumerate(line.cells):
        assert cell.text
        assert all(map(is_printable, cell.text)), cell
        assert cell.width in (1, 2) or cell.text == " " * cell.width
        assert line.start <= cell.start < cell.end <= line.end
        # Cell -> logical -> cell, at each of its columns.
        for each in range(column, column + cell.width):
            assert line.cell_at(each) == k
            assert line.index_at(each) == cell.start
        runs = line.columns_of(cell.start, cell.end)
        assert any(start <= column and column + cell.width <= end for start, end in runs)
        if ord(text[cell.start]) not in tables.PHRASES:
            assert runs == [(column, column + cell.width)]
            assert {line.cell_of(index) for index in range(cell.start, cell.end)} == {k}
        column += cell.width
    assert line.cell_at(line.indent - 1) is None
    assert line.cell_at(column) is None
    logical = sorted(line.cells, key=lambda cell: (cell.start, cell.end))
    position = line.start
    for cell in logical:
        # Each displayed code point is in one cell, but one that stands for a phrase.
        assert cell.start == position or ord(text[cell.start]) in tables.PHRASES
        position = cell.end
    return logical


def check_rest(text: str, start: int, end: int) -> None:
    """Check that a range holds nothing to display: blanks, line ends, characters that are not printed."""
    for character in text[start:end]:
        profile = profiles_of(character)[0]
        assert tables.BLANK_FLAGS[profile] or chr(tables.KIND[profile]) in "pfxnj"


def check_order(line: Line, logical: list[Cell]) -> None:
    """Check that the cells of a line stand as rule L2 orders their levels."""
    if len({(cell.start, cell.end) for cell in logical}) == len(logical):
        order = uax9.visual_order(bytes(cell.level for cell in logical))
        assert [logical[k] for k in order] == list(line.cells)


def check_layout(text: str, width: int, base: Base, align: Align, isolate: bool) -> None:
    lines = layout(text, width, base=base, align=align, isolate=isolate)
    assert lines
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    assert all(before.end == line.start for before, line in pairwise(lines))
    assert len({line.base_level for line in lines}) == 1
    at_right = align == "right" or (align == "start" and lines[0].base_level == 1)
    for line in lines:
        logical = check_line(line, text)
        check_order(line, logical)
        check_rest(text, max([line.start, *(cell.end for cell in line.cells)]), line.end)
        assert line.width <= width or len(line.cells) == 1
        assert line.indent == (max(0, width - line.width) if at_right else 0)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(1, 200), BASES, ALIGNS, st.booleans())
@example("\u064b", 5, "rtl", "start", False)
@example("a\t\t\tb", 3, "ltr", "start", False)
@example("ﷺ" * 3, 21, "rtl", "start", True)
def test_layout(text: str, width: int, base: Base, align: Align, isolate: bool) -> None:
    check_layout(text, width, base, align, isolate)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_wrapping_at_any_width_loses_nothing(text: str) -> None:
    whole = layout(text, 10_000)
    wanted = [cell for line in whole for cell in check_line(line, text) if cell.text != " "]
    for width in range(1, 201):
        lines = layout(text, width)
        found = [cell for line in lines for cell in sorted(line.cells, key=lambda cell: cell.start)]
        assert [cell for cell in found if cell.text != " "] == wanted
        assert max(line.width for line in lines) <= width


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 100), BASES, ALIGNS)
def test_fit(text: str, width: int, base: Base, align: Align) -> None:
    line = fit(text, width, base=base, align=align)
    assert (line.start, line.end) == (0, len(text))
    assert line.width <= width
    at_right = align == "right" or (align == "start" and line.base_level == 1)
    assert line.indent == (width - line.width if at_right else 0)
    check_line(line, text)
    if measure(text) > width > 0:
        assert line.cells[0 if line.base_level else -1].text == "…"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_measure_is_the_width_of_the_line(text: str) -> None:
    assert measure(text) == fit(text, 10_000).width


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sanitise(text: str) -> None:
    safe = sanitise(text)
    assert all(character == "\n" or is_printable(character) for character in safe)
    assert sanitise(safe) == safe


@pytest.mark.parametrize(
    "unit",
    [
        "م",
        "قال الوزير ",
        "(",
        "()",
        "\u202b",
        "\u2067(",
        "a\u202bب",
        "م\u064e",
        "\t",
        "👨\u200d",
        "🇮",
        "قال ﷺ ثم ",
        "\ud800",
        "\n",
    ],
)
def test_a_line_of_100_kilobytes(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    lines = layout(text, 72)
    assert lines[-1].end == len(text)
    assert all(before.end == line.start for before, line in pairwise(lines))
    for line in (lines[0], lines[len(lines) // 2], lines[-1]):
        check_line(line, text)


@pytest.mark.parametrize("control", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
def test_deep_embedding(control: str) -> None:
    text = (
        "".join(f"{control}{letter}" for letter in "abبت12(" * 40) + "\u202c" * 300 + "\u2069" * 300 + "نهاية"
    )
    check_layout(text, 60, "rtl", "start", False)
    assert max(uax9.resolve(text, 1).levels) <= 126
