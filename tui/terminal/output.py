"""What the terminal shows, and the fewest bytes that make it show something else.

`Painter` keeps a model of every cell the terminal holds.  A frame is a set of patches (a row, a column, runs of
text with their looks); only cells that differ from the model are written, with the shortest cursor movement
and the shortest change of attributes.

Knows neither Textual nor Rich.
"""

from __future__ import annotations

from itertools import compress
from operator import ne

from tui.terminal.cells import ARABIC, CERTAIN, CONTINUATION, Cell, character_width
from tui.terminal.sgr import PLAIN, Look, blank_of, transition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Encoder = Callable[[list[Cell]], list[Cell]]
    """Rewrites the cells of a row for a terminal."""

Patch = tuple[int, int, list[Cell]]
"""Row, column (both from 0), and the cells that stand there."""

_BLANK: Cell = (" ", PLAIN)
_SHORT_GAP = 4
"""Bytes of unchanged cells that are not worth a movement of the cursor."""


class Painter:
    """A terminal's screen as last written, and the bytes that lead from it to the next one.

    Args:
        columns: width of the terminal in cells.
        rows: height of the terminal in rows.
        encode: rewrites one whole finished row for a terminal that reorders text itself; None to write it as it is.
        erases_in_colour: whether an erased cell takes the background in force (terminfo `bce`).
    """

    def __init__(
        self, columns: int, rows: int, *, encode: Encoder | None = None, erases_in_colour: bool = True
    ) -> None:
        self.encode = encode
        self.erases_in_colour = erases_in_colour
        self.columns = columns
        self.rows = rows
        self._held: list[list[Cell | None]] = []
        self._wanted: list[list[Cell]] = []
        self._touched: dict[int, tuple[int, int]] = {}
        self._look: Look | None = None
        self._column: int | None = None
        self._row: int | None = None
        self._fresh = False
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size (cells); nothing is known of the screen's content then."""
        self.columns, self.rows = max(1, columns), max(1, rows)
        self._wanted = [[_BLANK] * self.columns for _ in range(self.rows)]
        self._touched = {}
        self.forget()

    def forget(self) -> None:
        """Assume nothing about the terminal any more: the next frame writes every cell of its patches."""
        self._held = [[None] * self.columns for _ in range(self.rows)]
        self._look = None
        self._column = self._row = None
        self._fresh = True

    def cleared(self) -> None:
        """Take note that the screen has just been cleared in the terminal's own colours, cursor anywhere."""
        self._held = [[_BLANK] * self.columns for _ in range(self.rows)]
        self._look = PLAIN
        self._column = self._row = None
        self._fresh = True

    def cells(self) -> list[list[Cell]]:
        """The cells that should be on the screen, row by row."""
        return [list(row) for row in self._wanted]

    def adopt(self, rows: list[list[Cell]]) -> None:
        """Take note that the screen shows these cells already, cursor and attributes unknown.

        Args:
            rows: every row of the screen, of its full width.
        """
        if len(rows) != self.rows or any(len(row) != self.columns for row in rows):
            self.forget()
            return
        self._wanted = [list(row) for row in rows]
        encode = self.encode
        self._held = [list(encode(row) if encode else row) for row in rows]
        self._look = None
        self._column = self._row = None
        self._fresh = False

    def redraw(self) -> str:
        """Write everything that should be on the screen, assuming nothing about what is."""
        self.forget()
        self._touched = dict.fromkeys(range(self.rows), (0, self.columns))
        return self.frame(())

    def rewrite_row(self, y: int) -> str:
        """Write one row anew, assuming nothing about it and about where the cursor is.

        Args:
            y: the row, from 0 at the top.
        """
        self._held[y] = [None] * self.columns
        self._column = self._row = None
        self._touched[y] = (0, self.columns)
        return self.frame(())

    def content(self) -> list[str]:
        """The rows as they should read on the screen, left to right (for tests and crash reports)."""
        return ["".join(text for text, _ in row) for row in self._wanted]

    def frame(self, patches: Iterable[Patch], cursor: tuple[int, int] | None = None) -> str:
        """Write what turns the screen into one that shows the patches.

        Args:
            patches: what to show; parts outside the screen are cut off.
            cursor: column and row where the (hidden) cursor should rest, for input methods; None if anywhere.
        """
        self.want(patches)
        out = self._write(self._touched)
        self._touched = {}
        if cursor is not None:
            out += self._move(min(cursor[0], self.columns - 1), min(cursor[1], self.rows - 1))
        return out

    def want(self, patches: Iterable[Patch]) -> None:
        """Take note of patches without writing them; the next frame will, unless newer ones have replaced them."""
        touched = self._touched
        for y, x, cells in patches:
            if not 0 <= y < self.rows or not 0 <= x < self.columns:
                continue
            if x + len(cells) > self.columns:
                cells = cells[: self.columns - x]
            end = x + len(cells)
            row = self._wanted[y]
            if end == x:
                continue
            row[x:end] = cells
            self._heal(row, x, end)
            low, high = touched.get(y, (x, end))
            touched[y] = (min(low, x - 1 if x else 0), max(high, min(end + 1, self.columns)))

    @staticmethod
    def _heal(row: list[Cell], start: int, end: int) -> None:
        """Blank the halves of wide characters that a patch has cut in two at its edges."""
        if end < len(row) and row[end][0] == CONTINUATION:
            row[end] = (" ", blank_of(row[end][1]))
        if start and row[start][0] != CONTINUATION:
            text, look = row[start - 1]
            if text and character_width(text[0]) == 2:
                row[start - 1] = (" ", blank_of(look))
        if end > start and end == len(row) and character_width((row[-1][0] or " ")[0]) == 2:
            row[-1] = (" ", blank_of(row[-1][1]))

    # -- writing -------------------------------------------------------------------------------------------

    def _write(self, touched: dict[int, tuple[int, int]]) -> str:
        if not touched:
            return ""
        out: list[str] = []
        if self._fresh:
            self._fresh = False
            self._fill(out)
        encode = self.encode
        for y in sorted(touched):
            low, high = touched[y]
            if encode is None:
                new = self._wanted[y]
            else:
                new, low, high = encode(self._wanted[y]), 0, self.columns
            self._row_out(out, y, new, low, high)
        return "".join(out)

    def _fill(self, out: list[str]) -> None:
        """Clear the screen in its most frequent background at once, if that background fills a good part of it."""
        if not self.erases_in_colour:
            if self._held[0][0] is None:
                out += (transition(self._look, PLAIN), "\x1b[2J")
                self.cleared()
                self._fresh = False
            return
        best, count = self._commonest_blank()
        if best.shows_on_blank or count * 8 < self.columns * self.rows:
            best = PLAIN
        if best == PLAIN and self._held[0][0] is not None:
            return
        out += (transition(self._look, best), "\x1b[2J")
        self._look = best
        self._held = [[(" ", best)] * self.columns for _ in range(self.rows)]
        self._column = None

    def _commonest_blank(self) -> tuple[Look, int]:
        """The look most blanks should have, and how many."""
        # On most screens these are half of all cells, and they are counted in no time.
        plain = sum(row.count(_BLANK) for row in self._wanted)
        if 2 * plain >= self.columns * self.rows:
            return PLAIN, plain
        counts: dict[Look, int] = {}
        for row in self._wanted:
            for text, look in row:
                if text == " ":
                    counts[look] = counts.get(look, 0) + 1
        best = max(counts, key=counts.__getitem__, default=PLAIN)
        return best, counts.get(best, 0)

    def _row_out(self, out: list[str], y: int, new: Sequence[Cell], low: int, high: int) -> None:
        held = self._held[y]
        if held[low:high] == new[low:high]:
            return
        changed = list(compress(range(low, high), map(ne, held[low:high], new[low:high])))
        count = len(changed)
        at = 0
        while at < count:
            start = changed[at]
            end = start + 1
            at += 1
            # A run of changed cells; a few equal ones inside it are cheaper written than jumped over.
            while at < count and (changed[at] == end or _is_short(new, end, changed[at])):
                end = changed[at] + 1
                at += 1
            while start and new[start][0] == CONTINUATION:
                start -= 1
            # A letter that goes may have reached into a blank beside it: that is drawn again with it.
            if start and new[start - 1][0] == " " and _reaches_out(held[start]):
                start -= 1
            if end < self.columns and new[end][0] == " " and _reaches_out(held[end - 1]):
                end += 1
            self._run_out(out, y, new, start, end)
            held[start:end] = new[start:end]

    def _run_out(self, out: list[str], y: int, new: Sequence[Cell], start: int, end: int) -> None:
        x = start
        while x < end:
            text, look = new[x]
            if text == CONTINUATION:
                x += 1
                continue
            if text == " ":
                count = 1
                while x + count < end and new[x + count] == new[x]:
                    count += 1
                if self._blanks_out(out, y, x, count, look, more=x + count < end):
                    x += count
                    continue
                # Any look of the same background that shows nothing on a blank will do.
                current = self._look
                if (
                    not look.shows_on_blank
                    and current
                    and current.bg == look.bg
                    and not current.shows_on_blank
                ):
                    look = current
                out.append(self._move(x, y))
                out.append(transition(self._look, look) + " " * count)
                self._look = look
                x += count
                self._column = x if x < self.columns else None
                continue
            out.append(self._move(x, y))
            out.append(transition(self._look, look))
            self._look = look
            if CERTAIN[text]:
                first, x = x, _end_of_stretch(new, x, end)
                out.append("".join([cell[0] for cell in new[first:x]]))
                self._column = x if x < self.columns else None
                continue
            # Terminals differ about its width: clear the cells, draw it, then say where to go on.
            width = 1
            while x + width < len(new) and new[x + width][0] == CONTINUATION:
                width += 1
            if width > 1 or not _fills_a_cell(text):
                out.append(" " * width)
                self._column = x + width if x + width < self.columns else None
                out.append(self._move(x, y))
            out.append(text)
            x += width
            self._column = None

    def _blanks_out(self, out: list[str], y: int, x: int, count: int, look: Look, *, more: bool) -> bool:
        """Erase instead of writing spaces where that is shorter; False if it is not."""
        to_end = x + count == self.columns
        if look.shows_on_blank or (look.bg and not self.erases_in_colour):
            return False
        if count < (4 if to_end else 6 if not more else 10):
            return False
        current = self._look
        # Some terminals (kitty) erase in all attributes in force, reverse and underline with the background.
        if current is None or current.bg != look.bg or current.shows_on_blank:
            self._look, current = look, self._look
            out.append(transition(current, look))
        out.append(self._move(x, y))
        out.append("\x1b[K" if to_end else f"\x1b[{count}X")
        return True

    # -- cursor --------------------------------------------------------------------------------------------

    def _move(self, x: int, y: int) -> str:
        """Write the shortest movement to column `x` of row `y`."""
        column, row = self._column, self._row
        if column == x and row == y:
            return ""
        self._column, self._row = x, y
        best = f"\x1b[{y + 1 if y else ''}{f';{x + 1}' if x else ''}H"
        if row is not None:
            for way in _ways(column, x, y - row):
                if len(way) < len(best):
                    best = way
        return best


