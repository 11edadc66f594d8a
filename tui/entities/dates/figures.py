"""Dates in figures alone: 25/5/2018, 2018-06-03, 1440/1/27."""

from __future__ import annotations

from datetime import date, time

from tui.entities.dates import almanac

_DIGITS = "0123456789"


def numeric_fields(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date in figures, either order; None where they make no date."""
    fields = [int(field) for field in _digits(text)][:3]
    if len(fields) < 3:
        return None
    first, month, last = fields
    digits = _digits(text)
    if len(digits[0]) >= 3:
        year, day = first, last
    elif len(digits[2]) >= 3:
        year, day = last, first
        if month > 12 >= day and day:
            month, day = day, month
    elif len(digits[2]) == 2:
        year, day = last + (1900 if last >= 50 else 2000), first
    else:
        return None
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _digits(text: str) -> list[str]:
    body = text.partition("t")[0]
    return "".join(c if c in _DIGITS else " " for c in body).split()


def is_hijri_numeric(text: str) -> bool:
    """Whether the year of a date in figures is a Hijri one."""
    fields = numeric_fields(text)
    return fields is not None and 1300 <= fields[0] <= 1500


def numeric_day(text: str, hijri: bool) -> date | None:
    """The day of a date in figures."""
    fields = numeric_fields(text)
    if fields is None:
        return None
    if hijri or is_hijri_numeric(text):
        return almanac.hijri_to_gregorian(*fields)
    return almanac.make_day(*fields)


def stamp_of(text: str) -> str | None:
    """The time of day of a date-time in figures, `14:30:00Z`; None where it has none or an impossible one."""
    stamp = text.partition("t")[2].upper()
    try:
        return stamp if stamp and time.fromisoformat(stamp) else None
    except ValueError:
        return None
