"""What corrections mean for the reader: what they are about here, and what they change on the screen."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from tui.library.errors import LibraryBusyError
from tui.screens.correcting import Subject, kind_of
from tui.screens.reader import pages

if TYPE_CHECKING:
    from tui.library.model import Undone
    from tui.screens.reader.screen import ReaderScreen


def subject(screen: ReaderScreen) -> Subject | None:
    """The entity in focus, with its current mention in the open article, else its first there."""
    screen.settle()
    reading = screen.reading
    entity = pages.focused(screen)
    if entity is None or reading.article_id is None:
        return None
    here = reading.mentions_of(entity)
    index = screen.pane.current if screen.pane.current in here else next(iter(here), None)
    form = None if index is None else " ".join(reading.mentions[index].text.split())
    return Subject(entity, kind_of(entity), reading.name_of(entity), reading.article_id, form)


def reach_articles(screen: ReaderScreen) -> int:
    """Let corrections reach the open article now and the others in the worker; how many others there are."""
    library = screen.library
    if screen.reading.article_id is not None:
        with suppress(LibraryBusyError):  # the worker is at it
            library.settle_one(screen.reading.article_id)
        screen.show_article_again()
        # The article may no longer speak of what is in focus: then what was counted with it holds no more.
        screen.follow(screen.reading.focus_id)
    left = library.due()
    if left:
        screen.worker.settle()
    return left


def undone(screen: ReaderScreen, what: Undone) -> tuple[str, ...]:
    """Show that a correction was taken back, or put back; what there is to say of it."""
    reach_articles(screen)
    entity = what.details.get("entity")
    if isinstance(entity, str):
        screen.follow(entity)
    name = screen.reading.name_of(entity) if isinstance(entity, str) else ""
    action = str(what.details.get("action", ""))
    words = {"merge": "merged", "split": "split", "kind": "of another kind", "dismiss": "dismissed"}
    is_removal = what.action == "correction removed"
    said = f"{words.get(action, action)} again" if is_removal else f"no longer {words.get(action, action)}"
    return name, said
