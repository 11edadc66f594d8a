"""Picks an entity of the library by the beginnings of its words, or takes a name that is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.widget import Widget

from tui.commands import Context, Keymap
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.model import EntitySummary
from tui.screens.dossier import KIND_WORDS
from tui.screens.page import PageScreen
from tui.screens.text_rows import TextRow, TextRows
from tui.widgets.arabic_input import ArabicInput, PromptLine

OFFERED = 40  # entities offered at most
ALIKE = 8  # entities offered for each word of the name given, before anything is typed
NEW = "new"


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked.

    Attributes:
        entity: id of an entity of the library; None for a new name.
        name: its name, or the words typed.
    """

    entity: str | None
    name: str


class EntityPicker(PageScreen[Picked], inherit_bindings=False):
    """A line to type in, and under it the entities that begin so, the commonest first."""

    place: ClassVar[Context] = "choice"

    def __init__(
        self,
        keymap: Keymap,
        library: Library,
        title: str,
        question: str,
        *,
        like: str = "",
        leave_out: str | None = None,
        new: str | None = None,
    ) -> None:
        """Take what is asked.

        Args:
            keymap: the keys in force.
            library: where entities are looked up.
            title: what it is about.
            question: stands before the line.
            like: a name; entities that share a word with it are offered before anything is typed.
            leave_out: id of an entity not to offer.
            new: what the words typed may stand for besides (`a new person`); None for nothing.
        """
        super().__init__(keymap, title)
        self.library = library
        self.like = like
        self.leave_out = leave_out
        self.new = new
        self.prompt = PromptLine(question, placeholder="the beginnings of words, in any order")
        self._rows = TextRows(column=36)

    @property
    def rows(self) -> TextRows:
        """The entities found."""
        return self._rows

    @property
    def first(self) -> Widget:
        """Typing begins at once."""
        return self.prompt.input

    def body(self) -> Sequence[Widget]:
        """The question, and the answers under it."""
        return [self.prompt, self._rows]

    def on_mount(self) -> None:
        """Offer what is alike."""
        self.hints.display = False
        self.status.set_parts(("↑ ↓ choose", "Enter takes it", "Esc leaves all as it is"))
        self._offer("")

    def _offer(self, typed: str) -> None:
        try:
            found = self._found(typed)
        except LibraryError as error:
            self.notify_reader(str(error), "error")
            return
        rows = [
            TextRow(
                summary.entity.name,
                KIND_WORDS[summary.entity.kind],
                summary.entity.id,
                f"{summary.articles} article{'' if summary.articles == 1 else 's'}",
            )
            for summary in found
            if summary.entity.id != self.leave_out
        ]
        name = " ".join(typed.split())
        self._rows.empty_text = "Nobody and nothing of that name" if name else "Type a part of the name"
        if self.new is not None and name:
            rows.append(TextRow(name, self.new, NEW))
        self._rows.set_texts(rows)

    def _found(self, typed: str) -> list[EntitySummary]:
        if typed.strip() or not self.like:
            return self.library.find_entities(typed, OFFERED)
        alike: dict[str, EntitySummary] = {}
        # The last word of a name says most.
        for word in reversed(self.like.split()):
            for summary in self.library.find_entities(word, ALIKE):
                alike.setdefault(summary.entity.id, summary)
        return list(alike.values())[:OFFERED]

    @on(ArabicInput.Changed)
    def _typed(self, event: ArabicInput.Changed) -> None:
        self._offer(event.value)

    @on(events.Key)
    def _arrow(self, event: events.Key) -> None:
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1}
        if event.key in steps:
            event.stop()
            if not self._rows.move(steps[event.key]):
                # Round the end: the words as typed are one key away.
                (self._rows.home if steps[event.key] > 0 else self._rows.end)()
        elif event.key in ("pagedown", "pageup"):
            event.stop()
            self._rows.page(1 if event.key == "pagedown" else -1)

    @on(PromptLine.Answered)
    def _answered(self) -> None:
        self._rows.open_row()

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        key = event.row.key
        self.dismiss(Picked(None if key == NEW else key, event.row.left))

    @on(PromptLine.Cancelled)
    def _cancelled(self) -> None:
        self.dismiss(None)
