"""What is made of the time the terminal takes to answer: how fast the line is, how far away the terminal."""

from __future__ import annotations

import pytest

from tui.terminal import pace as module
from tui.terminal.pace import ASK, Pace


class Line:
    """A line of some speed and length, a clock of its own, and what a driver does with a pace."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, rate: float, round_trip: float) -> None:
        self.now = 100.0
        self.rate, self.round_trip = rate, round_trip
        self.pace = Pace(asks=True)
        self.told: list[float] = []
        monkeypatch.setattr(module.time, "monotonic", lambda: self.now)

    def carry(self, count: int) -> int:
        """Send a frame and wait for all answers; the questions asked."""
        asked = 0
        question = self.pace.sent(count)
        while question:
            assert question == ASK
            asked += 1
            self.now += self.round_trip + count / self.rate
            assert self.pace.caught_up()
            count = 0
            if self.pace.news:
                self.pace.news = False
                self.told.append(self.pace.rate)
            question = self.pace.ping()
        return asked


@pytest.mark.parametrize("rate", [500, 2_000, 15_000])
@pytest.mark.parametrize("round_trip", [0.01, 0.3, 1.0])
def test_a_slow_line_is_found_slow_however_long_it_is(
    monkeypatch: pytest.MonkeyPatch, rate: float, round_trip: float
) -> None:
    line = Line(monkeypatch, rate, round_trip)
    for count in (3_128, 3_215, 5_301, 4_611, 900, 16_000):
        line.carry(count)
    assert line.told
    assert all(told == pytest.approx(rate, rel=0.15) or told < rate for told in line.told)
    assert line.pace.round_trip == pytest.approx(round_trip)


@pytest.mark.parametrize("round_trip", [0.001, 0.05, 0.3, 0.8])
def test_a_fast_line_is_not_found_slow_for_its_length(
    monkeypatch: pytest.MonkeyPatch, round_trip: float
) -> None:
    line = Line(monkeypatch, 1_000_000, round_trip)
    for count in (3_128, 3_215, 5_301, 4_611, 900, 16_000):
        line.carry(count)
    assert line.told
    assert min(line.told) > 20_000


def test_the_round_trip_is_asked_for_once_and_with_nothing_else_on_its_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line(monkeypatch, 2_000, 0.3)
    assert line.pace.ping() == ASK
    line.now += 0.3
    line.pace.caught_up()
    assert line.carry(600) == 1

    other = Line(monkeypatch, 2_000, 0.3)
    assert other.pace.sent(3_000) == ASK
    assert other.pace.sent(400) == "", "it is waited for"
    other.now += 2.0
    assert other.pace.caught_up()
    assert other.pace.ping() == "", "400 bytes are still coming"
    assert other.carry(600) == 2


def test_a_hiccup_does_not_make_a_line_slow_nor_a_burst_a_fast_one(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(monkeypatch, 500_000, 0.02)
    line.carry(5_000)
    assert line.pace.sent(5_000) == ASK
    line.now += 1.0
    line.pace.caught_up()
    assert line.pace.rate > 20_000

    slow = Line(monkeypatch, 2_000, 0.3)
    slow.carry(5_000)
    assert slow.pace.sent(5_000) == ASK
    slow.now += 0.31
    slow.pace.caught_up()
    slow.carry(5_000)
    assert slow.pace.rate < 20_000


def test_a_line_that_was_down_for_a_while_is_not_slow_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(monkeypatch, 500_000, 0.02)
    line.carry(5_000)
    rate = line.pace.rate
    assert line.pace.sent(5_000) == ASK
    line.now += 90.0
    line.pace.caught_up()
    line.pace.blocked()
    line.now += 90.0
    line.pace.drained(5_000, done=True)
    assert line.pace.rate == rate


def rate_after(monkeypatch: pytest.MonkeyPatch, *seconds: float) -> float:
    """What is made of writes of 8,000 bytes that a terminal on this machine took so long to read."""
    now = 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    pace = Pace(asks=False)
    for each in seconds:
        pace.blocked()
        now += each
        pace.drained(8_000, done=True)
    return pace.rate


def test_a_terminal_here_that_was_busy_once_is_not_slow_and_a_serial_line_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert rate_after(monkeypatch, 4.0) > 20_000
    assert rate_after(monkeypatch, 4.0, 0.01) > 20_000
    assert rate_after(monkeypatch, 8.0, 8.0, 8.0) < 20_000


def test_nothing_is_asked_of_a_terminal_that_is_here() -> None:
    pace = Pace(asks=False)
    assert pace.sent(10_000) == ""
    assert pace.ping() == ""
    assert not pace.full
