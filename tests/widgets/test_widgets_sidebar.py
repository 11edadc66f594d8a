"""The sidebar: sections, folding, cursor, labels."""

from __future__ import annotations

import pytest
from widgets_support import BODY, HOSTILE, TITLE, Holder, assert_safe, mentions_of, rows_of, text_of

from tui.bidi.layout import fit
from tui.entities.model import DateValue, Entity, Mention
from tui.library.model import EntityRow
from tui.widgets.sections import SidebarRow, SidebarSections, sections_of
from tui.widgets.sidebar import EntitySidebar

TEXT = f"{TITLE}\n\n{BODY}"


def sample() -> SidebarSections:
    """The sections of the sample article."""
    mentions = mentions_of(TEXT)
    ids = {m.entity: m for m in mentions if m.entity}
    counts = {entity: sum(m.entity == entity for m in mentions) for entity in ids}
    rows = [EntityRow(Entity(e, m.kind, m.text), counts[e], 7) for e, m in ids.items()]
    return sections_of(rows, mentions)


def test_sections_order_names_by_count_and_dates_by_time() -> None:
    sections = sample()
    assert [row.name for row in sections.places] == ["بغداد", "مدينة الصدر"]
    assert sections.places[0].here == 3
    assert sections.people[0].note == "زعيم التيار الصدري"
    assert sections.dates[0].note == "2018-06-06 Wed"

    def date(start: int, words: str, value: str | None) -> Mention:
        entity = f"date:{value}" if value else None
        return Mention(start, start + 5, words, "date", entity, None, DateValue("DATE", value, "day"))

    late, early, unknown = date(0, "اليوم", "2018-06-07"), date(9, "أمس", "2018-06-06"), date(20, "غدا", None)
    dates = sections_of([], [unknown, late, early]).dates
    assert [row.name for row in dates] == ["أمس", "اليوم", "غدا"]
    assert [row.note for row in dates] == ["2018-06-06 Wed", "2018-06-07 Thu", ""]


def test_a_hijri_date_is_noted_in_both_calendars() -> None:
    day = DateValue("DATE", "2018-06-06", "day", approximate=True)
    mentions = [
        Mention(0, 15, "22 رمضان 1439هـ", "date", entity="date:2018-06-06", date=day),
        Mention(20, 33, "قبل نحو يومين", "date", entity="date:2018-06-05", date=day),
    ]
    dates = sections_of([], mentions).dates
    assert [row.note for row in dates] == ["~2018-06-06 Wed · 22 Ramadan 1439", "~2018-06-06 Wed"]


@pytest.mark.parametrize(("width", "both"), [(70, True), (32, False)])
async def test_the_hijri_side_of_a_note_gives_way_to_the_words(width: int, both: bool) -> None:
    day = DateValue("DATE", "2018-06-06", "day", approximate=True)
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(width, 20)) as pilot:
        sidebar.show(sections_of([], [Mention(0, 13, "22 رمضان 1439", "date", "date:2018-06-06", date=day)]))
        await pilot.pause()
        (row,) = [strip.text for strip in rows_of(sidebar) if "2018-06-06 Wed" in strip.text]
        assert ("22 Ramadan 1439" in row) is both
        assert "·" not in row or both


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (DateValue("DATE", "2024-03-11", "day"), "2024-03-11"),
        (DateValue("TIME", "2024-05-30", "day", "EVENING"), "2024-05-30"),
        (DateValue("DATE", "2024-06-07/2024-07-05", "month", None, True), "~2024-06-07…"),
        (DateValue("DATE", "2023-09", "month"), "2023-09"),
        (DateValue("DATE", "2021", "year"), "2021"),
        (DateValue("DATE", "2023-24", "season"), "winter 2023"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_narrow_sidebar_still_shows_the_whole_day(value: DateValue, shown: str) -> None:
    mention = Mention(0, 5, "مساء ذلك اليوم", "date", "date:x", None, value)
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(26, 10)) as pilot:
        sidebar.show(sections_of([], [mention]))
        await pilot.pause()
        assert f" 1 {shown} " in rows_of(sidebar)[1].text, "the day a date stands for was cut"


async def test_rows_show_name_at_the_right_counts_and_role() -> None:
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(50, 20)) as pilot:
        sidebar.show(sample())
        await pilot.pause()
        rows = [strip.text for strip in rows_of(sidebar)]
        assert "People 1 ▾" in rows[0]
        assert rows[1].rstrip().endswith(fit("مقتدى الصدر", 40).text)
        assert fit("زعيم التيار الصدري", 40).text in rows[1]
        assert rows[1].split()[:2] == ["1", "+7"]
        assert "2018-06-06 Wed" in rows[-20:][-20 + len(sidebar._lines) - 1]
        assert_safe(sidebar)


