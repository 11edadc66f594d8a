"""The screen itself: folding, mirroring, letters to jump by, other screens, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.commanded import Handler
    from tui.screens.reader.screen import ReaderScreen

# Home row first: the letters nearest to the fingers go to what is nearest to the top.
LETTERS = "asdfghjklqwertyuiopzxcvbnm"


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
    screen.app.refresh(layout=True)


def suspend(screen: ReaderScreen) -> None:
    """Go back to the shell until `fg`."""
    screen.app.action_suspend_process()


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


# Letters to jump by


def jump(screen: ReaderScreen) -> None:
    """Put a letter on every mention and sidebar row in sight."""
    screen.settle()
    panes = screen.panes
    targets: list[tuple[str, int]] = []
    if panes.article is not None:
        targets += [("mention", index) for index in screen.pane.visible_mentions()]
    if panes.sidebar is not None:
        targets += [("row", index) for index in screen.sidebar.visible_rows()]
    if not targets:
        screen.notify_reader("No name or date in sight.")
        return
    screen.labels = dict(zip(label_names(len(targets)), targets, strict=False))
    screen.label_typed = ""
    _draw_labels(screen)
    screen.notify_reader("Type a letter; any other key stops.")


def label_names(count: int) -> list[str]:
    """Name so many targets: one letter each where they suffice, else some of two letters.

    No name begins another, so that a name is complete when its last letter is typed.
    """
    letters = len(LETTERS)
    if count <= letters:
        return list(LETTERS[:count])
    double = min(letters, -(-(count - letters) // (letters - 1)))
    names = list(LETTERS[: letters - double])
    for first in LETTERS[letters - double :]:
        names += [first + second for second in LETTERS]
    return names[:count]


def label_key(screen: ReaderScreen, key: str) -> bool:
    """Take a key as the letter of a label; False when no labels are shown."""
    if not screen.labels:
        return False
    typed = screen.label_typed + latin_of(key)
    if typed in screen.labels:
        what, index = screen.labels[typed]
        _end_labels(screen)
        if what == "mention":
            screen.remember_here()
            screen.use_pane("article")
            screen.go_to_mention(index)
            screen.count_as_read()
        else:
            screen.use_pane("sidebar")
            screen.sidebar.cursor = index
    elif any(name.startswith(typed) for name in screen.labels):
        screen.label_typed = typed
        _draw_labels(screen)
    else:
        _end_labels(screen)
    return True


def latin_of(key: str) -> str:
    """The Latin letter of the physical key that prints `key` under an Arabic layout; else the key itself."""
    from tui.commands import PHYSICAL

    if len(key) != 1 or key.isascii():
        return key
    return next((latin for latin, arabic in PHYSICAL.items() if key in arabic), key)


def _draw_labels(screen: ReaderScreen) -> None:
    typed = screen.label_typed
    left = {
        name.removeprefix(typed): target for name, target in screen.labels.items() if name.startswith(typed)
    }
    screen.pane.show_labels({index: name for name, (what, index) in left.items() if what == "mention"})
    screen.sidebar.show_labels({index: name for name, (what, index) in left.items() if what == "row"})


def _end_labels(screen: ReaderScreen) -> None:
    screen.labels = {}
    screen.label_typed = ""
    screen.pane.clear_labels()
    screen.sidebar.clear_labels()
    screen.status.clear_notice()


HANDLERS: Mapping[str, Handler] = {
    "fold": fold,
    "toggle-sidebar": toggle_sidebar,
    "toggle-list": toggle_list,
    "mirror": mirror,
    "palette": palette,
    "help": show_help,
    "redraw": redraw,
    "suspend": suspend,
    "jump": jump,
    "quit": leave,
    "quit-at-once": leave,
}
