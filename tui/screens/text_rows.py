"""A list of rows of our own words: a key or name at the left, an explanation beside it, headings between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.strip import Strip

from tui.widgets.rows import RowList
from tui.widgets.strips import PLAIN, Row


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row.

    Attributes:
        left: what stands in the first column; a heading when `text` is None.
        text: what stands beside it.
        key: what names the row to the screen.
        note: what stands at the right edge.
    """

    left: str
    text: str | None = None
    key: str = ""
    note: str = ""


class TextRows(RowList, inherit_bindings=False):
    """Shows rows of text, and tells which one is opened."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"text--heading", "text--left", "text--note"}

    class RowChosen(Message):
        """A row was opened."""

        def __init__(self, control: TextRows, row: TextRow) -> None:
            super().__init__()
            self.rows = control
            self.row = row

        @property
        def control(self) -> TextRows:
            """The list."""
            return self.rows

    def __init__(self, column: int = 14) -> None:
        """Prepare an empty list.

        Args:
            column: cells of the first column.
        """
        super().__init__()
        self.column = column
        self._texts: tuple[TextRow, ...] = ()

    @property
    def texts(self) -> tuple[TextRow, ...]:
        """The rows shown."""
        return self._texts

    @property
    def current(self) -> TextRow | None:
        """The row at the cursor."""
        return self._texts[self.cursor] if 0 <= self.cursor < len(self._texts) else None

    def set_texts(self, texts: Sequence[TextRow], cursor: int = 0) -> None:
        """Show other rows."""
        self._texts = tuple(texts)
        self.set_row_count(len(self._texts), cursor=cursor, top=0)

    def set_text(self, index: int, text: TextRow) -> None:
        """Show another row in the place of one."""
        self._texts = (*self._texts[:index], text, *self._texts[index + 1 :])
        self.refresh_rows([index])

    def selectable(self, index: int) -> bool:
        """The cursor passes over headings."""
        return self._texts[index].text is not None

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw a row or a heading."""
        text = self._texts[index]
        row = Row(width, self.base_paint + (self.paint("rows--cursor") if at_cursor else PLAIN)).blank(1)
        if text.text is None:
            return row.text(
                text.left, row.room, self.paint("text--heading"), base="auto", right=False
            ).strip()
        column = min(self.column, width // 2)
        row.text(text.left, column, self.paint("text--left"), base="auto", right=False).blank(1)
        note = min(len(text.note), max(0, row.room - 12))
        row.text(text.text, row.room - (note + 2 if note else 0), base="auto", right=False)
        if note:
            row.blank(1).text(text.note, note, self.paint("text--note"), base="ltr").blank(1)
        return row.strip()

    def row_opened(self, index: int) -> None:
        """Tell which row was opened."""
        self.post_message(self.RowChosen(self, self._texts[index]))
