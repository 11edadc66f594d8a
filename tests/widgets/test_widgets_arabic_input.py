"""The input and the prompt, as keys and pointer reach them."""

from __future__ import annotations

import pytest
from textual import events
from widgets_support import HOSTILE, Holder, assert_safe, rows_of

from tui.bidi.layout import fit
from tui.widgets.arabic_input import ArabicInput, PromptLine


def caret_of(field: ArabicInput) -> int:
    """Column of the cell shown in reverse."""
    column = 0
    for part in rows_of(field)[0]:
        if part.style is not None and part.style.reverse:
            return column
        column += part.cell_length
    return -1


async def test_what_is_typed_shows_joined_from_the_right_and_stays_logical() -> None:
    field = ArabicInput()
    app = Holder(field)
    async with app.run_test(size=(30, 3)) as pilot:
        field.focus()
        await pilot.pause()
        assert caret_of(field) == 29
        await pilot.press(*"بغداد")
        await pilot.pause()
        assert field.value == "بغداد"
        assert rows_of(field)[0].text.endswith(fit("بغداد", 10).text)
        assert caret_of(field) == 24
        await pilot.press("right", "backspace")
        await pilot.pause()
        assert field.value == "بغدد"
        assert app.seen_of(ArabicInput.Changed)[-1].value == "بغدد"
        await pilot.press("home", "x", "enter")
        await pilot.pause()
        assert app.seen_of(ArabicInput.Submitted)[-1].value == "xبغدد"


async def test_a_long_text_scrolls_with_the_caret() -> None:
    field = ArabicInput()
    async with Holder(field).run_test(size=(12, 1)) as pilot:
        field.focus()
        field.value = "الحشد الشعبي في العراق"
        await pilot.pause()
        assert caret_of(field) == 0
        assert_safe(field)
        await pilot.press("home")
        await pilot.pause()
        assert caret_of(field) == 11
        assert rows_of(field)[0].text == fit(field.value, 80).text[-12:]


async def test_paste_selection_cut_and_pointer() -> None:
    field = ArabicInput(base="rtl")
    app = Holder(field)
    async with app.run_test(size=(30, 3)) as pilot:
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste("مقتدى\nالصدر\x1b[31m"))
        await pilot.pause()
        assert field.value == "مقتدى الصدر[31m"
        await pilot.press("ctrl+w", "backspace")
        assert field.value == "مقتدى الصدر"
        await pilot.click(field, offset=(29, 0))
        assert field.caret == 0
        await pilot.press("ctrl+shift+left", "ctrl+x")
        await pilot.pause()
        assert app.seen_of(ArabicInput.Copied)[-1].value == "مقتدى"
        assert field.value == " الصدر"
        await pilot.click(field, offset=(29, 0), times=2)
        assert field.selected_text == " الصدر"
        await pilot.press("ب")
        assert field.value == "ب"


async def test_the_placeholder_goes_when_something_is_typed() -> None:
    field = ArabicInput(placeholder="ابحث")
    async with Holder(field).run_test(size=(30, 1)) as pilot:
        field.focus()
        await pilot.pause()
        assert fit("ابحث", 9).text in rows_of(field)[0].text
        await pilot.press("a")
        assert rows_of(field)[0].text.strip() == "a"


async def test_the_prompt_answers_and_cancels() -> None:
    prompt = PromptLine("Search", placeholder="ابحث")
    app = Holder(prompt)
    async with app.run_test(size=(40, 3)) as pilot:
        prompt.input.focus()
        await pilot.press(*"بغداد", "enter")
        await pilot.pause()
        assert app.seen_of(PromptLine.Answered)[-1].value == "بغداد"
        assert not app.seen_of(PromptLine.Cancelled)
        prompt.ask("Published on", "2018-06-06")
        await pilot.press("escape")
        await pilot.pause()
        assert prompt.input.value == "2018-06-06"
        assert app.seen_of(PromptLine.Cancelled)


@pytest.mark.parametrize("size", [(1, 1), (5, 1), (20, 5), (80, 2)])
async def test_hostile_values_at_every_size(size: tuple[int, int]) -> None:
    prompt = PromptLine(HOSTILE[:30], HOSTILE, HOSTILE)
    async with Holder(prompt).run_test(size=size) as pilot:
        prompt.input.focus()
        await pilot.pause()
        for widget in (prompt.input, *prompt.children):
            assert_safe(widget)
        for key in ("left", "right", "home", "ctrl+right", "backspace", "delete", "ctrl+u", "ctrl+k"):
            await pilot.press(key)
            assert_safe(prompt.input)
