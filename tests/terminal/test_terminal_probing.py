"""Asking the terminal: what is asked, what is remembered, what `newsread doctor` makes of it."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_pty import XTERM, Program, demo

KONSOLE = XTERM | {b"\x1b[=c": b"\x1bP!|7E4B4445\x1b\\", b"\x1b[>c": b"\x1b[>1;221203;0c"}
PUTTY = {k: v for k, v in XTERM.items() if k not in (b"\x1b[=c", b"\x1b[>q")} | {
    b"\x1b[>c": b"\x1b[>0;136;0c"
}
UNKNOWN = {b"\x1b[c": b"\x1b[?1;2c", b"\x1b[5n": b"\x1b[0n"}


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    programs: list[Program] = []

    def begin(command: list[str] | None = None, **options) -> Program:
        env = {"XDG_RUNTIME_DIR": str(tmp_path)} | options.pop("env", {})
        program = Program(command or demo(), env=env, **options)
        programs.append(program)
        return program

    yield begin
    for program in programs:
        program.close()


def twice(times: int = 2) -> list[str]:
    """A shell that runs the small app several times in the same terminal."""
    return ["sh", "-c", "; ".join([f"{' '.join(demo())}; echo over {n}" for n in range(times)])]


def test_the_second_start_in_a_session_asks_nothing(start, tmp_path) -> None:
    program = start(twice(), answers=KONSOLE)
    assert program.shows("ready")
    assert b"\x1b[c" in program.output
    assert b"\x1b]50;BidiRenderingEnabled=false\x07" in program.output
    program.send(b"q")
    assert program.shows("over 0")
    program.output = b""
    assert program.shows("ready")
    assert b"\x1b[c" not in program.output
    assert b"\x1b]50;BidiRenderingEnabled=false\x07" in program.output
    program.send(b"q")
    assert program.shows("over 1")
    assert b"\x1b]50;BidiRenderingEnabled=true\x07" in program.output
    kept = tmp_path / "newsread-terminals"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_next_session_from_the_same_place_begins_with_a_guess_and_asks(start) -> None:
    first = start(answers=PUTTY)
    assert first.shows("ready")
    first.pump(0.3)
    second = start(answers={})
    assert second.wait_for(lambda: "\u2800".encode() in second.output), (
        "rows are written for the terminal last seen here"
    )
    assert b"\x1b[c" in second.output


def test_what_it_has_drawn_is_waited_for_though_who_it_is_was_answered_since(start) -> None:
    program = start(delay=0.4, late={b"\x1b[5n": 0.7}, env={"SSH_CONNECTION": "::1 1 ::1 22"})
    assert program.shows("ready")
    assert program.wait_for(lambda: program.owed == {b"\x1b[0n"})
    program.send(b"q")
    assert program.ended() == 0
    assert not program.owed, "the answer would have been typed into the shell"


def test_an_answer_that_comes_late_is_heeded(start) -> None:
    program = start(answers=KONSOLE, delay=1.0)
    assert program.shows("ready")
    assert b"\x1b]50;" not in program.output
    assert program.wait_for(lambda: b"\x1b]50;BidiRenderingEnabled=false\x07" in program.output)
    shown = program.output.rfind(b"\x1b]50;BidiRenderingEnabled=false\x07")
    assert b"\x1b[2J" in program.output[shown:], "the screen is drawn again under the new direction"
    assert program.shows("ready")
    program.send(b"q")
    assert program.ended() == 0
    assert b"\x1b]50;BidiRenderingEnabled=true\x07" in program.output
    assert program.restored == []


def test_only_a_terminal_the_first_answers_leave_open_is_asked_further(start) -> None:
    known = start(answers=XTERM)
    assert known.shows("ready")
    known.pump(0.3)
    assert b"\x1b[>q" not in known.output
    unknown = start(answers=UNKNOWN, env={"TERM": "xterm"})
    assert unknown.shows("ready")
    assert unknown.wait_for(lambda: b"\x1b[>q" in unknown.output)
    assert unknown.shows("ready")


def test_a_terminal_that_prints_letters_at_questions_shows_none_of_them(start) -> None:
    """Apple's Terminal prints the last letter of a request for a mode."""
    program = start(answers=UNKNOWN, env={"TERM": "xterm"})
    assert program.shows("ready")
    program.wait_for(lambda: b"\x1b[8$p" in program.output)
    program.pump(0.3)
    clean = program.screen().lines
    program.output = program.output.replace(b"$p", b"$pp")
    assert program.screen().lines == clean


def test_what_the_user_chose_is_not_asked_for(start) -> None:
    code = "from tui.terminal.session import prepare; s = prepare('inverse'); print(s.terminal.mode, s.terminal.name)"
    program = start([sys.executable, "-c", code])
    program.ended()
    assert b"\x1b[c" not in program.output
    assert b"inverse" in program.output


def doctor(bidi: str = "auto") -> list[str]:
    code = (
        "from tui.terminal.doctor import examine\n"
        "saved = []\n"
        f"for line in examine({bidi!r}, save_mode=saved.append): print(line)\n"
        "print('saved', saved)"
    )
    return [sys.executable, "-c", code]


def test_the_doctor_says_what_it_found_and_keeps_what_reads_right(start) -> None:
    program = start(doctor(), answers=PUTTY)
    assert program.shows("Does this read right?")
    assert program.shows("PuTTY")
    assert program.shows("(inverse)")
    program.send(b"n\n")
    assert program.shows("(explicit)")
    program.send(b"y\n")
    assert program.shows("saved ['explicit']")
    program.ended()
    assert program.restored == []


def test_the_mode_found_is_kept_as_automatic(start) -> None:
    program = start(doctor(), answers=KONSOLE)
    assert program.shows("(explicit)")
    program.send(b"y\n")
    assert program.shows("saved ['auto']"), program.output[-1500:]


def test_the_doctor_leaves_things_alone_when_told_to(start) -> None:
    program = start(doctor(), answers=XTERM)
    assert program.shows("Does this read right?")
    program.send(b"q\n")
    assert program.shows("saved []")
    assert program.shows("nothing changed")


def test_the_doctor_prints_the_line_for_tmux(start) -> None:
    program = start(
        doctor(), answers=XTERM, env={"TERM": "tmux-256color", "TMUX": "/nowhere,1,0"}, size=(140, 30)
    )
    assert program.shows("set -as terminal-overrides ',*:smcup=\\E[8l\\E[?1049h:rmcup=\\E[?1049l\\E[8h'")
    assert program.shows("~/.tmux.conf")
