"""One run's hold on the terminal: taken once, given back exactly once, whatever happens in between.

`prepare` finds the terminal and takes no longer than the few bytes it writes; `Session.enter` and
`Session.leave` are the only writers of the sequences that change the terminal's modes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Mapping

from tui.bidi.probe import Terminal
from tui.terminal.output import Cell, Painter
from tui.terminal.tty import NoTerminal, Tty

_MOUSE = ("1000", "1003", "1006")
_BASIC_TERMS = ("linux", "vt", "cons", "ansi", "sun", "wy", "adm")

_current: Session | None = None


def _set(modes: tuple[str, ...], on: bool) -> str:
    return "".join(f"\x1b[?{mode}{'h' if on else 'l'}" for mode in modes)


class Session:
    """A terminal in our hands.

    Args:
        tty: the device.
        terminal: what is known of the program at its other end.
        environ: the environment variables that describe it.
        mouse: whether mouse reports are asked for.
    """

    def __init__(
        self, tty: Tty, terminal: Terminal, environ: Mapping[str, str] | None = None, *, mouse: bool = True
    ) -> None:
        environ = os.environ if environ is None else environ
        self.tty = tty
        self.terminal = terminal
        term = environ.get("TERM", "")
        self.basic = term.startswith(_BASIC_TERMS)
        self.mouse = mouse and not self.basic
        self.active = False
        self.synchronised = False
        columns, rows = tty.size()
        self.painter = Painter(columns, rows, erases_in_colour=not term.startswith("screen"))

    def enter(self) -> None:
        """Take the terminal: raw input, then text direction, the alternate screen, mouse and keys.  Harmless twice."""
        self.tty.raw()
        modes = ["\x1b[?1049h", "\x1b[?25l", "\x1b[?7l"]
        if not self.basic:
            if self.mouse:
                modes.append(_set(_MOUSE, True))
            # Focus reports, bracketed paste; the kitty keyboard protocol: unambiguous keys, every key, its text.
            modes += [_set(("1004", "2004"), True), "\x1b[>25u"]
        self.tty.write(self.terminal.enter + "".join(modes))
        self.painter.forget()
        if not self.active:
            self.painter.cleared()
        self.active = True

    def leave(self, patience: float = 0.3, *, discard_input: bool = True) -> None:
        """Give the terminal back as it was found.  Harmless twice.

        Args:
            patience: seconds to wait for a terminal that takes no more output.
            discard_input: throw away what was typed and not read.
        """
        if not self.active:
            self.tty.cooked(discard_input=discard_input)
            return
        self.active = False
        if self.tty.hung_up:
            self.tty.cooked()
            return
        if not self.tty.finish(patience):
            self.tty.drop()
            self.tty.write("\x18")  # CAN: ends a sequence that was cut off in the middle (ECMA-48, 8.3.6)
        self.tty.write(self._leaving())
        self.tty.finish(patience)
        self.tty.cooked(discard_input=discard_input)

    def _leaving(self) -> str:
        modes = ["\x1b[m"]
        if self.synchronised:
            modes.append("\x1b[?2026l")
        if not self.basic:
            modes += ["\x1b[<u", _set(("2004", "1004"), False)]
            if self.mouse:
                modes.append(_set(_MOUSE, False))
        modes += ["\x1b[?7h", "\x1b[?1049l", "\x1b[?25h"]
        return "".join(modes) + self.terminal.leave

    def show_first(self, rows: list[list[Cell]]) -> None:
        """Draw a first frame before anything else is loaded; later frames only write what differs from it.

        Args:
            rows: the cells of every row from the top (`tui.terminal.output.cells_of`).
        """
        if not self.active:
            self.enter()
        self.tty.write(self.painter.frame((y, 0, cells) for y, cells in enumerate(rows)))

    def close(self) -> None:
        """Leave if need be, and let go of the device."""
        global _current
        with contextlib.suppress(OSError):
            self.leave()
        self.tty.close()
        if _current is self:
            _current = None


def current() -> Session | None:
    """Give the session in force, if `prepare` has been called."""
    return _current


def prepare(
    bidi: str | None = None,
    *,
    keyboard_elsewhere: bool = False,
    mouse: bool = True,
    environ: Mapping[str, str] | None = None,
) -> Session:
    """Find the terminal and how it must be spoken to; call once, before the app runs.

    Args:
        bidi: mode that overrides what is found ("explicit", "kitty", "inverse", "unshaped", "logical"), or None.
        keyboard_elsewhere: standard input has been read as a document; keys come from the controlling terminal.
        mouse: whether to ask for mouse reports.
        environ: environment to look at; the process's own by default.

    Raises:
        NoTerminal: there is none that newsread can use; the message is a sentence for the user.
    """
    global _current
    environ = os.environ if environ is None else environ
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        named = f"TERM is {term!r}" if term else "TERM is not set"
        raise NoTerminal(
            f"newsread draws a whole screen, which this terminal cannot do ({named})."
            " `newsread list` and `newsread show` print plain lines instead."
        )
    if _current is not None:
        return _current
    session = Session(Tty.open(keyboard_elsewhere=keyboard_elsewhere), Terminal(), environ, mouse=mouse)
    _current = session
    atexit.register(session.close)
    return session
