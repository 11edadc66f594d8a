"""The dossier of whoever is typed, from the reader and from every page that shows names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.library.errors import LibraryError

if TYPE_CHECKING:
    from tui.screens.correcting import Corrects
    from tui.screens.entity_picker import Picked
    from tui.screens.page import Desk, Outcome


def find_dossier(screen: Corrects, desk: Desk, came_back: Callable[[Outcome], None]) -> None:
    """Ask for a name, and open the dossier of whom is chosen.

    Args:
        screen: where it is asked.
        desk: the reader.
        came_back: called with what the dossier leads to.
    """
    from tui.screens.entity_picker import EntityPicker

    def picked(answer: Picked | None) -> None:
        if answer is None or answer.entity is None:
            return
        from tui.screens.dossier import DossierScreen

        try:
            page = DossierScreen(screen.keymap, screen.library, answer.entity, desk)
        except LibraryError as error:
            screen.notify_reader(str(error), "error")
        else:
            screen.app.push_screen(page, came_back)

    screen.app.push_screen(EntityPicker(screen.keymap, screen.library, "Dossier", "Dossier of"), picked)
