from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.seam import InputParser
from tui.terminal.typed import Cutter


def typed(*chunks: str) -> list[str]:
    """The keys and pastes that some input comes to."""
    parser = InputParser()
    messages = [message for chunk in chunks for message in parser.feed(chunk)]
    while parser.waiting is not None:
        messages += parser.tick()
    return [getattr(message, "key", None) or f"paste {message.text!r}" for message in messages]


HOSTILE = "ls\x1b[2J\x1b[0;31mX\x1b]0;q\x07\x1bq"


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_nothing_within_a_paste_is_a_key_wherever_it_is_split(sizes: list[int]) -> None:
    stream = f"j\x1b[200~{HOSTILE}\x1b[201~k"
    chunks, at = [], 0
    while at < len(stream):
        chunks.append(stream[at : at + sizes[len(chunks) % len(sizes)]])
        at += len(chunks[-1])
    assert typed(*chunks) == ["j", f"paste {HOSTILE!r}", "k"]


def test_of_an_endless_paste_the_beginning_is_kept_and_its_end_still_found() -> None:
    cutter = Cutter()
    pieces = cutter.feed("\x1b[200~first")
    for _ in range(300):
        pieces += cutter.feed("q" * 1_000)
    pieces += cutter.feed("\x1b[20") + cutter.feed("1~j")
    assert [piece.kind for piece in pieces] == ["paste", "text"]
    assert pieces[0].text.startswith("firstqqq")
    assert len(pieces[0].text) < 100_000
    assert pieces[1].text == "j"
    # What is left of a paste that was cut never makes up an end that was not there.
    cutter = Cutter()
    cutter.feed("\x1b[200~" + "q" * (65_536 - 3) + "\x1b[2" + "x" * 1_000 + "01~qqq")
    assert cutter.feed("q") == []


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b\x1b[D", ["alt+left"]),  # PuTTY and rxvt
        ("\x1b\x1bOC", ["alt+right"]),
        ("\x1b[1;3D", ["alt+left"]),
        ("\x1b", ["escape"]),
        ("\x1bj", ["alt+j"]),
        ("\x1b[2~", ["insert"]),
        ("\x1b[2", ["left_square_bracket", "2"]),
    ],
)
def test_keys_with_alt_and_escape(sent: str, keys: list[str]) -> None:
    assert typed(sent) == keys


@pytest.mark.parametrize("sent", ["\x1b[2^", "\x1b[G", "\x1bOE", "\x1b[32;10;5M", "\x1b[M !!"])
def test_a_key_that_is_not_known_is_no_other_key(sent: str) -> None:
    assert typed(sent, "j") == ["j"], "the letters of an unknown sequence were typed"


def test_an_arrow_after_escape_is_two_keys_when_they_come_apart() -> None:
    cutter = Cutter()
    assert [piece.text for piece in cutter.feed("\x1b") + cutter.feed("\x1b[D")] == ["\x1b", "\x1b[D"]
