"""The first frame: on the screen before anything slow is imported.

When the reader ends, the screen is kept with a mark of the library's state, and with how this kind of terminal is
spoken to (`kept_frames`). The next start on the same kind of terminal with the same settings writes the screen at
once, if the library is unchanged and the terminal of the same size; else it has the list drawn anew from the library.
The app then takes the screen over as it is and writes only what differs.

Imports as little as can be: every module loaded here is waited for by whoever started the program.
"""

from __future__ import annotations

# Not `signal`, which loads `enum` to give the numbers names.
import _signal as signal  # type: ignore[import-not-found]
import os

from tui.plain_options import plain_options
from tui.private_files import seen
from tui.terminal import kept_frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from tui.terminal.cells import Cell
    from tui.terminal.output import Painter, Patch
    from tui.terminal.tty import Tty

_UPPER_ROWS = 6
"""Rows of a screen that are written before the others are drawn."""


class Shown:
    """A frame on the screen that nobody has taken over yet.

    Attributes:
        tty: the terminal, in raw mode.
        leave: what gives the terminal back.
        direction: what undoes the text direction that was set.
    """

    def __init__(self, tty: Tty, leave: bytes, direction: str, screen: bytes | Painter) -> None:
        self.tty = tty
        self.leave = leave
        self.direction = direction
        self._screen = screen

    def rows(self) -> list[list[Cell]]:
        """The cells on the screen, row by row."""
        if isinstance(self._screen, bytes):
            return kept_frames.unpack(self._screen)
        return self._screen.cells()


_shown: Shown | None = None
_drawing: tuple[Any, ...] | None = None


def show(words: Sequence[str], draw: kept_frames.Draw) -> bool:
    """Show the kept frame if it is still true, else one drawn from the library.

    Args:
        words: the command line without the program's name.
        draw: draws the library's screen where the kept one is no longer true; it may find that it cannot.
    """
    environ = os.environ
    # Any other command line adds to what the library shows.
    if plain_options(words) is None or environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return False
    try:
        if not (os.isatty(0) and os.isatty(1)):
            return False
        kept = kept_frames.find(words, environ)
        if kept is None:
            return False
        basis = kept_frames.Basis(*kept.basis)
        if seen(basis.config) != basis.config_seen:
            return False
        now = os.get_terminal_size(1)
        first, lower, painter = kept.frame, None, None
        if tuple(now) != kept.size or not basis.is_true:
            drawn = draw(basis.library, basis.marks, *now, kept.drawing)
            if drawn is None:
                return False
            painter = kept_frames.painter_of(now, kept.mode, kept.piecewise, kept.erases_in_colour)
            upper, lower = upper_and_lower(drawn)
            first = painter.frame(upper).encode()
    except (OSError, ValueError, TypeError, EOFError):
        return False
    if not _take_over(kept.enter + first, kept.leave, kept.direction, painter or kept.rows):
        return False
    if painter and lower and _shown:
        _shown.tty.write(painter.frame(lower))
    global _drawing
    _drawing = kept.drawing
    return True


def upper_and_lower(rows: Iterable[list[Cell]]) -> tuple[Iterator[Patch], Iterator[Patch]]:
    """Divide the rows of a screen, which are drawn as they are asked for: the upper ones are to be read before.

    Args:
        rows: the cells of every row from the top.
    """
    from itertools import islice

    patches = ((y, 0, cells) for y, cells in enumerate(rows))
    return islice(patches, _UPPER_ROWS), patches


def _take_over(written: bytes, leave: bytes, direction: str, screen: bytes | Painter) -> bool:
    """Write the frame, and see that from its first byte on every end gives the terminal back."""
    global _shown
    held = hold_signals()
    try:
        try:
            count = os.write(1, written)
        except OSError:
            return False
        from tui.terminal.tty import Tty

        tty = Tty.open()
        tty.raw()
        tty.write(written[count:].decode("utf-8", "ignore"))
        _shown = Shown(tty, leave, direction, screen)
        _guard()
    finally:
        release_signals(held)
    return True


def shown() -> Shown | None:
    """The frame on the screen that nobody has taken over yet."""
    return _shown


def drawing() -> tuple[Any, ...] | None:
    """What was kept of the settings and the line with the frame this start has shown; None where it has shown none."""
    return _drawing


def take() -> Shown | None:
    """Take the shown frame over; whoever does gives the terminal back. None when there is none."""
    global _shown
    taken, _shown = _shown, None
    return taken


def undo() -> None:
    """Give the terminal back if a frame is shown that nobody took over."""
    held = hold_signals()
    try:
        left = take()
        if left is not None:
            left.tty.write(left.leave.decode("utf-8"))
    finally:
        release_signals(held)
    if left is not None:
        left.tty.finish(0.3)
        left.tty.cooked()
        left.tty.close()


def hold_signals() -> set[int]:
    """Let signals wait while the terminal changes hands: one answered in between would find it no one's to give back.

    Returns:
        What `release_signals` is to be given.
    """
    ends = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGTSTP)
    held: set[int] = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    return held


def release_signals(held: set[int]) -> None:
    """Answer the signals that waited.

    Args:
        held: what `hold_signals` has given.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _guard() -> None:
    """See that a signal that comes before the app is there finds the terminal given back."""

    def end(signum: int, _frame: object) -> None:
        undo()
        os._exit(128 + signum)

    for signum in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(signum) != signal.SIG_IGN:
            signal.signal(signum, end)

    def stop(*_: object) -> None:
        undo()
        os.kill(os.getpid(), signal.SIGSTOP)

    signal.signal(signal.SIGTSTP, stop)
