"""The help screen: every key that works where the reader came from, by group."""

from __future__ import annotations

from typing import ClassVar

from tui.commands import GROUPS, Command, Context, in_group
from tui.keymap import Keymap, key_label
from tui.screens.page import PageScreen
from tui.screens.text_rows import TextRow
from tui.screens.wrapped_rows import WrappedRows

NAMES: dict[Context, str] = {
    "list": "the article list",
    "article": "the article",
    "sidebar": "the sidebar",
    "help": "help",
    "dossier": "the dossier",
    "timeline": "the timeline",
    "watchlist": "the watchlist",
    "choice": "a choice",
}


def help_rows(keymap: Keymap, context: Context) -> list[TextRow]:
    """List the keys that work in a context, under the headings of their groups."""
    rows: list[TextRow] = []
    for group in GROUPS:
        commands = [command for command in in_group(group, context) if keymap.keys[command.id]]
        if commands:
            if rows:
                rows.append(TextRow(""))
            rows.append(TextRow(group))
            rows += [TextRow(keys_of(keymap, command), command.help, command.id) for command in commands]
    return rows


def keys_of(keymap: Keymap, command: Command) -> str:
    """Write all keys of a command."""
    return "  ".join(key_label(key) for key in keymap.keys[command.id])


class HelpScreen(PageScreen[None], inherit_bindings=False):
    """All keys of a pane or screen."""

    place: ClassVar[Context] = "help"

    def __init__(self, keymap: Keymap, about: Context) -> None:
        """Take what the help is about.

        Args:
            keymap: the keys in force.
            about: the pane or screen the reader came from.
        """
        super().__init__(keymap, f"Keys in {NAMES[about]}")
        self.about = about
        self._rows = WrappedRows(column=22)

    @property
    def rows(self) -> WrappedRows:
        """The list of keys."""
        return self._rows

    def on_mount(self) -> None:
        """Fill the list."""
        self._rows.set_texts(help_rows(self.keymap, self.about))
        self.status.set_parts(("Arabic letters work as the Latin letters on the same keys",))
