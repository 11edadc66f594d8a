"""The reader as its user has it: started by its own command, in directories of its own."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from terminal_pty import ROOT, Screen
from terminal_pty import Program as Pty

READY = "articles"
_WHOLE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]P])")
_OTHER_SCREEN = re.compile(rb"\x1b\[\?1049[hl]")


class Program(Pty):
    """A program in a pseudo-terminal whose screen is kept up to date as bytes come.

    pyte knows no second screen: changing to it or back shows here as a cleared one.
    """

    def __init__(self, command: list[str], **options: Any) -> None:
        super().__init__(command, **options)
        self._shown = Screen(*self.size)
        self._fed = 0

    def screen(self) -> Screen:
        if self._fed > len(self.output):
            self._shown, self._fed = Screen(*self.size), 0  # a test has begun to look anew
        new = self.output[self._fed :]
        begun = new.rfind(b"\x1b")
        if begun >= 0 and not _WHOLE.match(new, begun):
            new = new[:begun]
        self._fed += len(new)
        self._shown.feed(_OTHER_SCREEN.sub(b"\x1b[2J\x1b[H", new))
        return self._shown

    def wait_for(self, what: Callable[[], bool], seconds: float = 10.0) -> bool:
        # Looking at a screen costs more than waiting for it: only when something has come, or now and then.
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if what():
                return True
            seen, look_again = len(self.output), time.monotonic() + 0.15
            while len(self.output) == seen and time.monotonic() < look_again:
                self.pump(0.03)
        return what()

    def resize(self, columns: int, rows: int) -> None:
        self.screen()
        super().resize(columns, rows)
        self._shown.screen.resize(rows, columns)


def command(*arguments: str) -> list[str]:
    """The command line of the program under the interpreter of the tests."""
    return [sys.executable, "-m", "tui.start", *arguments]


class Home:
    """A user's directories, and what that user has started."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.data, self.config, self.state = path / "data", path / "config", path / "state"
        self.library = self.data / "newsread" / "library.db"
        self.settings = self.config / "newsread" / "config.toml"
        self.log = self.state / "newsread" / "newsread.log"
        self._programs: list[Program] = []

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.path),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CACHE_HOME": str(self.path / "cache"),
            "TZ": "UTC",
        }

    def start(
        self,
        *arguments: str,
        whole: list[str] | None = None,
        kind: Callable[..., Program] = Program,
        env: Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> Program:
        """Start the program in a terminal of its own; `whole` is another command line for it."""
        options.setdefault("size", (120, 40))
        program = kind(whole or command(*arguments), env={**self.environment, **(env or {})}, **options)
        self._programs.append(program)
        return program

    def read(self, *arguments: str, **options: Any) -> Program:
        """Start the reader and wait until it shows its panes."""
        program = self.start(*arguments, **options)
        assert program.wait_for(lambda: is_there(text_of(program))), (
            f"{program.output[-3000:]!r}\n{text_of(program)}"
        )
        rest(program, 0.1)
        return program

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a command of the program without a terminal."""
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            command(*arguments),
            env=environment,
            cwd=ROOT,
            capture_output=True,
            timeout=60,
            check=False,
            **options,
        )

    def processes(self) -> list[int]:
        """Running processes that have this user's directory in their environment or on their command line."""
        mark = os.fsencode(self.path)
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            with contextlib.suppress(OSError):
                if mark in (entry / "environ").read_bytes() + (
                    entry / "cmdline"
                ).read_bytes() and not _is_dead(entry):
                    found.append(int(entry.name))
        return found

    def workers(self) -> list[int]:
        """Running worker processes."""
        found = []
        for pid in self.processes():
            with contextlib.suppress(OSError):
                if b"tui.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
        return found

    def close(self) -> None:
        for program in self._programs:
            program.close()
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _is_dead(entry: Path) -> bool:
    return (entry / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"


def eventually(what: Callable[[], object], seconds: float = 10.0) -> bool:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return bool(what())


def rest(program: Program, quiet: float = 0.2, seconds: float = 10.0) -> None:
    """Pump until nothing has come for a while."""
    end = time.monotonic() + seconds
    size, since = len(program.output), time.monotonic()
    while (now := time.monotonic()) < end and now - since < quiet:
        program.pump(0.02)
        if len(program.output) != size:
            size, since = len(program.output), time.monotonic()


ESC = "\x1b[27u"
"""Esc as those terminals send it that tell it from Alt: a busy reader may read it together with the next key."""


def press(program: Program, *keys: str | bytes) -> None:
    """Press keys, each when the screen has come to rest."""
    for key in keys:
        program.send(key.encode() if isinstance(key, str) else key)
        rest(program)


def text_of(program: Program) -> str:
    """The screen, blanks at line ends left out."""
    return "\n".join(line.rstrip() for line in program.screen().lines)


def is_there(screen: str) -> bool:
    """Whether the app has drawn its screen: the list alone is there earlier, with nothing in the lines under it."""
    drawn = screen.rstrip("\n").count("\n")
    return READY in screen and drawn >= screen.count("\n") - 1


def body_of(program: Program) -> str:
    """The panes: not the counts above them nor the notices below, nor the mark of unread articles.

    An article whose end is in view comes to count as read after a while.
    """
    return "\n".join(text_of(program).splitlines()[1:-2]).replace("●", " ")


class SlowProgram(Program):
    """A program behind a line as SSH is: it takes everything at once and delivers it at its own pace.

    Args:
        rate: bytes a second towards the terminal.
        lag: seconds each way.
    """

    def __init__(
        self, command: list[str], *, rate: float = 2000.0, lag: float = 0.15, **options: Any
    ) -> None:
        self.rate = rate
        self.lag = lag
        self._coming: deque[tuple[float, bytes]] = deque()
        self._free_at = 0.0
        self._going: deque[tuple[float, bytes]] = deque()
        self.taken = 0
        super().__init__(command, **options)

    def send(self, data: bytes) -> None:
        self._going.append((time.monotonic() + self.lag, data))

    @property
    def backlog(self) -> int:
        """Bytes the program has written that are still on their way."""
        return self.taken - len(self.output)

    def pump(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            while self._due and self._due[0][0] <= now:
                self.send(self._due.pop(0)[1])
            while self._going and self._going[0][0] <= now:
                os.write(self.master, self._going.popleft()[1])
            while self._coming and self._coming[0][0] <= now:
                self.output += self._coming.popleft()[1]
                self._answer()
            if not select.select([self.master], [], [], 0.005)[0]:
                continue
            try:
                data = os.read(self.master, 65536)
            except OSError:
                time.sleep(0.005)
                continue
            self.taken += len(data)
            for start in range(0, len(data), 64):
                piece = data[start : start + 64]
                self._free_at = max(self._free_at, now) + len(piece) / self.rate
                self._coming.append((self._free_at + self.lag, piece))
