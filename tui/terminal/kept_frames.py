"""Frames kept for the next start: one for each kind of terminal and command line, with what it was drawn from.

Imports as little as can be: a kept frame is read before anything else.
"""

from __future__ import annotations

import marshal
import os

from tui.library.stamp import stamp
from tui.light_typing import NamedTuple
from tui.plain_options import plain_options
from tui.private_files import read_private, write_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from tui.library.stamp import Stamp
    from tui.terminal.cells import Cell
    from tui.terminal.output import Painter
    from tui.terminal.session import Session

    Draw = Callable[[str, str | None, int, int, tuple[Any, ...]], "Iterator[list[Cell]] | None"]
    """Draws a library's screen row by row: its file, that of the reader's marks over a shared one, columns, rows, and
    what was kept of the settings."""

_FORMAT = 5
_LARGE_PRIME = (1 << 61) - 1
"""What is left over it names a frame: a checksum would take a module of its own to load."""
_KEPT = 16
"""Frames kept, for as many terminals and libraries."""

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


class Basis(NamedTuple):
    """What a frame is drawn from.

    Attributes:
        config: the settings' file, which need not be there.
        config_seen: its state when the settings were read.
        library: the library's file.
        marks: the file of the reader's marks over a shared one, or None.
        library_seen: the state of both when the frame was drawn, or before.
    """

    config: str
    config_seen: tuple[int, int, int] | None
    library: str
    marks: str | None
    library_seen: tuple[Stamp | None, Stamp | None]

    @property
    def is_true(self) -> bool:
        """Whether library and marks are as they were."""
        return self.library_seen == stamps(self.library, self.marks)


class Kept(NamedTuple):
    """A frame.

    Attributes:
        basis: what it was drawn from, a `Basis`.
        size: columns and rows.
        enter: the bytes that take the terminal over.
        frame: those that draw the screen after it was cleared.
        leave: those that give the terminal back.
        direction: what undoes the text direction that was set.
        rows: the cells, as `pack` packs them.
        mode: the way rows are written.
        piecewise: the terminal reorders each stretch of equal style by itself.
        erases_in_colour: it erases in the background in force.
        drawing: what the settings and the line say to whoever has to draw it anew, plain values.
    """

    basis: tuple[Any, ...]
    size: tuple[int, int]
    enter: bytes
    frame: bytes
    leave: bytes
    direction: str
    rows: bytes
    mode: str
    piecewise: bool
    erases_in_colour: bool
    drawing: tuple[Any, ...]


def stamps(library: str, marks: str | None) -> tuple[Stamp | None, Stamp | None]:
    """What tells a library, and the reader's marks over it, from a later state.

    Args:
        library: the library's file.
        marks: that of the marks, or None.
    """
    return stamp(library), None if marks is None else stamp(marks)


def find(words: Sequence[str], environ: Mapping[str, str]) -> Kept | None:
    """Find the frame kept for a command line on this kind of terminal.

    Args:
        words: the command line without the program's name.
        environ: the environment variables.
    """
    return _read(_path(words, environ))


def keep(
    session: Session, words: Sequence[str], basis: Basis, rows: list[list[Cell]], drawing: tuple[Any, ...]
) -> None:
    """Keep a screen for the next start with the same command line.

    Args:
        session: the terminal it is for.
        words: the command line without the program's name.
        basis: what it was drawn from.
        rows: the cells of every row.
        drawing: what the settings say to whoever has to draw it anew, plain values.
    """
    if basis.library_seen[0] is None or plain_options(words) is None:
        return
    painter, terminal = session.painter, session.terminal
    way = (str(terminal.mode), terminal.piecewise, painter.erases_in_colour)
    kept = Kept(
        tuple(basis),
        (painter.columns, painter.rows),
        session.entering().encode(),
        frame_of(rows, *way),
        session.leaving().encode(),
        session.direction_set,
        pack(rows),
        *way,
        drawing,
    )
    path = _path(words, session.environ)
    if _write(path, kept):
        _prune(os.path.dirname(path))


