"""The driver in a real pty: signals, bad input, odd streams, slow lines.  No test asserts a time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from terminal_pty import XTERM, Program, demo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux pseudo-terminals")


@pytest.fixture
def started() -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.close()


def run(started: list[Program], *arguments: str, **options) -> Program:
    program = Program(demo(*arguments), **options)
    started.append(program)
    return program


def ready(started: list[Program], *arguments: str, **options) -> Program:
    program = run(started, *arguments, **options)
    assert program.shows("ready"), program.output[-2000:]
    return program


@pytest.mark.parametrize(
    ("signum", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_it_with_the_terminal_restored(started, signum, status) -> None:
    program = ready(started)
    program.process.send_signal(signum)
    assert program.ended() == status
    assert program.restored == []
    assert b"Traceback" not in program.output


def test_quitting_restores_the_terminal(started) -> None:
    program = ready(started)
    program.send(b"q")
    assert program.ended() == 0
    assert program.restored == []


def test_an_app_that_hangs_is_ended_by_a_signal_all_the_same(started) -> None:
    program = ready(started)
    program.send(b"h")
    program.pump(0.3)
    program.process.send_signal(signal.SIGTERM)
    assert program.ended() == 143
    assert program.restored == []


def test_an_error_in_the_app_restores_the_terminal(started) -> None:
    program = ready(started)
    program.send(b"b")
    assert program.ended() == 1
    assert program.restored == []
    left = program.output.rfind(b"\x1b[?1049l")
    assert b"broken on purpose" in program.output[left:]


@pytest.mark.parametrize("ignored", [False, True])
def test_a_hang_up_ends_it_even_where_the_signal_is_ignored(started, ignored) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN) if ignored else None
    try:
        program = ready(started)
    finally:
        if before is not None:
            signal.signal(signal.SIGHUP, before)
    os.close(program.master)
    os.close(program.slave)
    assert program.process.wait(10) == 129


def test_after_a_stop_everything_is_drawn_again(started) -> None:
    program = Program(["/bin/sh", "-i"], env={"PS1": "prompt> ", "ENV": None})
    started.append(program)
    assert program.shows("prompt>")
    program.send(" ".join(demo()).encode() + b"\n")
    assert program.shows("ready")
    before = program.screen().lines
    program.send(b"\x1a")
    assert program.shows("prompt>")
    assert not {"1049", "1000", "2004", "cursor"} & set(program.restored)
    mark = len(program.output)
    program.send(b"fg\n")
    assert program.wait_for(lambda: b"\x1b[?1049h" in program.output[mark:] and program.shows("ready"))
    assert program.screen().lines == before
    program.send(b"j")
    assert program.shows("key 'j'")


def test_bytes_that_are_no_text_are_survived(started) -> None:
    program = ready(started)
    program.send(
        b"\xff\xc3(\xf0\x28\x8c\x28\x00\x1b[99999999999999u\x1b[1;1;1;1;1;1u\x1b]52;c;x\x07\x1bPq\x1b\\"
    )
    program.send(bytes(range(0x80, 0x100)))
    program.pump(0.4)
    program.send(b"z")
    assert program.shows("key 'z'")
    program.send("ق".encode()[:1])
    program.pump(0.1)
    program.send("ق".encode()[1:])
    assert program.shows("key 'ق'")


def test_late_answers_never_become_keys(started) -> None:
    program = ready(started, answers={})
    program.pump(0.5)
    for answer in XTERM.values():
        program.send(answer[:3])
        for byte in answer[3:]:
            program.send(bytes([byte]))
        program.pump(0.15)
    assert program.shows("ready")
    # Once the last has come, whole ones that nobody asked for are dropped as well.
    for answer in XTERM.values():
        program.send(answer)
        program.pump(0.15)
    assert program.shows("ready")


@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_answers_over_a_slow_line_leave_no_trace(started, delay) -> None:
    program = ready(started, delay=delay, env={"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})
    program.pump(1.0)
    assert program.shows("ready")
    program.send(b"q")
    assert program.ended() == 0
    assert program.restored == []
    assert not program._due, "the terminal still owed an answer when the shell came back"


def test_a_window_being_dragged_ends_in_the_right_picture(started) -> None:
    program = ready(started)
    for step in range(60):
        program.resize(20 + step, 5 + step % 20)
        program.pump(0.003)
    program.resize(100, 30)
    program.output = b""
    assert program.shows("ready")
    program.pump(0.3)
    afresh = ready(started)
    assert program.screen().lines == afresh.screen().lines


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (20, 5)])
def test_the_smallest_screens_are_drawn_and_left_alone(started, size) -> None:
    program = run(started, size=size)
    assert program.wait_for(lambda: b"\x1b[?1049h" in program.output)
    program.pump(1.0)
    quiet = len(program.output)
    program.pump(0.5)
    assert len(program.output) == quiet
    program.resize(100, 30)
    assert program.shows("ready")


def test_it_draws_on_the_terminal_wherever_standard_error_goes(started) -> None:
    with open(os.devnull, "wb") as nowhere:
        ready(started, stderr=nowhere.fileno())


def test_without_a_keyboard_it_says_so(started) -> None:
    with open(os.devnull, "rb") as nothing:
        program = run(started, stdin=nothing.fileno())
        assert program.ended() not in (0, None)
    assert b"standard input" in program.output
    assert b"Traceback" not in program.output
    assert b"\x1b" not in program.output


def test_with_standard_input_closed_it_says_so(started) -> None:
    program = Program(["sh", "-c", 'exec "$0" "$1" <&-', *demo()])
    started.append(program)
    assert program.ended() not in (0, None)
    assert b"standard input" in program.output
    assert b"Traceback" not in program.output


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_terminal_that_cannot_draw_is_told_so(started, term) -> None:
    program = run(started, env={"TERM": term, "COLORTERM": "truecolor"})
    assert program.ended() not in (0, None)
    assert b"TERM is" in program.output
    assert b"\x1b" not in program.output
    assert b"Traceback" not in program.output


@pytest.mark.parametrize("term", ["linux", "vt100", "screen", "tmux-256color", "xterm"])
def test_plain_terminals_show_the_same(started, term) -> None:
    program = ready(started, env={"TERM": term})
    if term in ("linux", "vt100"):
        assert b"\x1b[>" not in program.output
        assert b"$p" not in program.output
    if term == "vt100":
        assert b"38;" not in program.output


def test_no_color_means_none(started) -> None:
    program = ready(started, env={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    assert b"38;" not in program.output
    assert b"48;" not in program.output


def test_an_idle_reader_sends_nothing(started) -> None:
    program = ready(started)
    program.pump(0.5)
    quiet = len(program.output)
    program.pump(1.0)
    assert len(program.output) == quiet


def test_keys_typed_while_it_starts_are_not_lost(started) -> None:
    program = run(started)
    assert program.wait_for(lambda: b"\x1b[c" in program.output)
    program.send(b"x")
    assert program.shows("key 'x'")


def test_a_line_that_takes_nothing_more_gets_the_newest_frame_in_the_end(started) -> None:
    program = ready(started)
    for _ in range(40):
        program.send(b"n")
        os.sched_yield()
    # Nothing is read for a while: the pty's buffer is full long before the fortieth page.
    import time

    time.sleep(1.5)
    before = len(program.output)
    program.pump(1.0)
    page = len(program.output) - before
    reference = ready(started)
    for _ in range(40):
        reference.send(b"n")
        reference.pump(0.1)
    reference.pump(0.5)
    assert program.screen().lines == reference.screen().lines
    assert page < (len(reference.output)) / 4


def test_a_line_that_is_full_before_the_app_runs_is_served_when_it_takes_more(started) -> None:
    program = run(started, size=(200, 60))
    import time

    time.sleep(2.0)  # nothing is read: the first frame does not fit the pty's buffer
    assert program.shows("ready")
    program.send(b"j")
    assert program.shows("key 'j'")


def test_being_stopped_by_a_signal_gives_the_terminal_back_and_continuing_takes_it_again(started) -> None:
    program = ready(started)
    before = program.screen().lines
    program.process.send_signal(signal.SIGTSTP)
    assert program.wait_for(lambda: os.waitpid(program.process.pid, os.WNOHANG | os.WUNTRACED)[0] != 0)
    program.pump(0.1)
    assert program.restored == []
    program.output += b"\x1b[2J\x1b[Hprompt$ fg"
    program.process.send_signal(signal.SIGCONT)
    assert program.shows("ready")
    assert program.screen().lines == before
