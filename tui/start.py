"""Where the program begins: the first frame is on the screen before the rest is imported."""

from __future__ import annotations

import sys

from tui.terminal import first_frame


def main() -> int:
    """Show the first frame if there is one, then run the command line; returns its exit status."""
    first_frame.show(sys.argv[1:])
    try:
        from tui.cli import main as run

        return run()
    finally:
        first_frame.undo()


if __name__ == "__main__":
    sys.exit(main())