async def test_the_cursor_puts_entities_in_focus_and_opening_tells_what() -> None:
    sidebar = EntitySidebar()
    app = Holder(sidebar)
    async with app.run_test(size=(40, 20)) as pilot:
        sidebar.show(sample())
        await pilot.pause()
        assert sidebar.current is not None
        assert sidebar.current.key == "person:مقتدى الصدر"
        assert not app.seen_of(EntitySidebar.EntityFocused)
        sidebar.move(2)
        await pilot.pause()
        assert app.seen_of(EntitySidebar.EntityFocused)[-1].entity_id == "place:بغداد"
        sidebar.open_row()
        sidebar.end()
        sidebar.open_row()
        await pilot.pause()
        assert app.seen_of(EntitySidebar.EntityOpened)[-1].entity_id == "place:بغداد"
        assert app.seen_of(EntitySidebar.DateOpened)[-1].row.note == "2018-06-06 Wed"
        app.seen.clear()
        assert sidebar.focus_entity("organization:الحشد الشعبي")
        assert sidebar.current.key == "organization:الحشد الشعبي"
        assert not sidebar.focus_entity("place:لندن")
        await pilot.pause()
        assert not app.seen_of(EntitySidebar.EntityFocused)


async def test_sections_fold_and_unfold() -> None:
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(40, 20)) as pilot:
        sidebar.show(sample())
        await pilot.pause()
        full = sidebar.row_count
        sidebar.move(2)
        sidebar.toggle_fold()
        await pilot.pause()
        assert sidebar.row_count == full - 2
        assert sidebar.current is None
        assert sidebar.current_kind == "place"
        assert "Places 2 ▸" in text_of(rows_of(sidebar))
        sidebar.show(SidebarSections(places=(SidebarRow("place", "place:x", "x"),)))
        assert sidebar.row_count == 1
        await pilot.click(sidebar, offset=(3, 0))
        await pilot.pause()
        assert sidebar.row_count == 2


async def test_states_without_entities() -> None:
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(40, 10)) as pilot:
        sidebar.show(sample())
        sidebar.show_extracting()
        await pilot.pause()
        assert "Finding" in text_of(rows_of(sidebar))
        sidebar.show(SidebarSections())
        await pilot.pause()
        assert "No names" in text_of(rows_of(sidebar))
        sidebar.open_row()
        sidebar.toggle_fold()
        assert not sidebar.move(1)


async def test_new_counts_move_nothing() -> None:
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(40, 5)) as pilot:
        sidebar.show(sample())
        sidebar.end()
        await pilot.pause()
        cursor, top = sidebar.cursor, sidebar.top
        assert top > 0
        sections = sample()
        more = tuple(row._replace(elsewhere=row.elsewhere + 30) for row in sections.organisations)
        sidebar.show(sections._replace(organisations=more))
        await pilot.pause()
        assert (sidebar.cursor, sidebar.top) == (cursor, top)
        assert "+37" in text_of(rows_of(sidebar))


async def test_letters_over_rows() -> None:
    sidebar = EntitySidebar()
    async with Holder(sidebar).run_test(size=(40, 20)) as pilot:
        sidebar.show(sample())
        await pilot.pause()
        rows = sidebar.visible_rows()
        sidebar.show_labels(dict(zip(rows, "asdfgh", strict=False)))
        await pilot.pause()
        assert [rows_of(sidebar)[y].text[-1] for y in rows[:3]] == ["a", "s", "d"]
        sidebar.clear_labels()
        await pilot.pause()
        assert rows_of(sidebar)[rows[0]].text[-1] == " "


@pytest.mark.parametrize("size", [(1, 1), (4, 3), (12, 5), (20, 5), (24, 30), (60, 30)])
async def test_hostile_names_at_every_size(size: tuple[int, int]) -> None:
    sidebar = EntitySidebar()
    row = SidebarRow("person", "person:x", HOSTILE, HOSTILE, 10**7, 10**7)
    date = SidebarRow("date", None, HOSTILE, HOSTILE, 3, 0)
    async with Holder(sidebar).run_test(size=size) as pilot:
        sidebar.show(SidebarSections((row, row), (row,), (row,), (date,)))
        await pilot.pause()
        sidebar.show_labels({1: "a"})
        await pilot.pause()
        assert_safe(sidebar)
        sidebar.end()
        await pilot.pause()
        assert_safe(sidebar)
