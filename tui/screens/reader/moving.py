"""Moving: articles, lines, pages, panes, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.panes import Pane
    from tui.screens.reader.screen import ReaderScreen


def _step(screen: ReaderScreen, step: int) -> None:
    if screen.pane_in_use == "list":
        screen.move_list(step)
    elif screen.pane_in_use == "article":
        screen.pane.scroll_rows(step)
    else:
        screen.sidebar.move(step)


def _page(screen: ReaderScreen, step: int) -> None:
    if screen.pane_in_use == "article":
        if screen.pane.page(step):
            screen.read_marks.count()
    else:
        screen.widget_of(screen.pane_in_use).page(step)


def read_on(screen: ReaderScreen) -> None:
    """Page the article; at its end go to the next unread one."""
    screen.settle()
    if screen.reading.article is not None and screen.pane.page(1):
        screen.read_marks.count()
        return
    screen.read_marks.count()
    to_unread(screen, 1)


def to_unread(screen: ReaderScreen, step: int) -> None:
    """Go to the next or previous unread article of the list."""
    screen.settle()
    row = screen.reading.next_unread(screen.articles.cursor, step)
    if row is None and step > 0 and not screen.reading.has_all_ids:
        screen.listing.complete()
        row = screen.reading.next_unread(screen.articles.cursor, step)
    if row is None:
        screen.notify_reader(
            "No unread article further down." if step > 0 else "No unread article further up."
        )
        return
    screen.remember_here()
    screen.select_article(screen.reading.ids[row])


def _edge(screen: ReaderScreen, *, end: bool) -> None:
    widget = screen.widget_of(screen.pane_in_use)
    if end:
        if screen.pane_in_use == "list":
            screen.listing.to_end()
        else:
            widget.end()
    else:
        widget.home()


def _paragraph(screen: ReaderScreen, step: int) -> None:
    screen.settle()
    screen.pane.paragraph(step)


def _article(screen: ReaderScreen, step: int) -> None:
    screen.move_list(step, at_once=True)


def _cycle(screen: ReaderScreen, step: int) -> None:
    order: list[Pane] = ["list", "article", "sidebar"]
    panes = screen.panes
    narrow = sum(box is not None for box in (panes.list, panes.article, panes.sidebar)) == 1
    shown = [
        pane
        for pane in order
        if pane == screen.pane_in_use
        or (screen.list_wish is not False if pane == "list" else pane == "article")
        or (pane == "sidebar" and (narrow or panes.sidebar is not None or screen.sidebar_wish))
    ]
    screen.use_pane(shown[(shown.index(screen.pane_in_use) + step) % len(shown)])


def _sideways(screen: ReaderScreen, step: int) -> None:
    order: list[Pane] = ["list", "article", "sidebar"]
    if screen.mirrored:
        order.reverse()
    place = order.index(screen.pane_in_use) + step
    if 0 <= place < len(order):
        screen.use_pane(order[place])


def back(screen: ReaderScreen) -> None:
    """Return to where the reader was before the last jump."""
    screen.settle()
    here = screen.here()
    place = screen.reading.jumps.back(here) if here is not None else None
    if place is None:
        screen.notify_reader("Nothing further back.")
    else:
        screen.go_to_place(place)


def forward(screen: ReaderScreen) -> None:
    """Undo a step back."""
    screen.settle()
    here = screen.here()
    place = screen.reading.jumps.forward(here) if here is not None else None
    if place is None:
        screen.notify_reader("Nothing further forward.")
    else:
        screen.go_to_place(place)


def jumps(screen: ReaderScreen) -> None:
    """Show where the reader has been; the place chosen is shown again."""
    screen.settle()
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.text_rows import TextRow

    places = screen.reading.jumps.places
    headers = {each.id: each for each in screen.reading.library.headers([place.article for place in places])}
    rows = [
        TextRow(
            headers[place.article].title,
            screen.reading.name_of(place.entity) if place.entity else "",
            str(number),
            (headers[place.article].published or "")[:10],
        )
        for number, place in reversed(list(enumerate(places)))
        if place.article in headers
    ]
    if not rows:
        screen.notify_reader("You have not jumped anywhere yet.")
        return

    def chosen(answer: str | None) -> None:
        if answer is not None:
            screen.remember_here()
            screen.go_to_place(places[int(answer)])
            screen.use_pane("article")

    screen.app.push_screen(ChoiceScreen(screen.keymap, "Where you have been", rows, column=64), chosen)


HANDLERS: Mapping[str, Handler] = {
    "down": lambda screen: _step(screen, 1),
    "up": lambda screen: _step(screen, -1),
    "read-on": read_on,
    "page-down": lambda screen: _page(screen, 1),
    "page-up": lambda screen: _page(screen, -1),
    "top": lambda screen: _edge(screen, end=False),
    "bottom": lambda screen: _edge(screen, end=True),
    "next-paragraph": lambda screen: _paragraph(screen, 1),
    "previous-paragraph": lambda screen: _paragraph(screen, -1),
    "next-article": lambda screen: _article(screen, 1),
    "previous-article": lambda screen: _article(screen, -1),
    "next-unread": lambda screen: to_unread(screen, 1),
    "previous-unread": lambda screen: to_unread(screen, -1),
    "focus-next": lambda screen: _cycle(screen, 1),
    "focus-previous": lambda screen: _cycle(screen, -1),
    "focus-list": lambda screen: screen.use_pane("list"),
    "focus-article": lambda screen: screen.use_pane("article"),
    "focus-sidebar": lambda screen: screen.use_pane("sidebar"),
    "focus-left": lambda screen: _sideways(screen, -1),
    "focus-right": lambda screen: _sideways(screen, 1),
    "back": back,
    "forward": forward,
    "jumps": jumps,
}
