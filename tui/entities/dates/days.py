"""Days: of the week, of a month, as seen from publication, feasts; and weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tui.entities.dates import almanac
from tui.entities.dates.clock import Moment, clock_of, write_clock
from tui.entities.dates.figures import is_hijri_numeric, numeric_day, stamp_of
from tui.entities.dates.focus import ANAPHORIC, NEAR_AHEAD, STEPS, said
from tui.entities.dates.months import Months, month_number
from tui.entities.dates.reading import Reading
from tui.entities.model import DateValue

# So near behind, a word that looks ahead is about something else.
NEAR_BEHIND = 30


class Days(Months):
    """Resolves readings of a day, of several, of a week."""

    def _relative_week(self, relation: str | None) -> date | None:
        relation = relation if isinstance(relation, str) else "current"
        base = self.focus.day if relation in ANAPHORIC and self.focus.day else self.today
        return almanac.shift_day(base, 7 * STEPS.get(relation, 0)) if base else None

    def _week(self, reading: Reading) -> DateValue:
        return said(almanac.write_week(self._relative_week(reading.value("wrel"))), "week")

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
        if self.focus.hijri and _of_that_month(reading):
            return almanac.hijri_to_gregorian(*self.focus.hijri, day)
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
        today = self.today
        if today is None:
            return None
        years = range(today.year - 8, today.year + 9)
        days = [found for year in years if (found := almanac.make_day(year, month, day))]
        relation = reading.value("rel")
        if reading.has("wday") and relation is None:
            weekday = int(reading.value("wday"))
            fitting = [found for found in days if found.isoweekday() == weekday]
            near = min(fitting, key=distance_to(today), default=None)
            if near is not None and abs((near - today).days) <= 400:
                return near
        if relation == "current":
            return next((found for found in days if found.year == today.year), None)
        before = [found for found in days if found < today]
        after = [found for found in days if found > today]
        if relation in ("past", "before_last", "previous"):
            return before[-1 if relation == "past" else -2] if len(before) > 1 else None
        if relation in ("next", "after_next", "following"):
            return after[0 if relation != "after_next" else 1] if len(after) > 1 else None
        if today in days:
            return today
        if not before or not after:
            return None
        ahead, back = (after[0] - today).days, (today - before[-1]).days
        if (reading.future and not (back <= NEAR_BEHIND and ahead > 300)) or ahead <= NEAR_AHEAD:
            return after[0]
        return before[-1]

    def _base_day(self, reading: Reading) -> date | None:
        """The day of a reading of rule `day`."""
        if reading.has("numeric"):
            return numeric_day(str(reading.value("numeric")), reading.has("hmark"))
        if reading.has("day") and not (reading.has("deictic") and self.today):
            return self._day_in_month(int(reading.value("day")), reading)
        if reading.has("nth"):
            return self._day_in_month(
                -1 if reading.kind("nth") == "last" else int(reading.value("nth")), reading
            )
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
            if reading.has("year") or reading.has("yrel"):
                return self._in_year(base or self.today, reading)
            return almanac.shift_day(base, STEPS[reading.value("trel")]) if base else None
        if reading.has("thisday"):
            base = self.focus.day if reading.kind("thisday") == "that" else self.today
            return self._in_year(base, reading)
        if reading.has("wday"):
            return self._weekday_near(int(reading.value("wday")), reading)
        return self.focus.day or self.today

    def _in_year(self, day: date | None, reading: Reading) -> date | None:
        """The same day of the year a reading names: هذا اليوم من عام 2009."""
        if day is None or not (reading.has("year") or reading.has("yrel")):
            return day
        year = self._year_of(reading)
        return almanac.make_day(year, day.month, day.day) if year else None

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
        approximate = approximate or (self.focus.hijri is not None and _of_that_month(reading))
        self._note_day(day, approximate)
        if day and reading.has("wday") and reading.kind("day") == "ord_m" and not reading.has("deictic"):
            day = self._nth_instead(day, reading)
        if day is None and reading.has("year") and (reading.has("thisday") or reading.has("trel")):
            return said(almanac.write_year(self._year_of(reading) or 0), "year")
        if day and reading.has("numeric") and (stamp := stamp_of(str(reading.value("numeric")))):
            return DateValue("TIME", f"{day.isoformat()}T{stamp}", "time")
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

    def _nth_instead(self, day: date, reading: Reading) -> date:
        """الثلاثاء الثالث من مايو is the third Tuesday where the third is no Tuesday."""
        weekday, order = int(reading.value("wday")), int(reading.value("day"))
        if day.isoweekday() == weekday or order > 5:
            return day
        first = day.replace(day=1)
        chosen = first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (order - 1))
        return chosen if chosen.month == day.month else day

    def _month(self, reading: Reading) -> DateValue:
        # The middle of a Hijri month is its fifteenth, a feast in some; of others the middle is a stretch.
        if reading.value("mod") == "MID" and reading.kind("month") in ("hijri", "weak_hijri", "ramadan"):
            day = self._day_in_month(15, reading)
            self._note_day(day)
            return said(day.isoformat() if day else None, "day", "MID", True)
        return super()._month(reading)

    def _clock(self, reading: Reading) -> DateValue:
        moment = clock_of(reading)
        day = self.focus.day or self.today
        return DateValue("TIME", write_clock(day, moment) if moment else None, "time")

    def _midnight(self, reading: Reading) -> DateValue:
        """The midnight just gone, or the one to come where the words around look ahead."""
        day = self.today
        if day and reading.future:
            day = almanac.shift_day(day, 1)
        zone = str(reading.value("zone") or "")
        return DateValue("TIME", write_clock(day, Moment(0, 0, zone=zone)), "time")

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
        # يومي are two days; أيام of two weekdays are all of them.
        habit = reading.lead == "plural" and len(reading.parts["wday"]) == 2
        habit = habit and not reading.has("rel") and not reading.has("wrel")
        named = all(token[-1].kind == "wday" for token in reading.parts["wday"])
        if named and (reading.has("set") or habit):
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
            return said(None, "list")
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
        elif reading.has("wrel"):
            # Where Sunday is named before Monday the week begins with it.
            for index in range(len(listed) - 1, 0, -1):
                if listed[index - 1] > listed[index]:
                    listed[index - 1] -= timedelta(7)
        else:
            listed.sort()
        self._note_day(listed[-1])
        if reading.linked and len(listed) == 2:
            return said(almanac.write_range(listed[0].isoformat(), listed[1].isoformat()), "range")
        return said(",".join(day.isoformat() for day in listed), "list")

    def _days(self, reading: Reading) -> DateValue:
        """Several days of one month: a list, or the ends of a range."""
        numbers = [int(value) for value in reading.values("day")]
        last = self._day_in_month(numbers[-1], reading)
        if last is None:
            return said(None, "list")
        hijri = reading.kind("month") in ("hijri", "weak_hijri", "ramadan")
        days: list[date | None] = []
        for number in numbers:
            if hijri:
                days.append(almanac.shift_day(last, number - numbers[-1]))
            else:
                days.append(almanac.make_day(last.year, last.month, number))
        written = [day.isoformat() for day in days if day]
        if len(written) < len(days):
            return said(None, "list")
        self._note_day(last, hijri)
        joined = reading.rule == "wdaydays" and reading.kind("join") != "and"
        if reading.rule == "dayrange" or joined or (reading.linked and len(days) == 2):
            return said(almanac.write_range(written[0], written[-1]), "range", approximate=hijri)
        if numbers == list(range(numbers[0], numbers[-1] + 1)) and reading.rule == "days":
            return said(almanac.write_range(written[0], written[-1]), "range", approximate=hijri)
        return said(",".join(written), "list", approximate=hijri)

    _dayrange = _days
    _wdaydays = _days


def _of_that_month(reading: Reading) -> bool:
    """Whether a day is one of the month last spoken of: 13 منه، 13 من الشهر ذاته."""
    return reading.has("day") and reading.kind("mrel") in ("its", "same", "that", "the_month")


def distance_to(today: date) -> Callable[[date], int]:
    """How many days a day is from another."""

    def distance(day: date) -> int:
        return abs((day - today).days)

    return distance
