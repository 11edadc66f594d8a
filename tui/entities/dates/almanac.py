"""Calendar arithmetic: days, months, Hijri dates, and how values are written (ISO 8601, EDTF)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

Day = date
YearMonth = tuple[int, int]

# The first Hijri year hijridate's Umm al-Qura tables know, and the one past the last.
_UMM_AL_QURA = range(1343, 1501)


def make_day(year: int, month: int, day: int) -> Day | None:
    """The day, or None where the calendar has no such day (31 February, year 0)."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift_day(day: Day, days: int) -> Day | None:
    """`days` later, or None beyond the years 1 to 9999."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def shift_month(month: YearMonth, months: int) -> YearMonth | None:
    """`months` later, or None beyond the years 1 to 9999."""
    total = month[0] * 12 + month[1] - 1 + months
    return (total // 12, total % 12 + 1) if 12 <= total < 120_000 else None


def month_end(month: YearMonth) -> int:
    """The last day of a month."""
    return calendar.monthrange(*month)[1]


def write_year(year: int) -> str | None:
    """A year; before the common era astronomically (322 BCE is -0321, and `year` -321)."""
    if year > 9999 or year < -9999:
        return None
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def write_month(month: YearMonth | None) -> str | None:
    """A month, `2018-04`."""
    return f"{month[0]:04d}-{month[1]:02d}" if month and 1 <= month[0] <= 9999 else None


def write_week(day: Day | None) -> str | None:
    """The ISO week a day is in, `2018-W17`."""
    if day is None:
        return None
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def write_range(first: str | None, last: str | None) -> str | None:
    """An interval, both ends included."""
    return f"{first}/{last}" if first and last else None


@lru_cache(maxsize=256)
def hijri_to_gregorian(year: int, month: int, day: int) -> Day | None:
    """The Gregorian day of a Hijri one: Umm al-Qura for 1343-1500, else the tabular civil calendar.

    Returns:
        None where the month has no such day. Sightings shift the true day by one or so either way.
    """
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    if year in _UMM_AL_QURA:
        from hijridate import Hijri

        try:
            found = Hijri(year, month, day).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return date(found.year, found.month, found.day)
    leap = (11 * year + 14) % 30 < 11
    if day == 30 and month % 2 == 0 and not (month == 12 and leap):
        return None
    # Tabular calendar: Reingold and Dershowitz, Calendrical Calculations, "The Islamic Calendar".
    fixed = 227_014 + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    try:
        return date.fromordinal(fixed)
    except (ValueError, OverflowError):
        return None


def gregorian_to_hijri(day: Day) -> tuple[int, int, int]:
    """The Hijri date of a day, by the same calendars."""
    try:
        from hijridate import Gregorian

        found = Gregorian(day.year, day.month, day.day).to_hijri()
        return found.year, found.month, found.day
    except (ValueError, OverflowError):
        elapsed = day.toordinal() - 227_015
        year = (30 * elapsed + 10_646) // 10_631
        for month in range(12, 0, -1):
            first = hijri_to_gregorian(max(year, 1), month, 1)
            if first is not None and first <= day:
                return max(year, 1), month, (day - first).days + 1
        return max(year, 1), 1, 1


def hijri_month_span(year: int, month: int) -> tuple[Day, Day] | None:
    """First and last day of a Hijri month."""
    first = hijri_to_gregorian(year, month, 1)
    following = hijri_to_gregorian(year + month // 12, month % 12 + 1, 1)
    if first is None or following is None:
        return None
    return first, following - timedelta(1)


def write_hijri_year(year: int) -> str | None:
    """The interval a Hijri year takes: in days within Umm al-Qura, in years before."""
    first = hijri_to_gregorian(year, 1, 1)
    following = hijri_to_gregorian(year + 1, 1, 1)
    if first is None or following is None:
        return None
    last = following - timedelta(1)
    if year in _UMM_AL_QURA:
        return write_range(first.isoformat(), last.isoformat())
    return write_range(write_year(first.year), write_year(last.year))


def write_century(century: int) -> str | None:
    """A century as the two digits its years begin with; before the common era with a minus."""
    if century > 0:
        return f"{century - 1:02d}" if century <= 100 else None
    return f"-{-century - 1:02d}" if century >= -100 else None
