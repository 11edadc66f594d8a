"""From the reader to the screens that cover it, and back with what was chosen there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.screens.reader import views

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.page import Outcome
    from tui.screens.reader.screen import ReaderScreen


def came_back(screen: ReaderScreen, outcome: Outcome) -> None:
    """Go where a page leads."""
    from tui.screens.page import GoTo, NarrowTo

    if isinstance(outcome, NarrowTo):
        if not outcome.entities[0].startswith("word:"):
            screen.follow(outcome.entities[0])
        views.show_view(screen, screen.reading.narrowed(*outcome.entities))
    elif isinstance(outcome, GoTo):
        screen.remember_here()
        if outcome.entity is not None:
            screen.follow(outcome.entity)
        screen.select_article(outcome.article)
        screen.use_pane("article")
        index = screen.reading.mention_at(outcome.start)
        if index is not None:
            screen.go_to_mention(index)
    screen.articles.refresh_headers()
    screen.refresh_header()


def focused(screen: ReaderScreen) -> str | None:
    """The entity in focus; without one the reader is told how to get one."""
    if screen.reading.focus is None:
        key = screen.keymap.shown_of("next-of-any")
        screen.notify_reader(f"No name in focus; {key} goes to the next one.")
        return None
    return screen.reading.focus.id


def dossier(screen: ReaderScreen) -> None:
    """Open the dossier of the entity in focus."""
    screen.settle()
    entity = focused(screen)
    if entity is not None:
        from tui.screens.dossier import DossierScreen

        page = DossierScreen(screen.keymap, screen.library, entity, screen)
        screen.app.push_screen(page, lambda outcome: came_back(screen, outcome))


def timeline(screen: ReaderScreen) -> None:
    """Open the timeline."""
    screen.settle()
    from tui.screens.timeline import TimelineScreen

    reading = screen.reading
    page = TimelineScreen(screen.keymap, reading.library, reading.article_id, reading.view)
    screen.app.push_screen(page, lambda outcome: came_back(screen, outcome))


def freshen(screen: ReaderScreen) -> None:
    """Show what the library holds now on the page over the reader, if there is one."""
    from tui.screens.page import PageScreen

    page = screen.app.screen
    if isinstance(page, PageScreen):
        page.freshen()


def find_dossier(screen: ReaderScreen) -> None:
    """Open the dossier of a name that is typed."""
    screen.settle()
    from tui.screens import opening

    opening.find_dossier(screen, screen, lambda outcome: came_back(screen, outcome))


HANDLERS: Mapping[str, Handler] = {
    "dossier": dossier,
    "find-dossier": find_dossier,
    "timeline": timeline,
}
