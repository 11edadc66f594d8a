"""The frame of the reader: panes and the lines around them, what has the focus, notices, questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.layout import Layout
from textual.widget import Widget

from tui.commands import Context
from tui.keymap import Keymap
from tui.screens.commanded import CommandScreen
from tui.screens.panes import Box, Panes, Wishes, arrange
from tui.screens.reader.rule import PanesLayout, Rule
from tui.screens.session import SavedState
from tui.screens.settings import ReaderSettings
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import HeaderLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.sidebar import EntitySidebar

if TYPE_CHECKING:
    from tui.screens.panes import Pane
    from tui.widgets.arabic_input import PromptLine


class ReaderFrame(CommandScreen[None], inherit_bindings=False):
    """Three panes between a header and a line that says where the reader is.

    Attributes:
        sidebar_wish: the sidebar was asked for (True), folded away (False), or is left to the width (None).
        list_wish: the same of the list.
        mirrored: the list stands on the right.
    """

    def __init__(self, keymap: Keymap, settings: ReaderSettings, saved: SavedState) -> None:
        """Make the panes as they were left.

        Args:
            keymap: keys of the commands.
            settings: of the screen.
            saved: how the reader left it.
        """
        super().__init__(keymap)
        self.settings = settings
        self.sidebar_wish = saved.sidebar
        self.list_wish = saved.list
        self.mirrored = settings.mirrored if saved.mirrored is None else saved.mirrored
        self.header = HeaderLine()
        self.articles = ArticleList(mirrored=self.mirrored, jump=settings.list_jump, marker=settings.marker)
        self.pane = ReadingPane(measure=settings.measure)
        self.sidebar = EntitySidebar()
        self.sidebar.folded = saved.folded
        self.rules = (Rule(), Rule())
        self.prompt: PromptLine | None = None
        self._asked: Callable[[str], None] | None = None
        self._pane_in_use: Pane = "list"
        self._panes_layout = PanesLayout(self._place_panes, self._boxes)
        self.is_beginning = True

    # Layout

    def compose(self) -> ComposeResult:
        """Lay the widgets out."""
        yield self.header
        yield self.articles
        yield self.rules[0]
        yield self.pane
        yield self.rules[1]
        yield self.sidebar
        yield self.status
        yield self.hints

    @property
    def layout(self) -> Layout:
        """Our own: the panes stand where `panes.arrange` says."""
        return self._panes_layout

    @property
    def wishes(self) -> Wishes:
        """What the reader folded away or asked for."""
        return Wishes(self.list_wish, self.sidebar_wish, self.mirrored, self._pane_in_use)

    def _place_panes(self, columns: int, rows: int) -> Panes:
        return arrange(columns, rows, self.wishes)

    def place_panes(self) -> None:
        """Let the panes stand where they are wanted now."""
        # Asked of a child, since Textual keeps an arrangement until one of those arranged asks for a new one.
        self.header.refresh(layout=True)

    def _boxes(self, panes: Panes) -> list[tuple[Widget, Box]]:
        pairs: list[tuple[Widget, Box | None]] = [
            (self.header, panes.header),
            (self.articles, panes.list),
            (self.pane, panes.article),
            (self.sidebar, panes.sidebar),
            (self.prompt or self.status, panes.status),
            (self.hints, panes.hints),
            *zip(self.rules, panes.rules, strict=False),
        ]
        return [(widget, box) for widget, box in pairs if box is not None]

    @property
    def panes(self) -> Panes:
        """Where everything stands now."""
        return self._place_panes(*self.size)

    def use_pane(self, pane: Pane) -> None:
        """Move the focus to a pane, unfolding it where it is folded."""
        before = self.panes
        if pane == "sidebar" and self.sidebar_wish is not True and before.sidebar is None:
            self.sidebar_wish = True
        if pane == "list" and self.list_wish is False:
            self.list_wish = None
        self._pane_in_use = pane
        self.set_focus(self.widget_of(pane), scroll_visible=False)
        if self.panes != before:
            self.place_panes()
        self.show_hints()

    def widget_of(self, pane: Pane) -> ArticleList | ReadingPane | EntitySidebar:
        """The widget of a pane."""
        if pane == "list":
            return self.articles
        return self.pane if pane == "article" else self.sidebar

    @property
    def pane_in_use(self) -> Pane:
        """The pane with the focus."""
        return self._pane_in_use

    @property
    def context(self) -> Context:
        """The pane with the focus names the keys in force."""
        return self._pane_in_use

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Spare the first screen a second look at every style: nothing has changed since they were applied."""
        if self.is_beginning:
            event.refresh_styles = False

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint; but not the whole screen again right after the first layout has painted it."""
        again = self.is_beginning and not regions
        return super().refresh(*regions, repaint=repaint and not again, layout=layout, recompose=recompose)

    # Questions

    def ask(self, label: str, value: str, placeholder: str, answered: Callable[[str], None]) -> None:
        """Ask something in the place of the status line.

        Args:
            label: the question.
            value: the answer to begin with.
            placeholder: shown while the line is empty.
            answered: called with the answer; not when the reader leaves the question.
        """
        from tui.widgets.arabic_input import PromptLine

        if self.prompt is not None:
            return
        self._asked = answered
        self.prompt = PromptLine(label, value, placeholder)
        self.mount(self.prompt)
        self.call_after_refresh(self.prompt.input.focus)

    async def on_prompt_line_answered(self, event: PromptLine.Answered) -> None:
        """Hand the answer to whoever asked."""
        asked = self._asked
        await self._end_prompt()
        if asked is not None:
            asked(event.value)

    async def on_prompt_line_cancelled(self) -> None:
        """Leave the question unanswered."""
        await self._end_prompt()

    async def _end_prompt(self) -> None:
        if self.prompt is not None:
            prompt, self.prompt, self._asked = self.prompt, None, None
            await prompt.remove()
            self.use_pane(self._pane_in_use)
            self.place_panes()
