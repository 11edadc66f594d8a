"""A first start on a kind of terminal: no frame is kept, so the list is drawn straight from the library.

Only where command line, settings and environment leave no doubt about what is meant; all else is left to the command
line, which looks closer, complains, and takes longer to load.

The terminal is asked who it is, and its answers are heeded if they have come by the time the list is drawn. The list
does not wait for them: it is written as the environment suggests, which most terminals turn out to want, and drawn
again at the first answer that says otherwise. Over a slow line Arabic may so read wrong for one round trip, in a
terminal that reorders text by itself and does not say so by TERM; from the second start on such a terminal is known.

Imports as little as can be: every module loaded here is waited for by whoever started the program.
"""

from __future__ import annotations

import os

from tui.light_typing import NamedTuple
from tui.plain_options import READ_ONLY, plain_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from tui.config import Settings
    from tui.terminal.cells import Cell


class Meant(NamedTuple):
    """What a start is about.

    Attributes:
        library: the library's file.
        marks: that of the reader's marks over a library that is only read, there or not; None over any other.
        bidi: a mode of output, or `auto`.
        settings: what the configuration says.
    """

    library: str
    marks: str | None
    bidi: str
    settings: Settings


def show(words: Sequence[str]) -> None:
    """Take the terminal and draw the list, where that can be done at once.

    Args:
        words: the command line without the program's name.
    """
    environ = os.environ
    try:
        if not (os.isatty(0) and os.isatty(1)):
            return
    except OSError:
        return
    meant = meant_by(words, environ)
    if meant is None or not os.path.exists(meant.library):
        return
    from tui.terminal.session import prepare
    from tui.terminal.tty import NoTerminal

    try:
        # First of all: the terminal answers while the list is drawn.
        session = prepare(meant.bidi, mouse=meant.settings.mouse)
    except NoTerminal:
        return  # said by the command line
    from tui.first_screen import drawing_of

    rows = drawn(meant.library, meant.marks, *session.tty.size(), drawing_of(meant.settings, environ))
    if rows is not None:
        session.show_first(rows)


def drawn(
    library: str, marks: str | None, columns: int, rows: int, drawing: tuple[Any, ...]
) -> Iterator[list[Cell]] | None:
    """Draw the first screen of a library, row by row; None where that cannot be done now, for whatever reason.

    Should a row fail, it is the end of them: the app draws the rest a moment later, and tells what is wrong if it
    cannot either.

    Args:
        library: the library's file.
        marks: the file of the reader's marks over a library that is only read, there or not; None over any other.
        columns: width of the terminal in cells.
        rows: its height in cells.
        drawing: a `Drawing`, or the values of one.
    """
    from tui.first_screen import Drawing, draw

    try:
        screen = draw(library, columns, rows, Drawing(*drawing), marks)
    except Exception:
        return None
    return None if screen is None else _as_far_as_it_goes(screen)


def _as_far_as_it_goes(screen: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    try:
        yield from screen
    except Exception:
        return


def meant_by(words: Sequence[str], environ: Mapping[str, str]) -> Meant | None:
    """What a command line means in an environment; None where it takes more than a look to tell.

    Args:
        words: the command line without the program's name.
        environ: the environment variables.
    """
    options = plain_options(words)
    if options is None:
        return None
    from tui.config import ConfigError, is_possible
    from tui.kept_settings import KEPT_SETTINGS, settings_of

    named = options.get("--config")
    config = named or _place("XDG_CONFIG_HOME", ".config", "config.toml", environ)
    kept = _place("XDG_STATE_HOME", ".local/state", KEPT_SETTINGS, environ)
    if config is None or kept is None or not is_possible(options):
        return None
    if named and not os.path.isfile(named):
        return None  # not there, or a pipe that can be read but once
    try:
        settings = settings_of(config, kept, must_exist=bool(named))
    except ConfigError:
        return None
    library = options.get("--library") or settings.library
    library = library or _place("XDG_DATA_HOME", ".local/share", "library.db", environ) or ":memory:"
    if library == ":memory:":
        return None
    library = os.path.join(os.getcwd(), os.path.expanduser(library))
    marks = None
    if READ_ONLY in options or settings.read_only:
        marks = _marks(library, environ)
        if marks is None:
            return None
    return Meant(library, marks, options.get("--bidi") or settings.bidi, settings)


def _marks(library: str, environ: Mapping[str, str]) -> str | None:
    """Where the reader's marks over a library lie; None where that is in doubt."""
    from tui.config import state_name

    # The name is made of the library's path, which may be written in many ways.
    if os.path.normpath(library) != library:
        return None
    return _place("XDG_STATE_HOME", ".local/state", state_name(library), environ)


def _place(variable: str, usual: str, name: str, environ: Mapping[str, str]) -> str | None:
    """Where a file of ours lies on Linux (`tui.config` knows of all systems); None where that is in doubt."""
    import sys

    home = environ.get("HOME", "")
    folder = environ.get(variable) or (os.path.join(home, usual) if home else "")
    if sys.platform != "linux" or not folder.startswith("/"):
        return None
    return os.path.join(folder, "newsread", name)
