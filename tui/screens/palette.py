"""The command palette: type a few letters of what you want, choose, done."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from tui.commands import COMMANDS, PHYSICAL, Command, Context
from tui.keymap import Keymap
from tui.screens.asking import AskingScreen
from tui.screens.help import keys_of
from tui.screens.text_rows import TextRow, TextRows
from tui.widgets.arabic_input import PromptLine

_LATIN = {ord(arabic): latin for latin, letters in PHYSICAL.items() for arabic in letters if len(arabic) == 1}


def matching(typed: str, context: Context) -> list[Command]:
    """Find the commands whose title, name or help has all the words typed, the best match first.

    Args:
        typed: what was typed, perhaps with an Arabic layout on.
        context: only commands that work here.
    """
    words = typed.translate(_LATIN).casefold().split()
    ranked: list[tuple[int, int, Command]] = []
    for number, command in enumerate(COMMANDS):
        if context not in command.contexts:
            continue
        title = command.title.casefold()
        everything = f"{title} {command.id} {command.help.casefold()}"
        if not all(word in everything for word in words):
            continue
        in_title = all(word in title for word in words)
        begins = bool(words) and title.startswith(words[0])
        ranked.append((0 if begins and in_title else 1 if in_title else 2, number, command))
    return [command for _, _, command in sorted(ranked, key=lambda each: each[:2])]


class PaletteScreen(AskingScreen[str], inherit_bindings=False):
    """Chooses a command of a pane or screen; its id is the result."""

    place: ClassVar[Context] = "help"

    def __init__(self, keymap: Keymap, about: Context) -> None:
        """Take whose commands are offered.

        Args:
            keymap: the keys in force, shown beside the commands.
            about: the pane or screen the reader came from.
        """
        rows = TextRows(column=32)
        rows.empty_text = "No such command"
        super().__init__(keymap, "Commands", PromptLine("Command", placeholder="a word of its name"), rows)
        self.about = about

    def on_mount(self) -> None:
        """Offer everything, and wait for words."""
        self.hints.display = False
        self.find("")

    def find(self, typed: str) -> None:
        """Show the commands that have all the words typed."""
        self._rows.set_texts(
            [
                TextRow(command.title, command.help, command.id, keys_of(self.keymap, command))
                for command in matching(typed, self.about)
            ]
        )

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        self.dismiss(event.row.key)
