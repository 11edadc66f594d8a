"""The ways in which rows are written to terminals; `emit` does it."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Ways of writing rows.

    EXPLICIT: visual order, presentation forms, as laid out.
    KITTY: each token (between blanks) that begins with a right-to-left letter reversed, as kitty draws it reversed.
    INVERSE: whole rows reordered so that the terminal's own reordering undoes it.
    UNMARKED: as EXPLICIT without the marks on letters, for terminals that lose a letter that has one.
    UNSHAPED: visual order with plain letters, for fonts that lack the presentation forms.
    LOGICAL: as INVERSE, with plain letters, for terminals that reorder and join.
    """

    EXPLICIT = "explicit"
    KITTY = "kitty"
    INVERSE = "inverse"
    UNMARKED = "unmarked"
    UNSHAPED = "unshaped"
    LOGICAL = "logical"

    @property
    def is_visual(self) -> bool:
        """Whether rows are written in the order of the eye: the terminal must leave it alone."""
        return self in (Mode.EXPLICIT, Mode.UNMARKED, Mode.UNSHAPED)
