"""Corrections by the reader: who a name really is, what kind it is of, that it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from tui.entities.dates import name_in_words
from tui.library.errors import LibraryError
from tui.light_typing import NamedTuple

if TYPE_CHECKING:
    from textual.app import App

    from tui.entities.linking.corrections import Correction
    from tui.entities.model import Kind
    from tui.keymap import Keymap
    from tui.library.library import Library
    from tui.screens.commanded import Handler
    from tui.screens.entity_picker import Picked
    from tui.widgets.bars import Severity

HERE, ARTICLE, FORM, ALL = "here", "article", "form", "all"


class Subject(NamedTuple):
    """What a correction is about.

    Attributes:
        entity: id of the entity in focus.
        kind: its kind.
        name: what people call it.
        article: the article of the mention in focus; None when no article is.
        form: that mention as written; None when there is none.
    """

    entity: str
    kind: Kind
    name: str
    article: int | None = None
    form: str | None = None


def kind_of(entity: str) -> Kind:
    """The kind an entity id begins with."""
    from tui.entities.model import KINDS

    return next((kind for kind in KINDS if kind == entity.partition(":")[0]), "person")


class Corrects(Protocol):
    """A screen on which a name in focus can be corrected."""

    keymap: Keymap

    @property
    def app(self) -> App[Any]:
        """The app, which shows what is asked."""
        ...

    @property
    def library(self) -> Library:
        """Where corrections are kept."""
        ...

    def subject(self) -> Subject | None:
        """What is in focus; where nothing is, the reader is told."""
        ...

    def corrected(self, correction: Correction | None) -> int:
        """Show what is corrected now.

        Args:
            correction: the one just made; None when one was taken back.

        Returns:
            How many articles are left to the worker.
        """
        ...

    def notify_reader(self, text: str | tuple[str, ...], severity: Severity = "information") -> None:
        """Tell the reader something."""
        ...


def _subject(screen: Corrects, *, is_name: bool = True) -> Subject | None:
    """What is in focus and can be corrected; the reader is told why nothing can.

    Args:
        screen: where it is in focus.
        is_name: dates will not do.
    """
    subject = screen.subject()
    if subject is None:
        return None
    if screen.library.read_only:
        screen.notify_reader("The library is read-only: nothing can be corrected.", "warning")
        return None
    if is_name and subject.kind == "date":
        screen.notify_reader((subject.name, "is a date; it can only be dismissed"))
        return None
    return subject


def merge(screen: Corrects) -> None:
    """The entity in focus is really another one."""
    subject = _subject(screen)
    if subject is None:
        return
    from tui.screens.entity_picker import EntityPicker

    def picked(answer: Picked | None) -> None:
        if answer is not None and answer.entity is not None:
            from tui.entities.linking.corrections import merge as merged

            _make(screen, merged(subject.entity, answer.entity), (subject.name, "is now", answer.name))

    page = EntityPicker(
        screen.keymap,
        screen.library,
        f"Merge {subject.name}",
        "It is really",
        like=subject.name,
        leave_out=subject.entity,
    )
    screen.app.push_screen(page, picked)


def split(screen: Corrects) -> None:
    """The mention at the cursor is of somebody else."""
    subject = _subject(screen)
    if subject is None:
        return
    if subject.form is None:
        words = "is not in this article" if subject.article is not None else "no line of it is in focus"
        screen.notify_reader((subject.name, words))
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
        screen.library,
        f"Split from {subject.name}",
        "It is really",
        like=subject.name,
        leave_out=subject.entity,
        new=f"a new {KIND_WORDS[subject.kind].lower()} of this name",
    )
    screen.app.push_screen(page, picked)


def change_kind(screen: Corrects) -> None:
    """The entity in focus is of another kind."""
    subject = _subject(screen)
    if subject is None:
        return
    from tui.entities.model import KINDS
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.dossier import KIND_WORDS
    from tui.screens.text_rows import TextRow

    def chosen(answer: str | None) -> None:
        kind = next((kind for kind in KINDS if kind == answer), None)
        if kind is not None:
            from dataclasses import replace

            from tui.entities.linking.corrections import change_kind as changed

            correction = replace(changed(subject.entity, kind), name=subject.name)
            _make(screen, correction, (subject.name, f"is now: {KIND_WORDS[kind].lower()}"))

    kinds = [kind for kind in KINDS if kind not in ("date", subject.kind)]
    rows = [TextRow(KIND_WORDS[kind], subject.name, kind) for kind in kinds]
    word = KIND_WORDS[subject.kind].lower()
    about = (subject.name, f"is {'an' if word[0] in 'aeiou' else 'a'} {word} now")
    screen.app.push_screen(ChoiceScreen(screen.keymap, "What it really is", rows, about, column=16), chosen)


def dismiss(screen: Corrects) -> None:
    """The mention at the cursor is no name."""
    subject = _subject(screen, is_name=False)
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
    screen: Corrects,
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


def _make(screen: Corrects, correction: Correction, said: tuple[str, ...]) -> None:
    """Keep a correction, show what is on the screen with it, and leave the other articles to the worker."""
    try:
        screen.library.correct(correction, later=True)
        left = screen.corrected(correction)
    except LibraryError as error:
        screen.notify_reader(str(error), "error")
        return
    more = f"; {left} more article{'' if left == 1 else 's'} to go" if left > 1 else ""
    undo = screen.keymap.shown_of("undo")
    screen.notify_reader((*said, f"{undo} takes it back{more}"))


def list_corrections(screen: Corrects) -> None:
    """Show every correction, and take back the one chosen."""
    from tui.screens.choosing import ChoiceScreen
    from tui.screens.text_rows import TextRow

    library = screen.library
    rows = []
    for each in reversed(library.corrections()):
        target = each.target.partition(":")[2] if each.target else ""
        words = {"merge": "is", "split": "is", "kind": "is of the kind", "dismiss": "is no name"}[each.action]
        if each.action == "kind" and each.target:
            target = each.target.partition(":")[0]
        article = f"article {each.article}" if each.article is not None else "every article"
        left = each.text or name_in_words(each.entity, each.entity.partition(":")[2])
        rows.append(TextRow(left, f"{words} {each.name or target}".strip(), str(each.id), article))

    def chosen(answer: str | None) -> None:
        if answer is None:
            return
        try:
            removed = library.remove_correction(int(answer), later=True)
            if removed is not None:
                screen.corrected(None)
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
