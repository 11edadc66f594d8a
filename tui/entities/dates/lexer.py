"""Folded text to tokens: words without their proclitics, numbers in digits and in words, punctuation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from tui.entities.dates.lexicon import CLASSES, NAMES, Lexicon, lexicon

_PUNCTUATION = {
    "/": "slash",
    "\\": "slash",
    **dict.fromkeys("-–—−‐‑‒", "dash"),
    **dict.fromkeys("،,", "comma"),
    **dict.fromkeys("([", "lpar"),
    **dict.fromkeys(")]", "rpar"),
    ":": "colon",
    **dict.fromkeys("\"'«»“”‘’″", "quote"),
    **dict.fromkeys(".؛;!?؟…", "stop"),
    **dict.fromkeys("%٪٫٬", "percent"),
    "\n": "newline",
    "\r": "newline",
    "\u2028": "newline",
    "\u2029": "newline",
}


@cache
def _scanner() -> regex.Pattern[str]:
    gap = r"[^\S\n\r]{0,2}"
    return regex.compile(
        # Long runs of digits and separators are versions, addresses, telephone numbers: nothing of ours.
        r"(?P<junk>(?:[0-9]++[/\-.:,+\\]){4,}+[0-9]*+)"
        r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}"
        r"(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9/\-]))"
        rf"|(?<![0-9][./\-:])(?P<numdate>[0-9]{{1,4}}{gap}(?P<sep>[/\-.–\\]){gap}[0-9]{{1,2}}{gap}(?P=sep){gap}[0-9]{{1,4}}"
        r"(?![0-9]|[/\-:.][0-9]))"
        r"|(?P<clock>[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![0-9:]))"
        r"|(?P<dec>[0-9]++(?:[.,٫٬][0-9]++)++)"
        r"|(?P<digits>[0-9]++)"
        r"|(?P<word>[^\W\d_]++)"
        r"|(?P<newline>[\n\r\u2028\u2029])"
        r"|(?P<other>\S)"
    )


@dataclass(slots=True)
class Token:
    """One token: `start` and `end` are code points of the folded text."""

    start: int
    end: int
    char: str
    value: Any
    word: str

    @property
    def kind(self) -> str:
        """The name of its class."""
        return NAMES[self.char]


@dataclass(frozen=True, slots=True)
class Lexed:
    """A text as tokens, and as the string of their classes that patterns run over."""

    tokens: list[Token]
    classes: str


def number_class(digits: str) -> str:
    """The class of a number in digits, by what it could count."""
    value = int(digits) if len(digits) < 9 else 10**9
    if len(digits) <= 2:
        if value == 0 or value > 31:
            return "n99"
        return "n12" if value <= 12 else "n24" if value <= 24 else "n31"
    if len(digits) == 3:
        return "n999"
    if len(digits) == 4 and 1000 <= value < 3000:
        return "year"
    return "num"


def lex(text: str) -> Lexed:
    """Take a folded text apart.

    Args:
        text: what `Shadow.of` made; offsets of the tokens are code points of it.
    """
    known = lexicon()
    tokens: list[Token] = []
    add = tokens.append
    phrases = known.phrases
    merge = False
    numbers = False
    number_chars = _number_chars()
    for found in _scanner().finditer(text):
        group = found.lastgroup
        start, end = found.span()
        body = found.group()
        if group == "word":
            for piece in known.pieces(body):
                first = start + piece.offset
                add(Token(first, first + piece.length, piece.char, piece.value, piece.word))
                if piece.word in phrases:
                    merge = True
                if piece.char in number_chars:
                    numbers = True
        elif group == "digits":
            value = int(body) if len(body) < 9 else 10**9
            add(Token(start, end, CLASSES[number_class(body)], value, body))
        elif group == "other" or group == "newline":
            add(Token(start, end, CLASSES[_PUNCTUATION.get(body, "punct")], None, body))
        elif group == "junk":
            add(Token(start, end, CLASSES["punct"], None, ""))
        elif group == "iso" or group == "sep" or group == "numdate":
            add(Token(start, end, CLASSES["numdate"], body, ""))
        else:
            add(Token(start, end, CLASSES[str(group)], body, ""))
    if merge:
        tokens = _merge_phrases(tokens, known)
    if numbers:
        tokens = _merge_numbers(tokens)
    return Lexed(tokens, "".join([token.char for token in tokens]))


def _merge_phrases(tokens: list[Token], known: Lexicon) -> list[Token]:
    """Put expressions of several words together."""
    merged: list[Token] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        seconds = known.phrases.get(token.word)
        second = tokens[index + 1].word if seconds and index + 1 < count else ""
        for phrase in seconds.get(second, ()) if seconds else ():
            last = index + len(phrase.rest)
            if last < count and all(tokens[index + 1 + k].word == word for k, word in enumerate(phrase.rest)):
                text = " ".join((token.word, *phrase.rest))
                merged.append(Token(token.start, tokens[last].end, phrase.char, phrase.value, text))
                index = last
                break
        else:
            merged.append(token)
        index += 1
    return merged


@cache
def _number_chars() -> frozenset[str]:
    names = "card card_day card_def tens tens_def hundred thousand ten ord_m ord_f ord_unit"
    return frozenset(CLASSES[name] for name in names.split())


def _merge_numbers(tokens: list[Token]) -> list[Token]:
    """Put numbers of several words together: ثلاثة عشر، الثالث والعشرين، ألفين وأحد عشر."""
    merged: list[Token] = []
    index, count = 0, len(tokens)
    starts = _number_chars()
    while index < count:
        token = tokens[index]
        if token.char in starts:
            made = _ordinal(tokens, index) or _cardinal(tokens, index)
            if made:
                last, kind, value = made
                word = token.word if last == index else ""
                merged.append(Token(token.start, tokens[last].end, CLASSES[kind], value, word))
                index = last + 1
                continue
        merged.append(token)
        index += 1
    return merged


def _kind(tokens: list[Token], index: int) -> str:
    return tokens[index].kind if index < len(tokens) else ""


def _ordinal(tokens: list[Token], index: int) -> tuple[int, str, int] | None:
    """(last token, class, value) of an ordinal of several words that starts here."""
    first = tokens[index]
    kind = first.kind
    if kind not in ("ord_m", "ord_f", "ord_unit"):
        return None
    following = _kind(tokens, index + 1)
    name = "ord_m" if kind == "ord_unit" else kind
    if following == "ten" and first.value < 10:
        return index + 1, name, first.value + 10
    if following == "and" and first.value < 10 and _kind(tokens, index + 2) == "tens_def":
        return index + 2, name, first.value + tokens[index + 2].value
    return None


def _component(tokens: list[Token], index: int) -> tuple[int, int, str] | None:
    """(last token, value, class) of one summand of a number in words."""
    kind = _kind(tokens, index)
    if kind in ("tens", "tens_def"):
        return index, tokens[index].value, kind
    if kind == "hundred":
        return index, tokens[index].value, "hundred"
    if kind == "thousand":
        return index, tokens[index].value, "thousand"
    if kind == "ten":
        return index, 10, "unit"
    if kind in ("card", "card_day", "card_def"):
        value = int(tokens[index].value)
        if kind == "card_day":
            value = 1 if tokens[index].word == "احد" else 2
        following = _kind(tokens, index + 1)
        if following == "ten" and value < 10:
            return index + 1, value + 10, "unit"
        if following == "hundred" and tokens[index + 1].value == 100 and 2 < value < 10:
            return index + 1, value * 100, "hundred"
        return index, value, "unit"
    return None


_RANK = {"thousand": 4, "hundred": 3, "unit": 2, "tens": 1, "tens_def": 1}


def _cardinal(tokens: list[Token], index: int) -> tuple[int, str, int] | None:
    """(last token, class, value) of a cardinal in words that starts here."""
    first = _component(tokens, index)
    if first is None:
        return None
    last, total, rank = first
    latest = total
    single = last == index
    while rank != "tens" and rank != "tens_def":
        # Without hamza seats وأحد (and one) and واحد (one) are the same word.
        joined = _kind(tokens, last + 1) == "card" and tokens[last + 1].word == "واحد" and total >= 100
        if not joined and _kind(tokens, last + 1) != "and":
            break
        more = _component(tokens, last + (1 if joined else 2))
        if more is None or _RANK[more[2]] >= _RANK[rank] or (rank == "unit" and latest >= 10):
            break
        last, latest, rank = more
        total += latest
        single = False
    kind = tokens[index].kind
    if single:
        if kind == "ten" or kind == "tens":
            return last, "card", total
        return (last, "num", total) if kind in ("hundred", "thousand") else (last, kind, tokens[index].value)
    if total >= 1000:
        return last, "spelled_year" if total < 3000 else "num", total
    return last, "card_def" if kind in ("card_def", "tens_def") else "card", total
