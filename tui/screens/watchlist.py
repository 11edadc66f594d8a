"""The watchlist: what the reader wants to hear of, and how much of it is unread or new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.commands import Context
from tui.entities.dates import name_in_words
from tui.keymap import Keymap
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.model import Watched
from tui.library.watchwords import is_words
from tui.screens import correcting
from tui.screens.commanded import Handler
from tui.screens.correcting import Subject, kind_of
from tui.screens.dossier import KIND_WORDS
from tui.screens.opening import find_dossier
from tui.screens.page import Desk, NarrowTo, Outcome, PageScreen
from tui.screens.text_rows import TextRow, TextRows

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction
    from tui.screens.entity_picker import Picked


AT_ONCE = 0.008  # seconds of counting in one go: no key waits for longer, but for one entry at most


def _row(watched: Watched, *, is_counted: bool) -> TextRow:
    articles = f"{watched.articles} article{'' if watched.articles == 1 else 's'}"
    fresh = f", {watched.fresh} new" if watched.fresh else ""
    note = f"{articles}, {watched.unread} unread{fresh}" if is_counted else articles
    kind = "Words" if watched.kind == "words" else KIND_WORDS[watched.kind]
    return TextRow(name_in_words(watched.entity, watched.name), kind, watched.entity, note)


def _unwatch(screen: WatchlistScreen) -> None:
    row = screen.rows.current
    if row is not None and screen.library.unwatch(row.key):
        screen.fill()
        screen.notify_reader(
            (row.left, f"no longer watched; {screen.keymap.shown_of('undo')} brings it back")
        )


def _undo(screen: WatchlistScreen) -> None:
    _, said = screen.desk.take_back()
    screen.fill()
    screen.notify_reader(said)


def _dossier(screen: WatchlistScreen) -> None:
    subject = screen.subject()
    if subject is not None:
        from tui.screens.dossier import DossierScreen

        page = DossierScreen(screen.keymap, screen.library, subject.entity, screen.desk)
        screen.app.push_screen(page, screen.came_back)


def _watch_more(screen: WatchlistScreen) -> None:
    from tui.screens.entity_picker import EntityPicker

    def picked(answer: Picked | None) -> None:
        if answer is None:
            return
        from tui.library.watchwords import key_of

        try:
            screen.library.watch(answer.entity or key_of(answer.name))
            screen.fill()
        except LibraryError as error:
            screen.notify_reader(str(error), "error")
            return
        if answer.entity is None:
            screen.words_added()

    page = EntityPicker(screen.keymap, screen.library, "Watch", "Watch", new="these words, in every article")
    screen.app.push_screen(page, picked)


class WatchlistScreen(PageScreen[Outcome], inherit_bindings=False):
    """The entities and search words watched, with their numbers."""

    place: ClassVar[Context] = "watchlist"
    handlers: ClassVar[Mapping[str, Handler]] = {
        **PageScreen.handlers,
        **correcting.HANDLERS,
        "dossier": _dossier,
        "find-dossier": lambda screen: find_dossier(screen, screen.desk, screen.came_back),
        "undo": _undo,
        "unwatch": _unwatch,
        "watch-more": _watch_more,
    }

    def __init__(
        self, keymap: Keymap, library: Library, desk: Desk, words_added: Callable[[], object] = lambda: None
    ) -> None:
        """Take what the page is about.

        Args:
            keymap: the keys in force.
            library: whose watchlist it is.
            desk: the reader under it.
            words_added: called when there are search words to look for.
        """
        super().__init__(keymap, "Watchlist")
        self.library = library
        self.desk = desk
        self.words_added = words_added
        self._entries: list[Watched] = []
        self._counted = 0
        self._fresh: dict[str, int] = {}
        self._rows = TextRows(column=36)
        self._rows.empty_text = f"Nothing is watched; {keymap.shown_of('watch-more')} asks what to watch"

    @property
    def rows(self) -> TextRows:
        """The entities watched."""
        return self._rows

    def on_mount(self) -> None:
        """Read the list; what is new in it has been seen once it is counted."""
        self.fill()

    def fill(self) -> None:
        """Read the watchlist, the cursor staying on its row; unread articles are counted entry after entry."""
        self._entries = self.library.watched(counted=False)
        self._counted = 0
        rows = [_row(watched, is_counted=False) for watched in self._entries]
        self._rows.set_texts(rows, max(0, self._rows.cursor))
        self._count()

    def _count(self) -> None:
        """Count the next entries, few enough that no key waits for them."""
        until = monotonic() + AT_ONCE
        for index in range(self._counted, len(self._entries)):
            entry = self.library.count_watched(self._entries[index])
            # What was new when the page was opened is shown as new for as long as it is open.
            fresh = self._fresh[entry.entity] = max(entry.fresh, self._fresh.get(entry.entity, 0))
            self._rows.set_text(index, _row(entry._replace(fresh=min(fresh, entry.unread)), is_counted=True))
            self._counted = index + 1
            if monotonic() > until:
                break
        if self._counted < len(self._entries):
            self.call_meanwhile(self._count)
        else:
            self.library.watch_seen()

    def freshen(self) -> None:
        """Show the numbers of now."""
        self.fill()

    def subject(self) -> Subject | None:
        """The entity of the row at the cursor."""
        row = self.rows.current
        if row is None or is_words(row.key):
            self.notify_reader("No name in focus." if row is None else (row.left, "are words, no name"))
            return None
        return Subject(row.key, kind_of(row.key), row.left)

    def corrected(self, correction: Correction | None) -> int:
        """Show the watchlist with what is corrected now."""
        left = self.desk.corrected(correction)
        self.fill()
        return left

    def came_back(self, outcome: Outcome) -> None:
        """Leave with what a dossier opened from here chose, or show what was changed there."""
        if outcome is not None:
            self.dismiss(outcome)
        else:
            self.fill()

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        self.dismiss(NarrowTo((event.row.key,)))
