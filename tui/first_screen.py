"""The list drawn straight from the library, where no kept frame is true: header, titles, lines between the panes.

Everything stands where the app will put it, so that nothing moves when the app takes the screen over.  Rows are drawn
as they are asked for, so that the upper ones can be read while the lower ones are laid out.  Runs before Textual is
imported, and imports as little as can be.
"""

from __future__ import annotations

from functools import lru_cache

from tui.library.first_list import FirstList, ListedArticle, read_first_list
from tui.light_typing import NamedTuple
from tui.screens.panes import Box, Panes, Wishes, arrange
from tui.screens.settings import has_marker, list_jump
from tui.terminal.cells import Cell, Run, cells_of
from tui.terminal.colour import has_colours
from tui.terminal.sgr import PLAIN, Look
from tui.widgets.article_rows import draw_article
from tui.widgets.fields import Fields
from tui.widgets.header_row import Chip, counts_of, draw_header, view_name
from tui.widgets.scrolling import top_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from tui.bidi.layout import Line
    from tui.config import Settings

MARGIN = 2
"""Rows kept in sight beyond the list's cursor."""

# The looks the style sheets give these parts; a test holds the two together.
_LOOKS = {
    "articles--unread": Look(("1",)),
    "articles--read": PLAIN,
    "articles--mark": Look(("1",)),
    "articles--star": Look(("1",), "33"),
    "articles--watched": Look(("1",), "35"),
    "articles--date": Look(("2",)),
    "articles--source": Look(("2",)),
    "articles--derived": Look(("3",)),
    "header--title": Look(("1",)),
    "header--count": PLAIN,
    "header--chip": Look(("1",)),
    "rule--line": Look(("2",)),
}
_EMPTY = Look(("2",))
_CURSOR, _CURSOR_ELSEWHERE = Look(("7",)), Look(("4",))


class Drawing(NamedTuple):
    """What the settings say of how the list is drawn.

    Attributes:
        mirrored: the list on the right, unless the reader chose otherwise when last here.
        jump: rows the list scrolls by.
        coloured: whether the terminal has colours.
        marker: the list's cursor is shown by a marker and not by a bar.
    """

    mirrored: bool
    jump: int
    coloured: bool
    marker: bool = False


def drawing_of(settings: Settings, environ: Mapping[str, str]) -> Drawing:
    """Say how the list is drawn with these settings on the terminal of this environment."""
    return Drawing(settings.mirrored, list_jump(settings), has_colours(environ), has_marker(settings))


class _CellRow(Fields[Look]):
    """A row that becomes cells of the terminal."""

    def __init__(self, width: int, base: Look, coloured: bool) -> None:
        super().__init__(width)
        self._base = base
        self._coloured = coloured
        self._runs: list[Run] = []

    def put(self, text: str, style: Look | None) -> None:
        """Add a text of characters one cell wide."""
        self._runs.append((text, self._over(style)))

    def put_line(self, line: Line, style: Look | None, spans: Sequence[Any]) -> None:
        """Add the cells of a line without its indent; nothing in a list row has spans."""
        self._runs.append((line.text, self._over(style)))

    def cells(self) -> list[Cell]:
        """The finished row."""
        self.blank(self.room)
        return cells_of(self._runs, width=self.width)

    def _over(self, style: Look | None) -> Look:
        if style is None:
            return self._base
        return _both(self._base, style if self._coloured else _colourless(style))


def draw(
    library: str, columns: int, rows: int, drawing: Drawing, marks: str | None = None
) -> Iterator[list[Cell]] | None:
    """Draw the first screen of a library, row by row from the top, each when it is asked for.

    None where the library cannot be read at once, or will have changed by then.

    Args:
        library: the library's file.
        columns: width of the terminal in cells.
        rows: its height in cells.
        drawing: what the settings say.
        marks: the file of the reader's marks over a library that is only read, there or not; None over any other.
    """
    drawn = _draw(library, columns, rows, drawing, marks)
    return None if drawn is None else drawn[0]


def as_seen_next(
    screen: list[list[Cell]], library: str, drawing: Drawing, marks: str | None, *, with_status: bool
) -> list[list[Cell]] | None:
    """Give the screen the reader leaves as the next start will have it; None where it cannot be told.

    The list is built anew at every start: articles may have come from elsewhere, those just read are gone from the
    unread ones, and it stands where the open article has it. The article and the sidebar stay as they were left.

    Args:
        screen: the cells as they are left, row by row.
        library: the library's file, the reader's place in it saved.
        drawing: what the settings say.
        marks: the file of the reader's marks over a library that is only read; None over any other.
        with_status: the status line is of the place in the list, not a notice.
    """
    columns, rows = len(screen[0]), len(screen)
    drawn = _draw(library, columns, rows, drawing, marks)
    if drawn is None:
        return None
    cells, panes = list(drawn[0]), drawn[1]
    kept = [panes.article, panes.sidebar, panes.hints]
    if any(
        screen[y][box.x] != cells[y][box.x] for box in panes.rules for y in range(box.y, box.y + box.height)
    ):
        return cells  # the panes stand elsewhere
    if panes.list is None or _cut(screen, panes.list) == _cut(cells, panes.list):
        kept += [panes.header, panes.status if with_status else None]
    for box in filter(None, kept):
        for y in range(box.y, box.y + box.height):
            cells[y][box.x : box.x + box.width] = screen[y][box.x : box.x + box.width]
    return cells


