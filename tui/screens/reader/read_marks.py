"""When an article counts as read without the reader saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library.errors import LibraryError

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.reader.screen import ReaderScreen


class ReadMarks:
    """Counts an article as read once it is opened, paged through, or has its end in view for a while.

    A glance in passing through the list does not count, nor does the article that was there at the start before
    any key was pressed.  What is marked here is not the reader's doing, so undo leaves it alone.
    """

    def __init__(self, screen: ReaderScreen) -> None:
        """Take the screen whose article it is about."""
        self._screen = screen
        self._timer: Timer | None = None
        self._kept: int | None = None
        self._is_touched = False

    def touch(self) -> None:
        """Note that somebody is at the keyboard."""
        if not self._is_touched:
            self._is_touched = True
            self.watch()

    def watch(self, *, anew: bool = True) -> None:
        """Begin to wait where the end of the open article is in view.

        Args:
            anew: begin from zero where the wait has begun already.
        """
        if self._timer is not None and not anew:
            return
        self._stop()
        screen = self._screen
        article = screen.reading.article
        if article is None or article.header.is_read or not self._is_touched:
            return
        if self._kept != article.header.id:
            self._kept = None
        if screen.settings.mark_read and screen.pane.at_end:
            self._timer = screen.set_timer(screen.settings.read_after, self.count)

    def count(self) -> None:
        """Mark the open article read, unless the reader has just said it is not."""
        self._stop()
        screen = self._screen
        article = screen.reading.article_id
        if article is None or article == self._kept or not screen.settings.mark_read:
            return
        try:
            header = screen.reading.header()
            if header is None or header.is_read:
                return
            screen.reading.library.mark([article], read=True, undoable=False)
            screen.marks_changed([article])
        except LibraryError as error:
            screen.notify_reader(str(error), "error")

    def keep_unread(self, article_id: int) -> None:
        """Do not count an article as read while it stays open: the reader said it is not."""
        self._kept = article_id
        self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
