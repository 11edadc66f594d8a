"""A reader over the small library, without a terminal or a worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from screens_support import QuietWorker, fill
from textual.pilot import Pilot

from tui.app import NewsreadApp
from tui.keymap import Keymap
from tui.library.library import Library
from tui.screens.settings import ReaderSettings


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def articles(library: Library) -> list[int]:
    """Ids of the articles of the library, in list order."""
    return fill(library)


Reader = Callable[..., AbstractAsyncContextManager[tuple[NewsreadApp, Pilot[int]]]]


@pytest.fixture
def reader(library: Library) -> Reader:
    """Opens the reader over the library: `async with reader() as (app, pilot)`."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 40), keys: dict[str, list[str]] | None = None, **settings: Any
    ) -> AsyncIterator[tuple[NewsreadApp, Pilot[int]]]:
        settings.setdefault("read_after", 60.0)
        app = NewsreadApp(library, ReaderSettings(**settings), Keymap(keys), QuietWorker())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            while app.reader.is_beginning:
                await pilot.pause(0.01)
            yield app, pilot
            app.save_state()

    return opened
