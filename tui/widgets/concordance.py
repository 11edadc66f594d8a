"""Mentions of an entity one under the other, each with the text around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tui.bidi.layout import Cell, Line, fit, measure
from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row

if TYPE_CHECKING:
    from tui.bidi.layout import Base
    from tui.library.model import ContextLine

NOTE_FROM = 60
"""Fewest cells of a row in which the date of the article is shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line, cut in visual order: cells, and whether something is left out at either side."""

    cells: tuple[Cell, ...]
    left_out: bool
    right_out: bool


def around(line: Line, first: int, last: int) -> Piece:
    """Cut the cells between two columns out of a line, and leave room for an ellipsis where it is cut."""
    column, kept = 0, []
    for cell in line.cells:
        if column >= first and column + cell.width <= last:
            kept.append(cell)
        column += cell.width
    return Piece(tuple(kept), first > 0, last < column)


def context_row(
    row: Row,
    before: str,
    mention: str,
    after: str,
    width: int,
    style: Style,
    mention_style: Style,
    base: Base = "rtl",
) -> None:
    """Draw a mention in the middle of a field with its context on both sides.

    The whole line is laid out at once, so that letters join across the edges of the mention.

    Args:
        row: where the field is added.
        before: text before the mention, logical order.
        mention: the mention.
        after: text after it.
        width: cells of the field.
        style: of the context.
        mention_style: added to the mention.
        base: direction of the line.
    """
    # Marks take no cell, so a little more than the field holds is laid out, never a whole article.
    before, after = before[-3 * width :], after[: 3 * width]
    text = before + mention + after
    line = fit(text, measure(text) + 1, base=base)
    start, end = len(before), len(before) + len(mention)
    runs = line.columns_of(start, end) or [(0, 0)]
    shift = line.indent
    left, right = runs[0][0] - shift, runs[-1][1] - shift
    first = (left + right) // 2 - width // 2
    pad = max(0, -first)
    # The line may begin before the field, or the field before the line.
    piece = around(line, max(0, first), first + width)
    cells = list(piece.cells)
    total = sum(cell.width for cell in cells)
    used = row.used
    if piece.left_out and cells:
        row.sign("…", style)
        gone = cells.pop(0)
        row.blank(gone.width - 1)
        total -= gone.width
    cut_right = piece.right_out and bool(cells)
    if cut_right:
        total -= cells.pop().width
    row.blank(pad)
    shown = Line(tuple(cells), line.start, line.end, total, 0, line.base_level)
    row.line(shown, style, [(start, end, mention_style)])
    if cut_right:
        row.blank(used + width - 1 - row.used).sign("…", style)
    row.blank(used + width - row.used)


class Concordance(RowList, inherit_bindings=False):
    """Lines of context of one entity, newest article first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordance--mention", "concordance--note"}

    DEFAULT_CSS = """
    Concordance {
        height: 1fr;
    }
    """

    class LineOpened(Message):
        """A line was opened: go to that mention."""

        def __init__(self, control: Concordance, line: ContextLine) -> None:
            super().__init__()
            self.concordance = control
            self.line = line

        @property
        def control(self) -> Concordance:
            """The concordance."""
            return self.concordance

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[ContextLine] = []
        self.empty_text = "No mentions"

    @property
    def lines(self) -> Sequence[ContextLine]:
        """The lines shown."""
        return self._lines

    @property
    def current(self) -> ContextLine | None:
        """The line at the cursor."""
        return self._lines[self.cursor] if 0 <= self.cursor < len(self._lines) else None

    def articles(self, number: int) -> list[int]:
        """The articles of the lines from the cursor on, at most so many."""
        return list(dict.fromkeys(line.article for line in self._lines[max(0, self.cursor) :]))[:number]

    def set_lines(self, lines: Sequence[ContextLine], cursor: int = 0) -> None:
        """Show other lines, the cursor on the first or on another, which then keeps its line of the screen."""
        self._lines = list(lines)
        self.set_row_count(len(self._lines), cursor=cursor, top=self.top if cursor else 0)

    def extend_lines(self, lines: Sequence[ContextLine]) -> None:
        """Add lines at the end."""
        self._lines.extend(lines)
        self.extend_row_count(len(self._lines))

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw the date of the article and the mention in its context."""
        line = self._lines[index]
        base = self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN)
        row = Row(width, base)
        if width >= NOTE_FROM:
            day = line.published[:10] if line.published else "—"
            row.text(day, 10, self.tones(at_cursor)("concordance--note"), base="ltr", right=False).blank(1)
        context_row(
            row, line.before, line.text, line.after, row.room, base, base + self.paint("concordance--mention")
        )
        return row.strip()

    def row_opened(self, index: int) -> None:
        """Tell which line was opened."""
        self.post_message(self.LineOpened(self, self._lines[index]))
