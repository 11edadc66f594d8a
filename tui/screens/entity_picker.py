"""Picks an entity of the library by the beginnings of its words, or takes a name that is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on

from tui.commands import Context
from tui.keymap import Keymap
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.model import EntitySummary
from tui.screens.asking import AskingScreen
from tui.screens.dossier import KIND_WORDS
from tui.screens.text_rows import TextRow, TextRows
from tui.widgets.arabic_input import PromptLine

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


class EntityPicker(AskingScreen[Picked], inherit_bindings=False):
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
        prompt = PromptLine(question, placeholder="the beginnings of words, in any order")
        super().__init__(keymap, title, prompt, TextRows(column=36))
        self.library = library
        self.like = like
        self.leave_out = leave_out
        self.new = new

    def on_mount(self) -> None:
        """Offer what is alike."""
        self.hints.display = False
        self.status.set_parts(("↑ ↓ choose", "Enter takes it", "Esc leaves all as it is"))
        self.find("")

    def find(self, typed: str) -> None:
        """Offer the entities of that name, and the words as typed."""
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

    @on(TextRows.RowChosen)
    def _chosen(self, event: TextRows.RowChosen) -> None:
        key = event.row.key
        self.dismiss(Picked(None if key == NEW else key, event.row.left))
