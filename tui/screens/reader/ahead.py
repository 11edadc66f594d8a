"""What is got ready while the reader looks on: the rest of a long list, the layout of the next article."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.library.errors import LibraryError

if TYPE_CHECKING:
    from tui.screens.reader.screen import ReaderScreen

REST = 0.03  # seconds after an article is shown before the next one is laid out


class Ahead:
    """Works when there is nothing else to do; nothing of it is seen, but that the next key finds it done.

    Attributes:
        listing: reads the rest of the list; None where there was nothing to read.
        direction: which way the reader went last, 1 down the list or -1 up.
    """

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen it works for."""
        self._screen = screen
        self._timer: asyncio.TimerHandle | None = None
        self.listing: asyncio.Task[None] | None = None
        self.direction = 1

    def list_rest(self) -> None:
        """Begin to read the rest of a list of which the first screen has the beginning."""
        if not self._screen.reading.has_all_ids:
            self.listing = asyncio.create_task(self._list_rest())

    async def _list_rest(self) -> None:
        screen = self._screen
        beginning = screen.reading.ids
        begun_at = screen.articles.cursor
        try:
            rest = await asyncio.to_thread(screen.reading.read_rest)
        except LibraryError as error:
            screen.notify_reader(str(error), "error")
            return
        if screen.reading.ids is not beginning or screen.reading.has_all_ids:
            return  # the reader has gone to another list
        screen.articles.extend_ids(rest)
        screen.reading.listed_all(screen.articles.ids)
        opened = screen.reading.article_id
        if opened is not None and screen.articles.cursor == begun_at and screen.articles.current_id != opened:
            # It stands further down than the beginning reached, and the reader has not gone elsewhere.
            screen.put_cursor_on(opened)
        screen.refresh_header()
        screen.show_status()

    def list_in_full(self) -> None:
        """Have the whole list at once, for who cannot do with its beginning."""
        screen = self._screen
        if not screen.reading.has_all_ids:
            cursor = screen.articles.current_id
            screen.fill_list(screen.reading.list_all(), cursor)

    def soon(self) -> None:
        """Lay out the article that the next key likely leads to, once the hand rests."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(REST, self._lay_out_next)

    def _lay_out_next(self) -> None:
        screen = self._screen
        row = screen.articles.cursor + self.direction
        if not 0 <= row < len(screen.reading.ids) or not screen.is_running:
            return
        with suppress(LibraryError):  # whoever wants the article will be told
            article = screen.reading.library.article(screen.reading.ids[row])
            screen.pane.prepare(article.text, article.body_start)
