"""The base of the screens that cover the reader: a title, one or two lists, a line for notices, the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.widget import Widget

from tui.commands import Context
from tui.keymap import Keymap
from tui.screens.commanded import CommandScreen, Handler
from tui.widgets.bars import HeaderLine
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction
    from tui.library.model import Undone

Result = TypeVar("Result")


def _help(screen: PageScreen[object]) -> None:
    from tui.screens.help import HelpScreen

    screen.app.push_screen(HelpScreen(screen.keymap, screen.context))


def _palette(screen: PageScreen[object]) -> None:
    from tui.screens.palette import PaletteScreen

    async def chosen(name: str | None) -> None:
        if name is not None:
            await screen.run_command(name)

    screen.app.push_screen(PaletteScreen(screen.keymap, screen.context), chosen)


class PageScreen(CommandScreen[Result], inherit_bindings=False):
    """A screen over the reader, left with `close`."""

    handlers: ClassVar[Mapping[str, Handler]] = {
        "down": lambda screen: screen.rows.move(1) and None,
        "up": lambda screen: screen.rows.move(-1) and None,
        "page-down": lambda screen: screen.rows.page(1) and None,
        "page-up": lambda screen: screen.rows.page(-1) and None,
        "top": lambda screen: screen.rows.home(),
        "bottom": lambda screen: screen.rows.end(),
        "choose": lambda screen: screen.rows.open_row(),
        "help": _help,
        "palette": _palette,
        "close": lambda screen: screen.leave(),
        "redraw": lambda screen: screen.draw_again(),
        "suspend": lambda screen: screen.go_to_shell(),
        "quit-at-once": lambda screen: screen.app.exit(),
    }

    DEFAULT_CSS = """
    PageScreen { layout: vertical; }
    """

    place: ClassVar[Context] = "help"

    def __init__(self, keymap: Keymap, title: str) -> None:
        super().__init__(keymap)
        self.header = HeaderLine(title)

    @property
    def context(self) -> Context:
        """The page names the keys in force."""
        return self.place

    @property
    def rows(self) -> RowList:
        """The list that the keys move in."""
        raise NotImplementedError

    def body(self) -> Sequence[Widget]:
        """What stands between the title and the lines at the foot."""
        return [self.rows]

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        yield self.header
        yield from self.body()
        yield self.status
        yield self.hints

    def on_mount(self) -> None:
        """Show the keys, and begin in the list."""
        self.show_hints()
        self.set_focus(self.first, scroll_visible=False)

    @property
    def first(self) -> Widget:
        """What has the focus when the page opens."""
        return self.rows

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the page, once: a second Escape may have come before the first was heeded.

        Args:
            result: what it brings back.
        """
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def leave(self) -> None:
        """Go back to the reader without a result."""
        self.dismiss(None)

    def freshen(self) -> None:
        """Show what the library holds now, where the page shows what others may have changed."""


class Desk(Protocol):
    """The reader under the pages, which hears of what is changed on them."""

    def corrected(self, correction: Correction | None) -> int:
        """Show what is corrected now; how many articles are left to the worker."""
        ...

    def take_back(self) -> tuple[Undone | None, tuple[str, ...]]:
        """Take back the last action; what it was, and what there is to say of it."""
        ...


@dataclass(frozen=True, slots=True)
class GoTo:
    """Leave a page for a point of an article.

    Attributes:
        article: its id.
        start: first code point of the mention to go to, or None for the top.
        entity: entity to bring into focus, or None.
    """

    article: int
    start: int | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class NarrowTo:
    """Leave a page for the list of the articles that mention an entity, or all of several."""

    entities: tuple[str, ...]


Outcome = GoTo | NarrowTo | None
