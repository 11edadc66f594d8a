"""Months, Gregorian and Hijri, quarters, halves and seasons."""

from __future__ import annotations

from dataclasses import replace

from tui.entities.dates import almanac
from tui.entities.dates.focus import ANAPHORIC, NEAR_AHEAD, STEPS, Focus, said
from tui.entities.dates.reading import Reading
from tui.entities.dates.years import Years
from tui.entities.model import DateValue


class Months(Years):
    """Resolves readings of a month and more."""

    def _relative_month(self, relation: str | None) -> almanac.YearMonth | None:
        relation = relation if isinstance(relation, str) else "same"
        base = self.focus.month if relation in ANAPHORIC else None
        if base is None and self.today:
            base = (self.today.year, self.today.month)
        return almanac.shift_month(base, STEPS.get(relation, 0)) if base else None

    def _month_near(self, month: int, reading: Reading) -> almanac.YearMonth | None:
        """The month meant where no year is named."""
        found = self._month_beside(month, reading)
        return found if found and 1 <= found[0] <= 9999 else None

    def _month_beside(self, month: int, reading: Reading) -> almanac.YearMonth | None:
        relation = reading.value("rel")
        if relation in ("following", "previous") and self.focus.month:
            relation = "next" if relation == "following" else "past"
            base = self.focus.month
        elif self.today is None:
            return None
        else:
            base = (self.today.year, self.today.month)
        year, now = base
        if relation == "current":
            return year, month
        if relation in ("past", "before_last", "previous"):
            last = year if month < now else year - 1
            return last - (relation == "before_last"), month
        if relation in ("next", "after_next"):
            following = year if month > now else year + 1
            return following + (relation == "after_next"), month
        if reading.future:
            return year if month >= now else year + 1, month
        return year if month <= now else year - 1, month

    def _month(self, reading: Reading) -> DateValue:
        month = int(reading.value("month"))
        if reading.kind("month") in ("hijri", "weak_hijri", "ramadan") or (
            reading.has("slash") and (reading.has("hmark") or 1350 <= int(reading.value("year")) <= 1460)
        ):
            return self._hijri_month(reading, month)
        found: almanac.YearMonth | None
        if reading.has("year") or reading.has("yrel"):
            year = self._year_of(reading)
            found = (year, month) if year and 1 <= year <= 9999 else None
        else:
            found = self._month_near(month, reading)
        self._note_month(found)
        return said(almanac.write_month(found), "month")

    def _hijri_month(self, reading: Reading, month: int) -> DateValue:
        year = self._hijri_year(reading, month, None)
        span = almanac.hijri_month_span(year, month) if year else None
        if span is None or year is None:
            return said(None, "month", approximate=True)
        self.focus = Focus(None, None, None, (year, month))
        return said(almanac.write_range(span[0].isoformat(), span[1].isoformat()), "month", approximate=True)

    def _hijri_year(self, reading: Reading, month: int, day: int | None) -> int | None:
        """The Hijri year of a Hijri month or day."""
        if reading.has("year"):
            number = int(reading.value("year"))
            if number > 1600:
                first = almanac.make_day(number, 1, 1)
                if first is None:
                    return None
                begin = almanac.gregorian_to_hijri(first)[0]
                for year in (begin, begin + 1):
                    start = almanac.hijri_to_gregorian(year, month, day or 1)
                    if start and start.year == number:
                        return year
                return None
            return number
        if self.today is None:
            return None
        if reading.has("yrel"):
            return almanac.gregorian_to_hijri(self.today)[0] + STEPS.get(str(reading.value("yrel")), 0)
        this, now, today = almanac.gregorian_to_hijri(self.today)
        here, there = (now, today if day else 0), (month, day or 0)
        relation = reading.value("rel")
        if relation == "current":
            return this
        if relation in ("past", "before_last"):
            return this if there < here else this - 1
        if relation in ("next", "after_next"):
            return this if there > here else this + 1
        if reading.future:
            return this if there >= here else this + 1
        if there <= here or (day is not None and month == now):
            return this
        coming = almanac.hijri_to_gregorian(this, month, day) if day is not None and day > 0 else None
        near = coming is not None and 0 <= (coming - self.today).days <= NEAR_AHEAD
        return this if near else this - 1

    def _month_of(self, reading: Reading) -> almanac.YearMonth | None:
        """The month beside a day number."""
        if reading.has("mrel"):
            relation = reading.value("mrel")
            if reading.kind("mrel") in ("its", "that", "the_month"):
                relation = "same"
            found = self._relative_month(relation)
            if found and reading.has("yrel"):
                year = self._relative_year(reading.value("yrel"))
                found = (year, found[1]) if year else found
            return found
        month = month_number(reading)
        if reading.has("year") or reading.has("yrel"):
            year = self._year_of(reading)
            return (year, month) if year and 1 <= year <= 9999 else None
        return self._month_near(month, reading)

    def _themonth(self, reading: Reading) -> DateValue:
        relation = reading.value("mrel")
        if relation == "that" or reading.kind("mrel") == "that":
            relation = "same"
        found = self._relative_month(relation)
        if found and (reading.has("yrel") or reading.has("year")):
            year = self._year_of(reading)
            found = (year, found[1]) if year else found
        if relation in ANAPHORIC:
            self._note_month(found)
        return said(almanac.write_month(found), "month")

    def _months(self, reading: Reading) -> DateValue:
        numbers = [int(tokens[0].value) for tokens in reading.parts["month"]]
        year = self._year_of(reading)
        found: list[almanac.YearMonth | None] = []
        for number in reversed(numbers):
            if year is not None:
                found.append((year, number) if 1 <= year <= 9999 else None)
            elif found and found[-1]:
                before, last = found[-1]
                found.append((before if number <= last else before - 1, number))
            elif reading.has("yrel"):
                found.append(None)
            else:
                found.append(self._month_near(number, reading))
        found.reverse()
        self._note_month(found[-1])
        written = [almanac.write_month(month) for month in found]
        if None in written:
            return said(None, "list")
        joined = reading.kind("join") in ("to", "dash") or reading.linked
        consecutive = reading.has("heads") and numbers[1] == numbers[0] + 1
        if joined or consecutive:
            return said(almanac.write_range(written[0], written[1]), "range")
        return said(",".join(month or "" for month in written), "list")

    def _hijri_months(self, reading: Reading) -> DateValue:
        """Two Hijri months that follow one another, or the first and last of several."""
        first, last = (int(tokens[0].value) for tokens in reading.parts["month"])
        of_last = replace(reading, parts={**reading.parts, "month": reading.parts["month"][1:]})
        year = self._hijri_year(of_last, last, None)
        end = almanac.hijri_month_span(year, last) if year else None
        begin = almanac.hijri_month_span(year - (first > last), first) if year else None
        if begin is None or end is None:
            return said(None, "range", approximate=True)
        return said(almanac.write_range(begin[0].isoformat(), end[1].isoformat()), "range", approximate=True)

    def _hijri_portion(self, reading: Reading, order: int, size: int) -> DateValue:
        """A quarter or half of a Hijri year seen from the day of publication."""
        if self.today is None:
            return said(None, "range", approximate=True)
        year = almanac.gregorian_to_hijri(self.today)[0] + STEPS[str(reading.value("yrel"))]
        begin = almanac.hijri_month_span(year, (order - 1) * size + 1)
        end = almanac.hijri_month_span(year, order * size)
        value = almanac.write_range(begin[0].isoformat(), end[1].isoformat()) if begin and end else None
        return said(value, "range", approximate=True)

    def _hijri_month_portion(self, reading: Reading, order: int, size: int) -> DateValue:
        """A half or third of a Hijri month."""
        year = self._hijri_year(reading, int(reading.value("month")), None)
        span = almanac.hijri_month_span(year, int(reading.value("month"))) if year else None
        if span is None:
            return said(None, "range", approximate=True)
        length = 15 if size == 6 else 10
        begin = almanac.shift_day(span[0], (order - 1) * length)
        end = span[1] if order * length >= 30 else almanac.shift_day(span[0], order * length - 1)
        value = almanac.write_range(begin.isoformat(), end.isoformat()) if begin and end else None
        return said(value, "range", approximate=True)

    def _portion(self, reading: Reading) -> DateValue:
        size = 12 // {4: 4, 2: 2, 3: 3}[int(reading.value("nth"))]
        granularity = {3: "quarter", 6: "half", 4: "range"}[size]
        count = 12 // size
        if reading.has("rel"):
            if self.today is None:
                return said(None, granularity)
            here = (self.today.year, (self.today.month - 1) // size * size + 1)
            begin = almanac.shift_month(here, size * STEPS[reading.value("rel")])
            return said(self._month_run(begin, size), granularity)
        order = int(reading.value("ord"))
        order = count if order < 0 else order
        if not 1 <= order <= count:
            return said(None, granularity)
        if reading.has("hmark") and reading.has("yrel"):
            return self._hijri_portion(reading, order, size)
        if reading.has("century") or reading.has("crel"):
            return self._century_portion(reading, order, count)
        if reading.has("month") or reading.has("mrel") or (reading.has("told") and self.focus.month):
            if reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
                return self._hijri_month_portion(reading, order, size)
            month = self.focus.month if reading.has("told") else self._month_of(reading)
            if month is None or size == 3:
                return said(None, "range")
            length = 15 if size == 6 else 10
            day = (order - 1) * length + 1
            last = order * length if order < count else almanac.month_end(month)
            return said(
                f"{almanac.write_month(month)}-{day:02d}/{almanac.write_month(month)}-{last:02d}", "range"
            )
        year = self.focus.year if reading.has("told") else self._year_of(reading)
        if year is None and not reading.has("yrel") and not reading.has("told"):
            year = self.today.year if self.today else None
            if year is not None and self.focus.year is not None and not reading.has("year"):
                year = self.focus.year if abs(self.focus.year - year) <= 1 else year
        begin = (year, (order - 1) * size + 1) if year and 1 <= year <= 9999 else None
        if reading.has("year") or reading.has("yrel"):
            self._note_year(year)
        return said(self._month_run(begin, size), granularity)

    def _portions(self, reading: Reading) -> DateValue:
        """Two portions of a year that follow one another: الربعان الأول والثاني."""
        ends = []
        for order in reading.parts["ord"]:
            one = self._portion(replace(reading, parts={**reading.parts, "ord": [order]})).value
            if one is None:
                return said(None, "range")
            ends.append(one.split("/"))
        return said(almanac.write_range(ends[0][0], ends[-1][1]), "range")

    def _month_run(self, begin: almanac.YearMonth | None, months: int) -> str | None:
        last = almanac.shift_month(begin, months - 1) if begin else None
        return almanac.write_range(almanac.write_month(begin), almanac.write_month(last))

    def _century_portion(self, reading: Reading, order: int, count: int) -> DateValue:
        century = self._century_number(reading)
        if century is None or century < 1 or century > 99:
            return said(None, "range")
        size = 100 // count
        first = (century - 1) * 100 + (order - 1) * size
        if reading.has("hmark"):
            begin = almanac.hijri_to_gregorian(first + 1, 1, 1)
            end = almanac.hijri_to_gregorian(first + size + 1, 1, 1)
            if begin is None or end is None:
                return said(None, "range")
            return said(
                almanac.write_range(almanac.write_year(begin.year), almanac.write_year(end.year)), "range"
            )
        return said(
            almanac.write_range(almanac.write_year(first), almanac.write_year(first + size - 1)), "range"
        )

    def _firstmonths(self, reading: Reading) -> DateValue:
        amount = int(reading.value("amount") or 2)
        year = self._year_of(reading)
        if year is None and not reading.has("yrel") and self.today:
            year = self.today.year
        if year is None or not 1 <= year <= 9999 or not 1 <= amount <= 12:
            return said(None, "range")
        return said(self._month_run((year, 1), amount), "range")

    def _season(self, reading: Reading) -> DateValue:
        code = int(reading.value("season"))
        year = self._year_of(reading)
        if year is None and not reading.has("yrel"):
            if self.today is None:
                return said(None, "season")
            month, day = self.today.month, self.today.day
            begins = {21: 3, 22: 6, 23: 9, 24: 12}[code]
            relation = reading.value("rel") or reading.value("srel")
            begun = (month, day) >= (begins, 21)
            year = self.today.year if begun else self.today.year - 1
            running = (code == 24 and (month, day) < (3, 21)) or (begun and (month, day) < (begins + 3, 21))
            if relation == "past" and running:
                year -= 1
            elif relation == "next" or (relation is None and reading.future and not running):
                year = self.today.year + (1 if begun else 0)
            elif relation == "current" and not running:
                year = self.today.year
            elif relation is None and not running and reading.rule == "season" and reading.has("shead"):
                year = self.today.year if month <= begins else year
        return said(f"{year:04d}-{code}" if year and 1 <= year <= 9999 else None, "season")


def month_number(reading: Reading) -> int:
    """The month named; الفاتح as a month is the Libyan September."""
    return 9 if reading.kind("month") == "first_of" else int(reading.value("month") or 0)
