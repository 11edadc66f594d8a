"""A slow line is spared: the article waits until the cursor rests, and the list scrolls in steps."""

from __future__ import annotations

from tui.screens.settings import JUMP, REST, SLOW_JUMP, SLOW_RATE, SLOW_REST, ReaderSettings


def test_a_line_found_slow_is_spared_and_one_found_fast_is_not() -> None:
    settings = ReaderSettings(measures_link=True)
    slow = settings.over(SLOW_RATE / 2)
    assert (slow.rest_before_article, slow.list_jump) == (SLOW_REST, SLOW_JUMP)
    fast = slow.over(SLOW_RATE * 10)
    assert (fast.rest_before_article, fast.list_jump) == (REST, JUMP)


def test_a_line_the_reader_has_spoken_for_is_left_alone() -> None:
    settings = ReaderSettings(measures_link=False, list_jump=1)
    assert settings.over(100) is settings
