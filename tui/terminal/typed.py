"""What comes from the keyboard, cut up before keys are read from it: pastes, whole key sequences, and the rest.

Two things a terminal sends would otherwise end up as keys nobody pressed, each of which may be a command: an ESC
within pasted text, and sequences of keys that are not known.
"""

from __future__ import annotations

import re
from typing import Literal

from tui.light_typing import NamedTuple

_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_LONGEST_PASTE = 65_536  # code points that are kept: far more than the one line they are pasted into
# CSI and SS3 sequences, clicks as the oldest terminals send them (three signs after `CSI M`); a second ESC before
# one is Alt, as PuTTY and rxvt send it with arrows.
_SEQUENCE = re.compile(r"(\x1b?)(\x1b(?:\[M[ -~]{3}|\[[0-?]*[ -/]*[@-~]|O[!-~]))")
_ARROW = re.compile(r"\x1b[\[O]([A-DFH])")
_PASTE_BEGUN = re.compile(r"\x1b(?:\[(?:20{0,2})?)?\Z")


class Piece(NamedTuple):
    """A part of what came in.

    Attributes:
        kind: a whole paste without its brackets, a whole sequence of one key, or other text.
        text: what it is.
    """

    kind: Literal["paste", "sequence", "text"]
    text: str


class Cutter:
    """Cuts up input that arrives split anywhere."""

    def __init__(self) -> None:
        self._pasted: str | None = None
        self._held = ""

    @property
    def holding(self) -> bool:
        """Whether what may be the beginning of a paste's bracket is kept back until more comes (or `flush`)."""
        return bool(self._held)

    def feed(self, text: str) -> list[Piece]:
        """Cut up some input.

        Args:
            text: what came; the beginning of a paste is kept until its end is there.
        """
        # An ESC that an ESC follows later on was a key of its own, not Alt.
        pieces = self.flush() if text.startswith("\x1b") else []
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is not None:
                pasted, ends, text = (self._pasted + text).partition(_PASTE_ENDS)
                if ends:
                    pieces.append(Piece("paste", pasted[:_LONGEST_PASTE]))
                elif len(pasted) > _LONGEST_PASTE:
                    # The end may have begun to come; the blank keeps it from being made up of both parts.
                    pasted = f"{pasted[:_LONGEST_PASTE]} {pasted[-len(_PASTE_ENDS) :]}"
                self._pasted = None if ends else pasted
                continue
            before, begins, text = text.partition(_PASTE_BEGINS)
            if begins:
                self._pasted = ""
            elif begun := _PASTE_BEGUN.search(before):
                before, self._held = before[: begun.start()], begun[0]
            pieces += _keys_in(before)
        return pieces

    def flush(self) -> list[Piece]:
        """Give back what was kept waiting: nothing more came, so it was a key."""
        held, self._held = self._held, ""
        return [Piece("text", held)] if held else []


def _keys_in(text: str) -> list[Piece]:
    """Tell whole sequences from the text around them."""
    pieces: list[Piece] = []
    at = 0
    for found in _SEQUENCE.finditer(text):
        arrow = _ARROW.fullmatch(found[2]) if found[1] else None
        begin = found.start() if arrow else found.start(2)
        if begin > at:
            pieces.append(Piece("text", text[at:begin]))
        pieces.append(Piece("sequence", f"\x1b[1;3{arrow[1]}" if arrow else found[2]))
        at = found.end()
    if at < len(text):
        pieces.append(Piece("text", text[at:]))
    return pieces
