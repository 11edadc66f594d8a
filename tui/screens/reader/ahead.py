"""What is got ready while the reader looks on: the layout of the next article."""

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
        direction: which way the reader went last, 1 down the list or -1 up.
    """

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen it works for."""
        self._screen = screen
        self._timer: asyncio.TimerHandle | None = None
        self.direction = 1

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
