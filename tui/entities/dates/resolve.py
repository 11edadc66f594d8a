"""Readings put on the calendar, in text order, with the day, month and year last spoken of in mind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tui.entities.dates import almanac
from tui.entities.dates.distances import Distances
from tui.entities.dates.focus import Focus, said
from tui.entities.dates.reading import Reading
from tui.entities.model import DateValue


class Resolver(Distances):
    """Resolves the readings of one text, given in text order."""

    def resolve(self, reading: Reading) -> DateValue:
        """The value of a reading; its value is None where it waits for a publication date."""
        resolve: Callable[[Reading], DateValue] = getattr(self, "_" + reading.rule)
        before = self.focus
        found = resolve(reading)
        if found.value is None and found.type in ("DATE", "TIME") and self.focus is before:
            # A date that waits: what leans on it waits too, rather than leaning on the one before.
            self.focus = Focus()
        modifier = reading.value("mod") or reading.value("approx")
        if isinstance(modifier, str) and found.modifier is None:
            approximate = found.approximate or (modifier != "END" and reading.has("approx"))
            found = found._replace(modifier=modifier, approximate=approximate)
        return found

    def _range(self, reading: Reading) -> DateValue:
        first, last = reading.members
        before = self.focus.copy()
        end = self.resolve(last)
        if (
            self.focus.year is not None
            and not (first.has("year") or first.has("yrel"))
            and (first.has("month") or first.rule == "portion")
        ):
            year = self._year_of(last) if last.has("year") or last.has("yrel") else None
            if year is not None:
                token = last.token("year") or last.token("yrel")
                part = "year" if last.has("year") else "yrel"
                first = replace(first, parts={**first.parts, part: [[token]] if token else []})
        if first.has("wday") and last.has("wday") and last.has("rel") and not first.has("rel"):
            first = replace(first, parts={**first.parts, "rel": last.parts["rel"]})
        if first.has("hour") and last.has("half") and not first.has("half"):
            first = replace(first, parts={**first.parts, "half": last.parts["half"]})
        after, self.focus = self.focus, before
        begin = self.resolve(first)
        self.focus = after
        if begin.value is None or end.value is None or "_REF" in begin.value + end.value:
            return said(None, "range")
        start, finish = _edge(begin.value, 0), _edge(end.value, -1)
        if start > finish and first.has("hour") and last.rule == "clock":
            morning = almanac.shift_day(date.fromisoformat(finish[:10]), 1)
            finish = morning.isoformat() + finish[10:] if morning else finish
        weekday = last.has("wday") and (first.has("wday") or not last.has("rel"))
        if start > finish and weekday and len(start) >= 10 and not start.startswith("-"):
            day = date.fromisoformat(start[:10])
            moved = almanac.shift_day(day, (int(last.value("wday")) - day.isoweekday()) % 7)
            if moved:
                finish = moved.isoformat()
                self._note_day(moved)
        if start > finish and first.has("month") and not (first.has("year") or first.has("rel")):
            start = _year_before(start, finish)
        if start > finish and not start.startswith("-") and len(start) == len(finish):
            return said(None, "range")
        kind = "TIME" if "TIME" in (begin.type, end.type) and "T" in start + finish else "DATE"
        return DateValue(
            "TIME" if kind == "TIME" else "DATE",
            almanac.write_range(start, finish),
            "range",
            begin.modifier if begin.modifier in ("APPROX",) else None,
            begin.approximate or end.approximate,
        )


def _year_before(start: str, finish: str) -> str:
    """The day or month a range begins with, in the year that puts it before its end."""
    for year in (int(finish[:4]), int(finish[:4]) - 1):
        moved = f"{year:04d}{start[4:]}"
        if year >= 1 and moved <= finish and (len(start) != 10 or _exists(moved)):
            return moved
    return start


def _exists(day: str) -> bool:
    return almanac.make_day(int(day[:4]), int(day[5:7]), int(day[8:10])) is not None


def _edge(value: str, which: int) -> str:
    return value.split("/")[which].split(",")[which]
