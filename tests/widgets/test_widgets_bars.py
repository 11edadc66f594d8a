"""Header, status line, notices, key hints."""

from __future__ import annotations

import pytest
from widgets_support import HOSTILE, Holder, assert_safe, rows_of

from tui.bidi.layout import fit
from tui.widgets.bars import Chip, FooterHints, HeaderLine, Hint, StatusLine


async def test_the_status_line_keeps_its_parts_in_order() -> None:
    status = StatusLine()
    async with Holder(status).run_test(size=(60, 1)) as pilot:
        status.set_parts(["مقتدى الصدر", "mention 2 of 4", "", "in 3 articles"], "37%")
        await pilot.pause()
        text = rows_of(status)[0].text
        assert text.strip().startswith(f"{fit('مقتدى الصدر', 20).text} · mention 2 of 4 · in 3 articles")
        assert text.endswith("37% ")


async def test_a_notice_takes_the_line_and_gives_it_back() -> None:
    status = StatusLine()
    app = Holder(status)
    async with app.run_test(size=(60, 1)) as pilot:
        status.set_parts(["here"])
        status.notify_reader("لا رابط", "error", seconds=None)
        await pilot.pause()
        assert fit("لا رابط", 20).text in rows_of(status)[0].text
        assert "✗" in rows_of(status)[0].text
        status.set_parts(["there"])
        assert "there" not in rows_of(status)[0].text
        status.clear_notice()
        await pilot.pause()
        assert "there" in rows_of(status)[0].text
        assert len(app.seen_of(StatusLine.NoticeExpired)) == 1
        status.notify_reader("soon gone", seconds=0.01)
        await pilot.pause(0.2)
        assert "there" in rows_of(status)[0].text


async def test_filters_are_clicked_away() -> None:
    header = HeaderLine("newsread")
    app = Holder(header)
    async with app.run_test(size=(80, 1)) as pilot:
        header.set_header(
            counts=["12 unread"], chips=[Chip("unread", "unread"), Chip("place:بغداد", "بغداد")]
        )
        await pilot.pause()
        text = rows_of(header)[0].text
        assert "[unread ×]" in text
        assert text.endswith("12 unread ")
        await pilot.click(header, offset=(text.index(fit("بغداد", 9).text), 0))
        await pilot.click(header, offset=(2, 0))
        await pilot.pause()
        assert [m.key for m in app.seen_of(HeaderLine.ChipRemoved)] == ["place:بغداد"]


async def test_a_narrow_line_leaves_out_counts_before_the_filter() -> None:
    header = HeaderLine("newsread")
    for width, said in ((60, "295 unread · 8 articles"), (39, "8 articles"), (24, "×]")):
        async with Holder(header).run_test(size=(width, 1)) as pilot:
            header.set_header(counts=["295 unread", "8 articles"], chips=[Chip("watched", "watched")])
            await pilot.pause()
            text = rows_of(header)[0].text.rstrip()
            assert "[watch" in text
            assert text.endswith(said)
            assert ("unread" in text) == (width == 60)


async def test_hints_that_do_not_fit_are_left_out_whole() -> None:
    footer = FooterHints()
    app = Holder(footer)
    async with app.run_test(size=(30, 1)) as pilot:
        footer.set_hints([Hint("j", "next", "next"), Hint("k", "previous"), Hint("q", "quit this program")])
        await pilot.pause()
        assert rows_of(footer)[0].text.split() == ["j", "next", "k", "previous"]
        await pilot.click(footer, offset=(2, 0))
        await pilot.pause()
        assert app.seen_of(FooterHints.HintChosen)[0].hint.command == "next"


@pytest.mark.parametrize("size", [(1, 1), (5, 1), (20, 5), (120, 2)])
async def test_hostile_words_at_every_size(size: tuple[int, int]) -> None:
    header, status, footer = HeaderLine(HOSTILE), StatusLine(), FooterHints()
    for bar in (header, status, footer):
        async with Holder(bar).run_test(size=size) as pilot:
            header.set_header(counts=[HOSTILE], chips=[Chip(HOSTILE, HOSTILE)])
            status.set_parts([HOSTILE, HOSTILE], HOSTILE[:9])
            footer.set_hints([Hint(HOSTILE[:6], HOSTILE[:9]), Hint("q", "")])
            await pilot.pause()
            assert_safe(bar)
            status.notify_reader([HOSTILE, HOSTILE], "warning")
            await pilot.pause()
            assert_safe(bar)
