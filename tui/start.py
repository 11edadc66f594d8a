"""Where the program begins: the first frame is on the screen before the rest is imported."""

from __future__ import annotations

import gc
import sys

from tui.terminal import first_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tui.terminal.cells import Cell


def main() -> int:
    """Show the first frame if there is one, then run the command line; returns its exit status."""
    # What start-up makes stays: looking through it for garbage, again and again, takes a third of its time.
    # The reader's screen turns the collector on again when it has been drawn.
    gc.disable()
    try:
        if not first_frame.show(sys.argv[1:], _drawn):
            from tui import first_start

            first_start.show(sys.argv[1:])
        from tui.cli import main as run

        return run()
    finally:
        first_frame.undo()


def _drawn(
    library: str, marks: str | None, columns: int, rows: int, drawing: tuple[Any, ...]
) -> Iterator[list[Cell]] | None:
    """Draw the screen of a library that has changed, or of another size."""
    from tui.first_start import drawn

    return drawn(library, marks, columns, rows, drawing)


if __name__ == "__main__":
    sys.exit(main())
