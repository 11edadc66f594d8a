"""The reading pane: one article with its mentions, the entity in focus and the current mention marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.bidi.layout import fit
from tui.entities.model import KINDS, Mention
from tui.widgets.marks import Marks
from tui.widgets.painting import PaintedScroll
from tui.widgets.reading_layout import ReadingLayout
from tui.widgets.reading_rows import RowKey, draw_row, key_of, source_of
from tui.widgets.reading_window import ReadingWindow
from tui.widgets.strips import Row, blank

if TYPE_CHECKING:
    from tui.library.model import Article


class ReadingPane(PaintedScroll, inherit_bindings=False):
    """Shows an article in a column of comfortable width.

    Args:
        measure: most cells of a line of text; in a wider pane the column stands in the middle.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane--title",
        "pane--source",
        "pane--empty",
        "pane--mention",
        "pane--focused",
        "pane--current",
        "pane--hover",
        "pane--selection",
        "pane--label",
        *(f"pane--{kind}" for kind in KINDS),
        *(f"pane--mention-{kind}" for kind in KINDS),
    }

    DEFAULT_CSS = """
    ReadingPane {
        height: 1fr;
    }
    """

    current: reactive[int] = reactive(-1, repaint=False, init=False)
    """Index of the current mention, -1 when there is none."""

    measure: reactive[int] = reactive(72, repaint=False, init=False)
    """Most cells of a line of text."""

    class PaneMessage(Message):
        """Something that happened in the pane."""

        def __init__(self, control: ReadingPane) -> None:
            super().__init__()
            self.pane = control

        @property
        def control(self) -> ReadingPane:
            """The pane."""
            return self.pane

    class MentionSelected(PaneMessage):
        """A mention was clicked; it is the current one now."""

        def __init__(self, control: ReadingPane, index: int, mention: Mention) -> None:
            super().__init__(control)
            self.index = index
            self.mention = mention

    class Selected(PaneMessage):
        """The reader selected text with the pointer."""

    class Scrolled(PaneMessage):
        """The article moved in the window."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, ReadingPane.Scrolled) and message.pane is self.pane

    def __init__(self, *, measure: int = 72, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(ReadingPane.measure, measure)
        self.empty_text = ""
        self._article: Article | None = None
        self._source: tuple[str, ...] = ()
        self._window: ReadingWindow | None = None
        self._marks = Marks()
        self._drag: tuple[int, int] | None = None
        self._dragged = False
        self._strips: LRUCache[RowKey, Strip] = LRUCache(512)
        self._shown: dict[int, RowKey | None] = {}
        self._fitted: Size | None = None
        self._ahead: ReadingLayout | None = None

    # Contents

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its mentions, in order."""
        return self._marks.mentions

    @property
    def current_mention(self) -> Mention | None:
        """The current mention."""
        return self.mentions[self.current] if 0 <= self.current < len(self.mentions) else None

    def show(self, article: Article | None, mentions: Sequence[Mention] = (), *, position: int = 0) -> None:
        """Show an article, or nothing.

        Args:
            article: what to show.
            mentions: its mentions, sorted by start.
            position: code point of the line at the top of the window.
        """
        self._article = article
        self._source = source_of(article)
        self._window = (
            ReadingWindow(article.text, article.body_start, position, self._ahead) if article else None
        )
        self._ahead = None
        self._marks = Marks(focused=self._marks.focused)
        self._marks.set_mentions(mentions)
        self.set_reactive(ReadingPane.current, -1)
        self._drag = None
        self._dragged = False
        self._fitted = None
        self._fit_window(self.size)
        self.refresh()

    def prepare(self, text: str, body_start: int) -> None:
        """Lay out the beginning of the article that is likely shown next.

        Args:
            text: the article.
            body_start: code point where its body begins; 0 when it has no title.
        """
        size = self.size
        if size:
            self._ahead = ReadingLayout(text, body_start, self._column_in(size.width)[1])
            self._ahead.rows((0, 0), size.height)

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mark these mentions in the article shown; the text stays where it is."""
        self._marks.set_mentions(mentions)
        self.set_reactive(ReadingPane.current, self._marks.current)
        self._repaint()

    def focus_entity(self, entity_id: str | None) -> None:
        """Mark all mentions of an entity strongly (None: of nothing)."""
        self._marks.focused = entity_id
        self._repaint()

    # The column of text

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the column, in cells."""
        return self._column_in(self.size.width)

    def _column_in(self, width: int) -> tuple[int, int]:
        margin = 2 if width > 40 else 1 if width > 8 else 0
        measure = max(1, min(self.measure, width - 2 * margin))
        return (width - measure) // 2, measure

    def _fit_window(self, size: Size) -> None:
        """Lay out for a size, unless that was done."""
        if self._window is None or not size or self._fitted == size:
            return
        self._fitted = size
        self._strips.clear()
        self._shown.clear()
        self._window.resize(self._column_in(size.width)[1], size.height)

    # Where the reader is

    @property
    def position(self) -> int:
        """Code point at which the window begins: give it to `show` to come back here."""
        return self._window.position if self._window else 0

    @property
    def progress(self) -> float:
        """Share of the article that is above the bottom of the window, 0 to 1."""
        return self._window.progress if self._window else 1.0

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self._window is None or self._window.at_end

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by lines; False when it cannot go further."""
        return self._window is not None and self._moved(self._window.scroll(rows))

    def page(self, step: int) -> bool:
        """Scroll by windows, two lines kept in sight; False at the end (or the beginning)."""
        return self._window is not None and self._moved(self._window.page(step))

    def paragraph(self, step: int) -> bool:
        """Scroll so that the next or previous paragraph begins the window; False when there is none."""
        return self._window is not None and self._moved(self._window.paragraph(step))

    def home(self) -> bool:
        """Scroll to the beginning."""
        return self._window is not None and self._moved(self._window.home())

    def end(self) -> bool:
        """Scroll to the end."""
        return self._window is not None and self._moved(self._window.end())

    def reveal(self, offset: int) -> bool:
        """Bring the line of a code point into sight; True when that scrolled."""
        if self._window is None:
            return False
        if not self.size:
            self._window.position = offset
            return False
        return self._moved(self._window.reveal(offset))

    def _moved(self, moved: bool) -> bool:
        if moved:
            self._marks.hover = -1
            self.refresh()
            self.post_message(self.Scrolled(self))
        return moved

    # Mentions

    def visible_mentions(self) -> list[int]:
        """Indices of the mentions in sight."""
        return list(self._marks.within(*self._window.span)) if self._window and self.size else []

    def next_mention(self, entity_id: str | None = None, step: int = 1) -> bool:
        """Make the next mention current (negative step: the previous) and bring it into sight.

        It is looked for from the current mention while that is in sight, else from the window.

        Args:
            entity_id: of this entity only; of any when None.
            step: direction, 1 or -1.

        Returns:
            False when there is none further in this article.
        """
        seen = self._window.span if self._window and self.size else (0, 0)
        index = self._marks.following(entity_id, step, seen)
        if index is None:
            return False
        self.go_to_mention(index)
        return True

    def go_to_mention(self, index: int) -> None:
        """Make a mention current and bring it into sight (-1: none is current)."""
        self.current = index
        mention = self.current_mention
        if mention is not None:
            self.reveal(mention.start)

    def validate_current(self, index: int) -> int:
        """Keep to the mentions there are."""
        return index if 0 <= index < len(self.mentions) else -1

    def watch_current(self) -> None:
        """Repaint the lines of the mention left and of the one reached."""
        self._marks.current = self.current
        self._repaint()

    def mention_at(self, column: int, row: int) -> int | None:
        """Index of the mention under a cell of the widget, or None."""
        offset = self.offset_at(column, row)
        return None if offset is None else self._marks.index_at(offset)

    def offset_at(self, column: int, row: int) -> int | None:
        """Code point under a cell of the widget, or None beside the text."""
        if self._window is None or not self.size:
            return None
        return self._window.offset_at(column - self.column[0], row)

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Lay letters over the beginnings of mentions, to be jumped to (mention index -> letters)."""
        self._marks.labels = dict(labels)
        self._repaint()

    def clear_labels(self) -> None:
        """Take the letters away."""
        self.show_labels({})

    # Selection

    @property
    def selection(self) -> tuple[int, int] | None:
        """Code points selected."""
        return self._marks.selection

    @property
    def selected_text(self) -> str:
        """The text selected, exactly as it stands in the article."""
        if self._article is None or self.selection is None:
            return ""
        return self._article.text[slice(*self.selection)]

    def select(self, start: int, end: int) -> None:
        """Select a range of code points."""
        self._marks.selection = (start, end) if start < end else None
        self._repaint()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.select(0, 0)

    def select_paragraph(self) -> str:
        """Select the current mention's paragraph if it is in sight, else the first in sight; its text."""
        if self._window is None or not self.size:
            return ""
        mention = self.current_mention
        offset = self._window.span[0]
        if mention is not None and self.current in self.visible_mentions():
            offset = mention.start
        self.select(*self._window.paragraph_at(offset))
        return self.selected_text

    # Painting

    def paints_changed(self) -> None:
        """Drop the strips painted with the old styles."""
        self._strips.clear()

    def _repaint(self) -> None:
        """Refresh the rows that no longer look as they were painted."""
        if self._window is None or not self.size:
            return
        width = self.size.width
        changed = [
            Region(0, y, width, 1)
            for y, row in enumerate(self._window.rows)
            if y not in self._shown or self._shown[y] != key_of(self._window, self._marks, row, y == 0)
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Paint a line of the window."""
        # A frame can be painted before the event that tells of its size.
        size = self.painted_size
        self._fit_window(size)
        width = size.width
        window = self._window
        if window is None or y >= len(window.rows):
            self._shown[y] = None
            if window is None and self.empty_text and y == min(1, size.height - 1):
                return self._draw_empty(width)
            return blank(width, self.base_paint)
        row = window.rows[y]
        key = self._shown[y] = key_of(window, self._marks, row, y == 0)
        if key is None:
            return blank(width, self.base_paint)
        strip = self._strips.get(key)
        if strip is None:
            column = self._column_in(width)
            strip = self._strips[key] = draw_row(self, window, row, key, column, self._source)
        return strip

    def _draw_empty(self, width: int) -> Strip:
        line = fit(self.empty_text, width, base="auto")
        row = Row(width, self.base_paint).blank((width - line.width) // 2)
        return row.line(line, self.paint("pane--empty")).strip()

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew, the same line at the top."""
        self._fit_window(self.size)

    def watch_measure(self) -> None:
        """Lay out anew, the same line at the top."""
        self._fitted = None
        self._fit_window(self.size)
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        if event.button != 1 or self._window is None:
            return
        self._dragged = False
        self._drag = self._window.cell_range_at(event.x - self.column[0], event.y)
        if self.selection is not None:
            self.clear_selection()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection, or mark the mention under the pointer."""
        if self._drag is not None and event.button == 1:
            self._extend(event.x, event.y)
            return
        self._set_hover(self.mention_at(event.x, event.y))

    def on_leave(self, event: events.Leave) -> None:
        """Unmark the mention the pointer was on."""
        if event.node is self:
            self._set_hover(None)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection."""
        self.release_mouse()
        self._drag = None
        if self._dragged:
            self._tell_selected()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a mention, a double one selects the word, a triple one the paragraph."""
        event.stop()
        if self._dragged:
            self._dragged = False
            return
        if event.chain == 1:
            index = self.mention_at(event.x, event.y)
            if index is not None:
                self.current = index
                self.post_message(self.MentionSelected(self, index, self.mentions[index]))
            return
        offset = self.offset_at(event.x, event.y)
        if offset is None or self._window is None:
            return
        self.select(*(self._window.word_at if event.chain == 2 else self._window.paragraph_at)(offset))
        self._tell_selected()

    def _tell_selected(self) -> None:
        if self.selection is not None:
            self.post_message(self.Selected(self))

    def _set_hover(self, index: int | None) -> None:
        index = -1 if index is None else index
        if index != self._marks.hover:
            self._marks.hover = index
            self._repaint()

    def _extend(self, column: int, row: int) -> None:
        """Extend the selection to a cell, scrolling where it is outside the window."""
        if self._drag is None or self._window is None:
            return
        column -= self.column[0]
        if not self._dragged:
            if self._window.cell_range_at(column, row) == self._drag:
                return
            self._dragged = True
            self.capture_mouse()
        if row < 0:
            self.scroll_rows(-1)
        elif row >= self.size.height:
            self.scroll_rows(1)
        reached = self._window.cell_range_at(column, row)
        if reached is not None:
            self.select(min(self._drag[0], reached[0]), max(self._drag[1], reached[1]))