def redraw(library: str, draw: Draw, environ: Mapping[str, str]) -> None:
    """Draw the frames kept of a library that has changed anew, so that the next start need not.

    Args:
        library: the library's file, as it was named when they were kept.
        draw: draws a screen; it may find that it cannot.
        environ: the environment variables.
    """
    folder = _folder(environ)
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        kept = _read(path)
        if kept is None:
            continue
        basis = Basis(*kept.basis)
        if basis.library != library or basis.is_true:
            continue
        # Before it is drawn: what is written to the library meanwhile is missed by the drawing, not by the mark.
        basis = basis._replace(library_seen=stamps(basis.library, basis.marks))
        rows = list(draw(basis.library, basis.marks, *kept.size, kept.drawing) or ())
        if len(rows) == kept.size[1]:
            frame = frame_of(rows, kept.mode, kept.piecewise, kept.erases_in_colour)
            _write(path, kept._replace(basis=tuple(basis), frame=frame, rows=pack(rows)))


def frame_of(rows: list[list[Cell]], mode: str, piecewise: bool, erases_in_colour: bool) -> bytes:
    """The bytes that draw a screen after it was cleared.

    Args:
        rows: the cells of every row.
        mode: the way rows are written.
        piecewise: the terminal reorders each stretch of equal style by itself.
        erases_in_colour: it erases in the background in force.
    """
    painter = painter_of((len(rows[0]), len(rows)), mode, piecewise, erases_in_colour)
    return painter.frame((y, 0, row) for y, row in enumerate(rows)).encode()


def painter_of(size: tuple[int, int], mode: str, piecewise: bool, erases_in_colour: bool) -> Painter:
    """Give what draws on a screen that was cleared.

    Args:
        size: columns and rows.
        mode: the way rows are written.
        piecewise: the terminal reorders each stretch of equal style by itself.
        erases_in_colour: it erases in the background in force.
    """
    from tui.terminal.output import Painter

    painter = Painter(*size, erases_in_colour=erases_in_colour)
    if mode != "explicit":
        from tui.terminal.session import encoder_for

        painter.encode = encoder_for(mode, piecewise)
    painter.cleared()
    return painter


def pack(rows: list[list[Cell]]) -> bytes:
    """The cells of a screen as bytes, every look once."""
    looks: dict[Any, int] = {}
    packed = [[(text, looks.setdefault(look, len(looks))) for text, look in row] for row in rows]
    return marshal.dumps(([tuple(look) for look in looks], packed))


def unpack(packed: bytes) -> list[list[Cell]]:
    """The cells that `pack` packed."""
    from tui.terminal.sgr import Look

    looks, rows = marshal.loads(packed)
    decoded = [Look(tuple(attributes), fg, bg, link) for attributes, fg, bg, link in looks]
    return [[(text, decoded[look]) for text, look in row] for row in rows]


def _path(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """The file of the frame for a command line, a kind of terminal, and the place its user sits at."""
    parts = [environ.get(name, "") for name in _ENVIRONMENT]
    parts += [environ.get("SSH_CONNECTION", "").partition(" ")[0], os.getcwd() if words else "", *words]
    number = int.from_bytes(chr(0).join(parts).encode("utf-8", "surrogateescape"), "little")
    return os.path.join(_folder(environ), f"{number % _LARGE_PRIME:016x}")


def _folder(environ: Mapping[str, str]) -> str:
    state = environ.get("XDG_STATE_HOME") or os.path.join(environ.get("HOME", ""), ".local", "state")
    return os.path.join(state, "newsread", "frames")


def _read(path: str) -> Kept | None:
    record = read_private(path)
    is_ours = isinstance(record, tuple) and record[:1] == (_FORMAT,) and len(record) == 1 + len(Kept._fields)
    return Kept(*record[1:]) if is_ours else None


def _write(path: str, kept: Kept) -> bool:
    return write_private(path, (_FORMAT, *kept))


def _prune(folder: str) -> None:
    """Forget the oldest frames."""
    try:
        with os.scandir(folder) as entries:
            kept = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in kept[_KEPT:]:
            os.unlink(entry.path)
    except OSError:
        return  # another reader is at it
