"""Readings put on the calendar, in text order, with the day, month and year last spoken of in mind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tui.entities.dates import almanac
from tui.entities.dates.clock import clock_of, write_clock
from tui.entities.dates.lengths import Length, length_of, write_length
from tui.entities.dates.reading import Reading
from tui.entities.model import DateValue

_STEPS = {
    "past": -1,
    "previous": -1,
    "before_last": -2,
    "next": 1,
    "following": 1,
    "after_next": 2,
    "current": 0,
    "same": 0,
}
_ANAPHORIC = ("same", "following", "previous")
# A day or month named without a year looks back, unless it is this near ahead, in days.
_NEAR_AHEAD = 21
# So near behind, a word that looks ahead is about something else.
_NEAR_BEHIND = 30


@dataclass(slots=True)
class Focus:
    """What was last spoken of."""

    day: date | None = None
    month: almanac.YearMonth | None = None
    year: int | None = None


def _date(value: str | None, granularity: str, **more: object) -> DateValue:
    return replace(DateValue("DATE", value, granularity), **more)  # type: ignore[arg-type]


class Resolver:
    """Resolves the readings of one text, given in text order.

    Args:
        published: the day (or moment) the text was published, or None where it is not known.
    """

    def __init__(self, published: date | datetime | None) -> None:
        self.moment = published if isinstance(published, datetime) else None
        self.today = published.date() if isinstance(published, datetime) else published
        self.focus = Focus()

    def resolve(self, reading: Reading) -> DateValue:
        """The value of a reading; its value is None where it waits for a publication date."""
        resolve: Callable[[Reading], DateValue] = getattr(self, "_" + reading.rule)
        found = resolve(reading)
        modifier = reading.value("mod") or reading.value("approx")
        if isinstance(modifier, str) and found.modifier is None:
            approximate = found.approximate or modifier != "END" and reading.has("approx")
            found = replace(found, modifier=modifier, approximate=approximate)
        return found

    # ------------------------------------------------------------------ years

    def _relative_year(self, relation: str | None) -> int | None:
        relation = relation if isinstance(relation, str) else "current"
        step = _STEPS.get(relation, 0)
        if relation in _ANAPHORIC and self.focus.year is not None:
            return self.focus.year + step
        return self.today.year + step if self.today else None

    def _year_of(self, reading: Reading) -> int | None:
        """The year a reading names, in figures or by relation; None where it names none or it is unknown."""
        if reading.has("year"):
            return full_year(int(reading.value("year")), reading)
        if reading.has("yrel"):
            return self._relative_year(reading.value("yrel"))
        return None

    def _note_year(self, year: int | None) -> None:
        if year is not None:
            self.focus = Focus(None, None, year)

    def _note_month(self, month: almanac.YearMonth | None) -> None:
        if month is not None:
            self.focus = Focus(None, month, month[0])

    def _note_day(self, day: date | None) -> None:
        if day is not None:
            self.focus = Focus(day, (day.year, day.month), day.year)

    def _year(self, reading: Reading) -> DateValue:
        number = int(reading.value("year"))
        if reading.has("hmark") or is_hijri_year(number, reading):
            return _date(almanac.write_hijri_year(number), "year", approximate=True)
        year = full_year(number, reading)
        self._note_year(year)
        side = {"before": "BEFORE", "after": "AFTER"}.get(reading.second) if reading.lead == "what" else None
        return DateValue("DATE", almanac.write_year(year), "year", side)

    def _theyear(self, reading: Reading) -> DateValue:
        if reading.has("abs"):
            number = int(reading.parts["abs"][0][0].value)
            if reading.has("hmark") or number < 1500:
                return _date(almanac.write_hijri_year(number), "year", approximate=True)
            self._note_year(number)
            return _date(almanac.write_year(number), "year")
        relation = reading.value("yrel") if reading.has("yrel") else "current"
        year = self._relative_year(relation)
        if relation in _ANAPHORIC:
            self._note_year(year)
        return _date(almanac.write_year(year) if year else None, "year")

    def _years(self, reading: Reading) -> DateValue:
        numbers = [int(value) for value in reading.values("item")]
        join = reading.kind("join")
        if not reading.has("ce") and not reading.has("hmark") and max(numbers) < 100:
            numbers = [full_year(number, reading) for number in numbers]
        if reading.has("hmark"):
            spans = [almanac.write_hijri_year(number) for number in numbers]
            ends = [
                span.split("/")[which] if span else None for span, which in zip(spans, (0, 1), strict=False)
            ]
            return _date(almanac.write_range(ends[0], ends[-1]), "range", approximate=True)
        if reading.kind("ce") == "bce":
            numbers = sorted(1 - number for number in numbers)
        elif len(numbers) == 2 and numbers[1] < 100 <= numbers[0]:
            numbers[1] += numbers[0] // 100 * 100
        written = [almanac.write_year(number) for number in numbers]
        self._note_year(numbers[-1])
        if len(numbers) == 2 and (join != "and" and join != "comma" or reading.linked):
            return _date(almanac.write_range(written[0], written[1]), "range")
        return _date(",".join(year or "" for year in written), "list")

    def _season_years(self, reading: Reading) -> DateValue:
        fiscal = reading.value("head") == "fiscal"
        items = [int(value) for value in reading.values("item")]
        if len(items) == 2:
            first, last = items
            if first < 100 and last < 100:
                first += 2000
            if last < 100:
                last += first // 100 * 100
            return _date(almanac.write_range(almanac.write_year(first), almanac.write_year(last)), "range")
        if len(items) == 1:
            return _date(almanac.write_year(items[0]), "year")
        relation = reading.value("yrel")
        if self.today is None or relation is None:
            return _date(None, "range")
        if fiscal:
            return _date(almanac.write_year(self.today.year + _STEPS[relation]), "year")
        # Seasons and school years run from September to May; between two of them both last and next are near.
        month, year = self.today.month, self.today.year
        begins = (year if month >= 9 else year - 1) + _STEPS[relation]
        if 6 <= month <= 8 and relation in ("past", "before_last", "previous"):
            begins += 1
        return _date(almanac.write_range(almanac.write_year(begins), almanac.write_year(begins + 1)), "range")

    # ------------------------------------------------------------------ months

    def _relative_month(self, relation: str | None) -> almanac.YearMonth | None:
        relation = relation if isinstance(relation, str) else "same"
        base = self.focus.month if relation in _ANAPHORIC else None
        if base is None and self.today:
            base = (self.today.year, self.today.month)
        return almanac.shift_month(base, _STEPS.get(relation, 0)) if base else None

    def _month_near(self, month: int, reading: Reading) -> almanac.YearMonth | None:
        """The month meant where no year is named."""
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
        if reading.value("mod") == "MID" and reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            day = self._day_in_month(
                15, reading
            )  # the middle of a Hijri month is its fifteenth, a feast in some
            self._note_day(day)
            return _date(day.isoformat() if day else None, "day", modifier="MID", approximate=True)
        if reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            return self._hijri_month(reading, month)
        found: almanac.YearMonth | None
        if reading.has("year") or reading.has("yrel"):
            year = self._year_of(reading)
            found = (year, month) if year and 1 <= year <= 9999 else None
        else:
            found = self._month_near(month, reading)
        self._note_month(found)
        return _date(almanac.write_month(found), "month")

    def _hijri_month(self, reading: Reading, month: int) -> DateValue:
        year = self._hijri_year(reading, month, None)
        span = almanac.hijri_month_span(year, month) if year else None
        if span is None:
            return _date(None, "month", approximate=True)
        return _date(almanac.write_range(span[0].isoformat(), span[1].isoformat()), "month", approximate=True)

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
            return almanac.gregorian_to_hijri(self.today)[0] + _STEPS.get(str(reading.value("yrel")), 0)
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
        if day is None and there <= here or day is not None and there <= here:
            return this
        if day is not None and month == now:
            return this
        return this - 1

    def _themonth(self, reading: Reading) -> DateValue:
        relation = reading.value("mrel")
        if relation == "that" or reading.kind("mrel") == "that":
            relation = "same"
        found = self._relative_month(relation)
        if found and reading.has("yrel"):
            year = self._relative_year(reading.value("yrel"))
            found = (year, found[1]) if year else found
        if relation in _ANAPHORIC:
            self._note_month(found)
        return _date(almanac.write_month(found), "month")

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
            return _date(None, "list")
        joined = reading.kind("join") in ("to", "dash") or reading.linked
        consecutive = reading.has("heads") and numbers[1] == numbers[0] + 1
        if joined or consecutive:
            return _date(almanac.write_range(written[0], written[1]), "range")
        return _date(",".join(month or "" for month in written), "list")

    def _portion(self, reading: Reading) -> DateValue:
        size = 12 // {4: 4, 2: 2, 3: 3}[int(reading.value("nth"))]
        granularity = {3: "quarter", 6: "half", 4: "range"}[size]
        count = 12 // size
        if reading.has("rel"):
            if self.today is None:
                return _date(None, granularity)
            here = (self.today.year, (self.today.month - 1) // size * size + 1)
            begin = almanac.shift_month(here, size * _STEPS[reading.value("rel")])
            return _date(self._month_run(begin, size), granularity)
        order = int(reading.value("ord"))
        order = count if order < 0 else order
        if not 1 <= order <= count:
            return _date(None, granularity)
        if reading.has("century") or reading.has("crel"):
            return self._century_portion(reading, order, count)
        if reading.has("month") or reading.has("mrel"):
            month = self._month_of(reading)
            if month is None or size != 6:
                return _date(None, "range")
            day = 1 if order == 1 else 16
            last = 15 if order == 1 else almanac.month_end(month)
            return _date(
                f"{almanac.write_month(month)}-{day:02d}/{almanac.write_month(month)}-{last:02d}", "range"
            )
        year = self._year_of(reading)
        if year is None and not reading.has("yrel"):
            year = self.today.year if self.today else None
            if year is not None and self.focus.year is not None and not reading.has("year"):
                year = self.focus.year if abs(self.focus.year - year) <= 1 else year
        begin = (year, (order - 1) * size + 1) if year and 1 <= year <= 9999 else None
        return _date(self._month_run(begin, size), granularity)

    def _month_run(self, begin: almanac.YearMonth | None, months: int) -> str | None:
        last = almanac.shift_month(begin, months - 1) if begin else None
        return almanac.write_range(almanac.write_month(begin), almanac.write_month(last))

    def _century_portion(self, reading: Reading, order: int, count: int) -> DateValue:
        century = self._century_number(reading)
        if century is None or century < 1 or century > 99:
            return _date(None, "range")
        size = 100 // count
        first = (century - 1) * 100 + (order - 1) * size
        if reading.has("hmark"):
            begin = almanac.hijri_to_gregorian(first + 1, 1, 1)
            end = almanac.hijri_to_gregorian(first + size + 1, 1, 1)
            if begin is None or end is None:
                return _date(None, "range")
            return _date(
                almanac.write_range(almanac.write_year(begin.year), almanac.write_year(end.year)), "range"
            )
        return _date(
            almanac.write_range(almanac.write_year(first), almanac.write_year(first + size - 1)), "range"
        )

    def _firstmonths(self, reading: Reading) -> DateValue:
        amount = int(reading.value("amount") or 2)
        year = self._year_of(reading)
        if year is None and not reading.has("yrel") and self.today:
            year = self.today.year
        if year is None or not 1 <= year <= 9999 or not 1 <= amount <= 12:
            return _date(None, "range")
        return _date(self._month_run((year, 1), amount), "range")

    # ------------------------------------------------------------------ weeks and days

    def _relative_week(self, relation: str | None) -> date | None:
        relation = relation if isinstance(relation, str) else "current"
        base = self.focus.day if relation in _ANAPHORIC and self.focus.day else self.today
        return almanac.shift_day(base, 7 * _STEPS.get(relation, 0)) if base else None

    def _week(self, reading: Reading) -> DateValue:
        return _date(almanac.write_week(self._relative_week(reading.value("wrel"))), "week")

    def _weekend(self, reading: Reading) -> DateValue:
        day = self._relative_week(reading.value("wrel"))
        if day is None:
            return _date(None, "range")
        saturday = almanac.shift_day(day, 6 - day.isoweekday())
        sunday = almanac.shift_day(day, 7 - day.isoweekday())
        if saturday is None or sunday is None:
            return _date(None, "range")
        return _date(almanac.write_range(saturday.isoformat(), sunday.isoformat()), "range")

    def _weekday_near(self, weekday: int, reading: Reading) -> date | None:
        if reading.has("wrel"):
            within = self._relative_week(reading.value("wrel"))
            return almanac.shift_day(within, weekday - within.isoweekday()) if within else None
        relation = reading.value("rel")
        if relation in ("following", "previous") and self.focus.day:
            step = 1 if relation == "following" else -1
            ahead = (weekday - self.focus.day.isoweekday()) * step % 7 or 7
            return almanac.shift_day(self.focus.day, step * ahead)
        if self.today is None:
            return None
        back = (self.today.isoweekday() - weekday) % 7
        ahead = -back % 7
        if relation in ("past", "before_last", "previous"):
            return almanac.shift_day(self.today, -(back or 7) - 7 * (relation == "before_last"))
        if relation in ("next", "after_next", "following"):
            return almanac.shift_day(self.today, (ahead or 7) + 7 * (relation == "after_next"))
        if relation == "current":
            return almanac.shift_day(self.today, weekday - self.today.isoweekday())
        return almanac.shift_day(self.today, ahead if reading.future else -back)

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

    def _day_in_month(self, day: int, reading: Reading) -> date | None:
        """The day a day number and a month (and perhaps a year) name."""
        month = month_number(reading)
        if reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            if day == -1:
                year = self._hijri_year(reading, month, 29)
                span = almanac.hijri_month_span(year, month) if year else None
                return span[1] if span else None
            year = self._hijri_year(reading, month, day)
            return almanac.hijri_to_gregorian(year, month, day) if year else None
        if reading.has("mrel") or reading.has("year") or reading.has("yrel"):
            found = self._month_of(reading)
            if found and day == -1:
                day = almanac.month_end(found)
            return almanac.make_day(found[0], found[1], day) if found else None
        if self.today is None:
            return None
        return self._day_near(day, month, reading)

    def _day_near(self, day: int, month: int, reading: Reading) -> date | None:
        """The day meant where no year is named."""
        assert self.today is not None
        years = range(self.today.year - 8, self.today.year + 9)
        days = [found for year in years if (found := almanac.make_day(year, month, day))]
        relation = reading.value("rel")
        if reading.has("wday") and relation is None:
            weekday = int(reading.value("wday"))
            fitting = [found for found in days if found.isoweekday() == weekday]
            near = min(fitting, key=lambda found: abs((found - self.today).days), default=None)
            if near is not None and abs((near - self.today).days) <= 400:
                return near
        if relation == "current":
            return next((found for found in days if found.year == self.today.year), None)
        before = [found for found in days if found < self.today]
        after = [found for found in days if found > self.today]
        if relation in ("past", "before_last", "previous"):
            return before[-1 if relation == "past" else -2] if len(before) > 1 else None
        if relation in ("next", "after_next", "following"):
            return after[0 if relation != "after_next" else 1] if len(after) > 1 else None
        if self.today in days:
            return self.today
        if not before or not after:
            return None
        ahead, back = (after[0] - self.today).days, (self.today - before[-1]).days
        if reading.future and not (back <= _NEAR_BEHIND and ahead > 300) or ahead <= _NEAR_AHEAD:
            return after[0]
        return before[-1]

    def _base_day(self, reading: Reading) -> date | None:
        """The day of a reading of rule `day`."""
        if reading.has("numeric"):
            return numeric_day(str(reading.value("numeric")), reading.has("hmark"))
        if reading.has("day") and not (reading.has("deictic") and self.today):
            return self._day_in_month(int(reading.value("day")), reading)
        if reading.has("nth"):
            return self._day_in_month(int(reading.value("nth")), reading)
        if reading.has("dm"):
            day, _, month = reading.parts["dm"][0]
            return self._day_near(int(day.value), int(month.value), reading) if self.today else None
        if reading.has("deictic"):
            if self.today is None:
                return None
            step = int(reading.value("deictic"))
            if reading.has("day") and (reading.has("year") or reading.has("month")):
                stated = self._day_in_month(int(reading.value("day")), reading)
                if stated is not None:
                    return stated
            if reading.value("rel") in ("past", "previous") and reading.kind("deictic") == "today":
                step = -1
            elif reading.value("rel") in ("next", "after_next") and reading.kind("deictic") == "today":
                step = 1
            return self._deictic(step, reading)
        if reading.has("trel"):
            base = self.focus.day or (self.today if reading.value("trel") != "same" else None)
            return almanac.shift_day(base, _STEPS[reading.value("trel")]) if base else None
        if reading.has("thisday"):
            base = self.focus.day if reading.kind("thisday") == "that" else self.today
            return base
        if reading.has("wday"):
            return self._weekday_near(int(reading.value("wday")), reading)
        return self.focus.day or self.today

    def _deictic(self, step: int, reading: Reading) -> date | None:
        """Today, yesterday, tomorrow; a weekday beside it wins over the day of publication."""
        assert self.today is not None
        if reading.has("wday"):
            weekday = int(reading.value("wday"))
            for off in (0, -1, 1, -2, 2):
                day = almanac.shift_day(self.today, step + off)
                if day is not None and day.isoweekday() == weekday:
                    return day
        return almanac.shift_day(self.today, step)

    def _day(self, reading: Reading) -> DateValue:
        day = self._base_day(reading)
        approximate = (
            reading.has("hmark")
            or reading.kind("month") in ("hijri", "weak_hijri", "ramadan")
            or (reading.has("numeric") and is_hijri_numeric(str(reading.value("numeric"))))
        )
        self._note_day(day)
        moment = clock_of(reading)
        if moment is not None:
            return DateValue("TIME", write_clock(day, moment), "time", approximate=approximate)
        part = reading.value("part") or reading.value("half")
        return DateValue(
            "TIME" if isinstance(part, str) else "DATE",
            day.isoformat() if day else None,
            "day",
            part if isinstance(part, str) else None,
            approximate,
        )

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
            return _date(None, "day")
        order = -1 if reading.kind("nth") in ("last", "last_adj", "recent") else int(reading.value("nth"))
        days = [span[0] + timedelta(step) for step in range((span[1] - span[0]).days + 1)]
        if reading.kind("wday") != "day":
            days = [day for day in days if day.isoweekday() == int(reading.value("wday"))]
        index = order if order < 0 else order - 1
        chosen = days[index] if index < len(days) else None
        self._note_day(chosen)
        return _date(chosen.isoformat() if chosen else None, "day")

    def _clock(self, reading: Reading) -> DateValue:
        moment = clock_of(reading)
        day = self.focus.day or self.today
        return DateValue("TIME", write_clock(day, moment) if moment else None, "time")

    def _night(self, reading: Reading) -> DateValue:
        if reading.future or reading.has("rel") or reading.has("wrel"):
            day = self._weekday_near(int(reading.value("wday")), reading)
            following = almanac.shift_day(day, 1) if day else None
        else:  # both days of the night have come
            following = self._weekday_near(int(reading.value("wday2")), reading)
            day = almanac.shift_day(following, -1) if following else None
        if day is None or following is None:
            return DateValue("TIME", None, "day", "NIGHT")
        self._note_day(day)
        join = reading.token("join")
        value = almanac.write_range(day.isoformat(), following.isoformat()) if join else day.isoformat()
        return DateValue("TIME", value, "range" if join else "day", "NIGHT")

    def _weekdays(self, reading: Reading) -> DateValue:
        if reading.has("set"):
            written = [f"XXXX-WXX-{int(token[-1].value)}" for token in reading.parts["wday"]]
            return DateValue("SET", ",".join(written), "set")
        days: list[date | None] = []
        for tokens in reading.parts["wday"]:
            token = tokens[-1]
            if token.kind == "wday":
                one = replace(reading, parts={**reading.parts, "wday": [[token]]})
                day = self._weekday_near(int(token.value), one)
            else:
                day = almanac.shift_day(self.today, int(token.value)) if self.today else None
            days.append(day)
        if None in days:
            return _date(None, "list")
        # Days of a list follow one another: all on the same side of the day of publication.
        listed = [day for day in days if day]
        if not reading.has("wrel") and all(tokens[-1].kind == "wday" for tokens in reading.parts["wday"]):
            if reading.future or reading.value("rel") == "next":
                for index in range(1, len(listed)):
                    while listed[index] <= listed[index - 1]:
                        listed[index] += timedelta(7)
            else:
                for index in range(len(listed) - 1, 0, -1):
                    while listed[index - 1] >= listed[index]:
                        listed[index - 1] -= timedelta(7)
        else:
            listed.sort()
        self._note_day(listed[-1])
        return _date(",".join(day.isoformat() for day in listed), "list")

    def _days(self, reading: Reading) -> DateValue:
        """Several days of one month: a list, or the ends of a range."""
        numbers = [int(value) for value in reading.values("day")]
        last = self._day_in_month(numbers[-1], reading)
        if last is None:
            return _date(None, "list")
        hijri = reading.kind("month") in ("hijri", "weak_hijri", "ramadan")
        days: list[date | None] = []
        for number in numbers:
            if hijri:
                days.append(almanac.shift_day(last, number - numbers[-1]))
            else:
                days.append(almanac.make_day(last.year, last.month, number))
        written = [day.isoformat() for day in days if day]
        if len(written) < len(days):
            return _date(None, "list")
        self._note_day(last)
        if reading.rule == "dayrange" or (reading.linked and len(days) == 2):
            return _date(almanac.write_range(written[0], written[-1]), "range", approximate=hijri)
        return _date(",".join(written), "list", approximate=hijri)

    _dayrange = _days
    _wdaydays = _days

    # ------------------------------------------------------------------ larger stretches

    def _decade(self, reading: Reading) -> DateValue:
        decade = int(reading.value("decade"))
        century = self._century_number(reading) if reading.has("century") or reading.has("crel") else None
        if reading.has("rel") and self.today:
            century = self.today.year // 100 + 1 + _STEPS[reading.value("rel")]
        if century is None:
            century = 20 if decade >= 30 else 21
        if not 1 <= century <= 99:
            return _date(None, "decade")
        return _date(f"{century - 1:02d}{decade // 10}X", "decade")

    def _decades(self, reading: Reading) -> DateValue:
        decades = [int(value) for value in reading.values("decade")]
        return _date("/".join(f"19{decade // 10}X" for decade in decades), "range")

    def _thedecade(self, reading: Reading) -> DateValue:
        if self.today is None:
            return _date(None, "decade")
        decade = self.today.year // 10 + _STEPS[reading.value("rel")]
        return _date(f"{decade:03d}X", "decade")

    def _century_number(self, reading: Reading) -> int | None:
        if reading.has("crel"):
            here = self.today.year // 100 + 1 if self.today else 21
            return here + _STEPS[reading.value("crel")]
        number = int(reading.value("century"))
        return -number if reading.has("bce") else number

    def _century(self, reading: Reading) -> DateValue:
        number = self._century_number(reading)
        if number is None or number == 0:
            return _date(None, "century")
        if reading.has("hmark"):
            if not 1 <= number <= 90:
                return _date(None, "century")
            first = almanac.hijri_to_gregorian((number - 1) * 100 + 1, 1, 1)
            after = almanac.hijri_to_gregorian(number * 100 + 1, 1, 1)
            if first is None or after is None:
                return _date(None, "century")
            last = after - timedelta(1)
            value = almanac.write_range(almanac.write_year(first.year), almanac.write_year(last.year))
            return _date(value, "century", approximate=True)
        return _date(almanac.write_century(number), "century")

    def _centuries(self, reading: Reading) -> DateValue:
        sign = -1 if reading.has("bce") else 1
        numbers = [sign * int(value) for value in reading.values("century")]
        if not all(numbers):
            return _date(None, "range")
        written = [almanac.write_century(number) for number in sorted(numbers)]
        return _date(almanac.write_range(written[0], written[1]), "range")

    def _season(self, reading: Reading) -> DateValue:
        code = int(reading.value("season"))
        year = self._year_of(reading)
        if year is None and not reading.has("yrel"):
            if self.today is None:
                return _date(None, "season")
            month = self.today.month
            begins = {21: 3, 22: 6, 23: 9, 24: 12}[code]
            relation = reading.value("rel") or reading.value("srel")
            year = self.today.year if month >= begins else self.today.year - 1
            running = code == 24 and month <= 2 or begins <= month < begins + 3
            if relation == "past" and running:
                year -= 1
            elif relation == "next" or (relation is None and reading.future and not running):
                year = self.today.year + (1 if month >= begins else 0)
            elif relation == "current" and not running:
                year = self.today.year
            elif relation is None and not running and reading.rule == "season" and reading.has("shead"):
                year = self.today.year if month <= begins else year
        return _date(f"{year:04d}-{code}" if year and 1 <= year <= 9999 else None, "season")

    def _feast(self, reading: Reading) -> DateValue:
        month, day = reading.value("feast")
        if reading.kind("feast") == "feast":
            year = self._year_of(reading)
            if year is not None:
                found = almanac.make_day(year, month, day) if 1 <= year <= 9999 else None
            else:
                found = self._day_near(day, month, reading) if self.today else None
            self._note_day(found)
            return _date(found.isoformat() if found else None, "day")
        hijri = self._hijri_year(reading, month, day)
        found = almanac.hijri_to_gregorian(hijri, month, day) if hijri else None
        if found and self.today and not (reading.has("rel") or reading.has("year") or reading.has("yrel")):
            # The nearest feast: the one ahead where it is close.
            ahead = almanac.hijri_to_gregorian((hijri or 0) + 1, month, day)
            if ahead and 0 <= (ahead - self.today).days <= 45:
                found = ahead
        return _date(found.isoformat() if found else None, "day", approximate=True)

    # ------------------------------------------------------------------ distances, lengths, repetitions

    def _offset(self, reading: Reading) -> DateValue:
        length = length_of(reading)
        direction = 1 if reading.kind("dir") == "after" or reading.value("after_it") == 1 else -1
        anchored = reading.has("anchor") or reading.has("after_it")
        approximate = reading.has("approx") or reading.has("tail") or reading.kind("dir") == "since"
        if length is None:
            return _date("PAST_REF" if direction < 0 else "FUTURE_REF", "vague")
        unit, amount = length.unit, length.amount * direction
        granularity = {
            "week": "week",
            "month": "month",
            "year": "year",
            "decade": "year",
            "century": "year",
        }.get(unit, "day")
        base = self.today
        if anchored or (direction > 0 and self.focus.year and not reading.future and reading.linked):
            base = self.focus.day
            if base is None and self.focus.month:
                base = almanac.make_day(*self.focus.month, 1)
            if base is None and self.focus.year and granularity == "year":
                base = almanac.make_day(self.focus.year, 1, 1)
        if unit in ("hour", "minute", "second"):
            if self.moment is None or anchored:
                day = base.isoformat() if base and unit != "hour" else None
                if base and unit == "hour":
                    day = almanac.shift_day(base, int(amount) // 24 if amount >= 24 or amount <= -24 else 0)
                    return DateValue("TIME", day.isoformat() if day else None, "day", None, True)
                return DateValue("TIME", day, "day", None, True)
            seconds = amount * {"hour": 3600, "minute": 60, "second": 1}[unit]
            try:
                then = self.moment + timedelta(seconds=seconds)
            except OverflowError:
                return DateValue("TIME", None, "time")
            return DateValue("TIME", then.strftime("%Y-%m-%dT%H:%M"), "time")
        if base is None:
            return _date(None, granularity, approximate=approximate)
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
            months = round(amount * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
            then_month = almanac.shift_month((base.year, base.month), months)
            if unit == "month":
                value = almanac.write_month(then_month)
            elif amount == int(amount):
                year = base.year + months // 12
                value = almanac.write_year(year) if 1 <= year <= 9999 else None
            else:
                value = almanac.write_year(then_month[0]) if then_month else None
            if anchored and then_month:
                self.focus = Focus(None, then_month if unit == "month" else None, then_month[0])
        return _date(value, granularity, approximate=approximate)

    def _vague_offset(self, reading: Reading) -> DateValue:
        return _date("FUTURE_REF" if reading.kind("dir") == "after" else "PAST_REF", "vague")

    def _vague_window(self, reading: Reading) -> DateValue:
        relation = reading.value("rel")
        if relation in ("next", "following"):
            return _date("FUTURE_REF", "vague")
        return _date("PRESENT_REF" if relation == "current" else "PAST_REF", "vague")

    def _window(self, reading: Reading) -> DateValue:
        length = length_of(reading)
        if length and length.unit in ("month", "year") and length.amount < 2000:
            return _date(self._stretch(length, reading.value("rel") == "next"), "range")
        return _date(write_length(length) if length else None, "duration")

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
        return DateValue("DURATION", write_length(length) if length else None, "duration")

    _lasting = _duration

    def _every(self, reading: Reading) -> DateValue:
        if reading.kind("unit") in ("part", "tonight"):
            return DateValue("SET", "P1D", "set")
        length = length_of(reading)
        return DateValue("SET", write_length(length) if length else None, "set")

    def _times(self, reading: Reading) -> DateValue:
        code = {"week": "P1W", "month": "P1M", "year": "P1Y"}.get(str(reading.value("unit")), "P1D")
        return DateValue("SET", code, "set")

    def _monthly(self, reading: Reading) -> DateValue:
        return DateValue("SET", f"XXXX-XX-{int(reading.value('day')):02d}", "set")

    def _weekday_set(self, reading: Reading) -> DateValue:
        return DateValue("SET", ",".join(f"XXXX-WXX-{int(day)}" for day in reading.values("wday")), "set")

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
        return _date(str(reading.value("vague")), "vague")

    # ------------------------------------------------------------------ ranges of two readings

    def _range(self, reading: Reading) -> DateValue:
        first, last = reading.members
        before = replace_focus(self.focus)
        end = self.resolve(last)
        if (
            self.focus.year is not None
            and not (first.has("year") or first.has("yrel"))
            and first.has("month")
        ):
            year = self._year_of(last) if last.has("year") or last.has("yrel") else None
            if year is not None:
                token = last.token("year") or last.token("yrel")
                part = "year" if last.has("year") else "yrel"
                first = replace(first, parts={**first.parts, part: [[token]] if token else []})
        after, self.focus = self.focus, before
        begin = self.resolve(first)
        self.focus = after
        if begin.value is None or end.value is None or "_REF" in begin.value + end.value:
            return _date(None, "range")
        start, finish = _edge(begin.value, 0), _edge(end.value, -1)
        if start > finish and first.has("wday") and self.focus.day:
            ahead = (int(last.value("wday") or 0) - int(first.value("wday"))) % 7
            day = date.fromisoformat(start[:10])
            moved = almanac.shift_day(day, ahead) if last.has("wday") else None
            if moved:
                finish = moved.isoformat()
                self._note_day(moved)
        if start > finish and not start.startswith("-") and len(start) == len(finish):
            return _date(None, "range")
        kind = "TIME" if "TIME" in (begin.type, end.type) and "T" in start + finish else "DATE"
        return DateValue(
            "TIME" if kind == "TIME" else "DATE",
            almanac.write_range(start, finish),
            "range",
            begin.modifier if begin.modifier in ("APPROX",) else None,
            begin.approximate or end.approximate,
        )


def _edge(value: str, which: int) -> str:
    return value.split("/")[which].split(",")[which]


def replace_focus(focus: Focus) -> Focus:
    """A copy, so that the end of a range can be resolved before its beginning."""
    return Focus(focus.day, focus.month, focus.year)


def month_number(reading: Reading) -> int:
    """The month named; الفاتح as a month is the Libyan September."""
    return 9 if reading.kind("month") == "first_of" else int(reading.value("month") or 0)


def is_hijri_year(number: int, reading: Reading) -> bool:
    """Whether a year without a mark is Hijri: those of the last century and the next."""
    return (
        1300 <= number <= 1460
        and not reading.has("ce")
        and not reading.has("hmark")
        and reading.rule == "year"
    )


def full_year(number: int, reading: Reading) -> int:
    """A year in figures with its century and era: عام 48 is 1948, 323 ق.م is -322."""
    if reading.kind("ce") == "bce":
        return 1 - number
    if number < 100 and not reading.has("ce"):
        return number + (1900 if number >= 30 else 2000)
    return number


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
    return "".join(c if c.isdigit() else " " for c in body).split()


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
