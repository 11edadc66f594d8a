"""The screen itself: folding, mirroring, letters to jump by, other screens, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.reader.screen import ReaderScreen


def fold(screen: ReaderScreen) -> None:
    """Fold or unfold the section of the sidebar."""
    if screen.pane_in_use == "sidebar":
        screen.sidebar.toggle_fold()
    else:
        screen.use_pane("sidebar")


def toggle_sidebar(screen: ReaderScreen) -> None:
    """Fold the sidebar away or bring it back."""
    shown = screen.panes.sidebar is not None
    screen.sidebar_wish = not shown
    if shown and screen.pane_in_use == "sidebar":
        screen.use_pane("article")
    elif not shown and screen.panes.sidebar is None:
        screen.use_pane("sidebar")
    screen.place_panes()


def toggle_list(screen: ReaderScreen) -> None:
    """Fold the list away or bring it back."""
    shown = screen.panes.list is not None
    screen.list_wish = False if shown else None
    if shown and screen.pane_in_use == "list":
        screen.use_pane("article")
    elif not shown and screen.panes.list is None:
        screen.use_pane("list")
    screen.place_panes()


def mirror(screen: ReaderScreen) -> None:
    """Swap the sides of list and sidebar."""
    screen.mirrored = not screen.mirrored
    screen.articles.mirrored = screen.mirrored
    screen.articles.refresh_all_rows()
    screen.place_panes()


def redraw(screen: ReaderScreen) -> None:
    """Draw everything again."""
    screen.draw_again()


def suspend(screen: ReaderScreen) -> None:
    """Go back to the shell until `fg`."""
    screen.go_to_shell()


def show_help(screen: ReaderScreen) -> None:
    """Show all keys of this pane."""
    from tui.screens.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.keymap, screen.context))


def palette(screen: ReaderScreen) -> None:
    """Find a command by its name."""
    from tui.screens.palette import PaletteScreen

    async def chosen(name: str | None) -> None:
        if name is not None:
            await screen.run_command(name)

    screen.app.push_screen(PaletteScreen(screen.keymap, screen.context), chosen)


def leave(screen: ReaderScreen) -> None:
    """Leave the program; the app keeps the state."""
    screen.app.exit()


HANDLERS: Mapping[str, Handler] = {
    "fold": fold,
    "toggle-sidebar": toggle_sidebar,
    "toggle-list": toggle_list,
    "mirror": mirror,
    "palette": palette,
    "help": show_help,
    "redraw": redraw,
    "suspend": suspend,
    "jump": lambda screen: screen.labels.show(),
    "quit": leave,
    "quit-at-once": leave,
}
