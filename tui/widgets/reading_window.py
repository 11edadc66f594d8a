"""The part of an article in the window, and how it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.reading_layout import Place, ReadingLayout, TextRow

if TYPE_CHECKING:
    from tui.bidi.layout import Base


class ReadingWindow:
    """A window over an article: its first row is kept as a code point, so that a new width loses no place.

    Args:
        text: the article.
        body_start: code point where its body begins; 0 when it has no title.
        position: code point of the line the window begins with.
        layout: a layout made ahead, taken where it is of the same article.
    """

    def __init__(
        self, text: str, body_start: int, position: int = 0, layout: ReadingLayout | None = None
    ) -> None:
        is_same = layout is not None and layout.text == text and layout.body_start == body_start
        self.layout = layout if layout is not None and is_same else ReadingLayout(text, body_start, 1)
        self.position = position
        self._height = 0
        self._top: Place | None = None
        self._rows: list[TextRow] | None = None

    @property
    def base(self) -> Base:
        """Direction of the article."""
        return self.layout.base

    def resize(self, width: int, height: int) -> None:
        """Lay out for another size; the same line stays at the top."""
        if width != self.layout.width:
            self.layout = self.layout.resized(width)
        elif height == self._height:
            return
        self._height = height
        self._top = self._rows = None

    @property
    def top(self) -> Place:
        """Place of the first row."""
        if self._top is None:
            # The beginning needs no look at the end.
            self._top = min(self.layout.locate(self.position), self._last_top) if self.position else (0, 0)
        return self._top

    @property
    def _last_top(self) -> Place:
        return self.layout.last_top(self._height)

    @property
    def rows(self) -> list[TextRow]:
        """Rows in the window, from the top."""
        if self._rows is None:
            self._rows = self.layout.rows(self.top, self._height)
        return self._rows

    def range_of(self, row: TextRow) -> tuple[int, int]:
        """Code points of a row; an empty range where it has no text."""
        if row.line is None:
            offset = self.layout.offset((row.block, row.row))
            return offset, offset
        start = self.layout.blocks[row.block].start
        return start + row.line.start, start + row.line.end

    @property
    def span(self) -> tuple[int, int]:
        """Code points in sight."""
        rows = self.rows
        return (self.range_of(rows[0])[0], self.range_of(rows[-1])[1]) if rows else (0, 0)

    # Where the reader is

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight."""
        if not self.rows:
            return True
        # What is in sight has been laid out; the end of a long article may not have been yet.
        last = self.rows[-1]
        blocks = len(self.layout.blocks)
        return last.block == blocks - 1 and last.row == self.layout.height(last.block) - 1

    @property
    def progress(self) -> float:
        """Share of the article that is above the bottom of the window, 0 to 1."""
        if self.at_end or not self.layout.text:
            return 1.0
        return min(1.0, self.span[1] / len(self.layout.text))

    # Moving; each tells whether the window moved

    def go(self, place: Place) -> bool:
        """Begin with a place, or as near as the article's end allows."""
        place = min(max((0, 0), place), self._last_top)
        if place == self.top:
            return False
        self._top, self._rows = place, None
        self.position = self.layout.offset(place) if place > (0, 0) else 0
        return True

    def scroll(self, rows: int) -> bool:
        """Move by rows, negative towards the beginning."""
        return self.go(self.layout.step(self.top, rows))

    def page(self, step: int) -> bool:
        """Move by windows, two rows kept in sight."""
        return self.scroll(step * max(1, self._height - 2))

    def paragraph(self, step: int) -> bool:
        """Begin with the next or previous paragraph."""
        block, row = self.top
        if step < 0 and row > 0:
            step += 1
        return self.go((min(max(0, block + step), len(self.layout.blocks) - 1), 0))

    def home(self) -> bool:
        """Move to the beginning."""
        return self.go((0, 0))

    def end(self) -> bool:
        """Move to the end."""
        return self.go(self._last_top)

    def reveal(self, offset: int) -> bool:
        """Bring the line of a code point into sight, a third of the window from the top when it must move."""
        place = self.layout.locate(offset)
        if self.top <= place <= self.layout.step(self.top, self._height - 1):
            return False
        return self.go(self.layout.step(place, -(self._height // 3)))

    # From cells to text

    def offset_at(self, column: int, row: int) -> int | None:
        """Code point under a cell, columns counted from the left edge of the text; None beside the text."""
        if not 0 <= row < len(self.rows):
            return None
        found = self.rows[row]
        inside = None if found.line is None else found.line.index_at(column)
        return None if inside is None else self.layout.blocks[found.block].start + inside

    def cell_range_at(self, column: int, row: int) -> tuple[int, int] | None:
        """Code points of the cell nearest to a place: an empty range at a line's edge beside the text."""
        if not self.rows:
            return None
        found = self.rows[min(max(0, row), len(self.rows) - 1)]
        line = found.line
        if line is None:
            return self.range_of(found)
        start = self.layout.blocks[found.block].start
        found_cell = line.cell_at(column)
        if found_cell is not None:
            cell = line.cells[found_cell]
            return start + cell.start, start + cell.end
        at_left = column < line.indent
        edge = start + (line.end if at_left == (line.base_level % 2 == 1) else line.start)
        return edge, edge

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """Code points of the paragraph of a code point; of the one below where that is in the source line."""
        blocks = self.layout.blocks
        number = self.layout.locate(offset)[0]
        while blocks[number].kind == "source" and number + 1 < len(blocks):
            number += 1
        return blocks[number].start, blocks[number].end

    def word_at(self, offset: int) -> tuple[int, int]:
        """The word around a code point, or that code point alone."""
        text = self.layout.text
        start = end = offset
        while start > 0 and _in_word(text[start - 1]):
            start -= 1
        while end < len(text) and _in_word(text[end]):
            end += 1
        return start, max(end, offset + 1)


def _in_word(character: str) -> bool:
    return character.isalnum() or "\u064b" <= character <= "\u065f" or character in "\u0640\u0670"
