"""Signals, hang-ups, odd streams and odd terminals: the terminal is given back, the place is kept, nobody stays."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from system_reader import (
    ESC,
    Home,
    Program,
    body_of,
    command,
    eventually,
    is_there,
    press,
    rest,
    text_of,
)

from tui.library import Library


def ended_clean(program: Program, home: Home, status: int) -> None:
    """It ended with this status, gave the terminal back, left nobody behind and showed no traceback."""
    assert program.ended() == status, program.output[-2000:]
    assert program.restored == []
    assert b"Traceback" not in program.output
    assert eventually(lambda: not home.processes()), home.processes()


@pytest.mark.parametrize(
    ("signum", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_the_reader_and_the_place_is_kept(home: Home, signum: int, status: int) -> None:
    first = home.read()
    press(first, "j", "j", "2", "]")
    left = body_of(first)
    first.process.send_signal(signum)
    ended_clean(first, home, status)
    again = home.read()
    assert again.wait_for(lambda: body_of(again) == left), text_of(again)


def test_a_signal_before_the_panes_are_there_leaves_a_terminal_in_order(home: Home) -> None:
    for wait in (0.02, 0.06, 0.1, 0.15, 0.2, 0.3):
        program = home.start()
        program.pump(wait)
        program.process.send_signal(signal.SIGTERM)
        # Killed by it while Python itself is only starting and no one has touched the terminal.
        assert program.ended() in (143, -signal.SIGTERM)
        assert program.restored == []
        assert b"Traceback" not in program.output
    assert eventually(lambda: not home.processes())


@pytest.mark.parametrize("ignored", [False, True])
def test_a_hang_up_ends_reader_and_worker(home: Home, empty_home: Home, ignored: bool) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN) if ignored else None
    try:
        program = home.read()
    finally:
        if before is not None:
            signal.signal(signal.SIGHUP, before)
    press(program, "j", "s")
    os.close(program.master)
    os.close(program.slave)
    assert program.process.wait(10) == 129
    assert eventually(lambda: not home.processes())
    with Library.open(home.library) as library:
        assert library.counts().starred == 1


def test_the_worker_ends_with_the_reader(empty_home: Home) -> None:
    # An empty library is given the sample articles, and the worker begins with them.
    program = empty_home.read()
    assert program.wait_for(lambda: bool(empty_home.workers()))
    program.process.send_signal(signal.SIGTERM)
    ended_clean(program, empty_home, 143)
    program = empty_home.read()
    program.wait_for(lambda: bool(empty_home.workers()), 3)
    program.process.kill()
    assert program.ended() == -signal.SIGKILL
    assert eventually(lambda: not empty_home.processes()), "the worker outlived a reader that was killed"


def test_stopped_and_continued_by_a_shell(home: Home) -> None:
    """Ctrl-Z in a shell with job control, then fg: the shell's screen in between, the reader's after it."""
    program = home.start(whole=["/bin/sh", "-i"], env={"PS1": "prompt> ", "ENV": None})
    program.pump(0.3)
    program.send(" ".join(command()).encode() + b"\n")
    assert program.wait_for(lambda: is_there(text_of(program)))
    press(program, "j", "2", "]")
    before = body_of(program)
    program.send(b"\x1a")
    assert program.wait_for(lambda: "topped" in text_of(program))
    press(program, "echo alive-$((40+2))\n")
    assert program.shows("alive-42")
    program.send(b"fg\n")
    assert program.wait_for(lambda: body_of(program) == before), text_of(program)
    press(program, "q")
    assert program.shows("prompt>")
    program.send(b"exit\n")
    assert program.ended() == 0


def test_ctrl_z_with_no_shell_above_says_so_and_goes_on(home: Home) -> None:
    """Where nobody could continue it, the reader does not stop: it would hang dead."""
    program = home.read()
    press(program, "j")
    program.send(b"\x1a")
    program.pump(0.6)
    assert stat_of(program.process.pid) != "T"
    before = text_of(program)
    press(program, "j")
    assert text_of(program) != before
    press(program, "q")
    ended_clean(program, home, 0)


def stat_of(pid: int) -> str:
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0]


@pytest.mark.parametrize("how", ["null", "closed", "pipe"])
def test_without_a_keyboard_there_is_a_sentence(home: Home, how: str) -> None:
    if how == "closed":
        program = home.start(whole=["sh", "-c", 'exec "$@" <&-', "sh", *command()])
    elif how == "null":
        with open(os.devnull, "rb") as nothing:
            program = home.start(stdin=nothing.fileno())
    else:
        reading, writing = os.pipe()
        program = home.start(stdin=reading)
        os.close(reading)
        os.close(writing)
    assert program.ended() == 1
    assert b"standard input" in program.output
    assert b"\x1b" not in program.output
    assert b"Traceback" not in program.output
    assert program.restored == []


def test_a_keyboard_that_goes_away_while_reading_ends_it(home: Home) -> None:
    program = home.read()
    press(program, "j")
    os.close(program.master)
    os.close(program.slave)
    assert program.process.wait(10) == 129
    assert eventually(lambda: not home.processes())


def test_standard_error_may_go_nowhere(home: Home) -> None:
    with open(os.devnull, "wb") as nowhere:
        program = home.read(stderr=nowhere.fileno())
    press(program, "j", "q")
    ended_clean(program, home, 0)


def test_any_bytes_typed_are_survived(home: Home) -> None:
    program = home.read()
    program.send(
        b"\xff\xfe\xc3(\xf0\x28\x8c\x28\x80\x9b\x1b[99999999999999u\x1b[1;1;1;1;1;1u\x1b]52;c;x\x07\x1bPq\x1b\\"
    )
    program.pump(0.3)
    program.send(bytes(range(0x80, 0x100)) * 20)
    program.pump(0.5)
    program.send(b"\x1b[<0;999;999M\x1b[M\xff\xff\xff\x1b[200~pasted \x1b[31m\x00 text\x1b[201~\x1b[I\x1b[O")
    program.pump(0.5)
    assert program.process.poll() is None
    press(program, ESC, ESC)
    program.send(b"\x11")
    ended_clean(program, home, 0)
    assert not home.log.exists() or b"---" not in home.log.read_bytes()


def test_a_window_dragged_about_ends_in_the_right_picture(home: Home) -> None:
    program = home.read()
    press(program, "j", "2")
    before = body_of(program)
    for step in range(120):
        program.resize(10 + step, 3 + step % 40)
        program.pump(0.002)
    program.resize(120, 40)
    rest(program, 0.4)
    program.output = b""
    program.send(b"\x0c")
    assert program.wait_for(lambda: body_of(program) == before), text_of(program)
    press(program, "q")
    ended_clean(program, home, 0)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (1, 40), (300, 2)])
def test_any_size_is_lived_with(home: Home, size: tuple[int, int]) -> None:
    program = home.start(size=size)
    assert program.wait_for(lambda: b"\x1b[?1049h" in program.output)
    rest(program, 0.5)
    press(program, "j", "2", "]", "}", "t", ESC, "?", ESC, ":", ESC)
    quiet = len(program.output)
    program.pump(0.6)
    assert len(program.output) == quiet, "it never rests"
    program.resize(120, 40)
    assert program.shows("articles")
    program.send(b"\x11")
    ended_clean(program, home, 0)


@pytest.mark.parametrize("term", ["vt100", "linux", "screen", "tmux-256color", "xterm", "no-such-terminal"])
def test_every_terminal_shows_the_reader(home: Home, term: str) -> None:
    program = home.read(env={"TERM": term}, answers={})
    press(program, "j", "2")
    if term == "vt100":
        assert b"38;5" not in program.output
        assert b"38;2" not in program.output
    press(program, "q")
    ended_clean(program, home, 0)


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_terminal_that_cannot_draw_gets_a_sentence(home: Home, term: str | None) -> None:
    program = home.start(env={"TERM": term, "COLORTERM": "truecolor"})
    assert program.ended() == 1
    assert b"newsread list" in program.output
    assert b"\x1b" not in program.output
    assert b"Traceback" not in program.output


def test_no_color_means_no_colour(home: Home) -> None:
    program = home.read(env={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    press(program, "j", "2", "]", "t", ESC)
    import re

    looks = {code for run in re.findall(rb"\x1b\[([0-9;]*)m", program.output) for code in run.split(b";")}
    assert not looks & {
        b"%d" % code for code in (*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108))
    }


@pytest.mark.parametrize("locale", ["C", "POSIX", "ar_SA.ISO-8859-6", "no-such-locale"])
def test_the_locale_does_not_matter(home: Home, locale: str) -> None:
    reference = home.read()
    rest(reference)
    program = home.read(
        env={"LANG": locale, "LC_ALL": locale, "PYTHONUTF8": None, "PYTHONCOERCECLOCALE": "0"}
    )
    assert program.wait_for(lambda: body_of(program) == body_of(reference)), text_of(program)
    press(program, "q")
    assert program.ended() == 0


def test_quitting_after_a_burst_of_keys_is_heard(home: Home) -> None:
    program = home.read()
    program.send(b"j" * 200 + b"k" * 150 + b"q")
    ended_clean(program, home, 0)


def test_it_does_not_spin(home: Home) -> None:
    program = home.read()
    rest(program, 1.0)

    def used() -> float:
        with open(f"/proc/{program.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before, size = used(), len(program.output)
    program.pump(2.0)
    assert used() - before < 1.0
    assert len(program.output) == size


def test_killed_outright_it_can_be_started_again_as_of_the_last_mark(home: Home) -> None:
    program = home.read()
    press(program, "s", "j", "s")
    program.process.kill()
    program.ended()
    with Library.open(home.library) as library:
        assert library.counts().starred == 2
    press(home.read(), "q")


def test_a_program_that_reads_its_output_no_more_is_no_error(home: Home) -> None:
    result = subprocess.run(
        ["sh", "-c", '"$@" | head -1 >/dev/null; echo done', "sh", *command("list", "--json")],
        env={**os.environ, **home.environment, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.stdout == b"done\n"
    assert result.stderr == b""
