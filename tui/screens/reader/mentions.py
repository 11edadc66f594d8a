"""Mentions: from one to the next, to the sidebar and back, from article to article, by letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.reader.screen import ReaderScreen
    from tui.widgets.sections import SidebarRow


def enter(screen: ReaderScreen) -> None:
    """Open the article, or go from a mention to its row in the sidebar, or back."""
    screen.settle()
    if screen.pane_in_use == "list":
        if screen.reading.article is not None:
            screen.use_pane("article")
            screen.read_marks.count()
    elif screen.pane_in_use == "sidebar":
        screen.sidebar.open_row()
    else:
        _to_sidebar(screen)


def _to_sidebar(screen: ReaderScreen) -> None:
    pane = screen.pane
    visible = pane.visible_mentions()
    if pane.current not in visible:
        if not visible:
            screen.notify_reader("No name or date in sight.")
            return
        screen.go_to_mention(visible[0])
    mention = pane.current_mention
    if mention is None:
        return
    screen.use_pane("sidebar")
    if mention.entity is not None:
        screen.sidebar.unfold(mention.kind)
        screen.follow(mention.entity)


def to_mention_of(screen: ReaderScreen, row: SidebarRow) -> None:
    """Go from a row of the sidebar to its mention: the one that was current, else the first."""
    if not row.mentions:
        return
    current = screen.pane.current
    index = current if current in row.mentions else row.mentions[0]
    if index != current:
        screen.remember_here()
    screen.use_pane("article")
    screen.go_to_mention(index)
    screen.read_marks.count()


def _next(screen: ReaderScreen, step: int) -> None:
    screen.settle()
    focus = screen.reading.focus
    if focus is None:
        _next_of_any(screen, step)
        return
    if screen.pane.next_mention(focus.id, step):
        screen.show_status()
        screen.read_marks.count()
    elif not screen.reading.mentions_of(focus.id):
        key = screen.keymap.shown_of("next-article-of-entity")
        screen.notify_reader((focus.name, f"not in this article; {key} goes to the next that mentions it"))
    else:
        key = screen.keymap.shown_of("next-article-of-entity" if step > 0 else "previous-article-of-entity")
        end = "last" if step > 0 else "first"
        screen.notify_reader((focus.name, f"{end} mention; {key} goes on in other articles"))


def _next_of_any(screen: ReaderScreen, step: int) -> None:
    screen.settle()
    if screen.pane.next_mention(None, step):
        screen.go_to_mention(screen.pane.current)
        screen.read_marks.count()
    else:
        screen.notify_reader("No further name or date in this article.")


def _article_of_entity(screen: ReaderScreen, step: int, *, unread: bool = False) -> None:
    screen.settle()
    reading = screen.reading
    focus = reading.focus
    if focus is None or reading.article_id is None:
        screen.notify_reader(
            f"No name in focus; {screen.keymap.shown_of('next-of-any')} goes to the next one."
        )
        return
    found = reading.library.neighbour(focus.id, reading.article_id, step, unread)
    if found is None:
        end = "the oldest" if step > 0 else "the newest"
        older = "older" if step > 0 else "newer"
        words = (
            f"no {older} unread article mentions it" if unread else f"this is {end} article that mentions it"
        )
        screen.notify_reader((focus.name, words))
        return
    screen.remember_here()
    screen.select_article(found)
    here = reading.mentions_of(focus.id)
    if here:
        screen.go_to_mention(here[0])


def release(screen: ReaderScreen) -> None:
    """Let go of the entity in focus; without one, go back to the list."""
    if screen.pane.selected_text:
        screen.pane.clear_selection()
    elif screen.reading.focus is not None:
        screen.follow(None)
        screen.pane.go_to_mention(-1)
    elif screen.pane_in_use != "list":
        screen.use_pane("list")


HANDLERS: Mapping[str, Handler] = {
    "enter": enter,
    "next-mention": lambda screen: _next(screen, 1),
    "previous-mention": lambda screen: _next(screen, -1),
    "next-of-any": lambda screen: _next_of_any(screen, 1),
    "previous-of-any": lambda screen: _next_of_any(screen, -1),
    "next-article-of-entity": lambda screen: _article_of_entity(screen, 1),
    "previous-article-of-entity": lambda screen: _article_of_entity(screen, -1),
    "next-unread-of-entity": lambda screen: _article_of_entity(screen, 1, unread=True),
    "previous-unread-of-entity": lambda screen: _article_of_entity(screen, -1, unread=True),
    "release": release,
}
