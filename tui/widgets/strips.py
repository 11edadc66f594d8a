"""From laid-out lines to the strips Textual paints.

Everything the widgets show passes here: a `Line` of `tui.bidi` is already in visual order and free of
controls, so what is left is to style its cells and to join them into as few segments as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.bidi.layout import Line
from tui.widgets.fields import Fields

Span = tuple[int, int, Style]
"""A logical range (code points, end exclusive) and the style added to its cells."""

PLAIN = Style()


@lru_cache(maxsize=8192)
def _printable(text: str, width: int) -> str:
    """Return a cell's text, or a stand-in where Rich would measure it differently.

    Textual crops strips by Rich's idea of a character's width: a cell the two disagree on would shift
    everything after it, so it is shown as its first character alone, or as a middle dot.
    """
    if cell_len(text) == width:
        return text
    if cell_len(text[0]) == width:
        return text[0]
    return "·" + " " * (width - 1)


def segments(line: Line, base: Style = PLAIN, spans: Sequence[Span] = ()) -> list[Segment]:
    """Style the cells of a line and join neighbours of one style.

    A cell with combining marks stays a segment of its own: Textual may cut a segment between a letter and
    its marks, but never cuts a segment one cell wide.

    Args:
        line: what to show; its indent is not included.
        base: style of every cell.
        spans: logical ranges with the style added to them, later ones on top.  A range that touches part of a
            ligature styles the whole cell.
    """
    cells = line.cells
    styles = [base] * len(cells)
    for start, end, style in spans:
        added: dict[int, Style] = {}  # most cells of a span have the same style under it
        for position, cell in enumerate(cells):
            if cell.start < end and start < cell.end:
                under = styles[position]
                both = added.get(id(under))
                if both is None:
                    both = added[id(under)] = under + style
                styles[position] = both
    result: list[Segment] = []
    run: list[str] = []
    run_style = base
    for cell, style in zip(cells, styles, strict=True):
        text = cell.text
        if not (" " <= text <= "~" or "\ufe70" <= text <= "\ufefc") or len(text) > 1:
            text = _printable(text, cell.width)
        if len(text) > 1:
            if run:
                result.append(Segment("".join(run), run_style))
                run = []
            result.append(Segment(text, style))
            continue
        if run and style is not run_style and style != run_style:
            result.append(Segment("".join(run), run_style))
            run = []
        run_style = style
        run.append(text)
    if run:
        result.append(Segment("".join(run), run_style))
    return result


class Row(Fields[Style]):
    """A row that becomes a strip.

    Args:
        width: cells of the finished strip.
        base: style of the padding, and beneath every part.
    """

    def __init__(self, width: int, base: Style = PLAIN) -> None:
        super().__init__(width)
        self.base = base
        self._segments: list[Segment] = []

    def put(self, text: str, style: Style | None) -> None:
        """Add a text of characters one cell wide."""
        self._segments.append(Segment(text, self.base if style is None else self.base + style))

    def put_line(self, line: Line, style: Style | None, spans: Sequence[Span]) -> None:
        """Add the cells of a line without its indent."""
        self._segments.extend(segments(line, self.base if style is None else self.base + style, spans))

    def strip(self) -> Strip:
        """The finished row, padded on the right, never wider than asked."""
        self.blank(self.room)
        strip = Strip(self._segments, self.used)
        return strip if self.used == self.width else strip.crop(0, self.width)


@lru_cache(maxsize=256)
def blank(width: int, style: Style = PLAIN) -> Strip:
    """Return an empty row."""
    return Strip([Segment(" " * width, style)] if width > 0 else [], max(0, width))
