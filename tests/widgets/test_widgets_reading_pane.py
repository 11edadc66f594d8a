"""The reading pane: marks, scrolling, pointer, selection."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.strip import Strip
from widgets_support import BODY, HOSTILE, Holder, article_of, assert_safe, mentions_of, rows_of, text_of

from tui.bidi.layout import fit
from tui.entities.model import Mention
from tui.widgets.reading_pane import ReadingPane


class Counting(ReadingPane):
    """Counts the rows it paints."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def shown(name: str) -> str:
    """A name as cells show it."""
    return fit(name, 80).text


def styled(pane: ReadingPane, wanted: str) -> str:
    """All text of the pane painted with an attribute, row by row."""
    found = [
        "".join(part.text for part in strip if part.style is not None and getattr(part.style, wanted))
        for strip in rows_of(pane)
    ]
    return "\n".join(row for row in found if row)


async def point(pilot: Pilot[None], pane: ReadingPane, name: str) -> tuple[int, int]:
    """A cell of the widget where the first occurrence of a name in the body is shown."""
    text = pane.article.text if pane.article else ""
    offset = text.index(name, text.index("\n\n"))
    for y in range(pane.size.height):
        for x in range(pane.size.width):
            if pane.offset_at(x, y) == offset:
                return x, y
    raise AssertionError(f"{name} is not in sight")


async def test_title_source_line_and_text_stand_at_the_right_edge_of_a_capped_column() -> None:
    pane, article = ReadingPane(), article_of()
    async with Holder(pane).run_test(size=(100, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        rows = [strip.text for strip in rows_of(pane)]
        assert pane.column == (14, 72)
        assert rows[0].rstrip().endswith(shown("الصدر"))
        assert "2018-06-07" in rows[1]
        assert not rows[2].strip()
        assert all(len(row.rstrip()) == 86 for row in rows[:2])
        assert_safe(pane)


async def test_quiet_underline_focus_and_current_differ_without_colour() -> None:
    pane, article = ReadingPane(), article_of()
    async with Holder(pane).run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        assert shown("الحشد الشعبي") in styled(pane, "underline")
        assert not styled(pane, "reverse")
        pane.focus_entity("place:بغداد")
        await pilot.pause()
        assert styled(pane, "bold").count(shown("بغداد")) == 3  # the title, which is bold anyway, and two
        assert pane.next_mention("organization:الحشد الشعبي")
        await pilot.pause()
        assert styled(pane, "reverse") == shown("الحشد الشعبي")


async def test_without_colour_every_state_still_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    pane, article = ReadingPane(), article_of()
    async with Holder(pane).run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        pane.focus_entity("place:بغداد")
        pane.next_mention("organization:الحشد الشعبي")
        await pilot.pause()
        seen = set()
        for part in (part for strip in pane.render_lines(pane.size.region) for part in strip):
            style = part.style
            if style is not None:
                assert style.color is None or style.color.is_default
                seen.add((bool(style.bold), bool(style.underline), bool(style.reverse)))
        # Text, title, mention, mention in focus, current mention.
        assert seen >= {(False, False, False), (True, False, False), (False, True, False)}
        assert seen >= {(True, True, False), (True, False, True)}


async def test_a_step_to_a_mention_in_sight_paints_only_its_lines() -> None:
    pane, article = Counting(), article_of()
    async with Holder(pane).run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        pane.next_mention()
        await pilot.pause()
        pane.painted.clear()
        pane.next_mention()
        await pilot.pause()
        assert 1 <= len(pane.painted) <= 3
        pane.painted.clear()
        pane.set_mentions(pane.mentions)
        pane.focus_entity("nothing:here")
        await pilot.pause()
        assert pane.painted == []


async def test_scrolling_and_showing_paint_the_window_once() -> None:
    pane, article = Counting(), article_of("\n\n".join([BODY] * 9))
    async with Holder(pane).run_test(size=(80, 20)) as pilot:
        pane.show(article)
        await pilot.pause()
        pane.painted.clear()
        pane.page(1)
        await pilot.pause()
        assert sorted(pane.painted) == list(range(20))
        pane.painted.clear()
        pane.show(article_of(number=2))
        await pilot.pause()
        assert sorted(pane.painted) == list(range(20))


async def test_mentions_are_walked_in_both_directions_to_the_end() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 9))
    mentions = mentions_of(article.text)
    async with Holder(pane).run_test(size=(60, 10)) as pilot:
        pane.show(article, mentions)
        await pilot.pause()
        walked = []
        while pane.next_mention("place:بغداد"):
            walked.append(pane.current)
            assert pane.current in pane.visible_mentions()
        assert walked == [i for i, m in enumerate(mentions) if m.entity == "place:بغداد"]
        back = [pane.current]
        while pane.next_mention("place:بغداد", -1):
            back.append(pane.current)
        assert back == walked[::-1]
        pane.end()
        await pilot.pause()
        assert pane.next_mention(None, -1)
        assert pane.current >= len(mentions) - 6


