"""Dates in words for people, their order, and the ids they link by."""

from __future__ import annotations

import re
from datetime import date

from tui.entities.dates.hijri import hijri_words
from tui.entities.model import DateValue

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FULL_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_FULL_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_VAGUE = {"PAST_REF": "in the past", "PRESENT_REF": "at present", "FUTURE_REF": "in the future"}
_MODIFIERS = {
    "START": "early",
    "MID": "mid",
    "END": "late",
    "MORE_THAN": "more than",
    "LESS_THAN": "less than",
    "AT_LEAST": "at least",
    "BEFORE": "before",
    "AFTER": "after",
}
_PARTS = {
    "MORNING": "morning",
    "NOON": "noon",
    "AFTERNOON": "afternoon",
    "EVENING": "evening",
    "DAYTIME": "daytime",
    "NIGHT": "night",
}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLOCK_UNITS = {"H": "hour", "M": "minute", "S": "second"}


def describe(value: DateValue, text: str = "") -> str:
    """A date as the sidebar shows it: `Wed 6 Jun 2018`, `April 2018`, `about 2017`, `6 and 14 May 2018`.

    Args:
        value: what a mention says; one without a value is described as unresolved.
        text: the mention as written; a Hijri date is then said in both calendars (`about Thu 7 Jun 2018 ·
            22 Ramadan 1439`).
    """
    written = value.value
    if written is None:
        return "date not known"
    if written in _VAGUE:
        return _VAGUE[written]
    body = _describe_written(written, value.granularity)
    if value.modifier in _PARTS and "T" not in written:
        body = f"{body}, {_PARTS[value.modifier]}"
    which = _MODIFIERS.get(value.modifier or "", "")
    if hijri := hijri_words(value, text):
        whole = "/" in written  # the middle of a month is a day already
        return f"about {body} · {which + ' ' if which and whole else ''}{hijri}"
    if which:
        return f"{which}{' in the' if body.startswith('week') else ''} {body}"
    if value.modifier not in _PARTS and (value.approximate or value.modifier == "APPROX"):
        return f"about {body}"
    return body


def describe_alone(written: str) -> str:
    """A date by its value alone, as ids and rows of a timeline hold it: `summer 2016` of `2016-22`.

    Args:
        written: a value; what is none stays as it is, since an id may be of anybody's making.
    """
    try:
        return describe(DateValue("DATE", re.sub(r"^(-?\d\d)XX$", r"\1", written), ""))
    except (ValueError, IndexError):
        return written


def name_in_words(entity: str, name: str) -> str:
    """The name of an entity as people read it: that of a date says which it is.

    Args:
        entity: its id.
        name: its name as kept.
    """
    return describe_alone(name) if entity.startswith("date:") else name


def _describe_written(written: str, granularity: str) -> str:
    written = written.rstrip("~")
    if granularity == "set" or written.startswith("XXXX"):
        return _set(written)
    if written.startswith("P"):
        return _duration(written)
    if "," in written:
        return _list(written.split(","))
    if "/" in written:
        first, _, last = written.partition("/")
        return _range(first, last, granularity)
    return _single(written)


def _year(text: str) -> str:
    if text.startswith("-"):
        return f"{int(text[1:]) + 1} BCE"
    return text.lstrip("0") or "0"


def _single(text: str) -> str:
    day, _, clock = text.partition("T")
    if clock:
        return f"{_single(day)} {_clock(clock)}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day):
        exact = date(int(found[1]), int(found[2]), int(found[3]))
        return f"{_WEEKDAYS[exact.weekday()]} {_plain_day(exact)}"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", day):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return f"week of {_plain_day(monday)}"
    if found := re.fullmatch(r"(\d{4})-(2[1-4])", day):
        return f"{_SEASONS[found[2]]} {_year(found[1])}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", day):
        return f"{_FULL_MONTHS[int(found[2]) - 1]} {_year(found[1])}"
    if found := re.fullmatch(r"(\d{3})X", day):
        return f"{_year(found[1] + '0')}s"
    if found := re.fullmatch(r"(-?)(\d\d)", day):
        return f"{_ordinal(int(found[2]) + 1)} century" + (" BCE" if found[1] else "")
    return _year(day) if re.fullmatch(r"-?\d{4}", day) else day


def _clock(text: str) -> str:
    """A time of day with its zone, `14:30 UTC`, `10:00 UTC+3`."""
    found = re.fullmatch(r"([\d:]+?)(Z|[+-]\d\d:\d\d)?", text)
    if found is None or not found[2]:
        return text
    zone = "" if found[2] == "Z" else found[2].removesuffix(":00")
    return f"{found[1]} UTC{zone[:1]}{zone[1:].lstrip('0')}"


