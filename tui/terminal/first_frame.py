"""The first frame: on the screen before anything slow is imported.

When the reader ends, the screen is kept with a mark of the library's state, and with how this kind of terminal is
spoken to. The next start on the same kind of terminal with the same settings writes the screen at once, if the
library is unchanged and the terminal of the same size; else it has the list drawn anew from the library. The app
then takes the screen over as it is and writes only what differs.

Imports as little as can be: every module loaded here is waited for by whoever started the program.
"""

from __future__ import annotations

# Not `signal`, which loads `enum` to give the numbers names.
import _signal as signal  # type: ignore[import-not-found]
import marshal
import os
from binascii import crc32

from tui.library.stamp import stamp
from tui.plain_options import plain_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from tui.terminal.output import Cell

    Draw = Callable[[str, str | None, int, int, tuple[Any, ...]], "list[list[Cell]] | None"]
    """Draws a library's screen: its file, that of the reader's marks over a shared one, columns, rows, and what was
    kept of the settings."""
    from tui.terminal.session import Session
    from tui.terminal.tty import Tty

_FORMAT = 3
_KEPT = 16
"""Frames kept, for as many terminals and libraries."""
_LARGEST = 1 << 20
"""Bytes beyond which a file is no frame of ours."""

# What decides how a screen is drawn, and where settings and library are found.
_ENVIRONMENT = (
    "TERM",
    "TERM_PROGRAM",
    "LC_TERMINAL",
    "COLORTERM",
    "NO_COLOR",
    "TMUX",
    "STY",
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)


class Shown:
    """A frame on the screen that nobody has taken over yet.

    Attributes:
        tty: the terminal, in raw mode.
        leave: what gives the terminal back.
        direction: what undoes the text direction that was set.
    """

    def __init__(self, tty: Tty, leave: bytes, direction: str, rows: bytes | list[list[Cell]]) -> None:
        self.tty = tty
        self.leave = leave
        self.direction = direction
        self._rows = rows

    def rows(self) -> list[list[Cell]]:
        """The cells on the screen, row by row."""
        if isinstance(self._rows, list):
            return self._rows
        from tui.terminal.sgr import Look

        looks, rows = marshal.loads(self._rows)
        decoded = [Look(tuple(attributes), fg, bg, link) for attributes, fg, bg, link in looks]
        return [[(text, decoded[look]) for text, look in row] for row in rows]


_shown: Shown | None = None


def show(words: Sequence[str], draw: Draw) -> bool:
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
        record = _read(_path(words, environ))
        if record is None:
            return False
        (
            _, size, config, config_seen, library, marks, library_seen,
            enter, frame, leave, direction, rows, way,
        ) = record  # fmt: skip
        if _seen(config) != config_seen:
            return False
        now = os.get_terminal_size(1)
        if tuple(now) != size or _stamps(library, marks) != library_seen:
            rows = draw(library, marks, *now, way[3:])
            if rows is None:
                return False
            frame = _frame(rows, *way[:3])
    except (OSError, ValueError, TypeError, EOFError):
        return False
    return _take_over(enter + frame, leave, direction, rows)


def _take_over(written: bytes, leave: bytes, direction: str, rows: bytes | list[list[Cell]]) -> bool:
    """Write the frame, and see that from its first byte on every end gives the terminal back."""
    global _shown
    ends = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGTSTP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        try:
            count = os.write(1, written)
        except OSError:
            return False
        from tui.terminal.tty import Tty

        tty = Tty.open()
        tty.raw()
        tty.write(written[count:].decode("utf-8", "ignore"))
        _shown = Shown(tty, leave, direction, rows)
        _guard()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def _frame(rows: list[list[Cell]], mode: str, piecewise: bool, erases_in_colour: bool) -> bytes:
    """The bytes that draw a screen after it was cleared."""
    from tui.terminal.output import Painter

    painter = Painter(len(rows[0]), len(rows), erases_in_colour=erases_in_colour)
    if mode != "explicit":
        from tui.terminal.session import encoder_for

        painter.encode = encoder_for(mode, piecewise)
    painter.cleared()
    return painter.frame((y, 0, row) for y, row in enumerate(rows)).encode()


