"""Finds the readings of a text: at each word that may begin one, the longest the trap gate lets pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import cache

import regex

from tui.entities.dates.ahead import looks_ahead
from tui.entities.dates.grammar import rules_by_class
from tui.entities.dates.lexer import Lexed, lex
from tui.entities.dates.lexicon import CLASSES
from tui.entities.dates.reading import Reading, read
from tui.entities.dates.surroundings import Verdict
from tui.entities.dates.traps import Gate

_STOPS = frozenset(CLASSES[name] for name in ("stop", "newline"))
_LOOKING = frozenset(
    (
        "day",
        "weekdays",
        "month",
        "months",
        "nthday",
        "offset",
        "vague_offset",
        "season",
        "feast",
        "days",
        "dayrange",
        "wdaydays",
        "night",
        "midnight",
        "portion",
        "portions",
        "tendays",
    )
)
# How far a marker of the future reaches, in tokens.
_REACH = 14
_AFTERWARDS = 5
# How long a month stays in mind for منه, in tokens.
_MEMORY = 80
# How near behind a date the name of a feast only names that date, in tokens.
_BESIDE = 2

_LEADING = frozenset(CLASSES[name] for name in ("in", "since", "during", "modifier"))
_RANGED = frozenset(
    (
        "day",
        "month",
        "year",
        "theyear",
        "themonth",
        "decade",
        "season",
        "century",
        "clock",
        "thedecade",
        "portion",
    )
)


@cache
def _starts() -> regex.Pattern[str]:
    return regex.compile("[" + "".join(rules_by_class()) + "]")


def recognise(text: str, dated: bool, taken: Sequence[tuple[int, int]]) -> tuple[Lexed, list[Reading]]:
    """The readings of a folded text, in text order, not overlapping.

    Args:
        text: folded.
        dated: whether the day of publication is known.
        taken: stretches that are names, code points of the folded text, sorted: no date overlaps one.
    """
    lexed = lex(text)
    tokens, classes = lexed.tokens, lexed.classes
    table = rules_by_class()
    gate = Gate(lexed, dated)
    found: list[Reading] = []
    names = _Names(taken)
    position = 0
    search = _starts().search
    between, upto, same = CLASSES["between"], CLASSES["to"], CLASSES["corresponding"]
    while start := search(classes, position):
        position = start.start()
        candidates = []
        for rule in table[classes[position]]:
            match = rule.pattern.match(classes, position)
            if match is not None and match.end() > position:
                candidates.append((match.end(), rule, match))
        candidates.sort(key=lambda candidate: -candidate[0])
        step = 1
        for end, rule, match in candidates:
            reading = read(rule.name, lexed, match)
            reading.linked = position > 0 and (
                classes[position - 1] == between
                or (classes[position - 1] == upto and _reaches(classes, found, position))
            )
            reading.echoes = (
                position > 0
                and classes[position - 1] == same
                and bool(found)
                and found[-1].last == position - 1
            )
            if reading.kind("mrel") == "its" and not _month_before(found, position):
                continue
            if reading.has("told") and not found:
                continue
            if reading.value("feast") == (0, 0) and found and position - found[-1].last <= _BESIDE:
                continue  # 18 نونبر من كل عام بعيد الاستقلال: the day is told, this only names it
            verdict = gate.judge(reading)
            if verdict is Verdict.SHORTER:
                continue
            if verdict is Verdict.TAKE and names.take(
                tokens[position].start, tokens[end - 1].end, _strength(reading, classes)
            ):
                continue
            step = end - position
            if verdict is Verdict.TAKE:
                found.append(reading)
            break
        position += step
    _share_years(lexed, found)
    _look_ahead(text, lexed, found)
    return lexed, _ranges(lexed, found)


class Strength(Enum):
    """How well a reading stands against the names of the tagger."""

    COMPLETE = auto()  # taken only by a name that covers it
    MONTH = auto()  # the name of a month after في: no name of the same extent takes it
    PLAIN = auto()


def _strength(reading: Reading, classes: str) -> Strength:
    if reading.rule == "night" or (reading.has("year") and reading.has("day")):
        return Strength.COMPLETE
    led = reading.first > 0 and classes[reading.first - 1] in _LEADING
    named = reading.rule == "month" and reading.kind("month") in ("month", "weak_month")
    return Strength.MONTH if led and named else Strength.PLAIN


def _reaches(classes: str, found: list[Reading], position: int) -> bool:
    """Whether the word for up to before here joins on to a date; منذ مايو إلى اليوم is up to now."""
    if not found or found[-1].last != position - 1:
        return False
    return found[-1].first == 0 or classes[found[-1].first - 1] != CLASSES["since"]


def _month_before(found: list[Reading], position: int) -> bool:
    """Whether a month was named lately enough for منه to mean it."""
    return any(
        position - reading.last <= _MEMORY
        and (reading.has("month") or reading.has("mrel") or reading.has("numeric"))
        for reading in found[-4:]
    )


class _Names:
    """The tagger's names, asked in text order."""

    def __init__(self, taken: Sequence[tuple[int, int]]) -> None:
        self.taken = taken
        self.next = 0

    def take(self, start: int, end: int, strength: Strength) -> bool:
        """Whether a name takes a stretch: one that covers it or crosses its edge, not one within it."""
        while self.next < len(self.taken) and self.taken[self.next][1] <= start:
            self.next += 1
        for first, last in self.taken[self.next : self.next + 8]:
            if first >= end:
                return False
            within = start <= first and last <= end and (first, last) != (start, end)
            if last <= start or within:
                continue
            if strength is Strength.MONTH and (first, last) == (start, end):
                continue
            if strength is not Strength.COMPLETE or (first <= start and end <= last):
                return True
        return False


