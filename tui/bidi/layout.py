"""Text onto rows of terminal cells: lines broken in logical order on the shaped width, then reordered.

A line keeps both maps: from a column to the code point it shows, and from a range of code points to columns.

Widths are those that terminals agree on.  Characters of East Asian width W or F take two cells, marks none,
all others one.  What terminals disagree on is not printed: variation selectors (a heart stays one cell, with
or without emoji presentation), the joiners of an emoji sequence (its members stand side by side, two cells
each, as UTS #51 asks of a display that has no glyph for the whole), skin tones (the emoji before stands for
both).  A pair of regional indicators is one cluster of two cells.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, compress, repeat
from operator import eq, or_

from tui.bidi import tables, uax9
from tui.bidi.brackets import bracket_positions
from tui.bidi.properties import profiles_of
from tui.bidi.shape import adjusted, shape
from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from tui.bidi.phrases import Rewritten

    Base = Literal["rtl", "ltr", "auto"]
    Align = Literal["start", "left", "right"]

TAB_STOP = 8

_PARAGRAPH_ENDS = "\n\r\x1c\x1d\x1e\x85\u2029"  # `str.splitlines` knows more
_LINE_ENDS_AND_TABS = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_FORCED = ord("k")  # a line breaking class
_TAB = ord("t")  # a kind


class Cell(NamedTuple):
    """One displayed cluster; a named tuple, as a page of them is made on each layout."""

    text: str
    """What to print: base first, then marks; never empty."""
    width: int
    """1 or 2 cells; a tab takes as many blanks as it needs."""
    start: int
    """First of the code points it stands for, in the text given to `layout`."""
    end: int
    """Position after the last of them."""
    level: int
    """Embedding level: odd ones read from right to left."""


class Line(NamedTuple):
    """One row of cells, in visual order from left to right."""

    cells: tuple[Cell, ...]
    start: int  # logical range: the lines of a text cover it without gaps, blanks and line ends included
    end: int
    width: int  # cells
    indent: int  # cells of padding at the left that the alignment asks for
    base_level: int

    @property
    def text(self) -> str:
        """The visual string, without the padding."""
        return "".join([cell.text for cell in self.cells])

    @property
    def columns(self) -> list[int]:
        """First column of each cell, indent counted, and the column after the last one."""
        return list(accumulate([cell.width for cell in self.cells], initial=self.indent))

    def cell_at(self, column: int) -> int | None:
        """Return the index of the cell under a column, None on padding.

        Args:
            column: terminal column, indent counted.
        """
        if not self.indent <= column < self.indent + self.width:
            return None
        return bisect_right(self.columns, column) - 1

    def index_at(self, column: int) -> int | None:
        """Return the code point under a column, None on padding.

        Args:
            column: terminal column, indent counted.
        """
        found = self.cell_at(column)
        return None if found is None else self.cells[found].start

    def cell_of(self, index: int) -> int | None:
        """Return the index of the cell that shows a code point, None where it is not displayed.

        Args:
            index: code point in the text given to `layout`.
        """
        for k, cell in enumerate(self.cells):
            if cell.start <= index < cell.end:
                return k
        return None

    def columns_of(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the runs of columns (from, to) that show a range, from left to right, indent counted.

        Args:
            start: first code point.
            end: position after the last one.
        """
        runs: list[tuple[int, int]] = []
        column = self.indent
        for cell in self.cells:
            following = column + cell.width
            if cell.start < end and start < cell.end:
                if runs and runs[-1][1] == column:
                    runs[-1] = (runs[-1][0], following)
                else:
                    runs.append((column, following))
            column = following
        return runs


def layout(
    text: str, width: int, *, base: Base = "rtl", align: Align = "start", isolate: bool = False
) -> list[Line]:
    """Lay a text out on rows of a width; there is at least one row.

    Args:
        text: any text; its line ends end rows.
        width: cells a row may take; a cluster wider than that stands alone on its row.
        base: direction of the whole text; `auto` takes it from the first strong character.
        align: `start` is the right edge for a right-to-left base.
        isolate: keep the order of numbers and Latin runs such as `+966` or `C++` in right-to-left text.
    """
    width = max(width, 1)
    level = _base_level(text, base)
    right = align == "right" or (align == "start" and level == 1)
    lines: list[Line] = []
    for start, end, following in _paragraphs(text):
        if start == end:
            lines.append(Line((), start, following, 0, width if right else 0, level))
        else:
            paragraph = _Paragraph(text[start:end], start, level, isolate=isolate, width=width)
            lines += paragraph.wrap(width, right, following)
    return lines


