"""The article list: lazy headers, cheap moves, place kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.strip import Strip
from widgets_support import HOSTILE, Holder, assert_safe, header_of, rows_of, text_of

from tui.library.model import ArticleHeader
from tui.widgets.article_list import ArticleList


class Counting(ArticleList):
    """Counts the rows it paints."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def reversed_of(row: Strip) -> str:
    """What of a row is drawn in reverse."""
    return "".join(text for text, style, _ in row if style and style.reverse)


class Shelf:
    """Headers on demand; remembers what was asked for."""

    def __init__(self, **changes: object) -> None:
        self.asked: list[int] = []
        self.changes = changes

    def __call__(self, ids: Sequence[int]) -> list[ArticleHeader]:
        self.asked.extend(ids)
        return [header_of(number, **self.changes) for number in ids]  # type: ignore[arg-type]


async def test_only_rows_in_sight_are_read_of_a_hundred_thousand() -> None:
    shelf, listing = Shelf(), ArticleList()
    async with Holder(listing).run_test(size=(60, 20)) as pilot:
        listing.set_ids(range(1, 100_001), shelf)
        await pilot.pause()
        assert len(shelf.asked) < 60
        listing.end()
        await pilot.pause()
        assert listing.current_id == 100_000
        assert len(shelf.asked) < 120
        assert 100_000 in shelf.asked


async def test_a_move_inside_the_window_paints_two_rows() -> None:
    listing = Counting()
    async with Holder(listing).run_test(size=(60, 20)) as pilot:
        listing.set_ids(range(1, 100), Shelf())
        await pilot.pause()
        listing.painted.clear()
        listing.move(1)
        await pilot.pause()
        assert sorted(set(listing.painted)) == [0, 1]
        assert len(listing.painted) == 2


async def test_a_move_that_scrolls_paints_the_window_once() -> None:
    listing = Counting()
    async with Holder(listing).run_test(size=(60, 20)) as pilot:
        listing.set_ids(range(1, 100), Shelf())
        listing.move(17)
        await pilot.pause()
        listing.painted.clear()
        listing.move(1)
        await pilot.pause()
        assert listing.top > 0
        assert len(listing.painted) == 20


async def test_messages_say_where_the_cursor_is_and_what_was_opened() -> None:
    listing = ArticleList()
    app = Holder(listing)
    async with app.run_test(size=(60, 10)) as pilot:
        listing.set_ids([7, 8, 9], Shelf())
        await pilot.pause()
        assert [m.article_id for m in app.seen_of(ArticleList.Highlighted)] == [7]
        listing.move(1)
        await pilot.pause()
        await pilot.click(listing, offset=(5, 2), times=2)
        await pilot.pause()
        assert [m.article_id for m in app.seen_of(ArticleList.Highlighted)] == [7, 8, 9]
        opened = app.seen_of(ArticleList.Opened)
        assert [m.article_id for m in opened] == [9]
        assert opened[0].control is listing
        assert not listing.move(1)


async def test_the_article_and_its_line_stay_when_the_list_changes() -> None:
    listing = ArticleList()
    app = Holder(listing)
    async with app.run_test(size=(60, 10)) as pilot:
        listing.set_ids(range(1, 100), Shelf())
        listing.cursor = 50
        await pilot.pause()
        line = listing.cursor - listing.top
        app.seen.clear()
        listing.set_ids([1000, 1001, *range(1, 100)], Shelf())
        await pilot.pause()
        assert listing.current_id == 51
        assert listing.cursor - listing.top == line
        listing.extend_ids(range(100, 200))
        assert listing.row_count == 201
        listing.set_ids([5, 6], Shelf())
        await pilot.pause()
        assert listing.current_id == 5
        assert app.seen_of(ArticleList.Highlighted)[-1].article_id == 5


async def test_states_are_told_without_colour_and_survive_a_refresh() -> None:
    listing = ArticleList()
    shelf = Shelf(is_read=False)
    async with Holder(listing).run_test(size=(60, 10)) as pilot:
        listing.set_ids([1, 5], shelf)
        await pilot.pause()
        assert rows_of(listing)[0].text.startswith("●  ")
        assert rows_of(listing)[1].text.startswith("●★ ")
        shelf.changes = {"is_read": True, "is_sample": True}
        listing.refresh_headers([1])
        await pilot.pause()
        assert rows_of(listing)[0].text.startswith(" ○ ")
        assert rows_of(listing)[1].text.startswith("●★ ")


