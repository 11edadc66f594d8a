from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal_pty import Screen

from tui.terminal.cells import cells_of
from tui.terminal.output import Painter
from tui.terminal.session import encoder_for
from tui.terminal.sgr import PLAIN, Look, blank_of, look_of_parameters, transition

LOOKS = [
    PLAIN,
    Look(fg="31"),
    Look(bg="44"),
    Look(("1",), "38;5;12", "48;5;3"),
    Look(("4",), "", "44"),
    Look(("7",)),
    Look(("1", "3"), "38;2;1;2;3", "48;2;4;5;6"),
]
texts = st.text(
    alphabet=st.sampled_from("   abcxyz0189.,«»│●★◆○▫ابتثجﻻﻷﺍﺒﺗ\u064b\u064e\u0651漢字あ界é…"), max_size=24
)
blanks = st.integers(1, 30).map(" ".__mul__)  # long ones are erased
patches = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.integers(0, 29),
        st.lists(st.tuples(texts | blanks, st.sampled_from(LOOKS)), min_size=1, max_size=4),
    ),
    max_size=8,
)


def trimmed(lines: list[str]) -> list[str]:
    # pyte loses marks on wide characters.
    return [
        "".join(c for c in unicodedata.normalize("NFC", line) if not unicodedata.combining(c)).rstrip()
        for line in lines
    ]


def shown(screen: Screen) -> list[list[tuple[str, str, str, bool, bool, bool]]]:
    rows = []
    for y in range(screen.screen.lines):
        line = screen.screen.buffer[y]
        row = []
        for x in range(screen.screen.columns):
            char = line[x]
            blank = char.data == " " and not (char.underscore or char.reverse)
            row.append(
                (
                    char.data,
                    "" if blank else char.fg,
                    char.bg,
                    False if blank else char.bold,
                    char.underscore,
                    char.reverse,
                )
            )
        rows.append(row)
    return rows


@settings(max_examples=150, deadline=None)
@given(st.lists(patches, min_size=1, max_size=5), st.booleans(), st.randoms(use_true_random=False))
def test_any_sequence_of_frames_shows_what_one_full_repaint_shows(frames, bce, rng) -> None:
    painter = Painter(30, 8, erases_in_colour=bce)
    stepwise = Screen(30, 8)
    stepwise.feed(b"\x1b[?7l")
    painter.cleared()
    for frame in frames:
        cells = [(y, x, cells_of(runs)) for y, x, runs in frame]
        if rng.random() < 0.3:
            painter.want(cells)  # a frame the terminal was too busy for
        else:
            stepwise.feed(painter.frame(cells).encode())
    stepwise.feed(painter.frame(()).encode())
    afresh = Screen(30, 8)
    # pyte clears only cells that something was written to.
    afresh.feed(b"\x1b#8\x1b[?7l" + painter.redraw().encode())
    assert shown(stepwise) == shown(afresh)
    assert trimmed(afresh.lines) == trimmed(painter.content())


def test_a_frame_that_changes_nothing_costs_nothing() -> None:
    painter = Painter(40, 5)
    painter.cleared()
    frame = [(y, 0, cells_of([("ﻕﺍﺮﻌﻟﺍ ﻲﻓ", Look(fg="32")), (" " * 31, Look(bg="44"))])) for y in range(5)]
    assert painter.frame(frame)
    assert painter.frame(frame) == ""


def test_only_the_changed_cells_are_written() -> None:
    painter = Painter(80, 3)
    painter.cleared()
    painter.frame([(0, 0, cells_of([("one two three four", Look(fg="32"))]))])
    out = painter.frame([(0, 0, cells_of([("one tWo three four", Look(fg="32"))]))])
    assert out.endswith("W")
    assert len(out) < 8


