"""The terminal device: its descriptors, its line settings, reading and writing that never waits.

Imports nothing that takes long: it is waited for by whoever started the program.
"""

from __future__ import annotations

import errno
import os
import select
import termios
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_IFLAG, _LFLAG, _CC = 0, 3, 6


class NoTerminal(Exception):
    """There is no terminal to read keys from or to draw on; the message says what to do."""


def _is_terminal(fd: int) -> bool:
    try:
        return os.isatty(fd)
    except OSError:
        return False


class Tty:
    """A terminal opened for full-screen use.

    Args:
        input_fd: descriptor keys are read from.
        output_fd: descriptor that is drawn on.

    The output is opened anew from the same device where that is allowed, so that making it non-blocking does not
    change the descriptor shared with the shell.
    """

    def __init__(self, input_fd: int, output_fd: int, *, owned: tuple[int, ...] = ()) -> None:
        self.input_fd = input_fd
        self.base_fd = output_fd
        self._owned = list(owned)
        self.name = _name(output_fd) or _name(input_fd)
        self.output_fd = self._reopen()
        self._pending: list[bytes] = []
        self.pending_bytes = 0
        self._before: list[Any] | None = None
        self.hung_up = False
        self.on_blocked: Callable[[], None] | None = None

    @classmethod
    def open(cls, *, keyboard_elsewhere: bool = False) -> Tty:
        """Find the terminal among the standard streams.

        Args:
            keyboard_elsewhere: standard input has been read as a document; keys come from the controlling terminal.

        Raises:
            NoTerminal: there is none; the message is a sentence for the user.
        """
        owned: list[int] = []

        def controlling() -> int | None:
            if not owned:
                try:
                    owned.append(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC))
                except OSError:
                    return None
            return owned[0]

        keys: int | None = 0 if _is_terminal(0) else None
        if keys is None and keyboard_elsewhere:
            keys = controlling()
        if keys is None:
            raise NoTerminal(
                "newsread needs a terminal to read keys from, and standard input is not one."
                " Over SSH, ask for one with `ssh -t`; without one, `newsread list` and `show` print plain lines."
            )
        screen = next((fd for fd in (1, 2) if _is_terminal(fd)), None)
        if screen is None:
            screen = controlling()
        if screen is None:
            screen = keys
        return cls(keys, screen, owned=tuple(owned))

    def _reopen(self) -> int:
        for path in (self.name, "/dev/tty"):
            if not path:
                continue
            try:
                fd = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
            except OSError:
                continue
            if os.isatty(fd):
                self._owned.append(fd)
                return fd
            os.close(fd)
        return self.base_fd

    # -- size and line settings ----------------------------------------------------------------------------

    def size(self) -> tuple[int, int]:
        """Columns and rows; 80x24 where the terminal does not know."""
        for fd in (self.base_fd, self.input_fd):
            try:
                columns, rows = os.get_terminal_size(fd)
            except OSError:
                continue
            if columns > 0 and rows > 0:
                return columns, rows
        return 80, 24

    def raw(self) -> None:
        """Hand every byte typed to us at once, unechoed; remembers the settings found the first time."""
        try:
            settings = termios.tcgetattr(self.input_fd)
        except termios.error:
            return
        if self._before is None:
            self._before = [*settings[:_CC], list(settings[_CC])]
        settings[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        settings[_IFLAG] &= ~(
            termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP
        )
        settings[_CC][termios.VMIN], settings[_CC][termios.VTIME] = 1, 0
        self._set(settings)

    def cooked(self, *, discard_input: bool = True) -> None:
        """Put back the line settings `raw` found; by default what was typed and not read is thrown away."""
        if self._before is None:
            return
        self._set(self._before, discard_input=discard_input)
        self._before = None

    def _set(self, settings: list[Any], *, discard_input: bool = False) -> None:
        try:
            if discard_input:
                termios.tcflush(self.input_fd, termios.TCIFLUSH)
            termios.tcsetattr(self.input_fd, termios.TCSANOW, settings)
        except termios.error:
            return  # gone, which is noticed by reading from it

    # -- input ---------------------------------------------------------------------------------------------

    def read(self) -> bytes:
        """Read what has been typed; b"" means the terminal is gone."""
        try:
            return os.read(self.input_fd, 65536)
        except (BlockingIOError, InterruptedError):
            return b"\0"
        except OSError:
            self.hung_up = True
            return b""

    def wait_readable(self, seconds: float) -> bool:
        """Wait until something was typed, at most so many seconds."""
        try:
            return bool(select.select([self.input_fd], [], [], max(0.0, seconds))[0])
        except OSError:
            return False

    # -- output --------------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Send text to the terminal without ever waiting for it; what does not fit goes out with `drain`."""
        if not data or self.hung_up:
            return
        raw = data.encode("utf-8", "ignore")
        self._pending.append(raw)
        self.pending_bytes += len(raw)
        self.drain()

    def drain(self) -> bool:
        """Write as much as the terminal takes now.

        Returns:
            True if nothing is left to write.
        """
        while self._pending:
            raw = self._pending[0]
            try:
                count = os.write(self.output_fd, raw)
            except BlockingIOError:
                if self.on_blocked is not None:
                    self.on_blocked()
                return False
            except InterruptedError:
                continue
            except OSError as error:
                if error.errno not in (errno.EIO, errno.ENXIO, errno.EBADF, errno.EPIPE):
                    raise
                self.hung_up = True
                self.drop()
                return True
            self.pending_bytes -= count
            if count == len(raw):
                del self._pending[0]
            else:
                self._pending[0] = raw[count:]
        return True

    def drop(self) -> None:
        """Forget what has not been written yet."""
        self._pending.clear()
        self.pending_bytes = 0

    def finish(self, seconds: float) -> bool:
        """Write what is left, waiting for the terminal at most so many seconds; False if it did not take all."""
        end = time.monotonic() + seconds
        while not self.drain():
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                select.select([], [self.output_fd], [], left)
            except OSError:
                return False
        return True

    def close(self) -> None:
        """Close the descriptors opened here."""
        for fd in self._owned:
            try:
                os.close(fd)
            except OSError:
                continue
        self._owned.clear()


def _name(fd: int) -> str:
    try:
        return os.ttyname(fd)
    except OSError:
        return ""
