"""Corrections by the reader: who a name really is, what kind it is of, that it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.library.errors import LibraryError

if TYPE_CHECKING:
    from tui.entities.linking.corrections import Correction
    from tui.entities.model import Kind
    from tui.library.model import Undone
    from tui.screens.commanded import Handler
    from tui.screens.entity_picker import Picked
    from tui.screens.reader.screen import ReaderScreen

HERE, ARTICLE, FORM, ALL = "here", "article", "form", "all"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a correction is about.

    Attributes:
        entity: id of the entity in focus.
        kind: its kind.
        name: what people call it.
        article: the open article.
        form: its current mention there as written, else its first; None when the article has none.
    """

    entity: str
    kind: Kind
    name: str
    article: int
    form: str | None


def subject_of(screen: ReaderScreen) -> Subject | None:
    """What is in focus; the reader is told what is missing."""
    from tui.entities.model import KINDS

    screen.settle()
    reading = screen.reading
    if reading.focus is None or reading.article_id is None:
        key = screen.keymap.shown_of("next-of-any")
        screen.notify_reader(f"No name in focus; {key} goes to the next one.")
        return None
    if not screen.settings.can_write:
        screen.notify_reader("The library is read-only: nothing can be corrected.", "warning")
        return None
    entity = reading.focus.id
    here = reading.mentions_of(entity)
    index = screen.pane.current if screen.pane.current in here else next(iter(here), None)
    form = None if index is None else " ".join(reading.mentions[index].text.split())
    kind: Kind = next((kind for kind in KINDS if kind == entity.partition(":")[0]), "person")
    return Subject(entity, kind, reading.focus.name, reading.article_id, form)


def _named(screen: ReaderScreen) -> Subject | None:
    """What is in focus, unless it is a date."""
    subject = subject_of(screen)
    if subject is not None and subject.kind == "date":
        screen.notify_reader((subject.name, "is a date; it can only be dismissed"))
        return None
    return subject


def merge(screen: ReaderScreen) -> None:
    """The entity in focus is really another one."""
    subject = _named(screen)
    if subject is None:
        return
    from tui.screens.entity_picker import EntityPicker

    def picked(answer: Picked | None) -> None:
        if answer is not None and answer.entity is not None:
            from tui.entities.linking.corrections import merge as merged

            _make(screen, merged(subject.entity, answer.entity), (subject.name, "is now", answer.name))

    page = EntityPicker(
        screen.keymap,
        screen.reading.library,
        f"Merge {subject.name}",
        "It is really",
        like=subject.name,
        leave_out=subject.entity,
    )
    screen.app.push_screen(page, picked)


def split(screen: ReaderScreen) -> None:
    """The mention at the cursor is of somebody else."""
    subject = _named(screen)
    if subject is None:
        return
    if subject.form is None:
        screen.notify_reader((subject.name, "is not in this article"))
        return
    form = subject.form
    from tui.screens.dossier import KIND_WORDS
    from tui.screens.entity_picker import EntityPicker

    def picked(answer: Picked | None) -> None:
        if answer is None:
            return
        from tui.entities.linking.corrections import Correction
        from tui.entities.linking.naming import entity_id

        target = answer.entity or entity_id(subject.kind, answer.name)
        name = answer.name if answer.entity is None else None
        if target == subject.entity:
            screen.notify_reader((answer.name, "is who it is already"))
            return

        def scoped(where: str) -> Correction:
            article = subject.article if where in (HERE, ARTICLE) else None
            if where == ARTICLE:
                return Correction("merge", subject.entity, target, None, article, name)
            return Correction("split", subject.entity, target, form, article, name)

        said = (form, "is now", answer.name)
        _ask_where(screen, f"Where is it {answer.name}?", form, (HERE, ARTICLE, FORM), scoped, said)

    page = EntityPicker(
        screen.keymap,
        screen.reading.library,
        f"Split from {subject.name}",
        "It is really",
        like=subject.name,
        leave_out=subject.entity,
        new=f"a new {KIND_WORDS[subject.kind].lower()} of this name",
    )
    screen.app.push_screen(page, picked)


def change_kind(screen: ReaderScreen) -> None:
    """The entity in focus is of another kind."""
    subject = _named(screen)
    if subject is None:
        return
    from tui.entities.model import KINDS
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.dossier import KIND_WORDS
    from tui.screens.text_rows import TextRow

    def chosen(answer: str | None) -> None:
        kind = next((kind for kind in KINDS if kind == answer), None)
        if kind is not None:
            from tui.entities.linking.corrections import change_kind as changed

            correction = replace(changed(subject.entity, kind), name=subject.name)
            _make(screen, correction, (subject.name, f"is now: {KIND_WORDS[kind].lower()}"))

    kinds = [kind for kind in KINDS if kind not in ("date", subject.kind)]
    rows = [TextRow(KIND_WORDS[kind], subject.name, kind) for kind in kinds]
    about = (subject.name, f"is a {KIND_WORDS[subject.kind].lower()} now")
    screen.app.push_screen(ChoiceScreen(screen.keymap, "What it really is", rows, about, column=16), chosen)


