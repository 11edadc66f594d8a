"""Which terminal this is, from what it answers and what the environment says."""

from __future__ import annotations

from dataclasses import dataclass

from tui.bidi.emit import Mode


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal program and how it must be spoken to."""

    name: str = ""
    version: str = ""
    multiplexer: str = ""
    mode: Mode = Mode.EXPLICIT
    enter: str = "\x1b[8l"
    leave: str = "\x1b[8h"
