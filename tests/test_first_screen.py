"""The first screen drawn from the library: nothing in it moves or changes when the app takes it over."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from textual._compositor import CompositorUpdate

from tui import first_screen
from tui.app import NewsreadApp
from tui.entities.model import Entity, Extraction, Mention
from tui.first_screen import Drawing
from tui.library.first_list import OFFERED
from tui.library.library import Library
from tui.library.model import Source
from tui.screens.empty import NO_ARTICLES
from tui.screens.panes import NARROW
from tui.screens.session import SavedState
from tui.screens.settings import ReaderSettings
from tui.screens.worker_client import WorkerClient
from tui.terminal.cells import Cell
from tui.terminal.output import Painter
from tui.terminal.seam import Composer, Looks, attach
from tui.terminal.sgr import PLAIN, Look

TITLES = (
    "وزير النقل يزور بغداد (صور)",
    "Apple تطلق iPhone 15 في 2023-09-22 وسط إقبال كبير من الزبائن في كل مكان",
    "An English title about بغداد",
    "قالَ: «مُحَمَّدٌ» — هل ٪٥٠ كافٍ؟",
    "",
    "12:30",
    "عنوان\tفيه\nأسطر \u202eوتحكم\u202c ❤️ 漢字",
)

MARKERS = [(sign, Look((attribute,))) for sign in "<>" for attribute in "47"]


def draw(*arguments: Any) -> list[list[Cell]] | None:
    """The whole of the first screen."""
    rows = first_screen.draw(*arguments)
    return None if rows is None else list(rows)


def fill(library: Library) -> list[int]:
    for number in range(70):
        title = TITLES[number % len(TITLES)]
        library.add(
            [
                Source(
                    f"{title} {number}\n\nنص",
                    title,
                    title_derived=number % 5 == 0,
                    source="وكالة الأنباء" if number % 2 else "",
                    published=f"2018-06-{number % 28 + 1:02}" if number % 6 else None,
                    is_sample=number % 9 == 0,
                )
            ]
        )
    ids = list(library.article_ids())
    baghdad = Entity("place:بغداد", "place", "بغداد")
    for number in ids[::4]:
        text = library.article(number).text
        mention = Mention(0, 3, text[:3], "place", baghdad.id)
        library.store_extraction(number, Extraction((mention,), (baghdad,), "test"))
    library.mark(ids[1::3], read=True)
    library.mark(ids[2::7], starred=True)
    library.mark(ids[4::11], archived=True)
    library.watch("word:بغداد")
    while library.has_words_to_look_for():
        library.look_for_words(100)
    return ids


def app_cells(
    library: Library,
    settings: ReaderSettings,
    size: tuple[int, int],
    colours: ColorSystem | None = ColorSystem.TRUECOLOR,
) -> list[list[list[Cell]]]:
    """The screen as the app draws it at first, and as it is when the app has come to rest."""
    painter, composer = Painter(*size), Composer(Looks(colours))
    frames = []

    def show(update: CompositorUpdate, cursor: object) -> None:
        painter.want(composer.patches(update))
        frames.append(painter.cells())

    async def run() -> None:
        app = NewsreadApp(library, settings, worker=WorkerClient(["unused"]))
        attach(app, show)
        async with app.run_test(size=size) as pilot:
            while app.reader.is_beginning:
                await pilot.pause(0.01)
            await pilot.pause()

    asyncio.run(run())
    return [frames[0], frames[-1]]


STATES: dict[str, Callable[[list[int]], SavedState]] = {
    "as it comes": lambda ids: SavedState(),
    "far down": lambda ids: SavedState(article=ids[55], pane="article"),
    "near the edge": lambda ids: SavedState(article=ids[36]),
    "starred": lambda ids: SavedState(article=ids[23], filter="starred"),
    "archive": lambda ids: SavedState(filter="archived", pane="sidebar"),
    "unread, the list on the right": lambda ids: SavedState(filter="unread", mirrored=True),
    "no list wanted": lambda ids: SavedState(list=False),
    "reading, no list wanted": lambda ids: SavedState(list=False, pane="article"),
    "watched": lambda ids: SavedState(filter="watched", article=ids[40]),
    "watched first": lambda ids: SavedState(filter="watched-first", article=ids[30]),
    "narrowed to words, unread": lambda ids: SavedState(filter="unread", entities=("word:بغداد",)),
    "narrowed to a name": lambda ids: SavedState(entities=("place:بغداد",), article=ids[12]),
    "narrowed to any of two": lambda ids: SavedState(entities=("word:بغداد", "place:بغداد"), match="any"),
    "narrowed to what is in no article": lambda ids: SavedState(entities=("place:عدن",)),
}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (200, 60), (59, 15)])
@pytest.mark.parametrize("name", STATES)
def test_the_app_changes_no_cell_of_it(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    path = tmp_path / "library.db"
    settings = ReaderSettings(list_jump=8)
    with Library.open(path) as library:
        state = STATES[name](fill(library))
        library.set_setting("reader.state", state.dump())
        drawn = draw(str(path), *size, Drawing(settings.mirrored, settings.list_jump, True))
        frames = app_cells(library, settings, size)
    assert drawn is not None
    assert_unchanged(drawn, frames)


@pytest.mark.parametrize("coloured", [False, True])
@pytest.mark.parametrize(
    "state",
    [SavedState(), SavedState(pane="article"), SavedState(mirrored=True), SavedState(filter="watched")],
)
@pytest.mark.parametrize("size", [(120, 40), (200, 60), (59, 15), (20, 8)])
def test_the_app_changes_no_cell_of_it_where_a_marker_shows_the_cursor(
    tmp_path: Path, state: SavedState, size: tuple[int, int], coloured: bool
) -> None:
    path = tmp_path / "library.db"
    settings = ReaderSettings(list_jump=8, marker=True)
    with Library.open(path) as library:
        fill(library)
        library.set_setting("reader.state", state.dump())
        drawn = draw(
            str(path), *size, Drawing(settings.mirrored, settings.list_jump, coloured, settings.marker)
        )
        frames = app_cells(library, settings, size, ColorSystem.TRUECOLOR if coloured else None)
    assert drawn is not None
    shown = [row for row in drawn if any(cell in MARKERS for cell in row)]
    assert len(shown) == (0 if size[0] < NARROW and state.pane == "article" else 1)
    assert_unchanged(drawn, frames)


@pytest.mark.parametrize("name", STATES)
def test_the_app_changes_no_cell_of_it_over_a_shared_library(tmp_path: Path, name: str) -> None:
    path, marks = tmp_path / "library.db", tmp_path / "marks.db"
    size = (120, 40)
    with Library.open(path) as library:
        ids = fill(library)
    drawing = Drawing(False, 8, True)
    assert draw(str(path), *size, drawing, str(marks)), "nobody has read here yet"
    assert not marks.exists(), "drawing leaves nothing behind"
    settings = ReaderSettings(list_jump=8, can_write=False)
    with Library.open(path, read_only=True, state_path=marks) as library:
        library.mark(ids[2::3], read=True)
        library.mark(ids[1::7], starred=True)
        library.mark(ids[3::11], archived=True)
        library.watch("place:بغداد")
        library.set_setting("reader.state", STATES[name](ids).dump())
        drawn = draw(str(path), *size, drawing, str(marks))
        frames = app_cells(library, settings, size)
    assert drawn is not None
    assert_unchanged(drawn, frames)


def test_nobodys_marks_over_a_shared_library_are_none(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    drawing = Drawing(False, 8, True)
    with Library.open(path) as library:
        fill(library)
    drawn = draw(str(path), 120, 40, drawing, str(tmp_path / "marks.db"))
    with Library.open(path, read_only=True, state_path=tmp_path / "marks.db") as library:
        frames = app_cells(library, ReaderSettings(list_jump=8, can_write=False), (120, 40))
    assert drawn is not None
    assert "70 unread" in "".join(text for text, _ in drawn[0]), "the owner's own marks are not shown"
    assert_unchanged(drawn, frames)


def test_marks_of_articles_that_are_gone_are_left_to_the_app(tmp_path: Path) -> None:
    path, marks = tmp_path / "library.db", tmp_path / "marks.db"
    drawing = Drawing(False, 8, True)
    with Library.open(path) as library:
        ids = fill(library)
    with Library.open(path, read_only=True, state_path=marks) as shared:
        shared.mark(ids[:9], read=True)
    assert draw(str(path), 80, 24, drawing, str(marks))
    with Library.open(path) as library:
        library.remove(ids[:3])
    assert draw(str(path), 80, 24, drawing, str(marks)) is None, "they would be counted"
    Library.open(path, read_only=True, state_path=marks).close()
    assert draw(str(path), 80, 24, drawing, str(marks))


def assert_unchanged(drawn: list[list[Cell]], frames: list[list[list[Cell]]]) -> None:
    """What was drawn stays as it is; what was left blank is filled in."""
    for when, shown in zip(("first", "last"), frames, strict=True):
        for y, (ours, theirs) in enumerate(zip(drawn, shown, strict=True)):
            for x, (cell, other) in enumerate(zip(ours, theirs, strict=True)):
                assert cell in ((" ", PLAIN), other), f"{when} frame, row {y}, column {x}"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)])
def test_an_empty_library_says_so_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "library.db"
    drawing = Drawing(False, 8, True)
    with Library.open(path) as library:
        assert draw(str(path), *size, drawing) is None, "it is about to get the samples"
        library.set_setting(OFFERED, "1")
        drawn = draw(str(path), *size, drawing)
        frames = app_cells(library, ReaderSettings(list_jump=8), size)
    assert drawn is not None
    assert NO_ARTICLES in "".join(text for text, _ in drawn[2])
    assert_unchanged(drawn, frames)


def test_a_library_that_cannot_be_read_at_once_is_left_to_the_app(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    drawing = Drawing(False, 8, True)
    assert draw(str(path), 80, 24, drawing) is None
    with Library.open(path) as library:
        fill(library)
        assert draw(str(path), 80, 24, drawing)
        library.set_setting("reader.state", "no JSON")
        assert draw(str(path), 80, 24, drawing) is None


def test_it_is_drawn_without_anything_that_takes_long_to_load(tmp_path: Path) -> None:
    import subprocess

    code = "import sys, tui.start, tui.terminal.session, tui.first_screen; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    slow = {
        "textual",
        "rich",
        "dataclasses",
        "inspect",
        "json",
        "pathlib",
        "asyncio",
        "tui.config",
        "tui.library.model",
        "tui.bidi.breaks",
        "typing",
        "contextlib",
        "signal",
        "re",
        "enum",
    }
    assert not loaded & slow
