"""How a finished visual row is written so that a given terminal shows it as it is meant."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Ways of writing rows.  The layout is always visual; a mode only changes how a row is written."""

    EXPLICIT = "explicit"
    KITTY = "kitty"
    INVERSE = "inverse"
    UNSHAPED = "unshaped"
    LOGICAL = "logical"
