"""Clock times: the hour a reading names, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui.entities.dates import almanac
from tui.entities.dates.reading import Reading

_DIGITS = "0123456789"
_PORTION_MINUTES = {2: 30, 3: 20, 4: 15}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day; hour 24 is the midnight that ends the day."""

    hour: int
    minute: int
    second: int | None = None
    zone: str = ""


def _minutes(reading: Reading, name: str) -> int:
    value = reading.value(name)
    if value is None:
        return 0
    if reading.kind(name) == "portion":
        return _PORTION_MINUTES.get(int(value), 0)
    return int(value)


def clock_of(reading: Reading) -> Moment | None:
    """The time of day a reading names, or None where it names none or an impossible one."""
    token = reading.token("hour")
    if token is None:
        return None
    second: int | None = None
    if token.kind in ("clock", "dec"):
        fields = "".join(c if c in _DIGITS else " " for c in str(token.value)).split()
        hour, minute = int(fields[0]), int(fields[1])
        if token.kind == "dec" and (len(fields) != 2 or len(fields[1]) != 2):
            return None
        second = int(fields[2]) if len(fields) > 2 else None
    elif token.kind in ("num", "year"):  # الساعة 0647
        if len(token.word) != 4:
            return None
        hour, minute = int(token.word[:2]), int(token.word[2:])
    else:
        hour, minute = int(token.value), _minutes(reading, "minutes")
    minute -= _minutes(reading, "minus")
    if minute < 0:
        hour, minute = (hour - 1) % 24, minute + 60
    half = reading.value("half") if reading.kind("half") != "ce" else "EVENING"
    half = half or reading.value("part")
    if 1 <= hour <= 12:
        if (
            (half in ("EVENING", "AFTERNOON") and hour < 12)
            or (half == "NOON" and hour < 6)
            or (half == "NIGHT" and hour != 12 and hour >= 6)
        ):
            hour += 12
        elif half == "NIGHT" and hour == 12:
            hour = 24
        elif half == "MORNING" and hour == 12:
            hour = 0
    if not (0 <= hour <= 24 and 0 <= minute < 60 and (second or 0) < 60) or (hour == 24 and minute > 59):
        return None
    return Moment(hour, minute, second, str(reading.value("zone") or ""))


def write_clock(day: date | None, moment: Moment) -> str | None:
    """A time on a day, `2021-05-21T02:00`."""
    if moment.hour == 24 and day is not None:
        day = almanac.shift_day(day, 1)
    if day is None:
        return None
    seconds = f":{moment.second:02d}" if moment.second is not None else ""
    return f"{day.isoformat()}T{moment.hour % 24:02d}:{moment.minute:02d}{seconds}{moment.zone}"
