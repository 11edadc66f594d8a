"""Traps among years and what is larger, and among the parts of a year: counts, references, models, titles."""

from __future__ import annotations

from tui.entities.dates.reading import Reading
from tui.entities.dates.surroundings import Surroundings, Verdict, without_proclitics
from tui.entities.dates.trap_words import (
    COUNTED,
    HIJRI,
    MODELS,
    NUMBERS,
    REFERENCES,
    TITLES,
    VISIONS,
    WAR_YEARS,
    WARS,
    WINDY,
    folded,
)


class YearTraps(Surroundings):
    """Judges readings of years, seasons, quarters, decades and centuries."""

    def _year(self, reading: Reading) -> Verdict:
        number = int(reading.value("year") or 0)
        head = self.tokens[reading.first].kind
        if reading.has("war"):
            return self._war(number, reading)
        marked = reading.has("hmark") or reading.has("ce")
        after, before = self._after(reading), self._before(reading)
        if reading.has("ce") and reading.kind("ce") == "bce":
            return Verdict.TAKE if number else Verdict.SKIP
        led = before is not None and before.kind in ("in", "since")
        headed = any(
            token.kind in ("year_head", "the_year") for token in self.tokens[reading.first : reading.last]
        )
        if self._counted(after, led) and not marked and not headed:
            return Verdict.SKIP
        if 1300 <= number <= 1500 and not marked and head == "year" and not led:
            return Verdict.SKIP
        if headed:
            if not marked and number < 1300 and self._counted(after, led=True):
                return Verdict.SHORTER  # في بداية العام 1200 ليرة
            if before is not None and before.word in TITLES and head == "the_year":
                return Verdict.SKIP
            counted = after is not None and (after.kind in NUMBERS or self._counted(after))
            if reading.kind("year") == "card" and counted:
                return Verdict.SHORTER  # كل عام ستين ألفا
            if number < 100 and not marked:
                return Verdict.TAKE if number >= 40 else Verdict.SHORTER
            return Verdict.TAKE if number else Verdict.SKIP
        if reading.has("hmark"):
            return Verdict.TAKE if number >= 100 else Verdict.SHORTER
        if reading.has("mod"):
            return Verdict.TAKE if 1300 <= number <= 2200 else Verdict.SHORTER
        if reading.has("ce") and before is not None and before.kind in ("slash", "dash", "lpar"):
            earlier = self._before(reading, 2)
            if earlier is not None and earlier.kind == "hijri_mark":
                return Verdict.TAKE  # 656هـ/1258م
        if not 1000 <= number <= 2100:
            return Verdict.SKIP
        if after is not None and after.kind == "to" and before is not None and before.kind == "of":
            beyond = self._at(reading.last + 1)
            if beyond is not None and beyond.kind in NUMBERS and self._counted(self._at(reading.last + 2)):
                return Verdict.SKIP  # من 1995 إلى 1870 قرشا
        if after is not None and (
            after.kind in NUMBERS or (after.kind in ("slash", "dash", "colon") and self._glued(reading.last))
        ):
            return Verdict.SKIP
        if before is None:
            return Verdict.TAKE if number >= 1800 else Verdict.SKIP
        if before.kind in NUMBERS or before.kind in ("percent", "article", "approx"):
            return Verdict.SKIP
        if before.kind in ("slash", "dash", "colon") and before.end == self._start(reading):
            return Verdict.SKIP
        earlier = self._before(reading, 2)
        if before.word in REFERENCES or (earlier is not None and earlier.word in VISIONS | MODELS):
            return Verdict.SKIP
        if before.kind in WINDY:
            return Verdict.TAKE if number >= {"bi": 1300, "to": 1500}.get(before.kind, 1000) else Verdict.SKIP
        if not 1800 <= number <= 2060:
            return Verdict.SKIP
        if before.word in ("علي", "عن", "مع") and after is not None and after.kind == "word":
            return Verdict.SKIP
        if before.kind == "and" and earlier is not None and earlier.kind == "year":
            return Verdict.TAKE  # خلال 2020 و2021
        if before.kind in ("of", "between", "li", "and") and after is not None and after.kind == "word":
            joined = after.word.startswith(("وب", "وال", "وفي")) and after.word not in COUNTED
            return Verdict.TAKE if joined and before.kind == "of" else Verdict.SKIP
        return Verdict.TAKE

    def _war(self, number: int, reading: Reading) -> Verdict:
        """The two figures of a year alone: only of the wars known by them."""
        before = self._before(reading)
        known = before is not None and any(word in WARS for word in without_proclitics(before.word))
        counted = self._counted(self._after(reading))
        return Verdict.TAKE if known and number in WAR_YEARS and not counted else Verdict.SHORTER

    def _years(self, reading: Reading) -> Verdict:
        numbers = [int(value) for value in reading.values("item")]
        join = reading.kind("join")
        heads = reading.value("heads")
        if heads is not None and heads not in ("year", "season"):
            return Verdict.SHORTER
        if self._counted(self._after(reading), led=all(1900 <= number <= 2035 for number in numbers)):
            return Verdict.SHORTER
        marked = reading.has("ce") or reading.has("hmark")
        if not marked and heads is None and not all(1300 <= number <= 2100 for number in numbers):
            return Verdict.SHORTER
        if join in ("and", "comma") and heads is None and not reading.linked:
            return Verdict.SHORTER
        before = self._before(reading)
        if before is not None and heads is None:
            if before.word in REFERENCES or before.kind in NUMBERS:
                return Verdict.SKIP
            if before.kind in ("slash", "dash") and before.end == self._start(reading):
                return Verdict.SKIP
        if reading.kind("ce") != "bce" and numbers[0] > numbers[-1] >= 100:
            return Verdict.SHORTER
        return Verdict.TAKE

    def _first_of(self, reading: Reading) -> Verdict:
        """أول الشهر is its beginning, ثاني الشهر nothing."""
        first = self.tokens[reading.first]
        counted = first.kind == "ord_bare" and first.value != 1
        before = self._before(reading)
        if first.kind == "ord_bare" and before is not None and before.kind == "bi":
            return Verdict.SHORTER  # قال جيروم باول الشهر الماضي
        return Verdict.SHORTER if counted else Verdict.TAKE

    def _short_year(self, reading: Reading) -> bool:
        """Whether two figures after a month or season are its year: صيف 82, not في مارس 45 قتيلا."""
        number = int(reading.value("year"))
        after = self._after(reading)
        if after is None or after.kind in ("stop", "comma", "rpar", "newline", "quote"):
            return number >= 40
        loose = after.kind in ("in", "percent", "thousand", "hundred", *NUMBERS) or self._counted(after)
        return number in WAR_YEARS and not loose

    def _theyear(self, reading: Reading) -> Verdict:
        if self._first_of(reading) is Verdict.SHORTER:
            return Verdict.SHORTER
        before = self._before(reading)
        if reading.has("abs") and not 1300 <= int(reading.parts["abs"][0][0].value) <= 2200:
            return Verdict.SHORTER
        if reading.kind("era") and not (reading.has("yrel") or reading.has("abs") or reading.has("mod")):
            return Verdict.SKIP
        if before is None or self.tokens[reading.first].kind != "the_year":
            return Verdict.TAKE
        if reading.kind("yrel") == "new" and before.word.startswith("ال"):
            return Verdict.SKIP
        if before.word in TITLES or (reading.value("yrel") == "previous" and before.word.startswith("ال")):
            return Verdict.SKIP
        return Verdict.TAKE

    def _season(self, reading: Reading) -> Verdict:
        after, before = self._after(reading), self._before(reading)
        if after is not None and after.word in ("العربي", "العربيه"):
            return Verdict.SKIP
        if reading.has("short") and not self._short_year(reading):
            return Verdict.SHORTER
        if reading.kind("shead") == "plural" and reading.value("shead") != "month":
            return Verdict.SHORTER
        if reading.has("year") or reading.has("yrel") or reading.has("rel") or reading.has("srel"):
            return Verdict.TAKE
        season = reading.token("season")
        assert season is not None
        if reading.kind("shead") == "plural":  # أشهر الصيف
            return Verdict.TAKE if season.word.startswith("ال") else Verdict.SHORTER
        if reading.kind("shead") == "season_noun":
            return Verdict.TAKE
        if not season.word.startswith("ال"):
            return Verdict.SKIP
        near = before.kind if before is not None else ""
        return Verdict.TAKE if near in ("in", "during", "since") or reading.has("mod") else Verdict.SKIP

    def _season_years(self, reading: Reading) -> Verdict:
        if not (reading.has("item") or reading.has("yrel")):
            return Verdict.SHORTER
        head = reading.kind("head")
        items = [int(value) for value in reading.values("item")]
        if len(items) == 2 and not (
            0 < items[1] % 100 == (items[0] + 1) % 100 or items[1] - items[0] in (-1, *range(1, 20))
        ):
            return Verdict.SHORTER
        if len(items) == 1 and items[0] < 1800 and not reading.has("hmark"):
            return Verdict.SHORTER
        single = len(items) == 1 and not (1950 <= items[0] <= 2060 or reading.has("hmark"))
        return Verdict.SHORTER if head == "season_head" and single else Verdict.TAKE

    def _portion(self, reading: Reading) -> Verdict:
        if reading.kind("month") in HIJRI and int(reading.value("nth")) == 4:
            return Verdict.SHORTER
        companion = any(
            reading.has(name) for name in ("year", "yrel", "month", "mrel", "century", "crel", "rel", "told")
        )
        of_year = any(token.kind == "the_year" for token in self.tokens[reading.first : reading.last])
        nth = reading.token("nth")
        if nth is not None and nth.word == "الفصل":  # also of a book, a law, a school year
            dated = reading.has("year") or (reading.has("yrel") and of_year)
            return Verdict.TAKE if dated else Verdict.SHORTER
        if int(reading.value("nth")) == 4:
            after = self._after(reading)
            desert = reading.has("rel") and self.tokens[reading.last - 1].word == "الخالي"
            return Verdict.SKIP if desert or (after is not None and after.word == "الخالي") else Verdict.TAKE
        return Verdict.TAKE if companion or of_year else Verdict.SKIP

    def _firstmonths(self, reading: Reading) -> Verdict:
        unit = reading.value("plural")
        order = reading.token("ord")
        if unit is not None and unit != "month":
            return Verdict.SHORTER
        known = order is not None and order.word in ("الاولى", "الاولي", "الاولين", "الاوليين", "اول")
        return Verdict.TAKE if known else Verdict.SHORTER

    def _decade(self, reading: Reading) -> Verdict:
        after = self._after(reading)
        beyond = self._at(reading.last + 1)
        aged = folded("عمره عمرها العمر عمرهم عمري")
        if after is not None and (
            after.word in aged or (after.kind == "of" and beyond and beyond.word in aged)
        ):
            return Verdict.SKIP
        return Verdict.TAKE

    def _centuries(self, reading: Reading) -> Verdict:
        return Verdict.TAKE if reading.value("heads") == "century" else Verdict.SHORTER
