"""The first screen drawn from the library: nothing in it moves or changes when the app takes it over."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual._compositor import CompositorUpdate

from tui.app import NewsreadApp
from tui.first_screen import Drawing, draw
from tui.library.library import Library
from tui.library.model import Source
from tui.screens.session import SavedState
from tui.screens.settings import ReaderSettings
from tui.screens.worker_client import WorkerClient
from tui.terminal.output import Cell, Painter
from tui.terminal.seam import Composer, Looks, attach
from tui.terminal.sgr import PLAIN

TITLES = (
    "وزير النقل يزور بغداد (صور)",
    "Apple تطلق iPhone 15 في 2023-09-22 وسط إقبال كبير من الزبائن في كل مكان",
    "An English title about بغداد",
    "قالَ: «مُحَمَّدٌ» — هل ٪٥٠ كافٍ؟",
    "",
    "12:30",
    "عنوان\tفيه\nأسطر \u202eوتحكم\u202c ❤️ 漢字",
)


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
    library.mark(ids[1::3], read=True)
    library.mark(ids[2::7], starred=True)
    library.mark(ids[4::11], archived=True)
    library.watch("word:بغداد")
    while library.has_words_to_look_for():
        library.look_for_words(100)
    return ids


def app_cells(library: Library, settings: ReaderSettings, size: tuple[int, int]) -> list[list[list[Cell]]]:
    """The screen as the app draws it at first, and as it is when the app has come to rest."""
    painter, composer = Painter(*size), Composer(Looks(ColorSystem.TRUECOLOR))
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
    if drawn is None:
        assert state.pane != "list", "there was a list to draw"
        return
    for when, shown in zip(("first", "last"), frames, strict=True):
        for y, (ours, theirs) in enumerate(zip(drawn, shown, strict=True)):
            for x, (cell, other) in enumerate(zip(ours, theirs, strict=True)):
                assert cell in ((" ", PLAIN), other), f"{when} frame, row {y}, column {x}"


def test_lists_that_need_more_than_a_look_are_left_to_the_app(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    drawing = Drawing(False, 8, True)
    with Library.open(path) as library:
        assert draw(str(path), 80, 24, drawing) is None, "an empty library has no list"
        fill(library)
        assert draw(str(path), 80, 24, drawing)
        for state in (SavedState(filter="watched"), SavedState(entities=("place:بغداد",))):
            library.set_setting("reader.state", state.dump())
            assert draw(str(path), 80, 24, drawing) is None
        library.set_setting("reader.state", "no JSON")
        assert draw(str(path), 80, 24, drawing) is None
    assert draw(str(tmp_path / "none.db"), 80, 24, drawing) is None


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
        "tui.bidi.emit",
    }
    assert not loaded & slow