def test_attributes_are_not_repeated() -> None:
    painter = Painter(40, 4)
    painter.cleared()
    look = Look(("1",), "38;2;10;20;30", "48;2;1;1;1")
    out = painter.frame(
        [(y, 0, cells_of([("word word", look), (" ", look), ("end", look)])) for y in range(4)]
    )
    assert out.count("38;2;10;20;30") == 1


@pytest.mark.parametrize("columns", [1, 2, 7])
def test_a_screen_too_small_for_its_content_shows_the_corner(columns: int) -> None:
    painter = Painter(columns, 1)
    painter.cleared()
    painter.frame([(0, 0, cells_of([("漢字漢字 abc", PLAIN)])), (3, 0, cells_of([("below", PLAIN)]))])
    screen = Screen(columns, 1)
    screen.feed(b"\x1b[?7l" + painter.redraw().encode())
    assert screen.lines[0].rstrip() == painter.content()[0].rstrip()


@given(st.sampled_from(LOOKS), st.sampled_from(LOOKS))
def test_a_transition_leads_where_it_says(old: Look, new: Look) -> None:
    stepped, direct = Screen(2, 1), Screen(2, 1)
    stepped.feed((transition(None, old) + transition(old, new) + "x").encode())
    direct.feed((transition(None, new) + "x").encode())
    assert stepped.screen.buffer[0][0] == direct.screen.buffer[0][0]
    assert len(transition(old, new)) <= len(transition(None, new))


def test_parameters_are_sorted_by_role() -> None:
    look = look_of_parameters("1;38;2;1;2;3;4;48;5;9")
    assert look == Look(("1", "4"), "38;2;1;2;3", "48;5;9")
    assert look_of_parameters("91;104") == Look((), "91", "104")
    assert look_of_parameters("") == PLAIN
    assert blank_of(look) == look
    assert blank_of(Look(("1",), "31", "44")) == Look(bg="44")


def test_random_article_pages_stay_within_reach_of_their_text() -> None:
    """A page of new text costs its letters and little more."""
    rng = random.Random(1)
    painter = Painter(72, 38)
    painter.cleared()
    letters = 0
    for page in range(3):
        rows = []
        for y in range(38):
            words = ["".join(rng.choices("ﺍﺑﺖﺛﺞﺣﺦﺪﺬﺮ", k=rng.randint(2, 8))) for _ in range(9)]
            runs = [(w + " ", Look(fg="33") if rng.random() < 0.1 else PLAIN) for w in words]
            rows.append((y, 0, cells_of(runs, width=72)))
        out = painter.frame(rows)
        letters = sum(len(text.encode()) for _, _, cells in rows for text, _ in cells)
        if page:
            assert len(out.encode()) < letters * 1.15


def test_what_a_letter_left_in_the_blank_beside_it_goes_with_the_letter() -> None:
    painter, screen = Painter(30, 2), Screen(30, 2)
    painter.cleared()
    screen.feed(
        painter.frame([(0, 5, cells_of([("ابت", PLAIN)])), (1, 5, cells_of([("abc", PLAIN)]))]).encode()
    )
    # Where the font's letters are wider than a cell, as xterm shows them until it draws the cell again.
    screen.feed(b"\x1b7\x1b[1;5H.\x1b[1;9H.\x1b8")
    screen.feed(painter.frame([(0, 5, cells_of([("   ", PLAIN)]))]).encode())
    assert screen.lines == [" " * 30, "     abc".ljust(30)]


@pytest.mark.parametrize("piecewise", [False, True])
def test_no_letter_is_bold_and_reversed_where_bold_is_brighter(piecewise: bool) -> None:
    row = cells_of(
        [("خبر عاجل", Look(("1", "7"))), (" نص", Look(("1",))), (" English", Look(("1", "7"), "36"))]
    )
    encode = encoder_for("inverse", piecewise)
    assert encode is not None
    done = encode(row)
    assert {look.attributes for text, look in done if text.strip(" \u2800\u00a0")} == {("7",), ("1",)}
    assert encoder_for("explicit", piecewise) is None