def shown() -> Shown | None:
    """The frame on the screen that nobody has taken over yet."""
    return _shown


def take() -> Shown | None:
    """Take the shown frame over; whoever does gives the terminal back. None when there is none."""
    global _shown
    taken, _shown = _shown, None
    return taken


def undo() -> None:
    """Give the terminal back if a frame is shown that nobody took over."""
    left = take()
    if left is not None:
        left.tty.write(left.leave.decode("utf-8"))
        left.tty.finish(0.3)
        left.tty.cooked()
        left.tty.close()


def keep(
    session: Session,
    words: Sequence[str],
    config: str,
    library: str,
    marks: str | None,
    drawing: tuple[Any, ...],
) -> None:
    """Keep the screen for the next start with the same command line.

    Args:
        session: the terminal and what is on it.
        words: the command line without the program's name.
        config: the settings' file, which need not be there.
        library: the library's file.
        marks: the file of the reader's marks over a shared one, or None.
        drawing: what the settings say to whoever has to draw it anew, plain values.
    """
    library_seen = _stamps(library, marks)
    if library_seen[0] is None or plain_options(words) is None:
        return
    painter, terminal = session.painter, session.terminal
    cells = painter.cells()
    way = (terminal.mode.value, terminal.piecewise, painter.erases_in_colour)
    looks: dict[Any, int] = {}
    rows = [[(text, looks.setdefault(look, len(looks))) for text, look in row] for row in cells]
    record = (
        _FORMAT,
        (painter.columns, painter.rows),
        config,
        _seen(config),
        library,
        marks,
        library_seen,
        session.entering().encode(),
        _frame(cells, *way),
        session.leaving().encode(),
        session.direction_set,
        marshal.dumps(([tuple(look) for look in looks], rows)),
        (*way, *drawing),
    )
    path = _path(words, session.environ)
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        new = f"{path}.{os.getpid()}"
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(marshal.dumps(record))
        os.replace(new, path)
        _prune(folder)
    except OSError:
        return  # the next start is a little slower, that is all


def _path(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """The file of the frame for a command line, a kind of terminal, and the place its user sits at."""
    state = environ.get("XDG_STATE_HOME") or os.path.join(environ.get("HOME", ""), ".local", "state")
    parts = [environ.get(name, "") for name in _ENVIRONMENT]
    parts += [environ.get("SSH_CONNECTION", "").partition(" ")[0], os.getcwd() if words else "", *words]
    name = f"{crc32(chr(0).join(parts).encode('utf-8', 'surrogateescape')):08x}"
    return os.path.join(state, "newsread", "frames", name)


def _read(path: str) -> tuple[Any, ...] | None:
    """A kept frame, if the file is our own and of this format."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        about = os.fstat(descriptor)
        if about.st_uid != os.getuid() or about.st_mode & 0o077 or about.st_size > _LARGEST:
            return None
        record = marshal.loads(os.read(descriptor, about.st_size))
    finally:
        os.close(descriptor)
    is_ours = isinstance(record, tuple) and len(record) == 13 and record[0] == _FORMAT
    return record if is_ours else None


def _stamps(library: str, marks: str | None) -> tuple[Any, ...]:
    """What tells a library, and the reader's marks over it, from a later state."""
    return stamp(library), None if marks is None else stamp(marks)


def _seen(path: str) -> tuple[int, int] | None:
    """What tells a file from a later version of it; None where there is none."""
    try:
        about = os.stat(path)
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


def _prune(folder: str) -> None:
    """Forget the oldest frames."""
    with os.scandir(folder) as entries:
        kept = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in kept[_KEPT:]:
        os.unlink(entry.path)


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
