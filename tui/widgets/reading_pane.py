"""The reading pane: one article with its mentions, the entity in focus and the current mention marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.bidi.layout import Line, fit
from tui.entities.model import KINDS, Mention
from tui.widgets.painting import PaintedScroll
from tui.widgets.reading_layout import Place, ReadingLayout, TextRow
from tui.widgets.strips import Row, Span, blank

if TYPE_CHECKING:
    from tui.library.model import Article

WHEEL_ROWS = 3

Paint = tuple[int, int, tuple[str, ...]]
"""A range within a block and the component classes that paint it."""

RowKey = tuple[int, int, tuple[Paint, ...], tuple[tuple[int, str], ...]]
"""All that a row's looks depend on: block, row, paints, labels (code point, letters)."""


class ReadingPane(PaintedScroll, inherit_bindings=False):
    """Shows an article right-aligned in a column of comfortable width.

    Args:
        measure: most cells of a line of text.
        centred: put the column in the middle of a wider pane; else at the side where lines begin.
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

    class MentionHovered(PaneMessage):
        """The pointer arrived on a mention, or left one (None)."""

        def __init__(self, control: ReadingPane, mention: Mention | None) -> None:
            super().__init__(control)
            self.mention = mention

    class SelectionCopied(PaneMessage):
        """Text was selected by the reader to be copied: exactly as it stands in the article."""

        def __init__(self, control: ReadingPane, text: str) -> None:
            super().__init__(control)
            self.text = text

    class Scrolled(PaneMessage):
        """The article moved in the window."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of several matters."""
            return isinstance(message, ReadingPane.Scrolled) and message.pane is self.pane

    def __init__(
        self, *, measure: int = 72, centred: bool = True, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.measure = measure
        self.centred = centred
        self.empty_text = ""
        self._article: Article | None = None
        self._source: tuple[str, ...] = ()
        self._mentions: tuple[Mention, ...] = ()
        self._starts: list[int] = []
        self._focused: str | None = None
        self._labels: dict[int, str] = {}
        self._hover = -1
        self._selection: tuple[int, int] | None = None
        self._drag: tuple[int, int] | None = None
        self._dragged = False
        self._layout_now: ReadingLayout | None = None
        self._top: Place | None = None
        self._offset = 0
        self._strips: LRUCache[RowKey, Strip] = LRUCache(512)
        self._shown: dict[int, RowKey | None] = {}
        self._rows_now: tuple[tuple[Place, int, int], list[TextRow]] | None = None

    # Contents

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Its mentions, in order."""
        return self._mentions

    @property
    def current_mention(self) -> Mention | None:
        """The current mention."""
        return self._mentions[self.current] if 0 <= self.current < len(self._mentions) else None

    @property
    def focused_entity(self) -> str | None:
        """Id of the entity in focus."""
        return self._focused

    def show(
        self,
        article: Article | None,
        mentions: Sequence[Mention] = (),
        *,
        source: Sequence[str] = (),
        position: int = 0,
        scroll_to: int | None = None,
    ) -> None:
        """Show an article, or nothing.

        Args:
            article: what to show.
            mentions: its mentions, sorted by start.
            source: parts of the line under the title; by default source and date of the article's header.
            position: code point of the line at the top of the window.
            scroll_to: index of a mention to make current and bring into sight.
        """
        self._article = article
        self._take(mentions)
        self._source = tuple(source) if source else _source_of(article)
        self._labels = {}
        self._selection = self._drag = None
        self._hover = -1
        self._layout_now = self._top = self._rows_now = None
        self._offset = position
        self._strips.clear()
        self.set_reactive(ReadingPane.current, -1)
        if scroll_to is not None:
            self.go_to_mention(scroll_to)
        self.refresh()

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mark these mentions in the article shown; the text stays where it is."""
        current = self.current_mention
        self._take(mentions)
        self._labels = {}
        self._hover = -1
        index = -1
        if current is not None:
            index = next(
                (i for i, m in enumerate(mentions) if (m.start, m.end) == (current.start, current.end)), -1
            )
        self.set_reactive(ReadingPane.current, index)
        self._repaint()

    def _take(self, mentions: Sequence[Mention]) -> None:
        self._mentions = tuple(mentions)
        self._starts = [mention.start for mention in self._mentions]

    def focus_entity(self, entity_id: str | None) -> None:
        """Mark all mentions of an entity strongly (None: of nothing)."""
        self._focused = entity_id
        self._repaint()

    # The column

    @property
    def column(self) -> tuple[int, int]:
        """Left edge and width of the text column, in cells."""
        width = self.size.width
        margin = 2 if width > 40 else 1 if width > 8 else 0
        measure = max(1, min(self.measure, width - 2 * margin))
        if self.centred or width - measure <= 2 * margin:
            return (width - measure) // 2, measure
        rtl = self._layout_now is None or self._layout_now.base != "ltr"
        return (width - margin - measure if rtl else margin), measure

    @property
    def _layout(self) -> ReadingLayout | None:
        """The layout at the present width; None without an article or a size."""
        if self._article is None or not self.size:
            return None
        width = self.column[1]
        if self._layout_now is None:
            self._layout_now = ReadingLayout(self._article.text, self._article.body_start, width)
        elif self._layout_now.width != width:
            self._layout_now = self._layout_now.resized(width)
            self._top = None
            self._strips.clear()
        return self._layout_now

    def _place(self, layout: ReadingLayout) -> Place:
        """Place of the first row of the window."""
        if self._top is None:
            self._top = min(layout.locate(self._offset), layout.last_top(self.size.height))
        return self._top

    def _rows(self) -> list[TextRow]:
        """Rows in the window."""
        layout = self._layout
        if layout is None:
            return []
        key = (self._place(layout), self.size.height, layout.width)
        if self._rows_now is None or self._rows_now[0] != key:
            self._rows_now = key, layout.rows(key[0], key[1])
        return self._rows_now[1]

    # Where the reader is

    @property
    def position(self) -> int:
        """Code point at which the window begins: give it to `show` to come back here."""
        return self._offset

    @property
    def progress(self) -> float:
        """Share of the article that is above the bottom of the window, 0 to 1."""
        layout, rows = self._layout, self._rows()
        if layout is None or not rows or not layout.text:
            return 1.0
        if self.at_end:
            return 1.0
        return min(1.0, self._range(layout, rows[-1])[1] / len(layout.text))

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        layout = self._layout
        return layout is None or self._place(layout) >= layout.last_top(self.size.height)

    def scroll_rows(self, rows: int) -> bool:
        """Scroll by lines; False when it cannot go further."""
        layout = self._layout
        if layout is None:
            return False
        return self._go(layout, layout.step(self._place(layout), rows))

    def page(self, step: int) -> bool:
        """Scroll by windows, keeping a line in sight; False at the end (or the beginning)."""
        return self.scroll_rows(step * max(1, self.size.height - 2))

    def paragraph(self, step: int) -> bool:
        """Scroll so that the next or previous paragraph begins the window; False when there is none."""
        layout = self._layout
        if layout is None:
            return False
        block, row = self._place(layout)
        if step < 0 and row > 0:
            step += 1
        target = min(max(0, block + step), len(layout.blocks) - 1)
        return self._go(layout, (target, 0))

    def home(self) -> bool:
        """Scroll to the beginning."""
        layout = self._layout
        return layout is not None and self._go(layout, (0, 0))

    def end(self) -> bool:
        """Scroll to the end."""
        layout = self._layout
        return layout is not None and self._go(layout, layout.last_top(self.size.height))

    def _go(self, layout: ReadingLayout, place: Place) -> bool:
        old = self._place(layout)
        place = min(max((0, 0), place), layout.last_top(self.size.height))
        if place == old:
            return False
        self._top = place
        self._offset = layout.offset(place) if place > (0, 0) else 0
        self._hover = -1
        self.refresh()
        self.post_message(self.Scrolled(self))
        return True

    def reveal(self, offset: int) -> bool:
        """Bring the line of a code point into sight; True when that scrolled."""
        layout = self._layout
        if layout is None:
            self._offset = offset
            return False
        height = self.size.height
        place = layout.locate(offset)
        top = self._place(layout)
        if top <= place <= layout.step(top, height - 1):
            return False
        return self._go(layout, layout.step(place, -(height // 3)))

    # Mentions

    def visible_mentions(self) -> list[int]:
        """Indices of the mentions in sight."""
        layout = self._layout
        if layout is None:
            return []
        found: dict[int, None] = {}
        for row in self._rows():
            for index in self._mentions_in(*self._range(layout, row)):
                found[index] = None
        return list(found)

    def next_mention(self, entity_id: str | None = None, step: int = 1) -> bool:
        """Make the next mention current (negative step: the previous) and bring it into sight.

        It is looked for from the current mention while that is in sight, else from the window.

        Args:
            entity_id: of this entity only; of any when None.
            step: direction, 1 or -1.

        Returns:
            False when there is none further in this article.
        """
        start = self._search_from(step)
        order = range(start, len(self._mentions)) if step > 0 else range(start, -1, -1)
        for index in order:
            if entity_id is None or self._mentions[index].entity == entity_id:
                self.go_to_mention(index)
                return True
        return False

    def _search_from(self, step: int) -> int:
        visible = self.visible_mentions()
        if self.current >= 0 and (not self.size or self.current in visible):
            return self.current + step
        if visible:
            return visible[0] if step > 0 else visible[-1]
        rows, layout = self._rows(), self._layout
        if layout is None or not rows:
            return 0 if step > 0 else len(self._mentions) - 1
        if step > 0:
            return bisect_left(self._starts, self._range(layout, rows[0])[0])
        return bisect_left(self._starts, self._range(layout, rows[-1])[1]) - 1

    def go_to_mention(self, index: int) -> None:
        """Make a mention current and bring it into sight (-1: none is current)."""
        self.current = index
        mention = self.current_mention
        if mention is not None:
            self.reveal(mention.start)

    def validate_current(self, index: int) -> int:
        """Keep to the mentions there are."""
        return index if 0 <= index < len(self._mentions) else -1

    def watch_current(self) -> None:
        """Repaint the lines of the mention left and of the one reached."""
        self._repaint()

    def mention_at(self, column: int, row: int) -> int | None:
        """Index of the mention under a cell of the widget, or None."""
        offset = self.offset_at(column, row)
        if offset is None:
            return None
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self._mentions[index].end else None

    def offset_at(self, column: int, row: int) -> int | None:
        """Code point under a cell of the widget, or None beside the text."""
        layout, rows = self._layout, self._rows()
        if layout is None or not 0 <= row < len(rows):
            return None
        found = rows[row]
        if found.line is None:
            return None
        inside = found.line.index_at(column - self.column[0])
        return None if inside is None else layout.blocks[found.block].start + inside

    def _mentions_in(self, start: int, end: int) -> range:
        """Indices of the mentions that touch a range; they are sorted and do not overlap."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self._mentions[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def _range(self, layout: ReadingLayout, row: TextRow) -> tuple[int, int]:
        """Code points of a row; an empty range where it has none."""
        start = layout.blocks[row.block].start
        if row.line is None:
            offset = layout.offset((row.block, row.row))
            return offset, offset
        return start + row.line.start, start + row.line.end

    # Labels

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Overlay letters on the beginnings of mentions, to be jumped to (mention index -> letters)."""
        self._labels = dict(labels)
        self._repaint()

    def clear_labels(self) -> None:
        """Take the letters away."""
        self.show_labels({})

    # Selection

    @property
    def selection(self) -> tuple[int, int] | None:
        """Code points selected."""
        return self._selection

    @property
    def selected_text(self) -> str:
        """The text selected, exactly as it stands in the article."""
        if self._article is None or self._selection is None:
            return ""
        start, end = self._selection
        return self._article.text[start:end]

    def select(self, start: int, end: int) -> None:
        """Select a range of code points."""
        self._selection = (start, end) if start < end else None
        self._repaint()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.select(0, 0)

    def select_paragraph(self) -> str:
        """Select the paragraph of the current mention if it is in sight, else the first in sight; its text."""
        layout = self._layout
        if layout is None:
            return ""
        mention = self.current_mention
        if mention is not None and self.current in self.visible_mentions():
            block = layout.locate(mention.start)[0]
        else:
            block = next((row.block for row in self._rows() if row.line is not None), 0)
        piece = layout.blocks[block]
        self.select(piece.start, piece.end)
        return self.copy_selection()

    def select_mention(self) -> str:
        """Select the current mention; its text."""
        mention = self.current_mention
        if mention is not None:
            self.select(mention.start, mention.end)
        return self.copy_selection() if mention is not None else ""

    def copy_selection(self) -> str:
        """Offer the selected text for copying; the text."""
        text = self.selected_text
        if text:
            self.post_message(self.SelectionCopied(self, text))
        return text

    # Painting

    def paints_changed(self) -> None:
        """Drop the strips painted with the old styles."""
        self._strips.clear()

    def _repaint(self) -> None:
        """Refresh the rows that no longer look as they were painted."""
        if not self.size or self._layout is None:
            return
        rows = self._rows()
        changed = [
            Region(0, y, self.size.width, 1)
            for y, row in enumerate(rows)
            if y not in self._shown or self._shown[y] != self._key(row)
        ]
        if changed:
            self.refresh(*changed)

    def _key(self, row: TextRow) -> RowKey | None:
        """What a row is to look like; None for a blank one."""
        layout = self._layout
        if layout is None:
            return None
        piece = layout.blocks[row.block]
        if row.line is None:
            return (row.block, row.row, (), ()) if piece.kind == "source" and row.row == 0 else None
        start, end = self._range(layout, row)
        paints: list[Paint] = []
        labels: list[tuple[int, str]] = []
        for index in self._mentions_in(start, end):
            mention = self._mentions[index]
            inside = max(mention.start, start) - piece.start, min(mention.end, end) - piece.start
            paints.append((*inside, self._names(index, mention)))
            if index in self._labels and (mention.start >= start or row is self._rows()[0]):
                labels.append((inside[0], self._labels[index]))
        if self._selection is not None:
            first, last = max(self._selection[0], start), min(self._selection[1], end)
            if first < last:
                paints.append((first - piece.start, last - piece.start, ("pane--selection",)))
        return row.block, row.row, tuple(paints), tuple(labels)

    def _names(self, index: int, mention: Mention) -> tuple[str, ...]:
        """Component classes of a mention."""
        if index == self.current:
            names: tuple[str, ...] = (f"pane--{mention.kind}", "pane--current")
        elif mention.entity is not None and mention.entity == self._focused:
            names = (f"pane--{mention.kind}", "pane--focused")
        else:
            names = ("pane--mention", f"pane--mention-{mention.kind}")
        return (*names, "pane--hover") if index == self._hover else names

    def render_line(self, y: int) -> Strip:
        """Paint a line of the window."""
        width = self.size.width
        rows = self._rows()
        if y >= len(rows):
            self._shown[y] = None
            if self._article is None and self.empty_text and y == min(1, self.size.height - 1):
                row = Row(width, self.base_paint)
                line = fit(self.empty_text, width, base="auto")
                return row.blank((width - line.width) // 2).line(line, self.paint("pane--empty")).strip()
            return blank(width, self.base_paint)
        key = self._shown[y] = self._key(rows[y])
        if key is None:
            return blank(width, self.base_paint)
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != width:
            strip = self._strips[key] = self._draw(rows[y], key)
        return strip

    def _draw(self, found: TextRow, key: RowKey) -> Strip:
        layout = self._layout
        left, measure = self.column
        row = Row(self.size.width, self.base_paint).blank(left)
        if layout is None or found.line is None:
            return self._draw_source(row, measure)
        style = self.paint("pane--title") if layout.blocks[found.block].kind == "title" else self.paint()
        spans: list[Span] = [(start, end, self.paint(*names)) for start, end, names in key[2]]
        strip = row.blank(found.line.indent).line(found.line, style, spans).strip()
        for offset, letters in key[3]:
            strip = self._overlay(strip, found.line, offset, letters)
        return strip

    def _draw_source(self, row: Row, measure: int) -> Strip:
        """The line under the title: its parts one after the other from the side where lines begin."""
        style = self.paint("pane--source")
        rtl = self._layout_now is None or self._layout_now.base != "ltr"
        parts: list[Line] = []
        room = measure
        for part in self._source:
            if room < 2:
                break
            line = fit(part, room, base="auto")
            parts.append(line)
            room -= line.width + 3
        used = sum(line.width for line in parts) + 3 * (len(parts) - 1)
        if rtl:
            row.blank(measure - used)
            parts.reverse()
        for number, line in enumerate(parts):
            if number:
                row.sign(" · ", style)
            row.line(line, style)
        return row.strip()

    def _overlay(self, strip: Strip, line: Line, offset: int, letters: str) -> Strip:
        """Lay letters over the cells where a mention begins."""
        cells = [cell for cell in line.cells if cell.start <= offset < cell.end]
        runs = line.columns_of(offset, offset + 1)
        if not runs or not cells:
            return strip
        start, end = runs[0]
        if cells[0].level % 2:
            start = max(0, end - len(letters))
        start += self.column[0]
        end = start + len(letters)
        text = Segment(letters, self.base_paint + self.paint("pane--label"))
        return Strip([*strip.crop(0, start), text, *strip.crop(end, strip.cell_length)], strip.cell_length)

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew, the same line at the top."""
        self._top = None
        self._rows_now = None
        self._shown.clear()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        if event.button != 1:
            return
        self._dragged = False
        self._drag = self._cell_range(event.x, event.y)
        if self._selection is not None:
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
        """End the selection and offer its text."""
        self.release_mouse()
        self._drag = None
        if self._dragged:
            self.copy_selection()

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
                self.post_message(self.MentionSelected(self, index, self._mentions[index]))
            return
        offset = self.offset_at(event.x, event.y)
        layout = self._layout
        if offset is None or layout is None:
            return
        if event.chain == 2:
            self.select(*_word_at(layout.text, offset))
        else:
            piece = layout.blocks[layout.locate(offset)[0]]
            self.select(piece.start, piece.end)
        self.copy_selection()

    def _set_hover(self, index: int | None) -> None:
        index = -1 if index is None else index
        if index != self._hover:
            self._hover = index
            self._repaint()
            self.post_message(self.MentionHovered(self, self._mentions[index] if index >= 0 else None))

    def _extend(self, column: int, row: int) -> None:
        """Extend the selection to a cell, scrolling where it is outside the window."""
        if self._drag is None:
            return
        if not self._dragged and self._cell_range(column, row) == self._drag:
            return
        if not self._dragged:
            self._dragged = True
            self.capture_mouse()
        if row < 0:
            self.scroll_rows(-1)
        elif row >= self.size.height:
            self.scroll_rows(1)
        reached = self._cell_range(column, row)
        if reached is not None:
            self.select(min(self._drag[0], reached[0]), max(self._drag[1], reached[1]))

    def _cell_range(self, column: int, row: int) -> tuple[int, int] | None:
        """Code points of the cell under the pointer; the nearest edge of the line beside the text."""
        layout, rows = self._layout, self._rows()
        if layout is None or not rows:
            return None
        found = rows[min(max(0, row), len(rows) - 1)]
        if found.line is None:
            offset = layout.offset((found.block, found.row))
            return offset, offset
        start = layout.blocks[found.block].start
        inside = found.line.index_at(column - self.column[0])
        if inside is not None:
            cell = next(cell for cell in found.line.cells if cell.start <= inside < cell.end)
            return start + cell.start, start + cell.end
        before = column - self.column[0] < found.line.indent
        rtl = found.line.base_level % 2 == 1
        edge = start + (found.line.end if before == rtl else found.line.start)
        return edge, edge


def _word_at(text: str, offset: int) -> tuple[int, int]:
    """The word around a code point."""
    start = end = offset
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, max(end, offset + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or "\u064b" <= character <= "\u065f" or character in "\u0640\u0670"


def _source_of(article: Article | None) -> tuple[str, ...]:
    """Source and publication day, as the line under the title shows them."""
    if article is None:
        return ()
    header = article.header
    day = header.published[:16].replace("T", " ") if header.published else "date unknown"
    parts = [part for part in (header.source, day) if part]
    if header.title_derived:
        parts.append("no title")
    return tuple(parts)
