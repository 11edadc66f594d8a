"""Bars, sparklines and the concordance."""

from __future__ import annotations

import pytest
from widgets_support import HOSTILE, Holder, assert_safe, rows_of

from tui.bidi.layout import fit
from tui.library.model import ContextLine
from tui.widgets.charts import bar, sparkline
from tui.widgets.concordance import Concordance


def test_bars_are_in_proportion_and_never_empty_for_something() -> None:
    assert bar(8, 8, 10) == "━" * 10
    assert bar(4, 8, 10) == "━" * 5 + " " * 5
    assert bar(1, 10_000, 10).strip() == "╸"
    assert bar(0, 8, 4) == " " * 4
    assert bar(1, 0, 4) == " " * 4


def test_a_sparkline_shows_small_counts_and_gaps() -> None:
    assert sparkline([0, 1, 50, 100], 8).text == " ▁▄█    "
    assert len(sparkline(range(500), 60).text.strip()) == 60
    assert sparkline([], 4).text == "    "
    assert sparkline([1], 0).cell_length == 0


def line(before: str, mention: str, after: str) -> ContextLine:
    """A line of context."""
    return ContextLine(1, "عنوان", "2018-06-06", 0, len(mention), before, mention, after)


async def test_mentions_stand_one_under_the_other() -> None:
    concordance = Concordance()
    app = Holder(concordance)
    lines = [
        line(
            "قال شهود إن حصيلة الانفجار بلغت نحو عشرين قتيلا في ",
            "بغداد",
            " وحدها، ودعا زعيم التيار إلى ضبط النفس",
        ),
        line("إلى ", "بغداد", ""),
        line("", "بغداد", " تعلن"),
        line("زار ال", "بغداد", "ية"),
    ]
    async with Holder(concordance).run_test(size=(70, 10)) as pilot:
        concordance.set_lines(lines)
        await pilot.pause()
        rows = [strip.text for strip in rows_of(concordance)]
        core = fit("بغداد", 9).text
        columns = {row.index(core) for row in rows[:3]}
        assert len(columns) == 1
        assert "…" in rows[0][11:14]
        assert rows[0].startswith("2018-06-06 ")
        # Letters join across the edges of the mention.
        assert fit("البغدادية", 20).text in rows[3]
        assert_safe(concordance)
    app = Holder(Concordance())
    async with app.run_test(size=(70, 10)) as pilot:
        app.held.set_lines(lines)  # type: ignore[attr-defined]
        await pilot.click(app.held, offset=(4, 1), times=2)
        await pilot.pause()
        assert app.seen_of(Concordance.LineOpened)[0].line == lines[1]


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5), (61, 4), (150, 5)])
async def test_hostile_lines_at_every_size(size: tuple[int, int]) -> None:
    concordance = Concordance()
    async with Holder(concordance).run_test(size=size) as pilot:
        concordance.set_lines(
            [line(HOSTILE, HOSTILE, HOSTILE), line("", HOSTILE, ""), line("日本" * 40, "語", "x" * 200)]
        )
        await pilot.pause()
        assert_safe(concordance)
