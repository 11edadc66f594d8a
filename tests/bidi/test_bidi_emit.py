from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.bidi import layout
from tui.bidi.emit import FORCING_BLANK, encode_row, plain_letters
from tui.bidi.modes import MODES, Mode
from tui.bidi.uax9 import classes_of, line_levels, resolve, visual_order

SENTENCES = [
    "قال الرئيس العراقي برهم صالح (أمس الأربعاء) إن 17% من الميزانية",
    "«هذه هي الحقيقة» كما نقلت وكالة رويترز Reuters في 24/2/2017",
    "فاز المنتخب 3-1 على نظيره في كأس العالم FIFA 2018 بروسيا",
    "للتواصل: +966 11 234 5678 أو http://example.org/a?b=1 (مكتب)",
    "مُحَمَّدٌ رَسُولُ اللَّهِ، لا إله إلا الله [سورة] 42",
    "سعر صرف الدولار: 1,190.50 ديناراً؛ و3.5 مليون",
]


def visual(text: str, width: int = 60) -> list[tuple[str, int]]:
    """A row as a screen has it: the line right-aligned in a pane, a border, a second pane."""
    line = layout(text, width)[0]
    cells = [" "] * line.indent
    for cell in line.cells:
        cells += [cell.text, *[""] * (cell.width - 1)]
    cells += [" "] * (width - len(cells))
    return [(text, number) for number, text in enumerate([" ", *cells, " ", "│", " ", *"ﻕﺍﺮﻌﻟﺍ 12", " "])]


