"""The trap gate: readings that only look like dates.

Names of events, places and organisations that hold a date, people named like months and days, counts, scores,
references and weapons.  It works from the words around a reading; `recognise` asks the tagger's names.
"""

from __future__ import annotations

from tui.entities.dates.lexer import Token
from tui.entities.dates.reading import Reading
from tui.entities.dates.surroundings import Verdict
from tui.entities.dates.trap_calendar import CalendarTraps
from tui.entities.dates.trap_words import (
    AGE_SPANS,
    AGES,
    AT_MOST,
    FEW_AFTER,
    FEW_BEFORE,
    FEW_WINDOW,
    MEDIA,
    NAMING,
    NUMBERS,
    TENURE,
)


class Gate(CalendarTraps):
    """Judges the readings of one text."""

    def judge(self, reading: Reading) -> Verdict:
        """Whether a reading is a date."""
        checks = {
            "day": self._day,
            "month": self._month,
            "year": self._year,
            "years": self._years,
            "theyear": self._theyear,
            "themonth": self._first_of,
            "clock": self._clock,
            "night": self._night,
            "months": self._months,
            "hijri_months": self._hijri_months,
            "days": self._days,
            "dayrange": self._days,
            "offset": self._single,
            "lasting": self._lasting,
            "duration": self._duration,
            "window": self._window,
            "vague_offset": self._vague_offset,
            "vague_window": self._vague_window,
            "season": self._season,
            "season_years": self._season_years,
            "portion": self._portion,
            "portions": self._portion,
            "midnight": self._midnight,
            "firstmonths": self._firstmonths,
            "decade": self._decade,
            "weekdays": self._weekdays,
            "every": self._single,
            "nthday": self._nthday,
            "current": self._current,
            "firstdays": self._firstdays,
            "weekofmonth": self._weekofmonth,
            "centuries": self._centuries,
            "weekday_set": self._weekday_set,
            "vague": self._vague,
            "times": self._times,
        }
        check = checks.get(reading.rule)
        return check(reading) if check else Verdict.TAKE

    def _clock(self, reading: Reading) -> Verdict:
        if not self.dated or self._bad_hour(reading):
            return Verdict.SHORTER
        kinds = {token.kind for token in self.tokens[reading.first : reading.last]}
        if "hour_head" in kinds or reading.has("half") or reading.has("zone") or reading.has("mins"):
            after = self._after(reading)
            agency = after is not None and after.word in ("ت", "تم")
            return Verdict.SKIP if agency else Verdict.TAKE
        before, after = self._before(reading), self._after(reading)
        if after is not None and after.kind == "to" and before is not None and before.kind in ("of", "colon"):
            return Verdict.TAKE  # من السابعة إلى التاسعة مساء
        if reading.kind("hour") == "clock" and before is None:
            return Verdict.TAKE
        if (
            reading.kind("hour") == "clock"
            and before is not None
            and (before.kind in ("in", "to") or before.word in ("عند", "تمام", "قرابه", "بحلول"))
        ):
            return Verdict.TAKE
        return Verdict.TAKE if reading.kind("hour") == "clock" and self._ends_range(reading) else Verdict.SKIP

    def _ends_range(self, reading: Reading) -> bool:
        """Whether a bare clock time opens or closes a range: من 08:00 إلى 17:00، بين 10:00 و12:00."""
        around = [
            token.kind if token else ""
            for token in (self._at(reading.first + step) for step in (-3, -2, -1, 1, 2))
        ]
        opens = around[2] in ("of", "between") and around[3] in ("to", "and", "dash") and around[4] == "clock"
        return opens or around[:3] == ["between", "clock", "and"]

    def _midnight(self, reading: Reading) -> Verdict:
        """منتصف الليل as a time of day; not بعد منتصف الليل بقليل, nor the beginning of a longer stretch."""
        after = self._after(reading)
        loose = after is not None and (after.kind in ("past", "to") or after.word == "بقليل")
        return Verdict.SKIP if not self.dated or loose else Verdict.TAKE

    def _night(self, reading: Reading) -> Verdict:
        first = self.tokens[reading.first]
        days = [int(tokens[-1].value) for tokens in (reading.parts["wday"][0], reading.parts["wday2"][0])]
        follows = days[1] == days[0] % 7 + 1
        return Verdict.TAKE if first.value == "NIGHT" and follows else Verdict.SHORTER

    def _single(self, reading: Reading) -> Verdict:
        """A distance of one unit: منذ عام is one, منذ عام 2011 is not."""
        after, before = self._after(reading), self._before(reading)
        unit = reading.token("unit")
        if (
            unit is not None
            and before is not None
            and before.value == unit.value
            and reading.lead == "after"
            and not reading.has("amount")
        ):
            return Verdict.SKIP  # يوما بعد يوم
        if (
            reading.rule == "offset"
            and after is not None
            and not reading.has("anchor")
            and self.tokens[reading.last - 1].kind != "vague"
        ):
            # بعد يومين من إعلان، بعد عام على: counted from an event, not from a day.
            beyond = self._at(reading.last + 1)
            if after.word == "فقط":
                after, beyond = beyond, self._at(reading.last + 2)
            if after is None:
                return Verdict.TAKE
            if after.kind == "of" and not (beyond is not None and beyond.kind in ("vague", "that", "today")):
                return Verdict.SKIP if reading.lead != "since" else Verdict.TAKE
            if after.word == "علي" and reading.lead == "after":
                return Verdict.TAKE if beyond is not None and beyond.word in AT_MOST else Verdict.SKIP
            if after.kind == "in" and beyond is not None and beyond.word in TENURE:
                return Verdict.SKIP  # بعد 30 عاما في الحكم
        if reading.has("one") and reading.value("one") != 1:
            return Verdict.SHORTER
        if unit is not None and self.tokens[reading.last - 1] is unit and not reading.has("amount"):
            kind = after.kind if after is not None else ""
            naming = kind in NUMBERS or kind in NAMING
            if naming and not (kind == "card" and after is not None and after.value == 1):
                return Verdict.SHORTER
            if unit.kind == "decade_head":
                return Verdict.SHORTER if after is not None and after.kind == "word" else Verdict.TAKE
        return Verdict.TAKE

    def _lasting(self, reading: Reading) -> Verdict:
        unit = reading.token("unit")
        if unit is None or unit.kind == "decade_head":
            return Verdict.SHORTER
        if self.tokens[reading.first].kind == "throughout" and unit.value == "day":
            return Verdict.SHORTER
        return self._single(reading)

    def _duration(self, reading: Reading) -> Verdict:
        if reading.has("one") and reading.value("one") != 1:
            return Verdict.SHORTER
        before = self._before(reading)
        if reading.has("least") and (
            not reading.value("least") < reading.value("amount") or reading.value("unit") == "decade"
        ):
            return Verdict.SHORTER  # 3-1 is a score, خمسة إلى ستة عقود may be contracts
        if reading.has("unit") and reading.first + 1 == reading.last:
            alone = (
                before is not None and before.kind == "word" and reading.value("unit") in ("week", "month")
            )
            word = self.tokens[reading.first].word
            return Verdict.TAKE if alone and word in ("اسبوعا", "شهرا") else Verdict.SHORTER
        if before is not None and (before.word in AGES or before.kind in ("dec", "slash", "dash", "colon")):
            return Verdict.SKIP
        after = self._after(reading)
        if reading.value("unit") == "year" and self._aged(reading):
            return Verdict.SKIP
        if before is not None and reading.value("unit") == "year":
            bracketed = before.kind == "lpar" and after is not None and after.kind == "rpar"
            if bracketed or before.word in ("عن", "ناهز", "يناهز", "تناهز"):
                return Verdict.SKIP  # an age: فلان (29 عاما)
        if after is not None and after.kind == "of":
            beyond = self._at(reading.last + 1)
            if beyond is not None and beyond.word in ("عمره", "عمرها", "العمر", "عمري"):
                return Verdict.SKIP
        if reading.value("dual") == "decade" and not (reading.has("time") or reading.has("approx")):
            near = before.kind if before is not None else ""
            if near == "word" or near in ("start", ""):
                return Verdict.SKIP
        unit = reading.token("unit")
        if (
            unit is not None
            and unit.kind in ("year_head", "month_head", "day")
            and self.tokens[reading.last - 1] is unit
        ):
            kind = after.kind if after is not None else ""
            if kind in ("year", "wday", "month", "weak_month"):
                return Verdict.SHORTER
            if reading.has("approx") and (kind in NUMBERS or kind in NAMING):
                return Verdict.SHORTER
        return Verdict.TAKE

    def _aged(self, reading: Reading) -> bool:
        """Whether an amount of years ends a span of ages: أعمارهم بين 16 و24 عاما."""
        for back in range(1, 7):
            near = self._before(reading, back)
            if near is None or near.word in AGES:
                return near is not None
            if near.kind not in (
                *NUMBERS,
                "card",
                "and",
                "between",
                "to",
                "of",
                "dash",
                "quote",
                "unit",
                "word",
            ):
                return False
            if near.kind == "word" and near.word not in AGE_SPANS:
                return False
        return False

    def _window(self, reading: Reading) -> Verdict:
        after = self._after(reading)
        single = reading.kind("unit") in ("the_year", "the_decade", "the_month", "the_week")
        if single and after is not None and after.kind in ("of", "in", "li", "before"):
            return Verdict.SHORTER  # الأسبوع الأخير من الدوري
        return Verdict.TAKE if reading.has("rel") and reading.kind("rel") != "ord_f" else Verdict.SHORTER

    def _vague_offset(self, reading: Reading) -> Verdict:
        few = reading.token("few")
        plural = reading.token("plural")
        assert plural is not None
        if few is None and plural.kind != "plural":
            return Verdict.SHORTER
        following = self._after(reading)
        if few is None and following is not None and following.kind == "part_adverb":
            return Verdict.SKIP  # منذ ساعات الصباح
        if few is not None and few.word not in (FEW_BEFORE if few.start < plural.start else FEW_AFTER):
            return Verdict.SHORTER
        after, beyond = self._after(reading), self._at(reading.last + 1)
        if after is not None and after.word == "فقط":
            after, beyond = beyond, self._at(reading.last + 2)
        told = beyond is not None and beyond.kind in ("vague", "that", "today")
        if reading.lead != "since" and after is not None and after.kind == "of" and not told:
            return Verdict.SKIP  # قبل أيام من الانتخابات: counted from an event
        return Verdict.TAKE

    def _vague_window(self, reading: Reading) -> Verdict:
        few = reading.token("few")
        if few is not None and few.word not in FEW_WINDOW:
            return Verdict.SHORTER
        if reading.kind("rel") == "word":
            passed = reading.token("rel")
            return Verdict.TAKE if passed and passed.word == "ماضيه" else Verdict.SHORTER
        if reading.kind("rel") == "demo":
            return Verdict.TAKE if reading.value("plural") == "day" else Verdict.SHORTER
        return Verdict.TAKE

    def _times(self, reading: Reading) -> Verdict:
        return Verdict.TAKE

    def _vague(self, reading: Reading) -> Verdict:
        """وقت سابق أمس means yesterday."""
        word = self.tokens[reading.first].word
        if word == "يومها":  # يومها الأول: her first day
            after = self._after(reading)
            return Verdict.SKIP if after and after.kind in ("ord_m", "tens_def", "last_adj") else Verdict.TAKE
        before = self._before(reading)
        if (
            reading.value("vague") == "FUTURE_REF"
            and word.endswith("قريب")
            and before is not None
            and before.kind == "to"
        ):
            token = self.tokens[reading.first]  # حتى وقت قريب: until lately
            reading.parts["vague"] = [[Token(token.start, token.end, token.char, "PAST_REF", word)]]
        if word == "الان" and before is not None and before.word in MEDIA:
            return Verdict.SKIP  # قناة الآن
        if not word.startswith("وقت"):
            return Verdict.TAKE
        following = [self._at(reading.last), self._at(reading.last + 1)]
        days = ("today", "deictic", "wday", "tonight", "demo", "the_month", "the_week", "the_year", "day")
        near = following[0]
        if near is not None and near.kind in ("of", "in", "comma"):
            near = following[1]
        return Verdict.SKIP if near is not None and near.kind in days else Verdict.TAKE
