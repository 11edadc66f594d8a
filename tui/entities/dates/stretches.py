"""Stretches of a month, the week and the year that are counted or kept: the first ten days, the last Friday, feasts."""

from __future__ import annotations

from datetime import date, timedelta

from tui.entities.dates import almanac
from tui.entities.dates.days import NEAR_BEHIND, Days, distance_to
from tui.entities.dates.focus import said
from tui.entities.dates.reading import Reading
from tui.entities.dates.years import LATE
from tui.entities.model import DateValue


class Stretches(Days):
    """Resolves readings of days by their place in a month or week, and of feasts."""

    def _weekofmonth(self, reading: Reading) -> DateValue:
        if reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            return self._weekofhijri(reading)
        month = self._month_of(reading)
        if month is None:
            return said(None, "week")
        order = -1 if reading.kind("nth") in ("last", "last_adj") else int(reading.value("nth"))
        end = almanac.month_end(month)
        day = almanac.make_day(*month, end if order < 0 else min(7 * order - 6, end))
        return said(almanac.write_week(day), "week")

    def _weekofhijri(self, reading: Reading) -> DateValue:
        number = int(reading.value("month"))
        year = self._hijri_year(reading, number, None)
        span = almanac.hijri_month_span(year, number) if year else None
        if span is None:
            return said(None, "week", approximate=True)
        order = -1 if reading.kind("nth") in ("last", "last_adj") else int(reading.value("nth"))
        day = span[1] if order < 0 else min(almanac.shift_day(span[0], 7 * order - 6) or span[1], span[1])
        return said(almanac.write_week(day), "week", approximate=True)

    def _weekend(self, reading: Reading) -> DateValue:
        day = self._relative_week(reading.value("wrel"))
        if day is None:
            return said(None, "range")
        saturday = almanac.shift_day(day, 6 - day.isoweekday())
        sunday = almanac.shift_day(day, 7 - day.isoweekday())
        if saturday is None or sunday is None:
            return said(None, "range")
        return said(almanac.write_range(saturday.isoformat(), sunday.isoformat()), "range")

    def _tendays(self, reading: Reading) -> DateValue:
        """The first, middle or last ten days of a month."""
        first = self._day_in_month(10 * int(reading.value("nth")) - 9, reading)
        if first is None:
            return said(None, "range")
        hijri = reading.kind("month") in ("hijri", "weak_hijri", "ramadan")
        last = almanac.shift_day(first, 9)
        if int(reading.value("nth")) == 3:
            if hijri:
                year, month, _ = almanac.gregorian_to_hijri(first)
                span = almanac.hijri_month_span(year, month)
                last = span[1] if span else None
            else:
                last = first.replace(day=almanac.month_end((first.year, first.month)))
        value = almanac.write_range(first.isoformat(), last.isoformat()) if last else None
        return said(value, "range", approximate=hijri)

    def _firstdays(self, reading: Reading) -> DateValue:
        """So many days a month begins or ends with."""
        amount = int(reading.value("amount"))
        hijri = reading.kind("month") in ("hijri", "weak_hijri", "ramadan")
        first, last = self._day_in_month(1, reading), self._day_in_month(-1, reading) if hijri else None
        if first is None:
            return said(None, "range")
        if not hijri:
            last = first.replace(day=almanac.month_end((first.year, first.month)))
        if reading.kind("ord") == "recent":
            first = almanac.shift_day(last, 1 - amount) if last else None
        else:
            last = almanac.shift_day(first, amount - 1)
        if first is None or last is None:
            return said(None, "range")
        return said(almanac.write_range(first.isoformat(), last.isoformat()), "range", approximate=hijri)

    def _current(self, reading: Reading) -> DateValue:
        """وقت سابق من الأسبوع: this week."""
        unit = reading.value("unit")
        if self.today is None:
            return said(None, str(unit))
        if unit == "week":
            return said(almanac.write_week(self.today), "week")
        if unit == "month":
            return said(almanac.write_month((self.today.year, self.today.month)), "month")
        return said(almanac.write_year(self.today.year), "year")

    def _nthday(self, reading: Reading) -> DateValue:
        """The first Monday, the last Friday of a month, Gregorian or Hijri."""
        if reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            month = int(reading.value("month"))
            year = self._hijri_year(reading, month, None)
            span = almanac.hijri_month_span(year, month) if year else None
        else:
            found = self._month_of(reading)
            span = (date(*found, 1), date(*found, almanac.month_end(found))) if found else None
        if span is None:
            return said(None, "day")
        order = -1 if reading.kind("nth") in ("last", "last_adj", "recent") else int(reading.value("nth"))
        days = [span[0] + timedelta(step) for step in range((span[1] - span[0]).days + 1)]
        if reading.kind("wday") != "day":
            days = [day for day in days if day.isoweekday() == int(reading.value("wday"))]
        index = order if order < 0 else order - 1
        chosen = days[index] if index < len(days) else None
        self._note_day(chosen)
        return said(chosen.isoformat() if chosen else None, "day")

    def _yearday(self, reading: Reading) -> DateValue:
        """A day counted from the beginning or the end of a year: آخر يوم من السنة, اليوم الأول من العام الجديد."""
        year = self._year_of(reading) if reading.value("yrel") != "new" else None
        if year is None and not reading.has("year") and self.today:
            ahead = reading.value("yrel") == "new" and self.today.month >= LATE
            year = self.today.year + int(ahead)
        if year is None:
            return said(None, "day")
        order = -1 if reading.kind("nth") in ("last", "last_adj") else int(reading.value("nth"))
        first, last = almanac.make_day(year, 1, 1), almanac.make_day(year, 12, 31)
        chosen = last if order < 0 else almanac.shift_day(first, order - 1) if first else None
        self._note_day(chosen)
        return said(chosen.isoformat() if chosen else None, "day")

    def _either_feast(self, reading: Reading) -> DateValue:
        """العيد alone: of the two feasts the nearer."""
        if self.today is None:
            return said(None, "day", approximate=True)
        here = almanac.gregorian_to_hijri(self.today)[0]
        days = [
            found
            for year in (here - 1, here, here + 1)
            for month, day in ((10, 1), (12, 10))
            if (found := almanac.hijri_to_gregorian(max(year, 1), month, day))
        ]
        chosen = min(days, key=distance_to(self.today), default=None)
        if chosen and reading.has("nth"):
            chosen = almanac.shift_day(chosen, int(reading.value("nth")) - 1)
        self._note_day(chosen, hijri=True)
        return said(chosen.isoformat() if chosen else None, "day", approximate=True)

    @staticmethod
    def _is_eve(reading: Reading) -> bool:
        """Whether the day before a feast is meant: عشية عيد الميلاد."""
        part = reading.token("eve")
        return part is not None and part.word == "عشيه"

    def _feast(self, reading: Reading) -> DateValue:
        if reading.kind("feast") == "feast_any":
            return self._either_feast(reading)
        if reading.echoes and self.focus.day and not reading.has("rel"):
            # 30 ديسمبر 2006 المصادف أول أيام عيد الأضحى: the same day told twice.
            return said(self.focus.day.isoformat(), "day")
        month, day = reading.value("feast")
        if not month:
            year = self._year_of(reading)
            return said(almanac.write_year(year), "year") if year else said(None, "day")
        if reading.kind("feast") == "feast":
            year = self._year_of(reading)
            if year is not None:
                found = almanac.make_day(year, month, day) if 1 <= year <= 9999 else None
            else:
                found = self._day_near(day, month, reading) if self.today else None
            if found and self._is_eve(reading):
                found = almanac.shift_day(found, -1)
            self._note_day(found)
            return said(found.isoformat() if found else None, "day")
        hijri = self._hijri_year(reading, month, day)
        found = almanac.hijri_to_gregorian(hijri, month, day) if hijri else None
        if found and self.today and not (reading.has("rel") or reading.has("year") or reading.has("yrel")):
            # The nearest feast: the one ahead where it is close.
            ahead = almanac.hijri_to_gregorian((hijri or 0) + 1, month, day)
            if ahead and 0 <= (ahead - self.today).days <= 45:
                found = ahead
            behind = almanac.hijri_to_gregorian((hijri or 0) - 1, month, day)
            if behind and (found - self.today).days > 300 and (self.today - behind).days <= NEAR_BEHIND:
                found = behind  # يستقبل المهنئين بالعيد: the one just gone
        if found and self._is_eve(reading):
            found = almanac.shift_day(found, -1)
        if found and reading.has("nth"):  # ثاني أيام العيد
            found = almanac.shift_day(found, int(reading.value("nth")) - 1)
        self._note_day(found)
        return said(found.isoformat() if found else None, "day", approximate=True)
