"""The words around a reading, and what it says by itself: the ground the trap gate judges on."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from tui.entities.dates import almanac
from tui.entities.dates.lexer import Lexed, Token
from tui.entities.dates.reading import Reading
from tui.entities.dates.trap_words import COUNTED, EVENTS, HIJRI, NOT_COUNTED, NUMBERS, PLACES
from tui.entities.dates.years import full_year


class Verdict(Enum):
    """What becomes of a reading."""

    TAKE = auto()
    SHORTER = auto()  # not this; a shorter reading from the same word may do
    SKIP = auto()  # nothing of this stretch is a date


class Surroundings:
    """What stands around a reading.

    Args:
        lexed: the text's tokens.
        dated: whether the day of publication is known: a clock time alone is a date only then.
    """

    def __init__(self, lexed: Lexed, dated: bool) -> None:
        self.tokens = lexed.tokens
        self.dated = dated

    def _at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def _before(self, reading: Reading, back: int = 1) -> Token | None:
        return self._at(reading.first - back)

    def _after(self, reading: Reading) -> Token | None:
        return self._at(reading.last)

    def _named(self, reading: Reading, dated: bool) -> bool:
        """Whether the word before makes a name of the reading; `dated` says it carries its year."""
        before = self._before(reading)
        if before is not None and before.kind == "quote":
            before = self._before(reading, 2)
        if before is None:
            return False
        names = PLACES if dated else PLACES | EVENTS
        return any(word in names for word in without_proclitics(before.word))

    def _counted(self, token: Token | None, led: bool = False) -> bool:
        """Whether a number before this token counts it."""
        if token is None:
            return False
        if token.kind in (
            "unit",
            "plural",
            "dual",
            "percent",
            "year_head",
            "month_head",
            "thousand",
            "hundred",
        ):
            return True
        if token.kind != "word":
            return False
        word = token.word
        return word in COUNTED or (
            word not in NOT_COUNTED
            and not led  # after في a number is a year unless a unit follows
            and len(word) >= 4
            and word.endswith("ا")
            and not word.startswith(("ال", "ما", "هن"))
            and not word.endswith(("ها", "هما"))
        )

    def _start(self, reading: Reading) -> int:
        return self.tokens[reading.first].start

    def _glued(self, index: int) -> bool:
        """Whether a mark has a number right behind it."""
        token, following = self.tokens[index], self._at(index + 1)
        return following is not None and following.start == token.end and following.kind in NUMBERS


def without_proclitics(word: str) -> Iterator[str]:
    """A word, and what is left of it where it may begin with و or ف, then ب, ك or ل."""
    yield word
    bare = word.removeprefix("و") if word.startswith("و") else word.removeprefix("ف")
    for form in (bare, bare[1:] if bare.startswith(("ب", "ك", "ل")) else ""):
        if len(form) >= 3:
            yield form


def same_month(reading: Reading) -> bool:
    """Whether the names of a twin (فبراير/شباط) mean one month."""
    months = {
        int(token.value)
        for tokens in reading.parts.get("month", ())
        for token in tokens
        if token.kind in ("month", "weak_month")
    }
    return len(months) <= 1


def possible(reading: Reading) -> bool:
    """Whether some year has such days: 31 February and 30 of a short month never."""
    month = reading.value("month")
    days = [int(value) for value in reading.values("day")]
    if reading.kind("month") in HIJRI:
        if not all(day == -1 or 1 <= day <= 30 for day in days):
            return False
        if reading.has("year") and int(reading.value("year")) < 1600 and 30 in days:
            return almanac.hijri_to_gregorian(int(reading.value("year")), int(month), 30) is not None
        return True
    if month is None:
        return True
    number = 9 if reading.kind("month") == "first_of" else int(month)
    year = full_year(int(reading.value("year")), reading) if reading.has("year") else 2000
    return all(day == -1 or almanac.make_day(max(year, 1), number, day) is not None for day in days)
