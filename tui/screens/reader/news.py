"""What comes from the worker, and what of it the reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.entities.dates import name_in_words
from tui.library.errors import LibraryError
from tui.screens.reader import pages, watching

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.library.model import Watched
    from tui.screens.reader.screen import ReaderScreen
    from tui.screens.worker_client import Event

COUNTS_REST = 1.0  # seconds between two refreshes of the counts while the worker works


class News:
    """Takes the worker's events in; nothing of what it changes moves the text or the list under the reader."""

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen that shows the news."""
        self._screen = screen
        self._timer: Timer | None = None
        self._told: dict[str, int] = {}
        self._fresh: dict[str, int] = {}
        self._uncounted: list[Watched] = []
        self._version = 0
        self._total = 0

    def take_in(self, event: Event) -> None:
        """Act on an event.

        Args:
            event: as `tui.worker` describes it.

        Raises:
            LibraryError: when what it speaks of cannot be read.
        """
        name = event.get("event")
        if name == "extracted":
            if event.get("id") == self._screen.reading.article_id:
                self._findings_came()
            elif self._timer is None:
                # Other articles change how many mention an entity: shown, but not at every one of them.
                self._timer = self._screen.set_timer(COUNTS_REST, self._counts_changed)
        elif name in ("progress", "added"):
            self._articles_came(event, is_over=name == "added")
        elif name == "settled":
            self._counts_changed()
            self._screen.articles.refresh_headers()
            pages.freshen(self._screen)
        elif name in ("idle", "looked"):
            self._look_at_watchlist()
        elif name == "failed":
            if event.get("id") == self._screen.reading.article_id:
                self._screen.show_sidebar(failed=True)
            self._screen.notify_reader(str(event.get("error") or "The worker failed."), "warning")

    def look_outside(self) -> None:
        """Say so when another process has put articles into the library; the list stays until it is refreshed."""
        screen = self._screen
        try:
            version = screen.library.version()
            if version == self._version:
                return
            counts = screen.library.counts()
            came = counts.total - self._total if self._version else 0
            self._version, self._total = version, counts.total
            if came <= 0 or screen.awaited_paths:
                return
            screen.refresh_header()
            key = screen.keymap.shown_of("refresh")
            screen.notify_reader(f"{came} new article{'' if came == 1 else 's'}; {key} shows what is new.")
            watching.look_for_words(screen)
            if counts.pending:
                screen.worker.extract_pending()
            else:
                self._look_at_watchlist()
        except LibraryError as error:
            screen.notify_reader(str(error), "error")

    def _findings_came(self) -> None:
        """Mark the names and dates just found in the article in view; its text stays where it is."""
        screen = self._screen
        screen.reading.reread()
        screen.pane.set_mentions(screen.reading.mentions)
        screen.pane.focus_entity(screen.reading.focus_id)
        screen.show_sidebar()
        screen.show_status()

    def _counts_changed(self) -> None:
        self._timer = None
        screen = self._screen
        try:
            screen.reading.reread()
            if screen.pane_in_use != "sidebar":
                screen.show_sidebar()
            screen.show_status()
        except LibraryError as error:
            screen.notify_reader(str(error), "error")

    def _look_at_watchlist(self) -> None:
        """Say so when articles that came in mention what the reader watches."""
        screen = self._screen
        if not screen.reading.library.watched_ids():
            return
        screen.articles.refresh_headers()
        pages.freshen(screen)
        self._uncounted = screen.library.watched(counted=False)
        self._fresh = {}
        self._count_watched()

    def _count_watched(self) -> None:
        """Count what is new of the next entry of the watchlist, and in the end tell."""
        if self._uncounted:
            entry = self._screen.library.count_watched(self._uncounted.pop())
            if entry.fresh:
                self._fresh[name_in_words(entry.entity, entry.name)] = entry.fresh
            self._screen.call_meanwhile(self._count_watched)
        elif self._fresh and self._fresh != self._told:
            self._told = self._fresh
            name, number = max(self._fresh.items(), key=lambda item: item[1])
            others = f", and {len(self._fresh) - 1} more you watch" if len(self._fresh) > 1 else ""
            self._screen.notify_reader((f"{number} new", f"{name}{others}"))

    def _articles_came(self, event: Event, *, is_over: bool) -> None:
        """Show articles just read in where the reader waits for them, else only say so.

        Args:
            event: ids of articles added, and of those that were there already.
            is_over: all files are read.
        """
        screen = self._screen
        added = [int(each) for each in event.get("ids") or ()]
        self._total = screen.library.counts().total
        awaited = bool(screen.awaited_paths)
        if added and (awaited or not screen.reading.ids):
            screen.reload_list()
        if not is_over:
            return
        if awaited:
            screen.awaited_paths = ()
            self._show_first(added or [int(each) for each in event.get("already") or ()])
        errors = [str(each) for each in event.get("errors") or ()]
        remarks = [str(each) for each in event.get("remarks") or ()]
        if errors:
            screen.notify_reader(f"Not read: {_first_of(errors)}", "warning")
        elif remarks:
            screen.notify_reader(_first_of(remarks), "warning")
        elif added:
            screen.notify_reader(f"{len(added)} new article{'' if len(added) == 1 else 's'}.")

    def _show_first(self, articles: list[int]) -> None:
        """Open the newest of some articles."""
        screen = self._screen
        wanted = set(articles)
        if screen.reading.article_id in wanted:
            return
        screen.listing.complete()
        found = next((each for each in screen.reading.ids if each in wanted), None)
        if found is not None:
            screen.select_article(found)


def _first_of(told: list[str]) -> str:
    """The first of several sentences, and how many there are beside it."""
    return told[0] + (f" (and {len(told) - 1} more)" if len(told) > 1 else "")