@pytest.mark.parametrize(("mirrored", "sign", "column"), [(False, ">", 2), (True, "<", 37)])
async def test_a_marker_stands_beside_the_marks_of_the_row_at_the_cursor_and_nothing_else_moves(
    mirrored: bool, sign: str, column: int
) -> None:
    listing = ArticleList(mirrored=mirrored, marker=True)
    async with Holder(listing).run_test(size=(40, 6)) as pilot:
        listing.set_ids([1, 5, 7], Shelf())
        listing.focus()
        await pilot.pause()
        for index in (0, 1, 2, 1):
            listing.cursor = index
            await pilot.pause()
            rows = rows_of(listing)
            assert [row.text[column] for row in rows[:3]] == [sign if y == index else " " for y in range(3)]
            assert [reversed_of(row) for row in rows[:3]] == [sign if y == index else "" for y in range(3)]
        listing.marker = False
        await pilot.pause()
        assert [len(reversed_of(row)) for row in rows_of(listing)[:3]] == [0, 40, 0]
        assert all(row.text[column] == " " for row in rows_of(listing))


async def test_a_marker_shows_where_the_focus_is() -> None:
    listing = ArticleList(marker=True)
    async with Holder(listing).run_test(size=(40, 6)) as pilot:
        listing.set_ids([1, 5, 7], Shelf())
        await pilot.pause()
        listing.screen.set_focus(None)
        await pilot.pause()
        row = rows_of(listing)[0]
        assert row.text[2] == ">"
        assert not reversed_of(row)
        assert "".join(text for text, style, _ in row if style and style.underline) == ">"


async def test_an_english_title_runs_from_the_left_and_the_list_can_be_mirrored() -> None:
    listing = ArticleList()
    async with Holder(listing).run_test(size=(40, 3)) as pilot:
        listing.set_ids([1], Shelf(title="Rivers of Iraq rise (again)."))
        await pilot.pause()
        assert rows_of(listing)[0].text.endswith("Rivers of Iraq rise (again).")
        listing.mirrored = True
        await pilot.pause()
        assert rows_of(listing)[0].text.endswith("Rivers of Iraq rise (again). 18-06-07  ●")


async def test_a_row_says_of_what_year_it_is_and_a_wide_one_of_what_source() -> None:
    listing = ArticleList()
    async with Holder(listing).run_test(size=(34, 3)) as pilot:
        listing.set_ids([1], Shelf(published="2018-06-07", source="Agency"))
        await pilot.pause()
        assert rows_of(listing)[0].text.startswith("●  18-06-07 ")
        assert "Agency" not in rows_of(listing)[0].text
        await pilot.resize_terminal(60, 3)
        await pilot.pause()
        assert "Agency" in rows_of(listing)[0].text, "the widest list the reader shows leaves the source out"


@pytest.mark.parametrize("marker", [False, True])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5), (24, 8), (40, 10), (80, 24), (200, 60)])
async def test_every_size_and_hostile_titles(size: tuple[int, int], mirrored: bool, marker: bool) -> None:
    listing = ArticleList(mirrored=mirrored, marker=marker)
    async with Holder(listing).run_test(size=size) as pilot:
        listing.set_ids(range(1, 10), Shelf(title=HOSTILE, source=HOSTILE, published=HOSTILE))
        await pilot.pause()
        assert_safe(listing)
        listing.page(1)
        listing.page(-1)
        await pilot.resize_terminal(33, 7)
        await pilot.pause()
        assert_safe(listing)


async def test_an_empty_list_says_so_and_moves_nowhere() -> None:
    listing = ArticleList()
    listing.empty_text = "لا مقالات"
    app = Holder(listing)
    async with app.run_test(size=(30, 6)) as pilot:
        listing.set_ids([], Shelf())
        await pilot.pause()
        assert listing.cursor == -1
        assert listing.current_id is None
        assert not listing.move(1)
        listing.page(1)
        listing.open_row()
        await pilot.click(listing, offset=(1, 1))
        assert text_of(rows_of(listing)).strip()
        assert not app.seen_of(ArticleList.Highlighted)


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    listing = ArticleList()
    async with Holder(listing).run_test(size=(60, 10)) as pilot:
        listing.set_ids(range(1, 100), Shelf())
        await pilot.pause()
        listing.scroll_rows(6)
        await pilot.pause()
        assert (listing.top, listing.cursor) == (6, 0)
        listing.move(1)
        await pilot.pause()
        assert listing.cursor in listing.window
