"""A first start on a kind of terminal: no frame is kept, so the list is drawn straight from the library.

Only where the environment leaves no doubt about which library and settings are meant; all else is left to the command
line, which looks closer and takes longer to load.

The terminal is asked who it is, and its answers are heeded if they have come by the time the list is drawn. The list
does not wait for them: it is written as the environment suggests, which most terminals turn out to want, and drawn
again at the first answer that says otherwise. Over a slow line Arabic may so read wrong for one round trip, in a
terminal that reorders text by itself and does not say so by TERM; from the second start on such a terminal is known.

Imports as little as can be: every module loaded here is waited for by whoever started the program.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def show(words: Sequence[str]) -> None:
    """Take the terminal and draw the list, where that can be done at once.

    Args:
        words: the command line without the program's name.
    """
    environ = os.environ
    if (found := _library_and_mode(words, environ)) is None:
        return
    library, mode = found
    try:
        if not (os.isatty(0) and os.isatty(1) and os.path.exists(library)):
            return
    except OSError:
        return
    from tui.terminal.session import prepare
    from tui.terminal.tty import NoTerminal

    try:
        # First of all: the terminal answers while the list is drawn.
        session = prepare(mode)
    except (NoTerminal, ValueError):
        return  # said by the command line
    from tui.first_screen import draw, usual_drawing

    try:
        rows = draw(library, *session.tty.size(), usual_drawing(environ))
    except Exception:
        return  # the app draws it a moment later, and tells what is wrong if it cannot either
    if rows is not None:
        session.show_first(rows)


def _library_and_mode(words: Sequence[str], environ: Mapping[str, str]) -> tuple[str, str] | None:
    """The library's file and the way of writing rows; None where it takes more than a look to tell."""
    options = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or not options.keys() <= {"--library", "--bidi"}:
        return None
    if any(value.startswith(("-", "~")) or value in ("", ":memory:") for value in options.values()):
        return None
    config = _place("XDG_CONFIG_HOME", ".config", "config.toml", environ)
    library = options.get("--library") or _place("XDG_DATA_HOME", ".local/share", "library.db", environ)
    # Settings may say anything of the library and the screen.
    if config is None or library is None or os.path.lexists(config):
        return None
    return os.path.abspath(library), options.get("--bidi", "auto")


def _place(variable: str, usual: str, name: str, environ: Mapping[str, str]) -> str | None:
    """Where a file of ours lies on Linux (`tui.config` knows of all systems); None where that is in doubt."""
    import sys

    home = environ.get("HOME", "")
    folder = environ.get(variable) or (os.path.join(home, usual) if home else "")
    if sys.platform != "linux" or not folder.startswith("/"):
        return None
    return os.path.join(folder, "newsread", name)