async def test_pages_report_the_end_and_the_position_survives_resize() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 9))
    async with Holder(pane).run_test(size=(60, 12)) as pilot:
        pane.show(article)
        await pilot.pause()
        assert not pane.page(-1)
        pane.page(1)
        position = pane.position
        for size in ((30, 8), (100, 20), (1, 1), (60, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pane.position == position
            assert_safe(pane)
        pages = 0
        while pane.page(1):
            pages += 1
        assert pages > 3
        assert pane.at_end
        assert pane.progress == 1.0
        pane.show(article_of(number=3))
        pane.show(article, position=position)
        await pilot.pause()
        assert pane.position == position


async def test_another_measure_keeps_the_place() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 9))
    async with Holder(pane).run_test(size=(120, 12)) as pilot:
        pane.show(article)
        pane.page(1)
        await pilot.pause()
        position = pane.position
        pane.measure = 40
        await pilot.pause()
        assert pane.position == position
        assert pane.column == (40, 40)
        assert_safe(pane)


async def test_new_mentions_move_nothing_and_keep_the_current_one() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 5))
    mentions = mentions_of(article.text)
    async with Holder(pane).run_test(size=(60, 12)) as pilot:
        pane.show(article, mentions[4:])
        await pilot.pause()
        pane.go_to_mention(3)
        await pilot.pause()
        before, position = pane.current_mention, pane.position
        pane.set_mentions(mentions)
        await pilot.pause()
        assert pane.current_mention == before
        assert pane.position == position
        assert pane.current == 7


async def test_a_click_chooses_the_mention_under_it() -> None:
    pane, article = ReadingPane(), article_of()
    app = Holder(pane)
    async with app.run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        x, y = await point(pilot, pane, "الجيش")
        await pilot.hover(pane, offset=(x, y))
        await pilot.click(pane, offset=(x, y))
        await pilot.pause()
        message = app.seen_of(ReadingPane.MentionSelected)[0]
        assert message.mention.text == "الجيش العراقي"
        assert message.control is pane
        assert pane.current_mention == message.mention


async def test_a_drag_from_right_to_left_copies_logical_text() -> None:
    pane, article = ReadingPane(), article_of()
    app = Holder(pane)
    async with app.run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        x, y = await point(pilot, pane, "مقتدى")
        x2, y2 = await point(pilot, pane, "الحشد")
        await pilot.mouse_down(pane, offset=(x, y))
        for place in ((x - 1, y), (x2, y2)):
            event = {"widget": pane, "delta_x": 0, "delta_y": 0, "button": 1}
            event |= {"shift": False, "meta": False, "ctrl": False}
            pane.post_message(events.MouseMove(x=place[0], y=place[1], **event))  # type: ignore[arg-type]
            await pilot.pause()
        await pilot.mouse_up(pane, offset=(x2, y2))
        await pilot.pause()
        first = article.text.index("مقتدى")
        last = article.text.index("الحشد") + 1
        assert len(app.seen_of(ReadingPane.Selected)) == 1
        assert pane.selected_text == article.text[first:last]
        assert styled(pane, "reverse")
        assert not app.seen_of(ReadingPane.MentionSelected)


async def test_a_drag_past_the_edge_scrolls_on() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 9))
    app = Holder(pane)
    async with app.run_test(size=(60, 10)) as pilot:
        pane.show(article)
        await pilot.pause()
        await pilot.mouse_down(pane, offset=(50, 4))
        for row in (6, 12, 12, 12, 12):
            event = {"widget": pane, "delta_x": 0, "delta_y": 0, "button": 1}
            event |= {"shift": False, "meta": False, "ctrl": False}
            pane.post_message(events.MouseMove(x=20, y=row, **event))  # type: ignore[arg-type]
            await pilot.pause()
        assert pane.position > 0
        await pilot.mouse_up(pane, offset=(20, 9))
        await pilot.pause()
        copied = pane.selected_text
        assert copied in article.text
        assert copied.count("\n\n") >= 1


