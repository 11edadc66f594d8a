"""The base of every list: rows drawn on demand, a cursor, and a repaint of no more than what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.painting import PaintedScroll
from tui.widgets.scrolling import top_for
from tui.widgets.strips import Row, blank


class RowList(PaintedScroll, inherit_bindings=False):
    """A list of one-line rows.

    A subclass says how many rows there are (`set_row_count`) and draws one (`draw_row`).  A move inside the
    window repaints two rows; one that scrolls repaints the window, once.

    Args:
        margin: rows kept in sight beyond the cursor while there are any.
        jump: rows to scroll by when the cursor leaves the window; more than one spares a slow link.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--empty"}

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
    }
    """

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)
    """Row of the cursor, -1 in an empty list."""

    def __init__(
        self, *, margin: int = 2, jump: int = 1, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.margin = margin
        self.jump = jump
        self.empty_text = ""
        self._row_count = 0
        self._rows: LRUCache[tuple[int, int, bool], Strip] = LRUCache(512)

    # What a subclass provides

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw a row.

        Args:
            index: the row, counted from 0.
            width: cells of the strip to return.
            at_cursor: whether the cursor stands on it.
        """
        return blank(width, self.base_paint)

    def selectable(self, index: int) -> bool:
        """Whether the cursor may rest on a row."""
        return True

    def cursor_moved(self, index: int) -> None:
        """React to the cursor's arrival on a row (-1: the list became empty)."""

    def row_opened(self, index: int) -> None:
        """React to a row being opened."""

    def row_clicked(self, index: int, column: int, clicks: int) -> None:
        """React to a click; by default one moves the cursor and a double click opens."""
        self.cursor = index
        if clicks > 1:
            self.row_opened(index)

    # Rows

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._row_count

    @property
    def top(self) -> int:
        """First row in the window."""
        return int(self.scroll_y)

    @property
    def window(self) -> range:
        """Rows in the window."""
        return range(self.top, min(self._row_count, self.top + self.size.height))

    def set_row_count(self, count: int, *, cursor: int | None = None, top: int | None = None) -> None:
        """Replace all rows.

        Args:
            count: how many there are now.
            cursor: row of the cursor; by default it stays where it is, as far as there are rows.
            top: first row of the window; by default it stays, but the cursor is brought into sight.
        """
        self._row_count = count
        self._rows.clear()
        # Assigning `virtual_size` would lay out the screen anew, and nothing about the layout has changed.
        self.set_reactive(RowList.virtual_size, Size(self.size.width, count))
        old = self.cursor
        self.cursor = self._nearest(old if cursor is None else cursor)
        self.scroll_y = self.scroll_target_y = min(self.top if top is None else top, self.max_scroll_y)
        self._show_cursor()
        self.refresh()

    def extend_row_count(self, count: int) -> None:
        """Say that rows were added at the end; those on the screen stay as they are."""
        seen = len(self.window)
        self._row_count = count
        self.set_reactive(RowList.virtual_size, Size(self.size.width, count))
        if self.cursor < 0:
            self.cursor = self._nearest(0)
        if seen < self.size.height:
            self.refresh()

    def refresh_rows(self, indices: Iterable[int]) -> None:
        """Draw some rows anew; rows out of sight are only forgotten."""
        width = self.size.width
        regions = []
        window = self.window
        for index in indices:
            for at_cursor in (False, True):
                self._rows.discard((index, width, at_cursor))
            if index in window:
                regions.append(Region(0, index - self.top, width, 1))
        if regions:
            self.refresh(*regions)

    def refresh_all_rows(self) -> None:
        """Draw every row anew."""
        self._rows.clear()
        self.refresh()

    # Moving

    def move(self, step: int) -> bool:
        """Move the cursor by rows it may rest on.

        Args:
            step: how many, negative towards the top.

        Returns:
            False when it was at the end already.
        """
        direction = 1 if step > 0 else -1
        place = self.cursor
        for _ in range(abs(step)):
            following = self._seek(place + direction, direction)
            if following is None:
                break
            place = following
        if place == self.cursor:
            return False
        self.cursor = place
        return True

    def page(self, step: int) -> bool:
        """Move the cursor and the window by windows; False at the end."""
        rows = max(1, self.size.height - 1)
        before = self.cursor
        self.scroll_rows(step * rows)
        self.cursor = self._nearest(before + step * rows)
        return self.cursor != before

    def home(self) -> None:
        """Go to the first row."""
        self.cursor = self._nearest(0)

    def end(self) -> None:
        """Go to the last row."""
        self.cursor = self._nearest(self._row_count - 1)

    def open_row(self) -> None:
        """Open the row at the cursor."""
        if self.cursor >= 0:
            self.row_opened(self.cursor)

    def scroll_rows(self, step: int) -> bool:
        """Scroll the window without moving the cursor; False when it cannot go further."""
        top = min(max(0, self.top + step), self.max_scroll_y)
        if top == self.top:
            return False
        self.scroll_y = self.scroll_target_y = top
        return True

    def _seek(self, index: int, direction: int) -> int | None:
        while 0 <= index < self._row_count:
            if self.selectable(index):
                return index
            index += direction
        return None

    def _nearest(self, index: int) -> int:
        """The row to rest on at or after `index`, else before it, else -1."""
        index = min(max(0, index), self._row_count - 1)
        found = self._seek(index, 1)
        if found is None:
            found = self._seek(index, -1)
        return -1 if found is None else found

    def _show_cursor(self) -> bool:
        """Bring the cursor into the window; True when that scrolled."""
        return self.scroll_rows(self._top_in(self.size.height) - self.top)

    def _top_in(self, height: int) -> int:
        """The row that a window of so many rows begins with to show the cursor."""
        return top_for(self.cursor, self.top, height, self._row_count, margin=self.margin, jump=self.jump)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return min(max(0, cursor), self._row_count - 1)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the row left and the row reached, or the window where it scrolls."""
        if old == new:
            return
        if not self._show_cursor():
            width, window = self.size.width, self.window
            self.refresh(*(Region(0, row - window.start, width, 1) for row in (old, new) if row in window))
        self.cursor_moved(new)

    # Painting

    def size_found(self, size: Size) -> None:
        """Let the window follow the cursor."""
        top = float(self._top_in(size.height))
        self.set_reactive(RowList.scroll_y, top)
        self.set_reactive(RowList.scroll_target_y, top)

    def paints_changed(self) -> None:
        """Drop the strips painted with the old styles."""
        self._rows.clear()

    def render_line(self, y: int) -> Strip:
        """Paint a line of the window."""
        width, height = self.painted_size
        index = self.top + y
        if index >= self._row_count:
            if not self._row_count and self.empty_text and y == min(1, height - 1):
                return self._draw_empty(width)
            return blank(width, self.base_paint)
        key = (index, width, index == self.cursor)
        strip = self._rows.get(key)
        if strip is None:
            strip = self._rows[key] = self.draw_row(*key)
        return strip

    def _draw_empty(self, width: int) -> Strip:
        row = Row(width, self.base_paint).blank(1)
        return row.text(
            self.empty_text, width - 2, self.paint("rows--empty"), base="auto", right=False
        ).strip()

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.set_reactive(RowList.virtual_size, Size(self.size.width, self._row_count))
        if self.top > self.max_scroll_y:
            self.scroll_y = self.scroll_target_y = self.max_scroll_y
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row clicked."""
        index = self.top + event.y
        if index < self._row_count:
            event.stop()
            self.row_clicked(index, event.x, event.chain)
