"""Traps among days, weeks and months: names of people and places, papers, today as nowadays."""

from __future__ import annotations

from tui.entities.dates.clock import clock_of
from tui.entities.dates.figures import is_hijri_numeric, numeric_day, numeric_fields
from tui.entities.dates.lexer import Token
from tui.entities.dates.lexicon import CLASSES
from tui.entities.dates.reading import Reading
from tui.entities.dates.surroundings import Verdict, possible, same_month, without_proclitics
from tui.entities.dates.trap_words import (
    AFTER_FRIDAY,
    AFTER_TODAY,
    BECOMES,
    BRIGHT,
    FRIDAY,
    KNOWN,
    MAKERS,
    MASCULINE,
    MEDIA,
    NOWADAYS,
    NUMBERS,
    PAPERS,
    RAMADAN_BEFORE,
    REFERENCES,
    REPORTING,
    STANDING,
    TODAYS,
    WINDY,
)
from tui.entities.dates.trap_years import YearTraps


class CalendarTraps(YearTraps):
    """Judges readings of days, weeks and months."""

    def _day(self, reading: Reading) -> Verdict:
        explicit = reading.has("year") or reading.has("yrel")
        before = self._before(reading)
        if reading.has("short") and not self._short_year(reading):
            return Verdict.SHORTER
        if reading.has("numeric"):
            text = str(reading.value("numeric"))
            fields = numeric_fields(text)
            if fields is None or numeric_day(text, reading.has("hmark")) is None:
                return Verdict.SKIP
            if "." in text and str(fields[0]) not in text:
                return Verdict.SKIP
            if not is_hijri_numeric(text) and not reading.has("hmark") and not 1000 <= fields[0] <= 2200:
                return Verdict.SKIP
        if reading.lead in ("n12", "n24", "n31") and reading.has("dm") and not self._day_slash(reading):
            return Verdict.SKIP
        if reading.has("twin") and reading.values("twin") and not same_month(reading):
            return Verdict.SHORTER
        if reading.has("day") and reading.has("month"):
            known = KNOWN.get((int(reading.value("month")), int(reading.value("day"))))
            if known and before is not None and before.word in known[1] and not explicit:
                reading.parts["year"] = [[Token(before.start, before.end, CLASSES["year"], known[0], "")]]
            if self._named(reading, explicit):
                return Verdict.SKIP
            if not possible(reading):
                return Verdict.SKIP
            if reading.kind("month") in ("libyan", "first_of") and not self._libyan(reading):
                return Verdict.SHORTER
            if reading.lead == "ord_bare" and self.tokens[reading.first].value != 1:
                return Verdict.SHORTER
            if (
                before is not None
                and before.kind in ("dec", "percent", "clock")
                and before.end == self._start(reading)
            ):
                return Verdict.SHORTER
        elif (
            reading.has("day")
            and before is not None
            and before.kind in ("slash", "dash")
            and before.end == self._start(reading)
        ):
            return Verdict.SHORTER
        if reading.first + 1 == reading.last and self._is_no_day(reading):
            return Verdict.SKIP
        if reading.has("bare") and not self._bare_month(reading):
            return Verdict.SHORTER
        parts = set(reading.values("part"))
        if "NOON" in parts and parts & {"NIGHT", "EVENING"}:
            return Verdict.SHORTER  # ظهر ليلة أمس: he appeared
        part = reading.token("part")
        if reading.has("thisday") and part is not None and part.word in ("العصر", "المغرب", "العشاء"):
            return Verdict.SKIP  # هذا العصر: this age
        if reading.has("hour") and self._bad_hour(reading):
            return Verdict.SHORTER
        if reading.lead == "part" and before is not None and before.word in ("صلاه", "لصلاه", "بصلاه"):
            return Verdict.SHORTER
        if reading.kind("mrel") == "the_month" or (reading.kind("day") == "ord_m" and reading.has("mrel")):
            joined = any(token.kind == "of" for token in self.tokens[reading.first : reading.last])
            if not joined and reading.kind("mrel") != "its" and not reading.has("bare"):
                return Verdict.SHORTER  # هدفه الأول الشهر الماضي
        if reading.kind("mrel") == "its" and before is not None and before.word in REFERENCES:
            return Verdict.SKIP
        return Verdict.TAKE

    def _day_slash(self, reading: Reading) -> bool:
        """Whether 30/6 alone is a day of a month: by the word before it, and by figures that make no score."""
        day, slash, month = reading.parts["dm"][0]
        before, after = self._before(reading), self._after(reading)
        if day.end != slash.start or slash.end != month.start:
            return False
        if after is not None and (after.kind in ("slash", "dash", "of", "percent") or self._counted(after)):
            return False
        if before is None or not 1 <= day.value <= 31:
            return False
        if before.word in ("تاريخ", "بتاريخ", "يوم", "الموافق", "الفتره"):
            return True
        earlier = [
            token.kind if token else "" for token in (self._before(reading, 3), self._before(reading, 2))
        ]
        if before.kind == "to" and earlier[0] == "slash" and earlier[1] in NUMBERS:
            return True
        written = day.value > 12 or day.word.startswith("0") or month.word.startswith("0")
        return written and before.kind in ("in", "since", "to", "of", "during")

    def _is_no_day(self, reading: Reading) -> bool:
        """Whether a single word for a day is none: صلاة الجمعة, صحيفة الغد, بكرة القدم, غد أفضل."""
        token = self.tokens[reading.first]
        before, after = self._before(reading), self._after(reading)
        if reading.has("wday") and not reading.has("deictic"):
            if before is not None and before.kind == "between" and (after is None or after.kind != "and"):
                return True  # بين الاثنين: between the two
            if before is not None and before.word in FRIDAY and before.end + 1 >= token.start:
                return True
            return after is not None and after.word in AFTER_FRIDAY
        if not reading.has("deictic"):
            return False
        earlier = self._before(reading, 2)
        paper = before is not None and (
            any(word in PAPERS for word in without_proclitics(before.word))
            or (earlier is not None and earlier.word in MEDIA)
        )
        if paper and token.word in ("اليوم", "الغد"):
            return True
        if before is not None and before.word in TODAYS and earlier is not None:
            quoted = earlier.kind == "li" or earlier.word in REPORTING
            if quoted and token.kind == "today":
                return True  # نقلت روسيا اليوم: the channel
        if token.kind == "today":
            numbered = after is not None and after.kind in ("ord_m", "tens_def", "last_adj")
            named = after is not None and after.word in AFTER_TODAY
            return numbered or named or (not reading.linked and self._nowadays(reading))
        if after is None:
            return False
        if token.kind == "tonight":
            return after.kind == "same" or after.word in AFTER_TODAY
        if token.word in ("بكره", "كره") and after.word.startswith("ال"):
            return True  # بكرة القدم is football, not tomorrow
        return after.word in BRIGHT

    def _bare_month(self, reading: Reading) -> bool:
        """Whether a day number before الجاري or الماضي is one: في 15 الجاري، not الثاني الماضي."""
        before, relation = self._before(reading), reading.token("bare")
        led = before is not None and before.kind in ("in", "since", "to", "of", "between")
        numeral = reading.kind("day") in ("n12", "n24", "n31") or reading.value("bare") == "current"
        return (
            relation is not None
            and relation.word in MASCULINE
            and numeral
            and (led or reading.has("wday") or reading.lead in ("day", "dual_head", "plural"))
        )

    def _nowadays(self, reading: Reading) -> bool:
        """Whether اليوم is no day: حتى اليوم (to this day), ثلاث وجبات في اليوم (a day), عالم اليوم."""
        before, after = self._before(reading), self._after(reading)
        if after is not None and after.word in BECOMES:
            return True
        if before is None:
            return False
        if before.kind in ("to", "in") or before.word in NOWADAYS:
            return True
        for back in range(1, 4):
            near = self._before(reading, back)
            if near is None or near.kind not in ("word", "bi", "li", "to"):
                return False
            if near.word in STANDING:
                return True
        return False

    def _libyan(self, reading: Reading) -> bool:
        month = reading.token("month")
        assert month is not None
        if month.word in ("هانيبال", "التمور", "الحرث", "النوار", "اي النار", "الكانون"):
            return True
        return reading.has("year") or any(
            token.kind == "of" for token in self.tokens[reading.first : reading.last]
        )

    def _month(self, reading: Reading) -> Verdict:
        explicit = reading.has("year") or reading.has("yrel")
        if reading.has("short") and not self._short_year(reading):
            return Verdict.SHORTER
        if reading.has("slash"):
            before = self._before(reading)
            known = (
                before is None
                or reading.has("hmark")
                or before.kind in WINDY
                or before.kind in ("of", "month_head", "li", "lpar", "stop")
            )
            return Verdict.TAKE if known else Verdict.SKIP
        if reading.has("twin") and reading.values("twin") and not same_month(reading):
            return Verdict.SHORTER
        if self._named(reading, explicit):
            return Verdict.SKIP
        if explicit or reading.has("rel") or reading.has("head"):
            return Verdict.TAKE
        kind = reading.kind("month")
        before = self._before(reading)
        near = before.kind if before is not None else "start"
        if kind == "month":
            car = before is not None and before.word in MAKERS
            return Verdict.SKIP if car else Verdict.TAKE
        if reading.has("twin") and reading.values("twin"):
            return Verdict.TAKE
        if kind == "weak_month":
            month = reading.token("month")
            if month is not None and month.word == "اب" and near in ("bi", "li", "ka", "fa", "and"):
                return Verdict.SKIP  # باب: a door
            return Verdict.TAKE if near in WINDY or reading.has("mod") else Verdict.SKIP
        if kind == "weak_hijri":
            return Verdict.TAKE if near in ("in", "during", "since") or reading.has("mod") else Verdict.SKIP
        if kind == "ramadan":
            after = self._after(reading)
            if reading.has("mod") or near in WINDY or near in ("of", "li", "start", "newline", "and"):
                return Verdict.TAKE
            if before is not None and before.word in RAMADAN_BEFORE:
                return Verdict.TAKE
            return (
                Verdict.SKIP
                if near == "word" or (after is not None and after.kind == "word")
                else Verdict.TAKE
            )
        return Verdict.TAKE

    def _bad_hour(self, reading: Reading) -> bool:
        hour = reading.token("hour")
        assert hour is not None
        index = next(i for i in range(reading.first, reading.last) if self.tokens[i] is hour)
        before = self._at(index - 1)
        if hour.kind == "ord_f" and before is not None and before.kind == "plural_def":
            return True
        if reading.has("mins") and reading.value("mins") != "minute":
            return True
        of, part = self._at(index + 1), self._at(index + 2)
        told = of is not None and of.kind == "of" and part is not None and part.kind == "part"  # من صباح
        if hour.kind == "ord_f" and not (told or reading.has("minutes") or reading.has("minus")):
            return before is not None and before.kind == "word" and before.word.startswith("ال")
        if hour.kind in ("n99", "card") and (before is None or before.kind != "hour_head"):
            return True
        if hour.kind == "dec" and (before is None or before.kind != "hour_head"):
            following = self._at(index + 1)
            if not (reading.has("half") or reading.has("zone")) and (
                following is None or following.kind != "to"
            ):
                return True
        return clock_of(reading) is None

    def _months(self, reading: Reading) -> Verdict:
        join = reading.kind("join")
        company = reading.has("heads") or reading.has("rel") or reading.has("year") or reading.has("yrel")
        if reading.has("heads") and reading.value("heads") != "month":
            return Verdict.SHORTER
        for tokens in reading.parts["month"]:
            numbers = {int(token.value) for token in tokens if token.kind in ("month", "weak_month")}
            if len(numbers) > 1:
                return Verdict.SHORTER
        if join == "comma" or (join == "and" and not company and not reading.linked):
            return Verdict.SHORTER
        numbers = {int(tokens[0].value) for tokens in reading.parts["month"]}
        return Verdict.TAKE if len(numbers) > 1 else Verdict.SHORTER

    def _hijri_months(self, reading: Reading) -> Verdict:
        """Two Hijri months, which are men's names too: with a head, a year, or the two that follow one another."""
        first, last = (int(tokens[0].value) for tokens in reading.parts["month"])
        heads = reading.value("heads")
        if heads not in (None, "month"):
            return Verdict.SHORTER
        company = heads or reading.has("rel") or reading.has("year") or reading.has("yrel")
        follows = last == first % 12 + 1 or reading.kind("join") != "and"
        return Verdict.TAKE if company and follows else Verdict.SHORTER

    def _days(self, reading: Reading) -> Verdict:
        if reading.has("twin") and reading.values("twin") and not same_month(reading):
            return Verdict.SHORTER
        if reading.has("bare") and (reading.kind("join") == "slash" or not self._bare_month(reading)):
            return Verdict.SHORTER
        heads = self.tokens[reading.first].kind in ("dual_head", "plural", "day")
        joins = [token.kind for tokens in reading.parts.get("join", ()) for token in tokens]
        if not heads and "and" not in joins and reading.rule == "days":
            return Verdict.SHORTER
        if self.tokens[reading.first].kind == "dual_head" and self.tokens[reading.first].value not in (
            "day",
            "night",
        ):
            return Verdict.SHORTER
        if self._named(reading, reading.has("year")):
            return Verdict.SKIP
        return Verdict.TAKE if possible(reading) else Verdict.SKIP

    def _weekdays(self, reading: Reading) -> Verdict:
        heads = self.tokens[reading.first]
        if heads.kind in ("dual_head", "plural") and heads.value not in ("day", "night"):
            return Verdict.SHORTER
        return Verdict.TAKE

    def _weekday_set(self, reading: Reading) -> Verdict:
        if reading.lead == "plural":
            return Verdict.TAKE if self.tokens[reading.first].value == "day" else Verdict.SHORTER
        return Verdict.TAKE

    def _weekofmonth(self, reading: Reading) -> Verdict:
        unit = reading.token("unit")
        return Verdict.TAKE if unit is None or unit.value == "week" else Verdict.SHORTER

    def _current(self, reading: Reading) -> Verdict:
        """A unit alone is this one only in وقت سابق من الأسبوع."""
        of, earlier = self._before(reading), self._before(reading, 2)
        told = of is not None and of.kind == "of" and earlier is not None and earlier.word.startswith("وقت")
        return Verdict.TAKE if told else Verdict.SHORTER

    def _firstdays(self, reading: Reading) -> Verdict:
        order = reading.token("ord")
        known = order is not None and order.word in ("الاولي", "الاخيره", "الاخير")
        return Verdict.TAKE if known and reading.value("plural") == "day" else Verdict.SHORTER

    def _nthday(self, reading: Reading) -> Verdict:
        order = reading.value("nth")
        return Verdict.TAKE if not isinstance(order, int) or order <= 5 else Verdict.SHORTER
