"""What a text last spoke of, and the day it was published: the ground relative dates stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tui.entities.dates import almanac
from tui.entities.model import DateValue

STEPS = {
    "past": -1,
    "previous": -1,
    "before_last": -2,
    "next": 1,
    "following": 1,
    "after_next": 2,
    "current": 0,
    "same": 0,
}
"""How many units from here each relation leads."""

NEAR_AHEAD = 21
"""A day named without a year looks back, unless it is this near ahead, in days."""

ANAPHORIC = ("same", "following", "previous")
"""Relations to what was last spoken of, rather than to the day of publication."""


@dataclass(slots=True)
class Focus:
    """What was last spoken of; `hijri` is the Hijri year and month where it was one."""

    day: date | None = None
    month: almanac.YearMonth | None = None
    year: int | None = None
    hijri: almanac.YearMonth | None = None

    def copy(self) -> Focus:
        """The same focus, free to change."""
        return Focus(self.day, self.month, self.year, self.hijri)


def said(
    value: str | None, granularity: str, modifier: str | None = None, approximate: bool = False
) -> DateValue:
    """A value of type DATE."""
    return DateValue("DATE", value, granularity, modifier, approximate)


class Context:
    """The day of publication, and the focus as it moves through a text.

    Args:
        published: the day (or moment) the text was published, or None where it is not known.
    """

    def __init__(self, published: date | datetime | None) -> None:
        self.moment = published if isinstance(published, datetime) else None
        self.today = published.date() if isinstance(published, datetime) else published
        self.focus = Focus()

    def _note_year(self, year: int | None) -> None:
        if year is not None:
            self.focus = Focus(None, None, year)

    def _note_month(self, month: almanac.YearMonth | None) -> None:
        if month is not None:
            self.focus = Focus(None, month, month[0])

    def _note_day(self, day: date | None, hijri: bool = False) -> None:
        if day is not None:
            month = almanac.gregorian_to_hijri(day)[:2] if hijri else None
            self.focus = Focus(day, (day.year, day.month), day.year, month)
