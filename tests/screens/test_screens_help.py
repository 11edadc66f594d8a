"""The help screen says everything, however narrow the terminal is."""

from __future__ import annotations

from typing import Any

import pytest
from test_screens_every_command import Play

from tui.library.library import Library
from tui.screens.help import help_rows


def lines_in_sight(rows: Any) -> list[str]:
    return [strip.text for strip in rows.render_lines(rows.size.region)]


def words_in(lines: list[str], start: int, end: int | None) -> str:
    return "".join("".join(line[start:end] for line in lines).split())


@pytest.mark.parametrize(("width", "height"), [(80, 24), (60, 24), (30, 24)])
async def test_every_key_and_every_sentence_is_there_whole(
    reader: Any, library: Library, articles: list[int], width: int, height: int
) -> None:
    async with reader() as (app, pilot):
        await pilot.resize_terminal(width, height)
        play = Play(app, pilot, library, articles)
        await play.press("help")
        rows = app.screen.rows
        column = min(22, width // 3)
        seen = 0
        for told in help_rows(app.keymap, "list"):
            if told.text is None:
                continue
            assert rows.current == told
            lines = lines_in_sight(rows)[rows.cursor - rows.top :]
            assert words_in(lines, 1, column + 1).startswith("".join(told.left.split()))
            assert words_in(lines, column + 1, None).startswith("".join(told.text.split()))
            rows.move(1)
            seen += 1
        assert seen > 50


async def test_the_cursor_stays_on_its_row_in_another_width(
    reader: Any, library: Library, articles: list[int]
) -> None:
    async with reader() as (app, pilot):
        play = Play(app, pilot, library, articles)
        await play.press("help", "bottom", "up", "up")
        rows = app.screen.rows
        kept = rows.current
        for size in ((60, 24), (1, 1), (24, 5), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            lines_in_sight(rows)
            assert rows.current == kept
            assert rows.cursor in rows.window
        rows.row_clicked(rows.cursor, 0, 1)
        assert rows.current == kept
