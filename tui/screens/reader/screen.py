"""The reader: list, article and sidebar side by side, wired to the desk and the worker."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.timer import Timer

from tui.keymap import Keymap
from tui.library.errors import LibraryError
from tui.library.library import Library
from tui.library.model import ArticleHeader, Undone
from tui.screens import correcting
from tui.screens.commanded import Handler
from tui.screens.correcting import Subject
from tui.screens.empty import NO_ARTICLES, NOTHING_TO_READ
from tui.screens.reader import corrected, mentions, moving, pages, screenwide, triage, views, watching
from tui.screens.reader.ahead import Ahead
from tui.screens.reader.frame import ReaderFrame
from tui.screens.reader.labels import Labels
from tui.screens.reader.listing import Listing
from tui.screens.reader.news import News
from tui.screens.reader.read_marks import ReadMarks
from tui.screens.reading import Reading
from tui.screens.session import Place, SavedState
from tui.screens.settings import ReaderSettings
from tui.screens.uncollected import uncollected
from tui.screens.worker_client import Event, WorkerClient
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import HeaderLine, Severity
from tui.widgets.header_row import Chip, counts_of, view_name
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.sections import sections_of
from tui.widgets.sidebar import EntitySidebar

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction

HELD_DOWN = 0.045  # seconds between two moves below which a key counts as held down
OUTSIDE = 3.0  # seconds between two looks whether other processes put articles in
GONE = "That article is no longer in the library."
WORKER_REST = 0.5  # seconds after the first screen before articles nobody asked for are worked on


class ReaderScreen(ReaderFrame, inherit_bindings=False):
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
        **correcting.HANDLERS,
        **watching.HANDLERS,
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
        """Take what the reader works with.

        Args:
            reading: the desk.
            keymap: keys of the commands.
            settings: of the screen.
            worker: the other process; its events come here from now on.
        """
        super().__init__(keymap, settings, reading.saved)
        self.reading = reading
        self.worker = worker
        worker.on_event = lambda event: self.post_message(self.Heard(event))
        worker.on_notice = lambda text: self.post_message(self.Noticed(text, "warning"))
        self.news = News(self)
        self.read_marks = ReadMarks(self)
        self.labels = Labels(self)
        self.listing = Listing(self)
        self.ahead = Ahead(self)
        self.awaited_paths = settings.paths_to_add
        self._last_move = 0.0
        self._wanted: int | None = None
        self._rest_timer: Timer | None = None

    @property
    def library(self) -> Library:
        """The library that is read."""
        return self.reading.library

    # Beginning

    def on_mount(self) -> None:
        """Fill the panes: the first screen is drawn with everything in place."""
        try:
            self._open_as_left()
        except LibraryError as error:
            self.notify_reader(str(error), "error")
        self.use_pane(self.reading.saved.pane)
        self.call_after_refresh(self._after_first_screen)

    def _open_as_left(self) -> None:
        saved = self.reading.saved
        ids = self.reading.list_first()
        current = saved.article if saved.article is not None and saved.article in ids else None
        if saved.entity is not None:
            self.reading.resume(saved.entity)
        wanted = saved.article if saved.article is not None else (ids[0] if ids else None)
        self.fill_list(ids, current)
        if wanted is not None and not self.show_article(wanted, mention=saved.mention) and ids:
            self.show_article(ids[0])
        if saved.entity is not None and self.reading.row_of(saved.entity) is None:
            self.reading.follow(saved.entity)
            self.show_status()
        self.refresh_header()

    def _after_first_screen(self) -> None:
        """What can wait until the reader sees something: the rest of the list, the worker."""
        self.is_beginning = False
        gc.freeze()
        gc.enable()
        self.show_status()
        self.ahead.soon()
        try:
            self.listing.go_on()
            if self.settings.can_write and self.reading.library.due():
                self.worker.settle()
            watching.look_for_words(self)
            if self.reading.counts().pending:
                self.set_timer(WORKER_REST, self.worker.extract_pending)
            self.news.look_outside()
            self.set_interval(OUTSIDE, self.news.look_outside)
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
        view = self.reading.view
        if view.entities or view.filter != "all":
            way_back = "widen" if view.entities else "view-all"
            word = "widens" if view.entities else "lists all"
            self.articles.empty_text = f"None here; {self.keymap.shown_of(way_back)} {word}"
        else:
            self.articles.empty_text = NO_ARTICLES
        self.pane.empty_text = "" if self.reading.counts().total else NOTHING_TO_READ
        with self.prevent(ArticleList.Highlighted):
            self.articles.set_ids(ids[:], self._headers_of, current=current)

    def _headers_of(self, ids: Sequence[int]) -> Sequence[ArticleHeader]:
        """The headers of articles; none when the library fails, which may be while rows are being drawn."""
        try:
            return self.reading.library.headers(ids)
        except LibraryError as error:
            self.post_message(self.Noticed(str(error), "error"))
            return ()

    def adapt(self, settings: ReaderSettings) -> None:
        """Go by other settings from now on."""
        self.settings = settings
        self.articles.jump = settings.list_jump
        self.articles.marker = settings.marker

    def move_list(self, step: int, *, at_once: bool = False) -> None:
        """Move the list's cursor; the article it comes to is shown when it rests there.

        Args:
            step: rows to move by.
            at_once: show the article in the same frame, unless the key is held down.
        """
        before = self.articles.cursor
        if self.articles.move(step) and self.articles.cursor != before:
            self.ahead.direction = 1 if step > 0 else -1
            self._list_reached(self.articles.current_id, at_once=at_once)

    @on(ArticleList.Highlighted)
    def _article_reached(self, event: ArticleList.Highlighted) -> None:
        if event.article_id == self.articles.current_id:
            self._list_reached(event.article_id)

    def _list_reached(self, article_id: int | None, *, at_once: bool = False) -> None:
        if article_id is None or article_id == self._wanted:
            return
        now = monotonic()
        rest = self.settings.rest_before_article
        held = now - self._last_move < HELD_DOWN
        self._last_move = now
        if article_id == self.reading.article_id:
            self._forget_wanted()
            return
        self._wanted = article_id
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
        if held or (rest and not at_once):
            self._rest_timer = self.set_timer(max(HELD_DOWN, rest), self.settle)
        else:
            self.settle()

    @on(ArticleList.Opened)
    def _article_opened(self) -> None:
        self.settle()
        self.use_pane("article")

    @property
    def is_moving(self) -> bool:
        """Whether the list has come to an article that is not shown yet."""
        return self._wanted is not None

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
            if not self.show_article(article_id):
                self.notify_reader(GONE, "warning")
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
        with uncollected():
            return self._show_article(article_id, position, mention)

    def _show_article(self, article_id: int, position: int | None, mention: int | None) -> bool:
        self.leave_article()
        reading = self.reading
        article = reading.open(article_id)
        if article is None:
            self.pane.show(None)
            self.show_sidebar()
            self.show_status()
            return False
        self.pane.show(
            article,
            reading.mentions,
            position=reading.positions.of(article_id) if position is None else position,
        )
        index = reading.mention_at(mention)
        if index is not None:
            self.pane.current = index  # the window stays where the position puts it
        self.pane.focus_entity(reading.focus_id)
        self.show_sidebar()
        self.show_status()
        if not article.header.extracted:
            self.worker.extract(article_id)
        self.read_marks.watch()
        if not self.is_beginning:
            self.ahead.soon()
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

    def reload_list(self) -> None:
        """Build the list of the view anew."""
        self.reading.list_anew()
        self.listing.changed()

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
        self.read_marks.count()

    @on(ReadingPane.Selected)
    def _selected(self) -> None:
        self.notify_reader(f"Selected; {self.keymap.shown_of('copy')} copies.")

    @on(ReadingPane.Scrolled)
    def _scrolled(self) -> None:
        self.show_status()
        self.read_marks.watch(anew=False)

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

    def subject(self) -> Subject | None:
        """What a correction would be about."""
        return corrected.subject(self)

    def corrected(self, correction: Correction | None) -> int:
        """Show what a correction made of the open article; how many articles are left to the worker."""
        left = corrected.reach_articles(self)
        if correction is not None and correction.entity == self.reading.focus_id:
            self.follow(correction.target)
        return left

    def take_back(self) -> tuple[Undone | None, tuple[str, ...]]:
        """Take back the last action, from whichever page; what it was, and what there is to say of it."""
        return triage.take_back(self)

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
        self.notify_reader(GONE, "warning")

    # The lines around the panes

    def show_status(self) -> None:
        """Say where the reader is."""
        parts = self.reading.focus_parts(self.pane.current)
        article = self.reading.article
        if not parts and article is not None:
            total = self.listing.total()
            of_all = "" if total is None else f" of {total}"
            parts = (f"article {self.articles.cursor + 1}{of_all}",)
        right = "" if article is None else f"{round(self.pane.progress * 100)}%"
        self.status.set_parts(parts, right)

    def refresh_header(self) -> None:
        """Show the counters and the filters of the list."""
        reading = self.reading
        counts = reading.counts()
        view = reading.view
        name = view_name(view.filter)
        chips = [Chip("filter", name)] if name else []
        joint = "or " if view.match == "any" else "and "
        chips += [
            Chip(entity, (joint if number else "") + reading.name_of(entity))
            for number, entity in enumerate(view.entities)
        ]
        is_narrowed = bool(view.entities) or view.filter == "watched"
        said = counts_of(counts.unread, self.listing.total(), len(reading.ids), is_narrowed=is_narrowed)
        self.header.set_header(counts=said, chips=chips)

    @on(HeaderLine.ChipRemoved)
    async def _chip_removed(self, event: HeaderLine.ChipRemoved) -> None:
        if event.key == "filter":
            await self.run_command("view-all")
        else:
            views.show_view(self, self.reading.widened(event.key))

    def before_command(self, name: str) -> None:
        """A command makes the last notice old, and waits until the list is where it was sent."""
        self.listing.arrive()
        self.status.clear_notice()
        self.read_marks.touch()

    def on_mouse_down(self) -> None:
        """So does a click, whatever it is on."""
        self.listing.arrive()
        self.status.clear_notice()
        self.read_marks.touch()

    def takes_key(self, key: str) -> bool:
        """While letters are shown on the screen, a key chooses one of them."""
        return self.labels.take(key)

    @on(Noticed)
    def _noticed(self, event: Noticed) -> None:
        self.notify_reader(event.text, event.severity)

    @on(Heard)
    def _heard(self, heard: Heard) -> None:
        try:
            self.news.take_in(heard.event)
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
