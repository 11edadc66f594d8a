from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.replies import DRAWN, ReplyFilter

REPLIES = [
    "\x1b[?64;1;2c",
    "\x1b[>41;379;0c",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1bP!|7E565445\x1b\\",
    "\x1b[8;1$y",
    "\x1b[?2026;2$y",
    "\x1b[0n",
    "\x1b]11;rgb:0000/0000/0000\x07",
]
KEYS = [
    "a",
    "\x1b[A",
    "\x1bOP",
    "\x1b[1;5C",
    "\x1b[<0;10;5M",
    "\x1b[200~text\x1b[201~",
    "ق",
    "\x1b[97;;97u",
    "\x1b[3~",
]


@given(
    st.lists(st.sampled_from(REPLIES + KEYS), max_size=12),
    st.lists(st.integers(1, 7), min_size=1, max_size=60),
)
def test_replies_are_taken_out_of_the_keys_wherever_the_input_is_split(parts, sizes) -> None:
    stream = "".join(parts)
    filtered = ReplyFilter(owed={DRAWN})
    typed, at, turn = "", 0, 0
    while at < len(stream):
        size = sizes[turn % len(sizes)]
        typed += filtered.feed(stream[at : at + size])
        at, turn = at + size, turn + 1
    typed += filtered.flush()
    assert typed == "".join(part for part in parts if part in KEYS)
    assert filtered.take() == [part for part in parts if part in REPLIES]


def test_the_escape_key_is_not_kept_back_when_nothing_is_expected() -> None:
    assert ReplyFilter().feed("\x1b") == "\x1b"


def test_the_escape_key_comes_back_when_nothing_follows() -> None:
    filtered = ReplyFilter(owed={DRAWN})
    assert filtered.feed("\x1b") == ""
    assert filtered.holding
    assert filtered.flush() == "\x1b"
    assert not filtered.holding


@pytest.mark.parametrize("begun", ["\x1b[?64;1", "\x1bP>|XTe", "\x1b]11;rgb"])
def test_half_a_reply_never_becomes_keys(begun: str) -> None:
    filtered = ReplyFilter()
    assert filtered.feed(begun) == ""
    assert filtered.flush() == ""
