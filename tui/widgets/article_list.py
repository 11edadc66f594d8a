"""The list of articles: state, date, title and source of each, read from the library only when seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.article_rows import SIGNS, Signs, draw_article
from tui.widgets.rows import RowList
from tui.widgets.strips import Row, blank

if TYPE_CHECKING:
    from tui.library.model import ArticleHeader

HeadersOf = Callable[[Sequence[int]], "Sequence[ArticleHeader]"]

PREFETCH = 16


class ArticleList(RowList, inherit_bindings=False):
    """A list of articles that holds ids and fetches the headers of the rows in sight.

    Args:
        mirrored: draw rows for a list on the right of the screen, state marks at the right edge.
        marker: show the cursor by a marker and not by a bar.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "articles--unread",
        "articles--read",
        "articles--mark",
        "articles--star",
        "articles--watched",
        "articles--date",
        "articles--source",
        "articles--derived",
    }

    DEFAULT_CSS = """
    ArticleList {
        height: 1fr;
    }
    """

    mirrored: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether state marks stand at the right edge, for a list on the right of the screen."""

    marker: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether a marker beside the row's marks shows the cursor and not a bar, which takes more bytes to move."""

    class Highlighted(Message):
        """The cursor arrived on an article."""

        def __init__(self, control: ArticleList, article_id: int, index: int) -> None:
            super().__init__()
            self.list = control
            self.article_id = article_id
            self.index = index

        @property
        def control(self) -> ArticleList:
            """The list."""
            return self.list

        def can_replace(self, message: Message) -> bool:
            """Whether a later one makes this one pointless: held-down keys never queue up."""
            return isinstance(message, ArticleList.Highlighted) and message.list is self.list

    class Opened(Message):
        """An article was opened (double click, or `open_row`)."""

        def __init__(self, control: ArticleList, article_id: int) -> None:
            super().__init__()
            self.list = control
            self.article_id = article_id

        @property
        def control(self) -> ArticleList:
            """The list."""
            return self.list

    def __init__(
        self,
        *,
        mirrored: bool = False,
        signs: Signs = SIGNS,
        jump: int = 1,
        marker: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(jump=jump, id=id, classes=classes)
        self.set_reactive(ArticleList.mirrored, mirrored)
        self.set_reactive(ArticleList.marker, marker)
        self.signs = signs
        self._ids: array[int] = array("q")
        self._headers_of: HeadersOf = lambda ids: ()
        self._headers: LRUCache[int, ArticleHeader] = LRUCache(512)

    def watch_mirrored(self) -> None:
        """Draw every row the other way round."""
        self.refresh_all_rows()

    def watch_marker(self) -> None:
        """Show the cursor the other way."""
        self.refresh_all_rows()

    # Contents

    @property
    def ids(self) -> array[int]:
        """Ids of the articles, in the order of the list."""
        return self._ids

    @property
    def current_id(self) -> int | None:
        """Id of the article at the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else None

    def set_ids(self, ids: Sequence[int], headers_of: HeadersOf, *, current: int | None = None) -> None:
        """Show other articles.

        Args:
            ids: their ids, in order.
            headers_of: called with the ids of rows about to be seen; returns their headers.
            current: id to put the cursor on; by default the article it is on, which then also keeps its line
                of the screen, else the top.
        """
        old, line = self.current_id, self.cursor - self.top
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._headers_of = headers_of
        self._headers.clear()
        wanted = old if current is None else current
        index = self.index_of(wanted) if wanted is not None else None
        if index is None:
            cursor, top = 0, 0
        else:
            cursor, top = index, index - line if wanted == old else self.top
        moved = self.cursor != min(cursor, len(self._ids) - 1)
        self.set_row_count(len(self._ids), cursor=cursor, top=max(0, top))
        if not moved and self.current_id is not None and self.current_id != old:
            # The row number is the same but another article stands there now.
            self.cursor_moved(self.cursor)

    def extend_ids(self, ids: Iterable[int]) -> None:
        """Add articles at the end; nothing on the screen moves."""
        self._ids.extend(ids)
        self.extend_row_count(len(self._ids))

    def index_of(self, article_id: int) -> int | None:
        """Row of an article, or None when it is not in the list."""
        try:
            return self._ids.index(article_id)
        except ValueError:
            return None

    def show_article(self, article_id: int) -> bool:
        """Put the cursor on an article; False when it is not in the list."""
        index = self.index_of(article_id)
        if index is None:
            return False
        self.cursor = index
        return True

    def refresh_headers(self, ids: Iterable[int] | None = None) -> None:
        """Read headers again (all of them when `ids` is None) and repaint their rows."""
        if ids is None:
            self._headers.clear()
            self.refresh_all_rows()
            return
        wanted = set(ids)
        for article_id in wanted:
            self._headers.discard(article_id)
        if len(wanted) > self.size.height:
            self._rows.clear()
        self.refresh_rows(index for index in self.window if self._ids[index] in wanted)

    def header(self, index: int) -> ArticleHeader | None:
        """Header of a row; reads those of the rows around it too."""
        article_id = self._ids[index]
        header = self._headers.get(article_id)
        if header is None:
            height = self.size.height
            first = max(0, min(index, self.top) - PREFETCH) if index in self.window else index
            last = max(index + 1, self.top + height + PREFETCH) if index in self.window else index + 1
            missing = [i for i in self._ids[first:last] if i not in self._headers]
            for found in self._headers_of(missing):
                self._headers[found.id] = found
            header = self._headers.get(article_id)
        return header

    # Rows

    def draw_row(self, index: int, width: int, at_cursor: bool) -> Strip:
        """Draw an article: marks, date and source at one side, the rest for the title."""
        header = self.header(index)
        base = self.base_paint
        cursor = self.paint("rows--cursor") if at_cursor else None
        has_bar = cursor is not None and not self.marker
        if has_bar and cursor is not None:
            base += cursor
        if header is None:
            return blank(width, base)
        row = Row(width, base)
        draw_article(
            row,
            header,
            self.paint,
            self.tones(has_bar),
            mirrored=self.mirrored,
            signs=self.signs,
            marker=None if has_bar else cursor,
        )
        return row.strip()

    # The cursor

    def cursor_moved(self, index: int) -> None:
        """Tell that the cursor is on another article."""
        if 0 <= index < len(self._ids):
            self.post_message(self.Highlighted(self, self._ids[index], index))

    def row_opened(self, index: int) -> None:
        """Tell that an article is to be opened."""
        self.post_message(self.Opened(self, self._ids[index]))
