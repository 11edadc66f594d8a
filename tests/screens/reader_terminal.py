"""The reader in a pseudo-terminal: keys are pressed, and pyte rebuilds the screen a person would see."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

# Sequences pyte does not know and would print.
_FOREIGN = re.compile(
    rb"\x1b\](?:[^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$p"
)
KEYS = {
    "enter": b"\r",
    "tab": b"\t",
    "esc": b"\x1b",
    "space": b" ",
    "alt+left": b"\x1b[1;3D",
    "ctrl+o": b"\x0f",
}
PATIENCE = 60.0


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], columns: int, rows: int, environment: dict[str, str]) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self.output = b""
        self.status: int | None = None
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes_before = termios.tcgetattr(slave)
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.closerange(3, 256)
            os.execvpe(command[0], list(command), environment)
        self.master, self.slave = master, slave
        os.set_blocking(master, False)

    def read(self, seconds: float) -> bool:
        """Take in what comes within a time; False when nothing does."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        if b"\x1b[c" in data or b"\x1b[0c" in data:
            os.write(self.master, b"\x1b[?62;22c")
        data = self._rest + data
        cut = data.rfind(b"\x1b", max(0, len(data) - 64))
        self._rest = b""
        if cut >= 0 and not re.match(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[^\[\]P])", data[cut:]):
            data, self._rest = data[:cut], data[cut:]
        self._stream.feed(_FOREIGN.sub(b"", data))
        return True

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the screen has come to rest."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key.encode()))
            self.rest()

    def rest(self, quiet: float = 0.15) -> None:
        """Wait until nothing more is drawn."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.read(quiet):
            pass

    def until(self, condition: Callable[[str], bool]) -> str:
        """Wait until the screen shows something.

        Raises:
            AssertionError: with the screen, when it never does.
        """
        end = time.monotonic() + PATIENCE
        while not condition(self.text):
            assert time.monotonic() < end, f"never seen:\n{self.text}"
            self.read(0.1)
        return self.text

    @property
    def text(self) -> str:
        """The screen, blanks at line ends left out."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip() + "\n"

    def wait(self) -> int:
        """Wait for the program to end; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.status is None:
            self.read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"it does not end:\n{self.text}"
        while self.read(0):
            pass
        return self.status

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)
        os.close(self.slave)


def environment(home: Path) -> dict[str, str]:
    """An environment of its own, so that no setting of the machine is seen and none is changed."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def command(*arguments: str) -> list[str]:
    """The command line of the reader under the interpreter of the tests."""
    return [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", *arguments]
