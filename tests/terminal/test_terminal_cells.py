"""Nothing of a text but what may stand in a cell gets into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.cells import cells_of, printable
from tui.terminal.output import Painter
from tui.terminal.sgr import PLAIN, Look

NASTY = [
    "\x1b[2J",
    "\x1b]52;c;aGk=\x07",
    "\x1bP1$r\x1b\\",
    "\x9b2J",
    "\x9d0;x\x9c",
    "a\x00b\x08\x7f\r\n\t",
    "\u202e\u2066\u200f\u200e\u061c\u2069\u202c",
    "\u2028\u2029\ufeff\u00ad\u200b\u200d",
    "\U000e0041\ud800",
    "\u0600\u06dd\u070f",
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_a_text_can_act_on_the_terminal(text: str) -> None:
    cells = cells_of([("x" + text + "y", PLAIN)])
    assert all(c.isprintable() for cell, _ in cells for c in cell)
    assert cells[0][0] == "x"
    painter = Painter(40, 1)
    painter.cleared()
    out = painter.frame([(0, 0, cells)])
    out = out.removeprefix("\x1b[H")
    assert printable(out) == out


@given(st.text())
def test_no_text_at_all_can(text: str) -> None:
    assert all(ord(c) >= 0xA0 or 0x20 <= ord(c) < 0x7F for c in printable(text))
    for cell, _ in cells_of([("x" + text, PLAIN)]):
        assert len(cell) <= 9


def test_a_mark_with_nothing_before_it_is_not_drawn_on_what_stands_left_of_it() -> None:
    assert cells_of([("\u064b", PLAIN), ("\u064bب", PLAIN)]) == [("ب", PLAIN)]


def test_arabic_is_never_slanted() -> None:
    look = Look(("1", "3"), "31")
    assert cells_of([("ق", look), ("q", look)]) == [("ق", Look(("1",), "31")), ("q", look)]
