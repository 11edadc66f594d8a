"""Text onto rows of terminal cells: lines broken in logical order on the shaped width, each line then reordered.

A line keeps both maps: from a column to the code point it shows, and from a range of code points to columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, compress
from typing import Literal, NamedTuple, cast

from tui.bidi import tables, uax9
from tui.bidi.breaks import may_break
from tui.bidi.properties import profiles_of
from tui.bidi.shape import Clusters, adjusted, shape

Base = Literal["rtl", "ltr", "auto"]
Align = Literal["start", "left", "right"]

TAB_STOP = 8

_PARAGRAPH_END = re.compile("\r\n|[\n\r\x1c-\x1e\x85\u2029]")
_LINE_END = re.compile("[\n-\r\x1c-\x1e\x85\u2028\u2029]")
_EXPLICIT = re.compile(rb"[lurvp<>?|]")


class Cell(NamedTuple):
    """One displayed cluster."""

    text: str  # what to print: base first, then marks; never empty
    width: int  # 1 or 2 cells; a tab takes as many blanks as it needs
    start: int  # the code points it stands for, in the text given to `layout`
    end: int
    level: int


_cell = cast("partial[Cell]", partial(tuple.__new__, Cell))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells, in visual order from left to right."""

    cells: tuple[Cell, ...]
    start: int  # logical range: the lines of a text cover it without gaps, blanks and line ends included
    end: int
    width: int  # cells
    indent: int  # cells of padding at the left that the alignment asks for
    base_level: int
    _columns: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The visual string, without the padding."""
        return "".join([cell.text for cell in self.cells])

    @property
    def columns(self) -> list[int]:
        """First column of each cell, indent counted; one more item for the column after the last cell."""
        if not self._columns:
            self._columns.extend(accumulate([cell.width for cell in self.cells], initial=self.indent))
        return self._columns

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
        isolate: keep numbers and Latin runs such as `+966` or `C++` in their own order.
    """
    width = max(width, 1)
    level = _base_level(text, base)
    right = align == "right" or (align == "start" and level == 1)
    lines: list[Line] = []
    for start, end, following in _paragraphs(text):
        paragraph = _Paragraph(text[start:end], start, level, isolate, width)
        lines += paragraph.wrap(width, right, following)
    return lines


def fit(text: str, width: int, *, base: Base = "rtl", align: Align = "start", ellipsis: str = "…") -> Line:
    """Lay a text out on one row, cut at a cluster; the ellipsis then stands at its logical end.

    Args:
        text: any text; its line ends become blanks.
        width: cells the row may take.
        base: direction of the text; `auto` takes it from the first strong character.
        align: `start` is the right edge for a right-to-left base.
        ellipsis: printed after a cut, if it leaves room for anything else.
    """
    level = _base_level(text, base)
    right = align == "right" or (align == "start" and level == 1)
    return _Paragraph(_on_one_line(text), 0, level, False, None).cut(
        max(width, 0), right, ellipsis, len(text)
    )


def measure(text: str) -> int:
    """Return the cells that a text takes on one row, its line ends as blanks."""
    text = _on_one_line(text)
    if text.isascii() and text.isprintable():
        return len(text)
    profiles = profiles_of(text)
    if 1 in profiles.translate(tables.PHRASE_FLAGS) or _EXPLICIT.search(profiles.translate(tables.BIDI)):
        return sum(_Paragraph(text, 0, 1, False, None).clusters.widths)
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
    start = 0
    for match in _PARAGRAPH_END.finditer(text):
        yield start, match.start(), match.end()
        start = match.end()
    if start < len(text) or not text:
        yield start, len(text), len(text)


def _on_one_line(text: str) -> str:
    if _LINE_END.search(text) or "\t" in text:
        text = _LINE_END.sub(" ", text.replace("\r\n", "\0\n")).replace("\t", " ")
    return text


