"""What the reader watches: put on the list and taken off, words looked for, the list itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.library.errors import LibraryError
from tui.screens.reader import pages

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.page import Outcome
    from tui.screens.reader.screen import ReaderScreen

LOOKED_THROUGH = 10  # articles the reader looks through by itself in one go
BETWEEN = 0.05  # seconds from one go to the next


def watch(screen: ReaderScreen) -> None:
    """Watch the entity in focus, or stop watching it."""
    screen.settle()
    entity = pages.focused(screen)
    if entity is None:
        return
    library = screen.reading.library
    name = screen.reading.name_of(entity)
    if library.unwatch(entity):
        screen.notify_reader((name, "no longer watched"))
    else:
        library.watch(entity)
        screen.notify_reader((name, "watched: its articles are marked in the list"))
    screen.articles.refresh_headers()


def watchlist(screen: ReaderScreen) -> None:
    """Open the watchlist."""
    screen.settle()
    from tui.screens.watchlist import WatchlistScreen

    def came_back(outcome: Outcome) -> None:
        look_for_words(screen)
        pages.came_back(screen, outcome)

    page = WatchlistScreen(screen.keymap, screen.library, screen, lambda: look_for_words(screen))
    screen.app.push_screen(page, came_back)


def look_for_words(screen: ReaderScreen) -> None:
    """Have articles looked through for search words: by the worker, or a few at a time where it cannot write."""
    try:
        if not screen.reading.library.has_words_to_look_for():
            return
        if screen.settings.can_write:
            screen.worker.look_for_words()
        elif screen.reading.library.look_for_words(LOOKED_THROUGH):
            screen.set_timer(BETWEEN, lambda: look_for_words(screen))
            pages.freshen(screen)
    except LibraryError as error:
        screen.notify_reader(str(error), "error")


HANDLERS: Mapping[str, Handler] = {"watch": watch, "watchlist": watchlist}
