"""The short way to the terminal: what is shown is what Textual would have composed, whatever was pressed."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rich.color import ColorSystem
from textual._compositor import Compositor, CompositorUpdate

from tui.terminal.flat import FlatCompositor, RowsUpdate
from tui.terminal.output import Painter
from tui.terminal.seam import Composer, Looks, attach

KEYS = [
    "j", "k", "J", "K", "n", "N", "]", "[", "tab", "space", "b", "r", "s", "a", "u", "f", "g", "v",
    "z", "?", "escape", "1", "2", "3", "e", "x", "W", "q", ":", "m",
]  # fmt: skip


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 12)])
async def test_the_screen_is_what_textual_composes(
    reader: Any, articles: list[int], size: tuple[int, int]
) -> None:
    chosen = random.Random(size[0])
    kinds = set()
    async with reader(size=size) as (app, pilot):
        painter, composer = Painter(*size), Composer(Looks(ColorSystem.TRUECOLOR))

        def show(update: CompositorUpdate, cursor: object) -> None:
            kinds.add(type(update))
            painter.want(composer.patches(update))

        attach(app, show)
        app.screen.refresh(layout=True)
        for _ in range(40):
            key = chosen.choice([key for key in KEYS if key != "q" or app.screen is not app.reader])
            await pilot.press(key)
            await pilot.pause(0.05)
            whole = Painter(*size)
            update = Compositor.render_full_update(app.screen._compositor)
            whole.want(Composer(Looks(ColorSystem.TRUECOLOR)).patches(update))
            assert painter.content() == whole.content(), key
            assert painter.cells() == whole.cells(), key
    assert RowsUpdate in kinds


async def test_every_screen_of_ours_takes_it(reader: Any, articles: list[int]) -> None:
    async with reader() as (app, pilot):
        assert isinstance(app.screen._compositor, FlatCompositor)
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(app.screen._compositor, FlatCompositor)
