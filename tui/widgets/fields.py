"""A row made of fields from left to right, whatever it is drawn with: strips of Textual, or cells before it is there.

Imports nothing of Textual: the first frame is drawn with the same code as the lists it is replaced by.
"""

from __future__ import annotations

from functools import lru_cache

from tui.bidi.layout import Line, fit
from tui.light_typing import Generic, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from tui.bidi.layout import Base

Style = TypeVar("Style")

_SHORT = 200
"""Code points of the longest text whose layout is remembered."""


@lru_cache(maxsize=512)
def _fit(text: str, width: int, base: Base) -> Line:
    """Lay a short text out once: names come again in article after article, rows with and without the cursor."""
    return fit(text, width, base=base)


class Fields(Generic[Style]):
    """Builds one row of exactly `width` cells, left to right.

    A subclass says what a styled text becomes (`put`) and a styled line (`put_line`).

    Args:
        width: cells of the finished row.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.used = 0

    def put(self, text: str, style: Style | None) -> None:
        """Add a text of characters one cell wide."""
        raise NotImplementedError

    def put_line(self, line: Line, style: Style | None, spans: Sequence[tuple[int, int, Style]]) -> None:
        """Add the cells of a line without its indent."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """Cells still free."""
        return max(0, self.width - self.used)

    def blank(self, cells: int, style: Style | None = None) -> Self:
        """Add blanks (none when `cells` is not positive)."""
        cells = min(cells, self.room)
        if cells > 0:
            self.put(" " * cells, style)
            self.used += cells
        return self

    def sign(self, text: str, style: Style | None = None) -> Self:
        """Add a text of our own, of characters one cell wide; what does not fit is cut."""
        text = text[: self.room]
        if text:
            self.put(text, style)
            self.used += len(text)
        return self

    def line(
        self, line: Line, style: Style | None = None, spans: Sequence[tuple[int, int, Style]] = ()
    ) -> Self:
        """Add the cells of a line without its indent; the line must fit the room left."""
        self.put_line(line, style, spans)
        self.used += line.width
        return self

    def text(
        self,
        text: str,
        width: int,
        style: Style | None = None,
        *,
        base: Base = "rtl",
        right: bool = True,
        spans: Sequence[tuple[int, int, Style]] = (),
    ) -> Self:
        """Add a text from outside in a field of its own.

        Args:
            text: logical text; cut with an ellipsis at its logical end where it is too long.
            width: cells of the field; fewer where the row has less room.
            style: style of the field's text.
            base: direction of the field.
            right: whether the text stands at the right edge of the field.
            spans: logical ranges of `text` with a style of their own.
        """
        width = min(width, self.room)
        if width <= 0:
            return self
        line = _fit(text, width, base) if len(text) <= _SHORT else fit(text, width, base=base)
        pad = width - line.width
        if right:
            self.blank(pad)
        self.line(line, style, spans)
        if not right:
            self.blank(pad)
        return self
