"""The watchlist: what the reader wants to hear of, and how much of it is unread or new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on

from tui.commands import Context, Keymap
from tui.library.library import Library
from tui.library.model import Watched
from tui.screens.commanded import Handler
from tui.screens.dossier import KIND_WORDS
from tui.screens.page import NarrowTo, Outcome, PageScreen
from tui.screens.text_rows import TextRow, TextRows


def _row(watched: Watched) -> TextRow:
    fresh = f", {watched.fresh} new" if watched.fresh else ""
    note = f"{watched.articles} articles, {watched.unread} unread{fresh}"
    return TextRow(watched.name, KIND_WORDS[watched.kind], watched.entity, note)


def _unwatch(screen: WatchlistScreen) -> None:
    row = screen.rows.current
    if row is not None and screen.library.unwatch(row.key):
        screen.fill()
        screen.notify_reader((row.left, "no longer watched; undo in the reader brings it back"))


class WatchlistScreen(PageScreen[Outcome], inherit_bindings=False):
    """The entities watched, with their numbers."""

    place: ClassVar[Context] = "watchlist"
    handlers: ClassVar[Mapping[str, Handler]] = {**PageScreen.handlers, "unwatch": _unwatch}

    def __init__(self, keymap: Keymap, library: Library) -> None:
        """Take the library whose watchlist it is."""
        super().__init__(keymap, "Watchlist")
        self.library = library
        self._rows = TextRows(column=36)
        self._rows.empty_text = f"Nothing is watched; {keymap.shown_of('watch')} watches the entity in focus"

    @property
    def rows(self) -> TextRows:
        """The entities watched."""
        return self._rows

    def on_mount(self) -> None:
        """Read the list; what is new in it has now been seen."""
        self.fill()
        self.library.watch_seen()

    def fill(self) -> None:
        """Read the watchlist, the cursor staying on its row."""
        self._rows.set_texts([_row(watched) for watched in self.library.watched()], max(0, self._rows.cursor))

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        self.dismiss(NarrowTo(event.row.key))
