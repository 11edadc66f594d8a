"""Years, seasons of sport and school, decades and centuries."""

from __future__ import annotations

from datetime import timedelta

from tui.entities.dates import almanac
from tui.entities.dates.focus import ANAPHORIC, STEPS, Context, said
from tui.entities.dates.reading import Reading
from tui.entities.model import DateValue

# From this month on the new year is the one to come.
LATE = 7


class Years(Context):
    """Resolves readings of a year and more."""

    def _relative_year(self, relation: str | None) -> int | None:
        relation = relation if isinstance(relation, str) else "current"
        step = STEPS.get(relation, 0)
        if relation in ANAPHORIC and self.focus.year is not None:
            return self.focus.year + step
        return self.today.year + step if self.today else None

    def _year_of(self, reading: Reading) -> int | None:
        """The year a reading names, in figures or by relation; None where it names none or it is unknown."""
        if reading.has("year"):
            return full_year(int(reading.value("year")), reading)
        if reading.has("yrel"):
            return self._relative_year(reading.value("yrel"))
        return None

    def _year(self, reading: Reading) -> DateValue:
        number = int(reading.value("year"))
        if reading.has("hmark") or is_hijri_year(number, reading):
            return said(almanac.write_hijri_year(number), "year", approximate=True)
        year = full_year(number, reading)
        self._note_year(year)
        side = {"before": "BEFORE", "after": "AFTER"}.get(reading.second) if reading.lead == "what" else None
        return DateValue("DATE", almanac.write_year(year), "year", side)

    def _theyear(self, reading: Reading) -> DateValue:
        if reading.has("abs"):
            number = int(reading.parts["abs"][0][0].value)
            if reading.has("hmark") or number < 1500:
                return said(almanac.write_hijri_year(number), "year", approximate=True)
            self._note_year(number)
            return said(almanac.write_year(number), "year")
        relation = reading.value("yrel") if reading.has("yrel") else "current"
        if reading.has("hmark"):
            if self.today is None:
                return said(None, "year", approximate=True)
            here, month, _ = almanac.gregorian_to_hijri(self.today)
            step = int(month >= LATE) if relation == "new" else STEPS[relation]
            return said(almanac.write_hijri_year(here + step), "year", approximate=True)
        if relation == "new":
            # Late in a year the new one is the next, early in it this one.
            relation = "next" if self.today and self.today.month >= LATE else "current"
        year = self._relative_year(relation)
        if relation in ANAPHORIC:
            self._note_year(year)
        return said(almanac.write_year(year) if year else None, "year")

    def _years(self, reading: Reading) -> DateValue:
        numbers = [int(value) for value in reading.values("item")]
        join = reading.kind("join")
        hijri = reading.has("hmark") or (
            not reading.has("ce") and all(1350 <= number <= 1460 for number in numbers)
        )
        if not reading.has("ce") and not reading.has("hmark") and max(numbers) < 100:
            numbers = [full_year(number, reading) for number in numbers]
        if hijri:
            spans = [almanac.write_hijri_year(number) for number in numbers]
            ends = [
                span.split("/")[which] if span else None for span, which in zip(spans, (0, 1), strict=False)
            ]
            return said(almanac.write_range(ends[0], ends[-1]), "range", approximate=True)
        if reading.kind("ce") == "bce":
            numbers = sorted(1 - number for number in numbers)
        elif len(numbers) == 2 and numbers[1] < 100 <= numbers[0]:
            numbers[1] += numbers[0] // 100 * 100
        written = [almanac.write_year(number) for number in numbers]
        self._note_year(numbers[-1])
        if len(numbers) == 2 and (
            (join != "and" and join != "comma") or reading.linked or reading.has("inner")
        ):
            return said(almanac.write_range(written[0], written[1]), "range")
        return said(",".join(year or "" for year in written), "list")

    def _season_years(self, reading: Reading) -> DateValue:
        fiscal = reading.value("head") == "fiscal"
        items = [int(value) for value in reading.values("item")]
        if items and (reading.has("hmark") or 1350 <= items[0] <= 1460):
            spans = [almanac.write_hijri_year(item) or "/" for item in (items[0], items[-1])]
            first_day, last_day = spans[0].split("/")[0], spans[1].split("/")[1]
            return said(almanac.write_range(first_day, last_day), "range", approximate=True)
        if len(items) == 2:
            first, last = items
            if first < 100 and last < 100:
                first += 2000
            if last < 100:
                last += first // 100 * 100
            first, last = min(first, last), max(first, last)
            return said(almanac.write_range(almanac.write_year(first), almanac.write_year(last)), "range")
        if len(items) == 1:
            return said(almanac.write_year(items[0]), "year")
        relation = reading.value("yrel")
        if self.today is None or relation is None:
            return said(None, "range")
        if fiscal:
            return said(almanac.write_year(self.today.year + STEPS[relation]), "year")
        # Seasons and school years run from September to May; between two of them both last and next are near.
        month, year = self.today.month, self.today.year
        begins = (year if month >= 9 else year - 1) + STEPS[relation]
        if 6 <= month <= 8 and relation in ("past", "before_last", "previous"):
            begins += 1
        return said(almanac.write_range(almanac.write_year(begins), almanac.write_year(begins + 1)), "range")

    def _decade(self, reading: Reading) -> DateValue:
        decade = int(reading.value("decade"))
        century = self._century_number(reading) if reading.has("century") or reading.has("crel") else None
        if reading.has("rel") and self.today:
            century = self.today.year // 100 + 1 + STEPS[reading.value("rel")]
        if century is None:
            century = 20 if decade >= 30 else 21
        if not 1 <= century <= 99:
            return said(None, "decade")
        return said(f"{century - 1:02d}{decade // 10}X", "decade")

    def _decades(self, reading: Reading) -> DateValue:
        decades = [int(value) for value in reading.values("decade")]
        return said("/".join(f"19{decade // 10}X" for decade in decades), "range")

    def _thedecade(self, reading: Reading) -> DateValue:
        if self.today is None:
            return said(None, "decade")
        decade = self.today.year // 10 + STEPS[reading.value("rel")]
        return said(f"{decade:03d}X", "decade")

    def _century_number(self, reading: Reading) -> int | None:
        if reading.has("crel"):
            here = self.today.year // 100 + 1 if self.today else 21
            return here + STEPS[reading.value("crel")]
        if not reading.has("century"):  # مطلع القرن
            return self.today.year // 100 + 1 if self.today else 21
        number = int(reading.value("century"))
        return -number if reading.has("bce") else number

    def _century(self, reading: Reading) -> DateValue:
        number = self._century_number(reading)
        if number is None or number == 0:
            return said(None, "century")
        if reading.has("hmark"):
            if not 1 <= number <= 90:
                return said(None, "century")
            first = almanac.hijri_to_gregorian((number - 1) * 100 + 1, 1, 1)
            after = almanac.hijri_to_gregorian(number * 100 + 1, 1, 1)
            if first is None or after is None:
                return said(None, "century")
            last = after - timedelta(1)
            value = almanac.write_range(almanac.write_year(first.year), almanac.write_year(last.year))
            return said(value, "century", approximate=True)
        return said(almanac.write_century(number), "century")

    def _decadeof(self, reading: Reading) -> DateValue:
        """A decade counted within its century: العقد الثاني من القرن العشرين."""
        century = self._century_number(reading)
        order = 10 if reading.kind("ord") == "last_adj" else int(reading.value("ord"))
        if century is None or not 1 <= century <= 99 or not 1 <= order <= 10 or reading.has("hmark"):
            return said(None, "decade")
        return said(f"{century - 1:02d}{order - 1}X", "decade")

    def _millennium(self, reading: Reading) -> DateValue:
        order = int(reading.value("ord") or 3)
        first = -1000 * order + 1 if reading.kind("ce") == "bce" else 1000 * (order - 1)
        return said(almanac.write_range(almanac.write_year(first), almanac.write_year(first + 999)), "range")

    def _centuries(self, reading: Reading) -> DateValue:
        if reading.has("hmark"):
            orders = sorted(int(value) for value in reading.values("century"))
            begin = almanac.hijri_to_gregorian((orders[0] - 1) * 100 + 1, 1, 1)
            after = almanac.hijri_to_gregorian(orders[-1] * 100 + 1, 1, 1)
            value = (
                almanac.write_range(almanac.write_year(begin.year), almanac.write_year(after.year - 1))
                if begin and after
                else None
            )
            return said(value, "range", approximate=True)
        sign = -1 if reading.has("bce") else 1
        numbers = [sign * int(value) for value in reading.values("century")]
        if not all(numbers):
            return said(None, "range")
        written = [almanac.write_century(number) for number in sorted(numbers)]
        return said(almanac.write_range(written[0], written[1]), "range")


def is_hijri_year(number: int, reading: Reading) -> bool:
    """Whether a year without a mark is Hijri: those of the last century and the next."""
    return (
        1350 <= number <= 1460
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
