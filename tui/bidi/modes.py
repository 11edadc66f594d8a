"""The ways in which rows are written to terminals; `emit` does it."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Ways of writing rows.

    EXPLICIT: visual order, presentation forms, as laid out.
    KITTY: each token (between blanks) that begins with a right-to-left letter reversed, as kitty draws it reversed.
    INVERSE: whole rows reordered so that the terminal's own reordering undoes it.
    UNSHAPED: visual order with plain letters, for fonts that lack the presentation forms.
    LOGICAL: as INVERSE, with plain letters, for terminals that reorder and join.
    """

    EXPLICIT = "explicit"
    KITTY = "kitty"
    INVERSE = "inverse"
    UNSHAPED = "unshaped"
    LOGICAL = "logical"
