"""What every command works with: settings, library, and standard output that never breaks."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.config import Settings
from tui.light_typing import NamedTuple

if TYPE_CHECKING:
    from tui.bidi.probe import Terminal
    from tui.library import Library

# What no output may hold as it is: controls, format characters, lone surrogates.
_TELLING = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_DEFAULT_WIDTH = 80


class CommandError(Exception):
    """A command cannot do what was asked; `str()` is a sentence for the user."""


class UsageError(CommandError):
    """A command line that asks for nothing a command does; `str()` is a sentence for the user."""


class OutputError(CommandError):
    """Standard output cannot be written; `str()` says why."""


class Context(NamedTuple):
    """What the common options and the settings come to.

    Attributes:
        library: the library's file, or `:memory:`.
        read_only: leave it alone; marks go to `state_path`.
        state_path: the file of the reader's marks over a read-only library, or None.
        bidi: how Arabic is sent to the terminal, or `auto`.
        engine: what finds names.
        model: a model in place of the engine's own, or None.
        config_path: the configuration file, there or not.
        config_seen: its state when it was read (`tui.private_files.seen`).
        settings: what it says.
    """

    library: Path | str
    read_only: bool
    state_path: Path | None
    bidi: str
    engine: str
    model: Path | None
    config_path: Path
    config_seen: tuple[int, int, int] | None
    settings: Settings

    @contextlib.contextmanager
    def open_library(self, *, create: bool = False) -> Iterator[Library]:
        """The library, open as long as it is needed.

        Args:
            create: make it where there is none, for a command that puts something in.

        Raises:
            LibraryError: when it cannot be opened, or is not there.
        """
        from tui.library import Library

        with Library.open(
            self.library, read_only=self.read_only, state_path=self.state_path, create=create
        ) as library:
            yield library


def complain(message: str) -> None:
    """Tell the user of something that went wrong, on standard error."""
    with contextlib.suppress(OSError, ValueError):
        print(f"newsread: {harmless(message)}", file=sys.stderr, flush=True)


def harmless(text: str) -> str:
    """A text on one line, without anything a terminal might act upon."""
    from tui.bidi.sanitise import sanitise

    return sanitise(text).replace("\n", " ").replace("\t", " ")


def dump(value: Any) -> str:
    """A value as one line of JSON; what a terminal might act upon is there as escapes."""
    line = json.dumps(value, ensure_ascii=False)
    return _TELLING.sub(lambda match: json.dumps(match[0])[1:-1], line)


def say(line: str = "") -> None:
    """Write a line to standard output."""
    put(f"{line}\n")


def put(text: str) -> None:
    """Write to standard output.

    Raises:
        OutputError: when it is closed, or its disk is full.
        BrokenPipeError: when nobody reads it any more.
    """
    with _telling():
        sys.stdout.write(text)


def flush_output() -> None:
    """See what was written to standard output off; raises what `put` raises."""
    with _telling():
        sys.stdout.flush()


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error


def tell(text: str) -> None:
    """Write a line of words for people to standard output: a path or a name in it acts on no terminal."""
    say(harmless(text))


class Screen:
    """Standard output as a place for Arabic: laid out for a terminal, in logical order for a file or pipe.

    Attributes:
        width: cells of a row.
        lays_out: rows are visual.
    """

    def __init__(self, bidi: str, width: int | None = None, *, lays_out: bool | None = None) -> None:
        """Look at what standard output is.

        Args:
            bidi: a mode of output, or `auto` for the terminal's own.
            width: cells of a row; the terminal's when None.
            lays_out: lay rows out even where no terminal shows them; when None, only for a terminal.
        """
        import shutil

        self._is_terminal = sys.stdout is not None and sys.stdout.isatty()
        self.lays_out = self._is_terminal or bidi != "auto" if lays_out is None else lays_out
        self.width = max(1, width or shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns)
        self._bidi = bidi
        self._terminal: Terminal | None = None

    @property
    def terminal(self) -> Terminal:
        """The terminal and how to speak to it."""
        if self._terminal is None:
            import os

            from tui.bidi.modes import Mode
            from tui.bidi.probe import Terminal, identify

            found = identify(os.environ) if self._is_terminal else Terminal()
            self._terminal = found if self._bidi == "auto" else found.with_mode(Mode(self._bidi))
        return self._terminal

    @contextlib.contextmanager
    def speaking(self) -> Iterator[None]:
        """Have the terminal leave the order of letters alone for as long as rows are written."""
        speaks = self.lays_out and self._is_terminal
        if speaks:
            put(self.terminal.enter)
        try:
            yield
        finally:
            if speaks:
                with contextlib.suppress(OSError, ValueError, OutputError):
                    put(self.terminal.leave)
                    flush_output()

    def row(self, cells: Sequence[str]) -> None:
        """Write a finished visual row, each of `cells` one cluster."""
        from tui.bidi.emit import encode_row

        written = encode_row([(cell, None) for cell in cells], self.terminal.mode)
        say("".join(text for text, _ in written).rstrip(" "))

    def columns(self, *columns: tuple[str, int]) -> None:
        """Write a row of columns.

        Args:
            columns: texts with the cells they take; 0 for what is left of the row.  In a file or pipe they
                are parted by tabs, whole and in logical order.
        """
        if not self.lays_out:
            say("\t".join(harmless(text) for text, _ in columns))
            return
        from tui.bidi.layout import fit

        taken = sum(width + 2 for _, width in columns) - 2
        cells: list[str] = []
        for index, (text, width) in enumerate(columns):
            room = width or max(10, self.width - taken)
            line = fit(text, room, base="auto", align="left")
            cells += [cell.text for cell in line.cells]
            if index < len(columns) - 1:
                cells += " " * (room - line.width + 2)
        self.row(cells)