async def test_double_and_triple_click_copy_word_and_paragraph() -> None:
    pane, article = ReadingPane(), article_of()
    app = Holder(pane)
    async with app.run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        x, y = await point(pilot, pane, "العراقية")
        await pilot.click(pane, offset=(x, y), times=2)
        await pilot.pause()
        assert pane.selected_text == "العراقية"
        await pilot.click(pane, offset=(x, y), times=3)
        await pilot.pause()
        assert pane.selected_text == BODY.split("\n\n")[2]
        assert pane.select_paragraph() == article.text[: article.body_start].strip()
        assert app.seen_of(ReadingPane.Selected)


async def test_the_first_paragraph_is_copied_where_the_article_has_no_title() -> None:
    pane, article = ReadingPane(), article_of("فقرة أولى\n\nفقرة ثانية", title="")
    async with Holder(pane).run_test(size=(40, 6)) as pilot:
        pane.show(article, ())
        await pilot.pause()
        assert pane.select_paragraph() == "فقرة أولى"


async def test_a_highlight_may_end_inside_lam_alef() -> None:
    body = "قال سلام اليوم"
    pane, article = ReadingPane(), article_of(body, title="")
    mention = Mention(body.index("س"), body.index("س") + 2, "سل", "person", "person:سل")
    async with Holder(pane).run_test(size=(40, 6)) as pilot:
        pane.show(article, [mention])
        await pilot.pause()
        assert styled(pane, "underline") == fit("سلام", 10).text[-2:]
        assert pane.mention_at(*await _cell(pane, body.index("س") + 1)) == 0


async def _cell(pane: ReadingPane, offset: int) -> tuple[int, int]:
    cells = [(x, y) for y in range(pane.size.height) for x in range(pane.size.width)]
    return next(cell for cell in cells if pane.offset_at(*cell) == offset)


async def test_letters_lie_over_the_beginnings_of_mentions_and_go_away() -> None:
    pane, article = ReadingPane(), article_of()
    async with Holder(pane).run_test(size=(80, 30)) as pilot:
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        before = text_of(rows_of(pane))
        cells = {index: await _cell(pane, pane.mentions[index].start) for index in pane.visible_mentions()}
        letters = dict(zip(cells, "asdfghjklqwertyuiop", strict=False))
        pane.show_labels(letters)
        await pilot.pause()
        rows = rows_of(pane)
        for index, (x, y) in cells.items():
            assert rows[y].crop(x, x + 1).text == letters[index]
        assert_safe(pane)
        pane.clear_labels()
        await pilot.pause()
        assert text_of(rows_of(pane)) == before


async def test_the_wheel_scrolls() -> None:
    pane, article = ReadingPane(), article_of("\n\n".join([BODY] * 9))
    app = Holder(pane)
    async with app.run_test(size=(60, 10)) as pilot:
        pane.show(article)
        await pilot.pause()
        for kind in (events.MouseScrollDown, events.MouseScrollUp):
            pane.post_message(kind(pane, 1, 1, 0, 0, 0, False, False, False))
            await pilot.pause()
        assert len(app.seen_of(ReadingPane.Scrolled)) == 2
        assert pane.position == 0


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (20, 5), (39, 9), (120, 40)])
async def test_hostile_articles_at_every_size(size: tuple[int, int]) -> None:
    pane = ReadingPane()
    article = article_of(HOSTILE + "\n\n" + BODY, title=HOSTILE.replace("\n", " ").replace("\u2028", " "))
    async with Holder(pane).run_test(size=size) as pilot:
        article = article._replace(header=article.header._replace(source=HOSTILE, published=HOSTILE))
        pane.show(article, mentions_of(article.text))
        await pilot.pause()
        for _ in range(4):
            assert_safe(pane)
            pane.show_labels(dict.fromkeys(pane.visible_mentions(), "a"))
            pane.next_mention()
            pane.page(1)
            await pilot.pause()
        pane.select(0, len(article.text))
        await pilot.pause()
        assert_safe(pane)
        assert pane.selected_text == article.text


async def test_nothing_to_show() -> None:
    pane = ReadingPane()
    pane.empty_text = "اختر مقالا"
    async with Holder(pane).run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        assert shown("اختر") in text_of(rows_of(pane))
        assert not pane.page(1)
        assert not pane.next_mention()
        assert pane.select_paragraph() == ""
        await pilot.click(pane, offset=(3, 3))
        pane.show(article_of(""))
        await pilot.pause()
        assert_safe(pane)