def fit(text: str, width: int, *, base: Base = "rtl", align: Align = "start", ellipsis: str = "…") -> Line:
    """Lay a text out on one row, cut at a cluster; the ellipsis then stands at its logical end.

    Args:
        text: any text; its line ends and tabs become blanks.
        width: cells the row may take.
        base: direction of the text; `auto` takes it from the first strong character.
        align: `start` is the right edge for a right-to-left base.
        ellipsis: printed after a cut, unless it is wider than the row; it stands for all that is cut.
    """
    width = max(width, 0)
    level = _base_level(text, base)
    right = align == "right" or (align == "start" and level == 1)
    if level == 0 and len(text) <= width and text.isascii() and text.isprintable():
        # Dates and numbers, of which every row of a list has some.
        size = len(text)
        columns = zip(text, repeat(1), range(size), range(1, size + 1), repeat(0), strict=False)
        short = tuple(map(tuple.__new__, repeat(Cell), columns))
        return Line(short, 0, size, size, width - size if right else 0, 0)
    # The beginning of a text beyond all measure is enough, unless it is made of what takes no cell.
    beginning = text[: 16 * width + 64]
    paragraph = _Paragraph(_on_one_line(beginning), 0, level)
    taken = sum(paragraph.widths)
    if taken <= width and len(beginning) < len(text):
        paragraph = _Paragraph(_on_one_line(text), 0, level)
        taken = sum(paragraph.widths)
    if taken <= width:
        cells = paragraph.ordered(0, len(paragraph.cells))
    else:
        cells, taken = paragraph.cut(width, ellipsis, len(text))
    return Line(tuple(cells), 0, len(text), taken, width - taken if right else 0, level)


def measure(text: str) -> int:
    """Return the cells that a text takes on one row, its line ends and tabs as blanks."""
    text = _on_one_line(text)
    if text.isascii() and text.isprintable():
        return len(text)
    profiles = profiles_of(text)
    if 1 in profiles.translate(tables.PHRASE_FLAGS) or uax9.is_explicit(profiles.translate(tables.BIDI)):
        return sum(_Paragraph(text, 0, 1).widths)
    return sum(adjusted(profiles).translate(tables.WIDTH))


def _base_level(text: str, base: Base) -> int:
    if base != "auto":
        return int(base == "rtl")
    classes = uax9.classes_of(text)
    for start, end, _ in _paragraphs(text):
        found = uax9.first_strong(classes, start, end)
        if found is not None:
            return found
    return 0


