"""Rows of an article as strips: text with its marks, the source line, letters to jump by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tui.bidi.layout import Line, fit
from tui.widgets.marks import Label, Marks, Paint
from tui.widgets.painting import Painted
from tui.widgets.reading_layout import TextRow
from tui.widgets.reading_window import ReadingWindow
from tui.widgets.strips import Row, Span

if TYPE_CHECKING:
    from tui.library.model import Article

RowKey = tuple[int, int, tuple[Paint, ...], tuple[Label, ...]]
"""All that a row's looks depend on: block, row, paints and letters."""

BETWEEN = " · "


def key_of(window: ReadingWindow, marks: Marks, row: TextRow, first: bool) -> RowKey | None:
    """Say what a row is to look like; None for a blank one.

    Args:
        window: the article.
        marks: what is marked in it.
        row: the row.
        first: whether it is the first in the window.
    """
    if row.line is None:
        is_source = window.layout.blocks[row.block].kind == "source" and row.row == 0
        return (row.block, row.row, (), ()) if is_source else None
    start, end = window.range_of(row)
    return row.block, row.row, marks.paints(start, end), marks.labels_in(start, end, first)


def draw_row(
    widget: Painted,
    window: ReadingWindow,
    row: TextRow,
    key: RowKey,
    column: tuple[int, int],
    source: Sequence[str],
) -> Strip:
    """Draw a row that is not blank.

    Args:
        widget: whose styles are used, and whose width the row has.
        window: the article.
        row: the row.
        key: what it is to look like.
        column: left edge and width of the column of text, in cells.
        source: parts of the source line.
    """
    left, measure = column
    drawn = Row(widget.painted_size.width, widget.base_paint).blank(left)
    if row.line is None:
        _draw_source(widget, drawn, measure, source, window.base != "ltr")
        return drawn.strip()
    block = window.layout.blocks[row.block]
    style = widget.paint("pane--title") if block.kind == "title" else widget.paint()
    spans: list[Span] = [
        (start - block.start, end - block.start, widget.paint(*names)) for start, end, names in key[2]
    ]
    strip = drawn.blank(row.line.indent).line(row.line, style, spans).strip()
    for offset, letters in key[3]:
        strip = _overlay(widget, strip, row.line, left, offset - block.start, letters)
    return strip


def source_of(article: Article | None) -> tuple[str, ...]:
    """Source and publication day of an article, as the line under its title shows them."""
    if article is None:
        return ()
    header = article.header
    day = header.published[:16].replace("T", " ") if header.published else "date unknown"
    parts = [part for part in (header.source, day) if part]
    if header.title_derived:
        parts.append("no title")
    return tuple(parts)


def _draw_source(widget: Painted, row: Row, measure: int, source: Sequence[str], rtl: bool) -> None:
    """The line under the title: its parts one after the other from the side where lines begin."""
    style = widget.paint("pane--source")
    parts: list[Line] = []
    room = measure
    for part in source:
        if room < 2:
            break
        parts.append(fit(part, room, base="auto"))
        room -= parts[-1].width + len(BETWEEN)
    if rtl:
        row.blank(measure - sum(line.width for line in parts) - len(BETWEEN) * (len(parts) - 1))
        parts.reverse()
    for number, line in enumerate(parts):
        if number:
            row.sign(BETWEEN, style)
        row.line(line, style)


def _overlay(widget: Painted, strip: Strip, line: Line, left: int, offset: int, letters: str) -> Strip:
    """Lay letters over the cells where a mention begins."""
    found = line.cell_of(offset)
    if found is None:
        return strip
    start, end = line.columns[found : found + 2]
    if line.cells[found].level % 2:
        start = max(0, end - len(letters))
    start += left
    end = max(end + left, start + len(letters))
    text = Segment(letters.ljust(end - start), widget.base_paint + widget.paint("pane--label"))
    return Strip([*strip.crop(0, start), text, *strip.crop(end, strip.cell_length)], strip.cell_length)