def _plain_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _shared(first: date, last: date) -> tuple[str, str]:
    """Two days without repeating what they share."""
    if (first.year, first.month) == (last.year, last.month):
        return str(first.day), _plain_day(last)
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]}", _plain_day(last)
    return _plain_day(first), _plain_day(last)


def _list(items: list[str]) -> str:
    days = [_day(item) for item in items]
    known = [day for day in days if day]
    if len(known) == len(items) > 1:
        last = known[-1]
        written = [_shared(day, last)[0] for day in known[:-1]] + [_plain_day(last)]
    else:
        written = [_single(item) for item in items]
    return ", ".join(written[:-1]) + f" and {written[-1]}"


def _range(first: str, last: str, granularity: str) -> str:
    begin, end = _day(first), _day(last)
    if begin and end:
        return " to ".join(_shared(begin, end))
    if "T" in first and first.partition("T")[0] == last.partition("T")[0]:
        return f"{_single(first)} to {_clock(last.partition('T')[2])}"
    months = [re.fullmatch(r"(\d{4})-(\d\d)", side) for side in (first, last)]
    if months[0] and months[1] and granularity in ("quarter", "half"):
        number = (int(months[0][2]) - 1) // (3 if granularity == "quarter" else 6) + 1
        return f"{'Q' if granularity == 'quarter' else 'H'}{number} {_year(months[0][1])}"
    opening, closing = _single(first), _single(last)
    year = f" {_year(last[:4])}" if months[0] and months[1] else " BCE"
    for shared in (" century BCE", " century", year):
        # What both ends say is said once: January to June 2018, 300 to 250 BCE.
        if opening.endswith(shared) and closing.endswith(shared) and opening != closing:
            return f"{opening.removesuffix(shared)} to {closing}"
    return f"{opening} to {closing}"


def _duration(text: str) -> str:
    if "/" in text:
        least, most = (_duration(end) for end in text.split("/", 1))
        return f"{least} to {most}"
    days, _, clock = text[1:].partition("T")
    parts = [(int(n), _UNITS[u]) for n, u in re.findall(r"(\d+)([YMWD])", days)]
    parts += [(int(n), _CLOCK_UNITS[u]) for n, u in re.findall(r"(\d+)([HMS])", clock)]
    return " and ".join(f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts) or text


def _set(text: str) -> str:
    if text.startswith("P"):
        return "every " + re.sub(r"^1 (?=\w+$)", "", _duration(text))
    if found := re.fullmatch(r"XXXX-XX-(\d\d)", text):
        return f"the {_ordinal(int(found[1]))} of every month"
    if days := re.findall(r"XXXX-WXX-(\d)", text):
        return "every " + (" to " if "/" in text else " and ").join(
            _FULL_WEEKDAYS[int(day) - 1] for day in days
        )
    if found := re.fullmatch(r"XXXX-(\d\d)-(\d\d)", text):
        return f"every {int(found[2])} {_FULL_MONTHS[int(found[1]) - 1]}"
    if found := re.fullmatch(r"XXXX-(\d\d)", text):
        return f"every {_FULL_MONTHS[int(found[1]) - 1]}"
    return text


def sort_key(value: DateValue) -> tuple[int, int, int, int, int, str]:
    """Order of dates in time: earliest beginning first, the wider of two first; unresolved ones last.

    Args:
        value: what a mention says.
    """
    written = value.value
    if written is None:
        return (3, 0, 0, 0, 0, "")
    if written in _VAGUE:
        return (1 + (written == "FUTURE_REF"), 0, 0, 0, 0, written)
    if written.startswith(("P", "XXXX")):
        return (2, 1, 0, 0, 0, written)
    first = re.split(r"[,/]", written)[0].rstrip("~")
    day, _, clock = first.partition("T")
    year, month, number = 0, 0, 0
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", day):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        year, month, number = monday.year, monday.month, monday.day
    elif found := re.fullmatch(r"(\d{4})-(2[1-4])", day):
        year, month = int(found[1]), {21: 3, 22: 6, 23: 9, 24: 12}[int(found[2])]
    elif found := re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?", day):
        year, month, number = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    elif found := re.fullmatch(r"(\d{3})X", day):
        year = int(found[1]) * 10
    elif found := re.fullmatch(r"(-?)(\d\d)", day):
        year = -int(found[2]) * 100 - 99 if found[1] else int(found[2]) * 100
    minutes = re.match(r"(\d\d):(\d\d)", clock)
    moment = int(minutes[1]) * 60 + int(minutes[2]) + 1 if minutes else 0
    return (0, year, month, number, moment, written)


def date_entity_id(value: DateValue) -> str | None:
    """The id mentions of one date share, `date:2018-06-06`; None for what is not on the calendar.

    Args:
        value: what a mention says.
    """
    written = value.value
    if written is None or value.type in ("DURATION", "SET") or written in _VAGUE or written.startswith("P"):
        return None
    return "date:" + written.partition("T")[0] if "/" not in written else "date:" + written
