"""The library: articles, what was found in them, and what the reader made of them."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tui.entities.model import Extraction, Mention
from tui.library import articles, due, extraction, places, texts, triage, watchlist
from tui.library.model import (
    AddResult,
    Article,
    ArticleHeader,
    ArticleText,
    Companion,
    ContextLine,
    Counts,
    Dossier,
    EntityRow,
    EntitySummary,
    Failure,
    Source,
    TimelineRow,
    Undone,
    View,
    Watched,
    Zoom,
)
from tui.library.store import Store

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction
    from tui.library.knowledge import LibraryKnowledge


class Library:
    """Articles with their mentions and the reader's marks, in one SQLite file.

    A library is a connection: use one a thread and one a process.  Every method raises `LibraryError`, one of
    its kinds, with a sentence for the reader when the file cannot do what was asked; nothing is then changed.

    Attributes:
        path: the file, also of a library in memory: another process can open it.
        read_only: articles cannot change; the reader's marks lie in a file of their own.
    """

    def __init__(self, store: Store, private: Path | None = None) -> None:
        """Args: `private` is a directory to remove on closing. Use `Library.open`."""
        self._store = store
        self._private = private

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        read_only: bool = False,
        state_path: Path | None = None,
        create: bool = True,
    ) -> Library:
        """Open a library, made on the spot where there is none.

        Args:
            path: its file, or `:memory:` for one that is gone when it is closed.
            read_only: leave the file alone; marks, undo, settings and watchlist go to `state_path`.
            state_path: the file of the reader's state, needed when `read_only`.
            create: make it where there is none; otherwise nothing is made, and it is an error. Nor is then a file for
                a reader's state that is not there: it is taken for empty.

        Raises:
            LibraryError: when it cannot be opened; the message says why.
        """
        if str(path) != places.IN_MEMORY:
            if not create:
                places.require_file(Path(path))
                if state_path is not None and not os.path.lexists(state_path):
                    state_path = Path(places.IN_MEMORY)
            store = Store(Path(path), read_only=read_only, state_path=state_path)
            if read_only:
                triage.forget_gone(store)
            return cls(store)
        directory = places.private_directory()
        try:
            return cls(Store(directory / "library.db"), directory)
        except BaseException:
            places.remove_directory(directory)
            raise

    @property
    def path(self) -> Path:
        """The library's file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Whether articles cannot be changed."""
        return self._store.read_only

    def close(self) -> None:
        """Close the file; a library in memory is gone. A second time does nothing."""
        self._store.close()
        if self._private is not None:
            places.remove_directory(self._private)
            self._private = None

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def version(self) -> int:
        """A number that changes when another connection has written to the library."""
        return self._store.version()

    def set_patience(self, seconds: float) -> None:
        """Say how long a change may wait for another process's before it fails with `LibraryBusyError`."""
        self._store.value(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    # Articles

    def add(self, sources: Iterable[Source | Failure]) -> AddResult:
        """Take articles in, each once: one whose text is known already only learns a missing date or source.

        Args:
            sources: as they are read; failures among them are passed on in the result.

        Returns:
            The new ids, the ids of those already there, and what failed; the rest goes on after a failure.
        """
        return articles.add(self._store, sources)

    def article_ids(
        self, view: View | None = None, limit: int | None = None, *, after: int | None = None
    ) -> array[int]:
        """The ids of a view, newest published first; an article without a date stands where it arrived.

        Args:
            view: what is shown; all but the archived ones when None.
            limit: at most so many: the first screen needs no more.
            after: only those below this article of the list; none when it is gone.
        """
        return articles.article_ids(self._store, view or View(), limit, after)

    def headers(self, ids: Sequence[int]) -> list[ArticleHeader]:
        """The list rows of articles in the order asked; those that are gone are left out."""
        return articles.headers(self._store, ids)

    def article(self, article_id: int) -> Article:
        """An article with its text.

        Raises:
            UnknownArticleError: when it is not there.
        """
        return articles.article(self._store, article_id)

    def text_of(self, article_id: int) -> ArticleText:
        """The text, publication date and source of an article: all that extraction needs.

        Raises:
            UnknownArticleError: when it is not there.
        """
        return articles.article_text(self._store, article_id)

    def length_of(self, article_id: int) -> int:
        """How many code points the text of an article has; 0 when it is not there."""
        return int(self._store.value("SELECT length(text) FROM body WHERE id = ?", (article_id,)) or 0)

    def counts(self) -> Counts:
        """How many articles there are, unread, starred, archived, waiting for extraction."""
        return articles.counts(self._store)

    def pending(self, limit: int = 100) -> list[int]:
        """Ids of articles whose names and dates have not been looked for, newest first."""
        return articles.pending(self._store, limit)

    def set_published(self, article_id: int, published: str | None) -> None:
        """Set or clear the publication date of an article, undoably; its dates need to be found anew.

        Args:
            article_id: the article.
            published: ISO date or date-time, or None for unknown.

        Raises:
            ValueError: when the date is none.
            LibraryReadOnlyError: over a read-only library.
        """
        self._store.require_writable()
        published = texts.check_published(published) if published else None
        with self._store.transaction():
            before = articles.set_place(self._store, article_id, published)
            if before != published:
                done = {"before": [article_id, before], "done": {"published": published}}
                triage.log(self._store, "published", done)

    def has_samples(self) -> bool:
        """Whether sample articles are among the articles."""
        return bool(self._store.value("SELECT EXISTS (SELECT 1 FROM article WHERE is_sample = 1)"))

    def remove_samples(self) -> int:
        """Remove the sample articles; returns how many there were."""
        self._store.require_writable()
        ids = [row[0] for row in self._store.rows("SELECT id FROM article WHERE is_sample = 1")]
        return articles.remove(self._store, ids)

    def remove(self, ids: Sequence[int]) -> int:
        """Remove articles with all that was found in them; returns how many.  It cannot be undone."""
        return articles.remove(self._store, ids)

    # The reader's marks

    def mark(
        self,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        archived: bool | None = None,
        undoable: bool = True,
    ) -> int:
        """Set or clear marks of articles as one action that can be undone.

        Args:
            ids: the articles.
            read: mark as read or unread; None leaves it.
            starred: star or unstar; None leaves it.
            archived: archive or bring back; None leaves it.
            undoable: False for what the reader did not ask for, so that `undo` takes back what they did.

        Returns:
            How many articles it changed; when none, there is nothing to undo.
        """
        return triage.mark(self._store, ids, read=read, starred=starred, archived=archived, undoable=undoable)

    def undo(self, *, later: bool = False) -> Undone | None:
        """Take back the last action not yet taken back, over many sessions; None when there is none left.

        Args:
            later: leave what a correction taken back changes in other articles to `settle`.
        """
        undone = triage.undo(self._store)
        if undone is not None and undone.action.startswith("correction") and not later:
            self.settle()
        return undone

    def setting(self, key: str) -> str | None:
        """A value kept with the reader's state (last article, focus, positions), or None."""
        return triage.setting(self._store, key)

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a value with the reader's state; None forgets it."""
        triage.set_setting(self._store, key, value)

    # Mentions and entities

    def store_extraction(self, article_id: int, found: Extraction) -> None:
        """Keep what was found in an article in place of what was kept before, corrections applied.

        Args:
            article_id: the article; offsets of the mentions are code points into its text.
            found: mentions and entities as the engine and the linker gave them.

        Raises:
            UnknownArticleError: when it is not there (any more).
        """
        extraction.store_extraction(self._store, article_id, found)

    def store_extractions(self, found: Sequence[tuple[int, Extraction]]) -> list[int]:
        """Keep what was found in several articles, all together; articles that are gone are passed over.

        Args:
            found: article ids with what was found in each.

        Returns:
            The ids of the articles it was kept for.
        """
        return extraction.store_extractions(self._store, found)

    def extraction(self, article_id: int) -> Extraction | None:
        """What the engine found in an article, before corrections; None when it was not extracted."""
        return extraction.as_extracted(self._store, article_id)

    def mentions(self, article_id: int) -> list[Mention]:
        """The mentions of an article in the order of the text, dismissed ones left out."""
        return extraction.mentions(self._store, article_id)

    def entities(self, article_id: int) -> list[EntityRow]:
        """The entities of an article in order of first mention, and in how many others they are."""
        return extraction.entities(self._store, article_id)

    def articles_of(
        self, entity: str, after: int | None = None, limit: int = 100, view: View | None = None
    ) -> list[int]:
        """Articles that mention an entity, newest first, a page at a time.

        Args:
            entity: entity id.
            after: continue after this article of the page before.
            limit: at most so many.
            view: only articles of this filter; every article when None.
        """
        from tui.library import dossiers

        return dossiers.articles_of(self._store, entity, after, limit, view)

    def neighbour(self, entity: str, from_id: int, direction: int, unread_only: bool = False) -> int | None:
        """The next article that mentions an entity, in list order, archived ones left out.

        Args:
            entity: entity id.
            from_id: the article to start from; it need not mention the entity.
            direction: +1 down the list (older), -1 up (newer).
            unread_only: skip articles that are read.
        """
        from tui.library import dossiers

        return dossiers.neighbour(self._store, entity, from_id, direction, unread_only)

    def find_entities(self, text: str = "", limit: int = 50, kind: str | None = None) -> list[EntitySummary]:
        """Entities with a name or alias that has words beginning like those typed, in most articles first.

        Args:
            text: what was typed, in any spelling; empty for the commonest entities.
            limit: at most so many.
            kind: only this kind.
        """
        from tui.library import dossiers

        return dossiers.find(self._store, text, limit, kind)

    def entities_called(self, name: str) -> list[EntitySummary]:
        """Entities with exactly this name or alias, in any spelling; in most articles first."""
        from tui.library import dossiers

        return dossiers.called(self._store, name)

    def entity(self, entity: str) -> EntitySummary | None:
        """An entity by its id, counted over the library; None when no article ever mentioned it."""
        from tui.library import dossiers

        return dossiers.summary(self._store, entity)

    def dossier(self, entity: str, companions: int = 20) -> Dossier:
        """What the library knows of an entity.

        Args:
            entity: entity id.
            companions: at most so many entities it appears with.

        Raises:
            UnknownEntityError: when the library has never met it.
        """
        from tui.library import dossiers

        return dossiers.dossier(self._store, entity, companions)

    def companions(self, entity: str, limit: int = 20) -> list[Companion]:
        """The people, places and organisations that appear in most articles with an entity."""
        from tui.library import companions as meeting
        from tui.library import corrections

        return meeting.top(self._store, corrections.require_entity(self._store, entity), limit)

    def concordance(
        self, entity: str, after: int | None = None, articles_at_once: int = 20, width: int = 80
    ) -> list[ContextLine]:
        """Every mention of an entity in its line of context, newest article first, a page at a time.

        Args:
            entity: entity id.
            after: continue after this article of the page before.
            articles_at_once: articles a page.
            width: code points of context on each side at most.
        """
        from tui.library import dossiers

        return dossiers.concordance(self._store, entity, after, articles_at_once, width)

    def timeline(
        self,
        zoom: Zoom = "day",
        *,
        article: int | None = None,
        articles: Sequence[int] | None = None,
        view: View | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[TimelineRow]:
        """The dates articles speak of, in order of time.

        Args:
            zoom: group by day, month or year.
            article: only dates of this article.
            view: only dates of the articles of this view; of the whole library when None.
            articles: only dates of these; a long view is put together from runs of it by `timeline.merged`.
            since: no earlier than this day, month or year (`2018-06`).
            until: no later than it.
        """
        from tui.library import timeline

        if article is not None:
            articles = (article,)
        if articles is None and view is not None:
            articles = self.article_ids(view)
        return timeline.rows(self._store, zoom, articles, since, until)

    def on_period(
        self, period: str, limit: int = 200, view: View | None = None, *, first: int | None = None
    ) -> list[ContextLine]:
        """What is said of a day, month or year, newest articles first.

        Args:
            period: a row of the timeline (`2018-06-06`, `2018-06`, `2018`).
            limit: at most so many lines.
            view: only articles of this view.
            first: an article whose lines come before all others.
        """
        from tui.library import timeline

        return timeline.said_of(self._store, period, limit, view, first)

    # Watchlist

    def watch(self, entity: str) -> bool:
        """Put an entity on the watchlist, undoably; False when it was there.

        Args:
            entity: entity id, of one still unknown too; or `watchwords.key_of` search words, which
                `look_for_words` then looks for.
        """
        with self._store.transaction():
            added = watchlist.add(self._store, entity)
            if added:
                triage.log(self._store, "watch", {"done": {"entity": entity}})
        return added

    def unwatch(self, entity: str) -> bool:
        """Take an entity off the watchlist, undoably; False when it was not there."""
        with self._store.transaction():
            removed = watchlist.remove(self._store, entity)
            if removed:
                triage.log(self._store, "unwatch", {"done": {"entity": entity}})
        return removed

    def watched(self, *, counted: bool = True) -> list[Watched]:
        """The watchlist with its numbers, in the order it was made.

        Args:
            counted: count the unread articles too, which takes milliseconds for each common entity;
                `count_watched` does it for one.
        """
        return watchlist.entries(self._store, counted=counted)

    def count_watched(self, entry: Watched) -> Watched:
        """An entry of the watchlist with its unread articles counted."""
        return watchlist.count(self._store, entry)

    def watched_ids(self) -> list[str]:
        """The entity ids on the watchlist: cheaper than `watched`."""
        return watchlist.keys(self._store)

    def look_for_words(self, limit: int | None = None) -> int:
        """Look for the search words of the watchlist in articles not yet looked through, new ones first.

        Args:
            limit: at most so many articles; all of them when None.

        Returns:
            How many articles were looked through; 0 when none are left.
        """
        from tui.library import watchwords

        if limit is not None:
            return watchwords.look(self._store, limit)
        total = 0
        while number := watchwords.look(self._store, watchwords.AT_ONCE):
            total += number
        return total

    def has_words_to_look_for(self) -> bool:
        """Whether articles have not been looked through for the search words of the watchlist."""
        from tui.library import watchwords

        return watchwords.waiting(self._store)

    def watch_seen(self) -> None:
        """From now on only articles to come are fresh in `watched`."""
        watchlist.seen(self._store)

    # Corrections and what the linker asks

    def correct(self, correction: Correction, *, later: bool = False) -> Correction:
        """Keep a correction, undoably, and apply it to every article stored; it applies to those to come.

        Args:
            correction: what the reader says.
            later: leave the articles stored to `settle`: an entity of thousands of articles takes seconds.

        Returns:
            The correction with its number.

        Raises:
            LibraryReadOnlyError: over a read-only library.
        """
        from tui.library import corrections

        kept = corrections.correct(self._store, correction)
        if not later:
            self.settle()
        return kept

    def due(self) -> int:
        """About how many articles corrections have yet to reach; 0 when everything is in order."""
        return due.count(self._store)

    def settle(self, limit: int | None = None) -> list[int]:
        """Let corrections reach the articles that are due, in short transactions.

        Args:
            limit: at most so many articles; all of them when None.

        Returns:
            The ids of the articles worked on; with a limit perhaps none, and `due` says whether more are to come.
        """
        self._store.require_writable()
        from tui.library import corrections

        return corrections.settle(self._store, limit)

    def settle_one(self, article_id: int) -> bool:
        """Let corrections reach one article now, the others later; whether it was due."""
        self._store.require_writable()
        from tui.library import corrections

        return corrections.settle_one(self._store, article_id)

    def corrections(self) -> list[Correction]:
        """All corrections in the order they were made."""
        from tui.library import corrections

        return corrections.stored(self._store)

    def remove_correction(self, number: int, *, later: bool = False) -> Correction | None:
        """Withdraw one correction by its id, undoably; None when there is none of that id.

        Args:
            number: its id.
            later: leave the articles stored to `settle`.
        """
        from tui.library import corrections

        removed = corrections.remove(self._store, number)
        if not later:
            self.settle()
        return removed

    def import_corrections(self, taken: Iterable[Correction]) -> int:
        """Take in corrections made elsewhere; how many were new.  Those of single articles are left out."""
        from tui.library import corrections

        new = corrections.transfer(self._store, taken)
        self.settle()
        return new

    def knowledge(self, article_id: int | None = None) -> LibraryKnowledge:
        """What the linker may ask about names the library knows.

        Args:
            article_id: the article being linked, which is no evidence for itself.
        """
        from tui.library.knowledge import LibraryKnowledge

        return LibraryKnowledge(self._store, article_id)
