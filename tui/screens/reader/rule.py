"""The vertical line between two panes, and where the panes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.strip import Strip

from tui.screens.panes import Box, Panes
from tui.widgets.painting import Painted
from tui.widgets.strips import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget


class Rule(Painted):
    """A line one cell wide."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rule--line"}

    def __init__(self) -> None:
        super().__init__()
        self._row: Strip | None = None

    def render_line(self, y: int) -> Strip:
        """Paint a row of it, which is as all others."""
        if self._row is None:
            self._row = (
                Row(self.painted_size.width, self.base_paint).sign("│", self.paint("rule--line")).strip()
            )
        return self._row

    def paints_changed(self) -> None:
        """Drop the row painted with the old styles."""
        self._row = None


class PanesLayout(Layout):
    """Puts widgets where `tui.screens.panes` says."""

    name = "panes"

    def __init__(
        self, place: Callable[[int, int], Panes], widgets: Callable[[Panes], list[tuple[Widget, Box]]]
    ) -> None:
        """Take the two questions to ask.

        Args:
            place: the panes for so many columns and rows.
            widgets: which widget goes into which box.
        """
        self._place = place
        self._widgets = widgets

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the widgets that have a box; the others are not shown."""
        shown = set(children)
        return [
            WidgetPlacement(Region(box.x, box.y, box.width, box.height), NULL_OFFSET, NULL_SPACING, widget)
            for widget, box in self._widgets(self._place(size.width, size.height))
            if widget in shown
        ]
