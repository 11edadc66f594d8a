"""What is seen while the app is loaded: the list, drawn from the library."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.config import ReaderOptions
    from tui.terminal.session import Session

_PARTS = ("asyncio", "rich.console", "textual.color", "textual.widget", "textual.app")
"""What the app takes its time to import, in stretches of about the same length."""


def show_list(session: Session, options: ReaderOptions) -> int:
    """Show the list of the library while the app is loaded, unless a frame is shown already.

    Args:
        session: the terminal.
        options: what the reader is started with.

    Returns:
        How many sample articles were put into a library that was not there before.
    """
    from tui.terminal import first_frame

    if first_frame.shown() is not None or options.paths or options.library == ":memory:":
        return 0
    offered = 0
    if not (options.read_only or os.path.exists(options.library)):
        from tui.samples import begin_library

        offered = begin_library(options)
    from tui.first_screen import drawing_of
    from tui.first_start import drawn

    library = str(Path(options.library).absolute())
    marks = None if options.state_path is None else str(options.state_path)
    rows = drawn(library, marks, *session.tty.size(), drawing_of(options.settings, session.environ))
    if rows is not None:
        session.show_first(rows)
    return offered


def load_app(session: Session) -> Callable[[ReaderOptions, int], int]:
    """Import the app part by part; in between, what the terminal answers to the first frame is heeded.

    Args:
        session: the terminal.

    Returns:
        What runs the reader.
    """
    for part in _PARTS:
        importlib.import_module(part)
        session.look()
    from tui.app import run_reader

    return run_reader