def dismiss(screen: ReaderScreen) -> None:
    """The mention at the cursor is no name."""
    subject = subject_of(screen)
    if subject is None:
        return
    from tui.entities.linking.corrections import Correction

    def scoped(where: str) -> Correction:
        return Correction(
            "dismiss",
            subject.entity,
            text=subject.form if where in (HERE, FORM) else None,
            article=subject.article if where in (HERE, ARTICLE) else None,
        )

    is_date = subject.kind == "date"
    places: tuple[str, ...] = (HERE, ARTICLE) if is_date else (HERE, FORM, ARTICLE, ALL)
    if subject.form is None:
        places = () if is_date else (ALL,)
    name = subject.form or subject.name
    title = "What is no date?" if is_date else "What is no name?"
    _ask_where(screen, title, name, places, scoped, (name, "is no longer marked"))


def _ask_where(
    screen: ReaderScreen,
    title: str,
    form: str,
    places: tuple[str, ...],
    scoped: Callable[[str], Correction],
    said: tuple[str, ...],
) -> None:
    """Ask how far a correction reaches, and make it."""
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.text_rows import TextRow

    words = {
        HERE: "in this article, where it is written so",
        ARTICLE: "in this article, however it is written",
        FORM: "in every article, where it is written so",
        ALL: "in every article, however it is written",
    }
    rows = [TextRow(form, words[place], place) for place in places]

    def chosen(answer: str | None) -> None:
        if answer is not None:
            _make(screen, scoped(answer), said)

    about = ("Articles to come are meant too where it says every article",)
    screen.app.push_screen(ChoiceScreen(screen.keymap, title, rows, about, column=32), chosen)


def _make(screen: ReaderScreen, correction: Correction, said: tuple[str, ...]) -> None:
    """Keep a correction, show the open article with it, and leave the other articles to the worker."""
    try:
        screen.reading.library.correct(correction, later=True)
        left = reach_articles(screen)
    except LibraryError as error:
        screen.notify_reader(str(error), "error")
        return
    screen.follow(correction.target)
    more = f"; {left} more article{'' if left == 1 else 's'} to go" if left > 1 else ""
    undo = screen.keymap.shown_of("undo")
    screen.notify_reader((*said, f"{undo} takes it back{more}"))


def reach_articles(screen: ReaderScreen) -> int:
    """Let corrections reach the open article now and the others in the worker; how many others there are."""
    library = screen.reading.library
    if screen.reading.article_id is not None:
        library.settle_one(screen.reading.article_id)
        screen.reading.reread()
        screen.show_article_again()
    left = library.due()
    if left:
        screen.worker.settle()
    return left


def undone(screen: ReaderScreen, what: Undone) -> None:
    """Show that a correction was taken back, or put back."""
    reach_articles(screen)
    entity = what.details.get("entity")
    if isinstance(entity, str):
        screen.follow(entity)
    name = screen.reading.name_of(entity) if isinstance(entity, str) else ""
    action = str(what.details.get("action", ""))
    words = {"merge": "merged", "split": "split", "kind": "of another kind", "dismiss": "dismissed"}
    is_removal = what.action == "correction removed"
    screen.notify_reader((name, f"{words.get(action, action)} again" if is_removal else
                          f"no longer {words.get(action, action)}"))  # fmt: skip


def list_corrections(screen: ReaderScreen) -> None:
    """Show every correction, and take back the one chosen."""
    screen.settle()
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.text_rows import TextRow

    library = screen.reading.library
    rows = []
    for each in reversed(library.corrections()):
        target = each.target.partition(":")[2] if each.target else ""
        words = {"merge": "is", "split": "is", "kind": "is of the kind", "dismiss": "is no name"}[each.action]
        if each.action == "kind" and each.target:
            target = each.target.partition(":")[0]
        article = f"article {each.article}" if each.article is not None else "every article"
        left = each.text or each.entity.partition(":")[2]
        rows.append(TextRow(left, f"{words} {each.name or target}".strip(), str(each.id), article))

    def chosen(answer: str | None) -> None:
        if answer is None:
            return
        try:
            removed = library.remove_correction(int(answer), later=True)
            if removed is not None:
                reach_articles(screen)
                undo = screen.keymap.shown_of("undo")
                screen.notify_reader(("Correction taken back", f"{undo} puts it back"))
        except LibraryError as error:
            screen.notify_reader(str(error), "error")

    if rows:
        about = ("Enter takes a correction back",)
        screen.app.push_screen(ChoiceScreen(screen.keymap, "Corrections", rows, about), chosen)
    else:
        screen.notify_reader("Nothing has been corrected.")


HANDLERS: Mapping[str, Handler] = {
    "merge": merge,
    "split": split,
    "change-kind": change_kind,
    "dismiss": dismiss,
    "corrections": list_corrections,
}
