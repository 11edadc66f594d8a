"""Texts shown as another text, with the way back: letters that stand for a phrase spelled out."""

from __future__ import annotations

from tui.bidi import tables
from tui.light_typing import NamedTuple

_NO_BREAK_SPACE = "\u00a0"


class Rewritten(NamedTuple):
    """A text to lay out instead of the one given."""

    text: str
    origin: list[tuple[int, int]]
    """For each of its code points the range of the given text that it stands for."""


def spelled_out(text: str, width: int | None) -> Rewritten:
    """Spell out characters that stand for a whole phrase, unreadable in one cell.

    A phrase is never broken, as the one code point it stands for belongs to one line; where lines are too
    short for it the character stays as it is.

    Args:
        text: a paragraph.
        width: cells of a line, None if the text is not wrapped.
    """
    pieces: list[str] = []
    origin: list[tuple[int, int]] = []
    for k, letter in enumerate(text):
        words = tables.PHRASES.get(ord(letter))
        if words is None or (width is not None and len(words) + 2 > width):
            words = letter
        else:
            # A word set against the letter would join its letters, or at least read as one word with it.
            before = _NO_BREAK_SPACE if k and text[k - 1].isalnum() else ""
            behind = _NO_BREAK_SPACE if text[k + 1 : k + 2].isalnum() else ""
            words = before + words.replace(" ", _NO_BREAK_SPACE) + behind
        pieces.append(words)
        origin += [(k, k + 1)] * len(words)
    return Rewritten("".join(pieces), origin)