def _reaches_out(cell: Cell | None) -> bool:
    """Whether the letter of a cell may be wider than the cell: Arabic ones are in many fonts."""
    return cell is not None and ARABIC.any_of(cell[0])


def _fills_a_cell(text: str) -> bool:
    """Whether a cluster is one character that takes a cell at least: arrows, operators, shapes, dingbats."""
    return len(text) == 1 and ("\u2190" <= text <= "\u23ff" or "\u25a0" <= text <= "\u27bf")


def _is_short(cells: Sequence[Cell], start: int, end: int) -> bool:
    """Whether unchanged cells between two runs of changed ones are written in fewer bytes than jumped over."""
    if end - start > _SHORT_GAP:
        return False
    size = 0
    look = cells[start - 1][1]
    for text, its_look in cells[start:end]:
        if text != CONTINUATION:
            size += 1 if text.isascii() else len(text.encode("utf-8", "ignore"))
            if its_look is not look and its_look != look:
                size += 3
        look = its_look
    return size <= _SHORT_GAP


def _end_of_stretch(cells: Sequence[Cell], start: int, end: int) -> int:
    """Give where the stretch ends that can be written with the look of its first cell, single blanks included."""
    look = cells[start][1]
    blank = None if look.shows_on_blank else blank_of(look)
    x = start + 1
    while x < end:
        text, this = cells[x]
        if text == " ":
            if this is not look and (this != blank or x + 1 == end or cells[x + 1][0] == " "):
                break
        elif (this is not look and this != look) or not CERTAIN[text]:
            break
        x += 1
    return x


def _ways(column: int | None, x: int, down: int) -> Iterable[str]:
    """Relative movements to column `x` some rows down, from a column that may be unknown."""
    right = None if column is None else x - column
    if down == 0:
        if x == 0:
            yield "\r"
        if right is not None and right > 0:
            yield "\x1b[C" if right == 1 else f"\x1b[{right}C"
        elif right is not None and right < 0:
            yield "\b" * -right if right > -4 else f"\x1b[{-right}D"
        yield f"\x1b[{x + 1}G"
    elif down > 0:
        vertical = "\x1b[B" if down == 1 else f"\x1b[{down}B"
        if right == 0:
            yield vertical
        elif right is not None and -4 < right < 0:
            yield vertical + "\b" * -right
        if x == 0:
            yield "\r" + ("\n" * down if down < 4 else vertical)
    elif right is not None and -4 < right <= 0:
        yield ("\x1b[A" if down == -1 else f"\x1b[{-down}A") + "\b" * -right
