"""The terminal changing hands: whenever a signal comes, it is given back."""

from __future__ import annotations

import sys

import pytest
from terminal_pty import Program

# Takes the terminal and gives it back, and is told to end the moment after it has written `sys.argv[1]`.
TOLD_TO_END = r"""
import os, signal, sys, time
from tui.terminal import session, tty
mark, write = sys.argv[1].encode().decode("unicode_escape"), tty.Tty.write
def told(self, data):
    write(self, data)
    if mark in data:
        os.kill(os.getpid(), signal.SIGTERM)
tty.Tty.write = told
taken = session.prepare("explicit")
taken.enter()
print("taken", file=sys.stderr)
taken.leave()
time.sleep(30)
"""


@pytest.mark.parametrize("mark", [r"\x1b[?1049h", r"\x1b[?1049l"])
def test_a_signal_right_after_the_terminal_was_taken_or_given_back_leaves_it_in_order(mark: str) -> None:
    program = Program([sys.executable, "-c", TOLD_TO_END, mark])
    try:
        assert program.ended() == 143, program.output
        assert b"\x1b[?1049h" in program.output
        assert program.restored == []
        assert program.output.count(b"\x1b[<u") == 1, "the keyboard's way of before is asked back once"
    finally:
        program.close()


def test_a_signal_while_the_terminal_takes_no_output_leaves_it_in_order() -> None:
    script = TOLD_TO_END.replace(
        "taken.leave()",
        "finish = tty.Tty.finish\n"
        "def waits(self, patience):\n"
        "    tty.Tty.finish = finish\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    return finish(self, patience)\n"
        "tty.Tty.finish = waits\n"
        "taken.leave()",
    )
    program = Program([sys.executable, "-c", script, "nothing"])
    try:
        assert program.ended() == 143, program.output
        assert program.restored == []
    finally:
        program.close()
