"""Triage: read, starred, archived, the way back from each; dates of publication; copying."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.library.errors import LibraryError

if TYPE_CHECKING:
    from tui.library.model import Undone
    from tui.screens.commanded import Handler
    from tui.screens.reader.screen import ReaderScreen

COPY_LIMIT = 74_000  # code points; beyond it many terminals drop what is sent to their clipboard


def toggle_read(screen: ReaderScreen) -> None:
    """Mark the open article read or unread."""
    screen.settle()
    header = screen.reading.header()
    if header is None:
        return
    screen.reading.library.mark([header.id], read=not header.is_read)
    if header.is_read:
        screen.read_marks.keep_unread(header.id)
    screen.marks_changed([header.id])


def toggle_star(screen: ReaderScreen) -> None:
    """Star the open article or take its star away."""
    screen.settle()
    header = screen.reading.header()
    if header is not None:
        screen.reading.library.mark([header.id], starred=not header.is_starred)
        screen.marks_changed([header.id])


def toggle_archive(screen: ReaderScreen) -> None:
    """Archive the open article or bring it back; it stays in the list until the view is left."""
    screen.settle()
    header = screen.reading.header()
    if header is not None:
        screen.reading.library.mark([header.id], archived=not header.is_archived)
        screen.marks_changed([header.id])


def undo(screen: ReaderScreen) -> None:
    """Take back the last action."""
    screen.settle()
    screen.notify_reader(take_back(screen)[1])


def take_back(screen: ReaderScreen) -> tuple[Undone | None, tuple[str, ...]]:
    """Take back the last action and show the panes without it; what it was, and what there is to say of it."""
    undone = screen.library.undo(later=True)
    if undone is None:
        return None, ("Nothing to undo.",)
    if undone.action.startswith("correction"):
        from tui.screens.reader import corrected

        return undone, corrected.undone(screen, undone)
    if undone.action == "published":
        for article in undone.ids:
            screen.worker.redate(article)
        if screen.reading.article_id in undone.ids:
            screen.show_article_again()
    if undone.details.get("read") and screen.reading.article_id in undone.ids and screen.reading.article_id:
        screen.read_marks.keep_unread(screen.reading.article_id)
    if undone.action in ("watch", "unwatch"):
        screen.articles.refresh_headers()
    screen.marks_changed(undone.ids)
    headers = screen.library.headers(undone.ids[:1])
    entity = undone.details.get("entity")
    name = screen.reading.name_of(entity) if isinstance(entity, str) else ""
    return undone, (f"Undone: {_words(undone)}", headers[0].title if headers else name)


def _words(undone: Undone) -> str:
    """Say what was done, of what is now taken back."""
    if undone.action == "mark":
        names = [name if value else f"not {name}" for name, value in undone.details.items()]
        many = f" ({len(undone.ids)} articles)" if len(undone.ids) > 1 else ""
        return f"marked {', '.join(names)}{many}"
    if undone.action == "published":
        return "publication date set"
    return {"watch": "watched", "unwatch": "no longer watched"}.get(undone.action, undone.action)


def set_date(screen: ReaderScreen) -> None:
    """Ask for the day of publication of the open article."""
    screen.settle()
    article = screen.reading.article
    if article is None:
        return
    if not screen.settings.can_write:
        screen.notify_reader("The library is read-only: dates cannot be set.", "warning")
        return
    known = (article.header.published or "")[:10]
    number = article.header.id
    screen.ask(
        "Published on",
        known,
        "2018-06-06; empty for unknown",
        lambda answer: _date_given(screen, number, answer.strip()),
    )


def _date_given(screen: ReaderScreen, article: int, answer: str) -> None:
    from tui.ingest.head import parse_published

    published = parse_published(answer)
    try:
        screen.reading.library.set_published(article, published or answer or None)
    except ValueError:
        screen.notify_reader((answer, "is not a date; write 2018-06-06"), "warning")
        return
    except LibraryError as error:
        screen.notify_reader(str(error), "error")
        return
    screen.worker.redate(article)
    screen.articles.refresh_headers([article])
    if screen.reading.article_id == article:
        screen.show_article_again()


def copy(screen: ReaderScreen) -> None:
    """Copy the selection, else the name in focus, else the title."""
    screen.settle()
    pane = screen.pane
    row = screen.sidebar.current if screen.pane_in_use == "sidebar" else None
    article = screen.reading.article
    if pane.selected_text:
        text = pane.selected_text
    elif row is not None:
        text = row.name
    elif screen.pane_in_use == "article" and pane.current_mention is not None:
        text = pane.current_mention.text
    elif article is not None:
        text = article.header.title
    else:
        return
    _to_clipboard(screen, text)


def copy_paragraph(screen: ReaderScreen) -> None:
    """Select the paragraph the reader is at, and copy it."""
    screen.settle()
    text = screen.pane.select_paragraph()
    if text:
        _to_clipboard(screen, text)


def copy_article(screen: ReaderScreen) -> None:
    """Copy the whole text of the open article."""
    screen.settle()
    if screen.reading.article is not None:
        _to_clipboard(screen, screen.reading.article.text)


def _to_clipboard(screen: ReaderScreen, text: str) -> None:
    if len(text) > COPY_LIMIT:
        screen.notify_reader("Too long for the clipboard of a terminal; select a part of it.", "warning")
        return
    screen.app.copy_to_clipboard(text)
    first = " ".join(text.split())
    screen.notify_reader(("Copied", first if len(first) <= 60 else first[:59] + "…"))


def remove_samples(screen: ReaderScreen) -> None:
    """Take the sample articles out of the library."""
    screen.settle()
    library = screen.reading.library
    if not library.has_samples():
        screen.notify_reader("There are no sample articles.")
        return
    removed = library.remove_samples()
    screen.reload_list()
    screen.notify_reader(f"{removed} sample articles removed.")


HANDLERS: Mapping[str, Handler] = {
    "toggle-read": toggle_read,
    "toggle-star": toggle_star,
    "toggle-archive": toggle_archive,
    "undo": undo,
    "set-date": set_date,
    "copy": copy,
    "copy-paragraph": copy_paragraph,
    "copy-article": copy_article,
    "remove-samples": remove_samples,
}
