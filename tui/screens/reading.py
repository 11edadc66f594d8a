"""The reader's desk: the list shown, the article open, the entity in focus, the way back.  No Textual."""

from __future__ import annotations

from array import array
from time import monotonic

from tui.entities.dates import describe, name_in_words
from tui.entities.model import Mention
from tui.library.errors import LibraryError, UnknownArticleError
from tui.library.first_list import FIRST_IDS
from tui.library.library import Library
from tui.library.model import Article, ArticleHeader, Counts, EntityRow, View
from tui.light_typing import NamedTuple
from tui.screens.session import Jumps, Place, Positions, SavedState, focus_text

MORE_IDS = 2000  # articles listed in one go after that: no key waits for a hundred thousand
RUN_SECONDS = 0.005  # a go that took less is followed by one of twice as many
NEAR_IDS = 2000  # articles looked through for the open one before the first screen is drawn
STATE_KEY = "reader.state"
SCAN = 200  # headers read at a time when looking for an unread article


class Focus(NamedTuple):
    """The entity being followed.

    Attributes:
        id: entity id.
        name: as people call it.
        articles: how many articles of the library mention it.
    """

    id: str
    name: str
    articles: int


class Reading:
    """What is on the desk, and every change to it.

    Attributes:
        view: the list that is shown.
        ids: its articles, as they were when the view was opened: they stay until the reader leaves it.
        article: the article open, or None.
        mentions: its mentions, in order.
        rows: its entities with their counts.
        focus: the entity followed, or None; it stays the same from article to article.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        try:
            self.saved = SavedState.load(library.setting(STATE_KEY))
        except LibraryError:
            self.saved = SavedState()
        self.view = self.saved.view
        self.ids: array[int] = array("q")
        self.has_all_ids = False
        self._run = MORE_IDS
        self.article: Article | None = None
        self.mentions: tuple[Mention, ...] = ()
        self.rows: tuple[EntityRow, ...] = ()
        self.focus: Focus | None = None
        self.jumps = Jumps()
        self.positions = Positions(self.saved.positions)

    # The list

    def list_first(self) -> array[int]:
        """List the beginning of the view, enough for the first screen."""
        self.ids = self.library.article_ids(self.view, FIRST_IDS)
        self.has_all_ids = len(self.ids) < FIRST_IDS
        self._run = MORE_IDS
        return self.ids

    def list_more(self) -> array[int]:
        """List the view further; the articles that were added to the end of `ids`."""
        after = self.ids[-1] if self.ids else None
        began = monotonic()
        more = self.library.article_ids(self.view, self._run, after=after)
        self.has_all_ids = len(more) < self._run
        if monotonic() - began < RUN_SECONDS:
            self._run *= 2
        self.ids.extend(more)
        return more

    def list_anew(self) -> array[int]:
        """List the beginning of the view anew, as far as the open article where that is near."""
        self.list_first()
        more = self.ids
        while not self.has_all_ids and self.article_id not in more and len(self.ids) < NEAR_IDS:
            more = self.list_more()
        return self.ids

    def change_view(self, view: View) -> array[int]:
        """Leave the view for another; the beginning of the new list."""
        self.view = view
        return self.list_anew()

    def narrowed(self, *entities: str) -> View:
        """The view narrowed further, to articles that mention an entity; of several, all."""
        match = self.view.match if len(entities) == 1 else "all"
        return self.view._replace(
            entities=tuple(dict.fromkeys((*self.view.entities, *entities))), match=match
        )

    def widened(self, entity: str | None = None) -> View:
        """The view without an entity it was narrowed to, by default the last one."""
        kept = [each for each in self.view.entities if each != entity]
        if entity is None:
            kept = kept[:-1]
        return self.view._replace(entities=tuple(kept))

    def next_unread(self, index: int, step: int) -> int | None:
        """Find the next unread article of the list, as far as it is listed.

        Args:
            index: row to start from, itself left out.
            step: 1 down the list, -1 up.

        Returns:
            Its row, or None.
        """
        near = self._rows_from(index + step, step)[:SCAN]
        unread = {
            header.id
            for header in self.library.headers([self.ids[row] for row in near])
            if not header.is_read
        }
        found = next((row for row in near if self.ids[row] in unread), None)
        if found is not None or len(near) < SCAN:
            return found
        # Not near: the index of unread articles is quicker than going on through the list.  It leaves the
        # archive out, as reading on does.
        unread = set(self.library.article_ids(View(filter="unread")))
        return next((row for row in self._rows_from(index + step, step) if self.ids[row] in unread), None)

    def _rows_from(self, row: int, step: int) -> range:
        return range(row, len(self.ids) if step > 0 else -1, step)

    # The article

    @property
    def article_id(self) -> int | None:
        """Id of the article open."""
        return None if self.article is None else self.article.header.id

    def open(self, article_id: int) -> Article | None:
        """Put an article on the desk; None, and an empty desk, when it is gone from the library."""
        try:
            self.article = self.library.article(article_id)
        except UnknownArticleError:
            self.close()
            return None
        self._read_findings(article_id)
        return self.article

    def close(self) -> None:
        """Clear the desk."""
        self.article = None
        self.mentions, self.rows = (), ()

    def reread(self) -> None:
        """Read the open article's header, names and dates again: the worker or an undo changed them."""
        if self.article is not None:
            self.open(self.article.header.id)
            if self.focus is not None:
                # The article may no longer speak of it: then what was counted with it holds no more.
                self.follow(self.focus.id)

    def _read_findings(self, article_id: int) -> None:
        self.mentions = tuple(self.library.mentions(article_id))
        self.rows = tuple(self.library.entities(article_id))
        if self.focus is not None:
            row = self.row_of(self.focus.id)
            if row is not None:
                name = name_in_words(self.focus.id, row.entity.name)
                self.focus = Focus(self.focus.id, name, row.elsewhere + 1)

    def header(self) -> ArticleHeader | None:
        """The open article's marks as the library has them now."""
        if self.article is None:
            return None
        found = self.library.headers([self.article.header.id])
        return found[0] if found else None

    # The entity in focus

    def row_of(self, entity: str | None) -> EntityRow | None:
        """The open article's row of an entity."""
        return next((row for row in self.rows if row.entity.id == entity), None)

    def follow(self, entity: str | None) -> None:
        """Bring an entity into focus, or let go (None)."""
        if entity is None:
            self.focus = None
            return
        row = self.row_of(entity)
        if row is not None:
            self.focus = Focus(entity, name_in_words(entity, row.entity.name), row.elsewhere + 1)
            return
        summary = self.library.entity(entity)
        name = summary.entity.name if summary is not None else entity.partition(":")[2]
        articles = summary.articles if summary is not None else 0
        self.focus = Focus(entity, name_in_words(entity, name), articles)

    def resume(self, entity: str) -> None:
        """Follow an entity again that the article about to be opened likely mentions: its row then says more."""
        self.focus = Focus(entity, name_in_words(entity, entity.partition(":")[2]), 0)

    @property
    def focus_id(self) -> str | None:
        """Id of the entity in focus."""
        return None if self.focus is None else self.focus.id

    def mentions_of(self, entity: str) -> list[int]:
        """Indices of an entity's mentions in the open article."""
        return [index for index, mention in enumerate(self.mentions) if mention.entity == entity]

    def mention_at(self, start: int | None) -> int | None:
        """Index of the mention that begins at a code point."""
        return next((index for index, mention in enumerate(self.mentions) if mention.start == start), None)

    def focus_parts(self, current: int) -> tuple[str, ...]:
        """Say where the reader is in following the entity in focus.

        Args:
            current: index of the current mention, -1 for none.

        Returns:
            The parts of the status line; empty when nothing is followed.
        """
        if self.focus is None:
            return ()
        here = self.mentions_of(self.focus.id)
        number = here.index(current) + 1 if current in here else None
        name = self.focus.name
        if number is not None and (value := self.mentions[current].date) is not None:
            name = describe(value, self.mentions[current].text)
        return tuple(focus_text(name, number, len(here), self.focus.articles))

    def name_of(self, entity: str) -> str:
        """What people call an entity."""
        row = self.row_of(entity)
        if row is not None:
            return name_in_words(entity, row.entity.name)
        if self.focus is not None and self.focus.id == entity:
            return self.focus.name
        summary = self.library.entity(entity)
        return name_in_words(entity, summary.entity.name if summary is not None else entity.partition(":")[2])

    def counts(self) -> Counts:
        """The library's counters."""
        return self.library.counts()

    # Leaving

    def place(self, position: int, current: int) -> Place | None:
        """The point the reader is at, to come back to.

        Args:
            position: code point at the top of the window.
            current: index of the current mention, -1 for none.
        """
        if self.article is None:
            return None
        mention = self.mentions[current].start if 0 <= current < len(self.mentions) else None
        return Place(self.article.header.id, position, self.focus_id, mention)

    def save(self, state: SavedState) -> None:
        """Keep a state for the next start; the list and the positions are added to it."""
        view = self.view
        self.saved = state._replace(
            filter=view.filter, entities=view.entities, match=view.match, positions=self.positions.items()
        )
        self.library.set_setting(STATE_KEY, self.saved.dump())