class _Paragraph:
    """A paragraph resolved and shaped, ready to be cut into lines."""

    def __init__(self, text: str, offset: int, base: int, isolate: bool, width: int | None) -> None:
        self.base = base
        self.offset = offset
        profiles = profiles_of(text)
        origin: list[tuple[int, int]] | None = None
        if isolate or 1 in profiles.translate(tables.PHRASE_FLAGS):
            text, origin = _rewrite(text, isolate, width)
            profiles = profiles_of(text)
        classes = profiles.translate(tables.BIDI)
        resolved = uax9.resolve_classes(classes, base, uax9.bracket_positions(text, profiles))
        levels = resolved.levels
        if width is None or b"S" in classes:
            levels = uax9.line_levels(classes, resolved, 0, len(classes))
        self.clusters = clusters = shape(text, profiles, levels, bool(_EXPLICIT.search(classes)))
        self.levels = bytes(compress(levels, clusters.flags))
        starts, ends = clusters.starts, clusters.ends
        if origin is not None:
            starts = [origin[start][0] for start in starts]
            ends = [origin[end - 1][1] for end in ends]
        if offset:
            starts = [start + offset for start in starts]
            ends = [end + offset for end in ends]
        self.starts = starts
        self.cells = list(
            map(_cell, zip(clusters.texts, clusters.widths, starts, ends, self.levels, strict=True))
        )
        self.blanks = clusters.profiles.translate(tables.BLANK_FLAGS)

    def wrap(self, width: int, right: bool, end: int) -> list[Line]:
        """Cut into lines; the last one ends at `end`, the start of the next paragraph."""
        lines: list[Line] = []
        total = len(self.cells)
        breaks = _breaks(self.clusters, self.blanks, width)
        first = 0
        start = self.offset
        for place in breaks:
            following = self.starts[place] if place < total else end
            lines.append(self._line(first, place, start, following, width, right))
            first, start = place, following
        return lines

    def _line(self, first: int, place: int, start: int, end: int, width: int, right: bool) -> Line:
        """Make a line of the clusters from `first` to `place`; blanks and a line end at its end are not displayed."""
        last = place
        if last > first and self.clusters.lines[last - 1] == 0x6B:
            last -= 1
        while last > first and self.blanks[last - 1]:
            last -= 1
        cells = self._ordered(first, last)
        taken = sum(self.clusters.widths[first:last])
        return Line(tuple(cells), start, end, taken, max(0, width - taken) if right else 0, self.base)

    def _ordered(self, first: int, last: int) -> list[Cell]:
        levels = self.levels[first:last]
        cells = self.cells
        if not levels:
            return []
        if levels.count(levels[0]) == len(levels):
            chosen = cells[first:last]
            if levels[0] % 2:
                chosen.reverse()
            return chosen
        ordered: list[Cell] = []
        for start, end, level in uax9.visual_runs(levels):
            run = cells[first + start : first + end]
            if level % 2:
                run.reverse()
            ordered += run
        return ordered

    def cut(self, width: int, right: bool, ellipsis: str, end: int) -> Line:
        """Make one line, cut before the cells that do not fit."""
        total = len(self.cells)
        widths = self.clusters.widths
        taken = sum(widths)
        if taken <= width:
            return Line(
                tuple(self._ordered(0, total)), 0, end, taken, width - taken if right else 0, self.base
            )
        mark = _Paragraph(ellipsis, 0, self.base, False, None)
        room = width - sum(mark.clusters.widths)
        if room < 0:
            mark, room = _Paragraph("", 0, self.base, False, None), width
        last = taken = 0
        while taken + widths[last] <= room:
            taken += widths[last]
            last += 1
        while last and self.blanks[last - 1]:
            last -= 1
            taken -= widths[last]
        place = self.cells[last - 1].end if last else 0
        tail = [
            cell._replace(start=place, end=end, level=self.base) for cell in mark._ordered(0, len(mark.cells))
        ]
        taken += sum(mark.clusters.widths)
        cells = self._ordered(0, last)
        cells = tail + cells if self.base else cells + tail
        return Line(tuple(cells), 0, end, taken, width - taken if right else 0, self.base)


def _breaks(clusters: Clusters, blanks: bytes, width: int) -> Iterator[int]:
    """Yield the index after the last cluster of each line; at least one."""
    lines, widths, after = clusters.lines, clusters.widths, clusters.after
    total = len(lines)
    even = not widths.strip(b"\1")
    reach = [] if even else list(accumulate(widths, initial=0))
    forced = lines.find(b"k")
    first = 0
    while True:
        if even:
            limit = first + width
        else:
            limit = max(bisect_right(reach, reach[first] + width, first) - 1, first + 1)
        if 0 <= forced <= limit:
            yield (first := forced + 1)
            forced = lines.find(b"k", first)
            if first == total:
                return
            continue
        if limit >= total:
            yield total
            return
        first = _last_break(lines, blanks, first, limit, after)
        yield first
        if first == total:
            return


def _last_break(lines: bytes, blanks: bytes, first: int, limit: int, after: dict[int, int]) -> int:
    """Return where the line that begins at `first` ends, at most at `limit` but for blanks that hang behind."""
    total = len(lines)
    place = limit
    while place < total and blanks[place]:
        place += 1
    if place == total:
        return total
    if lines[place] == 0x6B:
        return place + 1
    if place > limit and may_break(lines, place, first, after):
        return place
    for place in range(limit, first, -1):
        if may_break(lines, place, first, after):
            return place
    return limit


# Tokens for isolation: a number keeps its signs, a run of Latin words and the numbers among them its order.
_NUMBER = r"[+\-\u2212#$€£~<>≤≥]*\d(?:[^\s()\[\]{}«»\"“”؟،؛]*[\d%‰°+])?%?"
_ISOLATED = re.compile(
    r"[A-Za-z\u00c0-\u024f][^\s\u0590-\u08ff]*(?:[ ][A-Za-z0-9\u00c0-\u024f][^\s\u0590-\u08ff]*)*|" + _NUMBER
)


def _rewrite(text: str, isolate: bool, width: int | None) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with phrases spelled out and isolates put in, and for each code point the range it stands for."""
    pieces: list[str] = []
    origin: list[tuple[int, int]] = []
    opening = {m.start() for m in _ISOLATED.finditer(text)} if isolate else set()
    closing = {m.end() for m in _ISOLATED.finditer(text)} if isolate else set()
    for k, letter in enumerate(text):
        if k in closing:
            pieces.append("\u2069")
            origin.append((k, k))
        if k in opening:
            pieces.append("\u2066")
            origin.append((k, k))
        words = tables.PHRASES.get(ord(letter))
        if words is None or (width is not None and len(words) > width):
            words = letter
        # A phrase is never broken: it stands for one code point, which belongs to one line.
        pieces.append(words.replace(" ", "\u00a0") if len(words) > 1 else words)
        origin += [(k, k + 1)] * len(words)
    if len(text) in closing:
        pieces.append("\u2069")
        origin.append((len(text), len(text)))
    return "".join(pieces), origin