def _cut(cells: list[list[Cell]], box: Box) -> list[list[Cell]]:
    return [row[box.x : box.x + box.width] for row in cells[box.y : box.y + box.height]]


def _draw(
    library: str, columns: int, rows: int, drawing: Drawing, marks: str | None
) -> tuple[Iterator[list[Cell]], Panes] | None:
    """Read what the library says, and give the rows to be drawn and where the panes stand."""

    def window(first: FirstList) -> tuple[int, int]:
        box = arrange(columns, rows, _wishes(first, drawing)).list
        height = 0 if box is None else box.height
        return top_for(first.cursor, 0, height, first.rows, margin=MARGIN, jump=drawing.jump), height

    found = read_first_list(library, window, marks)
    if found is None:
        return None
    first, listed = found
    panes = arrange(columns, rows, _wishes(first, drawing))
    top, _ = window(first)
    return _rows(first, listed, top, panes, (columns, rows), drawing), panes


def _rows(
    first: FirstList,
    listed: Sequence[ListedArticle],
    top: int,
    panes: Panes,
    size: tuple[int, int],
    drawing: Drawing,
) -> Iterator[list[Cell]]:
    """Draw the screen from the top."""
    columns, rows = size
    width = panes.list.width if panes.list is not None else 0
    titles = _list_rows(first, listed, top, width, drawing)
    sentences = list(_sentences(first, panes))
    for y in range(rows):
        if panes.header is not None and y == panes.header.y:
            yield _header(first, columns, drawing.coloured)
            continue
        row: list[Cell] = [(" ", PLAIN)] * columns
        if panes.list is not None and _is_in(panes.list, y) and (cells := next(titles, None)):
            row[panes.list.x : panes.list.x + width] = cells
        for its_row, x, text in sentences:
            if y == its_row:
                row[x : x + len(text)] = cells_of([(text, _EMPTY)])
        for box in panes.rules:
            if _is_in(box, y):
                row[box.x] = ("│", _LOOKS["rule--line"])
        yield row


def _is_in(box: Box, y: int) -> bool:
    return box.y <= y < box.y + box.height


def _sentences(first: FirstList, panes: Panes) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of what is said in panes that show nothing, where there is room for all of it."""
    if first.total:
        return
    from tui.screens.empty import NO_ARTICLES, NOTHING_TO_READ

    said = []
    if panes.list is not None and first.filter == "all" and not first.is_narrowed:
        said.append((panes.list, NO_ARTICLES, 1))
    if panes.article is not None:
        said.append((panes.article, NOTHING_TO_READ, (panes.article.width - len(NOTHING_TO_READ)) // 2))
    for box, text, indent in said:
        if indent >= 0 and len(text) + 2 * indent <= box.width:
            yield box.y + min(1, box.height - 1), box.x + indent, text


def _wishes(first: FirstList, drawing: Drawing) -> Wishes:
    """What the screen will wish for: a pane that takes the focus is unfolded."""
    return Wishes(
        None if first.pane == "list" and first.list_wish is False else first.list_wish,
        True if first.pane == "sidebar" else first.sidebar_wish,
        drawing.mirrored if first.mirrored is None else first.mirrored,
        first.pane,
    )


def _header(first: FirstList, columns: int, coloured: bool) -> list[Cell]:
    row = _CellRow(columns, PLAIN, coloured)
    chips = [Chip("filter", view_name(first.filter))] if view_name(first.filter) else []
    is_watched = first.filter == "watched"
    counts = counts_of(first.unread, first.articles, first.rows, is_narrowed=is_watched)
    # Names the list is narrowed to come with the app, since they have to be looked up; how many of the counts
    # have room beside them shows then.
    draw_header(row, "newsread", ("", "") if first.is_narrowed else counts, chips, _paint)
    return row.cells()


def _list_rows(
    first: FirstList, listed: Sequence[ListedArticle], top: int, width: int, drawing: Drawing
) -> Iterator[list[Cell]]:
    mirrored = drawing.mirrored if first.mirrored is None else first.mirrored
    in_use = first.pane == "list"
    for index, article in enumerate(listed, top):
        cursor = None if index != first.cursor else _CURSOR if in_use else _CURSOR_ELSEWHERE
        bar, marker = (None, cursor) if drawing.marker else (cursor, None)
        row = _CellRow(width, bar or PLAIN, drawing.coloured)
        tone = _nothing if bar is _CURSOR else _paint
        draw_article(row, article, _paint, tone, mirrored=mirrored, marker=marker)
        yield row.cells()


def _paint(*names: str) -> Look:
    look = _LOOKS[names[0]]
    for name in names[1:]:
        look = _both(look, _LOOKS[name])
    return look


def _nothing(*names: str) -> Look:
    return PLAIN


@lru_cache(maxsize=64)
def _colourless(look: Look) -> Look:
    return look._replace(fg="", bg="")


@lru_cache(maxsize=64)
def _both(under: Look, over: Look) -> Look:
    attributes = tuple(sorted({*under.attributes, *over.attributes}, key=int))
    return Look(attributes, over.fg or under.fg, over.bg or under.bg)
