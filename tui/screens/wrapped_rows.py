"""A list of rows of our own words in which nothing is cut: keys and sentences take the lines they need."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar, NamedTuple

from textual.geometry import Size
from textual.strip import Strip

from tui.screens.text_rows import TextRow
from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row


class _Line(NamedTuple):
    """A line of the list: the row it belongs to, and what of it stands there."""

    row: int
    left: str
    text: str | None
    is_first: bool


class WrappedRows(RowList, inherit_bindings=False):
    """Shows rows of text whole; the cursor goes from row to row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"text--heading", "text--left"}

    def __init__(self, column: int) -> None:
        """Prepare an empty list.

        Args:
            column: cells of the first column, where the list is wide enough.
        """
        super().__init__()
        self._wide = column
        self._texts: tuple[TextRow, ...] = ()
        self._lines: list[_Line] = []

    @property
    def current(self) -> TextRow | None:
        """The row at the cursor."""
        row = self._row_at_cursor()
        return None if row is None else self._texts[row]

    def set_texts(self, texts: Sequence[TextRow]) -> None:
        """Show other rows."""
        self._texts = tuple(texts)
        self._wrap(self.painted_size.width)
        self.set_row_count(len(self._lines), cursor=0, top=0)

    def _row_at_cursor(self) -> int | None:
        return self._lines[self.cursor].row if 0 <= self.cursor < len(self._lines) else None

    def _column(self, width: int) -> int:
        return min(self._wide, width // 3)

    def _wrap(self, width: int) -> None:
        """Break every row into lines for a width; 0 while that is not known."""
        self._lines = []
        for number, each in enumerate(self._texts):
            if each.text is None or not width:
                self._lines.append(_Line(number, each.left, each.text, True))
                continue
            column = self._column(width)
            lefts = wrap(each.left, max(1, column), break_on_hyphens=False) or [""]
            texts = wrap(each.text, max(1, width - column - 3), break_on_hyphens=False) or [""]
            lines = max(len(lefts), len(texts))
            lefts += [""] * (lines - len(lefts))
            texts += [""] * (lines - len(texts))
            self._lines += [
                _Line(number, left, text, at == 0)
                for at, (left, text) in enumerate(zip(lefts, texts, strict=True))
            ]

    def selectable(self, index: int) -> bool:
        """The cursor rests on the first line of a row and passes over headings."""
        line = self._lines[index]
        return line.is_first and line.text is not None

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw a line of a row, or a heading."""
        line = self._lines[index]
        at_cursor = line.row == self._row_at_cursor()
        row = Row(width, self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN)).blank(1)
        if line.text is None:
            return row.text(
                line.left, row.room, self.paint("text--heading"), base="auto", right=False
            ).strip()
        row.text(line.left, self._column(width), self.paint("text--left"), base="auto", right=False)
        return row.blank(1).text(line.text, row.room, base="auto", right=False).strip()

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw all lines of the row left and of the row reached."""
        super().watch_cursor(old, new)
        rows = {self._lines[at].row for at in (old, new) if 0 <= at < len(self._lines)}
        self.refresh_rows(index for index, line in enumerate(self._lines) if line.row in rows)

    def row_clicked(self, index: int, column: int, clicks: int) -> None:
        """Put the cursor on the row a line belongs to."""
        while index > 0 and not self._lines[index].is_first:
            index -= 1
        if self.selectable(index):
            super().row_clicked(index, column, clicks)

    def _top_in(self, height: int) -> int:
        """The line that a window of so many begins with to show the row at the cursor, as much of it as it can."""
        row, last = self._row_at_cursor(), self.cursor
        while last + 1 < len(self._lines) and self._lines[last + 1].row == row:
            last += 1
        return min(max(super()._top_in(height), last + 1 - height), max(0, self.cursor))

    def size_found(self, size: Size) -> None:
        """Break the rows anew for another width; the cursor stays on its row."""
        row = self._row_at_cursor()
        self._wrap(size.width)
        self._row_count = len(self._lines)
        self._rows.clear()
        self.set_reactive(RowList.virtual_size, Size(size.width, self._row_count))
        place = next((at for at, line in enumerate(self._lines) if line.row == row), self.cursor)
        self.set_reactive(RowList.cursor, place)
        super().size_found(size)
