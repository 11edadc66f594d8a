"""A line of two kilobytes a second and three hundred milliseconds: keys do not queue up, the end is right."""

from __future__ import annotations

import time

import pytest
from system_reader import Home, Program, SlowProgram, body_of, is_there, press, rest, text_of

from tui.library import Library

SSH = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22", "SSH_TTY": "/dev/pts/0"}


def slow(home: Home, *arguments: str) -> SlowProgram:
    program = home.start(*arguments, kind=SlowProgram, env=SSH)
    assert isinstance(program, SlowProgram)
    assert program.wait_for(lambda: is_there(text_of(program)), 60)
    settle(program)
    return program


def settle(program: Program, seconds: float = 40.0) -> None:
    """Wait until nothing more comes over the line."""
    assert isinstance(program, SlowProgram)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = program.taken
        program.pump(0.8)
        if program.taken == seen and not program.backlog:
            return


def type_on(program: Program, keys: str, pause: float = 0.05) -> None:
    for key in keys:
        program.send(key.encode())
        program.pump(pause)


def test_held_down_keys_do_not_queue_up(home: Home) -> None:
    program = slow(home)
    before = program.taken
    worst = 0
    for key in "j" * 12 + "k" * 11 + "jjkk" * 4:
        program.send(key.encode())
        program.pump(0.05)
        worst = max(worst, program.backlog)
    # Less is on its way than the line carries in some seconds, however many keys were pressed.
    assert worst < 12_000, f"{worst} bytes were on their way"
    settle(program)
    assert program.taken - before < 40_000
    shown = body_of(program)
    quick = home.read()
    press(quick, "j")
    rest(quick)
    assert body_of(quick).splitlines()[2:] == shown.splitlines()[2:]


def test_what_is_marked_over_a_slow_line_is_marked(home: Home) -> None:
    program = slow(home)
    type_on(program, "sjsjsjs")
    settle(program)
    with Library.open(home.library) as library:
        assert library.counts().starred == 4
    program.send(b"q")
    assert program.ended(30) == 0
    program.pump(4.0)
    assert program.restored == []


def marked_rows(program: Program) -> list[int]:
    """Rows of the screen in which a cell beside the list's marks is drawn in reverse."""
    buffer = program.screen().screen.buffer
    return [y for y in range(1, 38) if buffer[y][2].reverse and buffer[y][2].data == ">"]


def barred_rows(program: Program) -> list[int]:
    buffer = program.screen().screen.buffer
    return [y for y in range(1, 38) if buffer[y][20].reverse]


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}, {"TERM": "vt220"}])
def test_a_marker_is_seen_in_every_terminal(home: Home, colour: dict[str, str]) -> None:
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text('cursor = "marker"\n')
    program = home.read(env=colour)
    press(program, "1", "g", "g")
    for key, row in (("j", 2), ("j", 3), ("k", 2)):
        press(program, key)
        assert (marked_rows(program), barred_rows(program)) == ([row], [])
    press(program, "2")
    cell = program.screen().screen.buffer[2][2]
    assert (cell.data, cell.underscore, cell.reverse) == (">", True, False), "the focus is elsewhere"


def test_a_line_found_slow_gets_a_marker_and_has_it_at_the_next_start(home: Home) -> None:
    program = slow(home)
    type_on(program, "jj")
    settle(program)
    assert (marked_rows(program), barred_rows(program)) == ([3], [])
    program.send(b"q")
    assert program.ended(30) == 0
    program.pump(4.0)
    again = home.start(kind=SlowProgram, env=SSH)
    assert again.wait_for(lambda: text_of(again).count("\n") > 0 and bool(marked_rows(again)), 30)
    assert barred_rows(again) == []
    settle(again)
    assert (marked_rows(again), barred_rows(again)) == ([3], [])


def test_quitting_over_a_slow_line_does_not_wait_for_it(home: Home) -> None:
    program = slow(home)
    type_on(program, "jjjjjjjj]]]}}}tq")
    program.send(b"\x11")
    assert program.ended(20) == 0


def test_a_line_measured_as_slow_is_told_so(home: Home) -> None:
    """`link = slow` moves the list in greater steps and lets the article rest; nothing is lost by it."""
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text('link = "slow"\n')
    program = slow(home)
    type_on(program, "jjjj")
    settle(program)
    left = body_of(program)
    program.send(b"q")
    assert program.ended(30) == 0
    program.pump(4.0)
    assert program.restored == []
    again = home.read(env=SSH)
    assert again.wait_for(lambda: body_of(again) == left), text_of(again)
