"""Distances in time, lengths, repetitions, and times left vague."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tui.entities.dates import almanac
from tui.entities.dates.focus import Focus, said
from tui.entities.dates.lengths import Length, length_of, write_length
from tui.entities.dates.reading import Reading
from tui.entities.dates.stretches import Stretches
from tui.entities.model import DateType, DateValue


def _untold(length: Length) -> bool:
    """Whether nothing happens so long, or so soon, after the day of publication that no word says is to come."""
    unit, amount = length.unit, length.amount
    return unit in ("minute", "second", "century") or (unit == "year" and amount >= 10)


class Distances(Stretches):
    """Resolves readings that count units of time."""

    def _offset(self, reading: Reading) -> DateValue:
        length = length_of(reading)
        direction = 1 if reading.kind("dir") == "after" or reading.value("after_it") == 1 else -1
        anchored = reading.has("anchor") or reading.has("after_it")
        approximate = reading.has("approx") or reading.has("tail") or reading.kind("dir") == "since"
        if length is None:
            return said("PAST_REF" if direction < 0 else "FUTURE_REF", "vague")
        unit, amount = length.unit, length.amount * direction
        unit = "day" if unit == "night" else unit
        granularity = {
            "week": "week",
            "month": "month",
            "year": "year",
            "decade": "year",
            "century": "year",
            "season": "year",
        }.get(unit, "day")
        base = self.today
        told = (
            direction > 0
            and not reading.future
            and (reading.narrates or (reading.linked and self.focus.year is not None))
        )
        if direction > 0 and not (anchored or told or reading.future) and _untold(length):
            # بعد 22 عاما، بعد 20 دقيقة: counted from something told, not from today.
            kind: DateType = "TIME" if length.unit in ("minute", "second") else "DATE"
            return DateValue(kind, None, granularity, approximate=approximate)
        if anchored or told:
            base = self.focus.day
            if base is None and self.focus.month:
                base = almanac.make_day(*self.focus.month, 1)
            if base is None and self.focus.year and granularity == "year":
                base = almanac.make_day(self.focus.year, 1, 1)
        if unit in ("hour", "minute", "second"):
            if self.moment is None or anchored:
                # Without the moment of publication hours only tell the day.
                days = int(amount / 24) if unit == "hour" and abs(amount) < 10**7 else 0
                near = almanac.shift_day(base, days) if base else None
                return DateValue("TIME", near.isoformat() if near else None, "day", None, True)
            seconds = amount * {"hour": 3600, "minute": 60, "second": 1}[unit]
            try:
                then = self.moment + timedelta(seconds=seconds)
            except OverflowError:
                return DateValue("TIME", None, "time")
            return DateValue("TIME", then.isoformat(timespec="minutes")[:16], "time")
        if base is None:
            return said(None, granularity, approximate=approximate)
        value: str | None
        if unit == "day":
            day_found = almanac.shift_day(base, round(amount)) if abs(amount) < 4_000_000 else None
            value = day_found.isoformat() if day_found else None
            if anchored:
                self._note_day(day_found)
        elif unit == "week":
            found = almanac.shift_day(base, round(amount * 7)) if abs(amount) < 500_000 else None
            value = almanac.write_week(found)
        else:
            months = round(
                amount * {"month": 1, "year": 12, "decade": 120, "century": 1200, "season": 12}[unit]
            )
            if length.more and length.smaller == "month" and length.more < 100:
                months += direction * round(length.more)
            then_month = almanac.shift_month((base.year, base.month), months)
            if unit == "month":
                value = almanac.write_month(then_month)
            elif amount == int(amount) and not length.more:
                year = base.year + months // 12
                value = almanac.write_year(year) if 1 <= year <= 9999 else None
            else:
                value = almanac.write_year(then_month[0]) if then_month else None
            if anchored and then_month:
                self.focus = Focus(None, then_month if unit == "month" else None, then_month[0])
        return said(value, granularity, approximate=approximate)

    def _vague_offset(self, reading: Reading) -> DateValue:
        told = reading.narrates and not reading.future  # وبعد أيام سقطت المدينة
        return said("FUTURE_REF" if reading.kind("dir") == "after" and not told else "PAST_REF", "vague")

    def _vague_window(self, reading: Reading) -> DateValue:
        relation = reading.value("rel")
        if relation in ("next", "following"):
            return said("FUTURE_REF", "vague")
        return said("PRESENT_REF" if relation == "current" else "PAST_REF", "vague")

    def _window(self, reading: Reading) -> DateValue:
        length = length_of(reading)
        if length and length.unit == "decade":
            length = Length(10 * length.amount, "year")
        if length and length.unit in ("month", "year") and length.amount < 2000:
            return said(self._stretch(length, reading.value("rel") == "next"), "range")
        if reading.value("dual") == "day":
            ahead = 1 if reading.value("rel") == "next" else -1
            near, far = (
                almanac.shift_day(self.today, ahead * step) if self.today else None for step in (1, 2)
            )
            ends = sorted(day.isoformat() for day in (near, far) if day)
            return said(almanac.write_range(*ends) if len(ends) == 2 else None, "range")
        return said(write_length(length) if length else None, "duration")

    def _stretch(self, length: Length, ahead: bool) -> str | None:
        """The months or years before or after the day of publication, as an interval."""
        if self.today is None:
            return None
        amount = int(length.amount)
        if length.unit == "year":
            other = self.today.year + (amount if ahead else -amount)
            ends = sorted((self.today.year, other))
            return (
                almanac.write_range(almanac.write_year(ends[0]), almanac.write_year(ends[1]))
                if ends[0] > 0
                else None
            )
        here = (self.today.year, self.today.month)
        then = almanac.shift_month(here, amount if ahead else -amount)
        first, last = (here, then) if ahead else (then, here)
        return almanac.write_range(almanac.write_month(first), almanac.write_month(last))

    def _duration(self, reading: Reading) -> DateValue:
        length = length_of(reading)
        if length and reading.has("least"):  # من أربعة إلى ستة أسابيع
            least = write_length(replace(length, amount=float(reading.value("least"))))
            return DateValue("DURATION", almanac.write_range(least, write_length(length)), "duration")
        return DateValue("DURATION", write_length(length) if length else None, "duration")

    _lasting = _duration

    def _every(self, reading: Reading) -> DateValue:
        if reading.kind("unit") in ("part", "tonight"):
            return DateValue("SET", "P1D", "set")
        if reading.kind("unit") in ("season", "ramadan", "feast", "feast_h"):
            return DateValue("SET", "P1Y", "set")
        length = length_of(reading)
        return DateValue("SET", write_length(length) if length else None, "set")

    def _times(self, reading: Reading) -> DateValue:
        code = {"week": "P1W", "month": "P1M", "year": "P1Y"}.get(str(reading.value("unit")), "P1D")
        return DateValue("SET", code, "set")

    def _monthly(self, reading: Reading) -> DateValue:
        day = int(reading.value("day"))
        return DateValue("SET", f"XXXX-XX-{day:02d}" if day > 0 else "P1M", "set")  # سلخ كل شهر

    def _weekday_set(self, reading: Reading) -> DateValue:
        join = "/" if reading.has("join") else ","
        return DateValue("SET", join.join(f"XXXX-WXX-{int(day)}" for day in reading.values("wday")), "set")

    def _yearly(self, reading: Reading) -> DateValue:
        month = int(reading.value("month"))
        if not reading.has("day"):
            return DateValue("SET", f"XXXX-{month:02d}", "set")
        day = int(reading.value("day"))
        known = almanac.make_day(2000, month, day)
        return DateValue("SET", f"XXXX-{month:02d}-{day:02d}" if known else None, "set")

    def _set_adverb(self, reading: Reading) -> DateValue:
        return DateValue("SET", str(reading.value("set")), "set")

    def _vague(self, reading: Reading) -> DateValue:
        return said(str(reading.value("vague")), "vague")
