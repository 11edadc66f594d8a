"""The line between two lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from tui.widgets.bars import BarLine, add_parts
from tui.widgets.strips import Row


class Divider(BarLine):
    """A line between two lists that says what the lower one is of."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"divider--line", "divider--text"}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts: tuple[str, ...] = ()

    def set_parts(self, parts: Sequence[str]) -> None:
        """Change what it says, part by part."""
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.refresh()

    def draw(self, width: int) -> Strip:
        """Draw the words at the left, and the line around them."""
        line = self.paint("divider--line")
        row = Row(width, self.base_paint).sign("── ", line)
        add_parts(row, self._parts, row.room - 2, self.paint("divider--text"), line)
        if row.used > len("── "):
            row.blank(1)
        return row.sign("─" * row.room, line).strip()
