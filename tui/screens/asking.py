"""A page with a line to type in and, under it, the answers found so far: type, choose, done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.widget import Widget

from tui.keymap import Keymap
from tui.screens.page import PageScreen
from tui.screens.text_rows import TextRows
from tui.widgets.arabic_input import ArabicInput, PromptLine

Result = TypeVar("Result")


class AskingScreen(PageScreen[Result], inherit_bindings=False):
    """Narrows a list of answers while the reader types; Escape leaves without one."""

    def __init__(self, keymap: Keymap, title: str, prompt: PromptLine, rows: TextRows) -> None:
        """Take what is shown.

        Args:
            keymap: the keys in force.
            title: what it is about.
            prompt: the line to type in.
            rows: the list of answers.
        """
        super().__init__(keymap, title)
        self.prompt = prompt
        self._rows = rows

    @property
    def rows(self) -> TextRows:
        """The answers found."""
        return self._rows

    @property
    def first(self) -> Widget:
        """Typing begins at once."""
        return self.prompt.input

    def body(self) -> Sequence[Widget]:
        """The question, and the answers under it."""
        return [self.prompt, self._rows]

    def find(self, typed: str) -> None:
        """Show the answers to what has been typed; every such page has its own."""
        raise NotImplementedError

    @on(ArabicInput.Changed)
    def _typed(self, event: ArabicInput.Changed) -> None:
        self.find(event.value)

    @on(events.Key)
    def _arrow(self, event: events.Key) -> None:
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}
        if event.key in steps:
            event.stop()
            if not self._rows.move(steps[event.key]):
                # Round the end: the last answer is one key away.
                (self._rows.home if steps[event.key] > 0 else self._rows.end)()
        elif event.key in ("pagedown", "pageup"):
            event.stop()
            self._rows.page(1 if event.key == "pagedown" else -1)

    @on(PromptLine.Answered)
    def _answered(self) -> None:
        self._rows.open_row()

    @on(PromptLine.Cancelled)
    def _cancelled(self) -> None:
        self.dismiss(None)
