"""The ways in which rows are written to terminals; `emit` does it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class Mode(str):
    """Ways of writing rows: one of the names below, and the only object of its name.

    EXPLICIT: visual order, presentation forms, as laid out.
    KITTY: each token (between blanks) that begins with a right-to-left letter reversed, as kitty draws it reversed.
    INVERSE: whole rows reordered so that the terminal's own reordering undoes it.
    UNMARKED: as EXPLICIT without the marks on letters, for terminals that lose a letter that has one.
    UNSHAPED: visual order with plain letters, for fonts that lack the presentation forms.
    LOGICAL: as INVERSE, with plain letters, for terminals that reorder and join.

    No enumeration: the first screen would wait for `enum` longer than for all it has to lay out.
    """

    __slots__ = ()

    EXPLICIT: ClassVar[Mode]
    KITTY: ClassVar[Mode]
    INVERSE: ClassVar[Mode]
    UNMARKED: ClassVar[Mode]
    UNSHAPED: ClassVar[Mode]
    LOGICAL: ClassVar[Mode]

    def __new__(cls, name: str) -> Mode:
        """Give the mode of a name; ValueError when there is none."""
        for mode in MODES:
            if mode == name:
                return mode
        raise ValueError(f"no way of writing rows is named {name!r}")

    @property
    def is_visual(self) -> bool:
        """Whether rows are written in the order of the eye: the terminal must leave it alone."""
        return self in (Mode.EXPLICIT, Mode.UNMARKED, Mode.UNSHAPED)


def _named(name: str) -> Mode:
    mode = str.__new__(Mode, name)
    setattr(Mode, name.upper(), mode)
    return mode


MODES = tuple(map(_named, ("explicit", "kitty", "inverse", "unmarked", "unshaped", "logical")))