def _paragraphs(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, start of the next) of each paragraph; one that is empty if the text is."""
    start = end = 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        if line[-1] in _PARAGRAPH_ENDS:
            yield start, end - (2 if line.endswith("\r\n") else 1), end
            start = end
    if start < len(text) or not text:
        yield start, len(text), len(text)


def _on_one_line(text: str) -> str:
    if "\t" in text or text.splitlines() != [text]:
        text = text.replace("\r\n", "\0\n").translate(_LINE_ENDS_AND_TABS)
    return text


def _rewritten(text: str, profiles: bytes, isolate: bool, width: int | None) -> Rewritten | None:
    phrases = 1 in profiles.translate(tables.PHRASE_FLAGS)
    if not phrases and not isolate:
        return None
    # Few texts need the one, and no row of the first screen the other.
    rewritten = None
    if phrases:
        from tui.bidi.phrases import spelled_out

        rewritten = spelled_out(text, width)
    if isolate:
        from tui.bidi.isolating import isolated

        rewritten = isolated(text, rewritten)
    return rewritten


class _Paragraph:
    """A paragraph resolved and shaped: its cells in logical order, ready to be cut into lines."""

    def __init__(
        self, text: str, offset: int, base: int, *, isolate: bool = False, width: int | None = None
    ) -> None:
        """Resolve and shape.

        Args:
            text: the paragraph, without its end.
            offset: code points before it.
            base: paragraph level.
            isolate: see `layout`.
            width: of the lines it will be wrapped to; None if it stays on one line.
        """
        profiles = profiles_of(text)
        rewritten = _rewritten(text, profiles, isolate and base == 1, width)
        if rewritten:
            text = rewritten.text
            profiles = profiles_of(text)
        classes = profiles.translate(tables.BIDI)
        resolved = uax9.resolve_classes(classes, base, bracket_positions(text, profiles))
        levels = resolved.levels
        if width is None or b"S" in classes:
            levels = uax9.line_levels(classes, resolved, 0, len(classes))
        clusters = shape(text, profiles, levels, uax9.is_explicit(classes))
        starts, ends = clusters.starts, clusters.ends
        if rewritten:
            starts = [rewritten.origin[start][0] for start in starts]
            ends = [rewritten.origin[end - 1][1] for end in ends]
        if offset:
            starts = [start + offset for start in starts]
            ends = [end + offset for end in ends]
        self.base = base
        self.offset = offset
        self.lines = clusters.lines
        self.widths = clusters.widths
        self.after = clusters.after
        self.blanks = clusters.profiles.translate(tables.BLANK_FLAGS)
        self.glued = clusters.profiles.translate(tables.GLUED_FLAGS)
        if rewritten:
            # What stands for one code point is never broken.
            ranges = list(zip(starts, ends, strict=True))
            self.glued = bytes(map(or_, self.glued, [0, *map(eq, ranges, ranges[1:])]))
        self.kinds = clusters.profiles.translate(tables.KIND)
        self.tabs = b"t" in self.kinds
        self.levels = bytes(compress(levels, clusters.flags))
        columns = zip(clusters.texts, clusters.widths, starts, ends, self.levels, strict=True)
        self.cells = list(map(tuple.__new__, repeat(Cell), columns))

    def wrap(self, width: int, right: bool, end: int) -> list[Line]:
        """Cut into lines.

        Args:
            width: cells a line may take.
            right: whether lines end at the right edge.
            end: where the last line ends: the start of the next paragraph.
        """
        lines: list[Line] = []
        total = len(self.cells)
        first = 0
        start = self.offset
        for place in self._breaks(width):
            following = self.cells[place].start if place < total else end
            last = place
            if last > first and self.lines[last - 1] == _FORCED:
                last -= 1
            # Blanks at the end of a line are not displayed: they would push it off the edge.
            while last > first and self.blanks[last - 1]:
                last -= 1
            if self.tabs:
                self._spread_tabs(first, last, width)
            cells = self.ordered(first, last)
            taken = sum(self.widths[first:last]) if not self.tabs else sum([cell.width for cell in cells])
            indent = max(0, width - taken) if right else 0
            lines.append(Line(tuple(cells), start, following, taken, indent, self.base))
            first, start = place, following
        return lines

    def ordered(self, first: int, last: int) -> list[Cell]:
        """Return the cells from one index to another in visual order (rule L2)."""
        cells = self.cells[first:last]
        levels = self.levels[first:last]
        if not cells:
            return cells
        if levels.count(levels[0]) == len(levels):
            if levels[0] % 2:
                cells.reverse()
            return cells
        ordered: list[Cell] = []
        for start, end, level in uax9.visual_runs(levels):
            ordered += cells[start:end][::-1] if level % 2 else cells[start:end]
        return ordered

    def cut(self, width: int, ellipsis: str, end: int) -> tuple[list[Cell], int]:
        """Return the cells of a line that is too long, in visual order, and their width.

        Args:
            width: cells the line may take.
            ellipsis: printed at the logical end.
            end: length of the text.
        """
        mark = _mark(ellipsis, self.base)
        if sum(mark.widths) > width:
            mark = _mark("", self.base)
        taken = sum(mark.widths)
        last = 0
        while taken + self.widths[last] <= width:
            taken += self.widths[last]
            last += 1
        while last and self.blanks[last - 1]:
            last -= 1
            taken -= self.widths[last]
        # A phrase may be cut in its middle: the ellipsis then stands for the same code point.
        place = min(self.cells[last - 1].end, self.cells[last].start) if last else 0
        tail = [
            cell._replace(start=place, end=end, level=self.base) for cell in mark.ordered(0, len(mark.cells))
        ]
        cells = self.ordered(0, last)
        return (tail + cells if self.base else cells + tail), taken

    def _breaks(self, width: int) -> Iterator[int]:
        """Yield the index after the last cell of each line, line ends and blanks behind it included."""
        from tui.bidi.breaks import last_break

        lines = self.lines
        total = len(lines)
        even = not self.tabs and not self.widths.strip(b"\1")
        reach = [] if even else list(accumulate(self.widths, initial=0))
        forced = lines.find(b"k")
        first = 0
        while first < total or not total:
            if even:
                limit = first + width
            elif self.tabs:
                limit = self._limit_with_tabs(first, width)
            else:
                limit = max(bisect_right(reach, reach[first] + width, first) - 1, first + 1)
            if 0 <= forced <= limit:
                first = forced + 1
                forced = lines.find(b"k", first)
            elif limit >= total:
                first = total
            else:
                first = last_break(lines, self.blanks, self.glued, self.after, first, limit)
                if 0 <= forced < first:
                    forced = lines.find(b"k", first)
            yield first
            if not total:
                return

    def _limit_with_tabs(self, first: int, width: int) -> int:
        """Return the index of the first cell that does not fit on the line that begins at `first`."""
        column, k = 0, first
        while k < len(self.cells):
            column += _tab_width(column, width) if self._is_tab(k) else self.widths[k]
            if column > width:
                break
            k += 1
        return max(k, first + 1)

    def _spread_tabs(self, first: int, last: int, width: int) -> None:
        """Give the tabs of a line the blanks up to their stops, counted from its logical start."""
        column = 0
        for k in range(first, last):
            cell = self.cells[k]
            if self._is_tab(k):
                blanks = _tab_width(column, width)
                cell = self.cells[k] = cell._replace(text=" " * blanks, width=blanks)
            column += cell.width

    def _is_tab(self, k: int) -> bool:
        return self.kinds[k] == _TAB


def _tab_width(column: int, width: int) -> int:
    return max(1, min(TAB_STOP - column % TAB_STOP, width - column))


@lru_cache(maxsize=16)
def _mark(ellipsis: str, base: int) -> _Paragraph:
    return _Paragraph(ellipsis, 0, base)
