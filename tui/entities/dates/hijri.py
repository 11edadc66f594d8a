"""The Hijri side of a date that was written in that calendar, in words for people."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tui.entities.dates.almanac import gregorian_to_hijri, write_hijri_year
from tui.entities.model import DateValue

_MONTHS = (
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qada",
    "Dhu al-Hijja",
)
# What shows the calendar, folded: the name of a month, the mark of the era, a year of these centuries.
_SHOWN = re.compile(
    r"محرم|صفر|ربيع|جماد|رجب|شعبان|رمضان|شوال|القعد|الحج|هجر|\d\s?ه(?!\w)|(?<!\d)1[345]\d\d(?!\d)"
)


def hijri_words(value: DateValue, text: str) -> str:
    """The Hijri date a mention was written as, `22 Ramadan 1439`, or "" where it was written in another calendar.

    Args:
        value: what the mention says, in the Gregorian calendar.
        text: the mention as it stands in the article.
    """
    if not value.approximate or value.value is None:
        return ""
    from tui.arabic.normalise import fold

    if not _SHOWN.search(fold(text)):
        return ""
    if re.fullmatch(r"\d{4}/\d{4}", value.value):
        return _year(value.value)
    days = [_day(written) for written in re.split(r"[,/]", value.value)]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return ""
    if "/" in value.value:
        return _stretch(known[0], known[-1])
    last = gregorian_to_hijri(known[-1])
    numbers = [gregorian_to_hijri(day) for day in known]
    if any(number[:2] != last[:2] for number in numbers):
        return ""
    listed = ", ".join(str(number[2]) for number in numbers[:-1])
    return (f"{listed} and " if listed else "") + _plain(last)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.partition("T")[0])
    except ValueError:
        return None


def _plain(day: tuple[int, int, int]) -> str:
    return f"{day[2]} {_MONTHS[day[1] - 1]} {day[0]}"


def _stretch(first: date, last: date) -> str:
    """A month, a year, or from one day to another."""
    begin, end = gregorian_to_hijri(first), gregorian_to_hijri(last)
    following = gregorian_to_hijri(last + timedelta(1)) if last < date.max else end
    if begin[2] == following[2] == 1 and begin[:2] == end[:2]:
        return f"{_MONTHS[begin[1] - 1]} {begin[0]}"
    if begin[1:] == following[1:] == (1, 1) and begin[0] == end[0]:
        return f"{begin[0]} AH"
    if begin[:2] == end[:2]:
        return f"{begin[2]} to {_plain(end)}"
    return f"{_plain(begin)} to {_plain(end)}"


def _year(written: str) -> str:
    """The Hijri year that takes these two Gregorian ones, `193 AH`; "" for a longer stretch."""
    near = (int(written[:4]) - 622) * 33 // 32
    found = next(
        (year for year in range(max(near - 1, 1), near + 4) if write_hijri_year(year) == written), None
    )
    return f"{found} AH" if found else ""
