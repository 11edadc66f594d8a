"""The lexicon, indexed: folded word or phrase -> class of token and value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from tui.arabic.normalise import fold_key
from tui.entities.dates import feasts, words

# Classes that come from digits, punctuation and merged numbers rather than from a word list.
_OTHER_CLASSES = [
    "word",
    "n12",
    "n24",
    "n31",
    "n99",
    "n999",
    "year",
    "num",
    "dec",
    "numdate",
    "clock",
    "card",
    "card_day",
    "card_def",
    "tens",
    "tens_def",
    "hundred",
    "thousand",
    "ten",
    "spelled_year",
    "ord_m",
    "ord_f",
    "ord_bare",
    "ord_unit",
    "first_of",
    "month",
    "weak_month",
    "libyan",
    "hijri",
    "weak_hijri",
    "ramadan",
    "wday",
    "wday_indef",
    "feast",
    "feast_h",
    "slash",
    "dash",
    "comma",
    "lpar",
    "rpar",
    "colon",
    "quote",
    "stop",
    "percent",
    "newline",
    "punct",
]

CLASSES: dict[str, str] = {
    name: chr(0xE000 + index) for index, name in enumerate([*words.WORDS, *_OTHER_CLASSES])
}
"""One private-use character for each class of token: a text becomes a string for patterns."""

NAMES = {character: name for name, character in CLASSES.items()}

_LETTERS_DIGITS = regex.compile(r"(?<=[^\W\d_])(?=\d)")
_PREFIXES = {"و": "and", "ف": "fa", "ب": "bi", "ل": "li", "ك": "ka"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a written word: a proclitic, or the word itself."""

    offset: int
    length: int
    char: str
    value: Any
    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that follow the first of an expression of several."""

    rest: tuple[str, ...]
    char: str
    value: Any


def _phrases(table: str) -> Iterator[str]:
    for phrase in table.split():
        yield phrase.replace("_", " ")


def _tables() -> Iterator[tuple[str, str, Any]]:
    """Every (phrase, class, value); where a phrase comes twice the first holds."""
    names = json.loads(files("tui.entities.dates").joinpath("names.json").read_text(encoding="utf-8"))
    weak = {fold_key(name) for name in names["weak"]}
    for month, spellings in names["gregorian"].items():
        for name in spellings:
            yield name, "weak_month" if fold_key(name) in weak else "month", int(month)
    for month, spellings in names["hijri"].items():
        for name in spellings:
            kind = "weak_hijri" if fold_key(name) in weak else "ramadan" if month == "9" else "hijri"
            yield name, kind, int(month)
    for day, spellings in names["weekday"].items():
        for name in spellings:
            yield name, "wday", int(day)
    for table_of_days, kind in ((feasts.FEASTS_GREGORIAN, "feast"), (feasts.FEASTS_HIJRI, "feast_h")):
        for month_day, table in table_of_days.items():
            for phrase in _phrases(table):
                yield phrase, kind, month_day
    for phrase in _phrases(feasts.FEASTS_UNFIXED):
        yield phrase, "feast", (0, 0)
    for month_day, table in feasts.INTERNATIONAL_DAYS.items():
        for phrase in _phrases(table):
            # ل before the article takes its alef, and before a ل of the word the article altogether.
            article = 2 if phrase.startswith("الل") else 1 if phrase.startswith("ال") else 0
            whose = "ل" + phrase[article:]
            for head in ("اليوم العالمي", "اليوم الدولي"):
                yield f"{head} {whose}", "feast", month_day
    for kind, values in words.WORDS.items():
        for value, table in values.items():
            for phrase in _phrases(table):
                yield phrase, kind, value
    for day, spellings in names["weekday"].items():
        for name in spellings:
            bare = fold_key(name).removeprefix("ال")
            yield bare, "card_day" if bare in ("احد", "اثنين") else "wday_indef", int(day)
    for month, spellings in names["libyan"].items():
        for name in spellings:
            if name != "الفاتح":  # also the first of any month: the grammar knows it as that
                yield name, "libyan", int(month)
    yield from _numbers()


def _numbers() -> Iterator[tuple[str, str, Any]]:
    for value, table in words.UNITS.items():
        for phrase in _phrases(table):
            yield phrase, "card", value
            if value > 2:
                yield "ال" + phrase, "card_def", value
    for phrase in ("عشر", "عشرة"):
        yield phrase, "ten", 10
        yield "ال" + phrase, "card_def", 10
    for value, table in words.TENS.items():
        for phrase in _phrases(table):
            yield phrase, "tens", value
            yield "ال" + phrase, "tens_def", value
    for value, table in words.HUNDREDS.items():
        for phrase in _phrases(table):
            yield phrase, "hundred", value
    for value, table in words.THOUSANDS.items():
        for phrase in _phrases(table):
            yield phrase, "thousand", value
            yield "ال" + phrase, "thousand", value
    for kind, table_of in (
        ("ord_m", words.ORDINALS_MASCULINE),
        ("ord_f", words.ORDINALS_FEMININE),
        ("ord_bare", words.ORDINALS_BARE),
        ("first_of", words.FIRST_OF_MONTH),
    ):
        for value, table in table_of.items():
            for phrase in _phrases(table):
                yield phrase, kind, value
    for phrase in ("الحادي", "الواحد", "الحادية"):
        yield phrase, "ord_unit", 1


class Lexicon:
    """Words and phrases by their folded form."""

    def __init__(self) -> None:
        self.words: dict[str, tuple[str, Any]] = {}
        self.phrases: dict[str, dict[str, list[Phrase]]] = {}  # by first and second word
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        several: dict[str, tuple[str, Any]] = {}
        for phrase, kind, value in _tables():
            key = _LETTERS_DIGITS.sub(" ", fold_key(phrase))
            table = several if " " in key else self.words
            table.setdefault(key, (CLASSES[kind], value))
        self._first = {key.split()[0] for key in several}
        for key, (char, value) in several.items():
            first, *rest = key.split()
            spelled = tuple(piece.word for word in rest for piece in self.pieces(word))
            self.phrases.setdefault(first, {}).setdefault(spelled[0], []).append(Phrase(spelled, char, value))
        for seconds in self.phrases.values():
            for found in seconds.values():
                found.sort(key=lambda phrase: -len(phrase.rest))

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """A written word taken apart into proclitics and a known word; the whole word where none is known.

        Args:
            word: folded letters, no blanks.
        """
        found = self._pieces.get(word)
        if found is None:
            if len(self._pieces) > 50_000:
                self._pieces.clear()
            found = self._split(word, 0, 3) or (Piece(0, len(word), CLASSES["word"], None, word),)
            self._pieces[word] = found
        return found

    def _split(self, word: str, offset: int, depth: int) -> tuple[Piece, ...]:
        if len(word) == 1 and offset > 1:
            return ()  # كوكب is no string of proclitics
        known = self.words.get(word)
        if known:
            return (Piece(offset, len(word), known[0], known[1], word),)
        if word in self._first:
            return (Piece(offset, len(word), CLASSES["word"], None, word),)
        prefix = _PREFIXES.get(word[:1])
        if prefix is None or depth == 0 or len(word) < 2:
            return ()
        rest: tuple[Piece, ...] = ()
        if prefix == "li" and word[1] == "ل":
            # للعام is ل + العام, with the alef left out; so is لل24.
            whole = "ال" if len(word) == 2 else "ا" + word[1:]
            known = self.words.get(whole)
            if known:
                rest = (Piece(offset + 1, len(word) - 1, known[0], known[1], whole),)
            elif whole in self._first:
                rest = (Piece(offset + 1, len(word) - 1, CLASSES["word"], None, whole),)
        rest = rest or self._split(word[1:], offset + 1, depth - 1)
        if not rest:
            return ()
        return (Piece(offset, 1, CLASSES[prefix], 0, word[0]), *rest)


@cache
def lexicon() -> Lexicon:
    """The one lexicon, built at first use."""
    return Lexicon()
