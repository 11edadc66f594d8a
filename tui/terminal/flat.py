"""Rows of widgets straight to the terminal, where no widget lies over another.

Textual composes any screen: it cuts every dirty row at the edges of all widgets, asks all widgets around the dirty
rows for theirs, and puts the pieces together again.  On a screen of panes side by side the rows of a pane are what
is seen of it, so only the dirty rows of the dirty panes are asked for, and nothing is cut.

Relies, beyond what `tui.terminal.seam` lists, on `Screen._compositor`; `Compositor.update_widgets`, `visible_widgets`
(the same mapping until the next layout), `_dirty_regions`, `render_partial_update`, `render_full_update`;
`Widget._exchange_repaint_regions`; pinned by tests/terminal/test_terminal_seam.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region

if TYPE_CHECKING:
    from rich.console import Console
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget


class RowsUpdate(CompositorUpdate):
    """Whole rows of widgets, each with the row and column of the screen it begins at."""

    def __init__(self, rows: list[tuple[int, int, Strip]]) -> None:
        self.rows = rows

    def render_segments(self, console: Console) -> str:
        """Write the rows where no driver of ours does."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for y, x, strip in self.rows)


class FlatCompositor(Compositor):
    """A compositor that takes the short way where it can."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: object = None
        self._is_flat = False
        self._rows: dict[Widget, set[int]] = {}

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Take note of what widgets want repainted.

        Args:
            widgets: those that were refreshed.
        """
        visible = self.visible_widgets
        self._look_at(visible)
        if (
            self._is_flat
            and not self._dirty_regions
            and all(widget in visible and not widget._nodes for widget in widgets)
        ):
            for widget in widgets:
                rows = self._rows.setdefault(widget, set())
                for region in widget._exchange_repaint_regions():
                    rows.update(region.line_range)
            return
        self._forget_rows()
        super().update_widgets(widgets)

    def render_partial_update(self) -> Any:
        """Give the rows to repaint; None when there are none."""
        if not self._rows or self._dirty_regions:
            self._forget_rows()
            return super().render_partial_update()
        rows, self._rows = self._rows, {}
        update = [row for widget, dirty in rows.items() for row in self._rows_of(widget, dirty)]
        return RowsUpdate(update) if update else None

    def render_full_update(self, simplify: bool = False) -> Any:
        """Give all rows of all widgets where they cover the screen, else compose it."""
        self._rows.clear()
        visible = self.visible_widgets
        self._look_at(visible)
        leaves = {widget: region for widget, (region, _) in visible.items() if not widget._nodes}
        if simplify or not self._is_flat or sum(each.area for each in leaves.values()) != self.size.area:
            return super().render_full_update(simplify)
        self._dirty_regions.clear()
        return RowsUpdate(
            [row for widget, each in leaves.items() for row in self._rows_of(widget, range(each.height))]
        )

    def _look_at(self, visible: dict[Widget, tuple[Region, Region]]) -> None:
        if visible is not self._seen:
            self._seen = visible
            self._is_flat = _is_flat(visible)

    def _rows_of(self, widget: Widget, dirty: Collection[int]) -> Iterator[tuple[int, int, Strip]]:
        place = self.visible_widgets.get(widget)
        if place is None or not dirty:
            return
        region, _ = place
        first, last = max(0, min(dirty)), min(region.height - 1, max(dirty))
        if first > last:
            return
        strips = widget.render_lines(Region(0, first, region.width, last - first + 1))
        for number, strip in enumerate(strips, first):
            if number in dirty:
                yield region.y + number, region.x, strip

    def _forget_rows(self) -> None:
        """Leave to Textual what was noted."""
        for widget, dirty in self._rows.items():
            region, clip = self.visible_widgets.get(widget, (Region(), Region()))
            for row in dirty:
                self._dirty_regions.add(Region(region.x, region.y + row, region.width, 1).intersection(clip))
        self._rows.clear()


def _is_flat(visible: dict[Widget, tuple[Region, Region]]) -> bool:
    """Whether every widget without others inside shows whole, and none lies over another."""
    leaves = []
    for widget, (region, clip) in visible.items():
        if not widget._nodes:
            if not clip.contains_region(region):
                return False
            leaves.append(region)
    return not any(one.overlaps(other) for one, other in combinations(leaves, 2))


def take_short_way(screen: Screen[Any]) -> None:
    """Have a screen composed by rows where that is possible.

    Args:
        screen: one that has not been shown yet.
    """
    screen._compositor = FlatCompositor()