def as_the_terminal_shows(row: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The row after a terminal has reordered it: the bidi algorithm over its cells, base left to right."""
    units = [(text, style) for text, style in row if text]
    bases = "".join(text[0] for text, _ in units)
    classes = classes_of(bases)
    levels = line_levels(classes, resolve(bases, None), 0, len(bases))
    mirror = str.maketrans("()[]{}<>«»", ")(][}{><»«")
    shown = []
    for i in visual_order(levels):
        text, style = units[i]
        if levels[i] % 2:
            text = text[0].translate(mirror) + text[1:]
        shown.append((text.replace(FORCING_BLANK, " "), style))
    return shown


@pytest.mark.parametrize("text", SENTENCES)
def test_inverse_rows_come_back_as_laid_out(text: str) -> None:
    row = visual(text)
    assert as_the_terminal_shows(encode_row(row, Mode.INVERSE)) == [cell for cell in row if cell[0]]


words = st.text(alphabet="ابتمنلوﻻ() 0123456789.,:-/%+«»[]abcXYZ", min_size=0, max_size=70)


@settings(max_examples=300, deadline=None)
@given(words)
def test_inverse_rows_of_any_text_keep_their_cells_and_nearly_all_come_back(text: str) -> None:
    row = visual(text) if text else []
    done = encode_row(row, Mode.INVERSE)
    assert len(done) == len(row)
    assert sorted(style for _, style in done) == sorted(style for _, style in row)


def kitty_shows(row: list[tuple[str, int]]) -> str:
    """kitty shapes each token as one run in the direction of its first letter."""
    mirror = str.maketrans("()[]{}<>«»", ")(][}{><»«")
    out = []
    for token in "".join(text for text, _ in row).split(" "):
        first = next((c for c in token if c.isalpha()), "a")
        out.append(token[::-1].translate(mirror) if first > "\u0590" else token)
    return " ".join(out)


@pytest.mark.parametrize("text", SENTENCES)
def test_kitty_rows_show_what_is_laid_out_less_the_marks(text: str) -> None:
    row = visual(text)
    done = encode_row(row, Mode.KITTY)
    assert kitty_shows(done) == "".join(cell[0] for cell, _ in row if cell)
    assert [style for _, style in done] == [style for _, style in row], "colours stay where they are"


def test_explicit_rows_go_out_as_they_are() -> None:
    row = visual(SENTENCES[0])
    assert encode_row(row, Mode.EXPLICIT) == row


@pytest.mark.parametrize("mode", MODES)
def test_rows_without_arabic_are_left_alone(mode: Mode) -> None:
    row = [(c, 0) for c in "plain (text) 漢"] + [("", 0)]
    assert encode_row(row, mode) == row


def test_unshaped_rows_are_plain_letters_in_place() -> None:
    row = visual("قال الرئيس لا")
    done = encode_row(row, Mode.UNSHAPED)
    assert "".join(text for text, _ in done).strip().startswith("ﻻ سيئرلا لاق")
    assert [style for _, style in done] == [style for _, style in row]
    assert plain_letters("ﻕ\u064e") == "ق\u064e"
    assert plain_letters("ﻻ") == "ﻻ", "two letters do not fit one cell"


def test_unmarked_rows_keep_every_letter_where_it_is() -> None:
    row = visual("شدَّد محمّدٌ على café\u0301 وأكّد")
    done = encode_row(row, Mode.UNMARKED)
    assert [text[:1] for text, _ in done] == [text[:1] for text, _ in row]
    assert {text for text, _ in done if len(text) > 1} == {"é\u0301"}, "marks on Latin letters do no harm"
    assert {text for text, _ in row if len(text) > 1} > {"é\u0301"}


def test_logical_rows_read_in_logical_order() -> None:
    done = encode_row(visual("قال الرئيس"), Mode.LOGICAL)
    assert "قال الرئيس" in "".join(text for text, _ in done)


def test_a_change_of_font_ends_a_kitty_run() -> None:
    row = [(c, "bold" if i > 2 else "") for i, c in enumerate("ﻕﺍﺮﻌﻟﺍ")]
    done = encode_row(row, Mode.KITTY, face=lambda style: style)
    assert "".join(text for text, _ in done) == "ﺮﺍﻕ" + "ﺍﻟﻌ"


@pytest.mark.parametrize("text", SENTENCES)
def test_a_row_that_begins_with_a_mark_or_with_arabic_comes_back_as_well(text: str) -> None:
    cells = [cell for cell, _ in visual(text)][1:]
    starred = [(cell, number) for number, cell in enumerate(["●", *cells])]
    assert as_the_terminal_shows(encode_row(starred, Mode.INVERSE)) == [cell for cell in starred if cell[0]]
    full = [(cell, number) for number, cell in enumerate("".join(cells).strip(" │"))]
    assert as_the_terminal_shows(encode_row(full, Mode.INVERSE)) == full


def test_words_are_undone_one_by_one_for_a_terminal_that_reorders_stretches_of_style() -> None:
    row = [(c, "red" if 5 <= i <= 9 else "") for i, c in enumerate(" ﺲﻣﺃ ﻕﺍﺮﻌﻟﺍ ﻲﻓ 12% (ﻕﺍﺮﻌﻟﺍ) ")]
    done = encode_row(row, Mode.INVERSE, apart=lambda style: f"{style} apart")
    blanks = [style for text, style in done if text == "\u00a0"]
    assert blanks
    assert all(style.endswith("apart") for style in blanks)
    # Every stretch of equal style, reordered by itself, shows what is wanted.
    shown, start = "", 0
    for end in range(1, len(done) + 1):
        if end == len(done) or done[end][1] != done[start][1]:
            piece = [(text, at) for at, (text, _) in enumerate(done[start:end])]
            shown += "".join(text for text, _ in as_the_terminal_shows([("a", -1), *piece])[1:])
            start = end
    assert shown.replace("\u00a0", " ") == "".join(text for text, _ in row)


def test_kitty_letters_and_what_stands_beside_them_get_faces_of_their_own() -> None:
    row = [(c, "plain") for c in "…ﻕﺍﺮﻌﻟﺍ« .ﺲﻣﺃ 24/2"]
    done = encode_row(row, Mode.KITTY, apart=lambda style: "other")
    assert "".join(text for text, _ in done) == "…ﺍﻟﻌﺮﺍﻕ« .ﺃﻣﺲ 24/2"
    assert {text for text, style in done if style == "other"} == {"…", "«", "."}
