"""The article list filled a run at a time: a screenful at once, the rest while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library.first_list import number_listed
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from tui.screens.reader.screen import ReaderScreen


class Listing:
    """Brings the list of the view to the screen, and the cursor to the open article wherever it comes in."""

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen whose list it fills."""
        self._screen = screen
        self._is_going_on = False
        self._opens_first = False
        self._goes_to_end = False

    def changed(self) -> None:
        """Show a list just begun; the open article stays open where it is in it, else its first one opens."""
        screen = self._screen
        reading = screen.reading
        stays = reading.article_id in reading.ids
        screen.fill_list(reading.ids, reading.article_id if stays else None)
        # What has yet to be listed may hold the open article.
        self._opens_first = not stays
        self._see_to_end()
        screen.refresh_header()
        self.go_on()

    def go_on(self) -> None:
        """List the rest of the view, a run after each turn of the screen."""
        if not (self._is_going_on or self._screen.reading.has_all_ids):
            self._is_going_on = True
            self._screen.call_meanwhile(self._next)

    def complete(self) -> None:
        """List the rest of the view now: a command needs the end of it."""
        while not self._screen.reading.has_all_ids:
            self._add_run()

    def to_end(self) -> None:
        """Put the cursor on the last article of the view, once it is listed: a run at a time, between keys."""
        self._goes_to_end = True
        self._towards_end()

    def arrive(self) -> None:
        """Be where the cursor was sent: what comes now is meant for the article there."""
        if self._goes_to_end:
            self.complete()
            self._towards_end()

    def _towards_end(self) -> None:
        if not self._goes_to_end:
            return
        if self._screen.reading.has_all_ids:
            self._goes_to_end = False
            self._screen.articles.end()
        else:
            self._add_run()
            self._screen.call_next(self._towards_end)

    def _next(self) -> None:
        self._is_going_on = False
        if not self._screen.reading.has_all_ids:
            self._add_run()
            self.go_on()

    def _add_run(self) -> None:
        screen = self._screen
        more = screen.reading.list_more()
        screen.articles.extend_ids(more)
        article = screen.reading.article_id
        if article is not None and article in more:
            self._opens_first = False
            if not screen.is_moving:
                with screen.prevent(ArticleList.Highlighted):
                    screen.articles.show_article(article)
        self._see_to_end()
        if screen.reading.has_all_ids:
            screen.refresh_header()
            screen.show_status()

    def _see_to_end(self) -> None:
        """Open the article at the cursor once it is certain that the open one is not in the list."""
        screen = self._screen
        reading = screen.reading
        if not (self._opens_first and reading.has_all_ids):
            return
        self._opens_first = False
        if reading.article_id in reading.ids or screen.is_moving:
            return
        if reading.ids:
            screen.show_article(reading.ids[screen.articles.cursor])
        else:
            screen.leave_article()
            reading.close()
            screen.pane.show(None)
            screen.show_sidebar()
            screen.show_status()

    def total(self) -> int | None:
        """How many articles the view holds; None as long as that is not known."""
        reading = self._screen.reading
        if reading.has_all_ids:
            return len(reading.ids)
        view = reading.view
        if view.entities or view.filter == "watched":
            return None
        counts = reading.counts()
        return number_listed(view.filter, counts.total, counts.unread, counts.starred, counts.archived)