def _sentence(classes: str, first: int, last: int) -> tuple[int, int]:
    """The tokens around a reading up to the stops of its sentence, as far as a marker reaches."""
    low = first
    while low > 0 and first - low < _REACH and classes[low - 1] not in _STOPS:
        low -= 1
    high = last
    while high < len(classes) and high - last < _AFTERWARDS and classes[high] not in _STOPS:
        high += 1
    return low, high


def _opens(classes: str, first: int) -> bool:
    """Whether a reading opens its sentence, but for a conjunction: وبعد عام goes on with the tale."""
    before = first - 1
    if before >= 0 and classes[before] == CLASSES["and"]:
        before -= 1
    return first > before + 1 and (before < 0 or classes[before] in _STOPS)


def _look_ahead(text: str, lexed: Lexed, found: list[Reading]) -> None:
    """Mark the readings whose sentence looks ahead, and the offsets that follow another date of theirs."""
    tokens, classes = lexed.tokens, lexed.classes
    previous: Reading | None = None
    for reading in found:
        if reading.rule in _LOOKING:
            low, high = _sentence(classes, reading.first, reading.last)
            before = text[tokens[low].start : tokens[reading.first].start]
            after = text[tokens[reading.last - 1].end : tokens[high - 1].end]
            reading.future = looks_ahead(before, after)
            if reading.rule == "offset" and previous is not None and previous.first >= low:
                reading.linked = True
            if (
                reading.rule in ("offset", "vague_offset")
                and reading.lead == "after"
                and _opens(classes, reading.first)
            ):
                reading.narrates = True
        previous = reading


_LISTING = frozenset(CLASSES[name] for name in ("and", "comma", "of", "in", "or", "day"))


def _share_years(lexed: Lexed, found: list[Reading]) -> None:
    """Give the days of a list the year its last one names: يومي 31 مارس و1 أبريل 2016."""
    for index in range(len(found) - 2, -1, -1):
        reading, following = found[index], found[index + 1]
        gap = lexed.classes[reading.last : following.first]
        if not (gap and len(gap) <= 3 and all(char in _LISTING for char in gap)):
            continue
        alone = not any(reading.has(part) for part in ("year", "yrel", "rel", "mrel", "wrel"))
        dated = following.has("year") and not following.has("hmark") and following.kind("year") == "year"
        named = reading.kind("month") in ("month", "weak_month") and following.kind("month") in (
            "month",
            "weak_month",
        )
        if not (alone and dated and named and reading.rule in _LISTED and following.rule in _LISTED):
            continue
        token = following.token("year")
        if token is not None:
            earlier = int(_place(reading) > _place(following))  # 31 ديسمبر و1 يناير 2016
            year = replace(token, value=int(token.value) - earlier)
            reading.parts["year"] = [[year]]


_LISTED = ("day", "days", "dayrange", "month", "months")


def _place(reading: Reading) -> tuple[int, int]:
    """Where in its year a reading stands."""
    return int(reading.value("month")), int(reading.value("day") or 0)


def _ranges(lexed: Lexed, found: list[Reading]) -> list[Reading]:
    """Join two readings that a word for up to makes one range."""
    tokens = lexed.tokens
    joined: list[Reading] = []
    for reading in found:
        before = joined[-1] if joined else None
        if before is not None and reading.rule in _RANGED and before.rule in _RANGED:
            gap = [token.kind for token in tokens[before.last : reading.first]]
            lead = tokens[before.first - 1].kind if before.first else ""
            upto = gap == ["to"]
            apart = tokens[before.last].word.startswith("و")  # وحتى also goes on to another matter
            ranged = (
                (upto and lead in ("of", "between", "li", "lpar", "colon"))
                or (gap == ["and"] and lead == "between")
                or (upto and not apart and lead != "since" and _alike(before, reading))
                or (
                    gap == ["dash"]
                    and _alike(before, reading)
                    and (before.has("numeric") or before.has("day"))
                )
            )
            if ranged and not before.members:
                joined[-1] = Reading(
                    "range", before.first, reading.last, {}, reading.future, members=(before, reading)
                )
                continue
        joined.append(reading)
    return joined


def _alike(first: Reading, last: Reading) -> bool:
    return first.rule == last.rule and first.has("wday") == last.has("wday")
