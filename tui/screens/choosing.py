"""A choice of a few rows, or of many: a page whose result is the key of the row taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on

from tui.commands import Context
from tui.keymap import Keymap
from tui.screens.page import PageScreen
from tui.screens.text_rows import TextRow, TextRows


class ChoiceScreen(PageScreen[str], inherit_bindings=False):
    """Offers rows; the key of the one chosen is the result."""

    place: ClassVar[Context] = "choice"

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        rows: Sequence[TextRow],
        about: Sequence[str] = (),
        *,
        cursor: int = 0,
        column: int = 36,
    ) -> None:
        """Take what is offered.

        Args:
            keymap: the keys in force.
            title: what the choice is about.
            rows: each with a key of its own.
            about: said at the foot, part by part.
            cursor: row the cursor begins on.
            column: cells of the rows' first column.
        """
        super().__init__(keymap, title)
        self._offered = tuple(rows)
        self._about = tuple(about)
        self._first = cursor
        self._rows = TextRows(column=column)
        self._rows.empty_text = "Nothing to choose from"

    @property
    def rows(self) -> TextRows:
        """What is offered."""
        return self._rows

    def on_mount(self) -> None:
        """Offer it."""
        self._rows.set_texts(self._offered, self._first)
        self.status.set_parts(self._about)

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        self.dismiss(event.row.key)
