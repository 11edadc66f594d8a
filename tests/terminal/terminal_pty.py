"""A program in a pty, its screen rebuilt with pyte; for the tests of this room."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1bP[^\x1b]*\x1b\\|\x1b\[[0-9;]*q"
)
Answers = Mapping[bytes, bytes]

XTERM: Answers = {
    b"\x1b[>q": b"\x1bP>|XTerm(379)\x1b\\",
    b"\x1b[=c": b"\x1bP!|00000000\x1b\\",
    b"\x1b[>c": b"\x1b[>41;379;0c",
    b"\x1b[8$p": b"\x1b[8;0$y",
    b"\x1b[?2026$p": b"\x1b[?2026;0$y",
    b"\x1b[c": b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    b"\x1b[5n": b"\x1b[0n",
}


class Screen:
    """What a terminal of some size shows after some bytes."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)

    def feed(self, data: bytes) -> None:
        self.stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    @property
    def lines(self) -> list[str]:
        return list(self.screen.display)


class Program:
    """A program running in a pty of its own, in a session of its own.

    Args:
        command: what to run.
        answers: question -> answer of the terminal it believes to talk to.
        delay: seconds every answer takes.
        late: question -> seconds its answer takes instead.
        env: changes to the environment; None removes a variable.
    """

    def __init__(
        self,
        command: list[str],
        *,
        size: tuple[int, int] = (100, 30),
        answers: Answers | None = None,
        delay: float = 0.0,
        late: Mapping[bytes, float] | None = None,
        env: Mapping[str, str | None] | None = None,
        stdin: int | None = None,
        stderr: int | None = None,
    ) -> None:
        self.size = size
        self.answers = XTERM if answers is None else answers
        self.delay = delay
        self.late = {} if late is None else late
        self.output = b""
        self._asked = 0
        self._due: list[tuple[float, bytes]] = []
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.settings = termios.tcgetattr(slave)
        self.slave = slave
        environ = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLORTERM", "TMUX", "STY")}
        environ = {k: v for k, v in environ.items() if not k.startswith(("SSH_", "TERM_", "LC_TERM", "VTE_"))}
        changes = {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"} | dict(env or {})
        for key, value in changes.items():
            if value is None:
                environ.pop(key, None)
            else:
                environ[key] = value

        def own_terminal() -> None:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command,
            stdin=slave if stdin is None else stdin,
            stdout=slave,
            stderr=slave if stderr is None else stderr,
            env=environ,
            cwd=ROOT,
            preexec_fn=own_terminal,
        )

    def pump(self, seconds: float) -> None:
        """Read what comes for so long, answering questions."""
        end = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            while self._due and self._due[0][0] <= now:
                self.send(self._due.pop(0)[1])
            left = min([end - now, *(due - now for due, _ in self._due[:1])])
            if end - now <= 0:
                return
            if select.select([self.master], [], [], max(0.0, left))[0]:
                try:
                    data = os.read(self.master, 65536)
                except OSError:
                    return
                self.output += data
                self._answer()

    def _answer(self) -> None:
        while True:
            found = [
                (self.output.find(q, self._asked), q)
                for q in self.answers
                if self.output.find(q, self._asked) >= 0
            ]
            if not found:
                return
            at, question = min(found)
            self._asked = at + len(question)
            delay = self.late.get(question, self.delay)
            self._due.append((time.monotonic() + delay, self.answers[question]))
            self._due.sort()

    @property
    def owed(self) -> set[bytes]:
        """The answers still on their way."""
        return {answer for _, answer in self._due}

    def wait_for(self, what: Callable[[], bool], seconds: float = 10.0) -> bool:
        """Pump until something is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return True
            self.pump(0.02)
        return what()

    def shows(self, text: str, seconds: float = 10.0) -> bool:
        """Pump until the screen shows a text."""
        return self.wait_for(lambda: any(text in line for line in self.screen().lines), seconds)

    def ended(self, seconds: float = 10.0) -> int | None:
        """Pump until the program has ended; its exit status."""
        self.wait_for(lambda: self.process.poll() is not None, seconds)
        if self.process.poll() is not None:
            self.pump(0.05)
        return self.process.returncode

    def screen(self) -> Screen:
        screen = Screen(*self.size)
        screen.feed(self.output)
        return screen

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def resize(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def restored(self) -> list[str]:
        """Modes still set at the end, line settings included; empty if all was put back."""
        left = []
        for mode in ("1049", "1000", "1003", "1006", "2004", "1004", "2026"):
            on, off = (
                self.output.rfind(f"\x1b[?{mode}h".encode()),
                self.output.rfind(f"\x1b[?{mode}l".encode()),
            )
            if on > off:
                left.append(mode)
        if self.output.rfind(b"\x1b[?25l") > self.output.rfind(b"\x1b[?25h"):
            left.append("cursor")
        if self.output.rfind(b"\x1b[8l") > self.output.rfind(b"\x1b[8h"):
            left.append("direction")
        if termios.tcgetattr(self.slave)[:6] != self.settings[:6]:
            left.append("line settings")
        return left

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for fd in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(fd)


def demo(*arguments: str) -> list[str]:
    """The command that runs the small app of these tests."""
    return [sys.executable, str(Path(__file__).with_name("reader_demo.py")), *arguments]
