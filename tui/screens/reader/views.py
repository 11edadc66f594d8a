"""Views: which list is shown, and what narrows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.library.model import Filter, View

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.reader.screen import ReaderScreen


def show_view(screen: ReaderScreen, view: View) -> None:
    """Leave the view for another; the open article stays open where the new list has it."""
    screen.settle()
    screen.reading.change_view(view)
    screen.listing.changed()


def _filter(screen: ReaderScreen, name: Filter) -> None:
    show_view(screen, screen.reading.view._replace(filter=name))


def refresh(screen: ReaderScreen) -> None:
    """Build the list of the view anew."""
    screen.settle()
    screen.reload_list()


def narrow(screen: ReaderScreen) -> None:
    """Narrow the list to articles that mention the entity in focus."""
    focus = screen.reading.focus
    if focus is None:
        screen.notify_reader(
            f"No name in focus; {screen.keymap.shown_of('next-of-any')} goes to the next one."
        )
        return
    show_view(screen, screen.reading.narrowed(focus.id))


def narrow_match(screen: ReaderScreen) -> None:
    """Switch between all of the entities and any of them."""
    view = screen.reading.view
    if len(view.entities) < 2:
        screen.notify_reader("The list is not narrowed to two entities or more.")
        return
    show_view(screen, view._replace(match="any" if view.match == "all" else "all"))


def widen(screen: ReaderScreen) -> None:
    """Take away the last entity the list was narrowed to."""
    if not screen.reading.view.entities:
        screen.notify_reader("The list is not narrowed.")
        return
    show_view(screen, screen.reading.widened())


HANDLERS: Mapping[str, Handler] = {
    "view-all": lambda screen: _filter(screen, "all"),
    "view-unread": lambda screen: _filter(screen, "unread"),
    "view-starred": lambda screen: _filter(screen, "starred"),
    "view-archived": lambda screen: _filter(screen, "archived"),
    "view-watched": lambda screen: _filter(screen, "watched"),
    "view-watched-first": lambda screen: _filter(screen, "watched-first"),
    "refresh": refresh,
    "narrow": narrow,
    "narrow-match": narrow_match,
    "widen": widen,
}
