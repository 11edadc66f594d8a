"""What a key of the list sends to the terminal, and what is seen there: rebuilt by pyte from the bytes."""

from __future__ import annotations

from typing import Any

import pytest
from pyte import ByteStream
from pyte import Screen as Pyte
from rich.color import ColorSystem
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot

from tui.app import NewsreadApp
from tui.screens.panes import Box, arrange
from tui.screens.settings import SLOW_RATE
from tui.terminal.output import Painter
from tui.terminal.seam import Composer, Looks, attach

SIZE = (120, 40)
FEW = 28  # bytes: two movements of the cursor, two signs, two changes of look
NEWSBOAT = 310  # bytes of a key in newsboat's list, which writes two rows
TITLE = 20  # a column in the title of a row


class Seen:
    """The terminal at the end of a line that counts bytes."""

    def __init__(self, app: NewsreadApp, colours: ColorSystem | None = ColorSystem.TRUECOLOR) -> None:
        self.app = app
        self.screen = Pyte(*SIZE)
        self.bytes = 0
        self._stream = ByteStream(self.screen)
        self._painter, self._composer = Painter(*SIZE), Composer(Looks(colours))
        attach(app, self._show)

    def _show(self, update: CompositorUpdate, _cursor: object) -> None:
        written = self._painter.frame(self._composer.patches(update)).encode()
        self.bytes += len(written)
        self._stream.feed(written)

    @property
    def _place(self) -> Box:
        place = arrange(*SIZE, self.app.reader.wishes).list
        assert place is not None
        return place

    async def taken_by(self, pilot: Pilot[Any], key: str) -> int:
        """Bytes a key takes."""
        before = self.bytes
        await pilot.press(key)
        await pilot.pause()
        return self.bytes - before

    def rows_where(self, column: int, attribute: str) -> list[int]:
        """Rows of the panes in which a column of the list has an attribute, from the list's first."""
        place = self._place
        buffer = self.screen.buffer
        rows = range(place.y, place.y + place.height)
        return [y - place.y for y in rows if getattr(buffer[y][place.x + column], attribute)]

    def marker(self, column: int) -> list[str]:
        """What stands in a column of the list, other than blanks."""
        place = self._place
        cells = (self.screen.buffer[y][place.x + column].data for y in range(place.y, place.y + place.height))
        return [text for text in cells if text != " "]


async def watch(app: NewsreadApp, pilot: Pilot[Any], **options: Any) -> Seen:
    seen = Seen(app, **options)
    app.reader.refresh(layout=True)
    await pilot.pause()
    return seen


@pytest.mark.parametrize("colours", [ColorSystem.TRUECOLOR, None])
@pytest.mark.parametrize(("mirrored", "column", "sign"), [(False, 2, ">"), (True, 31, "<")])
async def test_a_marker_moves_in_no_more_bytes_than_an_arrow_twice_over(
    reader, articles: list[int], colours: ColorSystem | None, mirrored: bool, column: int, sign: str
) -> None:
    async with reader(marker=True, mirrored=mirrored, rest_before_article=60.0) as (app, pilot):
        seen = await watch(app, pilot, colours=colours)
        for key, row in (("j", 1), ("j", 2), ("k", 1), ("j", 2), ("j", 3), ("k", 2)):
            assert 0 < await seen.taken_by(pilot, key) <= FEW
            assert seen.rows_where(column, "reverse") == [row]
            assert seen.marker(column) == [sign], "the old one is gone"
            assert seen.rows_where(TITLE, "reverse") == []


async def test_a_bar_takes_a_row_and_no_marker(reader, articles: list[int]) -> None:
    async with reader(rest_before_article=60.0) as (app, pilot):
        seen = await watch(app, pilot)
        await seen.taken_by(pilot, "j")
        assert FEW < await seen.taken_by(pilot, "j") < NEWSBOAT
        assert seen.rows_where(2, "reverse") == seen.rows_where(TITLE, "reverse") == [2]
        assert seen.marker(2) == []


async def test_a_marker_takes_the_place_of_the_bar_when_the_line_is_found_slow(
    reader, articles: list[int]
) -> None:
    async with reader(measures_link=True) as (app, pilot):
        seen = await watch(app, pilot)
        assert seen.rows_where(TITLE, "reverse") == [0]
        before = seen.bytes
        app.reader.adapt(app.reader.settings.over(SLOW_RATE / 2))
        await pilot.pause()
        assert (seen.rows_where(TITLE, "reverse"), seen.rows_where(2, "reverse")) == ([], [0])
        assert seen.bytes - before < 200, "one row and no more"
        app.reader.adapt(app.reader.settings.over(SLOW_RATE * 10))
        await pilot.pause()
        assert (seen.rows_where(TITLE, "reverse"), seen.marker(2)) == ([0], [])


async def test_a_marker_is_seen_with_the_focus_elsewhere(reader, articles: list[int]) -> None:
    async with reader(marker=True, rest_before_article=60.0) as (app, pilot):
        seen = await watch(app, pilot)
        await seen.taken_by(pilot, "j")
        await seen.taken_by(pilot, "2")
        assert seen.marker(2) == [">"]
        assert (seen.rows_where(2, "underscore"), seen.rows_where(2, "reverse")) == ([1], [])
