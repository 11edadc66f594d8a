"""A slow line is spared: the article waits until the cursor rests, and the list scrolls in steps."""

from __future__ import annotations

import pytest

from tui.config import Settings
from tui.screens.settings import (
    JUMP,
    NO_LONGER_SLOW,
    REST,
    SLOW_JUMP,
    SLOW_RATE,
    SLOW_REST,
    ReaderSettings,
    has_marker,
)


def test_a_line_found_slow_is_spared_and_one_found_fast_is_not() -> None:
    settings = ReaderSettings(measures_link=True)
    slow = settings.over(SLOW_RATE / 2)
    assert (slow.rest_before_article, slow.list_jump) == (SLOW_REST, SLOW_JUMP)
    fast = slow.over(SLOW_RATE * 10)
    assert (fast.rest_before_article, fast.list_jump) == (REST, JUMP)


def test_a_marker_moves_over_a_slow_line_and_does_not_come_and_go() -> None:
    slow = ReaderSettings(measures_link=True).over(SLOW_RATE / 2)
    assert slow.marker
    assert slow.over(SLOW_RATE * 1.5).marker, "near the limit it stays as it is"
    assert not slow.over(NO_LONGER_SLOW).marker
    assert not slow.over(NO_LONGER_SLOW).over(SLOW_RATE * 1.5).marker


@pytest.mark.parametrize("marker", [False, True])
def test_a_cursor_the_reader_has_chosen_is_left_alone(marker: bool) -> None:
    settings = ReaderSettings(measures_link=True, marker=marker, fixed_cursor=True)
    for rate in (SLOW_RATE / 2, NO_LONGER_SLOW * 2):
        settings = settings.over(rate)
        assert settings.marker is marker


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Settings(), False),
        (Settings(link="slow"), True),
        (Settings(link="slow", cursor="bar"), False),
        (Settings(cursor="marker"), True),
        (Settings(link="fast", cursor="marker"), True),
    ],
)
def test_settings_say_what_shows_the_cursor(said: Settings, expected: bool) -> None:
    assert has_marker(said) is expected


def test_a_line_the_reader_has_spoken_for_is_left_alone() -> None:
    settings = ReaderSettings(measures_link=False, list_jump=1)
    assert settings.over(100) is settings
