"""The reader: list, article and sidebar side by side, wired to the desk and the worker."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region
from textual.layout import Layout
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tui.commands import Context, Keymap
from tui.library.errors import LibraryError
from tui.screens.commanded import CommandScreen, Handler
from tui.screens.panes import Box, Pane, Panes, Wishes, arrange
from tui.screens.reader import mentions, moving, pages, screenwide, triage, views
from tui.screens.reader.rule import PanesLayout, Rule
from tui.screens.reading import Reading
from tui.screens.session import Place, SavedState, view_text
from tui.screens.settings import ReaderSettings
from tui.screens.worker_client import Event, WorkerClient
from tui.widgets.arabic_input import PromptLine
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import Chip, FooterHints, HeaderLine, Hint, Severity, StatusLine
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.sections import sections_of
from tui.widgets.sidebar import EntitySidebar

HELD_DOWN = 0.045  # seconds between two moves below which a key counts as held down
WORKER_REST = 0.5  # seconds after the first screen before articles nobody asked for are worked on
COUNTS_REST = 1.0  # seconds between two refreshes of the counts while the worker works


class ReaderScreen(CommandScreen[None], inherit_bindings=False):
    """Three panes over one desk.

    Moving in the list shows the article at once; while a key is held down only the list moves, and the
    article follows when the hand rests.
    """

    handlers: ClassVar[Mapping[str, Handler]] = {
        **moving.HANDLERS,
        **mentions.HANDLERS,
        **triage.HANDLERS,
        **views.HANDLERS,
        **pages.HANDLERS,
        **screenwide.HANDLERS,
    }

    class Heard(Message):
        """The worker said something."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    class Noticed(Message):
        """There is something to tell the reader."""

        def __init__(self, text: str, severity: Severity) -> None:
            super().__init__()
            self.text = text
            self.severity = severity

    def __init__(
        self, reading: Reading, keymap: Keymap, settings: ReaderSettings, worker: WorkerClient
    ) -> None:
        super().__init__(keymap)
        self.reading = reading
        self.settings = settings
        self.worker = worker
        worker.on_event = lambda event: self.post_message(self.Heard(event))
        worker.on_notice = lambda text: self.post_message(self.Noticed(text, "warning"))
        saved = reading.saved
        self.sidebar_wish = saved.sidebar
        self.list_wish = saved.list
        self.mirrored = settings.mirrored if saved.mirrored is None else saved.mirrored
        self.header = HeaderLine()
        self.articles = ArticleList(mirrored=self.mirrored, jump=settings.list_jump)
        self.pane = ReadingPane(measure=settings.measure)
        self.sidebar = EntitySidebar()
        self.status = StatusLine()
        self.hints = FooterHints()
        self.rules = (Rule(), Rule())
        self.sidebar.folded = saved.folded
        self._pane_in_use: Pane = "list"
        self._panes_layout = PanesLayout(self._place_panes, self._boxes)
        self._last_move = 0.0
        self._wanted: int | None = None
        self._rest_timer: Timer | None = None
        self._read_timer: Timer | None = None
        self._counts_timer: Timer | None = None
        self._kept_unread: int | None = None
        self._is_beginning = True
        self._is_touched = False  # no key was pressed yet: nobody need be reading
        self.labels: dict[str, tuple[str, int]] = {}
        self.label_typed = ""
        self.prompt: PromptLine | None = None
        self._asked: Callable[[str], None] | None = None
        self.awaited_paths = settings.paths_to_add

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

    # Beginning

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Repaint; but not the whole screen again right after the first layout has painted it."""
        again = self._is_beginning and not regions
        return super().refresh(*regions, repaint=repaint and not again, layout=layout, recompose=recompose)

    def on_mount(self) -> None:
        """Fill the panes: the first screen is drawn with everything in place."""
        self.articles.empty_text = "No articles."
        try:
            self._open_as_left()
        except LibraryError as error:
            self.notify_reader(str(error), "error")
        self.use_pane(self.reading.saved.pane)  # type: ignore[arg-type]
        self.call_after_refresh(self._after_first_screen)

    def _open_as_left(self) -> None:
        saved = self.reading.saved
        ids = self.reading.list_first()
        current = saved.article if saved.article is not None and saved.article in ids else None
        if saved.entity is not None:
            self.reading.follow(saved.entity)
        wanted = saved.article if saved.article is not None else (ids[0] if ids else None)
        self.fill_list(ids, current)
        if wanted is not None and not self.show_article(wanted, mention=saved.mention) and ids:
            self.show_article(ids[0])
        self.refresh_header()

    def _after_first_screen(self) -> None:
        """What can wait until the reader sees something: the rest of the list, the worker."""
        self._is_beginning = False
        gc.freeze()
        gc.enable()
        self.show_status()
        try:
            if not self.reading.has_all_ids:
                self.fill_list(self.reading.list_all(), self.reading.article_id)
            if self.reading.counts().pending:
                self.set_timer(WORKER_REST, self.worker.extract_pending)
        except LibraryError as error:
            self.notify_reader(str(error), "error")
        if self.settings.samples_offered:
            key = self.keymap.shown_of("remove-samples")
            text = f"{self.settings.samples_offered} sample articles to begin with (○); {key} removes them."
            self.status.notify_reader(text, seconds=None)
        if self.awaited_paths:
            self.notify_reader("Reading files in…")
            self.worker.add(self.awaited_paths, self.settings.published)

    # The list

    def fill_list(self, ids: array[int], current: int | None) -> None:
        """Show a list with the cursor on an article."""
        with self.prevent(ArticleList.Highlighted):
            self.articles.set_ids(ids, self.reading.library.headers, current=current)

    def move_list(self, step: int) -> None:
        """Move the list's cursor, and show what it comes to in the same frame."""
        before = self.articles.cursor
        if self.articles.move(step) and self.articles.cursor != before:
            self._list_reached(self.articles.current_id)

    @on(ArticleList.Highlighted)
    def _article_reached(self, event: ArticleList.Highlighted) -> None:
        if event.article_id == self.articles.current_id:
            self._list_reached(event.article_id)

    def _list_reached(self, article_id: int | None) -> None:
        if article_id is None or article_id == self._wanted:
            return
        now = monotonic()
        held = now - self._last_move < max(HELD_DOWN, self.settings.rest_before_article)
        self._last_move = now
        if article_id == self.reading.article_id:
            self._forget_wanted()
            return
        self._wanted = article_id
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
        if held or self.settings.rest_before_article:
            self._rest_timer = self.set_timer(max(HELD_DOWN, self.settings.rest_before_article), self.settle)
        else:
            self.settle()

    @on(ArticleList.Opened)
    def _article_opened(self) -> None:
        self.settle()
        self.use_pane("article")

    def _forget_wanted(self) -> None:
        self._wanted = None
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None

    def settle(self) -> None:
        """Show the article the list has come to, if it is not shown yet."""
        wanted = self._wanted
        self._forget_wanted()
        if wanted is not None:
            self._guarded_show(wanted)

    def _guarded_show(self, article_id: int) -> None:
        try:
            self.show_article(article_id)
        except LibraryError as error:
            self.notify_reader(str(error), "error")

    # The article

    def show_article(
        self, article_id: int, *, position: int | None = None, mention: int | None = None
    ) -> bool:
        """Show an article with its names and dates.

        Args:
            article_id: which.
            position: code point at the top of the window; where it was left when None.
            mention: first code point of the mention to make current.

        Returns:
            False when the article is gone.
        """
        self.leave_article()
        reading = self.reading
        article = reading.open(article_id)
        self._kept_unread = None
        if article is None:
            self.pane.show(None)
            self.show_sidebar()
            self.show_status()
            return False
        self.pane.show(
            article,
            reading.mentions,
            position=reading.positions.of(article_id) if position is None else position,
            scroll_to=reading.mention_at(mention) if mention is not None else None,
        )
        self.pane.focus_entity(reading.focus_id)
        self.show_sidebar()
        self.show_status()
        if not article.header.extracted:
            self.worker.extract(article_id)
        self._watch_reading()
        return True

    def leave_article(self) -> None:
        """Remember how far the article was read."""
        if self.reading.article_id is not None:
            self.reading.positions.keep(self.reading.article_id, self.pane.position)

    def show_sidebar(self, *, failed: bool = False) -> None:
        """Fill the sidebar from the desk.

        Args:
            failed: nothing more is to be expected from the worker.
        """
        reading = self.reading
        article = reading.article
        if article is None:
            self.sidebar.show(sections_of((), ()), state="nothing")
        elif not (article.header.extracted or self.worker.is_lost or failed):
            self.sidebar.show_extracting()
        else:
            self.sidebar.show(sections_of(reading.rows, reading.mentions))
        self.sidebar.focus_entity(reading.focus_id)

    def select_article(self, article_id: int) -> None:
        """Put the list's cursor on an article where it is in the list, and show the article."""
        self._forget_wanted()
        with self.prevent(ArticleList.Highlighted):
            self.articles.show_article(article_id)
        if self.reading.article_id != article_id:
            self.show_article(article_id)

    def show_article_again(self) -> None:
        """Show the open article as the library has it now; its text stays where it is."""
        article = self.reading.article_id
        if article is not None:
            mention = self.pane.current_mention
            self.show_article(article, position=self.pane.position)
            if mention is not None:
                index = self.reading.mention_at(mention.start)
                self.pane.go_to_mention(-1 if index is None else index)

    def list_changed(self) -> None:
        """Show a list just built; the open article stays open where it is in it, else its first one opens."""
        reading = self.reading
        article = reading.article_id
        stays = article is not None and article in reading.ids
        self.fill_list(reading.ids, article if stays else None)
        self.refresh_header()
        if stays:
            return
        if reading.ids:
            self.show_article(reading.ids[self.articles.cursor])
        else:
            self.leave_article()
            reading.close()
            self.pane.show(None)
            self.show_sidebar()
            self.show_status()

    def reload_list(self) -> None:
        """Build the list of the view anew."""
        self.reading.list_all()
        self.list_changed()

    # Read or not

    def _watch_reading(self) -> None:
        """Count the open article as read when its end has been in view for a while."""
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        article = self.reading.article
        if article is None or article.header.is_read or not self._is_touched:
            return
        if self.settings.mark_read and self.pane.at_end:
            self._read_timer = self.set_timer(self.settings.read_after, self.count_as_read)

    def count_as_read(self) -> None:
        """Mark the open article read, unless the reader has just said it is not."""
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        article = self.reading.article_id
        if article is None or article == self._kept_unread or not self.settings.mark_read:
            return
        header = self.reading.header()
        if header is None or header.is_read:
            return
        try:
            self.reading.library.mark([article], read=True, undoable=False)
        except LibraryError as error:
            self.notify_reader(str(error), "error")
            return
        self.marks_changed([article])

    def keep_unread(self, article_id: int) -> None:
        """Do not count an article as read by itself while it stays open."""
        self._kept_unread = article_id

    def marks_changed(self, ids: Iterable[int]) -> None:
        """Draw the marks of articles anew."""
        self.articles.refresh_headers(ids)
        self.refresh_header()

    # Entities

    def follow(self, entity: str | None) -> None:
        """Bring an entity into focus in every pane, or let go."""
        self.reading.follow(entity)
        self.pane.focus_entity(entity)
        self.sidebar.focus_entity(entity)
        self.show_status()

    def go_to_mention(self, index: int) -> None:
        """Make a mention current, in sight, and its entity followed."""
        self.pane.go_to_mention(index)
        mention = self.pane.current_mention
        if mention is not None and mention.entity is not None:
            self.follow(mention.entity)
        else:
            self.show_status()

    @on(ReadingPane.MentionSelected)
    def _mention_selected(self, event: ReadingPane.MentionSelected) -> None:
        self.use_pane("article")
        self.follow(event.mention.entity)
        self.count_as_read()

    @on(ReadingPane.SelectionCopied)
    def _selected(self) -> None:
        self.notify_reader(f"Selected; {self.keymap.shown_of('copy')} copies.")

    @on(ReadingPane.Scrolled)
    def _scrolled(self) -> None:
        self.show_status()
        if self._read_timer is None:
            self._watch_reading()

    @on(EntitySidebar.EntityFocused)
    def _entity_reached(self, event: EntitySidebar.EntityFocused) -> None:
        self.reading.follow(event.entity_id)
        self.pane.focus_entity(event.entity_id)
        self.show_status()

    @on(EntitySidebar.EntityOpened)
    def _entity_opened(self, event: EntitySidebar.EntityOpened) -> None:
        mentions.to_mention_of(self, event.row)

    @on(EntitySidebar.DateOpened)
    def _date_opened(self, event: EntitySidebar.DateOpened) -> None:
        mentions.to_mention_of(self, event.row)

    # Jumps

    def here(self) -> Place | None:
        """The place the reader is at."""
        return self.reading.place(self.pane.position, self.pane.current)

    def remember_here(self) -> None:
        """Keep this place for the way back, before a jump."""
        place = self.here()
        if place is not None:
            self.reading.jumps.leave(place)

    def go_to_place(self, place: Place) -> None:
        """Show a place again as it was left."""
        self._forget_wanted()
        self.reading.follow(place.entity)
        with self.prevent(ArticleList.Highlighted):
            self.articles.show_article(place.article)
        if self.show_article(place.article, position=place.position, mention=place.mention):
            return
        self.notify_reader("That article is no longer in the library.", "warning")

    # The lines around the panes

    def show_status(self) -> None:
        """Say where the reader is."""
        parts = self.reading.focus_parts(self.pane.current)
        article = self.reading.article
        if not parts and article is not None:
            parts = (f"article {self.articles.cursor + 1} of {len(self.reading.ids)}",)
        right = "" if article is None else f"{round(self.pane.progress * 100)}%"
        self.status.set_parts(parts, right)

    def refresh_header(self) -> None:
        """Show the counters and the filters of the list."""
        reading = self.reading
        counts = reading.counts()
        view = reading.view
        chips = [Chip("filter", view_text(view))] if view_text(view) else []
        joint = "or " if view.match == "any" else "and "
        chips += [
            Chip(entity, (joint if number else "") + reading.name_of(entity))
            for number, entity in enumerate(view.entities)
        ]
        shown = len(reading.ids) if reading.has_all_ids else counts.total - counts.archived
        self.header.set_header(counts=(f"{counts.unread} unread", f"{shown} articles"), chips=chips)

    @on(HeaderLine.ChipRemoved)
    async def _chip_removed(self, event: HeaderLine.ChipRemoved) -> None:
        if event.key == "filter":
            await self.run_command("view-all")
        else:
            views.show_view(self, self.reading.widened(event.key))

    def show_hints(self) -> None:
        """Show the keys of the pane in use."""
        self.hints.set_hints([Hint(key, word, name) for key, word, name in self.keymap.hints(self.context)])

    @on(FooterHints.HintChosen)
    async def _hint_chosen(self, event: FooterHints.HintChosen) -> None:
        await self.run_command(event.hint.command)

    def notify_reader(self, text: str | tuple[str, ...], severity: Severity = "information") -> None:
        """Say something in the status line, for a while."""
        self.status.notify_reader(text, severity, 4.0 if severity == "information" else 12.0)

    def keys_pending(self, keys: str) -> None:
        """Show the beginning of a key sequence."""
        if keys:
            self.status.notify_reader(f"{keys}…", seconds=None)
        else:
            self.status.clear_notice()

    def before_command(self, name: str) -> None:
        """A command makes the last notice old."""
        self.status.clear_notice()
        if not self._is_touched:
            self._is_touched = True
            self._watch_reading()

    def takes_key(self, key: str) -> bool:
        """While letters are shown on the screen, a key chooses one of them."""
        return screenwide.label_key(self, key)

    @on(Noticed)
    def _noticed(self, event: Noticed) -> None:
        self.notify_reader(event.text, event.severity)

    # Questions

    def ask(self, label: str, value: str, placeholder: str, answered: Callable[[str], None]) -> None:
        """Ask something in the place of the status line.

        Args:
            label: the question.
            value: the answer to begin with.
            placeholder: shown while the line is empty.
            answered: called with the answer; not when the reader leaves the question.
        """
        if self.prompt is not None:
            return
        self._asked = answered
        self.prompt = PromptLine(label, value, placeholder)
        self.mount(self.prompt)
        self.call_after_refresh(self.prompt.input.focus)

    @on(PromptLine.Answered)
    async def _answered(self, event: PromptLine.Answered) -> None:
        asked = self._asked
        await self._end_prompt()
        if asked is not None:
            asked(event.value)

    @on(PromptLine.Cancelled)
    async def _end_prompt(self) -> None:
        if self.prompt is not None:
            prompt, self.prompt, self._asked = self.prompt, None, None
            await prompt.remove()
            self.use_pane(self._pane_in_use)
            self.place_panes()

    # The worker

    @on(Heard)
    def _heard(self, heard: Heard) -> None:
        event = heard.event
        try:
            self._take_in(str(event.get("event")), event)
        except LibraryError as error:
            self.notify_reader(str(error), "error")

    def _take_in(self, name: str, event: Event) -> None:
        if name == "extracted":
            if event.get("id") == self.reading.article_id:
                self._findings_came()
            else:
                self._counts_changed_soon()
        elif name in ("progress", "added"):
            views.articles_came(self, event, is_over=name == "added")
        elif name == "failed":
            if event.get("id") == self.reading.article_id:
                self.show_sidebar(failed=True)
            self.notify_reader(str(event.get("error") or "The worker failed."), "warning")

    def _findings_came(self) -> None:
        """Mark the names and dates just found in the article in view; its text stays where it is."""
        self.reading.reread()
        self.pane.set_mentions(self.reading.mentions)
        self.pane.focus_entity(self.reading.focus_id)
        self.show_sidebar()
        self.show_status()

    def _counts_changed_soon(self) -> None:
        """Other articles changed how many mention an entity: show it, but not at every one of them."""
        if self._counts_timer is None:
            self._counts_timer = self.set_timer(COUNTS_REST, self._counts_changed)

    def _counts_changed(self) -> None:
        self._counts_timer = None
        try:
            self.reading.reread()
            if self._pane_in_use != "sidebar":
                self.show_sidebar()
            self.show_status()
        except LibraryError as error:
            self.notify_reader(str(error), "error")

    # Leaving

    def save(self) -> None:
        """Keep everything for the next start.

        Raises:
            LibraryError: when the library cannot take it.
        """
        self.leave_article()
        mention = self.pane.current_mention
        self.reading.save(
            SavedState(
                article=self.reading.article_id,
                entity=self.reading.focus_id,
                mention=None if mention is None else mention.start,
                pane=self._pane_in_use,
                sidebar=self.sidebar_wish,
                list=self.list_wish,
                mirrored=self.mirrored,
                folded=self.sidebar.folded,
            )
        )
