"""Corrections and the watchlist out of a library and into another."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from typing import IO, cast

from tui.bidi.sanitise import sanitise
from tui.headless.context import CommandError, put, say
from tui.library import Library


class _Output(io.TextIOBase):
    """Standard output: exact, but on a terminal for what that might act upon."""

    def write(self, text: str) -> int:
        """Write a text."""
        put(sanitise(text) if sys.stdout is not None and sys.stdout.isatty() else text)
        return len(text)


@contextlib.contextmanager
def writing(file: str | None) -> Iterator[IO[str]]:
    """A file to write, or standard output.

    Raises:
        CommandError: when the file cannot be written.
    """
    if file in (None, "-"):
        yield cast(IO[str], _Output())
        return
    assert file is not None
    try:
        with open(file, "w", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}") from error


def _name(file: str | None) -> str:
    return "standard input" if file in (None, "-") else str(file)


def _text(file: str | None) -> str:
    """The text of a file or of standard input.

    Raises:
        CommandError: when the file cannot be read.
    """
    from tui.ingest import UnreadableError, read_text

    try:
        return read_text(file or "-")
    except UnreadableError as error:
        raise CommandError(f"{_name(file)} {error}") from error


def lines_of(file: str | None) -> list[str]:
    """The lines of a file or of standard input, blanks at their ends left out.

    Raises:
        CommandError: when the file cannot be read.
    """
    return [line.strip() for line in _text(file).split("\n")]


def export_corrections(library: Library, file: str | None) -> int:
    """Write the corrections that hold for all articles, as a file to be read back."""
    from tui.entities.linking.corrections import dumps

    with writing(file) as stream:
        stream.write(dumps(library.corrections()) + "\n")
    return 0


def import_corrections(library: Library, file: str | None) -> int:
    """Take in the corrections of a file, all of them or none."""
    from tui.entities.linking.corrections import CorrectionError, loads

    try:
        taken = loads(_text(file))
    except CorrectionError as error:
        raise CommandError(f"{_name(file)}: {error}") from error
    say(f"{library.import_corrections(taken)} new corrections")
    return 0
